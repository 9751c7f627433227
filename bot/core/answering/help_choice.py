"""Which help lines come first for somebody: by the country that is set, and by the language in which they called."""

from __future__ import annotations

from dataclasses import dataclass

from ..knowledge.catalogue import named
from ..knowledge.model import Help, HelpCountry, HelpLine
from ..knowledge.places import COUNTRIES
from ..language.text import fold

__all__ = ["HelpChoice", "countries_like", "country_named", "help_for"]

_FIRST = 3  # so many are taken in at a glance: in danger, for children, for anyone


@dataclass(frozen=True, slots=True)
class HelpChoice:
    """What is said to somebody in danger.

    Attributes:
        opening: The first sentences, in their language where the base has it.
        closing: The last one; may be "".
        first: Whom to turn to, three at most.
        more: The others to turn to.
    """

    opening: str
    closing: str
    first: tuple[HelpLine, ...]
    more: tuple[HelpLine, ...]


def help_for(help: Help, country: str = "", language: str = "") -> HelpChoice:
    """Return what is said to somebody in danger.

    Args:
        country: As in `Help.countries`; that which is the default for one that is not there, and for "".
        language: The language in which they called, as ISO 639-1 has it; "" for English, or where it is not known.

    The lines of the country come in their order, and then those that hold anywhere. For somebody who writes in another
    language than is spoken there, the country is little more than a guess: the lines of it that are answered in theirs
    come first, then those that hold anywhere, then the others.
    """
    place = help.countries.get(country) or help.countries.get(help.default) or HelpCountry(help.lines)
    lines = (*place.lines, *help.anywhere)
    if language and language not in place.languages:
        spoken = tuple(line for line in place.lines if language in line.languages)
        lines = (*spoken, *help.anywhere, *(line for line in place.lines if line not in spoken))
    said = help.languages.get(language)
    opening, closing = (help.opening, help.closing) if said is None else (said.opening, said.closing)
    return HelpChoice(opening, closing, lines[:_FIRST], lines[_FIRST:])


def countries_like(help: Help, typed: str) -> list[str]:
    """Return the countries of a base whose names or codes are like what somebody has typed so far, by name."""
    names = {COUNTRIES[code]: code for code in sorted(help.countries, key=COUNTRIES.__getitem__)}
    exact = country_named(help, typed)
    return [exact] if exact is not None else [names[name] for name in named(typed, tuple(names))]


def country_named(help: Help, typed: str) -> str | None:
    """Return the country of a base that somebody means by its name or code, in whatever case; None if it has none."""
    wanted = fold(typed)
    return next((code for code in help.countries if wanted in (fold(code), fold(COUNTRIES[code]))), None)

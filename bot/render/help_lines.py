"""Help lines, as somebody in danger is shown them: a few at once, the others below them or behind a button.

Nothing of their message is repeated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from ..core.answering.help_choice import HelpChoice, help_for
from ..core.answering.reply import Reply
from ..core.knowledge.model import Help, HelpLine
from ..core.knowledge.places import COUNTRIES
from .limits import MAX_DESCRIPTION, MAX_TEXT_CHARS

__all__ = [
    "MORE_HELP",
    "NO_MORE_HELP",
    "all_help",
    "country_choice",
    "help_country",
    "help_plain",
    "help_shown",
    "is_more_help",
    "no_help_country",
]

MORE_HELP = "More people to turn to"
NO_MORE_HELP = "I know of nobody else right now. The people in the message above are still there for you."
_NO_HELP = "I have no help lines at all: the knowledge folder has no help.yaml. Whoever runs me should add one."
_ONE_COUNTRY = "There is nothing to choose: help.yaml has the help lines of one country only."
_MAX_NAMED = 40
_LINKED = re.compile(r"\]\((https?://[^)]*)\)")
_MARKS = re.compile(r"([\\*_~`|>\[\]])")  # what Discord would take for formatting


def is_more_help(reply: Reply) -> bool:
    """Tell whether there are others to turn to besides those whom a signpost shows at once."""
    return bool(_choice(reply).more)


def help_plain(reply: Reply) -> str:
    """Return a signpost as plain text, at most MAX_TEXT_CHARS characters: the others by name and number alone."""
    choice = _choice(reply)
    more = [f"{MORE_HELP}:", *map(_short, choice.more)] if choice.more else []
    first = [(_plain(line), _short(line)) for line in choice.first]
    return _fitting([choice.opening], first, choice.closing, more, MAX_TEXT_CHARS)


def help_shown(reply: Reply) -> str:
    """Return a signpost as a text of Discord, at most MAX_TEXT_CHARS characters: those who come first alone."""
    choice = _choice(reply)
    first = [(_marked(line), _marked_short(line)) for line in choice.first]
    return _fitting([choice.opening, ""], first, f"\n{choice.closing}".rstrip(), (), MAX_TEXT_CHARS)


def all_help(reply: Reply) -> str:
    """Return everybody whom a signpost may send to as a text of Discord, those who come first included."""
    choice = _choice(reply)
    lines = [(_marked(line), _marked_short(line)) for line in (*choice.first, *choice.more)]
    return _fitting([choice.opening, ""], lines, f"\n{choice.closing}".rstrip(), (), MAX_DESCRIPTION)


def country_choice(code: str, *, default: bool = False) -> str:
    """Return a country as a choice in a list. default: whether it stands for whatever the base's own default is."""
    return f"{COUNTRIES.get(code, code)} (as long as nothing is chosen)" if default else COUNTRIES.get(code, code)


def help_country(reply: Reply) -> str:
    """Return what moderators are told of the help lines that people on their server get, with what they are shown.

    reply: the signpost that they get there.
    """
    help = reply.help
    if help is None:
        return _NO_HELP
    country = COUNTRIES.get(reply.country if reply.country in help.countries else help.default, "")
    if not help.countries:
        set_to = _ONE_COUNTRY
    elif reply.country in help.countries:
        set_to = f"Country of the help lines here: **{country}**."
    else:
        set_to = f"Country of the help lines here: **{country}**, as no other is chosen."
    shown = _LINKED.sub(r"](<\1>)", help_shown(reply))  # so Discord shows no previews of them
    return f"{set_to} Somebody who may be in danger is shown this:\n\n{shown}"


def no_help_country(help: Help | None) -> str:
    """Return what moderators are told who choose a country for which there are no help lines."""
    if help is None:
        return _NO_HELP
    if not help.countries:
        return _ONE_COUNTRY
    found = sorted(COUNTRIES.get(code, code) for code in help.countries)
    more = f" and {len(found) - _MAX_NAMED} more" if len(found) > _MAX_NAMED else ""
    names = ", ".join(found[:_MAX_NAMED]) + more
    return f"I have no help lines for that country, only for these: {names}. Others can be added to help.yaml."


def _choice(reply: Reply) -> HelpChoice:
    if reply.help is None:
        return HelpChoice("", "", (), ())
    return help_for(reply.help, reply.country, reply.language)


def _fitting(
    opening: Sequence[str], lines: Sequence[tuple[str, str]], closing: str, more: Iterable[str], limit: int
) -> str:
    """Return a text of whole lines: half a help line helps nobody.

    lines: each in full and in short; those that matter most are there in short at least, whatever has to go for it.
    """
    kept = [short for _, short in lines]
    while kept and _length([*opening, *kept]) > limit:
        kept.pop()
    for at, (full, _) in enumerate(lines[: len(kept)]):
        if _length([*opening, *kept[:at], full, *kept[at + 1 :]]) <= limit:
            kept[at] = full
    text = [*opening, *kept]
    for line in ([closing] if closing else []) + list(more):
        if _length([*text, line]) <= limit:
            text.append(line)
    return "\n".join(text)


def _length(lines: Sequence[str]) -> int:
    return sum(map(len, lines)) + len(lines) - 1


def _plain(line: HelpLine) -> str:
    return f"{line.name}{f': {line.number}' if line.number else ''} - {line.when} {line.url}".rstrip()


def _short(line: HelpLine) -> str:
    where = line.number or line.url
    return f"{line.name}: {where}" if where else line.name


def _marked(line: HelpLine) -> str:
    """Return a line as Discord shows it: what is to be dialled or opened first, and in bold."""
    name, when = _typed(line.name), _typed(line.when)
    if line.number:
        site = f" - {_link(_host(line.url), line.url)}" if line.url else ""
        return f"**{_typed(line.number)}** {name} - {when}{site}"
    return f"**{_link(name, line.url) if line.url else name}** - {when}"


def _marked_short(line: HelpLine) -> str:
    name = _typed(line.name)
    if line.number:
        return f"**{_typed(line.number)}** {name}"
    return f"**{_link(name, line.url) if line.url else name}**"


def _typed(text: str) -> str:
    return _MARKS.sub(r"\\\1", text)


def _link(text: str, url: str) -> str:
    return f"[{text}]({url.replace('(', '%28').replace(')', '%29')})"


def _host(url: str) -> str:
    return (urlsplit(url).hostname or url).removeprefix("www.")

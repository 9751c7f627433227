"""The help lines of help.yaml: by country, and what is said around them in each language; or what is wrong with them.

Knows nothing of the messages that call for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ...errors import Fault
from .model import Help, HelpCountry, HelpLine, HelpWords
from .places import COUNTRIES, LANGUAGES, country_meant, language_meant
from .schema import HelpFile, HelpLineSpec
from .yamltext import Document, Path

__all__ = ["help_lines", "help_lines_faults"]


def help_lines(spec: HelpFile) -> Help:
    """Return what a help file says to people, without any of the messages that call for it.

    It is whole only if there are no `help_lines_faults`.
    """
    countries = {
        code: HelpCountry(_lines(country.lines), tuple(country.languages)) for code, country in spec.countries.items()
    }
    default = spec.default or next(iter(countries), "")
    held = countries.get(default)
    return Help(
        opening=spec.opening,
        closing=spec.closing or "",
        lines=held.lines if held is not None else _lines(spec.lines or ()),
        calls=(),
        plain=(),
        words={},
        countries=countries,
        default=default if countries else "",
        anywhere=_lines(spec.anywhere),
        languages={code: HelpWords(said.opening, said.closing or "") for code, said in spec.languages.items()},
    )


def help_lines_faults(document: Document, spec: HelpFile) -> Iterator[Fault]:
    """Yield what is wrong with the countries and languages of a help file, beyond its format."""
    if spec.lines is None and not spec.countries:
        yield document.fault((), 'the key "lines" is missing', 'add "lines:", or "countries:" with lines for each')
    if spec.lines is not None and spec.countries:
        remedy = 'move its lines to a country, or take "countries:" away'
        yield document.key_fault(("lines",), '"lines" and "countries" cannot both be there', remedy)
    if spec.countries and spec.default is None and len(spec.countries) > 1:
        remedy = 'add "default:" with the country that holds where a server has chosen none'
        yield document.fault((), 'the key "default" is missing', remedy)
    if spec.default is not None and spec.default not in spec.countries:
        remedy = f"choose one of: {', '.join(spec.countries)}" if spec.countries else "take it away"
        yield document.fault(("default",), f'there is no country "{spec.default}" under "countries"', remedy)
    for code, country in spec.countries.items():
        at: Path = ("countries", code)
        if code not in COUNTRIES:
            meant = country_meant(code)
            remedy = f"write {meant}" if meant else "write the two letters of ISO 3166: IE, US, NZ"
            yield document.key_fault(at, f'"{code}" is not the code of a country', remedy)
        yield from _unknown(document, (*at, "languages"), country.languages)
        yield from _unknown_in_lines(document, (*at, "lines"), country.lines)
    yield from _unknown_in_lines(document, ("lines",), spec.lines or ())
    yield from _unknown_in_lines(document, ("anywhere",), spec.anywhere)
    for code in spec.languages:
        if code not in LANGUAGES:
            yield document.key_fault(("languages", code), *_no_language(code))


def _lines(specs: Iterable[HelpLineSpec]) -> tuple[HelpLine, ...]:
    return tuple(
        HelpLine(line.name, line.number or "", line.when, line.url or "", tuple(line.languages)) for line in specs
    )


def _unknown_in_lines(document: Document, path: Path, lines: Sequence[HelpLineSpec]) -> Iterator[Fault]:
    for at, line in enumerate(lines):
        yield from _unknown(document, (*path, at, "languages"), line.languages)


def _unknown(document: Document, path: Path, codes: Sequence[str]) -> Iterator[Fault]:
    for at, code in enumerate(codes):
        if code not in LANGUAGES:
            yield document.fault((*path, at), *_no_language(code))


def _no_language(code: str) -> tuple[str, str]:
    meant = language_meant(code)
    remedy = f"write {meant}" if meant else "write two small letters: es for Spanish, pl for Polish"
    return f'"{code}" is not the code of a language', remedy

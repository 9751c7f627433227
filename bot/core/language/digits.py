"""A run of digits with separators -> its value, by the customs of English and of other languages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

__all__ = ["MAX_DIGITS", "Run", "read_run"]

MAX_DIGITS = 30
"""More are no number that anybody means."""

_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?")
_CONTINENTAL = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}")
_SWISS = re.compile(r"\d{1,3}(?:'\d{3})+(?:\.\d+)?")
_LINED = re.compile(r"\d{1,3}(?:_\d{3})+")
_SPACED = re.compile(r"[1-9]\d{0,2}(?: \d{3})+(?:[.,]\d+)?")
_POINT = re.compile(r"\d+[.·]\d+")
_COMMA = re.compile(r"\d+,\d+")


@dataclass(frozen=True, slots=True)
class Run:
    """What a run of digits stands for.

    Attributes:
        value: Its value, by the English custom where customs differ.
        other: What it is by the other custom; None if it is plain.
        decimals: How many digits stand behind the decimal sign.
    """

    value: Fraction
    other: Fraction | None = None
    decimals: int = 0


def read_run(run: str) -> Run | None:
    """Return what a whole run of digits with ``. , · ' _`` and single blanks between them stands for.

    None if it is no number: a telephone number, a version, a list. "74,3" is 74.3 in languages with a decimal comma and
    nothing else; "278.000" may be 278 or 278,000.
    """
    if sum(char.isdigit() for char in run) > MAX_DIGITS:
        return None
    if run.isdigit():
        return None if len(run) > 1 and run[0] == "0" else Run(Fraction(run))
    if _ENGLISH.fullmatch(run) or _INDIAN.fullmatch(run) or _SWISS.fullmatch(run):
        return _plain(re.sub("[,']", "", run)) if run[0] != "0" else None
    if _CONTINENTAL.fullmatch(run):
        return _plain(run.replace(".", "").replace(",", ".")) if run[0] != "0" else None
    if _LINED.fullmatch(run):
        return _plain(run.replace("_", "")) if run[0] != "0" else None
    if re.fullmatch(r"\.\d+", run):
        return _plain("0" + run)
    if _SPACED.fullmatch(run):
        return _plain(run.replace(" ", "").replace(",", "."))
    if _POINT.fullmatch(run):
        whole, _, rest = run.replace("·", ".").partition(".")
        if len(whole) > 1 and whole[0] == "0":
            return None
        other = Fraction(whole + rest) if len(rest) == 3 and len(whole) <= 3 and whole != "0" and "." in run else None
        return Run(Fraction(f"{whole}.{rest}"), other, len(rest))
    if _COMMA.fullmatch(run):
        whole, _, rest = run.partition(",")
        if len(rest) > 2 or (len(whole) > 1 and whole[0] == "0"):
            return None
        return Run(Fraction(f"{whole}.{rest}"), None, len(rest))
    return None


def _plain(english: str) -> Run:
    return Run(Fraction(english), None, len(english.partition(".")[2]))

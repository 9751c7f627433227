"""Whether a number says by how much, or to what, something rose or fell. Knows nothing of what the number is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

__all__ = ["Change", "change_at"]

_RISING = (
    r"r[ioa]se[ns]?|rising|increas(?:e[sd]?|ing)|climb(?:s|ed|ing)?|gr(?:e|o)wn?|grows|growing|jump(?:s|ed|ing)?"
    r"|soar(?:s|ed|ing)?|surg(?:e[sd]?|ing)|w[eo]nt up|gone up|go(?:es|ing)? up|was up|were up|are up|is up|shot up"
    r"|rocketed|doubled|tripled|trebled|expanded|swelled|raised"
)
_FALLING = (
    r"f[ea]ll(?:en|s|ing)?|dropp(?:ed|ing)|drops?|declin(?:e[sd]?|ing)|decreas(?:e[sd]?|ing)|w[eo]nt down|gone down"
    r"|go(?:es|ing)? down|(?:was|were|are|is|came|come|got) down|shrank|shrunk|slump(?:s|ed)?|tumbled|plummet(?:s|ed)?"
    r"|dipped|sank|sunk|reduced|lowered|halved|slashed|cut"
)
# What may stand between the change and the number: a hedge that was not counted to the number, and the like.
_PUT = (
    r"(?:(?:about|around|nearly|almost|over|more than|just|only|another|some|a further"
    r"|an? (?:whopping|massive|huge|full)) )?"
)
_BEFORE = re.compile(
    rf"(?:\b(?P<moved>went|gone|goes|going|slid|slipped|moved|came|swung|changed|shifted) (?P<whence>from)"
    rf"|\b(?:(?P<rising>{_RISING})|(?P<falling>{_FALLING}))(?: [a-z]+ly| again)?(?: (?P<how>by|to|from))?"
    rf"|\b(?P<noun>increase|rise|jump|growth|surge|gain|decrease|fall|drop|decline|reduction|cut) (?:\w+ ){{0,2}}of"
    rf"|\b(?P<up>up|down) (?P<upto>by|from)|(?:^|[,.;:(!?] ?)(?P<bare>up|down)) {_PUT}$"
)
_DOWN_TO = re.compile(rf"\bdown to {_PUT}$")
_AFTER = re.compile(
    r"(?:[ -]+[a-z]+)?? (?P<noun>increase|rise|jump|growth|surge|decrease|fall|drop|decline|reduction|cut|hike)\b"
)
_DOWN = frozenset(["decrease", "fall", "drop", "decline", "reduction", "cut", "down"])
# "Reduced 12 complaints" is no change by 12; "reduced by 12" is.
_WANTS_HOW = ("reduced", "raised", "lowered", "halved", "cut", "slashed", "grown", "doubled", "tripled", "trebled")


@dataclass(frozen=True, slots=True)
class Change:
    """How a number tells of a change.

    Attributes:
        way: "by" how much it was, "to" (or from) what it went; "" if the number tells of none.
        direction: +1 up, -1 down, 0 if it does not say.
    """

    way: Literal["", "by", "to"] = ""
    direction: int = 0


def change_at(folded: str, start: int, end: int) -> Change:
    """Return how a number of a folded text tells of a change; not at all in most places.

    Args:
        start: Where it begins, the words that say how it is put included.
        end: Where it ends with them, exclusive.
    """
    before = folded[max(0, start - 60) : start]
    if _DOWN_TO.search(before):
        return Change("to", -1)
    match = _BEFORE.search(before)
    if match is not None:
        if match["moved"]:
            return Change("to", 0)
        word = match["rising"] or match["falling"] or match["noun"] or match["up"] or match["bare"]
        how = match["how"] or match["upto"]
        if how or word not in _WANTS_HOW:
            down = bool(match["falling"]) or word in _DOWN
            return Change("to" if how in ("to", "from") else "by", -1 if down else 1)
    match = _AFTER.match(folded, end)
    if match is not None:
        return Change("by", -1 if match["noun"] in _DOWN else 1)
    return Change()

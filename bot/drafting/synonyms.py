"""Plain words for the same thing that people use in turn, for a document that uses one of them.

Of no report in particular; offered for the vocabulary, where people look through them.
"""

from __future__ import annotations

from ..core.language.english import stem
from ..core.language.text import fold, words

__all__ = ["plain_synonyms"]

_GROUPS = """
    largest, biggest; staff, employees, workforce; revenue, turnover; money, cash; begin, start; buy, purchase;
    children, kids; car, vehicle; phone, telephone; fine, penalty; salary, wage; yearly, annual;
    company, firm, business; founded, established; built, constructed; repair, fix, mend; close, shut;
    illness, sickness; fall, drop, decline; rise, increase; pupil, student; complete, finish; payment,
    payout; receive, get; elderly people, older people, pensioners; disabled people, people with disabilities;
    shortage, shortfall; lawyer, solicitor; doctor, physician; rubbish, waste; flat, apartment; holiday,
    vacation; film, movie; customer, client; donation, gift; jobless, unemployed; volunteer, helper; supplier,
    provider; housing, homes
"""


def plain_synonyms(text: str) -> list[list[str]]:
    """Return the groups of words one of which a text uses."""
    used = {stem(word) for word in words(_folded(text))}
    groups = [[each.strip() for each in group.split(",")] for group in " ".join(_GROUPS.split()).split(";")]
    return [group for group in groups if any({stem(word) for word in each.split()} <= used for each in group)]


def _folded(text: str) -> str:
    """Return a text folded that may be longer than what is folded at once."""
    return " ".join(fold(line) for line in text.split("\n"))

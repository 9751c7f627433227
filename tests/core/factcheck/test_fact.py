"""A fact is a number with the words that may stand with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

import pytest

from bot.core.factcheck.fact import Fact, is_same_use
from bot.core.language.lexicon import Term
from bot.core.language.quantity import Quantity
from tests.core import library

FACT = Fact(
    entry=library.entry("loans-late"),
    quantity=Quantity(value=Fraction(103), kind="count"),
    units=frozenset(["=loan"]),
    core=frozenset(),
    named=frozenset(),
    uses={("protect", False): 3, ("mend", False): 2, ("drop", False): 3, ("=loan", False): 1, ("late", False): 1},
    own={("late", False): 1, ("roof", True): 1},
    years=frozenset(),
    group=frozenset(["loans-late"]),
    forms=frozenset(["protection", "mend", "dropped"]),
    idioms={"drop": "ball"},
)


def same(text: str, typed: str, *, before: str = "", texts: Iterable[str] = (), repaired: str | None = None) -> bool:
    term = Term(text, typed, known=True, repaired=repaired)
    return is_same_use(term, before.split(), {text, *texts}, FACT)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param(same("late", "lateness", before="loans were"), True, id="in its own title, whatever the form"),
        pytest.param(same("roof", "roofs", before="loans were"), True, id="in its own sentence, denied there"),
        pytest.param(same("protect", "protected"), True, id="often there, in another form"),
        pytest.param(same("protect", "protected", before="loans were"), False, id="another form after were"),
        pytest.param(same("protect", "protection", before="loans were"), True, id="the same form after were"),
        pytest.param(same("protect", "protected", before="it was"), True, id="after was, but of no thing"),
        pytest.param(same("mend", "mended"), False, id="seldom there, in another form"),
        pytest.param(same("mend", "mend"), True, id="seldom there, in the same form"),
        pytest.param(same("mend", "mand", repaired="mend"), True, id="misspelt, the same form as it was meant"),
        pytest.param(same("drop", "dropped"), False, id="half an idiom"),
        pytest.param(same("drop", "dropped", texts=["ball"]), True, id="a whole idiom"),
        pytest.param(same("=loan", "borrowing"), True, id="a synonym"),
        pytest.param(same("=loan", "borrowed", before="they were"), False, id="a synonym's form after were"),
        pytest.param(same("=loan", "library loan", before="they were"), True, id="a synonym of two words after were"),
    ],
)
def test_whether_a_word_is_used_as_the_fact_uses_it(found, expected):
    assert found is expected


@pytest.mark.parametrize(
    ("id", "unit"),
    [
        pytest.param("loans-late", "loans", id="of a count"),
        pytest.param("late-share", "", id="of a share"),
        pytest.param("roof-leaked", "", id="of an entry without a figure"),
    ],
)
def test_what_a_fact_counts_for_readers(id, unit):
    assert replace(FACT, entry=library.entry(id)).unit == unit

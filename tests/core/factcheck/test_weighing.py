"""A claim beside a fact with its number becomes a row of columns; the values were worked out by hand."""

from __future__ import annotations

from math import log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.factcheck.fitting import KINDS
from bot.core.factcheck.weighing import COLUMNS
from bot.core.search.matching import Matcher
from tests import frozen
from tests.core import library

ANSWERER = frozen.answerer(library.knowledge())
CHECKER = ANSWERER.checker


def row(text: str) -> dict[str, float]:
    """Return the columns of the first claim of a message beside the likeliest fact that has its number."""
    message = ANSWERER.read(text)
    reading = CHECKER.readings(message)[0]
    same = CHECKER.same(reading)
    found = CHECKER.row(CHECKER.weighing(message), reading, same[0], same)
    return dict(zip(COLUMNS, found.tolist(), strict=True))


def test_there_is_a_column_for_each_kind_of_difference_and_for_each_part_of_a_message():
    """No two have the same name; of the nine that the search tells there are four each."""
    assert COLUMNS[: len(KINDS)] == KINDS
    assert len(set(COLUMNS)) == len(COLUMNS) == len(KINDS) + 18 + 4 * 9
    assert [name for name in COLUMNS if name.startswith("chance_")] == [
        "chance_bare", "chance_clause", "chance_lead", "chance_message",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "differing"),
    [
        pytest.param("103 loans came back late", set(), id="nothing"),
        pytest.param("103 chairs came back late", {"unit", "words"}, id="unit, and so a word"),
        pytest.param("96 broken chairs in Oakham", {"name"}, id="name"),
        pytest.param("103 more loans came back late", {"comparison"}, id="comparison"),
        pytest.param("in 2011 103 loans came back late", {"year"}, id="year"),
        pytest.param("103 loans were never late", {"negation"}, id="negation"),
        pytest.param("103 loans were stolen", {"predicate"}, id="predicate"),
        pytest.param("103 late loans with stains", {"words"}, id="words"),
        pytest.param("96 kittens in Elmstead", {"counted", "words"}, id="what is not counted, and so a word"),
    ],
)
def test_what_differs_is_a_one_in_its_column(text, differing):
    found = row(text)
    assert {kind for kind in KINDS if found[kind] == 1.0} == differing
    assert {found[kind] for kind in KINDS} <= {0.0, 1.0}


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        pytest.param(
            "103 loans",
            {"tied": 1, "anchored": 1, "distinct": 0, "exact": 1, "foreign": 0, "counts": 1, "facts": 1},
            id="number and unit",
        ),
        pytest.param(
            "96 broken chairs in Elmstead",
            {"tied": 3, "anchored": 1, "distinct": 1, "names": 1, "other_names": 0, "facts": 1},
            id="unit, name and a word",
        ),
        pytest.param("96 broken chairs in Bramley", {"names": 0, "other_names": 1}, id="another name"),
        pytest.param("103 loans were stolen", {"foreign": 1}, id="one word that the fact has not"),
        pytest.param("103 loans with old stains were stolen", {"foreign": 3}, id="three"),
        pytest.param("over 90 broken chairs in Elmstead", {"exact": 0, "hedged": 1}, id="a bound"),
        pytest.param("over 90 were counted", {"facts": 2}, id="a bound that two entries reach"),
        pytest.param("96 were counted in Elmstead", {"counts": 0}, id="no unit"),
        pytest.param("103 of the 412 loans were late", {"whole": 1}, id="its whole"),
        pytest.param("103 of the 400 loans were late", {"whole": -1}, id="another whole"),
        pytest.param("103 loans were late", {"whole": 0}, id="no whole"),
        pytest.param("a quarter of the loans were late", {"share": 1, "small": 1}, id="a share"),
        pytest.param("103 loans were late", {"share": 0, "small": 0}, id="a count"),
        pytest.param("103 loans were not late", {"denied": 2}, id="not, and what it denies"),
        pytest.param("didn't 103 loans come back late", {"asking": 1}, id="a question without its mark"),
        pytest.param("were 103 loans late?", {"asking": 1}, id="a question mark"),
        pytest.param("103 loans were late", {"asking": 0}, id="no question"),
    ],
)
def test_how_a_claim_stands_beside_the_fact(text, columns):
    found = row(text)
    assert {name: found[name] for name in columns} == columns


@pytest.mark.parametrize(
    ("text", "size"),
    [
        pytest.param("103 loans", log(104), id="a count"),
        pytest.param("a quarter of the loans", log(1.25), id="a share"),
    ],
)
def test_the_size_of_a_number_is_its_logarithm(text, size):
    assert row(text)["size"] == pytest.approx(size)


def test_each_part_of_a_message_is_weighed_by_itself():
    """Without the number, with it, with what stands before it, and all of it: telling words, and those unsupported."""
    found = row("The kittens slept, and 103 loans were late. Zebras run.")
    telling = [found[f"telling_{part}"] for part in ("bare", "clause", "lead", "message")]
    strange = [found[f"strange_words_{part}"] for part in ("bare", "clause", "lead", "message")]
    assert telling == [2, 2, 4, 6]  # loans, late; kittens, slept; zebras, run
    assert strange == [0, 0, 2, 4]


def test_the_words_of_a_claim_make_its_own_entry_likelier_than_others():
    found = row("96 broken chairs in Elmstead")
    assert found["by_words"] > 0.9 > 0.1 > found["rival"]
    assert found["chance_message"] > found["rival_message"] > 0.0
    assert found["chance_message"] + found["rival_message"] + found["none_message"] <= 1.0


def test_without_trees_no_word_is_strange():
    """-8 is the least that is told of a word, and of one that is not there."""
    found = row("103 loans were stolen by kittens")
    assert {value for name, value in found.items() if name.startswith("strange") and "words" not in name} == {-8.0}


def test_a_text_is_ranked_once_for_all_facts(monkeypatch):
    """A message of one clause is one text, but for its number."""
    asked: list[str] = []
    rank = Matcher.rank
    monkeypatch.setattr(
        Matcher, "rank", lambda self, message, **more: asked.append(message.folded) or rank(self, message, **more)
    )
    message = ANSWERER.read("over 90 were counted")
    reading = CHECKER.readings(message)[0]
    same, weighing = CHECKER.same(reading), CHECKER.weighing(message)
    asked.clear()
    rows = [CHECKER.row(weighing, reading, each, same) for each in same]
    assert len(rows) == 2
    assert sorted(asked) == sorted(set(asked))


WORDS = "103 412 25% 96 loans chairs late broken not of the Elmstead over ? ."


@settings(deadline=None, max_examples=50)  # a busy machine is no fault
@given(st.lists(st.sampled_from(WORDS.split()), max_size=9))
def test_any_claim_has_a_row_of_finite_numbers(parts):
    message = ANSWERER.read(" ".join(parts))
    weighing = CHECKER.weighing(message)
    for reading in CHECKER.readings(message):
        same = CHECKER.same(reading)
        for each in same:
            found = CHECKER.row(weighing, reading, each, same)
            assert found.shape == (len(COLUMNS),)
            assert np.isfinite(found).all()

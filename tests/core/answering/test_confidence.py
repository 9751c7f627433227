"""How sure an answer is: what it is judged by was worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping, Set
from math import inf, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.answering.confidence import Confidence, columns, of_words
from bot.core.answering.considering import Decider
from bot.core.answering.deciding import Bars, Option
from bot.core.answering.premise import Premise
from bot.core.search.features import FEATURES, NONE_FEATURES
from bot.core.search.forest import Forest
from bot.core.search.matching import Match, Ranking
from bot.core.search.subject import WORD_FEATURES, Words
from tests import frozen
from tests.core import library
from tests.core.words import Anagrams

BASE = library.knowledge()
MATCHER = frozen.matcher(BASE)
LATE, LOOKED, SHARE = (BASE.entries[id] for id in ("loans-late", "loans-inspected", "late-share"))
MONEY = BASE.silences["money"]
COVERING = {"loans-late": {"late-share"}}
COLUMNS = columns(vectors=False)
# What a probability of 0 counts as: log-odds of one in a million.
IMPOSSIBLE = -13.8155


def match(target: object, probability: float) -> Match:
    """Return a match whose features are their own numbers: 0.0, 1.0, 2.0 ..."""
    return Match(target, probability, "", tuple(map(float, range(len(FEATURES)))))


FIRST, SECOND, THIRD = match(LATE, 0.4), match(SHARE, 0.25), match(LOOKED, 0.2)
SILENT = match(MONEY, 0.1)


def ranking(text: str = "late loans", *matches: Match, none: float = 0.05) -> Ranking:
    """Return a ranking of a message; without matches, of the four above. What speaks for none is -1.0, -2.0 ..."""
    of_none = tuple(-1.0 - at for at in range(len(NONE_FEATURES)))
    return Ranking(MATCHER.read(text), (), matches or (FIRST, SECOND, THIRD, SILENT), none, of_none)


def option(lead: Match = FIRST, beside: Match | None = None, probability: float = 0.5) -> Option:
    return Option(lead, beside, probability, Premise(), False)


def judged_by(
    ranked: Ranking, given: Option, *, covers: Mapping[str, Set[str]] | None = None, size: int = 12
) -> dict[str, float]:
    """Return by name what an answer is judged by, but for the words."""
    row = Confidence(None, covers or {}, 1.5, size).row(ranked, given)
    return dict(zip(COLUMNS, row.tolist(), strict=False))


# --- The columns --------------------------------------------------------------------------------------------------

WITH_OR_WITHOUT = pytest.mark.parametrize(
    "vectors", [pytest.param(None, id="by words alone"), pytest.param(Anagrams(), id="by vectors of words as well")]
)


@WITH_OR_WITHOUT
def test_every_column_has_a_name_of_its_own(vectors):
    names = columns(vectors=vectors is not None)
    assert len(set(names)) == len(names)


@WITH_OR_WITHOUT
def test_there_are_as_many_columns_as_a_row_has_with_what_is_told_of_the_words(vectors):
    matcher = frozen.matcher(BASE, vectors=vectors)
    decider = Decider(BASE, matcher, Bars(0.5, 0.5, 0.5, 0.1, 0.2))
    ranked = decider.rank(matcher.read("how many loans were late"))
    row = Confidence(None, {}, 1.5, 12).row(ranked, decider.options(ranked)[0])
    assert len(row) + len(of_words(np.zeros(0), np.zeros(0))) == len(columns(vectors=vectors is not None))


# --- What an answer is judged by ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "column", "expected"),
    [
        pytest.param(option(probability=0.5), "probability", 0.0, id="as probable as not"),
        pytest.param(option(probability=0.75), "probability", 1.0986, id="three to one: log 3"),
        pytest.param(option(probability=1.0), "probability", 13.8155, id="certain counts as a million to one"),
        pytest.param(option(probability=0.0), "probability", IMPOSSIBLE, id="impossible as one to a million"),
        pytest.param(option(), "own_probability", -0.4055, id="the entry alone: log 0.4 / 0.6"),
        pytest.param(option(), "no_probability", -2.9444, id="none: log 0.05 / 0.95"),
        pytest.param(option(), "silence_probability", -2.1972, id="the silence: log 0.1 / 0.9"),
        pytest.param(option(), "two", 0.0, id="one entry alone"),
        pytest.param(option(beside=THIRD), "two", 1.0, id="two entries"),
        pytest.param(option(), "richness", 1.5, id="as rich as the base"),
        pytest.param(option(), "size", 2.4849, id="as large as the base: log 12"),
    ],
)
def test_what_is_told_of_an_answer(given, column, expected):
    assert judged_by(ranking(), given)[column] == pytest.approx(expected, abs=1e-4)


def test_without_a_silence_none_is_probable():
    assert judged_by(ranking("late", FIRST), option())["silence_probability"] == pytest.approx(IMPOSSIBLE, abs=1e-4)


def test_a_base_of_nothing_is_as_large_as_one_of_one():
    assert judged_by(ranking(), option(), size=0)["size"] == 0.0


@pytest.mark.parametrize(
    ("given", "covers", "rival"),
    [
        pytest.param(option(), {}, -1.0986, id="the next likely: log 0.25 / 0.75"),
        pytest.param(option(), COVERING, -1.3863, id="not what the entry covers: log 0.2 / 0.8"),
        pytest.param(option(beside=SECOND), {}, -1.3863, id="not what stands beside it"),
        pytest.param(option(beside=THIRD), COVERING, IMPOSSIBLE, id="neither, and no silence"),
        pytest.param(option(THIRD, FIRST), COVERING, IMPOSSIBLE, id="nor what that covers"),
        pytest.param(option(SECOND), COVERING, -0.4055, id="one that covers it is a rival: log 0.4 / 0.6"),
    ],
)
def test_the_rival_is_the_likeliest_entry_that_the_reply_would_not_tell_of(given, covers, rival):
    assert judged_by(ranking(), given, covers=covers)["rival"] == pytest.approx(rival, abs=1e-4)


@pytest.mark.parametrize(
    ("text", "column", "expected"),
    [
        pytest.param("broken kittens in oakham", "telling", 3, id="little words tell nothing"),
        pytest.param("broken, broken kittens", "telling", 2, id="a word that is said twice tells once"),
        pytest.param("what are they", "telling", 0, id="little words alone"),
        pytest.param("broken kittens in oakham", "words", log(5), id="four words"),
        pytest.param("how many loans", "wants_number", 1, id="a number is wanted"),
        pytest.param("broken kittens", "wants_number", 0, id="no number is wanted"),
        pytest.param("chairs in oakham and elmstead", "mentions_names", 2, id="two names"),
        pytest.param("late loans", "mentions_names", 0, id="no name"),
        pytest.param("were 103 of 412 late", "mentions_numbers", 2, id="two numbers"),
        pytest.param("late loans", "mentions_numbers", 0, id="no number"),
        pytest.param("late loans", "kinds_asked", 0, id="nothing is asked for"),
        pytest.param("who was late", "kinds_asked", 1, id="a person is asked for"),
    ],
)
def test_what_is_told_of_the_message(text, column, expected):
    assert judged_by(ranking(text), option())[column] == pytest.approx(expected)


def test_what_speaks_for_the_entry_that_leads_and_for_none_is_told_as_it_was_ranked():
    told = judged_by(ranking(), option(beside=Match(LOOKED, 0.2, "", (9.0,) * len(FEATURES))))
    assert [told[name] for name in FEATURES] == list(range(len(FEATURES)))
    assert [told[name] for name in NONE_FEATURES] == [-1.0 - at for at in range(len(NONE_FEATURES))]


# --- The words ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("odds", "unsupported", "expected"),
    [
        pytest.param([], [], (-8.0, -8.0, 0.0, 0.0, 0.0, 0.0), id="no telling word"),
        # log(1 + e^0)
        pytest.param([0.0], [1.0], (0.0, -8.0, 0.6931, 1.0, 1.0, 1.0), id="one"),
        # log(1 + e^-1) + log(1 + e^2) + log(1 + e^0) = 0.3133 + 2.1269 + 0.6931
        pytest.param([-1.0, 2.0, 0.0], [0.2, 0.9, 0.5], (2.0, 0.0, 3.1333, 0.5333, 1.0, 0.9), id="three"),
        pytest.param([-inf, -inf], [0.8, 0.6], (-8.0, -8.0, 0.0, 0.7, 2.0, 0.8), id="two that nobody judged"),
    ],
)
def test_what_is_told_of_all_words_together(odds, unsupported, expected):
    assert of_words(np.asarray(odds), np.asarray(unsupported)) == pytest.approx(expected, abs=1e-4)


# --- How sure -----------------------------------------------------------------------------------------------------


def forest(column: str, *, low: float, high: float, base: float = 0.0) -> Forest:
    """Return one tree: the log-odds are `low` where a column is 0 or less, and else `high`."""
    return Forest(
        features=COLUMNS,
        bars={},
        base=base,
        roots=np.asarray([0], np.int32),
        column=np.asarray([COLUMNS.index(column), -1, -1], np.int32),
        threshold=np.asarray([0.0, low, high]),
        left=np.asarray([1, 1, 2], np.int32),
        right=np.asarray([2, 1, 2], np.int32),
    )


def words(*odds: float) -> Words:
    """Return words of a message that are so strange to an entry."""
    rows = np.zeros((len(odds), len(WORD_FEATURES)))
    return Words(("word",) * len(odds), rows, np.zeros(len(odds)), np.asarray(odds))


def sure(tree: Forest, given: Option, said: Words) -> float:
    return Confidence(tree, {}, 1.5, 12).of(ranking(), given, said)


@pytest.mark.parametrize(
    ("probability", "expected"),
    [
        pytest.param(0.5, 0.2689, id="low: 1 / (1 + e)"),
        pytest.param(0.6, 0.7311, id="high: e / (1 + e)"),
    ],
)
def test_an_answer_is_as_sure_as_the_odds_of_the_trees_say(probability, expected):
    tree = forest("probability", low=-1.0, high=1.0)
    assert sure(tree, option(probability=probability), words()) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param(words(-1.0, -2.0), 0.7311, id="no word is strange"),
        pytest.param(words(-1.0, 0.5), 0.2689, id="one is"),
        pytest.param(words(), 0.7311, id="there is none"),
    ],
)
def test_trees_may_go_by_what_is_told_of_the_words(said, expected):
    assert sure(forest("strangest", low=1.0, high=-1.0), option(), said) == pytest.approx(expected, abs=1e-4)


@given(odds=st.lists(st.floats(-500.0, 500.0), min_size=2, max_size=2).map(sorted))
def test_confidence_is_a_probability_that_rises_with_the_odds(odds):
    less, more = (sure(forest("probability", low=each, high=each), option(), words()) for each in odds)
    assert 0.0 <= less <= more <= 1.0

"""How similar a question is to its candidates, reckoned by hand for three phrasings of two targets."""

from __future__ import annotations

from math import log, sqrt

import numpy as np
import pytest

from bot.core.search.postings import AllPostings
from bot.core.search.query import Pairs, Query
from bot.core.search.similarity import Similarity, gain, weigh

# Target 0 has "lamp" and "lamp roof", target 1 has "roof"; each term weighs 2, what nothing has weighs 3.
LAMP, ROOF = 0, 1
IDF, RAREST, BACKGROUND = 2.0, 3.0, 0.5
NO_RUNS = np.zeros(1, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int64)
POSTINGS = AllPostings(
    np.asarray([0, 0, 1]),
    np.asarray([2.0, sqrt(8.0), 2.0], np.float32),
    np.asarray([[sqrt(20.0), 2.0], [1.0, 1.0]], np.float32),
    (np.asarray([0, 2, 4]), np.asarray([0, 1, 1, 2])),
    (np.asarray([0, 1, 3]), np.asarray([0, 0, 1]), np.asarray([2, 1, 1])),
    NO_RUNS,
)


def asked(*terms: int, little: bool = False, unknown: int = 0) -> Query:
    """Return a question of terms; unknown: of how many besides that nothing has."""
    none, nothing = np.zeros(0, np.int64), np.zeros(0)
    count = len(terms)
    telling = np.full(count, 0.0 if little else 1.0)
    return Query(
        terms=np.asarray(terms, np.int64),
        idf=np.full(count, IDF),
        rarest=RAREST,
        background=np.full(count, BACKGROUND),
        sure=np.ones(count),
        telling=telling,
        all_telling=IDF * float(telling.sum()) + RAREST * unknown,
        pairs=Pairs(none, none, none, nothing, nothing, none),
        runs=none,
        run_idf=nothing,
        run_background=nothing,
        vocabulary=2,
    )


def similarity(query: Query) -> Similarity:
    return weigh(query, POSTINGS)


@pytest.mark.parametrize(
    ("often", "background", "expected"),
    [
        pytest.param(0, 0.5, 0.0, id="a feature that it lacks"),
        pytest.param(2, 0.5, log(2), id="as much as the base lends it"),
        pytest.param(4, 0.5, log(3), id="twice as much"),
        pytest.param(4, 0.25, log(5), id="twice as rare in the base"),
    ],
)
def test_a_feature_speaks_for_a_target_the_louder_the_rarer_it_is_elsewhere(often, background, expected):
    assert gain(np.asarray([often]), np.asarray([background]))[0] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        # log(1 + 2 / (4 * 0.5)), and log(4 / (4 + phrasings)) for each
        pytest.param("odds", [log(2) + log(4 / 6), log(4 / 5)], id="odds"),
        # the sum of the phrasings of target 0 is (4, 2), the question is (2, 0)
        pytest.param("centre", [4 / sqrt(20), 0.0], id="centre"),
        pytest.param("letters", [0.0, 0.0], id="letters, of which the question has none"),
        pytest.param("cosines", [1.0, sqrt(0.5), 0.0], id="cosines"),
        pytest.param("votes", [1.0 + 0.5, 0.0], id="votes"),
        pytest.param("likeness", [1.0, 0.0], id="likeness"),
        pytest.param("covered", [1.0, 0.0], id="covered"),
        pytest.param("lacking", [0.0, 2 / 3], id="lacking"),
        pytest.param("targets", [0, 1], id="targets"),
    ],
)
def test_each_kind_of_similarity(kind, expected):
    assert getattr(similarity(asked(LAMP)), kind).tolist() == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(
    ("query", "covered", "unknown"),
    [
        pytest.param(asked(LAMP, ROOF), [1.0, 0.5], 0.0, id="both terms, and one of two"),
        pytest.param(asked(LAMP, unknown=1), [0.4, 0.0], 0.6, id="2 of 2 + 3"),
        pytest.param(asked(unknown=1), [0.0, 0.0], 1.0, id="nothing that is known"),
        pytest.param(asked(LAMP, little=True), [0.0, 0.0], 1.0, id="nothing that tells"),
        pytest.param(asked(), [0.0, 0.0], 1.0, id="nothing at all"),
    ],
)
def test_how_much_of_what_a_question_tells_is_known(query, covered, unknown):
    found = similarity(query)
    assert (found.covered.tolist(), found.unknown) == (pytest.approx(covered), pytest.approx(unknown))


def test_little_words_are_not_lacking():
    assert similarity(asked(LAMP, little=True)).lacking.tolist() == [0.0, 0.0]


@pytest.mark.parametrize(
    ("query", "row", "expected"),
    [
        pytest.param(asked(LAMP), 0, 0, id="the first"),
        pytest.param(asked(LAMP, ROOF), 0, 1, id="the second"),
        pytest.param(asked(ROOF), 1, 0, id="the only one of the last target"),
    ],
)
def test_which_phrasing_of_a_target_is_nearest(query, row, expected):
    assert similarity(query).nearest(row) == expected


def test_without_a_target_the_others_are_as_they_were():
    found, rest = similarity(asked(ROOF)), similarity(asked(ROOF)).without({0})
    assert rest.targets.tolist() == [1]
    for kind in ("odds", "centre", "covered", "lacking", "votes", "likeness"):
        assert getattr(rest, kind).tolist() == getattr(found, kind).tolist()[1:]
    assert (rest.nearest(0), rest.unknown) == (0, found.unknown)

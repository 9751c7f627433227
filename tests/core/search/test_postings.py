"""Terms, pairs and runs of letters are found in a small base as in a large one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from bot.core.search.ngrams import LetterRuns
from bot.core.search.postings import AllPostings, FewPostings, Postings
from bot.core.search.query import Pairs, Query

# Target 0 has "lamp dark" and "lamp dark lamp", target 1 has "roof".
LAMP, DARK, ROOF, END = range(4)
LETTERS = LetterRuns(["lamp", "dark", "roof"], np.asarray([2, 2, 1]), 3)
LAMP_DARK, DARK_LAMP, LAMP_LAMP, NONE = 0, 1, 2, -1
OWNER, NORMS, LENGTHS = np.asarray([0, 0, 1]), np.ones(3, np.float32), np.ones((2, 2), np.float32)


def ints(*values: int) -> np.ndarray:
    return np.asarray(values, np.int64)


def small() -> AllPostings:
    starts = ints(0, 2, 4, 5, 7, 8, 9)  # of lamp, dark, roof and the three pairs
    phrasings = ints(0, 1, 0, 1, 2, 0, 1, 1, 1)
    having = ints(0, 1, 2, 3), ints(0, 0, 1), ints(2, 2, 1)
    runs = LETTERS.everywhere(ints(LAMP, DARK, ROOF), ints(2, 2, 1), ints(0, 0, 1), 2)
    return AllPostings(OWNER, NORMS, LENGTHS, (starts, phrasings), having, runs)


def large() -> FewPostings:
    return FewPostings(
        ints(0, 1),
        OWNER,
        NORMS,
        LENGTHS,
        starts=ints(0, 3, 7),
        tokens=ints(LAMP, DARK, END, LAMP, DARK, LAMP, END, ROOF, END),
        again=np.asarray([False, False, True, False, False, True, True, False, True]),
        rows=(ints(0, 0, 1), ints(LAMP, DARK, ROOF), ints(2, 2, 1)),
        letters=LETTERS,
        end=END,
    )


@pytest.fixture(params=[pytest.param(small, id="a small base"), pytest.param(large, id="a large base")])
def postings(request: pytest.FixtureRequest) -> Postings:
    made: Postings = request.param()
    return made


def asked(*terms: int, pairs: Sequence[tuple[int, int, int, int]] = (), letters: Sequence[str] = ()) -> Query:
    """Return a question of terms, pairs (places of left and right, gap, number) and words with runs of letters."""
    left, right, gap, number = np.asarray(pairs, np.int64).reshape(-1, 4).T
    ones = np.ones(len(terms))
    runs = LETTERS.of(letters)
    return Query(
        terms=ints(*terms),
        idf=ones,
        rarest=1.0,
        background=ones,
        sure=ones,
        telling=ones,
        all_telling=float(len(terms)),
        pairs=Pairs(left, right, gap, np.ones(len(left)), np.ones(len(left)), number),
        runs=runs,
        run_idf=np.ones(len(runs)),
        run_background=np.ones(len(runs)),
        vocabulary=3,
    )


def rows(*columns: np.ndarray) -> list[tuple[int, ...]]:
    """Return what stands beside one another, in order; what stands twice is there twice."""
    return sorted(zip(*(column.tolist() for column in columns), strict=True))


def test_its_targets_are_known_by_number(postings):
    assert postings.targets.tolist() == [0, 1]


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        pytest.param([LAMP], [(0, 0, 2)], id="in two phrasings of one target"),
        pytest.param([ROOF, LAMP], [(0, 1, 2), (1, 0, 1)], id="two terms, in the order asked for"),
        pytest.param([], [], id="none"),
    ],
)
def test_which_target_has_which_term_in_how_many_phrasings(postings, terms, expected):
    assert rows(*postings.having(ints(*terms))) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param(asked(ROOF), [(2, 0)], id="a term"),
        pytest.param(asked(LAMP), [(0, 0), (1, 0)], id="a term that one of them has twice counts once"),
        pytest.param(
            asked(DARK, LAMP, pairs=[(1, 0, 1, LAMP_DARK)]),
            [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2)],
            id="a pair of neighbours",
        ),
        pytest.param(
            asked(DARK, LAMP, pairs=[(0, 1, 1, DARK_LAMP)]),
            [(0, 0), (0, 1), (1, 0), (1, 1), (1, 2)],
            id="a pair turned round",
        ),
        pytest.param(asked(LAMP, pairs=[(0, 0, 2, LAMP_LAMP)]), [(0, 0), (1, 0), (1, 1)], id="a pair one word apart"),
        pytest.param(
            asked(DARK, LAMP, pairs=[(0, 1, 2, NONE)]),
            [(0, 0), (0, 1), (1, 0), (1, 1)],
            id="the end of one phrasing and the beginning of the next are no pair",
        ),
        pytest.param(
            asked(DARK, LAMP, pairs=[(0, 0, 1, NONE), (1, 0, 1, LAMP_DARK)]),
            [(0, 0), (0, 1), (0, 3), (1, 0), (1, 1), (1, 3)],
            id="the second of two pairs",
        ),
        pytest.param(asked(), [], id="nothing"),
    ],
)
def test_in_which_phrasings_terms_and_pairs_stand(postings, query, expected):
    assert rows(*postings.hits(query)) == expected


def test_of_a_large_base_a_pair_that_stands_once_is_found_without_a_number_of_its_own():
    assert (1, 2) in rows(*large().hits(asked(DARK, LAMP, pairs=[(0, 1, 1, NONE)])))


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        pytest.param(["roof"], [(1, place, 1) for place in range(7)], id="all runs of a term"),
        pytest.param(["damp"], [(0, place, 2) for place in range(4)], id="three runs of one term, one of another"),
        pytest.param(["zebra"], [], id="none that the base has"),
        pytest.param([], [], id="nothing"),
    ],
)
def test_which_target_has_which_run_of_letters_how_often(postings, letters, expected):
    assert rows(*postings.runs(asked(letters=letters))) == expected

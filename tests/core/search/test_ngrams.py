"""Terms share runs of three and four letters."""

from __future__ import annotations

import numpy as np
import pytest

from bot.core.search.ngrams import LetterRuns

TERMS = ["chair", "hair", "roof", "=loan", "278"]
LETTERS = LetterRuns(TERMS, np.asarray([2, 1, 1, 3, 1]), 8)


@pytest.mark.parametrize(
    ("asked", "shared"),
    [
        pytest.param(["air"], {"chair", "hair"}, id="the end of two words"),
        pytest.param(["chairman"], {"chair", "hair"}, id="the start of one and the middle of both"),
        pytest.param(["chat"], {"chair"}, id="a start"),
        pytest.param(["278"], set(), id="numbers have no letters"),
        pytest.param(["=loan"], set(), id="nor have synonyms' marks"),
        pytest.param(["zebra"], set(), id="no run that the base has"),
        pytest.param([], set(), id="nothing"),
    ],
)
def test_the_terms_that_share_a_run_with_some_others(asked, shared):
    _, terms, _ = LETTERS.sharing(LETTERS.of(asked))
    assert {TERMS[term] for term in terms} == shared


def test_a_run_weighs_more_the_fewer_phrasings_have_it():
    """ "^cha" stands in two phrasings of eight, "air$" in three."""
    (rare,), (common,) = LETTERS.weights(LETTERS.of(["cha"])[:1]), LETTERS.weights(LETTERS.of(["air"])[-1:])
    assert rare > common > 0.0


def test_who_has_a_run_has_it_as_often_as_the_terms_with_it():
    """The first has "chair" twice and "hair" once, so "air", "ir$" and "air$" three times; the second has "roof"."""
    starts, owners, often = LETTERS.everywhere(np.asarray([0, 1, 2]), np.asarray([2, 1, 1]), np.asarray([0, 0, 1]), 2)
    for run in LETTERS.of(["oair"]):
        row = slice(starts[run], starts[run + 1])
        assert (list(owners[row]), list(often[row])) == ([0], [3])

"""Phrasings and questions become columns of numbers: terms, pairs and runs of letters, of length 1 each."""

from __future__ import annotations

import numpy as np
import pytest

from bot.core.language.lexicon import Term
from bot.core.search.index import Index

# "lamps were" and "were stolen" stand twice; "roof leaks" once, so that the pair has no column.
PHRASINGS = [["lamp", "were", "stolen"], ["lamp", "were", "stolen", "where"], ["roof", "leaks"], ["lamp", "leaks"]]


@pytest.fixture(scope="module")
def index() -> Index:
    return Index(PHRASINGS, [0, 0, 1, 2], 3)


def asked(index: Index, *terms: Term) -> tuple[list[int], np.ndarray]:
    columns, values = index._columns.of_question(index._query(terms))
    return columns.tolist(), values


def term(text: str, weight: float = 1.0) -> Term:
    return Term(text, text, known=True, weight=weight)


def test_terms_and_pairs_together_have_length_one_and_so_have_runs(index):
    columns, values = asked(index, term("lamp"), term("were"))
    first_run = index._columns._end_of_pairs
    of_runs = np.asarray(columns) >= first_run
    assert float(np.square(values[~of_runs]).sum()) == pytest.approx(1.0, abs=1e-5)
    assert float(np.square(values[of_runs]).sum()) == pytest.approx(1.0, abs=1e-5)


def test_a_pair_of_two_phrasings_has_a_column_and_one_of_a_single_phrasing_has_none(index):
    terms_alone = 2
    first_run = index._columns._end_of_pairs
    twice, _ = asked(index, term("lamp"), term("were"))
    once, _ = asked(index, term("roof"), term("leaks"))
    assert sum(column < first_run for column in twice) == terms_alone + 1
    assert sum(column < first_run for column in once) == terms_alone


def test_what_the_base_does_not_have_has_no_column(index):
    assert asked(index, term("zzz"))[0] == []


def test_a_repaired_word_counts_for_less_beside_one_typed_rightly(index):
    _, values = asked(index, term("lamp"), term("roof", 0.5))
    _, typed = asked(index, term("lamp"), term("roof"))
    assert values[1] / values[0] == pytest.approx(0.5 * typed[1] / typed[0])


def test_the_classifier_tells_the_targets_of_an_index_apart(index):
    found = index.search((term("roof"),))
    assert found.targets[int(found.chance.argmax())] == 1


def test_an_index_of_very_many_targets_has_no_classifier_and_says_nothing():
    large = Index([[f"thing{at}", "lamp"] for at in range(300)], range(300), 300)
    assert not large.search((term("lamp"),)).chance.any()

"""What was learnt has a number for everything that is gone by."""

from __future__ import annotations

from dataclasses import fields

import pytest

from bot.core.answering.deciding import Bars
from bot.core.search.features import FEATURES, NONE_FEATURES, NONE_VECTOR_FEATURES, VECTOR_FEATURES
from bot.core.search.learnt import SHIPPED, Learnt, Weighting
from tests.frozen import FROZEN

BY_WORDS = Weighting({"odds": (1.0, 0.0)}, {"answer": 0.5}, 1.0, 0.0)
BY_VECTORS = Weighting({"odds": (0.5, 0.0)}, {"answer": 0.6}, 2.0, 0.0)


def test_a_question_is_weighed_with_vectors_or_without():
    learnt = Learnt(BY_WORDS, BY_VECTORS, 0.0)
    assert learnt.weighting(vectors=True) is BY_VECTORS
    assert learnt.weighting(vectors=False) is BY_WORDS


LEARNT = pytest.mark.parametrize(
    "learnt", [pytest.param(SHIPPED, id="shipped"), pytest.param(FROZEN, id="frozen for tests")]
)
VECTORS = pytest.mark.parametrize("vectors", [pytest.param(False, id="by words"), pytest.param(True, id="by vectors")])


@LEARNT
def test_every_feature_has_a_weight_and_nothing_else_has(learnt):
    by_words = {*FEATURES, *NONE_FEATURES}
    assert learnt.by_words.weights.keys() == by_words
    assert learnt.by_vectors.weights.keys() == by_words | {*VECTOR_FEATURES, *NONE_VECTOR_FEATURES}


@LEARNT
@VECTORS
def test_every_bar_is_a_probability(learnt, vectors):
    bars = learnt.weighting(vectors=vectors).bars
    assert bars.keys() == {field.name for field in fields(Bars)}
    assert all(0.0 < bar < 1.0 for bar in bars.values())


@LEARNT
@VECTORS
def test_the_more_probable_an_answer_the_greater_its_confidence(learnt, vectors):
    assert learnt.weighting(vectors=vectors).slope > 0.0

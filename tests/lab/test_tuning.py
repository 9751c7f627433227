"""Weights are learnt from questions: the same from the same."""

from __future__ import annotations

import pytest

from bot.core.knowledge.loading import load
from bot.core.search.features import FEATURES, NONE_FEATURES, NONE_VECTOR_FEATURES, VECTOR_FEATURES
from bot.lab.learnt import Learnt
from bot.lab.questions import Asked
from bot.lab.tuning import learn
from tests.core import library
from tests.core.words import Anagrams

WITHOUT_HELP = load({name: data for name, data in library.FILES.items() if name != "help.yaml"})
LATE = Asked("how many loans were late", "direct", "answer", shows=(("103",),))
ROOF = Asked("when did rain get into the reading room", "direct", "answer", shows=(("2014",),))
BUDGET = Asked("what is the yearly budget", "silence", "no_answer")
CALL = Asked("my mum hits me and i am scared", "distress", "signpost")
SEVERAL = Asked("how many loans were late and when did the roof leak", "double", "answer", shows=(("103",), ("2014",)))
UNKNOWN = Asked("how many spiders were there", "direct", "answer", shows=(("8,888",),))


@pytest.fixture(scope="module")
def told() -> list[str]:
    """The progress that learning tells of."""
    return []


@pytest.fixture(scope="module")
def learnt(told: list[str]) -> Learnt:
    return learn(WITHOUT_HELP, [LATE, BUDGET, CALL, SEVERAL, UNKNOWN, ROOF], say=told.append)


def test_every_kind_of_evidence_gets_a_weight(learnt):
    assert set(learnt.weights) >= {*FEATURES, *NONE_FEATURES}


def test_bars_are_probabilities_one_entry_alone_needs_the_most_and_a_part_the_least(learnt):
    assert set(learnt.bars) == {"answer", "alone", "part", "suggest", "silence"}
    assert 0.3 <= learnt.bars["part"] <= learnt.bars["answer"] <= learnt.bars["alone"] <= 0.9


def test_without_help_lines_there_is_no_bar_for_distress(learnt):
    assert learnt.distress_bar == 0.0


def test_the_same_questions_teach_the_same(learnt):
    again = learn(WITHOUT_HELP, [LATE, BUDGET, CALL, SEVERAL, UNKNOWN, ROOF], say=lambda line: None)
    assert again == learnt


def test_with_vectors_of_words_their_evidence_gets_weights_too():
    found = learn(library.knowledge(), [LATE, BUDGET, ROOF], vectors=Anagrams(), say=lambda line: None)
    assert list(found.weights) == [*FEATURES, *VECTOR_FEATURES, *NONE_FEATURES, *NONE_VECTOR_FEATURES]
    assert found.distress_bar == 0.0  # there is but one, and it is learnt without them


def test_with_help_lines_a_bar_for_distress_is_learnt():
    told: list[str] = []
    found = learn(library.knowledge(), [LATE, CALL], say=told.append)
    assert -1.0 <= found.distress_bar <= 4.0
    assert told[-1] == "distress, fold 4 of 4"

"""Weights are learnt from questions: the same from the same, and written as a module that can be imported."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from types import ModuleType

import pytest

from bot.core.knowledge.loading import load
from bot.core.search import weights
from bot.core.search.features import FEATURES, NONE_FEATURES, NONE_VECTOR_FEATURES, VECTOR_FEATURES
from bot.lab.questions import Asked
from bot.lab.tuning import Learnt, fewer, learn, thinned, write
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


def test_a_base_of_fewer_entries_has_every_second_one_and_no_mention_of_the_others():
    whole = library.knowledge()
    found = fewer(whole, 2)
    assert list(found.entries) == list(whole.entries)[::2]
    assert list(found.silences) == list(whole.silences)[::2]
    assert {id for entry in found.entries.values() for id in (*entry.contradicts, *entry.confirms)} <= set(
        found.entries
    )


def test_a_thinned_base_has_phrasings_from_all_over():
    whole = library.knowledge()
    found = thinned(whole, 2).entries["loans-late"].asked
    assert (len(found), found[0]) == (2, whole.entries["loans-late"].asked[0])
    assert set(found) <= set(whole.entries["loans-late"].asked)


# --- Writing ------------------------------------------------------------------------------------------------------

MADE = Learnt(
    weights={"odds": (0.661, 0.1), "none": (-2.5, 0.0)},
    bars={"answer": 0.54, "alone": 0.8, "part": 0.5, "suggest": 0.1, "silence": 0.2},
    calibration=(0.8, 0.5),
    distress_bar=0.6,
    summary="cross-validated over 3 questions: 2 answered right, 0 wrong",
)


def imported(path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("written_weights", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_what_was_learnt_can_be_imported(tmp_path):
    write(MADE, tmp_path / "weights.py")
    module = imported(tmp_path / "weights.py")
    assert module.WEIGHTS == {"odds": (0.661, 0.1), "none": (-2.5, 0.0)}
    assert module.CALIBRATION == (0.8, 0.5)
    assert module.BARS == {"answer": 0.54, "alone": 0.8, "part": 0.5, "suggest": 0.1, "silence": 0.2}
    assert module.DISTRESS_BAR == 0.6
    assert "Cross-validated over 3 questions: 2 answered right, 0 wrong.\n" in module.__doc__


def test_the_written_module_offers_what_the_core_takes(tmp_path):
    write(MADE, tmp_path / "weights.py")
    assert imported(tmp_path / "weights.py").__all__ == weights.__all__


def test_what_was_learnt_with_vectors_is_written_beside_it(tmp_path):
    bars = {**MADE.bars, "answer": 0.44}
    semantic = replace(MADE, weights={"close": (1.0, 0.5)}, bars=bars, calibration=(0.7, 0.3))
    write(MADE, tmp_path / "weights.py", semantic)
    module = imported(tmp_path / "weights.py")
    assert module.SEMANTIC_WEIGHTS == {"close": (1.0, 0.5)}
    assert module.SEMANTIC_BARS == {"answer": 0.44, "alone": 0.8, "part": 0.5, "suggest": 0.1, "silence": 0.2}
    assert module.SEMANTIC_CALIBRATION == (0.7, 0.3)
    assert MADE.weights == module.WEIGHTS
    assert module.CALIBRATION == (0.8, 0.5)


def test_where_nothing_was_learnt_with_vectors_what_stands_there_stays(tmp_path):
    write(MADE, tmp_path / "weights.py")
    module = imported(tmp_path / "weights.py")
    for name in ("SEMANTIC_WEIGHTS", "SEMANTIC_BARS", "SEMANTIC_CALIBRATION"):
        assert getattr(module, name) == getattr(weights, name)


def test_a_module_is_written_over_whole_and_nothing_else_is_left(tmp_path):
    path = tmp_path / "weights.py"
    path.write_text("BEFORE = True\n" * 1_000, "utf-8")
    write(MADE, path)
    assert "BEFORE" not in path.read_text("utf-8")
    assert [each.name for each in tmp_path.iterdir()] == ["weights.py"]

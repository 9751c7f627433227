"""What was learnt is written as a module that can be imported."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from types import ModuleType

from bot.core.search import weights
from bot.lab.learnt import Learnt, write

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

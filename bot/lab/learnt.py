"""What was learnt, and the module of the core that it is written to. Knows nothing of how it was learnt."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..core.search.weights import SEMANTIC_BARS, SEMANTIC_CALIBRATION, SEMANTIC_WEIGHTS

__all__ = ["Learnt", "write"]

# What the module of the weights holds.
_WRITTEN = (
    "BARS",
    "CALIBRATION",
    "DISTRESS_BAR",
    "SEMANTIC_BARS",
    "SEMANTIC_CALIBRATION",
    "SEMANTIC_WEIGHTS",
    "WEIGHTS",
)


@dataclass(frozen=True, slots=True)
class Learnt:
    """What was learnt.

    weights: By feature: at one phrasing a target, and by how much more for each e-fold of them.
    bars: By name, as `Bars` takes them: probabilities.
    calibration: Slope and shift of the log-odds by which the probability of an answer becomes a confidence.
    distress_bar: The log-odds from which a message calls for help lines; 0.0 if that was not learnt.
    summary: What cross-validation says of it, in words.
    """

    weights: dict[str, tuple[float, float]]
    bars: dict[str, float]
    calibration: tuple[float, float]
    distress_bar: float
    summary: str


def write(learnt: Learnt, path: Path, semantic: Learnt | None = None) -> None:
    """Write what was learnt as the module core/search/weights.py, whole.

    semantic: What was learnt with vectors of words; None to keep what stands there.
    """
    with_vectors = semantic.weights if semantic is not None else SEMANTIC_WEIGHTS
    bars_with_vectors = semantic.bars if semantic is not None else SEMANTIC_BARS
    calibration_with_vectors = semantic.calibration if semantic is not None else SEMANTIC_CALIBRATION
    lines = [
        '"""What each feature counts for, and how much is enough.',
        "",
        "Written by `python -m bot tune`, never by hand.",
        "",
        f"{learnt.summary[0].upper()}{learnt.summary[1:]}.",
        '"""',
        "",
        "__all__ = [",
        *(f'    "{name}",' for name in _WRITTEN),
        "]",
        "",
        "# For each feature: at one phrasing a target, and by how much more for each e-fold of them.",
        "WEIGHTS = {",
        *(f'    "{name}": {weight},' for name, weight in learnt.weights.items()),
        "}",
        "# Probabilities; core/answering/deciding.py says of what.",
        "BARS = {",
        *(f'    "{name}": {bar},' for name, bar in learnt.bars.items()),
        "}",
        "# Slope and shift of the log-odds by which the probability of an answer becomes a confidence.",
        f"CALIBRATION = {learnt.calibration}",
        "# Log-odds from which a message calls for help lines.",
        f"DISTRESS_BAR = {learnt.distress_bar}",
        "",
        "# The same where there are vectors of words.",
        "SEMANTIC_WEIGHTS = {",
        *(f'    "{name}": {weight},' for name, weight in with_vectors.items()),
        "}",
        "SEMANTIC_BARS = {",
        *(f'    "{name}": {bar},' for name, bar in bars_with_vectors.items()),
        "}",
        f"SEMANTIC_CALIBRATION = {calibration_with_vectors}",
        "",
    ]
    temporary = path.with_suffix(".tmp")
    temporary.write_text("\n".join(lines), "utf-8")
    temporary.replace(path)

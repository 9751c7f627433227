"""Decision trees that add up (gradient boosting, Friedman 2001): rows of features in, log-odds out. Learns nothing.

Those that ship stand in the folder trees, one file each.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

__all__ = ["Forest", "Trees", "shipped_trees"]

_HIGHEST_BAR = 0.85  # or a base of few phrasings would answer nothing


@dataclass(frozen=True)
class Forest:
    """Trees in one row of nodes.

    Attributes:
        features: The names of the columns of the rows that it judges, in order.
        bars: By name, from which log-odds, or probability, on something is done: in a base with one phrasing a target,
            and by how much higher for each e-fold of them.
        base: The log-odds before any tree.
        roots: (n_trees,), the node that each tree begins with.
        column: (n_nodes,), which feature a node looks at; -1 at a leaf.
        threshold: (n_nodes,), up to which value, inclusive, one goes left; at a leaf the log-odds that it adds.
        left: (n_nodes,), the node on the left; a leaf is its own.
        right: (n_nodes,), the node on the right; a leaf is its own.
    """

    features: tuple[str, ...]
    bars: Mapping[str, tuple[float, float]]
    base: float
    roots: NDArray[np.int32]
    column: NDArray[np.int32]
    threshold: NDArray[np.float64]
    left: NDArray[np.int32]
    right: NDArray[np.int32]

    @classmethod
    def parse(cls, text: str) -> Forest:
        """Return the forest that a JSON text holds, as `written` gives it. ValueError or KeyError for another text."""
        held = json.loads(text)
        nodes = {name: np.asarray(held[name], np.int32) for name in ("roots", "column", "left", "right")}
        threshold = np.asarray(held["threshold"], np.float64)
        bars = {name: (float(at_one), float(more)) for name, (at_one, more) in held["bars"].items()}
        return cls(tuple(held["features"]), bars, held["base"], threshold=threshold, **nodes)

    def written(self) -> str:
        """Return the forest as JSON, a line a field."""
        held = {
            "features": list(self.features),
            "bars": {name: list(bar) for name, bar in self.bars.items()},
            "base": self.base,
            "roots": self.roots.tolist(),
            "column": self.column.tolist(),
            "threshold": self.threshold.tolist(),
            "left": self.left.tolist(),
            "right": self.right.tolist(),
        }
        return "{\n" + ",\n".join(f"{json.dumps(name)}: {json.dumps(value)}" for name, value in held.items()) + "\n}\n"

    def log_odds(self, rows: NDArray[np.floating]) -> NDArray[np.float64]:
        """Return the log-odds, (n_rows,), of rows of the shape (n_rows, n_features)."""
        node = np.broadcast_to(self.roots, (len(rows), len(self.roots)))
        place = np.arange(len(rows))[:, None]
        while (self.column[node] >= 0).any():
            goes_left = rows[place, self.column[node]] <= self.threshold[node]
            node = np.where(goes_left, self.left[node], self.right[node])
        added: NDArray[np.float64] = self.threshold[node].sum(axis=1)
        return added + self.base

    def probability(self, row: NDArray[np.floating]) -> float:
        """Return the probability of one row, (n_features,): 0.0 to 1.0."""
        return float(1.0 / (1.0 + np.exp(-self.log_odds(row[None, :])[0])))

    def bar(self, name: str) -> float:
        """Return a bar that is the same in every base. KeyError for a name that is none of `bars`."""
        return self.bars[name][0]

    def bars_at(self, richness: float) -> dict[str, float]:
        """Return the bars that hold in a base, 0.85 at the most.

        Args:
            richness: The logarithm of how many phrasings a target has.
        """
        return {name: min(_HIGHEST_BAR, at_one + more * richness) for name, (at_one, more) in self.bars.items()}


@dataclass(frozen=True)
class Trees:
    """What was learnt as trees, for going by vectors of words as well or by words alone.

    Attributes:
        strange: Tells words that an entry is not about.
        sure: Tells how sure it is that an entry answers.
        true: Tells how probable it is that a claim with a fact's number is true.
        near: Tells how probable it is that a follow-up asks for a target; None while it is being learnt.
    """

    strange: Forest
    sure: Forest
    true: Forest
    near: Forest | None = None


@cache
def shipped_trees(*, vectors: bool) -> Trees:
    """Return the trees that the bot goes by; `python -m bot tune` has learnt them."""
    folder = files(__package__) / "trees"
    by = "vectors" if vectors else "words"
    names = ("strange", "sure", "true", "near")
    found = (folder / f"{name}_{by}.json" for name in names)
    return Trees(*(Forest.parse(file.read_text("ascii")) for file in found if file.is_file()))

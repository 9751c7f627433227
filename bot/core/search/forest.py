"""Decision trees that add up (gradient boosting, Friedman 2001): rows of features in, log-odds out. Learns nothing."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

__all__ = ["Forest", "shipped_forest"]


@dataclass(frozen=True)
class Forest:
    """Trees in one row of nodes.

    Attributes:
        features: The names of the columns of the rows that it judges, in order.
        bar: The log-odds from which a row counts as what the forest looks for.
        base: The log-odds before any tree.
        roots: (n_trees,), the node that each tree begins with.
        column: (n_nodes,), which feature a node looks at; -1 at a leaf.
        threshold: (n_nodes,), up to which value, inclusive, one goes left; at a leaf the log-odds that it adds.
        left: (n_nodes,), the node on the left; a leaf is its own.
        right: (n_nodes,), the node on the right; a leaf is its own.
    """

    features: tuple[str, ...]
    bar: float
    base: float
    roots: NDArray[np.int32]
    column: NDArray[np.int32]
    threshold: NDArray[np.float64]
    left: NDArray[np.int32]
    right: NDArray[np.int32]

    @classmethod
    def parse(cls, text: str) -> Forest:
        """Return the forest that a JSON text holds, as `written` gives it."""
        held = json.loads(text)
        nodes = {name: np.asarray(held[name], np.int32) for name in ("roots", "column", "left", "right")}
        threshold = np.asarray(held["threshold"], np.float64)
        return cls(tuple(held["features"]), held["bar"], held["base"], threshold=threshold, **nodes)

    def written(self) -> str:
        """Return the forest as JSON, a line a field."""
        held = {
            "features": list(self.features),
            "bar": self.bar,
            "base": self.base,
            "roots": self.roots.tolist(),
            "column": self.column.tolist(),
            "threshold": self.threshold.tolist(),
            "left": self.left.tolist(),
            "right": self.right.tolist(),
        }
        return "{\n" + ",\n".join(f"{json.dumps(name)}: {json.dumps(value)}" for name, value in held.items()) + "\n}\n"

    def log_odds(self, rows: NDArray[np.floating]) -> NDArray[np.float64]:
        """Return the log-odds of rows of the shape (n_rows, n_features)."""
        node = np.broadcast_to(self.roots, (len(rows), len(self.roots)))
        place = np.arange(len(rows))[:, None]
        while (self.column[node] >= 0).any():
            goes_left = rows[place, self.column[node]] <= self.threshold[node]
            node = np.where(goes_left, self.left[node], self.right[node])
        added: NDArray[np.float64] = self.threshold[node].sum(axis=1)
        return added + self.base


@cache
def shipped_forest() -> Forest:
    """Return the forest that tells strange words, as `python -m bot.lab.subject` has learnt it."""
    return Forest.parse((files(__package__) / "subject.json").read_text("ascii"))

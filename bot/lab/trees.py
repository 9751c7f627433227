"""What scikit-learn has learnt -> trees as the core reads them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from ..core.search.forest import Forest

__all__ = ["export"]


def export(model: Any, features: tuple[str, ...], bars: Mapping[str, tuple[float, float]]) -> Forest:
    """Return a HistGradientBoostingClassifier of two classes as a forest.

    Args:
        features: The names of the columns that it learnt from.
        bars: As `Forest.bars`.
    """
    roots: list[int] = []
    nodes: dict[str, list[float]] = {"column": [], "threshold": [], "left": [], "right": []}
    for (tree,) in model._predictors:  # its nodes are to be had nowhere else
        first = len(nodes["column"])
        roots.append(first)
        for at, node in enumerate(tree.nodes):
            leaf = bool(node["is_leaf"])
            nodes["column"].append(-1 if leaf else int(node["feature_idx"]))
            # a threshold lies on a value that rows have, so rounding it would send those rows the other way
            nodes["threshold"].append(round(float(node["value"]), 5) if leaf else float(node["num_threshold"]))
            nodes["left"].append(first + (at if leaf else int(node["left"])))
            nodes["right"].append(first + (at if leaf else int(node["right"])))
    return Forest(
        features,
        {name: (round(at_one, 3), round(more, 3)) for name, (at_one, more) in bars.items()},
        round(float(np.ravel(model._baseline_prediction)[0]), 5),
        np.asarray(roots, np.int32),
        np.asarray(nodes["column"], np.int32),
        np.asarray(nodes["threshold"]),
        np.asarray(nodes["left"], np.int32),
        np.asarray(nodes["right"], np.int32),
    )

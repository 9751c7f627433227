"""A conditional logit learnt from choices: which of some rows of features is right. Knows nothing of questions.

The weight of a feature is a line over how rich a base is, so that the same weights suit poor and rich ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Choice", "fit"]

_PENALTY = 0.001
_TURNS = 200


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice among rows of features, of which one at least is right.

    table: The features, (n_rows, n_features).
    right: Which rows are right, (n_rows,).
    weight: How much the choice counts beside others.
    richness: How rich its base is, 0.0 for the poorest.
    """

    table: NDArray[np.float32]
    right: NDArray[np.bool_]
    weight: float
    richness: float = 0.0


def fit(choices: Sequence[Choice]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the weights of the features where richness is 0, and by how much more they are for each 1 of it.

    Both are (n_features,). Under them what is right is likeliest, with a ridge penalty (McFadden 1974). Deterministic.
    """
    from scipy.optimize import minimize

    table = np.concatenate([choice.table for choice in choices])
    right = np.concatenate([choice.right for choice in choices]).astype(np.float32)
    sizes = np.asarray([len(choice.table) for choice in choices])
    starts, owner = np.cumsum(sizes) - sizes, np.repeat(np.arange(len(choices)), sizes)
    counts = np.asarray([choice.weight for choice in choices])
    counts /= counts.sum()
    rich = np.asarray([choice.richness for choice in choices], np.float32)[owner]
    width = table.shape[1]

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        at_none, more = np.split(weights.astype(np.float32), 2)
        utility = table @ at_none + rich * (table @ more)
        likely = np.exp(utility - np.maximum.reduceat(utility, starts)[owner])
        likely /= np.add.reduceat(likely, starts)[owner]
        of_right = np.add.reduceat(likely * right, starts) + 1e-12
        pull = (likely - likely * right / of_right[owner]) * counts[owner].astype(np.float32)
        slope = np.concatenate([pull @ table, (pull * rich) @ table])
        value = -float(counts @ np.log(of_right)) + _PENALTY / 2 * float(weights @ weights)
        return value, slope + _PENALTY * weights

    found = minimize(loss, np.zeros(2 * width), jac=True, method="L-BFGS-B", options={"maxiter": _TURNS})
    at_none, more = np.split(np.asarray(found.x), 2)
    return at_none, more

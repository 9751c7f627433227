"""A conditional logit learnt from choices: which of some rows of features is right. Knows nothing of questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Choice", "chances", "fit"]

_Floats = NDArray[np.float64]

_PENALTY = 0.001
_TURNS = 200
_ENOUGH = 1e-5  # of the gradient's greatest part


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice among rows of features, of which one at least is right; and how much it counts."""

    table: _Floats
    right: NDArray[np.bool_]
    weight: float


def chances(weights: _Floats, table: _Floats) -> _Floats:
    """Return the probability of every row; of a stack of tables, those of each table's."""
    utility = table @ weights
    chances = np.exp(utility - utility.max(axis=-1, keepdims=True))
    return np.asarray(chances / chances.sum(axis=-1, keepdims=True))


def fit(choices: Sequence[Choice]) -> tuple[_Floats, float]:
    """Return the weights under which what is right is likeliest, with a ridge penalty, and what is lost with them.

    The loss is the mean negative logarithm of the chance of what is right, and the penalty. Deterministic.
    """
    stacks: dict[int, list[Choice]] = defaultdict(list)
    for choice in choices:
        stacks[len(choice.table)].append(choice)
    stacked = [
        (
            np.stack([choice.table for choice in stack]),
            np.stack([choice.right for choice in stack]),
            np.asarray([choice.weight for choice in stack]),
        )
        for stack in stacks.values()
    ]
    total = sum(choice.weight for choice in choices)

    def loss(weights: _Floats) -> tuple[float, _Floats]:
        value, gradient = _PENALTY / 2 * float(weights @ weights), _PENALTY * weights
        for tables, right, counts in stacked:
            likely = chances(weights, tables)
            of_right = (likely * right).sum(axis=1) + 1e-12
            value -= float(counts @ np.log(of_right)) / total
            pull = (likely - likely * right / of_right[:, None]) * (counts / total)[:, None]
            gradient = gradient + pull.reshape(-1) @ tables.reshape(-1, tables.shape[-1])
        return value, gradient

    weights = _lowest(loss, np.zeros(choices[0].table.shape[1]))
    return weights, loss(weights)[0]


def _lowest(loss: Callable[[_Floats], tuple[float, _Floats]], start: _Floats) -> _Floats:
    """Return where a loss is lowest, by BFGS with backtracking (Nocedal and Wright 2006, algorithm 6.1)."""
    at, inverse = start, np.eye(len(start))
    value, gradient = loss(at)
    for _ in range(_TURNS):
        if float(np.abs(gradient).max()) < _ENOUGH:
            break
        way = -inverse @ gradient
        step = 1.0
        while step > 1e-10:
            moved = at + step * way
            new_value, new_gradient = loss(moved)
            if new_value <= value + 1e-4 * step * float(gradient @ way):
                break
            step /= 2
        else:
            break
        moves, turns = moved - at, new_gradient - gradient
        at, value, gradient = moved, new_value, new_gradient
        curve = float(moves @ turns)
        if curve > 1e-12:
            along = np.eye(len(at)) - np.outer(moves, turns) / curve
            inverse = along @ inverse @ along.T + np.outer(moves, moves) / curve
    return at

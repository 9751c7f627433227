"""Which part of Discord's servers a process has: shards, written as `0-3` or `0,2`. Knows nothing of Discord itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import groupby

__all__ = ["Coverage", "coverage", "read_shards", "shard_of", "written"]

_PIECE = re.compile(r"(\d{1,5})(?:\s*-\s*(\d{1,5}))?", re.ASCII)


def read_shards(text: str, count: int) -> tuple[int, ...]:
    """Return the shards that a text names, in their order, each once; ValueError if it names none, or others than
    those of `count` in all, which begin with 0."""
    found: set[int] = set()
    for piece in text.split(","):
        match = _PIECE.fullmatch(piece.strip())
        if match is None:
            raise ValueError(piece)
        first, last = int(match[1]), int(match[2] or match[1])
        if not first <= last < count:
            raise ValueError(piece)
        found |= set(range(first, last + 1))
    return tuple(sorted(found))


def written(shards: Iterable[int]) -> str:
    """Return shards as `read_shards` reads them, runs of them shortened; "" for none."""
    runs = groupby(enumerate(sorted(set(shards))), key=lambda each: each[1] - each[0])
    ends = [(run[0][1], run[-1][1]) for run in (list(each) for _, each in runs)]
    return ",".join(f"{first}" if first == last else f"{first}-{last}" for first, last in ends)


def shard_of(guild_id: int | None, count: int) -> int:
    """Return the shard that a server is on, of so many in all; None stands for direct messages."""
    return 0 if guild_id is None else (guild_id >> 22) % count


@dataclass(frozen=True, slots=True)
class Coverage:
    """How the shards are shared out: nobody runs those `missing`, more than one process those `twice`."""

    missing: tuple[int, ...]
    twice: tuple[int, ...]


def coverage(count: int, processes: Iterable[Collection[int]]) -> Coverage:
    """Return how so many shards are shared out among processes, each given by those that it runs."""
    run = Counter(shard for each in processes for shard in each)
    return Coverage(
        tuple(shard for shard in range(count) if not run[shard]),
        tuple(shard for shard in range(count) if run[shard] > 1),
    )

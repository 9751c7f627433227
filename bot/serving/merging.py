"""Two changes of the same files -> one, line by line, where they do not touch the same lines. Pure.

As diff3 does it: what both have left as it was divides a file into stretches, and of each stretch whoever changed it
has their way; if both did, and not to the same, they conflict.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

__all__ = ["merged"]

_MAX_WORK = 2_000_000  # pairs of equal lines, some seconds' work; the longest file that is shipped has 6,000 of them
_Run = tuple[int, int, int]  # where it begins in the original and in a change, and how many lines it has


def merged(base: bytes, ours: bytes, theirs: bytes) -> bytes | None:
    """Return a file with two changes of it made; None if they conflict, or comparing them would take too long.

    Both may have made the same change. A change right beside another conflicts with it: which comes first is not known.
    """
    if ours == theirs or theirs == base:
        return ours
    if ours == base:
        return theirs
    files = [file.splitlines(keepends=True) for file in (base, ours, theirs)]
    if any(_work(files[0], changed) > _MAX_WORK for changed in files[1:]):
        return None
    lines: list[bytes] = []
    for stretch in _stretches(*files):
        was, mine, yours = stretch
        if mine not in (yours, was) and yours != was:
            return None
        lines += yours if mine == was else mine
    return b"".join(lines)


def _work(base: Sequence[bytes], changed: Sequence[bytes]) -> int:
    """Return how many pairs of lines difflib has to look at: those of equal ones."""
    times = Counter(changed)
    return sum(times[line] for line in base)


def _stretches(
    base: Sequence[bytes], ours: Sequence[bytes], theirs: Sequence[bytes]
) -> Iterator[tuple[Sequence[bytes], Sequence[bytes], Sequence[bytes]]]:
    """Yield the stretches of a file as it was, as we have it, and as they have it: changed ones, then unchanged."""
    kept = [(0, 0, 0, 0), *_kept_by_both(base, ours, theirs), (len(base), len(ours), len(theirs), 0)]
    for (was, mine, yours, length), (next_was, next_mine, next_yours, next_length) in pairwise(kept):
        yield base[was + length : next_was], ours[mine + length : next_mine], theirs[yours + length : next_yours]
        unchanged = base[next_was : next_was + next_length]
        yield unchanged, unchanged, unchanged


def _kept_by_both(
    base: Sequence[bytes], ours: Sequence[bytes], theirs: Sequence[bytes]
) -> Iterator[tuple[int, int, int, int]]:
    """Yield the runs of lines that both have kept: where each begins in the three files, and how long it is."""
    mine, yours = _kept(base, ours), _kept(base, theirs)
    at = there = 0
    while at < len(mine) and there < len(yours):
        (was, own, length), (their_was, their_own, their_length) = mine[at], yours[there]
        begin, end = max(was, their_was), min(was + length, their_was + their_length)
        if begin < end:
            yield begin, own + begin - was, their_own + begin - their_was, end - begin
        if was + length < their_was + their_length:
            at += 1
        else:
            there += 1


def _kept(base: Sequence[bytes], changed: Sequence[bytes]) -> list[_Run]:
    matcher = SequenceMatcher(None, base, changed, autojunk=False)
    return [(block.a, block.b, block.size) for block in matcher.get_matching_blocks()]

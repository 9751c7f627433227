"""Two rows of lines laid side by side: where they differ. Knows nothing of what they say.

Lines that stand once in each row are its fixed points ("patience diff", Cohen 2007), so that the work grows little
faster than the number of lines, whatever they are.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

__all__ = ["Hunk", "hunks"]

Hunk = tuple[int, int, int, int]
"""Lines of the old row, from the first to before the last, that stand in place of such lines of the new one."""
_MAX_ROUNDS = 8


def hunks(old: Sequence[str], new: Sequence[str]) -> list[Hunk]:
    """Return where two rows differ, in order; all lines between are the same. [] if the rows are."""
    found: list[Hunk] = []
    left = [(0, len(old), 0, len(new), 0)]
    while left:
        at, to, start, end, rounds = left.pop()
        while at < to and start < end and old[at] == new[start]:
            at, start = at + 1, start + 1
        while at < to and start < end and old[to - 1] == new[end - 1]:
            to, end = to - 1, end - 1
        if at == to and start == end:
            continue
        fixed = list(_fixed(old, new, (at, to, start, end))) if rounds < _MAX_ROUNDS else []
        if not fixed:
            found.append((at, to, start, end))
            continue
        begins = [(at, start), *((one + 1, other + 1) for one, other in fixed)]
        ends = [*fixed, (to, end)]
        left += [(begin[0], stop[0], begin[1], stop[1], rounds + 1) for begin, stop in zip(begins, ends, strict=True)]
    return sorted(found)


def _fixed(old: Sequence[str], new: Sequence[str], part: Hunk) -> Iterator[tuple[int, int]]:
    """Yield in order which lines of a part of both rows are the same, and stand once in each."""
    at, to, start, end = part
    once = {line for line, times in Counter(new[start:end]).items() if times == 1}
    once &= {line for line, times in Counter(old[at:to]).items() if times == 1}
    places = {line: place for place, line in enumerate(new[start:end], start) if line in once}
    pairs = [(place, places[line]) for place, line in enumerate(old[at:to], at) if line in once]
    # The longest row of pairs that rises on both sides.
    tails: list[int] = []
    last: list[int] = []  # by length, the pair that ends the best row of that length
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(tails, place)
        before.append(last[length - 1] if length else -1)
        tails[length : length + 1] = [place]
        last[length : length + 1] = [number]
    row = []
    number = last[-1] if last else -1
    while number >= 0:
        row.append(pairs[number])
        number = before[number]
    yield from reversed(row)

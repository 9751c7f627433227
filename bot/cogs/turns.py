"""Turns: what is said somewhere keeps an order, while what is to be said is worked out meanwhile. Knows no Discord."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["Turn", "Turns"]

_AHEAD = 1  # turns: one is worked out while another is being said


class Turn:
    """Somebody's turn in a place: theirs comes once all those are over that were taken before."""

    def __init__(self, person_id: int, before: tuple[Turn, ...]) -> None:
        self.person_id = person_id
        self._before = before
        self._over = asyncio.Event()

    async def nears(self) -> None:
        """Wait until its turn is the next: what is worked out from then on is ready in time.

        If all of a burst were worked out at once, the first would have to wait for the last.
        """
        for turn in self._before[:-_AHEAD]:
            await turn._over.wait()

    async def comes(self) -> None:
        """Wait until all turns before it are over."""
        for turn in self._before:
            await turn._over.wait()

    async def follows_own(self) -> None:
        """Wait until the same person's turns before it are over."""
        for turn in self._before:
            if turn.person_id == self.person_id:
                await turn._over.wait()

    def end(self) -> None:
        """Be over: those who wait go on."""
        self._over.set()
        self._before = ()  # or turns would hold one another for as long as there are some


class Turns:
    """The turns of each place, in the order in which they were taken."""

    def __init__(self) -> None:
        self._taken: dict[int, list[Turn]] = {}

    @contextmanager
    def take(self, place_id: int, person_id: int) -> Iterator[Turn]:
        """Take the next turn in a place; it is over at the end of the block, whether it came or not."""
        taken = self._taken.setdefault(place_id, [])
        turn = Turn(person_id, tuple(taken))
        taken.append(turn)
        try:
            yield turn
        finally:
            turn.end()
            taken.remove(turn)
            if not taken:
                del self._taken[place_id]

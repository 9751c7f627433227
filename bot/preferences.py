"""Whether somebody wants replies to be private, told in time to answer them: the store may take its time, or fail."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from weakref import WeakValueDictionary

from .background import Background
from .store import Store

__all__ = ["Preferences"]

_log = logging.getLogger(__name__)
_PATIENCE_S = 1.0  # Discord waits for three seconds in all
_MAX_KNOWN = 5_000


class Preferences:
    """What the store has of it, and what was last known for when it is slow.

    Args:
        store: Where it is kept.
        background: Where it is kept up with what people say.
    """

    def __init__(self, store: Store, background: Background) -> None:
        self._store, self._background = store, background
        self._known: OrderedDict[int, bool] = OrderedDict()
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def private(self, person_id: int, wanted: bool | None) -> bool:
        """Return whether a reply is to be private: as is just said, which is remembered, or as was said the last time.

        Within a second or so. Private, if that cannot be known by then: a reply is worth more than a habit.
        wanted: what is just said; None for nothing.
        """
        if wanted is not None:
            self._learn(person_id, wanted)
            self._background.start(self._keep(person_id, wanted), "keeping who wants privacy")
            return wanted
        found = asyncio.Event()
        self._background.start(self._look_up(person_id, found), "looking up who wants privacy")
        try:
            await asyncio.wait_for(found.wait(), _PATIENCE_S)
        except TimeoutError:
            _log.warning("whether replies are private is not known in time")
        return self._known.get(person_id, True)

    async def forget(self, person_id: int) -> None:
        """Forget what is known of somebody, once what they said before is kept."""
        async with self._turn_of(person_id):
            self._known.pop(person_id, None)

    def _turn_of(self, person_id: int) -> asyncio.Lock:
        """Return what lets one thing about somebody be done after the other."""
        return self._turns.setdefault(person_id, asyncio.Lock())

    async def _keep(self, person_id: int, wanted: bool) -> None:
        async with self._turn_of(person_id):
            await self._store.set_prefers_private(person_id, wanted)

    async def _look_up(self, person_id: int, found: asyncio.Event) -> None:
        try:
            async with self._turn_of(person_id):
                self._learn(person_id, await self._store.prefers_private(person_id))
        finally:
            found.set()

    def _learn(self, person_id: int, private: bool) -> None:
        self._known[person_id] = private
        self._known.move_to_end(person_id)
        while len(self._known) > _MAX_KNOWN:
            self._known.popitem(last=False)

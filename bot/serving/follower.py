"""What other processes on the same store publish is served here too, and told of once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from typing import Literal

from ..core.answering.version_diff import Changes, compare_knowledge
from ..errors import KnowledgeError, StoreError
from ..store import Published, Versions
from .approval import Approval
from .edition import Edition, Served
from .maker import Maker
from .mirror import Mirror
from .result import Listener, Result, changed_figures, tell
from .start import Start

__all__ = ["Follower"]

_log = logging.getLogger(__name__)


class Follower:
    """Keeps this process up with the others. Used by one task at a time: see Publisher.

    Args:
        listeners: Whom to tell; the list may grow and shrink.
    """

    def __init__(
        self, versions: Versions, served: Served, mirror: Mirror, maker: Maker, approval: Approval, start: Start,
        listeners: Sequence[Listener],
    ) -> None:  # fmt: skip
        self._versions, self._served, self._mirror, self._maker = versions, served, mirror, maker
        self._approval, self._start, self._listeners = approval, start, listeners
        self._unservable = 0
        """The number of the last version that could not be served, so that it is tried once only; 0 for none."""

    async def catch_up(self, number: int) -> None:
        """Serve a version that another process has published, if it is newer than what is served, and may be."""
        known = self._served.number
        if number == self._unservable or (known is not None and number <= known):
            return
        try:
            if known is None:  # the store could not be read, or written, at the start
                await self._start.begin_from_store()
            else:
                await self._take_up(number)
        except KnowledgeError as error:
            _log.error("version %d, published elsewhere, cannot be served: %s", number, error)
            self._unservable = number

    async def _take_up(self, number: int) -> None:
        """Serve a version, or the newest before it that may be, if it is not served yet."""
        published = await self._versions.find(str(number))
        if published is None:
            return
        chosen = published if await self._approval.holds_for(published) else await self._approval.before(number)
        if chosen is not None and (self._served.base is None or chosen.number > self._served.base):
            files = await self._versions.files(chosen.number)
            base = self._served.files
            await self.follow(chosen, await self._maker.edition(await self._maker.prove(files, published=True)))
            await self._mirror.read()
            await self._mirror.write(chosen, files, base)
        if published is not chosen:
            await self._refuse(published)
        self._served.number = number

    async def _refuse(self, published: Published) -> None:
        """Leave a version that lacks approval, and tell of it, if nobody has."""
        self._served.number = published.number  # what is published here follows it all the same
        if published.version == self._served.version:
            return
        _log.error(
            "number %d, published by a process without FOUR_EYES, was not approved of: number %s is served on",
            published.number, self._served.base,
        )  # fmt: skip
        await self._tell_if_first(published, Changes(), "unapproved")

    async def follow(self, published: Published, edition: Edition) -> None:
        """Serve what another process has published; tell of it, if nobody has: the command line tells nobody."""
        changes = await asyncio.to_thread(self._served.changes_to, edition.answerer.knowledge)
        self._served.take(edition, published.number, published.number)
        self._mirror.move_on(self._served.files)
        _log.info("serving version %s, published elsewhere", published.version)
        await self._tell_if_first(published, changes)

    async def make_up(self) -> None:
        """Tell of what was published while nobody was there to tell of it: at the start, or by the command line."""
        number = self._served.base
        if number is None or not self._listeners:
            return
        told, published = await self._versions.last_told(), await self._versions.find(str(number))
        if told is None or published is None or told.number >= published.number:
            return
        try:
            before = await self._maker.prove(await self._versions.files(told.number))
            changes = await asyncio.to_thread(compare_knowledge, before.knowledge, self._served.now.answerer.knowledge)
        except KnowledgeError:  # what was told of last cannot be read by this program any more
            changes = Changes()
        await self._tell_if_first(published, changes)

    async def _tell_if_first(
        self, published: Published, changes: Changes, kind: Literal["published", "unapproved"] = "published"
    ) -> None:
        """Tell of a version that another process published, or this one at its start, unless somebody has."""
        try:
            changed = changed_figures(changes, self._served.now.answerer.knowledge)
            first = bool(self._listeners) and await self._versions.tell(published.number, changed)
        except StoreError as error:
            _log.error("version %s is not told of: %s", published.version, error)
            return
        if first:
            result = Result(kind, published.origin, published.person_id, changes=changes, published=published)
            await tell(self._listeners, result)

"""What other processes on the same store publish is served here too, and told of once."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from ..core.answering.version_diff import Changes, compare_knowledge
from ..core.knowledge.loading import version_of
from ..errors import KnowledgeError, StoreError
from ..store import Published, Versions
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
        self, versions: Versions, served: Served, mirror: Mirror, maker: Maker, start: Start,
        listeners: Sequence[Listener],
    ) -> None:  # fmt: skip
        self._versions, self._served, self._mirror, self._maker = versions, served, mirror, maker
        self._start, self._listeners = start, listeners
        self._unservable = 0
        """The number of the last version that could not be served, so that it is tried once only; 0 for none."""

    async def catch_up(self, number: int) -> None:
        """Serve a version that another process has published, if it is newer than what is served."""
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
        published = await self._versions.find(str(number))
        files = await self._versions.files(number)
        if published is None:
            return
        await self.follow(published, await self._maker.edition(await self._maker.prove(files)))
        folder, _ = await self._mirror.read()
        if folder is not None and await self._versions.find(version_of(folder)) is not None:
            await self._mirror.write(published, files)

    async def follow(self, published: Published, edition: Edition) -> None:
        """Serve what another process has published; tell of it, if nobody has: the command line tells nobody."""
        changes = self._served.changes_to(edition.answerer.knowledge)
        self._served.edition, self._served.number = edition, published.number
        self._mirror.move_on(self._served.files)
        _log.info("serving version %s, published elsewhere", published.version)
        await self._tell_if_first(published, changes)

    async def make_up(self) -> None:
        """Tell of what was published while nobody was there to tell of it: at the start, or by the command line."""
        number = self._served.number
        if number is None or not self._listeners:
            return
        told, published = await self._versions.last_told(), await self._versions.find(str(number))
        if told is None or published is None or told.number >= published.number:
            return
        try:
            before = await self._maker.prove(await self._versions.files(told.number))
            changes = compare_knowledge(before.knowledge, self._served.now.answerer.knowledge)
        except KnowledgeError:  # what was told of last cannot be read by this program any more
            changes = Changes()
        await self._tell_if_first(published, changes)

    async def _tell_if_first(self, published: Published, changes: Changes) -> None:
        """Tell of a version that another process published, or this one at its start, unless somebody has."""
        try:
            changed = changed_figures(changes, self._served.now.answerer.knowledge)
            first = bool(self._listeners) and await self._versions.tell(published.number, changed)
        except StoreError as error:
            _log.error("version %s is served, but not told of: %s", published.version, error)
            return
        if first:
            result = Result("published", published.origin, published.person_id, changes=changes, published=published)
            await tell(self._listeners, result)

"""What is served from the start: the version published last, or the folder if it holds something never published."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from ..core.answering.acceptance import to_confirm
from ..core.answering.answerer import Answerer
from ..core.knowledge.loading import version_of
from ..errors import DamagedError, Fault, KnowledgeError, StoreError
from ..store import Published, Versions
from .edition import Served
from .maker import Maker
from .mirror import Mirror
from .result import Result

__all__ = ["Start"]

_log = logging.getLogger(__name__)


class Start:
    """Finds what to serve, and serves it. Used by one task at a time: see Publisher."""

    def __init__(self, versions: Versions, served: Served, mirror: Mirror, maker: Maker) -> None:
        self._versions, self._served, self._mirror, self._maker = versions, served, mirror, maker
        self.refused: Result | None = None
        """Why the folder is not served, "faulty" or "breaks"; None if it is, or holds what was published earlier."""

    async def begin(self) -> None:
        """Serve what is to be served from the start; where the store cannot be read, the folder, whatever it breaks.

        Raises KnowledgeError if there is nothing sound to serve.
        """
        try:
            await self.begin_from_store()
        except StoreError as error:
            _log.error("the knowledge folder is served, as the store cannot be read: %s", error)
            self._served.number = None
            self._mirror.owe(None)
            files, faults = await self._mirror.read()
            if files is None:
                raise KnowledgeError(faults) from None
            self._served.edition = await self._maker.edition(await self._maker.prove(files))

    async def begin_from_store(self) -> None:
        """As `begin`, where the store can be read; StoreError where it cannot be."""
        newest = await self._versions.newest()
        files, faults = await self._mirror.read()
        if newest is None:
            if files is None:
                raise KnowledgeError(faults)
            await self._serve_first(files, after=None)
            return
        if files is not None and not newest.written:
            files = await self._finish(newest, files)
        if files is None or not await self._serve_folder(files, newest):
            try:
                await self._serve_published(newest, faults)
            except (KnowledgeError, DamagedError) as error:
                if files is None:
                    raise
                _log.error(
                    "version %s, published last, cannot be served any more: %s. The folder is served and published",
                    newest.version, error,
                )  # fmt: skip
                await self._serve_first(files, after=newest.number)

    async def take_up_newest(self) -> None:
        """Take the version published last for what is served, if it still can be: for a process that only publishes."""
        newest = await self._versions.newest()
        if newest is None:
            return
        self._served.number = newest.number
        try:
            answerer = await self._maker.prove(await self._versions.files(newest.number))
        except KnowledgeError as error:
            _log.warning("version %s cannot be served any more: %s", newest.version, error)
            return
        self._served.edition = await self._maker.edition(answerer)
        if not newest.written:
            self._mirror.owe(self._served.files)

    async def _serve_first(self, files: Mapping[str, bytes], *, after: int | None) -> None:
        """Serve files whatever they break, as there is nothing else to be served, and publish them."""
        answerer = await self._maker.prove(files)
        for fault in await self._maker.check(answerer):
            _log.warning("%s", fault)
        self._served.number = after
        await self._publish(files, answerer)

    async def _finish(self, newest: Published, files: Mapping[str, bytes]) -> Mapping[str, bytes]:
        """Bring the folder to a version that it could not be brought to; return what it holds then."""
        try:
            wanted = await self._versions.files(newest.number)
            await self._maker.prove(wanted)
        except (KnowledgeError, DamagedError):  # it is not going to be served
            return files
        await self._mirror.write(newest, wanted)
        again, _ = await self._mirror.read()
        return again if again is not None else files

    async def _serve_folder(self, files: Mapping[str, bytes], newest: Published) -> bool:
        """Serve the folder if it is the newest version, or news; return whether it is served."""
        held = version_of(files)
        if held != newest.version and await self._versions.find(held) is not None:
            _log.warning(
                "the knowledge folder holds version %s, published earlier; %s is served, as it was published last "
                "(python -m bot refresh publishes the folder)", held, newest.version,
            )  # fmt: skip
            return False
        try:
            answerer = await self._maker.prove(files)
        except KnowledgeError as error:
            self.refused = Result("faulty", "start", faults=error.faults)
            return False
        if held == newest.version:
            self._served.edition, self._served.number = await self._maker.edition(answerer), newest.number
            return True
        failing = (*to_confirm(await self._before(newest), answerer.knowledge), *await self._maker.check(answerer))
        if failing:
            self.refused = Result("breaks", "start", faults=failing)
            return False
        self._served.number = newest.number
        await self._publish(files, answerer)
        return True

    async def _before(self, newest: Published) -> Mapping[str, bytes]:
        """Return the files of the version published last; none if they can no longer be had."""
        try:
            return await self._versions.files(newest.number)
        except DamagedError:
            return {}

    async def _publish(self, files: Mapping[str, bytes], answerer: Answerer) -> None:
        """Serve files, and publish them if they can be kept."""
        served = self._served
        served.edition = await self._maker.edition(answerer)
        try:
            published = await self._versions.publish(
                files, answerer.version, after=served.number, origin="start",
                written=self._mirror.is_at(answerer.version), told=served.number is None,
            )  # fmt: skip
        except StoreError as error:
            _log.error("the knowledge is served, but cannot be kept: %s", error)
            return
        if published is not None:  # else another process came first, and will be heard of
            served.number = published.number
            self._mirror.move_on(files)

    async def _serve_published(self, newest: Published, faults: tuple[Fault, ...]) -> None:
        """Serve the version published last. faults: why the folder could not be read."""
        if faults:
            self.refused = Result("faulty", "start", faults=faults)
        if self.refused is not None:
            _log.error(
                "the knowledge folder is not served: %s. Version %s is served, as it was published last",
                self.refused.faults[0], newest.version,
            )  # fmt: skip
        answerer = await self._maker.prove(await self._versions.files(newest.number))
        self._served.edition, self._served.number = await self._maker.edition(answerer), newest.number

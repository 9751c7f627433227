"""What is served from the start: the version published last, or the folder if it holds something never published.

With four eyes, it is the newest version that was approved of as they want it, and what the folder holds besides becomes
a draft. Where there is none such, as the setting is new or the store empty, the operator has installed what is there.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping

from ..core.answering.acceptance import to_confirm
from ..core.answering.answerer import Answerer
from ..core.knowledge.loading import version_of
from ..errors import DamagedError, Fault, KnowledgeError, StoreError
from ..store import FOLDER, Audit, Published, Versions
from .approval import Approval
from .edition import Served
from .eyes import Lack
from .maker import Maker
from .mirror import Mirror
from .result import Result

__all__ = ["Start"]

_log = logging.getLogger(__name__)


class _OvertakenError(Exception):
    """Another process came first with a publication."""


class Start:
    """Finds what to serve, and serves it. Used by one task at a time: see Publisher."""

    def __init__(
        self, versions: Versions, served: Served, mirror: Mirror, maker: Maker, approval: Approval, audit: Audit
    ) -> None:
        self._versions, self._served, self._mirror, self._maker = versions, served, mirror, maker
        self._approval, self._audit = approval, audit
        self.served_early = asyncio.Event()
        """Set once something published is served, while it is not known yet whether the folder is to be."""
        self.refused: Result | None = None
        """Why the folder is not served, "faulty", "breaks" or "needs another"; None if it is, or holds what was
        published earlier."""

    async def begin(self) -> None:
        """Serve what is to be served from the start; where the store cannot be read, the folder, whatever it breaks.

        While news in the folder are proved, what was published is served already: see `served_early`.

        Raises KnowledgeError if there is nothing sound to serve; StoreError where with four eyes it cannot be told, or
        not written down, what may be served.
        """
        try:
            await self.begin_from_store()
        except StoreError as error:
            if self.served_early.is_set():
                _log.error("what the knowledge folder holds is left for later, as the store cannot be read: %s", error)
                return
            if self._approval.policy:
                raise StoreError(
                    f"{error}. With FOUR_EYES, only the store tells what was approved of, so nothing is served "
                    f"without it; mend it, or start with FOUR_EYES=off to serve the knowledge folder as it is"
                ) from None
            _log.error("the knowledge folder is served, as the store cannot be read: %s", error)
            self._mirror.owe(None)
            files, faults = await self._mirror.read()
            if files is None:
                raise KnowledgeError(faults) from None
            self._served.take(await self._maker.edition(await self._maker.prove(files)), None, None)

    async def begin_from_store(self) -> None:
        """As `begin`, where the store can be read; StoreError where it cannot be."""
        while True:
            try:
                return await self._begin_from_store()
            except _OvertakenError:  # then there is something newer to be looked at
                _log.info("another process has published at the same moment")

    async def _begin_from_store(self) -> None:
        newest = await self._versions.newest()
        files, faults = await self._mirror.read()
        if newest is None:
            if files is None:
                raise KnowledgeError(faults)
            await self._serve_first(files, after=None)
            return
        await self._mirror.learn()
        chosen = await self._chosen(newest)
        if files is not None and chosen.number == newest.number and not newest.written:
            files = await self._finish(newest, files)
        if files is None or not await self._serve_folder(files, newest, chosen):
            try:
                await self._serve_published(chosen, newest, faults)
            except (KnowledgeError, DamagedError) as error:
                if files is None or self._approval.policy:
                    raise
                _log.error(
                    "version %s, published last, cannot be served any more: %s. The folder is served and published",
                    newest.version, error,
                )  # fmt: skip
                await self._serve_first(files, after=newest.number)

    async def take_up_newest(self) -> None:
        """Take what is to be served for what is served, if it still can be: for a process that only publishes."""
        newest = await self._versions.newest()
        if newest is None:
            return
        chosen = await self._chosen(newest)
        self._served.number = newest.number
        try:
            answerer = await self._maker.prove(await self._versions.files(chosen.number), published=True)
        except KnowledgeError as error:
            _log.warning("version %s cannot be served any more: %s", chosen.version, error)
            return
        self._served.take(await self._maker.edition(answerer), newest.number, chosen.number)
        if not chosen.written:
            self._mirror.owe(self._served.files)

    async def _chosen(self, newest: Published) -> Published:
        """Return the version that is to be served: the newest that may be.

        With none that may be, the newest of all: whoever set FOUR_EYES, or moved the store, has found it in place. That
        is written down, so that it is so only once.
        """
        chosen = await self._approval.newest()
        if chosen is None:
            await self._installed(newest.version)
            await self._versions.set_baseline(newest.number)
            return newest
        if chosen.number != newest.number:
            _log.error(
                "version %s (number %d), published last, was not approved of as FOUR_EYES wants it: number %d is "
                "served (python -m bot refresh --approve %d, or /knowledge rollback, puts it forward)",
                newest.version, newest.number, chosen.number, newest.number,
            )  # fmt: skip
        return chosen

    async def _installed(self, version: str) -> None:
        """Write down that what is there counts as installed by the operator."""
        _log.warning("version %s counts as installed by the operator: with FOUR_EYES, others need approval", version)
        await self._audit.note("install", "done", detail=f"{version} is what FOUR_EYES begins with")

    async def _serve_first(self, files: Mapping[str, bytes], *, after: int | None) -> None:
        """Serve files whatever they break, as there is nothing else to be served, and publish them."""
        answerer = await self._maker.prove(files)
        for fault in await self._maker.check(answerer):
            _log.warning("%s", fault)
        self._served.number = after
        await self._publish(files, answerer, baseline=bool(self._approval.policy))
        if self._approval.policy:
            await self._installed(answerer.version)

    async def _finish(self, newest: Published, files: Mapping[str, bytes]) -> Mapping[str, bytes]:
        """Bring the folder to a version that it could not be brought to; return what it holds then."""
        try:
            wanted = await self._versions.files(newest.number)
            base = await self._versions.files(newest.base) if newest.base is not None else {}
            await self._maker.prove(wanted, published=True)
        except (KnowledgeError, DamagedError):  # it is not going to be served
            return files
        await self._mirror.write(newest, wanted, base)
        again, _ = await self._mirror.read()
        return again if again is not None else files

    async def _serve_folder(self, files: Mapping[str, bytes], newest: Published, chosen: Published) -> bool:
        """Serve the folder if it is what is to be served, or news; return whether it is served."""
        held = version_of(files)
        if held != chosen.version and await self._versions.find(held) is not None:
            _log.warning(
                "the knowledge folder holds version %s, published earlier; %s is served, as it was published last "
                "(python -m bot refresh publishes the folder)", held, chosen.version,
            )  # fmt: skip
            return False
        if held != chosen.version:
            await self._serve_early(chosen, newest)
        try:
            answerer = await self._maker.prove(files)
        except KnowledgeError as error:
            self.refused = Result("faulty", "start", faults=error.faults)
            return False
        if held == chosen.version:
            self._served.take(await self._maker.edition(answerer), newest.number, chosen.number)
            return True
        before = await self._before(chosen)
        failing = (*to_confirm(before, answerer.knowledge), *await self._maker.check(answerer))
        lack = self._approval.lacking(frozenset([FOLDER]), frozenset(), before, files)
        if lack is not None:
            self.refused = await self._waiting(files, chosen, before, failing, lack)
            return False
        if failing:
            self.refused = Result("breaks", "start", faults=failing)
            return False
        self._served.number, self._served.base = newest.number, chosen.number
        try:
            await self._publish(files, answerer)
        except StoreError as error:
            self.refused = Result("failed", "start", trouble=str(error))
            return False
        return True

    async def _serve_early(self, chosen: Published, newest: Published) -> None:
        """Serve a version that was published, if it still can be, until the folder's news are proved."""
        try:
            answerer = await self._maker.prove(await self._versions.files(chosen.number), published=True)
        except (KnowledgeError, DamagedError):  # told of if nothing better is found
            return
        self._served.take(await self._maker.edition(answerer), newest.number, chosen.number)
        self.served_early.set()

    async def _waiting(
        self,
        files: Mapping[str, bytes],
        chosen: Published,
        before: Mapping[str, bytes],
        failing: tuple[Fault, ...],
        lack: Lack,
    ) -> Result:
        """Keep what the folder holds as a draft, if it can be kept; return what is told of it."""
        held = version_of(files)
        try:
            draft = await self._versions.keep_draft(
                files, held, based_on=chosen.version, folder=held, origin="start", authors=[FOLDER]
            )
            await self._audit.note("start", "refused", detail=f"needs another {held}")
        except StoreError as error:
            return Result("needs another", "start", faults=failing, lack=lack, trouble=str(error))
        still = self._approval.lacking(draft.authors, draft.approvers, before, files)
        return Result("needs another", "start", faults=failing, draft=draft, lack=still)

    async def _before(self, chosen: Published) -> Mapping[str, bytes]:
        """Return the files of the version that is to be served; none if they can no longer be had."""
        try:
            return await self._versions.files(chosen.number)
        except DamagedError:
            return {}

    async def _publish(self, files: Mapping[str, bytes], answerer: Answerer, *, baseline: bool = False) -> None:
        """Serve files, and publish them if they can be kept; with four eyes, only if they can be."""
        served = self._served
        edition = await self._maker.edition(answerer)
        if not self._approval.policy:
            served.edition = edition
        try:
            published = await self._versions.publish(
                files, answerer.version, after=served.number, origin="start",
                written=self._mirror.is_at(answerer.version), told=served.number is None,
                authors=[FOLDER], base=served.base, baseline=baseline,
            )  # fmt: skip
        except StoreError as error:
            if self._approval.policy:
                raise
            served.base = None
            _log.error("the knowledge is served, but cannot be kept: %s", error)
            return
        if published is not None:
            served.take(edition, published.number, published.number)
            if published.written:
                self._mirror.in_step()
            self._mirror.move_on(files)
        elif self._approval.policy:
            raise _OvertakenError

    async def _serve_published(self, chosen: Published, newest: Published, faults: tuple[Fault, ...]) -> None:
        """Serve a version that was published. faults: why the folder could not be read."""
        if faults:
            self.refused = Result("faulty", "start", faults=faults)
        if self.refused is not None:
            why = self.refused.trouble or next(iter(self.refused.faults), "it lacks approval")
            _log.error(
                "the knowledge folder is not served: %s. Version %s is served, as it was published last",
                why, chosen.version,
            )  # fmt: skip
        if self._served.version == chosen.version:  # it was served early
            self._served.take(self._served.now, newest.number, chosen.number)
            return
        try:
            answerer = await self._maker.prove(await self._versions.files(chosen.number), published=True)
        except KnowledgeError as error:
            if not self._approval.policy:
                raise
            remedy = (
                "start the program that it was published with; or publish the folder: python -m bot refresh shows what "
                "it is, and python -m bot refresh --approve DRAFT installs it"
            )
            what = f"version {chosen.version}, the newest that was approved of, cannot be served any more: {error}"
            raise KnowledgeError([Fault("the store", 0, 0, what, remedy)]) from None
        self._served.take(await self._maker.edition(answerer), newest.number, chosen.number)

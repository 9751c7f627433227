"""The one way by which knowledge becomes what the bot answers from: proved whole, checked, kept, then served.

Files come from the knowledge folder, from a person or from an earlier version. Whatever is wrong with them, what is
served stays as it was. A version is first kept in the store, and then served; the folder is brought to it last, so
that a publication that is cut short at any moment is whole or has not happened, and is finished at the next start.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from .core.answering import Answerer
from .core.checking import Checked, check_questions
from .core.comparing import Changes, compare, compare_knowledge
from .core.loading import version_of
from .edition import Edition
from .errors import Fault, FileError, KnowledgeError, StoreError
from .folder import answerer_of, read_files, write_files
from .store import Draft, Outcome, Published, Store

__all__ = ["Listener", "Publisher", "Result", "ResultKind"]

_log = logging.getLogger(__name__)

ResultKind = Literal[
    "published",  # it is served now
    "unchanged",  # it is what was served already
    "drafted",  # it is kept as a draft, to be published or discarded
    "faulty",  # it cannot be served; see faults
    "breaks",  # check questions would fail; kept as a draft, to be confirmed
    "needs another",  # with four eyes: kept as a draft, for another moderator to publish
    "overtaken",  # another version was published, or the folder changed, since it was made
    "gone",  # there is no such draft or version
    "failed",  # it could not be kept; see trouble
]


_NO_CHANGES = Changes()


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a wish to change the knowledge.

    faults: for "faulty" all, for "breaks" the check questions that fail. draft: what waits to be published. changes:
    against what was served before; its `answers` are filled for previews alone. published: the version that it became.
    trouble: what could not be done besides, such as to bring the folder to it; "" if all was.
    """

    kind: ResultKind
    origin: str
    person_id: int | None = None
    faults: tuple[Fault, ...] = ()
    draft: Draft | None = None
    changes: Changes = _NO_CHANGES
    published: Published | None = None
    trouble: str = ""


Listener = Callable[[Result], Awaitable[None]]
"""What is called with a result; an exception of its own changes nothing."""


class Publisher:
    """Serves one edition at a time and replaces it. One change is worked on at a time; questions never wait for it.

    Args:
        store: Where versions and drafts are kept.
        folder: The knowledge folder; None where there is none, as in tests.
        edition: What is served until `start`; None to have it from there.
        cache: As for `folder.answerer_of`.
        min_right: The share of check questions that must be right for a change to be published without being confirmed.
        four_eyes: Whether another person than the author must publish a change.
    """

    def __init__(
        self,
        store: Store,
        folder: Path | None = None,
        *,
        edition: Edition | None = None,
        cache: Path | None = None,
        min_right: float = 1.0,
        four_eyes: bool = False,
    ) -> None:
        self.store, self.folder = store, folder
        self.four_eyes = four_eyes
        self.listeners: list[Listener] = []
        """Called with each result that was published, by whatever process, and with those of edits on disk."""
        self.at_start: Result | None = None
        """What was wrong with the folder at the start, None if nothing was."""
        self._edition = edition
        self._number: int | None = None  # of the newest published version that is known of
        self._cache, self._min_right = cache, min_right
        self._one = asyncio.Lock()
        self._last_disk: tuple[str, tuple[Fault, ...]] | None = None

    @property
    def edition(self) -> Edition:
        """What is served. Take it once for all that belongs together: the next moment it may be another."""
        assert self._edition is not None
        return self._edition

    def serve(self, edition: Edition) -> None:
        """Serve an edition from now on, without keeping it."""
        self._edition = edition

    # --- At the start -----------------------------------------------------------------------------------------

    async def start(self) -> Edition:
        """Serve the version published last, or the folder if it holds something never published.

        A folder that is faulty, or breaks check questions, is not served; `at_start` and the log say so. A folder that
        a publication could not be written to, as the program ended meanwhile, is brought to it.

        Raises KnowledgeError if there is nothing sound to serve, and StoreError if the store cannot be read.
        """
        async with self._one:
            newest = await self.store.versions.newest()
            self._number = newest.number if newest is not None else None
            files, faults = await self._read()
            if newest is None:
                if files is None:
                    raise KnowledgeError(faults)
                await self._serve_first(files)
            elif files is None or not await self._serve_folder(files, newest):
                await self._serve_published(newest, faults)
            return self.edition

    async def _serve_first(self, files: Mapping[str, bytes]) -> None:
        answerer, checked = await self._prepare(files)
        for fault in checked.faults:
            _log.warning("%s", fault)
        try:
            kept = await self.store.versions.publish(
                files, answerer.version, after=None, origin="start", written=self.folder is not None
            )
            self._number = kept.number if kept is not None else None
        except StoreError as error:
            _log.error("the knowledge is served, but cannot be kept: %s", error)
        self._edition = await asyncio.to_thread(Edition.of, answerer)

    async def _serve_folder(self, files: Mapping[str, bytes], newest: Published) -> bool:
        """Serve the folder if it is the newest version, or news; return whether it is served."""
        held = version_of(files)
        if held != newest.version:
            if await self._cut_short(files, newest):
                await self._write(newest, await self.store.versions.files(newest.number))
                return False
            if await self.store.versions.find(held) is not None:
                _log.warning(
                    "the knowledge folder holds version %s, published earlier; %s is served, as it was published last "
                    "(python -m bot refresh publishes the folder)", held, newest.version,
                )  # fmt: skip
                return False
        try:
            answerer, checked = await self._prepare(files)
        except KnowledgeError as error:
            self.at_start = Result("faulty", "start", faults=error.faults)
            return False
        if held == newest.version:
            self._edition = await asyncio.to_thread(Edition.of, answerer)
            return True
        if checked.faults:
            self.at_start = Result("breaks", "start", faults=checked.faults)
            return False
        try:
            kept = await self.store.versions.publish(
                files, held, after=newest.number, origin="start", written=True
            )  # None: another process came first, and will be heard of
            self._number = kept.number if kept is not None else newest.number
        except StoreError as error:
            _log.error("the knowledge is served, but cannot be kept: %s", error)
        self._edition = await asyncio.to_thread(Edition.of, answerer)
        return True

    async def _serve_published(self, newest: Published, faults: tuple[Fault, ...]) -> None:
        if faults:
            self.at_start = Result("faulty", "start", faults=faults)
        if self.at_start is not None:
            _log.error(
                "the knowledge folder is not served: %s. Version %s is served, as it was published last",
                self.at_start.faults[0], newest.version,
            )  # fmt: skip
        answerer, _ = await self._prepare(await self.store.versions.files(newest.number), checks=False)
        self._edition = await asyncio.to_thread(Edition.of, answerer)

    async def _cut_short(self, files: Mapping[str, bytes], newest: Published) -> bool:
        """Tell whether the folder is what a publication leaves that ended before the folder was written whole."""
        before = await self.store.versions.before(newest.number)
        if newest.written or before is None:
            return False
        new, old = await self.store.versions.files(newest.number), await self.store.versions.files(before.number)
        names = {*new, *old, *files}
        return all(files.get(name) in (new.get(name), old.get(name)) for name in names)

    # --- Changes ----------------------------------------------------------------------------------------------

    async def refresh(
        self, *, person_id: int | None = None, why: str = "", origin: str = "refresh", confirmed: bool = False
    ) -> Result:
        """Publish what the knowledge folder holds now.

        confirmed: whether it is published although check questions fail.
        """
        async with self._one:
            if self._edition is None:
                await self._take_up_newest()
            files, faults = await self._read()
            if files is None:
                return await self._noted(Result("faulty", origin, person_id, faults))
            if self._edition is not None and version_of(files) == self.edition.answerer.version:
                return Result("unchanged", origin, person_id)
            alone = not (self.four_eyes and (person_id is not None or origin == "disk"))
            return await self._change(files, files, origin, person_id, why, publish=alone, confirmed=confirmed)

    async def preview(
        self, *, person_id: int | None = None, why: str = "", origin: str = "preview",
        changed: Mapping[str, bytes] | None = None,
    ) -> Result:  # fmt: skip
        """Keep a draft of what the folder holds, and tell what it would change, replies to questions included.

        changed: files that stand in place of the folder's, or beside them; None for the folder as it is.
        """
        async with self._one:
            folder, faults = await self._read()
            if folder is None:
                return await self._noted(Result("faulty", origin, person_id, faults))
            files = {**folder, **(changed or {})}
            if version_of(files) == self.edition.answerer.version:
                return Result("unchanged", origin, person_id)
            return await self._change(files, folder, origin, person_id, why, publish=False, ask=True)

    async def rollback(self, number: int, *, person_id: int | None = None, why: str = "") -> Result:
        """Publish an earlier version anew, as a new version; with four eyes, make a draft of it."""
        async with self._one:
            files = await self.store.versions.files(number)
            if not files:
                return Result("gone", "rollback", person_id)
            folder, _ = await self._read()
            if version_of(files) == self.edition.answerer.version:
                return Result("unchanged", "rollback", person_id)
            alone = not (self.four_eyes and person_id is not None)
            return await self._change(files, folder or {}, "rollback", person_id, why, publish=alone)

    async def publish(self, draft_id: str, *, person_id: int | None = None, confirmed: bool = False) -> Result:
        """Publish a draft.

        confirmed: whether it is published although check questions fail.
        """
        async with self._one:
            draft = await self.store.versions.draft(draft_id)
            if draft is None:
                return Result("gone", "draft", person_id)
            if self.four_eyes and person_id is not None and person_id == draft.person_id:
                return await self._noted(Result("needs another", draft.origin, person_id, draft=draft))
            folder, _ = await self._read()
            if version_of(folder or {}) != draft.based_on:
                return await self._noted(Result("overtaken", draft.origin, person_id, draft=draft))
            try:
                answerer, checked = await self._prepare(draft.files)
            except KnowledgeError as error:
                return await self._noted(Result("faulty", draft.origin, person_id, error.faults, draft))
            if checked.faults and not confirmed:
                return await self._noted(Result("breaks", draft.origin, person_id, checked.faults, draft))
            return await self._publish(draft.files, folder, answerer, draft.origin, person_id, draft.why, draft)

    async def discard(self, draft_id: str, *, person_id: int | None = None) -> Result:
        """Take a draft away. Result "unchanged", or "gone"."""
        gone = not await self.store.versions.discard(draft_id)
        if not gone:
            await self._note("discard", "done", person_id, draft_id)
        return Result("gone" if gone else "unchanged", "draft", person_id)

    async def edited_on_disk(self) -> None:
        """Take up edits of the folder; what came of it goes to the listeners, the same faults once only."""
        try:
            result = await self.refresh(origin="disk")
        except StoreError as error:
            result = Result("failed", "disk", trouble=str(error))
        seen = (result.kind, result.faults)
        if result.kind not in ("unchanged", "published") and seen != self._last_disk:
            await self._tell(result)
        self._last_disk = seen

    async def catch_up(self, number: int) -> None:
        """Serve a version that another process has published, if it is newer than what is served."""
        async with self._one:
            if self._number is not None and number <= self._number:
                return
            files = await self.store.versions.files(number)
            try:
                answerer, _ = await self._prepare(files, checks=False)
            except KnowledgeError as error:
                _log.error("version %d, published elsewhere, cannot be served: %s", number, error)
                return
            self._edition, self._number = await asyncio.to_thread(Edition.of, answerer), number
            _log.info("serving version %s, published elsewhere", answerer.version)
            folder, _ = await self._read()
            if folder is not None and await self.store.versions.find(version_of(folder)) is not None:
                published = await self.store.versions.find(str(number))
                assert published is not None
                await self._write(published, files)

    async def _change(
        self, files: Mapping[str, bytes], folder: Mapping[str, bytes], origin: str, person_id: int | None, why: str, *,
        publish: bool, ask: bool = False, confirmed: bool = False,
    ) -> Result:  # fmt: skip
        """Prove files, and publish them or keep them as a draft."""
        try:
            answerer, checked = await self._prepare(files)
        except KnowledgeError as error:
            return await self._noted(Result("faulty", origin, person_id, error.faults))
        if publish and (confirmed or not checked.faults):
            return await self._publish(files, folder, answerer, origin, person_id, why)
        if ask:
            changes = await asyncio.to_thread(compare, self.edition.answerer, answerer)
        else:
            changes = self._changes_to(answerer)
        draft = await self.store.versions.keep_draft(
            files, answerer.version, based_on=version_of(folder), person_id=person_id, origin=origin, why=why
        )
        kind: ResultKind = "drafted" if ask else "breaks" if checked.faults else "needs another"
        return await self._noted(Result(kind, origin, person_id, checked.faults, draft, changes))

    async def _publish(
        self, files: Mapping[str, bytes], folder: Mapping[str, bytes] | None, answerer: Answerer, origin: str,
        person_id: int | None, why: str, draft: Draft | None = None,
    ) -> Result:  # fmt: skip
        """Keep a version, serve it, bring the folder to it, and tell."""
        changes = self._changes_to(answerer)
        written = folder is not None and version_of(folder) == answerer.version
        edition = await asyncio.to_thread(Edition.of, answerer)
        published = await self.store.versions.publish(
            files, answerer.version, after=self._number, person_id=person_id, origin=origin, why=why, written=written,
            draft_id=draft.id if draft is not None else None,
        )  # fmt: skip
        if published is None:
            newest = await self.store.versions.newest()
            if newest is None or newest.version != answerer.version:
                return await self._noted(Result("overtaken", origin, person_id, draft=draft))
            self._edition, self._number = edition, newest.number  # another process came first, with the same
            return Result("unchanged", origin, person_id)
        self._edition, self._number = edition, published.number
        _log.info("serving version %s (%s)", answerer.version, origin)
        trouble = "" if written else await self._write(published, files)
        result = Result(
            "published", origin, person_id, changes=changes, published=published, draft=draft, trouble=trouble
        )
        await self._noted(result)
        await self._tell(result)
        return result

    async def _take_up_newest(self) -> None:
        """Take the version published last for what is served, if there is one that still can be."""
        newest = await self.store.versions.newest()
        if newest is None:
            return
        self._number = newest.number
        try:
            answerer, _ = await self._prepare(await self.store.versions.files(newest.number), checks=False)
        except KnowledgeError as error:
            _log.warning("version %s cannot be served any more: %s", newest.version, error)
            return
        self._edition = await asyncio.to_thread(Edition.of, answerer)

    # --- Small steps ------------------------------------------------------------------------------------------

    def _changes_to(self, answerer: Answerer) -> Changes:
        if self._edition is None:
            return Changes()
        return compare_knowledge(self._edition.answerer.knowledge, answerer.knowledge)

    async def _read(self) -> tuple[dict[str, bytes] | None, tuple[Fault, ...]]:
        """Return the files of the folder; None, with the faults, if it cannot be read."""
        if self.folder is None:
            return dict(self.edition.answerer.knowledge.files), ()
        try:
            return await asyncio.to_thread(read_files, self.folder), ()
        except KnowledgeError as error:
            return None, error.faults

    async def _prepare(self, files: Mapping[str, bytes], *, checks: bool = True) -> tuple[Answerer, Checked]:
        """Return an answerer of files, and what became of their check questions. Raises KnowledgeError."""

        def prepare() -> tuple[Answerer, Checked]:
            answerer = answerer_of(files, cache=self._cache)
            if not checks:
                return answerer, Checked(0, 0, ())
            return answerer, check_questions(answerer.knowledge, answerer, min_right=self._min_right)

        return await asyncio.to_thread(prepare)

    async def _write(self, published: Published, files: Mapping[str, bytes]) -> str:
        """Bring the folder to a version that was published; return why it could not be, "" if it was."""
        if self.folder is None:
            return ""
        try:
            await asyncio.to_thread(write_files, self.folder, files)
            await self.store.versions.set_written(published.number)
        except (FileError, KnowledgeError, StoreError) as error:
            _log.error(
                "version %s is served, but the knowledge folder is not brought to it: %s", published.version, error
            )
            return str(error)
        return ""

    async def _noted(self, result: Result) -> Result:
        """Write a result into the audit; return it."""
        outcome: Outcome = "done" if result.kind in ("published", "drafted") else "refused"
        version = result.published.version if result.published else result.draft.version if result.draft else ""
        more = f"; {len(result.faults)} faults, first: {result.faults[0]}" if result.faults else ""
        await self._note(result.origin, outcome, result.person_id, f"{result.kind} {version}{more}")
        return result

    async def _note(self, what: str, outcome: Outcome, person_id: int | None, detail: str) -> None:
        try:
            await self.store.audit.note(what, outcome, person_id=person_id, detail=detail)
        except StoreError as error:
            _log.error("a deed (%s: %s) cannot be written into the audit: %s", what, outcome, error)

    async def _tell(self, result: Result) -> None:
        for listener in self.listeners:
            try:
                await listener(result)
            except Exception:  # what follows a publication must not undo it
                _log.exception("telling of a publication failed")

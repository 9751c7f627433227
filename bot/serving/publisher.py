"""The one way by which knowledge becomes what the bot answers from: proved whole, checked, kept, then served.

Files come from the knowledge folder, from a person or from an earlier version. Whatever is wrong with them, what is
served stays as it was. A version is first kept in the store, and then served; the folder is brought to it last, so
that a publication that is cut short at any moment is whole or has not happened, and is finished at the next start.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from ..core.answering.acceptance import Checked, check_questions
from ..core.answering.answerer import Answerer
from ..core.answering.version_diff import Changes, compare, compare_knowledge
from ..core.knowledge.loading import version_of
from ..core.search.vectors import Vectors
from ..errors import DamagedError, Fault, FileError, KnowledgeError, StoreError
from ..store import Draft, Outcome, Published, Store
from .compiled import answerer_of
from .edition import Edition
from .folder import read_files, write_files

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
_Edit = Callable[[Mapping[str, bytes]], Mapping[str, bytes]]


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
        """Called with each result that was published, and with those of edits on disk. Of several processes on one
        store one calls its listeners: that which published, or any other where that one has none."""
        self.at_start: Result | None = None
        """What was wrong with the folder at the start, None if nothing was."""
        self._edition = edition
        self._number: int | None = None  # of the newest published version that is known of
        self._cache, self._min_right = cache, min_right
        self._vectors: Vectors | None = None
        self._unservable = 0  # the number of a version, published elsewhere, that cannot be served
        self._one = asyncio.Lock()
        self._held: Mapping[str, bytes] = {}  # what the folder held when it was last read
        self._owed: Mapping[str, bytes] | None = None  # what it could not be brought to; None: nothing is owed to it
        self._seen_on_disk = ""  # the version that the folder held when edits of it were last taken up
        self._last_disk: tuple[str, tuple[Fault, ...]] | None = None

    @property
    def edition(self) -> Edition:
        """What is served. Take it once for all that belongs together: the next moment it may be another."""
        assert self._edition is not None
        return self._edition

    def serve(self, edition: Edition) -> None:
        """Serve an edition from now on, without keeping it."""
        self._edition = edition

    async def go_by(self, vectors: Vectors) -> None:
        """Answer by vectors of words as well, from now on; until then questions are answered without them."""
        async with self._one:
            self._vectors = vectors
            served = self.edition
            self._edition = replace(served, answerer=await asyncio.to_thread(self._as_served, served.answerer))

    def _as_served(self, answerer: Answerer) -> Answerer:
        return answerer if self._vectors is None else answerer.with_vectors(self._vectors)

    def _made(self, answerer: Answerer) -> Edition:
        edition = Edition.of(answerer)  # figures are checked without vectors: a verdict goes by words
        return replace(edition, answerer=self._as_served(answerer))

    # --- At the start -----------------------------------------------------------------------------------------

    async def start(self) -> Edition:
        """Serve the version published last, or the folder if it holds something never published.

        A folder that is faulty, or breaks check questions, is not served; `at_start` and the log say so. A folder that
        a publication could not be written to, as the program ended meanwhile, is brought to it. A folder that is sound
        is served, whatever it breaks, where the store cannot be read or what it holds can be served no longer.

        Raises KnowledgeError if there is nothing sound to serve.
        """
        async with self._one:
            try:
                await self._begin()
            except StoreError as error:
                _log.error("the knowledge folder is served, as the store cannot be read: %s", error)
                self._owed = self._number = None
                files, faults = await self._read()
                if files is None:
                    raise KnowledgeError(faults) from None
                answerer, _ = await self._prepare(files, checks=False)
                self._edition = await asyncio.to_thread(self._made, answerer)
            self._seen_on_disk = version_of(self._held)
            return self.edition

    async def _begin(self) -> None:
        newest = await self.store.versions.newest()
        files, faults = await self._read()
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

    async def _serve_first(self, files: Mapping[str, bytes], *, after: int | None) -> None:
        """Serve files whatever they break, as there is nothing else to be served, and publish them."""
        answerer, checked = await self._prepare(files)
        for fault in checked.faults:
            _log.warning("%s", fault)
        self._number = after
        await self._keep_from_start(files, answerer)

    async def _keep_from_start(self, files: Mapping[str, bytes], answerer: Answerer) -> None:
        """Serve files, and keep them if they can be kept."""
        self._edition = await asyncio.to_thread(self._made, answerer)
        try:
            kept = await self.store.versions.publish(
                files, answerer.version, after=self._number, origin="start", written=self._is_held(answerer.version),
                told=self._number is None,
            )  # fmt: skip  # None: another process came first, and will be heard of
            self._number = kept.number if kept is not None else self._number
        except StoreError as error:
            _log.error("the knowledge is served, but cannot be kept: %s", error)

    async def _finish(self, newest: Published, files: Mapping[str, bytes]) -> Mapping[str, bytes]:
        """Bring the folder to a version that it could not be brought to; return what it holds then."""
        try:
            wanted = await self.store.versions.files(newest.number)
            await self._prepare(wanted, checks=False)
        except (KnowledgeError, DamagedError):  # it is not going to be served
            return files
        await self._write(newest, wanted)
        again, _ = await self._read()
        return again if again is not None else files

    async def _serve_folder(self, files: Mapping[str, bytes], newest: Published) -> bool:
        """Serve the folder if it is the newest version, or news; return whether it is served."""
        held = version_of(files)
        if held != newest.version and await self.store.versions.find(held) is not None:
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
        if held != newest.version and checked.faults:
            self.at_start = Result("breaks", "start", faults=checked.faults)
            return False
        self._number = newest.number
        if held == newest.version:
            self._edition = await asyncio.to_thread(self._made, answerer)
        else:
            await self._keep_from_start(files, answerer)
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
        self._edition, self._number = await asyncio.to_thread(self._made, answerer), newest.number

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
            trouble = await self._pay()
            files, faults = await self._read()
            if files is None:
                return await self._noted(Result("faulty", origin, person_id, faults))
            kept = self._number is not None or self.folder is None  # else it is served, but could not be kept so far
            if kept and self._edition is not None and version_of(files) == self.edition.answerer.version:
                return Result("unchanged", origin, person_id, trouble=trouble)
            alone = not (self.four_eyes and (person_id is not None or origin == "disk"))
            return await self._change(files, files, origin, person_id, why, publish=alone, confirmed=confirmed)

    async def preview(
        self, *, person_id: int | None = None, why: str = "", origin: str = "preview",
        changed: Mapping[str, bytes] | None = None, edit: _Edit | None = None,
    ) -> Result:  # fmt: skip
        """Keep a draft of what the folder holds, and tell what it would change, replies to questions included.

        Args:
            changed: Files that stand in place of the folder's, or beside them; None for the folder as it is.
            edit: Makes of the folder's files those of the draft, in a thread; what it raises, this raises.
        """
        async with self._one:
            folder, faults = await self._read()
            if folder is None:
                return await self._noted(Result("faulty", origin, person_id, faults))
            files = folder
            if changed is not None or edit is not None:  # the folder may be behind what is served
                files = {**await self._with_edits(self.edition.answerer.knowledge.files), **(changed or {})}
            if edit is not None:
                files = dict(await asyncio.to_thread(edit, files))
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
            if draft.version == self.edition.answerer.version:  # another draft of the same was published
                await self.store.versions.discard(draft_id)
                return Result("unchanged", draft.origin, person_id)
            folder, _ = await self._read()
            if version_of(folder or {}) != draft.based_on:
                return await self._noted(Result("overtaken", draft.origin, person_id, draft=draft))
            try:
                answerer, checked = await self._prepare(draft.files)
            except KnowledgeError as error:
                return await self._noted(Result("faulty", draft.origin, person_id, error.faults, draft))
            if checked.faults and not confirmed:
                return await self._noted(Result("breaks", draft.origin, person_id, checked.faults, draft))
            return await self._publish(draft.files, answerer, draft.origin, person_id, draft.why, draft)

    async def discard(self, draft_id: str, *, person_id: int | None = None) -> Result:
        """Take a draft away. Result "unchanged", or "gone"."""
        gone = not await self.store.versions.discard(draft_id)
        if not gone:
            await self.note("discard", "done", person_id=person_id, detail=draft_id)
        return Result("gone" if gone else "unchanged", "draft", person_id)

    async def edited_on_disk(self) -> None:
        """Take up edits of the folder; what came of it goes to the listeners, the same faults once only.

        A folder that holds what it held the last time, or at the start, is left at that.
        """
        try:
            async with self._one:
                await self._read()
                now = version_of(self._held)
            if now == self._seen_on_disk:
                return
            result = await self.refresh(origin="disk")
            self._seen_on_disk = now
        except StoreError as error:
            result = Result("failed", "disk", trouble=str(error))
        seen = (result.kind, result.faults)
        if result.kind not in ("unchanged", "published") and seen != self._last_disk:
            await self._tell(result)
        self._last_disk = seen

    async def catch_up(self, number: int) -> None:
        """Serve a version that another process has published, if it is newer than what is served."""
        async with self._one:
            if number == self._unservable or (self._number is not None and number <= self._number):
                return
            if self._number is None:  # the store could not be read, or written, at the start
                try:
                    await self._begin()
                except KnowledgeError as error:
                    _log.error("version %d, published elsewhere, cannot be served: %s", number, error)
                    self._unservable = number
                return
            published = await self.store.versions.find(str(number))
            files = await self.store.versions.files(number)
            if published is None:
                return
            try:
                answerer, _ = await self._prepare(files, checks=False)
            except KnowledgeError as error:
                _log.error("version %d, published elsewhere, cannot be served: %s", number, error)
                self._unservable = number
                return
            edition = await asyncio.to_thread(self._made, answerer)
            await self._follow(published, edition)
            folder, _ = await self._read()
            if folder is not None and await self.store.versions.find(version_of(folder)) is not None:
                await self._write(published, files)

    async def _follow(self, published: Published, edition: Edition) -> None:
        """Serve what another process has published; tell of it, if nobody has: the command line tells nobody."""
        changes = self._changes_to(edition.answerer)
        self._edition, self._number = edition, published.number
        _log.info("serving version %s, published elsewhere", published.version)
        await self._tell_if_first(published, changes)

    async def make_up(self) -> None:
        """Tell of what was published while nobody was there to tell of it: at the start, or by the command line."""
        async with self._one:
            if self._number is None or not self.listeners:
                return
            told, published = await self.store.versions.last_told(), await self.store.versions.find(str(self._number))
            if told is None or published is None or told.number >= published.number:
                return
            try:
                before, _ = await self._prepare(await self.store.versions.files(told.number), checks=False)
                changes = compare_knowledge(before.knowledge, self.edition.answerer.knowledge)
            except KnowledgeError:
                changes = _NO_CHANGES
            await self._tell_if_first(published, changes)

    async def _tell_if_first(self, published: Published, changes: Changes) -> None:
        """Tell of a version that another process published, or this one at its start, unless somebody has."""
        try:
            first = bool(self.listeners) and await self.store.versions.tell(published.number)
        except StoreError as error:
            _log.error("version %s is served, but not told of: %s", published.version, error)
            return
        if first:
            of = published
            await self._tell(Result("published", of.origin, of.person_id, changes=changes, published=of))

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
            return await self._publish(files, answerer, origin, person_id, why)
        if ask:
            changes = await asyncio.to_thread(lambda: compare(self.edition.answerer, self._as_served(answerer)))
        else:
            changes = self._changes_to(answerer)
        draft = await self.store.versions.keep_draft(
            files, answerer.version, based_on=version_of(folder), person_id=person_id, origin=origin, why=why
        )
        kind: ResultKind = "drafted" if ask else "breaks" if checked.faults else "needs another"
        return await self._noted(Result(kind, origin, person_id, checked.faults, draft, changes))

    async def _publish(
        self, files: Mapping[str, bytes], answerer: Answerer, origin: str, person_id: int | None, why: str,
        draft: Draft | None = None,
    ) -> Result:  # fmt: skip
        """Keep a version, serve it, bring the folder to it, and tell."""
        changes = self._changes_to(answerer)
        written = self._is_held(answerer.version)
        edition = await asyncio.to_thread(self._made, answerer)
        published = await self.store.versions.publish(
            files, answerer.version, after=self._number, person_id=person_id, origin=origin, why=why, written=written,
            told=bool(self.listeners), draft_id=draft.id if draft is not None else None,
        )  # fmt: skip
        if published is None:
            newest = await self.store.versions.newest()
            if newest is None or newest.version != answerer.version:
                return await self._noted(Result("overtaken", origin, person_id, draft=draft))
            await self._follow(newest, edition)  # another process came first, with the same
            return Result("unchanged", origin, person_id)
        self._edition, self._number = edition, published.number
        _log.info("serving version %s (%s)", answerer.version, origin)
        edits = {} if origin == "rollback" else self._held  # those in the folder that are in this version too
        trouble = "" if written else await self._write(published, files, edits)
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
        self._edition = await asyncio.to_thread(self._made, answerer)
        if not newest.written:
            self._owed = answerer.knowledge.files

    # --- Small steps ------------------------------------------------------------------------------------------

    def _changes_to(self, answerer: Answerer) -> Changes:
        if self._edition is None:
            return Changes()
        return compare_knowledge(self._edition.answerer.knowledge, answerer.knowledge)

    async def _read(self) -> tuple[Mapping[str, bytes] | None, tuple[Fault, ...]]:
        """Return the files of the folder as if it held what is owed to it; None, and the faults, if it cannot be read.

        Where it cannot be written, what was published since would otherwise be taken for taken back.
        """
        self._held = {}
        try:
            if self.folder is None:
                self._held = self.edition.answerer.knowledge.files
            else:
                self._held = await asyncio.to_thread(read_files, self.folder)
        except KnowledgeError as error:
            return None, error.faults
        return self._held if self._owed is None else await self._with_edits(self._owed), ()

    async def _with_edits(self, files: Mapping[str, bytes]) -> dict[str, bytes]:
        """Return files with those that the folder was found to hold and that were never published in their place."""
        published = await self.store.versions.holds(self._held)
        return {**files, **{name: data for name, data in self._held.items() if name not in published}}

    def _is_held(self, version: str) -> bool:
        return self.folder is not None and version_of(self._held) == version

    async def _prepare(self, files: Mapping[str, bytes], *, checks: bool = True) -> tuple[Answerer, Checked]:
        """Return an answerer of files, and what became of their check questions. Raises KnowledgeError."""

        def prepare() -> tuple[Answerer, Checked]:
            answerer = answerer_of(files, cache=self._cache)
            if not checks:
                return answerer, Checked(0, 0, ())
            return answerer, check_questions(answerer.knowledge, self._as_served(answerer), min_right=self._min_right)

        return await asyncio.to_thread(prepare)

    async def _write(
        self, published: Published, files: Mapping[str, bytes], edits: Mapping[str, bytes] | None = None
    ) -> str:
        """Bring the folder to a version that was published; return why it could not be, "" if it was.

        edits: files that may be overwritten besides those that were published: whatever else the folder holds is an
        edit that is kept nowhere but there, and is left.
        """
        if self.folder is None:
            return ""
        self._owed = files
        try:
            over = (edits or {}, await self.store.versions.holds(self._held))
            left = await asyncio.to_thread(write_files, self.folder, files, over)
            self._owed = None
            if left:
                raise FileError(f"{', '.join(left)}: edited meanwhile, and left so; refresh publishes the edits")
            await self.store.versions.set_written(published.number)
        except (FileError, KnowledgeError, StoreError) as error:
            _log.error(
                "version %s is served, but the knowledge folder is not brought to it: %s", published.version, error
            )
            return str(error)
        return ""

    async def _pay(self) -> str:
        """Bring the folder to what is owed to it; return why it cannot be, "" if nothing is owed."""
        published = await self.store.versions.newest() if self._owed is not None else None
        if self._owed is None or published is None or published.number != self._number:
            return ""
        await self._read()
        return await self._write(published, self._owed)

    async def _noted(self, result: Result) -> Result:
        """Write a result into the audit; return it."""
        outcome: Outcome = "done" if result.kind in ("published", "drafted") else "refused"
        version = result.published.version if result.published else result.draft.version if result.draft else ""
        more = f"; {len(result.faults)} faults, first: {result.faults[0]}" if result.faults else ""
        await self.note(result.origin, outcome, person_id=result.person_id, detail=f"{result.kind} {version}{more}")
        return result

    async def note(
        self, what: str, outcome: Outcome, *, person_id: int | None, guild_id: int | None = None, detail: str = ""
    ) -> None:
        """Write down what somebody did, or tried; a store that fails is only logged."""
        try:
            await self.store.audit.note(what, outcome, person_id=person_id, guild_id=guild_id, detail=detail)
        except StoreError as error:
            _log.error("a deed (%s: %s) cannot be written into the audit: %s", what, outcome, error)

    async def _tell(self, result: Result) -> None:
        for listener in self.listeners:
            try:
                await listener(result)
            except Exception:  # what follows a publication must not undo it
                _log.exception("telling of a publication failed")

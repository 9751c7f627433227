"""The one way by which knowledge becomes what the bot answers from: proved whole, checked, kept, then served.

Files come from the knowledge folder, from a person or from an earlier version. Whatever is wrong with them, what is
served stays as it was. A version is first kept in the store, and then served; the folder is brought to it last, so
that a publication that is cut short at any moment is whole or has not happened, and is finished at the next start.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..core.answering.acceptance import lost_files, warnings_of
from ..core.answering.answerer import Answerer
from ..core.answering.version_diff import compare
from ..core.knowledge.loading import version_of
from ..core.search.vectors import Vectors
from ..errors import Fault, KnowledgeError, StoreError
from ..store import Draft, Outcome, Store
from .edition import Edition, Served
from .follower import Follower
from .maker import Maker
from .mirror import Mirror
from .result import Listener, Result, ResultKind, changed_figures, tell
from .start import Start

__all__ = ["Publisher"]

_log = logging.getLogger(__name__)
_Edit = Callable[[Mapping[str, bytes]], Mapping[str, bytes]]


@dataclass(frozen=True, slots=True)
class _Wish:
    """Who wants the knowledge changed: by what way, and why, as in Published."""

    origin: str
    person_id: int | None
    why: str


class Publisher:
    """Serves one edition at a time and replaces it. One change is worked on at a time; questions never wait for it.

    Args:
        store: Where versions and drafts are kept.
        folder: The knowledge folder; None where there is none, as in tests.
        edition: What is served until `start`; None to have it from there.
        cache, vectors: As for `compiled.answerer_of`.
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
        vectors: Vectors | None = None,
        min_right: float = 1.0,
        four_eyes: bool = False,
    ) -> None:
        self.store = store
        self.four_eyes = four_eyes
        self.listeners: list[Listener] = []
        """Called with each result that was published, and with those of edits on disk. Of several processes on one
        store one calls its listeners: that which published, or any other where that one has none."""
        self._served = Served(edition)
        self._mirror = Mirror(store.versions, self._served, folder)
        self._maker = Maker(cache=cache, vectors=vectors, min_right=min_right)
        self._start = Start(store.versions, self._served, self._mirror, self._maker)
        self._follower = Follower(store.versions, self._served, self._mirror, self._maker, self._start, self.listeners)
        self._one = asyncio.Lock()
        """Held by whoever changes what is served, or reads or writes the folder: all the parts above rely on it."""
        self._taken_up = ""
        """The version that the folder held when edits of it were last taken up, or at the start."""
        self._last_on_disk: tuple[str, tuple[Fault, ...]] | None = None
        """Kind and faults of what last came of an edit on disk, so that the same is told once only."""

    @property
    def folder(self) -> Path | None:
        """The knowledge folder; None where there is none."""
        return self._mirror.folder

    @property
    def edition(self) -> Edition:
        """What is served. Take it once for all that belongs together: the next moment it may be another."""
        return self._served.now

    @property
    def number(self) -> int | None:
        """The number of the newest version that is known of; None where the store could not be read."""
        return self._served.number

    @property
    def at_start(self) -> Result | None:
        """What was wrong with the folder at the start, None if nothing was."""
        return self._start.refused

    def serve(self, edition: Edition) -> None:
        """Serve an edition from now on, without keeping it."""
        self._served.edition = edition

    async def start(self) -> Edition:
        """Serve the version published last, or the folder if it holds something never published.

        A folder that is faulty, or breaks check questions, is not served; `at_start` and the log say so. A folder that
        a publication could not be written to, as the program ended meanwhile, is brought to it. A folder that is sound
        is served, whatever it breaks, where the store cannot be read or what it holds can be served no longer.

        Raises KnowledgeError if there is nothing sound to serve.
        """
        async with self._one:
            await self._start.begin()
            self._taken_up = self._mirror.held_version()
            for warning in warnings_of(self.edition.answerer.knowledge):
                _log.warning("%s", warning)
            return self.edition

    # --- Changes ----------------------------------------------------------------------------------------------

    async def refresh(
        self, *, person_id: int | None = None, why: str = "", origin: str = "refresh", confirmed: bool = False
    ) -> Result:
        """Publish what the knowledge folder holds now.

        confirmed: whether it is published although check questions fail.
        """
        wish = _Wish(origin, person_id, why)
        async with self._one:
            if self._served.edition is None:
                await self._start.take_up_newest()
            trouble = await self._mirror.pay()
            files, faults = await self._mirror.read()
            if files is None:
                return await self._noted(Result("faulty", origin, person_id, faults))
            if version_of(files) == self._served.version and await self._is_kept():
                return Result("unchanged", origin, person_id, trouble=trouble)
            alone = not (self.four_eyes and (person_id is not None or origin == "disk"))
            return await self._change(wish, files, files, publish=alone, confirmed=confirmed)

    async def preview(
        self, *, person_id: int | None = None, why: str = "", origin: str = "preview",
        changed: Mapping[str, bytes] | None = None, edit: _Edit | None = None,
    ) -> Result:  # fmt: skip
        """Keep a draft of what the folder holds, and tell what it would change, replies to questions included.

        Args:
            changed: Files that stand in place of the folder's, or beside them; None for the folder as it is.
            edit: Makes of the folder's files those of the draft, in a thread; what it raises, this raises.
        """
        wish = _Wish(origin, person_id, why)
        async with self._one:
            folder, faults = await self._mirror.read()
            if folder is None:
                return await self._noted(Result("faulty", origin, person_id, faults))
            files = folder
            if changed is not None or edit is not None:  # the folder may be behind what is served
                files = {**await self._mirror.with_edits(self._served.files), **(changed or {})}
            if edit is not None:
                files = dict(await asyncio.to_thread(edit, files))
            if version_of(files) == self._served.version:
                return Result("unchanged", origin, person_id)
            return await self._change(wish, files, folder, publish=False, ask=True)

    async def rollback(self, number: int, *, person_id: int | None = None, why: str = "") -> Result:
        """Publish an earlier version again, as a new version; with four eyes, make a draft of it."""
        wish = _Wish("rollback", person_id, why)
        async with self._one:
            files = await self.store.versions.files(number)
            if not files:
                return Result("gone", wish.origin, person_id)
            folder, _ = await self._mirror.read()
            if version_of(files) == self._served.version:
                return Result("unchanged", wish.origin, person_id)
            alone = not (self.four_eyes and person_id is not None)
            return await self._change(wish, files, folder or {}, publish=alone)

    async def publish(self, draft_id: str, *, person_id: int | None = None, confirmed: bool = False) -> Result:
        """Publish a draft.

        confirmed: whether it is published although check questions fail.
        """
        async with self._one:
            draft = await self.store.versions.draft(draft_id)
            if draft is None:
                return Result("gone", "draft", person_id)
            wish = _Wish(draft.origin, person_id, draft.why)
            if self.four_eyes and person_id is not None and person_id == draft.person_id:
                return await self._noted(Result("needs another", wish.origin, person_id, draft=draft))
            if draft.version == self._served.version:  # another draft of the same was published
                await self.store.versions.discard(draft_id)
                return Result("unchanged", wish.origin, person_id)
            folder, _ = await self._mirror.read()
            if version_of(folder or {}) != draft.based_on:
                return await self._noted(Result("overtaken", wish.origin, person_id, draft=draft))
            try:
                answerer = await self._maker.prove(draft.files)
            except KnowledgeError as error:
                return await self._noted(Result("faulty", wish.origin, person_id, error.faults, draft))
            failing = await self._failing(answerer)
            if failing and not confirmed:
                return await self._noted(Result("breaks", wish.origin, person_id, failing, draft))
            return await self._publish(wish, draft.files, answerer, draft)

    async def discard(self, draft_id: str, *, person_id: int | None = None) -> Result:
        """Take a draft away. Result "unchanged", or "gone"."""
        gone = not await self.store.versions.discard(draft_id)
        if not gone:
            await self.note("discard", "done", person_id=person_id, detail=draft_id)
        return Result("gone" if gone else "unchanged", "draft", person_id)

    # --- What changes from outside: see watching.py -----------------------------------------------------------

    async def edited_on_disk(self) -> None:
        """Take up edits of the folder; what came of it goes to the listeners, the same faults once only.

        A folder that holds what it held the last time, or at the start, is left at that.
        """
        try:
            async with self._one:
                await self._mirror.read()
                now = self._mirror.held_version()
            if now == self._taken_up:
                return
            result = await self.refresh(origin="disk")
            self._taken_up = now
        except StoreError as error:
            result = Result("failed", "disk", trouble=str(error))
        seen = (result.kind, result.faults)
        if result.kind not in ("unchanged", "published") and seen != self._last_on_disk:
            await tell(self.listeners, result)
        self._last_on_disk = seen

    async def catch_up(self, number: int) -> None:
        """Serve a version that another process has published, if it is newer than what is served."""
        async with self._one:
            await self._follower.catch_up(number)

    async def make_up(self) -> None:
        """Tell of what was published while nobody was there to tell of it: at the start, or by the command line."""
        async with self._one:
            await self._follower.make_up()

    async def _is_kept(self) -> bool:
        """Tell whether what is served was published: at the start the store may have failed. True without a folder."""
        if self.folder is None:
            return True
        return self._served.number is not None and await self.store.versions.find(self._served.version) is not None

    # --- Steps of a change ------------------------------------------------------------------------------------

    async def _change(
        self, wish: _Wish, files: Mapping[str, bytes], folder: Mapping[str, bytes], *,
        publish: bool, ask: bool = False, confirmed: bool = False,
    ) -> Result:  # fmt: skip
        """Prove files, and publish them or keep them as a draft.

        Args:
            folder: What the folder holds: a draft is published only while that is so.
            publish: Whether to publish them, if no check question fails; else they become a draft.
            ask: Whether to tell how replies to questions would change.
            confirmed: Whether to publish them although check questions fail.
        """
        try:
            answerer = await self._maker.prove(files)
        except KnowledgeError as error:
            return await self._noted(Result("faulty", wish.origin, wish.person_id, error.faults))
        failing = await self._failing(answerer)
        if publish and (confirmed or not failing):
            return await self._publish(wish, files, answerer)
        if ask:
            changes = await asyncio.to_thread(compare, self.edition.answerer, answerer)
        else:
            changes = self._served.changes_to(answerer.knowledge)
        draft = await self.store.versions.keep_draft(
            files, answerer.version, based_on=version_of(folder), person_id=wish.person_id, origin=wish.origin,
            why=wish.why,
        )  # fmt: skip
        kind: ResultKind = "drafted" if ask else "breaks" if failing else "needs another"
        return await self._noted(Result(kind, wish.origin, wish.person_id, failing, draft, changes))

    async def _failing(self, answerer: Answerer) -> tuple[Fault, ...]:
        """Return what has to be confirmed before an answerer is served: what it lost, and check questions that fail."""
        before = {} if self._served.edition is None else self._served.files
        return (*lost_files(before, answerer.knowledge.files), *await self._maker.check(answerer))

    async def _publish(
        self, wish: _Wish, files: Mapping[str, bytes], answerer: Answerer, draft: Draft | None = None
    ) -> Result:
        """Keep a version, serve it, bring the folder to it, and tell. draft: what it comes from, None if from none."""
        changes = self._served.changes_to(answerer.knowledge)
        written = self._mirror.is_at(answerer.version)
        edition = await self._maker.edition(answerer)
        published = await self.store.versions.publish(
            files, answerer.version, after=self._served.number, person_id=wish.person_id, origin=wish.origin,
            why=wish.why, written=written, told=bool(self.listeners), draft_id=draft.id if draft is not None else None,
            changed=changed_figures(changes, answerer.knowledge) if self.listeners else None,
        )  # fmt: skip
        if published is None:
            return await self._overtaken(wish, edition, draft)
        self._served.edition, self._served.number = edition, published.number
        self._mirror.move_on(files)
        _log.info("serving version %s (%s)", answerer.version, wish.origin)
        edits = {} if wish.origin == "rollback" else self._mirror.held  # those in the folder are in this version too
        trouble = "" if written else await self._mirror.write(published, files, edits)
        result = Result(
            "published", wish.origin, wish.person_id, changes=changes, published=published, draft=draft, trouble=trouble
        )
        await self._noted(result)
        await tell(self.listeners, result)
        return result

    async def _overtaken(self, wish: _Wish, edition: Edition, draft: Draft | None) -> Result:
        """Return what becomes of an edition that another process came before: if with the same, all is well."""
        newest = await self.store.versions.newest()
        if newest is None or newest.version != edition.answerer.version:
            return await self._noted(Result("overtaken", wish.origin, wish.person_id, draft=draft))
        await self._follower.follow(newest, edition)
        return Result("unchanged", wish.origin, wish.person_id)

    async def _noted(self, result: Result) -> Result:
        """Write a result into the audit; return it."""
        outcome: Outcome = "done" if result.kind in ("published", "drafted") else "refused"
        version = result.published.version if result.published else result.draft.version if result.draft else ""
        first = next((f", first in {fault.file}:{fault.line}" for fault in result.faults), "")  # without its words
        more = f"; {len(result.faults)} faults{first}" if result.faults else ""
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

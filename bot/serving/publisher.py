"""The one way by which knowledge becomes what the bot answers from: proved whole, checked, kept, then served.

Files come from the knowledge folder, from a person or from an earlier version. Whatever is wrong with them, what is
served stays as it was. A version is first kept in the store, and then served; the folder is brought to it last, so
that a publication that is cut short at any moment is whole or has not happened, and is finished at the next start.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ..core.answering.acceptance import to_confirm, warnings_of
from ..core.answering.answerer import Answerer
from ..core.answering.reply_changes import Replies
from ..core.answering.taking import Lesson, Taken
from ..core.knowledge.loading import version_of
from ..core.search.vectors import Vectors
from ..errors import Fault, KnowledgeError, StoreError, WorkError
from ..store import FOLDER, OPERATOR, Draft, Outcome, People, Person, Store
from .approval import Approval
from .edition import Edition, Served
from .eyes import Lack, Policy
from .follower import Follower
from .maker import Maker, Progress
from .mirror import Mirror
from .publication import Publication, Wish
from .result import Listener, Result, ResultKind, tell
from .start import Start
from .weighing import weigh
from .worker import Worker

__all__ = ["Publisher"]

_log = logging.getLogger(__name__)
_Edit = Callable[[Mapping[str, bytes]], Mapping[str, bytes]]
_NOBODY: People = frozenset()
_THE_FOLDER: People = frozenset([FOLDER])


class Publisher:
    """Serves one edition at a time and replaces it. One change is worked on at a time; questions never wait for it.

    Where a person_id is asked for, None is the operator, on the command line.

    Args:
        store: Where versions and drafts are kept.
        folder: The knowledge folder; None where there is none, as in tests.
        edition: What is served until `start`; None to have it from there.
        cache, vectors, worker: As for `Maker`.
        min_right: The share of check questions that must be right for a change to be published without being confirmed.
        policy: Which changes need others' approval before they are served. What is published by other processes is held
            against it as well.
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
        policy: Policy | None = None,
        worker: Worker | None = None,
    ) -> None:
        self.store = store
        self.policy = policy or Policy()
        self.listeners: list[Listener] = []
        """Called with each result that was published, and with those of edits on disk. Of several processes on one
        store one calls its listeners: that which published, or any other where that one has none."""
        versions, listeners = store.versions, self.listeners
        self._served = served = Served(edition)
        self._mirror = mirror = Mirror(versions, served, folder)
        self._maker = maker = Maker(cache=cache, vectors=vectors, min_right=min_right, worker=worker)
        self._approval = approval = Approval(self.policy, versions)
        self._start = Start(versions, served, mirror, maker, approval, store.audit)
        self._follower = Follower(versions, served, mirror, maker, approval, self._start, listeners)
        self._publication = Publication(store, served, mirror, maker, approval, self._follower, listeners)
        self._one = asyncio.Lock()
        """Held by whoever changes what is served, or reads or writes the folder: all the parts above rely on it."""
        self._taken_up = ("", "")
        """The version that the folder held when edits of it were last taken up, or at the start; and, with four eyes,
        what was served then: what waits in the folder is drafted anew for each."""
        self._last_on_disk: tuple[str, tuple[Fault, ...], str] | None = None
        """Kind, faults and draft of what last came of an edit on disk, so that the same is told once only."""
        self._beginning: asyncio.Task[None] | None = None

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
    def serves(self) -> bool:
        """Whether there is something that questions are answered with."""
        return self._served.edition is not None

    @property
    def served_number(self) -> int | None:
        """The number under which what is served was published; None if it was not, as far as is known."""
        return self._served.base

    @property
    def outcomes(self) -> Mapping[ResultKind, int]:
        """What became of wishes to change the knowledge, how often, since this process began."""
        return self._publication.outcomes

    @property
    def at_start(self) -> Result | None:
        """What was wrong with the folder at the start, None if nothing was."""
        return self._start.refused

    def serve(self, edition: Edition) -> None:
        """Serve an edition from now on, without keeping it."""
        self._served.take(edition, self._served.number, None)

    async def start(self, *, at_once: bool = False) -> Edition:
        """Serve the version published last, or the folder if it holds something never published.

        With four eyes, the newest version that was approved of, and a draft is made of what the folder holds besides.
        A folder that is faulty, or breaks check questions, is not served; `at_start` and the log say so. A folder that
        a publication could not be written to, as the program ended meanwhile, is brought to it. A folder that is sound
        is served, whatever it breaks, where the store cannot be read or what it holds can be served no longer.

        Args:
            at_once: Whether to return as soon as something published is served, though the folder holds news that are
                still being proved: what comes of them goes to the listeners.

        Raises KnowledgeError if there is nothing sound to serve; with four eyes, StoreError where the store cannot tell
        what was approved of.
        """
        self._beginning = beginning = asyncio.create_task(self._begin())
        early = asyncio.create_task(self._start.served_early.wait())
        try:
            await asyncio.wait([beginning, early] if at_once else [beginning], return_when=asyncio.FIRST_COMPLETED)
        finally:
            early.cancel()
        if beginning.done():
            beginning.result()
        else:
            beginning.add_done_callback(_logged)
        return self.edition

    async def _begin(self) -> None:
        async with self._one:
            await self._start.begin()
            self._taken_up = self._looked_at()
            for warning in warnings_of(self.edition.answerer.knowledge):
                _log.warning("%s", warning)
        if self.at_start is not None:
            await tell(self.listeners, self.at_start)

    async def stop(self) -> None:
        """Break off what change is being proved, and let no more be: the bot is stopping. One that is being published
        is waited for."""
        self._maker.stop()
        if self._beginning is not None:
            await asyncio.wait([self._beginning])
            if not self._beginning.cancelled():
                self._beginning.exception()  # whoever waited for it may have gone
        async with self._one:
            pass

    # --- Changes ----------------------------------------------------------------------------------------------

    async def refresh(
        self, *, person_id: int | None = None, why: str = "", origin: str = "refresh", confirmed: bool = False
    ) -> Result:
        """Publish what the knowledge folder holds now; with four eyes, make a draft of it.

        A person who asks for it approves of it with that; the operator does not, who has `publish` for it.

        confirmed: whether it is published although check questions fail.
        """
        approvers: People = _NOBODY if person_id is None else frozenset([person_id])
        wish = Wish(origin, person_id, why, _THE_FOLDER, approvers)
        async with self._one:
            await self._begun()
            trouble = await self._mirror.pay()
            files, faults = await self._mirror.read()
            if files is None:
                return await self._noted(Result("faulty", origin, person_id, faults))
            if version_of(files) == self._served.version and await self._is_kept():
                return Result("unchanged", origin, person_id, trouble=trouble)
            return await self._change(wish, files, version_of(files), confirmed=confirmed)

    async def preview(
        self, *, person_id: int | None = None, why: str = "", origin: str = "preview",
        changed: Mapping[str, bytes] | None = None, edit: _Edit | None = None, progress: Progress | None = None,
    ) -> Result:  # fmt: skip
        """Keep a draft, and tell what it would change, replies to questions included.

        With neither `changed` nor `edit` it is a draft of what the folder holds. Else it is one of what is served, with
        this change alone: what waits in the folder goes on waiting there, and once the draft is published it is merged
        into that (see Mirror.write). The draft takes the place of the person's earlier one of the same origin.

        Args:
            origin: By what way it comes, as in Published.
            changed: Files that stand in place of those served, or beside them.
            edit: Makes of the files served those of the draft, in a thread; what it raises, this raises.
            progress: Told how far it is; None: nobody is told.
        """
        alone = changed is not None or edit is not None
        wish = Wish(origin, person_id, why, frozenset([_who(person_id)]) if alone else _THE_FOLDER)
        async with self._one:
            if alone:
                files: Mapping[str, bytes] = {**self._served.files, **(changed or {})}
                files = dict(await asyncio.to_thread(edit, files)) if edit is not None else files
            else:
                folder, faults = await self._mirror.read()
                if folder is None:
                    return await self._noted(Result("faulty", origin, person_id, faults))
                files = folder
            if version_of(files) == self._served.version:
                return Result("unchanged", origin, person_id)
            return await self._change(wish, files, "" if alone else version_of(files), ask=True, progress=progress)

    async def weigh(
        self, lessons: Sequence[Lesson], others: Sequence[Lesson] = (), progress: Progress | None = None
    ) -> list[tuple[Taken, ...]]:
        """Return what questions would take if they were ways of asking, as `weighing.weigh` has it. Keeps nothing."""
        async with self._one:
            return await weigh(self._maker, self.edition.answerer, lessons, others, progress)

    async def rollback(self, number: int, *, person_id: int | None = None, why: str = "") -> Result:
        """Publish an earlier version again, as a new version; with four eyes, make a draft of it.

        The operator's word is their approval, too: it is enough where the policy says so.
        """
        who = frozenset([_who(person_id)])
        wish = Wish("rollback", person_id, why, who, who & {OPERATOR})
        async with self._one:
            await self._begun()
            files = await self.store.versions.files(number)
            if not files:
                return Result("gone", wish.origin, person_id)
            await self._mirror.read()
            if version_of(files) == self._served.version:
                return Result("unchanged", wish.origin, person_id)
            return await self._change(wish, files)

    async def publish(self, draft_id: str, *, person_id: int | None = None, confirmed: bool = False) -> Result:
        """Approve of a draft, and publish it if that is enough.

        confirmed: whether it is published although check questions fail.
        """
        async with self._one:
            await self._begun()
            draft = await self.store.versions.draft(draft_id)
            if draft is None:
                return Result("gone", "draft", person_id)
            wish = Wish(draft.origin, person_id, draft.why, draft.authors, draft.approvers)
            if draft.version == self._served.version:  # another draft of the same was published
                await self.store.versions.discard(draft_id)
                return Result("unchanged", wish.origin, person_id)
            folder, _ = await self._mirror.read()
            if draft.based_on != self._served.version or draft.folder not in ("", version_of(folder or {})):
                return await self._noted(Result("overtaken", wish.origin, person_id, draft=draft))
            approvers = await self._approved(draft, _who(person_id))
            wish, draft = replace(wish, approvers=approvers), replace(draft, approvers=approvers)
            lack = self._lack(wish, draft.files)
            if lack is not None:
                return await self._noted(Result("needs another", wish.origin, person_id, draft=draft, lack=lack))
            try:
                answerer = await self._maker.prove(draft.files)
            except KnowledgeError as error:
                return await self._noted(Result("faulty", wish.origin, person_id, error.faults, draft))
            failing = await self._failing(answerer)
            if failing and not confirmed:
                return await self._noted(Result("breaks", wish.origin, person_id, failing, draft))
            return await self._publication.publish(wish, draft.files, answerer, draft)

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
                now = self._looked_at()
            if now == self._taken_up:
                return
            result = await self.refresh(origin="disk")
            self._taken_up = now
        except StoreError as error:
            result = Result("failed", "disk", trouble=str(error))
        seen = (result.kind, result.faults, result.draft.id if result.draft is not None else "")
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

    async def _begun(self) -> None:
        """Take up what is to be served, where this process was not started but only publishes."""
        if self._served.edition is None:
            await self._start.take_up_newest()

    def _looked_at(self) -> tuple[str, str]:
        """Return what edits of the folder are taken up for once only."""
        return self._mirror.held_version(), self._served.version if self.policy else ""

    async def _change(
        self, wish: Wish, files: Mapping[str, bytes], folder: str = "", *, ask: bool = False, confirmed: bool = False,
        progress: Progress | None = None,
    ) -> Result:  # fmt: skip
        """Prove files, and publish them, or keep them as a draft if they lack approval or fail check questions.

        Args:
            folder: The version that the folder holds, if it is what the change consists of.
            ask: Whether to make a draft in any case, and to tell how replies to questions would change.
            confirmed: Whether to publish them although check questions fail.
            progress: Told how far it is; None: nobody is told.
        """
        try:
            answerer = await self._maker.prove(files, progress)
        except KnowledgeError as error:
            return await self._noted(Result("faulty", wish.origin, wish.person_id, error.faults))
        failing = await self._failing(answerer, progress)
        sound = not ask and (confirmed or not failing)
        if sound and self._lack(wish, files) is None:
            return await self._publication.publish(wish, files, answerer)
        draft = await self.store.versions.keep_draft(
            files, answerer.version, based_on=self._served.version, folder=folder, person_id=wish.person_id,
            origin=wish.origin, why=wish.why, authors=wish.authors, approvers=wish.approvers,
        )  # fmt: skip
        wish = replace(wish, approvers=draft.approvers)
        lack = self._lack(wish, files)
        if sound and lack is None:  # others had approved of the same before
            return await self._publication.publish(wish, files, answerer, draft)
        replies, trouble = await self._replies(answerer, progress) if ask else (None, "")
        changes = await asyncio.to_thread(self._served.changes_to, answerer.knowledge)
        kind: ResultKind = "drafted" if ask else "breaks" if failing else "needs another"
        return await self._noted(
            Result(kind, wish.origin, wish.person_id, failing, draft, changes, replies, trouble=trouble, lack=lack)
        )

    async def _replies(self, answerer: Answerer, progress: Progress | None) -> tuple[Replies | None, str]:
        """Return which replies an answerer would change; None, and why that is not known, if it takes too long."""
        try:
            return await self._maker.compare(self.edition.answerer, answerer, progress), ""
        except WorkError as error:
            return None, f"Which replies would change isn't known: {error}."

    async def _approved(self, draft: Draft, who: Person) -> People:
        """Return who approves of a draft, with somebody who does so now; authors do not count."""
        if who in draft.authors and not (who == OPERATOR and self.policy.folder == "operator"):
            return draft.approvers
        if not self.policy:
            return draft.approvers | {who}
        return await self.store.versions.approve(draft.id, who) or draft.approvers

    def _lack(self, wish: Wish, files: Mapping[str, bytes]) -> Lack | None:
        """Return what a change of what is served into files lacks.

        Where nothing is served, the operator installs what is to be: all of it in an empty store, and what they approve
        of where nothing that was published can be served any more.
        """
        served = self._served
        if served.edition is None and (served.number is None or OPERATOR in wish.approvers):
            return None
        before = {} if served.edition is None else served.files
        return self._approval.lacking(wish.authors, wish.approvers, before, files)

    async def _failing(self, answerer: Answerer, progress: Progress | None = None) -> tuple[Fault, ...]:
        """Return what has to be confirmed before an answerer is served: what it lost, and check questions that fail."""
        before = {} if self._served.edition is None else self._served.files
        return (*to_confirm(before, answerer.knowledge), *await self._maker.check(answerer, progress))

    async def _noted(self, result: Result) -> Result:
        return await self._publication.noted(result)

    async def note(
        self, what: str, outcome: Outcome, *, person_id: int | None, guild_id: int | None = None, detail: str = ""
    ) -> None:
        """Write down what somebody did, or tried; a store that fails is only logged."""
        await self._publication.note(what, outcome, person_id=person_id, guild_id=guild_id, detail=detail)


def _logged(beginning: asyncio.Task[None]) -> None:
    """Say why the folder was not dealt with, if it was not: something published is served already."""
    if not beginning.cancelled() and beginning.exception() is not None:
        _log.error("what the knowledge folder held at the start is not dealt with", exc_info=beginning.exception())


def _who(person_id: int | None) -> Person:
    return OPERATOR if person_id is None else person_id

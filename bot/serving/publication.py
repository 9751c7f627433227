"""A change becomes a version: kept first, then served, then written to the folder and told of. Each is written down."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..core.answering.answerer import Answerer
from ..errors import StoreError
from ..store import Draft, Outcome, People, Store
from .approval import Approval
from .edition import Edition, Served
from .follower import Follower
from .maker import Maker
from .mirror import Mirror
from .result import Listener, Result, ResultKind, changed_figures, tell

__all__ = ["Publication", "Wish"]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Wish:
    """Who wants the knowledge changed.

    origin: By what way, as in Published.
    person_id: Whose wish it is, None for the operator's, or an edit on disk.
    why: "" if nobody said.
    authors: Who made the change.
    approvers: Who approves of it, as far as is known: who wishes for it, if somebody else made it.
    """

    origin: str
    person_id: int | None
    why: str
    authors: People
    approvers: People = frozenset()


class Publication:
    """Publishes what was proved and approved of. Used by one task at a time: see Publisher."""

    def __init__(
        self, store: Store, served: Served, mirror: Mirror, maker: Maker, approval: Approval, follower: Follower,
        listeners: Sequence[Listener],
    ) -> None:  # fmt: skip
        self._store, self._served, self._mirror, self._maker = store, served, mirror, maker
        self._approval, self._follower, self._listeners = approval, follower, listeners
        self.outcomes: Counter[ResultKind] = Counter()
        """What became of the wishes so far."""

    async def publish(
        self, wish: Wish, files: Mapping[str, bytes], answerer: Answerer, draft: Draft | None = None
    ) -> Result:
        """Keep a version, serve it, bring the folder to it, and tell. draft: what it comes from, None if from none.

        Where nothing is served, as nothing published can be any more, the operator installs it as a whole.
        """
        served = self._served
        changes = await asyncio.to_thread(served.changes_to, answerer.knowledge)
        base = {} if served.edition is None else served.files
        written = self._mirror.is_at(answerer.version)
        edition = await self._maker.edition(answerer)
        published = await self._store.versions.publish(
            files, answerer.version, after=served.number, person_id=wish.person_id, origin=wish.origin,
            why=wish.why, written=written, told=bool(self._listeners),
            draft_id=draft.id if draft is not None else None, authors=wish.authors, approvers=wish.approvers,
            base=served.base, baseline=bool(self._approval.policy) and served.edition is None,
            changed=changed_figures(changes, answerer.knowledge) if self._listeners else None,
        )  # fmt: skip
        if published is None:
            return await self._overtaken(wish, edition, draft)
        served.take(edition, published.number, published.number)
        self._mirror.move_on(files)
        _log.info("serving version %s (%s)", answerer.version, wish.origin)
        if written:
            self._mirror.in_step()
        trouble = "" if written else await self._mirror.write(published, files, base)
        result = Result(
            "published", wish.origin, wish.person_id, changes=changes, published=published, draft=draft, trouble=trouble
        )
        await self.noted(result)
        if published.baseline:
            await self.note("install", "done", person_id=wish.person_id, detail=f"{published.version} as a whole")
        await tell(self._listeners, result)
        return result

    async def _overtaken(self, wish: Wish, edition: Edition, draft: Draft | None) -> Result:
        """Return what becomes of an edition that another process came before: if with the same, all is well."""
        newest = await self._store.versions.newest()
        same = newest is not None and newest.version == edition.answerer.version
        if newest is None or not same or not await self._approval.holds_for(newest):
            return await self.noted(Result("overtaken", wish.origin, wish.person_id, draft=draft))
        await self._follower.follow(newest, edition)
        return Result("unchanged", wish.origin, wish.person_id)

    async def noted(self, result: Result) -> Result:
        """Write a result into the audit; return it."""
        self.outcomes[result.kind] += 1
        outcome: Outcome = "done" if result.kind in ("published", "drafted") else "refused"
        version = result.published.version if result.published else result.draft.version if result.draft else ""
        first = next((f", first in {fault.file}:{fault.line}" for fault in result.faults), "")  # without its words
        more = f"; {len(result.faults)} faults{first}" if result.faults else ""
        what = f"; {result.changes.difference}" if result.changes.difference is not None else ""
        detail = f"{result.kind} {version}{what}{more}"
        await self.note(result.origin, outcome, person_id=result.person_id, detail=detail)
        return result

    async def note(
        self, what: str, outcome: Outcome, *, person_id: int | None, guild_id: int | None = None, detail: str = ""
    ) -> None:
        """Write down what somebody did, or tried; a store that fails is only logged."""
        try:
            await self._store.audit.note(what, outcome, person_id=person_id, guild_id=guild_id, detail=detail)
        except StoreError as error:
            _log.error("a deed (%s: %s) cannot be written into the audit: %s", what, outcome, error)

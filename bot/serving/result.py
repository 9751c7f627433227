"""What became of a wish to change the knowledge, and who is told of it."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from ..core.answering.reply_changes import Replies
from ..core.answering.version_diff import Changes
from ..core.knowledge.model import Knowledge
from ..errors import Fault
from ..store import ChangedFigures, Draft, Published
from .eyes import Lack

__all__ = ["Listener", "Result", "ResultKind", "changed_figures", "tell"]

_log = logging.getLogger(__name__)

ResultKind = Literal[
    "published",  # it is served now
    "unchanged",  # it is what was served already
    "drafted",  # it is kept as a draft, to be published or discarded
    "faulty",  # it cannot be served; see faults
    "breaks",  # check questions would fail; kept as a draft, to be confirmed
    "needs another",  # with four eyes: kept as a draft, until others have approved of it; see lack
    "unapproved",  # another process published it, and it lacks approval: it is not served here; see lack
    "overtaken",  # another version was published since it was made; or the folder changed, if it is the folder's
    "gone",  # there is no such draft or version
    "failed",  # it could not be kept; see trouble
]
_NO_CHANGES = Changes()


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a wish to change the knowledge.

    kind: See ResultKind.
    origin: By what way the wish came, as in Published; "draft" for a draft that is gone.
    person_id: Whose wish it was; None for the operator's, or an edit on disk.
    faults: For "faulty" all of them, for "breaks" the check questions that fail.
    draft: What waits to be published, or what was published from.
    changes: Against what was served before.
    replies: Which replies to questions would change; None where no questions were asked, as but for a preview.
    published: The version that it became; None if it became none. For "unapproved", that which is not served.
    lack: What a draft still lacks before it may be published; None if nothing.
    trouble: What could not be done besides, such as writing the folder; "" if all was done.
    """

    kind: ResultKind
    origin: str
    person_id: int | None = None
    faults: tuple[Fault, ...] = ()
    draft: Draft | None = None
    changes: Changes = _NO_CHANGES
    replies: Replies | None = None
    published: Published | None = None
    trouble: str = ""
    lack: Lack | None = None


Listener = Callable[[Result], Awaitable[None]]
"""What is called with a result; an exception of its own changes nothing."""


async def tell(listeners: Iterable[Listener], result: Result) -> None:
    """Call each listener with a result, one after the other."""
    for listener in tuple(listeners):
        try:
            await listener(result)
        except Exception:  # what follows a publication must not undo it
            _log.exception("telling of a publication failed")


def changed_figures(changes: Changes, knowledge: Knowledge) -> ChangedFigures:
    """Return the figures that changes are about, as the store keeps them until messages are corrected.

    knowledge: What is served from now on.
    """
    before = {new.id: old.figure.text if old.figure is not None else "" for old, new in changes.figures}
    topics = {knowledge.entries[id].topic for id in before}
    beside = [
        each.id
        for each in knowledge.entries.values()
        if each.topic in topics or before.keys() & {*each.contradicts, *each.confirms}
    ]
    return ChangedFigures(before, beside)  # those of a topic share charts

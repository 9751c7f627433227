"""Entries removed, put back and changed from Discord, as moderators are told of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from .limits import MAX_CHOICE, whole_lines
from .notes import MAX_NOTE, Note, as_typed

if TYPE_CHECKING:
    from ..core.knowledge.model import Entry, Silence
    from ..store import Published

__all__ = [
    "CHOOSE_REMOVED",
    "NOT_IN_BIN",
    "NO_PHRASING",
    "UNDO",
    "bin_choice",
    "bin_details",
    "binned",
    "phrasing_choice",
    "reason",
    "removed_id",
]

UNDO = "Undo"
CHOOSE_REMOVED = "Put one back"
NOT_IN_BIN = "That isn't in the bin any more: it was put back, or removed more than 30 days ago."
NO_PHRASING = "Nothing is asked for in those words. Start typing and choose from the list."
_REASON = re.compile(r"([a-z0-9-]{1,48}): ")


def reason(item: Entry | Silence, why: str) -> str:
    """Return what the history says of a change to an entry. why: what somebody gave as the reason, "" for nothing."""
    return f"{item.id}: {item.title}{f' ({why})' if why else ''}"


def removed_id(why: str) -> str:
    """Return which entry a reason is about; "" if it is none of `reason`."""
    found = _REASON.match(why)
    return found[1] if found is not None else ""


def binned(removals: Sequence[Published]) -> Note:
    """Return what was removed and can be put back, the newest first."""
    if not removals:
        return Note("The bin is empty. What is removed with /knowledge remove stays in it for 30 days.")
    lines = [f"- {as_typed(each.why)}, <t:{int(each.at)}:R>{_by(each)}" for each in removals]
    return Note(whole_lines(["Removed in the last 30 days:", *lines], MAX_NOTE))


def bin_choice(removal: Published) -> str:
    """Return a removal as a choice in a menu."""
    return removal.why[:MAX_CHOICE] or f"version {removal.number}"


def bin_details(removal: Published) -> str:
    """Return what stands below that choice."""
    return f"removed by version {removal.number}"


def phrasing_choice(phrasing: str, item: Entry | Silence) -> str:
    """Return a way of asking as a choice in a list, with where it leads."""
    lead = f" -> {item.id}"
    room = MAX_CHOICE - len(lead)
    return f"{phrasing if len(phrasing) <= room else phrasing[: room - 1] + chr(0x2026)}{lead}"


def _by(removal: Published) -> str:
    return f" by <@{removal.person_id}>" if removal.person_id is not None else ""

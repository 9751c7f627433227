"""What moderators did or tried: the audit, and what is said to those whose wish is refused or cannot be carried out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ..core.language.text import visible
from .limits import whole_lines
from .notes import MAX_NOTE, Note, as_typed, attached, typed_in

if TYPE_CHECKING:
    from ..store import Deed

__all__ = ["NOT_NOW", "audit", "deed_json", "deed_plain", "no_curator", "refused_try", "trouble"]

NOT_NOW = "I can't check right now whether you may do that. Please try again in a moment."


def audit(deeds: Sequence[Deed]) -> Note:
    """Return deeds, the newest first."""
    lines = []
    for deed in deeds:
        who = f"<@{deed.person_id}>" if deed.person_id is not None else "the operator"
        detail = f": {as_typed(deed.detail)}" if deed.detail else ""
        lines.append(f"<t:{int(deed.at)}:R> {who} {deed.what}, {deed.outcome}{detail}"[:400])
    text = whole_lines(lines, MAX_NOTE)
    whole = text.count("\n") + 1 >= len(lines)
    file = None if whole else attached("audit.txt", map(deed_plain, deeds))
    return Note(text or "Nothing has been done yet.", file)


def deed_plain(deed: Deed) -> str:
    """Return a deed as a line of plain text."""
    who = f"user {deed.person_id}" if deed.person_id is not None else "operator"
    where = f" in server {deed.guild_id}" if deed.guild_id is not None else ""
    detail = f": {visible(deed.detail)}" if deed.detail else ""
    return f"{_iso(deed.at)}  {visible(deed.what)}, {deed.outcome}, by {who}{where}{detail}"


def deed_json(deed: Deed) -> str:
    """Return a deed as a line of JSON, all keys always present. Ids of Discord are text, as in Discord's own JSON."""
    return json.dumps(
        {
            "id": deed.id,
            "at": _iso(deed.at),
            "person": str(deed.person_id) if deed.person_id is not None else None,
            "guild": str(deed.guild_id) if deed.guild_id is not None else None,
            "what": deed.what,
            "outcome": deed.outcome,
            "detail": deed.detail,
        }
    )


def refused_try(person_id: int, what: str) -> Note:
    """Return what a moderators' channel is told of somebody who tried what they may not do."""
    return Note(f"<@{person_id}> tried {what} and was refused: only moderators may do that.")


def trouble(error: Exception, typed: str = "") -> Note:
    """Return what somebody is told whose wish cannot be carried out. typed: what they typed into a form."""
    return typed_in(Note(f"That didn't work: {as_typed(str(error))[: MAX_NOTE - 300]}"), typed)


def no_curator(guild_id: int) -> str:
    """Return what moderators of a server are told that may not change the knowledge."""
    return (
        "This server may not change what I know. To allow it, whoever runs me has to set CURATOR_GUILDS "
        f"to this server's id, {guild_id} (see the README, under settings)."
    )


def _iso(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds")

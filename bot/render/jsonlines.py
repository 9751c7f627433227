"""A reply as one line of JSON, for programs."""

from __future__ import annotations

import json
from typing import Any

from ..core.answering.reply import Reply
from ..core.knowledge.model import Entry
from .entries import entry_lines
from .replies import plain

__all__ = ["as_json", "source_record"]


def as_json(reply: Reply) -> str:
    """Return a reply as one line of JSON with the keys of the contract, all always present."""
    entry = reply.entry
    source = source_record(entry) if entry is not None else None
    return json.dumps(
        {
            "question": reply.question.encode("utf-8", "replace").decode("utf-8"),
            "kind": reply.kind,
            "entry": entry.id if entry else None,
            "confidence": round(reply.confidence, 3),
            "text": plain(reply),
            "figure": entry.figure.text if entry and entry.figure else None,
            "evidence": " [...] ".join(excerpt.text for excerpt in entry.excerpts) or None if entry else None,
            "speaker": entry.speaker.name if entry and entry.speaker else None,
            "source": source,
            "also": [{"entry": other.id, "text": "\n".join(entry_lines(other, 1))} for other in reply.also],
            "suggestions": [{"entry": other.id, "title": other.title} for other in reply.suggestions],
            "version": reply.version,
        }
    )


def source_record(entry: Entry) -> dict[str, Any]:
    source = entry.source
    return {
        "id": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "published": source.published,
        "url": source.url,
        "paragraph": entry.excerpts[0].paragraph if entry.excerpts else None,
    }

"""What a button remembers: its custom id is all there is, so that it works after a restart. Knows nothing of Discord.

A custom id is "v1:<what>:<fields>", 100 characters at most. Entries are named by id where there is one of them, and by
a short hash of the id where there are several.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

from ..core.knowledge.model import Entry

__all__ = ["ALSO", "CANDIDATES", "ENTRY", "PERSON", "QUOTED", "candidates", "find_candidates", "quoted", "shorthand"]

ENTRY = r"(?P<entry>[a-z0-9-]{1,48})"
PERSON = r"(?P<person>[0-9]{1,20})"
CANDIDATES = r"(?P<candidates>[0-9a-f.]{0,53})"
ALSO = r"(?P<also>[0-9a-f.]{8,17})"  # of three questions in one, two
QUOTED = r"(?P<quoted>[0-9a-f.]{8,80})"
_MAX_CANDIDATES = 6
_MAX_QUOTED = 9


def shorthand(entry_id: str) -> str:
    """Return eight hexadecimal digits for an entry's id."""
    return blake2b(entry_id.encode(), digest_size=4).hexdigest()


def candidates(entries: Iterable[Entry]) -> str:
    """Return the custom-id field for up to six entries, in order."""
    return ".".join(shorthand(entry.id) for entry in list(entries)[:_MAX_CANDIDATES])


def quoted(entries: Iterable[Entry]) -> str:
    """Return the custom-id field for up to nine quotations, in order."""
    return ".".join(shorthand(entry.id) for entry in list(entries)[:_MAX_QUOTED])


def find_candidates(field: str, entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries of a field in its order, without those that are gone."""
    known = {shorthand(entry.id): entry for entry in entries}
    return [known[short] for short in field.split(".") if short in known]

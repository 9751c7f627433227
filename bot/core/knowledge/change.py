"""One thing that differs between two versions' files: its kind, where it stands, old and new. Finds nothing itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["KINDS", "SENSITIVE", "Change", "Kind"]

Kind = Literal[
    "help lines",  # whom to turn to, and what is said around them
    "calls",  # messages by which it is learnt who is in danger
    "fingerprints",  # what excerpts are proved against
    "sources",  # the header of a document
    "checks",
    "figures",  # as readers see them, calculated ones as well
    "vocabulary",
    "entries",
    "silences",
    "phrasings",
    "files",  # one that comes or goes
    "other bytes",  # comments, layout, spelling, order
]
KINDS: tuple[Kind, ...] = (
    "help lines", "calls", "fingerprints", "sources", "checks", "figures", "vocabulary", "entries", "silences",
    "phrasings", "files", "other bytes",
)  # fmt: skip
"""All of them, in the order in which people should hear of them."""
SENSITIVE: tuple[Kind, ...] = ("help lines", "calls", "fingerprints")
"""What can hurt somebody most: people's safety, and what all proof rests on."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference.

    Attributes:
        kind: What it is of.
        file: The file in which it stands.
        of: What it belongs to: the id of an entry, silence or source, the name of a help line, a check question;
            "" if to the file as a whole.
        key: Which field of that.
        old: What stood there; None if nothing did.
        new: What stands there now; None if nothing does.
        old_line: Where it stood, from 1; 0 if nowhere. Of other bytes without old ones: before which line.
        new_line: The same for now.
    """

    kind: Kind
    file: str
    of: str
    key: str
    old: str | None
    new: str | None
    old_line: int = 0
    new_line: int = 0

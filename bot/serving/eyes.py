"""Four eyes: what a change still lacks before it may be served. Pure: knows neither store nor folder nor Discord."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from ..core.knowledge.naming import is_sensitive
from ..store import FOLDER, OPERATOR, People

__all__ = ["FolderRule", "Lack", "Policy", "Scope", "lacking"]

Scope = Literal["off", "sensitive", "on"]
FolderRule = Literal["two", "operator"]


@dataclass(frozen=True, slots=True)
class Policy:
    """Which changes need whose eyes.

    scope: "on": every change; "sensitive": those of help lines, calls for help, and fingerprints of sources; "off":
        none.
    folder: Whose eyes a change needs that stands in the knowledge folder, where nobody can tell who made it: those of
        "two" moderators, or of the "operator", who confirms it on the command line. With "operator", what the operator
        confirms there needs nobody else's.
    """

    scope: Scope = "off"
    folder: FolderRule = "two"

    def __bool__(self) -> bool:
        """Tell whether any change needs a second pair of eyes."""
        return self.scope != "off"


@dataclass(frozen=True, slots=True)
class Lack:
    """What a change lacks.

    people: How many more people have to approve of it, who did not make it; 0 if it is for the operator alone.
    nobody: Whether nobody can tell who made it, as it comes from the folder.
    """

    people: int
    nobody: bool = False


def lacking(policy: Policy, authors: People, approvers: People, changed: Iterable[str]) -> Lack | None:
    """Return what a change lacks before it may be served; None if nothing.

    Args:
        authors: Who made it; with nobody, it is as if it came from the folder.
        approvers: Who approves of it. Its authors among them do not count.
        changed: The names of the files that it changes, adds or takes away.
    """
    if policy.scope == "off" or (policy.scope == "sensitive" and not any(map(is_sensitive, changed))):
        return None
    if policy.folder == "operator" and OPERATOR in approvers:
        return None
    nobody = FOLDER in authors or not authors
    if nobody and policy.folder == "operator":
        return Lack(0, nobody=True)
    people = (2 if nobody else 1) - len(approvers - authors)
    return Lack(people, nobody) if people > 0 else None

"""Drafted entries held to the knowledge base's own rules, all together; those that fail are left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from ..core.knowledge.held import Held
from ..core.knowledge.limits import MAX_ENTRIES
from ..core.knowledge.loading import load
from ..errors import DocumentError, Fault, KnowledgeError
from .draft import Draft, Drafted, Skipped
from .writing import Written, written_files

__all__ = ["MOST_ENTRIES", "proved"]

MOST_ENTRIES = 5_000
"""Entries of one draft: nobody looks through more. A report of 200 pages has about 2,000."""
_ROUNDS = 25


def proved(
    draft: Draft, files: Mapping[str, bytes], tell: Callable[[float], None] = lambda _: None
) -> tuple[Draft, Written]:
    """Return the draft without the entries that the loader refuses, and the files that it is written as.

    files: Those of the folder that it comes into. Raises KnowledgeError with faults that are not of a drafted entry:
    then the folder was faulty before. Raises DocumentError if they refuse one another without an end.
    """
    entries = _fitting(draft.entries, min(MOST_ENTRIES, MAX_ENTRIES - len(Held(files).ids)))
    draft = replace(draft, crowded=len(draft.entries) - len(entries))
    skipped: list[Skipped] = list(draft.skipped)
    for count in range(_ROUNDS):
        tell(count / _ROUNDS)
        current = replace(draft, entries=tuple(entries), skipped=tuple(skipped))
        made = written_files(current, files)
        if not entries:
            return current, made
        try:
            load({**files, **made.files})
        except KnowledgeError as error:
            refused = _refused(error.faults, made)
            if not refused and any(fault.file in made.files and fault.file != made.document for fault in error.faults):
                draft = replace(draft, same=(), names={})  # words of the document that make no vocabulary
                continue
            if not refused:
                raise
            skipped += [
                Skipped(
                    entries[at].figure or entries[at].title,
                    f"not proved: {why}",
                    entries[at].sentence,
                    entries[at].page,
                )
                for at, why in refused.items()
            ]
            entries = [each for at, each in enumerate(entries) if at not in refused]
            continue
        return current, made
    raise DocumentError("more stands in it than can be proved in one go: give a part of it")


def _fitting(entries: Sequence[Drafted], room: int) -> list[Drafted]:
    """Return as many entries as there is room for, in order; the doubtful ones go first."""
    if len(entries) <= room:
        return list(entries)
    by_worth = sorted(range(len(entries)), key=lambda at: (bool(entries[at].doubts), at))
    return [entries[at] for at in sorted(by_worth[: max(room, 0)])]


def _refused(faults: Sequence[Fault], made: Written) -> dict[int, str]:
    """Return the entries that faults are of, by their number, each with what is wrong."""
    found: dict[int, str] = {}
    for fault in faults:
        if fault.file == made.document:
            at = made.entry_at(fault.line)
            if at is not None:
                found.setdefault(at, fault.what)
    return found

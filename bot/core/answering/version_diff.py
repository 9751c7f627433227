"""Two versions of the knowledge side by side: what is new, gone or changed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..knowledge.model import Entry, Knowledge, Silence

__all__ = ["Changes", "Item", "Taught", "compare_knowledge"]

Item = Entry | Silence
"""What can be asked for."""


@dataclass(frozen=True, slots=True)
class Taught:
    """An entry or silence whose ways of asking changed.

    Attributes:
        item: The entry or silence, as it is now.
        added: How many ways of asking came.
        removed: How many went.
    """

    item: Item
    added: int
    removed: int


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs between two versions, each in the order of the base that holds it.

    Attributes:
        added: Entries and silences that are new.
        removed: Those that are gone.
        changed: Pairs of an entry or silence before and now, where anything but its ways of asking differs.
        taught: Those whose ways of asking differ.
    """

    added: tuple[Item, ...] = ()
    removed: tuple[Item, ...] = ()
    changed: tuple[tuple[Item, Item], ...] = ()
    taught: tuple[Taught, ...] = ()

    @property
    def figures(self) -> tuple[tuple[Entry, Entry], ...]:
        """The pairs of `changed` whose figure is another one."""
        return tuple(
            (old, new)
            for old, new in self.changed
            if isinstance(old, Entry) and isinstance(new, Entry) and old.figure != new.figure
        )


def compare_knowledge(old: Knowledge, new: Knowledge) -> Changes:
    """Return what differs between two bases, without asking any question."""
    before: dict[str, Item] = {**old.entries, **old.silences}
    after: dict[str, Item] = {**new.entries, **new.silences}
    both = [(before[id], item) for id, item in after.items() if id in before]
    return Changes(
        added=tuple(item for id, item in after.items() if id not in before),
        removed=tuple(item for id, item in before.items() if id not in after),
        changed=tuple(pair for pair in both if _said(pair[0]) != _said(pair[1])),
        taught=tuple(_taught(*pair) for pair in both if set(pair[0].asked) != set(pair[1].asked)),
    )


def _said(item: Item) -> Item:
    return replace(item, asked=(), not_asked=())


def _taught(old: Item, new: Item) -> Taught:
    before, after = set(old.asked), set(new.asked)
    return Taught(new, len(after - before), len(before - after))

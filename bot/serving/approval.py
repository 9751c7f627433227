"""Which published versions may be served here: those whose every change was approved of as the policy wants it.

That is asked of the store each time, whoever published a version: another process may go by another policy.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..store import People, Published, Versions
from .eyes import Lack, Policy, lacking

__all__ = ["Approval", "names_of_changed"]


class Approval:
    """Holds what is published, or is to be, against the policy."""

    def __init__(self, policy: Policy, versions: Versions) -> None:
        self.policy = policy
        self._versions = versions
        self._changed: dict[int, frozenset[str]] = {}
        """What versions changed, by number: it stays the same for ever."""

    def lacking(
        self, authors: People, approvers: People, before: Mapping[str, bytes], after: Mapping[str, bytes]
    ) -> Lack | None:
        """Return what a change of some files into others lacks before it may be served."""
        return lacking(self.policy, authors, approvers, names_of_changed(before, after))

    async def holds_for(self, published: Published) -> bool:
        """Tell whether a version may be served."""
        return not self.policy or published.number in await self._approved()

    async def newest(self) -> Published | None:
        """Return the newest version that may be served; None if none may, or there is none."""
        if not self.policy:
            return await self._versions.newest()
        approved = await self._approved()
        return approved[max(approved)] if approved else None

    async def before(self, number: int) -> Published | None:
        """Return the newest version that may be served and is older than another."""
        approved = await self._approved() if self.policy else {}
        return max(
            (each for each in approved.values() if each.number < number), key=lambda each: each.number, default=None
        )

    async def _approved(self) -> dict[int, Published]:
        """Return the versions that may be served, by number.

        A version stands on that which it changes: it may be served if that may be, and its own change was approved of.
        """
        found: dict[int, Published] = {}
        for each in reversed(await self._versions.history(None)):
            if each.baseline or (each.base in found and await self._lack_of(each) is None):
                found[each.number] = each
        return found

    async def _lack_of(self, published: Published) -> Lack | None:
        changed: frozenset[str] = frozenset()
        if self.policy.scope == "sensitive" and published.base is not None:
            if published.number not in self._changed:
                self._changed[published.number] = await self._versions.differing(published.number, published.base)
            changed = self._changed[published.number]
        return lacking(self.policy, published.authors, published.approvers, changed)


def names_of_changed(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> frozenset[str]:
    """Return the names of the files that are there in one of two bases alone, or are others in each."""
    return frozenset(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))

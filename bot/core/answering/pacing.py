"""When to speak unasked, and when it is enough. Time is an argument."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Hashable

from .reply import Reply

__all__ = ["Cooldown", "Recent", "speaks_unasked"]

# Unasked, only what is as sure as this is said.
_SURE_UNASKED = 0.95
_MAX_KEYS = 10_000


class Cooldown:
    """Allows so many uses within so many seconds, for each key of its own.

    Args:
        uses: How many.
        per_s: Within how many seconds, counted back from each use.
    """

    def __init__(self, uses: int, per_s: float) -> None:
        self._uses = uses
        self._per_s = per_s
        self._taken: OrderedDict[Hashable, deque[float]] = OrderedDict()

    def take(self, key: Hashable, now_s: float) -> float:
        """Take one use and return 0.0, or take none and return for how many seconds there is none to be had."""
        taken = self._taken.setdefault(key, deque())
        self._taken.move_to_end(key)
        while taken and taken[0] <= now_s - self._per_s:
            taken.popleft()
        while len(self._taken) > _MAX_KEYS:
            self._taken.popitem(last=False)
        if len(taken) >= self._uses:
            return taken[0] + self._per_s - now_s
        taken.append(now_s)
        return 0.0


class Recent:
    """Remembers for some time what was said where, so that it is not said there again."""

    def __init__(self, for_s: float) -> None:
        self._for_s = for_s
        self._said: OrderedDict[tuple[int, str], float] = OrderedDict()

    def note(self, channel_id: int, entry_id: str, now_s: float) -> None:
        """Note that an entry stands in a channel now."""
        self._said[channel_id, entry_id] = now_s
        self._said.move_to_end((channel_id, entry_id))
        while len(self._said) > _MAX_KEYS:
            self._said.popitem(last=False)

    def stands(self, channel_id: int, entry_id: str, now_s: float) -> bool:
        """Tell whether the entry was said in the channel within the time."""
        said_s = self._said.get((channel_id, entry_id))
        return said_s is not None and now_s - said_s < self._for_s


def speaks_unasked(reply: Reply, *, confirming: bool) -> bool:
    """Tell whether a reply may be given in a channel where nobody asked the bot.

    Only a sure answer to an open question, or the correction of a claim; never "I don't know", never a guess. Help
    lines always.
    """
    if reply.kind == "signpost":
        return True
    sure = reply.kind == "answer" and reply.confidence >= _SURE_UNASKED
    return sure and (not confirming or bool(reply.corrections))

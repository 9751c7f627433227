"""When it is enough, what was said where and to whom, and so whether it is said again. Time is an argument."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Hashable
from typing import Literal

__all__ = ["Cooldown", "Lately", "Pace", "Recent", "Way"]

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


Way = Literal["asked", "commanded", "used", "typed", "overheard"]
"""A message to the bot; a command or menu of messages; a button, menu or form; what is typed so far, for which there is
something to choose from; a message to nobody in particular, where the bot listens."""

_USES: dict[Way, int] = {"asked": 5, "commanded": 10, "used": 20, "typed": 40, "overheard": 10}
_PER_S = 15.0
_TRUSTED = 6  # times as many: whoever likes can have a server of their own, and be trusted there


class Pace:
    """How often one person may ask, in each of the ways there are. Nobody asks as often with their own hands."""

    def __init__(self) -> None:
        self._taken = {
            (way, times): Cooldown(uses * times, _PER_S) for way, uses in _USES.items() for times in (1, _TRUSTED)
        }

    def take(self, way: Way, person_id: int, now_s: float, *, trusted: bool = False) -> float:
        """Take one use and return 0.0, or take none and return for how many seconds there is none to be had.

        trusted: whether they look after the server, and may do more in it.
        """
        return self._taken[way, _TRUSTED if trusted else 1].take(person_id, now_s)


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


class Lately:
    """Remembers for some time which message was the last to somebody in a place, so that theirs goes on from it."""

    def __init__(self, for_s: float) -> None:
        self._for_s = for_s
        self._last: OrderedDict[tuple[int, int], tuple[int, float]] = OrderedDict()

    def note(self, channel_id: int, person_id: int, message_id: int, now_s: float) -> None:
        """Note that a message to somebody stands in a channel now."""
        self._last[channel_id, person_id] = message_id, now_s
        self._last.move_to_end((channel_id, person_id))
        while len(self._last) > _MAX_KEYS:
            self._last.popitem(last=False)

    def last(self, channel_id: int, person_id: int, now_s: float) -> int | None:
        """Return the id of the last message to somebody in a channel; None if there was none within the time."""
        message_id, said_s = self._last.get((channel_id, person_id), (None, 0.0))
        return message_id if now_s - said_s <= self._for_s else None

    def forget(self, person_id: int) -> None:
        """Forget the messages to somebody."""
        for key in [key for key in self._last if key[1] == person_id]:
            del self._last[key]

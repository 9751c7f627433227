"""Who put a question again in other words, after it had found no answer or another one. Knows no clock and no words:
whether the two ask for the same, `learning.follows` says."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace

__all__ = ["Put", "Rephrased", "Rephrasings"]

_MOST_PLACES = 2_000  # people in places; some two megabytes
_MOST_MISSED = 3


@dataclass(frozen=True, slots=True)
class Put:
    """A question that somebody put.

    Attributes:
        text: What it said; "" if that has not mattered so far, as it was answered and none before it was in vain.
        sent_id: The id of the message that replied to it.
        entry: The id of the entry that answered it; None if none did.
    """

    text: str
    sent_id: int
    entry: str | None


@dataclass(frozen=True, slots=True)
class Rephrased:
    """Questions that found no answer, or another one, and one put after them that did.

    Attributes:
        missed: The former, the oldest first.
        found: The latter; it has an entry.
        then: What was said next, without a word against the answer; None if they said that it helped.
    """

    missed: tuple[Put, ...]
    found: Put
    then: str | None


@dataclass(frozen=True, slots=True)
class _Held:
    """What somebody put in a place lately. found: the last question, if it was answered and the answer stands."""

    missed: tuple[Put, ...] = ()
    found: Put | None = None
    at_s: float = 0.0


class Rephrasings:
    """Remembers for some time what people put in vain, each in each place, until they find it. In memory alone."""

    def __init__(self, within_s: float) -> None:
        self._within_s = within_s
        self._held: OrderedDict[tuple[int, int], _Held] = OrderedDict()

    def seeks(self, place: int, person_id: int) -> bool:
        """Tell whether somebody has put something in vain there: then it matters what they say next."""
        return bool(self._held.get((place, person_id), _Held()).missed)

    def put(self, place: int, person_id: int, put: Put, now_s: float) -> Rephrased | None:
        """Note a question; return what the one before it had found, if it followed one that had found nothing."""
        held = self._held.pop((place, person_id), _Held())
        if now_s - held.at_s > self._within_s:
            held = _Held()
        rephrased = self._rephrased(held, put.text)
        missed = held.missed if held.found is None else ()
        in_vain = put.entry is None
        missed = (*missed, put)[-_MOST_MISSED:] if in_vain else missed
        self._held[place, person_id] = _Held(missed, None if in_vain else put, now_s)
        while len(self._held) > _MOST_PLACES:
            self._held.popitem(last=False)
        return rephrased

    def said(self, place: int, person_id: int, text: str) -> Rephrased | None:
        """Note that somebody said what asks nothing; return what they had found before."""
        held = self._held.pop((place, person_id), _Held())
        return self._rephrased(held, text)

    def helped(self, sent_id: int, person_id: int) -> Rephrased | None:
        """Note that a reply helped whom it was for; return what was found by it."""
        for key, held in self._of(person_id):
            if held.found is not None and held.found.sent_id == sent_id:
                self._held[key] = replace(held, missed=())
                return self._rephrased(held, None)
        return None

    def contested(self, sent_id: int, person_id: int, text: str) -> None:
        """Note that a reply is not what was asked for: its question is still to find its answer.

        text: The question; "" if nothing of it may be held.
        """
        for key, held in self._of(person_id):
            if held.found is not None and held.found.sent_id == sent_id:
                missed = (*held.missed, replace(held.found, text=text)) if text else held.missed
                self._held[key] = replace(held, missed=missed[-_MOST_MISSED:], found=None)

    def drop(self, sent_id: int) -> None:
        """Forget the question of a reply: it found its answer otherwise, or is no longer put so."""
        for key, held in list(self._held.items()):
            found = held.found if held.found is None or held.found.sent_id != sent_id else None
            self._held[key] = replace(
                held, missed=tuple(put for put in held.missed if put.sent_id != sent_id), found=found
            )

    def end(self, place: int, person_id: int) -> None:
        """Forget what somebody put in a place."""
        self._held.pop((place, person_id), None)

    def purge(self, now_s: float) -> float | None:
        """Forget all that was put too long ago; return when the oldest was put that is left, None if nothing is."""
        for key in [key for key, held in self._held.items() if now_s - held.at_s > self._within_s]:
            del self._held[key]
        return min((held.at_s for held in self._held.values()), default=None)

    def forget(self, person_id: int) -> None:
        """Forget what somebody put anywhere."""
        for key, _ in self._of(person_id):
            del self._held[key]

    def _of(self, person_id: int) -> list[tuple[tuple[int, int], _Held]]:
        return [(key, held) for key, held in self._held.items() if key[1] == person_id]

    @staticmethod
    def _rephrased(held: _Held, then: str | None) -> Rephrased | None:
        return Rephrased(held.missed, held.found, then) if held.missed and held.found is not None else None

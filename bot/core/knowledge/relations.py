"""How the entries of a base stand to each other: in one paragraph, about one topic, by one speaker, figures of one
whole. Knows nothing of questions."""

from __future__ import annotations

from collections.abc import Iterable

from .model import Entry, Figure, Knowledge, Silence

__all__ = ["Relations"]


class Relations:
    """Tells what goes with an entry. Built once per version; then read only."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._entries = tuple(knowledge.entries.values())
        self._silences = tuple(knowledge.silences.values())
        self._at = {entry.id: at for at, entry in enumerate(self._entries)}
        self._places = {
            entry.id: frozenset((entry.source.id, excerpt.paragraph) for excerpt in entry.excerpts)
            for entry in self._entries
        }

    def distance(self, one: Entry, other: Entry) -> int | None:
        """Return how many paragraphs lie between the words of two entries, 0 in the same; None in different sources,
        and of a paraphrase."""
        found = [
            abs(left - right)
            for source, left in self._places[one.id]
            for place, right in self._places[other.id]
            if source == place
        ]
        return min(found, default=None)

    def same_speaker(self, one: Entry, other: Entry) -> bool:
        """Tell whether both quote the same speaker."""
        return one.speaker is not None and one.speaker == other.speaker

    def same_topic(self, one: Entry, other: Entry) -> bool:
        """Tell whether both stand under the same topic, and have one."""
        return bool(one.topic) and one.topic == other.topic

    def same_figures(self, one: Entry, other: Entry) -> bool:
        """Tell whether the figure of one is the whole, a part or a share of the other's, or of the same whole."""
        if one.figure is None or other.figure is None:
            return False
        return not _family(one, one.figure).isdisjoint(_family(other, other.figure))

    def whole_of(self, entry: Entry) -> Entry | None:
        """Return the entry that gives the whole of a figure; None where there is none."""
        figure = entry.figure
        if figure is None:
            return None
        id = figure.whole_id or (figure.operands[1] if figure.operator in ("of", "/") else None)
        if id is None and figure.operator == "-":
            whole, part = (self.entry(operand) for operand in figure.operands)
            of_part = part.figure.whole_id if part is not None and part.figure is not None else None
            return whole if whole is not None and of_part == whole.id else None
        return self.entry(id) if id is not None else None

    def entry(self, id: str) -> Entry | None:
        """Return the entry of an id; None if there is none."""
        return self._entries[self._at[id]] if id in self._at else None

    def rest_of(self, entry: Entry) -> Entry | None:
        """Return the entry that gives what is left of the whole of a figure; None where there is none."""
        return next(
            (
                other
                for other in self._entries
                if other.figure is not None
                and other.figure.operator == "-"
                and other.figure.operands[1] == entry.id
                and (whole := self.whole_of(entry)) is not None
                and other.figure.operands[0] == whole.id
            ),
            None,
        )

    def share_of(self, entry: Entry) -> Entry | None:
        """Return the entry whose figure is this one's share of a whole; None if there is none."""
        return next(
            (
                other
                for other in self._entries
                if other.figure is not None and other.figure.unit == "%" and other.figure.operands[:1] == (entry.id,)
            ),
            None,
        )

    def difference_of(self, one: Entry, other: Entry) -> Entry | None:
        """Return the entry that gives the difference of two figures; None if there is none."""
        both = {one.id, other.id}
        return next(
            (
                each
                for each in self._entries
                if each.figure is not None and each.figure.operator == "-" and set(each.figure.operands) == both
            ),
            None,
        )

    def silences_near(self, entries: Iterable[Entry]) -> tuple[Silence, ...]:
        """Return what the report is known not to say that stands near some entries, in the order of the files."""
        ids = {entry.id for entry in entries}
        return tuple(silence for silence in self._silences if not ids.isdisjoint(silence.near))

    def around(self, entry: Entry) -> tuple[Entry, ...]:
        """Return the entries of the same topic, paragraph, speaker or figures, the nearest in the base first: those
        that come after it before those that come before it."""
        at = self._at[entry.id]
        found = [
            other
            for other in self._entries
            if other is not entry
            and (
                self.same_topic(entry, other)
                or self.distance(entry, other) == 0
                or self.same_speaker(entry, other)
                or self.same_figures(entry, other)
            )
        ]
        return tuple(sorted(found, key=lambda other: (self._at[other.id] < at, abs(self._at[other.id] - at))))


def _family(entry: Entry, figure: Figure) -> set[str]:
    return {entry.id, *figure.operands, *([figure.whole_id] if figure.whole_id else [])}

"""Which reply answers for another entry too: it shows the same words of the source, and nothing else before them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from ..knowledge.fingerprint import within
from ..knowledge.model import Entry, Knowledge, Speaker

__all__ = ["covers", "shares"]


def covers(knowledge: Knowledge) -> dict[str, frozenset[str]]:
    """Return for each entry the ids of those that its reply answers too: it has their words,
    and no other figure or speaker in front of these."""
    nearby: dict[tuple[str, int], list[Entry]] = defaultdict(list)
    for entry in knowledge.entries.values():
        for paragraph in {excerpt.paragraph for excerpt in entry.excerpts}:
            nearby[entry.source.id, paragraph].append(entry)
    found: dict[str, frozenset[str]] = {}
    for entry in knowledge.entries.values():
        places = {(entry.source.id, excerpt.paragraph) for excerpt in entry.excerpts}
        others = {other.id: other for place in places for other in nearby[place] if other is not entry}
        found[entry.id] = frozenset(id for id, other in others.items() if _answers(entry, other))
    return found


def shares(knowledge: Knowledge, covered: Mapping[str, frozenset[str]]) -> dict[str, Entry]:
    """Return for each share by id the part that it is the share of, where both replies show the same two numbers.

    covered: As `covers` has it.
    """
    return {
        share.id: knowledge.entries[id]
        for share in knowledge.entries.values()
        for id in covered[share.id]
        if _is_share_of(share, knowledge.entries[id])
    }


def _is_share_of(share: Entry, part: Entry) -> bool:
    """Tell whether an entry's figure is another's share of its whole: both then show the same two numbers."""
    if share.figure is None or part.figure is None or part.figure.whole_id is None:
        return False
    return share.figure.operands == (part.id, part.figure.whole_id) and share.figure.unit == "%"


def _names(entry: Entry, speaker: Speaker) -> bool:
    return any(within(speaker.name, text) for text in (entry.says, *(excerpt.text for excerpt in entry.excerpts)))


def _answers(entry: Entry, other: Entry) -> bool:
    if _is_share_of(entry, other) or _is_share_of(other, entry):
        return True
    if other.speaker is not None and other.speaker != entry.speaker and not _names(entry, other.speaker):
        return False
    own = entry.figure
    if other.figure is not None and own is not None:
        if own.value is None or other.figure.value is None:
            return False
        shares = {own.value, own.value / own.whole if own.whole else own.value}
        if other.figure.value not in shares:
            return False
    return all(any(within(excerpt.text, mine.text) for mine in entry.excerpts) for excerpt in other.excerpts)

"""Who said what about something: the quotations of a base that are about a subject, each statement once."""

from __future__ import annotations

from collections.abc import Sequence

from ..knowledge.catalogue import Catalogue
from ..knowledge.model import Entry
from ..language.text import fold
from .answerer import Answerer

__all__ = ["quoted"]


def quoted(answerer: Answerer, catalogue: Catalogue, speaker: str | None, about: str | None) -> list[Entry]:
    """Return the quotations of a speaker that are about something, the likest first; of all and everything where "" or
    None is given. A part of the speaker's name or role is enough.

    A quotation is about something if it, or a way of asking for it, has every word of that which tells anything. One
    that is a part of another that is returned is left out.
    """
    wanted = fold(speaker or "")
    found: Sequence[Entry] = [
        entry
        for entry in catalogue.quotations
        if entry.speaker is not None and wanted in fold(f"{entry.speaker.name} {entry.speaker.role}")
    ]
    if about:
        found = _about(answerer, about, found)
    return [entry for entry in found if not any(_is_part(entry, other) for other in found)]


def _about(answerer: Answerer, about: str, entries: Sequence[Entry]) -> Sequence[Entry]:
    message = answerer.read(about)
    told = [(term.repaired or term.typed).split()[-1] for term in message.terms if not term.little]
    if not told:
        return entries
    supports = answerer.decider.subjects.supports
    found = [entry for entry in entries if all(supports(word, entry) for word in told)]
    likely = {match.target.id: match.probability for match in answerer.matcher.rank(message).matches}
    return sorted(found, key=lambda entry: -likely.get(entry.id, 0.0))


def _is_part(entry: Entry, other: Entry) -> bool:
    """Tell whether what an entry quotes stands in what another quotes; of two that are the same, in the first."""
    if entry is other or entry.source.id != other.source.id or entry.speaker != other.speaker:
        return False
    part, whole = (f" {fold(each.quote).strip(' .')} " for each in (entry, other))
    return part in whole and (part != whole or entry.id > other.id)

"""A ranking -> what to do about it: answer, suggest, or say that the report does not say. Knows nothing of words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field

from ..knowledge.model import Entry, Silence
from ..search.matching import Match, Ranking
from .premise import Premise

__all__ = ["Bars", "Decision", "decide"]


_NO_PREMISE = Premise()
_CLEARLY = 2.0  # so many times as probable as the other, an entry is what the question's premises are held against
_WORTH_MENTIONING = 0.05  # probability of an entry that is to stand beside another


@dataclass(frozen=True, slots=True)
class Bars:
    """Probabilities from which something is done, inclusive. Learnt together with the weights.

    Attributes:
        answer: An entry answers, or two do together.
        alone: An entry answers alone; below, the next likely one stands beside it.
        part: An entry answers one of several questions in a message.
        suggest: An entry is worth suggesting.
        silence: A silence is what was asked for.
    """

    answer: float
    alone: float
    part: float
    suggest: float
    silence: float


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do about a message.

    Attributes:
        entry: What answers; None if nothing is sure enough.
        confidence: Of the entry, 0.0 to 1.0; without one, that there is none to give.
        silence: What is asked for and the report does not say; None if that is not known.
        sure_silence: The probability of the silence; 0.0 if it was not surely asked for.
        suggestions: Entries that may be meant, the likeliest first; three at most.
        premise: What the message takes for granted, beside the entry.
        also: What answers beside the entry: another that may be meant, or those of the other questions in a message.
        ranking: What was decided on.
    """

    entry: Entry | None
    confidence: float
    silence: Silence | None = None
    sure_silence: float = 0.0
    suggestions: tuple[Entry, ...] = ()
    premise: Premise = _NO_PREMISE
    also: tuple[Entry, ...] = ()
    ranking: Ranking | None = field(default=None, compare=False, repr=False)


def decide(
    ranking: Ranking,
    *,
    covers: Mapping[str, Set[str]],
    examine: Callable[[Entry], Premise],
    bars: Bars,
) -> Decision:
    """Decide on a ranking.

    Args:
        covers: For each entry's id the ids of those whose question its reply answers too; their probabilities count
            for it, since either reply would be right.
        examine: Holds the question's premises against an entry.
        bars: The probabilities needed.

    The most probable entry answers if its probability, with those it covers, reaches the bar and beats every silence's
    and "none of these"; failing that, the entry that covers most, on the same terms. One that is not sure enough to
    answer alone is joined by the next likely, if that has a likelihood worth mentioning: two facts, of which the reader
    takes the one that was meant. An entry that the question's premises block is suggested at most.
    """
    sure = {match.target.id: _with_covered(match, ranking, covers) for match in ranking.matches}
    entries = [match for match in ranking.matches if isinstance(match.target, Entry)]
    silences = [match for match in ranking.matches if isinstance(match.target, Silence)]
    silence = silences[0] if silences else None
    rival = max(silence.probability if silence else 0.0, ranking.none)
    if entries:
        best = entries[0]
        if sure[best.target.id] < bars.answer:
            best = max(entries, key=lambda match: sure[match.target.id])
        entry, confidence = best.target, sure[best.target.id]
        assert isinstance(entry, Entry)
        premise = examine(entry)
        beside = None if confidence >= bars.alone or premise.blocked else _beside(entry, entries, covers, examine)
        if beside is not None:
            confidence = min(1.0, confidence + beside.probability)
        if confidence >= bars.answer and confidence > rival and not premise.blocked:
            if beside is None:
                return Decision(entry, confidence, premise=premise, ranking=ranking)
            assert isinstance(beside.target, Entry)
            clearly = best.probability >= _CLEARLY * beside.probability
            held = premise if clearly else _NO_PREMISE
            return Decision(entry, confidence, premise=held, also=(beside.target,), ranking=ranking)
    missing = 1.0 - max((sure[match.target.id] for match in entries), default=0.0)
    if silence is not None and silence.probability >= bars.silence and silence.probability >= ranking.none:
        assert isinstance(silence.target, Silence)
        return Decision(None, missing, silence.target, silence.probability, ranking=ranking)
    likely = [match.target for match in entries if sure[match.target.id] >= bars.suggest]
    suggestions = tuple(target for target in likely[:3] if isinstance(target, Entry))
    return Decision(None, missing, suggestions=suggestions, ranking=ranking)


def _beside(
    entry: Entry,
    entries: list[Match],
    covers: Mapping[str, Set[str]],
    examine: Callable[[Entry], Premise],
) -> Match | None:
    """Return the likeliest other entry that says something else and fits the question's premises; None if there is none
    that is likely enough to be mentioned."""
    for match in entries:
        if match.probability < _WORTH_MENTIONING:
            return None
        assert isinstance(match.target, Entry)
        told = match.target is entry or match.target.id in covers.get(entry.id, frozenset())
        if not told and not examine(match.target).blocked:
            return match
    return None


def _with_covered(match: Match, ranking: Ranking, covers: Mapping[str, Set[str]]) -> float:
    covered = covers.get(match.target.id, frozenset())
    return min(1.0, match.probability + sum(m.probability for m in ranking.matches if m.target.id in covered))

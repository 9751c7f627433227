"""A ranking -> what to do about it: answer, suggest, or say that the report does not say. Knows nothing of words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field

from ..knowledge.model import Entry, Silence
from ..search.matching import Match, Ranking
from .premise import Premise

__all__ = ["Bars", "Decision", "Option", "decide", "given", "options", "with_covered"]


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
        leads: Whether the entry is clearly likelier than what answers beside it.
        also: What answers beside the entry: another that may be meant, or those of the other questions in a message.
        ranking: What was decided on.
    """

    entry: Entry | None
    confidence: float
    silence: Silence | None = None
    sure_silence: float = 0.0
    suggestions: tuple[Entry, ...] = ()
    premise: Premise = _NO_PREMISE
    leads: bool = True
    also: tuple[Entry, ...] = ()
    ranking: Ranking | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Option:
    """An answer that could be given.

    Attributes:
        lead: The entry that it leads with.
        beside: Another that stands beside it; None: it answers alone.
        probability: That it is what the message asks for: of both entries and of what they cover, 0.0 to 1.0.
        premise: What the message takes for granted, beside the entry that leads.
        alone: Whether the entry could have another beside it, and has none.
        leads: Whether the entry that leads is clearly likelier than the one beside it.
    """

    lead: Match
    beside: Match | None
    probability: float
    premise: Premise
    alone: bool
    leads: bool = True


def options(ranking: Ranking, *, covers: Mapping[str, Set[str]], examine: Callable[[Entry], Premise]) -> list[Option]:
    """Return the answers that could be given, in the order in which they are thought of; see `decide`.

    The most probable entry alone; the one that with those it covers is most probable; the most probable with the next
    likely beside it, if that has a likelihood worth mentioning: two facts, of which the reader takes the one that was
    meant. None at all if the most probable entry is about something else than the question takes for granted.
    """
    entries = [match for match in ranking.matches if isinstance(match.target, Entry)]
    if not entries:
        return []
    sure = {match.target.id: with_covered(match, ranking, covers) for match in entries}
    covering = max(entries, key=lambda match: sure[match.target.id])
    alone, together = [], []
    for lead in entries[:1] if covering is entries[0] else (entries[0], covering):
        assert isinstance(lead.target, Entry)
        premise = examine(lead.target)
        if premise.blocked:
            break
        probability = sure[lead.target.id]
        beside = _beside(lead.target, entries, covers, examine)
        alone.append(Option(lead, None, probability, premise, beside is not None))
        if beside is not None:
            leads = lead.probability >= _CLEARLY * beside.probability
            held = premise if leads else _NO_PREMISE
            together.append(Option(lead, beside, min(1.0, probability + beside.probability), held, False, leads))
    return alone + together


def decide(
    ranking: Ranking,
    *,
    covers: Mapping[str, Set[str]],
    examine: Callable[[Entry], Premise],
    bars: Bars,
    sure: Callable[[Option], float] | None = None,
) -> Decision:
    """Decide on a ranking.

    Args:
        covers: For each entry's id the ids of those whose question its reply answers too; their probabilities count
            for it, since either reply would be right.
        examine: Holds the question's premises against an entry.
        bars: The probabilities needed.
        sure: Tells how sure an answer is; None: as sure as it is probable, and not at all if it does not beat every
            silence and "none of these".

    The first of the options answers that is as sure as its bar asks. An entry that the question's premises block is
    suggested at most.
    """
    entries = [match for match in ranking.matches if isinstance(match.target, Entry)]
    silence = next((match for match in ranking.matches if isinstance(match.target, Silence)), None)
    rival = max(silence.probability if silence else 0.0, ranking.none)
    judge = sure or (lambda option: option.probability if option.probability > rival else 0.0)
    highest = 0.0
    for option in options(ranking, covers=covers, examine=examine):
        confidence = judge(option)
        highest = max(highest, confidence)
        if confidence >= (bars.alone if option.alone else bars.answer):
            return given(option, confidence, ranking)
    probable = {match.target.id: with_covered(match, ranking, covers) for match in entries}
    missing = 1.0 - (highest if sure is not None else max(probable.values(), default=0.0))
    if silence is not None and silence.probability >= bars.silence and silence.probability >= ranking.none:
        assert isinstance(silence.target, Silence)
        return Decision(None, missing, silence.target, silence.probability, ranking=ranking)
    likely = [match.target for match in entries if probable[match.target.id] >= bars.suggest]
    suggestions = tuple(target for target in likely[:3] if isinstance(target, Entry))
    return Decision(None, missing, suggestions=suggestions, ranking=ranking)


def given(option: Option, confidence: float, ranking: Ranking) -> Decision:
    """Return the decision to give an answer."""
    shown = [match.target for match in (option.lead, option.beside) if match is not None]
    entry, *also = (target for target in shown if isinstance(target, Entry))
    return Decision(entry, confidence, premise=option.premise, leads=option.leads, also=tuple(also), ranking=ranking)


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


def with_covered(match: Match, ranking: Ranking, covers: Mapping[str, Set[str]]) -> float:
    """Return the probability of an entry and those that it covers, 0.0 to 1.0."""
    covered = covers.get(match.target.id, frozenset())
    return min(1.0, match.probability + sum(m.probability for m in ranking.matches if m.target.id in covered))

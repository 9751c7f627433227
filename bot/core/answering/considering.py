"""A message thought over: it and its pieces, each ranked and decided on once, however many steps ask for that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass, replace

from ..knowledge.model import Entry, Knowledge
from ..language.message import Message
from ..language.text import fold, plain
from ..search.forest import Trees
from ..search.matching import Match, Matcher, Ranking
from ..search.subject import Strange, Subjects, Words
from ..search.targets import Target
from .confidence import Confidence
from .covering import covers, shares
from .deciding import Bars, Decision, Option, decide, given, options, with_covered
from .premise import Premise, Premises
from .reply import Correction

__all__ = ["MAX_QUESTION_PARTS", "Consideration", "Decider", "Judged"]

MAX_QUESTION_PARTS = 3
# A message that asks as surely as this for what the report does not say is not searched for another question.
_SURE_SILENCE = 0.5


@dataclass(frozen=True, slots=True)
class Judged:
    """How sure it would be to answer a message with one entry.

    Attributes:
        confidence: 0.0 to 1.0.
        bar: From which on it would answer alone.
        strange: The word of the message that the entry is least likely to be about; None if no word is strange to it.
    """

    confidence: float
    bar: float
    strange: Strange | None


class Decider:
    """Decides what a text asks for. Built once per version; then read only.

    Args:
        bars: How sure is sure enough; where there are trees, the bars that go with them hold instead.
        trees: Tell how sure an answer is; None: as sure as it is probable.
    """

    def __init__(self, knowledge: Knowledge, matcher: Matcher, bars: Bars, trees: Trees | None = None) -> None:
        self.matcher, self.bars, self.trees = matcher, bars, trees
        self.covers = covers(knowledge)
        features = matcher.features
        strange = trees.strange if trees is not None else None
        self.subjects = Subjects(matcher.targets, knowledge.vocabulary, matcher.lexicon, features, strange)
        self._confidence: Confidence | None = None
        if trees is not None:
            self.bars = Bars(**trees.sure.bars_at(features.richness))
            size = len(matcher.targets)
            self._confidence = Confidence(trees.sure, self.covers, features.richness, size)
        self._part_of = shares(knowledge, self.covers)
        self._premises = Premises(knowledge.entries.values(), matcher)
        self._ranked: dict[str, Ranking] | None = None  # what was ranked so far, if that is to be kept
        self._foreseen = {plain(fold(text)): target for target in matcher.targets for text in target.asked}

    def going_by(self, matcher: Matcher, bars: Bars) -> Decider:
        """Return one that goes by another matcher of the same base, and other bars; the rest is shared."""
        other = copy(self)
        other.matcher, other.bars = matcher, bars
        if matcher is not self.matcher:
            other._ranked = None
        return other

    def remembering(self) -> Decider:
        """Return one that ranks a text only once, whatever message it comes in, and keeps all that it ranks."""
        other = copy(self)
        other._ranked = {}
        return other

    def foreseen(self, message: Message) -> Target | None:
        """Return the target that has a message, word for word, as one of its ways of asking; None if none has."""
        return self._foreseen.get(message.plain)

    def rank(self, message: Message) -> Ranking:
        """Return what a message may be asking for."""
        if self._ranked is None:
            return self.matcher.rank(message)
        if message.folded not in self._ranked:
            self._ranked[message.folded] = self.matcher.rank(message)
        return self._ranked[message.folded]

    def decide(self, ranking: Ranking, bars: Bars | None = None) -> Decision:
        """Return what the message of a ranking asks for, as one question. bars: None for the usual ones."""
        message = ranking.message
        if not message.telling and not any(term.known for term in message.terms):
            return Decision(None, 1.0, ranking=ranking)
        known = self.foreseen(message)
        if isinstance(known, Entry):
            return Decision(known, 1.0, premise=replace(self.premise(message, known), blocked=False), ranking=ranking)
        if known is not None:
            return Decision(None, 1.0, known, 1.0, ranking=ranking)
        decision = decide(
            ranking,
            covers=self.covers,
            examine=lambda entry: self.premise(message, entry),
            bars=bars or self.bars,
            sure=self._sure(ranking),
        )
        touched = tuple(entry for entry in decision.suggestions if self.subjects.touches(message, entry))
        return self._led(message, replace(decision, suggestions=touched))

    def taken(self, ranking: Ranking, option: Option) -> Decision:
        """Return the decision to give an answer that could be given."""
        return self._led(ranking.message, given(option, 1.0, ranking))

    def _led(self, message: Message, decision: Decision) -> Decision:
        """Return a decision that leads with what is asked for, of a share and the part that it is the share of: both
        show the same numbers."""
        part = self._part_of.get(decision.entry.id) if decision.entry is not None else None
        if part is None or message.wants_share or part in decision.also:
            return decision
        return replace(decision, entry=part, premise=self.premise(message, part))

    def premise(self, message: Message, entry: Entry) -> Premise:
        """Return what a message takes for granted; it is blocked from an entry about something else."""
        premise = self._premises.examine(message, entry)
        another = not premise.blocked and self.subjects.another_person(message, entry) is not None
        return replace(premise, blocked=True) if another else premise

    def wrong_numbers(self, message: Message, entries: Sequence[Entry]) -> list[Correction]:
        """Return the numbers that a message takes for granted and entries that answer it together have otherwise."""
        return self._premises.wrong_numbers(message, entries)

    def right_numbers(self, message: Message, entries: Sequence[Entry]) -> set[str]:
        """Return the numbers of a message, as said, that one of the entries has or may have."""
        return self._premises.right_numbers(message, entries)

    def options(self, ranking: Ranking) -> list[Option]:
        """Return the answers to the message of a ranking that could be given, see `deciding.options`."""
        message = ranking.message
        return options(ranking, covers=self.covers, examine=lambda entry: self.premise(message, entry))

    def _sure(self, ranking: Ranking) -> Callable[[Option], float] | None:
        """Return what tells how sure an answer to the message of a ranking is; None: as sure as it is probable."""
        confidence = self._confidence
        if confidence is None:
            return None
        found: dict[str, Words] = {}  # the words of the message beside each entry that could lead

        def sure(option: Option) -> float:
            entry = option.lead.target
            assert isinstance(entry, Entry)
            if entry.id not in found:
                found[entry.id] = self.subjects.judge(ranking.message, entry)
            return confidence.of(ranking, option, found[entry.id])

        return sure

    def judged(self, ranking: Ranking, match: Match) -> Judged:
        """Return how sure it would be to answer the message of a ranking with one of its entries alone."""
        assert isinstance(match.target, Entry)
        premise = self.premise(ranking.message, match.target)
        option = Option(match, None, with_covered(match, ranking, self.covers), premise, alone=False)
        sure = self._sure(ranking)
        confidence = option.probability if sure is None else sure(option)
        strange = self.subjects.strangest(ranking.message, match.target)
        return Judged(0.0 if premise.blocked else confidence, self.bars.answer, strange)


class Consideration:
    """What one message asks for. Keeps what it found out, for as long as the message is being answered."""

    def __init__(self, decider: Decider, message: Message) -> None:
        self.message = message
        self._decider = decider
        self._rankings: dict[Message, Ranking] = {}
        self._decisions: dict[tuple[Message, Bars | None], Decision] = {}

    def of(self, piece: Message, bars: Bars | None = None) -> Decision:
        """Return what the message, or a piece of it, asks for as one question. bars: None for the usual ones."""
        if (piece, bars) not in self._decisions:
            if piece not in self._rankings:
                self._rankings[piece] = self._decider.rank(piece)
            self._decisions[piece, bars] = self._decider.decide(self._rankings[piece], bars)
        return self._decisions[piece, bars]

    def as_one(self) -> Decision:
        """Return what the message asks for; if nothing answers it as a whole, what the surest of its sentences asks.

        That the report does not say what is asked for as a whole is told only if no sentence is answered more surely.
        """
        whole = self.of(self.message)
        if whole.entry is not None:
            return whole
        answered = [decided for decided in map(self.of, self.message.sentences) if decided.entry is not None]
        surest = max(answered, key=lambda decided: decided.confidence, default=whole)
        silent = whole.sure_silence >= _SURE_SILENCE and whole.sure_silence >= surest.confidence
        return whole if silent else surest

    def as_several(self) -> list[Decision]:
        """Return a decision for each of several questions in the message; [] if it is to be taken as one question.

        Each needs an entry, and one at least as surely as a question by itself. What another's reply says too is left
        out.
        """
        found: dict[str, Decision] = {}
        pieces = self.message.parts
        if not pieces or self.message.telling < 2:
            return []
        for piece in pieces:
            decision = self._part(piece)
            if decision is None and piece is not pieces[0]:
                decision = self._part(pieces[0].completed(piece))
            if decision is None or decision.entry is None:
                return []
            found.setdefault(decision.entry.id, decision)
        sure = any(decision.confidence >= self._decider.bars.answer for decision in found.values())
        if not 2 <= len(found) <= MAX_QUESTION_PARTS or not sure:
            return []
        told: set[str] = set()
        for id in found:
            if id not in told:
                told |= self._decider.covers[id] & found.keys()
        return [decision for id, decision in found.items() if id not in told]

    def _part(self, piece: Message) -> Decision | None:
        """Return the decision on one of several questions if one entry answers it surely enough."""
        bars = self._decider.bars
        decision = self.of(piece, replace(bars, answer=bars.part, alone=bars.part))
        return decision if decision.entry is not None else None

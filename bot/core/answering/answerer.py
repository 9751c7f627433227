"""A message -> a reply. The whole of the core in one call, built once for each version of the knowledge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from copy import copy
from dataclasses import replace
from functools import cache
from math import exp, log

from ..knowledge.fingerprint import within
from ..knowledge.model import Entry, Knowledge, Silence, Speaker
from ..language.message import Question, clauses, completed, parts, sentences
from ..language.text import fold, words
from ..search.matching import Matcher, Ranking
from ..search.vectors import Vectors
from ..search.weights import CALIBRATION, DISTRESS_BAR, DISTRESS_RELIEF, SEMANTIC_CALIBRATION
from .deciding import Bars, Decision, decide
from .distress import Distress
from .premise import Premise, examine
from .reply import Reply

__all__ = ["MAX_QUESTION_PARTS", "Answerer"]

MAX_QUESTION_PARTS = 3
# A message that asks as surely as this for what the report does not say is not searched for another question.
_SURE_SILENCE = 0.5


class Answerer:
    """Answers questions from one knowledge base. Read only once built, so threads may share it.

    Args:
        bars: How sure is sure enough; None: as learnt.
        vectors: Where vectors of words come from; None: words alone are gone by.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        bars: Bars | None = None,
        *,
        vectors: Vectors | None = None,
    ) -> None:
        self._slope, self._shift = CALIBRATION if vectors is None else SEMANTIC_CALIBRATION
        self.knowledge = knowledge
        self.matcher = Matcher(knowledge, vectors=vectors)
        self._bars = bars or Bars.learnt(vectors=vectors is not None)
        self._covers = _covers(knowledge)
        self._part_of = {
            share.id: knowledge.entries[id]
            for share in knowledge.entries.values()
            for id in self._covers[share.id]
            if _is_share_of(share, knowledge.entries[id])
        }
        self._asked = {_plain(text): target for target in self.matcher.targets for text in target.asked}
        phrasings = [text for target in self.matcher.targets for text in target.asked]
        self._distress = Distress(knowledge.help, phrasings) if knowledge.help else None

    def with_vectors(self, vectors: Vectors) -> Answerer:
        """Return one that goes by vectors of words as well, with the weights and bars learnt for that; the rest is
        shared. Quick beside building one anew, but not for an event loop: some tenths of a second for a large base."""
        other = copy(self)
        other.matcher = self.matcher.with_vectors(vectors)
        other._bars = Bars.learnt(vectors=True)
        other._slope, other._shift = SEMANTIC_CALIBRATION
        return other

    def with_weights(self, weights: Mapping[str, tuple[float, float]]) -> Answerer:
        """Return one that weighs the features otherwise, and whose confidence is the bare probability."""
        other = copy(self)
        other.matcher = self.matcher.with_weights(weights)
        other._slope, other._shift = 1.0, 0.0
        return other

    def with_bars(self, bars: Bars) -> Answerer:
        """Return one that answers from other bars; everything else is shared."""
        other = copy(self)
        other._bars = bars
        return other

    def remembering(self) -> Answerer:
        """Return one that ranks a text only once: for asking the same again from other bars. Keeps all it was asked."""
        other = copy(self)
        other._ranked = cache(self._ranked)  # type: ignore[method-assign]
        return other

    @property
    def version(self) -> str:
        """The version of the knowledge that is answered from."""
        return self.knowledge.version

    def answer(self, message: str) -> Reply:
        """Return the reply to a message. Any text will do; one without a word in it gets kind "no_answer"."""
        if self.distress(message) >= DISTRESS_BAR:
            return Reply(message, "signpost", 1.0, self.version, help=self.knowledge.help)
        return self.answer_question(message)

    def answer_question(self, message: str) -> Reply:
        """Return the reply to a message that is no call for help; whether it is one is not asked."""
        ranking, decision = self._decide(message)
        foreseen = _plain(message) in self._asked
        further = self._further(message, ranking.question) if not foreseen else []
        if further:
            decision, *others = further
            decision = replace(decision, also=tuple(_entry(other) for other in others))
            return self._reply(message, ranking, decision)
        if decision.entry is None:
            ranking, decision = self._by_sentence(message, ranking, decision)
        return self._reply(message, ranking, decision)

    def foreseen(self, message: str) -> Entry | Silence | None:
        """Return what answers a message that is word for word one of the ways of asking; None for any other message.

        Ten times as quick as `answer`, which says the same of such a message.
        """
        target = self._asked.get(_plain(message))
        if target is None or parts(message) or self.distress(message) >= DISTRESS_BAR:
            return None
        return target

    def showing(self, entry: Entry, also: tuple[Entry, ...] = ()) -> Reply:
        """Return the reply that answers with an entry which was chosen without a question."""
        return Reply("", "answer", 1.0, self.version, entry=entry, also=also, related=tuple(self._related(entry)))

    def distress(self, message: str, judge: Distress | None = None) -> float:
        """Return how much a message calls for help lines; it gets them from DISTRESS_BAR on.

        Log-odds that it tells of danger. A message that somewhere clearly asks for an entry gets some relief, since
        people tell stories around a question; but a clause that names a harm is judged by itself as well, for a
        question beside it does not make a call for help less of one.

        Args:
            judge: Who judges it, if not the one that learnt from the whole help file. Without either: -inf.
        """
        judge = judge or self._distress
        if judge is None:
            return float("-inf")
        whole, *pieces = clauses(message)
        highest = judge.score(whole)
        if highest > 0.0:
            ranking, decision = self._decide(message)
            if decision.entry is None:
                _, decision = self._by_sentence(message, ranking, decision)
            highest -= _relief(decision)
        for piece in pieces:
            score = judge.score(piece) if judge.names_harm(piece) else highest
            if score > highest:
                highest = max(highest, score - _relief(self._decide(piece)[1]))
        return highest

    def _by_sentence(self, message: str, ranking: Ranking, decision: Decision) -> tuple[Ranking, Decision]:
        """Look for a question among the sentences of a message that is none as a whole."""
        if decision.sure_silence >= _SURE_SILENCE:
            return ranking, decision
        for sentence in sentences(message):
            ranked, decided = self._decide(sentence)
            if decided.entry is not None and (decision.entry is None or decided.confidence > decision.confidence):
                ranking, decision = ranked, decided
        return ranking, decision

    def _ranked(self, text: str) -> Ranking:
        return self.matcher.rank(self.matcher.understand(text))

    def _decide(self, text: str, bars: Bars | None = None) -> tuple[Ranking, Decision]:
        ranking = self._ranked(text)
        question = ranking.question
        if not question.telling and not any(term.known for term in question.terms):
            return ranking, Decision(None, 1.0)

        def premise(entry: Entry) -> Premise:
            return examine(question, entry, self.matcher.names_of(entry), self.matcher.known_names)

        known = self._asked.get(_plain(text))  # word for word as it was foreseen
        if isinstance(known, Entry):
            return ranking, Decision(known, 1.0, premise=replace(premise(known), blocked=False))
        if known is not None:
            return ranking, Decision(None, 1.0, known, 1.0)

        decision = decide(ranking, covers=self._covers, examine=premise, bars=bars or self._bars)
        part = self._part_of.get(decision.entry.id) if decision.entry is not None else None
        if part is not None and not question.wants_share and part not in decision.also:
            # both show the same numbers: the one that is asked for leads
            decision = replace(decision, entry=part, premise=premise(part))
        return ranking, decision

    def _further(self, message: str, question: Question) -> list[Decision]:
        """Return a decision for each of several questions in one, or [] if it is to be taken as one question.

        Each needs an entry, and one at least as surely as a question by itself. What another's reply says too is left
        out.
        """
        found: dict[str, Decision] = {}
        pieces = parts(message)
        if not pieces or question.telling < 2:
            return []
        for piece in pieces:
            decision = self._part(piece)
            for meant in completed(pieces[0], piece) if decision is None and piece is not pieces[0] else ():
                decision = self._part(meant)
            if decision is None:
                return []
            found.setdefault(_entry(decision).id, decision)
        sure = any(decision.confidence >= self._bars.answer for decision in found.values())
        if not 2 <= len(found) <= MAX_QUESTION_PARTS or not sure:
            return []
        told: set[str] = set()
        for id in found:
            if id not in told:
                told |= self._covers[id] & found.keys()
        return [decision for id, decision in found.items() if id not in told]

    def _part(self, piece: str) -> Decision | None:
        """Return the decision on one of several questions if one entry answers it surely enough."""
        bars = replace(self._bars, answer=self._bars.part, alone=self._bars.part)
        decision = self._decide(piece, bars)[1]
        return decision if decision.entry is not None else None

    def _reply(self, message: str, ranking: Ranking, decision: Decision) -> Reply:
        entry = decision.entry
        if entry is not None:
            return Reply(
                message,
                "answer",
                self._calibrated(decision.confidence),
                self.version,
                entry=entry,
                also=decision.also,
                corrections=decision.premise.corrections,
                related=tuple(self._related(entry)),
                ranking=ranking,
            )
        suggestions = decision.suggestions
        if decision.silence is not None:
            suggestions = tuple(self.knowledge.entries[id] for id in decision.silence.near[:3])
        kind = "suggestions" if suggestions and decision.silence is None else "no_answer"
        return Reply(
            message,
            "suggestions" if kind == "suggestions" else "no_answer",
            1.0 - self._calibrated(1.0 - decision.confidence),
            self.version,
            silence=decision.silence,
            suggestions=suggestions,
            ranking=ranking,
        )

    def _calibrated(self, probability: float) -> float:
        """Return the share of such answers that is right (Platt 1999); what is certain stays so."""
        if not 0.0 < probability < 1.0:
            return probability
        return 1.0 / (1.0 + exp(-self._slope * log(probability / (1.0 - probability)) - self._shift))

    def _related(self, entry: Entry) -> list[tuple[str, Entry]]:
        return [
            (relation, self.knowledge.entries[id])
            for relation, ids in (("contradicts", entry.contradicts), ("confirms", entry.confirms))
            for id in ids
        ]


def _plain(text: str) -> str:
    return " ".join(words(fold(text)))


def _relief(decision: Decision) -> float:
    return DISTRESS_RELIEF * decision.confidence if decision.entry is not None else 0.0


def _entry(decision: Decision) -> Entry:
    assert decision.entry is not None
    return decision.entry


def _covers(knowledge: Knowledge) -> dict[str, frozenset[str]]:
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

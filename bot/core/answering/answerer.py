"""A message -> a reply. The whole of the core in one call, built once for each version of the knowledge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import replace
from functools import cached_property
from math import exp, log

from ..factcheck.checker import FigureChecker
from ..knowledge.model import Entry, Knowledge, Silence
from ..language.message import Message
from ..search.learnt import SHIPPED, Learnt
from ..search.matching import Match, Matcher, Ranking
from ..search.targets import Target
from ..search.vectors import Vectors
from .considering import Consideration, Decider, Judged
from .deciding import Bars, Decision
from .distress import Distress, Judgement, ordinary
from .mention import mentioned
from .premise import MAX_CORRECTIONS
from .reply import Correction, Kind, Reply
from .tongues import ENGLISH

__all__ = ["Answerer"]

_MOST_READ_AS = 3
_MOST_MENTIONING = 2
_DOUBT = 2.0  # log-odds: what tells of somebody's own harm and is so near to a call is not answered with a fact
_MOST_NUMBERS = 12  # a message with more takes nothing for granted; each costs some milliseconds


class Answerer:
    """Answers questions from one knowledge base. Read only once built, so threads may share it.

    Args:
        learnt: What counts how much, and how much is enough.
        vectors: Where vectors of words come from; None: words alone are gone by.
    """

    def __init__(self, knowledge: Knowledge, learnt: Learnt = SHIPPED, *, vectors: Vectors | None = None) -> None:
        weighting = learnt.weighting(vectors=vectors is not None)
        self.knowledge = knowledge
        self.by_words = Matcher(knowledge, learnt.by_words.weights)
        """Ranks by words alone, whatever questions are answered by: figures are checked by it."""
        self.matcher = self.by_words if vectors is None else self.by_words.with_vectors(vectors, weighting.weights)
        """Ranks what questions are answered by."""
        self._learnt = learnt
        trees = weighting.trees() if weighting.trees is not None else None
        self._calibration = (weighting.slope, weighting.shift) if trees is None else (1.0, 0.0)
        self.decider = Decider(knowledge, self.matcher, Bars(**weighting.bars), trees)
        """Decides what a text asks for."""
        self._distress = Distress(knowledge.help, ordinary(knowledge)) if knowledge.help else None

    def with_weights(self, weights: Mapping[str, tuple[float, float]]) -> Answerer:
        """Return one that weighs the features otherwise, and whose confidence is the bare probability."""
        other = copy(self)
        other.matcher = self.matcher.with_weights(weights)
        other.decider = self.decider.going_by(other.matcher, self.decider.bars)
        other._calibration = 1.0, 0.0
        return other

    def with_bars(self, bars: Bars) -> Answerer:
        """Return one that answers from other bars; everything else is shared."""
        other = copy(self)
        other.decider = self.decider.going_by(self.matcher, bars)
        return other

    def remembering(self) -> Answerer:
        """Return one that ranks a text only once: for asking the same again from other bars. Keeps all it was asked."""
        other = copy(self)
        other.decider = self.decider.remembering()
        return other

    @cached_property
    def checker(self) -> FigureChecker:
        """Checks figures against what questions are answered from."""
        decider = self.decider
        learnt = decider.trees.true if decider.trees is not None else None
        return FigureChecker(self.knowledge, self.by_words, self.matcher, decider.subjects, learnt)

    @property
    def version(self) -> str:
        """The version of the knowledge that is answered from."""
        return self.knowledge.version

    def read(self, text: str) -> Message:
        """Read a message, once for all that is to be done with it."""
        return self.matcher.read(text)

    def answer(self, text: str) -> Reply:
        """Return the reply to a message. Any text will do; one without a word in it gets kind "no_answer"."""
        return self.reply_to(self.read(text))

    def reply_to(self, message: Message) -> Reply:
        """Return the reply to a message that was read."""
        judged = None if self._distress is None else self._distress.judge(message.lines)
        instead = None if judged is None else self._instead(judged)
        if judged is not None and instead == "signpost":
            help = self.knowledge.help
            language = "" if judged.language == ENGLISH else judged.language
            return Reply(message.typed, "signpost", 1.0, self.version, help=help, language=language)
        if instead is not None:
            return Reply(message.typed, "no_answer", 1.0, self.version, help=self.knowledge.help)
        asked = message.ending
        reply = self._reply(Consideration(self.decider, asked))
        return reply if asked is message else replace(reply, question=message.typed)

    def given(self, message: Message, entry: Entry, *, confidence: float, also: tuple[Entry, ...] = ()) -> Reply:
        """Return the reply that answers a message with an entry, whatever it would be answered with by itself.

        What the message takes for granted and the entry has otherwise is corrected in it.
        """
        ranking = self.decider.rank(message)
        premise = replace(self.decider.premise(message, entry), blocked=False)
        return self._said(message, Decision(entry, confidence, premise=premise, also=also, ranking=ranking))

    def silent(self, message: Message, silence: Silence, *, confidence: float) -> Reply:
        """Return the reply that the report does not say what a message asks for, with what it says near that."""
        return self._said(message, Decision(None, confidence, silence, confidence))

    def answer_question(self, text: str) -> Reply:
        """Return the reply to a message that is no call for help; whether it is one is not asked."""
        return self._reply(Consideration(self.decider, self.read(text)))

    def foreseen(self, text: str) -> Target | None:
        """Return what answers a message that is word for word one of the ways of asking; None where that is not plain.

        Calls for help are left to `unanswered`. Much quicker than `answer`, which says the same of such a message.
        """
        message = self.read(text)
        target = self.decider.foreseen(message)
        return None if isinstance(target, Silence) and mentioned(message) is not None else target

    def unanswered(self, text: str) -> Kind | None:
        """Return the kind of reply that a message gets instead of an answer as it calls for help, or nearly so; None
        for one that is asked what it asks for."""
        return None if self._distress is None else self._instead(self._distress.judge(self.read(text).lines))

    def _instead(self, judged: Judgement) -> Kind | None:
        """Return the kind of reply that a message gets as it calls for help, or nearly so; None for no call."""
        if self._calls(judged):
            return "signpost"
        return "no_answer" if judged.own and self._calls(judged, _DOUBT) else None

    def judged(self, ranking: Ranking, match: Match) -> Judged:
        """Return how sure it would be to answer the message of a ranking with one of its entries alone."""
        return self.decider.judged(ranking, match)

    def showing(self, entry: Entry, also: tuple[Entry, ...] = ()) -> Reply:
        """Return the reply that answers with an entry which was chosen without a question."""
        return Reply("", "answer", 1.0, self.version, entry=entry, also=also, related=tuple(self._related(entry)))

    def in_need(self, text: str) -> bool:
        """Tell whether a message calls for help lines, as `answer` decides it, without a look at what else it asks."""
        return self.distress(text) >= self._learnt.distress_bar

    def distress(self, text: str, judge: Distress | None = None) -> float:
        """Return how much a message calls for help lines, in log-odds; it gets them from `Learnt.distress_bar` on.

        Args:
            judge: Who judges it, if not the one that learnt from the whole help file. Without either: -inf.
        """
        judge = judge or self._distress
        return float("-inf") if judge is None else judge.judge(self.read(text).lines).score

    def _calls(self, judged: Judgement, doubt: float = 0.0) -> bool:
        """Tell whether a message that was judged calls for help lines; doubt: how far from that it may be."""
        return judged.score >= self._learnt.distress_bar - doubt

    def _reply(self, considered: Consideration) -> Reply:
        message = considered.message
        several = considered.as_several() if self.decider.foreseen(message) is None else []
        if not several:
            decision = considered.as_one()
            found = self._mentioning(message, decision) if decision.entry is None else decision
            return self._said(message, found)
        first, *others = several
        also = tuple(other.entry for other in others if other.entry is not None)
        decision = replace(first, leads=False, also=also, ranking=considered.of(message).ranking)
        return replace(self._said(message, decision), perhaps=False)

    def _mentioning(self, message: Message, decision: Decision) -> Decision:
        """Return the decision to answer with what has, in its own words, all that a message asks the report about and
        nothing else; the decision as it is where the message asks more than that, or nothing has it."""
        what = mentioned(message)
        if what is None or decision.ranking is None:
            return decision
        matches = (*self.decider.rank(what).matches, *decision.ranking.matches)
        entries = dict.fromkeys(match.target for match in matches if isinstance(match.target, Entry))
        found = [entry for entry in entries if self.decider.subjects.owns(what, entry)][:_MOST_MENTIONING]
        found = [entry for entry in found if not self.decider.premise(what, entry).blocked]
        if not found:
            return decision
        sure = self.decider.bars.answer
        return replace(decision, entry=found[0], also=tuple(found[1:]), confidence=sure, silence=None, suggestions=())

    def _said(self, message: Message, decision: Decision) -> Reply:
        """Return what is said of a decision."""
        entry = decision.entry
        if entry is not None:
            return Reply(
                message.typed,
                "answer",
                self._calibrated(decision.confidence),
                self.version,
                entry=entry,
                also=decision.also,
                perhaps=bool(decision.also),
                corrections=self._corrections(message, decision),
                read_as=self._read_as(message, (entry, *decision.also)),
                related=tuple(self._related(entry)),
                ranking=decision.ranking,
            )
        suggestions = decision.suggestions
        if decision.silence is not None:
            suggestions = tuple(self.knowledge.entries[id] for id in decision.silence.near[:3])
        return Reply(
            message.typed,
            "suggestions" if suggestions and decision.silence is None else "no_answer",
            1.0 - self._calibrated(1.0 - decision.confidence),
            self.version,
            silence=decision.silence,
            suggestions=suggestions,
            ranking=decision.ranking,
        )

    def _corrections(self, message: Message, decision: Decision) -> tuple[Correction, ...]:
        """Return what a message takes for granted and the report has otherwise: the entries that answer it, and those
        of their topics. Numbers first, then names."""
        asked = message if decision.ranking is None else decision.ranking.message
        also = () if decision.leads and decision.ranking is not None else decision.also
        entries = [entry for entry in (decision.entry, *also) if entry is not None]
        few = len(asked.numbers) <= _MOST_NUMBERS
        found = {each.said: each for each in self.decider.wrong_numbers(asked, entries)} if few else {}
        if 0 < sum(number.kind != "year" for number in message.numbers) <= _MOST_NUMBERS:
            topics = {entry.topic for entry in entries if entry.topic}
            near = {entry.id for entry in self.knowledge.entries.values() if entry.topic in topics or entry in entries}
            right = self.decider.right_numbers(message, entries)
            for said, entry in self.checker.wrong_numbers(message, near):
                if said not in right and entry.figure is not None:
                    found.setdefault(said, Correction(said, entry.figure.text))
        return (*found.values(), *decision.premise.names)[:MAX_CORRECTIONS]

    def _read_as(self, message: Message, entries: Sequence[Entry]) -> tuple[tuple[str, str], ...]:
        """Return the misspelt words of a message that mattered, each with what it was read as: an entry has that."""
        repaired = ((term.typed, term.repaired) for term in message.terms if term.repaired and not term.little)
        supports = self.decider.subjects.supports
        told = [(typed, word) for typed, word in repaired if any(supports(word, entry) for entry in entries)]
        return tuple(dict.fromkeys(told))[:_MOST_READ_AS]

    def _calibrated(self, probability: float) -> float:
        """Return the share of such answers that is right (Platt 1999); what is certain stays so."""
        if not 0.0 < probability < 1.0:
            return probability
        slope, shift = self._calibration
        return 1.0 / (1.0 + exp(-slope * log(probability / (1.0 - probability)) - shift))

    def _related(self, entry: Entry) -> list[tuple[str, Entry]]:
        return [
            (relation, self.knowledge.entries[id])
            for relation, ids in (("contradicts", entry.contradicts), ("confirms", entry.confirms))
            for id in ids
        ]

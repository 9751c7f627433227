"""A message in a conversation -> a reply: what was said before carries the subject.

In order: a call for help gets help lines, whatever was said before; what is only polite gets a line; what asks something
of what was shown is answered from that; everything else by the likeliest target, as it stands and with what is carried.
Knows ids of what was shown, and nothing of people's words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..knowledge.catalogue import Catalogue
from ..knowledge.model import Entry, Silence
from ..language.message import Message
from ..language.text import fold
from ..search.targets import numbers_of
from .another import alike, asked_of, only_named
from .answerer import Answerer
from .carried import Carried, carried
from .followup import SAYS, FollowUp, follow_up
from .nearness import Near, Nearness
from .reply import Kind, Reply
from .social import Manner, leaning, manner, remarks
from .talk import Talk

__all__ = ["converse"]

_MAX_SUGGESTED = 3
_EXAMPLES = 3
_ASKING = frozenset(
    [
        "out",
        "of",
        "from",
        "how",
        "who",
        "whos",
        "what",
        "whats",
        "which",
        "why",
        "when",
        "where",
        "is",
        "was",
        "were",
        "are",
        "did",
        "does",
        "percent",
        "percentage",
        "share",
        "rest",
        "total",
    ]
)
# An answer to the message by itself that is as sure is a new question's.
_CLEAR = 0.91
# Where there are no trees: from which probability on a target answers, from which on two of them do together, and from
# which on another stands beside it.
_BARS = {"near": 0.5, "two": 0.7, "beside": 0.25}
_LEAST_OWNED = 0.5  # of a remark's telling words, for it to be taken as being about what is near
_WHO_IS = re.compile(
    r"(?:and |so |but )?(?:who|whos|who is|who was|who even is|what is|whats)(?: (?:he|she|that|this|they|him|her))?(?: even| again)?"
    r"|(?:and |whats |what is )*(?:his|her|their) (?:role|job|title|position|post|rank)|what does (?:he|she) do"
)
_LATER = re.compile(
    r"\b(?:still|now|yet|since then|anymore|any more|nowadays|these days|currently|already|today|ever since)\b"
)
_BECAUSE = re.compile(r"\b(?:because|due to|owing to|since|so that|as a result|in order to|caused by)\b")


def converse(answerer: Answerer, catalogue: Catalogue, text: str, before: Talk = ()) -> Reply:
    """Return the reply to a message.

    Args:
        before: What the bot said before in this conversation; () for a message that begins one.
    """
    message = answerer.read(text)
    alone = answerer.reply_to(message)
    if alone.kind == "signpost" or alone.help is not None:
        return alone
    said = manner(message)
    known = carried(catalogue, before)
    if known is not None:
        asked = follow_up(message, several=len(known.last) > 1 or known.suggested)
        if said is None or asked.wish in ("pick", "again", "who", "no", "more"):
            return _Conversing(answerer, catalogue, message, known, alone).reply(asked, said)
    if said is not None and not isinstance(answerer.decider.foreseen(message), Entry):
        return _social(answerer, catalogue, message, said)
    return _or_social(answerer, catalogue, message, alone)


def _social(answerer: Answerer, catalogue: Catalogue, message: Message, said: Manner) -> Reply:
    examples = tuple(entry for entry in catalogue.entries if entry.asked)[:_EXAMPLES]
    return Reply(message.typed, "social", 1.0, answerer.version, manner=said, suggestions=examples)


def _or_social(answerer: Answerer, catalogue: Catalogue, message: Message, reply: Reply) -> Reply:
    """Return a reply, or a polite line in the place of one that found nothing."""
    found_nothing = reply.kind == "no_answer" and (reply.silence is None or not reply.silence.near)
    said = leaning(message) if found_nothing else None
    return reply if said is None else _social(answerer, catalogue, message, said)


class _Conversing:
    """A message with what is carried, on the way to its reply."""

    def __init__(
        self, answerer: Answerer, catalogue: Catalogue, message: Message, known: Carried, alone: Reply
    ) -> None:
        self.answerer, self.catalogue, self.message = answerer, catalogue, message
        self.known, self.alone = known, alone
        self.relations = catalogue.relations
        trees = answerer.decider.trees
        self._forest = trees.near if trees is not None else None
        self._bars = _BARS if self._forest is None else {name: self._forest.bar(name) for name in _BARS}

    def reply(self, asked: FollowUp, said: Manner | None) -> Reply:
        """Return the reply to what is asked of what was shown, or to the message with what is carried."""
        if asked.back:
            return self._back(asked)
        answered = self._granted(asked)
        if answered is not None:
            return answered
        if said is not None:
            return _social(self.answerer, self.catalogue, self.message, said)
        return self._of_another(asked.rest) or self._nearest(asked.rest)

    def _back(self, asked: FollowUp) -> Reply:
        """Return the reply to a message that goes back to something shown earlier: by its number, or by its words."""
        rest = asked.rest
        values = {number.value for number in rest.numbers}
        meant = next((entry for entry in self.known.shown if values & numbers_of(entry)), None)
        if meant is None:
            return self._nearest(rest)
        self.known = self.known.leading_with(meant)
        after = rest.plain.split(" ")
        while after and after[0] not in _ASKING:
            after.pop(0)
        question = rest.piece(" ".join(after))
        again = follow_up(question) if after else FollowUp("again", 0, rest)
        return self._granted(again) or self._nearest(question)

    def _granted(self, asked: FollowUp) -> Reply | None:
        """Return the reply to what is asked of what was shown; None if nothing such is asked, or there is none."""
        match asked.wish:
            case "again":
                return self._again()
            case "who":
                return self._who()
            case "quote":
                return self._quote()
            case "share":
                return self._share()
            case "whole":
                return self._whole()
            case "rest":
                return self._rest()
            case "sum":
                return self._sum()
            case "difference":
                return self._difference()
            case "figures":
                return self._figures()
            case "more":
                return self._more()
            case "pick":
                return self._pick(asked.place)
            case "doubt":
                return self._doubt()
            case "no":
                return self._no()
            case None:
                return None

    # --- What is asked of what was shown --------------------------------------------------------------------------

    def _with(self, entry: Entry, *also: Entry) -> Reply:
        return self.answerer.given(self.message, entry, confidence=1.0, also=also)

    def _again(self) -> Reply | None:
        return self._with(self.known.lead) if self.known.lead is not None else None

    def _who(self) -> Reply | None:
        """Return what was shown, with who says so: itself if that stands in it, else with what tells it beside."""
        lead = self.known.lead
        if lead is None or (self._clear() and self.message.telling > 1):
            return None
        if lead.speaker is not None or self._attributed(lead):
            return self._with(lead)
        near = [
            entry for entry in self.catalogue.neighbours(lead) if entry.speaker is not None or self._attributed(entry)
        ]
        near.sort(key=lambda entry: -self.answerer.matcher.asked_like(entry, self.answerer.read("who")))
        return self._with(lead, *near[:1])

    def _attributed(self, entry: Entry) -> bool:
        """Tell whether an entry says of somebody with a name that they said or found it out."""
        return bool(self.catalogue.names(entry)) and SAYS.search(fold(f"{entry.title}. {entry.says}")) is not None

    def _pick(self, place: int) -> Reply | None:
        last = self.known.last
        return self._with(last[place]) if -len(last) <= place < len(last) else None

    def _no(self) -> Reply | None:
        """Offer what is near, in the place of what was shown."""
        lead = self.known.lead
        near = [entry for entry in self.relations.around(lead) if entry not in self.known.shown] if lead else []
        return self._suggesting(near)

    def _quote(self) -> Reply | None:
        lead = self.known.lead
        if lead is None or self._clear():
            return None
        near = [lead, *self.catalogue.neighbours(lead)]
        return self._with(next((entry for entry in near if entry.quote), lead))

    def _share(self) -> Reply | None:
        """Return the share of the figure that was shown; else that the report gives none, and why if that is known."""
        for entry in self.known.shown[:2]:
            figure = entry.figure
            share = self.relations.share_of(entry)
            if share is None and figure is not None and (figure.unit == "%" or figure.whole is not None):
                share = entry
            if share is not None:
                return self._with(share)
        lead = self.known.lead
        if lead is None or self._clear():
            return None
        why = self.answerer.answer(f"what share is that: {lead.title}")
        if why.kind == "no_answer" and why.silence is not None and lead.id in why.silence.near:
            return replace(why, question=self.message.typed)
        return Reply(self.message.typed, "no_answer", 1.0, self.answerer.version, lacks_share=True)

    def _whole(self) -> Reply | None:
        for entry in self.known.shown:
            whole = self.relations.whole_of(entry)
            if whole is not None:
                return self._with(whole, *([entry] if entry is not whole else []))
        counted = [entry for entry in self.known.shown if entry.figure is not None]
        return self._with(counted[0]) if counted else None

    def _rest(self) -> Reply | None:
        rests = (self.relations.rest_of(entry) for entry in self.known.shown)
        found = next((rest for rest in rests if rest is not None), None)
        return self._with(found) if found is not None else None

    def _sum(self) -> Reply | None:
        """Return two figures that were shown, with their sum; of a part, its whole."""
        pair = self._pair()
        return self._worked("+", *pair) if pair is not None else self._whole()

    def _difference(self) -> Reply | None:
        pair = self._pair()
        if pair is None:
            return self._lacking_number()
        known = self.relations.difference_of(*pair)
        return self._with(known) if known is not None else self._worked("-", *pair)

    def _lacking_number(self) -> Reply | None:
        """Return that the report gives no number for what was shown, where that is known; None if it has one."""
        lead = self.known.lead
        if lead is None or lead.figure is not None:
            return None
        number = self.answerer.read("how many")
        silences = [
            each for each in self.relations.silences_near([lead]) if self.answerer.matcher.asked_like(each, number) > 0
        ]
        return self._said(self.message, [Near(silences[0], 1.0)]) if silences else None

    def _pair(self) -> tuple[Entry, Entry] | None:
        """Return the last two entries shown whose figures count the same; None if there are none such."""
        counted = [entry for entry in self.known.shown if entry.figure is not None and entry.figure.value is not None]
        for at, later in enumerate(counted):
            for earlier in counted[at + 1 :]:
                assert later.figure is not None
                assert earlier.figure is not None
                if later.figure.unit == earlier.figure.unit and later.figure.value != earlier.figure.value:
                    return earlier, later
        return None

    def _worked(self, operator: str, one: Entry, other: Entry) -> Reply | None:
        worked = self.catalogue.worked(one, operator, other)
        return None if worked is None else replace(self._with(one, other), worked=worked)

    def _more(self) -> Reply | None:
        """Return what else there is by the same speaker, or on the same subject, that was not shown yet."""
        lead = self.known.lead or (self.known.last[0] if self.known.last else None)
        if lead is None or (self._clear() and self.message.telling > 1 and self.alone.entry not in self.known.shown):
            return None
        around = [entry for entry in self.relations.around(lead) if entry not in self.known.shown]
        if not around:
            return None
        ranked = {near.target.id: near.probability for near in self._near(self.message)}
        spoken = bool(self.known.person) or "say" in self.message.plain or "said" in self.message.plain
        first = [entry for entry in around if spoken and self.relations.same_speaker(lead, entry)]
        told = self.message.telling > 0
        rest = sorted(around, key=lambda entry: -ranked.get(entry.id, 0.0)) if told else around
        found = list(dict.fromkeys([*first, *rest]))[:2]
        return self._with(found[0], *found[1:])

    def _figures(self) -> Reply | None:
        """Return the figures on the subject, those first that were not shown yet; None where it has none."""
        lead = self.known.lead
        around = self.relations.around(lead) if lead is not None else ()
        found = [entry for entry in (*around, *self.known.shown) if entry.figure is not None]
        found.sort(key=lambda entry: entry in self.known.shown)
        return self._with(found[0], *found[1:2]) if found else None

    def _doubt(self) -> Reply | None:
        """Return the figure that a number was held against, and put the number right."""
        if self._clear() and self.alone.entry not in self.known.shown:
            return None
        if not self.message.numbers:
            return self._with(self.known.lead) if self.known.lead is not None else None
        for entry in self.known.shown:
            if entry.figure is not None:
                right = self.answerer.decider.right_numbers(self.message, [entry])
                if len(right) < len([number for number in self.message.numbers if number.kind != "year"]):
                    return self._with(entry)
        return None

    def _of_another(self, message: Message) -> Reply | None:
        """Return the reply to "and X?": what was asked before, asked of X; None if it is no such message, or X has no
        such thing."""
        name, lead = only_named(message), self.known.lead
        if name is None or lead is None:
            return None
        found = alike(self.catalogue, lead, name)
        if lead in found or len(found) == 1:
            return self._with(lead if lead in found else found[0])
        replies = [self.answerer.reply_to(asked) for asked in asked_of(self.catalogue, lead, name, message)]
        answers = [reply for reply in replies if reply.entry is not None and name in self.catalogue.names(reply.entry)]
        best = max(answers, key=lambda reply: reply.confidence, default=None)
        if best is not None and best.entry is not None:
            return self.answerer.given(self.message, best.entry, confidence=best.confidence)
        if found:
            return self._with(found[0], *found[1:2])
        return None

    # --- The message with what is carried -------------------------------------------------------------------------

    def _clear(self) -> bool:
        """Tell whether the message is a clear question by itself."""
        return self.alone.kind == "answer" and self.alone.confidence >= _CLEAR

    def _near(self, message: Message) -> list[Near]:
        nearness = Nearness(self.answerer, self.catalogue, self._forest)
        return nearness.rank(message, self.known, self.alone)

    def _nearest(self, message: Message) -> Reply:
        alone = self.alone if message is self.message else self.answerer.reply_to(message)
        if alone.also and alone.kind == "answer" and alone.confidence >= _CLEAR:
            return replace(alone, question=self.message.typed)
        ranked = [near for near in self._near(message) if self._may_answer(message, near)]
        if ranked and alone.entry is ranked[0].target and alone.kind == "answer":
            return replace(alone, question=self.message.typed)
        polite = self._polite(message, ranked)
        if polite is not None:
            return polite
        if ranked and ranked[0].probability >= self._bars["near"]:
            return self._said(message, ranked)
        if len(ranked) > 1 and ranked[0].probability + ranked[1].probability >= self._bars["two"]:
            if all(isinstance(near.target, Entry) for near in ranked[:2]):
                return self._said(message, ranked)
        lead = self.known.lead
        if lead is not None and lead.speaker is not None and lead.speaker.role and _WHO_IS.fullmatch(message.plain):
            return self._with(lead)
        entries = [near.target for near in ranked if isinstance(near.target, Entry)]
        return self._suggesting(entries)

    def _polite(self, message: Message, ranked: Sequence[Near]) -> Reply | None:
        """Return a line in reply to a remark: a message that asks nothing, and little of which what is near says."""
        if not remarks(message):
            return None
        said = leaning(message)
        about = said in (None, "greeting", "reaction", "abilities") and bool(ranked)
        if about and self.answerer.decider.subjects.owned(message, ranked[0].target) >= _LEAST_OWNED:
            return None
        return _social(self.answerer, self.catalogue, message, said or "reaction")

    def _may_answer(self, message: Message, near: Near) -> bool:
        """Tell whether a target may answer: nothing that is about others than the message names, and no entry that
        lacks the very thing that a bare "when?" or "how many?" asks for."""
        if isinstance(near.target, Silence):
            return True
        if any(name not in self.answerer.matcher.known_names for name in message.names):
            return False
        lead, again = self.known.lead, near.target in self.known.shown
        if again and _LATER.search(message.plain):
            return False
        if message.telling == 0 and lead is not None and not again and near.target not in self.relations.around(lead):
            return False
        if (again or message.telling == 0) and not self._has_slot(message, near.target):
            return False
        return not self.answerer.decider.premise(message, near.target).blocked

    def _has_slot(self, message: Message, entry: Entry) -> bool:
        """Tell whether an entry has what a message without a telling word asks for, as far as it asks for a kind of
        thing: a number, a time, a place, a reason."""
        if message.wants_number and entry.figure is None:
            return False
        kinds = {"time", "place", "reason"}.intersection(message.asks)
        because = "reason" in kinds and any(_BECAUSE.search(fold(excerpt.text)) for excerpt in entry.excerpts)
        return not kinds or because or self.answerer.matcher.asked_like(entry, message) > 0.0

    def _said(self, message: Message, ranked: Sequence[Near]) -> Reply:
        target = ranked[0].target
        if isinstance(target, Silence):
            near = tuple(self.answerer.knowledge.entries[id] for id in target.near[:_MAX_SUGGESTED])
            return Reply(
                self.message.typed,
                "no_answer",
                ranked[0].probability,
                self.answerer.version,
                silence=target,
                suggestions=near,
            )
        also = [near.target for near in ranked[1:2] if near.probability >= self._bars["beside"]]
        others = [entry for entry in also if isinstance(entry, Entry)]
        reply = self.answerer.given(message, target, confidence=ranked[0].probability, also=tuple(others))
        return replace(reply, question=self.message.typed)

    def _suggesting(self, entries: Sequence[Entry]) -> Reply:
        found = tuple(dict.fromkeys(entries))[:_MAX_SUGGESTED]
        kind: Kind = "suggestions" if found else "no_answer"
        return Reply(self.message.typed, kind, 1.0, self.answerer.version, suggestions=found)

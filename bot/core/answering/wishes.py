"""What is asked of what was shown before -> the reply: the same again, its share, the rest of it, more, one of several.

Goes by how the entries stand to each other. Knows nothing of how the message puts it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..knowledge.catalogue import Catalogue
from ..knowledge.model import Entry
from ..language.message import Message
from ..language.text import fold
from ..search.targets import numbers_of
from .answerer import Answerer
from .carried import Carried
from .followup import SAYS, FollowUp
from .reply import Kind, Reply

__all__ = ["CLEAR", "Wishes", "suggesting"]

CLEAR = 0.91
"""An answer to a message by itself that is as sure is a new question's."""

_MAX_SUGGESTED = 3


class Wishes:
    """Grants what one message asks of what was shown.

    Args:
        message: The message.
        known: What was shown before it.
        alone: What the message would get by itself.
    """

    def __init__(
        self, answerer: Answerer, catalogue: Catalogue, message: Message, known: Carried, alone: Reply
    ) -> None:
        self._answerer, self._catalogue, self._message = answerer, catalogue, message
        self._known, self._alone = known, alone
        self._relations = catalogue.relations
        self._clear = alone.kind == "answer" and alone.confidence >= CLEAR

    def grant(self, asked: FollowUp) -> Reply | None:
        """Return the reply to what is asked of what was shown; None if nothing such is asked, or there is none."""
        match asked.wish:
            case "again":
                return self._with(self._known.lead) if self._known.lead is not None else None
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

    def _with(self, entry: Entry, *also: Entry) -> Reply:
        return self._answerer.given(self._message, entry, confidence=1.0, also=also)

    def _who(self) -> Reply | None:
        """Return what was shown, with who says so: itself if that stands in it, else with what tells it beside."""
        lead = self._known.lead
        if lead is None or (self._clear and self._message.telling > 1):
            return None
        if self._attributed(lead):
            return self._with(lead)
        near = [entry for entry in self._catalogue.neighbours(lead) if self._attributed(entry)]
        who = self._answerer.read("who")
        return self._with(lead, *sorted(near, key=lambda entry: -self._answerer.matcher.asked_like(entry, who))[:1])

    def _attributed(self, entry: Entry) -> bool:
        """Tell whether an entry says of somebody with a name that they said or found it out."""
        said = SAYS.search(fold(f"{entry.title}. {entry.says}")) is not None
        return entry.speaker is not None or (said and bool(self._catalogue.names(entry)))

    def _pick(self, place: int) -> Reply | None:
        last = self._known.last
        return self._with(last[place]) if -len(last) <= place < len(last) else None

    def _no(self) -> Reply:
        """Return what is near, in the place of what was shown."""
        lead = self._known.lead
        around = self._relations.around(lead) if lead is not None else ()
        near = [entry for entry in around if entry not in self._known.shown]
        return suggesting(self._answerer, self._message, near)

    def _quote(self) -> Reply | None:
        lead = self._known.lead
        if lead is None or self._clear:
            return None
        near = [lead, *self._catalogue.neighbours(lead)]
        return self._with(next((entry for entry in near if entry.quote), lead))

    def _share(self) -> Reply | None:
        """Return the share of the figure that was shown; else that the report gives none, and why if that is known."""
        for entry in self._known.shown[:2]:
            figure = entry.figure
            share = self._relations.share_of(entry)
            if share is None and figure is not None and (figure.unit == "%" or figure.whole is not None):
                share = entry
            if share is not None:
                return self._with(share)
        lead = self._known.lead
        if lead is None or self._clear:
            return None
        why = self._answerer.answer(f"what share is that: {lead.title}")
        if why.kind == "no_answer" and why.silence is not None and lead.id in why.silence.near:
            return replace(why, question=self._message.typed)
        return Reply(self._message.typed, "no_answer", 1.0, self._answerer.version, lacks_share=True)

    def _whole(self) -> Reply | None:
        for entry in self._known.shown:
            whole = self._relations.whole_of(entry)
            if whole is not None:
                return self._with(whole, entry)
        counted = next((entry for entry in self._known.shown if entry.figure is not None), None)
        return self._with(counted) if counted is not None else None

    def _rest(self) -> Reply | None:
        rests = (self._relations.rest_of(entry) for entry in self._known.shown)
        found = next((rest for rest in rests if rest is not None), None)
        return self._with(found) if found is not None else None

    def _sum(self) -> Reply | None:
        """Return two figures that were shown, with their sum; of a part, its whole."""
        pair = self._pair()
        return self._worked("+", *pair) if pair is not None else self._whole()

    def _difference(self) -> Reply | None:
        """Return two figures that were shown, with their difference; of what has no figure, that the report gives none,
        where that is known."""
        pair = self._pair()
        if pair is not None:
            known = self._relations.difference_of(*pair)
            return self._with(known) if known is not None else self._worked("-", *pair)
        lead = self._known.lead
        if lead is None or lead.figure is not None:
            return None
        number, matcher = self._answerer.read("how many"), self._answerer.matcher
        near = self._relations.silences_near([lead])
        silence = next((each for each in near if matcher.asked_like(each, number) > 0), None)
        return self._answerer.silent(self._message, silence, confidence=1.0) if silence is not None else None

    def _pair(self) -> tuple[Entry, Entry] | None:
        """Return the last two entries shown whose figures count the same; None if there are none such."""
        counted = [(entry, entry.figure) for entry in self._known.shown if entry.figure is not None]
        for at, (later, of_later) in enumerate(counted):
            for earlier, of_earlier in counted[at + 1 :]:
                if of_later.unit == of_earlier.unit and of_later.value not in (None, of_earlier.value):
                    return earlier, later
        return None

    def _worked(self, operator: str, one: Entry, other: Entry) -> Reply | None:
        worked = self._catalogue.worked(one, operator, other)
        return None if worked is None else replace(self._with(one, other), worked=worked)

    def _more(self) -> Reply | None:
        """Return what else there is by the same speaker, or on the same subject, that was not shown yet."""
        shown, message = self._known.shown, self._message
        lead = self._known.lead or next(iter(self._known.last), None)
        if lead is None or (self._clear and message.telling > 1 and self._alone.entry not in shown):
            return None
        around = [entry for entry in self._relations.around(lead) if entry not in shown]
        if message.telling:
            ranking = self._answerer.decider.rank(message)
            probable = {match.target.id: match.probability for match in ranking.matches}
            around.sort(key=lambda entry: -probable.get(entry.id, 0.0))
        if self._known.person or "say" in message.plain or "said" in message.plain:
            around.sort(key=lambda entry: not self._relations.same_speaker(lead, entry))
        return self._with(around[0], *around[1:2]) if around else None

    def _figures(self) -> Reply | None:
        """Return the figures on the subject, those first that were not shown yet; None where it has none."""
        lead = self._known.lead
        around = self._relations.around(lead) if lead is not None else ()
        found = [entry for entry in (*around, *self._known.shown) if entry.figure is not None]
        found.sort(key=lambda entry: entry in self._known.shown)
        return self._with(found[0], *found[1:2]) if found else None

    def _doubt(self) -> Reply | None:
        """Return the figure that a number was held against, and put the number right; None if the number is another
        figure's, and so nothing is held against it."""
        if self._clear and self._alone.entry not in self._known.shown:
            return None
        numbers = [number for number in self._message.numbers if number.kind != "year"]
        if not numbers:
            return self._with(self._known.lead) if self._known.lead is not None else None
        if not self._message.confirming or any(self._is_anothers(number.value) for number in numbers):
            return None
        figured = (entry for entry in self._known.shown if entry.figure is not None)
        doubted = (e for e in figured if len(self._answerer.decider.right_numbers(self._message, [e])) < len(numbers))
        found = next(doubted, None)
        return self._with(found) if found is not None else None

    def _is_anothers(self, value: object) -> bool:
        """Tell whether a number is that of an entry which was not shown."""
        return any(value in numbers_of(entry) for entry in self._catalogue.entries if entry not in self._known.shown)


def suggesting(answerer: Answerer, message: Message, entries: Sequence[Entry]) -> Reply:
    """Return the reply that suggests the first of some entries; that nothing was found if there are none."""
    found = tuple(dict.fromkeys(entries))[:_MAX_SUGGESTED]
    kind: Kind = "suggestions" if found else "no_answer"
    return Reply(message.typed, kind, 1.0, answerer.version, suggestions=found)

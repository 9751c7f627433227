"""A message with what is carried -> the likeliest target that may answer it.

Knows nothing of what is asked of what was shown by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from ..knowledge.catalogue import Catalogue
from ..knowledge.model import Entry, Silence
from ..language.message import Message
from ..language.text import fold
from ..search.targets import Target
from .answerer import Answerer
from .carried import Carried
from .nearness import Near, Nearness
from .reply import Reply
from .social import leaning, remarks
from .wishes import CLEAR, suggesting

__all__ = ["Likeliest"]

# Where there are no trees: from which probability on a target answers, from which on two of them do together, and from
# which on another stands beside it.
_BARS = {"near": 0.5, "two": 0.7, "beside": 0.25}
_CONSIDERED = 4  # of those that may answer: two that do, or three that are suggested
_LEAST_OWNED = 0.5  # of a remark's telling words, for it to be taken as being about what is near
_ASIDE = (None, "greeting", "reaction", "abilities")  # how a remark may lean that is about the report all the same
_WHO_IS = re.compile(
    r"(?:and |so |but )?(?:who|whos|who is|who was|who even is|what is|whats)"
    r"(?: (?:he|she|that|this|they|him|her))?(?: even| again)?"
    r"|(?:and |whats |what is )*(?:his|her|their) (?:role|job|title|position|post|rank)|what does (?:he|she) do"
)
_LATER = re.compile(
    r"\b(?:still|now|yet|since then|anymore|any more|nowadays|these days|currently|already|today|ever since)\b"
)
_BECAUSE = re.compile(r"\b(?:because|due to|owing to|since|so that|as a result|in order to|caused by)\b")


class Likeliest:
    """Answers messages from the base, with what was shown before.

    Args:
        known: What was shown before.
    """

    def __init__(self, answerer: Answerer, catalogue: Catalogue, known: Carried) -> None:
        self._answerer, self._known, self._relations = answerer, known, catalogue.relations
        forest = answerer.decider.trees.near if answerer.decider.trees is not None else None
        self._nearness = Nearness(answerer, catalogue, forest)
        self._bars = _BARS if forest is None else {name: forest.bar(name) for name in _BARS}

    def reply(self, message: Message, alone: Reply) -> Reply | None:
        """Return the reply to a message; None if it is a remark, about nothing that is near.

        Args:
            alone: What the message would get by itself.
        """
        if alone.also and alone.kind == "answer" and alone.confidence >= CLEAR:
            return alone
        may_answer = self._may_answer(message, self._nearness.rank(message, self._known, alone))
        ranked = list(islice(may_answer, _CONSIDERED))
        first, second = (*ranked, None, None)[:2]
        if first is not None and first.target == alone.entry:
            return alone
        if remarks(message) and not self._is_about(message, first):
            return None
        if first is not None and self._is_enough(first, second):
            return self._with(message, first, second)
        lead = self._known.lead
        if lead is not None and lead.speaker is not None and lead.speaker.role and _WHO_IS.fullmatch(message.plain):
            return self._answerer.given(message, lead, confidence=1.0)
        entries = [each.target for each in ranked if isinstance(each.target, Entry)]
        return suggesting(self._answerer, message, [entry for entry in entries if self._touches(message, entry)])

    def _is_enough(self, first: Near, second: Near | None) -> bool:
        if first.probability >= self._bars["near"]:
            return True
        entries = second is not None and isinstance(first.target, Entry) and isinstance(second.target, Entry)
        return entries and second is not None and first.probability + second.probability >= self._bars["two"]

    def _with(self, message: Message, first: Near, second: Near | None) -> Reply:
        if isinstance(first.target, Silence):
            return self._answerer.silent(message, first.target, confidence=first.probability)
        beside = second is not None and second.probability >= self._bars["beside"]
        also = (second.target,) if beside and second is not None and isinstance(second.target, Entry) else ()
        return self._answerer.given(message, first.target, confidence=first.probability, also=also)

    def _touches(self, message: Message, entry: Entry) -> bool:
        """Tell whether an entry has anything that the message is about; all have of one that names no subject."""
        return message.telling == 0 or self._answerer.decider.subjects.touches(message, entry)

    def _is_about(self, message: Message, first: Near | None) -> bool:
        """Tell whether a remark is about what is nearest: that has some of it in its own words."""
        if first is None or leaning(message) not in _ASIDE:
            return False
        return self._answerer.decider.subjects.owned(message, first.target) >= _LEAST_OWNED

    def _may_answer(self, message: Message, ranked: list[Near]) -> Iterator[Near]:
        for near in ranked:
            if isinstance(near.target, Silence) or self._fits(message, near.target):
                yield near

    def _fits(self, message: Message, entry: Entry) -> bool:
        """Tell whether an entry is about whom the message names, and has the very thing that a bare "when?" asks for,
        or a "when?" that goes on about what was shown."""
        if any(name not in self._answerer.matcher.known_names for name in message.names):
            return False
        again, bare = entry in self._known.shown, message.telling == 0
        if again and _LATER.search(message.plain):
            return False
        if bare and not again and not self._is_around(entry):
            return False
        if (again or bare) and not self._has_slot(message, entry):
            return False
        return not self._answerer.decider.premise(message, entry).blocked

    def _is_around(self, target: Target) -> bool:
        lead = self._known.lead
        return lead is None or target in self._relations.around(lead)

    def _has_slot(self, message: Message, entry: Entry) -> bool:
        """Tell whether an entry has the kind of thing that a message asks for: a number, a time, a place, a reason."""
        if message.wants_number and entry.figure is None:
            return False
        kinds = {"time", "place", "reason"}.intersection(message.asks)
        because = "reason" in kinds and any(_BECAUSE.search(fold(excerpt.text)) for excerpt in entry.excerpts)
        return not kinds or because or self._answerer.matcher.asked_like(entry, message) > 0.0

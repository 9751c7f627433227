"""A message in a conversation -> a reply: what was said before carries the subject.

In order: a call for help gets help lines, whatever was said before; what is only polite gets a line; what asks
something of what was shown is answered from that; "and X?" is what was asked before, asked of X; everything else gets
the likeliest target, as it stands and with what is carried. Knows ids of what was shown, and nothing of people's words.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ..knowledge.catalogue import Catalogue
from ..knowledge.model import Entry
from ..language.message import Message
from ..search.targets import numbers_of
from .another import of_another
from .answerer import Answerer
from .carried import Carried, carried
from .followup import FollowUp, Wish, follow_up
from .likeliest import Likeliest
from .reply import Reply
from .social import Manner, manner, passing, reacting, unheard
from .talk import Talk
from .wishes import Wishes

__all__ = ["converse"]

_EXAMPLES = 3
# What is asked of what was shown even where the words could be mere politeness ("really?", "no", "go on").
_MORE_THAN_POLITE: frozenset[Wish | None] = frozenset(["pick", "again", "who", "no", "more"])
_QUESTION = re.compile(
    r"\b(?:out of|of|from|how|whos?|whats?|which|why|when|where|is|was|were|are|did|does|percent|percentage|share|rest"
    r"|total)\b.*"
)


def converse(answerer: Answerer, catalogue: Catalogue, text: str, before: Talk = ()) -> Reply:
    """Return the reply to a message.

    Args:
        before: What the bot said before in this conversation; () for a message that begins one.
    """
    message = answerer.read(text)
    alone = answerer.reply_to(message)
    if alone.help is not None:  # somebody may be in danger
        return alone
    if message.ending is message:
        return _by_what_was_said(answerer, catalogue, message, before, alone)
    return replace(_by_what_was_said(answerer, catalogue, message.ending, before, alone), question=text)


def _by_what_was_said(answerer: Answerer, catalogue: Catalogue, message: Message, before: Talk, alone: Reply) -> Reply:
    """Return the reply to a message that is no call for help. alone: the reply to it without a conversation."""
    said, known = manner(message), carried(catalogue, before)
    if known is not None:
        asked = follow_up(message, several=len(known.last) > 1 or known.suggested)
        if said is None and asked.wish is None and not asked.back:
            said = reacting(message)
        if said is None or asked.wish in _MORE_THAN_POLITE:
            idle = said is not None or (asked.wish is None and not asked.back and unheard(message))
            reply = _going_on(answerer, catalogue, message, known, asked, alone, polite=idle)
            unclear = reply is not None and reply.kind == "suggestions" and asked.wish is None
            said = said or (passing(message) if reply is None or unclear else None)
            if reply is not None and (said is None or not unclear):
                return replace(reply, question=message.typed)
            return _nothing(answerer, message) if said is None else _social(answerer, catalogue, message, said)
    if said is not None and not isinstance(answerer.decider.foreseen(message), Entry):
        return _social(answerer, catalogue, message, said)
    nothing = alone.kind == "no_answer" and (alone.silence is None or not alone.silence.near)
    leans = passing(message) if nothing else None
    return _social(answerer, catalogue, message, leans) if leans is not None else alone


def _social(answerer: Answerer, catalogue: Catalogue, message: Message, said: Manner) -> Reply:
    """Return a polite line. said: how the message was meant."""
    examples = tuple(entry for entry in catalogue.entries if entry.asked)[:_EXAMPLES]
    return Reply(message.typed, "social", 1.0, answerer.version, manner=said, suggestions=examples)


def _nothing(answerer: Answerer, message: Message) -> Reply:
    return Reply(message.typed, "no_answer", 1.0, answerer.version)


def _going_on(
    answerer: Answerer,
    catalogue: Catalogue,
    message: Message,
    known: Carried,
    asked: FollowUp,
    alone: Reply,
    *,
    polite: bool,
) -> Reply | None:
    """Return the reply to a message that goes on from what was shown; None if there is none but a polite line.

    polite: Whether its words could be mere politeness, or say nothing that the base knows.
    """
    if asked.back:
        known, asked = _back(known, asked)
    granted = Wishes(answerer, catalogue, message, known, alone).grant(asked)
    if granted is not None or polite:
        return granted
    rest = asked.rest
    another = of_another(answerer, catalogue, known.lead, rest) if known.lead is not None else None
    if another is not None:
        return another
    by_itself = alone if rest is message else answerer.reply_to(rest)
    return Likeliest(answerer, catalogue, known).reply(rest, by_itself)


def _back(known: Carried, asked: FollowUp) -> tuple[Carried, FollowUp]:
    """Return what is carried and asked by a message that goes back to a number which was shown: "back to the 46, out of
    how many?"; both as they are where it has no such number."""
    values = {number.value for number in asked.rest.numbers}
    meant = next((entry for entry in known.shown if values & numbers_of(entry)), None)
    if meant is None:
        return known, asked
    question = _QUESTION.search(asked.rest.plain)
    further = follow_up(asked.rest.piece(question[0])) if question is not None else None
    if further is None or (further.wish is None and further.rest.telling <= 1):
        further = FollowUp("again", asked.rest)
    return known.leading_with(meant), further

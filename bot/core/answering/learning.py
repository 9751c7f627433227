"""What people do with an answer tells what their question asks for: whether it may be a way of asking for an entry.

Nothing is told by a call for help, or by what is near to one: nothing of that is ever kept.
"""

from __future__ import annotations

import re

from ..language.message import Message
from .answerer import Answerer
from .gaps import alike_in_kind, likeness
from .reply import Reply
from .social import Manner, manner, reacting

__all__ = ["carried_on", "confirms", "denies", "follows", "tells", "untaught"]

_CANDIDATES = 5  # entries that a question may have meant by its own words: one more than is ever offered for one
# Of what the shorter of two questions says, by weight, so much is in both if one is the other put anew. On the shipped
# base with five ways of asking left to an entry, and its others as questions, 15 % of 483 pairs for the same entry pass
# all of `follows`, and 0.4 % of 1,000 pairs for two, half of these on one topic.
_SHARED = 1 / 3
_CONTENT: frozenset[Manner] = frozenset(["thanks", "praise", "farewell"])
_OBJECTS = re.compile(r"(?:no|nope|nah|not|wrong|i mean|i meant|thats (?:not|wrong)|sorry|what i)\b")


def tells(answerer: Answerer, question: str, entry_id: str) -> bool:
    """Tell whether it says something that an entry was chosen for a question.

    Not if the question is answered with that entry anyway, if the report is known not to say what it asks, or if it
    asks nothing: then something else was looked at.
    """
    reply = _asked(answerer, answerer.read(question))
    return reply is not None and (reply.entry is None or reply.entry.id != entry_id)


def confirms(answerer: Answerer, question: str, entry_id: str) -> bool:
    """Tell whether it says something that an answer helped: that its question is a new way of asking for the entry.

    The question alone, without the conversation before it, must be answered with that entry and with nothing else that
    was asked besides, and take nothing for granted that the report has otherwise. And there must be no way of asking of
    the same words, but for their order, endings and little words.
    """
    message = answerer.read(question)
    reply = _asked(answerer, message)
    if reply is None or reply.entry is None or reply.entry.id != entry_id or reply.corrections:
        return False
    if (reply.also and not reply.perhaps) or answerer.foreseen(question) is not None:
        return False
    return all(likeness(message.plain, answerer.read(asked).plain) < 1.0 for asked in reply.entry.asked)


def denies(answerer: Answerer, question: str, entry_id: str) -> bool:
    """Tell whether it says something that an entry is not what a question asks for: it could be learnt otherwise."""
    return _asked(answerer, answerer.read(question)) is not None and untaught(answerer, question, entry_id)


def follows(answerer: Answerer, first: str, second: str, entry_id: str) -> bool:
    """Tell whether the entry that answered a second question is what the first one, which found none, asked for.

    One person put both, one soon after the other in the same place. It is, if all of this holds:

    - The choice of that entry for the first question would tell something: see `tells`.
    - The entry is among the five likeliest for the first question, by its own words.
    - Both ask for the same kind of thing, of the same names, with the same numbers and denials.
    - They share a word that tells something; and a third of what the shorter of them says, unless the entry is the
      likeliest of all for the first.
    """
    if not tells(answerer, first, entry_id) or not alike_in_kind(first, second):
        return False
    one, other = answerer.read(first), answerer.read(second)
    if set(one.names) != set(other.names):
        return False
    ranking = answerer.matcher.rank(one)
    likeliest = [match.target.id for match in ranking.matches[:_CANDIDATES]]
    if entry_id not in likeliest:
        return False
    said = {term.text: weight for term, weight in ranking.terms if not term.little}
    again = {term.text: weight for term, weight in answerer.matcher.rank(other).terms if not term.little}
    shared = sum(weight for text, weight in said.items() if text in again)
    shorter = min(sum(said.values()), sum(again.values()))
    return shared > 0 and (likeliest[0] == entry_id or shared >= _SHARED * shorter)


def carried_on(answerer: Answerer, answered: str, then: str) -> bool:
    """Tell whether somebody was content with the answer to a question, by what they said next.

    They were if they said thanks, or asked for something else in the report: without an objection, and without a
    telling word of the question, which would rather be another try at it.
    """
    message = answerer.read(then)
    said = manner(message) or reacting(message)
    if said is not None:
        return said in _CONTENT
    if _OBJECTS.match(message.plain) or not any(term.known for term in message.terms if not term.little):
        return False
    return not _telling(message) & _telling(answerer.read(answered))


def untaught(answerer: Answerer, question: str, target: str) -> bool:
    """Tell whether a question can still be taught to an entry: it is there, and the question leads nowhere yet."""
    return target in answerer.knowledge.entries and answerer.foreseen(question) is None


def _asked(answerer: Answerer, message: Message) -> Reply | None:
    """Return the reply to a message that asks something of the report; None for any other, and for what the report is
    known not to say."""
    reply = answerer.reply_to(message)
    return None if reply.help is not None or reply.silence is not None or manner(message) is not None else reply


def _telling(message: Message) -> set[str]:
    return {term.text for term in message.terms if not term.little}

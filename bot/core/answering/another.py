"""What was asked before, asked of somebody or something else: "and her?", "what about that town?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..knowledge.catalogue import Catalogue
from ..knowledge.model import Entry
from ..language.message import Message
from ..language.text import words
from ..language.vocabulary import Name
from .answerer import Answerer
from .reply import Reply

__all__ = ["alike", "asked_of", "of_another", "only_named"]

_AND = re.compile(
    r"^(?:(?:ok|okay|so|but|oh|hm+|and|now|then|wait|cool|right)\b\W*)*"
    r"(?:and|what about|how about|what of|also|what did|what does|what has|what)\b"
    r"(?: (?:in|for|of|the|at|with|by|from|to))*"
)
_BESIDE = frozenset((
    "the", "a", "then", "too", "also", "say", "says", "said", "think", "thinks", "thought", "of", "it", "about",
    "that", "this", "there", "one", "ones",
))  # fmt: skip
_PHRASINGS = 8  # of the entry before that are asked anew of somebody else


def only_named(message: Message) -> Name | None:
    """Return the name that a message like "and X?" asks about; None if it has none, or says more than that."""
    rest = _AND.sub("", message.plain).split()
    if len(rest) == len(message.words):
        return None
    names = message.piece(" ".join(rest)).names
    spelt = {word for name in names for spelling in name.spellings for word in words(spelling)}
    if len(names) != 1 or any(word not in spelt and word not in _BESIDE for word in rest):
        return None
    return names[0]


def of_another(answerer: Answerer, catalogue: Catalogue, entry: Entry, message: Message) -> Reply | None:
    """Return the reply to "and X?": what was asked before, asked of X; None if it is no such message, or X has no such
    thing.

    Args:
        entry: What was answered with before.
    """
    name = only_named(message)
    if name is None:
        return None
    found = alike(catalogue, entry, name)
    if entry in found or len(found) == 1:
        return answerer.given(message, entry if entry in found else found[0], confidence=1.0)
    replies = [answerer.reply_to(asked) for asked in asked_of(catalogue, entry, name, message)]
    answers = [(reply.confidence, reply.entry) for reply in replies if reply.entry is not None]
    fitting = [each for each in answers if each[1] in found]
    fitting = fitting or [
        each for each in answers if _sort(each[1]) == _sort(entry) and name in catalogue.names(each[1])
    ]
    if fitting:
        confidence, best = max(fitting, key=lambda each: each[0])
        return answerer.given(message, best, confidence=confidence)
    return answerer.given(message, found[0], confidence=1.0, also=tuple(found[1:2])) if found else None


def alike(catalogue: Catalogue, entry: Entry, name: Name) -> list[Entry]:
    """Return the entries of the same sort that are about a name, and about nobody else of its kind.

    Counts go with counts, those of the same unit if there are any, shares with shares, quotations with quotations and
    with what somebody said of the same.
    """

    found = [
        other
        for other in catalogue.entries
        if _sort(other) == _sort(entry) and [own for own in catalogue.names(other) if own.kind == name.kind] == [name]
    ]
    unit = entry.figure.unit if entry.figure is not None else ""
    return [other for other in found if other.figure is not None and other.figure.unit == unit] or found


def _sort(entry: Entry) -> tuple[bool, bool, bool]:
    return bool(entry.quote), entry.figure is not None, entry.figure is not None and entry.figure.unit == "%"


def asked_of(catalogue: Catalogue, entry: Entry, name: Name, message: Message) -> Sequence[Message]:
    """Return ways of asking for an entry with another name of the same kind in the place of its own."""
    made = []
    for asked in catalogue.asked(entry):
        own = next((n for n in message.piece(asked).names if n.kind == name.kind), None)
        if own is not None:
            spellings = sorted(own.spellings, key=len, reverse=True)
            pattern = rf"\b(?:{'|'.join(re.escape(spelling) for spelling in spellings)})\b"
            made.append(re.sub(pattern, name.spellings[0], asked))
        if len(made) == _PHRASINGS:
            break
    made = made or [f"{asked} {name.spellings[0]}" for asked in catalogue.asked(entry)[:1]]
    return [message.piece(asked) for asked in made]

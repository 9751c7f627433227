"""What was asked before, asked of somebody or something else: "and her?", "what about that town?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..knowledge.catalogue import Catalogue
from ..knowledge.model import Entry
from ..language.message import Message
from ..language.text import words
from ..language.vocabulary import Name

__all__ = ["alike", "asked_of", "only_named"]

_AND = re.compile(
    r"^(?:(?:ok|okay|so|but|oh|hm+|and|now|then|wait|cool|right)\b\W*)*"
    r"(?:and|what about|how about|what of|also|what did|what does|what has|what)\b"
    r"(?: (?:in|for|of|the|at|with|by|from|to))*"
)
_BESIDE = frozenset(
    [
        "the",
        "a",
        "then",
        "too",
        "also",
        "say",
        "says",
        "said",
        "think",
        "thinks",
        "thought",
        "of",
        "it",
        "about",
        "that",
        "this",
        "there",
        "one",
        "ones",
    ]
)
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


def alike(catalogue: Catalogue, entry: Entry, name: Name) -> list[Entry]:
    """Return the entries of the same sort that are about a name, and about nobody else of its kind.

    Counts go with counts, those of the same unit if there are any, shares with shares, quotations with quotations and
    with what somebody said of the same.
    """

    def sort(one: Entry) -> tuple[bool, bool, bool]:
        return bool(one.quote), one.figure is not None, one.figure is not None and one.figure.unit == "%"

    found = [
        other
        for other in catalogue.entries
        if sort(other) == sort(entry) and [own for own in catalogue.names(other) if own.kind == name.kind] == [name]
    ]
    unit = entry.figure.unit if entry.figure is not None else ""
    return [other for other in found if other.figure is not None and other.figure.unit == unit] or found


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

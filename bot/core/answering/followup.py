"""What is asked in reply to an answer, which carries its subject: "who said that?", "what percent is that?", "and X?".

Knows the entry that was answered with, and nothing else of what went before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..knowledge.catalogue import Catalogue
from ..knowledge.model import Entry
from ..language.message import Message
from ..language.text import words
from ..language.vocabulary import Name
from .answerer import Answerer
from .reply import Reply

__all__ = ["follow"]

_SAME = re.compile(
    r"\b(?:who (?:said|says|wrote|is quoted)|(?:source|sauce|link|url|proof|evidence|cite|citation|reference)\b"
    r"|where (?:is|does|did) (?:that|this|it)|says who|which paragraph|what paragraph|really|are you sure|again)"
)
_SHARE = re.compile(r"\b(?:percent|percentage|per cent|share|proportion|fraction|pct)\b|%")
_QUOTE = re.compile(r"\b(?:quote|quotation|statement|exact words|full|verbatim|word for word|what did \w+ say)\b")
_POINTING = re.compile(r"\b(?:that|this|it|those|these|they|he|she|them)\b")
_AND = re.compile(
    r"^(?:(?:ok|okay|so|but|oh|hm+|and)\b\W*)*(?:and|what about|how about|what of|also)\b"
    r"(?: (?:in|for|of|the|at|with))*"
)
_MAX_POINTING_WORDS = 7
_MAX_BARE_WORDS = 3
_MAX_QUOTING_WORDS = 6
# A follow-up that names a thing of its own this surely is a new question.
_SURE = 0.91
_MAX_OFFERED = 3
_PHRASINGS = 8  # of the entry before that are asked anew of somebody else


def follow(answerer: Answerer, catalogue: Catalogue, entry: Entry, text: str) -> Reply:
    """Return the reply to a follow-up of an answer with an entry.

    A message that is a clear question by itself is answered as one; distress always gets its help lines.
    """
    message = answerer.read(text)
    alone = answerer.reply_to(message)
    if alone.kind == "signpost":
        return alone
    line, count = message.plain, len(message.words)
    short, bare = count <= _MAX_POINTING_WORDS, count <= _MAX_BARE_WORDS
    pointing = _POINTING.search(line) is not None
    rest = _AND.sub("", line).split()
    if short and len(rest) < count:
        other = _of_another(answerer, catalogue, entry, message, rest, alone)
        if other is not None:
            return other
    clear = alone.kind == "answer" and alone.confidence >= _SURE
    if clear and not pointing and not (bare and (_SAME.search(line) or _QUOTE.search(line))):
        return alone
    if short and _SHARE.search(message.folded) and (bare or (pointing and (not clear or entry.figure is not None))):
        return _share(answerer, catalogue, entry, message)
    if short and _QUOTE.search(line) and (pointing or count <= _MAX_QUOTING_WORDS):
        quoted = entry if entry.quote else next((e for e in catalogue.neighbours(entry) if e.quote), None)
        return _answer(answerer, message, quoted or entry)
    if short and _SAME.search(line):
        return _answer(answerer, message, entry)
    if clear:
        return alone
    if short and pointing and len(alone.suggestions) == 1 and alone.suggestions[0] in catalogue.neighbours(entry):
        return _answer(answerer, message, alone.suggestions[0], confidence=1.0 - alone.confidence)
    joined = answerer.reply_to(message.piece(f"{catalogue.asked(entry)[0]} {message.folded}"))
    if short and joined.kind == "answer" and joined.entry is not None and joined.entry.id != entry.id:
        return _answer(answerer, message, joined.entry, confidence=joined.confidence)
    return alone


def _of_another(
    answerer: Answerer, catalogue: Catalogue, entry: Entry, message: Message, rest: Sequence[str], alone: Reply
) -> Reply | None:
    """Return the reply to "and X?": what was asked before, asked of X. None if X is no name, or says more than that."""
    names = message.piece(" ".join(rest)).names
    spelt = {word for name in names for spelling in name.spellings for word in words(spelling)}
    if len(names) != 1 or len([word for word in rest if word not in spelt]) > 1:
        return None
    (name,) = names
    alike = _alike(catalogue, entry, name)
    if entry in alike or len(alike) == 1:
        return _answer(answerer, message, entry if entry in alike else alike[0])
    found = [answerer.reply_to(asked) for asked in _asked_of(catalogue, entry, name, message)]
    best = max((reply for reply in found if reply.entry is not None), key=_confidence, default=None)
    if best is not None and best.entry is not None and name in catalogue.names(best.entry):
        return _answer(answerer, message, best.entry, confidence=best.confidence)
    if alone.silence is not None or (alone.kind == "answer" and (not alike or alone.confidence >= _SURE)):
        return alone
    if alike:
        suggestions = tuple(alike[:_MAX_OFFERED])
        return Reply(message.typed, "suggestions", alone.confidence, answerer.version, suggestions=suggestions)
    silent = next((reply for reply in found if reply.silence is not None), None)
    return replace(silent, question=message.typed) if silent is not None else alone


def _alike(catalogue: Catalogue, entry: Entry, name: Name) -> list[Entry]:
    """Return the entries of the same sort that are about a name, and about nobody else of its kind.

    Counts go with counts, those of the same unit if there are any, shares with shares, quotations with quotations.
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


def _asked_of(catalogue: Catalogue, entry: Entry, name: Name, message: Message) -> list[Message]:
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


def _confidence(reply: Reply) -> float:
    return reply.confidence


def _answer(answerer: Answerer, message: Message, entry: Entry, *, confidence: float = 1.0) -> Reply:
    return Reply(message.typed, "answer", confidence, answerer.version, entry=entry)


def _share(answerer: Answerer, catalogue: Catalogue, entry: Entry, message: Message) -> Reply:
    """Return the share of an entry's figure; else that the report gives none, and why if that is known."""
    figure = entry.figure
    shares = figure is not None and (figure.unit == "%" or figure.whole is not None)
    share = _share_of(catalogue, entry) or (entry if shares else None)
    if share is not None:
        return _answer(answerer, message, share)
    asked = answerer.answer(f"what share is that: {entry.title}")
    if asked.kind == "no_answer" and asked.silence is not None and entry.id in asked.silence.near:
        return replace(asked, question=message.typed)
    return Reply(message.typed, "no_answer", 1.0, answerer.version, lacks_share=True)


def _share_of(catalogue: Catalogue, entry: Entry) -> Entry | None:
    """Return the entry whose figure is this one's share of a whole; None if there is none."""
    for other in catalogue.entries:
        figure = other.figure
        if figure is not None and figure.unit == "%" and figure.operands[:1] == (entry.id,):
            return other
    return None

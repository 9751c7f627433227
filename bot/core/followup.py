"""What is asked in reply to an answer, which carries its subject: "who said that?", "what percent is that?", "and X?".

Knows the entry that was answered with, and nothing else of what went before.
"""

from __future__ import annotations

import re

from .answering import Answerer
from .catalogue import Catalogue
from .model import Entry
from .reply import Reply
from .text import fold, words

__all__ = ["follow"]

_SAME = re.compile(
    r"\b(?:who (?:said|says|wrote|is quoted)|(?:source|sauce|link|url|proof|evidence|cite|citation|reference)\b"
    r"|where (?:is|does|did) (?:that|this|it)|says who|which paragraph|what paragraph|really|are you sure|again)"
)
_SHARE = re.compile(r"\b(?:percent|percentage|per cent|share|proportion|fraction|pct)\b|%")
_QUOTE = re.compile(r"\b(?:quote|quotation|statement|exact words|full|verbatim|word for word|what did \w+ say)\b")
_POINTING = re.compile(r"\b(?:that|this|it|those|these|they|he|she|them)\b")
_MAX_POINTING_WORDS = 7
# A follow-up that names a thing of its own this surely is a new question.
_SURE = 0.75


def follow(answerer: Answerer, catalogue: Catalogue, entry: Entry, text: str) -> Reply:
    """Return the reply to a follow-up of an answer with an entry.

    A message that is a clear question by itself is answered as one; distress always gets its help lines.
    """
    alone = answerer.answer(text)
    spoken = words(fold(text))
    line = " ".join(spoken)
    short = len(spoken) <= _MAX_POINTING_WORDS
    pointing = _POINTING.search(line) is not None
    clear = alone.kind == "answer" and alone.confidence >= _SURE
    if alone.kind == "signpost" or (clear and not pointing):
        return alone
    if short and _SHARE.search(line) and entry.figure is not None and (pointing or len(spoken) <= 3):
        return _answer(answerer, text, _share_of(answerer, entry) or entry)
    if short and _QUOTE.search(line) and (pointing or len(spoken) <= 6):
        quoted = entry if entry.quote else next((e for e in catalogue.neighbours(entry) if e.quote), None)
        return _answer(answerer, text, quoted or entry)
    if short and _SAME.search(line):
        return _answer(answerer, text, entry)
    if clear:
        return alone
    joined = answerer.answer(f"{entry.asked[0]} {text}")
    if short and joined.kind == "answer" and joined.entry is not None and joined.entry.id != entry.id:
        return _answer(answerer, text, joined.entry, confidence=joined.confidence)
    return alone


def _answer(answerer: Answerer, text: str, entry: Entry, *, confidence: float = 1.0) -> Reply:
    return Reply(text, "answer", confidence, answerer.version, entry=entry)


def _share_of(answerer: Answerer, entry: Entry) -> Entry | None:
    """Return the entry whose figure is this one's share of a whole; None if there is none."""
    for other in answerer.knowledge.entries.values():
        figure = other.figure
        if figure is not None and figure.unit == "%" and figure.operands[:1] == (entry.id,):
            return other
    return None

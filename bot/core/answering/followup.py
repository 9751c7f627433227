"""What is asked in reply to an answer, which carries its subject: "who said that?", "what percent is that?", "and X?".

Knows the entry that was answered with, and nothing else of what went before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..knowledge.catalogue import Catalogue
from ..knowledge.model import Entry
from ..language.text import fold, words
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
# A follow-up that names a thing of its own this surely is a new question.
_SURE = 0.91
_MAX_OFFERED = 3
_PHRASINGS = 8  # of the entry before that are asked anew of somebody else


def follow(answerer: Answerer, catalogue: Catalogue, entry: Entry, text: str) -> Reply:
    """Return the reply to a follow-up of an answer with an entry.

    A message that is a clear question by itself is answered as one; distress always gets its help lines.
    """
    alone = answerer.answer(text)
    spoken = words(fold(text))
    line = " ".join(spoken)
    if alone.kind == "signpost":
        return alone
    short, bare = len(spoken) <= _MAX_POINTING_WORDS, len(spoken) <= _MAX_BARE_WORDS
    pointing = _POINTING.search(line) is not None
    rest = _AND.sub("", line).split()
    if short and len(rest) < len(spoken):
        other = _of_another(answerer, entry, text, rest, alone)
        if other is not None:
            return other
    clear = alone.kind == "answer" and alone.confidence >= _SURE
    if clear and not pointing and not (bare and (_SAME.search(line) or _QUOTE.search(line))):
        return alone
    if short and _SHARE.search(fold(text)) and (bare or (pointing and (not clear or entry.figure is not None))):
        return _share(answerer, entry, text)
    if short and _QUOTE.search(line) and (pointing or len(spoken) <= 6):
        quoted = entry if entry.quote else next((e for e in catalogue.neighbours(entry) if e.quote), None)
        return _answer(answerer, text, quoted or entry)
    if short and _SAME.search(line):
        return _answer(answerer, text, entry)
    if clear:
        return alone
    if short and pointing and len(alone.suggestions) == 1 and alone.suggestions[0] in catalogue.neighbours(entry):
        return _answer(answerer, text, alone.suggestions[0], confidence=1.0 - alone.confidence)
    joined = answerer.answer(f"{entry.asked[0]} {text}")
    if short and joined.kind == "answer" and joined.entry is not None and joined.entry.id != entry.id:
        return _answer(answerer, text, joined.entry, confidence=joined.confidence)
    return alone


def _of_another(answerer: Answerer, entry: Entry, text: str, rest: Sequence[str], alone: Reply) -> Reply | None:
    """Return the reply to "and X?": what was asked before, asked of X. None if X is no name, or says more than that."""
    names = answerer.matcher.understand(" ".join(rest)).names
    spelt = {word for name in names for spelling in name.spellings for word in words(spelling)}
    if len(names) != 1 or len([word for word in rest if word not in spelt]) > 1:
        return None
    (name,) = names
    alike = _alike(answerer, entry, name)
    if entry in alike or len(alike) == 1:
        return _answer(answerer, text, entry if entry in alike else alike[0])
    found = [answerer.answer(asked) for asked in _asked_of(answerer, entry, name)]
    best = max((reply for reply in found if reply.entry is not None), key=_confidence, default=None)
    if best is not None and best.entry is not None and name in _own_names(answerer, best.entry):
        return _answer(answerer, text, best.entry, confidence=best.confidence)
    if alone.silence is not None or (alone.kind == "answer" and (not alike or alone.confidence >= _SURE)):
        return alone
    if alike:
        return Reply(text, "suggestions", alone.confidence, answerer.version, suggestions=tuple(alike[:_MAX_OFFERED]))
    silent = next((reply for reply in found if reply.silence is not None), None)
    return replace(silent, question=text) if silent is not None else alone


def _alike(answerer: Answerer, entry: Entry, name: Name) -> list[Entry]:
    """Return the entries of the same sort that are about a name, and about nobody else of its kind.

    Counts go with counts, those of the same unit if there are any, shares with shares, quotations with quotations.
    """

    def sort(one: Entry) -> tuple[bool, bool, bool]:
        return bool(one.quote), one.figure is not None, one.figure is not None and one.figure.unit == "%"

    found = [
        other
        for other in answerer.knowledge.entries.values()
        if sort(other) == sort(entry)
        and [own for own in _own_names(answerer, other) if own.kind == name.kind] == [name]
    ]
    unit = entry.figure.unit if entry.figure is not None else ""
    return [other for other in found if other.figure is not None and other.figure.unit == unit] or found


def _asked_of(answerer: Answerer, entry: Entry, name: Name) -> list[str]:
    """Return ways of asking for an entry with another name of the same kind in the place of its own."""
    made = []
    for asked in entry.asked:
        own = next((n for n in answerer.matcher.understand(asked).names if n.kind == name.kind), None)
        if own is not None:
            spellings = sorted(own.spellings, key=len, reverse=True)
            pattern = rf"\b(?:{'|'.join(re.escape(spelling) for spelling in spellings)})\b"
            made.append(re.sub(pattern, name.spellings[0], fold(asked)))
        if len(made) == _PHRASINGS:
            break
    return made or [f"{asked} {name.spellings[0]}" for asked in entry.asked[:1]]


def _own_names(answerer: Answerer, entry: Entry) -> tuple[Name, ...]:
    said = f"{entry.title}. {entry.says} {entry.speaker.name if entry.speaker is not None else ''}"
    return answerer.matcher.understand(said).names


def _confidence(reply: Reply) -> float:
    return reply.confidence


def _answer(answerer: Answerer, text: str, entry: Entry, *, confidence: float = 1.0) -> Reply:
    return Reply(text, "answer", confidence, answerer.version, entry=entry)


def _share(answerer: Answerer, entry: Entry, text: str) -> Reply:
    """Return the share of an entry's figure; else that the report gives none, and why if that is known."""
    figure = entry.figure
    shares = figure is not None and (figure.unit == "%" or figure.whole is not None)
    share = _share_of(answerer, entry) or (entry if shares else None)
    if share is not None:
        return _answer(answerer, text, share)
    asked = answerer.answer(f"what share is that: {entry.title}")
    if asked.kind == "no_answer" and asked.silence is not None and entry.id in asked.silence.near:
        return replace(asked, question=text)
    return Reply(text, "no_answer", 1.0, answerer.version, lacks_share=True)


def _share_of(answerer: Answerer, entry: Entry) -> Entry | None:
    """Return the entry whose figure is this one's share of a whole; None if there is none."""
    for other in answerer.knowledge.entries.values():
        figure = other.figure
        if figure is not None and figure.unit == "%" and figure.operands[:1] == (entry.id,):
            return other
    return None

"""Whether to speak where nobody asked the bot: only on what is about the report, is meant for everybody, and is sure.

Goes by the reading of the message and by the reply; knows neither channels nor people.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..knowledge.model import Entry, Knowledge, Source
from ..language.english import CHAT, LITTLE, names, ordinary
from ..language.lexicon import Lexicon
from ..language.message import Message
from ..language.text import fold
from .answerer import Answerer
from .reply import Reply

__all__ = ["for_everybody", "is_about", "speaks_unasked"]

# Unasked, only what is as sure as this is said.
_SURE_UNASKED = 0.95

_QUOTES = '"\u201c\u201d\u201e\u00ab\u00bb'
_QUOTED = re.compile(r"^\s*(?:>>>|>) ", re.M)
_WHOLLY_QUOTED = re.compile(rf"\s*[{_QUOTES}][^{_QUOTES}]*[{_QUOTES}]\s*")
_CODE = re.compile(r"```|^\s*`[^`]*`\s*$")
_COMMAND = re.compile(r"^\s*(?:/|[!.?$\-+%&~;=]{1,2}\w)")
_AT = re.compile(r"^\s*(?:@\S|<@)")
_OPENS = re.compile(
    r"^\s*(?:(?:hey|hi|hello|yo|oi|ok|okay|so|and|but|well|dear|thanks|thank you|sorry|no|yes)\s+)?"
    r"([^\W\d_][\w'\u2019-]*)\s*[,:]\s",
    re.I,
)
_CLOSES = re.compile(r",\s*([^\W\d_][\w'\u2019-]*)\s*[?!.]*\s*$")
_OF_THE_REPORT = re.compile(r"\b(?:the|this|that|your|its) (?:\w+ ){0,2}?(?:report|article)\b")


def for_everybody(text: str, knowledge: Knowledge) -> bool:
    """Tell whether a message is put to whoever reads it, in its writer's own words.

    It is not if it begins or ends with somebody's name or with "@", is a quotation, code, or another bot's command.
    A name that the knowledge has is what the message is about.
    """
    if any(pattern.search(text) for pattern in (_COMMAND, _AT, _CODE, _QUOTED)) or _WHOLLY_QUOTED.fullmatch(text):
        return False
    opens, closes = _OPENS.search(text), _CLOSES.search(text)
    own = {spelling for name in knowledge.vocabulary.names for spelling in name.spellings}
    first = fold(opens[1]) if opens is not None else ""
    last = fold(closes[1]) if closes is not None else ""
    if first and first not in own and (first in names() or not _says_something(first)):
        return False
    return not (last and last not in own and last in names() and last not in ordinary())


def _says_something(word: str) -> bool:
    """Tell whether a word is one of English, rather than what somebody is called."""
    return word in ordinary() or word in LITTLE or word in CHAT


def is_about(answerer: Answerer, message: Message, reply: Reply, *, strict: bool = False) -> bool:
    """Tell whether a message is about the report, and not about what the report only touches, such as who is mayor.

    It names the report, who published it, or a figure of the entry that answers; or, unless `strict`, something of
    that entry's topic, title or unit. Who people are and what they are is left out of these.
    """
    entry = reply.entry
    if entry is None:
        return False
    knowledge, lexicon = answerer.knowledge, answerer.matcher.lexicon
    said = {term.text for term in message.terms if not term.little}
    if _OF_THE_REPORT.search(message.plain) or _names_source(said, entry.source, lexicon):
        return True
    entries = (entry, *reply.also)
    if answerer.decider.right_numbers(message, entries):
        return True
    if strict:
        return False
    return bool(said & (_subject(entries, lexicon) - _people(knowledge, lexicon)))


def _names_source(said: set[str], source: Source, lexicon: Lexicon) -> bool:
    """Tell whether terms name who published a source or the report that it is about, or most of a title."""
    about = source.about
    publishers = [source.publisher, *([about.publisher] if about is not None else ())]
    if any(named and named <= said for named in (_terms(lexicon, [text]) for text in publishers)):
        return True
    title = _terms(lexicon, [about.title if about is not None else source.title])
    return bool(title) and len(title & said) >= max(2, len(title) // 2 + 1)


def _subject(entries: Iterable[Entry], lexicon: Lexicon) -> set[str]:
    texts = [text for entry in entries for text in (entry.topic, entry.title)]
    return _terms(lexicon, [*texts, *(entry.figure.unit for entry in entries if entry.figure is not None)])


def _people(knowledge: Knowledge, lexicon: Lexicon) -> set[str]:
    """Return the terms of who is quoted, and of what these people are."""
    speakers = {entry.speaker for entry in knowledge.entries.values() if entry.speaker is not None}
    return _terms(lexicon, [text for speaker in speakers for text in (speaker.name, speaker.role)])


def _terms(lexicon: Lexicon, texts: Iterable[str]) -> set[str]:
    return {term.text for text in texts for term in lexicon.terms(fold(text)) if not term.little}


def speaks_unasked(reply: Reply, *, confirming: bool, about: bool) -> bool:
    """Tell whether a reply may be given in a channel where nobody asked the bot.

    Only a sure answer to an open question, or the correction of a claim, about the report; never "I don't know", never
    a guess, nothing that is merely friendly. Help lines always.
    """
    if reply.kind == "signpost":
        return True
    sure = reply.kind == "answer" and reply.confidence >= _SURE_UNASKED
    return sure and about and (not confirming or bool(reply.corrections))

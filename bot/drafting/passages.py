"""A document as a row of sentences, each with where it stands and whom or what was spoken of before it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ..core.language.english import ordinary
from ..core.language.grammar import is_plural
from ..core.language.text import fold
from .clauses import DETERMINERS, PREPOSITIONS, PRONOUNS, bare_subject, clauses
from .text import Block, DocumentText
from .verbs import verb
from .wording import possessive
from .words import joined, split

__all__ = ["Passage", "passages", "standing_alone", "unquoted"]

_MOST = 600  # characters of a sentence in a knowledge file
_LEADING = re.compile(
    r"^(?:and|but|so|yet|also|however|moreover|furthermore|additionally|in addition|in reality|in fact|for example"
    r"|for instance|as a result|therefore|thus|meanwhile|similarly|interestingly|in contrast|by contrast|finally"
    r"|indeed|instead|on the other hand|of course|nevertheless|conversely|overall|in total),?\s+(?=\S)",
    re.IGNORECASE,
)
_IT = frozenset(["it", "its", "he", "his", "she", "her", "they", "their"])
_POINTING = re.compile(r"^(?:this|these|that|those|such|there it|here)\b", re.IGNORECASE)
_PERSONS = frozenset(["people", "adults", "children", "men", "women", "residents", "visitors", "guests", "customers"])
_IN_A_LIST = re.compile(r"[;,](?:\s+(?:and|or))?[;,]?$")
_QUOTATION = re.compile(r"“(?:[^“”\s]+\s+){3,}[^“”]*”|(?<!\w)\"(?:[^\"\s]+\s+){3,}[^\"]*\"(?!\w)")  # no mere term
_FIRST_PERSON = re.compile(r"\b(?:I|my|me|I['’](?:m|ve|d|ll))\b")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, or the row of a table.

    Attributes:
        text: As it stands.
        block: What it stands in.
        place: The number of that block, from 0.
        topic: The nearest heading above; "" if there is none.
        before: The sentence before it in the same block; "" if it is the first.
        about: What was spoken of last, by its name or noun; "" if that is not known.
        certain: Whether a pronoun at its beginning must stand for that.
    """

    text: str
    block: Block
    place: int
    topic: str = ""
    before: str = ""
    about: str = ""
    certain: bool = False


def passages(document: DocumentText, sentences: Callable[[str], Sequence[str]]) -> Iterator[Passage]:
    """Yield the sentences of paragraphs and items, and captions, quotations and rows as a whole; notes left aside.

    sentences: cuts a paragraph into its sentences.
    """
    topic = about = ""
    for place, block in enumerate(document.blocks):
        if block.kind == "heading":
            topic, about = _bare_heading(block.text), ""
        if block.kind in ("paragraph", "item"):
            before = ""
            for text in sentences(block.text):
                yield Passage(text, block, place, topic, before, about, certain=bool(before) and bool(about))
                about = _about(text, about)
                before = text
        elif block.kind != "note":
            yield Passage(block.text, block, place, topic, about=about)


def standing_alone(passage: Passage, *, text: str = "") -> tuple[str, str]:
    """Return a sentence as it can be read by itself, and why somebody should look at it ("" if it is plain).

    Pronouns at its beginning are resolved where that is certain, and left where it is not.
    text: a piece of the sentence in its place.
    """
    said = text or passage.text
    said = re.sub(r"\s+", " ", said).strip()
    said = _IN_A_LIST.sub(".", said)
    stripped = _LEADING.sub("", said, count=1)
    said = stripped[:1].upper() + stripped[1:]
    words = split(said)
    doubt = ""
    if not words:
        return said, "there is nothing to say"
    begin = _subject_place(said)
    first = words[begin].low if begin < len(words) else words[0].low
    if first in _IT:
        name = passage.about
        person = first in ("he", "his", "she", "her")
        if name and passage.certain and _may_be(name, first):
            owning = first in ("its", "his", "their") or (first == "her" and begin + 1 < len(words))
            suits = possessive(name) if owning else name
            at = words[begin].start
            said = (
                said[:at] + (suits[:1].upper() + suits[1:] if at == 0 else suits) + said[at + len(words[begin].core) :]
            )
            loose = first in ("they", "their") and not _is_plural(name)
            doubt = "" if not (person or loose) else f"“{words[begin].core}” was taken for {name}"
        else:
            doubt = f"“{words[begin].core}” stands for something said before"
    elif first in ("the", "this", "that") and begin + 1 < len(words) and passage.about:
        noun = words[begin + 1].low if words[begin + 1].low not in ("more", "most", "less") else "\0"
        named = passage.about
        if (
            passage.certain
            and re.search(rf"\b{re.escape(noun)}\b", named.casefold())
            and _has_capital(named)
            and len(named.split()) > 2
        ):
            at, to = words[begin].start, words[begin + 1].start + len(words[begin + 1].core)
            said = said[:at] + (named[:1].upper() + named[1:] if at == 0 else named) + said[to:]
        elif first != "the":
            doubt = f"“{words[begin].core} {words[begin + 1].core}” points to something said before"
    elif _POINTING.match(said):
        doubt = f"“{words[0].core}” points to something said before"
    told = _them_resolved(said, passage)
    if told != said:
        said, doubt = told, doubt or f"“them” was taken for {_bare_noun(passage.about)}"
    if _FIRST_PERSON.search(unquoted(said)):
        doubt = doubt or "it is in the first person"
    if len(said) > _MOST:
        said = said[: _MOST - 4].rsplit(" ", 1)[0] + " ..."
        doubt = "the sentence is very long and was cut"
    return said, doubt


def _them_resolved(said: str, passage: Passage) -> str:
    """Return a sentence with what was spoken of in the place of "them": things in the plural that a verb is done to.

    Only where the sentence has no other noun in the plural before it but people: "Some 9,400 people used them".
    """
    found = re.search(r"\b(\w+) them\b", said)
    noun = _bare_noun(passage.about)
    if found is None or not passage.certain or not _is_plural(passage.about) or _has_capital(noun):
        return said
    known = verb(fold(found[1]))
    before = [word for word in split(said[: found.start()]) if is_plural(word.low) and word.low not in _PERSONS]
    if known is None or known.form == "auxiliary" or before or fold(noun.split()[-1]) in _PERSONS:
        return said
    return f"{said[: found.end() - len('them')]}the {noun}{said[found.end() :]}"


def _bare_noun(about: str) -> str:
    """Return what was spoken of without what says how many there are, or whose: "our 14 drop-in centres"."""
    words = split(about)
    while words and (words[0].low in DETERMINERS or any(char.isdigit() for char in words[0].text)):
        words.pop(0)
    return joined(words)


def unquoted(said: str) -> str:
    """Return a sentence without what it quotes; the sentence itself where nothing else is left."""
    bare = _QUOTATION.sub(" ", said)
    return " ".join(bare.split()).lstrip(", ") if len(bare.split()) > 3 else said


def _subject_place(said: str) -> int:
    """Return where, in words, the subject of a sentence begins."""
    found = clauses(said)
    return len(found[0].lead) if found else 0


def _may_be(name: str, pronoun: str) -> bool:
    several = pronoun in ("they", "their")
    return _is_plural(name) == several or (several and _has_capital(name))


def _is_plural(name: str) -> bool:
    return (bool(re.search(r"[a-z]s$", name.split()[-1])) and not _has_capital(name)) or " and " in name


def _has_capital(name: str) -> bool:
    """Tell whether something has a proper name; that it begins a sentence does not count."""
    first, *others = [word for word in name.split() if word.casefold() not in ("the", "a", "an")] or [""]
    return any(word[:1].isupper() for word in others) or (first[:1].isupper() and first.casefold() not in ordinary())


def _about(sentence: str, before: str) -> str:
    """Return what a sentence is about: its first subject, or what the one before it was about if that is a pronoun."""
    found = next((clause for clause in clauses(sentence) if clause.finite), None)
    if found is None:
        return ""
    subject = bare_subject(found.subject)
    if not subject or len(subject) > 8:
        return ""
    if subject[0].low in _IT:
        return before
    if subject[0].low in PRONOUNS | PREPOSITIONS or subject[0].low in ("there", "one", "no", "some", "many"):
        return ""
    name = joined(subject)
    if subject[0].low == "the" and len(subject) == 2 and before and subject[1].low in before.casefold():
        return before
    if any(char.isdigit() for char in name.split()[0]):
        return ""
    name = re.sub(r"['’]s$", "", name)
    return name[:1].lower() + name[1:] if subject[0].low in ("the", "a", "an") else name


def _bare_heading(text: str) -> str:
    return re.sub(r"^(?:\d+(?:\.\d+)*|[IVX]+|[A-Z])?\s*[.):–—-]*\s+(?=[A-Z“])", "", text).strip() or text

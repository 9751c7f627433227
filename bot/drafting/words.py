"""The words of a sentence as it stands, each with its place. Knows nothing of what they do in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..core.language.english import names
from ..core.language.text import fold

__all__ = ["Word", "folded_with_places", "is_name", "is_person", "joined", "split"]

_OUTER = "“”\"'‘’()[]{},;:.!?…–—"
_INITIALS = re.compile(r"(?:[A-Z]\.)+$")
_PARTICLES_WORDS = """
    van von de der den del di da la le bin al ten ter of the and for
"""
_PARTICLES = frozenset(_PARTICLES_WORDS.split())
_folded = lru_cache(maxsize=20_000)(fold)  # a document has few words, over and over


@dataclass(frozen=True, slots=True)
class Word:
    """A word between white space.

    Attributes:
        text: With the signs around it.
        start: Where it begins in its sentence.
        core: Without the signs around it.
        low: `core` folded; without a possessive 's.
    """

    text: str
    start: int
    core: str
    low: str

    @property
    def end(self) -> int:
        """Where it ends, exclusive."""
        return self.start + len(self.text)

    @property
    def after(self) -> str:
        """The signs that stand behind it."""
        at = self.text.rfind(self.core) if self.core else 0
        return self.text[at + len(self.core) :]

    @property
    def before(self) -> str:
        """The signs that stand before it."""
        return self.text[: self.text.find(self.core)] if self.core else self.text

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter, or has one in it (iPhone)."""
        return any(char.isupper() for char in self.core)


def split(text: str) -> list[Word]:
    """Return the words of a sentence."""
    return [_word(match[0], match.start()) for match in re.finditer(r"\S+", text)]


def _word(text: str, start: int) -> Word:
    core = text.strip(_OUTER)
    if core and _INITIALS.fullmatch(core + "."):
        core = core + "." if text[text.find(core) + len(core) :].startswith(".") else core
    low = _folded(core)
    return Word(text, start, core, low.removesuffix("'s").removesuffix("'"))


def joined(words: Sequence[Word]) -> str:
    """Return words as they stand, without the signs at both ends."""
    if not words:
        return ""
    text = " ".join(word.text for word in words)
    text = text.lstrip(_OUTER.replace("(", "").replace("[", "")) if words[0].before else text
    core = text.rstrip('“"‘,;:.!?…–— ') if not _INITIALS.fullmatch(words[-1].core) else text.rstrip(",;: ")
    for left, right in ("()", "[]", "“”"):
        if core.count(left) < core.count(right):
            core = core.rstrip(right + ",;:. ")
            core = core.replace(right, "", 1) if core.count(left) < core.count(right) else core
        elif core.count(left) > core.count(right):
            core = core.replace(left, "", 1)
    return (core.replace('"', "") if core.count('"') % 2 else core).strip()


def is_name(words: Sequence[Word]) -> bool:
    """Tell whether words are a proper name: capital letters, but for particles inside."""
    first = words[1:] if words and words[0].low in ("the", "a", "an") else words
    return (
        bool(first) and first[0].capital and first[-1].capital and all(w.capital or w.low in _PARTICLES for w in first)
    )


def is_person(words: Sequence[Word]) -> bool:
    """Tell whether a proper name looks like a person's: a known first name, or a title before it."""
    titles = ("mr", "mrs", "ms", "dr", "sir", "dame", "lord", "lady", "professor", "prof", "councillor", "cllr")
    return (
        is_name(words)
        and words[0].low != "the"
        and len(words) < 5
        and (words[0].low.rstrip(".") in titles or (len(words) > 1 and words[0].low in names()))
    )


def folded_with_places(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Return a sentence folded, and for each of its characters the piece of the sentence that it came from.

    A word whose folding has another length is one piece, without the signs around it.
    """
    pieces: list[str] = []
    places: list[tuple[int, int]] = []
    for word in split(text):
        folded = _folded(word.text)
        if not folded:
            continue
        if pieces:
            places.append((word.start - 1, word.start))
        pieces.append(folded)
        if len(folded) == len(word.text):
            places += [(at, at + 1) for at in range(word.start, word.end)]
        else:
            inner = word.start + len(word.before)
            places += [(inner, inner + len(word.core))] * len(folded)
    return " ".join(pieces), places

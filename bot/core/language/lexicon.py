"""Words -> terms: the units that matching counts. Folds endings, joins synonyms, repairs misspelt words.

Knows the words of a knowledge base; knows nothing of its entries.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..language.vocabulary import Vocabulary
from .english import CHAT, LITTLE, names, ordinary, stem
from .spelling import MIN_CHARS, Sounds, Speller
from .text import fold, words

__all__ = ["Lexicon", "Term", "split"]

_DOTTED = re.compile(r"\b[a-z](?:\.[a-z])+\b")  # "i.t."
_STRETCHED = re.compile(r"(.)\1{2,}")
_CAPITALS = re.compile(r"\b[A-Z]{2,6}\b")

# What a repaired word is worth beside one typed rightly.
_REPAIRED_WEIGHT = 0.85


@dataclass(frozen=True, slots=True)
class Term:
    """One unit of a question.

    Attributes:
        text: The term, as `Lexicon` counts it: a stem, or "=" and the first of a group of synonyms.
        typed: The words behind it.
        known: Whether the knowledge base has it.
        little: Whether it says nothing of what is asked about ("the", "please"), or is a number, which may be
            mistaken.
        weight: 1.0, or less if it had to be repaired.
        repaired: The words that it was taken for; None if as typed.
    """

    text: str
    typed: str
    known: bool
    little: bool = False
    weight: float = 1.0
    repaired: str | None = None


class Lexicon:
    """The words of a knowledge base: synonyms that count as one, names that nothing is repaired into by chance.

    Args:
        vocabulary: Synonyms and names.
        texts: Everything that the base's words are taken from; questions are repaired towards these.
    """

    def __init__(self, vocabulary: Vocabulary, texts: Iterable[str]) -> None:
        grouped = {word for group in vocabulary.same for spelling in group for word in words(spelling)}
        self._stems: dict[str, str] = {}  # of the words of the base; those of questions are not kept
        often: dict[str, int] = dict.fromkeys(grouped, 1)
        capitals = {word for name in vocabulary.names for word in _CAPITALS.findall(name.shown)}
        for text in texts:
            capitals.update(_CAPITALS.findall(text))
            for word in split(fold(text)):
                if word not in self._stems:
                    self._stems[word] = stem(word)
                often[word] = often.get(word, 0) + 1
        self._terms = set(self._stems.values())
        named = {word for name in vocabulary.names for spelling in name.spellings for word in words(spelling)}
        self._others = frozenset(grouped | named)
        self._abbreviations = frozenset(map(str.casefold, capitals)) - ordinary() - LITTLE
        self._speller = Speller(often)
        sounding = named - ordinary() - self._abbreviations
        self._sounds = Sounds(word for word in sounding if word.isalpha())
        self._joined: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for group in vocabulary.same:
            for spelling in group:
                stems = tuple(self._stem_of(word) for word in words(spelling))
                if stems:
                    self._joined.setdefault(stems[0], []).append((stems, "=" + group[0]))
        for options in self._joined.values():
            options.sort(key=lambda option: -len(option[0]))

    @property
    def words(self) -> Iterable[str]:
        """The words of the base's texts, each once."""
        return self._stems

    def counted(self, folded: str) -> list[str]:
        """Return the terms of a folded phrasing, which is taken as rightly spelt."""
        return self.counted_words(split(folded))

    def counted_words(self, found: Sequence[str]) -> list[str]:
        """Return the terms of a phrasing that is split already."""
        stems = [self._stem_of(word) for word in found]
        if self._joined.keys().isdisjoint(stems):
            return stems
        return [term for term, _, _ in self._join(stems)]

    def terms(
        self, folded: str, *, most: int | None = None, repairs: dict[str, str | None] | None = None
    ) -> list[Term]:
        """Return the terms of a folded question in order, misspelt words repaired where the base has their like.

        Args:
            most: How many of its words are read at most; None: all.
            repairs: What words were repaired into so far, None for those left as they are: kept up, so that a word is
                looked up once, in however many pieces of a message it stands.
        """
        typed = split(folded)[:most]
        known = {} if repairs is None else repairs
        known.update({word: self._repair(word) for word in dict.fromkeys(typed) if word not in known})
        read = [known[word] for word in typed]
        stems = [self._stem_of(repaired or word) for word, repaired in zip(typed, read, strict=True)]
        return [self._term(term, typed[start:end], read[start:end]) for term, start, end in self._join(stems)]

    def _term(self, term: str, typed: Sequence[str], read: Sequence[str | None]) -> Term:
        meant = [repaired or word for word, repaired in zip(typed, read, strict=True)]
        repaired = [word for word in read if word is not None]
        return Term(
            term,
            " ".join(typed),
            known=term.startswith("=") or term in self._terms,
            little=all(word in LITTLE or word[0].isdigit() for word in meant),
            weight=_REPAIRED_WEIGHT if repaired else 1.0,
            repaired=" ".join(repaired) or None,
        )

    def _stem_of(self, word: str) -> str:
        return self._stems.get(word) or stem(word)

    def _spelt(self, word: str) -> bool:
        return word in self._stems or word in self._others or word in ordinary() or word in names()

    def _join(self, stems: Sequence[str]) -> list[tuple[str, int, int]]:
        """Return (term, start, end) for stems, the longest synonym first where several fit."""
        found = []
        at = 0
        while at < len(stems):
            for option, canonical in self._joined.get(stems[at], ()):
                if tuple(stems[at : at + len(option)]) == option:
                    found.append((canonical, at, at + len(option)))
                    at += len(option)
                    break
            else:
                found.append((stems[at], at, at + 1))
                at += 1
        return found

    def _repair(self, word: str) -> str | None:
        """Return the known word that a misspelt one stands for, or the name that it sounds like; None to leave it.

        Left alone are words that are known, ordinary English, people's names, short, or hold a digit; and words equally
        like two known ones of which neither is much commoner: which of the two was meant may not be guessed, unless
        both say little, as "which" and "with" do. An abbreviation is what only a word of the same letters stands for:
        any other may be another abbreviation.
        """
        if self._spelt(word) or not word.isalpha():
            return None
        squeezed = _STRETCHED.sub(r"\1", word)
        if squeezed != word:
            doubled = _STRETCHED.sub(r"\1\1", word)
            for shorter in (squeezed, doubled):
                if self._spelt(shorter):
                    return shorter
        if len(word) < MIN_CHARS:
            return None
        meant = [choice for choice in self._speller.nearest(squeezed) if self._may_be(squeezed, choice)]
        own = self._stem_of(word)
        if own in self._terms:  # "burgled" is no misspelt "bungled", but "inspecters" are inspectors
            meant = [choice for choice in meant if choice.startswith(own) and self._stem_of(choice) != own]
        alike = len({self._stem_of(choice) for choice in meant}) == 1 or all(choice in LITTLE for choice in meant)
        if meant and alike:
            return meant[0]
        return self._sounds.like(squeezed) if own not in self._terms else None

    def _may_be(self, word: str, choice: str) -> bool:
        return choice not in self._abbreviations or set(choice) == set(word)


def split(folded: str) -> list[str]:
    """Return the words of folded text, chat forms written out."""
    found = words(_DOTTED.sub(lambda letters: letters[0].replace(".", ""), folded) if "." in folded else folded)
    if not any(word in CHAT for word in found):
        return found
    return [part for word in found for part in (CHAT[word].split() if word in CHAT else (word,))]

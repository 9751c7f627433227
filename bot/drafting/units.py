"""What a number counts, and what a share is a share of, by the words behind it. Knows nothing of numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..core.language.grammar import is_plural
from .clauses import DETERMINERS, PREPOSITIONS
from .verbs import BE, Verb, verb
from .words import Word, split

__all__ = ["unit_of", "unit_text", "whole_of"]

_ADJECTIVE = re.compile(r"(?:ed|en|al|ive|ic|ous|ful|ary|able|ible|-\w+)$")
_ENDS = ',;:.!?)]”"–—'
_LONGEST_UNIT = 5
_NO_VERB = Verb("", "plain")


def unit_of(words: Sequence[Word]) -> list[Word]:
    """Return the noun that a number counts with what stands before it: "full-time equivalents"."""
    taken: list[Word] = []
    for at, word in enumerate(words[: _LONGEST_UNIT + 1]):
        low, known = word.low, verb(word.low)
        if not low or not any(char.isalpha() for char in low) or word.before:
            break
        if low in PREPOSITIONS or low in DETERMINERS or low in _STOPS:
            if (
                low == "of"
                and not taken
                and at + 1 < len(words)
                and words[at + 1].low in ("the", "these", "those", "their", "its", "our")
            ):
                inner = unit_of(words[at + 2 :])
                return [word, words[at + 1], *inner] if inner else []
            if low in ("and", "or") and taken and _ADJECTIVE.search(taken[-1].low) and _is_noun(words[at + 1 : at + 3]):
                return [*taken, *words[at : at + 3]]  # printed and handwritten questions
            break
        plural = is_plural(low) or low in ("people", "staff", "percent")
        used = bool(taken) and taken[-1].low.endswith("ly") and known is not None and known.form != "auxiliary"
        if known is not None and taken and not plural and not used:
            break
        if known is not None and known.form == "auxiliary":
            break
        if known is not None and known.form == "present" and taken and is_plural(taken[-1].low):
            break
        taken.append(word)
        ends = word.after[:1] in _ENDS and word.after
        if plural and not (
            at + 1 < len(words) and not ends and is_plural(words[at + 1].low) and verb(words[at + 1].low) is None
        ):
            return [*taken, *_of_what(words[at + 1 :])] if not ends else taken
        if ends:
            break
    if len(taken) == 1 and not is_plural(taken[0].low) and (verb(taken[0].low) or _NO_VERB).form == "past":
        return []  # "247 answered", "one in five said"
    return taken if len(taken) <= 3 else taken[:1] if taken and is_plural(taken[0].low) else []


def _is_noun(words: Sequence[Word]) -> bool:
    """Tell whether words are an adjective and a noun in the plural."""
    return (
        len(words) == 2
        and _ADJECTIVE.search(words[0].low) is not None
        and not (words[0].before or words[0].after or words[1].before)
        and is_plural(words[1].low)
    )


def _of_what(words: Sequence[Word]) -> list[Word]:
    """Return what stands in so many members or sets: "of staff"."""
    if len(words) < 2 or words[0].low != "of" or words[1].before or words[1].capital:
        return []
    low = words[1].low
    return list(words[:2]) if low.isalpha() and low not in DETERMINERS | PREPOSITIONS | BE | _STOPS else []


_STOPS_WORDS = """
    and or but nor who which that where when while whether because if so not more less fewer times later ago
    earlier it they we he she i you there here what
"""
_STOPS = frozenset(_STOPS_WORDS.split())


def whole_of(sentence: str, end: int) -> tuple[str, int]:
    """Return what a share is a share of, and where that ends: "of UK adults"."""
    match = re.match(r"\s+of\s+(?=(?:(?:the|all|its|their|our|these|those|that)\s+)*)", sentence[end:])
    if match is None:
        return "", end
    begin = end + match.end()
    taken: list[Word] = []
    for word in split(sentence[begin:])[: _LONGEST_UNIT + 1]:
        low = word.low
        if (
            low in PREPOSITIONS
            or low in _STOPS
            or (verb(low) is not None and taken and taken[-1].low not in DETERMINERS)
        ):
            break
        taken.append(word)
        if word.after:
            break
    if not taken or taken[-1].low in DETERMINERS or any(char.isdigit() for word in taken for char in word.text):
        return "", end
    return unit_text(taken), begin + taken[-1].start + len(taken[-1].before) + len(taken[-1].core)


def unit_text(words: Sequence[Word]) -> str:
    if not words:
        return ""
    return " ".join([*(word.text for word in words[:-1]), words[-1].core])

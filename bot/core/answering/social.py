"""Is a message a greeting, thanks, a reaction: something that people say to a bot without asking of the report?

Knows how people are polite, or not, in English chat; knows nothing of any report, and not what is said in return.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

from ..language.message import Message

__all__ = ["MANNERS", "Manner", "leaning", "manner", "phrases", "remarks"]

Manner = Literal[
    "bare", "greeting", "thanks", "praise", "apology", "insult", "reaction", "farewell", "identity", "abilities"
]
"""Ways in which people speak to a bot. "bare" is a message without a word."""

MANNERS: tuple[Manner, ...] = get_args(Manner)

# Of several in one message the first of these is replied to.
_RANK: tuple[Manner, ...] = (
    "abilities", "identity", "insult", "apology", "thanks", "farewell", "praise", "greeting", "reaction", "bare",
)  # fmt: skip

_SPOKEN = re.compile(r"[a-z]+\d+[a-z]*|\d+[a-z]+|[^\W\d_]+(?:'[^\W\d_]+)*|\d+")
_DRAWN_OUT = re.compile(r"(.)\1{2,}")
_LAUGHTER = re.compile(r"(?:(?:ha|he|hi|hue|ja|lo+l|xd|lma+o+|ah)+h?)+")
_MOST_WORDS = 14
_MOST_LEANING_WORDS = 9
_ASKS = re.compile(r"\?|\b(?:who|whose|whom|what|which|when|where|why|how|whos|whats|did|does|is there|was there)\b")


_ANYWHERE: frozenset[Manner] = frozenset(["thanks", "farewell", "apology", "insult", "identity"])
_BEGINS = frozenset((
    "and", "anything", "any", "is", "are", "was", "were", "do", "does", "did", "has", "have", "had", "can", "could",
    "will", "would", "should", "tell", "show", "give", "list", "explain", "name", "compare", "back", "about",
    "also", "or", "not", "more", "less", "only", "just", "add", "sum", "define", "describe", "quote", "continue",
    "go", "next", "other", "another", "the",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known to be said in passing.

    Attributes:
        phrases: By the words of each phrase how it is meant; of one that stands twice, the first.
        longest: How many words the longest has.
        beside: Words that may stand beside one and change nothing.
        words: All words of both.
    """

    phrases: Mapping[tuple[str, ...], Manner]
    longest: int
    beside: frozenset[str]
    words: frozenset[str]


@cache
def _known() -> _Known:
    sections: dict[str, list[tuple[str, ...]]] = {}
    for line in (files(__package__) / "manners.txt").read_text("ascii").splitlines():
        if line.startswith("["):
            section = sections.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            section.append(tuple(line.split()))
    beside = frozenset(word for phrase in sections["beside"] for word in phrase)
    phrases: dict[tuple[str, ...], Manner] = {}
    for kind in MANNERS:
        for phrase in sections.get(kind, ()):
            phrases.setdefault(phrase, kind)
    spoken = frozenset(word for phrase in phrases for word in phrase)
    return _Known(phrases, max(map(len, phrases)), beside, spoken | beside)


def phrases() -> list[str]:
    """Return everything that is known to be said without asking of a report, in English, folded."""
    return [" ".join(phrase) for phrase in _known().phrases]


def manner(message: Message) -> Manner | None:
    """Return how a message is meant that is made of nothing but such phrases; None if it says anything else.

    A message without a word or number is "bare"; one of nothing but signs and pictures a "reaction".
    """
    spoken = _spoken(message)
    if not spoken and message.words:
        return None
    if not spoken:
        return "reaction" if any(not char.isspace() and char not in "?!." for char in message.typed) else "bare"
    if len(spoken) > _MOST_WORDS:
        return None
    return _first(_covering(spoken))


def leaning(message: Message) -> Manner | None:
    """Return how a short message is meant that has such a phrase, asks nothing and has no number.

    Thanks, farewells, apologies and insults may stand anywhere, what else at its beginning or its end: "thanks, my nan
    says hi". None of any other message.
    """
    spoken, known = _spoken(message), _known()
    if len(spoken) > _MOST_LEANING_WORDS or message.numbers or _ASKS.search(message.folded):
        return None
    found: list[Manner] = []
    for start in range(len(spoken)):
        for end in range(min(len(spoken), start + known.longest), start, -1):
            kind = known.phrases.get(tuple(spoken[start:end]))
            if kind is not None and (kind in _ANYWHERE or start == 0 or end == len(spoken)):
                found.append(kind)
    return _first(found)


def remarks(message: Message) -> bool:
    """Tell whether a message asks nothing and names nothing: a remark on what was said."""
    begins = message.plain.split(" ", 1)[0]
    return not (message.numbers or message.names or _ASKS.search(message.folded) or begins in _BEGINS)


def _first(found: Sequence[Manner]) -> Manner | None:
    return min(found, key=_RANK.index, default=None)


def _spoken(message: Message) -> list[str]:
    """Return the words of a message as the phrases have them: without apostrophes, drawn-out letters cut short."""
    known, found = _known().words, []
    for word in _SPOKEN.findall(message.folded):
        bare = word.replace("'", "")
        if _LAUGHTER.fullmatch(bare) and len(bare) > 2:
            bare = "haha"
        short = _DRAWN_OUT.sub(r"\1", bare)
        double = _DRAWN_OUT.sub(r"\1\1", bare)
        found.append(double if double in known else short if short in known else bare)
    return found


def _covering(spoken: Sequence[str]) -> list[Manner]:
    """Return the manners of the phrases that cover all words, but for words that may stand beside; [] if none do."""
    known = _known()
    best: list[list[Manner] | None] = [[]]
    for end in range(1, len(spoken) + 1):
        found: list[Manner] | None = None
        for length in range(min(known.longest, end), 0, -1):
            before = best[end - length]
            kind = known.phrases.get(tuple(spoken[end - length : end]))
            if before is not None and kind is not None:
                found = [*before, kind]
                break
        before = best[end - 1]
        if found is None and before is not None and spoken[end - 1] in known.beside:
            found = list(before)
        best.append(found)
    return best[-1] or []

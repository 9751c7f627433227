"""Questions that went unanswered, put together by likeness. Knows nothing of who asked.

Likeness would rather keep two questions apart than join two that ask for different things: whoever teaches from a group
sees one of its questions, and takes it for all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from ..language.english import CHAT, LITTLE, ordinary, stem
from ..language.hedges import only_hedges
from ..language.numbers import numbers
from ..language.text import fold, words

__all__ = ["ALIKE", "WEIGHED", "alike_in_kind", "group_of", "likeness", "marks"]

# From here on two questions are taken for one: four words of sense in common and one more in either are 0.89, three and
# one more 0.86. Of the pairs in tests/core/test_learning.py that are alike the least so has 0.91; of the others the
# likest has 0.80.
ALIKE = 0.87

# --- Likeness -----------------------------------------------------------------------------------------------------

# What is asked for, by the words that ask for it. "What" and "which" ask for anything.
_KINDS = (
    ("how many", re.compile(r"\b(?:how many|(?:the )?(?:total )?number of|numbers?|count of|hw many|how mny)\b")),
    ("share", re.compile(r"%|\b(?:per ?cent(?:age)?|percentage|share|proportion|fraction)(?: of)?\b")),
    ("when", re.compile(r"\b(?:when|(?:what|which|on what) (?:time|day|date|month|year))\b")),
    ("why", re.compile(r"\b(?:why|how come|for what reasons?|what(?: is| was|s)? the reasons?(?: (?:that|for))?)\b")),
    ("who", re.compile(r"\b(?:who|whom|whose|which person)\b")),
    ("where", re.compile(r"\b(?:where|in which places?|at what places?)\b")),
    ("how much", re.compile(r"\bhow much\b")),
    ("how long", re.compile(r"\bhow long\b")),
    ("how often", re.compile(r"\bhow often\b")),
    ("how old", re.compile(r"\bhow old\b")),
    ("how", re.compile(r"\bhow\b|\b(?:what is|whats|which is) the way to\b")),
)
_JOINING = frozenset(["when", "where", "who"])  # behind another of the words: "how many people who came"
_NEGATIONS = frozenset(
    """
    aint arent cannot cant couldnt didnt doesnt dont except hadnt hasnt havent isnt lack lacked lacking lacks neither
    never no nobody none nor not nothing shouldnt wasnt werent without wont wouldnt
    """.split()  # noqa: SIM905 - a list of words is read more easily so
)
# Little elsewhere, but not here: they turn a question into another.
_TELLING = frozenset(["after", "again", "against", "before", "between", "down", "first", "last", "less"])
_TELLING |= {"most", "more", "off", "only", "out", "over", "own", "since", "still", "under", "until", "up", "within"}
_FILLERS = frozenset(
    """
    actual actual altogether article chap currently cuz document everyone exact fact folks guess hear lads mates
    overall paper piece precise reckon report roughly sort source story text there total
    """.split()  # noqa: SIM905 - as above
)
_DIFFERENT = 0.5  # what is left of the likeness of two questions that ask for different kinds, numbers or opposites
_EXCHANGED = 0.75  # and of two of which each has a word in place of the other's
_REPAIRED = 0.95  # what a word counts for that is the other's but for a typing error


@dataclass(frozen=True, slots=True)
class _Sense:
    """What a folded question comes down to."""

    kinds: frozenset[str]
    numbers: frozenset[str]
    denied: bool
    terms: dict[str, str]  # stem -> the word as typed, little words left out unless there are no others
    plain: str  # all its words


def likeness(a: str, b: str) -> float:
    """Return how alike two folded questions are, 0.0 to 1.0; the same whichever comes first.

    1.0 is the same words but for their order, endings and little words. Far below ALIKE are questions that differ in a
    number, a denial or what they ask for (when, why, how many), and such as each have a word that the other has not,
    unless it is a typing error.
    """
    return 1.0 if a == b else _compare(_sense(a), _sense(b))


def alike_in_kind(a: str, b: str) -> bool:
    """Tell whether two questions may ask for the same, whatever their words: with the same numbers and denials, and for
    the same kind of thing (how many, when, why), unless one of them does not say which."""
    first, second = _sense(fold(a)), _sense(fold(b))
    if first.numbers != second.numbers or first.denied != second.denied:
        return False
    return not first.kinds or not second.kinds or first.kinds == second.kinds


def _compare(a: _Sense, b: _Sense) -> float:
    if not a.terms or not b.terms:
        return 0.0
    shared = a.terms.keys() & b.terms.keys()
    only_a = [word for term, word in a.terms.items() if term not in shared]
    only_b = [word for term, word in b.terms.items() if term not in shared]
    only_a, only_b = sorted([sorted(only_a), sorted(only_b)])  # so that it matters to nothing which comes first
    common = float(len(shared))
    for word in list(only_a):
        typo = next((other for other in only_b if _is_typo(word, other)), None)
        if typo is not None:
            common += _REPAIRED
            only_a.remove(word)
            only_b.remove(typo)
    result = 2 * common / (len(a.terms) + len(b.terms))
    if only_a and only_b:
        result *= _EXCHANGED
    if min(len(a.terms) + len(a.kinds), len(b.terms) + len(b.kinds)) < 2:  # one word in common does not say enough
        result = min(result, fuzz.token_sort_ratio(a.plain, b.plain) / 100)
    if a.kinds != b.kinds or a.numbers != b.numbers or a.denied != b.denied:
        result *= _DIFFERENT
    return result


def _sense(folded: str) -> _Sense:
    plain = " ".join(CHAT.get(word, word) for word in words(folded))
    kinds, rest = _kinds(plain)
    found = [number for number in numbers(plain) if number.said != "one"]
    said = {word for number in found for word in words(number.said)}
    spoken = rest.split()
    denied = sum(word in _NEGATIONS for word in spoken) % 2 == 1
    kept = [word for word in spoken if word not in said and word not in _NEGATIONS]
    telling = [
        word
        for word in kept
        if word in _TELLING or not (word in LITTLE or word in _FILLERS or (only_hedges(word) and len(kept) > 1))
    ]
    terms = {stem(word): word for word in telling or kept or plain.split()}
    return _Sense(
        frozenset(kinds), frozenset(f"{number.kind} {number.value}" for number in found), denied, terms, plain
    )


def _kinds(plain: str) -> tuple[frozenset[str], str]:
    """Return what is asked for, and the text with blanks in place of the words that ask for it."""
    kinds: set[str] = set()
    first = len(plain)
    for kind, pattern in _KINDS:
        found = pattern.search(plain)
        if found is None:
            continue
        plain = pattern.sub(lambda said: " " * len(said.group()), plain)
        if kind in _JOINING and kinds and found.start() > first:
            continue
        if found.start() < first:
            first = found.start()
            kinds -= _JOINING
        kinds.add(kind)
    if len(kinds) > 1:
        kinds.discard("how")  # "hi, how are you, when does it open"
    return frozenset(kinds), plain


def _is_typo(a: str, b: str) -> bool:
    """Tell whether two words that are not the same may be one with a typing error: one of them is no known word."""
    short = min(a, b, key=len)
    if len(short) < 4 or (a in ordinary() and b in ordinary()):
        return False
    if any(sign.isdigit() for sign in a + b):
        return False
    allowed = 1 if len(short) < 8 else 2
    return a[0] == b[0] and OSA.distance(a, b, score_cutoff=allowed) <= allowed


# --- Groups -------------------------------------------------------------------------------------------------------

WEIGHED = 100
"""So many groups are weighed, those that share most marks or words with a question, and no others. It takes 8 ms."""
_NEAR = 50.0


def marks(folded: str) -> frozenset[str]:
    """Return what to find a folded question by among many: all runs of three signs in its words, little words left out
    unless there are no others. Questions that are alike share most of them, whatever typing errors there are.

    A word begins and ends with a blank: "is" has " is" and "is ".
    """
    spoken = words(folded)
    telling = [word for word in spoken if not (word in LITTLE or word in _FILLERS)] or spoken
    return frozenset(f" {word} "[at : at + 3] for word in telling for at in range(len(word)))


def group_of(text: str, groups: Sequence[tuple[int, str]]) -> int | None:
    """Return the id of the group that a question belongs to, None if it is like none.

    Args:
        text: The question, folded or not.
        groups: Id and folded question of each group, in any order.

    The likest at or above ALIKE; of several equally alike, the one with the lowest id.
    """
    folded = fold(text)
    ordered = sorted(groups)
    near = process.extract(
        folded, [known for _, known in ordered], scorer=fuzz.token_set_ratio, score_cutoff=_NEAR, limit=WEIGHED
    )
    sense, best, best_id = _sense(folded), 0.0, None
    for known, _, at in near:
        score = 1.0 if known == folded else _compare(sense, _sense(known))
        id = ordered[at][0]
        if score >= ALIKE and (score > best or (score == best and best_id is not None and id < best_id)):
            best, best_id = score, id
    return best_id

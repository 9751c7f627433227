"""How a figure is asked for in a few words, as people do: "how many volunteers", "average debt", "cost of repairs".

Such words may be meant for many figures of a document; whoever takes them sees to it that only one has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ..core.language.grammar import is_plural
from .clauses import DETERMINERS, PREPOSITIONS, Clause
from .figures import Found
from .verbs import BE, participle
from .wording import lowered, named, trimmed
from .words import Word, joined

__all__ = ["in_short"]

_LONGEST = 4  # words of a noun that people would type
_STATING_WORDS = """
    account amount average climb comprise cost decline decrease double drop exceed fall grow hover increase make plummet
    range reach remain represent rise shrink slip stand stay take total treble triple vary
"""
_PART = re.compile(r"\bof (?:the |all )?\d")
_MEASURED = re.compile(r"\b(?:rate|rates|share|percentage|level|number|proportion)\b", re.IGNORECASE)
_PARTICLES = frozenset(["out", "up", "down", "off", "back", "away", "aside", "over"])
_GIVING = frozenset(["allocate", "award", "give", "grant", "invest", "lend", "offer", "pay", "raise", "spend"])
_STATING = frozenset([*BE, *_STATING_WORDS.split()])
"""Verbs, plain, that tell how much of its subject there is."""

# What people say for a verb, plain: of its subject {s}, and of the object or purpose {o}, where there is one.
_EVERYDAY: Mapping[str, tuple[str, ...]] = {
    "spend": ("how much did {o} cost", "cost of {o}", "spending on {o}", "{s} spending", "how much did {s} pay"),
    "pay": ("how much does {o} cost", "price of {o}", "cost of {o}", "{s} bill"),
    "raise": ("{s} income", "how much did {s} get", "how much did {s} take in"),
    "receive": ("{s} income", "how much did {s} get"),
    "earn": ("{s} income", "how much did {s} make"),
    "fall": ("how much did {s} go down", "{s} fall", "did {s} go down"),
    "drop": ("how much did {s} go down", "{s} drop", "did {s} go down"),
    "decline": ("how much did {s} go down", "{s} decline", "did {s} go down"),
    "decrease": ("how much did {s} go down", "{s} decrease", "did {s} go down"),
    "rise": ("how much did {s} go up", "{s} rise", "did {s} go up"),
    "grow": ("how much did {s} go up", "{s} growth", "did {s} go up"),
    "increase": ("how much did {s} go up", "{s} increase", "did {s} go up"),
    "fine": ("fine for {o}", "{o} fine", "how much was {o} fined"),
    "cost": ("cost of {s}", "price of {s}", "{s} cost"),
    "take": ("how long does {s} take", "{s} time"),
    "run": ("how many {n} are there", "how many {n} does {s} have"),
    "employ": ("how many {n} work for {s}", "how many {n} does {s} have"),
    "leave": ("how many {n} quit",),
}


def in_short(clause: Clause | None, found: Found, before: Sequence[Word], after: Sequence[Word]) -> tuple[str, ...]:
    """Return ways of asking for a figure that leave out what is said of it besides.

    Args:
        clause: Where it stands; None if that was not made out.
        before: What stands between the verb and the figure; all of it if it stands before the verb.
        after: What stands behind it and its unit.
    """
    return tuple(dict.fromkeys(" ".join(each.split()) for each in _brief(clause, found, before, after)))


def _brief(clause: Clause | None, found: Found, before: Sequence[Word], after: Sequence[Word]) -> Iterator[str]:
    part = _PART.search(found.text) is not None or found.part
    nouns = _nouns(found.unit) if found.of == "count" and not part else []
    for noun in [*_compound(nouns, after), *nouns]:
        yield from (
            f"how many {noun}",
            f"number of {noun}",
            f"how many {noun} are there",
            f"how many {noun} were there",
        )
    if clause is None or clause.main is None or clause.known is None or found.compared:
        return
    base, subject = clause.known.base, _short(named(clause))
    stating = base in _STATING or clause.main.low in BE
    inside = clause.main.start > found.start
    changing = bool(before) and before[-1].low == "by"  # how much it changed is not how much there is
    level = found.of not in ("count", "times", "rank") and not changing
    if subject and stating and not inside and level:
        are = "are" if is_plural(subject.split()[-1]) else "is"
        asking = "how long" if found.of == "time" else "how high" if found.of in ("share", "rate") else "how much"
        yield from (f"what {are} the {subject}", f"{asking} {are} the {subject}", f"{subject} figure", subject)
        if found.of in ("share", "rate") and not _MEASURED.search(subject):
            yield from (f"{subject} rate", f"what is the {subject} rate")
    things = {"s": "" if inside else subject, "o": _object(before, after), "n": nouns[0] if nouns else ""}
    for pattern in _EVERYDAY.get(base, ()):
        if all(things[key] for key in things if f"{{{key}}}" in pattern):
            yield pattern.format(**things)
    if found.of == "money" and things["o"] and base in _GIVING:
        yield f"how much was {participle(base)} for {things['o']}"
        yield f"{things['o']} {participle(base)}"


def _compound(nouns: Sequence[str], after: Sequence[Word]) -> list[str]:
    """Return what is counted and what it is for as one noun: "claims | for damage to cars" are "damage claims"."""
    if not nouns or len(after) < 2 or after[0].low not in ("for", "about") or not after[1].low.isalpha():
        return []
    follow = after[2].low if len(after) > 2 and not after[1].after else "in"
    single = follow in PREPOSITIONS and after[1].low not in DETERMINERS and not after[1].capital
    return [f"{after[1].low} {nouns[-1]}"] if single and len(nouns[-1].split()) == 1 else []


def _nouns(unit: str) -> list[str]:
    """Return what is counted, and the same by its last word: "drop-in centres", "centres"."""
    words = lowered(unit).removeprefix("of ").split()
    at = next((at for at, word in enumerate(words) if word in PREPOSITIONS and at), len(words))
    nouns = [" ".join(words[:at]), words[at - 1]] if at else []
    return list(dict.fromkeys(each for each in nouns if each.endswith("s") or each in ("people", "children", "women")))


def _short(noun: str) -> str:
    words = noun.split()
    while words and words[0] in DETERMINERS:
        words.pop(0)
    return " ".join(words) if len(words) <= _LONGEST else ""


def _object(before: Sequence[Word], after: Sequence[Word]) -> str:
    """Return what the verb is done to, or what it is done for: "fined | Acme | £3", "spent £3 | on roads"."""
    if before and before[0].low in _PARTICLES:
        return ""  # paid out, set up
    if before and before[0].low not in PREPOSITIONS:
        found = list(before)
    elif after and after[0].low in ("on", "for"):
        found = list(after[1:])
    else:
        return ""
    end = next((at for at, word in enumerate(found) if word.low in PREPOSITIONS), len(found))
    if any(char.isdigit() for word in found[:end] for char in word.text):
        return ""
    return _short(joined(trimmed(found[:end])))

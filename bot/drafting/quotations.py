"""Quotations of a document, each with who says it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..core.language.english import names
from .clauses import PRONOUNS, Clause, bare_subject, clauses
from .figures import PassedOver
from .people import People
from .verbs import REPORTING, verb
from .wording import lowered
from .words import Word, is_name, is_person, joined, split

__all__ = ["Quotation", "attributed", "marked", "quotations"]

_QUOTED = re.compile(r"“([^“”]+)”|(?<![\w\"])\"([^\"]+)\"(?!\w)")
_PARTICLES_WORDS = """
    van von de der den del di da la le bin al ten ter
"""
_PARTICLES = frozenset(_PARTICLES_WORDS.split())
_FEWEST = 4  # words of a quotation without somebody who plainly says it
_SAYING = REPORTING | {"call", "reckon", "joke", "continue", "wonder", "cry", "shout", "maintain", "summarize", "ask"}
_ACCORDING = re.compile(r"\b[Aa]ccording to ([^,.;:]+)")
_LONGEST_NAME = 9


@dataclass(frozen=True, slots=True)
class Quotation:
    """What somebody says.

    Attributes:
        text: Their words, without the marks.
        speaker: Who says it.
        role: What they are, as the document says; "" if it does not say.
        start: Where it begins in its paragraph.
        end: Where it ends, exclusive.
        doubt: Why somebody should look at it; "" if it is plain.
    """

    text: str
    speaker: str
    role: str
    start: int
    end: int
    doubt: str = ""


def quotations(paragraph: str, people: People) -> tuple[list[Quotation], list[PassedOver]]:
    """Return the quotations in the running text of a paragraph, and the words in quotation marks that are none."""
    found: list[Quotation] = []
    passed: list[PassedOver] = []
    for match in _QUOTED.finditer(paragraph):
        text = (match[1] or match[2]).strip()
        text = text.rstrip(",") if text.endswith(",") else text
        speaker, role, doubt = _speaker(paragraph, match, people)
        few = len(text.split()) < _FEWEST
        if not speaker and found and not few and found[-1].end > match.start() - 160:
            between = paragraph[found[-1].end : match.start()]
            if not few and between.count(". ") <= 1 and text[:1].isupper():
                speaker, role, doubt = (
                    found[-1].speaker,
                    found[-1].role,
                    "who says it is taken from the quotation before",
                )
        if not speaker:
            why = "a term in quotation marks" if few else "nobody is said to say it"
            passed.append(PassedOver(f"“{text}”", why))
            continue
        if few and doubt:
            passed.append(PassedOver(f"“{text}”", "a term in quotation marks"))
            continue
        found.append(Quotation(text, speaker, role, match.start(), match.end(), doubt))
    return found, passed


def attributed(before: str, people: People) -> tuple[str, str, str]:
    """Return who says what follows a paragraph as a block of its own, with role and doubt; "" if it does not tell."""
    last = re.split(r"(?<=[.!?”\"])\s+(?=[A-Z“])", before.strip())[-1]
    for clause in reversed(clauses(last)):
        if clause.known is not None and (clause.known.base in _SAYING or last.endswith(":")):
            named = _named(clause, before, people)
            if named[0]:
                doubt = "" if clause.known.base in _SAYING else "who says it is taken from the sentence before"
                return named[0], named[1], named[2] or doubt
    according = _ACCORDING.search(last)
    if according is not None:
        return people.whole(according[1].strip()), "", ""
    return "", "", ""


def _speaker(paragraph: str, match: re.Match[str], people: People) -> tuple[str, str, str]:
    before, after = paragraph[: match.start()], paragraph[match.end() :]
    sentence = re.split(r"(?<=[.!?”\"])\s+(?=[A-Z“])", before)[-1]
    inside = match[0].rstrip('”"')
    if inside.endswith((",", "?", "!", "—")) or after.lstrip().startswith(",") or not sentence.strip():
        named = _after(after, before, people)
        if named[0]:
            return named
    if sentence.strip():
        words = split(sentence)
        known = verb(words[-1].low)
        if known is not None and known.base in _SAYING and known.form in ("past", "present") and len(words) > 1:
            spoken = [word for word in words if word.low not in ("and", "but", "as")]
            begin = max(
                (at + 1 for at, w in enumerate(spoken[:6]) if w.after.startswith(",") and not w.capital), default=0
            )
            subject = bare_subject(spoken[begin:-1])
            named = _told(subject, spoken[begin + len(subject) : -1], before, people)
            if named[0] and len(subject) <= _LONGEST_NAME:
                return named
        for clause in reversed(clauses(sentence)):
            if clause.known is not None and clause.known.base in _SAYING:
                named = _named(clause, before, people)
                if named[0]:
                    return named
        according = _ACCORDING.search(sentence)
        if according is not None:
            return people.whole(according[1].strip()), "", ""
    return _after(after, before, people)


def _after(after: str, before: str, people: People) -> tuple[str, str, str]:
    """Return who is named behind a quotation: ", said Ada Fenn, the head librarian"."""
    piece = re.match(r"[\s,—–]*([^“”.;:]*)", after)
    words = split(piece[1]) if piece is not None else []
    if not words:
        return "", "", ""
    if words[0].low == "according" and len(words) > 2:
        return people.whole(joined(words[2:10])), "", ""
    known = verb(words[0].low)
    if known is not None and known.base in _SAYING and known.form in ("past", "present"):
        name = _phrase(words[1:])
        return _told(name, words[1 + len(name) :], before, people)
    for at, word in enumerate(words[:_LONGEST_NAME]):
        known = verb(word.low)
        if at and known is not None and known.base in _SAYING and known.form in ("past", "present"):
            subject = bare_subject(words[:at])
            return _told(subject, words[len(subject) : at], before, people)
    return "", "", ""


def _phrase(words: Sequence[Word]) -> list[Word]:
    """Return the words of a name or noun at the beginning, up to a comma, a preposition or a verb."""
    taken: list[Word] = []
    for word in words[:_LONGEST_NAME]:
        if (
            taken
            and (word.low in ("in", "at", "on", "during", "to", "who", "when", "after", "and", "as") or verb(word.low))
            and not word.capital
        ):
            break
        taken.append(word)
        if word.after:
            break
    return taken


def _named(clause: Clause, before: str, people: People) -> tuple[str, str, str]:
    words = [word for word in clause.subject if word.low != "as"] or [
        w for w in clause.lead if w.low not in ("as", "when", "and")
    ]
    subject = bare_subject(words)
    return _told(subject, words[len(subject) :], before, people)


def _told(subject: Sequence[Word], added: Sequence[Word], before: str, people: People) -> tuple[str, str, str]:
    """Return a speaker's name and role from the words that name them."""
    if not subject:
        return "", "", ""
    low = subject[0].low
    if len(subject) == 1 and low in PRONOUNS:
        return _stood_for(low, before, people)
    if len(subject) == 3 and [word.low for word in subject[1:]] == ["of", "them"]:
        name, role, doubt = _stood_for("they", before, people)
        return (f"{name} ({joined(subject)})" if name else ""), role, doubt
    name, role = joined(subject), ""
    small = max(
        (at + 1 for at, word in enumerate(subject) if not word.core[:1].isupper() and word.low not in _PARTICLES),
        default=0,
    )
    tail = subject[small:]
    behind = added[: next((at + 1 for at, word in enumerate(added) if word.after), len(added))]
    if small and len(tail) > 1 and is_name(tail) and low not in ("one", "some"):
        role, name = lowered(joined(subject[:small])), joined(tail)  # the head librarian Ada Fenn
    elif len(subject) > 2 and is_person(subject[1:]) and low not in names():
        role, name = subject[0].core.lower(), joined(subject[1:])  # Superintendent Carla Reyes
    elif (
        not is_name(subject)
        and low in ("its", "his", "her", "their", "the")
        and 1 < len(behind) < 5
        and is_name(behind)
    ):
        role, name = joined(subject[1:]), joined(behind)  # its chief nurse, Marcus Bell
    if not role and subject[-1].after.startswith(","):
        role = _role(added)
    return people.whole(re.sub(r"['’]s$", "", name)), role.strip(), ""


def _role(added: Sequence[Word]) -> str:
    """Return a role that stands behind a name between commas: ", a maintainer for the language,"."""
    words = list(added)
    if words and words[0].core.isdigit():
        words.pop(0)  # an age
    if words and words[0].low in ("who", "which", "and"):
        return ""
    taken: list[Word] = []
    for word in words[:14]:
        known = verb(word.low)
        if word.low in ("who", "which", "when", "while", "told") or (known is not None and known.form == "auxiliary"):
            break
        taken.append(word)
        if word.after[:1] in (",", ".", ";", ":"):
            break
    return joined(taken) if 0 < len(taken) < 14 else ""


def _stood_for(pronoun: str, before: str, people: People) -> tuple[str, str, str]:
    """Return the person, or the people, that a pronoun before a quotation stands for; "" if that is not certain."""
    if pronoun in ("he", "she"):
        for word in reversed(split(before)):
            name = people.whole(re.sub(r"['’]s$", "", word.core))
            if word.core[:1].isupper() and name in people.full:
                return name, "", ""
        return "", "", ""
    if pronoun == "they":
        for word in reversed(split(before)):
            if word.low.endswith("s") and not word.capital and len(word.low) > 5 and verb(word.low) is None:
                return word.core, "", "whom the pronoun stands for is guessed"
    return "", "", ""


def marked(paragraph: str) -> Iterator[tuple[int, int]]:
    """Yield where quotation marks open and close in a paragraph."""
    for match in _QUOTED.finditer(paragraph):
        yield match.span()

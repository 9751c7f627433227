"""How a clause is asked for: turned into a question, a title, a line of keywords. Knows nothing of figures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..core.language.english import LITTLE, ordinary
from .clauses import DETERMINERS, PREPOSITIONS, Clause, bare_subject
from .verbs import BE, HAVE
from .words import Word, joined

__all__ = ["asked_of", "asking", "keywords", "lowered", "named", "opened", "possessive", "shortened", "trimmed"]

_LONGEST_REST = 12
_LONGEST_TERM = 6  # words in quotation marks that are a name for something, and one more
_PUT_IN = re.compile(r"\[(\w)\]|(?<=\w)\[\w+\]")  # [T]here, be[sic]
_NO_KEYWORDS = LITTLE | PREPOSITIONS | DETERMINERS | BE | HAVE


def lowered(text: str) -> str:
    """Return text with a small letter at its beginning, unless it begins with a name."""
    first, _, rest = text.partition(" ")
    if first in ("We", "There", "People"):
        return text[0].lower() + text[1:]
    plain = first.casefold() in DETERMINERS | PREPOSITIONS or (
        first[1:].islower() and (" " + rest).lower() == " " + rest and _is_ordinary(first.casefold(), alone=not rest)
    )
    return text[:1].lower() + text[1:] if plain else text


def _is_ordinary(word: str, *, alone: bool) -> bool:
    """Tell whether a word is an ordinary one, whatever its ending; alone, only one that can be no name."""
    endings = ("s", "ing", "ed", "ers") if alone else ("", "s", "ing", "ed", "es", "er", "ers", "ly")
    roots = {word.removesuffix(ending) for ending in endings if word.endswith(ending) and len(word) > len(ending) + 2}
    roots |= {root + "e" for root in roots} | {root[:-1] for root in roots if root[-1:] == root[-2:-1]}
    return bool(roots & ordinary())


def possessive(name: str) -> str:
    """Return whose something is: "the city’s", "Nimbus’s", "the trustees’"."""
    last = name.split()[-1] if name else ""
    return f"{name}’" if last.endswith("s") and last[:1].islower() else f"{name}’s"


def opened(text: str) -> str:
    """Return text with a capital letter at its beginning."""
    return text[:1].upper() + text[1:]


def named(clause: Clause) -> str:
    """Return the subject of a clause, as it is spoken of in a question."""
    return lowered(joined(bare_subject(clause.subject)))


def asked_of(clause: Clause, subject: str, rest: str, what: str) -> str:
    """Return a question: what + helping verb + subject + verb + rest ("how much did the city spend on roads").

    what: the words that ask; "" for a question of yes and no.
    """
    helpers = [word.low for word in clause.helpers if word.low]
    assert clause.main is not None
    assert clause.known is not None
    main = clause.main.low
    if helpers and (helpers[0] in BE | HAVE or helpers[0] in _MODALS):
        parts = [what, helpers[0], subject, *helpers[1:], main, rest]
    elif main in BE:
        parts = [what, main, subject, *helpers, rest]
    else:
        doing = "did" if clause.known.form == "past" else "does" if clause.known.form == "present" else "do"
        base = clause.known.base
        if main in HAVE:
            doing, base = ("did" if main == "had" else "does" if main == "has" else "do"), "have"
        parts = [what, doing, subject, *[each for each in helpers if each not in ("does", "did", "do")], base, rest]
    return " ".join(" ".join(parts).split())


_MODALS = frozenset(["will", "would", "can", "could", "may", "might", "must", "should", "shall", "did", "does", "do"])


def asking(clause: Clause, what: str, rest: str) -> str:
    """Return a question in which what is asked for is the subject: "how many pupils stayed at home"."""
    assert clause.main is not None
    helpers = " ".join(word.low for word in clause.helpers)
    return " ".join(f"{what} {helpers} {clause.main.low} {rest}".split())


def trimmed(words: Sequence[Word], *, most: int = _LONGEST_REST, whole: bool = False) -> list[Word]:
    """Return what follows a verb up to where something is added to it: a comma, a bracket, "which".

    whole: whether a preposition may stand at the end.
    """
    taken: list[Word] = []
    for at, word in enumerate(words):
        begins = at > 0 and words[at - 1].after.startswith(".")
        if (word.before.startswith(("(", "“", '"')) and (begins or not _is_term(words[at : at + _LONGEST_TERM]))) or (
            at and word.low in ("which", "who", "while", "although", "because")
        ):
            break
        taken.append(word)
        if (word.after[:1] in (",", ";", ":", ")") and word.after) or len(taken) == most:
            break
    while (
        not whole
        and taken
        and (
            taken[-1].low in PREPOSITIONS - {"for", "to", "from", "with", "on", "in"}
            or taken[-1].low in DETERMINERS | {"and", "or"}
        )
    ):
        taken.pop()
    return taken


def _is_term(words: Sequence[Word]) -> bool:
    """Tell whether words begin with a few in quotation marks, and do not end with them."""
    closing = {"“": "”", '"': '"'}.get(words[0].before[:1])
    return closing is not None and any(closing in word.after for word in words[:-1])


def keywords(text: str, *, most: int) -> str:
    """Return the first telling words of a text."""
    kept: list[str] = []
    for word in text.split():
        core = _PUT_IN.sub(r"\1", word).strip("“”\"'‘’()[]{},;:.!?…–—")
        if core and core.casefold() not in _NO_KEYWORDS and core not in kept:
            kept.append(core)
        if len(kept) == most:
            break
    return " ".join(kept)


def shortened(text: str, most: int) -> str:
    """Return a text cut to so many characters, at the end of a word that can end it."""
    if len(text) <= most:
        return text
    words = text.split()
    while words and (
        len(" ".join(words)) > most
        or words[-1].casefold().strip(",") in PREPOSITIONS | DETERMINERS | {"and", "or", "that", "is", "was"}
    ):
        words.pop()
    return " ".join(words).rstrip(",;:–— ") or text[:most].rstrip()

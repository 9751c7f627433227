"""How figures are asked for that say how often, how much more, or which in a row: "doubled", "the second largest".

Knows nothing of where they were found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .clauses import PREPOSITIONS, Clause
from .figures import Found
from .question import LONGEST_TITLE, Asking, few
from .verbs import BE
from .wording import asked_of, keywords, lowered, named, opened, shortened, trimmed
from .words import Word, joined

__all__ = ["ask_worded"]

_FALLING = frozenset(["halve", "fall", "decrease", "decline", "drop"])
_FOLD = re.compile(r"\b\w+-?fold\b\s*(?P<noun>\w+)?", re.IGNORECASE)


def ask_worded(said: str, found: Found, clause: Clause, before: Sequence[Word], after: Sequence[Word]) -> Asking | None:
    """Return how such a figure is asked for; None if it is of another kind.

    Args:
        said: The sentence.
        found: The figure.
        clause: Where it stands, with a subject and a verb.
        before: What stands between the verb and the figure.
        after: What stands behind it.
    """
    subject = named(clause)
    if found.of == "rank":
        title, made = _first(said, found, clause) if "first " in found.text.casefold() else _rank(found, subject)
    elif found.of == "times":
        assert clause.main is not None
        if _FOLD.search(found.text):
            title, made = _fold(found, clause, before)
        elif found.text.split()[-1] == clause.main.low:
            title, made = _doubled(clause, after)
        else:
            return None
    else:
        return None
    telling = keywords(said.replace(found.text, " "), most=9)
    return Asking(shortened(opened(" ".join(title.split())), LONGEST_TITLE), few([*made, telling]))


def _first(said: str, found: Found, clause: Clause) -> tuple[str, list[str]]:
    noun, subject = found.unit, named(clause)
    made = [
        f"how long since the last {noun}",
        f"when was the last {noun} before",
        f"how long had there been no new {noun}",
        asked_of(clause, subject, found.text, "") if clause.known is not None else "",
        f"first {noun}",
    ]
    return f"{found.text}: {subject}", made


def _rank(found: Found, subject: str) -> tuple[str, list[str]]:
    quality = re.search(r"\b(?:most|least) (\w+)", found.text)
    made = [
        f"how {quality[1]} is {subject}" if quality is not None else "",
        f"where does {subject} rank",
        f"what rank does {subject} have",
        f"is {subject} {found.text}",
        f"what is {found.text}",
        f"{subject} rank",
    ]
    return f"{subject}: {found.text}", made


def _fold(found: Found, clause: Clause, before: Sequence[Word]) -> tuple[str, list[str]]:
    match = _FOLD.search(found.text)
    noun = match["noun"] if match is not None and match["noun"] else "change"
    subject, base = named(clause), clause.known.base if clause.known is not None else ""
    what = _plain(before)
    more = "less" if noun in _FALLING else "more"
    made = [
        f"how big was the {noun} {_in(what)}",
        asked_of(clause, subject, what, f"how much {more}"),
        asked_of(clause, subject, what, f"how many times {more}"),
        f"{noun} {what} {subject}",
    ]
    assert clause.main is not None
    told = f"{subject} {clause.main.low} {what}" if base not in BE else subject
    return f"how much {more} {told}" if what else f"{noun}: {subject}", made


def _doubled(clause: Clause, after: Sequence[Word]) -> tuple[str, list[str]]:
    assert clause.main is not None
    assert clause.known is not None
    subject, base = named(clause), clause.known.base
    what = "" if not after or after[0].before or clause.main.after else joined(trimmed(after))
    when = lowered(joined(clause.lead)) if clause.lead and clause.lead[0].low in PREPOSITIONS else ""
    if what and after[0].low not in PREPOSITIONS:  # the city doubled its grants
        made = [f"how much did {subject} {base} {what}", f"did {subject} {base} {what}", f"how did {what} change"]
        return f"{subject} {clause.main.low} {what} {when}", made
    way = "fall" if base in _FALLING else "rise"
    made = [
        f"how did {subject} change {when}",
        f"how much did {subject} {way} {when}",
        f"by how much did {subject} {'go down' if way == 'fall' else 'go up'} {when}",
        f"did {subject} {base} {when}",
        f"how many times did {subject} {way}",
    ]
    return f"how {subject} changed {when}", made


def _plain(words: Sequence[Word]) -> str:
    """Return what stands before a figure, without other figures and what stands with them."""
    return joined(list(_unnumbered(words)))


def _unnumbered(words: Sequence[Word]) -> Iterator[Word]:
    for at, word in enumerate(words):
        number = any(char.isdigit() for char in word.text)
        bound = at + 1 < len(words) and word.low in ("over", "about", "nearly", "almost", "around", "some")
        if not (number or (bound and any(char.isdigit() for char in words[at + 1].text))):
            if word.low in ("a", "an", "the") and at == len(words) - 1:
                return
            yield word


def _in(what: str) -> str:
    first = what.split(" ")[0]
    return what if first in PREPOSITIONS else f"in {what}" if what else ""

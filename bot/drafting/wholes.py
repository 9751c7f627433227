"""Of whom a share is that stands without its whole, by the sentence before. Knows nothing of how it is asked for."""

from __future__ import annotations

from dataclasses import replace

from .figures import Found
from .passages import Passage
from .verbs import verb
from .words import split

__all__ = ["with_whole"]

_PERSONS_WORDS = """
    people adults children men women residents visitors guests customers patients pupils students staff members
    respondents households tenants volunteers parents drivers passengers workers teachers
"""
_PERSONS = frozenset(_PERSONS_WORDS.split())


def with_whole(figure: Found, told: str, passage: Passage) -> Found:
    """Return a share at the beginning of a sentence with those of whom it is, where the sentence before spoke of them.

    "People stayed for two reasons. Sixty per cent came to be warm": it is asked for as a share of people.
    """
    about = passage.about.casefold().removeprefix("the ")
    persons = passage.certain and about in _PERSONS
    if figure.of != "share" or figure.unit or not persons or not told.startswith(figure.text):
        return figure
    follow = split(told[len(figure.text) :])[:1]
    known = verb(follow[0].low) if follow else None
    return replace(figure, unit=about) if known is not None and known.form in ("past", "present") else figure

"""Those who make changes of the knowledge and approve of them, as the store writes them down."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal, TypeAlias

__all__ = ["FOLDER", "OPERATOR", "People", "Person", "people_of", "written"]

Person: TypeAlias = int | Literal["folder", "operator"]
"""A person's Discord id, FOLDER or OPERATOR."""
People: TypeAlias = frozenset[Person]

FOLDER: Final = "folder"
"""Whoever may write to the knowledge folder: nobody can be told."""
OPERATOR: Final = "operator"
"""Whoever runs the bot, and uses its command line."""


def written(people: Iterable[Person]) -> str:
    """Return people as one line of text, in order, so that the same people are the same text."""
    return " ".join(sorted(map(str, people)))


def people_of(text: str) -> People:
    """Return the people of such a line; none of "", and nobody for a word that a later program may have written."""
    found: set[Person] = set()
    for word in text.split():
        if word == FOLDER:
            found.add(FOLDER)
        elif word == OPERATOR:
            found.add(OPERATOR)
        elif word.isdecimal():
            found.add(int(word))
    return frozenset(found)

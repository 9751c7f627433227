"""What somebody looks entries through at: lines come in, things are shown, and every change is proved and kept.

Knows neither where the lines come from nor where the files lie.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Concatenate, ParamSpec

from ..core.knowledge.model import Knowledge
from ..drafting.reviewing import Look, Review
from ..errors import EditError, KnowledgeError
from ..render import reviewing as words
from .pieces import Pieces

__all__ = ["Desk", "Left", "Tools"]

_P = ParamSpec("_P")


@dataclass(frozen=True, slots=True)
class Tools:
    """What a review is done with.

    Attributes:
        ask: Asks for a line, given what stands before it, and what stands in it already: that is returned if nothing
            else is typed. None if nobody types any more.
        show: Shows something.
        fresh: Returns the review as the files are now: the same if nobody changed them. KnowledgeError if they are
            faulty now.
        save: Keeps a review.
        answer: Returns what is shown to a question, by a knowledge base.
        edit: Opens a text in an editor; returns it as it was left, None if it was not changed. None: there is none.
    """

    ask: Callable[[str, str], str | None]
    show: Callable[[Pieces], None]
    fresh: Callable[[Review], Review]
    save: Callable[[Review], None]
    answer: Callable[[Knowledge, str], Pieces]
    edit: Callable[[str], str | None] | None = None


class Left(Exception):
    """Whoever looked things through has left."""


class Desk:
    """A review, and the tools with which it is done."""

    def __init__(self, review: Review, tools: Tools) -> None:
        self.review = review
        self.tools = tools

    def do(self, deed: Callable[Concatenate[Review, _P], Review], *arguments: _P.args, **options: _P.kwargs) -> bool:
        """Do something to the review as the files are now, and keep it; return whether it could be done.

        What is wrong is shown as `check` shows it.
        """
        try:
            fresh = self.tools.fresh(self.review)
        except KnowledgeError as error:
            self.say("\n".join([words.FAULTY_MEANWHILE, *map(str, error.faults)]))
            return False
        if fresh is not self.review:
            self.review = replace(fresh, looks=_in_order(self.review, fresh))
            self.say(words.CHANGED_MEANWHILE)
        try:
            made = deed(self.review, *arguments, **options)
        except EditError as error:
            self.say(f"{str(error)[:1].upper()}{str(error)[1:]}.")
            return False
        except KnowledgeError as error:
            self.say("\n".join(map(str, error.faults)))
            return False
        if made is not self.review:
            self.tools.save(made)
            self.review = made
        return True

    def typed(self, before: str, standing: str = "") -> str:
        """Return the next line, as the tools ask for it. Raises Left if there is none."""
        line = self.tools.ask(before, standing)
        if line is None:
            raise Left
        return line

    def say(self, text: str) -> None:
        """Show a text."""
        self.tools.show([(text, "")])


def _in_order(old: Review, fresh: Review) -> tuple[Look, ...]:
    """Return what is looked at in the order in which it was, with what is new at the end."""
    now = {look.id: look for look in fresh.looks}
    known = {look.id: look for look in old.looks}
    kept = [
        replace(now[id], changed=look.changed) if id in now else replace(look, decided=look.decided or "dropped")
        for id, look in known.items()
    ]
    return (*kept, *(look for id, look in now.items() if id not in known))

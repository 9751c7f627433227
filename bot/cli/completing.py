"""What may come next while somebody types a command in the chat. Knows no terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..core.knowledge.catalogue import Catalogue, named
from ..render import CHAT_COMMANDS

__all__ = ["Choice", "choices"]

_LAST = re.compile(r"(?:.*(?:,|\bwith\s))?\s*(?P<name>.*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Choice:
    """What may be put in the place of the last characters typed.

    text: What is put there. replaces: How many characters before the cursor it replaces.
    """

    text: str
    replaces: int


def choices(typed: str, catalogue: Catalogue) -> Iterator[Choice]:
    """Yield what may be meant by a line that is being typed up to the cursor, the likest first; nothing for questions.

    Commands first; then the titles of figures, topics, or speakers, as the command wants them.
    """
    command, space, rest = typed.partition(" ")
    if not command.startswith("/"):
        return
    if not space:
        for name, (argument, _) in CHAT_COMMANDS.items():
            if name.startswith(command[1:].lower()):
                yield Choice(f"/{name} " if argument else f"/{name}", len(typed))
        return
    for name, replaces in _named(command[1:].lower(), rest, catalogue):
        yield Choice(name, replaces)


def _named(command: str, rest: str, catalogue: Catalogue) -> Iterator[tuple[str, int]]:
    """Yield what may follow a command, each with how many characters it replaces."""
    last = _LAST.fullmatch(rest)
    wanted = last["name"] if command == "compare" and last is not None else rest.lstrip()
    if command in ("stat", "compare"):
        found = [entry.title for entry in catalogue.choices(wanted, catalogue.statistics)]
    elif command == "stats":
        found = named(wanted, catalogue.topics)
    elif command == "quote" and not re.search(r"(?<!\S)about\s", rest):
        found = named(wanted, catalogue.speakers)
    else:
        found = []
    for name in found:
        yield name, len(wanted)

"""A reply to a question: as plain text, line by line for a card, and as an embed where it is help lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..core.answering.reply import Correction, Reply
from ..core.knowledge.model import Entry
from .entries import entry_lines, headline, quotation_lines
from .help_lines import help_in_doubt, help_plain, help_shown
from .limits import COLOURS, MAX_TEXT_CHARS, whole_lines
from .manners import social_lines
from .notes import as_typed

__all__ = [
    "correction_line",
    "corrections_in",
    "embed",
    "other_lines",
    "plain",
    "read_as_line",
    "relation_line",
    "worked_line",
]

_MAX_TYPED = 40
_CORRECTED = re.compile(r"Not (.+): the report has (.+)")
_ESCAPED = re.compile(r"\\([^\w\s])")
_UNKNOWN = "I found nothing about that in the report. It may not say, or I may not have understood; try other words."
_NO_SHARE = "The report gives no percentage for that, and none can be worked out from its figures."
_DID_YOU_MEAN = "I'm not sure what you mean. Did you mean:"
_NEAREST = "What it does say:"


def plain(reply: Reply, *, listed: bool = True, marked: bool = False) -> str:
    """Return a reply as plain text, at most MAX_TEXT_CHARS characters.

    Args:
        listed: As `other_lines` has it.
        marked: Whether it is for Discord, which takes some signs for marks: what people typed is then written so that
            it shows as typed.
    """
    if reply.kind == "answer" and reply.entry is not None:
        entries = [reply.entry, *reply.also]
        corrections = [correction_line(each, marked=marked) for each in reply.corrections]
        related = [relation_line(relation, other) for relation, other in reply.related]
        corrections += read_as_line(reply, marked=marked)
        corrections += worked_line(reply)
        for excerpts in (9, 1, 0):
            blocks = ["\n".join(entry_lines(entry, excerpts)) for entry in entries]
            text = "\n".join([*corrections, "\n\n".join(blocks), *related])
            if len(text) <= MAX_TEXT_CHARS:
                break
        return text[:MAX_TEXT_CHARS]
    if reply.kind == "signpost" and reply.help is not None:
        return help_plain(reply)
    return whole_lines(other_lines(reply, listed=listed), MAX_TEXT_CHARS)


def read_as_line(reply: Reply, *, marked: bool = True) -> list[str]:
    """Return the line that says which words were read otherwise than typed; none if there are none."""
    said = [f"{_quoted(typed, marked)} as {word}" for typed, word in reply.read_as]
    return [f"I read {' and '.join([', '.join(said[:-1]), said[-1]] if len(said) > 1 else said)}."] if said else []


def worked_line(reply: Reply) -> list[str]:
    """Return the figure that was worked out of two, with its working; nothing if none was asked for."""
    return [f"{reply.worked.text} (calculated: {reply.worked.working})"] if reply.worked is not None else []


def _quoted(typed: str, marked: bool) -> str:
    shown = typed[:_MAX_TYPED]
    return f'"{as_typed(shown) if marked else shown}"'


def correction_line(correction: Correction, *, marked: bool = True) -> str:
    """Return what a question took for granted and the report has otherwise."""
    said = as_typed(correction.said) if marked else correction.said
    return f"Not {said}: the report has {correction.report}"


def corrections_in(shown: str, reply: Reply) -> tuple[Correction, ...]:
    """Return the corrections that stand in an earlier answer, if the answer is still the same.

    Args:
        shown: All that the message says, line by line.
        reply: What answers now.
    """
    lines = shown.splitlines()
    found = tuple(
        Correction(_ESCAPED.sub(r"\1", match[1]), match[2]) for line in lines if (match := _CORRECTED.fullmatch(line))
    )
    entry = reply.entry
    same = entry is not None and all(line in shown for line in (entry.says, *quotation_lines(entry, 1)))
    return found if same else ()


def relation_line(relation: str, entry: Entry) -> str:
    """Return how another entry stands to the one that answers."""
    verb = "is contradicted by" if relation == "contradicts" else "is confirmed by"
    return f"This {verb} {entry.source.publisher}: {headline(entry)}"


def other_lines(reply: Reply, *, listed: bool = True) -> Iterator[str]:
    """Yield what is said that is no answer, line by line. listed: whether suggestions are, and not on buttons alone."""
    suggested = [f"- {entry.title}" for entry in reply.suggestions] if listed else []
    if reply.help is not None:
        yield from help_in_doubt(reply)
    elif reply.kind == "social":
        yield from social_lines(reply)
    elif reply.kind == "suggestions":
        yield _DID_YOU_MEAN
        yield from suggested
    else:
        yield reply.silence.says if reply.silence is not None else _NO_SHARE if reply.lacks_share else _UNKNOWN
        if reply.suggestions:
            yield _NEAREST
            yield from suggested


def embed(reply: Reply) -> dict[str, Any]:
    """Return help lines as the JSON object of a Discord embed, within Discord's limits."""
    made: dict[str, Any] = {"type": "rich", "color": COLOURS[reply.kind]}
    made["description"] = help_shown(reply)
    return made

"""A reply to a question: as plain text and as an embed, within the limits of both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ..core.answering.reply import Correction, Reply
from ..core.knowledge.model import Entry
from .entries import calculated, entry_lines, headline, quotation_lines, source_name
from .help_lines import help_in_doubt, help_plain, help_shown
from .limits import COLOURS, MAX_DESCRIPTION, MAX_EMBED, MAX_FIELD, MAX_FOOTER, MAX_TEXT_CHARS, MAX_TITLE, whole_lines
from .manners import social_lines

__all__ = ["corrections_in", "embed", "plain"]

_MAX_TYPED = 40
_READ = re.compile(r'I read ".+" as .+\.')
_CORRECTED = re.compile(r"Not (.+): the report has (.+)")
_UNKNOWN = "I found nothing about that in the report. It may not say, or I may not have understood; try other words."
_NO_SHARE = "The report gives no percentage for that, and none can be worked out from its figures."
_DID_YOU_MEAN = "I'm not sure what you mean. Did you mean:"
_NEAREST = "What it does say:"


def plain(reply: Reply) -> str:
    """Return a reply as plain text, at most MAX_TEXT_CHARS characters."""
    if reply.kind == "answer" and reply.entry is not None:
        entries = [reply.entry, *reply.also]
        corrections = [_correction(each) for each in reply.corrections]
        related = [_relation(relation, other) for relation, other in reply.related]
        corrections += _read_as(reply)
        corrections += _worked(reply)
        for excerpts in (9, 1, 0):
            blocks = ["\n".join(entry_lines(entry, excerpts)) for entry in entries]
            text = "\n".join([*corrections, "\n\n".join(blocks), *related])
            if len(text) <= MAX_TEXT_CHARS:
                break
        return text[:MAX_TEXT_CHARS]
    if reply.kind == "signpost" and reply.help is not None:
        return help_plain(reply)
    return whole_lines(_other_lines(reply), MAX_TEXT_CHARS)


def _read_as(reply: Reply) -> list[str]:
    """Return the line that says which words were read otherwise than typed; none if there are none."""
    said = [f"{_quoted(typed)} as {word}" for typed, word in reply.read_as]
    return [f"I read {' and '.join([', '.join(said[:-1]), said[-1]] if len(said) > 1 else said)}."] if said else []


def _worked(reply: Reply) -> list[str]:
    """Return the figure that was worked out of two, with its working; nothing if none was asked for."""
    return [f"{reply.worked.text} (calculated: {reply.worked.working})"] if reply.worked is not None else []


def _quoted(typed: str) -> str:
    return f'"{typed[:_MAX_TYPED]}"'


def _correction(correction: Correction) -> str:
    return f"Not {correction.said}: the report has {correction.report}"


def corrections_in(shown: dict[str, Any], reply: Reply) -> tuple[Correction, ...]:
    """Return the corrections that stand in the embed of an earlier answer, if the answer is still the same.

    Args:
        shown: The embed, as its JSON object.
        reply: What answers now.
    """
    blocks = [block for block in str(shown.get("description", "")).split("\n\n") if not _READ.fullmatch(block)]
    found = tuple(Correction(match[1], match[2]) for block in blocks if (match := _CORRECTED.fullmatch(block)))
    now = embed(replace(reply, corrections=found))
    same = (now.get("title"), now.get("description")) == (shown.get("title"), "\n\n".join(blocks))
    return found if same else ()


def _relation(relation: str, entry: Entry) -> str:
    verb = "is contradicted by" if relation == "contradicts" else "is confirmed by"
    return f"This {verb} {entry.source.publisher}: {headline(entry)}"


def _other_lines(reply: Reply) -> Iterator[str]:
    if reply.help is not None:
        yield from help_in_doubt(reply)
    elif reply.kind == "social":
        yield from social_lines(reply)
    elif reply.kind == "suggestions":
        yield _DID_YOU_MEAN
        yield from (f"- {entry.title}" for entry in reply.suggestions)
    else:
        yield reply.silence.says if reply.silence is not None else _NO_SHARE if reply.lacks_share else _UNKNOWN
        if reply.suggestions:
            yield _NEAREST
            yield from (f"- {entry.title}" for entry in reply.suggestions)


def embed(reply: Reply) -> dict[str, Any]:
    """Return a reply as the JSON object of a Discord embed, within Discord's limits."""
    made: dict[str, Any] = {"type": "rich", "color": COLOURS[reply.kind]}
    if reply.kind == "signpost" and reply.help is not None:
        made["description"] = help_shown(reply)
        return made
    if reply.kind != "answer" or reply.entry is None:
        made["description"] = whole_lines(_other_lines(reply), MAX_DESCRIPTION)
        return made
    entry = reply.entry
    title = headline(entry)
    made["title"] = (title[0].upper() + title[1:])[:MAX_TITLE]
    made["url"] = entry.source.url
    made["description"] = "\n\n".join(_embed_blocks(reply, entry))[:MAX_DESCRIPTION]
    made["fields"] = [
        {
            "name": headline(other)[:MAX_TITLE],
            "value": "\n".join([other.says, *quotation_lines(other, 1)]).strip()[:MAX_FIELD],
            "inline": False,
        }
        for other in reply.also
    ]
    footer = source_name(entry.source)[:MAX_FOOTER]
    others = sum(len(field["name"]) + len(field["value"]) for field in made["fields"])
    made["description"] = made["description"][: MAX_EMBED - len(made["title"]) - len(footer) - others]
    if not made["fields"]:
        del made["fields"]
    made["footer"] = {"text": footer}
    return made


def _embed_blocks(reply: Reply, entry: Entry) -> Iterator[str]:
    for correction in reply.corrections:
        yield _correction(correction)
    yield from _read_as(reply)
    yield from _worked(reply)
    if entry.says:
        yield entry.says
    yield from calculated(entry)
    for quotation in quotation_lines(entry, 9):
        yield f"> {quotation}"
    for relation, other in reply.related:
        yield _relation(relation, other)

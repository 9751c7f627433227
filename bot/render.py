"""Replies in words: all wording and every limit of length. Pure; knows Discord's limits, but not discord.py."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from .core.dates import spoken
from .core.matching import FEATURES
from .core.model import Entry, Silence, Source
from .core.reply import Correction, Reply

__all__ = ["FAILED", "MAX_TEXT_CHARS", "as_json", "embed", "explanation", "headline", "plain"]

MAX_TEXT_CHARS = 1_500
# Discord's limits of an embed.
_MAX_TITLE, _MAX_DESCRIPTION, _MAX_FIELD, _MAX_FOOTER, _MAX_EMBED = 256, 4_096, 1_024, 2_048, 6_000

FAILED = "Something went wrong on my side, so I cannot answer that now. The people who run me can see it in the log."
_UNKNOWN = "I found nothing on that in the report. It may not say, or I did not understand; try other words."
_DID_YOU_MEAN = "I am not sure what you mean. Did you mean:"
_NEAREST = "What it does say:"
_PARAPHRASED = "In our words, not checked by machine"
_COLOURS = {"answer": 0x2E7D32, "suggestions": 0xB26A00, "no_answer": 0x546E7A, "signpost": 0x1565C0}


def headline(entry: Entry) -> str:
    """Return what comes first in an answer: the figure, or the title of an entry that has none."""
    return entry.figure.text if entry.figure is not None else entry.title


def plain(reply: Reply) -> str:
    """Return a reply as plain text, at most MAX_TEXT_CHARS characters."""
    if reply.kind == "answer" and reply.entry is not None:
        entries = [reply.entry, *reply.also]
        corrections = [_correction(each) for each in reply.corrections]
        related = [_relation(relation, other) for relation, other in reply.related]
        for excerpts in (9, 1, 0):
            blocks = ["\n".join(_entry_lines(entry, excerpts)) for entry in entries]
            text = "\n".join([*corrections, "\n\n".join(blocks), *related])
            if len(text) <= MAX_TEXT_CHARS:
                break
        return text[:MAX_TEXT_CHARS]
    return _whole_lines(_other_lines(reply), MAX_TEXT_CHARS)


def _whole_lines(lines: Iterable[str], limit: int) -> str:
    """Return as many lines as fit: half a help line helps nobody."""
    text = ""
    for line in lines:
        longer = f"{text}\n{line}" if text else line
        if len(longer) > limit:
            break
        text = longer
    return text


def _entry_lines(entry: Entry, excerpts: int) -> Iterator[str]:
    if entry.figure is not None:
        yield entry.figure.text[0].upper() + entry.figure.text[1:]
    if entry.says:
        yield entry.says
    if entry.figure is not None and entry.figure.working is not None:
        yield f"Calculated: {entry.figure.working}"
    yield from _quotations(entry, excerpts)
    yield _source_line(entry.source)


def _quotations(entry: Entry, excerpts: int) -> Iterator[str]:
    """Yield the source's own words, each with who said it and where it stands."""
    if entry.paraphrased:
        yield f"{_PARAPHRASED}: {entry.locator}"
    for excerpt in entry.excerpts[:excerpts]:
        place = f"{entry.source.publisher}, paragraph {excerpt.paragraph}"
        speaker = entry.speaker if entry.speaker and excerpt.text == entry.quote else None
        said = (
            f"{speaker.name}, {speaker.role}; " if speaker and speaker.role else f"{speaker.name}; " if speaker else ""
        )
        yield f"{_quoted(excerpt.text)} - {said}{place}"


def _quoted(text: str) -> str:
    """Return words in quotation marks, single ones inside."""
    return '"' + text.replace('"', "'") + '"'


def _source_line(source: Source) -> str:
    return f"{source.title} ({spoken(source.published)}) {source.url}"


def _correction(correction: Correction) -> str:
    return f"Not {correction.said}: the report has {correction.report}"


def _relation(relation: str, entry: Entry) -> str:
    verb = "is contradicted by" if relation == "contradicts" else "is confirmed by"
    return f"This {verb} {entry.source.publisher}: {headline(entry)}"


def _other_lines(reply: Reply) -> Iterator[str]:
    if reply.kind == "signpost" and reply.help is not None:
        yield reply.help.opening
        for line in reply.help.lines:
            yield f"{line.name}{f': {line.number}' if line.number else ''} - {line.when} {line.url}".rstrip()
        if reply.help.closing:
            yield reply.help.closing
    elif reply.kind == "suggestions":
        yield _DID_YOU_MEAN
        yield from (f"- {entry.title}" for entry in reply.suggestions)
    else:
        yield reply.silence.says if reply.silence is not None else _UNKNOWN
        if reply.suggestions:
            yield _NEAREST
            yield from (f"- {entry.title}" for entry in reply.suggestions)


def embed(reply: Reply) -> dict[str, Any]:
    """Return a reply as the JSON object of a Discord embed, within Discord's limits."""
    made: dict[str, Any] = {"type": "rich", "color": _COLOURS[reply.kind]}
    if reply.kind != "answer" or reply.entry is None:
        made["description"] = _whole_lines(_other_lines(reply), _MAX_DESCRIPTION)
        return made
    entry = reply.entry
    title = headline(entry)
    made["title"] = (title[0].upper() + title[1:])[:_MAX_TITLE]
    made["url"] = entry.source.url
    made["description"] = "\n\n".join(_embed_blocks(reply, entry))[:_MAX_DESCRIPTION]
    made["fields"] = [
        {
            "name": headline(other)[:_MAX_TITLE],
            "value": "\n".join([other.says, *_quotations(other, 1)]).strip()[:_MAX_FIELD],
            "inline": False,
        }
        for other in reply.also
    ]
    footer = f"{entry.source.title} ({spoken(entry.source.published)})"[:_MAX_FOOTER]
    others = sum(len(field["name"]) + len(field["value"]) for field in made["fields"])
    made["description"] = made["description"][: _MAX_EMBED - len(made["title"]) - len(footer) - others]
    if not made["fields"]:
        del made["fields"]
    made["footer"] = {"text": footer}
    return made


def _embed_blocks(reply: Reply, entry: Entry) -> Iterator[str]:
    for correction in reply.corrections:
        yield _correction(correction)
    if entry.says:
        yield entry.says
    if entry.figure is not None and entry.figure.working is not None:
        yield f"Calculated: {entry.figure.working}"
    for quotation in _quotations(entry, 9):
        yield f"> {quotation}"
    for relation, other in reply.related:
        yield _relation(relation, other)


def as_json(reply: Reply) -> str:
    """Return a reply as one line of JSON with the keys of the contract, all always present."""
    entry = reply.entry
    source = _source_json(entry) if entry is not None else None
    return json.dumps(
        {
            "question": reply.question.encode("utf-8", "replace").decode("utf-8"),
            "kind": reply.kind,
            "entry": entry.id if entry else None,
            "confidence": round(reply.confidence, 3),
            "text": plain(reply),
            "figure": entry.figure.text if entry and entry.figure else None,
            "evidence": " [...] ".join(excerpt.text for excerpt in entry.excerpts) or None if entry else None,
            "speaker": entry.speaker.name if entry and entry.speaker else None,
            "source": source,
            "also": [{"entry": other.id, "text": "\n".join(_entry_lines(other, 1))} for other in reply.also],
            "suggestions": [{"entry": other.id, "title": other.title} for other in reply.suggestions],
            "version": reply.version,
        }
    )


def _source_json(entry: Entry) -> dict[str, Any]:
    source = entry.source
    return {
        "id": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "published": source.published,
        "url": source.url,
        "paragraph": entry.excerpts[0].paragraph if entry.excerpts else None,
    }


def explanation(reply: Reply) -> str:
    """Return why a reply is what it is: the words and their weights, the candidates, and what each had for it."""
    if reply.ranking is None:
        return "The message sounds like a call for help (knowledge/help.yaml), so nothing was looked up."
    ranking = reply.ranking
    lines = ["words (weight; a word that the knowledge base does not have weighs the most):"]
    for term, weight in ranking.terms:
        marks = [f"read as {term.repaired}"] if term.repaired else []
        marks += [] if term.known else ["not known"]
        marks += ["says nothing"] if term.little else []
        lines.append(f"  {term.typed:<24} {weight:5.2f}  {', '.join(marks)}".rstrip())
    lines.append("candidates (probability; the nearest phrasing; what counted):")
    for match in ranking.matches[:4]:
        kind = "silence" if isinstance(match.target, Silence) else "entry"
        lines.append(f"  {match.probability:.3f} {kind} {match.target.id}: {match.phrasing}")
        lines.append(
            "        "
            + ", ".join(f"{name} {value:+.2f}" for name, value in zip(FEATURES, match.features, strict=True) if value)
        )
    lines.append(f"  {ranking.none:.3f} none of these")
    for correction in reply.corrections:
        lines.append(f"corrected: {correction.said} -> {correction.report}")
    return "\n".join(lines)

"""Replies in words: all wording and every limit of length. Pure; knows Discord's limits, but not discord.py."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from .core.catalogue import Comparison
from .core.dates import spoken
from .core.matching import FEATURES
from .core.model import Entry, Knowledge, Silence, Source
from .core.provenance import within
from .core.reply import Correction, Reply
from .core.verdicts import FigureCheck

__all__ = [
    "FAILED",
    "FORM_LABEL",
    "FORM_TITLE",
    "GONE",
    "LISTENING",
    "LISTENING_ALREADY",
    "LISTENING_NO_MORE",
    "MAX_TEXT_CHARS",
    "NEEDS_CONTENT",
    "NEXT",
    "NOT_ALLOWED",
    "NOT_LISTENING",
    "NOT_YOURS",
    "NO_CHART",
    "NO_QUOTES",
    "NO_SUCH",
    "PREVIOUS",
    "about",
    "as_json",
    "checked_figures",
    "checked_json",
    "checked_plain",
    "comparison",
    "context",
    "embed",
    "explanation",
    "headline",
    "listening",
    "moderator_role",
    "moderators_channel",
    "moderators_note",
    "plain",
    "quotations",
    "sources",
    "statistics",
    "statistics_pages",
    "wait",
]

MAX_TEXT_CHARS = 1_500
# Discord's limits of an embed.
_MAX_TITLE, _MAX_DESCRIPTION, _MAX_FIELD, _MAX_FOOTER, _MAX_EMBED = 256, 4_096, 1_024, 2_048, 6_000

FAILED = "Something went wrong on my side, so I cannot answer that now. The people who run me can see it in the log."
GONE = "The report's entries have changed since, and this one has gone. Ask again, please."
NOT_YOURS = "Only the person who asked can change this answer. Ask me yourself, and you get your own."
NO_CHART = "There is nothing to draw for this one."
NO_SUCH = "I have nothing of that name. Begin to type, and choose from the list."
NO_QUOTES = "The report quotes nobody like that."
_FIGURES = "Figures of the report"
NOT_ALLOWED = "Only this server's moderators can do that."
NEEDS_CONTENT = (
    "To listen I need Discord's message content intent, which is off. Whoever runs me can switch it on: README, "
    '"Listening in a channel".'
)
LISTENING = "I listen here now. I answer only what I am sure of, and say nothing otherwise. /listen stop ends it."
LISTENING_ALREADY = "I listen here already."
LISTENING_NO_MORE = "I no longer listen here. Mention me to ask."
NOT_LISTENING = "I was not listening here."
FORM_TITLE = "Ask the report"
FORM_LABEL = "Your question"
PREVIOUS = "Back"
NEXT = "More"
_UNKNOWN = "I found nothing on that in the report. It may not say, or I did not understand; try other words."
_ABOUT = (
    "I answer questions about a published report with the figure, the words it rests on, and where they stand. Every "
    "quotation and figure was checked by machine against its source. What the report does not say, I do not say.\n\n"
    "**What I keep:** which channels a server lets me listen in, its moderators' channel and role, and whether you "
    "like replies to be private. Nothing that anybody writes, and nothing at all about calls for help.\n\n"
    "**Something wrong?** Tell the moderators of this server, with a link to my message.\n\n"
    "{entries} entries; knowledge version `{version}`, loaded {loaded}."
)
_MARKS = {"agrees": "\N{CHECK MARK}", "differs": "\N{NOT EQUAL TO}", "not in the report": "\N{EN DASH}"}
_PAGE = 8
_DID_YOU_MEAN = "I am not sure what you mean. Did you mean:"
_NEAREST = "What it does say:"
_NO_FIGURE = "There is no figure in that message."
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
        speaker = entry.speaker if entry.speaker and within(entry.quote, excerpt.text) else None
        said = (
            f"{speaker.name}, {speaker.role}; " if speaker and speaker.role else f"{speaker.name}; " if speaker else ""
        )
        yield f"{_quoted(excerpt.text)} - {said}{place}"


def _quoted(text: str) -> str:
    """Return words in quotation marks, single ones inside."""
    return '"' + text.replace('"', "'") + '"'


def _source_name(source: Source) -> str:
    return f"{source.title} ({spoken(source.published)})"


def _source_line(source: Source) -> str:
    return f"{_source_name(source)} {source.url}"


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
    footer = _source_name(entry.source)[:_MAX_FOOTER]
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


def wait(seconds: float) -> str:
    """Return the note to somebody who asks too fast."""
    left = max(1, round(seconds))
    return f"You ask faster than I may answer. Ask again in {left} second{'s' * (left > 1)}, and I will gladly reply."


def moderators_note(link: str) -> str:
    """Return the note to a moderators' channel that somebody may need help, with a link to their message."""
    return f"Somebody may need help, and was shown the help lines: {link}"


def listening(channel_ids: Sequence[int]) -> str:
    """Return the list of channels where the bot listens, the first fifty of them."""
    more = f" and {len(channel_ids) - 50} more" if len(channel_ids) > 50 else ""
    shown = ", ".join(f"<#{id}>" for id in channel_ids[:50])
    return f"I listen in {shown}{more}" if channel_ids else "I listen nowhere."


def moderators_channel(channel_id: int | None) -> str:
    """Return what the moderators' channel is now."""
    return f"Moderators are told in <#{channel_id}> now." if channel_id else "Moderators are told nowhere now."


def moderator_role(role_id: int | None) -> str:
    """Return what the moderator role is now."""
    return (
        f"Members of <@&{role_id}> are moderators now."
        if role_id
        else "Only who manages the server is a moderator now."
    )


def statistics_pages(entries: Sequence[Entry]) -> list[Sequence[Entry]]:
    """Return entries in pages of at most eight; one empty page if there are none."""
    return [entries[at : at + _PAGE] for at in range(0, len(entries), _PAGE)] or [()]


def statistics(entries: Sequence[Entry], topic: str | None, page: int, pages: int) -> dict[str, Any]:
    """Return a page of statistics, from 0, as the JSON object of an embed."""
    lines = [f"**{entry.figure.text if entry.figure else ''}**\n{entry.title}" for entry in entries]
    title = f"{_FIGURES}: {topic}" if topic else _FIGURES
    made: dict[str, Any] = {
        "type": "rich",
        "color": _COLOURS["answer"],
        "title": title[:_MAX_TITLE],
        "description": "\n".join(lines)[:_MAX_DESCRIPTION] or NO_SUCH,
    }
    sources = list(dict.fromkeys(f"{entry.source.publisher}, {spoken(entry.source.published)}" for entry in entries))
    paging = [f"page {page + 1} of {pages}"] if pages > 1 else []
    made["footer"] = {"text": "; ".join([*sources, *paging])[:_MAX_FOOTER] or "-"}
    return made


def comparison(compared: Comparison) -> dict[str, Any]:
    """Return two figures side by side as the JSON object of an embed, or why they cannot be."""
    if compared.refusal is not None:
        return {"type": "rich", "color": _COLOURS["no_answer"], "description": compared.refusal[:_MAX_DESCRIPTION]}
    fields = [
        {
            "name": headline(entry)[:_MAX_TITLE],
            "value": "\n".join([entry.says, *_quotations(entry, 1)]).strip()[:_MAX_FIELD],
            "inline": True,
        }
        for entry in (compared.first, compared.second)
    ]
    results = [figure.working for figure in (compared.difference, compared.share) if figure and figure.working]
    made: dict[str, Any] = {"type": "rich", "color": _COLOURS["answer"], "title": "Side by side", "fields": fields}
    if results:
        made["description"] = "\n".join(f"Calculated: {result}" for result in results)[:_MAX_DESCRIPTION]
    names = dict.fromkeys(_source_name(entry.source) for entry in (compared.first, compared.second))
    made["footer"] = {"text": "; ".join(names)[:_MAX_FOOTER]}
    return made


def checked_figures(checks: Sequence[FigureCheck]) -> dict[str, Any]:
    """Return the verdicts on the figures of a message, in their order, as the JSON object of an embed."""
    lines = [f"{_MARKS[check.verdict]} **{check.said}** {_verdict_line(check)}" for check in checks]
    return {
        "type": "rich",
        "color": _COLOURS["answer"] if checks else _COLOURS["no_answer"],
        "title": "Figures held against the report",
        "description": _whole_lines(lines, _MAX_DESCRIPTION) or _NO_FIGURE,
    }


def _verdict_line(check: FigureCheck) -> str:
    """Return a verdict with its reason and, if it was tied to an entry, what the report says and where."""
    if check.entry is None:
        return f"{check.verdict}: {check.why}"
    paragraph = f", paragraph {check.entry.excerpts[0].paragraph}" if check.entry.excerpts else ""
    said = f"the report has {headline(check.entry)} ({check.entry.source.publisher}{paragraph})"
    return f"{check.verdict}: {check.why}; {said}"


def checked_plain(checks: Sequence[FigureCheck]) -> str:
    """Return the verdicts on the figures of a message as plain text, a line a figure."""
    return "\n".join(f"{check.said}: {_verdict_line(check)}" for check in checks) or _NO_FIGURE


def checked_json(message: str, checks: Sequence[FigureCheck]) -> str:
    """Return the verdicts on the figures of a message as one line of JSON, all keys always present."""
    figures = [
        {
            "said": check.said,
            "verdict": check.verdict,
            "entry": check.entry.id if check.entry else None,
            "report": (check.entry.figure.text if check.entry.figure else check.entry.says) if check.entry else None,
            "why": check.why,
            "source": _source_json(check.entry) if check.entry else None,
        }
        for check in checks
    ]
    return json.dumps({"message": message.encode("utf-8", "replace").decode("utf-8"), "figures": figures})


def context(entry: Entry, neighbours: Sequence[Entry]) -> dict[str, Any]:
    """Return the other entries of an entry's paragraph as the JSON object of an embed."""
    places = ", ".join(dict.fromkeys(f"paragraph {excerpt.paragraph}" for excerpt in entry.excerpts))
    lines = [f"**{headline(other)}** {other.says or _quoted(other.quote)}" for other in neighbours]
    return {
        "type": "rich",
        "color": _COLOURS["answer"],
        "title": f"{entry.source.publisher}, {places}"[:_MAX_TITLE] if places else entry.source.publisher,
        "url": entry.source.url,
        "description": _whole_lines(lines, _MAX_DESCRIPTION) or "Nothing else of that paragraph is known here.",
    }


def quotations(entries: Sequence[Entry]) -> dict[str, Any]:
    """Return quotations with who said them as the JSON object of an embed."""
    lines = ["\n".join(_quotations(entry, 1)) for entry in entries]
    return {
        "type": "rich",
        "color": _COLOURS["answer"] if entries else _COLOURS["no_answer"],
        "description": _whole_lines((f"> {line}\n" for line in lines), _MAX_DESCRIPTION) or NO_QUOTES,
    }


def sources(knowledge: Knowledge) -> dict[str, Any]:
    """Return the sources of a knowledge base as the JSON object of an embed."""
    lines = []
    for source in knowledge.sources.values():
        about = f"\nIt reports on {source.about.title} ({spoken(source.about.published)})." if source.about else ""
        lines.append(f"**{source.title}**\n{source.publisher}, {spoken(source.published)}\n{source.url}{about}\n")
    return {"type": "rich", "color": _COLOURS["answer"], "title": "Sources", "description": _whole_lines(lines, 4_096)}


def about(knowledge: Knowledge, loaded_at: int) -> dict[str, Any]:
    """Return what the bot is and keeps as the JSON object of an embed. loaded_at: seconds since 1970."""
    return {
        "type": "rich",
        "color": _COLOURS["answer"],
        "title": "About this bot",
        "description": _ABOUT.format(
            entries=len(knowledge.entries), version=knowledge.version, loaded=f"<t:{loaded_at}:f>"
        ),
    }


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

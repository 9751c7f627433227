"""What surrounds an answer: its paragraph, quotations, the sources, and the bot itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..core.knowledge.fingerprint import within
from ..core.knowledge.model import Entry, Knowledge
from ..core.language.dates import spoken
from .cards import Card, Text, within_limits
from .entries import headline, quoted, where
from .limits import COLOURS, MAX_CARD, MAX_DESCRIPTION, MAX_TITLE, whole_lines
from .links import source_link
from .notes import NO_QUOTES

__all__ = ["MAX_QUOTED", "PURPOSE", "about", "context", "quotations", "sources"]

MAX_QUOTED = 9
"""Quotations in one message: as many as Discord has room for with a link beside each."""
_REMARK = 100  # characters kept free for how many more there are

PURPOSE = (
    "I answer questions about a published report with the figure, the words it rests on, and where to find them. Every "
    "quotation and figure has been checked by machine against its source. What the report doesn't say, I don't say."
)
_ABOUT = (
    "{purpose}\n\n"
    "**What I keep:** the channels where a server lets me listen, its moderators' channel and role, and the country of "
    "its help lines; whether you prefer private replies; what each of my messages shows, for 30 days, so that I can "
    "correct it; who changed what I know and when; the document that a moderator is looking through, "
    "for 30 days at most. {questions} Nothing at all about calls for help. `/privacy forget` "
    "deletes what I keep about you.\n\n"
    "**Something wrong?** Tell this server's moderators, with a link to my message.\n\n"
    "{entries} entries; knowledge version `{version}`, loaded {loaded}."
)


def context(entry: Entry, neighbours: Sequence[Entry]) -> dict[str, Any]:
    """Return the other entries of an entry's paragraph as the JSON object of an embed."""
    places = ", ".join(dict.fromkeys(where(excerpt) for excerpt in entry.excerpts))
    lines = [f"**{headline(other)}** {other.says or quoted(other.quote)}" for other in neighbours]
    return {
        "type": "rich",
        "color": COLOURS["answer"],
        "title": f"{entry.source.publisher}, {places}"[:MAX_TITLE] if places else entry.source.publisher,
        "url": entry.source.url,
        "description": whole_lines(lines, MAX_DESCRIPTION) or "I know nothing else from that paragraph.",
    }


def quotations(entries: Sequence[Entry]) -> Card:
    """Return MAX_QUOTED quotations as a card, each with its title and who said it, and how many more there are."""
    blocks: list[Text] = []
    room = MAX_CARD - _REMARK
    for entry in entries[:MAX_QUOTED]:
        said = f"> {quoted(entry.quote)}\n-# {_said_by(entry)}"
        block = Text(f"**{entry.title}**\n{said}", source_link(entry))
        room -= len(block.text)
        if room < 0:
            break
        blocks.append(block)
    left = len(entries) - len(blocks)
    if left:
        blocks.append(Text(f"-# and {left} more; ask for a speaker or a subject to see them"))
    return Card(COLOURS["answer"] if entries else COLOURS["no_answer"], within_limits(blocks or [Text(NO_QUOTES)]))


def _said_by(entry: Entry) -> str:
    """Return who said what an entry quotes, and where it stands."""
    speaker = f"{entry.speaker.name}, {entry.speaker.role}".rstrip(", ") if entry.speaker else ""
    found = [excerpt for excerpt in entry.excerpts if within(entry.quote, excerpt.text)]
    place = entry.source.publisher + "".join(f", {where(excerpt)}" for excerpt in found[:1])
    return f"{speaker}; {place}" if speaker else place


def sources(knowledge: Knowledge) -> dict[str, Any]:
    """Return the sources of a knowledge base as the JSON object of an embed."""
    lines = []
    for source in knowledge.sources.values():
        about = f"\nIt reports on {source.about.title} ({spoken(source.about.published)})." if source.about else ""
        lines.append(f"**{source.title}**\n{source.publisher}, {spoken(source.published)}\n{source.url}{about}\n")
    return {"type": "rich", "color": COLOURS["answer"], "title": "Sources", "description": whole_lines(lines, 4_096)}


_QUESTIONS = (
    "Questions that I couldn't answer on a server, or whose answer you called helpful or wrong, for {days} days, so "
    "that moderators can teach me: without names, mentions, links, addresses or long numbers, with the answer that you "
    "chose, shown once two people have asked the same, never from direct messages."
)
_NO_QUESTIONS = "Nothing that anyone writes."


def about(knowledge: Knowledge, loaded_at: int, *, keep_questions_days: int = 0) -> dict[str, Any]:
    """Return what the bot is and keeps as the JSON object of an embed.

    loaded_at: seconds since 1970. keep_questions_days: for how long questions without an answer are kept; 0: not.
    """
    questions = _QUESTIONS.format(days=keep_questions_days) if keep_questions_days else _NO_QUESTIONS
    return {
        "type": "rich",
        "color": COLOURS["answer"],
        "title": "About this bot",
        "description": _ABOUT.format(
            purpose=PURPOSE,
            questions=questions,
            entries=len(knowledge.entries),
            version=knowledge.version,
            loaded=f"<t:{loaded_at}:f>",
        ),
    }

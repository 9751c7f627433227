"""A reply as a card: blocks of text with links beside them, as Discord's components show it. Knows nothing of buttons.

Some blocks carry a mark, by which they are found again in a message that was sent: Discord keeps it as the id of the
component.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ..core.answering.reply import Reply
from ..core.knowledge.model import Entry
from .entries import calculated, headline, quotation_lines, quoted, source_name
from .guide import COMMANDS
from .limits import COLOURS, MAX_CARD, MAX_LINK
from .links import source_link
from .notes import as_typed
from .replies import correction_line, embed, other_lines, read_as_line, relation_line, worked_line

__all__ = [
    "ASKED",
    "ASKED_BEGINS",
    "CORRECTED",
    "PERHAPS",
    "RULE",
    "Card",
    "Picture",
    "Rule",
    "Text",
    "asked_line",
    "card",
    "within_limits",
]

CORRECTED = 101
"""Mark of the line that says which figure has changed since."""
ASKED = 103
"""Mark of the line that says what was asked."""
ASKED_BEGINS = "> -# "
"""What that line begins with."""
PERHAPS = 104
"""Mark of the lines that say what may have been meant instead."""
_PERHAPS = "Perhaps you meant:"
_MAX_ASKED = 200
_LINK = "Source"


@dataclass(frozen=True, slots=True)
class Text:
    """Lines of text.

    Attributes:
        text: In Discord's markup.
        url: Where the button beside it leads; "" for none.
        mark: By which the block is found again in a message; 0: it need not be.
    """

    text: str
    url: str = ""
    mark: int = 0
    label: str = _LINK


@dataclass(frozen=True, slots=True)
class Rule:
    """A line between blocks."""


RULE = Rule()


@dataclass(frozen=True, slots=True)
class Picture:
    """A file that is sent with the message. words: the same in words."""

    filename: str
    words: str


@dataclass(frozen=True, slots=True)
class Card:
    """What a message shows, from the top down. colour: 0x000000 to 0xFFFFFF."""

    colour: int
    blocks: tuple[Text | Rule | Picture, ...]

    @property
    def text(self) -> str:
        """All its text, a line for each line of it."""
        return "\n".join(block.text for block in self.blocks if isinstance(block, Text))


def asked_line(question: str) -> str:
    """Return what was asked as the line above an answer: small, on one line, as it was typed; "" for no question."""
    text = " ".join(question.split())
    cut = text if len(text) <= _MAX_ASKED else f"{text[: _MAX_ASKED - 1].rstrip()}\N{HORIZONTAL ELLIPSIS}"
    return f"{ASKED_BEGINS}{as_typed(cut)}" if cut else ""


def card(reply: Reply, *, asked: str = "", corrected: str = "", pictures: Sequence[Picture] = ()) -> Card:
    """Return a reply as a card, within Discord's limits.

    Args:
        reply: Of any kind. Help lines show nothing of what was asked.
        asked: The line that says what was asked; "" for none.
        corrected: The line that says which figure has changed since it was given; "" for none.
        pictures: What is sent with it.

    What is suggested stands on buttons alone.
    """
    top = [Text(line, mark=mark) for line, mark in ((corrected, CORRECTED), (asked, ASKED)) if line]
    if reply.kind == "signpost":
        return Card(COLOURS[reply.kind], within_limits([Text(str(embed(reply)["description"]))]))
    if reply.kind != "answer" or reply.entry is None:
        said = Text("\n".join(other_lines(reply, listed=False)))
        more = [Text(COMMANDS)] if reply.manner == "abilities" else []
        return Card(COLOURS[reply.kind], within_limits([*top, said, *more]))
    for excerpts in (9, 1):
        blocks = [*top, *_answer(reply, reply.entry, excerpts, pictures)]
        if _chars(blocks) <= MAX_CARD:
            break
    return Card(COLOURS["answer"], within_limits(blocks))


def within_limits(blocks: Iterable[Text | Rule | Picture]) -> tuple[Text | Rule | Picture, ...]:
    """Return blocks with no more text than a message may have; a link that is too long for a button is left out."""
    kept: list[Text | Rule | Picture] = []
    room = MAX_CARD
    for block in blocks:
        if isinstance(block, Text):
            text = block.text[:room].strip()
            room -= len(text)
            if not text:
                continue
            block = replace(block, text=text, url=block.url if len(block.url) <= MAX_LINK else "")
        kept.append(block)
    return tuple(kept)


def _chars(blocks: Iterable[Text | Rule | Picture]) -> int:
    return sum(len(block.text) for block in blocks if isinstance(block, Text))


def _answer(reply: Reply, entry: Entry, excerpts: int, pictures: Sequence[Picture]) -> Iterator[Text | Rule | Picture]:
    first = [*map(correction_line, reply.corrections), *read_as_line(reply), *worked_line(reply)]
    if first:
        yield Text("\n".join(first))
    yield Text("\n".join([f"### {_capital(headline(entry))}", *_said(entry)]), source_link(entry))
    quotations = [f"> {line}" for line in quotation_lines(entry, excerpts)]
    related = [relation_line(relation, other) for relation, other in reply.related]
    if quotations or related:
        yield Text("\n".join([*quotations, *related]))
    yield from pictures
    if reply.perhaps and reply.also:
        yield Text("\n".join(map(_perhaps, reply.also)), mark=PERHAPS)
    for other in () if reply.perhaps else reply.also:
        yield RULE
        lines = [f"**{_capital(headline(other))}**", *_said(other), *(f"> {q}" for q in quotation_lines(other, 1))]
        yield Text("\n".join(lines), source_link(other))
    yield Text("\n".join(f"-# {name}" for name in _sources([entry, *reply.also])))


def _said(entry: Entry) -> Iterator[str]:
    if entry.says:
        yield entry.says
    yield from calculated(entry)


def _perhaps(entry: Entry) -> str:
    return f"-# {_PERHAPS} **{headline(entry)}** {entry.says or quoted(entry.quote)}"


def _sources(entries: Iterable[Entry]) -> list[str]:
    return list(dict.fromkeys(source_name(entry.source) for entry in entries))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

"""What is shown in the terminal, in pieces that each have a style: made of a reply, or of what Discord would show.

Knows no colours, and no wording of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from .. import render
from ..core.answering.reply import Reply

__all__ = ["Piece", "Pieces", "Style", "joined", "of_card", "of_checks", "of_embed", "of_reply", "plain"]

Style = Literal["", "strong", "evidence", "aside"]
"""How text looks: "strong" figures and titles, "evidence" the source's own words, "aside" what matters least."""

Piece = tuple[str, Style]
Pieces = Sequence[Piece]
"""Text, each piece of it with its style."""

_QUOTED = re.compile(r'".+" - ')
_STRONG = re.compile(r"\*\*(.+?)\*\*")
_SAID = re.compile(r"(?P<said>.+?): (?:agrees|differs|cannot tell|not in the report)\b")


def plain(pieces: Pieces) -> str:
    """Return the text alone."""
    return "".join(text for text, _ in pieces)


def joined(*blocks: Pieces, between: str = "\n\n") -> Pieces:
    """Return blocks as one; those without text are left out."""
    made: list[Piece] = []
    for block in blocks:
        if plain(block):
            made += [(between, ""), *block] if made else block
    return made


def of_reply(reply: Reply) -> Pieces:
    """Return a reply as `render.plain` has it."""
    shown = (reply.entry, *reply.also) if reply.entry is not None else ()
    figures = {figure.text[0].upper() + figure.text[1:] for entry in shown if (figure := entry.figure) is not None}
    lines = render.plain(reply).split("\n")
    return _in_lines([(line, "strong" if line in figures else _by_sight(line))] for line in lines)


def of_checks(text: str) -> Pieces:
    """Return the verdicts on a message as `render.checked_plain` has them."""
    ends = [(line, found.end("said") if (found := _SAID.match(line)) else 0) for line in text.split("\n")]
    return _in_lines([(line[:end], "strong"), (line[end:], "")] for line, end in ends)


def of_embed(embed: Mapping[str, Any]) -> Pieces:
    """Return the JSON object of a Discord embed as text: its title, description, fields and footer in blocks.

    Bold type and quotations become styles; nothing of Discord's marks is left.
    """
    blocks: list[Pieces] = [[(str(embed.get("title", "")), "strong")], _marked(str(embed.get("description", "")))]
    for field in embed.get("fields", ()):
        blocks.append(_in_lines([[(str(field["name"]), "strong")], _marked(str(field["value"]))]))
    return joined(*blocks, [(str(embed.get("footer", {}).get("text", "")), "aside")])


def of_card(card: render.Card) -> Pieces:
    """Return a card of Discord's as text, block by block, without its links."""
    texts = (block.text for block in card.blocks if isinstance(block, render.Text))
    return joined(*map(_marked, texts))


def _marked(text: str) -> Pieces:
    """Return text with Discord's marks as pieces."""
    return _in_lines(map(_marked_line, text.strip().replace("`", "").split("\n")))


def _marked_line(line: str) -> Pieces:
    bare = line.removeprefix("> ")
    if bare != line or _QUOTED.match(line):
        return [(bare, "evidence")]
    if line.startswith("-# "):
        return [(line[3:], "aside")]
    return [(part, "strong" if number % 2 else "") for number, part in enumerate(_STRONG.split(line))]


def _by_sight(line: str) -> Style:
    """Return the style of a line of a reply: that of evidence if it is a quotation and where it stands."""
    return "evidence" if _QUOTED.match(line) else ""


def _in_lines(lines: Iterable[Pieces]) -> Pieces:
    """Return lines as one block, the empty ones as well."""
    made: list[Piece] = []
    for number, line in enumerate(lines):
        made += [("\n", ""), *line] if number else line
    return made

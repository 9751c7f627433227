"""Standard output: with bold figures, dim evidence and links to click on where it is a terminal, plain text elsewhere.

Where it is no terminal, rich is not imported.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

import click

from .pieces import Pieces, Style, plain

__all__ = ["show"]

_LOOKS: dict[Style, str] = {"": "", "strong": "bold", "evidence": "italic dim", "aside": "dim"}
_LINK = re.compile(r"https?://\S+")
_WORD = re.compile(r"\S+")


def show(pieces: Pieces) -> None:
    """Print pieces and a line break, at once.

    In a terminal lines break between words, but not within an address, which can be copied whole.
    """
    if sys.stdout.isatty():
        _paint(pieces)
    else:
        click.echo(plain(pieces))
    sys.stdout.flush()


def _paint(pieces: Pieces) -> None:
    from rich.console import Console
    from rich.style import Style as Look
    from rich.text import Text

    console = Console()
    text = Text.assemble(*((piece, _LOOKS[style]) for piece, style in pieces))
    for found in _LINK.finditer(text.plain):
        text.stylize(Look(link=found[0], underline=True), *found.span())
    for line in text.split(allow_blank=True):
        for part in line.divide(_breaks(line.plain, console.width)):
            part.rstrip()
            console.print(part, soft_wrap=True)


def _breaks(line: str, columns: int) -> Iterator[int]:
    """Yield where a line breaks so that it fits: before a word, of which one that is longer stays whole."""
    from rich.cells import cell_len

    begin = 0
    for word in _WORD.finditer(line):
        if word.start() > begin and cell_len(line[begin : word.end()]) > columns:
            begin = word.start()
            yield begin

"""A conversation with the bot as a picture, as Discord shows it: for the README, and to see a reply before and after.

    python -m bot.lab.screenshot OUT.png QUESTION ...

Draws the messages that Discord would be sent, components and embeds, in Discord's dark theme. Of its markup it knows
what replies use: a mention at the beginning, headings, small and quoted lines, lists, and bold words.
"""

from __future__ import annotations

import asyncio
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal

import click
from PIL import Image, ImageDraw, ImageFont

from ..charts.fonts import font
from ..client import Verbatim
from ..cogs.buttons import drawn
from ..core.answering.answerer import Answerer
from ..serving.compiled import open_answerer
from ..serving.edition import Edition
from ..serving.publisher import Publisher
from ..serving.word_vectors import load_vectors
from ..settings import Settings
from ..store import Store

__all__ = ["WIDTH", "as_json", "conversation", "draw"]

_Message = Mapping[str, Any]
_Weight = Literal["normal", "bold"]

WIDTH = 960
"""Pixels of a picture."""
# All other sizes are those of Discord's own client: a picture has 3 pixels for 2 of these, and is painted at twice its
# size, so that corners are smooth.
_SCALE = 3
_RIGHT = 616
_MARGIN, _PORTRAIT, _INDENT = 16, 40, 72
_EMBED_WIDTH, _EMBED_PADDING, _BAR = 500, 14, 4
_BOX_WIDTH, _BOX_PADDING = 544, 16  # of a container
_LINE = 1.38  # of the size of type
_COLOURS_IN_PNG = 96

_PAGE, _CARD, _RULE = "#313338", "#2B2D31", "#4E5058"
_NAME, _TEXT, _FAINT, _LINK = "#F2F3F5", "#DBDEE1", "#949BA4", "#00A8FC"
_BLURPLE, _MENTION, _MENTIONED = "#5865F2", "#3C4270", "#C9CDFB"
_BUTTONS = {1: _BLURPLE, 2: "#4E5058", 3: "#248046", 4: "#DA373C", 5: "#4E5058"}  # by Discord's number of the style
_ROW, _SECTION, _TEXT_DISPLAY, _GALLERY, _SEPARATOR, _CONTAINER = 1, 9, 10, 12, 14, 17  # of components
_BOT, _PERSON = "Verbatim", "Sam"


async def conversation(answerer: Answerer, questions: Sequence[str]) -> list[_Message]:
    """Return questions put to the bot by a mention, each followed by the bot's reply, as Discord's JSON of messages."""
    made: list[_Message] = []
    async with Store.open("sqlite+aiosqlite:///:memory:") as store:
        edition = Edition.of(answerer)
        client = Verbatim(Publisher(store, edition=edition))
        for question in questions:
            reply = edition.reply(question)
            asked = {"author": {"username": _PERSON}, "content": f"@{_BOT} {question}"}
            made += [asked, as_json(drawn(client, reply, 1)) | {"referenced_message": asked}]
    return made


def as_json(sent: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the bot sends, as keyword arguments of discord.py's, as Discord's JSON of the message."""
    return {
        "author": {"username": _BOT, "bot": True},
        "content": sent.get("content", ""),
        "embeds": [sent["embed"].to_dict()] if "embed" in sent else [],
        "components": sent["view"].to_components() if "view" in sent else [],
    }


def draw(messages: Sequence[_Message]) -> bytes:
    """Return messages, Discord's JSON of which may lack what they do not have, as a PNG of WIDTH pixels.

    A character that the fonts lack becomes an empty box.
    """
    page = _Page()
    for message in messages:
        _put_message(page, message)
    page.y += 4
    picture = page.painted().quantize(_COLOURS_IN_PNG, kmeans=3, dither=Image.Dither.NONE)
    written = io.BytesIO()
    picture.save(written, "PNG", optimize=True)
    return written.getvalue()


class _Page:
    """What is put on a picture, from the top down. y: where the next thing is put."""

    def __init__(self) -> None:
        self.y = 16.0
        self._shapes: list[Callable[[ImageDraw.ImageDraw], object]] = []

    def painted(self) -> Image.Image:
        large = Image.new("RGB", (WIDTH * 2, round(self.y) * _SCALE), _PAGE)
        pen = ImageDraw.Draw(large)
        for shape in self._shapes:
            shape(pen)
        return large.reduce(2)

    @property
    def layer(self) -> int:
        """What has been put so far; a box put there later lies below all that follows."""
        return len(self._shapes)

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        colour: str,
        *,
        radius: float = 0,
        layer: int | None = None,
    ) -> None:
        edges = [x * _SCALE, y * _SCALE, (x + width) * _SCALE - 1, (y + height) * _SCALE - 1]
        at = self.layer if layer is None else layer
        self._shapes.insert(at, lambda pen: pen.rounded_rectangle(edges, radius * _SCALE, fill=colour))

    def portrait(self, x: float, y: float, size: float, name: str) -> None:
        """Put somebody's picture: the first letter of their name in a circle, a quotation mark for the bot."""
        colour, sign, share, middle = ("#2E7D32", "“", 1.0, 0.72) if name == _BOT else ("#B5578E", name[:1], 0.45, 0.5)
        self.box(x, y, size, size, colour, radius=size / 2)
        self._write(x + size / 2, y + size * middle, sign, _font(size * share, "bold"), "#FFFFFF", "mm")

    def arrow(self, x: float, y: float, size: float) -> None:
        """Put the sign of a link that leads elsewhere: an arrow to the upper right."""
        a, b, c = (x * _SCALE, (y + size) * _SCALE), ((x + size) * _SCALE, y * _SCALE), (x + size * 0.3) * _SCALE
        corner = [(c, y * _SCALE), b, (b[0], (y + size * 0.7) * _SCALE)]
        self._shapes.append(lambda pen: pen.line([a, b], "#FFFFFF", 5))
        self._shapes.append(lambda pen: pen.line(corner, "#FFFFFF", 5))

    def word(self, x: float, y: float, text: str, size: float, colour: str, weight: _Weight = "normal") -> float:
        """Put a text on one line, y being its upper edge; return where it ends."""
        font = _font(size, weight)
        self._write(x, y + size * _LINE / 2, text, font, colour, "lm")
        return x + _width(text, font)

    def text(
        self, x: float, text: str, size: float, colour: str, weight: _Weight = "normal", *, end: float, begin: float = 0
    ) -> None:
        """Put a text between x and `end` in as many lines as it needs, the first from `begin` on, and go below it."""
        for line in _wrapped(text, _font(size, weight), end - x, max(0.0, begin - x)):
            self.word(max(x, begin), self.y, line, size, colour, weight)
            self.y += size * _LINE
            begin = 0

    def marked_up(self, x: float, text: str, size: float, colour: str, *, end: float) -> None:
        """Put a text, parts of which are **bold**, as `text` does."""
        at, space = x, _width(" ", _font(size, "normal"))
        text = re.sub(r"<t:\d+:D>", "29 November 2026", text).replace("`", "")
        text = re.sub(r"\[([^\]]+)\]\(<?https?://[^)]+\)", r"\1", text)
        for number, part in enumerate(re.sub(r"(?<![*\\])\*(?!\*)", "", text).split("**")):
            weight: _Weight = "bold" if number % 2 else "normal"
            for word in re.findall(r"\S+|\s+", re.sub(r"\\(\W)", r"\1", part)):
                if word.isspace():
                    at += space if at > x else 0
                    continue
                shown = _cut(word, _font(size, weight), end - x)
                if at > x and at + _width(shown, _font(size, weight)) > end:
                    at, self.y = x, self.y + size * _LINE
                at = self.word(at, self.y, shown, size, colour, weight)
        self.y += size * _LINE

    def _write(self, x: float, y: float, text: str, font: ImageFont.FreeTypeFont, colour: str, anchor: str) -> None:
        self._shapes.append(lambda pen: pen.text((x * _SCALE, y * _SCALE), text, colour, font, anchor))


def _put_message(page: _Page, message: _Message) -> None:
    name, bot = message["author"]["username"], message["author"].get("bot", False)
    if message.get("referenced_message"):
        _put_reference(page, message["referenced_message"])
    top = page.y
    page.portrait(_MARGIN, top + 2, _PORTRAIT, name)
    x = page.word(_INDENT, top, name, 15, _NAME, "bold") + 6
    if bot:
        page.box(x, top + 3, 31, 15, _BLURPLE, radius=3)
        x = page.word(x + 4, top + 4, "APP", 9.5, "#FFFFFF", "bold") + 10
    page.word(x, top + 3, "Today at 10:24", 11, _FAINT)
    page.y = top + 23
    if message.get("content"):
        _put_content(page, message["content"])
    for embed in message.get("embeds", ()):
        _put_embed(page, embed)
    for part in message.get("components", ()):
        if part["type"] == _CONTAINER:
            _put_container(page, part)
        else:
            _put_buttons(page, part["components"], _INDENT, _RIGHT)
    page.y = max(page.y, top + _PORTRAIT) + 18


def _put_reference(page: _Page, message: _Message) -> None:
    """Put the line above a message that says what it replies to."""
    name = message["author"]["username"]
    middle, left = page.y + 9, _MARGIN + _PORTRAIT / 2
    page.box(left, middle, _INDENT - left - 6, 2, _RULE)
    page.box(left, middle, 2, 11, _RULE)
    page.portrait(_INDENT, middle - 8, 16, name)
    x = page.word(_INDENT + 21, page.y, name, 12.5, _FAINT, "bold") + 6
    font = _font(12.5, "normal")
    page.word(x, page.y, _cut(message["content"], font, _RIGHT - x), 12.5, _FAINT)
    page.y += 22


def _put_content(page: _Page, content: str) -> None:
    mention, begin = f"@{_BOT}", float(_INDENT)
    if content.startswith(mention):
        content = content.removeprefix(mention).lstrip()
        wide = _width(mention, _font(14.5, "normal"))
        page.box(_INDENT, page.y, wide + 4, 14.5 * _LINE, _MENTION, radius=3)
        begin = page.word(_INDENT + 2, page.y, mention, 14.5, _MENTIONED) + 8
    page.text(_INDENT, content, 14.5, _TEXT, end=_RIGHT, begin=begin)


def _put_embed(page: _Page, embed: _Message) -> None:
    page.y += 5
    top, below = page.y, page.layer
    x, end = _INDENT + _BAR + _EMBED_PADDING - 2, _INDENT + _EMBED_WIDTH - _EMBED_PADDING
    page.y += _EMBED_PADDING - 2
    if "title" in embed:
        page.text(x, embed["title"], 15, _LINK if "url" in embed else _NAME, "bold", end=end)
        page.y += 6
    _put_lines(page, embed.get("description", ""), x, end)
    for field in embed.get("fields", ()):
        page.y += 8
        page.text(x, field["name"], 13.5, _NAME, "bold", end=end)
        page.y += 2
        _put_lines(page, field["value"], x, end)
    if "footer" in embed:
        page.y += 8
        page.text(x, embed["footer"]["text"], 11, _FAINT, end=end)
    page.y += _EMBED_PADDING - 2

    height, colour = page.y - top, f"#{embed.get('color', 0):06X}"
    page.box(_INDENT + _BAR, top, _EMBED_WIDTH - _BAR, height, _CARD, radius=4, layer=below)
    page.box(_INDENT, top, _EMBED_WIDTH, height, colour, radius=4, layer=below)
    page.y += 4


def _put_container(page: _Page, box: _Message) -> None:
    page.y += 5
    top, below = page.y, page.layer
    x, end = _INDENT + _BAR + _BOX_PADDING - 2, _INDENT + _BOX_WIDTH - _BOX_PADDING
    page.y += _BOX_PADDING - 2
    for at, part in enumerate(box["components"]):
        if at:
            page.y += 8
        if part["type"] == _TEXT_DISPLAY:
            _put_lines(page, part["content"], x, end)
        elif part["type"] == _SECTION:
            _put_section(page, part, x, end)
        elif part["type"] == _SEPARATOR:
            page.box(x, page.y + 4, end - x, 1, _RULE)
            page.y += 9
        elif part["type"] == _GALLERY:
            page.box(x, page.y, end - x, (end - x) * 0.4, _RULE, radius=8)  # the file is not at hand
            page.y += (end - x) * 0.4
        elif part["type"] == _ROW:
            page.y -= 4
            _put_buttons(page, part["components"], x, end)
    page.y += _BOX_PADDING - 2

    height, colour = page.y - top, f"#{box.get('accent_color') or 0:06X}"
    page.box(_INDENT + _BAR, top, _BOX_WIDTH - _BAR, height, _CARD, radius=8, layer=below)
    page.box(_INDENT, top, _BOX_WIDTH, height, colour, radius=8, layer=below)
    page.y += 4


def _put_section(page: _Page, section: _Message, x: float, end: float) -> None:
    """Put texts with a button at their right."""
    button, top = section["accessory"], page.y
    wide = _width(button["label"], _font(13, "bold")) + 32 + (20 if "url" in button else 0)
    for text in section["components"]:
        _put_lines(page, text["content"], x, end - wide - 16)
    lower = page.y
    page.y = top - 4
    _put_buttons(page, [button], end - wide, end)
    page.y = max(lower, top + 32)


def _put_lines(page: _Page, text: str, x: float, end: float) -> None:
    for line in text.splitlines():
        if not line:
            page.y += 9
            continue
        top = page.y
        if line.startswith("> "):
            _put_lines(page, line[2:], x + 14, end)
            page.y -= 2
            page.box(x, top, 4, page.y - top, _RULE, radius=2)
        elif line.startswith("### "):
            page.text(x, line[4:], 17, _NAME, "bold", end=end)
            page.y += 2
        elif line.startswith("-# "):
            page.marked_up(x, line[3:], 11.5, _FAINT, end=end)
        elif line.startswith("- "):
            page.word(x + 4, top, "•", 13.5, _TEXT)
            page.marked_up(x + 18, line[2:], 13.5, _TEXT, end=end)
        else:
            page.marked_up(x, line, 13.5, _TEXT, end=end)
        page.y += 2


def _put_buttons(page: _Page, buttons: Sequence[_Message], left: float, end: float) -> None:
    page.y += 4
    x, font = left, _font(13, "bold")
    for button in buttons:
        mark = 20 if "url" in button else 0  # the arrow of a link
        label = _cut(button["label"], font, _EMBED_WIDTH - 32)
        wide = _width(label, font) + 32 + mark
        if x > left and x + wide > end:
            x, page.y = left, page.y + 40
        page.box(x, page.y, wide, 32, _BUTTONS[button["style"]], radius=8)
        after = page.word(x + 16, page.y + 7, label, 13, "#FFFFFF", "bold")
        if mark:
            page.arrow(after + 8, page.y + 11, 10)
        x += wide + 8
    page.y += 34


@cache
def _font(size: float, weight: _Weight) -> ImageFont.FreeTypeFont:
    return font(size * _SCALE, weight == "bold")


def _width(text: str, font: ImageFont.FreeTypeFont) -> float:
    return font.getlength(text) / _SCALE


def _wrapped(text: str, font: ImageFont.FreeTypeFont, room: float, indent: float) -> Iterator[str]:
    """Yield a text in lines that fit, the first one shorter by `indent`; a word wider than a line is cut."""
    line, left = "", room - indent
    for word in text.split():
        longer = f"{line} {word}".lstrip()
        if line and _width(longer, font) > left:
            yield line
            longer, left = word, room
        line = _cut(longer, font, left)
    yield line


def _cut(text: str, font: ImageFont.FreeTypeFont, room: float) -> str:
    """Return a text that fits, with "…" in place of what does not."""
    if _width(text, font) <= room:
        return text
    while text and _width(f"{text}…", font) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


@click.command()
@click.option(
    "--knowledge", type=click.Path(path_type=Path, exists=True, file_okay=False), help="The knowledge folder."
)
@click.argument("output", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("questions", nargs=-1, required=True)
def main(knowledge: Path | None, output: Path, questions: tuple[str, ...]) -> None:
    """Draw QUESTIONS and the bot's replies to them into OUTPUT, a PNG."""
    settings = Settings.read()
    answerer = open_answerer(
        knowledge or settings.knowledge_dir, cache=settings.cache_dir, vectors=load_vectors(settings.semantic)
    )
    output.write_bytes(draw(asyncio.run(conversation(answerer, questions))))


if __name__ == "__main__":
    main()

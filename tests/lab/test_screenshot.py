"""A conversation is drawn as Discord shows it: from what Discord would be sent, whatever that is."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from PIL import Image

from bot.lab.screenshot import WIDTH, conversation, draw, main
from tests.core import library

ROOT = Path(__file__).parent.parent.parent


def opened(png: bytes) -> Image.Image:
    """Return the picture of a PNG."""
    picture = Image.open(io.BytesIO(png))
    assert picture.format == "PNG"
    return picture


def close(one: Any, other: tuple[int, int, int]) -> bool:
    """Tell whether two colours are the same to the eye: a picture has few of its own."""
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) <= 4


def message(**fields: Any) -> dict[str, Any]:
    """Return a message as Discord's JSON."""
    return {"author": {"username": "Ada"}, **fields}


async def test_every_question_is_followed_by_what_discord_would_be_sent(answerer):
    asked, said = await conversation(answerer, ["number of late loans"])
    assert asked["content"] == "@Verbatim number of late loans"
    assert said["referenced_message"] is asked
    [box] = said["components"]
    section, *_, row, _ = box["components"]
    assert section["components"][0]["content"].startswith("### 103 of 412 loans (25 %)\n")
    assert [button["label"] for button in row["components"]][:3] == ["Chart", "In context", "Not what I asked"]


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("number of late loans", id="an answer"),
        pytest.param("is it true that 500 loans came back late?", id="a correction"),
        pytest.param("loans", id="suggestions"),
        pytest.param("what will the repairs cost", id="what the report does not say"),
        pytest.param("who won the cup final", id="nothing understood"),
        pytest.param("my brother hits me every night and i am scared", id="a call for help"),
        pytest.param("x" * 2_000, id="one endless word"),
        pytest.param("how many 😀 \u200b loans £ é", id="signs that the fonts lack"),
    ],
)
async def test_any_reply_is_drawn(answerer, question):
    picture = opened(draw(await conversation(answerer, [question])))
    assert picture.width == WIDTH
    assert 250 < picture.height < 1_500


async def test_what_is_said_later_is_drawn_below(answerer):
    one, two = [opened(draw(await conversation(answerer, ["number of late loans"] * times))) for times in (1, 2)]
    assert two.height > 1.8 * one.height


def test_an_embed_has_its_colour_on_the_left_and_is_as_high_as_its_text():
    heights = []
    for lines in (3, 4):
        embed = {"color": 0xB26A00, "description": "\n".join(["a line"] * lines)}
        picture = opened(draw([message(embeds=[embed])])).convert("RGB")
        column = [picture.getpixel((110, y)) for y in range(picture.height)]  # in the middle of the coloured bar
        heights.append(sum(close(colour, (0xB2, 0x6A, 0x00)) for colour in column))
    assert heights[0] > 3 * 20
    assert heights[1] - heights[0] == pytest.approx(13.5 * 1.38 * 1.5 + 3, abs=2)


def test_a_card_has_its_colour_on_the_left_and_is_as_high_as_what_is_in_it():
    heights = []
    for lines in (3, 4):
        text = {"type": 10, "content": "\n".join(["a **bold** line"] * lines)}
        box = {"type": 17, "accent_color": 0xB26A00, "components": [text, {"type": 14}, text]}
        picture = opened(draw([message(components=[box])])).convert("RGB")
        column = [picture.getpixel((110, y)) for y in range(picture.height)]
        heights.append(sum(close(colour, (0xB2, 0x6A, 0x00)) for colour in column))
    assert heights[0] > 6 * 20
    assert heights[1] - heights[0] == pytest.approx(2 * (13.5 * 1.38 * 1.5 + 3), abs=4)


def test_buttons_that_do_not_fit_on_a_line_go_on_the_next():
    def height(buttons: int) -> int:
        row = [{"type": 2, "style": 2, "label": "Not what I asked"}] * buttons
        return opened(draw([message(components=[{"type": 1, "components": row}])])).height

    assert height(3) == height(1)
    assert height(5) == height(1) + 60


def test_the_command_writes_the_picture(tmp_path, monkeypatch):
    monkeypatch.setenv("CACHE_DIR", "off")
    base, output = library.write(tmp_path / "base"), tmp_path / "shown.png"
    done = CliRunner().invoke(main, ["--knowledge", str(base), str(output), "number of late loans"])
    assert (done.exit_code, done.output) == (0, "")
    assert opened(output.read_bytes()).width == WIDTH


def test_the_readme_shows_a_small_picture():
    shown = ROOT / ".github" / "screenshot.png"
    assert "(.github/screenshot.png)" in (ROOT / "README.md").read_text("utf-8")
    assert opened(shown.read_bytes()).width == WIDTH
    assert shown.stat().st_size < 60_000

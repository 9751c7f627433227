"""What a message says, wherever Discord keeps it."""

from __future__ import annotations

from typing import Any

import discord
import pytest

from bot.client import Verbatim
from bot.cogs.contents import said
from tests.loopback import Channel, Loopback, User

POLL = {
    "question": {"text": "Late?"},
    "answers": [{"answer_id": 1, "poll_media": {"text": "yes"}}, {"answer_id": 2, "poll_media": {"text": "no"}}],
    "expiry": "2026-12-01T00:00:00+00:00",
    "allow_multiselect": False,
    "layout_type": 1,
}  # fmt: skip
EMBED = {"title": "a", "description": "b", "footer": {"text": "no"}, "fields": [{"name": "c", "value": "d"}]}
TEXT = {"type": 10, "content": "b"}
BUTTON = {"type": 2, "style": 5, "label": "no", "url": "https://a.example"}
CARD = [
    {"type": 10, "content": "a"},
    {"type": 17, "components": [{"type": 9, "components": [TEXT], "accessory": BUTTON}, {"type": 14}]},
    {"type": 1, "components": [BUTTON]},
]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param({"content": "a\nb"}, "a\nb", id="text"),
        pytest.param({"embeds": [EMBED, {"title": "e"}]}, "a\nb\nc\nd\ne", id="embeds, but their footers"),
        pytest.param({"flags": 1 << 15, "components": CARD}, "a\nb", id="components, but their buttons"),
        pytest.param({"content": "a", "components": [CARD[2]]}, "a", id="text with a button"),
        pytest.param({"poll": POLL}, "Late?\nyes\nno", id="a poll"),
        pytest.param({"content": "a", "embeds": [{"title": "b"}]}, "a\nb", id="text with an embed"),
        pytest.param({}, "", id="nothing"),
    ],
)
async def test_all_that_a_message_says(
    loopback: Loopback, bot: Verbatim, channel: Channel, ann: User, parts: dict[str, Any], expected: str
) -> None:
    """And the same once it is forwarded, without a poll."""
    shown = await loopback.show(channel, ann, **parts)
    copy = await loopback.forward(channel, ann, shown)
    place: Any = bot.get_channel(channel.id)
    texts = [
        said(discord.Message(state=bot._connection, channel=place, data=message.payload))  # type: ignore[arg-type]
        for message in (shown, copy)
    ]
    assert texts == [expected, "" if "poll" in parts else expected]

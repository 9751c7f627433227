"""What the tests of the cogs share: a bot started when wanted, asking it, its silence, and the texts of buttons."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from bot.app import COGS, ITEMS
from bot.client import Verbatim
from bot.core.answering.answerer import Answerer
from bot.serving.edition import Edition
from bot.serving.publisher import Publisher
from bot.store import Store
from tests.loopback import Channel, Loopback, Message, User
from tests.loopback.message import walk

__all__ = ["Clock", "ask", "blocks", "headline", "labels", "links", "running", "serving", "silence"]


class Clock:
    """Stands in for the module `time` in the cog of questions."""

    def __init__(self) -> None:
        self.now_s = 1_000.0

    def monotonic(self) -> float:
        return self.now_s


@asynccontextmanager
async def running(
    loopback: Loopback, answerer: Answerer, store: Store, *, message_content: bool = False
) -> AsyncIterator[Verbatim]:
    """Give a bot that is connected; one that was running before is to be closed first."""
    publisher = Publisher(store, edition=Edition.of(answerer))
    async with serving(loopback, publisher, message_content=message_content) as client:
        yield client


@asynccontextmanager
async def serving(loopback: Loopback, publisher: Publisher, **more: Any) -> AsyncIterator[Verbatim]:
    """Give a bot that is connected and answers from what a publisher serves; `more` is for Verbatim."""
    loopback.gateway.sessions.clear()  # a bot that was stopped is no longer on the gateway
    client = Verbatim(publisher, COGS, ITEMS, api=loopback.api, **more)
    task = asyncio.create_task(client.start(loopback.token))
    try:
        await loopback.connected()
        yield client
    finally:
        await client.close()
        await task


async def ask(loopback: Loopback, channel: Channel, who: User, text: str, reply_to: Message | None = None) -> Message:
    """Mention the bot; return its reply."""
    await loopback.say(channel, who, f"{loopback.bot.mention} {text}", reply_to=reply_to)
    return await loopback.next_message(channel)


async def silence(loopback: Loopback, channel: Channel, *others: Channel) -> None:
    """Fail unless the bot answers the next question in `channel`, and has said nothing before it in these channels."""
    await loopback.silence(channel, *others, asked="how many atlases were ruined", answered="Dozens of atlases")


def labels(message: Message) -> list[str]:
    """Return what is written on the buttons of a message that do something; links are none of them."""
    return [part["label"] for part in walk(message.components) if part["type"] == 2 and "url" not in part]


def links(message: Message) -> list[str]:
    """Return where the buttons of a message lead."""
    return [part["url"] for part in walk(message.components) if part["type"] == 2 and "url" in part]


def blocks(message: Message) -> list[str]:
    """Return the texts of a card, from the top down."""
    return [part["content"] for part in walk(message.components) if part["type"] == 10]


def headline(message: Message) -> str:
    """Return the heading of a card or the title of an embed; "" for a message without one."""
    if message.embeds:
        return str(message.embeds[0].get("title", ""))
    lines = message.text.splitlines()
    return next((line.removeprefix("### ") for line in lines if line.startswith("### ")), "")

"""Bases, good and faulty, and what those do who look after them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bot.client import Verbatim
from tests.core import library
from tests.loopback import Channel, Loopback, Message, User

__all__ = [
    "BREAKING",
    "GOOD",
    "LATE",
    "NEW_FIGURE",
    "NOT_ALLOWED",
    "NOT_YAML",
    "Keepers",
    "changed",
    "settled",
    "until",
]

LATE = "how many loans came back late"
NOT_ALLOWED = "Only this server's moderators can do that."
GOOD = {**library.FILES, "checks.yaml": f"checks:\n  - {{ask: {LATE}, expect: loans-late}}\n".encode()}


def changed(old: str, new: str, stem: str = "gazette") -> dict[str, bytes]:
    """Return the good base with one text in it replaced."""
    return {**GOOD, **library.files(**{stem: (old, new)}), "checks.yaml": GOOD["checks.yaml"]}


NEW_FIGURE = changed("figure: {value: 103, of: loans-inspected, unit: loans}", "figure: {value: 103, unit: loans}")
NOT_YAML = {**GOOD, "vocabulary.yaml": b"same: [\n"}
BREAKING = {**GOOD, "checks.yaml": f"checks:\n  - {{ask: {LATE}, expect: roof-leaked}}\n".encode()}


@dataclass
class Keepers:
    """Uses commands and buttons in one channel; every answer to them is private and pings nobody."""

    loopback: Loopback
    channel: Channel

    async def use(self, who: User, command: str, /, **options: Any) -> Message:
        """Use a command of /knowledge; return what is answered."""
        used = await self.loopback.slash(who, self.channel, f"knowledge {command}", options)
        message = await used.message()
        assert message.ephemeral
        assert message.pings == frozenset()
        return message

    async def press(self, who: User, message: Message, label: str) -> Message:
        """Press a button; return the message as it is then."""
        pressed = await self.loopback.press(who, message, label)
        return await pressed.message()

    async def refused(self, who: User, message: Message, label: str) -> str:
        """Press a button in vain; return what is said privately, beside the message, which stays as it was."""
        before = message.content
        pressed = await self.loopback.press(who, message, label)
        response = await pressed.response()
        said = await (pressed.message() if response.type == 4 else pressed.followup())
        assert said.ephemeral
        assert message.content == before
        return said.content

    async def choose(self, who: User, message: Message, menu: str, value: str) -> Message:
        """Choose from a menu; return the message as it is then."""
        chosen = await self.loopback.choose(who, message, menu, value)
        return await chosen.message()


async def until(look: Callable[[], Awaitable[Any]]) -> Any:
    """Return what `look` returns once that is true."""
    async with asyncio.timeout(10):
        while not (found := await look()):  # noqa: ASYNC110  the store tells nobody of changes
            await asyncio.sleep(0.02)
    return found


async def settled(loopback: Loopback, client: Verbatim, channel: Channel) -> None:
    """Return once the bot has kept all that it keeps of what was said so far: it keeps one thing after the other."""
    assert channel.guild is not None
    question = {"question": "when did the roof leak"}
    answer = await (await loopback.slash(loopback.user("Sentinel", channel.guild), channel, "ask", question)).message()

    async def kept() -> bool:
        return answer.id in [each.message_id for each in await client.store.shown.showing(["roof-leaked"], since=0)]

    await until(kept)
    await client.background.finish(10)

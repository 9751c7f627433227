"""Who is told that something went wrong is told the id by which the log knows it."""

from __future__ import annotations

import io
import json
import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from bot.client import Verbatim
from bot.logs import JsonLines, Visible
from tests.loopback import Channel, Loopback, User

from .running import ask

QUESTION = "how many loans did they look at?"


@pytest.fixture
def logged() -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """Give the lines of JSON that the bot logs from now on."""
    stream, logger = io.StringIO(), logging.getLogger("bot")
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    handler.addFilter(Visible())
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logger.removeHandler(handler)
    logger.setLevel(level)


@pytest.mark.parametrize("way", ["a mention", "a command", "a button"])
async def test_an_error_has_the_id_that_the_person_was_shown(
    loopback: Loopback,
    channel: Channel,
    ann: User,
    bot: Verbatim,
    logged: Callable[[], list[dict[str, Any]]],
    way: str,
) -> None:
    """With the traceback, as one event."""

    class Broken:
        def __getattr__(self, name: str) -> Any:
            return getattr(answerer, name)  # what is done besides goes on

        def read(self, text: str) -> None:
            raise RuntimeError("broken on purpose")

        def in_need(self, text: str) -> bool:  # so that nothing is kept of it, which would fail as well
            return True

        @property
        def knowledge(self) -> None:
            raise RuntimeError("broken on purpose")

    reply = await ask(loopback, channel, ann, QUESTION)
    answerer = bot.edition.answerer
    bot.publisher.serve(replace(bot.edition, answerer=Broken()))  # type: ignore[arg-type]  # any failure would do
    if way == "a mention":
        told = await ask(loopback, channel, ann, QUESTION)
    elif way == "a command":
        told = await (await loopback.slash(ann, channel, "ask", {"question": QUESTION})).message()
    else:
        told = await (await loopback.press(ann, reply, "In context")).message()
    shown = re.search(r"in the log under `([0-9a-f]{8})`\.$", told.text)
    (error,) = [each for each in logged() if each["level"] == "ERROR"]
    assert shown is not None
    assert error["request"] == shown[1]
    assert "RuntimeError: broken on purpose" in error["exception"]


async def test_each_question_has_an_id_of_its_own(
    loopback: Loopback, channel: Channel, ann: User, bot: Verbatim, logged: Callable[[], list[dict[str, Any]]]
) -> None:
    """And what became of it stands in fields."""
    for _ in range(2):
        await ask(loopback, channel, ann, QUESTION)
    events = [each for each in logged() if each["logger"] == "bot.cogs.ask"]
    assert [(each["fields"]["kind"], each["fields"]["entry"]) for each in events] == [("answer", "loans-inspected")] * 2
    assert len({each["request"] for each in events}) == 2

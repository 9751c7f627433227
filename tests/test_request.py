"""What is begun because of an event of somebody's is known by one id, and by no other's."""

from __future__ import annotations

import asyncio
import re

import pytest

from bot import request


@pytest.mark.parametrize(
    ("event", "way"),
    [
        ("MESSAGE_CREATE", "message"),
        ("MESSAGE_UPDATE", "message"),
        ("INTERACTION_CREATE", "interaction"),
        ("GUILD_CREATE", None),
        ("", None),
    ],
)
async def test_only_what_somebody_waits_for_is_a_request(event, way):
    request.hear("MESSAGE_CREATE")
    request.hear(event)
    found = request.current()
    assert (found and found.way) == way
    assert bool(re.fullmatch("[0-9a-f]{8}", request.id_now())) is (way is not None)


async def test_what_was_begun_keeps_its_id_whatever_is_heard_meanwhile():
    async def id_then() -> list[str]:
        await asyncio.sleep(0)
        return [request.id_now(), await asyncio.to_thread(request.id_now)]

    request.hear("MESSAGE_CREATE")
    first, one = request.id_now(), asyncio.create_task(id_then())
    request.hear("INTERACTION_CREATE")
    second, other = request.id_now(), asyncio.create_task(id_then())
    assert [await one, await other] == [[first] * 2, [second] * 2]
    assert first != second

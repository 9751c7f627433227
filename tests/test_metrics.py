"""What is counted as it happens has few labels, whatever happens."""

from __future__ import annotations

import aiohttp
import pytest
from aiohttp import web

from bot import request
from bot.metrics import Metrics


@pytest.mark.parametrize(
    ("kind", "counted", "timed"),
    [
        pytest.param("answer", "answer", 1.0, id="an answer"),
        pytest.param("signpost", "other", 1.0, id="help lines, which are told apart from nothing"),
        pytest.param("whatever", "other", 1.0, id="what has no label"),
        pytest.param("lost", "lost", 0.0, id="what came to nobody"),
    ],
)
async def test_a_reply_is_counted_by_its_kind_and_timed_if_it_came(kind, counted, timed):
    request.hear("INTERACTION_CREATE")
    metrics = Metrics()
    metrics.replied(kind)
    read = metrics.registry.get_sample_value
    assert read("verbatim_replies_total", {"kind": counted}) == 1.0
    assert (read("verbatim_reply_seconds_count", {"way": "interaction"}) or 0.0) == timed


async def test_what_nobody_asked_for_is_not_timed():
    metrics = Metrics()
    metrics.replied("answer")
    assert metrics.registry.get_sample_value("verbatim_reply_seconds_count", {"way": "message"}) is None


@pytest.mark.parametrize(
    ("status", "headers", "calls", "limited"),
    [
        pytest.param(204, {}, "204", {}, id="done"),
        pytest.param(520, {}, "5xx", {}, id="a status that is in no list"),
        pytest.param(204, {"X-RateLimit-Remaining": "0"}, "204", {("limits_used_up",): 1.0}, id="the last of a limit"),
        pytest.param(
            429, {"X-RateLimit-Scope": "global", "Retry-After": "2"}, "429",
            {("limited", "global"): 1.0, ("limited_seconds", "global"): 2.0}, id="one too many",
        ),
        pytest.param(
            429, {"X-RateLimit-Scope": "new", "Retry-After": "Sun, 29 Nov 2026 10:48:41 GMT"}, "429",
            {("limited", "other"): 1.0}, id="one too many, told in a way that Discord does not",
        ),
    ],
)  # fmt: skip
async def test_a_call_is_counted_by_what_became_of_it(status, headers, calls, limited):
    async def answer(_: web.Request) -> web.Response:
        return web.Response(status=status, headers=headers)

    application = web.Application()
    application.router.add_get("/{path:.*}", answer)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    metrics, base = Metrics(), f"http://127.0.0.1:{runner.addresses[0][1]}"
    async with aiohttp.ClientSession(trace_configs=[metrics.trace()]) as session:
        async with session.get(f"{base}/api/v10/users/123456789"):
            pass
        await runner.cleanup()
        with pytest.raises(aiohttp.ClientConnectionError):
            await session.get(f"{base}/api/v10/users/@me")
    samples = [sample for family in metrics.registry.collect() for sample in family.samples if sample.value]
    found = {(each.labels["route"], each.labels["status"]) for each in samples if "requests_total" in each.name}
    assert found == {("GET /users/{user_id}", calls), ("GET /users/@me", "broken")}
    waits = {
        (each.name.removeprefix("verbatim_discord_rate_").removesuffix("_total"), *each.labels.values()): each.value
        for each in samples
        if "rate_limit" in each.name
    }
    assert waits == limited

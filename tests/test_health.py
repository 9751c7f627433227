"""What programs are told of a running bot: whether it lives and is ready, and its metrics as Prometheus reads them."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.samples import Sample

from bot.app import COGS, ITEMS
from bot.client import Verbatim
from bot.core.answering.answerer import Answerer
from bot.errors import SettingsError
from bot.health import Health
from bot.metrics import Metrics
from bot.serving.edition import Edition
from bot.serving.publisher import Publisher
from bot.store import Store
from tests.loopback import Channel, Loopback, User

TOLD = Path(__file__).parent.parent / "bot" / "deploy" / "METRICS.md"
SEND = "POST /channels/{channel_id}/messages"
NO_STORE = "store: can't be used, so nothing is remembered; the log says why"


@pytest.fixture
async def health() -> AsyncIterator[Health]:
    async with Health.open(("127.0.0.1", 0), Metrics()) as opened:
        yield opened


async def got(health: Health, path: str) -> tuple[int, list[str]]:
    """Return what is answered to a GET: the status, and the lines."""
    assert health.address is not None
    address = f"http://{health.address[0]}:{health.address[1]}{path}"
    async with aiohttp.ClientSession() as session, session.get(address) as response:
        return response.status, (await response.text()).splitlines()


async def scraped(health: Health) -> list[Sample]:
    """Return the metrics as Prometheus' own parser reads them."""
    status, lines = await got(health, "/metrics")
    assert status == 200
    return [each for family in text_string_to_metric_families("\n".join(lines)) for each in family.samples]


def value(samples: list[Sample], name: str, **labels: str) -> float:
    """Return the value of the one metric of that name that has these labels, whatever others it has."""
    (found,) = [each.value for each in samples if each.name == name and labels.items() <= each.labels.items()]
    return float(found)


@asynccontextmanager
async def running(loopback: Loopback, health: Health, publisher: Publisher) -> AsyncIterator[Verbatim]:
    """Give the bot, watched, once it is on the gateway and has been told of its servers."""
    client = Verbatim(publisher, COGS, ITEMS, api=loopback.api, metrics=health.metrics)
    client._connection.guild_ready_timeout = 0.01  # discord.py's own two seconds are for hundreds of servers
    health.watch(client=client)
    told = asyncio.Event()

    async def on_ready() -> None:
        told.set()

    client.add_listener(on_ready)
    task = asyncio.create_task(client.start(loopback.token))
    try:
        await asyncio.wait_for(told.wait(), 10.0)
        yield client
    finally:
        await client.close()
        await task


async def test_what_has_happened_is_counted_and_timed(
    loopback: Loopback, health: Health, channel: Channel, ann: User, answerer: Answerer, store: Store
) -> None:
    """Two questions in the channel, the first of which Discord refuses once as one too many; and a command."""
    publisher = Publisher(store, edition=Edition.of(answerer))
    health.watch(store=store, publisher=publisher)
    async with running(loopback, health, publisher):
        loopback.limit(SEND, retry_after_s=0.05)
        for question in ("how many loans did they look at?", "xyzzy plugh frobnicate"):
            await loopback.say(channel, ann, f"{loopback.bot.mention} {question}")
            await loopback.next_message(channel)
        await (await loopback.slash(ann, channel, "ask", {"question": "how many loans did they look at?"})).message()
        samples = await scraped(health)
    counted = {
        (each.name.removeprefix("verbatim_"), *each.labels.values()): each.value
        for each in samples
        if each.name in ("verbatim_replies_total", "verbatim_reply_seconds_count") and each.value
    }
    assert counted == {
        ("replies_total", "answer"): 2.0,
        ("replies_total", "no_answer"): 1.0,
        ("reply_seconds_count", "message"): 2.0,
        ("reply_seconds_count", "interaction"): 1.0,
    }
    assert value(samples, "verbatim_ranking_seconds_count") == 3.0
    assert value(samples, "verbatim_ranking_seconds_sum") < value(samples, "verbatim_reply_seconds_sum", way="message")
    calls = {
        (each.labels["route"], each.labels["status"]): each.value
        for each in samples
        if each.name == "verbatim_discord_requests_total"
    }
    assert calls[SEND, "200"] == 2.0
    assert calls[SEND, "429"] == 1.0
    assert calls["POST /interactions/{interaction_id}/{interaction_token}/callback", "200"] == 1.0
    assert {route for route, _ in calls} & {"other"} == set()
    assert value(samples, "verbatim_discord_rate_limited_total", scope="user") == 1.0
    assert value(samples, "verbatim_discord_rate_limited_seconds_total", scope="user") > 0.0
    assert value(samples, "verbatim_shard_ready", shard="0") == 1.0
    assert value(samples, "verbatim_gateway_latency_seconds", shard="0") < 5.0
    assert value(samples, "verbatim_servers") == 1.0
    assert value(samples, "verbatim_store_up") == 1.0
    queues = [each.labels["queue"] for each in samples if each.name == "verbatim_queue_length"]
    assert sorted(queues) == ["again", "background", "corrections", "quick", "slow", "store"]
    assert value(samples, "verbatim_discord_refused") == 1.0  # the 429
    assert value(samples, "verbatim_discord_given_up_total") == 0.0
    assert value(samples, "process_resident_memory_bytes") > 1e6


async def test_no_label_holds_an_id_and_every_metric_is_explained(
    loopback: Loopback, health: Health, channel: Channel, ann: User, answerer: Answerer, store: Store
) -> None:
    """METRICS.md has a line for each, and for nothing else. That somebody is in need is nobody's business."""
    publisher = Publisher(store, edition=Edition.of(answerer))
    health.watch(store=store, publisher=publisher)
    async with running(loopback, health, publisher):
        for said in ("how many loans did they look at?", "my dad hits me and i am scared"):
            await loopback.say(channel, ann, f"{loopback.bot.mention} {said}")
            await loopback.next_message(channel)
        _, lines = await got(health, "/metrics")
    families = list(text_string_to_metric_families("\n".join(lines)))
    labels = {label for family in families for each in family.samples for label in each.labels.values()}
    assert [label for label in labels if re.search(r"\d{5}|signpost", label) or ann.name in label] == []
    named = {
        f"{family.name}_total" if family.type == "counter" else family.name
        for family in families
        if family.name.startswith("verbatim_")
    }
    assert named == set(re.findall(r"^\| `(verbatim_\w+)", TOLD.read_text(encoding="utf-8"), re.MULTILINE))


async def test_it_is_ready_only_while_questions_are_answered(
    loopback: Loopback, health: Health, answerer: Answerer, tmp_path: Path
) -> None:
    """From before there is anything until after the client is closed."""
    nothing = ["knowledge: none is served yet", "gateway: not connected yet"]
    assert await got(health, "/healthz") == (200, ["alive"])
    assert await got(health, "/readyz") == (503, [*nothing, "store: not open yet"])
    async with Store.open(str(tmp_path / "store.sqlite3")) as store:
        health.watch(store=store, publisher=Publisher(store))
        assert await got(health, "/readyz") == (503, nothing)
        publisher = Publisher(store, edition=Edition.of(answerer))
        health.watch(publisher=publisher)
        assert await got(health, "/readyz") == (503, ["gateway: not connected yet"])
        async with running(loopback, health, publisher) as client:
            assert await got(health, "/readyz") == (200, ["ready"])
            lost: asyncio.Future[list[str]] = asyncio.get_running_loop().create_future()

            async def on_disconnect() -> None:
                await asyncio.sleep(0)  # whoever else listens has heard of it, and nobody is connected again so soon
                lost.set_result(health.missing())

            client.add_listener(on_disconnect)
            loopback.drop()
            assert await lost == ["gateway: shard 0 is not ready"]
            await client.wait_for("resumed")
            assert await got(health, "/readyz") == (200, ["ready"])
            assert value(await scraped(health), "verbatim_gateway_reconnects_total", session="resumed") == 1.0
        stopping = ["stopping: no more questions are taken"]
        status, lines = await got(health, "/readyz")
        assert (status, lines[:1]) == (503, stopping)
    status, lines = await got(health, "/readyz")
    assert (status, lines[:1], lines[-1]) == (503, stopping, NO_STORE)
    assert (await got(health, "/healthz"))[0] == 200


async def test_without_its_store_it_is_ready_and_says_that_it_remembers_nothing(
    loopback: Loopback, health: Health, answerer: Answerer, tmp_path: Path
) -> None:
    """It answers all the same."""
    async with Store.open(str(tmp_path / "store.sqlite3")) as store, Store.open("sqlite://", failed="gone") as stand_in:
        publisher = Publisher(store, edition=Edition.of(answerer))
        health.watch(store=stand_in, publisher=publisher)
        async with running(loopback, health, publisher):
            assert await got(health, "/readyz") == (200, ["ready", NO_STORE])
            assert value(await scraped(health), "verbatim_store_up") == 0.0


async def test_a_shard_that_was_not_told_of_its_servers_yet_is_not_ready(
    loopback: Loopback, health: Health, answerer: Answerer, store: Store
) -> None:
    """It is connected, but what is asked there may not be heard."""
    publisher = Publisher(store, edition=Edition.of(answerer))
    health.watch(store=store, publisher=publisher)
    client = Verbatim(publisher, COGS, ITEMS, api=loopback.api, metrics=health.metrics)
    health.watch(client=client)
    task = asyncio.create_task(client.start(loopback.token))
    try:
        await loopback.connected()
        assert await got(health, "/readyz") == (503, ["gateway: shard 0 is not ready"])
    finally:
        await client.close()
        await task


async def test_an_address_that_is_taken_gets_one_clear_line(health: Health) -> None:
    """It names the setting, the address and what to do."""
    assert health.address is not None
    with pytest.raises(SettingsError) as raised:
        async with Health.open(health.address, Metrics()):
            pass
    assert str(raised.value) == (
        f"HTTP_ADDRESS is '127.0.0.1:{health.address[1]}', where the bot can't listen (Address already in use); "
        "choose another address, or leave it empty"
    )


async def test_without_an_address_nothing_listens() -> None:
    async with Health.open(None, Metrics()) as health:
        assert health.address is None

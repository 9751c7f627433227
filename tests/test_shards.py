"""Several shards, in one process or in several: who hears what, and what Discord says of it."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.app import COGS, ITEMS, run, why_closed
from bot.client import CLOSED_FOR_GOOD, Verbatim
from bot.core.answering.answerer import Answerer
from bot.errors import Fault, SettingsError
from bot.serving.edition import Edition
from bot.serving.publisher import Publisher
from bot.serving.result import Result
from bot.settings import Settings
from bot.shards import Coverage, coverage, read_shards, shard_of, written
from bot.store import Store
from tests.cogs.running import ask
from tests.core import library
from tests.loopback import Channel, Loopback
from tests.stopping import running
from tests.store.postgres import Server

QUESTION = "how many loans did they look at"
PUT = "PUT /applications/{application_id}/commands"
SEND = "POST /channels/{channel_id}/messages"
CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback"
EDIT = "PATCH /channels/{channel_id}/messages/{message_id}"
APART_S = 0.15


def on_shard(number: int, count: int) -> int:
    """Return the id of a guild that is on a shard."""
    return (1_000_000 * count + number) << 22


def guilds(loopback: Loopback, count: int) -> list[Channel]:
    """Make a guild on each shard; return a channel of each."""
    return [loopback.channel(loopback.guild(f"on {n}", id=on_shard(n, count))) for n in range(count)]


@pytest.fixture
def client(loopback: Loopback, answerer: Answerer, store: Store, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Makes clients, which open their sessions a moment apart, as Discord wants it here."""
    monkeypatch.setattr("bot.client._APART_S", APART_S)
    loopback.gateway.apart_s = APART_S / 3  # the one is measured where they leave, the other where they come

    def made(**more: Any) -> Verbatim:
        return Verbatim(Publisher(store, edition=Edition.of(answerer)), COGS, ITEMS, api=loopback.api, **more)

    return made


@asynccontextmanager
async def connected(loopback: Loopback, client: Verbatim, shards: int) -> AsyncIterator[Verbatim]:
    task = asyncio.create_task(client.start(loopback.token))
    try:
        await loopback.connected(shards=shards)
        yield client
    finally:
        await client.close()
        await task


# shards as people write them


@pytest.mark.parametrize(
    ("shards", "text"),
    [([], ""), ([3], "3"), ([0, 1, 2, 3], "0-3"), ([2, 0], "0,2"), ([0, 1, 4, 6, 7], "0-1,4,6-7")],
)
def test_shards_are_written_as_they_are_read(shards: list[int], text: str) -> None:
    assert written(shards) == text
    assert not text or read_shards(text, 8) == tuple(sorted(shards))


def test_who_runs_what_is_told() -> None:
    assert coverage(4, [(0, 1), (1, 2)]) == Coverage(missing=(3,), twice=(1,))


def test_a_server_is_on_one_shard_and_direct_messages_on_the_first() -> None:
    """An example of Discord's documentation: (guild_id >> 22) % num_shards."""
    assert [shard_of(on_shard(3, 4), 4), shard_of(None, 4)] == [3, 0]


# one process


@pytest.mark.parametrize(
    ("recommended", "shards", "ids", "expected"),
    [
        pytest.param(1, None, None, [[0, 1]], id="as Discord recommends, one"),
        pytest.param(3, None, None, [[0, 3], [1, 3], [2, 3]], id="as Discord recommends, three"),
        pytest.param(1, 2, None, [[0, 2], [1, 2]], id="as the setting says"),
        pytest.param(1, 4, (1, 3), [[1, 4], [3, 4]], id="a part of them"),
    ],
)
async def test_the_shards_are_those_of_the_settings(
    loopback: Loopback, client: Any, recommended: int, shards: Any, ids: Any, expected: list[list[int]]
) -> None:
    """One after the other, as far apart as Discord wants them, and none is refused."""
    loopback.gateway.recommended_shards = recommended
    async with connected(loopback, client(shards=shards, shard_ids=ids), len(expected)):
        assert [each["shard"] for each in loopback.gateway.identifies] == expected
    begun = [at for at, _ in loopback.gateway.started]
    assert all(after - before >= loopback.gateway.apart_s for before, after in pairwise(begun))
    assert not loopback.gateway.sessions  # all were freed


async def test_as_many_begin_at_once_as_discord_allows(loopback: Loopback, client: Any) -> None:
    """Each of four is the first in its row: nobody waits, though those of one row were a minute apart."""
    loopback.gateway.max_concurrency, loopback.gateway.apart_s = 4, 60.0
    made = client(shards=4)
    made.identifying._apart_s = 60.0
    async with connected(loopback, made, 4):
        assert loopback.gateway.live_shards == {0, 1, 2, 3}


async def test_each_shard_hears_its_own_servers_and_the_first_direct_messages(loopback: Loopback, client: Any) -> None:
    places = guilds(loopback, 4)
    ann = loopback.user("Ann", *(each.guild for each in places if each.guild))
    async with connected(loopback, client(shards=4), 4):
        for place in [*places, loopback.dm(ann)]:
            assert "412 loans" in (await ask(loopback, place, ann, QUESTION)).text
            ann = loopback.user("Ann", *(each.guild for each in places if each.guild))
    heard = {
        each.shard[0]: Counter(event["t"] for event in each.events)["MESSAGE_CREATE"]
        for each in loopback.gateway.all_sessions
    }
    assert heard == {0: 4, 1: 2, 2: 2, 3: 2}  # a question and its answer each


async def test_what_is_of_other_shards_is_left_to_others(loopback: Loopback, client: Any) -> None:
    first, second = guilds(loopback, 2)
    ann = loopback.user("Ann", *(each.guild for each in (first, second) if each.guild))
    async with connected(loopback, client(shards=2, shard_ids=(1,)), 1):
        await loopback.say(first, ann, f"{loopback.bot.mention} {QUESTION}")
        await ask(loopback, second, ann, QUESTION)
        assert first not in loopback.rest.said


async def test_all_shards_come_back_when_their_sessions_are_gone_or_their_sockets_break(
    loopback: Loopback, client: Any
) -> None:
    """In their turns; what was said meanwhile is heard where the session is taken up again."""
    places = guilds(loopback, 3)
    ann = loopback.user("Ann", *(each.guild for each in places if each.guild))
    async with connected(loopback, client(shards=3), 3):
        await loopback.gateway.invalidate()
        await loopback.connected(shards=3)
        begun = len(loopback.gateway.identifies)
        loopback.drop()
        assert "412 loans" in (await ask(loopback, places[2], ann, QUESTION)).text
    assert len(loopback.gateway.identifies) == begun


async def test_a_session_is_not_begun_when_there_are_none_left_today(
    loopback: Loopback, client: Any, caplog: pytest.LogCaptureFixture
) -> None:
    """Discord would reset the token of a bot that goes on. It waits, and says so."""
    gateway = loopback.gateway
    gateway.starts_left, gateway.starts_reset_ms = 1, 300
    caplog.set_level(logging.INFO)

    async def renewed() -> None:
        await loopback.request("GET /gateway/bot")
        gateway.starts_left = 1_000

    renewing = asyncio.create_task(renewed())
    async with connected(loopback, client(shards=2), 2):
        await renewing
    assert "Discord lets this bot open 1 more sessions today, and 2 are needed: waiting for 0:00:00" in caplog.text


@pytest.mark.parametrize("waits_for", ["its turn", "its first turn", "tomorrow"])
async def test_a_bot_that_waits_for_a_session_can_be_stopped(loopback: Loopback, client: Any, waits_for: str) -> None:
    """At once: as it comes back, as it opens several, or when Discord allows none today."""
    made, gateway = client(shards=2), loopback.gateway
    made.identifying._apart_s = 60.0
    if waits_for == "tomorrow":
        gateway.starts_left, gateway.starts_reset_ms = 0, 60_000
    gateway.max_concurrency = 2 if waits_for == "its turn" else 1
    task = asyncio.create_task(made.start(loopback.token))
    try:
        if waits_for == "tomorrow":
            await loopback.request("GET /gateway/bot")
        else:
            await loopback.connected(shards=gateway.max_concurrency)
        if waits_for == "its turn":
            await gateway.invalidate()
            await asyncio.sleep(0.1)  # it has heard of it
    finally:
        async with asyncio.timeout(5):
            await made.close()
            await task
    assert not gateway.sessions


async def test_what_discord_has_sent_as_a_bot_leaves_is_answered(loopback: Loopback, client: Any) -> None:
    """Nobody else will hear it: not a question on its way, nor one that comes before Discord has heard the goodbye."""
    places = guilds(loopback, 2)
    ann = loopback.user("Ann", *(each.guild for each in places if each.guild))
    async with connected(loopback, client(shards=2), 2) as leaving:
        await loopback.say(places[0], ann, f"{loopback.bot.mention} {QUESTION}")
        closing = asyncio.create_task(leaving.close())
        await asyncio.sleep(0)
        await loopback.say(places[1], ann, f"{loopback.bot.mention} {QUESTION}")
        await closing
    assert [len(loopback.rest.said[place]) for place in places] == [1, 1]
    assert not loopback.gateway.sessions


async def test_too_many_servers_for_one_shard_are_few_enough_for_two(loopback: Loopback, client: Any) -> None:
    """Discord allows 2,500 on each; here fewer, to be quick."""
    loopback.gateway.most_guilds = 20
    for number in range(21):
        loopback.guild(f"Server {number}", id=on_shard(number % 2, 2) + number)
    alone = client(shards=1)
    with pytest.raises(discord.ConnectionClosed) as closed:
        await alone.start(loopback.token)
    await alone.close()
    assert closed.value.code == 4011
    async with connected(loopback, client(shards=2), 2) as both:
        await asyncio.wait_for(both.wait_until_ready(), 20)
        assert len(both.guilds) == 21


# what Discord says when it wants no more of it


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (4004, "no longer accepts DISCORD_TOKEN"),
        (4010, "set SHARDS and SHARD_IDS anew"),
        (4011, "too many servers for so few shards; leave SHARDS empty"),
        (4012, "update discord.py"),
        (4013, "one of the intents"),
        (4099, "for good, with code 4099"),
    ],
)
def test_each_code_gets_its_line(code: int, said: str) -> None:
    assert said in why_closed(code)


@pytest.mark.parametrize("code", sorted(CLOSED_FOR_GOOD))
async def test_a_connection_that_is_closed_for_good_ends_the_bot(loopback: Loopback, client: Any, code: int) -> None:
    """At once, whichever shard it was."""
    made = client(shards=2)
    task = asyncio.create_task(made.start(loopback.token))
    await loopback.connected(shards=2)
    await loopback.gateway.close(code)
    with pytest.raises(discord.DiscordException) as ended:
        await asyncio.wait_for(task, 10)
    await made.close()
    assert getattr(ended.value, "code", 4014) == code


async def test_of_many_shards_the_first_that_is_refused_is_enough(loopback: Loopback, client: Any) -> None:
    """The others do not even try: with a thousand it would take more than an hour."""
    made = client(shards=2, shard_ids=[5, *range(900)])
    with pytest.raises(discord.ConnectionClosed) as closed:
        await made.start(loopback.token)
    await made.close()
    assert closed.value.code == 4010
    assert len(loopback.gateway.identifies) < 5


# all shards at once


async def test_if_the_gateway_fails_all_shards_come_back_with_their_sessions(
    loopback: Loopback, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was said meanwhile is answered, and no session is opened anew."""
    monkeypatch.setattr("discord.backoff.ExponentialBackoff.delay", lambda _: 0.05)
    monkeypatch.setattr("bot.reconnecting._RESUMES_S", (0.0, 0.1))
    places = guilds(loopback, 4)
    ann = loopback.user("Ann", *(each.guild for each in places if each.guild))
    async with connected(loopback, client(shards=4), 4):
        begun = len(loopback.gateway.identifies)
        loopback.gateway_fails(0.3)
        for place in places:
            await loopback.say(place, ann, f"{loopback.bot.mention} {QUESTION}")
        for place in places:
            assert "412" in (await loopback.next_message(place)).text
        assert (len(loopback.gateway.identifies), loopback.gateway.resumes) == (begun, 4)
        assert [len(loopback.rest.said[place]) for place in places] == [1, 1, 1, 1]


async def test_if_all_sessions_are_invalid_new_ones_are_opened_by_and_by(
    loopback: Loopback, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each in its turn, as at the start."""
    monkeypatch.setattr("bot.reconnecting._ANEW_S", (0.0, 0.1))
    async with connected(loopback, client(shards=4), 4):
        await loopback.gateway.invalidate()
        await loopback.connected(shards=4)
        assert Counter(number for _, number in loopback.gateway.started) == {0: 2, 1: 2, 2: 2, 3: 2}
        times = [at for at, _ in loopback.gateway.started]
        assert all(later - earlier >= APART_S * 0.9 for earlier, later in pairwise(times))


# several processes


async def test_two_processes_share_the_work(loopback: Loopback, tmp_path: Path, postgres: Server) -> None:
    """Each answers on its shard, both serve what one of them publishes, what is to be done once is, and when one is
    killed the other has its duties."""
    url, folder = postgres.database(), library.write(tmp_path / "knowledge", library.counted(500))
    places = guilds(loopback, 2)
    ann = loopback.user("Ann", *(each.guild for each in places if each.guild))
    loopback.gateway.max_concurrency = 2  # that they wait for each other otherwise: test_identifying.py
    one = running(loopback, folder, url, SHARDS="2", SHARD_IDS="0")
    other = running(loopback, folder, url, SHARDS="2", SHARD_IDS="1")
    async with one as first, other as second:
        await loopback.connected(shards=2, timeout_s=40)
        answers = [await ask(loopback, place, ann, QUESTION) for place in places]
        library.write(folder, library.counted(501))
        await loopback.request(EDIT, 2)
        assert ["501" in each.text for each in answers] == [True, True]
        assert "501" in (await ask(loopback, places[0], ann, QUESTION)).text
        assert "501" in (await ask(loopback, places[1], ann, QUESTION)).text
        kept = "SELECT count(*) FROM shown"  # a moment after an answer is given
        while await asyncio.to_thread(postgres.ask, kept) != ["4"]:
            pass
        assert (await first.stop(signal.SIGKILL)).code == -signal.SIGKILL
        library.write(folder, library.counted(502))
        await loopback.request(EDIT, 6)
        assert "502" in (await ask(loopback, places[1], ann, QUESTION)).text
        ended = await second.stop()
    assert ended.code == 0, ended.logged
    assert len(loopback.sent(PUT)) == 1
    assert [len(loopback.rest.said[place]) for place in places] == [2, 3]
    assert all("502" in each.text for place in places for each in loopback.rest.said[place])
    assert len(loopback.sent(EDIT)) == 2 + 4


async def test_while_one_process_takes_over_from_another_nobody_hears_both(loopback: Loopback, client: Any) -> None:
    """Two that run the same shard for a while leave no gap, so a restart loses no question."""
    (place,) = guilds(loopback, 1)
    ann = loopback.user("Ann", *([place.guild] if place.guild else []))
    async with connected(loopback, client(), 1) as older:
        newer = client(sync_at_start=False)
        taking_over = asyncio.create_task(newer.start(loopback.token))
        await loopback._signal.until(
            lambda: True if len([each for each in loopback.gateway.sessions.values() if each.greeted]) == 2 else None,
            timeout_s=20,
            wanted="second session",
            instead=lambda: repr(taking_over),
        )
        reply = await ask(loopback, place, ann, QUESTION)
        await loopback.request(SEND, 2)
        used = await loopback.slash(ann, place, "ask", {"question": QUESTION})
        assert "412 loans" in (await used.message()).text
        await loopback.request(CALLBACK, 2)
        await older.close()
        again = await ask(loopback, place, ann, QUESTION)
        await newer.close()
        await taking_over
    assert "412 loans" in again.text
    assert loopback.rest.said[place] == [reply, again]
    assert used.refused == ["400 40060 Interaction has already been acknowledged."]
    assert [call.route for call in loopback.requests if call.route.startswith("/webhooks")] == []


async def test_a_fault_in_the_folder_that_processes_share_is_told_once(
    loopback: Loopback, answerer: Answerer, postgres: Server
) -> None:
    """Each of them finds it."""
    (staff,) = guilds(loopback, 1)
    assert staff.guild is not None
    url, found = postgres.database(), Result("faulty", "disk", faults=(Fault("a.yaml", 1, 1, "it is odd", "mend it"),))
    async with Store.open(url) as one, Store.open(url) as other:
        await one.set_moderators_channel(staff.guild.id, staff.id)
        for store in (one, other):
            publisher = Publisher(store, edition=Edition.of(answerer))
            curators = frozenset([staff.guild.id])
            client = Verbatim(publisher, COGS, ITEMS, api=loopback.api, curator_guilds=curators)
            async with connected(loopback, client, 1):
                client.dispatch("knowledge_change", found, None)
                await asyncio.sleep(0)  # it is begun
    (told,) = loopback.rest.said[staff]
    assert "it is odd" in told.text


async def test_shards_are_left_to_others_on_postgresql_alone(tmp_path: Path) -> None:
    """On SQLite nobody else could run them, or know that they are run."""
    environ = {"SHARDS": "2", "SHARD_IDS": "0", "DISCORD_TOKEN": "any", "DATABASE_URL": str(tmp_path / "s.sqlite3")}
    with pytest.raises(SettingsError, match=r"SHARD_IDS leaves shards to other processes.*PostgreSQL"):
        await asyncio.to_thread(run, Settings.read(environ, dotenv=tmp_path / "none"))

"""Discord fails for a while: what people wait for comes once, and no correction is left out."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.charts import Charts
from bot.client import Verbatim
from bot.core.answering.answerer import Answerer
from bot.insisting import Insisting, Unreachable
from bot.refused import Refused
from bot.store import Store
from tests.core import library
from tests.loopback import Channel, Guild, Loopback, Permission, User

from .moderating import LATE, NEW_FIGURE, settled, until
from .running import Clock, ask, blocks, headline, labels, running, silence

ROOF, ROOF_TITLE = "when did the roof leak", "The roof of the reading room leaked"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 16
SEND = "POST /channels/{channel_id}/messages"
EDIT = "PATCH /channels/{channel_id}/messages/{message_id}"
CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback"
FILL = "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original"
FOR_S = 0.3


def _limit_routes(loopback: Loopback) -> None:
    for route in (SEND, EDIT, FILL):
        loopback.limit(route, for_s=FOR_S)


FAULTS: dict[str, Callable[[Loopback], None]] = {
    **{str(status): lambda to, status=status: to.fail(None, status, for_s=FOR_S) for status in (500, 502, 503, 504)},
    "503, but done": lambda to: to.fail(None, 503, for_s=FOR_S, after=True),
    "reset": lambda to: to.reset(None, for_s=FOR_S),
    "reset, but done": lambda to: to.reset(None, for_s=FOR_S, after=True),
    "429 of routes": _limit_routes,
    "429 of all": lambda to: to.limit_globally(for_s=FOR_S),
}


@pytest.fixture
async def hasty(keeper: Verbatim) -> AsyncIterator[Verbatim]:
    """The bot, with shorter pauses."""
    keeper.insisting.first_s, keeper.insisting.most_s = 0.02, 0.1
    keeper.charts = Charts(draw=lambda series: PNG)
    yield keeper
    assert keeper.insisting.waiting == 0


@pytest.mark.parametrize("fault", [pytest.param(fault, id=name) for name, fault in FAULTS.items()])
async def test_whatever_is_under_way_comes_once(
    loopback: Loopback, guild: Guild, channel: Channel, ann: User, hasty: Verbatim, folder: Path, fault: Any
) -> None:
    """A reply to a message, one to a command, a button's edit, a picture that comes later, and a correction."""
    other = loopback.channel(guild, "other")
    shown, wrong = await ask(loopback, channel, ann, ROOF), await ask(loopback, channel, ann, LATE)
    await settled(loopback, hasty, channel)
    library.write(folder, NEW_FIGURE)
    corrections: Any = hasty.get_cog("Corrections")
    async with corrections._turn:  # nothing is corrected yet
        assert (await hasty.publisher.refresh()).published is not None
        fault(loopback)
    question = await loopback.say(other, ann, f"{loopback.bot.mention} {ROOF}")
    used = await loopback.slash(loopback.user("Bob", guild), other, "ask", {"question": ROOF})
    pressed = await loopback.press(ann, shown, "Not what I asked")
    chart = await loopback.press(loopback.user("Cat", guild), wrong, "Chart")

    reply = await loopback.next_message(other)
    assert (reply.reply_to, headline(reply)) == (question, ROOF_TITLE)
    assert headline(await used.message()) == ROOF_TITLE
    assert "That was it" in labels(await pressed.message())
    assert list((await chart.message()).files) == ["chart.png"]

    async def corrected() -> bool:
        return blocks(wrong)[0].startswith("Corrected")

    await until(corrected)
    await asyncio.sleep(FOR_S)  # what would come a second time would come now
    await hasty.background.finish(10)
    assert [len(loopback.rest.said[each]) for each in (channel, other)] == [2, 1]
    assert [each.followups for each in (used, pressed, chart)] == [[], [], []]
    assert sum(each.startswith("Corrected") for each in blocks(wrong)) == 1
    assert hasty.insisting.given_up == 0
    await silence(loopback, other)


async def test_what_was_done_though_it_failed_is_told_as_if_it_had_not(
    loopback: Loopback, guild: Guild, channel: Channel, ann: User, hasty: Verbatim
) -> None:
    """The bot learns which message it was, and corrects it later as any other."""
    loopback.fail(CALLBACK, 503, after=True)
    used = await loopback.slash(ann, channel, "ask", {"question": LATE})
    message = await used.message()
    await used.refusal()
    await settled(loopback, hasty, channel)
    assert [each.message_id for each in await hasty.store.shown.showing(["loans-late"], since=0)] == [message.id]
    assert [call.status for call in loopback.sent(CALLBACK) if call.token == used.token] == [503, 400]


async def test_an_interaction_that_can_be_answered_no_more_is_given_up_at_once(
    loopback: Loopback, channel: Channel, ann: User, hasty: Verbatim, caplog: pytest.LogCaptureFixture
) -> None:
    """Discord says so, and the next one is answered."""
    loopback.deadline_s = 0.2
    loopback.fail(CALLBACK, 503, for_s=0.3)
    lost = await loopback.slash(ann, channel, "ask", {"question": ROOF})
    assert await lost.refusal() == "404 10062 Unknown interaction"
    loopback.deadline_s = 3.0
    used = await loopback.slash(ann, channel, "ask", {"question": ROOF})
    assert headline(await used.message()) == ROOF_TITLE
    told = [record.getMessage() for record in caplog.records if record.name == "bot.client"]
    assert [each for each in told if f"user {ann.id} was answered too late for Discord: ask" in each] == told
    assert hasty.metrics.registry.get_sample_value("verbatim_replies_total", {"kind": "lost"}) == 1.0


async def test_what_is_to_be_deleted_and_has_gone_is_deleted(loopback: Loopback, channel: Channel, bot: Verbatim):
    """The first try came through."""
    bot.insisting.first_s = 0.0
    sent = await bot.get_partial_messageable(channel.id).send("Soon gone.")
    loopback.reset("DELETE /channels/{channel_id}/messages/{message_id}", after=True)
    await sent.delete()
    assert sent.id not in channel.messages


async def test_a_file_is_sent_whole_each_time_and_comes_once(loopback: Loopback, channel: Channel, bot: Verbatim):
    bot.insisting.first_s = 0.0
    loopback.reset(SEND, times=1)
    loopback.fail(SEND, 502, times=1, after=True)
    await bot.get_partial_messageable(channel.id).send("Here.", file=discord.File(_file(b"words"), "words.txt"))
    (said,) = loopback.rest.said[channel]
    assert said.files == {"words.txt": b"words"}
    assert [call.files for call in loopback.sent(SEND)] == [{"words.txt": b"words"}] * 3


def _file(data: bytes) -> Any:
    return io.BytesIO(data)


async def test_what_nobody_answers_is_given_up_as_a_failure_of_discords(
    loopback: Loopback, channel: Channel, bot: Verbatim, caplog: pytest.LogCaptureFixture
) -> None:
    """So whoever sends need know one kind of errors only."""
    bot.insisting.first_s, bot.insisting.patience_s["/channels/"] = 0.01, 0.1
    loopback.reset(SEND, for_s=10)
    with pytest.raises(Unreachable, match=r"reset|disconnected"):
        await bot.get_partial_messageable(channel.id).send("Lost.")
    assert bot.insisting.given_up == 1
    (told,) = [record.message for record in caplog.records if "given up" in record.message]
    assert told.startswith("POST /channels/{channel_id}/messages is given up after ")


async def test_an_answer_that_nothing_comes_back_for_is_sent_again(
    loopback: Loopback, channel: Channel, ann: User, hasty: Verbatim, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As over a connection that has died unnoticed; Discord had it already."""
    monkeypatch.setattr("bot.insisting._ANSWER_S", 0.1)
    loopback.hold(CALLBACK, 1.0)
    used = await loopback.slash(ann, channel, "ask", {"question": ROOF})
    assert await used.refusal() == "400 40060 Interaction has already been acknowledged."
    assert headline(await used.message()) == ROOF_TITLE
    await settled(loopback, hasty, channel)
    assert used.followups == []


async def test_as_the_bot_leaves_nothing_is_insisted_on(
    loopback: Loopback,
    channel: Channel,
    ann: User,
    answerer: Answerer,
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr("bot.client._ANSWERING_S", 0.05)
    async with running(loopback, answerer, store) as client:
        client.insisting.first_s = client.insisting.most_s = 0.01
        loopback.fail(SEND, for_s=60)
        await loopback.say(channel, ann, f"{loopback.bot.mention} {ROOF}")
        await loopback.request(SEND)
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


def test_the_pauses_grow_and_are_by_chance() -> None:
    """Each is anything up to twice the longest that the one before may be, up to eight seconds."""
    insisting = Insisting(chance=lambda low, high: high)
    assert [insisting.pause_s(tries) for tries in range(8)] == [0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 8.0, 8.0]
    assert all(0.0 <= Insisting().pause_s(3) <= 2.0 for _ in range(100))


class TestTooManyRefusals:
    """Discord bars an address that it has to refuse too often."""

    async def test_nothing_is_sent_until_they_are_fewer(
        self, loopback: Loopback, channel: Channel, ann: User, bot: Verbatim, caplog: pytest.LogCaptureFixture
    ) -> None:
        """The gateway goes on. What is asked meanwhile is answered then, if it is not too long."""
        now_s = 0.0
        bot.insisting.first_s = bot.insisting.most_s = 0.02
        bot.insisting.refused.limit, bot.insisting.refused._clock = 3, lambda: now_s
        await loopback.deny(channel, loopback.bot, Permission.SEND_MESSAGES)
        for _ in range(3):
            with pytest.raises(discord.Forbidden):
                await bot.get_partial_messageable(channel.id).send("Not allowed.")
        sent = len(loopback.requests)
        dm = loopback.dm(ann)
        loopback.drop()
        await loopback.connected()
        await loopback.say(dm, ann, ROOF)

        async def waits() -> bool:
            return bot.insisting.waiting == 1

        await until(waits)
        assert len(loopback.requests) == sent
        now_s = 600.0
        assert headline(await loopback.next_message(dm)) == ROOF_TITLE
        told = [record.message for record in caplog.records if record.name == "bot.refused"]
        assert len(told) == 2
        assert told[0].startswith("Discord has refused 3 calls in 10 minutes (401, 403, 429), and at 10,000 it bars")
        assert told[1].startswith("Discord is called again")

    @pytest.mark.parametrize(("scope", "counted"), [("user", 1), ("shared", 0)])
    async def test_too_many_calls_count_unless_others_made_them(
        self, loopback: Loopback, channel: Channel, bot: Verbatim, scope: str, counted: int
    ) -> None:
        loopback.limit(SEND, retry_after_s=0.01, scope=scope)
        await bot.get_partial_messageable(channel.id).send("Hello.")
        assert len(bot.insisting.refused) == counted

    async def test_once_the_address_is_barred_nothing_is_sent_for_as_long_as_that_lasts(
        self, loopback: Loopback, channel: Channel, bot: Verbatim
    ) -> None:
        clock = Clock()
        bot.insisting.refused._clock, bot.insisting.patience_s["/channels/"] = clock.monotonic, 0.0
        loopback.fail(SEND, 429)
        to = bot.get_partial_messageable(channel.id)
        with pytest.raises(discord.HTTPException, match="429"):
            await to.send("Barred.")
        clock.now_s += 59.0
        with pytest.raises(Unreachable):
            await to.send("Still barred.")
        clock.now_s += 1.0
        await to.send("Hello again.")
        assert [call.status for call in loopback.sent(SEND)] == [429, 200]

    def test_processes_share_what_discord_allows(self) -> None:
        """By their shards."""
        refused = Refused()
        assert refused.limit == 5_000
        refused.share(4, 16)
        assert refused.limit == 1_250

    def test_it_begins_again_only_when_a_tenth_is_over(self) -> None:
        """So that it does not begin and stop with each call."""
        clock = Clock()
        clock.now_s = 0.0
        refused = Refused(10, within_s=600.0, clock=clock.monotonic)
        stopped = []
        for second in range(10):
            clock.now_s = float(second)
            refused.note()
            stopped.append(refused.stopped)
        assert stopped == [False] * 9 + [True]
        for clock.now_s, expected in ((599.9, True), (600.0, True), (601.0, False), (602.0, False)):
            assert refused.stopped is expected
        refused.note()
        assert len(refused) == 8

"""A figure that is another one now: the bot's earlier messages that showed the old one are edited."""

from __future__ import annotations

import re
from pathlib import Path

import discord
import pytest

from bot.charts import Charts
from bot.client import Verbatim
from bot.cogs import buttons
from bot.errors import StoreError
from bot.store import Store
from tests.core import library
from tests.loopback import Channel, Loopback, Message, Permission, User

from .moderating import GOOD, LATE, NEW_FIGURE, Keepers, settled, until
from .running import ask, blocks, headline, labels

ONE_OF_THESE = "Did you mean one of these?"
CHAIRS = b"figure: {value: 31, unit: chairs}"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 16
LINE = re.compile(r"Corrected <t:\d+:D>: 103 of 412 loans \(25 %\) -> 103 loans")


@pytest.fixture
async def publish(loopback: Loopback, channel: Channel, keeper: Verbatim, keepers: Keepers, folder: Path, mia: User):
    """Publishes another figure, for what came back late if not told otherwise; messages are corrected then."""
    keeper.charts = Charts(draw=lambda series: PNG)

    async def now(files: dict[str, bytes] = NEW_FIGURE) -> None:
        await settled(loopback, keeper, channel)  # a reply is kept a moment after it has arrived
        library.write(folder, files)
        assert "Published" in (await keepers.use(mia, "refresh")).content
        await keeper.background.finish(10)

    return now


async def used(loopback: Loopback, who: User, channel: Channel, command: str, **options: object) -> Message:
    return await (await loopback.slash(who, channel, command, options)).message()


async def test_an_answer_is_given_anew_with_a_line_on_top(
    loopback: Loopback, channel: Channel, ann: User, publish
) -> None:
    """Its buttons stay."""
    reply = await ask(loopback, channel, ann, LATE)
    before = labels(reply)
    await publish()
    assert LINE.fullmatch(blocks(reply)[0])
    assert headline(reply) == "103 loans"
    assert labels(reply) == before
    assert reply.pings == frozenset()


async def test_an_answer_in_plain_text_stays_plain(loopback: Loopback, channel: Channel, ann: User, publish) -> None:
    await loopback.deny(channel, loopback.bot, Permission.EMBED_LINKS)
    reply = await ask(loopback, channel, ann, LATE)
    await publish()
    first, second, *_ = reply.content.splitlines()
    assert LINE.fullmatch(first)
    assert second == "103 loans"


async def test_an_answer_to_a_command_and_one_that_was_shared_are_corrected(
    loopback: Loopback, channel: Channel, ann: User, publish
) -> None:
    """The private one is not: nobody can reach it."""
    answer = await used(loopback, ann, channel, "ask", question=LATE)
    private = await used(loopback, ann, channel, "ask", question=LATE, private=True)
    shared = await (await loopback.press(ann, private, "Share here")).message()
    await publish()
    assert [headline(message) for message in (answer, shared)] == ["103 loans", "103 loans"]
    assert headline(private) == "103 of 412 loans (25 %)"


async def test_what_a_suggestion_was_turned_into_is_corrected(
    loopback: Loopback, channel: Channel, ann: User, publish
) -> None:
    reply = await ask(loopback, channel, ann, "number of loans")
    await (await loopback.press(ann, reply, "Loans that came back late")).message()
    await publish()
    assert headline(reply) == "103 loans"


async def test_what_was_turned_into_something_else_is_left_alone(
    loopback: Loopback, channel: Channel, ann: User, publish
) -> None:
    reply = await ask(loopback, channel, ann, LATE)
    await (await loopback.press(ann, reply, "Not what I asked")).message()
    await (await loopback.press(ann, reply, "Loans looked at")).message()
    await publish()
    assert not LINE.search(reply.text)


async def test_what_stands_around_an_answer_stays(loopback: Loopback, channel: Channel, ann: User, publish) -> None:
    """The question above it, and what else may have been meant below."""
    reply = await used(loopback, ann, channel, "ask", question=LATE)
    await (await loopback.press(ann, reply, "Not what I asked")).message()
    before, buttons_before = blocks(reply), labels(reply)
    await publish()
    assert [blocks(reply)[1], blocks(reply)[-1]] == [before[0], before[-1]] == [f"> -# {LATE}", ONE_OF_THESE]
    assert labels(reply) == buttons_before


async def test_a_statistic_gets_its_picture_anew(loopback: Loopback, channel: Channel, ann: User, publish) -> None:
    reply = await used(loopback, ann, channel, "stat", name="loans-late")
    before = set(reply.uploads)
    await publish()
    assert headline(reply) == "103 loans"
    assert len(reply.uploads) == 1
    assert set(reply.uploads) != before


async def test_figures_that_change_at_once_are_one_line(
    loopback: Loopback, channel: Channel, ann: User, publish
) -> None:
    reply = await ask(loopback, channel, ann, "how many loans came back late and how many broken chairs in oakham")
    gazette = NEW_FIGURE["gazette.yaml"].replace(CHAIRS, b"figure: {value: 31, unit: broken chairs}")
    await publish({**NEW_FIGURE, "gazette.yaml": gazette})
    lines = [line for line in reply.text.splitlines() if line.startswith("Corrected")]
    assert len(lines) == 1
    assert lines[0].endswith(": 103 of 412 loans (25 %) -> 103 loans; 31 chairs -> 31 broken chairs")


@pytest.mark.parametrize(
    ("command", "options"),
    [
        pytest.param("stat", {"name": "loans-late"}, id="an answer"),
        pytest.param("stats", {}, id="a page of figures"),
    ],
)
async def test_a_message_that_is_corrected_again_has_the_latest_line_alone(
    loopback: Loopback, channel: Channel, ann: User, publish, command: str, options: dict[str, str]
) -> None:
    reply = await used(loopback, ann, channel, command, **options)
    await publish()
    await publish(GOOD)
    lines = [line for line in reply.text.splitlines() if line.startswith("Corrected")]
    assert len(lines) == 1
    assert lines[0].endswith(": 103 loans -> 103 of 412 loans (25 %)")


@pytest.mark.parametrize(
    ("command", "options"),
    [
        pytest.param("stats", {}, id="a page of figures"),
        pytest.param("compare", {"a": "loans-late", "b": "loans-inspected"}, id="a comparison"),
    ],
)
async def test_what_cannot_be_given_anew_gets_the_line_alone(
    loopback: Loopback, channel: Channel, ann: User, publish, command: str, options: dict[str, str]
) -> None:
    reply = await used(loopback, ann, channel, command, **options)
    before = reply.embeds
    await publish()
    assert LINE.search(reply.content)
    assert reply.embeds == before


async def test_a_direct_message_is_corrected(loopback: Loopback, ann: User, publish) -> None:
    dm = loopback.dm(ann)
    await loopback.say(dm, ann, LATE)
    reply = await loopback.next_message(dm)
    await publish()
    assert headline(reply) == "103 loans"


async def test_nothing_is_kept_of_what_is_shown_where_the_bot_is_no_member(
    loopback: Loopback, keeper: Verbatim, channel: Channel, store: Store
) -> None:
    """It could not come back to correct it."""
    elsewhere = loopback.guild("Elsewhere", with_bot=False)
    cat, room = loopback.user("Cat", elsewhere), loopback.channel(elsewhere)
    await used(loopback, cat, room, "ask", question=LATE)
    await settled(loopback, keeper, channel)
    assert await store.shown.showing(["loans-late"], since=0) == []


async def test_other_answers_are_left_alone(loopback: Loopback, channel: Channel, ann: User, publish) -> None:
    reply = await ask(loopback, channel, ann, "when did the roof leak")
    await publish()
    assert reply.payload["edited_timestamp"] is None


async def test_messages_that_have_gone_or_cannot_be_reached_are_skipped(
    loopback: Loopback, guild, channel: Channel, ann: User, publish
) -> None:
    closed = loopback.channel(guild, "closed")
    gone, hidden, there = [await ask(loopback, where, ann, LATE) for where in (channel, closed, channel)]
    await loopback.delete(gone)
    await loopback.deny(closed, loopback.bot, Permission.VIEW_CHANNEL)
    await publish()
    assert headline(there) == "103 loans"
    assert headline(hidden) == "103 of 412 loans (25 %)"


async def test_an_answer_is_sent_though_what_it_shows_cannot_be_kept(
    loopback: Loopback, keeper: Verbatim, channel: Channel, ann: User, store: Store, monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    async def fail(*_: object, **__: object) -> None:
        raise StoreError("the disk is full")

    monkeypatch.setattr(store.shown, "note", fail)
    reply = await ask(loopback, channel, ann, LATE)
    assert headline(reply) == "103 of 412 loans (25 %)"

    async def logged() -> bool:
        return "the disk is full" in caplog.text

    await until(logged)


async def test_an_answer_from_before_there_were_cards_becomes_one(
    loopback: Loopback, keeper: Verbatim, channel: Channel, publish
) -> None:
    """Its buttons stay, and an earlier line of the kind goes."""
    view = discord.ui.View(timeout=None).add_item(buttons.ContextButton.of("v1:context:loans-late"))
    embed = discord.Embed(title="103 of 412 loans (25 %)", description="Of the 412 loans, 103 came back late.")
    await keeper.get_partial_messageable(channel.id).send("Corrected <t:1:D>: a -> b", embed=embed, view=view)
    old = await loopback.next_message(channel)
    await keeper.store.shown.note(old.id, channel.id, ["loans-late"])
    await publish()
    assert (old.content, old.embeds) == ("", [])
    assert LINE.fullmatch(blocks(old)[0])
    assert (headline(old), labels(old)) == ("103 loans", ["In context"])

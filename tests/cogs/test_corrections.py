"""A figure that is another one now: the bot's earlier messages that showed the old one are edited."""

from __future__ import annotations

import asyncio
import os
import re
import sys
import time
from pathlib import Path

import discord
import pytest

from bot.charts import Charts
from bot.client import Verbatim
from bot.cogs import buttons
from bot.cogs.corrections import Corrections
from bot.errors import StoreError
from bot.serving.publisher import Publisher
from bot.store import Correction, Store
from tests.commandline import ROOT
from tests.core import library
from tests.loopback import Channel, Guild, Loopback, Message, Permission, User

from .moderating import GOOD, LATE, NEW_FIGURE, Keepers, settled, until
from .running import ask, blocks, headline, labels, serving

ONE_OF_THESE = "Did you mean one of these?"
CHAIRS = b"figure: {value: 31, unit: chairs}"
BROKEN_CHAIRS = b"figure: {value: 31, unit: broken chairs}"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 16
FETCH = "GET /channels/{channel_id}/messages/{message_id}"
EDIT = "PATCH /channels/{channel_id}/messages/{message_id}"
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


def corrections_of(client: Verbatim) -> Corrections:
    cog = client.get_cog("Corrections")
    assert isinstance(cog, Corrections)
    return cog


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
    gazette = NEW_FIGURE["gazette.yaml"].replace(CHAIRS, BROKEN_CHAIRS)
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
async def test_a_list_is_given_anew_with_its_pictures(
    loopback: Loopback, channel: Channel, ann: User, publish, command: str, options: dict[str, str]
) -> None:
    """Its title, its foot and its buttons stay."""
    reply = await used(loopback, ann, channel, command, **options)
    [before], pictures = reply.embeds, set(reply.uploads)
    assert "103 of 412 loans (25 %)" in str(before)
    await publish()
    [after] = reply.embeds
    assert LINE.fullmatch(reply.content)
    assert "103 of 412 loans (25 %)" not in str(after)
    assert "103 loans" in str(after)
    assert (after["title"], after["footer"]) == (before["title"], before["footer"])
    assert pictures
    assert set(reply.uploads).isdisjoint(pictures)


async def test_a_picture_that_shows_the_figure_among_others_is_drawn_anew(
    loopback: Loopback, channel: Channel, ann: User, publish
) -> None:
    """Though the answer is about another figure, which is as it was."""
    reply = await used(loopback, ann, channel, "stat", name="chairs-elmstead")
    before = set(reply.uploads)
    assert before
    await publish({**GOOD, "gazette.yaml": GOOD["gazette.yaml"].replace(CHAIRS, BROKEN_CHAIRS)})
    assert blocks(reply)[0].endswith(": 31 chairs -> 31 broken chairs")
    assert headline(reply) == "96 chairs"
    assert set(reply.uploads).isdisjoint(before)


async def test_a_list_with_an_entry_that_has_gone_gets_the_line_alone(
    loopback: Loopback, channel: Channel, ann: User, publish
) -> None:
    reply = await used(loopback, ann, channel, "stats")
    before = reply.embeds
    entry = GOOD["gazette.yaml"].decode()
    start = entry.index("  - id: atlases-ruined")
    end = entry.find("\n  - id: ", start + 1)
    gone = entry[:start] + (entry[end + 1 :] if end > 0 else "")
    gone = gone.replace("figure: {value: 103, of: loans-inspected, unit: loans}", "figure: {value: 103, unit: loans}")
    await publish(
        {name: data for name, data in GOOD.items() if "atlases-ruined" not in name} | {"gazette.yaml": gone.encode()}
    )
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

    monkeypatch.setattr(store.shown, "note_all", fail)
    reply = await ask(loopback, channel, ann, LATE)
    assert headline(reply) == "103 of 412 loans (25 %)"

    async def logged() -> bool:
        return "the disk is full" in caplog.text

    await until(logged)


class TestWork:
    """The messages that wait for it stand in the store, until each is done."""

    @pytest.fixture
    async def replies(
        self, loopback: Loopback, keeper: Verbatim, guild: Guild, ann: User, channel: Channel
    ) -> list[Message]:
        """The same answer in three channels."""
        others = [loopback.channel(guild, f"room-{number}") for number in range(2)]
        return [await ask(loopback, where, ann, LATE) for where in (channel, *others)]

    async def test_several_are_done_at_a_time(self, loopback: Loopback, replies: list[Message], publish) -> None:
        loopback.hold(FETCH, 0.3, times=3)
        await publish()
        asked_at = [call.sent for call in loopback.sent(FETCH)]
        assert sorted(asked_at)[2] - min(asked_at) < 0.3

    async def test_discords_limits_are_kept(
        self, loopback: Loopback, channel: Channel, ann: User, keeper: Verbatim, publish
    ) -> None:
        several = [await ask(loopback, channel, ann, LATE) for _ in range(3)]
        loopback.bucket(EDIT, limit=1, per_s=0.2)
        await publish()
        assert [headline(each) for each in several] == ["103 loans"] * 3
        assert {call.status for call in loopback.sent(EDIT)} == {200}

    async def test_one_that_discord_refuses_for_a_while_is_tried_again(
        self, loopback: Loopback, keeper: Verbatim, store: Store, replies: list[Message], publish, monkeypatch
    ) -> None:
        keeper.insisting.patience_s["/channels/"] = 0.0
        loopback.fail(EDIT, 503, times=1)
        await publish()
        assert sorted(headline(each) for each in replies) == ["103 loans", "103 loans", "103 of 412 loans (25 %)"]
        assert await store.corrections.waiting() == 1
        monkeypatch.setattr(store.corrections, "_clock", lambda: time.time() + 61)
        await corrections_of(keeper).correct()
        assert [headline(each) for each in replies] == ["103 loans"] * 3
        assert await store.corrections.waiting() == 0

    async def test_one_that_was_corrected_already_is_left_at_that(
        self, loopback: Loopback, keeper: Verbatim, store: Store, replies: list[Message], publish, monkeypatch
    ) -> None:
        """As if the bot had been killed between the edit and its note that it was done."""

        async def killed(correction: Correction) -> None:
            raise StoreError("the bot is no more")

        with monkeypatch.context() as patched:
            patched.setattr(store.corrections, "done", killed)
            await publish()
        monkeypatch.setattr(store.corrections, "_clock", lambda: time.time() + 61)
        await corrections_of(keeper).correct()
        assert len(loopback.sent(EDIT)) == 3
        assert await store.corrections.waiting() == 0

    async def test_a_figure_that_is_again_what_a_message_says_needs_no_correction(
        self, loopback: Loopback, keeper: Verbatim, store: Store, replies: list[Message], publish, monkeypatch
    ) -> None:
        """The first change had not come to the message yet."""
        keeper.insisting.patience_s["/channels/"] = 0.0
        loopback.fail(EDIT, 503, times=3)
        await publish()
        assert await store.corrections.waiting() == 3
        monkeypatch.setattr(store.corrections, "_clock", lambda: time.time() + 61)
        await publish(GOOD)
        assert await store.corrections.waiting() == 0
        assert [blocks(each) for each in replies if "Corrected" in each.text] == []

    async def test_what_was_said_as_the_figure_changed_is_corrected(
        self, loopback: Loopback, keeper: Verbatim, channel: Channel, ann: User, publish
    ) -> None:
        """It was made from the version before, and is noted only after the change."""
        reply = await ask(loopback, channel, ann, LATE)
        await settled(loopback, keeper, channel)
        await keeper.store.shown.note(reply.id, channel.id, [])
        await publish()
        assert headline(reply) == "103 of 412 loans (25 %)"
        await keeper.store.shown.note(reply.id, channel.id, ["loans-late"])
        await corrections_of(keeper).correct()
        assert headline(reply) == "103 loans"


async def test_killed_midway_they_are_gone_on_with(
    loopback: Loopback, guild: Guild, channel: Channel, folder: Path, tmp_path: Path, unwatched: None
) -> None:
    """Each message is corrected once; one that was being corrected as the bot was killed, too."""
    url = str(tmp_path / "killed.sqlite3")
    rooms = [channel, *(loopback.channel(guild, f"room-{number}") for number in range(7))]
    async with Store.open(url) as store:
        publisher = Publisher(store, folder)
        await publisher.start()
        async with serving(loopback, publisher) as client:
            people = [loopback.user(f"Person {number}", guild) for number, _ in enumerate(rooms)]
            replies = [await ask(loopback, room, who, LATE) for room, who in zip(rooms, people, strict=True)]
            await settled(loopback, client, channel)
    library.write(folder, NEW_FIGURE)
    loopback.hold(EDIT, 30.0, times=2)
    settings = {"DISCORD_API": loopback.api, "DISCORD_TOKEN": loopback.token, "DATABASE_URL": url}
    settings |= {"KNOWLEDGE_DIR": str(folder), "CACHE_DIR": "off", "SEMANTIC": "off", "PATH": os.environ["PATH"]}
    loopback.gateway.sessions.clear()
    victim = await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", "run", env=settings, cwd=ROOT)
    try:

        async def at_work() -> bool:
            return len(loopback.sent(EDIT)) >= 2

        await until(at_work)
    finally:
        victim.kill()
        await victim.wait()
    edited = len(loopback.sent(EDIT))
    assert edited < len(rooms)
    async with Store.open(url, busy_s=10.0) as store:
        assert await store.corrections.waiting() >= 2
        store.corrections._clock = lambda: time.time() + 61  # those that the victim had are free again
        publisher = Publisher(store, folder)
        await publisher.start()
        async with serving(loopback, publisher):

            async def done() -> bool:
                return await store.corrections.waiting() == 0

            await until(done)
    assert [headline(each) for each in replies] == ["103 loans"] * len(rooms)
    assert sorted(call.params["message_id"] for call in loopback.sent(EDIT)) == sorted(str(each.id) for each in replies)


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

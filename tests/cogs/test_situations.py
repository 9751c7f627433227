"""What happens around a question on Discord, end to end: edits, forwards, pictures, titles, and channels that shut."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.client import Verbatim
from bot.core.answering.answerer import Answerer
from bot.core.answering.reply import Reply
from bot.serving.edition import Edition
from bot.store import Store
from tests.loopback import Channel, Guild, Loopback, Permission, User

from .moderating import until
from .running import ask, headline, running, silence

SEND, EDIT = "POST /channels/{channel_id}/messages", "PATCH /channels/{channel_id}/messages/{message_id}"
FETCH, REOPEN = "GET /channels/{channel_id}/messages/{message_id}", "PATCH /channels/{channel_id}"
LATE, ROOF, DISTRESS = "how many loans came back late", "when did the roof leak", "my dad hits me and i am scared"
LATE_TITLE, ROOF_TITLE = "103 of 412 loans (25 %)", "The roof of the reading room leaked"
TEXT_ONLY = "I can only read text. Ask me in words, and I'll look in the report."


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that reached the core."""
    found: list[str] = []
    reply = Edition.reply

    def noting(edition: Edition, text: str, *more: Any) -> Reply:
        found.append(text)
        return reply(edition, text, *more)

    monkeypatch.setattr(Edition, "reply", noting)
    return found


# how it is called


@pytest.mark.usefixtures("real_addresses")
async def test_its_own_role_is_the_bot_and_a_bare_mention_reaches_the_core_as_no_words(
    answerer: Answerer, store: Store, read: list[str]
) -> None:
    """Where the bot may read everything; another role is not for the bot."""
    async with Loopback(message_content=True) as loopback:
        guild = loopback.guild()
        channel, ann = loopback.channel(guild), loopback.user("Ann", guild)
        me, role = loopback.bot.mention, loopback.bot_role(guild).mention
        other = loopback.role(guild, "readers", mentionable=True).mention
        async with running(loopback, answerer, store, message_content=True):
            for text in (me, f"{role} {me}", role, f"{role} {ROOF}", f"{ROOF}, {me}?"):
                await loopback.say(channel, ann, text)
                await loopback.next_message(channel)
            assert read == ["", "", "", ROOF, f"{ROOF}, ?"]
            await loopback.say(channel, ann, f"{other} {ROOF}")
            await silence(loopback, channel)


async def test_whoever_mentions_the_role_where_its_words_are_hidden_is_told_how_to_ask(
    loopback: Loopback, bot: Verbatim, guild: Guild, channel: Channel, ann: User
) -> None:
    """Discord shows a bot without the intent only what mentions it by name."""
    role = loopback.bot_role(guild)
    await loopback.say(channel, ann, f"{role.mention} {ROOF}")
    assert (await loopback.next_message(channel)).content == (
        "Discord doesn't show me messages that mention my role. "
        f"Please mention {loopback.bot.mention} instead, or use /ask."
    )


async def test_a_reply_that_may_not_be_read_is_left_alone(
    loopback: Loopback, bot: Verbatim, channel: Channel, ann: User
) -> None:
    first = await ask(loopback, channel, ann, LATE)
    await loopback.say(channel, ann, "source?", reply_to=first, ping=False)
    await silence(loopback, channel)


@pytest.mark.usefixtures("real_addresses")
async def test_what_discord_left_out_of_a_reply_is_asked_for_once(answerer: Answerer, store: Store) -> None:
    """The bot's own message of before the restart; somebody else's is none of its business."""
    async with Loopback(message_content=True) as loopback:
        guild = loopback.guild()
        channel, ann = loopback.channel(guild), loopback.user("Ann", guild)
        async with running(loopback, answerer, store):
            first = await ask(loopback, channel, ann, LATE)
        async with running(loopback, answerer, store, message_content=True):
            await loopback.say(channel, ann, "what percent is that?", reply_to=first, ping=False, leave_out=True)
            assert "v1:context:late-share" in (await loopback.next_message(channel)).custom_ids
            assert len(loopback.sent(FETCH)) == 1
            said = await loopback.say(channel, ann, "it rained again")
            await loopback.say(channel, ann, "what percent is that?", reply_to=said, leave_out=True)
            await silence(loopback, channel)


# what is said


@pytest.mark.parametrize("place", ["direct messages", "a mention"])
async def test_what_shows_or_plays_something_and_says_nothing_gets_one_kind_line(
    loopback: Loopback, bot: Verbatim, channel: Channel, ann: User, place: str
) -> None:
    """A picture, a voice message, a sticker; with words beside it the words are answered."""
    where, called = (loopback.dm(ann), "") if place == "direct messages" else (channel, loopback.bot.mention)
    shows: tuple[dict[str, Any], ...] = (
        {"files": {"scan.png": b"\x89PNG\r\n\x1a\n"}}, {"files": {"voice-message.ogg": b"OggS"}}, {"stickers": ["wave"]}
    )  # fmt: skip
    for each in shows:
        await loopback.say(where, ann, called, **each)
        assert (await loopback.next_message(where)).content == TEXT_ONLY
    await loopback.say(where, ann, f"{called} {ROOF}", **shows[0])
    assert headline(await loopback.next_message(where)) == ROOF_TITLE


async def test_a_forwarded_message_is_read_in_direct_messages(
    loopback: Loopback, bot: Verbatim, channel: Channel, ann: User
) -> None:
    """A forward mentions nobody, so in a channel it is not for the bot; a forwarded picture cannot be read."""
    question = await loopback.say(channel, ann, ROOF)
    picture = await loopback.say(channel, ann, "", files={"scan.png": b"\x89PNG\r\n\x1a\n"})
    await loopback.forward(loopback.dm(ann), ann, question)
    assert headline(await loopback.next_message(loopback.dm(ann))) == ROOF_TITLE
    await loopback.forward(loopback.dm(ann), ann, picture)
    assert (await loopback.next_message(loopback.dm(ann))).content == TEXT_ONLY
    await loopback.forward(channel, ann, question)
    await silence(loopback, channel)


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        pytest.param(ROOF, "{me}", ROOF, id="in the title alone"),
        pytest.param("The roof", "{me} when did it leak", "The roof\nwhen did it leak", id="in both"),
        pytest.param("When did the roof leak", f"{{me}} {ROOF}?", f"{ROOF}?", id="twice"),
    ],
)
async def test_the_title_of_a_forum_post_is_read_with_its_first_message(
    loopback: Loopback, bot: Verbatim, guild: Guild, ann: User, read: list[str], title: str, text: str, expected: str
) -> None:
    """And with no other message of the post."""
    post = await loopback.post(loopback.forum(guild), ann, title, text.format(me=loopback.bot.mention))
    assert headline(await loopback.next_message(post.channel)) == ROOF_TITLE
    await ask(loopback, post.channel, ann, LATE)
    assert read == [expected, LATE]


# the order of answers


async def test_a_slow_send_keeps_the_order_and_nobody_elses_answer_from_being_worked_out(
    loopback: Loopback, bot: Verbatim, guild: Guild, channel: Channel, ann: User, read: list[str]
) -> None:
    """What Bob asked is read while Discord takes its time with the answer to Ann, and sent after it."""
    loopback.hold(SEND, 0.5)
    asked = [
        await loopback.say(channel, who, f"{loopback.bot.mention} {text}")
        for who, text in ((ann, LATE), (loopback.user("Bob", guild), ROOF))
    ]
    replies = [await loopback.next_message(channel)]
    while len(read) < 2:  # noqa: ASYNC110  the core tells nobody
        await asyncio.sleep(0.01)
    assert len(loopback.sent(SEND)) == 1
    replies.append(await loopback.next_message(channel))
    assert [reply.reply_to for reply in replies] == asked


# edits


async def test_an_edited_question_is_answered_anew_in_the_same_message(
    loopback: Loopback, bot: Verbatim, channel: Channel, ann: User
) -> None:
    """Within five minutes, and as often as it is edited; an edit that changes nothing is none."""
    me = loopback.bot.mention
    question = await loopback.say(channel, ann, f"{me} {LATE}")
    reply = await loopback.next_message(channel)
    for number, (text, title) in enumerate([(ROOF, ROOF_TITLE), (LATE, LATE_TITLE)], start=1):
        await loopback.edit(question, f"{me} {text}", after_s=299.0)
        await loopback.request(EDIT, number)
        assert headline(reply) == title
        assert reply.pings == frozenset()
    await loopback.edit(question, f"{me}  {LATE}")
    await loopback.edit(question, f"{me} {ROOF}", after_s=301.0)
    await silence(loopback, channel)
    assert headline(reply) == LATE_TITLE
    assert len(loopback.sent(EDIT)) == 2


async def test_a_call_for_help_that_a_question_is_edited_into_gets_its_lines(
    loopback: Loopback, bot: Verbatim, guild: Guild, channel: Channel, ann: User
) -> None:
    """In the place of the answer, however much was asked before; the moderators are told."""
    staff = loopback.channel(guild, "staff")
    await bot.store.set_moderators_channel(guild.id, staff.id)
    for _ in range(4):
        await ask(loopback, channel, ann, LATE)
    question = await loopback.say(channel, ann, f"{loopback.bot.mention} {LATE}")
    reply = await loopback.next_message(channel)
    await loopback.edit(question, f"{loopback.bot.mention} {DISTRESS}")
    await loopback.next_message(staff)
    assert "999" in reply.text
    assert "loans" not in reply.text


async def test_a_mention_that_is_added_later_is_answered(
    loopback: Loopback, bot: Verbatim, channel: Channel, ann: User
) -> None:
    """Within five minutes."""
    said, late = [await loopback.say(channel, ann, text) for text in (ROOF, LATE)]
    await loopback.edit(said, f"{loopback.bot.mention} {ROOF}")
    reply = await loopback.next_message(channel)
    assert (headline(reply), reply.reply_to) == (ROOF_TITLE, said)
    await loopback.edit(late, f"{loopback.bot.mention} {LATE}", after_s=301.0)
    await silence(loopback, channel)


async def test_a_question_that_is_edited_and_deleted_breaks_nothing(
    loopback: Loopback, bot: Verbatim, channel: Channel, ann: User, caplog: pytest.LogCaptureFixture
) -> None:
    """Nor does a reply that was deleted."""
    me = loopback.bot.mention
    question = await loopback.say(channel, ann, f"{me} {LATE}")
    reply = await loopback.next_message(channel)
    await loopback.edit(question, f"{me} {ROOF}")
    await loopback.delete(question)
    await loopback.request(EDIT)
    assert headline(reply) == ROOF_TITLE
    other = await loopback.say(channel, ann, f"{me} {LATE}")
    await loopback.delete(await loopback.next_message(channel))
    await loopback.edit(other, f"{me} {ROOF}")
    await silence(loopback, channel)
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


# where it cannot be said


@pytest.mark.parametrize("status", [503, 520])
async def test_a_reply_is_sent_again_where_discord_fails(
    loopback: Loopback, bot: Verbatim, channel: Channel, ann: User, status: int
) -> None:
    """Once, with the same nonce, in case that it came through."""
    bot.insisting.first_s = 0.01
    loopback.fail(SEND, status, times=2)
    assert headline(await ask(loopback, channel, ann, ROOF)) == ROOF_TITLE
    bodies = [call.body for call in loopback.sent(SEND)]
    assert len(bodies) == 3
    assert len({body["nonce"] for body in bodies}) == 1  # type: ignore[index]
    count = bot.metrics.registry.get_sample_value
    assert count("verbatim_discord_requests_total", {"route": SEND, "status": "503" if status == 503 else "5xx"}) == 2
    assert count("verbatim_discord_requests_total", {"route": SEND, "status": "broken"}) is None


async def test_a_discord_that_keeps_failing_is_given_up(
    loopback: Loopback, bot: Verbatim, channel: Channel, ann: User, caplog: pytest.LogCaptureFixture
) -> None:
    """And the next question is answered."""
    bot.insisting.patience_s["/channels/"] = 0.0
    loopback.fail(SEND, 503)
    await loopback.say(channel, ann, f"{loopback.bot.mention} {LATE}")
    await silence(loopback, channel)
    assert bot.insisting.given_up == 1
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


@pytest.mark.parametrize("locked", [False, True])
async def test_a_thread_that_was_archived_meanwhile_is_opened_again_or_the_asker_told_directly(
    loopback: Loopback, bot: Verbatim, channel: Channel, ann: User, locked: bool
) -> None:
    """A thread that is locked may be opened by its moderators alone."""
    thread = loopback.thread(channel, "side talk", ann)
    await loopback.archive(thread, locked=locked, told=False)
    await loopback.say(thread, ann, f"{loopback.bot.mention} {ROOF}")
    reply = await loopback.next_message(loopback.dm(ann) if locked else thread)
    assert headline(reply) == ROOF_TITLE
    assert thread.archived is locked


async def test_where_it_may_write_but_not_reply_it_writes(
    loopback: Loopback, bot: Verbatim, channel: Channel, ann: User
) -> None:
    """To reply, it would have to be allowed to read what was said before."""
    await loopback.deny(channel, loopback.bot, Permission.READ_MESSAGE_HISTORY)
    reply = await ask(loopback, channel, ann, ROOF)
    assert (headline(reply), reply.reply_to) == (ROOF_TITLE, None)


async def test_a_question_that_becomes_a_call_for_help_gets_help_lines_in_the_place_of_its_answer(
    loopback: Loopback, bot: Verbatim, channel: Channel, ann: User
) -> None:
    """A card stays one: Discord takes no embed in its place. And the other way round."""
    asked = await loopback.say(channel, ann, f"{loopback.bot.mention} how many loans did they look at?")
    reply = await loopback.next_message(channel)
    for text, expected in (("my dad hits me and i am scared", "999"), ("how many loans came back late", "103")):
        await loopback.edit(asked, f"{loopback.bot.mention} {text}")

        async def changed(expected: str = expected) -> bool:
            return expected in reply.text

        await until(changed)
        assert (reply.embeds, "412 loans\n" in reply.text) == ([], False)

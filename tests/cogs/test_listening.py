"""When the bot speaks unasked, when it asks for patience, and whom it tells of a call for help, end to end."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator

import pytest

from bot.client import Verbatim
from bot.core.answering.answerer import Answerer
from bot.errors import StoreError
from bot.store import Store
from tests.loopback import Channel, Guild, Loopback, Permission, User
from tests.loopback.message import mentioned

from .running import Clock, ask, headline, running, silence

SEND = "POST /channels/{channel_id}/messages"
SURE, ROOF = "how many loans did they look at?", "when did the roof leak"
DISTRESS = "my dad hits me and i am scared"
WAIT = "That was a lot of questions at once. Please ask again in 15 seconds."


@pytest.fixture
async def loopback(real_addresses: None) -> AsyncIterator[Loopback]:
    """One that has granted the message content intent."""
    async with Loopback(message_content=True) as running:
        yield running


@pytest.fixture
async def bot(
    loopback: Loopback, guild: Guild, answerer: Answerer, store: Store, clock: Clock
) -> AsyncIterator[Verbatim]:
    async with running(loopback, answerer, store, message_content=True) as client:
        yield client


@pytest.fixture
async def listening(bot: Verbatim, guild: Guild, channel: Channel) -> Channel:
    """A channel in which the bot was asked to listen."""
    await bot.store.listen(guild.id, channel.id)
    return channel


@pytest.fixture
async def mods(loopback: Loopback, bot: Verbatim, guild: Guild) -> Channel:
    """The moderators' channel."""
    made = loopback.channel(guild, "moderators")
    await bot.store.set_moderators_channel(guild.id, made.id)
    return made


# listening


async def test_a_sure_question_is_answered_unasked(loopback: Loopback, listening: Channel, ann: User) -> None:
    await loopback.say(listening, ann, SURE)
    reply = await loopback.next_message(listening)
    assert headline(reply) == "412 loans"
    assert reply.pings == frozenset()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param(SURE, "412 loans", id="a question"),
        pytest.param("did they look at 500 loans?", "Not 500: the report has 412 loans", id="a wrong claim"),
    ],
)
async def test_unasked_an_answer_must_reach_a_bar_of_its_own(
    loopback: Loopback, listening: Channel, ann: User, monkeypatch: pytest.MonkeyPatch, text: str, shown: str
) -> None:
    """The bar is set out of reach and then low: how sure the bot is of what changes with its learning."""
    monkeypatch.setattr("bot.core.answering.overhearing._SURE_UNASKED", 1.01)
    await loopback.say(listening, ann, text)
    await silence(loopback, listening)
    monkeypatch.setattr("bot.core.answering.overhearing._SURE_UNASKED", 0.5)
    await loopback.say(listening, ann, text)
    assert shown in (await loopback.next_message(listening)).text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("number of loans", id="one of several may be meant"),
        pytest.param("what is the budget of the libraries", id="the report is known not to say"),
        pytest.param("lovely weather today", id="off topic"),
        pytest.param("what is for lunch?", id="a question off topic"),
        pytest.param("were lots of loans overdue", id="a guess to be confirmed"),
        pytest.param("loans!", id="a word of the report"),
        pytest.param("<:loans:123456789012345678>", id="an emoji"),
        pytest.param("hello there", id="a greeting"),
        pytest.param(f"!{ROOF}", id="another bot's command"),
        pytest.param(f"> {ROOF}", id="a quotation"),
        pytest.param(f"tom, {ROOF}", id="a question to somebody by name"),
        pytest.param("who is rosa bell", id="who somebody is"),
    ],
)
async def test_anything_else_is_met_with_silence(loopback: Loopback, listening: Channel, ann: User, text: str) -> None:
    await loopback.say(listening, ann, text)
    await silence(loopback, listening)


async def test_what_is_said_to_somebody_else_is_left_alone_unless_it_calls_for_help(
    loopback: Loopback, listening: Channel, guild: Guild, ann: User
) -> None:
    """A mention of a person, a role or all, and a reply to anybody's message."""
    bob, readers = loopback.user("Bob", guild), loopback.role(guild, "readers", mentionable=True)
    said = await loopback.say(listening, bob, "it rained again")
    for text in (f"{bob.mention} {ROOF}", f"{ROOF}, {readers.mention}?"):
        await loopback.say(listening, ann, text)
    await loopback.say(listening, ann, ROOF, reply_to=said)
    await silence(loopback, listening)
    await loopback.say(listening, ann, f"{bob.mention} {DISTRESS}")
    assert "999" in (await loopback.next_message(listening)).text


async def test_a_strict_server_hears_the_bot_only_where_the_report_is_named(
    loopback: Loopback, bot: Verbatim, listening: Channel, guild: Guild, ann: User
) -> None:
    await bot.store.set_listening_level(guild.id, "strict")
    await loopback.say(listening, ann, SURE)
    await silence(loopback, listening)
    await loopback.say(listening, ann, "who wrote the report")
    assert headline(await loopback.next_message(listening)) == "Who inspected the libraries"


async def test_in_a_thread_a_talk_goes_on_without_a_mention_for_a_while(
    loopback: Loopback, bot: Verbatim, guild: Guild, channel: Channel, ann: User, clock: Clock
) -> None:
    """Where the bot does not listen otherwise: with whom it talked there, on what it is sure of, for ten minutes."""
    thread = loopback.thread(channel, "side talk", ann)
    await ask(loopback, thread, ann, "how many loans came back late")
    await loopback.say(thread, loopback.user("Bob", guild), ROOF)
    await loopback.say(thread, ann, "lovely weather today")
    await silence(loopback, thread)
    await loopback.say(thread, ann, "what percent of the loans is that?")
    assert headline(await loopback.next_message(thread)) == "25 % (103 of 412 loans)"
    clock.now_s += 600.1
    await loopback.say(thread, ann, ROOF)
    await silence(loopback, thread)


async def test_an_answer_that_stands_in_the_channel_is_not_repeated_within_ten_minutes(
    loopback: Loopback, listening: Channel, ann: User, clock: Clock
) -> None:
    """A mention gets it nevertheless, and it then stands there anew."""
    await loopback.say(listening, ann, SURE)
    await loopback.next_message(listening)
    clock.now_s += 599.0
    await loopback.say(listening, ann, SURE)
    await silence(loopback, listening)
    clock.now_s += 1.0
    await loopback.say(listening, ann, SURE)
    assert headline(await loopback.next_message(listening)) == "412 loans"
    assert headline(await ask(loopback, listening, ann, SURE)) == "412 loans"


async def test_an_answer_that_could_not_be_sent_does_not_stand_there(
    loopback: Loopback, listening: Channel, ann: User
) -> None:
    """Nor is anybody written to privately who did not ask."""
    await loopback.deny(listening, loopback.bot, Permission.SEND_MESSAGES)
    await loopback.say(listening, ann, SURE)
    await silence(loopback, listening, loopback.dm(ann))
    await loopback.allow(listening, loopback.bot, Permission.SEND_MESSAGES)
    await loopback.say(listening, ann, SURE)
    assert headline(await loopback.next_message(listening)) == "412 loans"


async def test_threads_of_the_channel_count(loopback: Loopback, listening: Channel, ann: User) -> None:
    thread = loopback.thread(listening, "side talk", ann)
    await loopback.say(thread, ann, SURE)
    assert headline(await loopback.next_message(thread)) == "412 loans"


async def test_posts_of_a_forum_count(loopback: Loopback, bot: Verbatim, guild: Guild, ann: User) -> None:
    """Also one that asks in its title."""
    forum = loopback.forum(guild)
    await bot.store.listen(guild.id, forum.id)
    for title, text in (("Loans", SURE), (SURE, "Does anybody know?")):
        post = await loopback.post(forum, ann, title, text)
        assert headline(await loopback.next_message(post.channel)) == "412 loans"


async def test_other_channels_do_not_count(loopback: Loopback, listening: Channel, guild: Guild, ann: User) -> None:
    other = loopback.channel(guild, "other")
    for place in (other, loopback.thread(other, "side talk", ann)):
        await loopback.say(place, ann, SURE)
        await silence(loopback, place)


async def test_after_listen_stop_it_is_silent(
    loopback: Loopback, bot: Verbatim, listening: Channel, guild: Guild, ann: User
) -> None:
    await bot.store.unlisten(guild.id, listening.id)
    await loopback.say(listening, ann, SURE)
    await silence(loopback, listening)


async def test_what_discord_itself_says_is_no_question(loopback: Loopback, listening: Channel, ann: User) -> None:
    """A new thread is announced by a message whose text is the thread's name."""
    message = await loopback.say(loopback.dm(ann), ann, "how many chairs")  # any message, to be told of as another
    await loopback.next_message(loopback.dm(ann))
    assert listening.guild is not None
    payload = message.payload | {
        "id": str(message.id + 1), "channel_id": str(listening.id), "type": 18, "content": SURE
    }  # fmt: skip
    await loopback.gateway.dispatch("MESSAGE_CREATE", payload | {"guild_id": str(listening.guild.id)})
    await silence(loopback, listening)


async def test_without_the_intent_a_listening_channel_is_silent(
    loopback: Loopback, guild: Guild, channel: Channel, ann: User, answerer: Answerer, store: Store
) -> None:
    """Even if it was set when the intent was on."""
    await store.listen(guild.id, channel.id)
    async with running(loopback, answerer, store):
        await loopback.say(channel, ann, SURE)
        await silence(loopback, channel)


async def test_unasked_answers_count_for_the_cooldown_and_nobody_is_told(
    loopback: Loopback, listening: Channel, ann: User
) -> None:
    """Six sure questions at once: five are answered."""
    texts = [SURE, ROOF, "how many broken chairs in elmstead", "what share of loans came back late"]
    texts.append("how many atlases were ruined")
    for text in texts:
        await loopback.say(listening, ann, text)
        await loopback.next_message(listening)
    await loopback.say(listening, ann, "who inspected the libraries")
    await silence(loopback, listening, loopback.dm(ann))


# cooldown


async def test_the_sixth_question_within_fifteen_seconds_gets_one_kind_note(
    loopback: Loopback, bot: Verbatim, channel: Channel, ann: User, clock: Clock
) -> None:
    """The seventh gets none; after the time there are answers again."""
    for _ in range(5):
        await ask(loopback, channel, ann, SURE)
    for _ in range(2):
        await loopback.say(channel, ann, f"{loopback.bot.mention} {SURE}")
    note = await loopback.next_message(channel)
    assert (note.content, note.pings) == (WAIT, frozenset())
    await silence(loopback, channel, loopback.dm(ann))
    clock.now_s += 15.0
    assert headline(await ask(loopback, channel, ann, SURE)) == "412 loans"


async def test_others_need_not_wait(
    loopback: Loopback, bot: Verbatim, guild: Guild, channel: Channel, ann: User
) -> None:
    bob = loopback.user("Bob", guild)
    for _ in range(5):
        await ask(loopback, channel, ann, SURE)
    assert headline(await ask(loopback, channel, bob, SURE)) == "412 loans"


async def test_a_channel_has_sixty_answers_a_minute(
    loopback: Loopback, bot: Verbatim, guild: Guild, channel: Channel, clock: Clock
) -> None:
    """From thirteen people, none of whom asks too much; elsewhere there are answers meanwhile."""
    people = [loopback.user(f"Person {number}", guild) for number in range(13)]
    for number in range(60):
        await ask(loopback, channel, people[number // 5], SURE)
    await loopback.say(channel, people[12], f"{loopback.bot.mention} {SURE}")
    assert (await loopback.next_message(channel)).content == WAIT.replace("15", "60")
    other = loopback.channel(guild, "other")
    assert headline(await ask(loopback, other, people[12], SURE)) == "412 loans"
    clock.now_s += 60.0
    assert headline(await ask(loopback, channel, people[12], SURE)) == "412 loans"


async def test_nobody_waits_for_somebody_who_asks_too_fast(
    loopback: Loopback, bot: Verbatim, guild: Guild, channel: Channel, ann: User
) -> None:
    """Though Discord takes its time with the note to them."""
    bob = loopback.user("Bob", guild)
    for _ in range(5):
        await ask(loopback, channel, ann, SURE)
    loopback.hold(SEND, 1.0)
    await loopback.say(channel, ann, f"{loopback.bot.mention} {SURE}")
    assert (await loopback.next_message(channel)).content == WAIT
    await loopback.say(channel, bob, f"{loopback.bot.mention} {SURE}")
    assert headline(await loopback.next_message(channel, timeout_s=0.9)) == "412 loans"


@pytest.mark.parametrize("by", ["permission", "role"])
async def test_moderators_never_wait(
    loopback: Loopback, bot: Verbatim, guild: Guild, channel: Channel, ann: User, by: str
) -> None:
    rights = [Permission.MANAGE_GUILD] if by == "permission" else []
    role = loopback.role(guild, "some role", *rights, members=[ann])
    if by == "role":
        await bot.store.set_moderator_role(guild.id, role.id)
    for _ in range(12):
        assert headline(await ask(loopback, channel, ann, SURE)) == "412 loans"


async def test_help_lines_are_never_held_back(loopback: Loopback, bot: Verbatim, channel: Channel, ann: User) -> None:
    for _ in range(5):
        await ask(loopback, channel, ann, SURE)
    for _ in range(3):
        assert "999" in (await ask(loopback, channel, ann, DISTRESS)).text


async def test_of_a_thousand_messages_the_fifty_questions_are_answered_once_each_in_order(
    loopback: Loopback, bot: Verbatim, guild: Guild
) -> None:
    """Mentions by fifty people in five channels; what replies to what tells the order."""
    channels = [loopback.channel(guild, f"channel-{number}") for number in range(5)]
    people = [loopback.user(f"Person {number}", guild) for number in range(50)]
    asked: dict[Channel, list[int]] = {channel: [] for channel in channels}
    for number in range(1_000):
        channel, person = channels[number // 20 % 5], people[number // 20]
        if number % 20 == 7:
            said = await loopback.say(channel, person, f"{loopback.bot.mention} {(SURE, ROOF)[number % 3 % 2]}")
            asked[channel].append(said.id)
        else:
            await loopback.say(channel, person, f"talk number {number}")
    answered = {channel: [await loopback.next_message(channel) for _ in ids] for channel, ids in asked.items()}
    for channel in channels:
        await silence(loopback, channel)
    assert {
        channel: [reply.reply_to.id for reply in replies if reply.reply_to] for channel, replies in answered.items()
    } == asked
    assert [len(ids) for ids in asked.values()] == [10, 10, 10, 10, 10]
    assert len(loopback.sent(SEND)) == 50 + len(channels)


async def test_unasked_and_asked_answers_keep_their_order(loopback: Loopback, listening: Channel, guild: Guild) -> None:
    """Though for an unasked one the server's settings must be read first."""
    ids = []
    for number, text in enumerate([SURE, f"{loopback.bot.mention} {ROOF}", "how many broken chairs in elmstead"]):
        ids.append((await loopback.say(listening, loopback.user(f"Person {number}", guild), text)).id)
    replies = [await loopback.next_message(listening) for _ in ids]
    assert [reply.reply_to.id for reply in replies if reply.reply_to] == ids


async def test_an_answer_under_way_is_given_before_the_bot_stops(
    loopback: Loopback, channel: Channel, ann: User, answerer: Answerer, store: Store
) -> None:
    loopback.hold(SEND, 0.2)
    async with running(loopback, answerer, store):
        for _ in range(2):
            await loopback.say(channel, ann, f"{loopback.bot.mention} {SURE}")
        await loopback.next_message(channel)  # has come, and is not yet acknowledged: the second waits for its turn
    await loopback.next_message(channel, timeout_s=0.1)


# calls for help


async def test_help_lines_ping_nobody_and_repeat_nothing(
    loopback: Loopback, bot: Verbatim, channel: Channel, ann: User
) -> None:
    reply = await ask(loopback, channel, ann, f"{ann.mention} @everyone {DISTRESS}")
    assert "**0800 1111** Childline" in reply.text
    assert reply.pings == frozenset()
    assert mentioned(reply.text) == (set(), set(), False)
    assert not any(word in reply.text for word in ("dad", "hits", "scared"))


async def test_help_lines_are_given_unasked(loopback: Loopback, listening: Channel, ann: User) -> None:
    await loopback.say(listening, ann, DISTRESS)
    assert "999" in (await loopback.next_message(listening)).text


async def test_the_moderators_channel_is_told_with_a_link_and_nothing_else(
    loopback: Loopback, channel: Channel, guild: Guild, ann: User, mods: Channel
) -> None:
    said = await loopback.say(channel, ann, f"{loopback.bot.mention} {DISTRESS}")
    note = await loopback.next_message(mods)
    assert note.content == (
        "Someone may need help and was shown the help lines: "
        f"https://discord.com/channels/{guild.id}/{channel.id}/{said.id}"
    )
    assert note.pings == frozenset()
    assert note.embeds == []


async def test_moderators_are_told_of_nothing_else(
    loopback: Loopback, channel: Channel, ann: User, mods: Channel
) -> None:
    await ask(loopback, channel, ann, SURE)
    await silence(loopback, channel, mods)


async def test_direct_messages_are_told_to_nobody(loopback: Loopback, ann: User, mods: Channel) -> None:
    dm = loopback.dm(ann)
    await loopback.say(dm, ann, DISTRESS)
    assert "999" in (await loopback.next_message(dm)).text
    await silence(loopback, dm, mods)


@pytest.mark.parametrize("trouble", ["no permission", "deleted", "store"])
async def test_moderators_who_cannot_be_told_do_no_harm(
    loopback: Loopback,
    bot: Verbatim,
    channel: Channel,
    ann: User,
    mods: Channel,
    trouble: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The help lines are shown, nothing else is said, and the next question is answered."""
    if trouble == "no permission":
        await loopback.deny(mods, loopback.bot, Permission.SEND_MESSAGES)
    elif trouble == "deleted":
        await loopback.delete_channel(mods)
    else:
        works = bot.store.server

        async def broken_once(guild_id: int) -> None:
            monkeypatch.setattr(bot.store, "server", works)
            raise StoreError("broken on purpose")

        monkeypatch.setattr(bot.store, "server", broken_once)
    assert "999" in (await ask(loopback, channel, ann, DISTRESS)).text
    await silence(loopback, channel)


async def test_a_call_for_help_where_the_bot_may_not_write_is_answered_directly(
    loopback: Loopback, bot: Verbatim, channel: Channel, ann: User, caplog: pytest.LogCaptureFixture
) -> None:
    """And leaves no trace of what was said."""
    caplog.set_level(logging.DEBUG, "bot")
    await loopback.deny(channel, loopback.bot, Permission.SEND_MESSAGES)
    await loopback.say(channel, ann, f"{loopback.bot.mention} {DISTRESS}")
    assert "999" in (await loopback.next_message(loopback.dm(ann))).text
    assert [record.getMessage() for record in caplog.records if record.name.startswith("bot.cogs")] == []

"""What moderators set for their server, who may, and that it is forgotten, end to end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.client import Verbatim
from bot.core.answering.answerer import Answerer
from bot.store import ServerSettings, Store
from tests.loopback import Channel, Guild, Loopback, Permission, Role, User

from .running import running

NOT_ALLOWED = "Only this server's moderators can do that."
NEEDS_CONTENT = (
    "To listen, I need Discord's message content intent, which is off. Whoever runs me can switch it on: see the "
    'README, "Listening in a channel".'
)
LISTENING = "I'm listening here now. I only answer when I'm sure, and otherwise say nothing. /listen stop ends it."
COMMANDS = [
    "listen here", "listen stop", "listen list", "settings moderators-channel", "settings moderator-role",
    "settings help-lines",
]  # fmt: skip
LEVEL = "settings listening-level"
SEND = "POST /channels/{channel_id}/messages"
WELCOME = (
    'Hello! I answer questions about "Libraries in Elmstead are worn out", always with the words of the source. '
    "To ask, mention {mention}, reply to one of my messages, or use `/ask`.\n"
    "Moderators can let me answer in a channel without being mentioned (`/listen here`), and choose where I tell them "
    "that somebody may need help (`/settings moderators-channel`)."
)


@pytest.fixture
async def loopback(real_addresses: None) -> AsyncIterator[Loopback]:
    """One that has granted the message content intent."""
    async with Loopback(message_content=True) as running:
        yield running


@pytest.fixture
async def bot(loopback: Loopback, guild: Guild, answerer: Answerer, store: Store) -> AsyncIterator[Verbatim]:
    async with running(loopback, answerer, store, message_content=True) as client:
        yield client


@pytest.fixture
async def mia(loopback: Loopback, guild: Guild) -> User:
    """Somebody who manages the server."""
    user = loopback.user("Mia", guild)
    loopback.role(guild, "managers", Permission.MANAGE_GUILD, members=[user])
    return user


@pytest.fixture
async def helpers(loopback: Loopback, guild: Guild) -> Role:
    return loopback.role(guild, "helpers")


async def told(loopback: Loopback, who: User, where: Channel, command: str, /, **options: object) -> str:
    """Use a command; return what is answered, which is always private."""
    message = await (await loopback.slash(who, where, command, options)).message()
    assert message.ephemeral
    assert message.pings == frozenset()
    return message.content


@pytest.mark.usefixtures("bot")
async def test_a_manager_makes_it_listen_and_stop(
    loopback: Loopback, guild: Guild, channel: Channel, mia: User, store: Store
) -> None:
    """Each step says what is so now, also when it was so before."""
    assert await told(loopback, mia, channel, "listen list") == "I'm not listening anywhere."
    assert await told(loopback, mia, channel, "listen stop") == "I wasn't listening here."
    assert await told(loopback, mia, channel, "listen here") == LISTENING
    assert await told(loopback, mia, channel, "listen here") == "I'm already listening here."
    assert await told(loopback, mia, channel, "listen list") == f"I'm listening in <#{channel.id}>"
    assert (await store.server(guild.id)).listening == {channel.id}
    assert await told(loopback, mia, channel, "listen stop") == "I've stopped listening here. Mention me to ask."
    assert (await store.server(guild.id)).listening == frozenset()


@pytest.mark.usefixtures("bot")
async def test_a_thread_stands_for_its_channel(
    loopback: Loopback, guild: Guild, channel: Channel, mia: User, store: Store
) -> None:
    thread = loopback.thread(channel, "side talk", mia)
    assert await told(loopback, mia, thread, "listen here") == LISTENING
    assert (await store.server(guild.id)).listening == {channel.id}


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("command", COMMANDS)
async def test_a_stranger_is_refused(
    loopback: Loopback, guild: Guild, channel: Channel, ann: User, store: Store, command: str
) -> None:
    assert await told(loopback, ann, channel, command) == NOT_ALLOWED
    assert (await store.server(guild.id)).listening == frozenset()


@pytest.mark.usefixtures("bot")
async def test_members_of_the_moderator_role_may_until_it_is_taken_from_them(
    loopback: Loopback, guild: Guild, channel: Channel, mia: User, ann: User, helpers: Role
) -> None:
    """The role is asked for anew each time."""
    await loopback.give(guild, ann, helpers)
    assert await told(loopback, ann, channel, "listen here") == NOT_ALLOWED
    set_to = await told(loopback, mia, channel, "settings moderator-role", role=helpers)
    assert set_to == f"Members of <@&{helpers.id}> are now moderators."
    assert await told(loopback, ann, channel, "listen here") == LISTENING
    await loopback.take(guild, ann, helpers)
    assert await told(loopback, ann, channel, "listen stop") == NOT_ALLOWED


@pytest.mark.usefixtures("bot")
async def test_the_moderator_role_is_set_by_managers_alone(
    loopback: Loopback, guild: Guild, channel: Channel, mia: User, ann: User, helpers: Role, store: Store
) -> None:
    """Else moderators could make moderators."""
    await loopback.give(guild, ann, helpers)
    await store.set_moderator_role(guild.id, helpers.id)
    assert await told(loopback, ann, channel, "settings moderator-role") == NOT_ALLOWED
    cleared = await told(loopback, mia, channel, "settings moderator-role")
    assert cleared == "Only people who manage the server are moderators now."
    assert (await store.server(guild.id)).moderator_role_id is None


@pytest.mark.usefixtures("bot")
async def test_the_moderators_channel_is_set_and_cleared(
    loopback: Loopback, guild: Guild, channel: Channel, mia: User, store: Store
) -> None:
    said = await told(loopback, mia, channel, "settings moderators-channel", channel=channel)
    assert said == f"Moderators will be told in <#{channel.id}>."
    assert (await store.server(guild.id)).moderators_channel_id == channel.id
    said = await told(loopback, mia, channel, "settings moderators-channel")
    assert said == "Moderators will no longer be told."
    assert (await store.server(guild.id)).moderators_channel_id is None


async def test_who_may_not_manage_a_channel_is_not_saved_by_the_server(
    loopback: Loopback, bot: Verbatim, channel: Channel, mia: User
) -> None:
    """What Discord sends along with the interaction counts, even if it is nothing at all."""
    await loopback.deny(channel, mia, *Permission)
    assert await told(loopback, mia, channel, "listen here") == NOT_ALLOWED


async def test_without_the_intent_listen_here_explains(
    loopback: Loopback, guild: Guild, channel: Channel, mia: User, answerer: Answerer, store: Store
) -> None:
    async with running(loopback, answerer, store):
        assert await told(loopback, mia, channel, "listen here") == NEEDS_CONTENT
    assert (await store.server(guild.id)).listening == frozenset()


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("name", "shown_to"),
    [
        pytest.param("listen", None, id="listen to all, as members of the moderator role need not manage the server"),
        pytest.param("settings", 32, id="settings, to managers"),
    ],
)
async def test_whom_discord_shows_the_commands(loopback: Loopback, name: str, shown_to: int | None) -> None:
    told = (await loopback.request("PUT /applications/{application_id}/commands")).body
    assert [each["default_member_permissions"] for each in told if each["name"] == name] == [shown_to]  # type: ignore[union-attr,index]


@pytest.mark.usefixtures("bot")
async def test_a_server_that_removes_the_bot_is_forgotten(
    loopback: Loopback, guild: Guild, channel: Channel, store: Store
) -> None:
    """Others are not."""
    other = loopback.guild("Other")
    for each in (guild, other):
        await store.listen(each.id, channel.id)
        await store.set_moderators_channel(each.id, channel.id)
        await store.set_moderator_role(each.id, 5)
    await loopback.remove_bot(guild)
    async with asyncio.timeout(5):
        while (await store.server(guild.id)).listening:  # noqa: ASYNC110  the store tells nobody of changes
            await asyncio.sleep(0.01)
    settings = await store.server(guild.id)
    assert (settings.moderators_channel_id, settings.moderator_role_id) == (None, None)
    assert (await store.server(other.id)).listening == {channel.id}


@pytest.mark.usefixtures("bot")
async def test_how_freely_it_speaks_is_set_by_moderators(
    loopback: Loopback, guild: Guild, channel: Channel, mia: User, ann: User, store: Store
) -> None:
    assert await told(loopback, ann, channel, LEVEL, level="strict") == NOT_ALLOWED
    said = await told(loopback, mia, channel, LEVEL, level="strict")
    assert said == (
        "Where I listen, I only speak up when somebody names the report, its publisher or one of its figures."
    )
    assert (await store.server(guild.id)).listening_level == "strict"
    said = await told(loopback, mia, channel, LEVEL, level="normal")
    assert said == "Where I listen, I speak up on anything that the report is surely about."
    assert (await store.server(guild.id)).listening_level == "normal"


async def test_a_slow_store_does_not_make_a_command_fail(
    loopback: Loopback, bot: Verbatim, channel: Channel, mia: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command is acknowledged before the store is asked."""
    reads, slow = bot.store.server, asyncio.Event()

    async def slowly(guild_id: int) -> ServerSettings:
        await slow.wait()
        return await reads(guild_id)

    monkeypatch.setattr(bot.store, "server", slowly)
    used = await loopback.slash(mia, channel, "listen list", {})
    await loopback.request("POST /interactions/{interaction_id}/{interaction_token}/callback")
    slow.set()
    assert (await used.message()).content == "I'm not listening anywhere."


async def test_a_server_that_invites_the_bot_is_greeted_once_where_it_may_write(
    loopback: Loopback, bot: Verbatim, channel: Channel, ann: User
) -> None:
    """Where Discord greets newcomers, else in the first channel from the top; and not again after an outage."""
    await bot.wait_until_ready()  # before, discord.py takes every server for one that the bot was in
    for greeted in ("system", "rules", "general", None):
        new = loopback.guild("New", with_bot=False)
        rooms = {name: loopback.channel(new, name) for name in ("rules", "general", "system")}
        new.system_channel = rooms["system"]
        for name in ("system", "rules", "general")[: {"system": 0, "rules": 1, "general": 2, None: 3}[greeted]]:
            await loopback.deny(rooms[name], loopback.bot, Permission.SEND_MESSAGES)
        await loopback.add_bot(new)
        if greeted is not None:
            message = await loopback.next_message(rooms[greeted])
            assert (message.content, message.pings) == (WELCOME.format(mention=loopback.bot.mention), frozenset())
        await loopback.come_back(new)
    await loopback.say(channel, ann, f"{loopback.bot.mention} when did the roof leak")
    await loopback.next_message(channel)
    assert len(loopback.sent(SEND)) == 3 + 1

"""The stand-in behaves to the real discord.py as Discord does, and refuses what Discord refuses."""

from __future__ import annotations

import asyncio
import io
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

import aiohttp
import discord
import pytest
import yarl
from discord import app_commands, ui
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.loopback import COMPONENTS_V2, Channel, Guild, Loopback, Permission, TooLate, User
from tests.loopback.waiting import PATIENCE_S

SEND = "POST /channels/{channel_id}/messages"
CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback"
PNG = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000280000001680802000000")


class Bot(discord.Client):
    """A client with a command tree that does not wait where discord.py is careful of Discord's own limits."""

    def __init__(self, intents: discord.Intents | None = None) -> None:
        intents = intents or discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
        super().__init__(intents=intents, guild_ready_timeout=0.01)
        self.tree = app_commands.CommandTree(self)
        self.resumed = asyncio.Event()
        self.heard: list[discord.Message] = []

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Do not wait five seconds between two identifies."""

    async def on_resumed(self) -> None:
        self.resumed.set()

    async def on_message(self, message: discord.Message) -> None:
        if message.author != self.user:
            self.heard.append(message)
            await message.channel.send(f"heard: {message.content}")


@dataclass
class Place:
    discord: Loopback
    guild: Guild
    channel: Channel
    ann: User

    @asynccontextmanager
    async def running(self, bot: Bot) -> AsyncIterator[Bot]:
        """Run a bot in here, with its commands registered, until the block ends."""
        task = asyncio.create_task(bot.start(self.discord.token))
        try:
            await self.discord.connected()
            if bot.tree.get_commands():
                self.discord.register(*[command.to_dict(bot.tree) for command in bot.tree.get_commands()])
            yield bot
        finally:
            await bot.close()
            await task

    async def post(self, path: str, body: Any, method: str = "POST") -> tuple[int, Any]:
        """Send a body past all the checks of discord.py; return the status and the answer."""
        headers = {"Authorization": f"Bot {self.discord.token}"}
        async with (
            aiohttp.ClientSession(headers=headers) as session,
            session.request(method, self.discord.api + path, json=body) as answer,
        ):
            return answer.status, await answer.json() if answer.status != 204 else None

    def forgive(self) -> None:
        """Let a test send what is wrong on purpose; the stand-in's own mistakes stay."""
        faults = self.discord.faults
        faults[:] = [fault for fault in faults if "the request is not as Discord describes" not in fault]


@pytest.fixture
async def place(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Place]:
    async with Loopback() as loopback:
        point_at(loopback, monkeypatch)
        guild = loopback.guild()
        yield Place(loopback, guild, loopback.channel(guild), loopback.user("Ann", guild))


def point_at(loopback: Loopback, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Route, "BASE", loopback.api)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(loopback.gateway.url))


# coming and going


async def test_a_wrong_token_is_refused_at_login(place: Place) -> None:
    bot = Bot()
    with pytest.raises(discord.LoginFailure):
        await bot.login("wrong")
    await bot.close()


async def test_a_wrong_token_is_refused_by_the_gateway(place: Place) -> None:
    bot = Bot()
    await bot.login(place.discord.token)
    bot.http.token = "wrong"
    with pytest.raises(discord.ConnectionClosed) as closed:
        await bot.connect()
    assert closed.value.code == 4004
    await bot.close()


async def test_an_intent_that_was_not_granted_is_refused(place: Place) -> None:
    bot = Bot(discord.Intents(guilds=True, message_content=True))
    with pytest.raises(discord.PrivilegedIntentsRequired):
        await bot.start(place.discord.token)
    await bot.close()


async def test_the_bot_learns_its_guilds_and_channels(place: Place) -> None:
    place.discord.forum(place.guild, "advice")
    place.discord.thread(place.channel, "aside", place.ann)
    async with place.running(Bot()) as bot:
        await bot.wait_until_ready()
        guild = bot.get_guild(place.guild.id)
        assert guild is not None
        assert [channel.name for channel in guild.channels] == ["general", "advice"]
        assert [thread.name for thread in guild.threads] == ["aside"]
        assert guild.me.id == place.discord.bot.id
        assert bot.application_id == place.discord.bot.id


async def test_the_gateway_can_be_learnt_from_the_rest_base(place: Place) -> None:
    status, answer = await place.post("/gateway", None, "GET")
    assert (status, answer) == (200, {"url": place.discord.gateway.url})


async def test_what_happens_while_the_socket_is_down_is_replayed(place: Place) -> None:
    async with place.running(Bot()) as bot:
        await place.discord.say(place.discord.dm(place.ann), place.ann, "before")
        await place.discord.next_message(place.discord.dm(place.ann))
        place.discord.drop()
        for text in ("one", "two"):
            await place.discord.say(place.discord.dm(place.ann), place.ann, text)
        await asyncio.wait_for(bot.resumed.wait(), 5)
        said = [(await place.discord.next_message(place.discord.dm(place.ann))).content for _ in range(2)]
        assert sorted(said) == ["heard: one", "heard: two"]
        assert [message.content for message in bot.heard] == ["before", "one", "two"]
        assert (len(place.discord.gateway.identifies), place.discord.gateway.resumes) == (1, 1)


async def test_the_bot_comes_back_when_it_is_asked_to_reconnect(place: Place) -> None:
    async with place.running(Bot()) as bot:
        await place.discord.gateway.ask_to_reconnect()
        await asyncio.wait_for(bot.resumed.wait(), 5)


async def test_an_invalid_session_is_begun_anew(place: Place) -> None:
    async with place.running(Bot()):
        await place.discord.gateway.invalidate()
        await place.discord.connected()
        await place.discord.say(place.discord.dm(place.ann), place.ann, "again")
        assert (await place.discord.next_message(place.discord.dm(place.ann))).content == "heard: again"
        assert len(place.discord.gateway.identifies) == 2


async def test_a_client_that_asks_for_another_compression_gets_plain_text(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(discord.utils._ActiveDecompressionContext, "COMPRESSION_TYPE", "zstd-stream")
    async with place.running(Bot()):
        await place.discord.say(place.discord.dm(place.ann), place.ann, "plain")
        assert (await place.discord.next_message(place.discord.dm(place.ann))).content == "heard: plain"


async def test_heartbeats_are_acknowledged(place: Place) -> None:
    place.discord.gateway.heartbeat_interval_ms = 20
    async with place.running(Bot()) as bot:
        async with asyncio.timeout(5):
            while bot.latency == float("inf"):  # noqa: ASYNC110  discord.py tells nobody of it
                await asyncio.sleep(0.01)
        assert 0 < bot.latency < 1


# messages


async def test_a_direct_message_is_answered_whole(place: Place) -> None:
    async with place.running(Bot()):
        await place.discord.say(place.discord.dm(place.ann), place.ann, "how many?")
        message = await place.discord.next_message(place.discord.dm(place.ann))
    assert message.request is not None
    assert message.request | {"nonce": ""} == {
        "content": "heard: how many?",
        "components": [],
        "tts": False,
        "nonce": "",
        "enforce_nonce": True,
    }


async def test_content_is_withheld_unless_the_bot_is_mentioned(place: Place) -> None:
    async with place.running(Bot()):
        await place.discord.say(place.channel, place.ann, "a secret")
        assert (await place.discord.next_message(place.channel)).content == "heard:"
        await place.discord.say(place.channel, place.ann, f"{place.discord.bot.mention} a question")
        assert (await place.discord.next_message(place.channel)).content.endswith("a question")


async def test_content_comes_with_the_intent(monkeypatch: pytest.MonkeyPatch) -> None:
    async with Loopback(message_content=True) as loopback:
        point_at(loopback, monkeypatch)
        guild = loopback.guild()
        place = Place(loopback, guild, loopback.channel(guild), loopback.user("Ann", guild))
        async with place.running(Bot(discord.Intents(guilds=True, guild_messages=True, message_content=True))):
            await loopback.say(place.channel, place.ann, "no secret")
            assert (await loopback.next_message(place.channel)).content == "heard: no secret"


async def test_a_reply_to_the_bot_is_readable_if_it_was_an_ordinary_message(place: Place) -> None:
    bot = Bot()

    @bot.tree.command(description="Answer")
    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("by command")

    async with place.running(bot):
        await place.discord.say(place.channel, place.ann, f"hello {bot.user.mention}")
        ordinary = await place.discord.next_message(place.channel)
        await place.discord.say(place.channel, place.ann, "and who said that?", reply_to=ordinary)
        assert (await place.discord.next_message(place.channel)).content == "heard: and who said that?"
        assert bot.heard[-1].reference.resolved.content == ordinary.content
        await place.discord.say(place.channel, place.ann, "and quietly?", reply_to=ordinary, ping=False)
        assert (await place.discord.next_message(place.channel)).content == "heard:"
        by_command = await (await place.discord.slash(place.ann, place.channel, "answer")).message()
        await place.discord.say(place.channel, place.ann, "and here?", reply_to=by_command)
        assert (await place.discord.next_message(place.channel)).content == "heard:"


async def test_threads_and_forum_posts_are_channels_that_can_be_answered_in(place: Place) -> None:
    forum = place.discord.forum(place.guild)
    async with place.running(Bot()) as bot:
        thread = place.discord.thread(place.channel, "aside", place.ann)
        await place.discord.say(thread, place.ann, f"{bot.user.mention} one")
        assert (await place.discord.next_message(thread)).content.endswith("one")
        assert bot.heard[-1].channel.parent_id == place.channel.id
        opening = await place.discord.post(forum, place.ann, "How many?", f"{bot.user.mention} two")
        assert (await place.discord.next_message(opening.channel)).content.endswith("two")
        assert bot.heard[-1].channel.name == "How many?"
        assert opening.id == opening.channel.id


async def test_a_guild_made_later_is_announced(place: Place) -> None:
    async with place.running(Bot()) as bot:
        guild = place.discord.guild("Annex")
        ben = place.discord.user("Ben", guild)
        channel = place.discord.channel(guild, "lobby")
        await place.discord.say(channel, ben, bot.user.mention)
        await place.discord.next_message(channel)
        assert bot.heard[-1].channel.name == "lobby"


async def test_a_message_can_be_edited_fetched_and_deleted(place: Place) -> None:
    async with place.running(Bot()) as bot:
        channel = bot.get_partial_messageable(place.channel.id, guild_id=place.guild.id)
        sent = await channel.send("first", embed=discord.Embed(title="A title", description="Words"))
        await sent.edit(content="second")
        stored = place.channel.messages[sent.id]
        assert (stored.content, stored.text) == ("second", "second\nA title\nWords")
        assert (await channel.fetch_message(sent.id)).embeds[0].title == "A title"
        assert [message.id async for message in channel.history()] == [sent.id]
        await sent.delete()
        assert stored.deleted
        with pytest.raises(discord.NotFound) as missing:
            await channel.fetch_message(sent.id)
        assert missing.value.code == 10008
        async with channel.typing():
            pass


async def test_the_bot_hears_of_edits_and_deletions(place: Place) -> None:
    async with place.running(Bot()) as bot:
        edited = asyncio.ensure_future(bot.wait_for("raw_message_edit", timeout=5))
        deleted = asyncio.ensure_future(bot.wait_for("raw_message_delete", timeout=5))
        await asyncio.sleep(0)
        message = await place.discord.say(place.channel, place.ann, f"{bot.user.mention} one")
        await place.discord.edit(message, f"{bot.user.mention} two")
        await place.discord.delete(message)
        assert (await edited).message.content.endswith("two")
        assert (await deleted).message_id == message.id


async def test_a_reply_to_what_has_gone_fails_unless_that_is_allowed(place: Place) -> None:
    async with place.running(Bot()) as bot:
        question = await place.discord.say(place.channel, place.ann, bot.user.mention)
        await place.discord.next_message(place.channel)
        await place.discord.delete(question)
        channel = bot.get_partial_messageable(place.channel.id)
        gone = discord.MessageReference(message_id=question.id, channel_id=place.channel.id)
        with pytest.raises(discord.HTTPException, match="In message_reference: Unknown message"):
            await channel.send("too late", reference=gone)
        gone.fail_if_not_exists = False
        assert (await channel.send("all the same", reference=gone)).reference is None


@pytest.mark.parametrize(
    ("allow", "pinged"),
    [
        pytest.param(None, {"Ann", "watchers"}, id="without allowed_mentions"),
        pytest.param(discord.AllowedMentions.none(), set(), id="none"),
        pytest.param(discord.AllowedMentions(everyone=False, users=False), {"watchers"}, id="roles only"),
        pytest.param(discord.AllowedMentions(roles=False), {"Ann"}, id="users only"),
    ],
)
async def test_pings(place: Place, allow: discord.AllowedMentions | None, pinged: set[str]) -> None:
    """Whom a message notifies follows from its text, allowed_mentions and the right to ping everyone."""
    role = place.discord.role(place.guild, "watchers", mentionable=True)
    names = {place.ann.id: "Ann", role.id: "watchers"}
    async with place.running(Bot()) as bot:
        channel = bot.get_partial_messageable(place.channel.id)
        text = f"{place.ann.mention} {role.mention} @everyone"
        sent = await channel.send(text, allowed_mentions=allow or discord.utils.MISSING)
    assert {names[each] for each in place.channel.messages[sent.id].pings} == pinged


async def test_a_file_is_uploaded_with_its_description(place: Place) -> None:
    async with place.running(Bot()) as bot:
        file = discord.File(io.BytesIO(PNG), "chart.png", description="Bars: 278 of 374")
        sent = await bot.get_partial_messageable(place.channel.id).send("see", file=file)
        assert (sent.attachments[0].description, sent.attachments[0].width) == ("Bars: 278 of 374", 640)
        assert await sent.attachments[0].read() == PNG
    call = (place.discord.sent(SEND))[0]
    assert call.files == {"chart.png": PNG}
    assert call.body["attachments"] == [{"id": 0, "filename": "chart.png", "description": "Bars: 278 of 374"}]


async def test_a_picture_in_an_embed_loses_its_description(place: Place) -> None:
    async with place.running(Bot()) as bot:
        embed = discord.Embed(title="Chart").set_image(url="attachment://chart.png")
        file = discord.File(io.BytesIO(PNG), "chart.png", description="Bars")
        sent = await bot.get_partial_messageable(place.channel.id).send(embed=embed, file=file)
    message = place.channel.messages[sent.id]
    assert message.attachments == []
    assert set(message.embeds[0]["image"]) == {"url", "proxy_url", "width", "height"}


async def test_a_gallery_keeps_the_description(place: Place) -> None:
    view = ui.LayoutView()
    gallery = ui.MediaGallery(discord.MediaGalleryItem("attachment://chart.png", description="Bars: 278 of 374"))
    view.add_item(ui.Container(ui.TextDisplay("**278 of 374**"), gallery, accent_colour=0x336699))
    async with place.running(Bot()) as bot:
        file = discord.File(io.BytesIO(PNG), "chart.png")
        sent = await bot.get_partial_messageable(place.channel.id).send(view=view, file=file)
    message = place.channel.messages[sent.id]
    assert message.flags == COMPONENTS_V2
    item = message.components[0]["components"][1]["items"][0]
    assert (item["description"], item["media"]["width"]) == ("Bars: 278 of 374", 640)
    assert message.text == "**278 of 374**"


# permissions


@pytest.mark.parametrize(
    ("denied", "code", "sends"),
    [
        pytest.param(Permission.VIEW_CHANNEL, 50001, {"content": "x"}, id="view"),
        pytest.param(Permission.SEND_MESSAGES, 50013, {"content": "x"}, id="send"),
        pytest.param(Permission.EMBED_LINKS, 50013, {"embed": discord.Embed(title="x")}, id="embed"),
        pytest.param(Permission.ATTACH_FILES, 50013, {"file": b"x"}, id="attach"),
    ],
)
async def test_missing_permissions(place: Place, denied: Permission, code: int, sends: dict[str, Any]) -> None:
    """What the bot may not do in a channel is refused with Discord's code."""
    if "file" in sends:
        sends = {"file": discord.File(io.BytesIO(sends["file"]), "a.txt")}
    async with place.running(Bot()) as bot:
        await place.discord.deny(place.channel, place.discord.bot, denied)
        with pytest.raises(discord.Forbidden) as refused:
            await bot.get_partial_messageable(place.channel.id).send(**sends)
    assert refused.value.code == code


async def test_an_embed_beside_text_is_dropped_where_embeds_are_not_allowed(place: Place) -> None:
    await place.discord.deny(place.channel, place.discord.bot, Permission.EMBED_LINKS)
    messages = f"/channels/{place.channel.id}/messages"
    _, sent = await place.post(messages, {"content": "x"} | embed(title="y"))
    assert (sent["content"], sent["embeds"]) == ("x", [])
    status, answer = await place.post(f"{messages}/{sent['id']}", {"content": None} | embed(title="y"), "PATCH")
    assert (status, answer["code"]) == (400, 50006)


async def test_a_reply_needs_the_right_to_read_back(place: Place) -> None:
    question = await place.discord.say(place.channel, place.ann, "how many?")
    await place.discord.deny(place.channel, place.discord.bot, Permission.READ_MESSAGE_HISTORY)
    reply = {"content": "x", "message_reference": {"message_id": str(question.id)}}
    status, answer = await place.post(f"/channels/{place.channel.id}/messages", reply)
    assert (status, answer["code"]) == (403, 160002)


async def test_permissions_reach_the_bot(place: Place) -> None:
    role = place.discord.role(place.guild, "Helpers", Permission.MANAGE_MESSAGES)
    async with place.running(Bot()) as bot:
        await bot.wait_until_ready()
        channel = bot.get_channel(place.channel.id)
        assert channel.permissions_for(channel.guild.me).embed_links
        await place.discord.deny(place.channel, place.guild.everyone, Permission.EMBED_LINKS)
        await place.discord.give(place.guild, place.discord.bot, role)
        await place.discord.say(place.channel, place.ann, bot.user.mention)
        await place.discord.next_message(place.channel)
        mine = channel.permissions_for(channel.guild.me)
        assert (mine.embed_links, mine.manage_messages) == (False, True)


async def test_someone_who_takes_no_messages_gets_none(place: Place) -> None:
    place.ann.takes_dms = False
    async with place.running(Bot()) as bot:
        user = await bot.fetch_user(place.ann.id)
        with pytest.raises(discord.Forbidden) as refused:
            await user.send("hello")
    assert refused.value.code == 50007


# commands and interactions


class Dial(ui.DynamicItem[ui.Button[ui.View]], template=r"dial:(?P<number>\d+)"):
    def __init__(self, number: int) -> None:
        super().__init__(ui.Button(label=f"Dial {number}", custom_id=f"dial:{number}"))
        self.number = number

    @classmethod
    async def from_custom_id(cls, interaction: Any, item: Any, match: Any) -> Dial:
        return cls(int(match["number"]))

    async def callback(self, interaction: discord.Interaction) -> None:
        await interaction.response.edit_message(content=f"now {self.number + 1}", view=dial(self.number + 1))


def dial(number: int) -> ui.View:
    view = ui.View(timeout=None)
    view.add_item(Dial(number))
    return view


class Form(ui.Modal, title="Ask again"):
    question: Any = ui.Label(text="Question", component=ui.TextInput(custom_id="question", max_length=20))
    topic: Any = ui.Label(
        text="Topic",
        component=ui.Select(custom_id="topic", options=[discord.SelectOption(label="Figures", value="f")]),
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"{self.question.component.value} / {self.topic.component.values}")


class Menus(ui.View):
    @ui.select(placeholder="Topic", options=[discord.SelectOption(label="Figures", value="f")])
    async def topic(self, interaction: discord.Interaction, select: ui.Select[Any]) -> None:
        await interaction.response.send_message(f"chose {select.values}", ephemeral=True)

    @ui.select(cls=ui.UserSelect, placeholder="Person")
    async def person(self, interaction: discord.Interaction, select: ui.UserSelect[Any]) -> None:
        await interaction.response.send_message(f"chose {select.values[0].name}", ephemeral=True)

    @ui.button(label="Later")
    async def later(self, interaction: discord.Interaction, button: ui.Button[Any]) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content="it is later", view=None)


def talker() -> Bot:
    """A bot with one of everything."""
    bot = Bot()
    bot.add_dynamic_items(Dial)
    group = app_commands.Group(name="listen", description="Where to listen")

    @bot.tree.command(description="Ask")
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    @app_commands.allowed_installs(guilds=True, users=True)
    async def ask(interaction: discord.Interaction, question: str, private: bool = False) -> None:
        await interaction.response.send_message(f"asked: {question}", ephemeral=private)

    @ask.autocomplete("question")
    async def suggest(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=f"{typed} {number}", value=str(number)) for number in range(2)]

    @group.command(name="here", description="Here")
    async def here(interaction: discord.Interaction, where: discord.TextChannel, who: discord.Member) -> None:
        mine = interaction.permissions.manage_guild
        await interaction.response.send_message(f"{where.name} {who.name} {mine}", ephemeral=True)

    @bot.tree.command(description="In servers only")
    @app_commands.guild_only()
    async def settings(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("set")

    @bot.tree.command(description="Take long")
    async def slow(interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.edit_original_response(content="done")
        await interaction.followup.send("and more", ephemeral=True)

    @bot.tree.command(description="Take long, answer by follow-up")
    async def slower(interaction: discord.Interaction) -> None:
        await interaction.response.defer(thinking=True)
        await interaction.followup.send("done")

    @bot.tree.command(description="Parts")
    async def parts(interaction: discord.Interaction, what: str) -> None:
        if what == "form":
            await interaction.response.send_modal(Form())
        else:
            view = Menus() if what == "menus" else dial(1)
            await interaction.response.send_message("choose", view=view, ephemeral=what == "secret")

    @bot.tree.command(description="Too much")
    async def twice(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("once")
        callback = f"/interactions/{interaction.id}/{interaction.token}/callback"
        with suppress(discord.HTTPException):
            await bot.http.request(Route("POST", callback), json={"type": 4, "data": {"content": "twice"}})

    @bot.tree.context_menu(name="Check figures")
    async def check(interaction: discord.Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(f"checked: {message.content}", ephemeral=True)

    @bot.tree.context_menu(name="Greet")
    async def greet(interaction: discord.Interaction, user: discord.User) -> None:
        await interaction.response.send_message(f"hello {user.name}")

    @bot.tree.error
    async def on_error(interaction: discord.Interaction, error: app_commands.AppCommandError) -> None:
        """Say nothing: the tests look at what the stand-in was sent."""

    bot.tree.add_command(group)
    return bot


@pytest.fixture
async def talking(place: Place) -> AsyncIterator[Place]:
    async with place.running(talker()):
        yield place


async def test_a_slash_command_is_answered(talking: Place) -> None:
    interaction = await talking.discord.slash(talking.ann, talking.channel, "ask", {"question": "how many?"})
    message = await interaction.message()
    assert (message.content, message.ephemeral) == ("asked: how many?", False)
    assert talking.channel.messages[message.id] is message
    assert message.request is not None
    assert message.request["content"] == "asked: how many?"
    assert (await interaction.response()).after_s < 3


async def test_a_private_answer_is_not_in_the_channel(talking: Place) -> None:
    options = {"question": "how many?", "private": True}
    interaction = await talking.discord.slash(talking.ann, talking.channel, "ask", options)
    message = await interaction.message()
    assert message.ephemeral
    assert message.id not in talking.channel.messages


@pytest.mark.parametrize("where", ["dm", "a guild without the bot"])
async def test_a_command_works_where_the_bot_is_no_member(talking: Place, where: str) -> None:
    elsewhere = talking.discord.guild("Elsewhere", with_bot=False)
    talking.discord.user("Cyd", elsewhere)
    ben = talking.discord.user("Ben", elsewhere)
    channel = talking.discord.dm(ben) if where == "dm" else talking.discord.channel(elsewhere, "pub")
    interaction = await talking.discord.slash(ben, channel, "ask", {"question": "how many?"})
    assert (await interaction.message()).content == "asked: how many?"


async def test_a_subcommand_gets_members_and_channels(talking: Place) -> None:
    options = {"where": talking.channel, "who": talking.ann}
    owner = talking.guild.owner
    for user, right in ((talking.ann, False), (owner, True)):
        interaction = await talking.discord.slash(user, talking.channel, "listen here", options)
        assert (await interaction.message()).content == f"general ann {right}"


async def test_commands_are_registered_by_the_bot(place: Place) -> None:
    bot = talker()
    async with place.running(bot):
        place.discord.world.commands.clear()
        synced = await bot.tree.sync()
        assert [command.id for command in await bot.tree.fetch_commands()] == [command.id for command in synced]
        bot.tree.copy_global_to(guild=discord.Object(place.guild.id))
        assert len(await bot.tree.sync(guild=discord.Object(place.guild.id))) == len(synced)
        interaction = await place.discord.slash(place.ann, place.channel, "ask", {"question": "x"})
        await interaction.message()


async def test_a_deferred_answer_is_filled_in_and_followed_up(talking: Place) -> None:
    interaction = await talking.discord.slash(talking.ann, talking.channel, "slow")
    response = await interaction.response()
    assert (response.type, response.ephemeral) == (5, True)
    message = await interaction.message()
    assert (message.content, message.ephemeral) == ("done", True)
    assert (await interaction.followup()).content == "and more"


async def test_the_first_follow_up_fills_a_deferral(talking: Place) -> None:
    interaction = await talking.discord.slash(talking.ann, talking.channel, "slower")
    message = await interaction.message()
    assert (message.content, interaction.followups) == ("done", [])
    assert message.flags == 0


async def test_autocompletion_offers_choices(talking: Place) -> None:
    interaction = await talking.discord.autocomplete(talking.ann, talking.channel, "ask", "question", "how")
    assert await interaction.choices() == {"how 0": "0", "how 1": "1"}


async def test_a_button_with_its_state_in_the_custom_id_edits_the_message(talking: Place) -> None:
    message = await (await talking.discord.slash(talking.ann, talking.channel, "parts", {"what": "dial"})).message()
    assert message.custom_ids == ["dial:1"]
    pressed = await talking.discord.press(talking.ann, message, "Dial 1")
    assert (await pressed.response()).type == 7
    assert (message.content, message.custom_ids) == ("now 2", ["dial:2"])


async def test_a_button_works_after_a_restart(place: Place) -> None:
    async with place.running(talker()):
        message = await (await place.discord.slash(place.ann, place.channel, "parts", {"what": "dial"})).message()
    async with place.running(talker()):
        pressed = await place.discord.press(place.ann, message, "dial:1")
        assert (await pressed.message()).content == "now 2"


async def test_a_private_answer_can_be_used_by_its_asker_only(talking: Place) -> None:
    message = await (await talking.discord.slash(talking.ann, talking.channel, "parts", {"what": "secret"})).message()
    assert message.ephemeral
    with pytest.raises(AssertionError, match="cannot see a private answer"):
        await talking.discord.press(talking.guild.owner, message, "Dial 1")
    await (await talking.discord.press(talking.ann, message, "Dial 1")).message()
    assert message.content == "now 2"


async def test_a_deferred_update_changes_the_message_later(talking: Place) -> None:
    message = await (await talking.discord.slash(talking.ann, talking.channel, "parts", {"what": "menus"})).message()
    pressed = await talking.discord.press(talking.ann, message, "Later")
    assert (await pressed.message()).content == "it is later"
    assert (await pressed.edit()) is message
    assert message.components == []


async def test_menus_tell_what_was_chosen(talking: Place) -> None:
    message = await (await talking.discord.slash(talking.ann, talking.channel, "parts", {"what": "menus"})).message()
    by_text = await talking.discord.choose(talking.ann, message, "Topic", "Figures")
    assert (await by_text.message()).content == "chose ['f']"
    by_person = await talking.discord.choose(talking.ann, message, "Person", talking.ann)
    assert (await by_person.message()).content == "chose ann"


async def test_a_form_is_filled_in_and_sent(talking: Place) -> None:
    interaction = await talking.discord.slash(talking.ann, talking.channel, "parts", {"what": "form"})
    modal = await interaction.modal()
    assert (modal.title, modal.labels) == ("Ask again", {"Question": "question", "Topic": "topic"})
    sent = await talking.discord.submit(modal, {"Question": "how many?", "topic": "Figures"})
    assert (await sent.message()).content == "how many? / ['f']"


async def test_a_message_menu_gets_the_text_without_the_intent(talking: Place) -> None:
    claim = await talking.discord.say(talking.channel, talking.ann, "387 cases")
    interaction = await talking.discord.context_menu(talking.ann, talking.channel, "Check figures", claim)
    assert (await interaction.message()).content == "checked: 387 cases"


async def test_a_user_menu_gets_the_user(talking: Place) -> None:
    interaction = await talking.discord.context_menu(talking.ann, talking.channel, "Greet", talking.guild.owner)
    assert (await interaction.message()).content == "hello newsroom_owner"


async def test_a_callback_that_comes_too_late_is_refused(talking: Place) -> None:
    talking.discord.deadline_s = -1.0
    interaction = await talking.discord.slash(talking.ann, talking.channel, "ask", {"question": "x"})
    assert await interaction.refusal() == "404 10062 Unknown interaction"
    assert interaction.callback is None


async def test_follow_ups_end_with_the_token(talking: Place) -> None:
    talking.discord.rest.lifetime_s = -1.0
    interaction = await talking.discord.slash(talking.ann, talking.channel, "slow")
    assert await interaction.refusal() == "401 50027 Invalid Webhook Token"


async def test_a_second_callback_is_refused(talking: Place) -> None:
    interaction = await talking.discord.slash(talking.ann, talking.channel, "twice")
    assert await interaction.refusal() == "400 40060 Interaction has already been acknowledged."
    assert (await interaction.message()).content == "once"


async def test_a_wait_says_what_came_instead(talking: Place) -> None:
    interaction = await talking.discord.slash(talking.ann, talking.channel, "ask", {"question": "x"})
    await interaction.message()
    with pytest.raises(TooLate, match=r"no modal within 0.01 s; instead: a callback of type 4 \(message\)"):
        await interaction.modal(timeout_s=0.01)


class Guarded(Bot):
    """Answers what mentions it and does `otherwise` with other messages, one after the other."""

    def __init__(self, otherwise: Callable[[discord.Message], Awaitable[object]], answer: str) -> None:
        super().__init__()
        self._otherwise, self._answer = otherwise, answer
        self._turn = asyncio.Lock()

    async def on_message(self, message: discord.Message) -> None:
        async with self._turn:
            if self.user in message.mentions:
                await message.reply(self._answer)
            elif message.author != self.user:
                await self._otherwise(message)

    async def on_error(self, event: str, /, *_: Any, **__: Any) -> None:
        await self.close()  # dead for good


async def ignore(message: discord.Message) -> None:
    """Leave a message alone."""


async def chat(message: discord.Message) -> None:
    await message.channel.send("nice weather")


async def chat_directly(message: discord.Message) -> None:
    await message.author.send("nice weather")


async def die(message: discord.Message) -> None:
    raise RuntimeError("dead")


async def hang(message: discord.Message) -> None:
    await asyncio.Event().wait()


async def silence(place: Place, bot: Guarded, *, timeout_s: float = PATIENCE_S) -> None:
    """Say something that is not for the bot, and assert that the bot keeps silent."""
    async with place.running(bot):
        await place.discord.say(place.channel, place.ann, "hello")
        everywhere = place.channel, place.discord.dm(place.ann)
        await place.discord.silence(*everywhere, asked="are you there?", answered="I am", timeout_s=timeout_s)


async def test_a_bot_that_is_there_and_silent_is_silent(place: Place) -> None:
    await silence(place, Guarded(ignore, "I am here"))


@pytest.mark.parametrize("otherwise", [die, hang])
async def test_a_bot_that_is_dead_is_not_silent(place: Place, otherwise: Any) -> None:
    with pytest.raises(TooLate, match="no answer to the sentinel's 'are you there"):
        await silence(place, Guarded(otherwise, "I am here"), timeout_s=0.2)


@pytest.mark.parametrize("otherwise", [chat, chat_directly])
async def test_a_bot_that_speaks_is_not_silent(place: Place, otherwise: Any) -> None:
    with pytest.raises(AssertionError, match="was to be silent, but said 'nice weather'"):
        await silence(place, Guarded(otherwise, "I am here"))


async def test_a_bot_that_answers_something_else_is_not_silent(place: Place) -> None:
    with pytest.raises(AssertionError, match=r"was to answer 'I am' to 'are you there\?', but said 'Something went"):
        await silence(place, Guarded(ignore, "Something went wrong"))


async def test_silence_is_seen_to_where_the_bot_may_not_write(place: Place) -> None:
    """It answers its asker directly there."""

    class Directly(Guarded):
        async def on_message(self, message: discord.Message) -> None:
            if self.user in message.mentions:
                await message.author.send("I am here")

    await silence(place, Directly(ignore, ""))


@pytest.mark.parametrize(
    ("deed", "match"),
    [
        pytest.param(lambda d, p: d.slash(p.ann, p.channel, "sak"), "no command 'sak'", id="unknown command"),
        pytest.param(lambda d, p: d.slash(p.ann, d.dm(p.ann), "settings"), "is for contexts", id="not in a DM"),
        pytest.param(lambda d, p: d.slash(d.user("Eve"), p.channel, "slow"), "no member", id="a stranger"),
        pytest.param(lambda d, p: d.slash(p.ann, p.channel, "ask"), r"requires \['question'\]", id="option missing"),
        pytest.param(
            lambda d, p: d.slash(p.ann, p.channel, "ask", {"question": "x", "loud": True}), "no option", id="no option"
        ),
        pytest.param(
            lambda d, p: d.slash(p.ann, p.channel, "ask", {"question": "x" * 6001}), "nobody type", id="too long"
        ),
    ],
)
async def test_what_discords_client_would_not_send(talking: Place, deed: Any, match: str) -> None:
    """A test that does what a person cannot do is told so."""
    with pytest.raises(AssertionError, match=match):
        await deed(talking.discord, talking)


# limits


async def test_a_429_of_one_route_is_retried(place: Place) -> None:
    async with place.running(Bot()) as bot:
        place.discord.limit(SEND, times=2, retry_after_s=0.02)
        await bot.get_partial_messageable(place.channel.id).send("patience")
    assert [call.status for call in place.discord.sent(SEND)] == [429, 429, 200]


async def test_a_global_429_is_retried(place: Place) -> None:
    async with place.running(Bot()) as bot:
        place.discord.limit_globally(retry_after_s=0.02)
        await bot.get_partial_messageable(place.channel.id).send("patience")
    refused, sent = place.discord.sent(SEND)
    assert refused.answer == {"message": "You are being rate limited.", "retry_after": 0.02, "global": True, "code": 0}
    assert sent.status == 200


async def test_a_429_of_a_callback_is_retried(talking: Place) -> None:
    talking.discord.limit(CALLBACK, retry_after_s=0.02)
    interaction = await talking.discord.slash(talking.ann, talking.channel, "ask", {"question": "x"})
    assert (await interaction.message()).content == "asked: x"


async def test_a_bucket_is_announced_and_kept_to(place: Place) -> None:
    place.discord.bucket(SEND, limit=2, per_s=0.1)
    loop = asyncio.get_running_loop()
    async with place.running(Bot()) as bot:
        channel = bot.get_partial_messageable(place.channel.id)
        start = loop.time()
        for number in range(5):
            await channel.send(str(number))
        assert loop.time() - start >= 0.2
    assert {call.status for call in place.discord.sent(SEND)} == {200}


async def test_a_held_reply_comes_late_and_the_deed_at_once(talking: Place) -> None:
    talking.discord.hold(CALLBACK, 0.1)
    interaction = await talking.discord.slash(talking.ann, talking.channel, "twice")
    await interaction.message(timeout_s=0.09)
    await interaction.refusal()


# what is refused


def texts(low: int, high: int) -> list[dict[str, Any]]:
    return [{"type": 10, "content": str(number)} for number in range(low, high)]


def button(custom_id: str = "a", **more: Any) -> dict[str, Any]:
    return {"type": 2, "style": 1, "label": "x", "custom_id": custom_id} | more


def row(*parts: dict[str, Any]) -> dict[str, Any]:
    return {"type": 1, "components": list(parts)}


def menu(**more: Any) -> dict[str, Any]:
    return {"type": 3, "custom_id": "m", "options": [{"label": "x", "value": "x"}]} | more


def options(count: int) -> list[dict[str, Any]]:
    return [{"label": "x", "value": str(number)} for number in range(count)]


def v2(*parts: dict[str, Any]) -> dict[str, Any]:
    return {"flags": COMPONENTS_V2, "components": list(parts)}


def embed(**keys: Any) -> dict[str, Any]:
    return {"embeds": [keys]}


MESSAGES = {
    "content too long": ({"content": "x" * 2001}, "content", "BASE_TYPE_MAX_LENGTH"),
    "too many embeds": ({"embeds": [{"title": "x"}] * 11}, "embeds", "BASE_TYPE_MAX_LENGTH"),
    "embed title": (embed(title="x" * 257), "embeds.0.title", "BASE_TYPE_MAX_LENGTH"),
    "embed description": (embed(description="x" * 4097), "embeds.0.description", "BASE_TYPE_MAX_LENGTH"),
    "embed footer": (embed(footer={"text": "x" * 2049}), "embeds.0.footer.text", "BASE_TYPE_MAX_LENGTH"),
    "embed author": (embed(author={"name": "x" * 257}), "embeds.0.author.name", "BASE_TYPE_MAX_LENGTH"),
    "embed fields": (embed(fields=[{"name": "x", "value": "x"}] * 26), "embeds.0.fields", "BASE_TYPE_MAX_LENGTH"),
    "field name": (
        embed(fields=[{"name": "x" * 257, "value": "x"}]),
        "embeds.0.fields.0.name",
        "BASE_TYPE_MAX_LENGTH",
    ),
    "field value": (
        embed(fields=[{"name": "x", "value": "x" * 1025}]),
        "embeds.0.fields.0.value",
        "BASE_TYPE_MAX_LENGTH",
    ),
    "empty field value": (embed(fields=[{"name": "x", "value": ""}]), "embeds.0.fields.0.value", "BASE_TYPE_REQUIRED"),
    "embeds too long in all": (
        {"embeds": [{"description": "x" * 4000}, {"description": "x" * 2001}]},
        "embeds",
        "MAX_EMBED_SIZE_EXCEEDED",
    ),
    "unknown field in an embed": (embed(title="x", body="y"), "embeds.0.body", "UNKNOWN_FIELD"),
    "empty embed": (embed(color=1), "embeds.0.description", "BASE_TYPE_REQUIRED"),
    "embed address": (embed(title="x", url="no address"), "embeds.0.url", "URL_TYPE_INVALID_URL"),
    "attachment description": (
        {"content": "x", "attachments": [{"id": 0, "description": "x" * 1025}]},
        "attachments.0.description",
        "BASE_TYPE_MAX_LENGTH",
    ),
    "mentions both ways": (
        {"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
        "allowed_mentions",
        "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
    ),
    "six rows": ({"components": [row(button(str(n))) for n in range(6)]}, "components", "BASE_TYPE_MAX_LENGTH"),
    "six buttons in a row": (
        {"components": [row(*(button(str(n)) for n in range(6)))]},
        "components.0.components",
        "BASE_TYPE_BAD_LENGTH",
    ),
    "empty row": ({"components": [row()]}, "components.0.components", "BASE_TYPE_BAD_LENGTH"),
    "custom id too long": (
        {"components": [row(button("x" * 101))]},
        "components.0.components.0.custom_id",
        "BASE_TYPE_BAD_LENGTH",
    ),
    "empty custom id": (
        {"components": [row(button(""))]},
        "components.0.components.0.custom_id",
        "BASE_TYPE_BAD_LENGTH",
    ),
    "custom id twice": (
        {"components": [row(button()), row(button())]},
        "components.1.components.0.custom_id",
        "COMPONENT_CUSTOM_ID_DUPLICATED",
    ),
    "button label": (
        {"components": [row(button(label="x" * 81))]},
        "components.0.components.0.label",
        "BASE_TYPE_MAX_LENGTH",
    ),
    "26 options": (
        {"components": [row(menu(options=options(26)))]},
        "components.0.components.0.options",
        "BASE_TYPE_BAD_LENGTH",
    ),
    "option twice": (
        {"components": [row(menu(options=options(1) * 2))]},
        "components.0.components.0.options.1.value",
        "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
    ),
    "menu beside a button": (
        {"components": [row(menu(), button())]},
        "components.0.components",
        "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
    ),
    "new component without the flag": ({"components": texts(0, 1)}, "components.0.type", "UNION_TYPE_CHOICES"),
    "content with the flag": (
        v2(*texts(0, 1)) | {"content": "x"},
        "content",
        "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
    ),
    "embed with the flag": (
        v2(*texts(0, 1)) | embed(title="x"),
        "embeds",
        "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
    ),
    "41 components": (
        v2({"type": 17, "components": texts(0, 40)}),
        "components",
        "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
    ),
    "too much text in all": (
        v2({"type": 10, "content": "x" * 2001}, {"type": 10, "content": "x" * 2000}),
        "components",
        "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
    ),
    "empty text display": (
        v2({"type": 10, "content": ""}),
        "components.0.content",
        "BASE_TYPE_BAD_LENGTH",
    ),
    "gallery description": (
        v2({"type": 12, "items": [{"media": {"url": "https://x.example/a.png"}, "description": "x" * 1025}]}),
        "components.0.items.0.description",
        "BASE_TYPE_BAD_LENGTH",
    ),
    "gallery without its file": (
        v2({"type": 12, "items": [{"media": {"url": "attachment://a.png"}}]}),
        "components.0.items.0.media.url",
        "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND",
    ),
    "container in a container": (
        v2({"type": 17, "components": [{"type": 17, "components": texts(0, 1)}]}),
        "components.0.components.0.type",
        "UNION_TYPE_CHOICES",
    ),
}


def rows(table: dict[str, Any]) -> list[Any]:
    return [pytest.param(*values, id=name) for name, values in table.items()]


def fault(answer: dict[str, Any], path: str) -> list[str]:
    """Return the codes of what an "Invalid Form Body" has against the place at `path`."""
    assert answer["code"] == 50035
    node = answer["errors"]
    for step in path.split("."):
        assert step in node, answer
        node = node[step]
    return [each["code"] for each in node["_errors"]]


@pytest.mark.parametrize(("body", "path", "code"), rows(MESSAGES))
async def test_messages_that_are_refused(place: Place, body: Any, path: str, code: str) -> None:
    """A message beyond one of Discord's limits is refused with the place and the code."""
    status, answer = await place.post(f"/channels/{place.channel.id}/messages", body)
    assert status == 400
    assert fault(answer, path) == [code]
    assert place.channel.messages == {}
    place.forgive()


@pytest.mark.parametrize("body", [{}, {"content": "  "}, {"embeds": []}], ids=["nothing", "blanks", "no embeds"])
async def test_an_empty_message_is_refused(place: Place, body: Any) -> None:
    status, answer = await place.post(f"/channels/{place.channel.id}/messages", body)
    assert (status, answer) == (400, {"message": "Cannot send an empty message", "code": 50006})


async def test_what_is_just_within_the_limits_is_taken(place: Place) -> None:
    full = {
        "content": "x" * 2000,
        "embeds": [{"title": "x" * 256, "description": "x" * 4096}, {"description": "x" * 1648}],
        "components": [
            *(row(*(button(f"{a}{b}".ljust(100, "x")) for b in range(5))) for a in range(4)),
            row(menu(options=options(25))),
        ],
    }
    assert (await place.post(f"/channels/{place.channel.id}/messages", full))[0] == 200
    new = v2({"type": 17, "components": texts(0, 39)})
    assert (await place.post(f"/channels/{place.channel.id}/messages", new))[0] == 200


def text_input(**more: Any) -> dict[str, Any]:
    return {"type": 18, "label": "x", "component": {"type": 4, "custom_id": "q", "style": 1} | more}


def modal(**more: Any) -> dict[str, Any]:
    return {"type": 9, "data": {"custom_id": "a", "title": "x", "components": [text_input()]} | more}


CALLBACKS = {
    "no type": ({}, "type", "BASE_TYPE_REQUIRED"),
    "choices for a command": ({"type": 8, "data": {"choices": []}}, "type", "BASE_TYPE_CHOICES"),
    "update of a command": ({"type": 7, "data": {"content": "x"}}, "type", "BASE_TYPE_CHOICES"),
    "content too long": ({"type": 4, "data": {"content": "x" * 2001}}, "data.content", "BASE_TYPE_MAX_LENGTH"),
    "26 choices": (
        {"type": 8, "data": {"choices": [{"name": str(n), "value": "x"} for n in range(26)]}},
        "data.choices",
        "BASE_TYPE_MAX_LENGTH",
    ),
    "choice name": (
        {"type": 8, "data": {"choices": [{"name": "x" * 101, "value": "x"}]}},
        "data.choices.0.name",
        "BASE_TYPE_BAD_LENGTH",
    ),
    "modal title": (modal(title="x" * 46), "data.title", "BASE_TYPE_BAD_LENGTH"),
    "modal without fields": (modal(components=[]), "data.components", "BASE_TYPE_BAD_LENGTH"),
    "six fields": (
        modal(components=[text_input(custom_id=str(n)) for n in range(6)]),
        "data.components",
        "BASE_TYPE_BAD_LENGTH",
    ),
    "fields with one id": (
        modal(components=[text_input(), text_input()]),
        "data.components.1.component.custom_id",
        "COMPONENT_CUSTOM_ID_DUPLICATED",
    ),
    "field label": (
        modal(components=[text_input() | {"label": "x" * 46}]),
        "data.components.0.label",
        "BASE_TYPE_BAD_LENGTH",
    ),
    "button in a form": (
        modal(components=[row(button())]),
        "data.components.0.components.0.type",
        "UNION_TYPE_CHOICES",
    ),
}


@pytest.mark.parametrize(("body", "path", "code"), rows(CALLBACKS))
async def test_callbacks_that_are_refused(place: Place, body: Any, path: str, code: str) -> None:
    """An interaction's answer beyond one of Discord's limits is refused, and can then still be given."""
    place.discord.register({"name": "ask", "description": "Ask"})
    interaction = await place.discord.slash(place.ann, place.channel, "ask")
    callback = f"/interactions/{interaction.id}/{interaction.token}/callback"
    status, answer = await place.post(callback, body)
    assert status == 400
    assert fault(answer, path) == [code]
    place.forgive()
    assert await place.post(callback, {"type": 4, "data": {"content": "x"}}) == (204, None)


def command(**more: Any) -> dict[str, Any]:
    return {"name": "ask", "description": "Ask"} | more


def option(**more: Any) -> dict[str, Any]:
    return {"type": 3, "name": "question", "description": "What"} | more


COMMANDS = {
    "upper-case name": (command(name="Ask"), "0.name", "APPLICATION_COMMAND_INVALID_NAME"),
    "blank in a name": (command(name="ask me"), "0.name", "APPLICATION_COMMAND_INVALID_NAME"),
    "name too long": (command(name="x" * 33), "0.name", "APPLICATION_COMMAND_INVALID_NAME"),
    "no description": (command(description=""), "0.description", "BASE_TYPE_BAD_LENGTH"),
    "description too long": (command(description="x" * 101), "0.description", "BASE_TYPE_BAD_LENGTH"),
    "26 options": (
        command(options=[option(name=f"o{n}") for n in range(26)]),
        "0.options",
        "BASE_TYPE_MAX_LENGTH",
    ),
    "required after optional": (
        command(options=[option(), option(name="why", required=True)]),
        "0.options.1",
        "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
    ),
    "option twice": (
        command(options=[option(), option()]),
        "0.options.1.name",
        "APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATE",
    ),
    "26 choices": (
        command(options=[option(choices=[{"name": str(n), "value": str(n)} for n in range(26)])]),
        "0.options.0.choices",
        "BASE_TYPE_MAX_LENGTH",
    ),
    "choice name": (
        command(options=[option(choices=[{"name": "x" * 101, "value": "x"}])]),
        "0.options.0.choices.0.name",
        "BASE_TYPE_BAD_LENGTH",
    ),
    "choices and autocompletion": (
        command(options=[option(choices=[{"name": "x", "value": "x"}], autocomplete=True)]),
        "0.options.0.autocomplete",
        "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID",
    ),
    "menu with a description": (
        {"type": 3, "name": "Check figures", "description": "x"},
        "0.description",
        "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION",
    ),
}


@pytest.mark.parametrize(("body", "path", "code"), rows(COMMANDS))
async def test_commands_that_are_refused(place: Place, body: Any, path: str, code: str) -> None:
    """A command beyond one of Discord's limits is refused, and none is registered."""
    commands = f"/applications/{place.discord.bot.id}/commands"
    status, answer = await place.post(commands, [body], "PUT")
    assert status == 400
    assert fault(answer, path) == [code]
    assert await place.post(commands, None, "GET") == (200, [])
    place.forgive()


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        pytest.param("/channels/1", 404, 10003, id="unknown channel"),
        pytest.param("/guilds/1", 404, 10004, id="unknown guild"),
        pytest.param("/users/1", 404, 10013, id="unknown user"),
        pytest.param("/channels/x", 400, 50035, id="no id"),
        pytest.param("/webhooks/1/x/messages/@original", 404, 10015, id="unknown webhook"),
    ],
)
async def test_what_does_not_exist(place: Place, path: str, status: int, code: int) -> None:
    """What is not there is answered with Discord's code for it."""
    answered, answer = await place.post(path, None, "GET")
    assert (answered, answer["code"]) == (status, code)


@pytest.mark.parametrize(
    ("emptied", "status"),
    [pytest.param({}, 400, id="content kept"), pytest.param({"content": None, "embeds": []}, 200, id="emptied")],
)
async def test_turning_a_message_into_components(place: Place, emptied: Any, status: int) -> None:
    """An edit that switches to components has to empty the old content and embeds."""
    messages = f"/channels/{place.channel.id}/messages"
    _, sent = await place.post(messages, {"content": "x", "embeds": [{"title": "x"}]})
    new = v2(*texts(0, 1)) | emptied
    assert (await place.post(f"{messages}/{sent['id']}", new, "PATCH"))[0] == status


async def test_a_burst_is_answered_in_full(place: Place) -> None:
    dm = place.discord.dm(place.ann)
    async with place.running(Bot()) as bot:
        for number in range(200):
            await place.discord.say(dm, place.ann, str(number))
        said = [(await place.discord.next_message(dm)).content for _ in range(200)]
        assert [message.content for message in bot.heard] == [str(number) for number in range(200)]
    assert set(said) == {f"heard: {number}" for number in range(200)}


# the stand-in's own honesty


async def test_a_route_that_the_stand_in_lacks_fails_the_test() -> None:
    with pytest.raises(AssertionError, match=r"GET /stickers/1: the stand-in has no such route"):
        await visit("GET", "/stickers/1")


described = pytest.mark.skipif(
    "DISCORD_OPENAPI" not in os.environ, reason="DISCORD_OPENAPI names no description of Discord's API"
)


@described
async def test_a_request_that_is_not_as_described_fails_the_test() -> None:
    with pytest.raises(AssertionError, match=r"the request is not as Discord describes it at \$\.tts"):
        await visit("POST", "/channels/{channel}/messages", {"content": "x", "tts": "loud"})


@described
async def test_an_answer_that_is_not_as_described_fails_the_test() -> None:
    with pytest.raises(AssertionError, match=r"the stand-in's answer 200 is not as Discord describes it"):
        await visit("GET", "/channels/{channel}", name=None)


async def visit(method: str, path: str, body: Any = None, *, name: str | None = "general") -> None:
    """Make one call of a stand-in that has one channel, and leave."""
    async with Loopback() as loopback:
        guild = loopback.guild()
        place = Place(loopback, guild, loopback.channel(guild, name), loopback.user("Ann"))
        await place.post(path.format(channel=place.channel.id), body, method)

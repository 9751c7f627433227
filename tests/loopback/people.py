"""What people do on the stand-in: talk, use commands, press, choose, fill in, and change who may do what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from . import commands, filling
from .composing import Upload, amend, compose
from .gateway import Gateway, Intent
from .interactions import AUTOCOMPLETE, COMMAND, COMPONENT, MODAL_SUBMIT, Interaction, Modal
from .message import Message
from .permissions import Permission
from .records import JSON, Channel, ChannelType, File, Guild, Member, Overwrite, Role, User
from .rest import Rest
from .waiting import Signal
from .world import World

__all__ = ["People"]


class People:
    """The half of Loopback that acts; makers are plain calls, deeds are awaited."""

    world: World
    gateway: Gateway
    rest: Rest
    _signal: Signal

    # who and what there is

    def user(self, name: str, *guilds: Guild, bot: bool = False) -> User:
        """Make a user who is a member of `guilds`."""
        user = self.world.user(name, bot=bot)
        for guild in guilds:
            guild.members[user.id] = Member(user)
        return user

    def guild(
        self, name: str = "Newsroom", *, owner: User | None = None, with_bot: bool = True, id: int | None = None
    ) -> Guild:
        """Make a guild; in one without the bot, commands are used by people who installed the app for themselves.

        id: of the guild, which says on which shard it is: (id >> 22) % shards. None: a new one.
        """
        guild = self.world.guild(name, owner=owner, with_bot=with_bot, id=id)
        if with_bot:
            data = guild.gateway_payload(viewer=self.world.bot, members=False)
            self.gateway.later("GUILD_CREATE", data, intents=Intent.GUILDS)
        return guild

    def role(
        self,
        guild: Guild,
        name: str,
        *permissions: Permission,
        members: Iterable[User] = (),
        mentionable: bool = False,
        bot: User | None = None,
    ) -> Role:
        """Make a role. bot: the bot that Discord makes it for."""
        role = self.world.role(guild, name, _union(permissions), mentionable=mentionable)
        role.bot = bot
        for user in members:
            guild.members[user.id].roles.append(role)
        data = {"guild_id": str(guild.id), "role": role.payload()}
        self.gateway.later("GUILD_ROLE_CREATE", data, intents=Intent.GUILDS)
        return role

    def channel(self, guild: Guild, name: str = "general") -> Channel:
        return self._created(self.world.channel(ChannelType.TEXT, guild=guild, name=name))

    def forum(self, guild: Guild, name: str = "questions") -> Channel:
        return self._created(self.world.channel(ChannelType.FORUM, guild=guild, name=name))

    def dm(self, user: User) -> Channel:
        """Return the bot's direct channel with `user`."""
        return self.world.dm(user)

    def thread(self, parent: Channel | Message, name: str, owner: User) -> Channel:
        """Open a thread in a channel, or on a message, whose id it then shares."""
        message = parent if isinstance(parent, Message) else None
        channel = parent.channel if isinstance(parent, Message) else parent
        number = None if message is None else message.id
        return self._created(
            self.world.channel(
                ChannelType.THREAD, id=number, guild=channel.guild, parent=channel, owner=owner, name=name
            )
        )

    def file(self, name: str, data: bytes, *, size: int | None = None) -> File:
        """Upload a file, to be handed in with a command. size: what Discord says of it, if not the truth."""
        number = self.world.new_id()
        path = f"/attachments/ephemeral/{number}/{name}"
        self.world.files[path] = data
        return File(number, name, len(data) if size is None else size, f"{self.world.cdn}{path}")

    def _created(self, channel: Channel) -> Channel:
        event = "THREAD_CREATE" if channel.is_thread else "CHANNEL_CREATE"
        self.gateway.later(event, channel.payload(), intents=Intent.GUILDS)
        return channel

    # talking

    async def say(
        self,
        channel: Channel,
        author: User,
        text: str,
        *,
        reply_to: Message | None = None,
        ping: bool = True,
        files: Mapping[str, bytes] | None = None,
        stickers: Iterable[str] = (),
        leave_out: bool = False,
    ) -> Message:
        """Post a message of a person's; mentions are written as `user.mention` in the text.

        A reply notifies the author of what it replies to unless `ping` is False; that puts the author among its
        mentions, and so lets a bot read it, but only if that was an ordinary message and not an interaction's.

        leave_out: whether Discord does not send the message replied to along, which it may leave out at any time.
        """
        uploads = tuple(Upload(index, name, data) for index, (name, data) in enumerate((files or {}).items()))
        body: JSON = {"content": text}
        if not ping:
            body["allowed_mentions"] = {"parse": ["users", "roles", "everyone"], "replied_user": False}
        items = [{"id": str(self.world.new_id()), "name": name, "format_type": 1} for name in stickers]
        extra: JSON = {"sticker_items": items} if items else {}
        message = compose(self.world, channel, author, body, uploads, reply_to=reply_to, extra=extra)
        message.reference_left_out = leave_out
        await self.gateway.dispatch_message("MESSAGE_CREATE", message)
        return message

    async def show(self, channel: Channel, author: User, **parts: Any) -> Message:
        """Post a message that is more than text: `embeds` and `components`, as other bots have them, or a `poll`."""
        body = {key: parts[key] for key in ("content", "embeds", "components", "flags") if key in parts}
        extra = {"poll": parts["poll"]} if "poll" in parts else {}
        message = compose(self.world, channel, author, body, extra=extra)
        await self.gateway.dispatch_message("MESSAGE_CREATE", message)
        return message

    async def forward(self, channel: Channel, author: User, message: Message) -> Message:
        """Forward a message: a copy of what it says, with no text of one's own and mentioning nobody."""
        kept = ("type", "content", "embeds", "attachments", "timestamp", "edited_timestamp", "flags", "components")
        snapshot = {key: message.payload[key] for key in (*kept, "mentions", "mention_roles")}
        reference = {"type": 1, "channel_id": str(message.channel.id), "message_id": str(message.id)}
        extra = {"message_reference": reference, "message_snapshots": [{"message": snapshot}], "flags": 1 << 14}
        copy = compose(self.world, channel, author, {}, extra=extra)
        await self.gateway.dispatch_message("MESSAGE_CREATE", copy)
        return copy

    async def post(self, forum: Channel, author: User, title: str, text: str) -> Message:
        """Open a forum post; its thread is the channel of the message returned."""
        thread = self.thread(forum, title, author)
        message = compose(self.world, thread, author, {"content": text}, number=thread.id)
        await self.gateway.dispatch_message("MESSAGE_CREATE", message)
        return message

    async def edit(self, message: Message, text: str, *, after_s: float = 1.0) -> None:
        """Change what a person's message says, so long after it was written."""
        amend(self.world, message, {"content": text})
        written = datetime.fromisoformat(message.payload["timestamp"])
        message.payload["edited_timestamp"] = (written + timedelta(seconds=after_s)).isoformat()
        await self.gateway.dispatch_message("MESSAGE_UPDATE", message)

    async def delete(self, message: Message) -> None:
        await self.rest.remove(message)

    # using the bot

    async def slash(
        self, user: User, channel: Channel, command: str, options: Mapping[str, Any] | None = None
    ) -> Interaction:
        """Use a slash command; a subcommand is written with its parents, as in "listen here".

        The command must have been registered, by the bot or with `register`; options that it does not have, or
        requires and does not get, are the test's mistake.
        """
        return await self._interact(COMMAND, user, channel, self._use(channel, command, dict(options or {}), None))

    async def autocomplete(
        self, user: User, channel: Channel, command: str, option: str, typed: str, **others: Any
    ) -> Interaction:
        """Type into an option of a command; await `choices()` of what is returned. `others` are filled in already."""
        data = self._use(channel, command, {**others, option: typed}, option)
        return await self._interact(AUTOCOMPLETE, user, channel, data)

    def _use(self, channel: Channel, command: str, values: dict[str, Any], focused: str | None) -> JSON:
        name, *path = command.split()
        record = commands.find(self.world, channel, 1, name)
        return commands.use(record, path, values, channel=channel, focused=focused)

    async def context_menu(self, user: User, channel: Channel, command: str, target: Message | User) -> Interaction:
        """Use a command of a message's or a user's menu; the bot gets the message's text even without the intent."""
        record = commands.find(self.world, channel, 3 if isinstance(target, Message) else 2, command)
        data: JSON = {key: record[key] for key in ("id", "name", "type")}
        data |= {"target_id": str(target.id), "resolved": {}}
        commands.resolve(data["resolved"], target, channel)
        return await self._interact(COMMAND, user, channel, data)

    async def press(self, user: User, message: Message, button: str) -> Interaction:
        """Press a button, named by its custom id or its label."""
        part = filling.find(message, button, {2})
        data = {"custom_id": part["custom_id"], "component_type": 2, "id": part["id"]}
        return await self._interact(COMPONENT, user, message.channel, data, source=message)

    async def choose(
        self, user: User, message: Message, menu: str, values: str | User | Role | Channel | Iterable[Any]
    ) -> Interaction:
        """Choose from a menu, named by its custom id or its placeholder; texts by their value or label."""
        part = filling.find(message, menu, {3, 5, 6, 7, 8})
        data = {"custom_id": part["custom_id"], "component_type": part["type"], "id": part["id"]}
        chosen = [values] if isinstance(values, str | User | Role | Channel) else list(values)
        data |= filling.chosen(part, chosen, message.channel)
        return await self._interact(COMPONENT, user, message.channel, data, source=message)

    async def submit(self, modal: Modal, values: Mapping[str, Any]) -> Interaction:
        """Fill in and send a form; fields by label or custom id, those not named stay as the bot made them."""
        before = modal.interaction
        data = filling.filled(modal.payload, dict(values), before.channel)
        return await self._interact(
            MODAL_SUBMIT, before.user, before.channel, data, source=before.source, parent=before
        )

    async def forge(
        self,
        user: User,
        channel: Channel,
        kind: int,
        data: JSON,
        *,
        source: Message | None = None,
        parent: Interaction | None = None,
    ) -> Interaction:
        """Use what no client of Discord's would: data goes to the bot as it is.

        kind: Discord's type of interaction. parent: of a form, what opened it.
        """
        return await self._interact(kind, user, channel, data, source=source, parent=parent)

    def register(self, *bodies: JSON, guild: Guild | None = None) -> None:
        """Register commands as the bot could have done earlier, under the same rules."""
        commands.register(self.world, None if guild is None else guild.id, list(bodies), replace=False)

    async def _interact(
        self,
        kind: int,
        user: User,
        channel: Channel,
        data: JSON,
        *,
        source: Message | None = None,
        parent: Interaction | None = None,
    ) -> Interaction:
        assert channel.guild is None or user.id in channel.guild.members, f"{user.name} is no member of the guild"
        if source is not None and source.ephemeral:
            asker = source.payload["interaction_metadata"]["user"]["id"]
            assert str(user.id) == asker, f"{user.name} cannot see a private answer to someone else"
        interaction = Interaction(self.world, self._signal, kind, user, channel, data, source=source, parent=parent)
        self.rest.interactions[interaction.token] = interaction
        payload = interaction.payload(message_content=self.rest.message_content)
        await self.gateway.dispatch("INTERACTION_CREATE", payload)
        return interaction

    # who may do what

    async def deny(self, channel: Channel, who: User | Role, *permissions: Permission) -> None:
        """Take permissions away in one channel, from the bot for example."""
        overwrite = channel.overwrites.setdefault(who.id, Overwrite(of_member=isinstance(who, User)))
        overwrite.deny |= _union(permissions)
        overwrite.allow &= ~_union(permissions)
        await self._changed(channel)

    async def allow(self, channel: Channel, who: User | Role, *permissions: Permission) -> None:
        """Grant permissions in one channel, whatever the roles say."""
        overwrite = channel.overwrites.setdefault(who.id, Overwrite(of_member=isinstance(who, User)))
        overwrite.allow |= _union(permissions)
        overwrite.deny &= ~_union(permissions)
        await self._changed(channel)

    async def _changed(self, channel: Channel) -> None:
        await self.gateway.dispatch("CHANNEL_UPDATE", channel.payload(), intents=Intent.GUILDS)

    async def set_permissions(self, guild: Guild, role: Role, *permissions: Permission) -> None:
        """Replace what a role may do everywhere; `guild.everyone` is the role of all."""
        role.permissions = _union(permissions)
        data = {"guild_id": str(guild.id), "role": role.payload()}
        await self.gateway.dispatch("GUILD_ROLE_UPDATE", data, intents=Intent.GUILDS)

    async def give(self, guild: Guild, user: User, role: Role) -> None:
        guild.members[user.id].roles.append(role)
        await self._member_changed(guild, user)

    async def take(self, guild: Guild, user: User, role: Role) -> None:
        guild.members[user.id].roles.remove(role)
        await self._member_changed(guild, user)

    async def _member_changed(self, guild: Guild, user: User) -> None:
        data = guild.members[user.id].payload() | {"guild_id": str(guild.id)}
        intents = Intent.GUILDS if user is self.world.bot else Intent.MEMBERS
        await self.gateway.dispatch("GUILD_MEMBER_UPDATE", data, intents=intents)

    def bot_role(self, guild: Guild, *, mentionable: bool = True) -> Role:
        """Give the bot the role of its own that Discord makes for a bot which is invited with permissions."""
        bot = self.world.bot
        return self.role(guild, bot.name, members=[bot], mentionable=mentionable, bot=bot)

    async def add_bot(self, guild: Guild) -> None:
        """Invite the bot to a guild that it was no member of."""
        guild.members[self.world.bot.id] = Member(self.world.bot)
        data = guild.gateway_payload(viewer=self.world.bot, members=False)
        del data["unavailable"]  # stands there only where a guild is told of that the bot was in before
        await self.gateway.dispatch("GUILD_CREATE", data, intents=Intent.GUILDS)

    async def come_back(self, guild: Guild) -> None:
        """Let a guild that the bot is in become unreachable, and come back, as in an outage."""
        gone = {"id": str(guild.id), "unavailable": True}
        await self.gateway.dispatch("GUILD_DELETE", gone, intents=Intent.GUILDS)
        data = guild.gateway_payload(viewer=self.world.bot, members=False)
        await self.gateway.dispatch("GUILD_CREATE", data, intents=Intent.GUILDS)

    async def archive(self, thread: Channel, *, locked: bool = False, told: bool = True) -> None:
        """Archive a thread. told: whether the bot hears of it before what comes next."""
        thread.archived, thread.locked = True, locked
        if told:
            await self.gateway.dispatch("THREAD_UPDATE", thread.payload(), intents=Intent.GUILDS)

    async def remove_bot(self, guild: Guild) -> None:
        """Throw the bot out of a guild."""
        del guild.members[self.world.bot.id]
        await self.gateway.dispatch("GUILD_DELETE", {"id": str(guild.id)}, intents=Intent.GUILDS)

    async def delete_channel(self, channel: Channel) -> None:
        assert channel.guild is not None
        channel.guild.channels.remove(channel)
        del self.world.channels[channel.id]
        event = "THREAD_DELETE" if channel.is_thread else "CHANNEL_DELETE"
        await self.gateway.dispatch(event, channel.payload(), intents=Intent.GUILDS)


def _union(permissions: Iterable[Permission]) -> Permission:
    combined = Permission.NONE
    for permission in permissions:
        combined |= permission
    return combined

"""One message: what it says to whom, how a test reads it, and how much of it a bot may see."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from .records import JSON, Channel, User

__all__ = ["COMPONENTS_V2", "EPHEMERAL", "LOADING", "Message", "mentioned", "walk"]

EPHEMERAL = 1 << 6
LOADING = 1 << 7
COMPONENTS_V2 = 1 << 15


@dataclass(eq=False)
class Message:
    """A message as everybody with all rights sees it; what a bot may not see is cut when it is sent to the bot."""

    channel: Channel
    author: User
    payload: JSON
    request: JSON | None = None
    """The body with which the bot made or last changed it; None for a person's message."""
    files: dict[str, bytes] = field(default_factory=dict)
    """The files uploaded with it, by file name."""
    pings: frozenset[int | str] = frozenset()
    """Ids of the users and roles whom it notifies, and "everyone"; a reply's author too."""
    reply_to: Message | None = field(default=None, repr=False)
    reference_left_out: bool = False
    """Whether Discord did not look up what it replies to: the bot is told that message's id alone."""
    from_interaction: bool = False
    deleted: bool = False
    uploads: dict[int, JSON] = field(default_factory=dict, repr=False)

    @property
    def id(self) -> int:
        return int(self.payload["id"])

    @property
    def content(self) -> str:
        return str(self.payload["content"])

    @property
    def embeds(self) -> list[JSON]:
        return list(self.payload["embeds"])

    @property
    def components(self) -> list[JSON]:
        return list(self.payload["components"])

    @property
    def attachments(self) -> list[JSON]:
        return list(self.payload["attachments"])

    @property
    def flags(self) -> int:
        return int(self.payload["flags"])

    @property
    def ephemeral(self) -> bool:
        return bool(self.flags & EPHEMERAL)

    @property
    def custom_ids(self) -> list[str]:
        """The custom ids of all buttons and menus, in reading order."""
        return [part["custom_id"] for part in walk(self.components) if "custom_id" in part]

    @property
    def text(self) -> str:
        """All that a person reads: content, embeds and text displays, a line each."""
        lines: list[str | None] = [self.content]
        for embed in self.embeds:
            lines += [embed.get("author", {}).get("name"), embed.get("title"), embed.get("description")]
            for each in embed.get("fields", []):
                lines += [each["name"], each["value"]]
            lines.append(embed.get("footer", {}).get("text"))
        lines += [part["content"] for part in walk(self.components) if part["type"] == 10]
        return "\n".join(line for line in lines if line)

    def seen_by(self, bot: User, *, message_content: bool) -> JSON:
        """Return the message as a bot gets it, without its substance where the message content intent is needed."""
        payload = dict(self.payload)
        if self.reply_to is not None and not self.reference_left_out:
            seen = self.reply_to.seen_by(bot, message_content=message_content)
            seen.pop("referenced_message", None)
            payload["referenced_message"] = None if self.reply_to.deleted else seen
        mentions = {int(user["id"]) for user in self.payload["mentions"]}
        if not (message_content or self.channel.guild is None or self.author is bot or bot.id in mentions):
            payload |= {"content": "", "embeds": [], "attachments": [], "components": []}
            payload.pop("poll", None)
            payload.pop("message_snapshots", None)
        return payload


def walk(components: Iterable[JSON]) -> Iterable[JSON]:
    """Yield components and all that they hold, in reading order."""
    for part in components:
        yield part
        yield from walk(part.get("components", []))
        yield from walk([part[key] for key in ("component", "accessory") if isinstance(part.get(key), dict)])


def mentioned(text: str) -> tuple[set[int], set[int], bool]:
    """Return the ids of users and of roles that `text` mentions, and whether it mentions everyone or those here."""
    users = {int(each) for each in re.findall(r"<@!?(\d+)>", text)}
    roles = {int(each) for each in re.findall(r"<@&(\d+)>", text)}
    return users, roles, bool(re.search(r"@(everyone|here)\b", text))

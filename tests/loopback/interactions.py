"""One interaction: what Discord tells the bot about it, the bot's answers, and how a test awaits them."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from .composing import Upload, amend, compose
from .errors import Form, Refusal
from .message import EPHEMERAL, LOADING, Message, walk
from .permissions import allowed
from .records import JSON, Channel, User
from .waiting import PATIENCE_S, Signal
from .world import World

__all__ = ["AUTOCOMPLETE", "COMMAND", "COMPONENT", "MODAL_SUBMIT", "Interaction", "Modal", "Response"]

T = TypeVar("T")

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL_SUBMIT = 2, 3, 4, 5

_MESSAGE, _DEFER, _DEFER_UPDATE, _UPDATE, _CHOICES, _MODAL = 4, 5, 6, 7, 8, 9
_NAMES = {4: "message", 5: "deferred", 6: "deferred update", 7: "update", 8: "choices", 9: "modal"}
_FITTING = {
    COMMAND: {_MESSAGE, _DEFER, _MODAL},
    COMPONENT: {_MESSAGE, _DEFER, _DEFER_UPDATE, _UPDATE, _MODAL},
    AUTOCOMPLETE: {_CHOICES},
    MODAL_SUBMIT: {_MESSAGE, _DEFER, _DEFER_UPDATE, _UPDATE},
}
ATTACHMENT_SIZE_LIMIT = 10 * 1024 * 1024


@dataclass(frozen=True)
class Response:
    """The bot's first answer, its callback, whatever came of it later."""

    type: int
    """4 message, 5 deferred, 6 deferred update, 7 update, 8 choices, 9 modal."""
    ephemeral: bool
    body: JSON
    message: Message | None
    """The message that 4 made or 7 changed; None for the others."""
    after_s: float
    """How long after the interaction it came."""


@dataclass(frozen=True)
class Modal:
    """The form that the bot opened; hand it to `Loopback.submit` with the values to fill in."""

    interaction: Interaction
    payload: JSON

    @property
    def title(self) -> str:
        return str(self.payload["title"])

    @property
    def custom_id(self) -> str:
        return str(self.payload["custom_id"])

    @property
    def labels(self) -> dict[str, str]:
        """The custom id of each field, by the label that a person reads."""
        found = {}
        for part in walk(self.payload["components"]):
            inner = part.get("component", part)
            if part.get("label") is not None and "custom_id" in inner:
                found[part["label"]] = inner["custom_id"]
        return found


class Interaction:
    """Await the bot's reaction to something that a person did.

    Every wait takes `timeout_s` and raises TooLate, saying what the bot did instead.
    """

    def __init__(
        self,
        world: World,
        signal: Signal,
        kind: int,
        user: User,
        channel: Channel,
        data: JSON,
        *,
        source: Message | None = None,
        parent: Interaction | None = None,
    ) -> None:
        self.id = world.new_id()
        self.token = secrets.token_hex(24)
        self.kind = kind
        self.user = user
        self.channel = channel
        self.data = data
        self.source = source
        """The message whose button or menu was used, also for a form that such a use opened."""
        self.parent = parent
        self.created = asyncio.get_running_loop().time()
        self.callback: Response | None = None
        self.original: Message | None = None
        """What @original stands for: the answer's message, or the source message of an update."""
        self.loading = False
        self.edits = 0
        """How many times @original was changed after the callback."""
        self.followups: list[Message] = []
        self.refused: list[str] = []
        """Discord's refusals of callbacks, follow-ups and edits, e.g. "404 10062 Unknown interaction"."""
        self._world = world
        self._signal = signal

    # what the bot is told

    @property
    def owners(self) -> dict[str, str]:
        """Who installed the app here: the guild, or where the bot is no member (or in a DM) the person."""
        guild = self.channel.guild
        if guild is not None and self._world.bot.id in guild.members:
            return {"0": str(guild.id)}
        return {"0": "0"} if self.channel.recipient is not None else {"1": str(self.user.id)}

    def payload(self, *, message_content: bool) -> JSON:
        guild = self.channel.guild
        payload: JSON = {
            "id": str(self.id),
            "application_id": str(self._world.bot.id),
            "type": self.kind,
            "token": self.token,
            "version": 1,
            "data": self.data,
            "channel_id": str(self.channel.id),
            "channel": self.channel.interaction_payload(self.user),
            "locale": self.user.locale,
            "app_permissions": str(int(allowed(self._world.bot, self.channel))),
            "entitlements": [],
            "authorizing_integration_owners": self.owners,
            "context": 1 if guild is None else 0,
            "attachment_size_limit": ATTACHMENT_SIZE_LIMIT,
        }
        if guild is None:
            payload["user"] = self.user.payload()
        else:
            member = guild.members[self.user.id]
            permissions = str(int(allowed(self.user, self.channel)))
            payload |= {
                "guild_id": str(guild.id),
                "guild": {"id": str(guild.id), "locale": guild.locale, "features": []},
                "guild_locale": guild.locale,
                "member": member.payload() | {"permissions": permissions},
            }
        if self.source is not None:
            payload["message"] = self.source.seen_by(self._world.bot, message_content=message_content)
        return payload

    def metadata(self) -> JSON:
        """Return what a message made by this interaction says about it."""
        data: JSON = {
            "id": str(self.id),
            "type": self.kind,
            "user": self.user.payload(),
            "authorizing_integration_owners": self.owners,
        }
        if self.kind == COMPONENT and self.source is not None:
            data["interacted_message_id"] = str(self.source.id)
        if self.kind == COMMAND and "target_id" in self.data:
            key = "target_message_id" if self.data["type"] == 3 else "target_user"
            target = self.data["target_id"]
            data[key] = target if self.data["type"] == 3 else self._world.users[int(target)].payload()
        if self.kind == MODAL_SUBMIT and self.parent is not None:
            data["triggering_interaction_metadata"] = self.parent.metadata()
        return data

    # what the bot answers, as the REST routes hand it on

    def acknowledge(self, body: JSON, uploads: tuple[Upload, ...]) -> None:
        """Take the callback; `body` has been validated except for whether its type fits.

        Raises:
            Refusal: If there was a callback before, or one of this type cannot answer this interaction.
        """
        if self.callback is not None:
            raise Refusal.already_acknowledged()
        kind, data = body["type"], body.get("data") or {}
        fitting = _FITTING[self.kind]
        if self.kind == MODAL_SUBMIT and self.source is None:
            fitting = fitting - {_DEFER_UPDATE, _UPDATE}
        if kind not in fitting:
            form = Form()
            choices = ", ".join(str(each) for each in sorted(fitting))
            form.fail(("type",), "BASE_TYPE_CHOICES", f"Value must be one of {{{choices}}}.")
            form.settle()
        ephemeral = bool((data.get("flags") or 0) & EPHEMERAL)
        self.loading = kind == _DEFER
        message = None
        if kind == _DEFER:
            self.original = self._compose({}, (), ephemeral=ephemeral)
            self.original.payload["flags"] |= LOADING
        elif kind == _MESSAGE:
            message = self.original = self._compose(data, uploads, ephemeral=ephemeral)
        elif kind in (_UPDATE, _DEFER_UPDATE):
            self.original = self.source
            if kind == _UPDATE and self.source is not None:
                message = self.source
                amend(self._world, message, data, uploads)
        after_s = asyncio.get_running_loop().time() - self.created
        self.callback = Response(kind, ephemeral, body, message, after_s)

    def revise(self, body: JSON, uploads: tuple[Upload, ...]) -> Message:
        """Change @original; that fills a deferral, which stays as private as it was announced."""
        assert self.original is not None
        amend(self._world, self.original, body, uploads)
        if self.loading:
            self.loading = False
            self.original.payload["flags"] &= ~LOADING
            self.original.payload["edited_timestamp"] = None
        self.edits += 1
        return self.original

    def follow_up(self, body: JSON, uploads: tuple[Upload, ...]) -> Message:
        """Make a further message; after a deferral the first one becomes the deferred answer itself, unless deleted."""
        if self.loading and self.original is not None and not self.original.deleted:
            return self.revise(body, uploads)
        ephemeral = bool((body.get("flags") or 0) & EPHEMERAL)
        message = self._compose(body, uploads, ephemeral=ephemeral, reply_to=self.original)
        self.followups.append(message)
        return message

    def revise_followup(self, message: Message, body: JSON, uploads: tuple[Upload, ...]) -> None:
        amend(self._world, message, body, uploads)

    def _compose(
        self, body: JSON, uploads: tuple[Upload, ...], *, ephemeral: bool, reply_to: Message | None = None
    ) -> Message:
        kind = None
        if self.kind == COMMAND and reply_to is None:
            kind = 20 if self.data["type"] == 1 else 23
        extra = {
            "application_id": str(self._world.bot.id),
            "webhook_id": str(self._world.bot.id),
            "interaction_metadata": self.metadata(),
        }
        message = compose(
            self._world,
            self.channel,
            self._world.bot,
            body,
            uploads,
            reply_to=reply_to or (self.source if self.kind == COMPONENT else None),
            ephemeral=ephemeral,
            type=kind,
            extra=extra,
        )
        message.from_interaction = True
        return message

    # what a test awaits

    async def response(self, *, timeout_s: float = PATIENCE_S) -> Response:
        """Return the bot's first answer."""
        return await self._until(lambda: self.callback, "response", timeout_s)

    async def message(self, *, timeout_s: float = PATIENCE_S) -> Message:
        """Return the message that answers: sent, put in place of a deferral, or updated."""
        return await self._until(self._shown, "message", timeout_s)

    async def edit(self, number: int = 1, *, timeout_s: float = PATIENCE_S) -> Message:
        """Return the answer once it has been changed `number` times after the callback; filling a deferral is one."""
        return await self._until(
            lambda: self.original if self.edits >= number else None, f"edit number {number}", timeout_s
        )

    async def followup(self, number: int = 1, *, timeout_s: float = PATIENCE_S) -> Message:
        """Return the follow-up message with this number, from 1."""
        return await self._until(
            lambda: self.followups[number - 1] if len(self.followups) >= number else None,
            f"follow-up number {number}",
            timeout_s,
        )

    async def modal(self, *, timeout_s: float = PATIENCE_S) -> Modal:
        """Return the form that the bot opened."""
        response = await self._answer_of_type(_MODAL, timeout_s)
        return Modal(self, response.body["data"])

    async def choices(self, *, timeout_s: float = PATIENCE_S) -> dict[str, Any]:
        """Return the autocomplete choices in order: the value of each by the name that is shown."""
        response = await self._answer_of_type(_CHOICES, timeout_s)
        return {each["name"]: each["value"] for each in response.body["data"].get("choices") or []}

    async def refusal(self, *, timeout_s: float = PATIENCE_S) -> str:
        """Return the first refusal of what the bot tried, e.g. "404 10062 Unknown interaction"."""
        return await self._until(lambda: next(iter(self.refused), None), "refusal", timeout_s)

    async def _answer_of_type(self, type: int, timeout_s: float) -> Response:
        def look() -> Response | None:
            return self.callback if self.callback is not None and self.callback.type == type else None

        return await self._until(look, _NAMES[type], timeout_s)

    def _shown(self) -> Message | None:
        if self.callback is None or self.loading or (self.callback.type == _DEFER_UPDATE and not self.edits):
            return None
        return self.original

    async def _until(self, look: Callable[[], T | None], wanted: str, timeout_s: float) -> T:
        return await self._signal.until(look, timeout_s=timeout_s, wanted=wanted, instead=self._so_far)

    def _so_far(self) -> str:
        done = []
        if self.callback is not None:
            done.append(f"a callback of type {self.callback.type} ({_NAMES[self.callback.type]})")
        if self.edits:
            done.append(f"{self.edits} edit(s) of the answer")
        done += [f"a follow-up {message.text!r}" for message in self.followups]
        done += [f"a refusal {each!r}" for each in self.refused]
        return ", ".join(done) or "nothing"

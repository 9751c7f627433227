"""What is being dealt with: an event that Discord sent, since when, and the id by which the log and people know it.

It goes along with whatever is begun because of it: tasks, threads, calls of Discord.
"""

from __future__ import annotations

import secrets
import time
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Literal, TypeAlias

__all__ = ["Request", "Way", "current", "hear", "id_now"]

Way: TypeAlias = Literal["message", "interaction"]
"""How somebody turned to the bot: with a message, or with a command, button, menu or form."""
_WAYS: dict[str, Way] = {
    "MESSAGE_CREATE": "message",
    "MESSAGE_UPDATE": "message",
    "INTERACTION_CREATE": "interaction",
}


@dataclass(frozen=True, slots=True)
class Request:
    """An event of somebody's that is dealt with.

    id: By chance, and so short that it can be read out. since_s: When it was heard, as time.monotonic has it.
    """

    id: str
    way: Way
    since_s: float


_current: ContextVar[Request | None] = ContextVar("request", default=None)


def hear(event: str) -> None:
    """Take what is begun from now on, in this context, for what an event of the gateway brings about.

    event: its name, as the gateway has it. One that nobody waits for, or "", is no request.
    """
    way = _WAYS.get(event)
    _current.set(None if way is None else Request(secrets.token_hex(4), way, time.monotonic()))


def current() -> Request | None:
    """Return what is being dealt with; None for what goes on by itself."""
    return _current.get()


def id_now() -> str:
    """Return the id of what is being dealt with; "" for what goes on by itself."""
    request = _current.get()
    return "" if request is None else request.id

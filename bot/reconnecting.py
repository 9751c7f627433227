"""How a shard comes back to the gateway: with its session, so that nothing was missed, and not with all others at once.

discord.py begins anew where the gateway cannot be reached for a moment, and what people say until then is lost; its
pauses grow to seventeen minutes; and it comes back at once where Discord sends all away at the same moment.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Literal

from discord.backoff import ExponentialBackoff
from discord.gateway import ReconnectWebSocket
from discord.shard import EventItem, EventType, Shard

__all__ = ["steady"]

_DOUBLED, _FORGOTTEN_S = 5, 120  # pauses are of up to 2, 4, 8, 16 and 32 seconds; after two good minutes, of 2 again
_RESUMES_S = (0.0, 1.0)
_ANEW_S = (1.0, 5.0)  # as Discord wants it after an invalid session


class _Pauses(ExponentialBackoff[Literal[False]]):
    """Before each further try to come back."""

    def __init__(self) -> None:
        super().__init__()
        self._max, self._reset_time = _DOUBLED, _FORGOTTEN_S


def steady(shard: Shard, *, chance: Callable[[float, float], float] = random.uniform) -> None:
    """Have a shard come back in this way from now on; one that does already goes on.

    chance: Returns a number between two.
    """
    if isinstance(shard._backoff, _Pauses):
        return
    begin_anew, put = shard.reconnect, shard._queue_put

    async def resume() -> None:
        if shard.ws.session_id is None:
            await begin_anew()
        else:  # Discord says so if the session is no longer good
            await shard.reidentify(ReconnectWebSocket(shard.id, resume=True))

    def later(item: EventItem) -> None:
        between = {EventType.resume: _RESUMES_S, EventType.identify: _ANEW_S}.get(item.type)
        if between is None:
            put(item)
        else:
            shard._client.loop.call_later(chance(*between), put, item)

    shard._backoff = _Pauses()
    shard._queue_put = later
    shard.reconnect = resume  # type: ignore[method-assign]  # which is how it is made to come back after a pause

"""Sends again what Discord, or the network, failed to take: with ever longer pauses, and so that it comes once.

discord.py itself gives up at once where a connection breaks or Discord answers 503, and after five tries at fixed times
where it answers another 5xx. What it does about rate limits is left to it.

That something failed does not say that it was not done. So a message is sent with a nonce, by which Discord knows it
again; that an interaction "has already been acknowledged", or that what is to be deleted is not there, means that an
earlier try has come through; and to edit something twice is as good as once. Only what follows the first answer to an
interaction may, in the worst case, be seen twice, as Discord takes no nonce there.
"""

from __future__ import annotations

import asyncio
import json
import logging
import random
import secrets
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextvars import ContextVar
from itertools import count
from types import SimpleNamespace
from typing import Any, TypeVar

import aiohttp
import discord
from discord.http import HTTPClient, Route
from discord.webhook.async_ import AsyncWebhookAdapter, async_context

from .refused import Refused, TooManyRefused

__all__ = ["Insisting", "Unreachable"]

_log = logging.getLogger(__name__)
_T = TypeVar("_T")
# For how long it is any use, by how a path begins: a reply to a message is stale after a minute; a token is good for
# a quarter of an hour. That it is too late to answer an interaction, after three seconds, Discord says itself: until it
# does, or says that it was answered, who was not told goes on asking.
_PATIENCE_S = {"/interactions/": 60.0, "/webhooks/": 14 * 60.0, "/channels/": 60.0, "/users/@me/channels": 60.0}
_FIRST_S, _MOST_S, _HASTE_S = 0.25, 8.0, 0.5
_ACKNOWLEDGED_WITHIN_S = 3.0
_CALL_S = aiohttp.ClientTimeout(total=30.0, sock_connect=5.0)
_ANSWER_S = 10.0  # then Discord is asked whether it has had the answer: a connection may have died unnoticed
_MESSAGES, _CALLBACK = "/channels/{channel_id}/messages", "/interactions/{webhook_id}/{webhook_token}/callback"
_ACKNOWLEDGED, _UNKNOWN_MESSAGE = 40060, 10008
_EPHEMERAL, _LOADING = 1 << 6, 1 << 7
_SHOWS, _CHANGES = 4, 7
_under_way: ContextVar[bool] = ContextVar("insisted", default=False)


class Unreachable(discord.DiscordServerError):
    """Discord could not be reached in time, or let the bot do nothing; `status` is 0."""

    def __init__(self, why: Exception) -> None:
        super().__init__(SimpleNamespace(status=0, reason=f"{type(why).__name__}"), str(why))  # type: ignore[arg-type]


class Insisting:
    """Stands between discord.py and Discord.

    Args:
        refused: Knows when nothing is to be sent any more.
        chance: Returns a number from 0 to what it is given: full jitter, so that not all come back at once.
    """

    def __init__(self, refused: Refused | None = None, *, chance: Callable[[float, float], float] = random.uniform):
        self.refused = refused if refused is not None else Refused()
        self.first_s, self.most_s = _FIRST_S, _MOST_S
        """How long the first pause is at most, and how long the longest; each is twice the one before."""
        self.patience_s = dict(_PATIENCE_S)
        """For how long is insisted, by how the path begins; what begins with none of these is sent once."""
        self.waiting = 0
        """How many calls have failed so far and are to be made again."""
        self.given_up = 0
        """How often it was in vain."""
        self._chance = chance
        self._closed: Callable[[], bool] = lambda: False

    def watch(self, trace: aiohttp.TraceConfig) -> aiohttp.TraceConfig:
        """Learn by a trace what Discord answers; return it, for a client's `http_trace`."""
        self.refused.watch(trace)
        trace.on_request_end.append(_raise_failure)
        return trace

    def begin(self, client: discord.Client) -> None:
        """Insist from now on on what a client sends, in this task and those that begin in it."""
        self._closed = client.is_closed
        _Http(self, client.http)
        async_context.set(_Webhooks(self, client))

    def pause_s(self, tries: int, *, in_haste: bool = False) -> float:
        """Return for how long to wait after so many tries and one, in seconds. in_haste: half a second at most."""
        most_s = min(self.most_s, _HASTE_S) if in_haste else self.most_s
        return self._chance(0.0, min(most_s, self.first_s * 2.0 ** min(tries, 30)))

    async def until_done(
        self,
        route: Route,
        send: Callable[[], Awaitable[_T]],
        files: Sequence[discord.File],
        done: Callable[[discord.HTTPException], Awaitable[_T]],
    ) -> _T:
        """Return what Discord answers in the end.

        Args:
            route: Where something is sent.
            send: Sends it once.
            files: Those that go with it.
            done: Returns the answer if a refusal shows that it was done by an earlier try; raises the refusal if not.

        Raises discord.HTTPException: Discord's refusal, its last failure, or Unreachable.
        """
        patience_s = next((s for begins, s in self.patience_s.items() if route.path.startswith(begins)), None)
        if patience_s is None:
            return await send()
        now = asyncio.get_running_loop().time
        since_s, unsure = now(), False
        for tries in count():
            for file in files:
                file.reset(seek=tries)
            token = _under_way.set(True)
            try:
                return await send()
            except (discord.HTTPException, aiohttp.ClientConnectionError, aiohttp.ClientPayloadError, OSError) as error:
                failure: Exception = error
            finally:
                _under_way.reset(token)
            if isinstance(failure, discord.HTTPException) and not _is_failure(failure):
                if unsure or route.method == "DELETE":  # which aiohttp sends again by itself, if a connection breaks
                    return await done(failure)
                raise failure
            unsure = unsure or _may_be_done(failure)
            in_haste = route.path == _CALLBACK and now() < since_s + _ACKNOWLEDGED_WITHIN_S
            pause_s = self.pause_s(tries, in_haste=in_haste)
            if self._closed() or now() + pause_s > since_s + patience_s:
                self.given_up += 1
                _log.warning("%s %s is given up after %d tries: %r", route.method, route.path, tries + 1, failure)
                if isinstance(failure, discord.DiscordServerError):
                    raise failure
                raise Unreachable(failure) from failure
            _log.log(
                logging.DEBUG if tries else logging.INFO, "%s %s: %r; trying again", route.method, route.path, failure
            )
            self.waiting += 1
            try:
                await asyncio.sleep(pause_s)
            finally:
                self.waiting -= 1
            if self._closed():
                raise Unreachable(failure) from failure
        raise AssertionError("unreachable")


class _Http:
    """Takes the place of an HTTPClient's `request`."""

    def __init__(self, insisting: Insisting, http: HTTPClient) -> None:
        self._insisting, self._request = insisting, http.request
        http.request = self.request  # type: ignore[method-assign]  # all that it does goes by this

    async def request(
        self,
        route: Route,
        *,
        files: Sequence[discord.File] | None = None,
        form: Iterable[dict[str, Any]] | None = None,
        **more: Any,
    ) -> Any:
        """Send something again until it is done."""
        if (route.method, route.path) == ("POST", _MESSAGES):
            form, more = _with_nonce(form, more)
        more.setdefault("timeout", _CALL_S)

        async def done(refusal: discord.HTTPException) -> None:
            if not _has_gone(route, refusal):
                raise refusal

        return await self._insisting.until_done(
            route, lambda: self._request(route, files=files, form=form, **more), files or (), done
        )


class _Webhooks(AsyncWebhookAdapter):
    """Answers interactions."""

    def __init__(self, insisting: Insisting, client: discord.Client) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._insisting, self._client = insisting, client

    async def request(self, route: Route, session: aiohttp.ClientSession, **more: Any) -> Any:
        """Send something again until it is done."""
        is_callback = route.path == _CALLBACK

        async def send() -> Any:
            async with asyncio.timeout(_ANSWER_S if is_callback and not more.get("files") else None):
                return await super(_Webhooks, self).request(route, session, **more)

        async def done(refusal: discord.HTTPException) -> Any:
            if is_callback and refusal.code == _ACKNOWLEDGED:
                return await self._receipt(route, session, **more)
            if _has_gone(route, refusal):
                return None
            raise refusal

        return await self._insisting.until_done(route, send, more.get("files") or (), done)

    async def _receipt(self, route: Route, session: aiohttp.ClientSession, **more: Any) -> dict[str, Any]:
        """Return what Discord would have answered to a callback that was taken, as far as it can be learnt."""
        body = more.get("payload") or json.loads(more["multipart"][0]["value"])
        about: dict[str, Any] = {"id": route.webhook_id, "type": 0}
        if body["type"] not in (_SHOWS, _CHANGES):
            return {"interaction": about}
        try:
            message: Any = await self.get_original_interaction_response(
                self._client.application_id or 0, route.webhook_token or "", session=session,
                proxy=more.get("proxy"), proxy_auth=more.get("proxy_auth"),
            )  # fmt: skip
        except discord.HTTPException as error:
            _log.warning("which message an interaction was answered with is not known: %r", error)
            return {"interaction": about}
        about |= {
            "response_message_id": message["id"],
            "response_message_loading": bool(message["flags"] & _LOADING),
            "response_message_ephemeral": bool(message["flags"] & _EPHEMERAL),
        }
        return {"interaction": about, "resource": {"type": body["type"], "message": message}}


def _with_nonce(
    form: Iterable[dict[str, Any]] | None, more: dict[str, Any]
) -> tuple[Iterable[dict[str, Any]] | None, dict[str, Any]]:
    """Return a message with a nonce, if it has none: with the same it comes once, however often it is sent."""
    if form is not None:
        form = list(form)
        body = json.loads(form[0]["value"])
        return [{**form[0], "value": json.dumps(_known_again(body))}, *form[1:]], more
    return None, {**more, "json": _known_again(more["json"])}


def _known_again(body: dict[str, Any]) -> dict[str, Any]:
    return body if body.get("nonce") else {**body, "nonce": str(secrets.randbits(63)), "enforce_nonce": True}


async def _raise_failure(_: object, __: object, about: aiohttp.TraceRequestEndParams) -> None:
    """Keep discord.py from trying again by itself."""
    if _under_way.get() and about.response.status >= 500:
        raise discord.DiscordServerError(about.response, None)


def _is_failure(error: discord.HTTPException) -> bool:
    """Tell whether something may succeed later: Discord failed, or answered "too many" to all tries of discord.py.

    A 429 that is not Discord's own is of the guard before it, and not insisted on.
    """
    return error.status >= 500 or (error.status == 429 and "Via" in error.response.headers)


def _has_gone(route: Route, refusal: discord.HTTPException) -> bool:
    """Tell whether a message that is to be deleted is no longer there."""
    return route.method == "DELETE" and refusal.code == _UNKNOWN_MESSAGE


def _may_be_done(error: Exception) -> bool:
    """Tell whether Discord may have done what it was asked for, though it failed."""
    if isinstance(error, discord.HTTPException):
        return error.status >= 500
    return not isinstance(error, aiohttp.ClientConnectorError | TooManyRefused)

"""Rate limits, faults and slow replies, switched on by a test. Without a switch every call is let through at once."""

from __future__ import annotations

import asyncio
import hashlib
import math
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .rest import Call

__all__ = ["Fault", "Limits"]

_MAJOR = ("channel_id", "guild_id", "webhook_id", "webhook_token")

_NOT_GLOBAL = ("/interactions/", "/webhooks/")
"""Discord's global limit does not count the answers to interactions."""


@dataclass
class _Span:
    """So many calls, or all until some time of the loop."""

    times: int
    until: float | None

    def takes(self) -> bool:
        """Tell whether another call falls into it, and count it."""
        if self.until is not None:
            return asyncio.get_running_loop().time() < self.until
        self.times -= 1
        return self.times >= 0


@dataclass
class _Refusal:
    route: str | None
    span: _Span
    retry_after_s: float
    scope: str

    def wait_s(self) -> float:
        """Return after how long a call may come again: as Discord tells it, in milliseconds and never too early."""
        if self.span.until is None:
            return self.retry_after_s
        return math.ceil((self.span.until - asyncio.get_running_loop().time()) * 1000) / 1000


@dataclass
class Fault:
    """What happens to a call on the way there or back.

    status: of the answer that comes instead; 0: none comes, for the connection is reset. after: whether what the call
    asks for is done.
    """

    route: str | None
    span: _Span
    status: int
    after: bool

    def answer(self) -> tuple[bytes, str]:
        """Return the body and its type: 500 is Discord's own, the others are of what stands before it."""
        if self.status == 500:
            return b'{"message": "500: Internal Server Error", "code": 0}', "application/json"
        if self.status == 503:
            return b"upstream connect error or disconnect/reset before headers", "text/plain"
        return f"<html><head><title>{self.status} | discord.com</title></head></html>".encode(), "text/html"


@dataclass
class _Hold:
    route: str | None
    left: int
    seconds: float


@dataclass
class _Bucket:
    """So many calls in each window; windows start with their first call."""

    limit: int
    per_s: float
    used: int = 0
    ends: float = 0.0

    def take(self, now: float) -> bool:
        if now >= self.ends:
            self.used, self.ends = 0, now + self.per_s
        self.used += 1
        return self.used <= self.limit


class Limits:
    """Routes are written "POST /channels/{channel_id}/messages", as in Discord's documentation; None is any route."""

    def __init__(self) -> None:
        self._refusals: list[_Refusal] = []
        self._faults: list[Fault] = []
        self._holds: list[_Hold] = []
        self._rules: dict[str, tuple[int, float]] = {}
        self._buckets: dict[str, _Bucket] = {}

    def refuse(
        self, route: str | None, *, times: int, retry_after_s: float, for_s: float | None, scope: str = "user"
    ) -> None:
        """Answer the next `times` calls of a route, or all `for_s` seconds long, with 429; None: the global limit.

        scope: "shared" for a limit that others have used up.
        """
        self._refusals.append(_Refusal(route, _span(times, for_s), retry_after_s, scope))

    def fail(self, route: str | None, status: int, *, times: int, for_s: float | None, after: bool) -> None:
        """Answer the next `times` calls of a route, or all `for_s` seconds long, with a 5xx; with 0, reset them."""
        self._faults.append(Fault(route, _span(times, for_s), status, after))

    def bucket(self, route: str, *, limit: int, per_s: float) -> None:
        """Enforce a bucket for each channel, guild or webhook of the route, announced in its headers."""
        self._rules[route] = (limit, per_s)

    def hold(self, route: str | None, seconds: float, *, times: int) -> None:
        """Keep back the replies to the next `times` calls of a route; what they ask for is done at once."""
        self._holds.append(_Hold(route, times, seconds))

    def check(self, call: Call) -> tuple[int, dict[str, str], dict[str, object] | None]:
        """Return (status, headers, body) for a call that has just arrived; the body is None if it may go on."""
        name = hashlib.md5(call.name.encode(), usedforsecurity=False).hexdigest()
        headers = {"X-RateLimit-Bucket": name, "Via": "1.1 loopback"}
        for refusal in self._refusals:
            everywhere = refusal.route is None and not call.route.startswith(_NOT_GLOBAL)
            if (everywhere or refusal.route == call.name) and refusal.span.takes():
                return self._too_many(headers, refusal.wait_s(), scope="global" if everywhere else refusal.scope)
        limit, per_s = self._rules.get(call.name, (1000, 1.0))
        key = "|".join([call.name, *(call.params.get(each, "") for each in _MAJOR)])
        now = asyncio.get_running_loop().time()
        bucket = self._buckets.setdefault(key, _Bucket(limit, per_s))
        if (bucket.limit, bucket.per_s) != (limit, per_s):
            bucket = self._buckets[key] = _Bucket(limit, per_s)
        taken = bucket.take(now)
        left_s = max(0.0, bucket.ends - now)
        headers |= {
            "X-RateLimit-Limit": str(limit),
            "X-RateLimit-Remaining": str(max(0, limit - bucket.used)),
            "X-RateLimit-Reset": f"{time.time() + left_s:.3f}",
            "X-RateLimit-Reset-After": f"{left_s:.3f}",
        }
        if not taken:
            return self._too_many(headers, left_s, scope="user")
        return 200, headers, None

    def fault(self, call: Call) -> Fault | None:
        """Return what befalls a call that has just arrived; None: nothing."""
        return next((each for each in self._faults if each.route in (None, call.name) and each.span.takes()), None)

    async def held(self, call: Call) -> None:
        """Return when the reply to `call` may go out."""
        for hold in self._holds:
            if hold.left and hold.route in (None, call.name):
                hold.left -= 1
                await asyncio.sleep(hold.seconds)

    @staticmethod
    def _too_many(
        headers: dict[str, str], retry_after_s: float, *, scope: str
    ) -> tuple[int, dict[str, str], dict[str, object]]:
        headers = headers | {"Retry-After": str(math.ceil(retry_after_s)), "X-RateLimit-Scope": scope}
        if scope == "global":
            headers["X-RateLimit-Global"] = "true"
        body = {
            "message": "You are being rate limited.",
            "retry_after": retry_after_s,
            "global": scope == "global",
            "code": 0,
        }
        return 429, headers, body


def _span(times: int, for_s: float | None) -> _Span:
    return _Span(times, None if for_s is None else asyncio.get_running_loop().time() + for_s)

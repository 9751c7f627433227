"""Rate limits and slow replies, switched on by a test. Without a switch every call is let through at once."""

from __future__ import annotations

import asyncio
import hashlib
import math
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .rest import Call

__all__ = ["Limits"]

_MAJOR = ("channel_id", "guild_id", "webhook_id", "webhook_token")

_NOT_GLOBAL = ("/interactions/", "/webhooks/")
"""Discord's global limit does not count the answers to interactions."""


@dataclass
class _Refusal:
    route: str | None
    left: int
    retry_after_s: float


@dataclass
class _Failure:
    route: str
    left: int
    status: int


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
        self._failures: list[_Failure] = []
        self._holds: list[_Hold] = []
        self._rules: dict[str, tuple[int, float]] = {}
        self._buckets: dict[str, _Bucket] = {}

    def refuse(self, route: str | None, *, times: int, retry_after_s: float) -> None:
        """Answer the next `times` calls of a route with 429; with None the limit is the global one."""
        self._refusals.append(_Refusal(route, times, retry_after_s))

    def fail(self, route: str, status: int, *, times: int) -> None:
        """Answer the next `times` calls of a route with a 5xx, as Discord does in trouble; nothing is done."""
        self._failures.append(_Failure(route, times, status))

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
            if refusal.left and (everywhere or refusal.route == call.name):
                refusal.left -= 1
                return self._too_many(headers, refusal.retry_after_s, everywhere=everywhere)
        for failure in self._failures:
            if failure.left and failure.route == call.name:
                failure.left -= 1
                return failure.status, headers, {"message": f"{failure.status}: Service Unavailable", "code": 0}
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
            return self._too_many(headers, left_s, everywhere=False)
        return 200, headers, None

    async def held(self, call: Call) -> None:
        """Return when the reply to `call` may go out."""
        for hold in self._holds:
            if hold.left and hold.route in (None, call.name):
                hold.left -= 1
                await asyncio.sleep(hold.seconds)

    @staticmethod
    def _too_many(
        headers: dict[str, str], retry_after_s: float, *, everywhere: bool
    ) -> tuple[int, dict[str, str], dict[str, object]]:
        headers = headers | {
            "Retry-After": str(math.ceil(retry_after_s)),
            "X-RateLimit-Scope": "global" if everywhere else "user",
        }
        if everywhere:
            headers["X-RateLimit-Global"] = "true"
        body = {
            "message": "You are being rate limited.",
            "retry_after": retry_after_s,
            "global": everywhere,
            "code": 0,
        }
        return 429, headers, body

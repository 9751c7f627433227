"""What is counted and timed as it happens. Whoever asks for metrics is shown it in bot/health.py.

No label holds an id, a name or a word of anybody's, and how many labels there are does not grow with who uses the bot.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from types import SimpleNamespace

import aiohttp
import discord
from prometheus_client import (
    CollectorRegistry,
    Counter,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    disable_created_metrics,
)

from . import request
from .routes import OTHER, route_of

__all__ = ["KINDS", "Metrics"]


KINDS = ("answer", "suggestions", "no_answer", "social", OTHER, "failed", "lost")
"""What somebody is given: as Reply.kind; something else, such as a list; that it failed; or nothing, since Discord
takes no reply there. Help lines count as something else: that somebody is in need is nobody's business."""
_REPLY_S = (0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0, 30.0)  # Discord waits for 3 seconds
_RANKING_S = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.0, 5.0)
_LAG_S = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
_SCOPES = ("user", "global", "shared")  # of a limit, as Discord names them
_STATUSES = frozenset(str(status.value) for status in HTTPStatus)


class Metrics:
    """Counters and histograms in a registry of their own. Safe to use from threads."""

    def __init__(self) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]  # a second line for each, which nobody reads
        self.registry = registry = CollectorRegistry()
        for collector in (ProcessCollector, PlatformCollector, GCCollector):
            collector(registry=registry)
        self._replies = Counter("verbatim_replies", "What people were given.", ["kind"], registry=registry)
        self._reply_s = Histogram(
            "verbatim_reply_seconds", "From the gateway's event to Discord's taking the reply.", ["way"],
            buckets=_REPLY_S, registry=registry,
        )  # fmt: skip
        self._ranking_s = Histogram(
            "verbatim_ranking_seconds", "For working out a reply, waiting not included.", buckets=_RANKING_S,
            registry=registry,
        )  # fmt: skip
        self._lag_s = Histogram(
            "verbatim_event_loop_lag_seconds", "By how much the event loop was late.", buckets=_LAG_S, registry=registry
        )
        self._calls = Counter(
            "verbatim_discord_requests", "Calls of Discord's REST API.", ["route", "status"], registry=registry
        )
        self._call_s = Histogram(
            "verbatim_discord_request_seconds", "Until Discord answered a call.", buckets=_REPLY_S, registry=registry
        )
        self._limited = Counter(
            "verbatim_discord_rate_limited", "Calls that Discord refused as too many.", ["scope"], registry=registry
        )
        self._limited_s = Counter(
            "verbatim_discord_rate_limited_seconds", "For how long Discord then had the bot wait.", ["scope"],
            registry=registry,
        )  # fmt: skip
        self._used_up = Counter(
            "verbatim_discord_rate_limits_used_up", "Calls that were the last of their limit: the next one waits.",
            registry=registry,
        )  # fmt: skip
        for kind in KINDS:  # what has not happened yet is shown as 0
            self._replies.labels(kind)
        for scope in (*_SCOPES, OTHER):
            self._limited.labels(scope)
            self._limited_s.labels(scope)

    def replied(self, kind: str) -> None:
        """Count that somebody was given something, and how long they waited. kind: OTHER if it is none of KINDS."""
        self._replies.labels(kind if kind in KINDS else OTHER).inc()
        now = request.current()
        if now is not None and kind != "lost":
            self._reply_s.labels(now.way).observe(time.monotonic() - now.since_s)

    @contextmanager
    def ranking(self) -> Iterator[None]:
        """Time the working out of a reply."""
        with self._ranking_s.time():
            yield

    def late(self, seconds: float) -> None:
        """Count by how much the event loop was late."""
        self._lag_s.observe(max(0.0, seconds))

    def trace(self) -> aiohttp.TraceConfig:
        """Return what counts calls of Discord's REST API, for discord.py's http_trace."""
        trace = aiohttp.TraceConfig()
        trace.on_request_start.append(self._begun)
        trace.on_request_end.append(self._answered)
        trace.on_request_exception.append(self._broken)
        return trace

    async def _begun(self, _: object, call: SimpleNamespace, about: aiohttp.TraceRequestStartParams) -> None:
        call.since_s = time.monotonic()

    async def _answered(self, _: object, call: SimpleNamespace, about: aiohttp.TraceRequestEndParams) -> None:
        if about.url.scheme.startswith("ws") or about.response.status == HTTPStatus.SWITCHING_PROTOCOLS:
            return  # the gateway
        status, headers = str(about.response.status), about.response.headers
        if status not in _STATUSES:
            status = f"{status[:1]}xx" if status[:1] in "12345" else OTHER
        self._calls.labels(route_of(about.method, about.url.path), status).inc()
        self._call_s.observe(time.monotonic() - call.since_s)
        if status == "429":
            scope = headers.get("X-RateLimit-Scope", OTHER)
            scope = scope if scope in _SCOPES else OTHER
            self._limited.labels(scope).inc()
            self._limited_s.labels(scope).inc(_seconds(headers.get("Retry-After", "")))
        elif headers.get("X-RateLimit-Remaining") == "0":
            self._used_up.inc()

    async def _broken(self, _: object, call: SimpleNamespace, about: aiohttp.TraceRequestExceptionParams) -> None:
        answered = isinstance(about.exception, discord.HTTPException)  # and counted: insisting.py makes it an exception
        if not (answered or about.url.scheme.startswith("ws")):
            self._calls.labels(route_of(about.method, about.url.path), "broken").inc()


def _seconds(header: str) -> float:
    """Return the seconds that a header tells; 0.0 if it tells none."""
    try:
        return max(0.0, float(header))
    except ValueError:
        return 0.0

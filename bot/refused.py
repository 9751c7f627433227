"""Counts the calls that Discord refuses, and stops calling it before they are so many that it shuts the bot out.

Discord bars an address for a while that makes 10,000 invalid calls in ten minutes: those answered with 401, 403, or
429, unless it is for a limit that others share.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable

import aiohttp
import yarl

__all__ = ["Refused", "TooManyRefused"]

_log = logging.getLogger(__name__)
_LIMIT, _WITHIN_S = 5_000, 600.0  # half of what Discord allows: other programs may have the same address
_OPEN_AGAIN_AT = 0.9
_SHUT_OUT_S = 60.0  # if Discord's guard does not say for how long


class TooManyRefused(aiohttp.ClientConnectionError):
    """A call that was not made, as Discord has refused too many."""


class Refused:
    """What was refused lately.

    Args:
        limit: With so many, nothing is sent any more until they are fewer again.
        within_s: For how long each counts, in seconds.
        clock: Seconds from anywhere.
    """

    def __init__(
        self, limit: int = _LIMIT, *, within_s: float = _WITHIN_S, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.limit = limit
        self._within_s, self._clock = within_s, clock
        self._times: deque[float] = deque()
        self._stopped = False
        self._shut_out_until = float("-inf")

    def __len__(self) -> int:
        """Return how many calls count now."""
        now = self._clock()
        while self._times and self._times[0] <= now - self._within_s:
            self._times.popleft()
        return len(self._times)

    def share(self, own: int, of: int) -> None:
        """Leave the bot's other processes, which may have the same address, their share.

        own: How many shards this one runs. of: How many there are.
        """
        self.limit = max(1, _LIMIT * own // of)

    def note(self) -> None:
        """Count a call that was refused now."""
        self._times.append(self._clock())

    @property
    def stopped(self) -> bool:
        """Whether nothing is to be sent now."""
        count, was = len(self), self._stopped
        self._stopped = count > 0 and count >= self.limit * (_OPEN_AGAIN_AT if was else 1)
        if self._stopped and not was:
            _log.error(
                "Discord has refused %d calls in %.0f minutes (401, 403, 429), and at 10,000 it bars this address: "
                "nothing is sent until they are fewer. Find out why: may it read on servers where it may not write?",
                count, self._within_s / 60,
            )  # fmt: skip
        elif was and not self._stopped:
            _log.warning("Discord is called again")
        return self._stopped or self._clock() < self._shut_out_until

    def watch(self, trace: aiohttp.TraceConfig) -> aiohttp.TraceConfig:
        """Count what goes by a trace, and stop it where need be: with TooManyRefused. Return the trace."""
        trace.on_request_start.append(self._before)
        trace.on_request_end.append(self._after)
        return trace

    async def _before(self, _: object, __: object, about: aiohttp.TraceRequestStartParams) -> None:
        if not _is_gateway(about.url) and self.stopped:
            raise TooManyRefused("Discord has refused too many calls")

    async def _after(self, _: object, __: object, about: aiohttp.TraceRequestEndParams) -> None:
        status, headers = about.response.status, about.response.headers
        if status in (401, 403) or (status == 429 and headers.get("X-RateLimit-Scope") != "shared"):
            self.note()
        if status == 429 and "Via" not in headers:  # not Discord's own, but that of the guard before it
            wait_s = _seconds(headers.get("Retry-After", ""))
            self._shut_out_until = self._clock() + wait_s
            _log.error("Discord has barred this address: nothing is sent for %.0f seconds", wait_s)


def _is_gateway(url: yarl.URL) -> bool:
    return url.scheme.startswith("ws") or url.path.endswith(("/gateway", "/gateway/", "/gateway/bot"))


def _seconds(header: str) -> float:
    try:
        return float(header)
    except ValueError:
        return _SHUT_OUT_S

"""What programs are told of the bot by HTTP, where HTTP_ADDRESS says: whether it lives, is ready, and its metrics."""

from __future__ import annotations

import asyncio
import logging
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from prometheus_client.exposition import choose_encoder

from .client import Verbatim
from .errors import SettingsError
from .links import Links
from .metrics import Metrics
from .readings import Readings
from .serving.publisher import Publisher
from .store import Store

if TYPE_CHECKING:
    from aiohttp import web

__all__ = ["Health"]

_log = logging.getLogger(__name__)
_LOOK_S = 0.5  # how often it is looked at how late the event loop is
_PARTING_S = 1.0


class Health:
    """Tells what it can, from before there is a store until after the client is closed. Had from `Health.open` alone.

    /healthz   200 whenever the event loop gets to answer
    /readyz    200 if people's questions are answered; otherwise 503, and a line for each thing that is missing. The bot
               answers without its store, too: that one is missing is said, and nothing more
    /metrics   as Prometheus reads them
    """

    def __init__(self, metrics: Metrics) -> None:
        self.metrics = metrics
        self.address: tuple[str, int] | None = None
        """Where it answers; None: nowhere."""
        self._readings = Readings()
        metrics.registry.register(self._readings)

    @classmethod
    @asynccontextmanager
    async def open(cls, address: tuple[str, int] | None, metrics: Metrics) -> AsyncIterator[Health]:
        """Answer at an address, for an `async with`; None: nowhere. Port 0: any that is free, which the log names.

        Raises SettingsError if nothing can listen there.
        """
        health = cls(metrics)
        if address is None:
            yield health
            return
        async with health._answering(*address):
            watching = asyncio.create_task(health._watch_loop())
            try:
                yield health
            finally:
                watching.cancel()
                with suppress(asyncio.CancelledError):
                    await watching

    def watch(
        self, *, store: Store | None = None, publisher: Publisher | None = None, client: Verbatim | None = None
    ) -> None:
        """Tell of these as well from now on."""
        readings = self._readings
        readings.store = store or readings.store
        readings.publisher = publisher or readings.publisher
        if client is not None:
            readings.client, readings.links = client, Links(client)

    def missing(self) -> list[str]:
        """Return a line for each thing for want of which questions are not answered."""
        publisher, client, links = self._readings.publisher, self._readings.client, self._readings.links
        lines = []
        if client is not None and client.stopping:
            lines.append("stopping: no more questions are taken")
        if publisher is None or not publisher.serves:
            lines.append("knowledge: none is served yet")
        if links is None:
            lines.append("gateway: not connected yet")
        else:
            lines += [f"gateway: shard {id} is not ready" for id in links.missing]
        return lines

    @asynccontextmanager
    async def _answering(self, host: str, port: int) -> AsyncIterator[None]:
        from aiohttp import web  # two megabytes, for those who want it

        application = web.Application()
        application.router.add_get("/healthz", self._alive)
        application.router.add_get("/readyz", self._ready)
        application.router.add_get("/metrics", self._metrics)
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=_PARTING_S)
        await runner.setup()
        try:
            try:
                await web.TCPSite(runner, host, port).start()
            except OSError as error:
                number = error.errno or 0  # below 0 where the name of the host is not known
                why = os.strerror(number) if number > 0 else error.strerror or str(error)
                raise SettingsError(
                    f"HTTP_ADDRESS is {_written(host, port)!r}, where the bot can't listen ({why}); "
                    f"choose another address, or leave it empty"
                ) from None
            self.address = host, runner.addresses[0][1]
            _log.info("health and metrics are at http://%s", _written(*self.address))
            yield
        finally:
            await runner.cleanup()

    async def _watch_loop(self) -> None:
        while True:
            due = time.monotonic() + _LOOK_S
            await asyncio.sleep(_LOOK_S)
            self.metrics.late(time.monotonic() - due)

    async def _alive(self, _: web.Request) -> web.Response:
        return _text("alive\n")

    async def _ready(self, _: web.Request) -> web.Response:
        missing = self.missing()
        lines = missing or ["ready"]
        if self._readings.store is None:
            lines = [*lines, "store: not open yet"]
        elif not await self._readings.reachable():
            lines = [*lines, "store: can't be used, so nothing is remembered; the log says why"]
        return _text("".join(f"{line}\n" for line in lines), 503 if missing else 200)

    async def _metrics(self, request: web.Request) -> web.Response:
        from aiohttp import web

        await self._readings.look_up()
        encode, kind = choose_encoder(request.headers.get("Accept", ""))
        return web.Response(body=encode(self.metrics.registry), headers={"Content-Type": kind})


def _written(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _text(body: str, status: int = 200) -> web.Response:
    from aiohttp import web

    return web.Response(text=body, status=status, headers={"Cache-Control": "no-store"})

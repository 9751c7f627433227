"""What is read off the running bot when somebody asks for metrics: how much of something there is at that moment."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass
from typing import Any, get_args

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector

from . import __version__
from .background import in_time
from .client import Verbatim
from .errors import StoreError
from .insisting import Insisting
from .links import Links
from .serving.publisher import Publisher
from .serving.result import ResultKind
from .store import Store

__all__ = ["Readings"]

_STORE_S = 1.0  # metrics without what the store knows are better than none


@dataclass(slots=True, eq=False)
class Readings(Collector):
    """Reads off whatever there is so far; None, and nothing is shown of it, until it is there."""

    store: Store | None = None
    publisher: Publisher | None = None
    client: Verbatim | None = None
    links: Links | None = None
    _drafts: int | None = None
    _corrections: int | None = None
    _reachable: bool = False
    _checking: asyncio.Task[bool] | None = None

    async def look_up(self) -> None:
        """Look up what stands in the store, for the next `collect`, which cannot wait. Raises nothing."""
        self._reachable = await self.reachable()
        self._drafts = self._corrections = None
        if self.store is not None and self._reachable:
            self._drafts, self._corrections = await asyncio.gather(
                _counted(self.store.versions.waiting()), _counted(self.store.corrections.waiting())
            )

    async def reachable(self) -> bool:
        """Return whether the store answers in time, and keeps what it is given.

        One that hangs is asked once, however often this is asked: its connections are needed by others.
        """
        if self.store is None:
            return False
        if self._checking is None or self._checking.done():
            self._checking = asyncio.create_task(_works(self.store))
        done, _ = await asyncio.wait([self._checking], timeout=_STORE_S)
        return bool(done) and self._checking.result()

    def collect(self) -> Iterator[Any]:
        """Yield what there is to be seen. Called by the registry, in the event loop."""
        yield _build()
        yield GaugeMetricFamily("verbatim_store_up", "Whether the store can be reached.", value=float(self._reachable))
        if self.store is not None:
            yield CounterMetricFamily("verbatim_store_errors", "How often the store failed.", value=self.store.errors)
        if self._drafts is not None:
            yield GaugeMetricFamily("verbatim_drafts", "Drafts that wait to be published.", value=self._drafts)
        if self.publisher is not None:
            yield from _knowledge(self.publisher)
        yield self._queues()
        if self.client is not None:
            left_out = self.client.background.left_out
            yield CounterMetricFamily("verbatim_dropped", "Works that there was no room for.", value=left_out)
            yield from _insisting(self.client.insisting)
            yield GaugeMetricFamily("verbatim_servers", "Servers that the bot is in.", value=len(self.client.guilds))
        if self.links is not None:
            yield from _gateway(self.links)

    def _queues(self) -> GaugeMetricFamily:
        family = GaugeMetricFamily("verbatim_queue_length", "What waits to be done, or is under way.", labels=["queue"])
        if self.client is not None:
            family.add_metric(["background"], len(self.client.background))
            family.add_metric(["again"], self.client.insisting.waiting)
            for lane, length in self.client.readers.waiting.items():
                family.add_metric([lane], length)
        if self.store is not None:
            family.add_metric(["store"], self.store.under_way)
        if self._corrections is not None:
            family.add_metric(["corrections"], self._corrections)
        return family


def _build() -> GaugeMetricFamily:
    family = GaugeMetricFamily("verbatim_build_info", "1, with the version of the program.", labels=["version"])
    family.add_metric([__version__], 1)
    return family


def _knowledge(publisher: Publisher) -> Iterator[Any]:
    if publisher.serves:
        yield GaugeMetricFamily(
            "verbatim_knowledge_version", "The number under which what is served was published; 0 if it was not.",
            value=publisher.served_number or 0,
        )  # fmt: skip
        yield GaugeMetricFamily(
            "verbatim_knowledge_loaded_timestamp_seconds", "Since when it has been served.",
            value=publisher.edition.loaded_at.timestamp(),
        )  # fmt: skip
    family = CounterMetricFamily(
        "verbatim_changes", "What became of wishes to change the knowledge.", labels=["outcome"]
    )
    for outcome in get_args(ResultKind):
        family.add_metric([outcome.replace(" ", "_")], publisher.outcomes.get(outcome, 0))
    yield family


def _insisting(insisting: Insisting) -> Iterator[Any]:
    yield CounterMetricFamily(
        "verbatim_discord_given_up", "Calls of Discord that were in vain, however often made.", value=insisting.given_up
    )
    yield GaugeMetricFamily(
        "verbatim_discord_refused", "Calls that Discord refused in the last ten minutes.", value=len(insisting.refused)
    )


def _gateway(links: Links) -> Iterator[Any]:
    ready = GaugeMetricFamily("verbatim_shard_ready", "Whether a shard hears its servers.", labels=["shard"])
    latency = GaugeMetricFamily(
        "verbatim_gateway_latency_seconds", "How long a shard's last heartbeat took to be answered.", labels=["shard"]
    )
    again = CounterMetricFamily(
        "verbatim_gateway_reconnects", "How often a shard was connected again.", labels=["shard", "session"]
    )
    for id in links.own:
        ready.add_metric([str(id)], float(id not in links.missing))
        for session in ("resumed", "new"):
            again.add_metric([str(id), session], links.came_back[id, session])
    for id, seconds in links.latencies():
        latency.add_metric([str(id)], seconds)
    yield from (ready, latency, again)


async def _works(store: Store) -> bool:
    try:
        await store.check()
    except StoreError:
        return False
    return True


async def _counted(work: Coroutine[Any, Any, int]) -> int | None:
    try:
        return await in_time(work, _STORE_S)
    except (StoreError, TimeoutError):
        return None

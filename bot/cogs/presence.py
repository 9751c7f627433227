"""Says to the other processes on the same database which shards this one runs, and in the log whether all are run."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from discord.ext import commands, tasks

from .. import __version__
from ..background import unbroken
from ..client import Verbatim
from ..errors import StoreError
from ..shards import coverage, read_shards, written
from ..store import Process

__all__ = ["Presence"]

_log = logging.getLogger(__name__)
_BEAT_S = 20.0


class Presence(commands.Cog):
    """Keeps this process among the others while it runs. On SQLite there are none."""

    def __init__(self, client: Verbatim) -> None:
        self._client = client
        self._known: tuple[Process, ...] = ()
        self._said = ""

    @property
    def known(self) -> tuple[Process, ...]:
        """The processes that there are, this one included, as of the last look; () before the first, and on SQLite."""
        return self._known

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Begin, once it is known which shards there are."""
        if self._client.store.processes.shared and not self._beat.is_running():
            self._beat.start()

    async def cog_unload(self) -> None:
        """Say that this process has gone."""
        beating = self._beat.get_task()
        if beating is not None and self._beat.is_running():
            self._beat.cancel()
            await asyncio.wait([beating])  # else a beat that is under way would say the opposite afterwards
            try:
                await self._client.store.processes.leave()
            except StoreError as error:
                _log.info("the other processes learn later that this one has gone: %s", error)

    @tasks.loop(seconds=_BEAT_S)
    async def _beat(self) -> None:
        client = self._client
        count = client.shard_count or 1
        own = written(client.shard_ids or range(count))
        beat = client.store.processes.beat(shards=own, shard_count=count, version=__version__)
        try:
            self._known = tuple(await unbroken(beat))
        except StoreError as error:
            _log.warning("the other processes cannot be looked up: %s", error)
            return
        said = _told(self._known, count)
        if said != self._said:  # once, not three times a minute
            self._said = said
            _log.info("%s", said)


def _told(processes: Sequence[Process], count: int) -> str:
    """Return how the shards are shared out among processes, as a line of the log."""
    parts = [f"{each.shards} ({each.version})" for each in processes]
    who = "one process runs" if len(processes) == 1 else f"{len(processes)} processes run"
    lines = [f"{who} the shards {'; '.join(parts)}"]
    if any(each.shard_count != count for each in processes):
        counts = ", ".join(map(str, sorted({each.shard_count for each in processes})))
        lines.append(f"NOT ALIKE IN SHARDS, of which there are {counts}: set the same for all")
        return ". ".join(lines)
    shared_out = coverage(count, [read_shards(each.shards, count) for each in processes])
    if shared_out.missing:
        lines.append(f"NOBODY RUNS {written(shared_out.missing)} of {count}")
    if shared_out.twice:
        lines.append(f"MORE THAN ONE RUN {written(shared_out.twice)}: stop the older one")
    return ". ".join(lines)

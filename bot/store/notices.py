"""Notice that another process has published a version, or set something for a server: by PostgreSQL's LISTEN/NOTIFY.

On SQLite, versions are noticed by looking.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from typing import Any

from ..background import unbroken
from ..errors import StoreError
from .connections import Connections
from .versions import CHANNEL, Versions

__all__ = ["SETTINGS", "published_numbers"]

_log = logging.getLogger(__name__)
SETTINGS = "verbatim_settings"
"""PostgreSQL's channel on which the ids of servers are told whose settings were changed."""
_LOOK_S = 0.5  # on SQLite: one read of a small table
_LOOK_ANYWAY_S = 30.0  # on PostgreSQL, should a notice be lost without the connection breaking
_AGAIN_S = 0.5  # after the database could not be reached


async def published_numbers(
    connections: Connections, versions: Versions, *, changed: Callable[[int | None], None]
) -> AsyncGenerator[int, None]:
    """Yield the number of the newest version each time that it may have grown, for ever.

    Numbers come again and again: whoever could not follow one is told again. While the database cannot be reached
    nothing comes; once it can, the newest does, so that whatever was missed is caught up with.

    changed: Told the ids of servers whose settings another process has changed, where the database tells of it; None:
        any may have been, as nobody listened.
    """
    told = asyncio.Event()
    listening = connections.dialect == "postgresql"
    said = ""
    while True:
        try:
            async with _listening(connections, told, changed) if listening else contextlib.nullcontext() as broken:
                while broken is None or not broken.is_set():
                    told.clear()
                    newest = await unbroken(versions.newest())
                    said = ""
                    if newest is not None:
                        yield newest.number
                    with contextlib.suppress(asyncio.TimeoutError):
                        await asyncio.wait_for(told.wait(), _LOOK_ANYWAY_S if listening else _LOOK_S)
        except StoreError as error:
            if str(error) != said:  # once, not twice a second
                said = str(error)
                _log.warning("published versions cannot be looked up: %s", error)
        await asyncio.sleep(_AGAIN_S)


@contextlib.asynccontextmanager
async def _listening(
    connections: Connections, told: asyncio.Event, changed: Callable[[int | None], None]
) -> AsyncIterator[asyncio.Event]:
    """Set `told` at each notice; give an event that is set, with `told`, once the connection has broken."""
    broken = asyncio.Event()

    def on_notice(*_: Any) -> None:
        told.set()

    def on_settings(_connection: Any, _process: int, _channel: str, guild_id: str) -> None:
        changed(int(guild_id))

    def on_end(*_: Any) -> None:
        broken.set()
        told.set()

    async with connections.connect() as connection:
        raw = (await connection.get_raw_connection()).driver_connection
        assert raw is not None
        raw.add_termination_listener(on_end)
        try:
            await raw.add_listener(CHANNEL, on_notice)
            await raw.add_listener(SETTINGS, on_settings)
            changed(None)
            yield broken
        finally:
            raw.remove_termination_listener(on_end)
            await connection.invalidate()  # it has heard enough: nobody else is to have it from the pool

"""Looks out for what changes the knowledge from outside: edits of the folder, and publications by other processes."""

from __future__ import annotations

import asyncio
import logging

from watchfiles import awatch

from .errors import StoreError
from .publishing import Publisher

__all__ = ["watch"]

_log = logging.getLogger(__name__)
_DEBOUNCE_MS = 800  # an editor writes a file in several steps
_AGAIN_S = 5.0  # after the folder could not be watched


async def watch(publisher: Publisher) -> None:
    """Hand on what changes from outside, until cancelled."""
    async with asyncio.TaskGroup() as group:
        group.create_task(_published_elsewhere(publisher))
        if publisher.folder is not None:
            group.create_task(_edited(publisher))


async def _published_elsewhere(publisher: Publisher) -> None:
    async for number in publisher.store.published_numbers():
        try:
            await publisher.catch_up(number)
        except StoreError as error:
            _log.error("version %d, published elsewhere, cannot be read: %s", number, error)


async def _edited(publisher: Publisher) -> None:
    assert publisher.folder is not None
    while True:
        try:
            async for _ in awatch(publisher.folder, debounce=_DEBOUNCE_MS, step=100, recursive=True):
                await publisher.edited_on_disk()
        except (OSError, RuntimeError) as error:  # the folder has gone, or there are no more watches to be had
            _log.warning("the knowledge folder cannot be watched (%s); tried again", error)
        await asyncio.sleep(_AGAIN_S)

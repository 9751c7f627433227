"""Looks out for what changes the knowledge from outside: edits of the folder, and publications by other processes."""

from __future__ import annotations

import asyncio
import logging
from contextlib import aclosing

from watchfiles import awatch

from ..background import unbroken
from ..errors import StoreError
from .publisher import Publisher

__all__ = ["watch"]

_log = logging.getLogger(__name__)
_DEBOUNCE_MS = 800  # an editor writes a file in several steps
_LOOK_MS = 30_000  # between looks at a folder of which no edit was noticed
_AGAIN_S = 5.0  # after the folder could not be watched


async def watch(publisher: Publisher) -> None:
    """Hand on what changes from outside, until cancelled."""
    try:
        await unbroken(publisher.make_up())
    except StoreError as error:
        _log.error("what was published meanwhile cannot be read: %s", error)
    async with asyncio.TaskGroup() as group:
        group.create_task(_published_elsewhere(publisher))
        if publisher.folder is not None:
            group.create_task(_edited(publisher))


async def _published_elsewhere(publisher: Publisher) -> None:
    while True:
        try:
            await _follow(publisher)
        except Exception:  # whoever follows no more serves what is old until they are started anew
            _log.exception("what is published elsewhere is not heard of; tried again")
        await asyncio.sleep(_AGAIN_S)


async def _follow(publisher: Publisher) -> None:
    said = ""
    async with aclosing(publisher.store.published_numbers()) as numbers:
        async for number in numbers:
            try:
                await unbroken(publisher.catch_up(number))
                said = ""
            except StoreError as error:
                if str(error) != said:  # once, not at each look
                    said = str(error)
                    _log.error("version %d, published elsewhere, cannot be read: %s", number, error)
            except Exception:  # the next may be better
                _log.exception("version %d, published elsewhere, could not be taken up", number)
                await asyncio.sleep(_AGAIN_S)


async def _edited(publisher: Publisher) -> None:
    assert publisher.folder is not None
    said = ""
    while True:
        try:
            await unbroken(publisher.edited_on_disk())  # for edits from before it was watched
            # It is looked at now and then in any case, for edits that no notice comes of, as on a network drive.
            changes = awatch(
                publisher.folder, debounce=_DEBOUNCE_MS, step=100, recursive=True, yield_on_timeout=True,
                rust_timeout=_LOOK_MS,
            )  # fmt: skip
            async with aclosing(changes):
                async for _ in changes:
                    await unbroken(publisher.edited_on_disk())
                    said = ""
        except (OSError, RuntimeError) as error:  # the folder has gone, or there are no more watches to be had
            if str(error) != said:
                said = str(error)
                _log.warning("the knowledge folder cannot be watched (%s); tried again", error)
        except Exception:  # the next edit may be better
            _log.exception("an edit of the knowledge folder could not be taken up")
        await asyncio.sleep(_AGAIN_S)

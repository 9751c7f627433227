"""What each of the versions that were published has otherwise than the one before. Loads none of them."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from itertools import pairwise

from ..core.knowledge.difference import Difference, file_changes
from ..errors import DamagedError
from ..store import Published, Versions

__all__ = ["in_short"]


async def in_short(kept: Versions, versions: Sequence[Published]) -> dict[int, Difference]:
    """Return by number what versions have otherwise than the next in the row, as far as their files tell.

    versions: The newest first; of the last nothing is told, nor of one whose files, or those before, are damaged.
    """
    files: dict[int, Mapping[str, bytes]] = {}
    told = {}
    for newer, older in pairwise(versions):
        try:
            for number in (newer.number, older.number):
                if number not in files:
                    files[number] = await kept.files(number)
        except DamagedError:
            continue
        before, after = files[older.number], files.pop(newer.number)
        told[newer.number] = Difference(await asyncio.to_thread(file_changes, before, after))
    return told

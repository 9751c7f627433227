"""The knowledge folder as a copy of what is published, in which people edit. Does not know how knowledge is served.

What differs from what the folder was last brought to is an edit; where that is not known, a file that was never
published, in whatever version. Edits are kept nowhere but in the folder, and so they are never overwritten: what is
published is merged into them, or they are left as they are.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Mapping
from pathlib import Path

from ..core.knowledge.loading import version_of
from ..errors import Fault, FileError, KnowledgeError, StoreError
from ..store import Published, Versions
from .edition import Served
from .folder import read_files, write_files
from .merging import merged

__all__ = ["Mirror"]

_log = logging.getLogger(__name__)


class Mirror:
    """Keeps the folder in step with what is published. Used by one task at a time: see Publisher.

    Args:
        versions: What was published.
        served: What is served; where there is no folder, it is as if one held just that.
        folder: The knowledge folder; None where there is none.
    """

    def __init__(self, versions: Versions, served: Served, folder: Path | None) -> None:
        self.folder = folder
        self._versions, self._served = versions, served
        self.held: Mapping[str, bytes] = {}
        """What the folder held when it was last read, edits included; {} if it could not be."""
        self._owed: Mapping[str, bytes] | None = None
        """The newest published version that is known of, if the folder could not be brought to it; None if it was, or
        nobody tried. An older version is never owed: it would be taken for edits that undo the newest."""
        self._synced: Mapping[str, bytes] | None = None
        """What the folder was last brought to, or held without an edit; None if that is not known."""

    async def read(self) -> tuple[Mapping[str, bytes] | None, tuple[Fault, ...]]:
        """Return the files of the folder as if it held what is owed to it; None, and the faults, if it cannot be read.

        Where the folder cannot be written, what was published since would otherwise look as if somebody had taken it
        back.
        """
        self.held = {}
        try:
            self.held = self._served.files if self.folder is None else await asyncio.to_thread(read_files, self.folder)
        except KnowledgeError as error:
            return None, error.faults
        return self.held if self._owed is None else await self.with_edits(self._owed), ()

    def held_version(self) -> str:
        """Return the version that the folder held when it was last read."""
        return version_of(self.held)

    def is_at(self, version: str) -> bool:
        """Tell whether there is a folder, and it held that version when it was last read."""
        return self.folder is not None and self.held_version() == version

    async def with_edits(self, files: Mapping[str, bytes]) -> dict[str, bytes]:
        """Return files with the edits made that the folder held when it was last read; in a conflict, edits win."""
        edited = await self._edited()
        both, _ = _beside_edits(edited, files if self._synced is None else self._synced, self.held, files)
        return both

    async def learn(self) -> None:
        """Find out whether the folder holds a version that was published, and so no edits, unless more is known."""
        if self._synced is None and self.held and await self._versions.find(self.held_version()) is not None:
            self._synced = self.held

    def in_step(self) -> None:
        """Take what the folder held when it was last read for what it was brought to: there are no edits in it."""
        self._synced = self.held

    async def _edited(self) -> set[str]:
        """Return the names of the files that somebody has edited, added or taken away in the folder."""
        await self.learn()
        if self._synced is None:
            return self.held.keys() - (await self._versions.holds(self.held)).keys()
        names = self.held.keys() | self._synced.keys()
        known = (self._synced, self._owed or self._synced)  # some of what is owed may have been written
        return {name for name in names if self.held.get(name) not in [each.get(name) for each in known]}

    async def write(self, published: Published, files: Mapping[str, bytes], base: Mapping[str, bytes]) -> str:
        """Bring the folder to a version that was published; return why it could not be, "" if it was.

        Files that were edited there and that the version leaves alone stay as they are, and wait. Where both changed a
        file, the two are merged; where they conflict, the folder's file stays, and is named.

        Args:
            base: What the version changes.
        """
        if self.folder is None:
            return ""
        try:
            edited = await self._edited()
            was = base if self._synced is None else self._synced
            wanted, conflicts = _beside_edits(edited, was, self.held, files)
            over = (self.held, await self._versions.holds(self.held))
            left = await asyncio.to_thread(write_files, self.folder, wanted, over)
            self._owed, self._synced = None, files
            if left:
                raise FileError(f"{', '.join(left)}: edited in the meantime and left alone")
            if conflicts:
                raise FileError(f"{', '.join(conflicts)}: edited otherwise in the folder, and left as it is there")
            await self._versions.set_written(published.number)
        except (FileError, KnowledgeError, StoreError) as error:
            if self._synced is not files:
                self._owed = files
            _log.error(
                "version %s is served, but the knowledge folder is not brought to it: %s", published.version, error
            )
            return str(error)
        return ""

    async def pay(self) -> str:
        """Bring the folder to what is owed to it; return why it cannot be, "" if nothing is owed."""
        newest = await self._versions.newest() if self._owed is not None else None
        if self._owed is None or newest is None or newest.number != self._served.number:
            return ""
        published = newest if newest.number == self._served.base else await self._versions.find(version_of(self._owed))
        if published is None:
            return ""
        await self.read()
        return await self.write(published, self._owed, self._owed)

    def owe(self, files: Mapping[str, bytes] | None) -> None:
        """Remember that the newest version is owed to the folder; None: that nothing is."""
        self._owed = files

    def move_on(self, files: Mapping[str, bytes]) -> None:
        """Let what is owed, if anything is, be this version, which is the newest now."""
        if self._owed is not None:
            self._owed = None if self.held == files else files


def _beside_edits(
    edited: Iterable[str], base: Mapping[str, bytes], held: Mapping[str, bytes], files: Mapping[str, bytes]
) -> tuple[dict[str, bytes], list[str]]:
    """Return what a folder is to hold once it is brought to some files, and the names of edits that conflict with them.

    Args:
        edited: The names of what was edited in the folder.
        base: What the folder held before it was edited.
        held: What it holds.
    """
    wanted, conflicts = dict(files), []
    for name in sorted(edited):
        was, mine, yours = base.get(name), held.get(name), files.get(name)
        both = mine
        if yours not in (was, mine):
            both = merged(was or b"", mine, yours) if mine is not None and yours is not None else None
            if both is None:
                conflicts.append(name)
                both = mine
        wanted.pop(name, None)
        if both is not None:
            wanted[name] = both
    return wanted, conflicts

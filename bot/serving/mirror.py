"""The knowledge folder as a copy of what is published, in which people edit. Does not know how knowledge is served.

A file that was never published, in whatever version, is an edit: it is kept nowhere but in the folder, and so it is
never overwritten.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from pathlib import Path

from ..core.knowledge.loading import version_of
from ..errors import Fault, FileError, KnowledgeError, StoreError
from ..store import Published, Versions
from .edition import Served
from .folder import read_files, write_files

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
        """Return files with the edits that the folder held when it was last read in their place, or beside them."""
        published = await self._versions.holds(self.held)
        return {**files, **{name: data for name, data in self.held.items() if name not in published}}

    async def write(
        self, published: Published, files: Mapping[str, bytes], edits: Mapping[str, bytes] | None = None
    ) -> str:
        """Bring the folder to a version that was published; return why it could not be, "" if it was.

        edits: Files that may be overwritten although they were never published, as the version has taken them up.
        """
        if self.folder is None:
            return ""
        self._owed = files
        try:
            over = (edits or {}, await self._versions.holds(self.held))
            left = await asyncio.to_thread(write_files, self.folder, files, over)
            self._owed = None
            if left:
                raise FileError(
                    f"{', '.join(left)}: edited in the meantime and left alone; refresh publishes the edits"
                )
            await self._versions.set_written(published.number)
        except (FileError, KnowledgeError, StoreError) as error:
            _log.error(
                "version %s is served, but the knowledge folder is not brought to it: %s", published.version, error
            )
            return str(error)
        return ""

    async def pay(self) -> str:
        """Bring the folder to what is owed to it; return why it cannot be, "" if nothing is owed."""
        published = await self._versions.newest() if self._owed is not None else None
        if self._owed is None or published is None or published.number != self._served.number:
            return ""
        await self.read()
        return await self.write(published, self._owed)

    def owe(self, files: Mapping[str, bytes] | None) -> None:
        """Remember that the newest version is owed to the folder; None: that nothing is."""
        self._owed = files

    def move_on(self, files: Mapping[str, bytes]) -> None:
        """Let what is owed, if anything is, be this version, which is the newest now."""
        if self._owed is not None:
            self._owed = None if self.held == files else files

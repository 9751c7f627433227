"""The entries of the library's report by name, and an answer with any of them."""

from __future__ import annotations

from bot.core.answering.reply import Reply
from bot.core.knowledge.model import Entry
from tests.core import library

__all__ = [
    "ATLASES", "BASE", "BELL", "CHAIRS", "HURST", "INSPECTION", "LATE", "LOOKED", "OAKHAM", "ROOF", "SHARE",
    "SOURCE_LINE", "answer",
]  # fmt: skip

BASE = library.knowledge()
SOURCE_LINE = "Libraries in Elmstead are worn out (March 2018) https://gazette.example/libraries"
LOOKED, LATE, SHARE, CHAIRS, OAKHAM, BELL, HURST, ROOF, ATLASES, INSPECTION = BASE.entries.values()


def answer(entry: Entry, **more: object) -> Reply:
    return Reply("?", "answer", 0.91234, "0123456789ab", entry=entry, **more)

"""What became of a document in a new edition: entries that stand, that have other figures, that stand no longer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .draft import Draft

__all__ = ["Changed", "Edition", "Gone"]


@dataclass(frozen=True, slots=True)
class Changed:
    """An entry whose sentence is there with other figures.

    Attributes:
        id: Its id.
        title: Its title now.
        old: The words of the old edition that it rested on.
        new: Those of the new one.
        figure: Its figure in the old edition and in the new one; ("", "") if that is the same, or it has none.
        others: What changed in the sentence, old and new, each once: numbers, years, ways that something went.
        page: The page that it stands on; None where there are none.
        doubts: Why somebody should look at it.
    """

    id: str
    title: str
    old: str
    new: str
    figure: tuple[str, str]
    others: tuple[tuple[str, str], ...]
    page: int | None
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gone:
    """An entry or silence that no longer stands.

    Attributes:
        id: Its id.
        title: Its title.
        said: The words of the old edition that it rested on; "" if there are none.
        why: Why it cannot stay.
        near: The nearest sentence of the new edition; "" if none is near.
        page: The page of that.
        drafted: The id of the new entry that was made of it; "" if there is none.
        written: It, as it was written.
    """

    id: str
    title: str
    said: str
    why: str
    near: str
    page: int | None
    drafted: str
    written: str


@dataclass(frozen=True, slots=True)
class Edition:
    """What became of a document in a new edition.

    Attributes:
        document: The name of its file.
        kept: The ids of the entries that stand as they are, in order.
        changed: In order.
        gone: In order.
        draft: The new entries, as a draft; without those that stand in the base already.
        left_out: How many sentences stood in the old edition, word for word, and had no entry there.
        silences: The ids of the silences that were kept.
        unproved: The ids of paraphrases: kept, though nothing proves them.
        checks: The check questions that went with their entries.
        files: All files of the base, the new edition in the place of the old one.
        away: The names of files of the base that are not among them.
    """

    document: str
    kept: tuple[str, ...]
    changed: tuple[Changed, ...]
    gone: tuple[Gone, ...]
    draft: Draft
    left_out: int
    silences: tuple[str, ...]
    unproved: tuple[str, ...]
    checks: tuple[str, ...]
    files: Mapping[str, bytes]
    away: tuple[str, ...]

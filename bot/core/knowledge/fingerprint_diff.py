"""Two fingerprints of a source side by side: paragraphs that came, went or moved, and what is provable only now."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import zip_longest

from ...errors import SourceError
from .change import Change
from .fingerprint import Fingerprint, find, parse
from .hunks import hunks
from .model import Excerpt, Knowledge
from .skeleton import lines_of

__all__ = ["allowed_excerpts", "fingerprint_changes", "fingerprint_file"]


def fingerprint_file(source: str) -> str:
    """Return the name of the file with the fingerprint of a source."""
    return f"sources/{source}.fingerprint"


def fingerprint_changes(file: str, old: bytes | None, new: bytes | None) -> Iterator[Change]:
    """Yield what differs between two versions of a fingerprint, each line of it; None for one that is not there.

    Keys: "method" (its first line), "paragraph", "moved", "layout" (the same hashes, written otherwise), and last
    "runs": how many runs of words only the old one, and only the new one, allows.
    """
    before, after = (lines_of((data or b"").decode("ascii", "surrogateescape")) for data in (old, new))
    source = file.removeprefix("sources/").removesuffix(".fingerprint")
    gone: dict[tuple[str, ...], list[int]] = {}
    pairs: list[tuple[int | None, int | None]] = []
    for at, to, start, end in hunks(before, after):
        pairs += _paired(before, after, range(at, to), range(start, end))
    for one, other in pairs:
        if one and other is None:
            gone.setdefault(tuple(before[one].split()), []).append(one)
    moved: dict[int, int] = {}  # from the new place to the old one
    for one, other in pairs:
        if other and one is None and gone.get(tuple(after[other].split())):
            moved[other] = gone[tuple(after[other].split())].pop(0)
    for one, other in pairs:
        if other in moved:
            one = moved[other]
        elif other is None and one in moved.values():
            continue
        was, now = None if one is None else before[one], None if other is None else after[other]
        key = "method" if 0 in (one, other) else "moved" if other in moved else "paragraph"
        if was is not None and now is not None and was.split() == now.split() and key == "paragraph":
            key = "layout"
        lines = (0 if one is None else one + 1, 0 if other is None else other + 1)
        yield Change("fingerprints", file, source, key, was, now, *lines)
    runs = [{run for line in side[1:] for run in line.split()} for side in (before, after)]
    if pairs and runs[0] != runs[1]:
        counts = (str(len(runs[0] - runs[1])), str(len(runs[1] - runs[0])))
        yield Change("fingerprints", file, source, "runs", *counts)


def _paired(before: list[str], after: list[str], gone: range, come: range) -> Iterator[tuple[int | None, int | None]]:
    """Yield which lines of a part stand for one another, None for none: those that have some hash in common."""
    for one, other in zip_longest(gone, come):
        if one is None or other is None or 0 in (one, other):
            yield (one, other) if one == other or None in (one, other) else (one, None)
            if one is not None and other is not None and one != other:
                yield None, other
        elif set(before[one].split()) & set(after[other].split()) or not before[one].split() + after[other].split():
            yield one, other
        else:
            yield one, None
            yield None, other


def allowed_excerpts(old: bytes | None, new: Knowledge, source: str) -> Iterator[tuple[str, str]]:
    """Yield entry and excerpt for each of a source's excerpts that its old fingerprint does not hold.

    old: the old fingerprint; None if there was none.
    """
    before = _parsed(old)
    seen = set()
    for entry in new.entries.values():
        for excerpt in entry.excerpts if entry.source.id == source else ():
            if excerpt not in seen and not _holds(before, excerpt):
                yield entry.id, excerpt.text
            seen.add(excerpt)


def _parsed(data: bytes | None) -> Fingerprint:
    with suppress(SourceError, UnicodeDecodeError):
        return parse((data or b"").decode("ascii"))
    return Fingerprint(())


def _holds(fingerprint: Fingerprint, excerpt: Excerpt) -> bool:
    try:
        return find(excerpt.text, fingerprint) is not None
    except ValueError:
        return False

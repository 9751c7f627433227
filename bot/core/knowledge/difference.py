"""All that differs between two versions of the knowledge: every byte of every file is told of, as what it is.

What means something is told by its name (`pieces.py`), a fingerprint paragraph by paragraph (`fingerprint_diff.py`),
and what is left of a file by its lines (`skeleton.py`). What follows from another change, as a calculated figure does,
is told as well.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import accumulate

from .change import KINDS, SENSITIVE, Change, Kind
from .fingerprint_diff import allowed_excerpts, fingerprint_changes, fingerprint_file
from .help_changes import order_changes, renamed
from .model import Entry, Knowledge, Silence
from .pieces import Piece, Pieces, pieces
from .skeleton import lines_of, rests, whole

__all__ = ["Difference", "difference", "file_changes"]


@dataclass(frozen=True, slots=True)
class Difference:
    """What one version has otherwise than another.

    Attributes:
        changes: All of it, in the order of KINDS; empty only if the files are the same, byte for byte.
        figures: Entries of both versions whose figure is another one, before and now.
    """

    changes: tuple[Change, ...] = ()
    figures: tuple[tuple[Entry, Entry], ...] = ()

    def __str__(self) -> str:
        """Return in one line how much there is of each kind; "" if nothing differs."""
        return ", ".join(f"{kind}: {number}" for kind, number in self.counts.items())

    @property
    def counts(self) -> dict[Kind, int]:
        """How many things of each kind differ, in the order of KINDS; kinds of which nothing does are left out.

        Of ways of asking, calls and other bytes each counts; of anything else each entry, check, help line once,
        however much of it differs.
        """
        seen = {
            (change.kind, change.file, change.of, *((at,) if change.kind in _COUNTED_EACH else ()))
            for at, change in enumerate(self.changes)
        }
        found = Counter(kind for kind, *_ in seen)
        return {kind: found[kind] for kind in KINDS if found[kind]}

    @property
    def sensitive(self) -> tuple[Kind, ...]:
        """Those of SENSITIVE of which something differs: they are to be confirmed, or seen by others, by name."""
        return tuple(kind for kind in SENSITIVE if any(change.kind == kind for change in self.changes))

    def of(self, *kinds: Kind) -> tuple[Change, ...]:
        """Return the changes of some kinds, in order."""
        return tuple(change for change in self.changes if change.kind in kinds)


_COUNTED_EACH: tuple[Kind, ...] = ("phrasings", "calls", "other bytes")


def difference(old: Knowledge, new: Knowledge) -> Difference:
    """Return all that differs between two versions."""
    figures = tuple(
        (old.entries[id], entry)
        for id, entry in new.entries.items()
        if id in old.entries and old.entries[id].figure != entry.figure
    )
    found = [*file_changes(old.files, new.files), *_following(old, new, figures)]
    return Difference(tuple(_sorted(found)), figures)


def file_changes(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> tuple[Change, ...]:
    """Return what differs between two sets of files; not what follows from it, such as calculated figures."""
    names = [name for name in sorted({*old, *new}) if old.get(name) != new.get(name)]
    prints = [name for name in names if name.endswith(".fingerprint")]
    found = [change for name in prints for change in fingerprint_changes(name, old.get(name), new.get(name))]
    before, after = (
        {name: pieces(name, files[name]) for name in names if name in files and name not in prints}
        for files in (old, new)
    )
    known = renamed(before.get("help.yaml", _NONE).pieces, after.get("help.yaml", _NONE).pieces)
    if "help.yaml" in after:
        after["help.yaml"] = replace(after["help.yaml"], pieces=known)
    found += _piece_changes(before, after)
    for name in names:
        if name not in old or name not in new:
            found.append(_whole_file(name, old.get(name), new.get(name)))
        elif not any(change.file == name for change in found):  # whatever it is, it is told
            texts = [files[name].decode("utf-8", "surrogateescape") for files in (old, new)]
            found += [_other(name, rest.old, rest.new, rest.old_line, rest.new_line) for rest in whole(*texts)]
    return tuple(_sorted(found))


_NONE = Pieces("")


def _sorted(changes: Iterable[Change]) -> list[Change]:
    return sorted(changes, key=lambda change: KINDS.index(change.kind))


def _piece_changes(before: Mapping[str, Pieces], after: Mapping[str, Pieces]) -> Iterator[Change]:
    """Yield what differs in files that hold pieces, and then what is left of each."""
    ends = (_ends(before), _ends(after))
    olds, news = ({piece.identity: (name, piece) for name, piece in _all(side)} for side in (before, after))
    told: tuple[set[tuple[str, str, str, str, int]], ...] = (set(), set())  # in one version only; saying something else
    for identity in dict.fromkeys([*olds, *news]):
        old, new = olds.get(identity), news.get(identity)
        if old is not None and new is not None and old[1].value == new[1].value:
            continue
        told[old is not None and new is not None].add(identity)
        name, piece = new or old or ("", None)
        assert piece is not None
        yield Change(
            piece.kind, name, piece.of, piece.key, old and old[1].value, new and new[1].value,
            _line(ends[0], old), _line(ends[1], new),
        )  # fmt: skip
    for name in sorted(before.keys() | after.keys()):
        parts = (before.get(name, _NONE), after.get(name, _NONE))
        places = [
            tuple({at for at, piece in enumerate(side.pieces) if piece.identity in each} for each in told)
            for side in parts
        ]
        for rest in rests(*parts, (places[0][0], places[0][1]), (places[1][0], places[1][1])):
            yield _other(name, rest.old, rest.new, rest.old_line, rest.new_line)


def _all(side: Mapping[str, Pieces]) -> Iterator[tuple[str, Piece]]:
    for name, held in side.items():
        for piece in held.pieces:
            yield name, piece


def _ends(side: Mapping[str, Pieces]) -> dict[str, list[int]]:
    return {name: list(accumulate(map(len, lines_of(held.text)))) for name, held in side.items()}


def _line(ends: Mapping[str, list[int]], held: tuple[str, Piece] | None) -> int:
    return bisect_right(ends[held[0]], held[1].start) + 1 if held is not None else 0


def _other(name: str, old: str | None, new: str | None, old_line: int, new_line: int) -> Change:
    return Change("other bytes", name, "", "", old, new, old_line, new_line)


def _whole_file(name: str, old: bytes | None, new: bytes | None) -> Change:
    """Return that a file came or went; what it holds is told besides."""
    counts = [None if data is None else str(len(data)) for data in (old, new)]
    return Change("files", name, "", "bytes", counts[0], counts[1])


def _following(old: Knowledge, new: Knowledge, figures: Iterable[tuple[Entry, Entry]]) -> Iterator[Change]:
    """Yield what is seen only in what was read from the files."""
    for before, after in figures:
        yield Change("figures", "", after.id, "figure", _figure(before), _figure(after))
    for entry in (entry for id, entry in old.entries.items() if id not in new.entries and entry.figure is not None):
        yield Change("figures", "", entry.id, "figure", _figure(entry), None)
    for entry in (entry for id, entry in new.entries.items() if id not in old.entries and entry.figure is not None):
        yield Change("figures", "", entry.id, "figure", None, _figure(entry))
    olds: dict[str, Entry | Silence] = {**old.entries, **old.silences}
    news: dict[str, Entry | Silence] = {**new.entries, **new.silences}
    for id, item in news.items():
        if id in olds and olds[id].source.id != item.source.id:
            kind: Kind = "entries" if isinstance(item, Entry) else "silences"
            yield Change(kind, "", id, "source", olds[id].source.id, item.source.id)
    yield from order_changes(old.help, new.help)
    for source in new.sources:
        name = fingerprint_file(source)
        if name in new.files and old.files.get(name) != new.files[name]:
            for id, text in allowed_excerpts(old.files.get(name), new, source):
                yield Change("fingerprints", name, id, "allows", None, text)
            yield from _found_elsewhere(old, new, source, name)


def _figure(entry: Entry) -> str | None:
    return entry.figure.text if entry.figure is not None else None


def _found_elsewhere(old: Knowledge, new: Knowledge, source: str, name: str) -> Iterator[Change]:
    for id, entry in new.entries.items():
        if id not in old.entries or entry.source.id != source:
            continue
        places = {excerpt.text: excerpt.paragraph for excerpt in old.entries[id].excerpts}
        for excerpt in entry.excerpts:
            was = places.get(excerpt.text, excerpt.paragraph)
            if was != excerpt.paragraph:
                yield Change("fingerprints", name, id, "found in", str(was), str(excerpt.paragraph))

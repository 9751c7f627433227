"""Help lines of two versions: which of them is the same under another name, and in which order they are shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from .change import Change
from .model import Help, HelpLine
from .pieces import Piece

__all__ = ["order_changes", "renamed"]

_FILE = "help.yaml"


def renamed(old: Sequence[Piece], new: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return the new pieces; those of a help line that only has another name are known by the old one.

    It is the same line if it is in the same list, and its number or address stands in no other that came or went; or
    if it is the only one there that came, and one went.
    """
    before, after = _lines(old), _lines(new)
    gone = [of for of in before if of not in after]
    known: dict[str, str] = {}
    for of in after:
        if of in before:
            continue
        where = of.partition(": ")[0]
        left = [each for each in gone if each.partition(": ")[0] == where and each not in known.values()]
        alike = [each for each in left if before[each] & after[of]]
        come = [each for each in after if each not in before and each.partition(": ")[0] == where]
        if len(alike) == 1 or (len(left) == len(come) == 1):
            known[of] = (alike or left)[0]
    return tuple(replace(piece, of=known.get(piece.of, piece.of)) for piece in new)


def order_changes(old: Help | None, new: Help | None) -> Iterator[Change]:
    """Yield where help lines that both versions have are shown in another order, or another country's are shown."""
    if old is None or new is None:
        return
    if old.default != new.default:
        yield Change("help lines", _FILE, "", "shown where no country is chosen", old.default, new.default)
    before, after = _lists(old), _lists(new)
    for where, lines in after.items():
        rows = [[line.name for line in side] for side in (before.get(where, ()), lines)]
        kept = [[name for name in row if name in rows[0] and name in rows[1]] for row in rows]
        if kept[0] != kept[1]:
            yield Change("help lines", _FILE, where, "order", ", ".join(rows[0]), ", ".join(rows[1]))


def _lists(help: Help) -> Mapping[str, tuple[HelpLine, ...]]:
    countries = {code: country.lines for code, country in help.countries.items()}
    return {**(countries or {"lines": help.lines}), "anywhere": help.anywhere}


def _lines(pieces: Sequence[Piece]) -> dict[str, set[str]]:
    """Return numbers and addresses of each help line."""
    found: dict[str, set[str]] = {}
    for piece in pieces:
        if piece.kind == "help lines" and ": " in piece.of:
            values = found.setdefault(piece.of, set())
            if piece.key in ("number", "url"):
                values.add(piece.value)
    return found

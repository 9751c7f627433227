"""The scored sets that come with the source code: which questions, about which base, and how good replies have to be.

They are listed in sets.yaml of a folder. Knows nothing of how replies are measured.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ..core.knowledge.yamltext import Document, Value, read
from ..errors import Fault, KnowledgeError, ScoredSetError
from . import calls, claims, evaluation, premises, talks

__all__ = ["FOLDER", "Kind", "ScoredSet", "read_sets", "set_around"]

FOLDER = Path("tests/questions")
"""Where they are, seen from the folder of a clone."""

Kind = Literal["questions", "claims", "premises", "talks", "calls"]

_FILE = "sets.yaml"
_MEASURES: Mapping[Kind, tuple[str, ...]] = {
    "questions": evaluation.MEASURES,
    "claims": claims.MEASURES,
    "premises": premises.MEASURES,
    "talks": talks.MEASURES,
    "calls": calls.MEASURES,
}
_KEYS = ("set", "of", "base", "phrasings", "learn", "floors", "with_vectors")


@dataclass(frozen=True, slots=True)
class ScoredSet:
    """Messages of one kind whose right replies are known: questions, messages for the figure check, questions with
    numbers in them, conversations, or calls for help and what sounds like one.

    name: The folder they are in, seen from the list: "claims/held"; and how many phrasings, if these are few.
    folder: The same as a path.
    of: What they are.
    base: The knowledge folder that they are about; None: the one that is set, or that comes with the bot.
    phrasings: So many ways of asking at most are left to each entry and silence of the base; None: all.
    learn: Whether `bot tune` learns from them; others are only ever measured on.
    floors: By measure, the least share that must be reached, 0.0 to 1.0.
    floors_with_vectors: The same where replies go by vectors of words as well.
    """

    name: str
    folder: Path
    of: Kind
    base: Path | None
    phrasings: int | None
    learn: bool
    floors: Mapping[str, float]
    floors_with_vectors: Mapping[str, float]

    def is_all_of(self, paths: Sequence[Path]) -> bool:
        """Tell whether these paths are the set, and not parts of it."""
        return self.phrasings is None and [path.resolve() for path in paths] == [self.folder.resolve()]


def read_sets(folder: Path = FOLDER) -> list[ScoredSet]:
    """Return the sets that a folder lists, in that order; none if there is no such list.

    Raises KnowledgeError with every fault of the list.
    """
    file = folder / _FILE
    if not file.is_file():
        return []
    document = read(str(file), file.read_bytes())
    listed = document.value.get("sets") if isinstance(document.value, dict) else None
    items = listed if isinstance(listed, list) else []
    faults = [*document.faults, *(fault for at, item in enumerate(items) for fault in _faults(document, at, item))]
    if not items:
        faults.append(document.fault((), 'there is no list "sets"', "list the scored sets under it"))
    if faults:
        raise KnowledgeError(faults)
    return [_set(folder, item) for item in items if isinstance(item, dict)]


def set_around(sets: Sequence[ScoredSet], paths: Sequence[Path]) -> ScoredSet | None:
    """Return the set that files or folders are parts of, or the whole of; None if there is no single one.

    Raises ScoredSetError if they are about more than one base.
    """
    touched = [each for each in sets if any(_holds(each.folder, path) or _holds(path, each.folder) for path in paths)]
    if len({each.base for each in touched}) > 1:
        names = ", ".join(each.name for each in touched)
        raise ScoredSetError(f"the sets {names} are about different knowledge bases; measure them one at a time")
    around = [each for each in touched if all(_holds(each.folder, path) for path in paths)]
    around.sort(key=lambda each: each.phrasings is not None)
    return around[0] if around else None


def _holds(folder: Path, path: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())


def _faults(document: Document, at: int, item: Value) -> Iterator[Fault]:
    """Yield everything wrong with one set of the list."""
    place = ("sets", at)
    if not isinstance(item, dict):
        yield document.fault(place, "this is no scored set", 'write "set:", "of:" and "floors:"')
        return
    for key in item.keys() - set(_KEYS):
        yield document.key_fault((*place, key), f'the key "{key}" is not known here', f"use one of {', '.join(_KEYS)}")
    folder = Path(document.name).parent
    for key in ("set", "base"):
        name = item.get(key, "" if key == "set" else ".")
        if not isinstance(name, str) or not name or not (folder / name).is_dir():
            yield document.fault((*place, key), f'"{key}" names no folder', f"name a folder, seen from {folder}")
    if item.get("learn", False) not in (True, False):
        yield document.fault((*place, "learn"), '"learn" is neither true nor false', "write one of the two")
    few = item.get("phrasings")
    if few is not None and (not isinstance(few, int) or isinstance(few, bool) or few < 0):
        yield document.fault((*place, "phrasings"), '"phrasings" is no number', "write how many are left to each entry")
    measures = next((found for kind, found in _MEASURES.items() if kind == item.get("of")), None)
    if measures is None:
        what = f'"of" is none of {", ".join(_MEASURES)}'
        yield document.fault((*place, "of"), what, "write which of them the set holds")
        return
    for key in ("floors", "with_vectors"):
        floors = item.get(key, {} if key == "with_vectors" else None)
        if not isinstance(floors, dict) or (key == "floors" and not floors):
            yield document.fault((*place, key), f'"{key}" holds no floors', "give the least share of each measure")
            continue
        for measure, floor in floors.items():
            if measure not in measures:
                what, remedy = f'"{measure}" is not measured here', f"use {', '.join(measures)}"
                yield document.key_fault((*place, key, measure), what, remedy)
            elif not isinstance(floor, int | float) or not 0 <= floor <= 100:
                what, remedy = f'the floor of "{measure}" is no percentage', "write a number from 0 to 100"
                yield document.fault((*place, key, measure), what, remedy)


def _set(folder: Path, item: dict[str, Value]) -> ScoredSet:
    """Return a set of the list, in which no fault was found."""
    floors = _shares(item["floors"])
    base = item.get("base")
    few = item.get("phrasings")
    return ScoredSet(
        name=str(item["set"]) if few is None else f"{item['set']}, {few} phrasings",
        folder=folder / str(item["set"]),
        of=next(kind for kind in _MEASURES if kind == item["of"]),
        base=folder / base if isinstance(base, str) else None,
        phrasings=few if isinstance(few, int) else None,
        learn=item.get("learn") is True,
        floors=floors,
        floors_with_vectors=floors | _shares(item.get("with_vectors", {})),
    )


def _shares(floors: Value) -> dict[str, float]:
    assert isinstance(floors, dict)
    return {measure: floor / 100 for measure, floor in floors.items() if isinstance(floor, int | float)}

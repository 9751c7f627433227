"""The files of a base in which a new edition takes the place of an old one; all else in them stays as it is written.

Knows nothing of why an entry changes or goes.
"""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..core.knowledge.fingerprint import fingerprint
from ..core.knowledge.limits import MAX_PHRASING
from ..core.knowledge.linetext import read_lines
from ..core.knowledge.locators import locators_text
from ..core.knowledge.naming import asked_file, documents
from ..core.knowledge.yamlblocks import cut, with_values
from ..core.knowledge.yamltext import Document, Path, read
from ..errors import EditError, Fault
from .draft import Draft
from .likeness import substituted
from .marks import look_mark, plain_line
from .writing import entry_lines

__all__ = ["Book", "Item", "WrittenEdition"]

_Others = Sequence[tuple[str, str]]
_CHECKS = "checks.yaml"
_MENTIONS = ("contradicts", "confirms", "near")


@dataclass(frozen=True, slots=True)
class Item:
    """An entry or silence of the old edition.

    Attributes:
        path: Its list and its place there.
        id: Its id.
        title: Its title.
        value: Its fields, as they were read.
        text: It, as it is written.
    """

    path: Path
    id: str
    title: str
    value: Mapping[str, Any]
    text: str

    @property
    def said(self) -> str:
        """The words that it rests on; "" for a silence or a paraphrase."""
        return str(self.value.get("evidence") or self.value.get("quote") or "")


@dataclass(frozen=True, slots=True)
class WrittenEdition:
    """The files of the whole base, with the new edition in them.

    Attributes:
        files: By name.
        document: The name of the new edition's.
        checks: The questions of the checks that went with their entries.
        begins: The lines on which pieces of the document begin, from 1.
        owners: The id of the entry or silence that each piece is; "" of others.
    """

    files: Mapping[str, bytes]
    document: str
    checks: tuple[str, ...]
    begins: Sequence[int]
    owners: Sequence[str]

    def place(self, fault: Fault) -> tuple[str, str] | None:
        """Return the id of the entry or silence that a fault is of, and what is wrong; None if it is of none."""
        owner = ""
        if fault.file == self.document:
            owner = self.owners[bisect_right(self.begins, fault.line) - 1]
        else:
            owner = next((id for id in self.owners if id and fault.file == asked_file(id)), "")
        return (owner, fault.what) if owner else None


@dataclass(slots=True)
class Book:
    """The document of the old edition, cut into its entries.

    Args:
        files: All of the base.
        document: The document, as it was read.
        header: What is known of the new edition, by the keys of a source's header, its id included.

    Raises EditError if it is written so strangely that it cannot be changed.
    """

    files: Mapping[str, bytes]
    document: Document
    header: Mapping[str, str]
    items: list[Item] = field(init=False)
    _pieces: list[tuple[Item | None, str]] = field(init=False)
    _edited: dict[tuple[str, str], str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        name = self.document.name
        text = _text(self.files[name])
        held: Any = self.document.value
        known = {key: value for key, value in self.header.items() if value}
        changes: dict[Path, Any] = {
            ("source", key): value for key, value in known.items() if held["source"].get(key) != value
        }
        text = with_values(name, text, changes)
        for key in known:
            text = re.sub(rf"^[ \t]+{key}:.*", lambda line: plain_line(line[0]), text, count=1, flags=re.MULTILINE)
        self._pieces, self.items = [], []
        for piece in cut(name, text, ("entries", "silences")):
            item = None
            if piece.path:
                value = held[piece.path[0]][piece.path[1]]
                item = Item(piece.path, str(value["id"]), str(value["title"]), value, piece.text)
                self.items.append(item)
            self._pieces.append((item, piece.text))

    def asked(self, item: Item, others: Mapping[str, _Others]) -> list[str]:
        """Return the ways of asking for an entry or silence, with what changed put in its place."""
        held = item.value.get("asked", [])
        name = asked_file(item.id)
        lines = read_lines(name, self.files[name], max_chars=MAX_PHRASING).asked if name in self.files else []
        return [_told(text, others.get(item.id, ())) for text in [*held, *(line.text for line in lines)]]

    def written(
        self, values: Mapping[str, Mapping[Path, Any]], others: Mapping[str, _Others], gone: Collection[str],
        draft: Draft, doubts: Mapping[str, tuple[str, ...]],
    ) -> WrittenEdition:  # fmt: skip
        """Return the files of the base with the new edition.

        Args:
            values: What is written anew, by the id of an entry and the path in it.
            others: What changed, old and new, by the id of an entry: for its ways of asking and its checks.
            gone: The ids of entries and silences that no longer stand.
            draft: The new entries, and the text of the new edition.
            doubts: Why somebody should look at an entry, by its id; it is marked so.

        Raises EditError as `Book` does, and if nothing would be left.
        """
        held: Any = self.document.value
        old, new = str(held["source"]["id"]), draft.header.id
        name = self.document.name if new == old else f"{new}.yaml"
        made = list(self._assembled(values, others, gone, draft, doubts))
        if not draft.entries and all(item.id in gone for item in self.items if item.path[0] == "entries"):
            raise EditError(f"nothing of {self.document.name} stands in the new edition, and nothing new was found")
        begins, line = [], 1
        for _, text in made:
            begins.append(line)
            line += text.count("\n")
        proof = str(fingerprint(draft.text))
        away = {self.document.name, f"sources/{old}.fingerprint", f"sources/{old}.locators", *map(asked_file, gone)}
        files = {each: data for each, data in self.files.items() if each not in away}
        for id, changed in others.items():
            if asked_file(id) in files:
                files[asked_file(id)] = _lines_told(files[asked_file(id)], changed)
        files |= self._elsewhere(files, gone)
        checks: tuple[str, ...] = ()
        if _CHECKS in files:
            files[_CHECKS], checks = _checks(files[_CHECKS], others, gone)
        files |= {
            name: "".join(text for _, text in made).encode(),
            f"sources/{new}.fingerprint": proof.encode("ascii"),
            f"sources/{new}.locators": locators_text(draft.locators, proof).encode(),
        }
        return WrittenEdition(files, name, checks, begins, [owner for owner, _ in made])

    def _assembled(
        self, values: Mapping[str, Mapping[Path, Any]], others: Mapping[str, _Others], gone: Collection[str],
        draft: Draft, doubts: Mapping[str, tuple[str, ...]],
    ) -> Iterator[tuple[str, str]]:  # fmt: skip
        last = max(at for at, (item, _) in enumerate(self._pieces) if item is not None and item.path[0] == "entries")
        left = ""
        for at, (item, text) in enumerate(self._pieces):
            if item is None:
                if not (left == "gone" and not text.strip()):
                    yield "", text
                left = ""
            elif item.id in gone:
                left = "gone"
            else:
                text = self._with(item, values.get(item.id, {}), others.get(item.id, ()), gone)
                yield item.id, _marked(text, item.id, doubts.get(item.id, ()))
                left = ""
            if at == last:
                yield from _new(draft, text)

    def _with(self, item: Item, values: Mapping[Path, Any], others: _Others, gone: Collection[str]) -> str:
        changes = {(item.path[0], 0, *path): value for path, value in values.items()}
        for key in _MENTIONS:
            ids = item.value.get(key, [])
            if set(ids) & set(gone):
                changes[(item.path[0], 0, key)] = [id for id in ids if id not in gone]
        for key in ("asked", "not_asked") if others else ():
            for at, text in enumerate(item.value.get(key, [])):
                if _told(text, others) != text:
                    changes[(item.path[0], 0, key, at)] = _told(text, others)
        if not changes:
            return item.text
        known = (item.id, repr(sorted(changes.items(), key=repr)))
        if known not in self._edited:
            top = f"{item.path[0]}:\n"
            ending = "" if item.text.endswith(("\n", "\r")) else "\n"
            self._edited[known] = with_values(self.document.name, top + item.text + ending, changes)[len(top) :]
        return self._edited[known]

    def _elsewhere(self, files: Mapping[str, bytes], gone: Collection[str]) -> dict[str, bytes]:
        """Return the other documents in which entries were mentioned that no longer stand."""
        made = {}
        for name in documents(files):
            if not any(id.encode() in files[name] for id in gone):
                continue
            value: Any = read(name, files[name]).value
            changes: dict[Path, Any] = {}
            for key in ("entries", "silences"):
                for at, item in enumerate(value.get(key, [])):
                    for mention in _MENTIONS:
                        ids = item.get(mention, [])
                        if set(ids) & set(gone):
                            changes[(key, at, mention)] = [id for id in ids if id not in gone]
            if changes:
                made[name] = with_values(name, _text(files[name]), changes).encode()
        return made


def _marked(text: str, id: str, doubts: tuple[str, ...]) -> str:
    """Return an entry with the doubts behind its id, if that stands in a line of its own."""
    if not doubts:
        return text
    mark = look_mark(doubts)
    bare = re.compile(rf"^([ \t]*(?:-[ \t]+)?id:[ \t]+{id})[ \t]*(?=\r?$)", re.MULTILINE)
    return bare.sub(lambda line: line[1] + mark, text, count=1)


def _new(draft: Draft, above: str) -> Iterator[tuple[str, str]]:
    """Yield the new entries, set in as the one above them."""
    if not draft.entries:
        return
    dash = next(len(line) - len(line.lstrip(" ")) for line in above.splitlines() if line.lstrip().startswith("-"))
    ending = "\r\n" if "\r\n" in above else "\n"
    note = "# New in this edition, drafted by machine: nobody has read these yet."
    yield "", f"{'' if above.endswith(ending) else ending}{ending}{' ' * dash}{note}{ending}"
    for entry in draft.entries:
        lines = [f"{' ' * dash}{line[2:]}{ending}" for line in entry_lines(entry)]
        yield entry.id, "".join(lines)
        yield "", ending


def _checks(data: bytes, others: Mapping[str, _Others], gone: Collection[str]) -> tuple[bytes, tuple[str, ...]]:
    """Return the file of check questions without those of what is gone, and the questions that went."""
    text = _text(data)
    value: Any = read(_CHECKS, data).value
    checks = value.get("checks") or []
    changes: dict[Path, Any] = {}
    for at, check in enumerate(checks):
        told = _told(check["ask"], others.get(check["expect"], ()))
        if told != check["ask"]:
            changes[("checks", at, "ask")] = told
    went = [at for at, check in enumerate(checks) if check["expect"] in gone]
    text = with_values(_CHECKS, text, changes)
    if went and len(went) == len(checks):
        text = with_values(_CHECKS, text, {("checks",): []})
    elif went:
        pieces = cut(_CHECKS, text, ("checks",))
        text = "".join(piece.text for piece in pieces if not (piece.path and piece.path[1] in went))
    return text.encode(), tuple(checks[at]["ask"] for at in went)


def _lines_told(data: bytes, others: _Others) -> bytes:
    lines = _text(data).splitlines(keepends=True)
    return "".join(line if line.startswith("#") else _told(line, others) for line in lines).encode()


def _told(text: str, others: _Others) -> str:
    """Return a way of asking with what changed put in its place; as it is where that is not plain."""
    told = substituted(text, others)
    return text if told is None else told


def _text(data: bytes) -> str:
    return data.removeprefix(codecs.BOM_UTF8).decode("utf-8")

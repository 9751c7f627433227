"""The entries and silences among the files of a base, whatever else may be wrong with them, and what leads to them.

Knows nothing of how they are changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...errors import EditError, Fault
from .limits import MAX_PHRASING
from .linetext import Lines, read_lines, with_lines
from .naming import asked_file, documents
from .phrasings import Phrasing, alike
from .yamltext import Document, Value, decoded, read

__all__ = ["Held", "Item"]


@dataclass(frozen=True, slots=True)
class Item:
    """An entry or silence: value is its mapping as it was read, path its list and its place there."""

    document: Document
    path: tuple[str, int]
    id: str
    value: dict[str, Value]


class Held:
    """The documents among the files of a base, and what can be made out in them, whatever else may be wrong."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files
        self.documents = [read(name, files[name]) for name in documents(files)]
        self.items = list(_items(self.documents))
        self.ids = {item.id for item in self.items}
        """Those that are taken."""

    def find(self, target: str) -> Item:
        """Return the entry or silence of an id."""
        found = [item for item in self.items if item.id == target]
        if not found:
            self._refuse_unread()
            raise EditError(f'there is no entry or silence "{target}"; choose one from the list')
        if len(found) > 1:
            places = " and ".join(f"{item.document.name}:{item.document.place(item.path)[0]}" for item in found[:2])
            raise EditError(f'the id "{target}" stands twice, in {places}; rename one of them')
        return found[0]

    def of_source(self, source: str) -> Document:
        """Return the document of a source."""
        sources: dict[str, Document] = {}
        for document in self.documents:
            about = document.value.get("source") if isinstance(document.value, dict) else None
            if isinstance(about, dict) and isinstance(id := about.get("id"), str):
                sources.setdefault(id, document)
        if source not in sources:
            self._refuse_unread()
            raise EditError(f'there is no source "{source}"; there is {", ".join(sorted(sources)) or "none"}')
        return sources[source]

    def _refuse_unread(self) -> None:
        for document in self.documents:
            if document.value is None and document.faults:
                raise EditError(str(document.faults[0]))

    def refuse_taken(self, phrasings: Sequence[str], target: str | None) -> None:
        """Refuse ways of asking of which one stands somewhere already, in one walk through those that there are.

        target: who is to have them, None for a new entry.
        """
        wanted = {alike(phrasing): phrasing for phrasing in phrasings}
        for item in self.items:
            asked, denied = self.phrasings(item)
            for known in asked:
                phrasing = wanted.get(alike(known.text))
                if phrasing is not None:
                    where = f'"{known.text}", in {known.file}:{known.line}'
                    raise EditError(f'"{phrasing}" is a way of asking for "{item.id}" already: {where}')
            for known in denied if item.id == target else ():  # others may rule out what they like
                phrasing = wanted.get(alike(known.text))
                if phrasing is not None:
                    where = f'"{known.text}", in {known.file}:{known.line}'
                    raise EditError(f'"{phrasing}" must not lead to "{item.id}": {where}')

    def phrasings(self, item: Item) -> tuple[list[Phrasing], list[Phrasing]]:
        """Return what leads to an entry or silence, and what must not."""
        found = self._lines(asked_file(item.id))
        return [*_inline(item, "asked"), *found.asked], [*_inline(item, "not_asked"), *found.denied]

    def _lines(self, name: str) -> Lines:
        return read_lines(name, self._files[name], max_chars=MAX_PHRASING) if name in self._files else Lines()

    def with_asked(self, id: str, phrasings: Sequence[str]) -> bytes:
        """Return the file with an entry's ways of asking, with these below the others."""
        name = asked_file(id)
        data = self._files.get(name, b"")
        if isinstance(fault := decoded(name, data), Fault):
            raise EditError(str(fault))
        return with_lines(data, phrasings)


def _items(documents: Iterable[Document]) -> Iterator[Item]:
    for document in documents:
        if isinstance(document.value, dict):
            for key in ("entries", "silences"):
                found = document.value.get(key)
                for at, value in enumerate(found if isinstance(found, list) else []):
                    if isinstance(value, dict) and isinstance(id := value.get("id"), str):
                        yield Item(document, (key, at), id, value)


def _inline(item: Item, key: str) -> Iterator[Phrasing]:
    known = item.value.get(key)
    for at, text in enumerate(known if isinstance(known, list) else []):
        if isinstance(text, str):
            yield Phrasing(text, item.document.name, *item.document.place((*item.path, key, at)))

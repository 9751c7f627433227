"""Changes to the files of a knowledge base in which nothing else changes. Knows nothing of where the files lie.

A way of asking is one line more in a text file; a new entry stands in its document, and its ways of asking in a file.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from ...errors import EditError, Fault
from ..language.text import fold
from .insertion import with_entry
from .limits import MAX_PHRASING
from .linetext import Lines, bare, has_word, read_lines, with_lines
from .naming import asked_file, documents, id_asked
from .phrasings import Phrasing, alike
from .schema import EntrySpec
from .yamltext import Document, Value, decoded, read

__all__ = ["Added", "NewEntry", "add", "put", "teach"]

_MAX_ID = 48
_RESERVED_IDS = ("entry", "signpost", "suggestions")  # words that a check question expects as something else


@dataclass(frozen=True, slots=True)
class NewEntry:
    """What somebody writes into a form to have a new entry. Line ends and runs of blanks count as one blank.

    title: a few words. says: the fact in one sentence. evidence: the source's own words. asked: ways of asking, one at
    least; empty ones and repeated ones are left out. quote, speaker: a person's words and the person's name. id: None
    to have one made of the title. What is "" is not written.
    """

    title: str
    says: str
    evidence: str
    asked: tuple[str, ...]
    quote: str = ""
    speaker: str = ""
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """All files, the id of the new entry, and the name of the document that it stands in."""

    files: dict[str, bytes]
    id: str
    name: str


def teach(files: Mapping[str, bytes], target: str, phrasing: str) -> dict[str, bytes]:
    """Return all files, with a way of asking added as the last line of those of an entry or silence.

    Line ends and runs of blanks in the phrasing become one blank, and "#" and "!" before its first word are dropped.

    Raises EditError if there is no such entry or silence, or a file cannot be read; or if the phrasing has no word, is
    too long or stands somewhere already (in whatever case and punctuation).
    """
    text = _phrasing(phrasing)
    _hold({"id": "x", "title": "x", "asked": [text]})
    base = _Base(files)
    base.find(target)
    base.refuse_taken([text], target)
    return {**files, asked_file(target): base.with_asked(target, [text])}


def add(files: Mapping[str, bytes], source: str, entry: NewEntry) -> Added:
    """Return all files, with a new entry after the last one of the document whose source has this id.

    Its ways of asking go into a file of their own. Nothing is proved of what the entry claims; loading does that.

    Raises EditError if there is no such source or its document cannot be read; if a field is empty, too long or of a
    wrong form; if the id is taken; if a way of asking stands somewhere already; or if the document is written in so
    strange a way that the change cannot be proved to be the only one.
    """
    base = _Base(files)
    document = base.of_source(source)
    fields = _fields(entry, base.ids | set(filter(None, map(id_asked, files))))
    base.refuse_taken(fields["asked"], None)
    asked = base.with_asked(fields["id"], fields.pop("asked"))
    new = with_entry(files[document.name], document, fields)
    return Added({**files, document.name: new, asked_file(fields["id"]): asked}, fields["id"], document.name)


def put(files: Mapping[str, bytes], changed: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return all files, with others in the place of those of the same name, or beside them.

    The ways of asking of an entry that goes with this go too, unless they are among the others.
    """
    new = {**files, **changed}
    gone = _Base(files).ids - _Base(new).ids if any(documents(changed)) else set()
    return {name: data for name, data in new.items() if name in changed or id_asked(name) not in gone}


# --- What is asked for --------------------------------------------------------------------------------------------

_LABELS = {
    "asked": "the way of asking",
    "evidence": "the excerpt",
    "id": "the id",
    "quote": "the quotation",
    "says": "the sentence",
    "speaker": "the speaker's name",
    "title": "the title",
}


def _tidy(text: str, key: str) -> str:
    text = " ".join(text.split())
    if any(unicodedata.category(char) in ("Cc", "Cs") for char in text):
        raise EditError(f"{_LABELS[key]} has an invisible character in it that no file may contain; type it again")
    return text


def _fields(entry: NewEntry, taken: set[str]) -> dict[str, Any]:
    """Return an entry as it will be read from YAML."""
    asked: dict[str, str] = {}
    for phrasing in entry.asked:
        text = _phrasing(phrasing)
        if text:
            asked.setdefault(alike(text), text)
    texts = {key: _tidy(getattr(entry, key), key) for key in ("title", "says", "quote", "speaker", "evidence")}
    id = _id_from(texts["title"], taken) if entry.id is None else entry.id
    if id in taken:
        raise EditError(f'the id "{id}" is taken; choose another')
    fields: dict[str, Any] = {"id": id, **{key: text for key, text in texts.items() if text or key == "title"}}
    if "speaker" in fields:
        fields["speaker"] = {"name": fields["speaker"]}
    fields["asked"] = list(asked.values())
    _hold(fields)
    return fields


def _hold(fields: Mapping[str, Any]) -> None:
    """Hold fields against the schema; say the first thing that is wrong in a moderator's words."""
    try:
        EntrySpec.model_validate(fields)
    except ValidationError as found:
        error = found.errors(include_url=False)[0]
        key = str(error["loc"][0])
        label, longest = _LABELS.get(key, key), error.get("ctx", {}).get("max_length")
        if error["type"] == "string_too_long":
            what = f"{label} has {len(str(error['input']))} characters, and {longest} are allowed; shorten it"
        elif key == "id":
            given = " ".join(str(error["input"]).split())
            what = f'{label} cannot be "{given}"; use lowercase letters, digits and single hyphens'
        else:
            what = f"{label} has no word in it; write one"
        raise EditError(what) from None
    if not all(has_word(phrasing) and alike(phrasing) for phrasing in fields["asked"] or [""]):
        raise EditError(f"{_LABELS['asked']} has no word in it; write one")


def _phrasing(text: str) -> str:
    return bare(_tidy(text, "asked"))


def _id_from(title: str, taken: set[str]) -> str:
    parts = re.findall(r"[a-z0-9]+", fold(title).replace("'", ""))
    while len("-".join(parts)) > _MAX_ID and len(parts) > 1:
        parts.pop()
    id = "-".join(parts)[:_MAX_ID] or "entry"
    number, numbered = 1, id
    while numbered in taken or numbered in _RESERVED_IDS:
        number += 1
        ending = f"-{number}"
        numbered = id[: _MAX_ID - len(ending)].rstrip("-") + ending
    return numbered


# --- What is there ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Item:
    """An entry or silence: value is its mapping as it was read, path its list and its place there."""

    document: Document
    path: tuple[str, int]
    id: str
    value: dict[str, Value]


class _Base:
    """The documents among the files of a base, and what can be made out in them, whatever else may be wrong."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files
        self._documents = [read(name, files[name]) for name in documents(files)]
        self._items = list(_items(self._documents))
        self.ids = {item.id for item in self._items}
        """Those that are taken."""

    def find(self, target: str) -> _Item:
        found = [item for item in self._items if item.id == target]
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
        for document in self._documents:
            about = document.value.get("source") if isinstance(document.value, dict) else None
            if isinstance(about, dict) and isinstance(id := about.get("id"), str):
                sources.setdefault(id, document)
        if source not in sources:
            self._refuse_unread()
            raise EditError(f'there is no source "{source}"; there is {", ".join(sorted(sources)) or "none"}')
        return sources[source]

    def _refuse_unread(self) -> None:
        for document in self._documents:
            if document.value is None and document.faults:
                raise EditError(str(document.faults[0]))

    def refuse_taken(self, phrasings: Sequence[str], target: str | None) -> None:
        """Refuse ways of asking of which one stands somewhere already, in one walk through those that there are.

        target: who is to have them, None for a new entry.
        """
        wanted = {alike(phrasing): phrasing for phrasing in phrasings}
        for item in self._items:
            asked, denied = self._phrasings(item)
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

    def _phrasings(self, item: _Item) -> tuple[list[Phrasing], list[Phrasing]]:
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


def _items(documents: Iterable[Document]) -> Iterator[_Item]:
    for document in documents:
        if isinstance(document.value, dict):
            for key in ("entries", "silences"):
                found = document.value.get(key)
                for at, value in enumerate(found if isinstance(found, list) else []):
                    if isinstance(value, dict) and isinstance(id := value.get("id"), str):
                        yield _Item(document, (key, at), id, value)


def _inline(item: _Item, key: str) -> Iterator[Phrasing]:
    known = item.value.get(key)
    for at, text in enumerate(known if isinstance(known, list) else []):
        if isinstance(text, str):
            yield Phrasing(text, item.document.name, *item.document.place((*item.path, key, at)))

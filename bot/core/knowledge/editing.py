"""Changes to the YAML of a knowledge document in which no other line changes. Knows nothing of where the files lie.

A file is never written anew. ruamel.yaml, which keeps account of comments, styles and places, reads the one entry that
matters (a document of 9,000 lines would take it 1.5 s) and puts new text in quotes where YAML needs them; the lines
are then set in between the old ones. That the result holds the old data and the change, and nothing else, is proved
each time by reading it again.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, SingleQuotedScalarString

from ...errors import EditError
from ..language.text import fold, words
from .schema import FORMATS, EntrySpec
from .yamltext import Document, Path, Value, read

__all__ = ["Added", "NewEntry", "add", "teach"]

_BREAK = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")  # what YAML 1.1 counts as the end of a line
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
    """All files, the id of the new entry, and the name of the file that it stands in."""

    files: dict[str, bytes]
    id: str
    name: str


def teach(files: Mapping[str, bytes], target: str, phrasing: str) -> dict[str, bytes]:
    """Return all files, with a way of asking added as the last one of an entry or silence.

    The new list item is a line of its own, or in brackets the end of its list; every other byte is as it was. Line ends
    and runs of blanks in the phrasing become one blank, all else is kept as typed.

    Raises EditError if there is no such entry or silence or it cannot be read; if the phrasing has no word, is too long
    or stands somewhere already (in whatever case and punctuation); or if the file is written in so strange a way that
    the change cannot be proved to be the only one.
    """
    text = _tidy(phrasing, "asked")
    _hold({"id": "x", "title": "x", "asked": [text]})
    documents = _documents(files)
    item = _find(documents, target)
    _refuse_taken(documents, text, target)
    known = item.value.get("asked")
    if not isinstance(known, list) or not all(isinstance(each, str) for each in known):
        raise EditError(f'{item.document.name}: "asked:" of "{target}" is no list of texts; run python -m bot check')

    def change(value: Any) -> None:
        list_, at = item.path
        value[list_][at]["asked"].append(text)

    page = _Page(files[item.document.name])
    written = _written(page, item.document, item.path)
    if written is None or written.asked is None:
        raise _unprovable(item.document.name, target)
    new = _proved(item.document, _with_phrasing(page, written.asked, text), change)
    if new is None:
        raise _unprovable(item.document.name, target)
    return {**files, item.document.name: new}


def add(files: Mapping[str, bytes], source: str, entry: NewEntry) -> Added:
    """Return all files, with a new entry after the last one of the document whose source has this id.

    It is written as the entry before it is: indents, blank lines, quotes, the form of its list. Nothing is proved of
    what it claims; loading does that.

    Raises EditError if there is no such source or its document cannot be read; if a field is empty, too long or of a
    wrong form; if the id is taken; if a way of asking stands somewhere already; or as `teach` does for strange files.
    """
    documents = _documents(files)
    document = _of_source(documents, source)
    fields = _fields(entry, {item.id for item in _items(documents)})
    for phrasing in fields["asked"]:
        _refuse_taken(documents, phrasing, None)
    known = document.value.get("entries") if isinstance(document.value, dict) else None
    if not isinstance(known, list) or not known:
        raise EditError(f'{document.name}: there are no "entries:" to add to; write the first one with a text editor')
    page = _Page(files[document.name])
    new = _proved(
        document, _with_entry(page, document, len(known), fields), lambda value: value["entries"].append(fields)
    )
    if new is None:
        raise _unprovable(document.name, "entries")
    return Added({**files, document.name: new}, fields["id"], document.name)


def _unprovable(name: str, what: str) -> EditError:
    return EditError(f'{name}: "{what}" is written in a way that the bot cannot add to; use a text editor')


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
        raise EditError(f"{_LABELS[key]} has an invisible sign in it that no file may hold; type it anew")
    return text


def _fields(entry: NewEntry, taken: set[str]) -> dict[str, Any]:
    """Return an entry as it will be read from YAML."""
    asked: dict[str, str] = {}
    for phrasing in entry.asked:
        text = _tidy(phrasing, "asked")
        if text:
            asked.setdefault(_alike(text), text)
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
            what = f'{label} cannot be "{given}"; use small letters, digits and single hyphens'
        else:
            what = f"{label} has no word in it; write one"
        raise EditError(what) from None
    for phrasing in fields["asked"]:
        if not _alike(phrasing):
            raise EditError(f"{_LABELS['asked']} has no word in it; write one")


def _alike(phrasing: str) -> str:
    """Return what is the same for phrasings that differ only in what asking does not look at."""
    return " ".join(words(fold(phrasing)))


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
    """An entry or silence in a document: path is its list and its place there, value its mapping as it was read."""

    document: Document
    path: tuple[str, int]
    id: str
    value: dict[str, Value]


def _documents(files: Mapping[str, bytes]) -> list[Document]:
    names = [name for name in sorted(files) if name.endswith(".yaml") and "/" not in name]
    return [read(name, files[name]) for name in names if name.removesuffix(".yaml") not in FORMATS]


def _items(documents: Sequence[Document]) -> Iterator[_Item]:
    """Yield what has an id, whatever else may be wrong with it."""
    for document in documents:
        if isinstance(document.value, dict):
            for key in ("entries", "silences"):
                found = document.value.get(key)
                for at, value in enumerate(found if isinstance(found, list) else []):
                    if isinstance(value, dict) and isinstance(id := value.get("id"), str):
                        yield _Item(document, (key, at), id, value)


def _find(documents: Sequence[Document], target: str) -> _Item:
    found = [item for item in _items(documents) if item.id == target]
    if not found:
        _refuse_unread(documents)
        raise EditError(f'there is no entry or silence "{target}"; choose one from the list')
    if len(found) > 1:
        places = " and ".join(f"{item.document.name}:{item.document.place(item.path)[0]}" for item in found[:2])
        raise EditError(f'the id "{target}" stands twice, in {places}; rename one of them')
    return found[0]


def _of_source(documents: Sequence[Document], source: str) -> Document:
    sources: dict[str, Document] = {}
    for document in documents:
        about = document.value.get("source") if isinstance(document.value, dict) else None
        if isinstance(about, dict) and isinstance(id := about.get("id"), str):
            sources.setdefault(id, document)
    if source not in sources:
        _refuse_unread(documents)
        raise EditError(f'there is no source "{source}"; there is {", ".join(sorted(sources)) or "none"}')
    return sources[source]


def _refuse_unread(documents: Sequence[Document]) -> None:
    for document in documents:
        if document.value is None and document.faults:
            raise EditError(str(document.faults[0]))


def _refuse_taken(documents: Sequence[Document], phrasing: str, target: str | None) -> None:
    wanted = _alike(phrasing)
    for item in _items(documents):
        for key in ("asked", "not_asked"):
            known = item.value.get(key)
            if key == "not_asked" and item.id != target:
                continue  # that it is not another's question is no reason against it
            for text in known if isinstance(known, list) else []:
                if isinstance(text, str) and _alike(text) == wanted:
                    whose = "its own" if item.id == target else f'"{item.id}"'
                    raise EditError(f'"{phrasing}" stands already in "{key}:" of {whose}, as "{text}"')


# --- How it is written --------------------------------------------------------------------------------------------


class _Page:
    """The text of a file, and where its lines begin. The byte order mark is not part of it, but of `encoded`."""

    def __init__(self, data: bytes) -> None:
        self._mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
        self.text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
        self.starts = [0, *(found.end() for found in _BREAK.finditer(self.text))]
        first = _BREAK.search(self.text)
        self._break = first.group() if first is not None else "\n"

    def encoded(self, text: str) -> bytes:
        return self._mark + text.encode("utf-8")

    def offset(self, place: tuple[int, int]) -> int:
        """Return the number of characters before a line and column, both from 1."""
        return self.starts[place[0] - 1] + place[1] - 1

    def line(self, number: int) -> str:
        """Return a line by its number from 1, without its end."""
        start = self.starts[number - 1]
        found = _BREAK.search(self.text, start)
        return self.text[start : found.start() if found else len(self.text)]

    def number_at(self, offset: int) -> int:
        """Return the number from 1 of the line that holds a character."""
        low, high = 0, len(self.starts)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self.starts[middle] <= offset else (low, middle)
        return low + 1

    def with_lines(self, after: int, lines: Sequence[str]) -> bytes:
        """Return the file with lines set in below the line of that number. The last line stays without an end."""
        if after < len(self.starts):
            at = self.starts[after]
            end = self.text[self.starts[after - 1] : at]
            ending = found.group() if (found := _BREAK.search(end)) and found.group() in ("\n", "\r\n") else self._break
            return self.encoded(self.text[:at] + "".join(line + ending for line in lines) + self.text[at:])
        return self.encoded(self.text + "".join(self._break + line for line in lines))


@dataclass(frozen=True, slots=True)
class _Texts:
    """How a list is written. start, end: of the whole; items: start, end and quoting of each; all in characters."""

    start: int
    end: int
    bracketed: bool
    items: tuple[tuple[int, int, str | None], ...]


@dataclass(frozen=True, slots=True)
class _Written:
    """How an entry or silence is written. end: of its last value. styles: quoting of its texts by key."""

    end: int
    bracketed: bool
    asked: _Texts | None
    styles: Mapping[str, str | None]


def _written(page: _Page, document: Document, path: Path) -> _Written | None:
    """Return how the mapping at a path is written, None if that cannot be told.

    ruamel.yaml is given the text from the mapping on, and is stopped at its end: it reads as it is asked for more.
    """
    start = page.offset(document.place(path))
    column = document.place(path)[1] - 1
    shift = start - column
    try:
        return _survey(YAML().parse(" " * column + page.text[start:]), shift)
    except YAMLError:  # it reads YAML 1.2 and our own reader 1.1; where they disagree, nothing is changed
        return None


def _survey(events: Iterator[Event], shift: int) -> _Written | None:
    depth, end, bracketed = 0, 0, False
    key: str | None = None
    asked: _Texts | None = None
    styles: dict[str, str | None] = {}
    for event in events:
        start = event.start_mark.index + shift
        if isinstance(event, MappingStartEvent | SequenceStartEvent):
            depth += 1
            if depth == 1:
                bracketed = bool(event.flow_style)
            elif depth == 2 and key == "asked" and asked is None and isinstance(event, SequenceStartEvent):
                asked = _Texts(start, start, bool(event.flow_style), ())
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            depth -= 1
            if event.end_mark.index > event.start_mark.index:  # a closing bracket: the end of a block has no width
                end = event.end_mark.index + shift
            if depth == 0:
                return _Written(end, bracketed, asked, styles)
            if depth == 1:
                if asked is not None and key == "asked":
                    asked = replace(asked, end=event.end_mark.index + shift)
                key = None
        elif isinstance(event, ScalarEvent):
            end = event.end_mark.index + shift
            if depth == 1 and key is None:
                key = event.value
                continue
            if depth == 1 and key is not None:
                styles.setdefault(key, event.style)
                key = None
            elif depth == 2 and key == "asked" and asked is not None:
                asked = replace(asked, items=(*asked.items, (start, end, event.style)))
    return None


# --- Writing ------------------------------------------------------------------------------------------------------


def _with_phrasing(page: _Page, asked: _Texts, phrasing: str) -> Iterator[bytes]:
    """Yield files with the phrasing as the last of a list, the likeliest to be right first."""
    styles = {style for _, _, style in asked.items}
    style = styles.pop() if len(styles) == 1 else None
    if asked.bracketed:
        scalar = _scalar(phrasing, style, "[{}]")
        at = asked.items[-1][1] if asked.items else asked.start + 1
        comma = ", " if asked.items else ""
        yield page.encoded(page.text[:at] + comma + scalar + page.text[at:])
    elif asked.items:
        line = page.text[page.starts[page.number_at(asked.items[-1][0]) - 1] : asked.items[-1][0]]
        if not re.fullmatch(r" *- +", line):
            column = asked.start - page.starts[page.number_at(asked.start) - 1]
            line = " " * column + "- "
        for after in _ends(page, asked.items[-1][1]):
            yield page.with_lines(after, [line + _scalar(phrasing, style, "- {}")])


def _with_entry(page: _Page, document: Document, count: int, fields: Mapping[str, Any]) -> Iterator[bytes]:
    """Yield files with an entry after the `count` of a document, the likeliest to be right first."""
    place = document.place(("entries",))
    if not page.text.startswith("-", page.offset(place)):
        return  # in brackets
    path = ("entries", count - 1)
    written = _written(page, document, path)
    if written is None:
        return
    line, column = document.place(path)
    dash = place[1] - 1
    inner = column - 1 if page.line(line)[: column - 1].lstrip(" ").startswith("-") else dash + 2
    lines = _entry_lines(page, written, fields, dash, inner)
    if _stands_apart(page, line):
        lines.insert(0, "")
    for after in _ends(page, written.end):
        yield page.with_lines(_past_comments(page, after, dash), lines)


def _entry_lines(page: _Page, like: _Written, fields: Mapping[str, Any], dash: int, inner: int) -> list[str]:
    lines = []
    for key, value in fields.items():
        if isinstance(value, str):
            lines.append(f"{key}: " + _scalar(value, like.styles.get(key), "k: {}"))
        elif isinstance(value, dict):
            lines.append(f"{key}: {{name: {_scalar(value['name'], None, '{{k: {}}}')}}}")
    asked = like.asked
    styles = {style for _, _, style in asked.items} if asked is not None else {None}
    style = styles.pop() if len(styles) == 1 else None
    if asked is not None and asked.bracketed and not like.bracketed:
        lines.append("asked: [" + ", ".join(_scalar(text, style, "[{}]") for text in fields["asked"]) + "]")
    else:
        further = 2
        if asked is not None and not asked.bracketed:
            further = max(0, asked.start - page.starts[page.number_at(asked.start) - 1] - inner)
        lines.append("asked:")
        lines += [" " * further + "- " + _scalar(text, style, "- {}") for text in fields["asked"]]
    first = " " * dash + "-" + " " * (inner - dash - 1)
    return [(first if number == 0 else " " * inner) + line for number, line in enumerate(lines)]


def _scalar(text: str, style: str | None, around: str) -> str:
    """Return text as YAML, quoted as its neighbours are, or plain where nothing but the text can be read in that."""
    if style not in ("'", '"') and text.isprintable() and not _read_otherwise(text, around):
        alone = read("", around.format(text).encode())
        if not alone.faults and alone.value in (text, [text], {"k": text}):
            return text
    single = style == "'" or (style != '"' and ('"' in text or "\\" in text))
    sink = _Sink()
    writer = YAML()
    writer.width = 1_000_000  # never break a line
    writer.dump([(SingleQuotedScalarString if single else DoubleQuotedScalarString)(text)], sink)
    return "".join(sink.parts).removeprefix("- ").rstrip("\n")


def _read_otherwise(text: str, around: str) -> bool:
    """Tell whether other readers of YAML than ours take plain text for something else, or stumble over it."""
    return text.casefold() in ("true", "false") or ("?" in text and around.startswith("["))


class _Sink:
    """What ruamel.yaml writes into; it gives text, and not bytes, to whatever has an encoding."""

    encoding = "utf-8"

    def __init__(self) -> None:
        self.parts: list[str] = []

    def write(self, text: str) -> None:
        self.parts.append(text)


def _ends(page: _Page, end: int) -> list[int]:
    """Return the numbers of the lines that may be the last one of a value that ends before a character.

    A block of text (after | or >) ends only where the next thing begins, blank lines and comments between.
    """
    last = page.number_at(max(0, end - 1))
    content = page.number_at(max(0, len(page.text[:end].rstrip()) - 1))
    return [content] if content == last else [content, last]


def _past_comments(page: _Page, number: int, dash: int) -> int:
    """Return the last line that belongs to an entry: comments below it, further in than its dash, are its own."""
    last = number
    for at in range(number + 1, len(page.starts) + 1):
        line = page.line(at)
        bare = line.lstrip(" ")
        if bare and not bare.startswith("#"):
            break
        if bare and len(line) - len(bare) > dash:
            last = at
    return last


def _stands_apart(page: _Page, number: int) -> bool:
    """Tell whether there is a blank line above a line and the comments on top of it."""
    number -= 1
    while number > 0 and page.line(number).lstrip().startswith("#"):
        number -= 1
    return number > 0 and not page.line(number).strip()


def _proved(document: Document, candidates: Iterator[bytes], change: Callable[[Any], None]) -> bytes | None:
    """Return the first file that holds what the document held and the change, and nothing else; None if none does."""
    value = deepcopy(document.value)
    change(value)
    wanted = repr(value)  # and not ==, to which 1, 1.0 and true are the same, and the order of keys is nothing
    for data in candidates:
        new = read(document.name, data)
        if repr(new.value) == wanted and [fault.what for fault in new.faults] == [
            fault.what for fault in document.faults
        ]:
            return data
    return None

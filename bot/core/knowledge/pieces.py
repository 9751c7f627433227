"""What a knowledge file says, piece by piece, and the very characters that say it. Knows nothing of another version.

A piece is a value that means something: a field of an entry, a way of asking, a check question. What is in no piece -
comments, layout, signs, order - is left to `skeleton.py`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

import yaml

from .change import Kind
from .naming import ENGLISH, id_asked, language_of

__all__ = ["Key", "Piece", "Pieces", "pieces"]

_MARK = "\ufeff"  # of the order of bytes: at the beginning of a file it is no part of it
_BREAK = re.compile(r"\r\n|\n|\r")
_LINE = re.compile(r"[^\r\n]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A value that means something.

    Attributes:
        kind: What it is of.
        of: What it belongs to, as in Change.
        key: Which field of that; of a field in a field with a dot: "speaker.name".
        value: What it says.
        start: Where it begins in the text of its file, its quotation marks included.
        end: Where it ends.
        several: Whether it is one of several under the same key, so that it is known by its value.
        number: Which it is of those that are alike in all this, from 0.
    """

    kind: Kind
    of: str
    key: str
    value: str
    start: int
    end: int
    several: bool = False
    number: int = 0

    @property
    def identity(self) -> tuple[str, str, str, str, int]:
        """What it is known by in another version."""
        return (self.kind, self.of, self.key, self.value if self.several else "", self.number)


@dataclass(frozen=True, slots=True)
class Key:
    """The name of a field, or of a group of them.

    Attributes:
        start: Where it begins in the text of its file.
        end: Where it ends.
        first: Of the pieces below it the first, by its place among all.
        last: The one after the last; that of the first if there is none.
    """

    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Pieces:
    """A file as its pieces, in order. text: what `start` and `end` count in."""

    text: str
    pieces: tuple[Piece, ...] = ()
    keys: tuple[Key, ...] = ()


def pieces(name: str, data: bytes) -> Pieces:
    """Return the pieces of a file; none of one that holds none, or cannot be read."""
    text = data.decode("utf-8", "surrogateescape")
    found = Pieces(text)
    if name.endswith(".yaml"):
        found = _of_yaml(name, text)
    elif name.endswith(".txt"):
        found = Pieces(text, tuple(_of_lines(name, text)))
    return replace(found, pieces=_numbered(found.pieces))


def _numbered(found: tuple[Piece, ...]) -> tuple[Piece, ...]:
    seen: dict[tuple[str, str, str, str, int], int] = {}
    numbered = []
    for piece in found:
        number = seen.get(piece.identity, 0)
        seen[piece.identity] = number + 1
        numbered.append(replace(piece, number=number) if number else piece)
    return tuple(numbered)


def _of_lines(name: str, text: str) -> Iterator[Piece]:
    """Yield what a file of one phrasing a line holds."""
    id, language = id_asked(name), language_of(name)
    if id is None and language is None:
        return
    for found in _LINE.finditer(text):
        line = (found.group().removeprefix(_MARK) if found.start() == 0 else found.group()).strip()
        if not line or line[0] == "#":
            continue
        start = text.index(line, found.start())
        denied = line[0] == "!"
        value = line[1:].lstrip() if denied else line
        if id is not None:
            kind: Kind = "phrasings"
            of, key = id, "not_asked" if denied else "asked"
        else:
            kind, of = "calls", "" if language == ENGLISH else str(language)
            key = "calls" if "calls" in name else "plain"
        yield Piece(kind, of, key, value, start, start + len(line), several=True)


# --- YAML -----------------------------------------------------------------------------------------------------------


def _of_yaml(name: str, text: str) -> Pieces:
    offset = 1 if text.startswith(_MARK) else 0
    try:
        root = yaml.compose(text[offset:], Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (yaml.YAMLError, UnicodeError, RecursionError):
        return Pieces(text)
    walk = _Walk(text, offset)
    if isinstance(root, yaml.MappingNode):
        {"help.yaml": walk.help, "vocabulary.yaml": walk.vocabulary, "checks.yaml": walk.checks}.get(
            name, walk.document
        )(root)
    return Pieces(text, tuple(walk.pieces), tuple(walk.keys))


class _Walk:
    """Goes through the nodes of one file, and gathers its pieces and keys."""

    def __init__(self, text: str, offset: int) -> None:
        self.pieces: list[Piece] = []
        self.keys: list[Key] = []
        self._text, self._offset = text, offset

    def document(self, root: yaml.MappingNode) -> None:
        for key, value in self._pairs(root):
            if key == "source":
                self._fields(value, "sources", _value_of(value, "id"))
            elif key in ("entries", "silences"):
                kind: Kind = "entries" if key == "entries" else "silences"
                for id, item in _items(value, "id"):
                    self._fields(item, kind, id)
            else:
                self._fields(value, "entries", "", key)

    def checks(self, root: yaml.MappingNode) -> None:
        for key, value in self._pairs(root):
            if isinstance(value, yaml.SequenceNode) and key == "checks":
                for ask, item in _items(value, "ask"):
                    self._fields(item, "checks", ask)
            else:
                self._fields(value, "checks", "", key)

    def vocabulary(self, root: yaml.MappingNode) -> None:
        for key, value in self._pairs(root):
            if key == "names" and isinstance(value, yaml.MappingNode):
                for kind, names in self._pairs(value):
                    self._groups(names, kind, "names")
            else:
                self._groups(value, key, key)

    def help(self, root: yaml.MappingNode) -> None:
        for key, value in self._pairs(root):
            if key in ("calls", "plain"):
                self._fields(value, "calls", "", key)
            elif key == "words":
                self._fields(value, "calls", "words")
            elif key in ("lines", "anywhere"):
                self._help_lines(value, key)
            elif key == "languages" and isinstance(value, yaml.MappingNode):
                for code, said in self._pairs(value):
                    self._fields(said, "help lines", code)
            elif key == "countries" and isinstance(value, yaml.MappingNode):
                for code, country in self._pairs(value):
                    for inner, lines in self._pairs(country):
                        if inner == "lines":
                            self._help_lines(lines, code)
                        else:
                            self._fields(lines, "help lines", code, inner)
            else:
                self._fields(value, "help lines", "", key)

    def _help_lines(self, node: yaml.Node, where: str) -> None:
        for name, item in _items(node, "name"):
            self._fields(item, "help lines", f"{where}: {name}")

    def _groups(self, node: yaml.Node, where: str, key: str) -> None:
        """Take groups of words, each known by its first."""
        for group in node.value if isinstance(node, yaml.SequenceNode) else ():
            words = group.value if isinstance(group, yaml.SequenceNode) else ()
            first = words[0].value if words and isinstance(words[0], yaml.ScalarNode) else ""
            self._fields(group, "vocabulary", f"{where}: {first}", key)

    def _pairs(self, node: yaml.Node) -> Iterator[tuple[str, yaml.Node]]:
        """Yield the keys and values of a mapping; each key is noted once what is below it was taken."""
        for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
            first = len(self.pieces)
            yield str(key.value) if isinstance(key, yaml.ScalarNode) else "", value
            start, end = self._span(key)
            self.keys.append(Key(start, end, first, len(self.pieces)))

    def _fields(self, node: yaml.Node, kind: Kind, of: str, key: str = "", *, several: bool = False) -> None:
        """Take all that is below a node."""
        if isinstance(node, yaml.ScalarNode):
            self.pieces.append(Piece(kind, of, key, node.value, *self._span(node), several=several))
        elif isinstance(node, yaml.MappingNode):
            for inner, value in self._pairs(node):
                asked = inner in ("asked", "not_asked") and kind in ("entries", "silences") and not key
                self._fields(value, "phrasings" if asked else kind, of, f"{key}.{inner}" if key else inner)
        elif isinstance(node, yaml.SequenceNode):
            for item in node.value:
                self._fields(item, kind, of, key, several=True)

    def _span(self, node: yaml.Node) -> tuple[int, int]:
        """Return where a scalar stands: of a block, which may have a comment in its first line, what follows that."""
        start, end = node.start_mark.index + self._offset, node.end_mark.index + self._offset
        if getattr(node, "style", None) in ("|", ">"):
            found = _BREAK.search(self._text, start, end)
            start = found.end() if found else start
            end = start + len(self._text[start:end].rstrip())
        return start, end


def _items(node: yaml.Node, key: str) -> Iterator[tuple[str, yaml.Node]]:
    """Yield the mappings of a list with what each is known by."""
    seen: Counter[str] = Counter()
    for item in node.value if isinstance(node, yaml.SequenceNode) else ():
        known = _value_of(item, key)
        seen[known] += 1
        yield known if seen[known] == 1 else f"{known} ({seen[known]})", item


def _value_of(node: yaml.Node, key: str) -> str:
    for name, value in node.value if isinstance(node, yaml.MappingNode) else ():
        if isinstance(name, yaml.ScalarNode) and name.value == key and isinstance(value, yaml.ScalarNode):
            return str(value.value)
    return ""

"""Knowledge files -> a proved knowledge base, or every fault in them. Knows nothing of where the files lie."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from ...errors import Fault, KnowledgeError, SourceError
from ..language.text import fold, words
from ..language.vocabulary import Name, Vocabulary
from .fingerprint import Fingerprint, parse
from .help_lines import help_lines, help_lines_faults
from .linetext import Lines, read_lines
from .locators import Locator, parse_locators
from .model import About, Check, Entry, Help, HelpMessages, Knowledge, Silence, Source, Speaker
from .naming import CALLS, ENGLISH, PLAIN, asked_file, documents, id_asked, language_of
from .phrasings import Phrasing, Phrasings, repeated
from .proving import Part, Prover
from .schema import (
    FORMS,
    MAX_MESSAGE,
    MAX_PHRASING,
    ChecksFile,
    DocumentFile,
    EntrySpec,
    HelpFile,
    SilenceSpec,
    SourceSpec,
    VocabularyFile,
)
from .yamltext import Document, Path, read

__all__ = ["load", "version_of"]

_WRITTEN_ID = re.compile(rb"""\bid["']?:[ \t]*["']?([a-z0-9-]+)""")  # in a file that is not YAML
_EXPECTED_KINDS = ("no_answer", "suggestions", "signpost")


def version_of(files: Mapping[str, bytes]) -> str:
    """Return the version of a set of files: 12 hexadecimal digits that change with any byte of any of them."""
    digest = sha256()
    for name in sorted(files):
        digest.update(f"{len(name)}:{name}:{len(files[name])}:".encode())
        digest.update(files[name])
    return digest.hexdigest()[:12]


def load(files: Mapping[str, bytes]) -> Knowledge:
    """Return the knowledge base that the files hold.

    Args:
        files: Contents by name: "vocabulary.yaml", "help.yaml", "checks.yaml", "sources/<id>.fingerprint",
            "sources/<id>.locators" if it is there, and any
            other "*.yaml", each of which is a document; and further phrasings, one a line, in "asked/<id>.txt",
            "help/calls.txt" and "help/plain.txt", "help/calls.<language>.txt" and "help/plain.<language>.txt". Files of
            other names are not looked at.

    Raises KnowledgeError with every fault found: in the YAML, in the fields, in the references between them, and in
    what they claim of their sources.
    """
    loader = _Loader(files)
    knowledge = loader.load()
    if loader.faults:
        raise KnowledgeError(loader.faults)
    return knowledge


_Spec = TypeVar("_Spec", bound=BaseModel)
_Item = TypeVar("_Item", EntrySpec, SilenceSpec)


@dataclass(slots=True)
class _Loader:
    """Reads the files of one knowledge base; what is wrong with them is gathered in `faults`."""

    files: Mapping[str, bytes]
    faults: list[Fault] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)
    parts: dict[str, Part] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)  # ids of entries that cannot be read
    fingerprints: dict[str, Fingerprint] = field(default_factory=dict)
    locators: dict[str, dict[int, Locator]] = field(default_factory=dict)  # by source and paragraph
    silences: dict[str, tuple[Document, Path, SilenceSpec, Source]] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)  # id of an entry or silence -> file:line
    phrasings: dict[str, list[Phrasings]] = field(default_factory=dict)  # by source

    def load(self) -> Knowledge:
        """Return what the files hold; it is whole only if there are no faults afterwards."""
        for name in documents(self.files):
            self._document(name)
        if not self.sources and not self.faults:
            self.faults.append(Fault("knowledge", 0, 0, "there is no document", "add a .yaml file with a source"))
        prover = Prover(self.parts, self.broken, self.faults)
        prover.prove(self.fingerprints, self.locators)
        entries = {id: self._entry(part) for id, part in self.parts.items()}
        silences = {id: self._silence(prover, *found) for id, found in self.silences.items()}
        self._strays()
        for groups in self.phrasings.values():  # that two sources answer the same question is as it should be
            self.faults += repeated(groups)
        return Knowledge(
            version=version_of(self.files),
            sources=self.sources,
            entries=entries,
            silences=silences,
            vocabulary=self._vocabulary(),
            help=self._help(),
            checks=self._checks(),
            files=dict(self.files),
        )

    # --- Reading one file -------------------------------------------------------------------------------------

    def _read(self, name: str, kind: type[_Spec]) -> tuple[Document, _Spec | None]:
        """Read a file in its format; None in place of what cannot be used. Faults are noted."""
        document = read(name, self.files[name])
        self.faults += document.faults
        if document.value is None:
            if not document.faults:
                self.faults.append(Fault(name, 0, 0, "the file is empty", "fill it in, or delete it"))
            return document, None
        try:
            return document, kind.model_validate(document.value)
        except ValidationError as error:
            self.faults += [_schema_fault(document, found) for found in error.errors(include_url=False)]
            return document, None

    def _document(self, name: str) -> None:
        document, whole = self._read(name, DocumentFile)
        value = document.value if isinstance(document.value, dict) else {}
        if document.value is None:
            self.broken |= {found.decode() for found in _WRITTEN_ID.findall(self.files[name])}
        spec = whole.source if whole is not None else _salvaged(SourceSpec, value.get("source"))
        if spec is None:
            self.broken |= _ids(value.get("entries")) | _ids(value.get("silences"))
            return
        source = Source(
            **spec.model_dump(exclude={"about"}), about=About(**spec.about.model_dump()) if spec.about else None
        )
        if source.id in self.sources:
            what = f'the source id "{source.id}" is taken'
            self.faults.append(document.fault(("source", "id"), what, "choose another"))
        self.sources[source.id] = source
        for path, entry in self._items(value, "entries", EntrySpec):
            if self._is_new(document, path, entry.id):
                self.parts[entry.id] = Part(document, path, entry, source)
        for path, silence in self._items(value, "silences", SilenceSpec):
            if self._is_new(document, path, silence.id):
                self.silences[silence.id] = (document, path, silence, source)
        self._fingerprint(document, source)

    def _items(self, value: Mapping[str, Any], key: str, kind: type[_Item]) -> Iterator[tuple[Path, _Item]]:
        """Yield what can be read of a list in a document, though other things in the document are faulty."""
        items = value.get(key)
        for at, item in enumerate(items if isinstance(items, list) else []):
            spec = _salvaged(kind, item)
            if spec is None:
                self.broken |= _ids([item])
            else:
                yield (key, at), spec

    def _is_new(self, document: Document, path: Path, id: str) -> bool:
        if id in self.places:
            what = f'the id "{id}" is already used in {self.places[id]}'
            self.faults.append(document.fault((*path, "id"), what, "choose a different id for one of them"))
            return False
        self.places[id] = f"{document.name}:{document.place((*path, 'id'))[0]}"
        return True

    def _fingerprint(self, document: Document, source: Source) -> None:
        name = f"sources/{source.id}.fingerprint"
        if name not in self.files:
            if any(part.source is source and not part.spec.paraphrased for part in self.parts.values()):
                what = f'the source "{source.id}" has no fingerprint, so no excerpt of it can be proved'
                remedy = f"make it from the source's text: python -m bot fingerprint TEXT -o {name}"
                self.faults.append(document.fault(("source", "id"), what, remedy))
            return
        try:
            self.fingerprints[source.id] = parse(self.files[name].decode("ascii"))
        except (UnicodeDecodeError, SourceError) as error:
            self.faults.append(Fault(name, 1, 1, f"this is no fingerprint: {error}", "make it again"))
            return
        name = f"sources/{source.id}.locators"
        if name in self.files:
            try:
                proof = self.files[f"sources/{source.id}.fingerprint"].decode("ascii")
                self.locators[source.id] = parse_locators(self.files[name].decode(), proof)
            except (UnicodeDecodeError, SourceError) as error:
                self.faults.append(Fault(name, 1, 1, f"these are no locators: {error}", "make it again, or delete it"))

    # --- Entries and silences -----------------------------------------------------------------------------------

    def _entry(self, part: Part) -> Entry:
        spec = part.spec
        for key, ids in (("contradicts", spec.contradicts), ("confirms", spec.confirms)):
            for at, id in enumerate(ids):
                if id == spec.id or not (id in self.parts or id in self.broken):
                    place = (*part.path, key, at)
                    self.faults.append(part.document.fault(place, f'there is no other entry "{id}"', "correct the id"))
        role = spec.speaker.role or "" if spec.speaker else ""
        phrasings = self._asked(part.document, part.path, spec, part.source)
        return Entry(
            id=spec.id,
            title=spec.title,
            topic=spec.topic or "",
            source=part.source,
            says=spec.says or "",
            quote=spec.quote or "",
            speaker=Speaker(spec.speaker.name, role) if spec.speaker else None,
            figure=part.figure,
            excerpts=part.excerpts,
            asked=_texts(phrasings.asked),
            not_asked=_texts(phrasings.not_asked),
            contradicts=tuple(spec.contradicts),
            confirms=tuple(spec.confirms),
            paraphrased=spec.paraphrased,
            locator=spec.locator or "",
            short=spec.short or "",
        )

    def _silence(self, prover: Prover, document: Document, path: Path, spec: SilenceSpec, source: Source) -> Silence:
        near = []
        for at, id in enumerate(spec.near):
            if id in self.parts:
                near.append(self.parts[id])
            elif id not in self.broken:
                fault = document.fault((*path, "near", at), f'there is no entry "{id}"', "correct the id")
                self.faults.append(fault)
        if len(near) == len(spec.near):
            prover.hold(document, (*path, "says"), spec.says, source, near)
        phrasings = self._asked(document, path, spec, source)
        return Silence(
            spec.id, spec.title, source, spec.says, tuple(spec.near),
            _texts(phrasings.asked), _texts(phrasings.not_asked),
        )  # fmt: skip

    # --- Phrasings ----------------------------------------------------------------------------------------------

    def _asked(self, document: Document, path: Path, spec: EntrySpec | SilenceSpec, source: Source) -> Phrasings:
        """Return the ways of asking of an entry or silence: those in the document, then those of its own file."""
        name = asked_file(spec.id)
        further = self._lines(name, MAX_PHRASING)
        asked = [*_inline(document, (*path, "asked"), spec.asked), *further.asked]
        not_asked = [*_inline(document, (*path, "not_asked"), spec.not_asked), *further.denied]
        if not asked and not further.faults:
            what = f'there is no way of asking for "{spec.id}"'
            remedy = f'write some under "asked:", or in {name}, one a line'
            self.faults.append(document.fault((*path, "asked"), what, remedy))
        found = Phrasings(f'"{spec.id}"', asked, not_asked)
        self.phrasings.setdefault(source.id, []).append(found)
        return found

    def _lines(self, name: str, max_chars: int) -> Lines:
        found = read_lines(name, self.files[name], max_chars=max_chars) if name in self.files else Lines()
        self.faults += found.faults
        return found

    def _strays(self) -> None:
        """Note the files with ways of asking that are nobody's."""
        for name in sorted(self.files):
            id = id_asked(name)
            if id is None or id in self.parts or id in self.silences:
                continue
            self._lines(name, MAX_PHRASING)
            if id not in self.broken:
                remedy = "name the file after the id whose ways of asking it holds, or delete it"
                self.faults.append(Fault(name, 0, 0, f'there is no entry or silence "{id}"', remedy))

    # --- The files with names of their own --------------------------------------------------------------------

    def _named(self, name: str, kind: type[_Spec]) -> tuple[Document, _Spec | None]:
        return self._read(name, kind) if name in self.files else (Document(name, None, {}, ()), None)

    def _vocabulary(self) -> Vocabulary:
        document, spec = self._named("vocabulary.yaml", VocabularyFile)
        if spec is None:
            return Vocabulary()
        taken: dict[str, int] = {}
        for at, group in enumerate(spec.same):
            for place, word in enumerate(group):
                if not words(fold(word)):
                    fault = document.fault(("same", at, place), f"there is no word in {word!r}", "remove it")
                    self.faults.append(fault)
                    continue
                first = taken.setdefault(fold(word), at)
                if first != at or fold(word) in (fold(earlier) for earlier in group[:place]):
                    what = f'"{word}" stands in these groups twice'
                    remedy = "keep it in one group: a word counts as one thing only"
                    self.faults.append(document.fault(("same", at, place), what, remedy))
        names = [
            Name(kind, spellings[0], tuple(fold(spelling) for spelling in spellings))
            for kind, group in spec.names.items()
            for spellings in group
        ]
        same = tuple(tuple(fold(word) for word in group) for group in spec.same)
        return Vocabulary(same, tuple(names))

    def _help(self) -> Help | None:
        document, spec = self._named("help.yaml", HelpFile)
        names = [CALLS, PLAIN, *sorted(name for name in self.files if language_of(name) not in (None, ENGLISH))]
        further = {name: self._lines(name, MAX_MESSAGE) for name in names}
        for name, found in further.items():
            other = name.replace("calls", "plain") if "calls" in name else name.replace("plain", "calls")
            remedy = f"remove it, or move the line to {other}"
            self.faults += [line.fault('"!" means nothing here', remedy) for line in found.denied]
        if spec is None:
            lost = [name for name in further if name in self.files and "help.yaml" not in self.files]
            self.faults += [Fault(name, 0, 0, "there is no help.yaml that this belongs to", "add one") for name in lost]
            return None
        calls = [*_inline(document, ("calls",), spec.calls), *further[CALLS].asked]
        plain = [*_inline(document, ("plain",), spec.plain), *further[PLAIN].asked]
        if not calls and not further[CALLS].faults:
            what, remedy = "there is no message that calls for help lines", f'write some under "calls:", or in {CALLS}'
            self.faults.append(document.fault((), what, remedy))
        self.faults += repeated([Phrasings('"calls"', calls), Phrasings('"plain"', plain)])
        self.faults += help_lines_faults(document, spec)
        classes = {kind: tuple(group) for kind, group in spec.words.items()}
        messages = self._messages({name: found for name, found in further.items() if name not in (CALLS, PLAIN)})
        help = help_lines(spec)
        return replace(help, calls=_texts(calls), plain=_texts(plain), words=classes, messages=messages)

    def _messages(self, further: Mapping[str, Lines]) -> dict[str, HelpMessages]:
        """Return the calls and plain messages of each language, from its two files."""
        found: dict[str, HelpMessages] = {}
        for language in dict.fromkeys(filter(None, map(language_of, further))):
            calls, plain = (
                further.get(name.replace(".txt", f".{language}.txt"), Lines()).asked for name in (CALLS, PLAIN)
            )
            self.faults += repeated([Phrasings('"calls"', calls), Phrasings('"plain"', plain)])
            found[language] = HelpMessages(_texts(calls), _texts(plain))
        return found

    def _checks(self) -> tuple[Check, ...]:
        document, spec = self._named("checks.yaml", ChecksFile)
        if spec is None:
            return ()
        for at, check in enumerate(spec.checks):
            if check.expect not in (*self.places, *_EXPECTED_KINDS) and check.expect not in self.broken:
                what = f'there is no entry or silence "{check.expect}"'
                remedy = f"correct the id, or write one of {', '.join(_EXPECTED_KINDS)}"
                self.faults.append(document.fault(("checks", at, "expect"), what, remedy))
        return tuple(
            Check(check.ask, check.expect, document.place(("checks", at))[0]) for at, check in enumerate(spec.checks)
        )


def _inline(document: Document, path: Path, texts: Sequence[str]) -> list[Phrasing]:
    return [Phrasing(text, document.name, *document.place((*path, at))) for at, text in enumerate(texts)]


def _texts(phrasings: Iterable[Phrasing]) -> tuple[str, ...]:
    return tuple(phrasing.text for phrasing in phrasings)


def _salvaged(kind: type[_Spec], value: object) -> _Spec | None:
    try:
        return kind.model_validate(value)
    except ValidationError:
        return None


def _ids(items: object) -> set[str]:
    """Return the ids of items that may be of any shape."""
    found = items if isinstance(items, list) else []
    return {item["id"] for item in found if isinstance(item, dict) and isinstance(item.get("id"), str)}


_TYPES = {
    "string_type": ("text", "put it in quotes"),
    "int_type": ("a whole number", "write the number without quotes"),
    "float_type": ("a number", "write the number without quotes"),
    "bool_type": ("true or false", "write true or false without quotes"),
    "list_type": ("a list", 'write each item on a line of its own, starting with "- "'),
    "dict_type": ("keys with values", 'write "key: value" lines'),
    "model_type": ("keys with values", 'write "key: value" lines'),
}


def _schema_fault(document: Document, error: Mapping[str, Any]) -> Fault:
    """Say in a moderator's words what pydantic found."""
    path = _place(error["loc"])
    key = next((str(part) for part in reversed(path) if isinstance(part, str)), "file")
    kind, given, context = error["type"], error.get("input"), error.get("ctx", {})
    if kind == "extra_forbidden":
        return document.key_fault(path, f'the key "{key}" is not known here', "see knowledge/README.md for the keys")
    if kind == "missing":
        return document.fault(path[:-1], f'the key "{key}" is missing', f'add "{key}:"')
    if kind == "model_type" and key == "figure":
        remedy = "write what is counted as well: 374 cases"
        return document.fault(path, f'"{key}" must say what it counts, not {given!r} alone', remedy)
    if kind in _TYPES:
        wanted, remedy = _TYPES[kind]
        shown = given if isinstance(given, str | int | float | bool) else type(given).__name__
        return document.fault(path, f'"{key}" must be {wanted}, not {shown!r}', remedy)
    if kind == "too_short" and context.get("min_length", 1) > 1:
        return document.fault(path, f'"{key}" needs {context["min_length"]} of them or more', "add what is missing")
    if kind in ("string_too_short", "too_short"):
        return document.fault(path, f'"{key}" is empty', "fill it in")
    if kind == "string_too_long":
        what = f'"{key}" is longer than {context.get("max_length")} characters'
        return document.fault(path, what, "shorten it")
    if kind == "string_pattern_mismatch":
        if not str(given).strip():
            return document.fault(path, f'"{key}" is empty', "fill it in")
        return document.fault(path, f'"{key}" cannot be {given!r}', _PATTERN_REMEDIES.get(key, "correct it"))
    return document.fault(path, f'"{key}": {error["msg"]}', "see knowledge/README.md")


def _place(steps: Sequence[str | int]) -> Path:
    """Return the way to a faulty value, without the form of a figure, which pydantic names as a step of its own."""
    return tuple(step for at, step in enumerate(steps) if not (step in FORMS and steps[max(0, at - 1)] == "figure"))


_PATTERN_REMEDIES = {
    "id": "use lowercase letters, digits and single hyphens",
    "published": 'write "2016", "2016-11" or "2016-11-25", in quotes',
    "url": "write a whole address that begins with https://",
}

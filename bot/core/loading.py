"""Knowledge files -> a proved knowledge base, or every fault in them. Knows nothing of where the files lie."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from hashlib import sha256
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from ..errors import Fault, KnowledgeError, SourceError
from .figures import FigureError, calculated, counted, parse_calculation, stands_in, unsupported, worded
from .model import (
    About,
    Check,
    Entry,
    Excerpt,
    Figure,
    Help,
    HelpLine,
    Knowledge,
    Name,
    Silence,
    Source,
    Speaker,
    Vocabulary,
)
from .numbers import numbers
from .provenance import WINDOW, Fingerprint, find, parse, within
from .schema import (
    FORMATS,
    ChecksFile,
    DocumentFile,
    EntrySpec,
    FigureSpec,
    HelpFile,
    SilenceSpec,
    VocabularyFile,
)
from .text import fold
from .yamltext import Document, Path, read

__all__ = ["load", "version_of"]

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
        files: Contents by name: "vocabulary.yaml", "help.yaml", "checks.yaml", "sources/<id>.fingerprint", and any
            other "*.yaml", each of which is a document. Files of other names are not looked at.

    Raises KnowledgeError with every fault found: in the YAML, in the fields, in the references between them, and in
    what they claim of their sources.
    """
    loader = _Loader(files)
    knowledge = loader.load()
    if loader.faults:
        raise KnowledgeError(loader.faults)
    return knowledge


_Spec = TypeVar("_Spec", bound=BaseModel)


@dataclass(slots=True)
class _Part:
    """One entry of a document on its way to becoming an Entry."""

    document: Document
    path: Path
    spec: EntrySpec
    source: Source
    excerpts: tuple[Excerpt, ...] = ()
    figure: Figure | None = None

    def fault(self, key: str, what: str, remedy: str) -> Fault:
        return self.document.fault((*self.path, key), f'entry "{self.spec.id}": {what}', remedy)


@dataclass(slots=True)
class _Loader:
    files: Mapping[str, bytes]
    faults: list[Fault] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)
    parts: dict[str, _Part] = field(default_factory=dict)
    silences: dict[str, tuple[Document, Path, SilenceSpec, Source]] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)  # id of an entry or silence -> file:line

    def load(self) -> Knowledge:
        documents = [name for name in sorted(self.files) if name.endswith(".yaml") and "/" not in name]
        for name in documents:
            if name.removesuffix(".yaml") not in FORMATS:
                self._document(name)
        if not self.sources and not self.faults:
            self.faults.append(Fault("knowledge", 0, 0, "there is no document", "add a .yaml file with a source"))
        self._figures()
        entries = {id: self._entry(part) for id, part in self.parts.items()}
        silences = {id: self._silence(*found) for id, found in self.silences.items()}
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

    def _read(self, name: str, kind: type[_Spec]) -> tuple[Document, _Spec] | None:
        """Read a file in its format. None if it cannot be used; its faults are noted."""
        document = read(name, self.files[name])
        self.faults += document.faults
        if document.value is None:
            if not document.faults:
                self.faults.append(Fault(name, 0, 0, "the file is empty", "fill it in, or take it away"))
            return None
        try:
            return document, kind.model_validate(document.value)
        except ValidationError as error:
            self.faults += [_schema_fault(document, found) for found in error.errors(include_url=False)]
            return None

    def _document(self, name: str) -> None:
        found = self._read(name, DocumentFile)
        if found is None:
            return
        document, spec = found
        about = About(**spec.source.about.model_dump()) if spec.source.about else None
        source = Source(**spec.source.model_dump(exclude={"about"}), about=about)
        if source.id in self.sources:
            self.faults.append(
                document.fault(("source", "id"), f'the source id "{source.id}" is taken', "choose another")
            )
        self.sources[source.id] = source
        print_ = self._fingerprint(document, source, needed=any(not entry.paraphrased for entry in spec.entries))
        for at, entry in enumerate(spec.entries):
            path: Path = ("entries", at)
            if self._is_new(document, path, entry.id):
                part = _Part(document, path, entry, source)
                self.parts[entry.id] = part
                self._shape(part)
                if print_ is not None:
                    part.excerpts = tuple(self._excerpts(part, print_))
        for at, silence in enumerate(spec.silences):
            path = ("silences", at)
            if self._is_new(document, path, silence.id):
                self.silences[silence.id] = (document, path, silence, source)

    def _is_new(self, document: Document, path: Path, id: str) -> bool:
        if id in self.places:
            what = f'the id "{id}" is taken, by {self.places[id]}'
            self.faults.append(document.fault((*path, "id"), what, "choose another id for one of the two"))
            return False
        self.places[id] = f"{document.name}:{document.place((*path, 'id'))[0]}"
        return True

    def _fingerprint(self, document: Document, source: Source, *, needed: bool) -> Fingerprint | None:
        name = f"sources/{source.id}.fingerprint"
        if name not in self.files:
            if needed:
                what = f'the source "{source.id}" has no fingerprint, so no excerpt of it can be proved'
                remedy = f"make it from the source's text: python -m bot fingerprint TEXT -o {name}"
                self.faults.append(document.fault(("source", "id"), what, remedy))
            return None
        try:
            return parse(self.files[name].decode("ascii"))
        except (UnicodeDecodeError, SourceError) as error:
            self.faults.append(Fault(name, 1, 1, f"this is no fingerprint: {error}", "make it anew"))
            return None

    # --- Entries ----------------------------------------------------------------------------------------------

    def _shape(self, part: _Part) -> None:
        """Note what an entry lacks or has too much of."""
        spec = part.spec
        calculated_ = spec.figure is not None and spec.figure.calculate is not None
        if spec.says is None and spec.quote is None:
            self.faults.append(part.fault("id", "it says nothing", 'add "says:" or "quote:"'))
        if spec.quote is not None and spec.speaker is None:
            self.faults.append(part.fault("quote", "nobody is named as having said it", 'add "speaker:"'))
        if spec.paraphrased:
            for key in ("evidence", "quote", "figure"):
                if getattr(spec, key) is not None:
                    what = f'a paraphrase cannot have "{key}:", which would have to be proved'
                    self.faults.append(part.fault(key, what, f'take out "{key}:" or "paraphrased:"'))
            if spec.locator is None:
                what = "a paraphrase must say where it stands"
                self.faults.append(part.fault("paraphrased", what, 'add "locator:", such as a page'))
        elif spec.locator is not None:
            what = "the place of an excerpt is found, never typed"
            self.faults.append(part.fault("locator", what, 'take out "locator:"'))
        elif not calculated_ and spec.evidence is None and spec.quote is None:
            what = "it has no words of the source to rest on"
            self.faults.append(part.fault("id", what, 'add "evidence:", or mark it "paraphrased: true"'))
        if calculated_ and spec.evidence is not None:
            what = "a calculated figure rests on the evidence of what it is calculated from"
            self.faults.append(part.fault("evidence", what, 'take out "evidence:" or "calculate:"'))

    def _excerpts(self, part: _Part, source: Fingerprint) -> Iterator[Excerpt]:
        """Find the entry's evidence and quotation in the source; note what does not stand there."""
        spec = part.spec
        if spec.evidence is not None and spec.quote is not None:
            inside = within(spec.quote, spec.evidence)
            if inside:
                yield from self._excerpt(part, "evidence", spec.evidence, source)
                return
        for key, text in (("quote", spec.quote), ("evidence", spec.evidence)):
            if text is not None:
                yield from self._excerpt(part, key, text, source)

    def _excerpt(self, part: _Part, key: str, text: str, source: Fingerprint) -> Iterator[Excerpt]:
        try:
            paragraph = find(text, source)
        except ValueError:
            what = f"the {key} is too short to be proved ({WINDOW} words at least, also between ellipses)"
            remedy = 'quote more of the sentence (a shorter "quote:" may stand inside a longer "evidence:")'
            self.faults.append(part.fault(key, what, remedy))
            return
        if paragraph is None:
            what = f'the {key} does not stand word for word in one paragraph of "{part.source.id}"'
            self.faults.append(part.fault(key, what, "copy it from the source again, letter by letter"))
            return
        yield Excerpt(text, paragraph)

    def _figures(self) -> None:
        """Give every entry its figure, those first on which others rest."""
        state: dict[str, str] = {}
        for id in self.parts:
            self._figure(id, state)

    def _figure(self, id: str, state: dict[str, str]) -> Figure | None:
        part = self.parts[id]
        if state.get(id) == "done" or part.spec.figure is None:
            return part.figure
        if state.get(id) == "open":
            self.faults.append(part.fault("figure", "its figure rests on itself", 'mend "calculate:" or "of:"'))
            return None
        state[id] = "open"
        spec = part.spec.figure
        try:
            part.figure = self._calculated(part, spec, state) if spec.calculate else self._stated(part, spec, state)
        except FigureError as error:
            self.faults.append(part.fault("figure", str(error), "mend the figure"))
        state[id] = "done"
        return part.figure

    def _operand(self, part: _Part, id: str, state: dict[str, str]) -> Figure:
        if id not in self.parts:
            raise FigureError(f'there is no entry "{id}"')
        figure = self._figure(id, state)
        if figure is None:
            raise FigureError(f'the entry "{id}" has no figure to calculate with')
        return figure

    def _calculated(self, part: _Part, spec: FigureSpec, state: dict[str, str]) -> Figure:
        if spec.value is not None or spec.words is not None or spec.of is not None:
            raise FigureError('a calculated figure has no "value:", "words:" or "of:" besides')
        calculation = parse_calculation(spec.calculate or "")
        if calculation is None:
            raise FigureError('"calculate:" must be two entry ids with " + ", " - " or " / " between them')
        left, right = (self._operand(part, id, state) for id in (calculation[0], calculation[2]))
        part.excerpts = _merged(self.parts[calculation[0]].excerpts, self.parts[calculation[2]].excerpts)
        return calculated(calculation, left, right, percent=spec.as_ == "percent", unit=spec.unit)

    def _stated(self, part: _Part, spec: FigureSpec, state: dict[str, str]) -> Figure:
        if (spec.value is None) == (spec.words is None):
            raise FigureError('a figure has either "value:", "words:" or "calculate:"')
        if spec.unit is None:
            raise FigureError('a figure needs "unit:", what is counted')
        if spec.as_ is not None:
            raise FigureError('"as:" belongs to "calculate:"')
        text = part.spec.evidence or part.spec.quote or ""
        if spec.words is not None:
            if not within(spec.words, text):
                raise FigureError(f'"{spec.words}" does not stand in its evidence')
            return worded(spec.words, spec.unit)
        value = Fraction(str(spec.value))
        if not stands_in(value, text):
            raise FigureError(f"the number {spec.value} does not stand in its evidence")
        if spec.of is None:
            return counted(value, spec.unit)
        whole = self._operand(part, spec.of, state)
        if whole.value is None or whole.unit != spec.unit or not 0 <= value <= whole.value:
            raise FigureError(f'{spec.value} {spec.unit} is no part of "{spec.of}" ({whole.text})')
        return counted(value, spec.unit, whole.value, spec.of)

    def _entry(self, part: _Part) -> Entry:
        spec = part.spec
        for key, ids in (("contradicts", spec.contradicts), ("confirms", spec.confirms)):
            for at, id in enumerate(ids):
                if id not in self.parts or id == spec.id:
                    place = (*part.path, key, at)
                    self.faults.append(part.document.fault(place, f'there is no other entry "{id}"', "mend the id"))
        if not spec.paraphrased and spec.says is not None and (part.excerpts or part.figure):
            self._says(part.document, (*part.path, "says"), spec.says, part.source, [part])
        role = spec.speaker.role or "" if spec.speaker else ""
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
            asked=tuple(spec.asked),
            not_asked=tuple(spec.not_asked),
            contradicts=tuple(spec.contradicts),
            confirms=tuple(spec.confirms),
            paraphrased=spec.paraphrased,
            locator=spec.locator or "",
        )

    # --- Silences ---------------------------------------------------------------------------------------------

    def _silence(self, document: Document, path: Path, spec: SilenceSpec, source: Source) -> Silence:
        near = []
        for at, id in enumerate(spec.near):
            if id in self.parts:
                near.append(self.parts[id])
            else:
                fault = document.fault((*path, "near", at), f'there is no entry "{id}"', "mend the id")
                self.faults.append(fault)
        self._says(document, (*path, "says"), spec.says, source, near)
        return Silence(
            spec.id, spec.title, source, spec.says, tuple(spec.near), tuple(spec.asked), tuple(spec.not_asked)
        )

    def _says(self, document: Document, path: Path, says: str, source: Source, parts: Sequence[_Part]) -> None:
        """Hold the numbers and quoted words of a sentence against what it rests on."""
        allowed: set[Fraction] = {Fraction(part) for part in source.published.split("-")}
        texts = [source.title]
        for part in parts:
            texts += [excerpt.text for excerpt in part.excerpts]
            allowed |= set(self._values(part.figure))
        for number in unsupported(says, allowed):
            if not any(stands_in(value, text) for text in texts for value in _values_of(number)):
                what = f'"{number}" in the sentence stands neither in its figure nor in its evidence'
                self.faults.append(document.fault(path, what, "mend the sentence or the evidence"))
        for quoted in says.replace("“", '"').replace("”", '"').split('"')[1::2]:
            if not any(within(quoted, text) for text in texts):
                what = f'the quoted words "{quoted}" do not stand in its evidence'
                self.faults.append(document.fault(path, what, "quote the source's own words, or take the marks off"))

    def _values(self, figure: Figure | None) -> Iterator[Fraction]:
        if figure is None:
            return
        if figure.value is not None:
            yield figure.value
        if figure.whole is not None:
            yield figure.whole
            if figure.whole and figure.value is not None:
                yield figure.value / figure.whole
        for id in figure.operands:
            yield from self._values(self.parts[id].figure)

    # --- The files with names of their own --------------------------------------------------------------------

    def _vocabulary(self) -> Vocabulary:
        found = self._read("vocabulary.yaml", VocabularyFile) if "vocabulary.yaml" in self.files else None
        if found is None:
            return Vocabulary()
        document, spec = found
        taken: dict[str, int] = {}
        for at, group in enumerate(spec.same):
            for place, word in enumerate(group):
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
        found = self._read("help.yaml", HelpFile) if "help.yaml" in self.files else None
        if found is None:
            return None
        spec = found[1]
        lines = tuple(HelpLine(line.name, line.number or "", line.when, line.url or "") for line in spec.lines)
        classes = {kind: tuple(group) for kind, group in spec.words.items()}
        return Help(spec.opening, spec.closing or "", lines, tuple(spec.calls), tuple(spec.plain), classes)

    def _checks(self) -> tuple[Check, ...]:
        found = self._read("checks.yaml", ChecksFile) if "checks.yaml" in self.files else None
        if found is None:
            return ()
        document, spec = found
        for at, check in enumerate(spec.checks):
            if check.expect not in self.places and check.expect not in _EXPECTED_KINDS:
                what = f'there is no entry or silence "{check.expect}"'
                remedy = f"mend the id, or write one of {', '.join(_EXPECTED_KINDS)}"
                self.faults.append(document.fault(("checks", at, "expect"), what, remedy))
        return tuple(Check(check.ask, check.expect) for check in spec.checks)


def _merged(first: Sequence[Excerpt], second: Sequence[Excerpt]) -> tuple[Excerpt, ...]:
    """Return both rows of excerpts without those that stand inside another."""
    kept: list[Excerpt] = []
    for excerpt in sorted(dict.fromkeys([*first, *second]), key=lambda excerpt: -len(excerpt.text)):
        inside = (within(excerpt.text, other.text) for other in kept if other.paragraph == excerpt.paragraph)
        if not any(inside):
            kept.append(excerpt)
    return tuple(sorted(kept, key=lambda excerpt: excerpt.paragraph))


def _values_of(said: str) -> list[Fraction]:
    return [number.value for number in numbers(said)]


_TYPES = {
    "string_type": ("text", "put it in quotes"),
    "int_type": ("a whole number", "write the number without quotes"),
    "float_type": ("a number", "write the number without quotes"),
    "bool_type": ("true or false", "write true or false without quotes"),
    "list_type": ("a list", 'write each item in a line of its own, with "- " before it'),
    "dict_type": ("keys with values", 'write "key: value" lines'),
    "model_type": ("keys with values", 'write "key: value" lines'),
}


def _schema_fault(document: Document, error: Mapping[str, Any]) -> Fault:
    """Say in a moderator's words what pydantic found."""
    path = tuple(part for part in error["loc"] if part not in ("int", "float"))
    key = next((str(part) for part in reversed(path) if isinstance(part, str)), "file")
    kind, given, context = error["type"], error.get("input"), error.get("ctx", {})
    if kind == "extra_forbidden":
        return document.fault(path, f'the key "{key}" is not known here', "see knowledge/README.md for the keys")
    if kind == "missing":
        return document.fault(path[:-1], f'the key "{key}" is missing', f'add "{key}:"')
    if kind in _TYPES:
        wanted, remedy = _TYPES[kind]
        shown = given if isinstance(given, str | int | float | bool) else type(given).__name__
        return document.fault(path, f'"{key}" must be {wanted}, not {shown!r}', remedy)
    if kind in ("string_too_short", "too_short"):
        return document.fault(path, f'"{key}" is empty', "fill it in")
    if kind == "string_too_long":
        what = f'"{key}" is longer than {context.get("max_length")} characters'
        return document.fault(path, what, "shorten it")
    if kind == "string_pattern_mismatch":
        if not str(given).strip():
            return document.fault(path, f'"{key}" is empty', "fill it in")
        return document.fault(path, f'"{key}" cannot be {given!r}', _PATTERN_REMEDIES.get(key, "mend it"))
    return document.fault(path, f'"{key}": {error["msg"]}', "see knowledge/README.md")


_PATTERN_REMEDIES = {
    "id": "use small letters, digits and single hyphens",
    "published": 'write "2016", "2016-11" or "2016-11-25", in quotes',
    "url": "write a whole address that begins with https://",
}

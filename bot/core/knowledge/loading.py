"""Knowledge files -> a proved knowledge base, or every fault in them. Knows nothing of where the files lie.

What follows from a fault is none: a document that cannot be read hides that its entries are missed elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, TypeVar

from ...errors import Fault, KnowledgeError, SourceError
from . import limits
from .fingerprint import Fingerprint, parse
from .locators import Locator, parse_locators
from .model import About, Entry, Knowledge, Silence, Source, Speaker
from .named_files import read_checks, read_help, read_vocabulary
from .naming import asked_file, documents, id_asked
from .phrasings import Phrasing, Phrasings, inline, repeated, texts
from .proving import Prover
from .reading import Reading, salvaged
from .schema import DocumentFile, EntrySpec, SilenceSpec, SourceSpec, is_id
from .unproved import Part
from .yamltext import Document, Path

__all__ = ["load", "version_of"]


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

    Raises KnowledgeError with every fault found: in the YAML, in the fields, in the references between them, in what
    they claim of their sources, and where they hold more than `limits` allow.
    """
    loader = _Loader(Reading(files))
    knowledge = None if loader.reading.too_large() else loader.load()
    if knowledge is None or loader.faults:
        raise KnowledgeError(loader.faults)
    return knowledge


_Item = TypeVar("_Item", EntrySpec, SilenceSpec)


@dataclass(slots=True)
class _Loader:
    """Brings together what the files of one knowledge base hold; what is wrong with them is gathered in `faults`."""

    reading: Reading
    sources: dict[str, Source] = field(default_factory=dict)
    parts: dict[str, Part] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)  # ids of entries that cannot be read
    all_read: bool = True  # whether there are no other entries and silences than those that were read, and the broken
    fingerprints: dict[str, Fingerprint] = field(default_factory=dict)
    locators: dict[str, dict[int, Locator]] = field(default_factory=dict)  # by source and paragraph
    silences: dict[str, tuple[Document, Path, SilenceSpec, Source]] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)  # id of an entry or silence -> file:line
    phrasings: dict[str, list[Phrasings]] = field(default_factory=dict)  # by source
    asked: int = 0  # phrasings so far

    @property
    def faults(self) -> list[Fault]:
        """What is wrong so far; added to."""
        return self.reading.faults

    def load(self) -> Knowledge:
        """Return what the files hold; it is whole only if there are no faults afterwards."""
        files = self.reading.files
        for name in documents(files):
            self._document(name)
        if not self.sources and not self.faults:
            self.faults.append(Fault("knowledge", 0, 0, "there is no document", "add a .yaml file with a source"))
        prover = Prover(self.parts, self.broken, self.faults, all_read=self.all_read)
        prover.prove(self.fingerprints, self.locators)
        entries = {id: self._entry(part) for id, part in self.parts.items()}
        silences = {id: self._silence(prover, *found) for id, found in self.silences.items()}
        self._strays()
        for groups in self.phrasings.values():  # that two sources answer the same question is as it should be
            self.faults.extend(repeated(groups))
        return Knowledge(
            version=version_of(files),
            sources=self.sources,
            entries=entries,
            silences=silences,
            vocabulary=read_vocabulary(self.reading),
            help=read_help(self.reading),
            checks=read_checks(self.reading, lambda id: id in self.places or self._is_excused(id)),
            files=dict(files),
        )

    def _is_excused(self, id: str) -> bool:
        """Tell whether something of this id may be there, though it could not be read."""
        return not self.all_read or id in self.broken

    # --- Reading one document ---------------------------------------------------------------------------------

    def _document(self, name: str) -> None:
        document, whole = self.reading.yaml(name, DocumentFile)
        value = document.value if isinstance(document.value, dict) else {}
        if not isinstance(value.get("entries"), list) or not isinstance(value.get("silences", []), list):
            self.all_read = False
        spec = whole.source if whole is not None else salvaged(SourceSpec, value.get("source"))
        if spec is None:
            self._lose(value.get("entries"))
            self._lose(value.get("silences"))
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
            spec = salvaged(kind, item)
            if spec is None:
                self._lose([item])
            else:
                yield (key, at), spec

    def _lose(self, items: object) -> None:
        """Note the ids of entries or silences that cannot be read; if one has none, any id may be meant for it."""
        for item in items if isinstance(items, list) else []:
            id = item.get("id") if isinstance(item, dict) else None
            if isinstance(id, str) and is_id(id):
                self.broken.add(id)
            else:
                self.all_read = False

    def _is_new(self, document: Document, path: Path, id: str) -> bool:
        """Note an id, unless it is taken or there are too many, which is a fault."""
        if id in self.places:
            what = f'the id "{id}" is already used in {self.places[id]}'
            self.faults.append(document.fault((*path, "id"), what, "choose a different id for one of them"))
            return False
        if len(self.places) >= limits.MAX_ENTRIES:
            if self.all_read:
                what = f"there are more than {limits.MAX_ENTRIES:,} entries and silences"
                self.faults.append(document.fault((*path, "id"), what, "keep those that people ask for"))
            self.all_read = False
            return False
        self.places[id] = f"{document.name}:{document.place((*path, 'id'))[0]}"
        return True

    def _fingerprint(self, document: Document, source: Source) -> None:
        name = f"sources/{source.id}.fingerprint"
        files = self.reading.files
        if name not in files:
            if any(part.source is source and not part.spec.paraphrased for part in self.parts.values()):
                what = f'the source "{source.id}" has no fingerprint, so no excerpt of it can be proved'
                remedy = f"make it from the source's text: python -m bot fingerprint TEXT -o {name}"
                self.faults.append(document.fault(("source", "id"), what, remedy))
            return
        try:
            self.fingerprints[source.id] = parse(files[name].decode("ascii"))
        except (UnicodeDecodeError, SourceError) as error:
            self.faults.append(Fault(name, 1, 1, f"this is no fingerprint: {error}", "make it again"))
            return
        name = f"sources/{source.id}.locators"
        if name in files:
            try:
                proof = files[f"sources/{source.id}.fingerprint"].decode("ascii")
                self.locators[source.id] = parse_locators(files[name].decode(), proof)
            except (UnicodeDecodeError, SourceError) as error:
                self.faults.append(Fault(name, 1, 1, f"these are no locators: {error}", "make it again, or delete it"))

    # --- Entries and silences -----------------------------------------------------------------------------------

    def _entry(self, part: Part) -> Entry:
        spec = part.spec
        for key, ids in (("contradicts", spec.contradicts), ("confirms", spec.confirms)):
            for at, id in enumerate(ids):
                if id == spec.id or not (id in self.parts or self._is_excused(id)):
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
            asked=texts(phrasings.asked),
            not_asked=texts(phrasings.not_asked),
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
            elif not self._is_excused(id):
                fault = document.fault((*path, "near", at), f'there is no entry "{id}"', "correct the id")
                self.faults.append(fault)
        if len(near) == len(spec.near):
            prover.hold(document, (*path, "says"), spec.says, source, near)
        phrasings = self._asked(document, path, spec, source)
        return Silence(
            spec.id, spec.title, source, spec.says, tuple(spec.near),
            texts(phrasings.asked), texts(phrasings.not_asked),
        )  # fmt: skip

    # --- Phrasings ----------------------------------------------------------------------------------------------

    def _asked(self, document: Document, path: Path, spec: EntrySpec | SilenceSpec, source: Source) -> Phrasings:
        """Return the ways of asking of an entry or silence: those in the document, then those of its own file."""
        name = asked_file(spec.id)
        further = self.reading.lines(name, limits.MAX_PHRASING)
        asked = [*inline(document, (*path, "asked"), spec.asked), *further.asked]
        not_asked = [*inline(document, (*path, "not_asked"), spec.not_asked), *further.denied]
        if not asked and not further.faults:
            what = f'there is no way of asking for "{spec.id}"'
            remedy = f'write some under "asked:", or in {name}, one a line'
            self.faults.append(document.fault((*path, "asked"), what, remedy))
        self._count(f'"{spec.id}"', [*asked, *not_asked])
        found = Phrasings(f'"{spec.id}"', asked, not_asked)
        self.phrasings.setdefault(source.id, []).append(found)
        return found

    def _count(self, owner: str, phrasings: Sequence[Phrasing]) -> None:
        """Note the first phrasing that is one too many, of its owner or of all."""
        left = limits.MAX_PHRASINGS - self.asked
        self.asked += len(phrasings)
        if len(phrasings) > limits.MAX_ASKED:
            what = f"there are more than {limits.MAX_ASKED:,} ways of asking for {owner}"
            self.faults.append(phrasings[limits.MAX_ASKED].fault(what, "keep those that differ most"))
        elif 0 <= left < len(phrasings):
            what = f"there are more than {limits.MAX_PHRASINGS:,} ways of asking in all"
            self.faults.append(phrasings[left].fault(what, "keep those that differ most"))

    def _strays(self) -> None:
        """Note the files with ways of asking that are nobody's."""
        for name in sorted(self.reading.files):
            id = id_asked(name)
            if id is None or id in self.parts or id in self.silences:
                continue
            self.reading.lines(name, limits.MAX_PHRASING)
            if not self._is_excused(id):
                remedy = "name the file after the id whose ways of asking it holds, or delete it"
                self.faults.append(Fault(name, 0, 0, f'there is no entry or silence "{id}"', remedy))

"""A new edition of a document that a base has: which entries stand, which have other figures, which stand no longer.

What a person wrote is kept as it is written. An entry whose words stand in the new edition is not touched; one whose
sentence is there with other figures keeps its id, title, ways of asking and all else, with the new figures put in their
places; what no longer stands is taken out. All of it is proved together before it is handed back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ..core.knowledge.fingerprint import Fingerprint, find, fingerprint, parse, within
from ..core.knowledge.held import Held
from ..core.knowledge.loading import load
from ..core.knowledge.phrasings import alike
from ..core.knowledge.yamltext import Document, Path
from ..core.knowledge.yamlwriting import in_one_line
from ..core.language.numbers import numbers
from ..core.language.text import fold
from ..errors import EditError, Fault, KnowledgeError
from .draft import Draft, Drafted, Skipped
from .edition import Changed, Edition, Gone
from .edition_files import Book, Item
from .likeness import Pair, Texts, changes, substituted
from .passages import passages
from .text import DocumentText

__all__ = ["edition_of", "source_of"]

_ROUNDS = 25
_EVIDENCE = ("quote", "header", "evidence")
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d])")
_TELLING = (
    ("title",), ("short",), ("says",), ("figure",), ("figure", "value"), ("figure", "words"), ("figure", "unit"),
)  # fmt: skip


def source_of(files: Mapping[str, bytes], named: str) -> str:
    """Return the id of the source that is meant by its id or the name of its file; the only one, if none is named.

    Raises EditError if there is none of that name, or if there are several to choose from.
    """
    known = {}
    for document in Held(files).documents:
        about = document.value.get("source") if isinstance(document.value, dict) else None
        if isinstance(about, dict) and isinstance(about.get("id"), str):
            known[str(about["id"])] = document.name.removesuffix(".yaml")
    if not known:
        raise EditError("there is no document in the folder of which this could be a new edition")
    for id, stem in known.items():
        if named in (id, stem) or (not named and len(known) == 1):
            return id
    told = f'there is no document "{named}"' if named else "of which document is this a new edition? Name it"
    raise EditError(f"{told}; there is {', '.join(sorted(known))}")


def edition_of(
    files: Mapping[str, bytes],
    source: str,
    read: DocumentText,
    draft: Draft,
    sentences: Callable[[str], Sequence[str]],
    *,
    known: Mapping[str, str],
) -> Edition:
    """Return what becomes of a document in a new edition.

    Args:
        files: Those of a sound base.
        source: The id of the document's source, of which there is a fingerprint.
        read: The new edition.
        draft: All that can be drafted from it, with ids that the base has not.
        sentences: Cuts a paragraph into its sentences.
        known: What is known of the new edition, by the keys of a source's header; what is not stays as it is.

    Raises EditError if the document is written so strangely that it cannot be changed, or if something elsewhere in the
    base rests on what no longer stands.
    """
    return _Making(files, Held(files).of_source(source), source, _texts(read, sentences), draft, known).make()


@dataclass(frozen=True, slots=True)
class _Read:
    """The new edition, to be looked through. pages: of each block."""

    texts: Texts
    pages: Sequence[int | None]


def _texts(read: DocumentText, sentences: Callable[[str], Sequence[str]]) -> _Read:
    blocks = [(block.text, block.header if block.kind == "row" else "", block.page) for block in read.blocks]
    headers = {block.header: block.page for block in read.blocks if block.kind == "row" and block.header}
    blocks += [(header, "", page) for header, page in headers.items()]
    said = [(passage.text, passage.place) for passage in passages(read, sentences)]
    texts = Texts([text for text, _, _ in blocks], [header for _, header, _ in blocks], said)
    return _Read(texts, [page for _, _, page in blocks])


@dataclass(slots=True)
class _Making:
    """Decides what becomes of each entry, and then proves it all; what is refused no longer stands."""

    files: Mapping[str, bytes]
    document: Document
    source: str
    read: _Read
    draft: Draft
    known: Mapping[str, str]
    changed: dict[str, Changed] = field(default_factory=dict)
    gone: dict[str, tuple[str, str]] = field(default_factory=dict)  # why, and the words that it rested on
    values: dict[str, dict[Path, Any]] = field(default_factory=dict)  # what is written anew, by id and path
    others: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)  # what changed, by id
    resting: dict[str, list[str]] = field(default_factory=dict)  # the words that entries rest on, folded, by id

    def make(self) -> Edition:
        book = Book(self.files, self.document, {**self.known, "id": self.draft.header.id})
        new = fingerprint(self.draft.text)
        for item in book.items:
            if item.path[0] == "entries":
                self._decide(item, new)
        self._retell(book.items)
        unproved: dict[str, Skipped] = {}
        for _ in range(_ROUNDS):
            entries, left_out, skipped = self._new_entries(book, unproved)
            skipped += unproved.values()
            draft = replace(self.draft, entries=tuple(entries), skipped=(*self.draft.skipped, *skipped))
            doubts = {id: each.doubts for id, each in self.changed.items()}
            written = book.written(self.values, self.others, set(self.gone), draft, doubts)
            try:
                load(written.files)
                break
            except KnowledgeError as error:
                refused = dict(filter(None, (written.place(fault) for fault in error.faults)))
                if not refused:
                    raise EditError(_elsewhere(error.faults)) from error
            for each in entries:
                if each.id in refused:
                    why = f"not proved: {refused[each.id]}"
                    unproved[each.id] = Skipped(each.figure or each.title, why, each.sentence, each.page)
            for item in book.items:
                if item.id in refused:
                    self._lose(item.id, f"it can no longer be proved: {refused[item.id]}", item.said)
        else:
            raise EditError(f"{self.document.name}: too many of its entries rest on one another; start a new draft")
        return Edition(
            document=written.document,
            kept=tuple(each.id for each in book.items if self._stays(each) and each.id not in self.changed),
            changed=tuple(self.changed[each.id] for each in book.items if each.id in self.changed),
            gone=tuple(self._told(item, entries) for item in book.items if item.id in self.gone),
            draft=draft,
            left_out=left_out,
            silences=tuple(each.id for each in book.items if each.path[0] == "silences" and each.id not in self.gone),
            unproved=tuple(each.id for each in book.items if self._stays(each) and each.value.get("paraphrased")),
            checks=written.checks,
            files=written.files,
            away=tuple(sorted(set(self.files) - set(written.files))),
        )

    def _stays(self, item: Item) -> bool:
        return item.path[0] == "entries" and item.id not in self.gone

    def _lose(self, id: str, why: str, said: str) -> None:
        self.gone[id] = (why, said)
        for held in (self.changed, self.values, self.others, self.resting):
            held.pop(id, None)

    # --- Each entry -----------------------------------------------------------------------------------------------

    def _decide(self, item: Item, new: Fingerprint) -> None:
        """Find out whether an entry's words stand in the new edition, or the same with other figures."""
        texts = {key: text for key in _EVIDENCE if isinstance(text := item.value.get(key), str)}
        quote = ""
        if "quote" in texts and "evidence" in texts and within(texts["quote"], texts["evidence"]):
            quote = texts.pop("quote")
        missing = {key: text for key, text in texts.items() if not _stands(text, new)}
        if not missing:
            self.resting[item.id] = [_bare(text) for text in texts.values()]
            return
        header = texts.get("header", "")
        pairs: dict[str, Pair] = {}
        for key, text in missing.items():
            pair = self.read.texts.same(text, header if key == "evidence" else "")
            if pair is None or not _stands(pair.text, new):
                self._lose(item.id, "the new edition does not say so", text)
                return
            pairs[key] = pair
        self._change(item, texts, pairs, quote)

    def _change(self, item: Item, texts: Mapping[str, str], pairs: Mapping[str, Pair], quote: str) -> None:
        in_order = tuple(other for pair in pairs.values() for other in pair.others)
        key = "evidence" if "evidence" in pairs else next(iter(pairs))
        values: dict[Path, Any] = {(each,): pair.text for each, pair in pairs.items()}
        for path, held in _telling(item.value):
            now: Any = pairs[key].text if held == texts.get(key) else _put(held, in_order)
            if now is None:
                self._lose(item.id, "the same number changed in two ways", texts[key])
                return
            if now != held:
                values[path] = now
        if quote and (found := self.read.texts.same(quote)) is not None:
            values[("quote",)] = found.text
        doubts = []
        if any(pair.turned for pair in pairs.values()):
            doubts.append("it went another way than before")
        if any(pair.hedged for pair in pairs.values()):
            doubts.append("little words in it are others")
        self._note(item, values, in_order, (texts[key], pairs[key].text), self.read.pages[pairs[key].block], doubts)

    def _note(
        self, item: Item, values: Mapping[Path, Any], others: Sequence[tuple[str, str]], said: tuple[str, str],
        page: int | None, doubts: Sequence[str],
    ) -> None:  # fmt: skip
        self.values[item.id], self.others[item.id] = dict(values), tuple(others)
        held = {**item.value, **{str(path[0]): value for path, value in values.items() if len(path) == 1}}
        self.resting[item.id] = [_bare(text) for key in _EVIDENCE if isinstance(text := held.get(key), str)]
        figure: Any = held.get("figure", "")
        if isinstance(figure, dict):
            figure = figure | {path[1]: value for path, value in values.items() if path[0] == "figure"}
        title = str(values.get(("title",), item.title))
        stale = [year for year in _YEAR.findall(title) if year not in said[1]]
        if stale:
            doubts = [*doubts, f"its title still says {stale[0]}"]
        told = (_figure(item.value.get("figure", "")), _figure(figure))
        self.changed[item.id] = Changed(
            item.id, title, *said, told if told[0] != told[1] else ("", ""),
            tuple(dict.fromkeys(others)), page, tuple(doubts),
        )  # fmt: skip

    def _retell(self, items: Sequence[Item]) -> None:
        """Keep entries whose sentence is there no longer, where one of the same title was drafted of another."""
        for item in items:
            figure = item.value.get("figure")
            told = {"says", "evidence"} <= set(item.value) and "quote" not in item.value and isinstance(figure, str)
            if item.id not in self.gone or not told:
                continue
            near = [each for each in self.draft.entries if each.figure and changes(item.title, each.title) is not None]
            found = [each for each in near if each.title == item.title] or near
            if len(found) != 1:
                continue
            [entry] = found
            others = (*(changes(item.title, entry.title) or ()), *(changes(str(figure), entry.figure) or ()))
            values: dict[Path, Any] = {
                ("evidence",): entry.evidence, ("says",): entry.says, ("figure",): entry.figure,
                ("title",): substituted(item.title, others) or item.title,
            }  # fmt: skip
            if "header" in item.value:
                values[("header",)] = entry.header
            values = {path: value for path, value in values.items() if item.value[str(path[0])] != value}
            said = self.gone.pop(item.id)[1]
            self._note(item, values, others, (said, entry.sentence), entry.page, ["the sentence is another one"])

    # --- What is new ----------------------------------------------------------------------------------------------

    def _new_entries(self, book: Book, unproved: Collection[str]) -> tuple[list[Drafted], int, list[Skipped]]:
        """Return what stands for the first time, how many sentences had no entry in the old edition either, and what is
        passed over as it is asked for already. unproved: ids of those that cannot be proved."""
        old = parse(self.files[f"sources/{self.source}.fingerprint"].decode("ascii"))
        staying = [item for item in book.items if item.id not in self.gone]
        taken = {alike(text) for item in staying for text in book.asked(item, self.others)}
        made, skipped, before = [], list[Skipped](), set[str]()
        resting = {text for texts in self.resting.values() for text in texts if text}
        for entry in self.draft.entries:
            words = _bare(entry.evidence or entry.quote)
            if entry.id in unproved or words in resting or any(words in text or text in words for text in resting):
                continue
            if _stands(entry.evidence or entry.quote, old):
                before.add(words)
                continue
            asked = tuple(each for each in entry.asked if alike(each) not in taken)
            if asked:
                made.append(replace(entry, asked=asked))
            else:
                why = "all ways of asking for it lead to other entries"
                skipped.append(Skipped(entry.figure or entry.title, why, entry.sentence, entry.page))
        return made, len(before), skipped

    def _told(self, item: Item, entries: Sequence[Drafted]) -> Gone:
        why, said = self.gone[item.id]
        near = self.read.texts.nearest(said) if said else None
        made = [each for each in entries if near is not None and each.sentence == near.text]
        return Gone(
            item.id, item.title, said, why,
            near.text if near is not None else "", self.read.pages[near.block] if near is not None else None,
            made[0].id if made else "", item.text,
        )  # fmt: skip


def _telling(value: Mapping[str, Any]) -> Iterator[tuple[Path, Any]]:
    """Yield the texts and numbers of an entry that tell its figures, each with its path."""
    for path in _TELLING:
        held: Any = value
        for step in path:
            held = held.get(step) if isinstance(held, Mapping) else None
        if isinstance(held, str | int | float):
            yield path, held


def _put(held: str | float, others: Sequence[tuple[str, str]]) -> str | float | None:
    """Return a text or number with what changed put in its place; None if that can be done in two ways."""
    if isinstance(held, str):
        return substituted(held, others)
    found = {_value(now, bare=bare) for was, now in others for bare in (False, True) if _value(was, bare=bare) == held}
    found -= {None}
    return None if len(found) > 1 else found.pop() if found else held


def _figure(figure: Any) -> str:
    if isinstance(figure, str):
        return figure
    told = [figure[key] for key in ("value", "words", "unit") if key in figure]
    return " ".join(map(str, told)) or in_one_line(figure)


def _value(told: str, *, bare: bool) -> float | None:
    """Return the number that is told; bare: without the words behind it, as in "6.3 million"."""
    said = told.split()[0] if bare else told
    read = numbers(fold(said))
    if len(read) != 1:
        return None
    value = read[0].value
    return int(value) if value.denominator == 1 else float(value)


def _stands(text: str, proof: Fingerprint) -> bool:
    try:
        return find(text, proof) is not None
    except ValueError:  # too short to be proved there
        return False


def _bare(text: str) -> str:
    return " ".join(fold(text).split())


def _elsewhere(faults: Sequence[Fault]) -> str:
    return f"the new edition cannot be put in the place of the old one: {faults[0]}"

"""A draft that somebody looks through: what is left to be looked at, what was decided, and what comes of it.

Doubtful entries come first, then the others as the document has them; a place in that order never changes. Pure.
"""

from __future__ import annotations

import json
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal, cast

from ..core.knowledge.fields import phrasing_of, tidy
from ..core.knowledge.held import Held
from ..core.knowledge.loading import load
from ..core.knowledge.replacing import field_of
from ..core.knowledge.schema import is_id
from ..errors import EditError, Fault, KnowledgeError
from .draft import Draft, Drafted, Header
from .marks import without_unread
from .writing import written_files

__all__ = ["ABOUT", "Around", "Decision", "Looking", "What", "around", "changed", "fields_of"]

ABOUT = ""
"""What was typed of the document itself is kept under this, as if it were an entry of that id."""
_HEADER = ("title", "publisher", "published", "url", "id")
_QUOTATION = ("title", "quote", "speaker", "role", "asked")
_OTHERS = ("title", "says", "figure", "evidence", "asked")

_LONGEST_ID = 44  # with a number behind it, an id has 48 characters at most

What = Literal["keep", "drop", "typed"]
"""What is decided of an entry: see Decision."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided of an entry.

    what: "keep", as it is or as it was typed; "drop"; "typed": nothing yet, as what was typed was refused.
    typed: What was typed, by field; nothing where it is as it was drafted.
    """

    what: What
    typed: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        """Return it as it is kept."""
        return json.dumps({"what": self.what, "typed": dict(self.typed)}, ensure_ascii=False)

    @classmethod
    def of(cls, text: str) -> Decision:
        """Return what was kept."""
        held = json.loads(text)
        return cls(cast(What, held["what"]), held["typed"])


@dataclass(frozen=True)
class Looking:
    """A draft, and what was decided of its entries, by id."""

    draft: Draft
    decided: Mapping[str, Decision] = field(default_factory=dict)

    @cached_property
    def entries(self) -> tuple[Drafted, ...]:
        """The entries in the order in which they are looked at, as they were drafted."""
        return tuple(sorted(self.draft.entries, key=lambda entry: not entry.doubts))

    @cached_property
    def header(self) -> Header:
        """What the document is, as far as is known by now."""
        about = self.decided.get(ABOUT)
        if about is None or about.what != "keep":
            return self.draft.header
        return _header(about.typed)

    def typed_header(self) -> dict[str, str]:
        """Return what the form of the document is filled with: what was typed last, or else what is no mere guess."""
        about, header = self.decided.get(ABOUT), self.draft.header
        if about is not None:
            return {**dict.fromkeys(_HEADER, ""), **about.typed}  # a form made by hand may lack some
        guessed = header.unknown - {"title"}
        return {key: "" if key in guessed else str(getattr(header, key)) for key in _HEADER}

    def entry(self, at: int) -> Drafted:
        """Return the entry at a place, from 0, as it is by now: as it was typed, or else as it was drafted."""
        entry = self.entries[at]
        decision = self.decided.get(entry.id)
        if decision is None or decision.what != "keep":
            return entry
        return changed(entry, decision.typed) if decision.typed else entry

    def what(self, at: int) -> What | None:
        """Return what was decided of the entry at a place; None: nothing."""
        decision = self.decided.get(self.entries[at].id)
        return decision.what if decision is not None else None

    def typed(self, at: int) -> dict[str, str]:
        """Return what a form of the entry at a place is filled with: what was typed last, or else what stands."""
        decision = self.decided.get(self.entries[at].id)
        return {**fields_of(self.entries[at]), **(decision.typed if decision is not None else {})}

    def left(self) -> list[int]:
        """Return the places of the entries of which nothing is decided."""
        return [at for at in range(len(self.entries)) if self.what(at) in (None, "typed")]

    def next(self, at: int) -> int | None:
        """Return the place of the next entry after another that is left, from the top again at the end; None: none."""
        left = self.left()
        return next((each for each in left if each > at), left[0] if left else None)

    def plain_left(self) -> list[str]:
        """Return the ids of entries that are left and that nobody has a doubt of."""
        return [self.entries[at].id for at in self.left() if not self.entries[at].doubts and self.what(at) is None]

    def kept(self) -> tuple[Drafted, ...]:
        """Return the entries that were kept, in the order of the document, with no doubts any more."""
        chosen = {self.entries[at].id: self.entry(at) for at in range(len(self.entries)) if self.what(at) == "keep"}
        return tuple(replace(chosen[each.id], doubts=()) for each in self.draft.entries if each.id in chosen)

    def files(self, held: Mapping[str, bytes]) -> dict[str, bytes]:
        """Return the files of a base with those of what was kept; an id that the base has is not taken again.

        Raises EditError if nothing was kept, the document is not known yet, or the base has one of its id.
        """
        if not self.kept():
            raise EditError("no entry is kept yet: keep one at least")
        if self.header.unknown:
            raise EditError("who published the document, when and where is not known yet: fill that in first")
        _hold_free(self.header.id, held)
        entries = _with_free_ids(self.kept(), Held(held).ids)
        made = written_files(replace(self.draft, header=self.header, entries=entries, silences=()), held)
        return {**held, **made.files, made.document: without_unread(made.files[made.document].decode()).encode()}

    def refused(self, at: int, typed: Mapping[str, str], held: Mapping[str, bytes]) -> list[tuple[str | None, Fault]]:
        """Return what is wrong with an entry as somebody typed it, each by its field, None for none; [] if nothing.

        held: the base that it comes into. Raises EditError for what cannot even be written.
        """
        entry = changed(self.entries[at], typed)
        Held(held).refuse_taken(entry.asked, entry.id)
        (entry,) = _with_free_ids([entry], Held(held).ids)
        files, faults = _proved(replace(self.draft, header=_stand_in(self.header, held), entries=(entry,)), held)
        return [(field_of(files, entry.id, fault), fault) for fault in faults]

    def refused_header(self, typed: Mapping[str, str], held: Mapping[str, bytes]) -> list[tuple[str | None, Fault]]:
        """Return what is wrong with what somebody typed of the document itself, as `refused` does."""
        header = _header(typed)
        if not is_id(header.id):
            raise EditError(f'the id cannot be "{header.id}": small letters, digits and hyphens, as in '
                            "yearly-report-2025")  # fmt: skip
        _hold_free(header.id, held)
        entries = _with_free_ids(self.draft.entries[:1], Held(held).ids)
        draft = replace(self.draft, header=header, entries=entries)
        files, faults = _proved(draft, held)
        lines = files[f"{header.id}.yaml"].decode().splitlines()
        named = []
        for fault in faults:
            key = lines[fault.line - 1].strip().partition(":")[0] if 0 < fault.line <= len(lines) else ""
            named.append((key if key in _HEADER else None, fault))
        return named


@dataclass(frozen=True, slots=True)
class Around:
    """Where a sentence stands: what is before it and after it in its paragraph, and the heading above."""

    before: str
    after: str
    heading: str


def around(draft: Draft, entry: Drafted) -> Around:
    """Return what stands around the sentence of an entry; "" for what is not found."""
    words = " ".join(entry.sentence.split())
    headings = {each.paragraph: each.heading for each in draft.locators}
    pages = {each.paragraph: each.page for each in draft.locators}
    found = Around("", "", "")
    for number, paragraph in enumerate(draft.text.split("\n\n"), 1):
        before, there, after = " ".join(paragraph.split()).partition(words)
        if there and words:
            found = Around(before.strip(), after.strip(), headings.get(number, ""))
            if entry.page is None or pages.get(number) == entry.page:
                break
    return found


def fields_of(entry: Drafted) -> dict[str, str]:
    """Return the fields of an entry that a form has, in its order."""
    keys = _QUOTATION if entry.form == "quotation" else _OTHERS
    return {key: "\n".join(entry.asked) if key == "asked" else getattr(entry, key) for key in keys}


def changed(entry: Drafted, typed: Mapping[str, str]) -> Drafted:
    """Return an entry as somebody typed it. Raises EditError for what cannot be kept."""
    texts = {key: tidy(text, key) for key, text in typed.items() if key in fields_of(entry) and key != "asked"}
    asked = tuple(dict.fromkeys(filter(None, map(phrasing_of, typed.get("asked", "").splitlines()))))
    if not asked:
        raise EditError("there is no way of asking for it: write one at least")
    same = texts.get("title", entry.title) == entry.title
    values: dict[str, Any] = {**texts, "short": entry.short if same else "", "asked": asked}
    return replace(entry, **values)


def _header(typed: Mapping[str, str]) -> Header:
    title, publisher, published, url, id = (tidy(typed.get(key, ""), "title") for key in _HEADER)
    return Header(id, title, publisher, published, url)


def _with_free_ids(entries: Sequence[Drafted], taken: Container[str]) -> list[Drafted]:
    made: list[Drafted] = []
    own = {entry.id for entry in entries}
    for entry in entries:
        id, count = entry.id, 1
        while id in taken or (id != entry.id and id in own):
            count += 1
            id = f"{entry.id[:_LONGEST_ID]}-{count}"
        own.add(id)
        made.append(replace(entry, id=id))
    return made


def _stand_in(header: Header, held: Mapping[str, bytes]) -> Header:
    """Return a header to prove an entry under, of an id that the base has not."""
    id = header.id
    while _is_taken(id, held):
        id += "-2"
    return replace(header, id=id, unknown=frozenset())


def _is_taken(id: str, held: Mapping[str, bytes]) -> bool:
    return any(name in held for name in (f"{id}.yaml", f"sources/{id}.fingerprint", f"sources/{id}.locators"))


def _hold_free(id: str, held: Mapping[str, bytes]) -> None:
    if _is_taken(id, held):
        raise EditError(f'there is a document called "{id}" already: give this one another id')


def _proved(draft: Draft, held: Mapping[str, bytes]) -> tuple[dict[str, bytes], tuple[Fault, ...]]:
    """Return a base with a draft, and what is wrong with it."""
    files = {**held, **written_files(draft, held).files}
    try:
        load(files)
    except KnowledgeError as error:
        return files, error.faults
    return files, ()

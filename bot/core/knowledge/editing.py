"""Changes to the files of a knowledge base in which nothing else changes. Knows nothing of where the files lie.

A way of asking is one line more in a text file; a new entry stands in its document, and its ways of asking in a file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...errors import EditError
from ..language.text import fold
from .fields import TEXTS, as_written, hold, phrasing_of, tidy
from .held import Held
from .insertion import with_entry
from .naming import asked_file, documents, id_asked
from .phrasings import alike

__all__ = ["Added", "NewEntry", "add", "put", "teach", "teach_all"]

_MAX_ID = 48
_RESERVED_IDS = ("entry", "signpost", "suggestions")  # words that a check question expects as something else


@dataclass(frozen=True, slots=True)
class NewEntry:
    """What somebody writes into a form to have a new entry. Line ends and runs of blanks count as one blank.

    title: a few words. says: the fact in one sentence. evidence: the source's own words. asked: ways of asking, one at
    least; empty ones and repeated ones are left out. quote, speaker, role: a person's words, their name, and who that
    is. figure: the number as the source writes it, or {value: 3, unit: loans}. topic: what it is listed under. short:
    the title for a button. id: None to have one made of the title. What is "" is not written.
    """

    title: str
    says: str
    evidence: str
    asked: tuple[str, ...]
    quote: str = ""
    speaker: str = ""
    role: str = ""
    figure: str = ""
    topic: str = ""
    short: str = ""
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
    text = phrasing_of(phrasing)
    hold({"id": "x", "title": "x", "asked": [text]})
    base = Held(files)
    base.find(target)
    base.refuse_taken([text], target)
    return {**files, asked_file(target): base.with_asked(target, [text])}


def teach_all(files: Mapping[str, bytes], lessons: Sequence[tuple[str, str]]) -> dict[str, bytes]:
    """Return all files, with a way of asking added for each pair of one and of the entry or silence that it is for.

    One that cannot be taught, by the rules of `teach`, or stands among the lessons before, is left out.

    Raises EditError if none can be taught, with the reason of the first.
    """
    held, changed = Held(files), dict(files)
    taken: set[str] = set()
    reason: EditError | None = None
    for phrasing, target in lessons:
        try:
            text = phrasing_of(phrasing)
            hold({"id": "x", "title": "x", "asked": [text]})
            held.find(target)
            held.refuse_taken([text], target)
        except EditError as error:
            reason = reason or error
            continue
        if alike(text) not in taken:
            taken.add(alike(text))
            name = asked_file(target)
            changed[name] = Held({name: changed[name]} if name in changed else {}).with_asked(target, [text])
    if not taken:
        raise reason or EditError("there is nothing to teach; choose a question")
    return changed


def add(files: Mapping[str, bytes], source: str, entry: NewEntry) -> Added:
    """Return all files, with a new entry after the last one of the document whose source has this id.

    Its ways of asking go into a file of their own. Nothing is proved of what the entry claims; loading does that.

    Raises EditError if there is no such source or its document cannot be read; if a field is empty, too long or of a
    wrong form; if the id is taken; if a way of asking stands somewhere already; or if the document is written in so
    strange a way that the change cannot be proved to be the only one.
    """
    base = Held(files)
    document = base.of_source(source)
    fields = _fields(entry, base.ids | set(filter(None, map(id_asked, files))))
    base.refuse_taken(fields["asked"], None)
    asked = base.with_asked(fields["id"], fields.pop("asked"))
    new = with_entry(files[document.name], document, fields)
    return Added({**files, document.name: new, asked_file(fields["id"]): asked}, fields["id"], document.name)


def put(files: Mapping[str, bytes], changed: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return all files, with others in the place of those of the same name, or beside them.

    The ways of asking of an entry that goes with this go too, unless they are among the others; and so do the locators
    of a fingerprint that is another one now, as they are those of another edition.
    """
    new = {**files, **changed}
    for name in changed:
        locators = f"{name.removesuffix('.fingerprint')}.locators"
        if name.endswith(".fingerprint") and changed[name] != files.get(name) and locators not in changed:
            new.pop(locators, None)
    gone = Held(files).ids - Held(new).ids if any(documents(changed)) else set()
    return {name: data for name, data in new.items() if name in changed or id_asked(name) not in gone}


# --- What is asked for --------------------------------------------------------------------------------------------


def _fields(entry: NewEntry, taken: set[str]) -> dict[str, Any]:
    """Return an entry as it will be read from YAML."""
    asked: dict[str, str] = {}
    for phrasing in entry.asked:
        text = phrasing_of(phrasing)
        if text:
            asked.setdefault(alike(text), text)
    texts: dict[str, Any] = {key: tidy(getattr(entry, key), key) for key in TEXTS}
    id = _id_from(texts["title"], taken) if entry.id is None else entry.id
    if id in taken:
        raise EditError(f'the id "{id}" is taken; choose another')
    fields: dict[str, Any] = {"id": id, **as_written(texts)}
    fields["asked"] = list(asked.values())
    hold(fields)
    return fields


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

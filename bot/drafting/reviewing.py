"""Entries looked through one by one: what is left, and what is decided, as the files that come of it.

Knows nothing of folders, terminals or Discord. Whatever it returns was proved by the loader.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, Literal

from ..core.knowledge.fields import as_typed
from ..core.knowledge.held import Held, Item
from ..core.knowledge.loading import load
from ..core.knowledge.model import Entry, Knowledge, Silence
from ..core.knowledge.naming import asked_file
from ..core.knowledge.removing import remove, restore
from ..core.knowledge.rephrasing import asked_of, with_asked
from ..core.knowledge.replacing import ORDERS
from ..core.knowledge.replacing import edit as with_texts
from ..core.knowledge.schema import is_id
from ..core.knowledge.yamledit import text_of, with_text, with_value
from ..errors import EditError
from .marks import doubts_in, plain_line

__all__ = [
    "FIELDS",
    "Decided",
    "Decision",
    "Look",
    "Review",
    "change",
    "decisions_text",
    "drop",
    "fields_of",
    "keep",
    "parse_decisions",
    "put_back",
    "renamed",
    "replaced",
    "review_of",
    "rewrite",
    "written",
]

Decided = Literal["kept", "edited", "dropped", "begun"]
"""What somebody decided of an entry: kept as it was, kept as they changed it, taken out. "begun": they changed it, and
have not decided yet; only so that it counts as changed when they go on."""

FIELDS = ("title", "short", "topic", "says", "figure", "quote", "speaker", "role", "evidence", "header")
"""The texts of an entry that can be changed, in the order in which they stand; of a silence there are two."""
_OF_A_SILENCE = ("title", "says")
_IN_WORDS = ("title", "short", "topic", "says")  # in which words may be replaced: the others are the source's own


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided.

    Attributes:
        id: Of which entry or silence.
        source: The id of its source.
        what: What it was.
        digest: Stands for what the entry held then; "" if it was dropped.
    """

    id: str
    source: str
    what: Decided
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """One entry or silence to look at.

    Attributes:
        id: Its id.
        source: The id of its source.
        doubts: Why somebody should look at it; () if there is no reason but that nobody has.
        decided: What was decided of it; None: nothing yet.
        changed: Whether it was changed since.
    """

    id: str
    source: str
    doubts: tuple[str, ...] = ()
    decided: Decided | None = None
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Review:
    """A knowledge base that somebody looks through.

    Attributes:
        files: Its files by name.
        knowledge: What they hold, proved.
        looks: Its entries and silences in the order in which they are looked at: the doubtful ones first, then as they
            stand. What is dropped keeps its place.
        decisions: What was decided, by id; those of other sources too.
    """

    files: Mapping[str, bytes]
    knowledge: Knowledge
    looks: tuple[Look, ...]
    decisions: Mapping[str, Decision]

    def look(self, id: str) -> Look:
        """Return one of them. KeyError if there is none of that id."""
        return {each.id: each for each in self.looks}[id]

    def shown(self, id: str) -> Entry | Silence:
        """Return what it says. KeyError if there is none of that id, or no longer."""
        entry = self.knowledge.entries.get(id)
        return entry if entry is not None else self.knowledge.silences[id]

    @property
    def left(self) -> tuple[Look, ...]:
        """Those of which nothing was decided yet."""
        return tuple(each for each in self.looks if each.decided is None)


# --- Beginning, and going on --------------------------------------------------------------------------------------


def review_of(files: Mapping[str, bytes], decisions: Iterable[Decision] = (), *, source: str = "") -> Review:
    """Return a review of a knowledge base.

    Args:
        files: Its files by name.
        decisions: What was decided before. What was changed since is to be looked at again.
        source: The id of the only source that is looked through; "" for all.

    Raises KnowledgeError if the base is faulty, or has no such source.
    """
    knowledge = load(files)
    if source:
        knowledge.only(source)
    held = Held(files)
    decisions = list(decisions)
    begun = {each.id for each in decisions if each.what == "begun"}
    known = {
        each.id: each
        for each in decisions
        if each.what != "begun" and (each.what == "dropped") != (each.id in held.ids)
    }
    looks = []
    for item in held.items:
        decision = known.get(item.id)
        if decision is not None and decision.digest != _digest(item):
            del known[item.id]
            decision = None
        of = _source_of(item)
        if source in ("", of):
            what = decision.what if decision is not None else None
            looks.append(Look(item.id, of, _doubts(files, item), what, changed=what is None and item.id in begun))
    return Review(dict(files), knowledge, tuple(sorted(looks, key=lambda look: not look.doubts)), known)


def decisions_text(review: Review) -> str:
    """Return what was decided as the text of a file, a line each."""
    begun = [Decision(look.id, look.source, "begun") for look in review.left if look.changed]
    return "".join(
        json.dumps({"id": each.id, "source": each.source, "what": each.what, "digest": each.digest}) + "\n"
        for each in sorted([*review.decisions.values(), *begun], key=lambda each: each.id)
    )


def parse_decisions(text: str) -> list[Decision]:
    """Return what was decided, as such a file holds it. A line that cannot be read is passed over."""
    found = []
    for line in text.splitlines():
        try:
            held: Any = json.loads(line)
            made = Decision(held["id"], held["source"], held["what"], held["digest"])
        except (ValueError, TypeError, LookupError):
            continue
        texts = (made.id, made.source, made.digest)
        if made.what in ("kept", "edited", "dropped", "begun") and all(isinstance(each, str) for each in texts):
            found.append(made)
    return found


def _source_of(item: Item) -> str:
    about: Any = item.document.value
    return str(about["source"]["id"])


def _doubts(files: Mapping[str, bytes], item: Item) -> tuple[str, ...]:
    return doubts_in(_line(files, item))


def _line(files: Mapping[str, bytes], item: Item) -> str:
    """Return the line that an entry's id stands in."""
    row, _ = item.document.place((*item.path, "id"))
    return files[item.document.name].decode("utf-8-sig").splitlines()[row - 1]


def _digest(item: Item) -> str:
    """Return what stands for all that an entry says, but not for how it is written."""
    return sha256(json.dumps(item.value, sort_keys=True).encode()).hexdigest()[:16]


# --- Deciding -----------------------------------------------------------------------------------------------------


def keep(review: Review, id: str) -> Review:
    """Return the review with an entry or silence kept as it is now; what was doubtful of it no longer is."""
    item = Held(review.files).find(id)
    files = {**review.files, item.document.name: _undoubted(review.files[item.document.name], item)}
    what: Decided = "edited" if review.look(id).changed else "kept"
    return _decided(replace(review, files=files), Decision(id, _source_of(item), what, _digest(item)))


def drop(review: Review, id: str) -> Review:
    """Return the review with an entry or silence taken out, and all that speaks of it.

    Raises EditError if another's figure rests on it, or it is the only one of its document.
    """
    source = review.look(id).source
    made = _carried(review, _proved(review, remove(review.files, id)))
    return _decided(made, Decision(id, source, "dropped"))


def put_back(review: Review, before: Mapping[str, bytes], id: str) -> Review:
    """Return the review with what was dropped as it stood in the files before; nothing is decided of it then.

    Raises EditError if it cannot be put there any more.
    """
    made = _carried(review, _proved(review, restore(review.files, before, id)))
    kept = {key: each for key, each in made.decisions.items() if key != id}
    doubts = _doubts(made.files, Held(made.files).find(id))
    return replace(_looked(made, id, decided=None, doubts=doubts), decisions=kept)


def _decided(review: Review, decision: Decision) -> Review:
    made = _looked(review, decision.id, decided=decision.what, doubts=())
    return replace(made, decisions={**review.decisions, decision.id: decision})


def _looked(review: Review, target: str, **changes: Any) -> Review:
    looks = tuple(replace(each, **changes) if each.id == target else each for each in review.looks)
    return replace(review, looks=looks)


def _undoubted(data: bytes, item: Item) -> bytes:
    row, _ = item.document.place((*item.path, "id"))
    lines = data.decode("utf-8").splitlines(keepends=True)
    lines[row - 1] = plain_line(lines[row - 1])
    return "".join(lines).encode("utf-8")


def _proved(review: Review, files: Mapping[str, bytes]) -> Review:
    """Return the review with other files, if they can be proved. Raises KnowledgeError with what is wrong otherwise."""
    return replace(review, files=dict(files), knowledge=load(files))


def _carried(before: Review, after: Review) -> Review:
    """Return a review in which what was decided still holds of entries that only mention another otherwise now."""
    then = {item.id: _digest(item) for item in Held(before.files).items}
    now = {item.id: _digest(item) for item in Held(after.files).items}
    decisions = {
        id: replace(each, digest=now[id]) if id in now and each.digest == then.get(id) else each
        for id, each in after.decisions.items()
    }
    return replace(after, decisions=decisions)


# --- Changing -----------------------------------------------------------------------------------------------------


def fields_of(review: Review, id: str) -> dict[str, str]:
    """Return the texts of an entry or silence by FIELDS, "" for what it has not."""
    item = Held(review.files).find(id)
    typed = {**as_typed(item.value), "header": " ".join(str(item.value.get("header", "")).split())}
    return {key: typed[key] for key in (FIELDS if item.path[0] == "entries" else _OF_A_SILENCE)}


def change(review: Review, id: str, texts: Mapping[str, str], asked: Sequence[str] | None = None) -> Review:
    """Return the review with other texts in an entry or silence.

    Args:
        texts: The new ones, by FIELDS; "" takes one out. What is not named stays, but for a short title that is only
            cut from the title: it goes with that.
        asked: All ways of asking for it; None: as they are.

    Raises EditError if a text cannot be kept, KnowledgeError if the entry cannot be proved with it.
    """
    files: Mapping[str, bytes] = review.files
    held = fields_of(review, id)
    if texts.get("title", held["title"]) != held["title"] and held.get("short"):
        cut = held["short"].casefold() in held["title"].casefold()
        texts = {**({"short": ""} if cut else {}), **texts}
    if texts.get("role") and not texts.get("speaker", held.get("speaker", "")):
        raise EditError("a role needs somebody who has it: give it a speaker first")
    if "header" in texts:
        item = Held(files).find(id)
        data, header = files[item.document.name], " ".join(texts["header"].split())
        order = ORDERS[item.path[0]]
        changed = with_value(data, item.document, item.path, "header", header or None, order)
        files = {**files, item.document.name: changed}
    others = {key: text for key, text in texts.items() if key != "header"}
    if others:
        files = with_texts(files, id, others)
    if asked is not None:
        files = with_asked(files, id, asked)
    return _changed(review, files, id)


def replaced(review: Review, id: str, old: str, new: str) -> Review:
    """Return the review with words replaced in the title, the sentence and the ways of asking of an entry or silence.

    They are whole words: what stands inside another word stays.

    Args:
        old: The words, not "".
        new: What takes their place; "" for nothing.

    Raises EditError if they stand in none of them, or as `change` does.
    """
    words = re.compile(rf"(?<!\w){re.escape(old)}(?!\w)")

    def told(text: str) -> str:
        return " ".join(words.sub(lambda _: new, text).split()) if words.search(text) else text

    texts = {key: text for key, text in fields_of(review, id).items() if key in _IN_WORDS and words.search(text)}
    asked = asked_of(review.files, id)
    if not texts and not any(map(words.search, asked)):
        raise EditError(f'"{old}" stands neither in its title or sentence nor in a way of asking for it')
    return change(review, id, {key: told(text) for key, text in texts.items()}, [told(each) for each in asked])


def written(review: Review, id: str) -> str | None:
    """Return an entry or silence as it stands in its file; None if it stands there in brackets."""
    item = Held(review.files).find(id)
    return text_of(review.files[item.document.name], item.document, item.path)


def rewrite(review: Review, id: str, text: str) -> Review:
    """Return the review with an entry or silence written otherwise, as `written` has it.

    Its id may be another one then: it keeps its place among `looks`.

    Raises EditError if the text is not one entry, KnowledgeError if it cannot be read or proved.
    """
    item = Held(review.files).find(id)
    name = item.document.name
    files = {**review.files, name: with_text(review.files[name], item.document, item.path, text)}
    made = _changed(review, files, id)
    new = next(each.id for each in Held(files).items if (each.document.name, each.path) == (name, item.path))
    return _looked(made, id, id=new)


def renamed(review: Review, id: str, new: str) -> Review:
    """Return the review with another id for an entry or silence, and for the file with its ways of asking.

    It keeps its place among `looks`. Raises EditError if the id is taken or can be none, KnowledgeError if something
    else names it.
    """
    if not is_id(new):
        raise EditError(f'"{new}" cannot be an id: small letters, digits and hyphens, as in cases-reviewed')
    if new in Held(review.files).ids:
        raise EditError(f'"{new}" is the id of another one already')
    text = written(review, id)
    if text is None:
        raise EditError(f'"{id}" is written in a way that the bot cannot change; use a text editor')
    files = dict(review.files)
    if asked_file(id) in files:
        files[asked_file(new)] = files.pop(asked_file(id))
    with_id = re.sub(rf"""(\bid:\s*)["']?{re.escape(id)}\b["']?""", lambda found: found[1] + new, text, count=1)
    return rewrite(replace(review, files=files), id, with_id)


def _changed(review: Review, files: Mapping[str, bytes], id: str) -> Review:
    made = _proved(review, files)
    if files == review.files:
        return made
    kept = {key: each for key, each in made.decisions.items() if key != id}
    return replace(_looked(made, id, decided=None, changed=True), decisions=kept)

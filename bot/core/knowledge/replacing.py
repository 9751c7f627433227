"""Entries and silences changed, taken out, put back, and their ways of asking moved: nothing else in the files changes.

Nothing is proved of what they claim then; loading does that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from ...errors import EditError, Fault
from .fields import TEXTS, as_typed, as_written, hold, phrasing_of, tidy
from .held import Held, Item
from .linetext import without_line
from .naming import asked_file
from .phrasings import Phrasing, alike
from .schema import EntrySpec, SilenceSpec
from .yamledit import block_of, with_value, without_block

__all__ = ["ORDERS", "edit", "field_of", "move", "texts_of"]

ORDERS = {"entries": tuple(EntrySpec.model_fields), "silences": tuple(SilenceSpec.model_fields)}
"""The keys of an entry, and of a silence, in their order."""
_KINDS: dict[str, type[BaseModel]] = {"entries": EntrySpec, "silences": SilenceSpec}


def texts_of(files: Mapping[str, bytes], target: str) -> dict[str, str]:
    """Return what stands in an entry or silence, as `fields.as_typed` has it.

    Raises EditError if there is none of that id.
    """
    return as_typed(Held(files).find(target).value)


def edit(
    files: Mapping[str, bytes], target: str, texts: Mapping[str, str], asked: Sequence[str] = ()
) -> dict[str, bytes]:
    """Return all files, with other texts in an entry or silence.

    Args:
        texts: The new ones by key, of `fields.TEXTS`; "" takes a text out. One that stands there already, but for its
            line ends and runs of blanks, stays as it is written, and so does what is not named.
        asked: Further ways of asking. Those that lead there already are passed over.

    Raises EditError if there is no such entry or silence, if a text cannot be kept, or if a file is written in so
    strange a way that the change cannot be proved to be the only one.
    """
    held = Held(files)
    item = held.find(target)
    list_, _ = item.path
    before = as_typed(item.value)
    new = {key: tidy(texts.get(key, before[key]), key) for key in TEXTS}
    changes = _changes(item, before, new)
    hold({**_kept(item.value, changes), "asked": ["x"], "not_asked": []}, _KINDS[list_])
    changed = dict(files)
    for key, value in changes.items():
        item = Held(changed).find(target) if changed != files else item
        name = item.document.name
        changed[name] = with_value(changed[name], item.document, item.path, key, value, ORDERS[list_])
    return _with_asked(changed, held, item, asked)


def move(files: Mapping[str, bytes], phrasing: str, target: str) -> dict[str, bytes]:
    """Return all files, with a way of asking taken from where it leads now and given to another entry or silence.

    Raises EditError if it leads nowhere, or there already, or must not lead there; or as `edit` does.
    """
    held = Held(files)
    to = held.find(target)
    owner, at, known = _leading(held, phrasing)
    if owner.id == target:
        raise EditError(f'"{known.text}" leads to "{target}" already; choose another entry')
    changed = dict(files)
    if at is None:
        changed[known.file] = without_line(files[known.file], known.line)
    else:
        data, asked = files[known.file], owner.value["asked"]
        assert isinstance(asked, list)
        in_brackets = block_of(data, owner.document, (*owner.path, "asked", at)) is None
        if len(asked) == 1 or in_brackets:
            left = [text for place, text in enumerate(asked) if place != at] or None
            new = with_value(data, owner.document, owner.path, "asked", left, ORDERS[owner.path[0]])
        else:
            new = without_block(data, owner.document, (*owner.path, "asked", at))
        changed[known.file] = new
    after = Held(changed)
    after.refuse_taken([known.text], to.id)
    return {**changed, asked_file(target): after.with_asked(target, [phrasing_of(known.text)])}


def field_of(files: Mapping[str, bytes], target: str, fault: Fault) -> str | None:
    """Return which field of an entry or silence a fault is about, as in `fields.TEXTS`, or "asked"; None if of none."""
    if fault.file == asked_file(target):
        return "asked"
    try:
        item = Held(files).find(target)
    except EditError:
        return None
    if fault.file != item.document.name:
        return None
    rows = [(place[0], str(path[-1])) for path, place in item.document.keys.items() if path[:-1] == item.path]
    last = max(place[0] for path, place in item.document.places.items() if path[: len(item.path)] == item.path)
    above = [(row, key) for row, key in rows if row <= fault.line <= last]
    key = max(above)[1] if above else None
    return key if key in TEXTS or key == "asked" else None


def _changes(item: Item, before: Mapping[str, str], new: Mapping[str, str]) -> dict[str, Any]:
    """Return the new value of each field of an entry or silence that changes; None for one that goes."""
    changed = {key for key in TEXTS if before[key] != new[key]}
    if "role" in changed:
        changed = (changed - {"role"}) | {"speaker"}
    written = as_written(new)
    if "title" in changed and not new["title"]:
        written["title"] = ""
    return {key: written.get(key) for key in TEXTS if key in changed}


def _kept(value: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    new = {**value, **changes}
    return {key: each for key, each in new.items() if each is not None}


def _with_asked(files: dict[str, bytes], held: Held, item: Item, asked: Sequence[str]) -> dict[str, bytes]:
    known = {alike(each.text) for each in held.phrasings(item)[0]}
    new: dict[str, str] = {}
    for phrasing in asked:
        text = phrasing_of(phrasing)
        if text and alike(text) not in known:
            hold({"id": "x", "title": "x", "asked": [text]})
            held.refuse_taken([text], item.id)
            new.setdefault(alike(text), text)
    return {**files, asked_file(item.id): held.with_asked(item.id, list(new.values()))} if new else files


def _leading(held: Held, phrasing: str) -> tuple[Item, int | None, Phrasing]:
    """Return to whom a way of asking leads, its place in their list, None if it is in their file, and as it stands."""
    wanted = alike(phrasing)
    for item in held.items:
        inline = item.value.get("asked")
        within = len([text for text in inline if isinstance(text, str)]) if isinstance(inline, list) else 0
        for at, known in enumerate(held.phrasings(item)[0]):
            if alike(known.text) == wanted:
                return item, at if at < within else None, known
    raise EditError(f'"{phrasing_of(phrasing)}" is no way of asking for anything; choose one from the list')

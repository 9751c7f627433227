"""Entries and silences taken out of the files with all that speaks of them, and put back as they were."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ...errors import EditError
from .held import Held, Item
from .linetext import without_line
from .naming import asked_file
from .phrasings import alike
from .replacing import ORDERS
from .schema import ChecksFile, DocumentFile
from .yamledit import block_of, with_block, with_value, without_block
from .yamltext import Document, read

__all__ = ["remove", "removed", "restore"]

_CHECKS = "checks.yaml"
_MENTIONS = ("contradicts", "confirms", "near")


def remove(files: Mapping[str, bytes], target: str) -> dict[str, bytes]:
    """Return all files without an entry or silence, its ways of asking, its check questions, and mentions of it.

    Raises EditError if there is none of that id; if another entry's figure is calculated from it, or a part of it; if
    nothing would be left in its document; or if a file is written in so strange a way that the change cannot be proved
    to be the only one.
    """
    held = Held(files)
    item = held.find(target)
    resting = [other.id for other in held.items if _rests_on(other, target)]
    if resting:
        raise EditError(f'the figure of "{resting[0]}" rests on "{target}"; edit or remove that one first')
    changed = {name: data for name, data in files.items() if name != asked_file(target)}
    for other, key, ids in _mentioning(held, target):
        changed = _with_list(changed, other.id, key, [id for id in ids if id != target])
    item = Held(changed).find(target)
    changed = _without_item(changed, item.document, item.path)
    while (at := _check_of(changed, target)) is not None:
        changed = _without_item(changed, read(_CHECKS, changed[_CHECKS]), ("checks", at))
    return changed


def restore(files: Mapping[str, bytes], before: Mapping[str, bytes], target: str) -> dict[str, bytes]:
    """Return all files with an entry or silence as it stood in others, where it stood, and with what `remove` took.

    A way of asking that leads elsewhere by now stays there, and what has gone as well is no longer mentioned.

    Raises EditError if its document has gone, if its id is in use, or as `remove` does.
    """
    old, now = Held(before), Held(files)
    item = old.find(target)
    if target in now.ids:
        raise EditError(f'"{target}" is there already')
    name = item.document.name
    if name not in files:
        raise EditError(f"{name}, in which it stood, is there no longer; roll back to a version that has it")
    changed = _with_item(files, before[name], item.document, item.path, lambda value: value.get("id"))
    if asked_file(target) in before and asked_file(target) not in changed:
        changed[asked_file(target)] = _free_lines(now, old, item, before[asked_file(target)])
    for key in _MENTIONS:
        listed = item.value.get(key)
        mentioned = [str(id) for id in listed] if isinstance(listed, list) else []
        if not now.ids.issuperset(mentioned):
            changed = _with_list(changed, target, key, [id for id in mentioned if id in now.ids])
    for other, key, ids in _mentioning(old, target):
        if other.id in now.ids:
            there = Held(changed).find(other.id).value.get(key)
            kept = there if isinstance(there, list) else []
            if target not in kept:
                in_order = [id for id in ids if id in kept or id == target]
                changed = _with_list(changed, other.id, key, in_order + [str(id) for id in kept if id not in ids])
    if _CHECKS in before and _CHECKS in files:
        checks = read(_CHECKS, before[_CHECKS])
        for at, check in enumerate(_items_of(checks, "checks")):
            if check.get("expect") == target:
                changed = _with_item(changed, before[_CHECKS], checks, ("checks", at), lambda value: value.get("ask"))
    return changed


def removed(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> list[str]:
    """Return the ids of the entries and silences that some files have, and others have no longer, in order."""
    ids = Held(after).ids
    return [item.id for item in Held(before).items if item.id not in ids]


def _rests_on(item: Item, target: str) -> bool:
    figure = item.value.get("figure")
    if not isinstance(figure, dict) or item.id == target:
        return False
    calculated = re.split(r"\s+", str(figure.get("calculate", "")))
    return figure.get("of") == target or target in calculated


def _mentioning(held: Held, target: str) -> Iterator[tuple[Item, str, list[str]]]:
    for item in held.items:
        for key in _MENTIONS:
            ids = item.value.get(key)
            if item.id != target and isinstance(ids, list) and target in ids:
                yield item, key, [str(id) for id in ids]


def _with_list(files: Mapping[str, bytes], id: str, key: str, ids: Sequence[str]) -> dict[str, bytes]:
    item = Held(files).find(id)
    name = item.document.name
    new = with_value(files[name], item.document, item.path, key, list(ids) or None, ORDERS[item.path[0]])
    return {**files, name: new}


def _items_of(document: Document, key: str) -> list[dict[str, Any]]:
    found = document.value.get(key) if isinstance(document.value, dict) else None
    return [item if isinstance(item, dict) else {} for item in found] if isinstance(found, list) else []


def _check_of(files: Mapping[str, bytes], target: str) -> int | None:
    checks = _items_of(read(_CHECKS, files[_CHECKS]), "checks") if _CHECKS in files else []
    return next((at for at, check in enumerate(checks) if check.get("expect") == target), None)


def _without_item(files: Mapping[str, bytes], document: Document, path: tuple[str, int]) -> dict[str, bytes]:
    name, (key, at) = document.name, path
    left = [value for place, value in enumerate(_items_of(document, key)) if place != at]
    if not left and key == "entries":
        raise EditError(f"it is the only entry in {name}, which cannot be without one; add another first")
    if not left or block_of(files[name], document, path) is None:
        rest: Any = left if left or key == "checks" else None
        new = with_value(files[name], document, (), key, rest, _order(name))
    else:
        new = without_block(files[name], document, path)
    return {**files, name: new}


def _with_item(
    files: Mapping[str, bytes], before: bytes, document: Document, path: tuple[str, int], name_of: Any
) -> dict[str, bytes]:
    """Return files with an item of a list that stood in a document, after the nearest one before it that is there."""
    name, (key, at) = document.name, path
    now = read(name, files[name])
    old, there = _items_of(document, key), _items_of(now, key)
    names = [name_of(value) for value in there]
    if name_of(old[at]) in names:
        return dict(files)
    above = next((name_of(value) for value in reversed(old[:at]) if name_of(value) in names), None)
    place = names.index(above) + 1 if above is not None else 0
    block = block_of(before, document, path)
    if block is None or not there or block_of(files[name], now, (key, 0)) is None:
        new = with_value(files[name], now, (), key, [*there[:place], old[at], *there[place:]], _order(name))
    else:
        new = with_block(files[name], now, (key, place), block)
    return {**files, name: new}


def _order(name: str) -> tuple[str, ...]:
    return tuple((ChecksFile if name == _CHECKS else DocumentFile).model_fields)


def _free_lines(now: Held, old: Held, item: Item, data: bytes) -> bytes:
    """Return a file of ways of asking without those that lead elsewhere by now."""
    taken = {alike(known.text) for other in now.items for known in now.phrasings(other)[0]}
    for known in sorted(old.phrasings(item)[0], key=lambda each: -each.line):
        if known.file == asked_file(item.id) and alike(known.text) in taken:
            data = without_line(data, known.line)
    return data

"""The ways of asking for one entry or silence, brought to others: nothing else in the files changes.

Knows nothing of what may be asked; loading does that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...errors import EditError
from .fields import hold, phrasing_of
from .held import Held, Item
from .linetext import without_line
from .naming import asked_file
from .phrasings import alike
from .replacing import ORDERS
from .yamledit import Block, block_of, text_of, with_block, with_text, with_value, without_block
from .yamlwriting import in_one_line

__all__ = ["asked_of", "with_asked"]


def asked_of(files: Mapping[str, bytes], target: str) -> list[str]:
    """Return the ways of asking for an entry or silence, those in its document first. EditError if there is none."""
    held = Held(files)
    return [each.text for each in held.phrasings(held.find(target))[0]]


def with_asked(files: Mapping[str, bytes], target: str, asked: Sequence[str]) -> dict[str, bytes]:
    """Return all files, with these ways of asking for an entry or silence, and no others.

    One that is there stays as it is written and where it stands; a new one goes into the document, below the others,
    or into the entry's file where the document lists none. Where there are as many as before, each new one takes the
    place of the one that stood there. One that is asked for twice counts once.

    Raises EditError if none is left, if one has no word, is too long or leads elsewhere, or if a file is written in
    so strange a way that the change cannot be proved to be the only one.
    """
    wanted = {alike(text): text for text in map(phrasing_of, asked)}
    if not wanted:
        raise EditError(
            "there has to be one way of asking: add the new one first, or remove the whole entry if nobody will ask "
            "for it"
        )
    hold({"id": "x", "title": "x", "asked": list(wanted.values())})
    held = Held(files)
    texts = [each.text for each in held.phrasings(held.find(target))[0]]
    known = {alike(text): text for text in texts}
    added = {key: text for key, text in wanted.items() if known.get(key) != text}
    held.refuse_taken([text for key, text in added.items() if key not in known], target)
    places = dict(zip(map(phrasing_of, asked), range(len(texts)), strict=False)) if len(asked) == len(texts) else {}
    new = sorted(((places.get(text, len(texts)), text) for text in added.values()), key=lambda each: each[0])
    alone = _alone(files, held.find(target))
    changed = dict(alone)
    for before, (place, text) in enumerate(new):
        changed = _with(changed, target, place + before, text)
    return _joined(files, held.find(target), alone, _without(changed, target, set(wanted), added))


def _alone(files: Mapping[str, bytes], item: Item) -> Mapping[str, bytes]:
    """Return files in which an entry or silence is the only one, as it is written: so that a large document is read
    once for all changes. All files, if it stands in brackets."""
    name, asked = item.document.name, asked_file(item.id)
    text = text_of(files[name], item.document, item.path)
    if text is None:
        return files
    lines = {asked: files[asked]} if asked in files else {}
    first = text.splitlines(keepends=True)[0]
    ending = first[len(first.rstrip("\r\n")) :] or "\n"
    return {name: f"{item.path[0]}:{ending}{text}".encode(), **lines}


def _joined(
    files: Mapping[str, bytes], item: Item, alone: Mapping[str, bytes], changed: Mapping[str, bytes]
) -> dict[str, bytes]:
    """Return all files with those of `_alone` as they were changed."""
    name = item.document.name
    if alone is files or changed[name] == alone[name]:
        return {**files, **changed, name: changed[name] if alone is files else files[name]}
    _, _, text = changed[name].decode().partition("\n")
    return {**files, **changed, name: with_text(files[name], item.document, item.path, text)}


def _with(files: Mapping[str, bytes], target: str, place: int, text: str) -> dict[str, bytes]:
    """Return files with one more way of asking, in that place of those in the document, or below the last of them."""
    held = Held(files)
    item = held.find(target)
    listed = item.value.get("asked")
    if not isinstance(listed, list) or not listed:
        return {**files, asked_file(target): held.with_asked(target, [text])}
    name, path, place = item.document.name, (*item.path, "asked"), min(place, len(listed))
    near = block_of(files[name], item.document, (*path, min(place, len(listed) - 1)))
    if near is None:
        new = [*listed[:place], text, *listed[place:]]
        made = with_value(files[name], item.document, item.path, "asked", new, ORDERS[item.path[0]])
    else:
        line = near.lines[-1]
        indent = line[: len(line) - len(line.lstrip(" "))]
        ending = line[len(line.rstrip("\r\n")) :] or "\n"
        block = Block((f"{indent}- {in_one_line(text)}{ending}",), (), (), (), text)
        made = with_block(files[name], item.document, (*path, place), block)
    return {**files, name: made}


def _without(files: Mapping[str, bytes], target: str, kept: set[str], added: Mapping[str, str]) -> dict[str, bytes]:
    """Return files without the ways of asking that are not kept, or stand there otherwise than they were added."""
    changed = dict(files)
    while True:
        held = Held(changed)
        item = held.find(target)
        listed = item.value.get("asked")
        inline = len(listed) if isinstance(listed, list) else 0
        gone = [
            (at, known)
            for at, known in enumerate(held.phrasings(item)[0])
            if alike(known.text) not in kept or known.text != added.get(alike(known.text), known.text)
        ]
        if not gone:
            return changed
        at, known = gone[-1]  # from the end, so that those before stand where they stood
        if at >= inline:
            changed[known.file] = without_line(changed[known.file], known.line)
        else:
            changed[known.file] = _without_inline(changed[known.file], item, at)


def _without_inline(data: bytes, item: Item, at: int) -> bytes:
    listed = item.value["asked"]
    assert isinstance(listed, list)
    path = (*item.path, "asked", at)
    if len(listed) > 1 and block_of(data, item.document, path) is not None:
        return without_block(data, item.document, path)
    left = [text for place, text in enumerate(listed) if place != at] or None
    return with_value(data, item.document, item.path, "asked", left, ORDERS[item.path[0]])

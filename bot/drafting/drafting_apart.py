"""A document that somebody sent -> a proved draft, all of it in the process in which documents are read: what reads
sentences is no safer from a hostile one than what reads pages."""

from __future__ import annotations

import json
import sys
from base64 import b64decode, b64encode
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from ..errors import DocumentError
from .apart import DEADLINE_S, answer_apart, serve_apart
from .draft import Draft
from .packing import packed, unpacked
from .reading import LARGEST_MB

__all__ = ["Sent", "draft_apart", "hold_size"]

_MODULE = f"{__package__}.drafting_apart"


@dataclass(frozen=True, slots=True)
class Sent:
    """What was drafted from a document that somebody sent.

    packed: The draft, as `packing` has it.
    draft: The draft.
    taken: The id that the document would have had, if the base has a document of that id; "" otherwise.
    """

    packed: str
    draft: Draft
    taken: str


def hold_size(name: str, size: int) -> None:
    """Raise DocumentError for a document that is not worth fetching. size: in bytes."""
    if size > LARGEST_MB * 1_000_000:
        raise DocumentError(
            f"{name}: it has {size // 1_000_000} MB, and at most {LARGEST_MB} are read: give a part of it"
        )


async def draft_apart(
    name: str, data: bytes, files: Mapping[str, bytes], today: str, *, deadline_s: float = DEADLINE_S
) -> Sent:
    """Return what can be drafted from a document.

    Args:
        name: The document's name, with its ending.
        data: The document.
        files: The base that it comes into.
        today: The date of today, as in a source's header.
        deadline_s: How long it may take.

    Raises DocumentError, which says in one line why nothing can be drafted.
    """
    hold_size(name, len(data))
    head = {"today": today, "files": {each: b64encode(held).decode() for each, held in files.items()}}
    answer = await answer_apart(_MODULE, name, json.dumps(head).encode(), b"\n", data, deadline_s=deadline_s)
    return Sent(answer["packed"], unpacked(answer["packed"]), answer["taken"])


def _draft(name: str, given: bytes) -> dict[str, Any]:
    # only in that process: the bot itself goes without them
    from ..core.knowledge.loading import load
    from .drafting import drafted, header_of
    from .proving import proved
    from .reading import read_document
    from .sentences import sentences
    from .source import as_source_text

    first, _, data = given.partition(b"\n")
    head = json.loads(first)
    files = {each: b64decode(text) for each, text in head["files"].items()}
    base = load(files)
    read = read_document(name, data)
    header = header_of(read, PurePath(name).stem, head["today"])
    held = {*base.sources, *(each.removesuffix(".yaml") for each in files)}
    wanted, free = header.id, _free(header.id, held)
    if free != wanted:
        header = header_of(read, PurePath(name).stem, head["today"], id=free)
    made = drafted(
        read, header, as_source_text(read), sentences, same=base.vocabulary.same,
        taken=(*base.entries, *base.silences),
    )  # fmt: skip
    found, _ = proved(made, files)
    if not found.entries:
        raise DocumentError(f"{name}: it states nothing that entries could be made of")
    return {"packed": packed(found), "taken": wanted if free != wanted else ""}


def _free(id: str, held: Collection[str]) -> str:
    found, count = id, 1
    while found in held:
        count += 1
        found = f"{id}-{count}"
    return found


if __name__ == "__main__":
    sys.exit(serve_apart(_draft, *sys.argv[1:]))

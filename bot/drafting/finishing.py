"""What a draft leaves open besides its entries: guesses in its header, and silences that it only offers.

Knows nothing of folders or terminals. Whatever it returns was proved by the loader.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from ..core.knowledge.held import Held
from ..core.knowledge.loading import load
from ..core.knowledge.schema import SilenceSpec, SourceSpec
from ..core.knowledge.yamledit import Block, with_block, with_value
from ..core.knowledge.yamltext import Document, read
from ..core.knowledge.yamlwriting import in_one_line
from ..errors import EditError
from .cleaning import written_date
from .marks import PLACEHOLDERS, SILENCES, is_guess, plain_line, silence_lines, without_unread
from .reviewing import Look, Review, keep

__all__ = ["Guess", "Offer", "accept", "decline", "fill_in", "guesses", "offers", "read_through"]

_COMMENT = re.compile(r"#(?: |(?=\r?\n|$))")


@dataclass(frozen=True, slots=True)
class Guess:
    """A field of a document's header that is only a guess.

    Attributes:
        source: The id of the document's source.
        key: Which field.
        value: What stands there.
    """

    source: str
    key: str
    value: str

    @property
    def likely(self) -> bool:
        """Whether it may be right: otherwise it only keeps the place."""
        return self.value != PLACEHOLDERS.get(self.key)


@dataclass(frozen=True, slots=True)
class Offer:
    """A silence that stands in a document as a comment.

    Attributes:
        source: The id of the document's source.
        silence: What it would say.
        lines: Its lines, from the first, from 0, up to before the last.
    """

    source: str
    silence: SilenceSpec
    lines: tuple[int, int]


def guesses(review: Review, source: str = "") -> list[Guess]:
    """Return the fields of the headers that are only guesses. source: the id of the only one; "" for all."""
    found = []
    for document in _documents(review, source):
        lines = _lines(review.files[document.name])
        about: Any = document.value
        for key, value in about["source"].items():
            row, _ = document.keys[("source", key)]
            if isinstance(value, str) and is_guess(lines[row - 1]):
                found.append(Guess(about["source"]["id"], key, value))
    return found


def fill_in(review: Review, guess: Guess, value: str) -> Review:
    """Return the review with the right value in the place of a guess, which may be the same; it is no guess then.

    A date may be written out: "March 2024". Raises EditError or KnowledgeError if it cannot stand there.
    """
    document = next(iter(_documents(review, guess.source)))
    data, name = review.files[document.name], document.name
    value = " ".join(value.split())
    if guess.key == "published":
        value = written_date(value) or value
    if value != guess.value:
        data = with_value(data, document, ("source",), guess.key, value, tuple(SourceSpec.model_fields))
    lines = _lines(data)
    row, _ = read(name, data).keys[("source", guess.key)]
    lines[row - 1] = plain_line(lines[row - 1])
    return _proved(review, name, "".join(lines))


def offers(review: Review, source: str = "") -> list[Offer]:
    """Return the silences that are only offered, in order. source: the id of the only source; "" for all."""
    return [
        offer for document in _documents(review, source) for offer in _offers(document, review.files[document.name])
    ]


def accept(review: Review, offer: Offer) -> Review:
    """Return the review with a silence that was offered among those that answer, as one that was looked through.

    Raises EditError or KnowledgeError if it cannot, as when its id or a way of asking is taken.
    """
    made = _without(review, offer)
    document = next(iter(_documents(made, offer.source)))
    name = document.name
    fields = offer.silence.model_dump(exclude_defaults=True)
    held: Any = document.value
    there = held.get("silences") or []
    if there:
        dash = document.place(("silences",))[1] - 1
        block = Block(tuple(f"{line}\n" for line in _written(fields, " " * dash)), (), ("\n",), (), fields)
        files = {**made.files, name: with_block(made.files[name], document, ("silences", len(there)), block)}
    else:
        files = {**made.files, name: _first(made.files[name], _written(fields, "  ")).encode()}
        wanted = {**held, "silences": [fields]}
        if read(name, files[name]).value != wanted:
            raise EditError(f"{name}: it is written in a way that the bot cannot add to; use a text editor")
    made = replace(made, files=files, knowledge=load(files), looks=(*made.looks, Look(fields["id"], offer.source)))
    return keep(made, fields["id"])


def decline(review: Review, offer: Offer) -> Review:
    """Return the review without a silence that was offered."""
    return _without(review, offer)


def read_through(review: Review, source: str) -> Review:
    """Return the review of a document of which it is no longer said that nobody has read it."""
    document = next(iter(_documents(review, source)))
    text = review.files[document.name].decode("utf-8")
    return _proved(review, document.name, without_unread(text)) if text != without_unread(text) else review


def _documents(review: Review, source: str) -> Iterator[Document]:
    for document in Held(review.files).documents:
        about: Any = document.value
        if source in ("", about["source"]["id"]):
            yield document


def _proved(review: Review, name: str, text: str) -> Review:
    files = {**review.files, name: text.encode("utf-8")}
    return replace(review, files=files, knowledge=load(files))


def _lines(data: bytes) -> list[str]:
    return data.decode("utf-8").splitlines(keepends=True)


# --- Silences in comments -----------------------------------------------------------------------------------------


def _offers(document: Document, data: bytes) -> Iterator[Offer]:
    about: Any = document.value
    lines = _lines(data)
    for start, end in _blocks(lines):
        bare = "".join(_COMMENT.sub("", line, count=1) for line in lines[start:end])
        held = read(document.name, f"silences:\n{bare}".encode())
        found: Any = held.value
        if held.faults or not isinstance(found, dict) or not isinstance(found["silences"], list):
            continue
        try:
            silence = SilenceSpec.model_validate(found["silences"][0])
        except ValueError:
            continue  # somebody changed it into something else
        yield Offer(about["source"]["id"], silence, (start, end))


def _blocks(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield from which line up to before which an item stands that is only a comment."""
    head = next((at for at, line in enumerate(lines) if line.rstrip() == SILENCES), None)
    if head is None:
        return
    end = head + 1
    while end < len(lines) and lines[end].startswith("#"):
        end += 1
    begins = [at for at in range(head + 1, end) if lines[at].startswith("#   - ")]
    yield from pairwise([*begins, end])


def _without(review: Review, offer: Offer) -> Review:
    """Return the review without an offer; after the last one, without what is said of them, too."""
    document = next(iter(_documents(review, offer.source)))
    lines = _lines(review.files[document.name])
    start, end = offer.lines
    del lines[start:end]
    if not any(_blocks(lines)):
        lines = [line for line in lines if line.rstrip() not in silence_lines()]
        while lines and not lines[-1].strip():
            lines.pop()
    return _proved(review, document.name, "".join(lines))


def _first(data: bytes, item: Iterable[str]) -> str:
    """Return a document with the first of its silences: above those that are offered still, else at its end."""
    lines = _lines(data)
    at = next((at for at, line in enumerate(lines) if line.rstrip() in silence_lines()), len(lines))
    ending = lines[0][len(lines[0].rstrip("\r\n")) :] or "\n"
    if at and not lines[at - 1].endswith("\n"):
        lines[at - 1] += ending
    above = [ending] if at and lines[at - 1].strip() else []
    below = [ending] if at < len(lines) else []
    new = [f"{line}{ending}" for line in ("silences:", *item)]
    return "".join([*lines[:at], *above, *new, *below, *lines[at:]])


def _written(fields: Mapping[str, Any], indent: str) -> Iterator[str]:
    first = "- "
    for key, value in fields.items():
        if isinstance(value, list):
            yield f"{indent}{first}{key}:"
            yield from (f"{indent}    - {in_one_line(each)}" for each in value)
        else:
            yield f"{indent}{first}{key}: {in_one_line(value)}"
        first = "  "

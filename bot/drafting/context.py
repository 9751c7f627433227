"""Where an entry's words stand: their paragraph of the document, with the words found in it. Knows nothing of files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..core.knowledge.fingerprint import fingerprint, paragraphs
from ..core.knowledge.model import Entry, Excerpt
from ..errors import SourceError

__all__ = ["Context", "Texts", "context_of", "own_text"]

_WORD = re.compile(r"\w+")
_ELLIPSIS = re.compile(r"\[?(?:\.\.\.|…)\]?")
_MOST_AROUND = 420  # characters of the paragraph on either side of the words

Texts = Mapping[str, Sequence[str]]
"""The paragraphs of the documents, by the id of the source."""


@dataclass(frozen=True, slots=True)
class Context:
    """The paragraph that an entry's words stand in.

    Attributes:
        pieces: Its text in order, each piece with whether it is the entry's own words. A long one is cut on either
            side of them, between words.
        excerpt: The excerpt, which knows its number and the page, table and heading.
        begins: Whether it is shown from its beginning.
        ends: Whether it is shown to its end.
    """

    pieces: tuple[tuple[str, bool], ...]
    excerpt: Excerpt
    begins: bool = True
    ends: bool = True

    @property
    def heading(self) -> str:
        """The heading above it; "" if that is not known."""
        return self.excerpt.locator.heading if self.excerpt.locator is not None else ""


def own_text(text: str, proof: bytes) -> tuple[str, ...]:
    """Return the paragraphs of a document's text; none if it is not the text that a fingerprint was made of."""
    try:
        made = str(fingerprint(text)).encode("ascii")
    except SourceError:
        return ()
    return paragraphs(text) if made.split() == proof.split() else ()


def context_of(entry: Entry, texts: Texts) -> Context | None:
    """Return where the words of an entry stand, the evidence before anything else; None if that is not known.

    Without the document's text, the words alone are what is shown.
    """
    if not entry.excerpts:
        return None
    main = entry.excerpts[-1]  # a quotation, a table's header, and then the evidence
    held = texts.get(entry.source.id, ())
    if not 1 <= main.paragraph <= len(held):
        return Context(((main.text, True),), main, begins=False, ends=False)
    text = held[main.paragraph - 1]
    found = sorted(
        place
        for excerpt in entry.excerpts
        if excerpt.paragraph == main.paragraph
        for place in _places(text, excerpt.text)
    )
    first, last = (found[0][0], found[-1][1]) if found else (0, 0)
    start, end = _before(text, first - _MOST_AROUND), _after(text, last + _MOST_AROUND)
    if not found:
        end = len(text)
    return Context(tuple(_cut(text, start, end, found)), main, begins=start == 0, ends=end == len(text))


def _places(text: str, excerpt: str) -> Iterator[tuple[int, int]]:
    """Yield from where to where the parts of an excerpt stand in a text; nothing of what is written otherwise there."""
    words = [(found[0].casefold(), found.start(), found.end()) for found in _WORD.finditer(text)]
    at = 0
    for part in _ELLIPSIS.split(excerpt):
        wanted = [word.casefold() for word in _WORD.findall(part)]
        for start in range(at, len(words) - len(wanted) + 1) if wanted else ():
            if [word for word, _, _ in words[start : start + len(wanted)]] == wanted:
                at = start + len(wanted)
                end = words[at - 1][2]
                yield words[start][1], end + (text[end : end + 1] == "%")
                break


def _before(text: str, at: int) -> int:
    """Return the beginning of the first whole word from a place on; 0 if that is close."""
    return 0 if at <= 0 else text.find(" ", at) + 1


def _after(text: str, at: int) -> int:
    """Return the end of the last whole word up to a place; that of the text if it is close."""
    return len(text) if at >= len(text) else max(text.rfind(" ", 0, at), 0) or at


def _cut(text: str, start: int, end: int, found: Sequence[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    at = start
    for begin, stop in found:
        begin = max(begin, at)
        if stop <= begin:
            continue
        if begin > at:
            yield text[at:begin], False
        yield text[begin:stop], True
        at = stop
    if end > at:
        yield text[at:end], False

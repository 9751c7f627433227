"""Links that lead to the very words of a page: a text fragment (https://wicg.github.io/scroll-to-text-fragment/).

A browser that knows none opens the page at its top.
"""

from __future__ import annotations

from itertools import takewhile
from urllib.parse import quote, urlsplit

from ..core.knowledge.model import Entry
from .limits import MAX_LINK

__all__ = ["source_link", "to_words"]

_WHOLE = 12  # words: a longer excerpt is named by its beginning and its end
_ENDS = 5
_ENOUGH = 4
_MARKS = frozenset("\"'\u2018\u2019\u201c\u201d")
_AROUND = " \t\n\"'.,;:!?()[]\N{HORIZONTAL ELLIPSIS}" + "\u2018\u2019\u201c\u201d\u2013\u2014-"


def source_link(entry: Entry) -> str:
    """Return the address of an entry's source, leading to its first excerpt where it has one."""
    return to_words(entry.source.url, entry.excerpts[0].text if entry.excerpts else "")


def to_words(url: str, words: str) -> str:
    """Return the address of a page with a fragment that leads to some words of it.

    An address that has a fragment, is that of a PDF, or would be too long for a button comes back as it is. Of words
    with something left out between them ("..." or "[...]") only those before the gap are looked for; of words with
    quotation marks among them only those before these, if they are enough: a page may have marks of another kind.
    """
    parts = urlsplit(url)
    if "#" in url or parts.path.lower().endswith(".pdf"):
        return url
    found = _before_gap(words).strip(_AROUND).split()
    if not found:
        return url
    plain = list(takewhile(lambda word: not _MARKS & set(word), found))
    if len(plain) >= _ENOUGH:
        found = plain
    text = _encoded(found)
    if len(found) > _WHOLE:
        text = f"{_encoded(found[:_ENDS])},{_encoded(found[-_ENDS:])}"
    link = f"{url}#:~:text={text}"
    return link if len(link) <= MAX_LINK else url


def _before_gap(words: str) -> str:
    """Return what stands before the first gap that has words on both sides."""
    for gap in ("[...]", "[\N{HORIZONTAL ELLIPSIS}]", "...", "\N{HORIZONTAL ELLIPSIS}"):
        before = words.split(gap)[0]
        if before.strip(_AROUND):
            words = before
    return words


def _encoded(words: list[str]) -> str:
    """Return words percent-encoded: a hyphen too, which would mark a word as what stands before or after."""
    return quote(" ".join(words).strip(_AROUND), safe="").replace("-", "%2D")

"""An entry in words: the figure first, then the sentence, the words it rests on, and the source. Knows no limits."""

from __future__ import annotations

from collections.abc import Iterator

from ..core.knowledge.fingerprint import within
from ..core.knowledge.model import MAX_SHORT, Entry, Excerpt, Source
from ..core.language.dates import spoken

__all__ = ["calculated", "entry_lines", "headline", "label", "quotation_lines", "quoted", "source_name", "where"]

_PARAPHRASED = "In our own words, not checked by machine"


def headline(entry: Entry) -> str:
    """Return what comes first in an answer: the figure, or the title of an entry that has none."""
    return entry.figure.text if entry.figure is not None else entry.title


def label(entry: Entry) -> str:
    """Return what is written on the button of an entry, MAX_SHORT characters at most: a title is cut at a word."""
    title = entry.short or entry.title
    if len(title) <= MAX_SHORT:
        return title
    cut = title[:MAX_SHORT]  # one more than fits with the ellipsis, so that a whole word may end there
    whole = cut.rsplit(" ", 1)[0].rstrip(" ,;:.-") if " " in cut else ""
    return f"{whole or title[: MAX_SHORT - 1]}\N{HORIZONTAL ELLIPSIS}"


def entry_lines(entry: Entry, excerpts: int) -> Iterator[str]:
    """Yield an entry line by line, with at most so many of its excerpts."""
    if entry.figure is not None:
        yield entry.figure.text[0].upper() + entry.figure.text[1:]
    if entry.says:
        yield entry.says
    yield from calculated(entry)
    yield from quotation_lines(entry, excerpts)
    yield _source_line(entry.source)


def calculated(entry: Entry) -> Iterator[str]:
    """Yield the working of a calculated figure; nothing for any other."""
    if entry.figure is not None and entry.figure.working is not None:
        yield f"Calculated: {entry.figure.working}"


def where(excerpt: Excerpt) -> str:
    """Return where an excerpt stands, as readers look it up: "page 12, table 3", or the paragraph's number."""
    at = excerpt.locator
    if at is None or (at.page is None and not at.table):
        return f"paragraph {excerpt.paragraph}"
    return ", ".join(filter(None, (f"page {at.page}" if at.page else "", f"table {at.table}" if at.table else "")))


def quotation_lines(entry: Entry, excerpts: int) -> Iterator[str]:
    """Yield the source's own words, each with who said it and where it stands."""
    if entry.paraphrased:
        yield f"{_PARAPHRASED}: {entry.locator}"
    for excerpt in entry.excerpts[:excerpts]:
        place = f"{entry.source.publisher}, {where(excerpt)}"
        speaker = entry.speaker if entry.speaker and within(entry.quote, excerpt.text) else None
        said = (
            f"{speaker.name}, {speaker.role}; " if speaker and speaker.role else f"{speaker.name}; " if speaker else ""
        )
        yield f"{quoted(excerpt.text)} - {said}{place}"


def quoted(text: str) -> str:
    """Return words in quotation marks, single ones inside."""
    return '"' + text.replace('"', "'") + '"'


def source_name(source: Source) -> str:
    """Return the title of a source with its date."""
    return f"{source.title} ({spoken(source.published)})"


def _source_line(source: Source) -> str:
    return f"{source_name(source)} {source.url}"

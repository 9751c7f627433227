"""The note of a change: what can hurt people is shown whole, in further messages if need be; the rest as it fits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from .changes import NOT_COMPARED, SAME, Section, change_lines, sections
from .notes import MAX_NOTE, Note, attached, fitting

if TYPE_CHECKING:
    from ..core.answering.version_diff import Changes

__all__ = ["MAX_PAGES", "changed"]

MAX_PAGES = 5
"""Messages of one note, at most. What must be shown and does not fit into them is said to be in the file."""

_MORE = "The whole list is in the attached file."
_UNSEEN = "**More has to be read than fits here: read the attached file before anybody publishes this.**"
_ROOM = MAX_NOTE - len(_UNSEEN) - len(_MORE) - 2
_LONGEST = 1_200  # characters of a line that a message shows as one


def changed(
    head: str, changes: Changes, name: str, *, first: Sequence[Section] = (), last: Sequence[Section] = ()
) -> Note:
    """Return a note of all that changes.

    Args:
        head: What stands on top.
        changes: What changes.
        name: The name of the file for all of it, if some does not fit.
        first: What is told before that.
        last: What is told after it.
    """
    whole = [*_lines(first), *change_lines(changes), *_lines(last)]
    brief = sections(changes, whole=False)
    if not brief:
        nothing = SAME if changes.difference is not None else NOT_COMPARED
        return fitting(head, [*_lines(first), nothing, *_lines(last)], name)
    brief += last
    pages, left_out = _pages(head, [*first, *brief])
    if len(pages) > MAX_PAGES:
        pages, left_out = [f"{pages[0]}\n{_UNSEEN}", *pages[1:MAX_PAGES]], True
    if not left_out and [*_lines(first), *_lines(brief)] == whole:
        return Note(pages[0], more=tuple(pages[1:]))
    return Note(f"{pages[0]}\n{_MORE}", attached(name, whole), tuple(pages[1:]))


def _lines(found: Iterable[Section]) -> Iterator[str]:
    for section in found:
        yield f"{section.title}:"
        yield from section.lines


def _pages(head: str, found: Sequence[Section]) -> tuple[list[str], bool]:
    """Return the texts of as many messages as what must be shown needs, and whether anything else was left out."""
    pages = _Pages(head[:_ROOM])
    left_out = False
    for section in found:
        if section.shown:
            pages.add(f"**{section.title}**")
            for plain, shown in zip(section.lines, section.shown, strict=True):
                for line in [shown] if len(shown) <= _LONGEST else _cut(plain):
                    pages.add(line, block=line is not shown)
    for must in (True, False):
        for section in found:
            if section.must != must or section.shown:
                continue
            for line in _lines([section]):
                if must:
                    for part in _cut(line):
                        pages.add(part, block=True)
                elif left_out or not pages.fits(line, block=True):
                    left_out = True
                else:
                    pages.add(line, block=True)
    return pages.texts, left_out


def _cut(line: str) -> list[str]:
    return [line[at : at + _LONGEST] for at in range(0, len(line), _LONGEST)]


class _Pages:
    """Texts of messages, filled line by line, in blocks of code or not."""

    def __init__(self, head: str) -> None:
        self._full: list[str] = []
        self._text, self._block = head, False

    @property
    def texts(self) -> list[str]:
        """All of them, whole."""
        return [*self._full, f"{self._text}\n```" if self._block else self._text]

    def fits(self, line: str, *, block: bool) -> bool:
        """Tell whether there is room for a line in the last message."""
        return len(self._with(line, block=block)) + len("\n```") <= _ROOM

    def add(self, line: str, *, block: bool = False) -> None:
        """Add a line, in a further message if there is no room for it."""
        if not self.fits(line, block=block):
            self._full, self._text, self._block = self.texts, "", False
        self._text, self._block = self._with(line, block=block), block

    def _with(self, line: str, *, block: bool) -> str:
        turn = {(False, True): "\n```", (True, False): "\n```"}.get((self._block, block), "")
        return f"{self._text}{turn}\n{line}".lstrip("\n")

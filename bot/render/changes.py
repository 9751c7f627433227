"""What differs between two versions, in words: everything, with what can hurt people first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from .exact import exact, exact_line
from .fingerprint_changes import fingerprint_lines
from .help_changes import help_lines_plain, help_lines_shown

if TYPE_CHECKING:
    from ..core.answering.version_diff import Changes
    from ..core.knowledge.change import Change
    from ..core.knowledge.difference import Difference

__all__ = ["NOT_COMPARED", "SAME", "Section", "change_lines", "sections", "summary"]

SAME = "Nothing changes: every file is the same, byte for byte."
NOT_COMPARED = "There is no earlier version that I could compare this with."
_SAMPLES = 3
_BRIEF = 60  # characters of values that stand in one line
_ALONG = 160  # characters of a line of a file that a message shows
_MAX_ROWS = 12  # lines of a file in a row that a message shows
_LEADS = re.compile(
    r"\[[^\]]*\]\([^)]*\)|\b(?:https?|ftp|discord|mailto):\S+|\bwww\.\S+|\bdiscord\.gg/\S+|<(?:[@#:/a]|id:)[^>]*>"
    r"|@(?:everyone|here)\b",
    re.IGNORECASE,
)
_ITEMS = ("entries", "silences")


@dataclass(frozen=True, slots=True)
class Section:
    """What is told of one kind.

    Attributes:
        title: Its heading.
        lines: In plain text, for a block of code or a terminal.
        must: Whether nobody may publish without having been shown all of it.
        shown: The same lines as a text of Discord, with the essential in bold; () if they are to stand in a block.
    """

    title: str
    lines: tuple[str, ...]
    must: bool = False
    shown: tuple[str, ...] = ()


def summary(difference: Difference) -> str:
    """Return in one line how much differs of what."""
    return str(difference) or "nothing"


def change_lines(changes: Changes, *, whole: bool = True) -> list[str]:
    """Return what changes, block by block; a line that says so if nothing does. whole: as in `sections`."""
    if changes.difference is None:
        return [NOT_COMPARED]
    found = [line for section in sections(changes, whole=whole) for line in (f"{section.title}:", *section.lines)]
    return found if changes.difference.changes else [SAME, *found]


def sections(changes: Changes, *, whole: bool) -> list[Section]:
    """Return what changes, kind by kind; [] if nothing does.

    whole: whether each way of asking and each line of a file is written out, or some of them as samples.
    """
    found = changes.difference.changes if changes.difference is not None else ()
    help = [change for change in found if change.kind in ("help lines", "calls")]
    items = [change for change in found if change.kind in _ITEMS]
    new, gone = _alone(items, new=True), _alone(items, new=False)
    figures = {change.of: change for change in found if change.kind == "figures"}
    checks = [change for change in found if change.kind == "checks"]
    lost = _alone(checks, new=False, by="ask")
    made = [
        Section("Help lines and calls for help", help_lines_plain(help), True, help_lines_shown(help)),
        Section("Links and mentions that come", tuple(_leads(found)), must=True),
        Section("Fingerprints", fingerprint_lines(_of(found, "fingerprints")), must=True),
        Section("Checks removed", tuple(_lost_checks(checks, lost)), must=True),
        Section("Figures, old -> new", tuple(map(_figure, figures.values())), must=True),
        Section("Sources", tuple(_fields(_of(found, "sources"))), must=True),
        Section("Added", tuple(_items(items, new, figures))),
        Section("Removed", tuple(_items(items, gone, figures))),
        Section("Changed in other ways", tuple(_fields(each for each in items if each.of not in new | gone))),
        Section("Vocabulary", tuple(_fields(_of(found, "vocabulary")))),
        Section("Checks", tuple(_fields(each for each in checks if each.of not in lost))),
        Section("Ways of asking", tuple(_phrasings(_of(found, "phrasings"), whole=whole))),
        Section("Files", tuple(_file(each) for each in _of(found, "files"))),
        Section(
            "Other bytes: comments, layout, spelling, order", tuple(_bytes(_of(found, "other bytes"), whole=whole))
        ),
    ]
    return [section for section in made if section.lines]


def _of(changes: Iterable[Change], kind: str) -> list[Change]:
    return [change for change in changes if change.kind == kind]


def _alone(changes: Iterable[Change], *, new: bool, by: str = "id") -> set[str]:
    """Return what came, or went, as a whole: what it is known by is there in one version only."""
    return {each.of for each in changes if each.key == by and (each.old if new else each.new) is None}


def _said(text: str | None) -> str:
    return "nothing" if text is None else f'"{exact(text)}"'


def _fields(changes: Iterable[Change]) -> Iterator[str]:
    """Yield field by field what stood there and what stands there now."""
    for change in changes:
        of = ", ".join(filter(None, [exact(change.of), change.key]))
        place = f" ({exact(change.file)}:{change.new_line or change.old_line})" if change.file else ""
        if len(change.old or "") + len(change.new or "") <= _BRIEF:
            yield f"  {of}: {_said(change.old)} -> {_said(change.new)}{place}"
        else:
            yield f"  {of}:{place}"
            yield f"    old: {_said(change.old)}"
            yield f"    new: {_said(change.new)}"


def _leads(changes: Iterable[Change]) -> Iterator[str]:
    """Yield the links, mentions and the like in new texts, with where each leads to, as it is typed."""
    for change in changes:
        if change.kind in ("other bytes", "help lines", "calls", "fingerprints", "sources") or change.new is None:
            continue
        for found in dict.fromkeys(match.group() for match in _LEADS.finditer(change.new)):
            if found not in (change.old or ""):
                yield f"  {exact(change.of)}, {change.key}: {exact(found)}"


def _figure(change: Change) -> str:
    shown = (exact(text) if text is not None else "no figure" for text in (change.old, change.new))
    return f"  {change.of}: {' -> '.join(shown)}"


def _lost_checks(checks: Iterable[Change], lost: set[str]) -> Iterator[str]:
    for change in checks:
        if change.of in lost and change.key == "ask":
            yield f"  {_said(change.old)} is not asked any more ({exact(change.file)}:{change.old_line})"


def _items(changes: Sequence[Change], which: set[str], figures: dict[str, Change]) -> Iterator[str]:
    """Yield entries and silences that came or went, with all that they say."""
    for of, found in groupby((each for each in changes if each.of in which), key=lambda each: each.of):
        fields = {change.key: change for change in found}
        title, figure = (_one(each) for each in (fields.get("title"), figures.get(of)))
        yield f"  {of}: {exact(title)}{f' ({exact(figure)})' if figure else ''}"
        for key, change in fields.items():
            if key not in ("id", "title"):
                yield f"    {key}: {exact(_one(change))}"


def _one(change: Change | None) -> str:
    """Return the value of a change that has only one."""
    return "" if change is None else change.new or change.old or ""


def _phrasings(changes: Iterable[Change], *, whole: bool) -> Iterator[str]:
    """Yield how many ways of asking came and went, each with some of them, or all."""
    for (of, key), group in groupby(sorted(changes, key=_phrased), key=_phrased):
        found = list(group)
        sides = [[each for each in found if each.new is not None], [each for each in found if each.new is None]]
        denied = ", that must not match" if key == "not_asked" else ""
        yield f"  {of}{denied}: {len(sides[0])} added, {len(sides[1])} removed"
        for sign, side in zip("+-", sides, strict=True):
            for change in side if whole else side[:_SAMPLES]:
                yield f"    {sign} {exact(_one(change))}"
            if not whole and len(side) > _SAMPLES:
                yield f"    {sign} and {len(side) - _SAMPLES} more"


def _phrased(change: Change) -> tuple[str, str]:
    return change.of, change.key


def _file(change: Change) -> str:
    came = change.old is None
    return f"  {exact(change.file)}: {'added' if came else 'removed'}, {_one(change)} bytes"


def _bytes(changes: Iterable[Change], *, whole: bool) -> Iterator[str]:
    """Yield lines of files, each with its number: those that stood there, and those that stand there now."""
    for change in changes:
        sides = (("-", change.old, change.old_line), ("+", change.new, change.new_line))
        rows = [(sign, line, number) for sign, text, at in sides for number, line in enumerate(_lines(text), at)]
        at = 0 if whole else _differs_at(change.old or "", change.new or "")
        yield f"  {exact(change.file)}"
        for sign, line, number in rows if whole else rows[:_MAX_ROWS]:
            shown = exact_line(line) or "(an empty line)"
            yield f"    {sign} {number}: {shown if whole else _around(shown, at)}"
        if not whole and len(rows) > _MAX_ROWS:
            yield f"    and {len(rows) - _MAX_ROWS} lines more"


def _lines(text: str | None) -> list[str]:
    return re.findall(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+\Z", text or "")


def _differs_at(old: str, new: str) -> int:
    """Return where two texts begin to differ, if each is one line; 0 otherwise."""
    if len(_lines(old)) != 1 or len(_lines(new)) != 1:
        return 0
    return next(
        (at for at, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), min(len(old), len(new))
    )


def _around(line: str, at: int) -> str:
    """Return a long line around a place in it."""
    start = max(0, at - _ALONG // 2)
    end = start + _ALONG
    return (
        f"{'...' if start else ''}{line[start:end]}{'...' if end < len(line) else ''}" if len(line) > _ALONG else line
    )

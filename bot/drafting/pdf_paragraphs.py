"""The lines of a column of a PDF as paragraphs: where one ends and the next begins, and what each is."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from .cleaning import is_mark
from .markup import CAPTION
from .pdf_lines import Line
from .text import BlockKind

__all__ = ["Paragraph", "Setting", "paragraphs"]

_BULLET = re.compile(r"(?:[•‣▪▫◦●○■□➢►▸✓✔\uf0a7\uf0b7\u2043]|[*–—-](?=\s|$)|o(?=\s+[A-Z]))\s*(?=\S|$)")
_NUMBERED = re.compile(r"(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+(?=\S)|(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])$")
_NOTE = re.compile(r"(\d{1,3}|[*†‡§]{1,3})[.)]?\s+(?=\S)")
_ENDNOTE = re.compile(r"\[(\d{1,3})\]\s+(?=\S)")
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’)\]]*$")
_LONGEST_HEADING = 200
_MOST_LINES = 4
_FEWEST_ROWS = 3  # of a table without rules
_SMALL = 0.93  # of the size of most letters: footnotes


@dataclass(frozen=True, slots=True)
class Setting:
    """How a document is set.

    Attributes:
        size: The size of most of its letters.
        pitches: From one line to the next, in points, by the size of the letters.
    """

    size: float
    pitches: dict[float, float]

    @classmethod
    def of(cls, columns: Iterable[Sequence[Line]]) -> Setting:
        sizes: Counter[float] = Counter()
        steps: dict[float, Counter[float]] = defaultdict(Counter)
        for lines in columns:
            for line in lines:
                sizes[line.size] += len(line.text)
            for a, b in pairwise(lines):
                step = round((b.box[3] - a.box[3]) * 2) / 2
                if a.size == b.size and 0.8 * a.size < step < 3 * a.size:
                    steps[a.size][step] += 1
        pitches = {
            size: min(step.most_common(2), key=lambda each: (-each[1], each[0]))[0] for size, step in steps.items()
        }
        return cls(sizes.most_common(1)[0][0] if sizes else 0.0, pitches)

    def pitch(self, size: float) -> float:
        """Return how far lines of letters of a size lie apart; by what is usual, where there are no two of them."""
        usual = self.pitches.get(self.size, 1.2 * self.size) / self.size if self.size else 1.2
        return min(self.pitches.get(size, usual * size), 1.9 * size)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together.

    Attributes:
        kind: What they are.
        lines: From the top down.
        mark: The mark of a footnote, "" for others.
        full: Whether its last line runs to the end of the column, so that it may go on in the next.
        indented: Whether its first line is indented.
        cells: Of a row of a table without rules, the lines of its cells; () for others.
    """

    kind: BlockKind
    lines: tuple[Line, ...]
    mark: str = ""
    full: bool = False
    indented: bool = False
    cells: tuple[tuple[Line, ...], ...] = ()


def paragraphs(column: Sequence[Line], setting: Setting, height: float) -> list[Paragraph]:
    """Return the paragraphs of a column in order."""
    made: list[Paragraph] = []
    for plain, rows in _tabular(column, setting):
        made += _split(_marked([_whole(row) for row in _by_height(plain)]), setting, height)
        made += rows
    return made


def _split(column: Sequence[Line], setting: Setting, height: float) -> Iterator[Paragraph]:
    edges = [_edges(line, column) for line in column]
    groups: list[list[int]] = []
    for at, line in enumerate(column):
        if at == 0 or _breaks([column[i] for i in groups[-1]], line, edges[at - 1][1], setting):
            groups.append([at])
        else:
            groups[-1].append(at)
    left = min((line.box[0] for line in column if line.size == setting.size), default=0.0)
    right = max((line.box[2] for line in column if line.size == setting.size), default=0.0)
    noted = False
    for group in groups:
        lines = tuple(column[i] for i in group)
        mark = _mark(lines, setting, height, noted)
        noted = bool(mark) or (noted and lines[0].size < _SMALL * setting.size)
        kind: BlockKind = "note" if noted else _kind(lines, setting, left, right)
        last = lines[-1]
        following = column[group[-1] + 1] if group[-1] + 1 < len(column) else None
        room = edges[group[-1]][1] - last.box[2]
        yield Paragraph(
            kind,
            lines,
            mark,
            full=following is None and room < 0.6 * last.size,
            indented=lines[0].box[0] > edges[group[0]][0] + 0.8 * lines[0].size,
        )


def _marked(lines: Sequence[Line]) -> list[Line]:
    """Return the lines; a mark that did not fit into a line, and stands alone in the next, goes with the words."""
    made: list[Line] = []
    for line in lines:
        last = made[-1] if made else None
        mark = line.text.strip("[]") or line.leading
        lone = re.fullmatch(r"\d{1,3}|[*†‡§]", mark) is not None and len(line.text) < 6
        if last is not None and lone and line.size < 0.9 * last.size and line.box[3] - last.box[3] < 2 * last.size:
            box = (last.box[0], last.box[1], line.box[2], last.box[3])
            made[-1] = replace(last, notes=(*last.notes, mark), box=box)
        else:
            made.append(line)
    return made


def _edges(line: Line, column: Sequence[Line]) -> tuple[float, float]:
    """Return where lines set like this one begin and end in the column."""
    alike = [
        each for each in column if abs(each.box[0] - line.box[0]) < 2.2 * line.size and abs(each.size - line.size) < 1
    ]
    return min(each.box[0] for each in alike), max(each.box[2] for each in alike)


def _breaks(so_far: Sequence[Line], line: Line, right: float, setting: Setting) -> bool:
    """Tell whether a line begins another paragraph than the lines before it."""
    last, first = so_far[-1], so_far[0]
    step = line.box[3] - last.box[3]
    raised = 0.25 * line.size if line.notes or line.leading else 0.0  # a mark pushes its line down
    if step > 1.18 * setting.pitch(max(last.size, line.size)) + 0.8 + raised or step < -1:
        return True
    other = abs(line.size - last.size) > 0.06 * last.size and last.text
    if other or (line.leading and line.size < _SMALL * setting.size):
        return True
    if (line.size < _SMALL * setting.size and _follows(first, line)) or CAPTION.match(line.text):
        return True
    if _ENDNOTE.match(line.text) and (_ENDNOTE.match(first.text) or _SENTENCE_END.search(last.text)):
        return True
    item = _begun(first)
    if _BULLET.match(line.text) and (item or _SENTENCE_END.search(last.text)) and not line.text[:2].isalnum():
        return True
    if _NUMBERED.match(line.text) and (item or _SENTENCE_END.search(last.text)):
        return True
    if item and len(so_far) > 1 and line.box[0] < so_far[1].box[0] - 0.8 * line.size:
        return True
    ended = _SENTENCE_END.search(last.text) is not None
    room = right - last.box[2]
    if line.bold != last.bold and (ended or line.first + 0.3 * line.size < room):
        return True  # bold words that run on into the next line are no heading
    if not item and ended and line.box[0] > last.box[0] + 0.8 * line.size and line.size <= setting.size:
        return True
    fits = line.first + 1.2 * line.size < room
    return fits and (ended or (room > 0.4 * (right - last.box[0]) and line.text[:1].isupper() and not last.bold))


def _begun(line: Line) -> bool:
    return bool(_BULLET.match(line.text) or _NUMBERED.match(line.text))


def _follows(first: Line, line: Line) -> bool:
    """Tell whether a line begins the footnote after the one that another line begins."""
    one, two = _NOTE.match(first.text), _NOTE.match(line.text)
    before = first.leading or (one[1] if one else "")
    return two is not None and before.isdigit() and two[1].isdigit() and int(two[1]) == int(before) + 1


def _mark(lines: Sequence[Line], setting: Setting, height: float, noted: bool) -> str:
    first = lines[0]
    ended = _ENDNOTE.match(first.text)
    if ended:
        return ended[1]
    if first.size > _SMALL * setting.size or (first.box[1] < 0.35 * height and not noted):
        return ""
    found = _NOTE.match(first.text)
    return first.leading or (found[1] if found else "")


def _kind(lines: Sequence[Line], setting: Setting, left: float, right: float) -> BlockKind:
    text = " ".join(line.text for line in lines)
    first = lines[0]
    if CAPTION.match(text):
        return "caption"
    if _ENDNOTE.match(text):
        return "note"
    short = len(text) <= _LONGEST_HEADING and len(lines) <= _MOST_LINES and re.search(r"[^\W\d_]{2}", text)
    loud = first.size > 1.12 * setting.size or (all(line.bold for line in lines) and first.size > 0.95 * setting.size)
    if short and loud and not text.endswith((",", ";")) and not _BULLET.match(text):
        return "heading"
    if short and len(lines) == 1 and text.isupper() and len(text) > 4 and not _SENTENCE_END.search(text):
        return "heading"
    if _begun(first):
        return "item"
    inset = 1.4 * setting.size
    narrow = all(line.box[0] > left + inset and line.box[2] < right - inset for line in lines)
    return "quote" if narrow and len(lines) > 1 and right > left else "paragraph"


def _by_height(lines: Sequence[Line]) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for line in lines:
        if rows and abs(rows[-1][0].box[3] - line.box[3]) < 0.42 * max(line.size, rows[-1][0].size):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda each: each.box[0]) for row in rows]


def _whole(row: Sequence[Line]) -> Line:
    """Put the pieces of one line together: a bullet and its words, words far apart in a justified line."""
    first, last = row[0], row[-1]
    if len(row) == 1:
        return first
    long = max(row, key=lambda each: len(each.text))
    text, marks = "", list(first.notes)
    for each in row:
        raised = each.size < 0.9 * long.size and each.box[3] < long.box[3] - 0.12 * long.size
        if each is first:
            text = each.text
        elif each.leading or (raised and text and is_mark(each.text, text)):
            marks.append(each.leading or each.text.strip("[]()"))
            text += f" {each.text}" if each.leading else ""
        else:
            text += each.text if raised else f" {each.text}"
        marks += each.notes if each is not first else ()
    return Line(
        text=text.strip(),
        box=(first.box[0], long.box[1], last.box[2], long.box[3]),
        size=long.size,
        bold=all(each.bold for each in row),
        italic=all(each.italic for each in row),
        page=first.page,
        notes=tuple(marks),
        leading=first.leading,
        first=first.first,
        lost=sum(each.lost for each in row),
    )


def _tabular(column: Sequence[Line], setting: Setting) -> Iterator[tuple[list[Line], list[Paragraph]]]:
    """Yield stretches of a column: lines, and the rows of the table without rules that follows them, if any."""
    plain: list[Line] = []
    run: list[list[list[Line]]] = []  # rows of cells of lines
    for row in [*_by_height(column), []]:
        if len(row) > 1 and _is_row(row, setting):
            run.append([[cell] for cell in row])
            continue
        if run and len(row) == 1 and _wraps(row[0], run[-1], setting):
            run[-1][0].append(row[0])
            continue
        if len(run) < _FEWEST_ROWS:
            lines = (line for cells in run for cell in cells for line in cell)
            plain += sorted(lines, key=lambda line: line.box[3])
        else:
            yield plain, [_loose(cells) for cells in run]
            plain = []
        run = []
        plain += row
    yield plain, []


def _wraps(line: Line, cells: Sequence[Sequence[Line]], setting: Setting) -> bool:
    """Tell whether a line is the next one of a row's first cell."""
    last = cells[0][-1]
    near = line.box[3] - max(cell[-1].box[3] for cell in cells) < 1.3 * setting.pitch(line.size)
    return (
        near
        and line.style == last.style
        and abs(line.box[0] - last.box[0]) < 1.5 * line.size
        and (line.box[2] < cells[1][0].box[0])
    )


def _loose(cells: Sequence[Sequence[Line]]) -> Paragraph:
    return Paragraph("row", tuple(line for cell in cells for line in cell), cells=tuple(map(tuple, cells)))


def _is_row(row: Sequence[Line], setting: Setting) -> bool:
    """Tell whether what stands apart at one height are the cells of a row: all after the first are short."""
    gaps = [b.box[0] - a.box[2] for a, b in pairwise(row)]
    if _BULLET.fullmatch(row[0].text) or _NUMBERED.fullmatch(row[0].text):
        return False
    return min(gaps) > 0.9 * setting.size and all(len(each.text) < 25 for each in row[1:])

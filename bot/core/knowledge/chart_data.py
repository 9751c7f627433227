"""Series: entries with figures -> the data of a chart, and the same in words and in blocks. Knows nothing of pictures.

What may stand side by side is decided here: counts only with counts of one unit, shares only with shares of one base.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from textwrap import shorten, wrap
from typing import Literal

from ..language.dates import spoken
from .arithmetic import number_text, percent_text
from .model import Entry, Figure, Knowledge, Source

__all__ = [
    "MAX_ALT_CHARS",
    "MAX_BARS",
    "MIN_WIDTH",
    "Bar",
    "Series",
    "alt_text",
    "chart",
    "charts",
    "comparison",
    "refusal",
    "text_bars",
]

MAX_BARS = 5  # more are not read on a telephone
MAX_ALT_CHARS = 1_024  # Discord's limit of an attachment's description
MIN_WIDTH = 40  # columns
_MAX_NUMBER_CHARS = 15  # "999,999,999,999"
_PERCENT = ("%", "percent", "per cent")
_EIGHTHS = " ▏▎▍▌▋▊▉"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, or one part of a bar.

    Attributes:
        label: What it stands for.
        value: 0 or more; a share as a fraction of 1.
        text: The number as it is written on the bar.
        asked: Whether the chart is about this bar more than about the others.
    """

    label: str
    value: Fraction
    text: str
    asked: bool


@dataclass(frozen=True, slots=True)
class Series:
    """The data of one chart: all that is drawn, and nothing else but the version.

    Attributes:
        kind: "parts" of one whole, which add up to it, the one asked for first; or a "comparison", the largest
            first.
        title: What the chart shows.
        unit: What is counted, "%" for shares.
        bars: The bars, or the parts of the one bar, in order.
        whole: What a bar of full length stands for, above 0.
        sources: Where the numbers come from, each once.
        working: How the figure was calculated ("374 - 278 = 96"), or "".
        version: The knowledge base's.
    """

    kind: Literal["parts", "comparison"]
    title: str
    unit: str
    bars: tuple[Bar, ...]
    whole: Fraction
    sources: tuple[Source, ...]
    working: str
    version: str


def chart(knowledge: Knowledge, entry: Entry) -> Series | None:
    """Return the chart of one entry's figure, or None if it cannot be drawn.

    It is shown as a part of its whole; else, if it was calculated, beside the other number that it comes from; else
    among the numbers of its topic that it may be compared with.
    """
    figure = entry.figure
    if figure is None or figure.value is None:
        return None
    parts = _parts(knowledge, entry, figure)
    if parts is not None:
        return parts
    if figure.operands:
        operands = [knowledge.entries[id] for id in figure.operands if id in knowledge.entries]
        return comparison(knowledge, operands, title=_capital(figure.text), working=figure.working or "")
    others = [
        other
        for other in knowledge.entries.values()
        if _near(entry, other) and refusal(knowledge, (entry, other)) is None
    ]
    return comparison(knowledge, [entry, *others[: MAX_BARS - 1]], title=_capital(figure.text), asked=entry.id)


def charts(knowledge: Knowledge, entries: Sequence[Entry]) -> tuple[Series, ...]:
    """Return the charts that show as many of the entries as can be drawn, in order; () if none can.

    Numbers of one topic that may be compared stand together, at most MAX_BARS to a chart; what is left alone is drawn
    if it is part of a whole. A share is left out if both its numbers are among the entries.
    """
    given = {entry.id: entry for entry in entries}
    groups: dict[tuple[str, ...], list[Entry]] = {}
    for entry in given.values():
        measure = _measure(knowledge, entry)
        if isinstance(measure, str):
            groups[(entry.id,)] = [entry]
        elif measure[0] != "%" or not set(_operands(entry)) <= set(given):
            groups.setdefault((entry.topic, *measure), []).append(entry)
    made = []
    for group in groups.values():
        if len(group) == 1:
            alone = group[0]
            made.append(_parts(knowledge, alone, alone.figure) if alone.figure is not None else None)
        else:
            made += [comparison(knowledge, page) for page in _pages(_largest_first(group))]
    return tuple(series for series in made if series is not None)


def comparison(
    knowledge: Knowledge, entries: Sequence[Entry], *, title: str = "", asked: str = "", working: str = ""
) -> Series | None:
    """Return the chart of several figures side by side, or None if they may not be compared (see `refusal`).

    Args:
        entries: In any order; two to MAX_BARS.
        title: What stands over the chart; "" for the topic and the unit.
        asked: The id of the entry that the chart is about; "" if it is about all of them alike.
        working: How the figure in the title was calculated, or "".
    """
    measure = _measure(knowledge, entries[0]) if entries else ""
    if refusal(knowledge, entries) is not None or not isinstance(measure, tuple):
        return None
    unit, base = measure
    sources = _sources(entries)
    bars = tuple(
        Bar(_label(entry, several=len(sources) > 1), figure.value, _number(figure), asked in ("", entry.id))
        for entry in _largest_first(entries)
        if (figure := entry.figure) is not None and figure.value is not None
    )
    whole = Fraction(1) if unit == "%" else max(bar.value for bar in bars) or Fraction(1)
    heading = title or _heading(knowledge, entries, unit, base)
    return Series("comparison", heading, unit, bars, whole, sources, working, knowledge.version)


def refusal(knowledge: Knowledge, entries: Sequence[Entry]) -> str | None:
    """Return why these entries may not stand side by side, as a sentence, or None if they may."""
    if len({entry.id for entry in entries}) < max(2, len(entries)):
        return "A comparison needs two different figures."
    if len(entries) > MAX_BARS:
        return f"No more than {MAX_BARS} figures can be compared at once."
    measures = []
    for entry in entries:
        measure = _measure(knowledge, entry)
        if isinstance(measure, str):
            return f'"{entry.title}" cannot be compared: {measure}.'
        measures.append((entry, *measure))
    first, unit, base = measures[0]
    for other, other_unit, other_base in measures[1:]:
        if unit != other_unit:
            return f'"{first.title}" is in {unit} and "{other.title}" in {other_unit}: they cannot be compared.'
        if base != other_base:
            return f'"{first.title}" and "{other.title}" are shares of different things: they cannot be compared.'
    return None


def _measure(knowledge: Knowledge, entry: Entry) -> tuple[str, str] | str:
    """Return what an entry's figure is measured in, as (unit, id of the base of a share or ""), or why it is nothing
    that could stand beside others."""
    figure = entry.figure
    if figure is None:
        return "it has no figure"
    if figure.value is None:
        return "it is known in words only"
    if figure.value < 0 or not _short(figure.value, figure.whole):
        return "it is no number that can be drawn"
    operator = figure.operator
    if operator == "of":
        return ("%", figure.operands[1]) if figure.value <= 1 else "it is no part of a whole"
    if operator == "/":
        return "it is a ratio and not a count"
    if operator == "-" and not _is_rest(knowledge, figure):
        return "it is a difference and not a count"
    if figure.unit in _PERCENT:
        return "it is a share, and of what is not recorded"
    return figure.unit, ""


def _parts(knowledge: Knowledge, entry: Entry, figure: Figure) -> Series | None:
    """Return a figure as a part of its whole, or None if there is none that it is known to be a part of."""
    found = _part_and_rest(knowledge, entry, figure)
    if found is None:
        return None
    bars, unit = found
    whole = sum((bar.value for bar in bars), Fraction(0))
    if whole <= 0 or any(bar.value < 0 for bar in bars) or not _short(whole, *(bar.value for bar in bars)):
        return None
    shown = tuple(bar for bar in bars if bar.value or bar.asked)
    sources, working = _sources([entry]), figure.working or ""
    return Series("parts", _capital(figure.text), unit, shown, whole, sources, working, knowledge.version)


def _part_and_rest(knowledge: Knowledge, entry: Entry, figure: Figure) -> tuple[tuple[Bar, Bar], str] | None:
    """Return the two parts, the one asked for first, and their unit."""
    value, unit = figure.value, figure.unit
    if value is None:
        return None
    if figure.whole is not None:
        return (_bar(entry.title, value, asked=True), _bar(f"Other {unit}", figure.whole - value)), unit
    if unit in _PERCENT and not figure.operands:
        share = value / 100
        rest = Bar("The rest", 1 - share, percent_text(1 - share), asked=False)
        return (Bar(entry.title, share, percent_text(share), asked=True), rest), "%"
    if not set(figure.operands) <= set(knowledge.entries):
        return None
    operands = [knowledge.entries[id] for id in figure.operands]
    values = [operand.figure.value if operand.figure is not None else None for operand in operands]
    if len(operands) != 2 or values[0] is None or values[1] is None:
        return None
    left, right = operands
    operator = figure.operator
    if operator == "of" and _is_part(knowledge, left, right):
        unit = left.figure.unit if left.figure is not None else unit
        taken = [knowledge.entries[id].title for id in _operands(left)[1:]]
        rest = _bar(taken[0] if taken else f"Other {unit}", values[1] - values[0])
        return (_bar(left.title, values[0], asked=True), rest), unit
    if operator == "-" and _is_rest(knowledge, figure):
        return (_bar(entry.title, value, asked=True), _bar(right.title, values[1])), unit
    if operator == "+":
        return (_bar(left.title, values[0], asked=True), _bar(right.title, values[1], asked=True)), unit
    return None


def _is_part(knowledge: Knowledge, part: Entry, whole: Entry) -> bool:
    """Tell whether one entry counts a part of what the other counts: 80 % of last year's number is no part of it."""
    figure = part.figure
    if figure is None:
        return False
    return figure.whole_id == whole.id or (figure.operands[:1] == (whole.id,) and _is_rest(knowledge, figure))


def _is_rest(knowledge: Knowledge, figure: Figure) -> bool:
    """Tell whether a figure is what is left of a whole after a part of it was taken away."""
    if figure.operator != "-" or figure.operands[1] not in knowledge.entries:
        return False
    taken = knowledge.entries[figure.operands[1]].figure
    return taken is not None and taken.whole_id == figure.operands[0]


def _operands(entry: Entry) -> tuple[str, ...]:
    return entry.figure.operands if entry.figure is not None else ()


def _near(entry: Entry, other: Entry) -> bool:
    """Tell whether another entry is about the same topic; without topics, whether it is from the same source."""
    return other.id != entry.id and other.topic == entry.topic and (entry.topic != "" or other.source == entry.source)


def _short(*values: Fraction | None) -> bool:
    return all(value is None or len(number_text(value)) <= _MAX_NUMBER_CHARS for value in values)


def _bar(label: str, value: Fraction, *, asked: bool = False) -> Bar:
    return Bar(label, value, number_text(value), asked)


def _label(entry: Entry, *, several: bool) -> str:
    """Return a bar's label: the title, and what else must be known to compare it."""
    marks = [f"{entry.source.publisher}, {spoken(entry.source.published)}"] if several else []
    if entry.figure is not None and entry.figure.operator in ("+", "-"):
        marks.append("calculated")
    return f"{entry.title} ({', '.join(marks)})" if marks else entry.title


def _number(figure: Figure) -> str:
    value = figure.value or Fraction(0)
    return percent_text(value) if figure.operator == "of" else number_text(value)


def _heading(knowledge: Knowledge, entries: Sequence[Entry], unit: str, base: str) -> str:
    """Return what a comparison is about: "Case review: cases", "Shares of 374 cases"."""
    if unit == "%":
        whole = knowledge.entries[base].figure if base in knowledge.entries else None
        return f"Shares of {whole.text}" if whole is not None else "Shares"
    topics = {entry.topic for entry in entries}
    topic = topics.pop() if len(topics) == 1 else ""
    if unit in topic:
        return _capital(topic)
    return _capital(f"{topic}: {unit}" if topic else unit)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _sources(entries: Iterable[Entry]) -> tuple[Source, ...]:
    return tuple(dict.fromkeys(entry.source for entry in entries))


def _largest_first(entries: Sequence[Entry]) -> list[Entry]:
    """Return entries by their value, the largest first, equal ones as they were."""
    return sorted(entries, key=lambda entry: -(entry.figure.value or 0) if entry.figure is not None else 0)


def _pages(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """Yield the entries in groups of nearly one size, none larger than MAX_BARS and none of one alone."""
    left, pages = iter(entries), -(-len(entries) // MAX_BARS)
    for page in range(pages):
        yield list(islice(left, (len(entries) + page) // pages))


def alt_text(series: Series) -> str:
    """Return what a chart shows in whole sentences, at most MAX_ALT_CHARS characters.

    Every number is in it; long labels, titles and units are shortened as far as that needs.
    """
    text = ""
    for chars in (400, 200, 100, 60, 40, 24):
        text = " ".join(_sentences(series, chars))
        if len(text) <= MAX_ALT_CHARS:
            break
    return text


def _sentences(series: Series, chars: int) -> Iterator[str]:
    title = _shortened(series.title, chars)
    if series.kind == "parts":
        yield f"A bar in {_counted(len(series.bars), 'part')} shows {title}."
    else:
        yield f'A chart of {_counted(len(series.bars), "bar")} has the title "{title}".'
    noun = "part" if series.kind == "parts" else "bar"
    unit = "" if series.unit == "%" else f" {_shortened(series.unit, chars)}"
    for bar in series.bars:
        yield f'The {noun} "{_shortened(bar.label, chars)}" is {bar.text}{unit}.'
    if series.working:
        yield f"The figure was calculated: {_shortened(series.working, max(chars, 80))}."
    origins = [_origin(source, chars) for source in series.sources]
    yield f"The {'source is' if len(origins) == 1 else 'sources are'} {' and '.join(origins)}."


def _origin(source: Source, chars: int) -> str:
    return f'{_shortened(source.publisher, chars)}, "{_shortened(source.title, chars)}", {spoken(source.published)}'


def _counted(number: int, noun: str) -> str:
    return f"{('no', 'one', 'two', 'three', 'four', 'five')[number]} {noun}{'' if number == 1 else 's'}"


def _shortened(text: str, chars: int) -> str:
    """Return a text of at most so many characters, cut at a word where there is one; double quotes become single."""
    text = " ".join(text.replace('"', "'").split())
    if len(text) <= chars:
        return text
    if " " in text[: chars - 2]:
        return shorten(text, chars, placeholder=" …").lstrip()
    return text[: chars - 1] + "…"


def text_bars(series: Series, width: int) -> str:
    """Return a chart in block characters, no line longer than `width` columns (fewer than MIN_WIDTH count as that).

    The bars of a chart have one scale; what is above 0 has a bar, however small.
    """
    width = max(width, MIN_WIDTH)
    room = width - max(len(bar.text) for bar in series.bars) - 1
    lines = wrap(series.title, width)
    if series.working:
        lines += wrap(f"Calculated: {series.working}", width)
    for bar in series.bars:
        lines += ["", *wrap(bar.label, width), f"{_blocks(bar.value / series.whole, room)} {bar.text}".lstrip()]
    lines.append("")
    for source in series.sources:
        lines += wrap(f"{source.publisher}, {spoken(source.published)}: {source.title}", width)
    return "\n".join(lines)


def _blocks(share: Fraction, columns: int) -> str:
    """Return a bar of so many columns if the share is 1, to the nearest eighth of a column."""
    eighths = max(round(share * columns * 8), 1 if share else 0)
    full, rest = divmod(eighths, 8)
    return "█" * full + (_EIGHTHS[rest] if rest else "")

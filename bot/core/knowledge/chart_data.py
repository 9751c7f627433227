"""Charts: entries with figures -> what is drawn of them. Knows nothing of pictures, nor of the words for them.

What may stand side by side is decided here: counts only with counts of one unit, shares only with shares of one base.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import islice
from typing import Literal, NamedTuple

from ..language.dates import spoken
from ..language.quantity import Quantity
from ..language.text import fold
from .model import Entry, Knowledge
from .parts import is_rest, parts
from .series import MAX_BARS, Bar, Series, amount_text, capital, drawable, exact, sources_of, unit_of

__all__ = ["chart", "charts", "comparison", "refusal"]

_MAX_TIMES = 1_000  # the price of a meal cannot be seen beside a budget of millions


class _Measure(NamedTuple):
    """What a figure is measured in: only figures of one measure stand side by side.

    unit: What is counted, and for what if it is a rate: "cases", "£ an hour", "%" for shares.
    base: Of a share, what it is one of: the id of an entry or words; "" of all else.
    """

    unit: str
    base: str


def chart(knowledge: Knowledge, entry: Entry) -> Series | None:
    """Return the chart of one entry's figure, or None if it cannot be drawn.

    It is shown by itself (see `_by_itself`); else, if it was calculated, beside the other number that it comes from;
    else among the numbers of its topic that it may be compared with, if they are of one size. Of a range the last
    resort is its one bar.
    """
    drawn = _by_itself(knowledge, entry)
    if drawn is not None:
        return drawn
    operands = _operands(entry)
    if operands:
        return comparison(knowledge, [knowledge.entries[id] for id in operands if id in knowledge.entries], about=entry)
    others = [
        other
        for other in knowledge.entries.values()
        if _near(entry, other) and refusal(knowledge, (entry, other)) is None and _of_one_size(entry, other)
    ]
    return comparison(knowledge, [entry, *others[: MAX_BARS - 1]], about=entry) or _range(knowledge, entry)


def charts(knowledge: Knowledge, entries: Sequence[Entry]) -> tuple[Series, ...]:
    """Return the charts that show as many of the entries as can be drawn, in order; () if none can.

    Numbers of one topic that may be compared stand together if they are of one size, at most MAX_BARS to a chart; what
    is left alone is drawn if it can be by itself. A share, a ratio or a difference is left out if both its numbers are
    among the entries.
    """
    given = {entry.id: entry for entry in entries}
    groups: dict[tuple[str, ...], list[Entry]] = {}
    for entry in given.values():
        measure = _measure(knowledge, entry)
        told = _operands(entry) != () and set(_operands(entry)) <= set(given)
        if isinstance(measure, _Measure) and not (told and measure.base):
            groups.setdefault((entry.topic, *measure), []).append(entry)
        elif isinstance(measure, str) and not told:
            groups[(entry.id,)] = [entry]
    made: list[Series | None] = []
    for group in groups.values():
        for alike in _sizes(_largest_first(group)):
            if len(alike) == 1:
                made.append(_by_itself(knowledge, alike[0]) or _range(knowledge, alike[0]))
            else:
                made += [comparison(knowledge, page) for page in _pages(alike)]
    return tuple(series for series in made if series is not None)


def comparison(knowledge: Knowledge, entries: Sequence[Entry], *, about: Entry | None = None) -> Series | None:
    """Return the chart of several figures side by side, or None if they may not be compared (see `refusal`).

    Args:
        entries: In any order; two to MAX_BARS.
        about: The entry whose figure and sentence stand over the chart; None if it is about all of them alike.
    """
    measure = _measure(knowledge, entries[0]) if entries else ""
    if refusal(knowledge, entries) is not None or isinstance(measure, str):
        return None
    one = about.id if about is not None and about in entries else ""
    several = len(sources_of(entries)) > 1
    bars = tuple(
        _bar(_label(entry, several=several), entry.figure.quantity, asked=one in ("", entry.id))
        for entry in _largest_first(entries)
        if entry.figure is not None and entry.figure.quantity is not None
    )
    whole = Fraction(1) if measure.base else None
    title = _heading(knowledge, entries, measure) if about is None else ""
    return _drawn(knowledge, "comparison", bars, entries, about=about, title=title, whole=whole)


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
        measures.append((entry, measure))
    first, one = measures[0]
    for other, two in measures[1:]:
        if one.unit != two.unit:
            return f'"{first.title}" is in {one.unit} and "{other.title}" in {two.unit}: they cannot be compared.'
        if one.base != two.base:
            return f'"{first.title}" and "{other.title}" are shares of different things: they cannot be compared.'
    return None


def _measure(knowledge: Knowledge, entry: Entry) -> _Measure | str:
    """Return what an entry's figure is measured in, or why it is nothing that could stand beside others."""
    figure = entry.figure
    if figure is None:
        return "it has no figure"
    quantity = figure.quantity
    if quantity is None:
        return "it is known in words only"
    if not drawable(quantity, *([figure.of] if figure.of is not None else [])):
        return "it is no number that can be drawn"
    if quantity.change == "by" or figure.before is not None:
        return "it is a change and not a count"
    if figure.operator == "/" or quantity.kind == "times":
        return "it is a ratio and not a count"
    if figure.operator == "-" and not is_rest(knowledge, figure):
        return "it is a difference and not a count"
    if quantity.kind == "year":
        return "it is a year and not a count"
    base = ""
    if quantity.kind == "share":
        base = figure.operands[1] if figure.operator == "of" else fold(figure.base)
        if max(quantity.value, quantity.high or 0) > 1:
            return "it is no part of a whole"
        if not base:
            return "it is a share, and of what is not recorded"
    unit = figure.unit if quantity.rate in figure.unit else f"{figure.unit} {quantity.rate}"
    return _Measure(unit, base)


def _by_itself(knowledge: Knowledge, entry: Entry) -> Series | None:
    """Return the chart that a figure has without others, or None: a part of its whole, a change from one number to
    another, a difference between two; a part that is bounded, so that no rest is known, beside its whole."""
    return (
        parts(knowledge, entry)
        or _change(knowledge, entry)
        or _difference(knowledge, entry)
        or _beside_whole(knowledge, entry)
    )


def _change(knowledge: Knowledge, entry: Entry) -> Series | None:
    """Return a change from one number to another, the earlier first: as a line if it has dates, else as two bars."""
    figure = entry.figure
    if figure is None or figure.before is None or figure.quantity is None:
        return None
    both = (figure.before, figure.quantity)
    if not drawable(*both) or any(each.high is not None for each in both):
        return None
    labels = figure.dates or ("From", "To")
    bars = tuple(_bar(capital(label), each) for label, each in zip(labels, both, strict=True))
    return _drawn(knowledge, "change" if figure.dates else "comparison", bars, [entry], about=entry)


def _difference(knowledge: Knowledge, entry: Entry) -> Series | None:
    """Return the two numbers of a difference, the larger first, and the gap between them."""
    figure = entry.figure
    if figure is None or figure.quantity is None or figure.operator != "-":
        return None
    operands = _largest_first([knowledge.entries[id] for id in figure.operands if id in knowledge.entries])
    found = [operand.figure.quantity for operand in operands if operand.figure is not None]
    both = [quantity for quantity in found if quantity is not None and quantity.high is None]
    if len(both) != len(figure.operands) or not drawable(*both) or both[0].kind in ("year", "times"):
        return None
    several = len(sources_of(operands)) > 1
    bars = [_bar(_label(each, several=several), quantity) for each, quantity in zip(operands, both, strict=True)]
    gap = Bar("Difference", both[0].value, amount_text(figure.quantity), True, both[1].value)
    whole = Fraction(1) if both[0].kind == "share" and both[0].value <= 1 else None
    return _drawn(knowledge, "difference", (*bars, gap), operands, about=entry, whole=whole)


def _beside_whole(knowledge: Knowledge, entry: Entry) -> Series | None:
    """Return a part that is bounded, or of which the whole is, and that whole as two bars."""
    figure = entry.figure
    if figure is None or figure.quantity is None or figure.of is None:
        return None
    part, whole = figure.quantity, figure.of
    if (exact(part) and exact(whole)) or not drawable(part, whole) or not 0 < _end(part) <= _end(whole):
        return None
    known = knowledge.entries.get(figure.whole_id or "")
    label = known.title if known is not None else "The whole" if whole.currency else f"All {figure.unit}"
    bars = (_bar(label, whole, asked=False), _bar(entry.title, part))
    return _drawn(knowledge, "comparison", bars, [entry], about=entry)


def _range(knowledge: Knowledge, entry: Entry) -> Series | None:
    """Return the one bar of a range, from its lower end to its upper one, or None if the figure is none."""
    quantity, measure = entry.figure.quantity if entry.figure is not None else None, _measure(knowledge, entry)
    if quantity is None or quantity.high is None or isinstance(measure, str):
        return None
    whole = Fraction(1) if measure.base else None
    return _drawn(knowledge, "comparison", (_bar(entry.title, quantity),), [entry], about=entry, whole=whole)


def _drawn(
    knowledge: Knowledge,
    kind: Literal["comparison", "difference", "change"],
    bars: tuple[Bar, ...],
    entries: Sequence[Entry],
    *,
    about: Entry | None,
    title: str = "",
    whole: Fraction | None = None,
) -> Series:
    """Return the series of some bars.

    Args:
        entries: Those that the bars are of.
        about: The entry whose figure and sentence stand over the chart; None if a title does.
        whole: What a bar of full length stands for; None for as much as the longest.
    """
    figure = about.figure if about is not None else None
    unit = unit_of(entries[0].figure) if entries[0].figure is not None else ""
    return Series(
        kind,
        title if figure is None else capital(figure.text),
        about.says if about is not None else "",
        unit,
        bars,
        whole or max(bar.value for bar in bars) or Fraction(1),
        sources_of(entries),
        (figure.working or "") if figure is not None else "",
        knowledge.version,
    )


def _bar(label: str, quantity: Quantity, *, asked: bool = True) -> Bar:
    """Return the bar of a quantity: of a range from its lower end to its upper one."""
    start = quantity.value if quantity.high is not None else Fraction(0)
    return Bar(label, _end(quantity), amount_text(quantity), asked, start)


def _end(quantity: Quantity) -> Fraction:
    return quantity.value if quantity.high is None else quantity.high


def _operands(entry: Entry) -> tuple[str, ...]:
    return entry.figure.operands if entry.figure is not None else ()


def _near(entry: Entry, other: Entry) -> bool:
    """Tell whether another entry is about the same topic; without topics, whether it is from the same source."""
    return other.id != entry.id and other.topic == entry.topic and (entry.topic != "" or other.source == entry.source)


def _label(entry: Entry, *, several: bool) -> str:
    """Return a bar's label: the title, and what else must be known to compare it."""
    marks = [f"{entry.source.publisher}, {spoken(entry.source.published)}"] if several else []
    if entry.figure is not None and entry.figure.operator in ("+", "-"):
        marks.append("calculated")
    return f"{entry.title} ({', '.join(marks)})" if marks else entry.title


def _heading(knowledge: Knowledge, entries: Sequence[Entry], measure: _Measure) -> str:
    """Return what a comparison is about: "Case review: cases", "Shares of 374 cases", "Costs (£)"."""
    unit = measure.unit
    if measure.base:
        figure, whole = entries[0].figure, knowledge.entries.get(measure.base)
        if figure is not None and figure.base:
            return f"Shares of {figure.base}"
        return f"Shares of {whole.figure.text}" if whole is not None and whole.figure is not None else "Shares"
    topics = {entry.topic for entry in entries}
    topic = topics.pop() if len(topics) == 1 else ""
    if all(entry.figure is not None and entry.figure.quantity and entry.figure.quantity.currency for entry in entries):
        return capital(f"{topic or 'money'} ({unit})")
    if unit in topic:
        return capital(topic)
    return capital(f"{topic}: {unit}" if topic else unit)


def _largest_first(entries: Sequence[Entry]) -> list[Entry]:
    """Return entries by their value, of a range by its upper end, the largest first, equal ones as they were."""
    ends = {entry.id: _end(entry.figure.quantity) for entry in entries if entry.figure and entry.figure.quantity}
    return sorted(entries, key=lambda entry: -ends.get(entry.id, Fraction(0)))


def _of_one_size(one: Entry, other: Entry) -> bool:
    """Tell whether both bars can be seen beside each other; none is seen of 0, whatever it is beside."""
    assert one.figure is not None
    assert other.figure is not None
    ends = [_end(each.quantity) for each in (one.figure, other.figure) if each.quantity is not None]
    return 0 in ends or max(ends) <= min(ends) * _MAX_TIMES


def _sizes(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """Yield entries, the largest first, in groups that can be seen beside each other."""
    group: list[Entry] = []
    for entry in entries:
        if group and not _of_one_size(group[0], entry):
            yield group
            group = []
        group.append(entry)
    yield group


def _pages(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """Yield the entries in groups of nearly one size, none larger than MAX_BARS and none of one alone."""
    left, pages = iter(entries), -(-len(entries) // MAX_BARS)
    for page in range(pages):
        yield list(islice(left, (len(entries) + page) // pages))

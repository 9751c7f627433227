"""Charts without pictures: a series -> sentences that say the same, or blocks for a terminal. Knows no pixels."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from textwrap import shorten, wrap

from ..language.dates import spoken
from .model import Source
from .series import Bar, Series

__all__ = ["MAX_ALT_CHARS", "MIN_WIDTH", "alt_text", "text_bars"]

MAX_ALT_CHARS = 1_024  # Discord's limit of an attachment's description
MIN_WIDTH = 40  # columns
_EIGHTHS = " ▏▎▍▌▋▊▉"


def alt_text(series: Series) -> str:
    """Return what a chart shows in whole sentences, at most MAX_ALT_CHARS characters.

    Every number is in it; long labels, titles and units are shortened as far as that needs, and the sentence of the
    entry is left out before a number would be.
    """
    text = ""
    for chars in (600, 300, 200, 100, 60, 40, 24):
        text = " ".join(_sentences(series, chars))
        if len(text) <= MAX_ALT_CHARS:
            break
    return text


def _sentences(series: Series, chars: int) -> Iterator[str]:
    title = _shortened(series.title, chars)
    if series.kind == "parts":
        yield f"A bar in {_counted(len(series.bars), 'part')} shows {title}."
    elif series.kind == "change":
        yield f'A line with {_counted(len(series.bars), "dot")} has the title "{title}".'
    elif series.kind == "difference":
        yield f'A chart of two bars and the gap between them has the title "{title}".'
    else:
        yield f'A chart of {_counted(len(series.bars), "bar")} has the title "{title}".'
    if series.says and chars > 40:
        yield _shortened(series.says, chars)
    for number, bar in enumerate(series.bars):
        gap = series.kind == "difference" and number == len(series.bars) - 1
        yield _bar_sentence(series, bar, chars, gap=gap)
    if series.working:
        yield f"The figure was calculated: {_shortened(series.working, max(chars, 80))}."
    origins = [_origin(source, chars) for source in series.sources]
    yield f"The {'source is' if len(origins) == 1 else 'sources are'} {' and '.join(origins)}."


def _bar_sentence(series: Series, bar: Bar, chars: int, *, gap: bool) -> str:
    """Return a bar in a sentence; of the parts the title says what is counted."""
    unit = f" {_shortened(series.unit, chars)}" if series.unit else ""
    label = _shortened(bar.label, chars)
    if series.kind == "parts":
        return f'The part "{label}" is {bar.text}.'
    if series.kind == "change":
        return f'The dot "{label}" is at {bar.text}{unit}.'
    if gap:
        return f'The gap, "{label}", is {bar.text}{unit}.'
    return f'The bar "{label}" {"goes from" if bar.start else "is"} {bar.text}{unit}.'


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

    The bars of a chart have one scale; what is above 0 has a bar, however small. A range and a gap begin where they
    do. Numbers that would leave the bars no room stand above them.
    """
    width = max(width, MIN_WIDTH)
    longest = max(len(bar.text) for bar in series.bars)
    beside = longest <= width // 2
    room = width - longest - 1 if beside else width
    lines = [*wrap(series.title, width), *wrap(series.says, width)]
    if series.working:
        lines += wrap(f"Calculated: {series.working}", width)
    for bar in series.bars:
        blocks = _blocks(bar.start / series.whole, bar.value / series.whole, room)
        lines += ["", *wrap(bar.label, width)]
        if beside:
            lines.append(f"{blocks} {bar.text}" if blocks else bar.text)
        else:
            lines += [*wrap(bar.text, width), *([blocks] if blocks else [])]
    lines.append("")
    for source in series.sources:
        lines += wrap(f"{source.publisher}, {spoken(source.published)}: {source.title}", width)
    return "\n".join(lines)


def _blocks(start: Fraction, end: Fraction, columns: int) -> str:
    """Return a bar between two shares of so many columns: its beginning to the nearest column, its end to an eighth."""
    before = min(round(start * columns), columns - 1)
    eighths = max(round(end * columns * 8) - before * 8, 1 if end > start else 0)
    full, rest = divmod(eighths, 8)
    return (" " * before + "█" * full + (_EIGHTHS[rest] if rest else "")) if eighths else ""

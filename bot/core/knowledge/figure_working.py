"""The figures of entries, worked out: each once, after those that it rests on, however deep they lie.

Knows nothing of sentences, nor of files.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache

from ...errors import Fault
from .arithmetic import calculated, counted, parse_calculation, worded
from .figure_proof import prove_mapped, prove_written
from .figure_reading import FigureError, mapped, written
from .fingerprint import excerpt_words, within, words_within
from .limits import MAX_DENOMINATOR, MAX_NUMBER, MAX_RESTS
from .model import Excerpt, Figure
from .schema import FigureSpec
from .unproved import Part

__all__ = ["in_order", "work_out"]


def work_out(parts: Mapping[str, Part], broken: Collection[str], faults: list[Fault], *, all_read: bool) -> None:
    """Fill in the figures of entries, whose excerpts were looked for before; note what is wrong with them.

    Args:
        parts: The entries by id.
        broken: Ids of entries that could not be read; what refers to one is not faulted for it.
        faults: Where faults are added.
        all_read: Whether there are no entries but those.
    """
    working = _Working(parts, broken, all_read)
    order, circles = in_order({id: working.needs(part) for id, part in parts.items()})
    for id in circles:
        faults.append(parts[id].fault("figure", "its figure rests on itself", 'correct "calculate:" or "of:"'))
        parts[id].faulty = True
    for id in order:
        part = parts[id]
        if part.spec.figure is None or part.faulty:
            continue
        try:
            part.figure = working.figure(part)
        except _Unknown:
            part.faulty = True  # as is the entry that it rests on, which is a fault already
        except FigureError as error:
            part.faulty = True
            faults.append(part.fault("figure", str(error), error.remedy))


def in_order(needs: Mapping[str, Sequence[str]]) -> tuple[list[str], list[str]]:
    """Return all ids, each after those that it needs; and those by which a circle was entered, one for each circle.

    needs: by id what it needs; ids that are not among the keys are passed over.
    """
    order: list[str] = []
    circles: dict[str, None] = {}
    done: dict[str, bool] = {}  # False: being walked through
    for start in needs:
        walk = [(start, iter(needs[start]))] if start not in done else []
        done.setdefault(start, False)
        while walk:
            id, left = walk[-1]
            need = next(left, None)
            if need is None:
                done[id] = True
                order.append(id)
                walk.pop()
            elif need in needs and need not in done:
                done[need] = False
                walk.append((need, iter(needs[need])))
            elif done.get(need) is False:
                circles[need] = None
    return order, list(circles)


class _Unknown(Exception):
    """A figure rests on an entry that is faulty itself."""


class _Working:
    """Works out one figure after the other; those that it rests on come first."""

    def __init__(self, parts: Mapping[str, Part], broken: Collection[str], all_read: bool) -> None:
        self.parts, self.broken, self.all_read = parts, broken, all_read
        self._words = cache(excerpt_words)  # an excerpt may be looked at for each figure that rests on it

    def needs(self, part: Part) -> Sequence[str]:
        """Return the ids of the entries that a figure rests on directly."""
        spec = part.spec.figure
        if not isinstance(spec, FigureSpec):
            return ()
        calculation = parse_calculation(spec.calculate or "")
        return (calculation[0], calculation[2]) if calculation is not None else (spec.of,) if spec.of else ()

    def figure(self, part: Part) -> Figure:
        """Return the figure of an entry that has one. FigureError if it is faulty, _Unknown if what it rests on is."""
        spec = part.spec.figure
        assert spec is not None
        if isinstance(spec, FigureSpec) and spec.calculate:
            figure = self._calculated(part, spec)
        else:
            figure = self._stated(part, spec)
        _hold_size(figure)
        return figure

    def _operand(self, id: str) -> tuple[Part, Figure]:
        """Return an entry that a figure rests on, and its own; FigureError if there is none, _Unknown if it is
        faulty."""
        if id not in self.parts:
            if id in self.broken or not self.all_read:
                raise _Unknown
            raise FigureError(f'there is no entry "{id}"')
        part = self.parts[id]
        if part.faulty:
            raise _Unknown
        if part.figure is None:
            raise FigureError(f'the entry "{id}" has no figure to calculate with')
        return part, part.figure

    def _calculated(self, part: Part, spec: FigureSpec) -> Figure:
        """Calculate an entry's figure; it is as proved as its operands, and has their excerpts."""
        if spec.value is not None or spec.words is not None or spec.of is not None:
            raise FigureError('a calculated figure has no "value:", "words:" or "of:" besides')
        calculation = parse_calculation(spec.calculate or "")
        if calculation is None:
            raise FigureError('"calculate:" must be two entry ids with " + ", " - " or " / " between them')
        (one, left), (two, right) = self._operand(calculation[0]), self._operand(calculation[2])
        part.rests = tuple(dict.fromkeys([calculation[0], *one.rests, calculation[2], *two.rests]))
        if len(part.rests) > MAX_RESTS:
            what = f"it rests on more than {MAX_RESTS} other entries, through those that it is calculated from"
            raise FigureError(what, "calculate it from fewer, or take the sum from the source")
        figure = calculated(calculation, left, right, percent=spec.as_ == "percent", unit=spec.unit)
        part.proved = one.proved and two.proved
        part.excerpts = self._merged(one.excerpts, two.excerpts)
        return figure

    def _stated(self, part: Part, spec: FigureSpec | str) -> Figure:
        """Prove a figure that stands in the evidence, or in the quotation where there is none."""
        evidence, header = part.spec.evidence or part.spec.quote or "", part.spec.header or ""
        if isinstance(spec, str):
            return prove_written(written(spec), evidence, header)
        if (spec.value is None) == (spec.words is None):
            raise FigureError('a figure has either "value:", "words:" or "calculate:"')
        if spec.unit is None:
            raise FigureError(
                'a figure needs "unit:", what is counted',
                "write it as: {value: 374, unit: cases}, or as the source does: 374 cases",
            )
        if spec.as_ is not None:
            raise FigureError('"as:" belongs to "calculate:"')
        if spec.words is not None:
            if not within(spec.words, evidence):
                raise FigureError(f'"{spec.words}" is not in its evidence')
            return worded(spec.words, spec.unit)
        assert spec.value is not None
        said = f"{part.spec.title} {part.spec.says or ''}"
        figure = prove_mapped(mapped(spec.value, spec.unit), evidence, header, said=said, part=spec.of is not None)
        if spec.of is None:
            return figure
        _, whole = self._operand(spec.of)
        if whole.value is None or figure.value is None or not 0 <= figure.value <= whole.value:
            raise FigureError(f'{figure.text} is no part of "{spec.of}" ({whole.text})')
        if whole.unit != figure.unit:
            what = f'{figure.text} is no part of "{spec.of}" ({whole.text}), which is in another unit'
            raise FigureError(what, f'give both the same "unit:", here "{whole.unit}"')
        return counted(figure, whole, spec.of)

    def _merged(self, first: Sequence[Excerpt], second: Sequence[Excerpt]) -> tuple[Excerpt, ...]:
        """Return both rows of excerpts without those that stand inside another."""
        kept: list[Excerpt] = []
        for excerpt in sorted(dict.fromkeys([*first, *second]), key=lambda excerpt: -len(excerpt.text)):
            words = self._words(excerpt.text)
            beside = (other for other in kept if other.paragraph == excerpt.paragraph)
            if not any(words_within(words, self._words(other.text)) for other in beside):
                kept.append(excerpt)
        return tuple(sorted(kept, key=lambda excerpt: excerpt.paragraph))


def _hold_size(figure: Figure) -> None:
    """Raise FigureError for a number that could not be drawn or written."""
    for value in _values(figure):
        if abs(value) >= MAX_NUMBER:
            raise FigureError(f"its number has more than {len(str(MAX_NUMBER)) - 1} digits", "give a smaller number")
        if value.denominator >= MAX_DENOMINATOR:
            raise FigureError("its number cannot be told exactly any more", "calculate it from fewer numbers")


def _values(figure: Figure) -> Iterator[Fraction]:
    for quantity in (figure.quantity, figure.of, figure.before):
        if quantity is not None:
            yield quantity.value
            yield quantity.value if quantity.high is None else quantity.high

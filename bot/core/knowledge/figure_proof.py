"""Holds a figure against the words that it rests on: value, scale, currency, unit, bound and kind must stand there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from ..language.currencies import AFTER, BEFORE
from ..language.english import LITTLE, stem
from ..language.number_words import SCALES
from ..language.numbers import numbers
from ..language.quantity import Number, Quantity
from ..language.text import fold, words
from .arithmetic import lead_text, money_text, number_text, percent_text
from .figure_reading import POINTS, FigureError
from .model import Figure

__all__ = ["prove_mapped", "prove_written"]

_CELLS = re.compile(r"\s*[|\t]\s*")
# What a number is understood to count where the source leaves it out: "she is 91", "of the nine who came".
_UNDERSTOOD = frozenset(["years", "months", "weeks", "days", "hours", "minutes", "people", "persons", "times"])
_POWERS = frozenset(Fraction(10) ** power for power in range(-12, 13) if power)
_BELONGING = re.compile(r" (?:of|in|for|per|a|an|each|every|to|from|with|by|on|at) ")
_PER_SO_MANY = re.compile(r"\bper (?:\d[\d,]*|hundred|thousand|million)\b")
_SHOWN_NUMBERS = 4  # of the evidence, in a message


def prove_written(figure: Figure, evidence: str, header: str) -> Figure:
    """Return a figure as it was written, if every part of it stands in the evidence, or FigureError.

    header: the header row of the table that the evidence is a row of; "" without one.
    """
    if figure.quantity is None:
        missing = _missing(figure.text, f"{evidence} {header}")
        if missing:
            raise FigureError(f'"{missing}" is not in its evidence', "write the figure in the source's own words")
        return figure
    found = _found(evidence, header)
    proved = _proved(figure.quantity, found, figure.text)
    for other in (figure.of, figure.before):
        if other is not None:
            _proved(other, found, figure.text)
    if figure.before is not None:
        _prove_order(figure, fold(evidence), found)
    _prove_rate(figure.quantity, f"{evidence} {header}")
    _prove_unit(figure, evidence, header)
    if not header:
        _prove_year(figure, proved, fold(evidence))
    change = figure.quantity if figure.quantity.change else proved
    quantity = replace(figure.quantity, change=change.change, direction=change.direction)
    return replace(figure, quantity=quantity)


def prove_mapped(figure: Figure, evidence: str, header: str, *, said: str = "", part: bool = False) -> Figure:
    """Return the figure of a value and a unit, with its bound as the evidence has it, or FigureError.

    Args:
        header: The header row of the table that the evidence is a row of; "" without one.
        said: The entry's own words: the unit may stand there alone, where the evidence leaves out what is counted.
        part: Whether it is a part of another entry's figure, in whose evidence the unit stands then.
    """
    quantity = figure.quantity
    assert quantity is not None
    found = _found(evidence, header)
    same = [number for number in found if _is_same(quantity, number)]
    if not same:
        raise _not_found(quantity, found, _shown(quantity, figure.unit))
    folded = fold(evidence)
    proved = next((number for number in same if _counts(number, figure.unit, folded)), same[0])
    _prove_rate(quantity, f"{evidence} {header}")
    if not part and figure.unit not in _UNDERSTOOD:
        _prove_unit(figure, evidence, f"{header} {said}")
        if not header:
            _prove_year(figure, proved, folded)
    made = replace(quantity, way=proved.way, change=proved.change, direction=proved.direction, decimals=proved.decimals)
    return replace(figure, quantity=made, text=_text(made, figure, proved))


def _text(quantity: Quantity, figure: Figure, proved: Number) -> str:
    """Return a figure for readers: money as the source writes it, all else with the unit that was given."""
    if quantity.currency:
        said = proved.said if proved.currency else ""
        text = said if said[:1] in BEFORE else money_text(quantity)
        rate = f" {quantity.rate}" if quantity.rate else ""
        return f"{lead_text(quantity.way)}{text}{rate}"
    return f"{lead_text(quantity.way)}{_shown(quantity, figure.unit)}"


def _shown(quantity: Quantity, unit: str) -> str:
    """Return a quantity with its unit, its bound and its rate left aside."""
    if quantity.currency:
        return money_text(quantity)
    if quantity.kind == "share":
        return percent_text(quantity.value, decimals=2)
    if quantity.kind == "points":
        return f"{number_text(quantity.value * 100)} {POINTS}"
    if quantity.kind == "year":
        return str(int(quantity.value))
    return f"{number_text(quantity.value)} {unit}"


def _found(evidence: str, header: str) -> list[Number]:
    """Return the numbers of the evidence; of a table's row each with what its column's header says of it."""
    if not header:
        return list(numbers(fold(evidence)))
    cells, heads = _CELLS.split(evidence.strip(" |")), _CELLS.split(header.strip(" |"))
    if len(cells) != len(heads) or len(cells) == 1:
        heads = [header] * len(cells)
    row, found, at = fold(evidence), [], 0
    for cell, head in zip(cells, heads, strict=True):
        folded = fold(cell)
        at = row.index(folded, at)
        for number in numbers(folded):
            placed = replace(number, start=at + number.start, end=at + number.end)
            found.append(_headed(placed, fold(head)))
    return found


def _headed(number: Number, head: str) -> Number:
    """Return the number of a table's cell with the scale, the currency and the percent sign of its header."""
    spoken = re.findall(r"[a-z]+\$?|[^\s\w]", _PER_SO_MANY.sub(" ", head))
    if number.kind in ("count", "year"):
        high = number.high / 100 if number.high is not None else None
        if POINTS in head:
            return replace(number, kind="points", value=number.value / 100, high=high, other=None)
        if not {"%", "percent", "percentage"}.isdisjoint(spoken) or "per cent" in head:
            return replace(number, kind="share", value=number.value / 100, high=high, other=None)
        scale = next((SCALES[word] for word in spoken if word in SCALES), None)
        if re.search(r"[£$€']\s?0{3}s?\b", head):
            scale = 10**3
        letter = re.search(r"[£$€] ?(k|m|bn|b)\b", head)
        if letter is not None:
            scale = {"k": 10**3, "m": 10**6}.get(letter[1], 10**9)
        money = [] if "weight" in head else [BEFORE.get(word) or AFTER.get(word, "") for word in spoken]
        currency = next(filter(None, money), "")
        if (scale and number.value.denominator == 1) or (scale and "." in number.said) or currency:
            high = number.high * (scale or 1) if number.high is not None else None
            currency = number.currency or currency
            value = number.value * (scale or 1)
            return replace(number, kind="count", value=value, high=high, currency=currency, other=None)
    return number


def _counts(number: Number, unit: str, folded: str) -> bool:
    """Tell whether what is counted stands right after a number."""
    after = {stem(word) for word in words(folded[number.end :])[:3]}
    return bool(after & {stem(word) for word in words(fold(unit)) if word not in LITTLE})


def _is_same(wanted: Quantity, number: Number) -> bool:
    """Tell whether a number of the evidence is the wanted one, its bound left aside."""
    if not number.sure and number.other is None:
        return False
    if wanted.value not in (number.value, number.other) or wanted.high != number.high:
        return False
    same = wanted.kind == number.kind or (number.kind == "year" and wanted.kind == "count" and not wanted.currency)
    same = same or (wanted.kind == "year" and number.kind == "count" and number.said.isdigit())
    rates = wanted.rate and number.rate and wanted.rate.split()[-1] != number.rate.split()[-1]
    return same and wanted.currency == number.currency and not rates


def _proved(wanted: Quantity, found: Sequence[Number], text: str) -> Number:
    """Return the number of the evidence that proves the wanted one, put as that is; FigureError if there is none."""
    same = [number for number in found if _is_same(wanted, number)]
    if not same:
        raise _not_found(wanted, found, text)
    bound = next((number for number in same if number.way == wanted.way), None)
    if bound is None:
        put = f"{lead_text(same[0].way)}{same[0].said}"
        raise FigureError(f'the evidence says "{put}", which "{text}" does not', f"write it so: {put} ...")
    return bound


def _not_found(wanted: Quantity, found: Sequence[Number], text: str) -> FigureError:
    """Return why a number was not found, with what the evidence has instead."""
    said = '", "'.join(dict.fromkeys(number.said for number in found))
    if not found:
        return FigureError(
            f"the number {text} is not in its evidence, which has none", "quote the words with the number"
        )
    beside = next((number for number in found if number.value == wanted.value), None)
    if beside is not None and beside.currency != wanted.currency:
        what = f'"{text}" is in another currency than its evidence, which has "{beside.said}"'
        return FigureError(what, "write the number with its currency, as the source does")
    if beside is not None and beside.kind != wanted.kind:
        what = f'"{text}" is another kind of number than its evidence has: "{beside.said}"'
        return FigureError(what, 'write it as the source does: "%" is a share, "percentage points" a difference')
    scaled = next((n for n in found if wanted.value and n.value / wanted.value in _POWERS), None)
    if scaled is not None:
        return FigureError(
            f'"{text}" is of another size than "{scaled.said}" in its evidence', f"write: {scaled.said} ..."
        )
    listed = said if len(found) <= _SHOWN_NUMBERS else '", "'.join(n.said for n in found[:_SHOWN_NUMBERS]) + '" ...'
    plain = wanted.kind == "count" and not wanted.currency and wanted.high is None
    shown = number_text(wanted.value) if plain else text
    return FigureError(
        f'the number {shown} is not in its evidence, which has "{listed}"', "copy the number from the source"
    )


def _prove_unit(figure: Figure, evidence: str, header: str) -> None:
    """Hold what is counted against the evidence: the noun must stand there."""
    counted = figure.base if figure.unit in ("%", POINTS, "times", "year") or _is_money(figure) else figure.unit
    telling = [word for word in words(_BELONGING.split(fold(counted))[0]) if word not in LITTLE]
    there = {stem(word) for word in words(fold(f"{evidence} {header}"))}
    if telling and stem(telling[-1]) not in there:
        what = f'"{counted}", what the figure counts, is not in its evidence'
        raise FigureError(what, "quote more of the sentence, or name what is counted in the source's own word")


def _prove_rate(quantity: Quantity, evidence: str) -> None:
    """Hold what a number is counted for against the evidence: the last word of "an hour" must stand there."""
    if quantity.rate and _missing(quantity.rate.split()[-1], evidence):
        raise FigureError(f'"{quantity.rate}" is not in its evidence', "quote the words that say it, or leave it out")


def _prove_year(figure: Figure, proved: Number, folded: str) -> None:
    """Refuse to take a year for a count: "in 2003", unless what is counted follows it."""
    if proved.kind == "year" and figure.quantity is not None and figure.quantity.kind == "count":
        after = {stem(word) for word in words(folded[proved.end :])[:3]}
        if not after & {stem(word) for word in words(fold(figure.unit))}:
            raise FigureError(f'"{proved.said}" is a year in its evidence', f"write a year as: {proved.said} (year)")


def _prove_order(figure: Figure, folded: str, found: Sequence[Number]) -> None:
    """Hold a change against the evidence: the earlier number stands before the later, each nearest to its own date."""
    assert figure.quantity is not None
    assert figure.before is not None
    places = [next(n.start for n in found if _is_same(each, n)) for each in (figure.before, figure.quantity)]
    if places[0] >= places[1] and figure.before.value != figure.quantity.value:
        raise FigureError(f'"{figure.text}" goes the other way than its evidence', "write the earlier number first")
    dates = [[match.start() for match in re.finditer(re.escape(date), folded)] for date in figure.dates]
    for date, where in zip(figure.dates, dates, strict=True):
        if not where:
            raise FigureError(f'"{date}" is not in its evidence', "quote the words that say when")
    for own, place in enumerate(places if dates else ()):
        following = {at: min((w - place for w in dates[at] if w > place), default=len(folded)) for at in (0, 1)}
        if min(following, key=lambda at: following[at]) != own and figure.dates[0] != figure.dates[1]:
            raise FigureError(f'the dates of "{figure.text}" stand with the other numbers in its evidence')


def _is_money(figure: Figure) -> bool:
    return figure.quantity is not None and figure.quantity.currency != ""


def _missing(text: str, evidence: str) -> str:
    """Return the first word of a text that does not stand in the evidence, "" if all do."""
    there = {stem(word) for word in words(fold(evidence))}
    return next((word for word in words(fold(text)) if stem(word) not in there and word not in LITTLE), "")

"""Parts: a figure -> the part of a whole that it is, and the rest, or nothing where it is not known to be one.

A wrong picture is worse than none: "80 % of last year's number" and "a rise of 4.99 %" are no parts of anything.
"""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from ..language.numbers import numbers
from ..language.quantity import Quantity
from ..language.text import fold
from .arithmetic import percent_text
from .model import Entry, Figure, Knowledge
from .series import Bar, Series, amount_text, capital, drawable, exact, sources_of

__all__ = ["is_rest", "parts"]

# What a percentage may be "of" without being a part of it: something of another time or place that it is held against.
_NO_WHOLE = re.compile(
    r"\b(?:average|mean|median|levels?|targets?|goal|norm|normal|usual|previous|former|earlier|last|before|ago|peak"
    r"|record|size|value|what|that of|those of)\b|(?<!in )(?<!since )\b(?:19|20)\d\d [a-z]"
)
_MANNER = r"(?: (?:only|just|still|now|some|even))?\W*$"
# After these it says how much something is beside another, "women earn 85 % of men's pay" ...
_HELD_AGAINST = re.compile(rf"\b(?:(?:earn|cost|charg|weigh)\w*|paid|worth|than){_MANNER}")
# ... and after these it may: "turnout was 67 % of voters", "the price is 67 % of ours".
_UNCLEAR = re.compile(rf"\b(?:is|are|was|were|be|been|being|equals?|at|to|by){_MANNER}")
_OF = re.compile(r" ?(?:out )?of (?!which\b|whom\b)(?P<whole>[^ ,.;:()]+(?: [^ ,.;:()]+){0,4})")
_FRONTED = re.compile(r"(?:^|[.;:] |\b(?:that|and|but),? )(?:out )?of (?P<whole>[^,.;:()]+), (?:only |just |some )?$")

_Piece = tuple[str, Quantity, bool]
"""A part's label, how much it is, and whether it is asked for."""


def parts(knowledge: Knowledge, entry: Entry) -> Series | None:
    """Return an entry's figure as a part of its whole, or None if there is none that it is known to be a part of.

    Each part has its count and its percentage, the one that was asked for first.
    """
    figure = entry.figure
    pieces = _pieces(knowledge, entry, figure) if figure is not None else None
    if figure is None or pieces is None:
        return None
    quantities = [quantity for _, quantity, _ in pieces]
    whole = sum((quantity.value for quantity in quantities), Fraction(0))
    total = replace(quantities[0], value=whole)
    if whole <= 0 or not all(map(exact, quantities)) or not drawable(total, *quantities):
        return None
    bars = tuple(
        Bar(label, quantity.value, _part_text(quantity, whole, figure.unit == "%"), asked)
        for label, quantity, asked in pieces
        if quantity.value or asked
    )
    sources, working, title = sources_of([entry]), figure.working or "", capital(figure.text)
    return Series("parts", title, entry.says, "", bars, whole, sources, working, knowledge.version)


def is_rest(knowledge: Knowledge, figure: Figure) -> bool:
    """Tell whether a figure is what is left of a whole after a part of it was taken away."""
    if figure.operator != "-" or figure.operands[1] not in knowledge.entries:
        return False
    taken = knowledge.entries[figure.operands[1]].figure
    return taken is not None and taken.whole_id == figure.operands[0]


def _pieces(knowledge: Knowledge, entry: Entry, figure: Figure) -> tuple[_Piece, _Piece] | None:
    """Return the two parts, the one asked for first; they may be no exact numbers yet."""
    quantity = figure.quantity
    if quantity is None:
        return None
    if figure.of is not None:
        if figure.share is None or quantity.kind != "count":
            return None
        left = replace(figure.of, value=figure.of.value - quantity.value)
        return (entry.title, quantity, True), (_other(figure), left, False)
    if quantity.kind == "share" and not figure.operands:
        left = replace(quantity, value=1 - quantity.value)
        return ((entry.title, quantity, True), ("The rest", left, False)) if _is_stated_part(entry, figure) else None
    if not figure.operands or not set(figure.operands) <= set(knowledge.entries):
        return None
    one, two = (knowledge.entries[id] for id in figure.operands)
    if one.figure is None or one.figure.quantity is None or two.figure is None or two.figure.quantity is None:
        return None
    first, second = one.figure.quantity, two.figure.quantity
    if first.kind != "count" or second.kind != "count" or not exact(first) or not exact(second):
        return None
    if figure.operator == "of" and _is_part(knowledge, one, two):
        taken = [knowledge.entries[id].title for id in one.figure.operands[1:]]
        rest = replace(second, value=second.value - first.value)
        return (one.title, first, True), (taken[0] if taken else _other(one.figure), rest, False)
    if figure.operator == "-" and is_rest(knowledge, figure):
        return (entry.title, quantity, True), (two.title, second, False)
    if figure.operator == "+":
        return (one.title, first, True), (two.title, second, True)
    return None


def _other(figure: Figure) -> str:
    money = figure.quantity is not None and figure.quantity.currency
    return "The rest" if money else f"Other {figure.unit}"


def _is_part(knowledge: Knowledge, part: Entry, whole: Entry) -> bool:
    """Tell whether one entry counts a part of what the other counts: 80 % of last year's number is no part of it."""
    figure = part.figure
    if figure is None:
        return False
    return figure.whole_id == whole.id or (figure.operands[:1] == (whole.id,) and is_rest(knowledge, figure))


def _is_stated_part(entry: Entry, figure: Figure) -> bool:
    """Tell whether a percentage of the source's own is one of a whole, by what it is said to be a percentage of."""
    quantity = figure.quantity
    if quantity is None or not 0 < quantity.value < 1 or quantity.change or quantity.rate:
        return False
    said = [_said_of(text, quantity) for text in (figure.text, entry.says, *(each.text for each in entry.excerpts))]
    if "against" in said or _NO_WHOLE.search(fold(figure.base)):
        return False
    return figure.base != "" or "part" in said


def _said_of(text: str, quantity: Quantity) -> str:
    """Return "part" if a text says a percentage of a whole, "against" of what is no whole, "" if it tells neither."""
    folded, told = fold(text), ""
    for number in numbers(folded):
        if number.kind != "share" or number.value != quantity.value:
            continue
        before = folded[: number.put[0]]
        of = _OF.match(folded, number.end) or _FRONTED.search(before)
        if of is None:
            continue
        if number.change == "by" or _NO_WHOLE.search(of["whole"]) or _HELD_AGAINST.search(before):
            return "against"
        if not _UNCLEAR.search(before):
            told = "part"
    return told


def _part_text(quantity: Quantity, whole: Fraction, share_first: bool) -> str:
    """Return the number on a part: "278 (74.3 %)", "74.3 % (278)", or "43 %" where no count is known."""
    if quantity.kind == "share":
        return amount_text(quantity)
    count, share = amount_text(quantity), _percent(quantity.value / whole)
    return f"{share} ({count})" if share_first else f"{count} ({share})"


def _percent(share: Fraction) -> str:
    """Return a percentage that is 0 or 100 % only if it is just that."""
    text = percent_text(share)
    if text == "0 %" and share > 0:
        return "under 0.1 %"
    return "over 99.9 %" if text == "100 %" and share < 1 else text

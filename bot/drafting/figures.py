"""The figures of a sentence, each as the source writes it, and what was left aside, with the reason.

A figure stands only if the knowledge base's own rules prove it by the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ..core.knowledge.figure_proof import prove_written
from ..core.knowledge.figure_reading import FigureError, written
from ..core.language.grammar import is_plural
from ..core.language.no_quantity import no_quantities
from ..core.language.numbers import numbers
from ..core.language.quantity import Number
from ..core.language.text import fold
from .clauses import PREPOSITIONS
from .units import unit_of, unit_text, whole_of
from .verbs import verb
from .worded import worded
from .words import folded_with_places, split

__all__ = ["SAID_AGAIN", "UNCOUNTED", "Found", "Of", "PassedOver", "figures"]

UNCOUNTED = "it does not say what is counted"
"""Why a number was passed over that stands without a unit."""

SAID_AGAIN = "says the same as the number beside it"
"""Why a number is passed over that another one says in other words."""

Of = Literal["money", "share", "count", "time", "points", "times", "change", "rate", "rank"]
"""What a figure is of; "time" is a span of it, "rate" so many for each of something."""

_TIMES_WORDS = """
    year years month months week weeks day days hour hours minute minutes second seconds decade decades
"""
_TIMES = frozenset(_TIMES_WORDS.split())
_PART = re.compile(r"\s+(?:out\s+)?of\s+(?:(?:the|these|those|their|its|our|all|a\s+total\s+of)\s+)*$")
_SAME = re.compile(r"[\s,(–—-]*(?:or|that is|i\.e\.)[\s,]*|\s*\(")
_IN_BETWEEN = re.compile(r"(?:\s+(?!to\b)\w+){0,3}?(?:\s+in\s+(?:19|20)\d\d)?\s+to\s+")
_TIMES_WHAT = re.compile(r"\s+(?:as (?:many|much|likely|high|often|large|big|long|fast)|more|larger|higher|bigger)\b")
_BETWEEN = re.compile(r"\b(?:between|from)\s+$")
_COMPARING = re.compile(
    r"\b(?:(?:up|down) from|against|compared (?:with|to)|(?:%|percent|per cent|\d)\s+from)\s+(?:an? \w+ of\s+)?$",
    re.IGNORECASE,
)
_DATED = re.compile(r"\s+in\s+(?:19|20)\d\d\b")
_RATE = re.compile(r"\s*(?:an?|per|each|every)\s+(?:[a-z]+)\b|\s*/\s*(?:year|month|week|day|hour)\b")
_RATES_WORDS = """
    year month week day hour minute person pupil child head household night patient capita
"""
_RATES = frozenset(_RATES_WORDS.split())
_PASSING = frozenset(["previous", "past", "last", "next", "following", "coming", "consecutive", "preceding"])
_SMALL = 12
_MANY_TIMES = 5  # a result is so many times its change: "fell by £40,000 to £512,000"
_PASSED = {
    "date": "a date", "year": "a year by itself", "unsure": "can be read in more than one way",
    "small": "a small number in words, said in passing",
    "one": 'a part of a way of speaking ("one of")',
    "no": "a page, a name, an age or a way of speaking",
    "passing": "a span of time said in passing",
    "compared": "a number that another one is compared with",
    "same": SAID_AGAIN,
    "unit": UNCOUNTED,
    "times": "said without what it is measured by",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """A figure in a sentence.

    Attributes:
        text: As the source writes it, with its unit: "more than 18,000 software projects".
        of: What it is of.
        unit: What is counted, in the source's words ("software projects"); of a share its whole; "" without one.
        start: Where it begins in the sentence, with the words that say how it is put.
        number_end: Where its number ends, without the unit.
        end: Where it ends, exclusive.
        said: Its number as the source writes it.
        doubt: Why somebody should look at it; "" if it seems plain.
        evidence: The piece of the sentence that proves it; "" if the whole sentence does.
        part: Whether it is a part of what another figure of the sentence counts: "22 of them".
        compared: Whether another number is compared with it: "down from 84".
    """

    text: str
    of: Of
    unit: str
    start: int
    number_end: int
    end: int
    said: str
    doubt: str = ""
    evidence: str = ""
    part: bool = False
    compared: bool = False


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A number of a sentence of which no entry is made. said: its words. why: the reason."""

    said: str
    why: str


def figures(sentence: str, evidence: str = "") -> tuple[list[Found], list[PassedOver]]:
    """Return the figures of a sentence in order, and what was passed over.

    evidence: what has to prove them; the sentence itself if it is not given.
    """
    folded, places = folded_with_places(sentence)
    found: list[Found] = []
    apart = _worded(sentence, evidence or sentence)
    passed = [PassedOver(*each) for each in _no_figures(sentence, folded, places)]
    read = [number for number in numbers(folded) if number.kind != "year"]
    taken_to = 0
    for at, number in enumerate(read):
        start, end = _span(places, number.put)
        number_start, number_end = _span(places, (number.start, number.end))
        if number_start < taken_to or any(each.start <= number_start < each.end for each in apart):
            continue
        said = sentence[number_start:number_end]
        if not number.sure:
            passed.append(PassedOver(said, _PASSED["unsure"]))
            continue
        if found and _says_the_same(sentence, found[-1], number, read[at - 1], start):
            worded = not any(char.isdigit() for char in found[-1].said)
            passed.append(PassedOver(found.pop().said if worded else said, _PASSED["same"]))
            if not worded:
                continue
        both = _change_and_result(sentence, number, number_start, number_end)
        if both:
            found += both
            taken_to = both[-1].end
            continue
        following = read[at + 1] if at + 1 < len(read) else None
        made = _of_them(sentence, evidence or sentence, number, found, (start, number_end)) or _made(
            sentence, evidence or sentence, number, (start, number_start, number_end, end), following, places
        )
        if isinstance(made, str):
            passed.append(PassedOver(said, made))
        else:
            found.append(made)
            taken_to = made.end
    free = [each for each in apart if not any(each.start < made.end and made.start < each.end for made in found)]
    return sorted([*found, *free], key=lambda each: each.start), passed


def _change_and_result(sentence: str, number: Number, start: int, end: int) -> list[Found]:
    """Return two figures of what looks like a range: "fell | by £40,000 to £512,000". None if it may be a range.

    It is none where the result is many times the change. Each is proved by the words without the other.
    """
    lead = re.search(r"\s+by\s+$", sentence[:start])
    split_at = re.search(r"\s+to\s+", sentence[start:end])
    if lead is None or split_at is None or number.high is None or number.high < _MANY_TIMES * number.value:
        return []
    middle, after = start + split_at.start(), start + split_at.end()
    unit = "" if number.currency or number.kind != "count" else unit_text(unit_of(split(sentence[end:])))
    stop = sentence.find(unit, end) + len(unit) if unit else end
    if not unit and not number.currency and number.kind == "count":
        return []
    doubt = "it was read as a change and what came of it"
    by, to = sentence[start:middle], sentence[after:stop]
    of = _kind(number, unit)
    pieces = [
        (
            f"{by} {unit}".strip(),
            start,
            middle,
            f"{sentence[:middle]} ... {sentence[end:].lstrip()}" if unit else sentence[:middle],
        ),
        (to, after, stop, f"{sentence[: lead.start()]} ... {sentence[after - len('to ') :].lstrip()}"),
    ]
    return [
        Found(text, of, unit, first, last, last, text, doubt, near)
        for text, first, last, near in pieces
        if _is_proved(text, near)
    ]


def _of_them(
    sentence: str, evidence: str, number: Number, before: Sequence[Found], span: tuple[int, int]
) -> Found | None:
    """Return the figure of a part of what the figure before counts: "164 buses, | 22 of them"."""
    behind = re.match(r"\s+of (?:them|these|those|which|whom)\b", sentence[span[1] :])
    last = before[-1] if before else None
    if last is None or behind is None or last.of != "count" or not last.unit or number.kind != "count":
        return None
    said = sentence[span[0] : span[1]]
    text = f"{said} {last.unit}"
    if not _is_proved(text, evidence):
        return None
    end = span[1] + behind.end()
    return Found(text, "count", last.unit, span[0], span[1], end, said, "it is a part of the number before", part=True)


def _worded(sentence: str, evidence: str) -> list[Found]:
    """Return the figures that are told without a number."""
    made = []
    for each in worded(sentence):
        if _is_proved(each.text, evidence):
            of: Of = "count" if each.of == "many" else each.of
            doubt = "a number that is not told exactly" if each.of == "many" else ""
            made.append(Found(each.text, of, each.unit, each.start, each.end, each.end, each.text, doubt))
    return made


def _is_proved(text: str, evidence: str) -> bool:
    try:
        prove_written(written(text), evidence, "")
    except FigureError:
        return False
    return True


def _span(places: Sequence[tuple[int, int]], span: tuple[int, int]) -> tuple[int, int]:
    """Return where a piece of the folded sentence stands in the sentence itself."""
    return places[span[0]][0], places[max(span[0], span[1] - 1)][1]


def _no_figures(sentence: str, folded: str, places: Sequence[tuple[int, int]]) -> Iterator[tuple[str, str]]:
    for start, end, year in no_quantities(folded):
        first, last = _span(places, (start, end))
        if any(char.isdigit() for char in sentence[first:last]):
            yield sentence[first:last], _PASSED["date" if year is not None else "no"]
    for number in numbers(folded):
        if number.kind == "year":
            first, last = _span(places, (number.start, number.end))
            yield sentence[first:last], _PASSED["year"]


def _says_the_same(sentence: str, before: Found, number: Number, other: Number, start: int) -> bool:
    """Tell whether a number only says the one before in other words: "64 %, or nearly two thirds"."""
    if number.kind != other.kind or number.currency != other.currency or before.end > start:
        return False
    between = sentence[before.number_end : start]
    near = abs(number.value - other.value) <= max(number.value, other.value) / 5
    return near and _SAME.fullmatch(between) is not None and number.value != 0


def _made(
    sentence: str,
    evidence: str,
    number: Number,
    span: tuple[int, int, int, int],
    following: Number | None,
    places: Sequence[tuple[int, int]],
) -> Found | str:
    """Return the figure of a number, or why there is none."""
    start, number_start, number_end, put_end = span
    end = max(number_end, put_end)
    said = sentence[number_start:number_end]
    words = split(sentence[end:])
    whole = _whole(sentence, end, following, places, number)
    if re.search(r"\d(?:\s*%)?\s+to\s+$", sentence[:start]) and number.change != "to":
        return _PASSED["unsure"]  # "by 61 to 39 percent"
    if number.high is not None and re.search(r"\bby\s+$", sentence[:start]):
        return _PASSED["unsure"]
    if (
        following is not None
        and following.kind == number.kind
        and _IN_BETWEEN.fullmatch(sentence[number_end : _span(places, following.put)[0]])
    ):
        changed = _changed(sentence, evidence, number, following, span, places, dated=True)
        if changed is not None:
            return changed
    if number.change == "to" and following is not None and following.change == "to":
        changed = _changed(sentence, evidence, number, following, span, places)
        if changed is not None:
            return changed
    rated = (
        re.match(re.escape(number.rate).replace(r"\ ", r"\s+"), sentence[end:].lstrip(), re.I)
        if number.rate.startswith("per")
        else None
    )
    if number.kind == "times":
        more = _TIMES_WHAT.match(sentence, end)
        unit, stop = "", end if more is None else more.end()
    elif rated is not None and number.kind == "count" and not number.currency:
        stop = end + (len(sentence[end:]) - len(sentence[end:].lstrip())) + rated.end()
        unit = rated[0]
    elif number.kind == "count" and not number.currency:
        if whole is not None:
            unit, stop = whole
        else:
            taken = unit_of(words)
            if not taken and re.fullmatch(r"1\d{3}|20\d\d", said):
                return _PASSED["year"]
            if not taken:
                return _PASSED["one"] if said.casefold() == "one" else _PASSED["unit"]
            unit, stop = unit_text(taken), end + taken[-1].start + len(taken[-1].before) + len(taken[-1].core)
    elif number.kind == "share":
        if number.spoken and _RATE.match(sentence, end):
            return _PASSED["unsure"]  # half a day
        unit, stop = whole if whole is not None else whole_of(sentence, end)
        shared = re.match(r"\s+(?:the|its|their|our)\s+", sentence[end:]) if fold(said) == "half" else None
        if not unit and (shared is not None or re.search(r"\b(?:in|out of)\b", said)):
            begin = end + (shared.end() if shared is not None else 0)
            taken = unit_of(split(sentence[begin:]))  # "one in three pupils", "half the pupils"
            if taken:
                unit, stop = unit_text(taken), begin + taken[-1].start + len(taken[-1].before) + len(taken[-1].core)
        bracketed = re.search(r"([\w-]+)\s+\($", sentence[:start])
        if not unit and bracketed is not None and is_plural(fold(bracketed[1])):
            unit = bracketed[1]  # "all but four stakeholders (92 %)"
    else:
        unit, stop = "", end
    if number.kind == "count" and _PASSING & set(fold(unit).split()):
        return _PASSED["passing"]
    if number.kind == "count" and re.search(
        r"\b(?:past|last|next|previous|coming|preceding|following)\s+$", sentence[:start]
    ):
        return _PASSED["passing"]
    if (
        whole is None
        and _is_small_word(said, number)
        and fold(unit).split()[-1:]
        and fold(unit).split()[-1] not in _TIMES
    ) and not _is_stated(sentence[:start]):
        return _PASSED["small"]
    rate = _RATE.match(sentence, stop)
    if rate is not None and fold(rate[0]).split()[-1].strip("/") in _RATES:
        stop = rate.end()
    of = _kind(number, unit)
    opening = _BETWEEN.search(sentence[:start]) if number.high is not None else None
    if opening is not None:
        start = opening.start()
    for text, to in _tries(sentence, start, number_start, number_end, stop, unit, end):
        if not _is_proved(text, evidence):
            continue
        doubt = "" if to == stop and sentence.find(text) <= start else "its bound or unit was cut short to be proved"
        compared = _COMPARING.search(sentence[:start]) is not None
        if compared:
            doubt = _PASSED["compared"]
        if number.kind == "times":
            doubt = _PASSED["times"]
        elif whole is None and _is_small_word(said, number) and of == "count":
            doubt = "a small number in words"
        return Found(text, of, unit, start, number_end, to, said, doubt, compared=compared)
    return "its unit or bound cannot be proved by the sentence"


def _tries(
    sentence: str, start: int, number_start: int, number_end: int, stop: int, unit: str, end: int
) -> Iterator[tuple[str, int]]:
    """Yield ways of writing a figure, the fullest first, each with where it ends."""
    yield sentence[start:stop].strip(), stop
    yield sentence[number_start:stop].strip(), stop
    yield sentence[start:end].strip(), end
    yield sentence[number_start:number_end].strip(), number_end
    if unit:
        yield f"{sentence[start:end].strip()} {unit.split()[-1]}", stop


def _changed(
    sentence: str,
    evidence: str,
    first: Number,
    second: Number,
    span: tuple[int, int, int, int],
    places: Sequence[tuple[int, int]],
    *,
    dated: bool = False,
) -> Found | None:
    """Return the figure of a change from one number to another; None if it cannot be proved.

    dated: whether the dates of both may stand behind them.
    """
    begin = max(sentence.rfind(word, 0, span[0] + 1) for word in ("from ", "From "))
    _, end = _span(places, (second.start, second.end))
    if begin < 0 or sentence[begin + len("from ") : span[0]].strip():
        return None
    stops = [end]
    unit = "" if second.currency or second.kind != "count" else unit_text(unit_of(split(sentence[end:])))
    between = "" if first.currency or first.kind != "count" else unit_text(unit_of(split(sentence[span[2] :])))
    if unit:
        stops.insert(0, sentence.find(unit, end) + len(unit))
    date = _DATED.match(sentence, stops[0]) if dated else None
    if date is not None:
        stops.insert(0, date.end())
    for stop in stops:
        text = "f" + sentence[begin + 1 : stop].strip()
        if not _is_proved(text, evidence):
            continue
        return Found(text, "change", unit or between, begin, end, stop, sentence[span[1] : span[2]])
    return None


def _whole(
    sentence: str, end: int, following: Number | None, places: Sequence[tuple[int, int]], number: Number
) -> tuple[str, int] | None:
    """Return what is counted, and where that ends, if a number's whole stands next: "278 of the 374 cases"."""
    if following is None or following.kind != number.kind or following.value < number.value or not following.sure:
        return None
    first, _ = _span(places, following.put)
    _, last = _span(places, (following.start, following.end))
    if not _PART.fullmatch(sentence[end:first]):
        return None
    taken = unit_of(split(sentence[last:]))
    if not taken:
        return None
    return unit_text(taken), last + taken[-1].start + len(taken[-1].before) + len(taken[-1].core)


def _is_small_word(said: str, number: Number) -> bool:
    """Tell whether a number is a small one in words: "two bodies"."""
    spoken = not any(char.isdigit() for char in said) and number.kind == "count" and not number.currency
    return spoken and max(number.value, number.high or 0) <= _SMALL


def _is_stated(before: str) -> bool:
    """Tell whether a number is what a sentence states ("has two bodies", "there are five", "relied on just one or two
    people"), and not said in passing ("Rust and Go, two popular languages")."""
    words = [word for word in split(before) if word.low not in ("just", "only", "about", "at", "least", "most")]
    if not words:
        return True  # "Two women were hurt."
    if words[-1].after:
        return False
    last = words[-1].low
    return last in PREPOSITIONS - {"of"} or verb(last) is not None


def _kind(number: Number, unit: str) -> Of:
    if unit.startswith("per "):
        return "rate"
    if number.currency:
        return "money"
    if number.kind in ("share", "points", "times"):
        return number.kind
    return "time" if fold(unit).split()[-1:] and fold(unit).split()[-1] in _TIMES else "count"

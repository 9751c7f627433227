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
from .clauses import DETERMINERS, PREPOSITIONS
from .verbs import BE, Verb, verb
from .words import Word, folded_with_places, split

__all__ = ["UNCOUNTED", "Found", "Of", "PassedOver", "figures"]

UNCOUNTED = "it does not say what is counted"
"""Why a number was passed over that stands without a unit."""

Of = Literal["money", "share", "count", "time", "points", "times", "change", "rate"]
"""What a figure is of; "time" is a span of it, "rate" so many for each of something."""

_TIMES_WORDS = """
    year years month months week weeks day days hour hours minute minutes second seconds decade decades
"""
_TIMES = frozenset(_TIMES_WORDS.split())
_PART = re.compile(r"\s+(?:out\s+)?of\s+(?:(?:the|these|those|their|its|our|all|a\s+total\s+of)\s+)*$")
_SAME = re.compile(r"[\s,(–—-]*(?:or|that is|i\.e\.)[\s,]*|\s*\(")
_IN_BETWEEN = re.compile(r"(?:\s+(?!to\b)\w+){0,3}?(?:\s+in\s+(?:19|20)\d\d)?\s+to\s+")
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
_ADJECTIVE = re.compile(r"(?:ed|en|al|ive|ic|ous|ful|ary|able|ible|-\w+)$")
_NO_VERB = Verb("", "plain")
_ENDS = ',;:.!?)]”"–—'
_LONGEST_UNIT = 5
_SMALL = 12
_PASSED = {
    "date": "a date", "year": "a year by itself", "unsure": "can be read in more than one way",
    "small": "a small number in words, said in passing",
    "one": 'a part of a way of speaking ("one of")',
    "no": "a page, a name, an age or a way of speaking",
    "passing": "a span of time said in passing",
    "compared": "a number that another one is compared with",
    "same": "says the same as the number beside it",
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
    """

    text: str
    of: Of
    unit: str
    start: int
    number_end: int
    end: int
    said: str
    doubt: str = ""


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
    passed = [PassedOver(*each) for each in _no_figures(sentence, folded, places)]
    read = [number for number in numbers(folded) if number.kind != "year"]
    taken_to = 0
    for at, number in enumerate(read):
        start, end = _span(places, number.put)
        number_start, number_end = _span(places, (number.start, number.end))
        if number_start < taken_to:
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
        following = read[at + 1] if at + 1 < len(read) else None
        made = _made(sentence, evidence or sentence, number, (start, number_start, number_end, end), following, places)
        if isinstance(made, str):
            passed.append(PassedOver(said, made))
        else:
            found.append(made)
            taken_to = made.end
    return found, passed


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
        unit, stop = "", end
    elif rated is not None and number.kind == "count" and not number.currency:
        stop = end + (len(sentence[end:]) - len(sentence[end:].lstrip())) + rated.end()
        unit = rated[0]
    elif number.kind == "count" and not number.currency:
        if whole is not None:
            unit, stop = whole
        else:
            taken = _unit(words)
            if not taken and re.fullmatch(r"1\d{3}|20\d\d", said):
                return _PASSED["year"]
            if not taken:
                return _PASSED["one"] if said.casefold() == "one" else _PASSED["unit"]
            unit, stop = _text(taken), end + taken[-1].start + len(taken[-1].before) + len(taken[-1].core)
    elif number.kind == "share":
        unit, stop = whole if whole is not None else _base(sentence, end)
        if not unit and re.search(r"\bin\b", said):
            counted = _unit(words)
            if counted:  # "one in three pupils"
                unit, stop = _text(counted), end + counted[-1].start + len(counted[-1].before) + len(counted[-1].core)
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
    begin = _BETWEEN.search(sentence[:start]) if number.high is not None else None
    if begin is not None:
        start = begin.start()
    for text, to in _tries(sentence, start, number_start, number_end, stop, unit, end):
        try:
            prove_written(written(text), evidence, "")
        except FigureError:
            continue
        doubt = "" if to == stop and sentence.find(text) <= start else "its bound or unit was cut short to be proved"
        if _COMPARING.search(sentence[:start]):
            doubt = _PASSED["compared"]
        if number.kind == "times":
            doubt = _PASSED["times"]
        elif whole is None and _is_small_word(said, number) and of == "count":
            doubt = "a small number in words"
        return Found(text, of, unit, start, number_end, to, said, doubt)
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
    unit = "" if second.currency or second.kind != "count" else _text(_unit(split(sentence[end:])))
    between = "" if first.currency or first.kind != "count" else _text(_unit(split(sentence[span[2] :])))
    if unit:
        stops.insert(0, sentence.find(unit, end) + len(unit))
    date = _DATED.match(sentence, stops[0]) if dated else None
    if date is not None:
        stops.insert(0, date.end())
    for stop in stops:
        text = "f" + sentence[begin + 1 : stop].strip()
        try:
            prove_written(written(text), evidence, "")
        except FigureError:
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
    taken = _unit(split(sentence[last:]))
    if not taken:
        return None
    return _text(taken), last + taken[-1].start + len(taken[-1].before) + len(taken[-1].core)


def _unit(words: Sequence[Word]) -> list[Word]:
    """Return the noun that a number counts with what stands before it: "full-time equivalents"."""
    taken: list[Word] = []
    for at, word in enumerate(words[: _LONGEST_UNIT + 1]):
        low, known = word.low, verb(word.low)
        if not low or not any(char.isalpha() for char in low) or word.before:
            break
        if low in PREPOSITIONS or low in DETERMINERS or low in _STOPS:
            if (
                low == "of"
                and not taken
                and at + 1 < len(words)
                and words[at + 1].low in ("the", "these", "those", "their", "its", "our")
            ):
                inner = _unit(words[at + 2 :])
                return [word, words[at + 1], *inner] if inner else []
            if low in ("and", "or") and taken and _ADJECTIVE.search(taken[-1].low) and _is_noun(words[at + 1 : at + 3]):
                return [*taken, *words[at : at + 3]]  # printed and handwritten questions
            break
        plural = is_plural(low) or low in ("people", "staff", "percent")
        used = bool(taken) and taken[-1].low.endswith("ly") and known is not None and known.form != "auxiliary"
        if known is not None and taken and not plural and not used:
            break
        if known is not None and known.form == "auxiliary":
            break
        if known is not None and known.form == "present" and taken and is_plural(taken[-1].low):
            break
        taken.append(word)
        ends = word.after[:1] in _ENDS and word.after
        if plural and not (
            at + 1 < len(words) and not ends and is_plural(words[at + 1].low) and verb(words[at + 1].low) is None
        ):
            return [*taken, *_of_what(words[at + 1 :])] if not ends else taken
        if ends:
            break
    if len(taken) == 1 and not is_plural(taken[0].low) and (verb(taken[0].low) or _NO_VERB).form == "past":
        return []  # "247 answered", "one in five said"
    return taken if len(taken) <= 3 else taken[:1] if taken and is_plural(taken[0].low) else []


def _is_noun(words: Sequence[Word]) -> bool:
    """Tell whether words are an adjective and a noun in the plural."""
    return (
        len(words) == 2
        and _ADJECTIVE.search(words[0].low) is not None
        and not (words[0].before or words[0].after or words[1].before)
        and is_plural(words[1].low)
    )


def _of_what(words: Sequence[Word]) -> list[Word]:
    """Return what stands in so many members or sets: "of staff"."""
    if len(words) < 2 or words[0].low != "of" or words[1].before or words[1].capital:
        return []
    low = words[1].low
    return list(words[:2]) if low.isalpha() and low not in DETERMINERS | PREPOSITIONS | BE | _STOPS else []


_STOPS_WORDS = """
    and or but nor who which that where when while whether because if so not more less fewer times later ago
    earlier it they we he she i you there here what
"""
_STOPS = frozenset(_STOPS_WORDS.split())


def _base(sentence: str, end: int) -> tuple[str, int]:
    """Return what a share is a share of, and where that ends: "of UK adults"."""
    match = re.match(r"\s+of\s+(?=(?:(?:the|all|its|their|our|these|those|that)\s+)*)", sentence[end:])
    if match is None:
        return "", end
    begin = end + match.end()
    taken: list[Word] = []
    for word in split(sentence[begin:])[: _LONGEST_UNIT + 1]:
        low = word.low
        if (
            low in PREPOSITIONS
            or low in _STOPS
            or (verb(low) is not None and taken and taken[-1].low not in DETERMINERS)
        ):
            break
        taken.append(word)
        if word.after:
            break
    if not taken or taken[-1].low in DETERMINERS or any(char.isdigit() for word in taken for char in word.text):
        return "", end
    return _text(taken), begin + taken[-1].start + len(taken[-1].before) + len(taken[-1].core)


def _text(words: Sequence[Word]) -> str:
    if not words:
        return ""
    return " ".join([*(word.text for word in words[:-1]), words[-1].core])


def _is_small_word(said: str, number: Number) -> bool:
    """Tell whether a number is a small one in words: "two bodies"."""
    spoken = not any(char.isdigit() for char in said) and number.kind == "count" and not number.currency
    return spoken and max(number.value, number.high or 0) <= _SMALL


def _is_stated(before: str) -> bool:
    """Tell whether a number is what a sentence states ("has two bodies", "there are five", "relied on just one or two
    people"), and not said in passing ("Rust and Go, two popular languages")."""
    words = [word for word in split(before) if word.low not in ("just", "only", "about", "at", "least", "most")]
    if not words or words[-1].after:
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

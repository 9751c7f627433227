"""A message -> its claims: each number with the words around it that say what it counts. Knows nothing of entries."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ..language.hedges import Way
from ..language.numbers import numbers
from ..language.quantity import Number
from ..language.statement_words import DEPENDENT, INDEPENDENT
from ..language.text import words

__all__ = ["Claim", "claims"]

_MAX_CLAIMS = 50  # of a message; each costs some milliseconds
_MAX_FOUND = 2 * _MAX_CLAIMS  # numbers of a line, years among them
_MAX_BESIDE = 300  # characters on either side of a number; no sentence has as many
_OPENING_CHARS = 40  # of a sentence, in which a "didn't" opens it
_HEADING_WORDS = 3
_ASIDE_WORDS = 3  # besides its numbers; brackets with more to say are a part of the sentence

_SENTENCE = re.compile(r"[.!?;]+(?=\s|$|[\"')])|\s-+\s|\s*[•|]\s*|\.\.+|(?<=\w)--+(?=\w)")
_CLAUSE = re.compile(
    r",|\s(?:and|but|n|&|\+|plus|while|whilst|whereas|although|though|versus|vs|v|or(?=\s+(?:\w+\s+){0,2}\d))(?=\s)\.?"
    r"|\s(?:compared (?:to|with)|as opposed to|as against)(?=\s)|(?<=[^\d\s]):(?=\s)"
)
# "278 of the 374", "278 cases out of a total of 374", "278/374": the second is what the first is a part of.
_PART_OF = re.compile(
    r"\s*(?:(?:[\w'-]+\s+){0,5}?out of|(?:[\w'-]+\s+){0,2}?(?:of|from(?: among)?))\s+(?:[\w']+\s+){0,3}?|\s*/\s*"
)
_WHOLE_FIRST = re.compile(r"^\W*(?:\w+\s+)?(?:(?:out )?of|from)(?:\s+\w+){0,3}\s*$")
_ANEW = re.compile(r"(?<=\w) (?:the|they|it|he|she|we|only|just|an?)(?= )")
_PARENTHESIS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_TAG = re.compile(r"\b(?:right|correct|yeah|yes|no|innit)(?=\s*\?)")  # "..., right?" says nothing of it
_ROUNDABOUT = re.compile(r"\b(?:anything but|far from|nothing like|nowhere near|the opposite of)\b")
_COMPARATIVES = frozenset(["more", "fewer", "less", "higher", "lower"])
_VERBAL = re.compile(
    r"^\w{2,}(?:ed|ing|en)$|^(?:found|sent|put|left|lost|told|made|kept|brought|gone|dropped|led|cut)$"
)


@dataclass(frozen=True, slots=True)
class Claim:
    """One number of a message with what is said of it, folded.

    Attributes:
        number: The number.
        way: How it is put: exactly, about, over ...
        before: The words before it that go with it.
        after: Those after it; the number itself and how it is put are left out of both.
        lead: What stands before these in the message without a number of its own.
        whole_of: The place of the claim that this number is the whole of ("278 of 374"); None if of none.
        bare: Whether it has no words of its own and goes with the claim before it ("278 cases, 75 %").
        asking: Whether its sentence opens with "didn't" or the like.
        years: The years that stand with it.
        concession: What follows with an "although".
        comparing: What follows with a "more than" or "fewer than".
    """

    number: Number
    way: Way
    before: str
    after: str
    lead: str = ""
    whole_of: int | None = None
    bare: bool = False
    asking: bool = False
    years: tuple[int, ...] = ()
    concession: str = ""
    comparing: str = ""

    @property
    def said(self) -> str:
        """The number as it stands in the message."""
        return self.number.said


@dataclass(slots=True)
class _Segment:
    """A stretch of a line between two joints, and the numbers in it.

    Attributes:
        start: Where it begins in the line.
        end: Where it ends, exclusive.
        joint: What stands before it: "and", "," ...; "" at the beginning.
        found: The numbers in it.
        tail: What later segments without a number say of it.
        years: Years that stand before it in its sentence.
        concession: What an "although" after it concedes.
        comparing: What a "more than" or "fewer than" after it says.
    """

    start: int
    end: int
    joint: str
    found: list[Number] = field(default_factory=list)
    tail: str = ""
    years: tuple[int, ...] = ()
    concession: str = ""
    comparing: str = ""


def claims(lines: str) -> tuple[Claim, ...]:
    """Return the claims of a message in the order in which their numbers stand; any folded lines will do.

    Left out are years ("in 2016"; they are kept as the `years` of what stands with them), and what `numbers` leaves
    out. Of a message with more than fifty, the first fifty.
    """
    made: list[Claim] = []
    lead = ""
    for line in lines.split("\n"):
        found = numbers(line)[:_MAX_FOUND]
        folded = _ROUNDABOUT.sub(lambda match: "not".ljust(len(match[0])), line)
        folded = _TAG.sub(lambda match: " " * len(match[0]), folded)
        for sentence in _sentences(folded, found):
            own, lead = _read(folded, sentence, lead, len(made))
            made += own
            if len(made) > _MAX_CLAIMS:
                return tuple(made[:_MAX_CLAIMS])
    return tuple(made)


def _sentences(folded: str, found: Sequence[Number]) -> Iterator[list[_Segment]]:
    """Yield for each sentence its segments; what stands in brackets comes after the segment it interrupts."""
    starts = [number.start for number in found]

    def free(match: re.Match[str]) -> bool:
        at = bisect_left(starts, match.end())  # of the numbers that begin before its end, the last one ends last
        return not at or found[at - 1].end <= match.start()

    def among(start: int, end: int) -> list[Number]:
        return list(found[bisect_left(starts, start) : bisect_left(starts, end)])

    start = 0
    for end, after in [*((m.start(), m.end()) for m in _SENTENCE.finditer(folded) if free(m)), (len(folded),) * 2]:
        segments: list[_Segment] = []
        at, joint = start, ""
        cuts = [(m.start(), m.end(), m[0].strip(" .")) for m in _CLAUSE.finditer(folded, start, end) if free(m)]
        cuts.append((end, end, ""))
        for place, (stop, next_at, next_joint) in enumerate(cuts):
            if next_joint == ":" and not among(at, stop):
                following = cuts[place + 1][0]
                if len(words(folded[at:stop])) <= _HEADING_WORDS or len(words(folded[next_at:following])) <= 1:
                    continue  # "north: 58" is one, and so is "number of complaints in the north: 58"
            segments.append(_Segment(at, stop, joint, among(at, stop)))
            at, joint = next_at, next_joint
        yield segments
        start = after


def _read(folded: str, segments: list[_Segment], lead: str, base: int) -> tuple[list[Claim], str]:
    """Return the claims of a sentence, and the lead for what follows it."""
    kept: list[_Segment] = []
    opening = folded[segments[0].start : segments[0].start + _OPENING_CHARS]
    asking = bool(re.match(r"\W*\w*n'?t\b", opening))
    leads: dict[int, str] = {}
    years: list[int] = []
    for segment in segments:
        text = folded[segment.start : segment.end]
        if any(number.kind != "year" for number in segment.found):
            leads[id(segment)] = lead
            segment.years = tuple(years)
            lead = ""
            kept.append(segment)
        elif kept and _compares(text):
            kept[-1].comparing += f" {text}"
        elif kept and _goes_on(segment, text):
            kept[-1].tail += " " + text
            kept[-1].found += segment.found
        else:
            if kept and segment.joint in ("although", "though"):
                kept[-1].concession += f" {text}"
            lead = f"{lead} {text}".strip()[-300:]
            years += [int(number.value) for number in segment.found]
    made: list[Claim] = []
    for segment in kept:
        own = _claims_of(folded, segment, base + len(made), asking)
        made += [
            replace(claim, lead=leads[id(segment)], concession=segment.concession, comparing=segment.comparing)
            for claim in own
        ]
    return made, lead


def _compares(text: str) -> bool:
    """Tell whether a part of a sentence without a figure says that the one before is more, or fewer, than another."""
    spoken = words(text)
    return bool(spoken) and spoken[0] in _COMPARATIVES and "than" in spoken


def _goes_on(segment: _Segment, text: str) -> bool:
    """Tell whether a part of a sentence without a figure says more of the figure before it."""
    spoken = words(text)
    if not spoken:
        return False
    first = spoken[0]
    if first == "then" and len(spoken) > 1:
        first = spoken[1]
    if first == "the" and len(spoken) > 1 and (spoken[1].endswith("est") or spoken[1] in ("most", "least")):
        return True
    if first in DEPENDENT or any(first == str(number.said) for number in segment.found):
        return True
    return first not in INDEPENDENT and _VERBAL.match(first) is not None


def _claims_of(folded: str, segment: _Segment, base: int, asking: bool) -> list[Claim]:
    """Return the claims of one segment: of each number its own words, or of a part and its whole the same words.

    base: The place of the first of them among the claims of the message.
    """
    dated = [number for number in segment.found if number.kind == "year"]
    own = [number for number in segment.found if number.kind != "year"]
    years = (*segment.years, *(int(number.value) for number in dated))
    text = folded
    for number in dated:  # it is no word of the claim
        text = _blanked(text, number.start, number.end)
    text = _without_asides(text, own, segment.start, segment.end)
    main = [number for number in own if text[number.start : number.end].strip()]
    if not main:  # all of it stands in brackets
        text, main = folded, own
    groups = _groups(text, main)
    spans = _spans(text, groups, segment.start, segment.end)
    made: dict[int, Claim] = {}
    order = sorted(own, key=lambda number: number.start)
    places = {number.start: base + at for at, number in enumerate(order)}
    for at, (group, (left, right)) in enumerate(zip(groups, spans, strict=True)):
        first, last = group[0], group[-1]
        tail = segment.tail if at == len(groups) - 1 else ""
        opening, closing = first.put
        before = text[left : max(left, opening)][-_MAX_BESIDE:]
        middle = text[closing : last.start] if len(group) > 1 else ""
        after = f"{middle} {text[max(closing, last.end) : right]}{tail}"[:_MAX_BESIDE]
        bare = not re.search(r"[a-z]{2}", before + after)
        made[first.start] = Claim(first, first.way, before, after, bare=bare, years=years, asking=asking)
        if len(group) > 1:
            whole = f"{text[last.end : right]}{tail}"[:_MAX_BESIDE]
            made[last.start] = Claim(
                last, last.way, before, whole, whole_of=places[first.start], years=years, asking=asking
            )
    for number in own:
        if number.start not in made:
            made[number.start] = Claim(number, number.way, "", "", bare=True, years=years, asking=asking)
    return [made[number.start] for number in order]


def _blanked(text: str, start: int, end: int) -> str:
    return text[:start] + " " * (end - start) + text[end:]


def _without_asides(text: str, own: Sequence[Number], start: int, end: int) -> str:
    """Return a text with the brackets blanked that hold numbers of a segment and little else: "278 (75 %) of them"."""
    for match in _PARENTHESIS.finditer(text, start, end):
        inner = [number for number in own if match.start() < number.start < match.end()]
        little = len(words(match[0])) - sum(len(words(number.said)) for number in inner) <= _ASIDE_WORDS
        if inner and little and match.start() > start:
            text = _blanked(text, match.start(), match.end())
    return text


def _groups(text: str, own: Sequence[Number]) -> list[list[Number]]:
    """Return numbers in groups: a part and its whole together, any other alone."""
    groups: list[list[Number]] = []
    for number in own:
        between = text[groups[-1][-1].end : number.start] if groups else ""
        if groups and len(groups[-1]) == 1 and _PART_OF.fullmatch(_unhedged(between, number)):
            groups[-1].append(number)
        else:
            groups.append([number])
    return groups


def _unhedged(between: str, number: Number) -> str:
    """Return what stands before a number without the words that say how the number is put."""
    return between[: len(between) - (number.start - number.put[0])]


def _spans(text: str, groups: list[list[Number]], start: int, end: int) -> list[tuple[int, int]]:
    """Return where the words of each group begin and end, if several share a segment.

    What stands between two goes to the second, all but the word right after the first ("374 cases 278 bad"), if there
    are words before the first ("north 46 south 58"), and else to the first ("46 north 58 south").
    """
    cuts = [start]
    for one, two in pairwise(groups):
        left, right = one[-1].end, two[0].put[0]
        opening = text[cuts[-1] : one[0].put[0]]
        if words(opening) and not _WHOLE_FIRST.match(opening):
            word = re.compile(r"\s*[a-z']+").match(text, left, right)
            several = len(words(text[left:right])) > 1
            cuts.append(word.end() if word and several else left)
        else:  # "of 374 cases the north had 278": what begins anew goes with the second
            anew = _ANEW.search(text, left, right) if words(opening) else None
            cuts.append(anew.start() if anew is not None else max(left, right))
    cuts.append(end)
    return list(pairwise(cuts))

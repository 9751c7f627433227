"""Amounts -> numbers: with their units, as ranges, shares and years. Knows nothing of what stands around a number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from .amounts import PERCENT, Amount, Amounts, scaled
from .changes import change_at
from .currencies import AFTER, BEFORE, PENCE
from .number_words import ORDINALS, PARTS, SCALES, TENS, UNITS
from .quantity import Kind, Number

__all__ = ["Scanner"]

# Up to this whole, "N in M" and "N out of M" is a manner of speaking of a share; above it, two counted numbers.
_MAX_SPOKEN_WHOLE = 20
_ROUND_WHOLES = frozenset(Fraction(10**power) for power in range(2, 8))
_POINTS = frozenset(["point", "points", "pts", "pt", "pp", "ppt", "ppts"])
_MULTIPLES = {"twice": 2, "double": 2, "triple": 3, "treble": 3, "thrice": 3, "quadruple": 4}
_TIMES_OF = frozenset(["as", "more", "higher", "larger", "the", "bigger", "greater"])  # "three times as many"
_OF_LAND = {"us": "USD", "american": "USD", "australian": "AUD", "canadian": "CAD"}
_SPOKEN_MONEY = frozenset(["pound", "pounds", "quid", "dollar", "dollars", "euro", "euros"])
_GENERATIONS = 6  # "4g" is a name
_PROPORTIONS = frozenset(["proportion", "fraction", "share", "ratio", "rate"])
_OPERATORS = frozenset(["+", "*", "×", "x", "^", "÷", "plus", "minus", "times"])
_GAPS_OF_OR = (1, 2, 5, 10, 50, 100)  # "three or four", "350 or 400" are ranges; "3 or 374" are two numbers
# What may stand close to digits without making a name of them: "5km", "278of".
_MEASURE_WORDS = "km m cm mm kg g mg l ml gb mb kb hr hrs h min mins sec secs ft in lb lbs mph kw mw gw ha"
_LITTLE_WORDS = "of in to or is on at by as and"
_CLOSE = frozenset([*_MEASURE_WORDS.split(), *_LITTLE_WORDS.split(), *PERCENT, *PENCE, *AFTER])
# What follows "a third" where that is a share: "a third of", "a third were closed"; "a third party" is none.
_ORDINAL_NOUN = re.compile(
    r"(?:of|were|was|are|is|had|have|has|got|in|less|more|fewer|as|the|those|these|them|it|all|that|could|would|to|on"
    r"|came|went|said|told|did|do|at|for|don'?t|didn'?t|and|or|but|feel|felt|think|[a-z]+ed)$"
)


@dataclass(frozen=True, slots=True)
class _Unit:
    """What an amount is an amount of.

    Attributes:
        kind: The kind of number that it makes.
        currency: The code of its currency; "" if it is no money.
        decimals: How many digits stand behind the decimal sign.
    """

    kind: Kind
    currency: str = ""
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class _Part:
    """A share in words or as a fraction.

    Attributes:
        value: The share; of "half a million" the count.
        after: The place of the token after it.
        counted: Whether it is a count.
    """

    value: Fraction
    after: int
    counted: bool = False


_Read = tuple[Number | None, int]
"""A number with the place of the token after it; None for what only looks like a number."""

_MARKS = frozenset(",.;:!?)\"'")  # that may stand right behind a year


class Scanner(Amounts):
    """Reads the numbers of one folded text from left to right."""

    def scan(self) -> Iterator[Number]:
        """Yield the numbers in their order, with their units; how they are put is not looked at."""
        at = 0
        while at < len(self.tokens):
            read = self._number(at)
            if read is None:
                at += self._skipped(at)
                continue
            number, at = read
            if number is not None:
                yield number

    def _skipped(self, at: int) -> int:
        """Return how many tokens to go on from here: a run of number words that is an ordinal is no number."""
        if self._text(at) in TENS and self._joined(at + 1) and self._text(self._dashed(at + 1)) in ORDINALS:
            return self._dashed(at + 1) + 1 - at
        return 1

    # --- Numbers with their units ----------------------------------------------------------------------------

    def _number(self, at: int) -> _Read | None:
        """Read a number from here; None if none begins here."""
        if self._text(at) in TENS and self._text(self._dashed(at + 1)) in ORDINALS and self._joined(at + 1):
            return None
        if self._text(at) in _MULTIPLES:
            return self._multiple(at)
        year = self._years_in_short(at) or self._spoken_year(at)
        if year is not None:
            return year
        currency, begin = "", at
        if self._text(at) in BEFORE and self._near(at + 1) and self._text(at + 1)[:1].isdigit():
            currency, begin = BEFORE[self._text(at)], at + 1
        share = None if currency else self._share(begin)
        if share is not None:
            return self._between_shares(at, share) or self._finished(at, share)
        amount = self._amount(begin, money=bool(currency))
        if amount is None:
            return None
        last = self._dashed(amount.after)
        if self._before(last) in TENS and self._joined(amount.after) and self._text(last) in ORDINALS:
            return None, last + 1  # "one hundred and twenty-first"
        if self._glued_to(amount):
            return None, amount.after
        unit, after, in_units = self._of_units(amount, currency)
        if amount.value <= 1 and self._text(at - 1) == "of" and self._text(at - 2) in _PROPORTIONS:
            unit = _Unit("share", decimals=max(amount.decimals - 2, 0))
        return self._ranged(at, unit, after, in_units)

    def _made(
        self, at: int, after: int, unit: _Unit, value: Fraction, *, high: Fraction | None = None, sure: bool = True,
        other: Fraction | None = None, spoken: bool = False,
    ) -> Number:  # fmt: skip
        """Return the number that stands in the tokens from `at` to before `after`."""
        start, end = self.tokens[at].start, self.tokens[after - 1].end
        return Number(
            said=self.folded[start:end], start=start, end=end, value=value, kind=unit.kind, currency=unit.currency,
            decimals=unit.decimals, high=high, sure=sure, other=other, spoken=spoken,
        )  # fmt: skip

    def _glued_to(self, amount: Amount) -> bool:
        """Tell whether letters close after digits make them a name ("4g") and no number ("46cases")."""
        end = self.tokens[amount.after - 1].end
        if amount.digits and self.folded[end : end + 1].isalpha() and not self.folded[end].isascii():
            return True
        if not amount.digits or amount.scale != 1 or self._gap(amount.after) != "":
            return False
        text = self._text(amount.after)
        if text == "s" or (text == "g" and amount.value <= _GENERATIONS):
            return True
        return text[:1].isalpha() and len(text) < 3 and text not in _CLOSE and text != "x"

    def _of_units(self, amount: Amount, currency: str) -> tuple[_Unit, int, Amount]:
        """Read what follows an amount, per cent, points, a currency, "times": the unit, the place after it, and the
        amount in that unit."""
        after = amount.after
        text = self._text(after) if self._near(after) or self._joined(after) else ""
        if text == "-":
            after, text = after + 1, self._text(after + 1)
        if not currency:
            read = self._of_hundredths(amount, after, text) or self._of_money(amount, after, text)
            if read is not None:
                return read
        if text == "x" and self._gap(after) == "" and not self._text(after + 1)[:1].isdigit():
            return _Unit("times"), after + 1, amount
        if text == "times" and self._text(after + 1) in _TIMES_OF:
            return _Unit("times"), after + 1, amount
        return _Unit("count", currency, amount.decimals), amount.after, amount

    def _of_hundredths(self, amount: Amount, after: int, text: str) -> tuple[_Unit, int, Amount] | None:
        """Read "per cent", "percentage points", "pp", "basis points" or "per mille"; text is what stands there."""
        percent = self._percent(after)
        if percent:
            end = self._dashed(after + percent)
            hundredths = scaled(amount, Fraction(1, 100))
            if self._text(end) in _POINTS and self._joined(after + percent):
                return _Unit("points", decimals=amount.decimals), end + 1, hundredths
            return _Unit("share", decimals=amount.decimals), end, hundredths
        if self._is(after, "basis", "points"):
            return _Unit("points"), after + 2, scaled(amount, Fraction(1, 10_000))
        if text in ("pp", "ppt", "ppts"):
            return _Unit("points"), after + 1, scaled(amount, Fraction(1, 100))
        if text == "‰" or self._is(after, "per", "mille"):
            return _Unit("share"), after + 1 + (text == "per"), scaled(amount, Fraction(1, 1000))
        return None

    def _of_money(self, amount: Amount, after: int, text: str) -> tuple[_Unit, int, Amount] | None:
        """Read "pounds", "us dollars" or "pence"; text is what stands there."""
        if text in AFTER and not (text in BEFORE and self._text(after + 1)[:1].isdigit()):
            unit = _Unit("count", AFTER[text], amount.decimals)
            hundredths = self._words(after + 1) if text in _SPOKEN_MONEY and self._near(after + 1) else None
            if hundredths is not None and hundredths.value < 100 and not amount.digits and amount.scale == 1:
                value = amount.value + hundredths.value / 100  # "three pounds fifty"
                return unit, hundredths.after, replace(amount, value=value)
            return unit, after + 1, amount
        of_land = _OF_LAND.get(text)
        if of_land and self._text(after + 1) in ("dollar", "dollars") and self._near(after + 1):
            return _Unit("count", of_land, amount.decimals), after + 2, amount
        if text in PENCE:
            return _Unit("count", PENCE[text], amount.decimals), after + 1, scaled(amount, Fraction(1, 100))
        return None

    def _multiple(self, at: int) -> _Read | None:
        """Read "twice 374" as arithmetic and "twice as many" as a multiple."""
        value = Fraction(_MULTIPLES[self._text(at)])
        amount = self._amount(at + 1) if self._near(at + 1) else None
        if amount is not None:
            return self._made(at, amount.after, _Unit("count"), value, sure=False), amount.after
        if self._text(at + 1) in ("as", "the"):
            return self._made(at, at + 1, _Unit("times"), value), at + 1
        return None

    # --- Ranges and arithmetic --------------------------------------------------------------------------------

    def _ranged(self, at: int, unit: _Unit, after: int, amount: Amount) -> _Read | None:
        """Read on after a number: the other end of a range, or arithmetic, of which no part is a number of its own."""
        second = self._second(at, after, unit, amount)
        if second is not None:
            return second
        end = after
        while (further := self._operand(at, after, end, amount)) is not None:
            end = further
        if end == at + 1 and self._text(at) == "one":
            return None
        if self._year_here(at, end) and unit.kind == "count" and not unit.currency:
            unit = _Unit("year")
        arithmetic = end > after
        sure, other = amount.sure and not arithmetic, None if arithmetic else amount.other
        return self._made(at, end, unit, amount.value, sure=sure, other=other), end

    def _operand(self, at: int, after: int, end: int, amount: Amount) -> int | None:
        """Return the place after one more operand, or one more number in a row; None if neither goes on at `end`.

        Args:
            at: Where the first number begins.
            after: The place after that one.
            amount: That one without its unit.
        """
        text = self._text(end)
        in_a_row = amount.digits and text[:1].isdigit() and self._gap(end) == " "
        if in_a_row and not self._is_year(end) and not self._year_here(at, after):
            following = self._amount(end)
            return following.after if following is not None else end + 1
        if text in _OPERATORS:
            following = self._amount(end + 1)
        elif text in ("multiplied", "divided") and self._text(end + 1) == "by":
            following = self._amount(end + 2)
        elif text == "/" and amount.digits and self._gap(end + 1) == "":
            following = self._amount(end + 1)
            if following is not None and following.value >= amount.value:
                return None  # "278/374": a part and its whole
        else:
            return None
        return following.after if following is not None else None

    def _second(self, at: int, after: int, first: _Unit, low: Amount) -> tuple[Number, int] | None:
        """Read the other end of a range: "350-400", "three to four hundred", "between 5 and 6", "£134m to £421m"."""
        if not self._joins_range(at, after, low):
            return None
        begin, currency = after + 1, ""
        if self._text(begin) in BEFORE and self._text(begin + 1)[:1].isdigit():
            currency, begin = BEFORE[self._text(begin)], begin + 1
        high = self._amount(begin, money=bool(currency))
        years = self._year_here(at, after)
        if high is None or self._year_here(begin, high.after) != years:
            return None
        joint = self._text(after)
        if joint == "to" and change_at(self.folded, self.tokens[at].start, self.tokens[at].end).way == "to":
            return None  # "rose from 18 to 31"
        if joint == "or" and high.plain - low.value not in _GAPS_OF_OR:
            return None
        second, end, top = self._of_units(high, currency or first.currency)
        if high.scale > 1 and low.scale == 1 and low.value < high.plain:
            low = scaled(low, Fraction(high.scale))  # "three to four hundred"
        kinds = first.kind, second.kind
        if kinds in (("count", "share"), ("count", "points")):
            low = scaled(low, Fraction(1, 100))  # "3 to 4 %"
        elif kinds in (("share", "count"), ("points", "count")):
            top, second = scaled(top, Fraction(1, 100)), first
        if low.value < top.value:
            unit = _Unit("year") if years else second
            return self._made(at, end, unit, low.value, high=top.value, sure=low.sure and top.sure), end
        if joint == "-" and self._gap(after) == "" and not years:  # "374-100"
            return self._made(at, end, second, low.value, sure=False), end
        return None

    def _joins_range(self, at: int, after: int, low: Amount) -> bool:
        """Tell whether what stands after a number may join it to the other end of a range."""
        text = self._text(after)
        if text == "-":
            return self._gap(after) == "" or (self._gap(after) == " " and low.digits)
        before, further = self._text(at - 1), self._text(at - 2)
        between = before == "between" or (before != "from" and further in ("between", "from"))
        return text in ("to", "or") or (text == "and" and between)

    # --- Years ------------------------------------------------------------------------------------------------

    def _years_in_short(self, at: int) -> _Read | None:
        """Read "2016/17"."""
        if not self._is_year(at) or self._text(at + 1) not in ("/", "-"):
            return None
        ends = self._gap(at + 3) != "" or (self._text(at + 3) in _MARKS and not self._text(at + 4).isdigit())
        close = self._gap(at + 1) == self._gap(at + 2) == "" and ends
        year, next_one = int(self._text(at)), self._text(at + 2)
        if not close or len(next_one) != 2 or not next_one.isdigit() or int(next_one) != (year + 1) % 100:
            return None
        return self._made(at, at + 3, _Unit("year"), Fraction(year), high=Fraction(year + 1)), at + 3

    def _spoken_year(self, at: int) -> _Read | None:
        """Read "twenty sixteen", "nineteen ninety-eight", "twenty oh five"."""
        first = self._text(at)
        century = UNITS.get(first) or TENS.get(first)
        if century not in (16, 17, 18, 19, 20) or not self._joined(at + 1):
            return None
        begin = self._dashed(at + 1)
        if self._text(begin) in ("oh", "o") and UNITS.get(self._text(begin + 1), 10) < 10:
            value, after = UNITS[self._text(begin + 1)], begin + 2
        elif self._text(begin) in UNITS and UNITS[self._text(begin)] >= 10:
            value, after = UNITS[self._text(begin)], begin + 1
        elif self._text(begin) in TENS:
            value, after = TENS[self._text(begin)], begin + 1
            more = self._dashed(after)
            if self._joined(after) and 0 < UNITS.get(self._text(more), 0) < 10:
                value, after = value + UNITS[self._text(more)], more + 1
        else:
            return None
        return self._made(at, after, _Unit("year"), Fraction(century * 100 + value)), after

    # --- Shares -----------------------------------------------------------------------------------------------

    def _share(self, at: int) -> _Part | None:
        """Read "three quarters", "a third", "half", "1 in 4", "3 out of every 4", "3/4"; None if none begins here."""
        text = self._text(at)
        article = text in ("a", "an", "one")
        if (article and self._near(at + 1)) or text in ("half", "quarter"):
            begin = at + 1 if article else at
            part = self._text(begin)
            if part in PARTS and (begin > at or part == "half") and self._says_share(begin):
                return self._of_scale(Fraction(1, PARTS[part]), begin + 1)
        amount = self._amount(at)
        if amount is None:
            return None
        after = self._dashed(amount.after) if self._joined(amount.after) else amount.after
        follow = self._text(after)
        if follow in PARTS and self._joined(amount.after) and 0 < amount.value < PARTS[follow] and amount.scale == 1:
            return self._of_scale(amount.value / PARTS[follow], after + 1)
        return self._of_whole(amount)

    def _says_share(self, at: int) -> bool:
        """Tell whether what follows "a third" makes it a share: "a third party" is none."""
        if self._text(at) in ("half", "quarter", "halves"):
            return not self._is(at + 1, "past") and self._text(at + 1) not in ("final", "pounder", "back")
        text = self._text(at + 1)
        return not text[:1].isalpha() or not self._near(at + 1) or _ORDINAL_NOUN.match(text) is not None

    def _of_scale(self, share: Fraction, after: int) -> _Part:
        """Return a share; or a count, if it is one of "half a million", "a quarter of a million"."""
        begin = after + 1 if self._text(after) == "of" else after
        if self._text(begin) in ("a", "an") and self._text(begin + 1) in SCALES:
            begin += 1
        if (self._text(begin) in SCALES and self._near(begin) and begin > after) or self._text(after) in SCALES:
            return _Part(share * SCALES[self._text(begin)], begin + 1, counted=True)
        return _Part(share, after)

    def _of_whole(self, amount: Amount) -> _Part | None:
        """Read on: "1 in 4", "three out of every four", "3 cases out of 4", "5 in 1,000", "3/4"."""
        place = self._dashed(amount.after)
        if not self._joined(amount.after):
            return None
        if self._text(place) == "/" and self._gap(place) == self._gap(place + 1) == "":
            whole = self._amount(place + 1)
            spoken = whole is not None and 1 < whole.value <= _MAX_SPOKEN_WHOLE and amount.value <= whole.value
            return _Part(amount.value / whole.value, whole.after) if whole is not None and spoken else None
        word = self._text(place)
        with_noun = word not in ("in", "out") and word.isalpha() and self._text(place + 1) in ("in", "out")
        place += with_noun
        if not self._is(place, "out", "of") and not self._is(place, "in"):
            return None
        place = self._dashed(place + (2 if self._text(place) == "out" else 1))
        if self._text(place) in ("every", "each"):
            place += 1
        whole = self._amount(place)
        if whole is None or whole.value < amount.value or whole.value <= 1:
            return None
        # "1 in 38" and "5 in 1,000" are shares whatever the whole; "278 in 374" are two numbers.
        by_wholes = whole.value in _ROUND_WHOLES and self._text(place - 1) == "in" and not with_noun
        if not by_wholes and ((whole.value > _MAX_SPOKEN_WHOLE and amount.value != 1) or self._is_year(place)):
            return None
        return _Part(amount.value / whole.value, whole.after)

    def _between_shares(self, at: int, low: _Part) -> tuple[Number, int] | None:
        """Read on: "between a third and a half"."""
        if low.counted or self._text(at - 1) != "between" or self._text(low.after) != "and":
            return None
        high = self._share(low.after + 1)
        if high is None or high.counted or high.value <= low.value:
            return None
        return self._made(at, high.after, _Unit("share"), low.value, high=high.value, spoken=True), high.after

    def _finished(self, at: int, part: _Part) -> tuple[Number, int]:
        """Return a share as a number; a count with what is added to it, or with its currency."""
        after = part.after
        if not part.counted:
            return self._made(at, after, _Unit("share"), part.value, spoken=True), after
        more = self._amount(after + 1) if self._text(after) == "and" and self._near(after) else None
        if more is not None and more.value < part.value:  # "half a million and 374"
            return self._made(at, more.after, _Unit("count"), part.value + more.value, sure=False), more.after
        currency = AFTER.get(self._text(after), "")
        after += bool(currency)
        return self._made(at, after, _Unit("count", currency), part.value), after

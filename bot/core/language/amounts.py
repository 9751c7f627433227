"""Tokens -> amounts: digits and number words with their scale, read whole, and nothing of what they count."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from .digits import read_run
from .number_words import DIGIT_SCALES, PARTS, SCALES, TENS, UNITS
from .tokens import Tokens

__all__ = ["PERCENT", "Amount", "Amounts", "scaled"]

PERCENT = frozenset(["%", "percent", "pc", "pct", "percentage"])
"""What says in one token that an amount is hundredths."""

_VAGUE = frozenset(["few", "several", "couple", "many", "some", "of", "the", "per"])
_YEAR_BEFORE_WORDS = "in since until till by during before after year november december from"
_YEAR_BEFORE = frozenset(_YEAR_BEFORE_WORDS.split())
_JOINED = frozenset([*UNITS, *TENS, *SCALES, "and"])  # what a hyphen may join to number words
_MAX_PARTS = 16  # of one thing in digits: "374 1/2"
_THOUSANDS = re.compile(r"\d{3}(?:[.,]\d+)?")
_PLURAL = re.compile(r"(?:people|men|women|children)$|[a-z]{2,}[^siu]s$")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number without its unit.

    Attributes:
        value: Its value.
        after: The place of the token after it.
        sure: Whether it could be read in one way.
        other: What it is in the other way; None if there is none.
        decimals: How many digits stand behind the decimal sign.
        digits: Whether it is written in digits.
        scale: What it was multiplied by: 1,000,000 in "5 million", 1 without a scale.
        plain: What it was before: 5.
    """

    value: Fraction
    after: int
    sure: bool = True
    other: Fraction | None = None
    decimals: int = 0
    digits: bool = False
    scale: int = 1
    plain: Fraction = Fraction(0)


@dataclass(slots=True)
class _Spoken:
    """A number while its words are read: "two thousand three hundred and five".

    Attributes:
        total: What stands up to the last scale of a thousand or more: 2,000.
        current: What stands after that: 305.
        scale: The last scale: 100; 1 before any.
        sure: Whether the words can be read in one way.
        article: Whether it begins with an "a" in place of the "one".
    """

    total: int = 0
    current: int = 0
    scale: int = 1
    sure: bool = True
    article: bool = False

    @property
    def takes_tens_as_hundreds(self) -> bool:
        """Whether tens may follow a lone unit, which then counts hundreds: "one eighty-seven"."""
        return not self.total and 1 <= self.current <= 9

    def takes_unit(self, unit: int) -> bool:
        """Tell whether a number from zero to nineteen may follow."""
        return self.current % 100 == 0 or (self.current % 10 == 0 and 0 < unit < 10)

    def multiply(self, scale: int) -> None:
        """Add a scale, which multiplies what was read since the last one, or that one itself ("a thousand million")."""
        if self.current >= scale:
            self.sure = False  # "one hundred two hundred"
        if not self.current and self.total:
            self.total *= scale
        else:
            self.current = max(self.current, 1) * scale
        self.scale = scale
        if scale >= 1_000:
            self.total, self.current = self.total + self.current, 0


class Amounts(Tokens):
    """Reads amounts from the tokens of one folded text."""

    def _amount(self, at: int, *, money: bool = False) -> Amount | None:
        """Read digits or number words from here, with their scale; None if none begin here.

        money: Whether a currency stands before them, so that "m" is millions.
        """
        text = self._text(at)
        if not text:
            return None
        if text == "point" and self._near(at + 1) and UNITS.get(self._text(at + 1), 10) < 10:
            read = self._point(Amount(Fraction(0), at))
            return self._with_scale(read, money) if read.after > at else None
        amount = self._digits(at) if text[0].isdigit() or (text[0] == "." and len(text) > 1) else self._words(at)
        if amount is None:
            return None
        amount = self._and_a_half(self._point(amount))
        amount = self._with_scale(amount, money)
        return self._summed(amount)

    def _digits(self, at: int) -> Amount | None:
        """Read digits with their separators: "1,200", "1 200 000", "374 1/2"."""
        spaced = self._spaced(at)
        if spaced is not None:
            return spaced
        read = read_run(self._text(at))
        if read is None:
            return None
        after, sure = at + 1, read.other is None
        part = self._part_in_digits(after)
        if part is not None:
            return Amount(read.value + part, after + 3, sure, digits=True, plain=read.value)
        return Amount(read.value, after, sure, read.other, read.decimals, digits=True, plain=read.value)

    def _spaced(self, at: int) -> Amount | None:
        """Read a number with blanks between its thousands, "1 200 000"; sure if it can hardly be a row of numbers."""
        run, place = self._text(at), at + 1
        if not run.isdigit() or len(run) > 3 or run[0] == "0":
            return None
        while self._gap(place) == " " and _THOUSANDS.fullmatch(self._text(place)):
            run, place = f"{run} {self._text(place)}", place + 1
            if not self._text(place - 1).isdigit():
                break
        read = read_run(run) if place > at + 1 else None
        if read is None:
            return None
        sure = run.endswith(" 000") or run.count(" ") > 1
        return Amount(read.value, place, sure, None, read.decimals, digits=True, plain=read.value)

    def _part_in_digits(self, at: int) -> Fraction | None:
        """Read the "1/2" of "374 1/2", which is three tokens; None if no such part stands here."""
        top, bottom = self._text(at), self._text(at + 2)
        if self._gap(at) != " " or self._text(at + 1) != "/" or not (top.isdigit() and bottom.isdigit()):
            return None
        close = self._gap(at + 1) == self._gap(at + 2) == ""
        return Fraction(int(top), int(bottom)) if close and 0 < int(top) < int(bottom) <= _MAX_PARTS else None

    def _words(self, at: int) -> Amount | None:
        """Read number words: "two thousand three hundred and five", "a dozen", "one eighty-seven"."""
        spelt = self._spelt(at)
        if spelt is not None:
            return spelt
        spoken = self._opened(at)
        if spoken is None:
            return None
        place = at + 1 if spoken.article else at
        while True:
            if place > at:
                dashed = self._dashed(place)
                if dashed > place and self._text(dashed) in _JOINED:
                    place = dashed
                elif not self._near(place) and self._text(place) != ",":
                    break
            after = self._take(spoken, at, place)
            if after is None:
                break
            place = after
        if place == at or (place == at + 1 and self._text(at) in ("a", "an")):
            return None
        value, scale = Fraction(spoken.total + spoken.current), spoken.scale
        if self._text(place - 1) not in SCALES:
            return Amount(value, place, spoken.sure, plain=value)
        return Amount(value, place, spoken.sure, scale=scale, plain=value / scale)

    def _opened(self, at: int) -> _Spoken | None:
        """Begin a number of words here; None for a scale without a number before it, but in "hundred and five"."""
        text = self._text(at)
        if text in ("a", "an") and self._text(at + 1) in SCALES and self._near(at + 1):
            return _Spoken(current=1, article=True)
        if text in ("hundred", "thousand", "million"):
            joined = self._text(at + 1) == "and" and self._is_small(at + 2)
            return _Spoken(current=1) if joined and self._text(at - 1) not in _VAGUE else None
        return _Spoken()

    def _take(self, spoken: _Spoken, at: int, place: int) -> int | None:
        """Add a word to the number that begins at `at`; return the place after it, None if it is no part of that."""
        text = self._text(place)
        if text in UNITS and spoken.takes_unit(UNITS[text]):
            spoken.current += UNITS[text]
        elif text in TENS and spoken.current % 100 == 0:
            spoken.current += TENS[text]
        elif text in TENS and spoken.takes_tens_as_hundreds and place <= at + 2 and self._text(at) in UNITS:
            spoken.current = spoken.current * 100 + TENS[text]  # "one eighty-seven"
            spoken.sure = self._joined(place + 1) and 0 < UNITS.get(self._text(self._dashed(place + 1)), 0) < 10
        elif text in SCALES and (place > at or spoken.current == 1):
            spoken.multiply(SCALES[text])
        elif text == "and" and self._old_style(place):
            place = self._dashed(place + 1)
            spoken.current += TENS[self._text(place)]
        elif not self._links(place):
            return None
        return place + 1

    def _links(self, at: int) -> bool:
        """Tell whether a word or sign joins a small number to a scale: "two hundred and five", "a thousand, five"."""
        text = self._text(at)
        if text in ("and", "&"):
            return self._before(at) in SCALES and self._is_small(self._dashed(at + 1))
        return text == "," and self._text(at - 1) in ("thousand", "million") and self._is_small(at + 1)

    def _spelt(self, at: int) -> Amount | None:
        """Read digits that are spoken one by one, three at least: "one-eight-seven"."""
        figures, place = [], at
        while UNITS.get(self._text(place), 10) < 10:
            figures.append(UNITS[self._text(place)])
            if not self._joined(place + 1):
                place += 1
                break
            place = self._dashed(place + 1)
        if len(figures) < 3 or figures[0] == 0:
            return None
        after = place if self._text(place - 1) != "-" else place - 1
        value = Fraction("".join(map(str, figures)))
        return Amount(value, after, sure=False, plain=value)

    def _old_style(self, at: int) -> bool:
        """Tell whether an "and" with hyphens joins a unit with tens."""
        units = 0 < UNITS.get(self._before(at), 0) < 10 and self._text(at - 1) == "-"
        return units and self._text(at + 1) == "-" and self._text(at + 2) in TENS

    def _is_small(self, at: int) -> bool:
        """Tell whether a word below a hundred stands here."""
        return self._text(at) in UNITS or self._text(at) in TENS

    def _point(self, amount: Amount) -> Amount:
        """Read a spoken decimal point: "seventy-four point three"."""
        place = amount.after
        if self._text(place) != "point" or (place and not self._near(place)) or amount.value.denominator != 1:
            return amount
        figures, place = "", place + 1
        while UNITS.get(self._text(place), 10) < 10 and self._near(place):
            figures, place = figures + str(UNITS[self._text(place)]), place + 1
        if not figures and self._text(place).isdigit() and self._near(place):
            figures, place = self._text(place), place + 1
        if self._is_small(place) and self._near(place):  # "three point fourteen"
            more = self._amount(place)
            return replace(amount, after=more.after if more is not None else place + 1, sure=False)
        if not figures:
            return amount
        value = Fraction(f"{amount.value}.{figures}")
        return replace(amount, value=value, plain=value, after=place, decimals=len(figures))

    def _and_a_half(self, amount: Amount) -> Amount:
        """Read on: "two and a half", "a million and a quarter"."""
        place = amount.after
        if self._is(place, "and", "a") and self._text(place + 2) in ("half", "quarter", "third"):
            unit = amount.scale if amount.scale >= 1000 else 1
            value = amount.value + Fraction(unit, PARTS[self._text(place + 2)])
            return replace(amount, value=value, plain=value / unit, after=place + 3)
        return amount

    def _with_scale(self, amount: Amount, money: bool) -> Amount:
        """Read the scales after an amount: "1.5 million", "5k", "2.5 hundred thousand"."""
        place = amount.after
        while True:
            text, close = self._text(place), self._gap(place) == ""
            if text == "(" and self._text(place + 1) in SCALES and self._text(place + 2) == ")":  # "374 (thousand)"
                amount = self._times(amount, SCALES[self._text(place + 1)], place + 3)
            elif self._is(self._dashed(place), "odd") and self._text(self._dashed(place) + 1) in SCALES:
                at = self._dashed(place) + 1
                amount = replace(self._times(amount, SCALES[self._text(at)], at + 1), sure=False)
            elif text == "-" and close and self._text(place + 1) in SCALES and self._gap(place + 1) == "":
                amount = self._times(amount, SCALES[self._text(place + 1)], place + 2)
            elif text in SCALES and self._near(place) and (amount.digits or place == amount.after):
                if text == "dozen" and amount.scale > 1:
                    return amount
                amount = self._times(amount, SCALES[text], place + 1)
            elif text == "mm" and money and close and amount.scale == 1:
                return self._times(amount, 10**6, place + 1)
            elif text in DIGIT_SCALES and amount.digits and amount.scale == 1 and self._near(place):
                return self._lettered(amount, text, place, money=money, close=close)
            else:
                return amount
            place = amount.after

    def _times(self, amount: Amount, scale: int, after: int) -> Amount:
        scaled = amount.scale * scale
        return replace(amount, value=amount.value * scale, after=after, scale=scaled, other=None, sure=True)

    def _lettered(self, amount: Amount, letter: str, place: int, *, money: bool, close: bool) -> Amount:
        """Read "5k" and "£5m"; without a currency "5m" may be metres."""
        sure = money or letter == "k"
        if not close and not sure and letter != "m":
            return amount
        if not close and letter == "k" and self._text(place + 1) in ("", "."):
            sure = False
        scaled = self._times(amount, DIGIT_SCALES[letter], place + 1)
        return replace(scaled, sure=sure, other=None if sure else amount.value)

    def _summed(self, amount: Amount) -> Amount:
        """Read on after a scale: "1 thousand 374", "a thousand and 374"; a mixture is not sure."""
        if amount.scale < 100:
            return amount
        place = amount.after
        joint = self._text(place) == "and"
        begin = place + 1 if joint else place
        spelt = self._text(place - 1) in SCALES and (amount.value / amount.scale).denominator == 1
        if not spelt or not self._near(place) or not self._near(begin):
            return amount
        spoken = self._is_small(begin) and (joint or amount.digits)
        if not spoken and not self._text(begin)[:1].isdigit():
            return amount
        more = self._amount(begin)
        if more is None or more.value >= amount.scale or self._year_here(begin, more.after) or more.value == 0:
            return amount
        if self._text(more.after) in PARTS or self._percent(more.after):
            return amount
        mixed = joint and more.digits and not (amount.digits and amount.scale == 100)
        value = amount.value + more.value
        return replace(amount, value=value, plain=value, scale=1, after=more.after, sure=amount.sure and not mixed)

    def _percent(self, at: int) -> int:
        """Return how many tokens from here say per cent, 0 if they do not."""
        if not self._near(at):
            return 0
        if self._text(at) in PERCENT:
            return 1
        return 2 if self._is(at, "per", "cent") else 0

    def _is_year(self, at: int) -> bool:
        """Tell whether a token may be a year, by its digits alone."""
        text = self._text(at)
        return len(text) == 4 and text.isdigit() and 1900 <= int(text) < 2100

    def _year_here(self, at: int, after: int) -> bool:
        """Tell whether one token is a year, and no round number of things ("2000 people")."""
        if after != at + 1 or not self._is_year(at):
            return False
        counted = _PLURAL.match(self._text(after)) is not None and self._near(after)
        return not (self._text(at).endswith("00") and counted and self._text(at - 1) not in _YEAR_BEFORE)


def scaled(amount: Amount, by: Fraction) -> Amount:
    """Return an amount so many times as large, in both ways of reading it; what it was before its scale stays."""
    other = amount.other * by if amount.other is not None else None
    return replace(amount, value=amount.value * by, other=other)

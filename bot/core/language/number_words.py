"""The words of which English numbers are made, and what they stand for. Knows nothing of texts."""

from __future__ import annotations

import re

__all__ = ["DIGIT_SCALES", "ORDINALS", "PARTS", "SCALES", "TENS", "UNITS", "glued"]

_UNIT_WORDS = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen
"""
_TEN_WORDS = "twenty thirty forty fifty sixty seventy eighty ninety"

UNITS = {word: value for value, word in enumerate(_UNIT_WORDS.split())} | {"nought": 0}
"""Zero to nineteen."""
TENS = {word: value * 10 for value, word in enumerate(_TEN_WORDS.split(), start=2)} | {"fourty": 40}
"""Twenty to ninety, by tens."""
SCALES = {
    "dozen": 12, "hundred": 100,
    "thousand": 10**3, "thousands": 10**3, "grand": 10**3,
    "lakh": 10**5, "lakhs": 10**5,
    "million": 10**6, "millions": 10**6, "mil": 10**6, "mill": 10**6, "mio": 10**6, "mn": 10**6, "mln": 10**6,
    "crore": 10**7, "crores": 10**7,
    "billion": 10**9, "billions": 10**9, "milliard": 10**9, "milliards": 10**9, "bil": 10**9, "bn": 10**9,
    "trillion": 10**12, "trillions": 10**12, "tn": 10**12, "trn": 10**12,
}  # fmt: skip
"""What a number before one of these is multiplied by; billions are short ones, as in today's English."""
DIGIT_SCALES = {"k": 10**3, "m": 10**6, "b": 10**9, "t": 10**12}
"""Letters that scale only digits, and only close to them or to a currency: "£5m"."""
PARTS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4,
    "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8,
    "ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10, "twelfth": 12, "twelfths": 12, "twentieth": 20,
    "twentieths": 20, "hundredth": 100, "hundredths": 100, "thousandth": 1000, "thousandths": 1000,
}  # fmt: skip
"""What "a" or "three" before one of these is divided by."""
_ORDINAL_WORDS = """
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
    sixteenth seventeenth eighteenth nineteenth twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth
    ninetieth hundredth thousandth millionth
"""
ORDINALS = frozenset(_ORDINAL_WORDS.split())
"""The last words of ordinals; some of them are parts as well."""

_PIECE = "|".join(sorted([*UNITS, *TENS, "hundred", "thousand", "million", "billion"], key=len, reverse=True))
_GLUED = re.compile(rf"(?:{_PIECE})(?:and)?(?:(?:{_PIECE})(?:and)?)+")
_PIECES = re.compile(rf"{_PIECE}|and")


def glued(word: str) -> list[str]:
    """Return the number words that one word is made of ("fiftyeight"); [] if it is not made of several."""
    if not _GLUED.fullmatch(word):
        return []
    pieces = _PIECES.findall(word)
    return pieces if "".join(pieces) == word and pieces[-1] != "and" else []

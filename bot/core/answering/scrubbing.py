"""What people write, made fit to be kept: without what points to somebody, told by its shape.

Where the two look the same, it would rather cut a number or a name of no importance than keep one that matters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

from ..language.english import LITTLE, names, ordinary
from ..language.text import fold

__all__ = ["MAX_KEPT", "scrub"]

# So many characters of a question are kept: the longest phrasing that a knowledge base may hold.
MAX_KEPT = 300

_READ = 2_000  # of a longer message the rest is not looked at
_NAMELESS = ("Cf", "Cs", "Co", "Cn", "Me")  # invisible, or of no meaning that is known; and the boxes around digits
_VARIANTS = re.compile("[\N{VARIATION SELECTOR-15}\N{VARIATION SELECTOR-16}]")


def scrub(text: str, known: Container[str] = ()) -> str:
    """Return what may be kept of a question: 300 characters at most, in one line, "" if no word is left.

    Out are Discord's mentions, emoji and times, links, e-mail addresses however they are written out, handles, people's
    names, postal addresses and postcodes, and whatever has seven digits or more, by whatever signs they are parted,
    and is written as telephone, card or account numbers are. Years, dates, times, and numbers that stand side by side
    stay; where the two look the same ("555 1234"), the digits go. To scrub twice is to scrub once.

    known: folded words that may stay though they are names: those of the report.
    """
    text = text[:_READ]
    while (again := _scrubbed(text, known)) != text:
        text = again
    return text if re.search(r"[^\W_]", fold(text)) else ""


def _scrubbed(text: str, known: Container[str]) -> str:
    """Return a text after one round. What a cut brings together may have to be cut as well."""
    if not text.isascii():
        text = "".join(char for char in text if unicodedata.category(char) not in _NAMELESS)
        text = _VARIANTS.sub("", unicodedata.normalize("NFKC", text))
    text = "".join(" " if unicodedata.category(char) == "Cc" else char for char in text)
    for shape in _LINKS:
        text = shape.sub(" ", text)
    text = " ".join(text.replace("://", " ").split())
    for shape in _PLACES:
        text = shape.sub(" ", text)
    text = _DIGITS.sub(_kept_digits, " ".join(text.split()))
    text = _SPOKEN_DIGITS.sub(" ", text)
    text = _without_names(" ".join(text.split()), known)
    return _shortened(" ".join(text.split()))


def _shortened(text: str) -> str:
    if len(text) <= MAX_KEPT:
        return text
    cut = text[: MAX_KEPT + 1].rfind(" ")
    return text[: cut if cut > 0 else MAX_KEPT]


# --- Links, addresses on the net, handles ---------------------------------------------------------------------------

_ENDINGS = r"(?:com|org|net|edu|gov|info|biz|io|co|uk|eu|de|fr|nl|ie|ng|nz|au|ca|app|dev|gg|tv|xyz|online|site|social)"
_AT = r"(?: ?[(\[{<] ?(?:at|@|ä) ?[)\]}>] ?| @ |_at_)"
_DOT = r"(?:\.| ?[(\[{<] ?(?:dot|\.|punkt) ?[)\]}>] ?| dot |_dot_)"
_LABEL = r"[\w-]{1,40}"
_SERVICES = r"(?:insta(?:gram)?|snap(?:chat)?|tiktok|twitter|discord|telegram|whatsapp|kik|facebook|fb|skype|psn|xbox)"
_LINKS = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        # what Discord makes of mentions, emoji, times; links
        r"<(?:@[!&]?|#|a?:\w+:|/[^<>:\n]{1,100}:|t:-?)\d+(?::\w)?>|<id:\w+>|<?\b[a-z][a-z0-9+.-]*://[^\s>]*>?"
        r"|\bwww\.[^\s>]+|\b(?:[\w-]+\.)+[^\W\d_]{2,}(?::\d+)?/[^\s>]*",
        # addresses, with the sign or written out; what begins with the sign
        r"[\w.+%~!#$&*/=?^`{|}-]+ @ (?:[\w-]+\.)+[^\W\d_]{2,}|[^\s<>()\[\]\"',;]*@[^\s<>()\[\]\",;]*",
        rf"\b[\w.+%-]{{1,60}}{_AT}{_LABEL}(?:{_DOT}{_LABEL}){{1,4}}",
        rf"\b[\w.+%-]{{1,60}} at {_LABEL}(?: dot {_LABEL}){{1,4}}",
        rf"\b[\w.+%-]{{1,60}} at {_LABEL}(?:\.{_LABEL}){{0,2}}\.{_ENDINGS}\b",
        # domains by themselves
        rf"\b(?:{_LABEL}{_DOT}){{1,4}}{_ENDINGS}\b(?![\w'])",
        # handles
        r"\b[\w.]{2,32}#\d{4}\b|\b[ur]/[\w-]{3,}|\b[a-z0-9]+(?:_+[a-z0-9]+)+\b(?<=[a-z0-9_]{5})(?<!\d{5})",
        rf"\b{_SERVICES}(?: ?(?:name|user|username|handle|id|account))?(?: is|:| =| -)+ ?[\w.-]+",
        r"\b(?:user ?name|handle|gamertag)(?: is|:| =)+ ?[\w.-]+",
    )
)

# --- Places, documents, machines ------------------------------------------------------------------------------------

_STREET = (
    r"(?:street|st|road|rd|avenue|ave|lane|ln|drive|crescent|close|terrace|gardens|grove|boulevard|blvd|mews|court|"
    r"square|place|way)"
)
_PLACES = tuple(
    re.compile(shape, flags)
    for shape, flags in (
        (r"\b(?:flat|apartment|apt|suite)\.? ?\d{1,4}[a-z]?\b", re.IGNORECASE),
        (r"\b\d{1,4}[a-z]?,? (?:(?!(?:the|a|this|that|our|my|of|on|in|to|down)\b)[\w'.-]+ ){1,2}"
         r"(?:street|road|avenue|lane|crescent|terrace|boulevard|mews|st|rd|ave|ln|blvd)\b", re.IGNORECASE),
        (rf"\b\d{{1,4}}[A-Za-z]?,? (?:(?!Crown|High|County|Supreme)[A-Z][\w'.-]+ ){{1,2}}(?i:{_STREET})\b", 0),
        (r"\b[^\W\d]{3,}(?:stra(?:ß|ss)e|gasse|weg|platz|str\.) ?\d{1,4}[a-z]?\b", re.IGNORECASE),
        (r"\b\d{1,4},? (?:rue|boulevard|calle|via)(?: (?:de|du|des|la|le|del))* [\w'-]+", re.IGNORECASE),
        # postcodes: British, Canadian, American
        (r"\b[a-z]{1,2}\d[a-z\d]? ?\d(?!st|nd|rd|th)[abd-hjlnp-uw-z]{2}\b", re.IGNORECASE),
        (r"\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b", 0),
        (r", ?[A-Z]{2},? \d{5}(?:-\d{4})?\b", 0),
        (r"\b(?:post ?code|zip(?: code)?)(?: is|:| =)* [\w-]{3,8}(?: \d[a-z]{2})?\b", re.IGNORECASE),
        # national insurance, number plates, accounts, machines
        (r"\b[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b|\b[A-Z]{2}\d{2} ?[A-Z]{3}\b", 0),
        (r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b", 0),
        (r"\b(?:[0-9a-f]{1,4}:){3,8}[0-9a-f:]{0,20}", re.IGNORECASE),
        (r"\b(?:born(?: on)?|dob|date of birth|birthday)(?: is|:)* \d{1,2}[-./ ]\d{1,2}[-./ ]\d{2,4}\b", re.IGNORECASE),
    )
)  # fmt: skip

# --- Digits ---------------------------------------------------------------------------------------------------------

# What may stand between the digits of one number: a blank, or any sign that is no unit, sum or comparison, twice too.
_JOIN = r"(?: ?[-()/+‐-―−_*~:;|,.·•^#'\"\\…]{1,3} ?| )"
_DIGITS = re.compile(rf"(?:\+ ?|\( ?\+? ?)?\d(?>{_JOIN}?\d)*")
_LONG = 7
_DATE = re.compile(r"(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{4})(?!\d)")
_TIME = re.compile(r"(?<!\d)(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?!\d)")
_THOUSANDS = re.compile(r"(?<![\d,])[1-9]\d{0,2}(?:,\d{3})+(?![\d])")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SPOKEN = r"(?:zero|oh?|nought|one|two|three|four|five|six|seven|eight|nine|double|triple)"
_SPOKEN_DIGITS = re.compile(rf"\b(?>{_SPOKEN}[ ,.-]+){{6,}}{_SPOKEN}\b", re.IGNORECASE)


def _kept_digits(found: re.Match[str]) -> str:
    said = found.group()
    if sum(char.isdigit() for char in said) < _LONG:
        return said
    return said if _is_numbers(said) else " "


def _is_numbers(said: str) -> bool:
    """Tell whether digits with blanks and signs between them are numbers, and not one that somebody can be found by."""
    plain = said
    for number in (_THOUSANDS, _DATE, _TIME):
        plain = number.sub(" ", plain)
    groups = re.findall(r"\d+", plain)
    if plain != said:
        return sum(map(len, groups)) < _LONG and not re.search(r"[+(]", said)
    if re.search(r"[+(]", said) or any(len(group) >= _LONG for group in groups):
        return False
    shape = tuple(map(len, groups))
    if all(_YEAR.fullmatch(group) for group in groups):
        return len(groups) < 4  # four times four digits is a card
    if any(group[0] == "0" and len(group) > 1 for group in groups):
        return False
    if re.fullmatch(r"\d+(?:[,;] \d+)+", said):
        return True  # a list: "374, 278, 96"
    others = [group for group in groups if not _YEAR.fullmatch(group)]
    if sum(map(len, others)) < _LONG and len(groups) == 2:
        return True  # "374 in all 2016", "2016-374"
    if all(len(group) < 4 and (group[-1] == "0" or len(group) == 1) for group in groups) and max(shape) > 1:
        return True  # round numbers in a row: "100 200 300"
    if re.fullmatch(r"[\d ]+", said):  # "12 7 105 9" are numbers; "612 345 678" and "6 12 34 56 78" need not be
        varied = len(set(shape)) > 1 and shape[-3:] != (2, 2, 2)
        return varied and max(shape) < 4
    return bool(re.fullmatch(r"\d{1,4}(?:\.\d{1,2})?(?: \d{1,4}\.\d{1,2})+", said))  # decimals in a row


# --- Names ----------------------------------------------------------------------------------------------------------

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_CALLED = re.compile(
    r"\b(?:my (?:full |real |first |last )?name(?: is|'?s)|(?:i am|i'?m) called|call me) $", re.IGNORECASE
)
_PERHAPS_CALLED = re.compile(
    r"\b(?:i am|i'?m|this is|named|called|it'?s|mrs?\.?|ms\.?|miss|dr\.?|prof\.?|sir|dame|lord|lady|"
    r"my (?:best )?(?:friend|mate|mum|mom|dad|brother|sister|son|daughter|cousin|uncle|aunt|wife|husband|partner|boss|"
    r"boyfriend|girlfriend|neighbour|neighbor|teacher|ex)) $",
    re.IGNORECASE,
)  # fmt: skip
_CUE_CHARS = 40  # longer than any of those before a name


def _without_names(text: str, known: Container[str]) -> str:
    """Return a text without the names of people: two or more in a row, and one by itself where it is said to be one."""
    found = list(_WORD.finditer(text))
    gone = [False] * len(found)
    for at, word in enumerate(found):
        before = text[max(0, word.start() - _CUE_CHARS) : word.start()]
        follows = at > 0 and gone[at - 1] and text[found[at - 1].end() : word.start()] == " "
        if _CALLED.search(before) or (follows and _CALLED.search(text[: found[at - 1].start()][-_CUE_CHARS:])):
            gone[at] = word.group().lower() not in LITTLE and not _stays(word.group(), known)
        elif _PERHAPS_CALLED.search(before):
            gone[at] = _is_name(word.group(), known)
    for at in range(len(found) - 1):
        first, second = found[at], found[at + 1]
        if text[first.end() : second.start()] != " " or _stays(second.group(), known):
            continue
        if _are_names(first.group(), second.group()):
            gone[at] = gone[at + 1] = True
    for word, goes in zip(reversed(found), reversed(gone), strict=True):
        if goes:
            text = f"{text[: word.start()]} {text[word.end() :]}"
    return text


def _bare(word: str) -> str:
    first = word.lower().replace("’", "'").partition("-")[0]
    return first.removesuffix("'s").replace("'", "")


def _stays(word: str, known: Container[str]) -> bool:
    return _bare(word) in known


def _is_name(word: str, known: Container[str]) -> bool:
    bare = _bare(word)
    return (
        bare in names() and bare not in LITTLE and bare not in known and (word[0].isupper() or bare not in ordinary())
    )


def _are_names(first: str, second: str) -> bool:
    """Tell whether two words in a row are a first name and a surname, as far as the words alone can tell."""
    a, b = _bare(first), _bare(second)
    if {a, b} & LITTLE or a not in names() or (a in ordinary() and b in ordinary()):
        return False
    if first[0].isupper() and second[0].isupper():
        return b in names() or (a not in ordinary() and b not in ordinary())
    return b in names() and a not in ordinary() and b not in ordinary()

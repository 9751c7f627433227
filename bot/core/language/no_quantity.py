"""Where digits and number words stand in a text that are no quantities: dates, times, pages, ages, names, idioms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .number_words import SCALES, TENS, UNITS

__all__ = ["no_quantities"]

_WORD = "|".join(sorted([*UNITS, *TENS], key=len, reverse=True))
_SMALL = rf"(?:(?:{_WORD})(?:[ -](?:{_WORD}))?)"
_ANY = rf"(?:\d+(?:[.,-]\d+){{0,4}}|{_SMALL})"
_HOUR = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
# What has a number of its own: "page 46". Plurals only where used so: "the figures 278 and 374" are two counts.
_NUMBERED = """
    pages? pp? pg paras? paragraphs? sections? sec chapters? ch articles? art clauses? figure fig table footnotes? fn
    note annex appendix item step lines? column episodes? eps? season series volumes? vol ver version v parts? q room rm
    floor flat bus route platform gate channel radio level grade tier band class group ward cohort type unit act rule
    regulation schedule windows ios iphone iso nr num slide ticket apartment apt seat row track formula fortune
    district zone division category model boeing airbus flight junction exit size bullet exhibit recommendations? stage
    phase psalm verse tab chart graph diagram panel log ref reference key
"""
_NOUN = "|".join(_NUMBERED.split())
# The same written short, with a full stop: "pp. 46-48".
_SHORT = "ss?|pp?|pg|paras?|sec|ch|art|fig|fn|ep|vol|ver|v|rm|apt|nr|no|ref|ex"
_NUMBER_WORDS = "|".join([*UNITS, *TENS, *SCALES, "and"])
# What is left out, by what it is, with an example. Where two begin at the same place, the first holds.
_DATES_AND_TIMES = {
    "date in numbers": r"\d{1,2}(?P<s>[./-])\d{1,2}(?P=s)(?:\d{4}|\d{2})(?!\w)",  # 25/11/2016, 25.11.16
    "date of a computer": r"(?:19|20)\d\d(?P<t>[./-])\d{1,2}(?P=t)\d{1,2}(?!\w)",  # 2016-11-25
    "month of a computer": r"(?:19|20)\d\d-(?:0\d|1[0-2])(?![\w-])",  # 2016-11
    "month in numbers": r"(?:0?[1-9]|1[0-2])/(?:19|20)\d\d(?!\w)",  # 11/2016
    "day and month": (  # 25 November 2016, the 3rd to 5th of May
        r"(?:\d{1,2}(?:st|nd|rd|th)? ?(?:-|/|to|and|or|&) ?)?"
        rf"\d{{1,2}}(?:st|nd|rd|th)?(?: day)?(?: of)?[ -]?{_MONTH}\b(?:[ ,]+'?(?:19|20)?\d\d\b(?! \w+s\b))?"
    ),
    "month and day": (  # November 25, 2016; but not "in May 25 cases"
        rf"{_MONTH}\.? (?:the )?\d{{1,2}}(?:st|nd|rd|th)?\b(?! ?(?:%|per|\w+s\b|people|children|men|women))"
        r"(?:,? (?:19|20)\d\d)?"
    ),
    "time": r"\d{1,2}[:h]\d\d(?::\d\d)?(?: ?[ap]\.?m\b)?(?!\w)",  # 14:30, 2:30 pm
    "hour": r"\d{1,2}(?:\.\d\d)? ?(?:[ap]\.m\.|[ap]m\b|o'?clock)",  # 3 pm, 3.30 p.m.
    "hour in words": rf"{_HOUR} ?o'?clock",  # three o'clock
    "time after at": r"(?:at|until|till) \d{1,2}\.\d\d(?= ?(?:$|[,.;!?]))",  # at 9.30
    "minutes past or to": (  # ten past five; but not "from ten to five"
        r"(?<!from )(?:five|ten|twenty|twenty[- ]five|quarter|half|5|10|20|25)(?: min(?:ute)?s?)?"
        rf" (?:past|to) {_HOUR}\b(?= ?(?:$|[,.;!?]|in the\b|on\b|today\b|tonight\b|when\b|and\b))"
    ),
    "half past": rf"half past(?: {_HOUR})?",  # half past three
}
_THINGS_WITH_A_NUMBER = {
    "numbered thing": (  # page 46, pp. 46-48, section 3a(ii), pages 2 and 3
        rf"(?:(?:{_NOUN})\b|(?:{_SHORT})\.) ?(?:no\.? ?)?#?{_ANY}[a-z]?\b"
        r"(?:\(\w+\))*(?: ?(?:,|-|to|and|&|or) ?\d+(?![\d,.]*\d| ?%| [a-z]+s\b))*"
    ),
    "section sign": r"§+ ?\d[\d.]*",  # § 12.3
    "note in brackets": r"\[\d{1,3}\]",  # [12]
    "short year": r"'\d\d\b",  # '16
    "power of ten": r"\d[\d.]*e[+-]?\d+\b",  # 1.5e6
    "hexadecimal number": r"0x[0-9a-f]+\b",  # 0x1f
    "item of a list": r"(?:^|(?<=\n))\(?\d{1,2}[.)](?=\s)",  # "1. " or "(1) " at the beginning of a line
    "no.": rf"nos?\. ?{_ANY}(?:/\d+)?",  # no. 7, no. 7/16
    "handle or tag": r"[#@]\w*\d\w*",  # #7, @lamp12
    "bound that is a name": r"(?:top|under|over)[- ]\d+s\b",  # the under-21s
    "top of a list": rf"top {_ANY}\b",  # top 10
    "number to call": (  # call 0800 123 456
        r"(?:call|ring|dial|phone|text|tel\.?|telephone|whatsapp) (?:on |me on |us on )?\+?[\d ()-]{2,}\d(?! ?%)"
    ),
    "number with a country": r"\+\d[\d ()-]{6,}\d",  # +44 20 7946 0000
    "number with an area": r"(?<!\d[ .,·'_-])0\d{2,4}[ -]\d{3,}(?:[ -]?\d{3,4})*",  # 020 7946 0000
    "number that begins with 0": r"(?<!\d[ .,·'_-])0\d{3,}(?![\d.,·])",  # 07700900123
    "number so-and-so": rf"(?:^|(?<=the )|(?<=see )|(?<=in )|(?<=on ))number #?{_ANY}",  # see number 46
    "American number": r"\(\d{3}\) ?\d{3}-\d{4}",  # (555) 555-0100
    "short American number": r"\d{3}-0\d{3}(?!\d)",  # 555-0100
    "long American number": r"\d-\d{3}-\d{3}-\d{4}",  # 1-555-555-0100
    "bus line": rf"{_ANY} (?:bus|tram)\b",  # the 46 bus
    "name with a hyphen": r"(?:gpt|covid|iso|area|catch|mid|f|b|g|u)-\d+\b",  # covid-19, f-35
}
_AGES_ORDINALS_AND_NAMES = {
    "old": rf"{_ANY}[ -]?(?:years?|yrs?|months?|mths?|weeks?)[ -]old'?s?",  # a 12-year-old
    "old in short": rf"{_ANY} ?(?:yo|y/o|yr old|y\.o\.)(?!\w)",  # 12 yo
    "aged": (  # aged 12 to 16
        rf"(?:ages?|aged) (?:of |between )?{_ANY}\b(?: ?(?:-|to|and) ?{_ANY}\b)?(?! (?:cases|of))"
    ),
    "years of age": rf"{_ANY} years of age",  # 12 years of age
    "turned": rf"turn(?:ed|ing|s) {_ANY}(?= ?(?:$|[,.!?;](?!\d)|and\b|today|in\b|last|this|next))",  # she turned 18
    "family": r"(?:mum|mom|mother|dad|father|parents?) of (?:two|three|four|five|six|\d)\b",
    "span of ages": rf"{_ANY}-? ?to ?-?{_ANY}[ -]?(?:year|yr|month)s?[ -]olds?",  # 12- to 16-year-olds
    "somebody's age": (  # I'm 16 and
        rf"(?:i'?m|i am|he'?s|she'?s|he is|she is) {_ANY}"
        r"(?= ?(?:[,.!?;](?!\d)|and\b|but\b|years? old|now\b|today|$))"
    ),
    "ordinal": r"\d+(?:st|nd|rd|th)s?\b",  # 21st
    "decade": r"(?:(?:19|20)\d|\d)0'?s\b",  # 1990s, 90s
    "digits after letters": r"[a-z]+_?\d\w*(?:\.\d+)*",  # mp3, python3.11
    "digits after a hyphen": r"(?<!-)[a-z]{2,}-[a-z]*\d\w*",  # sars-cov2
}
_IDIOMS = (
    r"six of one(?:,? (?:and )?half a dozen of the other)?|half a dozen of the other|(?:at )?sixes and sevens"
    r"|cloud nine|nine times out of ten|9 times out of 10|one in a (?:million|thousand|hundred)"
    r"|(?:a|one|two|2) (?:hundred|thousand|million|zillion) times|million[- ]dollar|my (?:2|two) (?:cents|pence|p)"
    r"|(?:better|other|first|second|my) half|half(?:[- ](?:time|past|asleep|hearted|heartedly|way|term|baked|measures?"
    r"|truths?|decent|an hour|the time|the battle|as|of (?:you|us|me|my))\b|way)"
    r"|(?:a|the|every|any|some|by) third[- ](?:party|parties|person|world|time|opinion|option|way|one|attempt|reich)"
    r"|(?:0|zero|nil) (?:chance|idea|tolerance|clue|surprise|sense|excuse|respect|doubt|interest|sympathy)\w*"
    r"|two wrongs|forty winks|back to square one|one[- ]offs?|at one point|on the one hand|one (?:thing|day|sec\w*)"
    r"|ten[- ]fold|(?:number|no|nr) ?\.? ?(?:one|1)|fifty[- ]fifty|twenty[- ]twenty|two[- ]by[- ]two|tens of"
    r"|50[/-]50|24/7|9/11|7/7|20/20|10/10|0/10|4/20|five[- ]star|5[- ]star|a two way|plan b 2\.0"
    r"|on all fours|hang ten|give me five|high five|take (?:five|5)(?= ?(?:$|[,.!?;]))|nine to five|nine-to-five"
)
_SCORES_AND_SAYINGS = {
    "score": (  # won 3-2, led by the visitors 3 : 2
        r"(?:won|lost|beat|drew|led|lead|winning|losing|score(?:line|d)?)\b[^.!?]{0,24}?\d{1,3} ?[-:–] ?\d{1,3}"
    ),
    "idiom": rf"(?:{_IDIOMS})\b",  # cloud nine
    "word with a number": (  # two-tier; but not "two-thirds", "twenty-one", "three-point-five"
        rf"(?:{_WORD})-(?!(?:{_NUMBER_WORDS}|to|in|out|point|per|half|halves|third|quarter|fourth|fif|six|seven|eigh|nin"
        r"|first|second|ten|twel|hundred|thousand|odd|ish)\w*)[a-z]+"
    ),
    "how sure": r"\d{1,3}(?:\.\d+)? ?(?:%|per ?cent) (?:sure|certain|positive|confident|convinced)\b",
    "wholly": (  # I agree 100 %
        r"(?:(?:^|(?<=[,.!?;:] )|(?<=\bi )|(?<=\bim )|(?<=\bam )|(?<=ly )|(?<=agree )|(?<=sure )|(?<=you )))"
        r"(?:1000|200|101|110|100|(?:a|one) hundred)(?: ?%| per ?cent)(?! (?:of|more|higher|rise|increase|were|was))"
    ),
}
_PATTERNS = {**_DATES_AND_TIMES, **_THINGS_WITH_A_NUMBER, **_AGES_ORDINALS_AND_NAMES, **_SCORES_AND_SAYINGS}
_ALL = re.compile(rf"(?<![\w£$€.,·])(?:{'|'.join(_PATTERNS.values())})")
# A currency or a hedge close to digits is no name: "gbp5", "ca300".
_CODES = re.compile(r"(?:gbp|usd|eur|approx|circa|ca)\d")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def no_quantities(folded: str) -> Iterator[tuple[int, int, tuple[int, int] | None]]:
    """Yield where something stands in a folded text that is no quantity, from left to right and never overlapping.

    Each as its start, its end (exclusive), and the start and end of the year in it; None for that if there is none.
    """
    for match in _ALL.finditer(folded):
        if _CODES.match(match[0]):
            continue
        year = _YEAR.search(folded, match.start(), match.end())
        yield match.start(), match.end(), year.span() if year is not None else None

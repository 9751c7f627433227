"""What a number is counted for: "a week", "per 1,000". Knows nothing of what the number is."""

from __future__ import annotations

import re

__all__ = ["rate_after"]

_PERIOD = (
    "second|minute|hour|hr|day|night|week|wk|weekend|month|quarter|term|year|yr|annum|decade|head|person|capita|child"
    "|pupil|household|visit|shift"
)
_RATE = re.compile(
    rf"(?P<between>(?: [a-z'-]+){{0,4}}?) ?(?:(?P<per>(?:a|an|per|each|every|/) ?(?:{_PERIOD})\b"
    r"|(?:per|for every) ?(?:\d[\d,.]*|hundred|thousand|million)(?: [a-z]+)?)"
    r"|(?P<every>annually|yearly|daily|weekly|monthly|hourly|p\.?a\b))"
    r"(?! (?:ago|later|earlier|before|after|old|and a half|on)\b)"
)
_NO_RATE = re.compile(
    r"\b(?:in|for|within|of|over|once|half|than|during|after|before|by|ago|to|from|and|or|was|were)\b"
)
_BY_PERIOD = {"hourly": "an hour", "daily": "a day", "weekly": "a week", "monthly": "a month"}


def rate_after(folded: str, end: int) -> tuple[str, int]:
    """Return what the number that ends at a place of a folded text is counted for, and where that ends, exclusive.

    Periods are said in one way, whatever the text has: "a year" for "per annum" and "p.a.". ("", end) for nothing.
    """
    match = _RATE.match(folded, end)
    if match is None or _NO_RATE.search(match["between"]):
        return "", end
    if match["every"]:
        return _BY_PERIOD.get(match["every"], "a year"), match.end()
    per = match["per"].replace("/", "per ")
    noun = per.split()[-1]
    noun = {"hr": "hour", "wk": "week", "yr": "year", "annum": "year"}.get(noun, noun)
    if noun in _PERIOD.split("|"):
        return f"{'an' if noun == 'hour' else 'a'} {noun}", match.end()
    return " ".join(per.split()), match.end()

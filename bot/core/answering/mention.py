"""A question that asks only whether, and what, the report says of something: "did they mention burglary?".

Knows how people put that in English; knows nothing of the report.
"""

from __future__ import annotations

import re

from ..language.message import Message

__all__ = ["mentioned"]

_REPORT = (
    r"(?:(?:the|this|that|your|ur|his|her|their) )?(?:\w+ )?(?:article|report|story|piece|paper|document|source|text"
    r"|review|study|inspection|it|they|there|inspectors?|authors?|u|you)"
)
_SAYS = (
    r"(?:say|says|said|saying|mention|mentions|mentioned|mentioning|talk|talks|write|writes|cover|covers|report|reports"
    r"|find|found|state|states|know|have|has|got|come up|bring up)"
)
_ANYTHING = r"(?:anything|something|sth|smth|stuff|a word|a thing|much|more|at all|word|info|information)"
_ABOUT = r"(?:about|on|of|regarding|concerning|re|abt|bout)"
_LEAD_IN = r"(?:(?:so|and|ok|okay|hi|hey|hello|wait|um|er|but|please|pls|can you|could you) )*"
_ASKING = r"(?:any|anything|any info|info|information|something|tell me|tell us|show me(?: stuff)?|what)"
_FRAMES = tuple(
    re.compile(rf"^{_LEAD_IN}{frame}$")
    for frame in (
        rf"(?:what|wat|wut|wot) (?:exactly |precisely )?(?:does|did|do|has|is) {_REPORT} {_SAYS}"
        rf" (?:{_ANYTHING} )?{_ABOUT} (?P<what>.+)",
        rf"(?:does|did|do|has|have) {_REPORT} (?:even |also |really |actually )?{_SAYS}"
        rf" (?:{_ANYTHING} )?(?:{_ABOUT} )?(?P<what>.+)",
        rf"(?:is|was|are|were) there {_ANYTHING}(?: in {_REPORT}| there)? {_ABOUT} (?P<what>.+)",
        rf"(?:is|was|are|were) (?P<what>.+?) (?:even |also )?(?:mentioned|covered|discussed)(?: (?:in|by) {_REPORT})?",
        rf"(?:is|was|are|were) (?P<what>.+?) (?:in|part of) {_REPORT}",
        rf"(?:got )?(?:{_ASKING} )+{_ABOUT} (?P<what>.+)",
    )
)


def mentioned(message: Message) -> Message | None:
    """Return what a message asks about that asks only whether or what the report says of it; None of any other."""
    for frame in _FRAMES:
        match = frame.match(message.plain)
        if match is not None:
            what = message.piece(match["what"])
            return what if what.telling else None
    return None

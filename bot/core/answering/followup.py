"""What a short message asks of what was shown before: its source, its share, the rest, more of it, one of several.

Reads the message alone; knows neither what was shown nor what is then said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from ..language.message import Message

__all__ = ["SAYS", "FollowUp", "Wish", "follow_up"]

Wish = Literal[
    "again", "who", "figures", "quote", "share", "whole", "rest", "sum", "difference", "more", "pick", "doubt", "no"
]
"""What is asked of what was shown:

again: where it stands, or whether it is so.
who: who says so.
figures: the numbers on the subject.
quote: the exact words.
share: what part of a whole it is.
whole: what it is a part of.
rest: what is left of that.
sum: two figures together.
difference: by how much two figures differ.
more: something else on the same subject.
pick: one of several that were shown, by its place.
doubt: that it is another number, or otherwise.
no: something else was meant.
"""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What a message asks of what was shown before.

    Attributes:
        wish: What; None if it asks nothing by itself that needs what was shown.
        rest: The message without the words that lead back to what was shown ("back to", "no i meant"); the whole of it
            if it has none such.
        place: For "pick" which of those shown, from 0; -1 for the last.
        back: Whether it goes back to something that was shown earlier ("back to the 374, ...").
    """

    wish: Wish | None
    rest: Message
    place: int = 0
    back: bool = False


_LEAD_IN = re.compile(
    r"^(?:(?:ok|okay|k|n|so|but|and|oh|ah|hm+|wait|lol|well|right|then|um+|er+|hang on|hold on|sorry|yeah|yes|ye|cool"
    r"|nice|fine|alright|very well|i see|now|just|hey|omg|wow|please|pls|thx|thanks|ty|cheers|no way|huh|interesting"
    r") )+"
)
_BACK = re.compile(
    r"^(?:(?:(?:going |lets go |go |can we go |coming |come )?back (?:to|on)|returning to|return to)\b"
    r"|about\b(?= (?:the|that|those)\b)) ?"
)
_MEANT = re.compile(
    r"^(?:no|nah|nope|not that(?: one)?|sorry|i mean|i meant|no i mean(?:t)?|no wait|actually)\b"
    r"(?: (?:i mean(?:t)?|i said|not that(?: one)?|wait|sorry))*"
)
_PLACES = {
    "first": 0, "1st": 0, "1": 0, "one": 0, "former": 0, "second": 1, "2nd": 1, "2": 1, "two": 1, "third": 2, "3rd": 2,
    "3": 2, "three": 2, "last": -1, "latter": -1, "other": 1,
}  # fmt: skip
_PICK = re.compile(
    r"(?:(?:the|number|no|option|i mean(?:t)?|show me|give me|whats|what is|what about|and) )*"
    rf"(?P<place>{'|'.join(_PLACES)})(?: (?:one|please|pls|option|of (?:those|them|these)|thing))*"
)
_YES = re.compile(
    r"(?:yes|yeah|yep|yup|ye|ya|sure|ok|okay|correct|right|exactly|that one|this one|that)"
    r"(?: (?:please|pls|that one|thats it|that|thanks))*"
)
_NO = re.compile(
    r"no|nah|nope|not that|no not that|wrong|thats not (?:it|what i (?:asked|meant))"
    r"|that is not what i (?:asked|meant)|neither|none(?: of (?:those|them|these))?"
)
_TELLING = (
    "said|say|says|told|reported|report|reports|found|find|pointed|points|brought|noticed|noted|revealed|claimed|claims"
    "|accused|accuses|wrote|writes|discovered|established|counted|criticised|criticized|mentioned|raised|stated"
    "|concluded|complained|announced|published|came up with|dug"
)
SAYS = re.compile(rf"\b(?:{_TELLING}|described|called|introduced|request|criticism|echoed|according to)\b")
"""Finds that somebody says or has found something, in folded text."""

_THAT = "it|that|this|so|dat|those|these|them|him|her|out|up|about|all|of|with|in|anyway|then|to|you|the|report|thing"
_PLEASE = "please|pls|for|on|of|that|this|it"
# Patterns of a whole message without its lead-in, those of a wish one after the other.
_WISHES: tuple[tuple[Wish, tuple[str, ...]], ...] = (
    (
        "who",
        (
            r"(?:\w+ ){0,2}by (?:whom|who)(?: exactly)?",
            r"(?:who|whos|who is|who are|who was) \w+ing (?:that|it|this|those|them)",
            r"(?:(?:then|at least|tell me|do you know|and|so) )*"
            r"(?:who|whos|who is|who was|who even)(?: actually| else)?"
            rf" (?:{_TELLING})(?: (?:{_THAT}|quote|words|numbers?|figures?))*",
            r"(?:who|whos|who is|who was) (?:saying|reporting|claiming|accusing|quoted|being quoted|behind)"
            r"(?: (?:this|that|it|them|all))*",
            r"(?:and |according )*(?:says|said|to|by) who(?:m)?",
            r"(?:and )?whose (?:words?|quotes?|judgements?|judgments?|opinions?|views?|figures?|numbers?|claims?"
            r"|findings?|conclusions?|counts?)(?: (?:is|are|was|were) (?:this|that|these|those|it|they))?",
            r"(?:whats |what is |wheres |got |any |the |your |ur |a )*"
            rf"(?:sources?|sauce|proof|evidence|cite|citation|reference)(?: (?:{_PLEASE}))*",
            r"(?:can you )?prove (?:it|that)",
            r"who did the \w+",
            r"how do (?:we|you|u|they|i) know(?: (?:that|this|its true))?",
        ),
    ),
    (
        "again",
        (
            rf"(?:whats |what is |wheres |got |any |the |your |ur |a )*(?:link|url)(?: (?:{_PLEASE}))*",
            r"(?:are |r )?(?:you|u) sure(?: about that)?",
            r"really|for real|fr|srsly|seriously|is (?:that|this|it) (?:true|real|right|correct|so)",
            r"(?:which|what) (?:paragraph|page)(?: is (?:that|it))?",
            r"again|say (?:that|it) again|repeat(?: that)?|come again|what|pardon|you what|eh",
            r"where(?:s| is) (?:that|this|it)(?: from)?",
            r"where (?:is|does|did) (?:that|this|it|you)"
            r"(?: (?:say|come from|from|stand|written|say that|get .*|come .*))*",
            r"(?:such as|like)(?: what| who)?|for example|eg|examples?|any examples",
            r"(?:more|less|better|worse|higher|bigger) than (?:what|who|whom|which)|\d+ (?:what|of what)",
        ),
    ),
    (
        "whole",
        (
            r"(?:(?:and )?(?:out of|of|from)(?: a)? (?:how (?:many|much)|what|which|total)"
            r"(?: (?:total|overall|in total|altogether|overall figure|overall number|number))*)",
            r"(?:whats |what is |what was |and )?the (?:whole|total|overall (?:number|figure|total))|out of",
            r"(?:how many )?(?:is that |are there |were there |was that |did they (?:look at|check|review) )?"
            r"(?:in total|in all|overall|total|altogether)",
        ),
    ),
    (
        "difference",
        (
            r"(?:whats |what is )?(?:the )?(?:difference|gap)(?: between (?:them|the two|those|both))?",
            r"(?:by |and )?how (?:many|much) (?:more|fewer|less|higher|bigger)(?: (?:is|was|are) (?:that|it|they))?"
            r"(?: than (?:that|this|the other(?: one)?))?",
            r"by how (?:many|much)",
        ),
    ),
    (
        "sum",
        (
            r"(?:whats |what is |how many (?:is that |are they |are there )?|and |so )*(?:that |those |they |it )?"
            r"(?:together|combined|all together|added up|added together|the sum|sum|both together|put together)",
            r"what do (?:they|those) add up to|add (?:them|those|both)(?: up)?",
        ),
    ),
    (
        "rest",
        (
            r"(?:what about |and |whats |what is |how about |how many (?:is |are |were )?)*(?:the )?"
            r"(?:rest|others|remaining(?: ones)?|remainder|other ones|good ones)"
            r"(?: (?:of them|then|were|are|of those))*",
            r"how many (?:of (?:them|those) )?(?:were|are|was|is|r)?(?: then| actually| left)? ?"
            r"(?:fine|ok|okay|good|alright|all right|left|left over|neither"
            r"|(?:handled|done) (?:well|ok|properly|right))"
            r"(?: then| were good)?",
        ),
    ),
    (
        "more",
        (
            r"(?:tell me |some |a bit |any |anything |and |even |say |give me )*more"
            r"(?: (?:please|pls|info|details?|(?:about|on) (?:it|that|this)))*",
            r"go on|continue|next(?: one)?|carry on|keep going|elaborate|another(?: one)?|the other one|one more|and",
            r"(?:and )?(?:what|anything|something|any(?:one|body)) else(?: .*)?|what more(?: .*)?",
            r"(?:is|was|did|do|does|are|were|have|has|can)\b.* (?:anything|something|anyone|anybody) (?:else|more)"
            r"(?: .*)?",
            r"(?:and )?(?:besides|apart from|other than|aside from) .+",
            r"(?:is|was|are|were|isnt|wasnt|arent|werent) there (?:another|others?|more|any others?|any more)"
            r"(?: one| ones)?(?: .*)?",
            r"(?:is|was) that (?:it|all)",
        ),
    ),
    (
        "figures",
        (
            r"(?:(?:give|show|tell) (?:me|us) |with |any |some |the |raw |exact |got |what are the |and )*"
            r"(?:numbers?|figures?|stats|statistics|data)(?: (?:please|pls|on (?:that|it|this)))*",
        ),
    ),
)
_PATTERNS = tuple((wish, re.compile("|".join(f"(?:{each})" for each in patterns))) for wish, patterns in _WISHES)
_SHARE = re.compile(r"\b(?:percent|percentage|per cent|share|proportion|fraction|pct)\b|%")
_QUOTE = re.compile(
    r"\b(?:quote|quotation|statement|exact words|full|verbatim|word for word|what did (?:he|she|they|\w+) say exactly"
    r"|what exactly did (?:he|she|they) say)\b"
)
_POINTING = re.compile(r"\b(?:that|this|it|those|these|they|them)\b")
_OTHERWISE = re.compile(
    r"\b(?:wrong|not|no|nah|false|incorrect|mistake|lie|lies|lying|fake|heard|read|thought|think|says|said|saying|told"
    r"|claims|reckons|believe|believed|saw|sure|actually|isnt|wasnt|arent|it was|its|meant|supposed|surely|more like)\b"
)
_BELIEVING = re.compile(
    r"(?:(?:no|nah|nope|but|actually|hm+) )?(?:i|we) (?:think|thought|believe|believed|heard|read|am sure|was told) "
    r"(?:it|that|he|she|they|this) (?:was|were|is|are) \w+(?: \w+)?"
)
_MOST_WORDS, _MOST_DOUBTING_WORDS = 9, 14
_MOST_SHARE_TELLING, _MOST_WHO_TELLING = 1, 2


def follow_up(message: Message, *, several: bool = False) -> FollowUp:
    """Return what a message asks of what was shown before.

    Args:
        several: Whether several things were shown or suggested, so that one of them may be picked.
    """
    line = message.plain
    if several and (picked := _PICK.fullmatch(line)):
        return FollowUp("pick", message, _PLACES[picked["place"]])
    if several and _YES.fullmatch(line):
        return FollowUp("pick", message)
    if _NO.fullmatch(line):
        return FollowUp("no", message)
    meant = _MEANT.sub("", line).strip()
    if meant and meant != line and not message.numbers:
        return FollowUp(None, message.piece(meant))
    bare = _LEAD_IN.sub("", f"{line} ").strip() or line
    back = _BACK.sub("", bare).strip()
    if back and back != bare:
        return FollowUp(None, message.piece(back), back=True)
    if _doubts(message):
        return FollowUp("doubt", message)
    return FollowUp(_wish(message, bare) if len(message.words) <= _MOST_WORDS else None, message)


def _wish(message: Message, line: str) -> Wish | None:
    if _SHARE.search(message.folded):
        bare = message.telling <= _MOST_SHARE_TELLING or _POINTING.search(line) is not None
        return "share" if bare and not message.names else None
    for wish, pattern in _PATTERNS:
        if pattern.fullmatch(line) and (wish != "who" or message.telling <= _MOST_WHO_TELLING):
            return wish
    return "quote" if _QUOTE.search(line) else None


def _doubts(message: Message) -> bool:
    """Tell whether a message holds another number against what was said, "that's wrong, it was 387", or something else:
    "I believe it was Wednesday"."""
    if _BELIEVING.fullmatch(message.plain):
        return True
    counts = [number for number in message.numbers if number.kind != "year"]
    few = len(message.words) <= _MOST_DOUBTING_WORDS and 1 <= len(counts) <= 2
    return few and (message.telling <= len(counts) or _OTHERWISE.search(message.plain) is not None)

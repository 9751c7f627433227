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

again: its source, or whether it is so. who: who says so. quote: the exact words. share: what part of a whole it is. whole: what it is a
part of. rest: what is left of that. figures: the numbers on the subject. sum: two figures together. difference: by how much they differ. more: something
else on the same subject. pick: one of several that were shown, by its place. doubt: that a number is another one.
no: something else was meant.
"""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What a message asks of what was shown before.

    Attributes:
        wish: What; None if it asks nothing by itself that needs what was shown.
        place: For "pick" which of those shown, from 0; -1 for the last.
        back: Whether it goes back to something that was shown earlier ("back to the 374, ...").
        rest: The message without the words that lead back to what was shown ("back to", "no i meant"); the whole of it
            if it has none such.
        meant: Whether it puts right what was understood ("no, i meant").
    """

    wish: Wish | None
    place: int
    rest: Message
    meant: bool = False
    back: bool = False


_LEAD_IN = re.compile(
    r"^(?:(?:ok|okay|k|so|but|and|oh|ah|hm+|wait|lol|well|right|then|um+|er+|hang on|hold on|sorry|yeah|yes|ye|cool|nice"
    r"|fine|alright|very well|i see|now|just|hey|omg|wow|please|pls|thx|thanks|ty|cheers|no way|huh|interesting) )+"
)
_BACK = re.compile(
    r"^(?:(?:going |lets go |go |can we go |coming |come )?back (?:to|on)|returning to|return to|about (?=the|that|those))\b ?"
)
_MEANT = re.compile(
    r"^(?:no|nah|nope|not that(?: one)?|sorry|i mean|i meant|no i mean(?:t)?|no wait|actually)\b"
    r"(?: (?:i mean(?:t)?|i said|not that(?: one)?|wait|sorry))*"
)
_AGAIN = re.compile(
    r"(?:(?:whats |what is |wheres |got |any |the |your |ur |a )*"
    r"(?:link|url)(?: (?:for that|for this|please|pls|on that))*"
    r"|(?:are |r )?(?:you|u) sure(?: about that)?|really|is (?:that|this|it) (?:true|real|right|correct|so)|for real|fr"
    r"|srsly|seriously|(?:which|what) (?:paragraph|page)(?: is (?:that|it))?|again|say (?:that|it) again|repeat(?: that)?"
    r"|where (?:is|does|did) (?:that|this|it)(?: (?:say|come from|from|stand|written|say that))*"
    r"|where (?:does|did) (?:it|that|this|you) (?:say|get|come).*"
    r"|where(?:s| is) (?:that|this|it)(?: from)?|come again|what|pardon|you what|eh"
    r"|(?:and )?(?:which|what|who)(?: (?:ones?|kind|sort|exactly))?(?: (?:are|were) (?:they|those|these))?"
    r"|(?:such as|like)(?: what| who)?|for example|eg|examples?|any examples"
    r"|(?:r |are |is )?(?:those|these|that|they) (?:all|it|everything)(?: of (?:them|it))?|all of (?:them|it)"
    r"|(?:more|less|better|worse|higher|bigger) than (?:what|who|whom|which)|of what|\d+ (?:what|of what))"
)
_SAYING = (
    r"(?:said|say|says|told|reported|report|reports|found|find|pointed|points|brought|noticed|noted|revealed|claimed|claims"
    r"|accused|accuses|wrote|writes|discovered|established|counted|criticised|criticized|mentioned|raised|stated|concluded"
    r"|complained|announced|published|came up with|dug)"
)
SAYS = re.compile(rf"\b(?:{_SAYING[3:-1]}|described|called|introduced|request|criticism|echoed|according to)\b")
"""Finds that somebody says or has found something, in folded text."""

_WHO = re.compile(
    r"(?:\w+ ){0,2}by (?:whom|who)(?: exactly)?|"
    r"(?:who|whos|who is|who are|who was) \w+ing (?:that|it|this|those|them)|"
    rf"(?:(?:then|at least|tell me|do you know|and|so) )*(?:who|whos|who is|who was|who even)(?: actually| else)? {_SAYING}"
    r"(?: (?:it|that|this|so|dat|those|these|them|him|her|out|up|about|all|of|with|in|anyway|then|to|you|the police|the|report"
    r"|thing|quote|words|number|numbers|figure|figures))*"
    r"|(?:who|whos|who is|who was) (?:saying|reporting|claiming|accusing|quoted|being quoted|behind)(?: (?:this|that|it|them|all))*"
    r"|(?:and |according )*(?:says|said|to|by) who(?:m)?|(?:and )?whose (?:words?|quote|judgement|judgment|opinion|view|figures?"
    r"|numbers?|claim|finding|conclusion|count)s?(?: (?:is|are|was|were) (?:this|that|these|those|it|they))?"
    r"|(?:(?:whats |what is |wheres |got |any |the |your |ur |a )*"
    r"(?:source|sauce|proof|evidence|cite|citation|reference|sources)(?: (?:for|on|of|that|this|it|please|pls))*)"
    r"|prove (?:it|that)|can you prove (?:it|that)|who did the \w+|how do (?:we|you|u|they|i) know(?: (?:that|this|its true))?"
)
_SHARE = re.compile(r"\b(?:percent|percentage|per cent|share|proportion|fraction|pct)\b|%")
_OF_WHAT = re.compile(
    r"(?:\w+ ){0,3}(?:to|from|with|into|of|for|in|on|at|about) (?:whom|who|what|which|where|how many)(?: exactly)?"
)
_QUOTE = re.compile(
    r"\b(?:quote|quotation|statement|exact words|full|verbatim|word for word|what did (?:he|she|they|\w+) say exactly"
    r"|what exactly did (?:he|she|they) say)\b"
)
_WHOLE = re.compile(
    r"(?:(?:and )?(?:out of|of|from)(?: a)? (?:how (?:many|much)|what|which|total)"
    r"(?: (?:total|overall|in total|altogether|overall figure|overall number|overall|number))*"
    r"|(?:whats |what is |what was |and )?the (?:whole|overall (?:number|figure|total))|out of"
    r"|(?:how many )?(?:is that |are there |were there |was that |did they (?:look at|check|review) )?"
    r"(?:in total|in all|overall|total|altogether)|the total|whats the total|what is the total)"
)
_REST = re.compile(
    r"(?:what about |and |whats |what is |how about |how many (?:is |are |were )?)*"
    r"(?:the )?(?:rest|others|remaining(?: ones)?|remainder|other ones|good ones)(?: (?:of them|then|were|are|of those))*"
    r"|how many (?:of (?:them|those) )?(?:were|are|was|is|r)?(?: then| actually| left)? ?"
    r"(?:fine|ok|okay|good|alright|all right|left|left over|neither|handled (?:well|ok|properly)|done (?:well|right|properly))"
    r"(?: then| were good)?"
)
_SUM = re.compile(
    r"(?:whats |what is |how many (?:is that |are they |are there )?|and |so )*(?:that |those |they |it )?"
    r"(?:together|combined|all together|added up|added together|the sum|sum|both together|put together)"
    r"|what do (?:they|those) add up to|(?:so )?what is the sum of (?:both|them|the two)"
)
_DIFFERENCE = re.compile(
    r"(?:whats |what is )?(?:the )?(?:difference|gap)(?: between (?:them|the two|those|both))?"
    r"|(?:by |and )?how (?:many|much) (?:more|fewer|less|higher|bigger)(?: (?:is|was|are) (?:that|it|they))?"
    r"(?: than (?:that|this|the other(?: one)?))?"
)
_MORE = re.compile(
    r"(?:tell me |some |a bit |any |anything |and |even |say |give me )*more(?: (?:please|pls|info|details?|about (?:it|that|this)|on (?:it|that|this)))*"
    r"|go on|continue|next(?: one)?|carry on|keep going|elaborate|another(?: one)?|the other one|one more"
    r"|(?:and )?(?:what|who|anything|something|any(?:one|body)?|anyone) else(?: .*)?|what more(?: .*)?"
    r"|(?:is|was|did|do|does|are|were|have|has|can)\b.* (?:anything|something|anyone|anybody) (?:else|more)(?: .*)?"
    r"|(?:and )?(?:besides|apart from|other than|aside from) .+"
    r"|(?:is|was|are|were|isnt|wasnt|arent|werent) there (?:another|others?|more|any others?|any more)(?: one| ones)?(?: .*)?"
    r"|(?:is|was) that (?:it|all)|and\??"
)
_FIGURES = re.compile(
    r"(?:(?:give|show|tell) (?:me|us) |with |any |some |the |raw |exact |got |what are the |and )*"
    r"(?:numbers?|figures?|stats|statistics|data)(?: (?:please|pls|on (?:that|it|this)))*"
)
_NOT_MORE = re.compile(r"^(?:and )?(?:who|where|when|why|how) else")
_PLACES = {
    "first": 0, "1st": 0, "1": 0, "one": 0, "former": 0, "second": 1, "2nd": 1, "2": 1, "two": 1, "third": 2, "3rd": 2,
    "3": 2, "three": 2, "last": -1, "latter": -1, "other": 1,
}  # fmt: skip
_PICK = re.compile(
    rf"(?:(?:the|number|no|option|i mean(?:t)?|show me|give me|whats|what is|what about|and) )*"
    rf"(?P<place>{'|'.join(_PLACES)})(?: (?:one|please|pls|option|of (?:those|them|these)|thing))*"
)
_YES = re.compile(
    r"(?:yes|yeah|yep|yup|ye|ya|sure|ok|okay|correct|right|exactly|that one|this one|that)(?: (?:please|pls|that one|thats it|that|thanks))*"
)
_NO = re.compile(
    r"(?:no|nah|nope|not that|no not that|wrong|thats not (?:it|what i (?:asked|meant))|that is not what i (?:asked|meant)|neither|none(?: of (?:those|them|these))?)"
)
_TELLING_OTHERWISE = re.compile(
    r"\b(?:wrong|not|no|nah|false|incorrect|mistake|lie|lies|lying|fake|heard|read|thought|think|says|said|saying|told"
    r"|claims|reckons|believe|believed|saw|sure|actually|isnt|wasnt|arent|it was|its|meant|supposed|surely|more like)\b"
)
_OTHERWISE = re.compile(
    r"(?:no|nah|nope|but|actually|hm+)? ?(?:(?:i|we) (?:think|thought|believe|believed|heard|read|am sure|was told) )?"
    r"(?:it|that|he|she|they|this) (?:was|were|is|are) (?!not good|bad|so |a |an |the |very |really)\w+(?: \w+)?$"
    r"(?<=\w)"
)
_MOST_WORDS, _MOST_DOUBTING_WORDS = 9, 14
_MOST_SHARE_TELLING = 1


def follow_up(message: Message, *, several: bool = False) -> FollowUp:
    """Return what a message asks of what was shown before.

    Args:
        several: Whether several things were shown or suggested, so that one of them may be picked.
    """
    line = message.plain
    if several and (match := _PICK.fullmatch(line)):
        return FollowUp("pick", _PLACES[match["place"]], message)
    if several and _YES.fullmatch(line):
        return FollowUp("pick", 0, message)
    if _NO.fullmatch(line):
        return FollowUp("no", 0, message)
    stripped = _LEAD_IN.sub("", f"{line} ").strip() or line
    back = _BACK.sub("", f"{stripped} ").strip()
    meant = _MEANT.sub("", f"{line} ").strip()
    if meant and meant != line and not message.numbers:
        return FollowUp(None, 0, message.piece(meant), meant=True)
    if back and back != stripped:
        return FollowUp(None, 0, message.piece(back), back=True)
    if _doubts(message):
        return FollowUp("doubt", 0, message)
    if len(message.words) > _MOST_WORDS:
        return FollowUp(None, 0, message)
    wish = _wish(message, stripped)
    return FollowUp(wish, 0, message)


def _wish(message: Message, line: str) -> Wish | None:
    if _WHO.fullmatch(line) and message.telling <= 2:
        return "who"
    if _AGAIN.fullmatch(line):
        return "again"
    if _OF_WHAT.fullmatch(line) and not _SHARE.search(message.folded) and message.telling <= 1 and not _WHOLE.fullmatch(line):
        return "again"
    if _WHOLE.fullmatch(line):
        return "whole"
    if _SHARE.search(message.folded) and message.telling <= _MOST_SHARE_TELLING and not message.names:
        return "share"
    if _DIFFERENCE.fullmatch(line):
        return "difference"
    if _SUM.fullmatch(line):
        return "sum"
    if _REST.fullmatch(line):
        return "rest"
    if _MORE.fullmatch(line) and not _NOT_MORE.match(line):
        return "more"
    if _FIGURES.fullmatch(line):
        return "figures"
    if _QUOTE.search(line):
        return "quote"
    return None


def _doubts(message: Message) -> bool:
    """Tell whether a message holds another number against what was said, "that's wrong, it was 387", or something else:
    "I believe it was Wednesday"."""
    if len(message.words) <= _MOST_WORDS and _OTHERWISE.match(message.plain):
        return True
    counts = [number for number in message.numbers if number.kind != "year"]
    few = len(message.words) <= _MOST_DOUBTING_WORDS and 1 <= len(counts) <= 2
    bare = few and message.telling <= len(counts)
    return few and (bare or _TELLING_OTHERWISE.search(message.plain) is not None)

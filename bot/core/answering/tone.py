"""How does a message take what was said: does it tell of a feeling, ask nothing and want nothing looked up?

Goes by what a message is made of and not by what is usually said: words of feeling beside words that say nothing, and
how questions and requests are put in English. Knows nothing of any report, nor of what is said in return.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from ..language.english import LITTLE
from ..language.message import Message

__all__ = ["Tone", "asks", "exclaims", "is_personal", "says_of_bot", "tone"]

Tone = Literal["liked", "felt"]
"""How something is taken: it is liked; or it is disliked, laughed or wondered at."""

_MOST_WORDS = 14
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)*|\d+")
_ASKS = re.compile(
    r"\b(?:who|whose|whom|what|which|when|where|why|how|whos|whats|wheres|whens|hows|did|does|is there|was there)\b"
)
_OPENLY = re.compile(r"\b(?:who|whose|whom|what|which|when|where|why|how)\b")
# "how dreadful", "what a mess", "who cares": these ask nothing, whatever they begin with.
_EXCLAMATION = re.compile(
    r"\bhow (?P<felt>\w+)\b(?: (?:is|was|are|for|of|this|that)\b[^.?!]*)?|\bwhat an?\b(?! \w+ (?:is|are|was|were|do)\b)"
    r"|\bwhat (?:the )?(?:hell|heck|fuck|actual\w*)\b|\bwho (?:knew|cares|asked(?: you)?$)\b|\bwho would have\b"
    r"|\bso what$"
)
_ECHO = re.compile(r"^\W*\w+\?(?=\s+\S)")  # "Context? What a joke."
_LEAD_IN = re.compile(
    r"^(?:(?:ok|okay|k|oh|ah|hm+|wait|lol|haha|well|right|um+|er+|sorry|yeah|yes|no|hey|hi|hello|omg|wow|but|and|so|bro"
    r"|mate|thanks|thx|ty|cheers|cool|nice|great|wtf|bot|damn|jeez) )+"
)
# As a question or a request begins that goes on from what was said.
_BEGINS = frozenset((
    "and", "n", "anything", "any", "is", "are", "r", "was", "were", "do", "does", "did", "has", "have", "had", "can",
    "could", "will", "would", "should", "tell", "show", "give", "list", "explain", "name", "compare", "back", "about",
    "also", "or", "more", "less", "only", "just", "add", "sum", "define", "describe", "quote", "continue", "next",
    "other", "another", "say", "spell", "read", "find", "isnt", "arent", "wasnt", "werent", "didnt", "doesnt", "dont",
    "same", "after", "before", "between", "better", "worse",
))  # fmt: skip
# What tells that something is to be looked up, or is held against what was said.
_LOOKS_UP = re.compile(
    r"\b(?:tell|show|give|list|explain|name|compare|repeat|quotes?|say|says|said|saying|told|prove|proof|check|find|found"
    r"|summar\w+|describe|define|confirm|share|percent\w*|number|figures? (?:for|of|on)|source|evidence|link"
    r"|sure|surely|heard|read|reports?"
    r"|looking for|want|need|i wonder|wondering|understand the|meant|mean|more|else|other|another|example"
    r"|details?|mention\w*|question|asks?|asked|asking|tldr|according|most|least of|apart from)\b"
)
_MEASURED = re.compile(
    r"(?:(?:its|thats|it is|that is|way|wow|oh|lol|hmm|even|a lot|lot|much|far|well|is) )*"
    r"(?:more|less|fewer|higher|lower|worse|better|bigger|smaller) than (?:i|we|id|i had|i would have)"
    r"(?: (?:ever|would|had|have))* (?:thought|expected|imagined|hoped|feared|guessed|reckoned)"
)
_JUDGES = re.compile(
    r"(?:(?:oh|ah|ok|well|wow|hmm|yeah|no|but|god|and) )*"
    r"(?:thats|that is|its|it is|thats not|not|so|very|too|really|pretty|that was|im|i am)\b"
)
_DRAWN_OUT = re.compile(r"(.)\1+")
_TO_BOT = re.compile(
    r"(?:are|r|do|did|can|could|will|would|have|were|dont|cant|arent) (?:you|u|ya)\b(?P<rest>.*)"
    r"|(?:is|does) (?:this|the|that) (?:bot|thing)\b(?P<thing>.*)"
)
_OPENLY_TO_BOT = re.compile(
    r"(?:what|whats|who|whos|how|hows|where|when|why) (?:\w+ ){0,3}(?:you|u|your|ur|ya)\b(?: \w+){0,3}"
    r"|what else can (?:you|u) do|how(?:s| is) (?:it|things|life|everything)(?: going| been)?(?: today)?"
    r"|whats new|wyd|hru"
)
_POINTS = re.compile(
    r"\b(?:that|this|it|these|those|them|they|he|she|know|get|got|think|about|if|of|mean|answer\w*|report)\b"
)
_OF_BOT = re.compile(
    r"(?:you|youre|u|ur|your|this bot|this thing|the bot|bot|stupid bot)\b(?! (?:said|mean|meant|got)\b)"
)
_PLAYING = re.compile(r"\b(?:joke|song|sing|poem|dance|funny|story|hi|hello|secret|marry|date)\b")
_TELL_FOR_FUN = re.compile(
    r"(?:please )?(?:tell|sing|say|write|play|do)\b.*\b(?:joke|song|poem|funny|story|hi|hello|hey)\b.*"
)
_SELF = re.compile(r"\b(?:i|im|ive|ill|id|my|me|we|our|us|mine)\b")
_MOST_TO_BOT_WORDS = 8
_MOST_ABOUT_BOT = 2  # words of the base in what is asked of the bot itself


@dataclass(frozen=True, slots=True)
class _Words:
    """Words and phrases by what they express; see tones.txt."""

    tones: dict[str, Tone]
    aside: re.Pattern[str]
    mild: frozenset[str]
    whom: frozenset[str]
    along: frozenset[str]
    filler: frozenset[str]


@cache
def _known() -> _Words:
    sections: dict[str, list[str]] = {}
    for line in (files(__package__) / "tones.txt").read_text("ascii").splitlines():
        if line.startswith("["):
            section = sections.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            section.append(line)
    split = {name: frozenset(word for line in lines for word in line.split()) for name, lines in sections.items()}
    tones: dict[str, Tone] = dict.fromkeys(split["felt"], "felt")
    tones.update(dict.fromkeys(split["liked"], "liked"))
    aside = re.compile(rf"\b(?:{'|'.join(map(re.escape, sections['aside']))})\b")
    return _Words(tones, aside, split["mild"], split["whom"], split["along"] | LITTLE, split["filler"])


def asks(message: Message) -> bool:
    """Tell whether a message asks something, or begins as what goes on with a question. Exclamations do not."""
    text = _ECHO.sub(" ", message.folded.replace("'", ""))
    text, read = (_EXCLAMATION.sub(_unless_asked, each) for each in (text, message.as_read))
    return "?" in text.replace("?!", "!") or bool(_ASKS.search(text) or _OPENLY.search(read)) or _begins(message)


def _unless_asked(found: re.Match[str]) -> str:
    felt = found["felt"]
    return found[0] if felt is not None and felt not in _known().tones else " "


def _begins(message: Message) -> bool:
    plain = _plain(message)
    bare = _LEAD_IN.sub("", f"{plain} ").strip()
    if re.match(r"(?:so|but) (?!(?:bad|sad|good|cool|funny|much|many|true)\b)", plain) and not _first_tone(plain):
        return True  # "so they all failed": a claim held up to be confirmed
    if bare.startswith("have a "):
        return False
    return bool(bare) and bare.split(" ", 1)[0] in _BEGINS and not _known().aside.match(bare)


def _first_tone(plain: str) -> bool:
    words = plain.split()
    return len(words) > 1 and words[1] in _known().tones


def tone(message: Message) -> Tone | None:
    """Return how a message takes something that says nothing but that: "that's actually so sad". None of any other."""
    words = _words(message)
    if not words or len(words) > _MOST_WORDS:
        return None
    known, plain = _known(), " ".join(words)
    if _MEASURED.fullmatch(plain):
        return "felt"
    if _is_cry(message, words) or ("?" not in message.folded and known.filler.issuperset(map(_cut_short, words))):
        return "felt"
    if message.numbers or asks(message) or _LOOKS_UP.search(plain):
        return None
    rest = known.aside.sub(" ", plain).split()
    if not all(word in known.tones or word in known.mild | known.whom | known.along for word in rest):
        return None
    found = [known.tones[word] for word in rest if word in known.tones]
    mild = _JUDGES.match(plain) and any(word in known.mild for word in rest) and not known.whom.intersection(rest)
    if not found and not mild and not known.aside.search(plain):
        return None
    return "liked" if found and set(found) == {"liked"} and not _denied(plain) else "felt"


def _denied(plain: str) -> bool:
    return re.search(r"\b(?:not|no|never|isnt|arent|wasnt|hardly|nothing)\b", plain) is not None


def _is_cry(message: Message, words: list[str]) -> bool:
    """Tell whether a message is a number cried out: "jeez 75%?!", "374!!"."""
    tones = _known().tones
    others = [word for word in words if not word.isdigit() and word not in ("percent", "pct")]
    if not message.numbers or any(word not in tones for word in others):
        return False
    return bool(others) or re.search(r"\?+!|!+\?|!!", message.folded) is not None


def exclaims(message: Message) -> Tone | None:
    """Return how a message takes something that has words of feeling beside others, and asks nothing: "typical
    librarians lol". None of any other, nor where something is held against what was said."""
    words = _words(message)
    known, plain = _known(), " ".join(words)
    if not 1 < len(words) <= _MOST_WORDS or asks(message) or _LOOKS_UP.search(plain):
        return None
    emphatic = re.search(r" (?:af|fr|ong|100|no cap|tho lol|innit)$", plain) is not None
    if message.numbers and not (emphatic and len(message.numbers) == 1 and plain.endswith(" 100")):
        return None
    found = [known.tones[word] for word in words if word in known.tones]
    marked = emphatic or known.aside.search(plain) is not None or words[0] in ("l", "w") or words[-1] in ("l", "w")
    if not found and not marked:
        return None
    return "liked" if found and set(found) == {"liked"} and not _denied(plain) else "felt"


def says_of_bot(message: Message) -> Literal["asks", "tells"] | None:
    """Return whether a message asks the bot something of itself ("do you dream"), or tells it what it is ("you know
    nothing"); None if it does neither or wants something looked up."""
    plain = _plain(message)
    bare = _LEAD_IN.sub("", f"{plain} ").strip()
    if len(bare.split()) > _MOST_TO_BOT_WORDS or message.numbers or message.names:
        return None
    if _TELL_FOR_FUN.fullmatch(bare):
        return "asks"
    asked = _TO_BOT.fullmatch(bare)
    if asked is not None:
        rest = asked["rest"] or asked["thing"] or ""
        if _PLAYING.search(rest):
            return "asks"
        told = (
            _ASKS.search(rest)
            or _LOOKS_UP.search(rest)
            or re.search(r"\b(?:if|about|know|think .+|that|it|they)\b", rest)
        )
        return None if told or _of_base(message) > _MOST_ABOUT_BOT else "asks"
    if _OPENLY_TO_BOT.fullmatch(bare):
        free = bare.startswith("how") or not (_POINTS.search(bare) or _LOOKS_UP.search(bare.replace(" else", "")))
        return "asks" if free and not re.search(r"how (?:do|did) (?:you|u)", bare) and not _of_base(message) else None
    if _OF_BOT.match(bare) and "?" not in message.folded and not _ASKS.search(bare) and not _LOOKS_UP.search(bare):
        return "tells"
    return None


def is_personal(message: Message) -> bool:
    """Tell whether a message says something of whoever writes it, asks nothing and names nothing: "my bus is here"."""
    plain = _plain(message)
    said = _SELF.search(plain) is not None and not asks(message)
    return said and not (message.numbers or message.names or _LOOKS_UP.search(plain))


def _of_base(message: Message) -> int:
    return len({term.text for term in message.terms if term.known and not term.little})


def _cut_short(word: str) -> str:
    return word if word in _known().filler else _DRAWN_OUT.sub(r"\1", word)


def _words(message: Message) -> list[str]:
    return _WORD.findall(message.folded.replace("'", ""))


def _plain(message: Message) -> str:
    return " ".join(_words(message))

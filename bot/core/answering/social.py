"""Is a message a greeting, thanks, a reaction: something that people say to a bot without asking of the report?

Knows how people are polite, or not, in English chat; knows nothing of any report, and not what is said in return.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

from rapidfuzz.distance import DamerauLevenshtein

from ..language.english import ordinary
from ..language.message import Message
from .tone import Tone, asks, exclaims, is_personal, says_of_bot, tone

__all__ = ["MANNERS", "Manner", "leaning", "manner", "passing", "phrases", "reacting", "remarks", "unheard"]

Manner = Literal[
    "bare", "greeting", "thanks", "praise", "apology", "insult", "reaction", "farewell", "identity", "abilities"
]
"""Ways in which people speak to a bot. "bare" is a message without a word."""

MANNERS: tuple[Manner, ...] = get_args(Manner)

# Of several in one message the first of these is replied to.
_RANK: tuple[Manner, ...] = (
    "abilities", "identity", "insult", "apology", "thanks", "farewell", "praise", "greeting", "reaction", "bare",
)  # fmt: skip

_SPOKEN = re.compile(r"[a-z]+\d+[a-z]*|\d+[a-z]+|[^\W\d_]+(?:'[^\W\d_]+)*|\d+")
_DRAWN_OUT = re.compile(r"(.)\1{2,}")
_LAST_DOUBLED = re.compile(r"(.)\1+$")
_OFTEN_MISSPELT = ("thanks", "thankyou", "thank", "sorry", "hello", "goodbye", "cheers", "please", "brilliant")
_LEAST_MISSPELT = 4
_LAUGHTER = re.compile(r"(?:(?:ha|he|hi|hue|ja|lo+l|xd|lma+o+|ah)+h?)+")
_MOST_WORDS = 14
_MOST_LEANING_WORDS = 9
_ASKS = re.compile(r"\?|\b(?:who|whose|whom|what|which|when|where|why|how|whos|whats|did|does|is there|was there)\b")


_LEAD = r"(?:(?:ok|okay|oh|ah|no|yes|great|cool|nice|alright|right|perfect|lovely|lol|haha|wow|aw|well) )*"
_THANKS = r"(?:thanks|thank (?:you|u|god)|thx|thnx|ty|tysm|cheers|ta|much appreciated|many thanks|thankyou|thanku)"
_AFTER_THANKS = r"(?:for|thats?|this|its?|i|ill|im|ive|my|we|will|gonna|youve|youre|you|anyway|now|see|talk)"
# How a polite message begins, and what may come after without making it a question.
_FRAMES: tuple[tuple[Manner, re.Pattern[str]], ...] = (
    (
        "thanks",
        re.compile(
            rf"{_LEAD}{_THANKS}(?: (?:a lot|so much|very much|bot|mate|again|man|bud|love))*(?: {_AFTER_THANKS}\b.*)?"
            r"|(?:i )?(?:really |much |do )*appreciate (?:it|that|this|you|the|your)\b.*|ill pass (?:it|that) on.*"
        ),
    ),
    (
        "apology",
        re.compile(
            rf"{_LEAD}(?:(?:so |im |i am |very )*sorry|apologies|soz) "
            r"(?:about|for|to|im|i was|didnt|did not|that was|my)\b.*"
            r"|(?:sorry )?(?:i )?(?:didnt|did not) mean (?:that|it|to\b.*)"
            r"|(?:ignore|forget|scrap|disregard) (?:me|that|it|this|my .*)"
        ),
    ),
    (
        "farewell",
        re.compile(
            rf"{_LEAD}(?:have (?:a |an )?(?:nice|good|great|lovely|fun|wonderful|safe)\b.*|sleep (?:well|tight)"
            r"|(?:i )?(?:have|got|gotta|need|going|must)(?: to)? (?:go|run|dash|sleep)(?: now| home| to \w+)?"
            r"|(?:talk|speak|see|catch)(?: to)?(?: you| u| ya)? (?:soon|later|tomorrow|around|next \w+))"
        ),
    ),
    (
        "greeting",
        re.compile(
            r"(?:happy|merry) (?:new year|\w+day|christmas|xmas|easter|halloween|holidays?|diwali|eid)\b.*"
            rf"|{_LEAD}(?:hi|hey|hello|yo)\b.*\b(?:new here|im new|its me)\b.*"
        ),
    ),
)
_WANTED = re.compile(r"\b(?:find|understand|explain|with the)\b")
_WANTS = re.compile(r"\b(?:need the|want the|looking for|(?:tell|show|give) (?:me|us)|meant|i mean)\b")

_ANYWHERE: frozenset[Manner] = frozenset(["thanks", "farewell", "apology", "insult", "identity"])
_BEGINS = frozenset((
    "and", "anything", "any", "is", "are", "was", "were", "do", "does", "did", "has", "have", "had", "can", "could",
    "will", "would", "should", "tell", "show", "give", "list", "explain", "name", "compare", "back", "about",
    "also", "or", "not", "more", "less", "only", "just", "add", "sum", "define", "describe", "quote", "continue",
    "go", "next", "other", "another", "the",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known to be said in passing.

    Attributes:
        phrases: By the words of each phrase how it is meant; of one that stands twice, the first.
        longest: How many words the longest has.
        beside: Words that may stand beside one and change nothing.
        words: All words of both.
    """

    phrases: Mapping[tuple[str, ...], Manner]
    longest: int
    beside: frozenset[str]
    words: frozenset[str]


@cache
def _known() -> _Known:
    sections: dict[str, list[tuple[str, ...]]] = {}
    for line in (files(__package__) / "manners.txt").read_text("ascii").splitlines():
        if line.startswith("["):
            section = sections.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            section.append(tuple(line.split()))
    beside = frozenset(word for phrase in sections["beside"] for word in phrase)
    phrases: dict[tuple[str, ...], Manner] = {}
    for kind in MANNERS:
        for phrase in sections.get(kind, ()):
            phrases.setdefault(phrase, kind)
    spoken = frozenset(word for phrase in phrases for word in phrase)
    return _Known(phrases, max(map(len, phrases)), beside, spoken | beside)


def phrases() -> list[str]:
    """Return everything that is known to be said without asking of a report, in English, folded."""
    return [" ".join(phrase) for phrase in _known().phrases]


def manner(message: Message) -> Manner | None:
    """Return how a message is meant that is made of nothing but such phrases; None if it says anything else.

    A message without a word or number is "bare"; one of nothing but signs and pictures a "reaction".
    """
    spoken = _spoken(message)
    if not spoken and message.words:
        return None
    if not spoken:
        return "reaction" if any(not char.isspace() and char not in "?!." for char in message.typed) else "bare"
    if len(spoken) > _MOST_WORDS:
        return None
    said = _first(_covering(spoken))
    if said in ("praise", "reaction") and tuple(spoken) not in _known().phrases and asks(message):
        said = None  # "is that a lot?"
    return said or _framed(message) or _of_tone(tone(message)) or _of_bot(message)


def reacting(message: Message) -> Manner | None:
    """Return how a message is meant that cries out at what it names and asks nothing: "typical librarians lol". None of
    any other."""
    return _of_tone(exclaims(message))


def unheard(message: Message) -> bool:
    """Tell whether a message asks nothing, and has no word that a base knows of those that say what it is about."""
    about = [term for term in message.terms if not term.little]
    return bool(about) and not (message.numbers or asks(message) or any(term.known for term in about))


def passing(message: Message) -> Manner | None:
    """Return how a message is meant that nothing in a base is near: as it leans, or as what somebody says of themselves
    ("my bus is here"). None of any other."""
    if _WANTS.search(message.plain):
        return None
    return leaning(message) or reacting(message) or ("reaction" if is_personal(message) else None)


def _framed(message: Message) -> Manner | None:
    """Return how a message is meant that begins as only polite ones do, and goes on without a question or a number."""
    if message.numbers or asks(message):
        return None
    plain = message.plain.replace("'", "")
    return next((kind for kind, frame in _FRAMES if frame.fullmatch(plain) and not _WANTS.search(plain)), None)


def _of_tone(felt: Tone | None) -> Manner | None:
    return None if felt is None else "praise" if felt == "liked" else "reaction"


def _of_bot(message: Message) -> Manner | None:
    said = says_of_bot(message)
    if said != "tells":
        return "identity" if said == "asks" else None
    felt = exclaims(message)
    return "praise" if felt == "liked" else "insult" if felt == "felt" else "reaction"


def leaning(message: Message) -> Manner | None:
    """Return how a short message is meant that has such a phrase, asks nothing and has no number.

    Thanks, farewells, apologies and insults may stand anywhere, what else at its beginning or its end: "thanks, my nan
    says hi". None of any other message.
    """
    spoken, known = _spoken(message), _known()
    if len(spoken) > _MOST_LEANING_WORDS or message.numbers or asks(message):
        return None
    found: list[Manner] = []
    for start in range(len(spoken)):
        for end in range(min(len(spoken), start + known.longest), start, -1):
            kind = known.phrases.get(tuple(spoken[start:end]))
            if kind == "abilities" and _WANTED.search(message.folded):
                continue
            if kind is not None and (kind in _ANYWHERE or start == 0 or end == len(spoken)):
                found.append(kind)
    return _first(found)


def remarks(message: Message) -> bool:
    """Tell whether a message asks nothing and names nothing: a remark on what was said."""
    begins = message.plain.split(" ", 1)[0]
    return not (message.numbers or message.names or _ASKS.search(message.folded) or begins in _BEGINS)


def _first(found: Sequence[Manner]) -> Manner | None:
    return min(found, key=_RANK.index, default=None)


def _spoken(message: Message) -> list[str]:
    """Return the words of a message as the phrases have them: without apostrophes, drawn-out letters cut short, and
    misspelt thanks and the like put right."""
    return [_as_known(word.replace("'", "")) for word in _SPOKEN.findall(message.folded)]


def _as_known(bare: str) -> str:
    known = _known().words
    if _LAUGHTER.fullmatch(bare) and len(bare) > 2:
        return "haha"
    if bare in known:
        return bare
    for shorter in (_DRAWN_OUT.sub(r"\1\1", bare), _DRAWN_OUT.sub(r"\1", bare), _LAST_DOUBLED.sub(r"\1", bare)):
        if shorter in known:
            return shorter
    if len(bare) < _LEAST_MISSPELT or bare in ordinary():
        return bare
    return next(
        (word for word in _OFTEN_MISSPELT if DamerauLevenshtein.distance(bare, word, score_cutoff=1) <= 1), bare
    )


def _covering(spoken: Sequence[str]) -> list[Manner]:
    """Return the manners of the phrases that cover all words, but for words that may stand beside; [] if none do."""
    known = _known()
    best: list[list[Manner] | None] = [[]]
    for end in range(1, len(spoken) + 1):
        found: list[Manner] | None = None
        for length in range(min(known.longest, end), 0, -1):
            before = best[end - length]
            kind = known.phrases.get(tuple(spoken[end - length : end]))
            if before is not None and kind is not None:
                found = [*before, kind]
                break
        before = best[end - 1]
        if found is None and before is not None and spoken[end - 1] in known.beside:
            found = list(before)
        best.append(found)
    return best[-1] or []

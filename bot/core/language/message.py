"""A message as typed -> a question: its terms, the numbers and names in it, how it is put, and its parts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .lexicon import Lexicon, Term
from .numbers import Number, numbers
from .text import fold, words
from .vocabulary import Name, NameFinder

__all__ = [
    "ASKED_FOR",
    "Question",
    "asked_for",
    "clauses",
    "completed",
    "parts",
    "puts_up_a_claim",
    "sentences",
    "understand",
]

_MAX_TERMS = 400
_CONFIRMING = re.compile(
    r"^(?:(?:so|and|but|ok|okay|wait|hang on|hey|hi|hello|um|bro|mate|lol|oh|well|then)\b[ ,]*)*"
    r"(?:is|was|were|are|did|does|do|has|have|had|didnt|wasnt|isnt|werent|arent|hasnt|havent|only|not)\b"
    r"|\b(?:is it true|is that (?:right|true|correct)|am i right|i heard|i read|i thought|i saw|apparently"
    r"|(?:my|a) \w+ (?:says|said|reckons|told me|thinks|claims)|they say|people say|somebody said|someone said)\b"
    r"|\b(?:right|correct|true|yeah|yes|no|innit|aye|eh|huh)\W*$"
)
_NUMBER = re.compile(
    r"\b(?:how (?:many|much|often)|numbers?|count|tally|total|percent|percentage|per cent|pct|pc|share|proportion"
    r"|fraction|ratio|what part)\b|%"
)
# "74 percent" is a number, and no question for one.
_SHARE = re.compile(
    r"(?<!\d )(?<!\d)(?:\b(?:percent|percentage|per cent|pct|proportion|fraction|ratio|what share)\b|%)"
)
# What kind of thing is asked for, as far as the words that ask tell it.
_ASKED_FOR = re.compile(
    r"\b(?:(?P<reason>why|how come|what for|(?:what|which|the) (?:was the |is the |were the )?(?:reasons?|causes?))"
    r"|(?P<time>when|what time|how (?:long|soon|recent|recently|old)|dates?|years?|months?|what day|which day|deadline)"
    r"|(?P<place>where|(?:what|which) (?:city|country|town|place|part of|area|region))"
    r"|(?P<person>who|whose|whom|names?|called)"
    r"|(?P<number>how (?:many|much|often)|numbers?|count|tally|total|percent|percentage|per cent|pct|share|proportion"
    r"|fraction)"
    r"|(?P<words>say|says|said|statement|quotes?|quotation|quoted|verbatim|words|wording|react|reaction|response|respond"
    r"|reply|comment|told|described|describe|call))\b|%"
)
ASKED_FOR = tuple(_ASKED_FOR.groupindex)
_ASKING = re.compile(r"\b(?:who|whose|whom|what|which|when|where|why|how|whos|whats|wheres|hows|tell me|show me)\b")
_MAX_SENTENCES, _MAX_CLAUSES, _MIN_CLAUSE_WORDS = 8, 23, 3
_MANY_WORDS, _SHORT_WORDS = 25, 3
_CLAUSE = re.compile(r"[.!?,;:]+ ?| (?:but|and|anyway|btw|also) ")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+|(?<=[?!])(?=\S)")
# For text with single spaces only.
_JOINT = re.compile(
    r" ?(?:[?;]+|,? \b(?:and also|and|n|also|plus|as well as)\b| [+&] "
    r"|,(?= ?(?:who|what|which|when|where|why|how)\b)) ?"
)


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, read as far as words go.

    confirming: whether it holds up a claim to be confirmed ("is it true that", "..., right?", a plain statement)
    rather than asking openly. wants_number: whether it asks how many, or what share. wants_share: whether it asks for
    a percentage or the like. asks: see `asked_for`.
    """

    text: str
    terms: tuple[Term, ...]
    numbers: tuple[Number, ...]
    names: tuple[Name, ...]
    confirming: bool
    wants_number: bool
    wants_share: bool = False
    asks: tuple[str, ...] = ()

    @property
    def telling(self) -> int:
        """How many different terms of it say what it is about."""
        return len({term.text for term in self.terms if not term.little})


def understand(text: str, lexicon: Lexicon, names: NameFinder) -> Question:
    """Read a question. Any text will do; one without words has no terms."""
    terms = tuple(lexicon.terms(text)[:_MAX_TERMS])
    folded = fold(text)
    plain = " ".join(words(folded))
    repaired = [word for term in terms for word in (term.repaired or term.typed).split()]
    confirming = puts_up_a_claim(plain) or not _ASKING.search(plain)
    spoken = " ".join(repaired)
    return Question(
        text,
        terms,
        numbers(text),
        names.find(repaired),
        confirming,
        wants_number=bool(_NUMBER.search(spoken)),
        wants_share=bool(_SHARE.search(spoken)),
        asks=asked_for(spoken),
    )


def puts_up_a_claim(plain: str) -> bool:
    """Tell whether words ask for a yes to something that may be wrong: "is it true that", "..., right?"."""
    return _CONFIRMING.search(plain) is not None


def asked_for(spoken: str) -> tuple[str, ...]:
    """Return the kinds of thing that the words of a question ask for, of ASKED_FOR and each once; () if none shows."""
    found = dict.fromkeys(match.lastgroup or "number" for match in _ASKED_FOR.finditer(spoken))
    return tuple(found)


def sentences(text: str) -> list[str]:
    """Return the sentences of a message, told around a question: the last eight; [] of one alone.

    Where some end in a question mark or begin with a word that asks, these alone are returned. Where none does, the
    clauses of a long message that ask something come besides.
    """
    found = [piece.strip() for piece in _SENTENCE.split(text) if len(piece) > 1 and not piece.isspace()]
    if len(found) == 1 and len(text.split()) < _MANY_WORDS:
        return []
    asked = [piece for piece in found if piece.endswith("?") or _ASKING.match(fold(piece))]
    if asked and len(found) > 1:
        return asked[-_MAX_SENTENCES:]
    found = found[-_MAX_SENTENCES:] if len(found) > 1 else []
    if len(text.split()) >= _MANY_WORDS:
        asking = [piece for piece in clauses(text)[1:] if _ASKING.search(fold(piece))]
        found += [piece for piece in asking[-_MAX_SENTENCES:] if piece not in found]
    return found


def clauses(text: str) -> list[str]:
    """Return the message and, of several, its clauses of three words or more, for what may be said beside a question.

    At most 24, the last ones.
    """
    found = [piece.strip() for piece in _CLAUSE.split(" ".join(text.split()))]
    found = [piece for piece in found if len(piece.split()) >= _MIN_CLAUSE_WORDS]
    return [text, *(found[-_MAX_CLAUSES:] if len(found) > 1 else [])]


def parts(text: str) -> list[str]:
    """Return the two or three questions that a message may be asking at once; [] if it cannot be more than one.

    They may lack what an earlier one has: see `completed`.
    """
    pieces = (piece.strip() for piece in _JOINT.split(" ".join(text.split())))
    found = [piece for piece in pieces if words(fold(piece))]
    return found if 2 <= len(found) <= 3 and len(words(fold(found[0]))) >= 2 else []


def completed(first: str, piece: str) -> list[str]:
    """Return what a part of a message may mean that leaves out what was said in the first part.

    "the salary of cooks", "waiters": the salary of waiters. "the cook's name", "what did he say": both together.
    """
    spoken, said = first.split(), piece.split()
    short = len(said) <= _SHORT_WORDS and len(said) < len(spoken) and not _ASKING.search(fold(piece))
    return [" ".join([*spoken[: -len(said)], *said])] if short else [f"{first} {piece}"]

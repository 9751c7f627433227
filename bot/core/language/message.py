"""A message as typed -> what it says, read once: its words and terms, numbers and names, how it asks, and its pieces.

Every later step is handed the message and reads nothing anew: calls for help, ranking, premises, follow-ups and the
figure check all go by it. Knows the words of a base, and none of its entries.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from .lexicon import Lexicon, Term
from .numbers import numbers
from .quantity import Number
from .text import fold_lines, words
from .vocabulary import Name, NameFinder

__all__ = ["ASKED_FOR", "Message", "MessageReader", "asked_for", "puts_up_a_claim"]

_MOST_ASKED = 2_400  # characters: Discord's messages have 2,000; whoever writes more asks at its end
_BROKEN_WORD = re.compile(r"\A\S+\s+(?=\S)")
_MAX_TERMS = 120  # no question has as many; what a longer message asks stands in one of its sentences
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


class MessageReader:
    """Reads messages with the words of one base. Read only once built."""

    def __init__(self, lexicon: Lexicon, names: NameFinder) -> None:
        self.lexicon = lexicon
        self.names = names

    def read(self, text: str) -> Message:
        """Return a message, which is folded here and nowhere else. Any text will do."""
        return Message(fold_lines(text), self, typed=text)

    def read_folded(self, folded: str) -> Message:
        """Return as a message what was folded before, or made of such texts: one line."""
        return Message(folded, self)


class Message:
    """Somebody's message, or a piece of one. All is read when it is first asked for, and once only.

    Equal to another one of the same folded lines. A piece is the same object however often it is asked for.

    Attributes:
        lines: The folded text with the ends of its lines.
        folded: The folded text as a single line.
        typed: The text as it came; of a piece, the folded text.
    """

    def __init__(self, lines: str, reader: MessageReader, *, typed: str | None = None, whole: Message | None = None):
        self.lines = lines
        self.folded = lines.replace("\n", " ")
        self.typed = lines if typed is None else typed
        self._reader = reader
        self._known: dict[str, Message] = {} if whole is None else whole._known
        self._known.setdefault(self.folded, self)
        self._repairs: dict[str, str | None] = {} if whole is None else whole._repairs

    def __repr__(self) -> str:
        return f"Message({self.folded!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Message) and self.lines == other.lines

    def __hash__(self) -> int:
        return hash(self.lines)

    # --- What it says -----------------------------------------------------------------------------------------

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words in order, as `text.words` has them."""
        return tuple(words(self.folded))

    @cached_property
    def plain(self) -> str:
        """Its words with single blanks between them: the same for texts that differ in punctuation alone."""
        return " ".join(self.words)

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """Its terms in order, misspelt words repaired; those of its first 120 words."""
        return tuple(self._reader.lexicon.terms(self.folded, most=_MAX_TERMS, repairs=self._repairs))

    @cached_property
    def as_read(self) -> str:
        """The words of its terms, misspelt ones as they were repaired."""
        return " ".join(term.repaired or term.typed for term in self.terms)

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """The numbers in it, with their places in `folded`."""
        return numbers(self.folded)

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """The names of the base in it, in order, each once."""
        return self._reader.names.find(self.as_read.split())

    @cached_property
    def telling(self) -> int:
        """How many different terms of it say what it is about."""
        return len({term.text for term in self.terms if not term.little})

    # --- How it asks ------------------------------------------------------------------------------------------

    @cached_property
    def confirming(self) -> bool:
        """Whether it holds up a claim to be confirmed ("is it true that", "..., right?", a plain statement) rather than
        asking openly."""
        return puts_up_a_claim(self.plain) or not _ASKING.search(self.plain)

    @cached_property
    def wants_number(self) -> bool:
        """Whether it asks how many, or what share."""
        return _NUMBER.search(self.as_read) is not None

    @cached_property
    def wants_share(self) -> bool:
        """Whether it asks for a percentage or the like."""
        return _SHARE.search(self.as_read) is not None

    @cached_property
    def asks(self) -> tuple[str, ...]:
        """What kinds of thing it asks for, as `asked_for` tells them."""
        return asked_for(self.as_read)

    # --- Its pieces -------------------------------------------------------------------------------------------

    def piece(self, folded: str) -> Message:
        """Return a piece of the message, or what was made of its pieces, as a message; the same one each time."""
        return self._known.get(folded) or Message(folded, self._reader, whole=self)

    @cached_property
    def ending(self) -> Message:
        """What is looked at for what the message asks: its end, from a whole word on, 2,400 characters at most; the
        message itself if it is no longer."""
        if len(self.folded) <= _MOST_ASKED:
            return self
        return self.piece(_BROKEN_WORD.sub("", self.lines[-_MOST_ASKED:]))

    @cached_property
    def sentences(self) -> tuple[Message, ...]:
        """The sentences of a message that tells something around its question: the last eight; () of one alone.

        Where some end in a question mark or begin with a word that asks, these alone. Where none does, the clauses of
        a long message that ask something come besides.
        """
        found = [piece.strip() for piece in _SENTENCE.split(self.lines) if len(piece) > 1 and not piece.isspace()]
        long = len(self.folded.split()) >= _MANY_WORDS
        if len(found) == 1 and not long:
            return ()
        asked = [piece for piece in found if piece.endswith("?") or _ASKING.match(piece)]
        if asked and len(found) > 1:
            return self._pieces(asked[-_MAX_SENTENCES:])
        found = found[-_MAX_SENTENCES:] if len(found) > 1 else []
        if long:
            asking = [piece.folded for piece in self.clauses if _ASKING.search(piece.folded)]
            found += [piece for piece in asking[-_MAX_SENTENCES:] if piece not in found]
        return self._pieces(found)

    @cached_property
    def clauses(self) -> tuple[Message, ...]:
        """Of several clauses those of three words or more, for what may be said beside a question: the last 23; () of
        one alone."""
        found = [piece.strip() for piece in _CLAUSE.split(self.folded)]
        found = [piece for piece in found if len(piece.split()) >= _MIN_CLAUSE_WORDS]
        return self._pieces(found[-_MAX_CLAUSES:] if len(found) > 1 else ())

    @cached_property
    def parts(self) -> tuple[Message, ...]:
        """The two or three questions that it may be asking at once; () if it cannot be more than one.

        They may lack what the first one has: see `completed`.
        """
        found = [piece for piece in self._pieces(piece.strip() for piece in _JOINT.split(self.folded)) if piece.words]
        return tuple(found) if 2 <= len(found) <= 3 and len(found[0].words) >= 2 else ()

    def completed(self, piece: Message) -> Message:
        """Return what a later part may mean that leaves out what was said in this one, the first.

        "the salary of cooks", "waiters": the salary of waiters. "the cook's name", "what did he say": both together.
        """
        spoken, said = self.folded.split(), piece.folded.split()
        short = len(said) <= _SHORT_WORDS and len(said) < len(spoken) and not _ASKING.search(piece.folded)
        return self.piece(" ".join([*spoken[: -len(said)], *said] if short else [*spoken, *said]))

    def _pieces(self, texts: Iterable[str]) -> tuple[Message, ...]:
        return tuple(self.piece(text) for text in texts)


def puts_up_a_claim(plain: str) -> bool:
    """Tell whether words ask for a yes to something that may be wrong: "is it true that", "..., right?"."""
    return _CONFIRMING.search(plain) is not None


def asked_for(spoken: str) -> tuple[str, ...]:
    """Return the kinds of thing that the words of a question ask for, of ASKED_FOR and each once; () if none shows."""
    found = dict.fromkeys(match.lastgroup or "number" for match in _ASKED_FOR.finditer(spoken))
    return tuple(found)

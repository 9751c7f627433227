"""Does a message tell of danger or abuse, rather than ask about the report? Knows nothing of what is then said.

A classifier, learnt when the knowledge is built from the messages in help.yaml and beside it that call for help lines,
those in the same words that do not, and phrasings of the knowledge base.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, cycle, islice

import numpy as np

from ..knowledge.model import Help, Knowledge
from ..language.english import CHAT
from ..language.text import fold, words
from ..language.unmasking import Unmasker
from ..search.classifier import Classifier
from ..search.targets import Target, phrasings_of
from .call_features import WIDTH, CallFeatures
from .social import phrases
from .tongues import ENGLISH, Tongues

__all__ = ["Distress", "Judgement", "ordinary"]

_MAX_ORDINARY = 5_000  # so many phrasings of a base, evenly chosen, are enough to learn what is ordinary
_ORDINARY_SHARE = 0.8  # so many ordinary messages at least are learnt from, beside each call
_OTHER_CALLS, _OTHER_PLAIN = 2, 3  # times that each message in another language than English is learnt from
_OF_ONESELF = frozenset(["i", "im", "ive", "id", "ill", "me", "my", "myself"])
_KNOWN = 2.0  # the least score of what is word for word a call
_CLAUSE = re.compile(r"[.!?,;:]+(?=\s|$)|\n| (?:but|and|anyway|btw|also|because|cos|cause|so|then|bc) ")
_MAX_CLAUSES, _MIN_CLAUSE_WORDS = 23, 3
_OWN = 1.0  # what speaks for a call where somebody tells of harm to themselves or to somebody of theirs
_ASIDE = 2.0  # what a clause must have more than a message, for there are many of them


@dataclass(frozen=True, slots=True)
class Judgement:
    """How much a message sounds like a call for help.

    score: Log-odds: the higher, the likelier.
    own: Whether somebody tells of harm to themselves or to somebody of theirs.
    language: Of the message: "en", or another one that the help files have messages in.
    """

    score: float
    own: bool
    language: str


class Distress:
    """Judges messages. Built once per knowledge base; then read only.

    Args:
        help: The messages to learn from, and the word classes.
        ordinary: Messages that are certainly none: the base's own phrasings.

    What people say to a bot without asking of a report is learnt to be none either, unless a call says the same, or
    somebody speaks of themselves in it.
    """

    def __init__(self, help: Help, ordinary: Sequence[str]) -> None:
        some = [fold(text) for text in ordinary[:: -(-len(ordinary) // _MAX_ORDINARY) or 1]]
        calls, plain = _folded(help.calls), _folded(help.plain)
        other_calls = {language: _folded(said.calls) for language, said in help.messages.items()}
        other_plain = {language: _folded(said.plain) for language, said in help.messages.items()}
        often = Counter(word for text in calls for word in words(text))
        often.update(fold(word) for group in help.words.values() for word in group)
        said = {_said(text) for text in calls}
        social = [phrase for phrase in phrases() if _said(phrase) not in said and not _OF_ONESELF & set(words(phrase))]
        rest = chain(plain, some, social, *other_calls.values(), *other_plain.values())
        self._unmasker = Unmasker(often, frozenset(word for text in rest for word in words(text)))
        self._features = CallFeatures(help.words)
        # There is much more in English than in all other languages. Of most there are fewer plain messages than calls.
        called = [*calls, *_OTHER_CALLS * list(chain.from_iterable(other_calls.values()))]
        self._called = frozenset(" ".join(words(text)) for text in called if words(text))
        social = social[:: -(-len(social) // len(called)) or 1]  # not more than calls: else nothing short would be one
        others = [*plain, *social, *some, *_OTHER_PLAIN * list(chain.from_iterable(other_plain.values()))]
        # A base of few phrasings counts as much as one of many: else more would sound like calls there.
        others += list(islice(cycle(some), max(0, round(_ORDINARY_SHARE * len(called)) - len(some)))) if some else []
        texts = [*called, *others]
        each = {text: at for at, text in enumerate(dict.fromkeys(texts))}  # those that come twice are read once
        rows = self._features.rows([self._unmasker.read(text) for text in each])
        rows = rows.some(np.asarray([each[text] for text in texts]))
        self._classifier = Classifier(rows, np.arange(len(texts)) < len(called), WIDTH)
        spoken = {language: [*other_calls[language], *other_plain[language]] for language in other_calls}
        self._tongues = Tongues({**spoken, ENGLISH: [*calls, *plain]})

    def judge(self, lines: str) -> Judgement:
        """Return how much a folded message, with the ends of its lines or without, sounds like a call for help.

        A clause in which somebody speaks of themselves and of harm is judged by itself as well, for a question beside
        it does not make a call for help less of one.
        """
        read = [self._unmasker.read(line) for line in lines.split("\n")]
        whole = " ".join(read)
        clauses = [clause for clause in _clauses("\n".join(read)) if self._features.tells_of_harm(clause)]
        own = bool(clauses) or self._features.tells_of_harm(whole)
        scores = self._classifier.log_odds(self._features.rows([whole, *clauses]))
        scores[1:] -= _ASIDE
        score = float(scores.max()) + own * _OWN
        if " ".join(words(whole)) in self._called:
            score = max(score, _KNOWN)
        return Judgement(score, own, self._tongues.of(whole))


def ordinary(knowledge: Knowledge) -> list[str]:
    """Return messages that certainly call for nothing: what a base says, and its ways of asking for it."""
    targets: list[Target] = [*knowledge.entries.values(), *knowledge.silences.values()]
    return [text for target in targets for text in phrasings_of(target)]


def _folded(texts: Iterable[str]) -> list[str]:
    return [fold(text) for text in texts]


def _said(folded: str) -> frozenset[str]:
    """Return the words of a message, in whatever order and however they are shortened."""
    return frozenset(part for word in words(folded) for part in CHAT.get(word, word).split())


def _clauses(text: str) -> list[str]:
    """Return the clauses of a message of several, of three words or more: the last 23; [] of one alone."""
    found = [piece.strip() for piece in _CLAUSE.split(text)]
    found = [piece for piece in found if len(piece.split()) >= _MIN_CLAUSE_WORDS]
    return found[-_MAX_CLAUSES:] if len(found) > 1 else []

"""What a message is about, held against what an entry is about, word by word.

A question can have the shape of one about an entry and another subject: "how many kittens were referred back". Each
telling word of it is judged beside the entry that would answer: by whether the entry's own words and phrasings have it,
or one near in meaning, who else has it, and what stands in its place in the phrasings nearest to the message. A known
first name with another surname is another person, whatever else is alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf, log

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from ..knowledge.model import Entry
from ..language.english import names, ordinary
from ..language.lexicon import Lexicon, Term
from ..language.message import Message
from ..language.text import fold, words
from ..language.vocabulary import Vocabulary
from .features import Features
from .forest import Forest
from .targets import Target
from .term_meanings import TermMeanings

__all__ = ["WORD_FEATURES", "WORD_VECTOR_FEATURES", "Strange", "Subjects", "Words"]

# Of a telling word beside an entry, in the order of the columns:
WORD_FEATURES = (
    "unsupported",  # 1 less the greater of the next two
    "own",  # 0.8 if it stands in the entry's own words
    "asked",  # k / (k + 1), of k phrasings of the entry that have it
    "spread",  # how many targets know it, as a share of a logarithm
    "strangeness",  # mean of `unsupported` over the message
    "telling",  # how many telling words the message has
    "richness",  # logarithm of how many phrasings the entry has
    "letters",  # how many letters it has
    "ordinary",  # 1 if it is common English
    "place",  # where in the message it stands, 0 to 1
    "others_name",  # 1 if it belongs to a name of the base that is not the entry's
    "own_name",  # 1 if it belongs to a name that is
    "persons_name",  # 1 if it is some person's name
    "elsewhere",  # share of its use that other entries have
    "silent",  # share of its use that silences have
    "after_name",  # 1 if the word before it is a name
    "before_supported",  # 1 if the word after it is telling and supported
    "after_supported",  # 1 if the word before it is
    "plural",  # 1 if it ends in "s"
    "about_me",  # 1 if "I", "my", "you" and the like stand near
    "known",  # 1 if the base knows it
    "repaired",  # 1 if it was misspelt
    "length",  # logarithm of how many words the message has
    "replaced",  # share of the nearest phrasings in which another telling word stands in its place
    "kept",  # share of them in which it stands itself
)
# Further ones where there are vectors of words:
WORD_VECTOR_FEATURES = (
    "near",  # cosine with the nearest other word that the entry's phrasings have
    "near_asked",  # the same as a share from unlike to alike, times k / (k + 1) of the k phrasings that have that word
    "near_own",  # cosine with the nearest of the entry's own words
)
_NEAREST = 8  # phrasings that a message is laid beside
_OWN = 0.8
_SUPPORTED = 0.5
_MUCH_THE_SAME = 0.6  # cosine
_NEAR_BEFORE, _NEAR_AFTER = 4, 3
_ME = frozenset(["i", "im", "i'm", "me", "my", "we", "our", "us", "you", "your"])

Strange = tuple[str, float]
"""A word as typed, and the log-odds that the entry is not about it; infinite if it makes a name another person's."""


@dataclass(frozen=True, slots=True)
class Words:
    """The telling words of a message beside an entry.

    Attributes:
        typed: The words as typed, in order.
        rows: (n_words, n_features), of each.
        unsupported: (n_words,), how little the entry has of each, 0.0 to 1.0.
        odds: (n_words,), the log-odds that the entry is not about it.
    """

    typed: tuple[str, ...]
    rows: NDArray[np.float64]
    unsupported: NDArray[np.float64]
    odds: NDArray[np.float64]


class Subjects:
    """Knows what each entry of a base is about. Built once per version; then read only.

    Args:
        targets: As `features` numbers them.
        forest: Tells strange words by WORD_FEATURES, and by WORD_VECTOR_FEATURES where there are vectors of words;
            None: no word is strange, unless it makes a name another person's.
    """

    def __init__(
        self,
        targets: Sequence[Target],
        vocabulary: Vocabulary,
        lexicon: Lexicon,
        features: Features,
        forest: Forest | None,
    ) -> None:
        self._at = {target.id: at for at, target in enumerate(targets)}
        self._index, self._named, self._forest, self._lexicon = features.index, features.named, forest, lexicon
        self._count = max(1, len(targets))
        self._own = [frozenset(lexicon.counted(fold(_words_of(target)))) for target in targets]
        self._shares = self._index.shares(np.asarray([isinstance(target, Entry) for target in targets]))
        self._meanings = TermMeanings(lexicon, features) if features.vectors is not None else None
        self._spelt: dict[str, list[NDArray[np.int64]]] = {}  # for each word of a name whose it is
        self._beside: dict[str, set[str]] = {}  # for each word of a person's name, those that may stand beside it
        for name in vocabulary.names:
            spellings = [words(spelling) for spelling in name.spellings]
            for word in {word for spelling in spellings for word in spelling}:
                self._spelt.setdefault(word, []).append(self._named.get(name, np.zeros(0, np.int64)))
            for spelling in spellings:
                if len(spelling) > 1 and spelling[0] in names():
                    for word in spelling:
                        self._beside.setdefault(word, set()).update(spelling)

    def strangest(self, message: Message, entry: Entry) -> Strange | None:
        """Return the word of a message that an entry is least likely to be about; None if no word is strange to it."""
        another = self.another_person(message, entry)
        if another is not None:
            return another, inf
        judged = self.judge(message, entry)
        if not judged.typed or self._forest is None:
            return None
        strangest = int(judged.odds.argmax())
        bar = self._forest.bars["strange"][0]
        found = judged.typed[strangest], float(judged.odds[strangest])
        return found if found[1] >= bar else None

    def touches(self, message: Message, entry: Entry) -> bool:
        """Tell whether an entry has any telling word of a message, or one that means much the same."""
        _, rows = self.rows(message, entry)
        has = bool((rows[:, WORD_FEATURES.index("unsupported")] < 1.0).any())
        return has or (self._meanings is not None and bool((rows[:, len(WORD_FEATURES)] >= _MUCH_THE_SAME).any()))

    def judge(self, message: Message, entry: Target) -> Words:
        """Return the telling words of a message beside an entry or silence, each with how strange it is to it."""
        typed, rows = self.rows(message, entry)
        unsupported = rows[:, WORD_FEATURES.index("unsupported")]
        odds = np.full(len(rows), -inf) if self._forest is None else self._forest.log_odds(rows)
        return Words(tuple(typed), rows, unsupported, odds)

    def another_person(self, message: Message, entry: Entry) -> str | None:
        """Return the word that makes a person's name in an entry another person's: "Hurst", where it is about Rosa Bell
        and Rosa Hurst is asked about; None if there is none."""
        return self._of_another_person(message, self._at[entry.id])

    def supports(self, word: str, entry: Entry) -> bool:
        """Tell whether an entry's own words or any of its phrasings have a word, which is taken as rightly spelt."""
        terms, at = self._lexicon.counted(word), self._at[entry.id]
        return bool(terms) and (terms[0] in self._own[at] or bool(self._index.often(terms[:1], at)[0]))

    def owns(self, message: Message, target: Target) -> bool:
        """Tell whether a target's own words have every telling word of a message, which has one at least."""
        own = self._own[self._at[target.id]]
        telling = [term for term in message.terms if not term.little]
        return bool(telling) and all(term.text in own for term in telling)

    def owned(self, message: Message, target: Target) -> float:
        """Return the share of the telling words of a message that a target's own words have; 1.0 if there are none."""
        own = self._own[self._at[target.id]]
        telling = [term.text in own for term in message.terms if not term.little]
        return sum(telling) / len(telling) if telling else 1.0

    def rows(self, message: Message, entry: Target) -> tuple[list[str], NDArray[np.float64]]:
        """Return the telling words of a message as typed, and their features (n_words, n_features) beside an entry."""
        at, terms = self._at[entry.id], message.terms
        telling = [place for place, term in enumerate(terms) if not term.little]
        names_of_rows = WORD_FEATURES if self._meanings is None else (*WORD_FEATURES, *WORD_VECTOR_FEATURES)
        if not telling:
            return [], np.zeros((0, len(names_of_rows)))
        asked = self._index.often([terms[place].text for place in telling], at)
        asked_share = asked / (asked + 1)
        own = np.asarray([_OWN * (terms[place].text in self._own[at]) for place in telling])
        support = np.maximum(asked_share, own)
        supported = {place for place, much in zip(telling, support.tolist(), strict=True) if much > _SUPPORTED}
        replaced, kept = self._alignment(terms, at)
        size = self._index.size(at)
        rows = []
        for row, place in enumerate(telling):
            term = terms[place]
            word = (term.repaired or term.typed).split()[-1]
            before = terms[place - 1].typed if place else ""
            of_entries, of_silences, targets = self._shares.get(term.text, (0.0, 0.0, 0))
            whose = self._spelt.get(word, ())
            owns = any(at in owners for owners in whose)
            near = terms[max(0, place - _NEAR_BEFORE) : place + _NEAR_AFTER]
            rows.append(
                (
                    1.0 - support[row],
                    own[row],
                    asked_share[row],
                    log(1 + targets) / log(1 + self._count),
                    1.0 - float(support.mean()),
                    len(telling),
                    log(size),
                    len(word),
                    word in ordinary(),
                    place / len(terms),
                    bool(whose) and not owns,
                    owns,
                    word in names(),
                    (of_entries - asked[row] / size) / (of_entries + 0.05),
                    of_silences / (of_entries + of_silences + 0.05),
                    before in names() or before in self._spelt,
                    place + 1 in supported,
                    place - 1 in supported,
                    word.endswith("s"),
                    any(other.typed in _ME for other in near),
                    term.known,
                    term.repaired is not None,
                    log(len(terms)),
                    replaced[place],
                    kept[place],
                )
            )
        table = np.asarray(rows, np.float64)
        if self._meanings is not None:
            meant = self._meanings.of([terms[place] for place in telling], at, self._own[at])
            table = np.concatenate([table, meant], axis=1)
        return [terms[place].typed for place in telling], table

    def _of_another_person(self, message: Message, at: int) -> str | None:
        for term, following in pairwise(message.terms):
            first, second = term.typed.split()[-1], following.typed.split()[0]
            if self._owned(first, at) and second not in self._beside[first] and self._may_be_a_name(following, at):
                return second
            if self._owned(second, at) and first not in self._beside[second] and self._may_be_a_name(term, at):
                return first
        return None

    def _owned(self, word: str, at: int) -> bool:
        """Tell whether a word belongs to the name of a person whom a target is about."""
        return word in self._beside and any(at in owners for owners in self._spelt[word])

    def _may_be_a_name(self, term: Term, at: int) -> bool:
        """Tell whether a telling word that a target lacks is likely a person's name: a known one, or no word at all."""
        if term.little or term.repaired is not None or " " in term.typed or term.typed in ordinary():
            return False
        supported = term.text in self._own[at] or bool(self._index.often([term.text], at)[0])
        return not supported and (term.typed in names() or not term.known)

    def _alignment(self, terms: Sequence[Term], at: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return for each term the weight of the nearest phrasings that have another telling one in its place, and of
        those that have it; the weights of all add up to 1."""
        replaced, kept = np.zeros(len(terms)), np.zeros(len(terms))
        phrasings = self._index.nearest([term.text for term in terms], at, _NEAREST)
        for numbers, phrasing, weight in phrasings:
            for step in Levenshtein.opcodes(numbers, phrasing):
                if step.tag == "equal":
                    kept[step.src_start : step.src_end] += weight
                elif step.tag == "replace" and self._index.tells(phrasing[step.dest_start : step.dest_end]):
                    replaced[step.src_start : step.src_end] += weight
        return replaced, kept


def _words_of(target: Target) -> str:
    """Return a target's own words: what it says and what it rests on."""
    if not isinstance(target, Entry):
        return f"{target.title} . {target.says}"
    speaker = f"{target.speaker.name} {target.speaker.role}" if target.speaker is not None else ""
    unit = target.figure.unit if target.figure is not None else ""
    excerpts = (excerpt.text for excerpt in target.excerpts)
    return " . ".join([target.title, target.says, target.quote, target.topic, speaker, unit, *excerpts])

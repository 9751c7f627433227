"""How sure it is that an entry answers a message: the probability that a reply with it would be right.

The ranking tells what a message is likeliest to ask for, of all that the base has. This tells whether that is good
enough to be said, from all that is known then: how probable the entry is and what rivals it, what spoke for it, which
words of the message are strange to it, and how much the base has to go by. Judged by gradient-boosted trees, which were
learnt from questions about bases rich and poor, with what they ask for and without it, and about other subjects.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from math import exp, inf, log

import numpy as np
from numpy.typing import NDArray

from ..knowledge.model import Entry
from ..search.features import FEATURES, NONE_FEATURES, NONE_VECTOR_FEATURES, VECTOR_FEATURES
from ..search.forest import Forest
from ..search.matching import Ranking
from ..search.subject import Words
from .deciding import Option

__all__ = ["Confidence", "columns", "of_words"]

_OF_OPTION = (
    "probability",  # log-odds of the entry, with those whose question its reply answers too, and of the second
    "own_probability",  # log-odds of the entry alone
    "no_probability",  # log-odds of "none of these"
    "silence_probability",  # log-odds of the likeliest silence
    "rival",  # log-odds of the likeliest entry that the reply would not tell of
    "two",  # 1 if two entries would answer together
    "richness",  # logarithm of how many phrasings a target of the base has
    "size",  # logarithm of how many targets the base has
    "telling",  # how many telling words the message has
    "words",  # logarithm of how many words it has
    "wants_number",  # 1 if it asks for a number
    "mentions_names",  # how many names are in it
    "mentions_numbers",  # how many numbers
    "kinds_asked",  # of how many kinds of thing it asks for one: who, when ...
)
_OF_WORDS = (
    "strangest",  # the highest log-odds of a word that the entry is not about it
    "second_strangest",  # the second highest
    "strange",  # of all words together
    "unsupported",  # how little the entry has of them, on average
    "words_unsupported",  # how many it has not
    "most_unsupported",  # how little it has of the one that it has least of
)
_LEAST, _MOST = 1e-6, 1.0 - 1e-6
_NOT_STRANGE = -8.0
_SURELY = 30.0  # log-odds beyond which nothing changes


def columns(*, vectors: bool) -> tuple[str, ...]:
    """Return the names of what confidence is judged by, in order; vectors: whether by vectors of words as well."""
    of_entry, of_none = (*FEATURES, *VECTOR_FEATURES), (*NONE_FEATURES, *NONE_VECTOR_FEATURES)
    return (*_OF_OPTION, *(of_entry if vectors else FEATURES), *(of_none if vectors else NONE_FEATURES), *_OF_WORDS)


class Confidence:
    """Tells how sure an answer is. Built once per version; then read only.

    Args:
        forest: Tells from `columns` how sure an answer is; None: it is not to be told, only learnt.
        covers: For each entry's id the ids of those whose question its reply answers too.
        richness: The logarithm of how many phrasings a target of the base has.
        size: How many targets it has.
    """

    def __init__(self, forest: Forest | None, covers: Mapping[str, Set[str]], richness: float, size: int) -> None:
        self._forest, self._covers = forest, covers
        self._richness, self._size = richness, log(max(1, size))

    def of(self, ranking: Ranking, option: Option, words: Words) -> float:
        """Return the probability that an answer would be right, 0.0 to 1.0.

        Args:
            words: Those of the message beside the entry that leads.
        """
        assert self._forest is not None
        row = np.append(self.row(ranking, option), of_words(words.odds, words.unsupported))
        return _probability(float(self._forest.log_odds(row[None, :])[0]))

    def row(self, ranking: Ranking, option: Option) -> NDArray[np.float64]:
        """Return what an answer is judged by, in the order of `columns`, but for what `of_words` adds."""
        lead, message = option.lead, ranking.message
        shown = [match.target.id for match in (lead, option.beside) if match is not None]
        told = {*shown, *(id for each in shown for id in self._covers.get(each, ()))}
        rivals = [m.probability for m in ranking.matches if isinstance(m.target, Entry) and m.target.id not in told]
        silences = [match.probability for match in ranking.matches if not isinstance(match.target, Entry)]
        of_option = (
            _log_odds(option.probability),
            _log_odds(lead.probability),
            _log_odds(ranking.none),
            _log_odds(max(silences, default=0.0)),
            _log_odds(max(rivals, default=0.0)),
            option.beside is not None,
            self._richness,
            self._size,
            message.telling,
            log(1 + len(message.terms)),
            message.wants_number,
            len(message.names),
            len(message.numbers),
            len(message.asks),
        )
        return np.asarray([*of_option, *lead.features, *ranking.none_features], np.float64)


def of_words(odds: NDArray[np.float64], unsupported: NDArray[np.float64]) -> tuple[float, ...]:
    """Return what all telling words of a message together say of an entry, the last of `columns`.

    Args:
        odds: (n_words,), the log-odds that the entry is not about each.
        unsupported: (n_words,), how little it has of each.
    """
    if not len(odds):
        return _NOT_STRANGE, _NOT_STRANGE, 0.0, 0.0, 0.0, 0.0
    strangest = np.sort(np.append(odds, [_NOT_STRANGE, _NOT_STRANGE]))[::-1]
    return (
        float(strangest[0]),
        float(strangest[1]),
        float(np.logaddexp(0.0, odds[odds > -inf]).sum()),
        float(unsupported.mean()),
        float((unsupported > 0.5).sum()),
        float(unsupported.max()),
    )


def _probability(odds: float) -> float:
    return 1.0 / (1.0 + exp(-min(max(odds, -_SURELY), _SURELY)))


def _log_odds(probability: float) -> float:
    within = min(max(probability, _LEAST), _MOST)
    return log(within / (1.0 - within))

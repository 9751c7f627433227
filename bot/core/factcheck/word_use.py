"""How the words of a base stand with its entries: how often, denied or not, in which forms, and what they count."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from ..knowledge.model import Entry, Knowledge
from ..language.dates import spoken
from ..language.denial import denials
from ..language.grammar import is_plural
from ..language.lexicon import Lexicon
from ..language.message import puts_up_a_claim
from ..language.text import fold, plain, words
from .fact import Key

__all__ = ["WordUse", "asked_openly", "context", "publishers"]

# What people ask "how many" of, this often at least, is a name for what an entry counts.
_UNIT_USES = 2
_IDIOM_USES = 2
_PERSONS = "people person persons men women folk folks"

# "Is it true that ..., right?": words that ask for a yes say nothing of what is asked about.
_TAG = re.compile(
    r"\b(?:is (?:it|that|this) (?:right|correct|true|wrong|so|fair)|(?:right|correct|true|yes|yeah|no|false)\W*$"
    r"|(?:true|false) or (?:true|false)|am i (?:right|correct)|correct me|(?:can you )?confirm)\b"
)


def asked_openly(entry: Entry) -> list[str]:
    """Return the ways of asking for an entry that put up no claim to be confirmed, which may be wrong."""
    return [text for text in entry.asked if not puts_up_a_claim(plain(fold(text)))]


class WordUse:
    """What the words of a base stand for, entry by entry. Read only once built.

    counting: the terms of "how many". by_entry: of each entry with a figure, its terms and how often they stand there.
    units: of each, the terms of what it counts.
    """

    def __init__(self, knowledge: Knowledge, lexicon: Lexicon) -> None:
        self._entries = knowledge.entries
        self._lexicon = lexicon
        self.counting = frozenset(lexicon.counted("how many"))
        counted = [entry for entry in knowledge.entries.values() if entry.figure is not None]
        self._asked: dict[str, Counter[str]] = {}
        self.by_entry = {entry.id: self.of(entry) for entry in counted}
        self._unit_words = {entry.id: self._terms_of(self._unit_of(entry)) for entry in counted}
        self.units = {entry.id: self._units_of(entry) for entry in counted}

    def of(self, entry: Entry) -> Counter[Key]:
        """Count the terms that stand with an entry, denied or not; its own title and sentence count twice.

        Ways of asking that put up a claim do not count: people get such claims wrong.
        """
        asked = self._asked[entry.id] = Counter()
        uses: Counter[Key] = Counter()
        for text in asked_openly(entry):
            terms = denials(self._lexicon.terms(_TAG.sub(" ", fold(text))))
            uses.update((said.term.text, said.denied) for said in terms)
            for one, two in pairwise(terms):
                if one.term.text in self.counting and not two.term.little and is_plural(two.term.typed):
                    asked[two.term.text] += 1
        own = self.counted([entry.title, entry.says])
        return uses + own + own

    def counted(self, texts: Sequence[str]) -> Counter[Key]:
        """Count the terms of some texts, denied or not."""
        return Counter(
            (said.term.text, said.denied) for text in texts if text for said in denials(self._lexicon.terms(fold(text)))
        )

    def forms(self, entry: Entry, group: frozenset[str], whole_id: str | None) -> frozenset[str]:
        """Return all words, as typed, that stand with the entries of a group, with their whole, or with the source."""
        ids = group | ({whole_id} if whole_id is not None else frozenset())
        return frozenset(word for text in (*self._texts(ids), *context(entry)) for word in words(fold(text)))

    def idioms(self, group: frozenset[str]) -> dict[str, str]:
        """Return of each term that never stands in a group without another after it ("drop the ball") that other."""
        after: dict[str, list[str]] = defaultdict(list)
        for text in self._texts(group):
            terms = self._lexicon.terms(fold(text))
            for at, term in enumerate(terms):
                follow = next((other for other in terms[at + 1 :] if not other.little), None)
                after[term.text].append(follow.text if follow is not None else "")
        free = {"", *self.counting, *(term for terms in self._unit_words.values() for term in terms)}
        return {
            term: others[0]
            for term, others in after.items()
            if len(others) >= _IDIOM_USES and len(set(others)) == 1 and others[0] not in free
        }

    def _terms_of(self, unit: str) -> frozenset[str]:
        """Return the terms of a unit: none of a sign, nor little words."""
        return frozenset(
            term.text for term in self._lexicon.terms(fold(unit)) if not term.little and term.typed.isalpha()
        )

    def _unit_of(self, entry: Entry) -> str:
        """Return what an entry counts; of a share, what its part counts."""
        figure = entry.figure
        assert figure is not None
        operand = self._entries[figure.operands[0]].figure if figure.unit == "%" and figure.operands else None
        return operand.unit if operand is not None else figure.unit

    def _units_of(self, entry: Entry) -> frozenset[str]:
        """Return the terms of an entry's unit, and what else people ask "how many" of where that unit is meant.

        Not the units of others, nor what people ask more often of entries with another unit; nor people, where things
        are counted ("how many people complained" asks for complaints, but is not what they are).
        """
        own = self._unit_words[entry.id]
        units = frozenset().union(*self._unit_words.values())
        same: Counter[str] = Counter()
        other: Counter[str] = Counter()
        for id, asked in self._asked.items():
            if id in self._unit_words:
                (same if self._unit_words[id] == own else other).update(asked)
        asked_here = {term for term, times in same.items() if times >= _UNIT_USES and times > other[term]}
        persons = set(self._lexicon.counted(_PERSONS))
        return own | (asked_here - units - (persons if own.isdisjoint(persons) else set()))

    def _texts(self, ids: Iterable[str]) -> Iterator[str]:
        for id in sorted(ids):
            yield from (self._entries[id].title, self._entries[id].says, *self._entries[id].asked)


def publishers(entry: Entry) -> list[str]:
    """Return who published an entry's source, and the report that it is about."""
    source = entry.source
    return [source.publisher, *([source.about.publisher] if source.about is not None else [])]


def context(entry: Entry) -> list[str]:
    """Return what may stand with anything of a source: when and by whom it and its report came out."""
    source = entry.source
    dates = [source.published, *([source.about.published] if source.about is not None else [])]
    return [*publishers(entry), *(spoken(date) for date in dates)]

"""Entries -> facts: each number that the sources give, with the words that may stand with it. Knows no messages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import pairwise

from .claims import figures
from .dates import spoken
from .denial import colours, comparison, denials, is_said_of_it
from .lexicon import Term
from .matching import Matcher
from .model import Entry, Knowledge, Name
from .numbers import numbers
from .question import NameFinder
from .text import fold, words

__all__ = ["Fact", "Facts", "by_whom", "doer", "is_plural", "is_same_use"]

# What people ask "how many" of, this often at least, is a name for what an entry counts.
_UNIT_USES = 2
_IDIOM_USES = 2
# A part may be spoken of in the words of its whole ("the cases they looked at"), if those are usual there.
_WHOLE_USES = 2
# A word that an entry has so seldom, and another so many times as often, is the other's.
_SELDOM, _TIMES = 2, 4

# "Is it true that ..., right?": words that ask for a yes say nothing of what is asked about.
_TAG = re.compile(
    r"\b(?:is (?:it|that|this) (?:right|correct|true|wrong|so|fair)|(?:right|correct|true|yes|yeah|no|false)\W*$"
    r"|(?:true|false) or (?:true|false)|am i (?:right|correct)|correct me|(?:can you )?confirm)\b"
)

_Key = tuple[str, bool]  # a term, and whether it is denied


@dataclass(frozen=True, slots=True)
class Fact:
    """A number that the sources give, and the words that may stand with it.

    value: None if it is only known in words. share: whether it is a part of a whole. units: terms of what it counts.
    core: names in its own title and sentence. named: those and the names it is asked with. uses: how often each term
    stands with it, denied or not. own: the same for title and sentence alone. years: those it is about. group: ids of
    the entries that say the same, a count and its share. whole_id, of_whole: the entry that it is a part of, None if
    of none, and which `uses` are taken from there. forms: its words as typed. idioms: of a term that never stands
    there without another after it ("drop the ball"), that other. compares: +1 if it says how many more, -1 how many
    fewer, 0 neither; order: the names so compared, who has more first. tellers: who published the source and its
    report. by: who stands after a "by" with it. of_parts: names that only a part of it is about. doer: who does
    something with what is counted ("The council counted 12 chairs"), None if its sentence has nobody.
    """

    entry: Entry
    value: Fraction | None
    share: bool
    units: frozenset[str]
    core: frozenset[Name]
    named: frozenset[Name]
    uses: Mapping[_Key, int]
    own: Mapping[_Key, int]
    years: frozenset[int]
    group: frozenset[str]
    whole_id: str | None = None
    of_whole: Mapping[_Key, int] = field(default_factory=dict)
    forms: frozenset[str] = frozenset()
    idioms: Mapping[str, str] = field(default_factory=dict)
    compares: int = 0
    order: tuple[Name, ...] = ()
    tellers: frozenset[Name] = frozenset()
    by: frozenset[Name] = frozenset()
    of_parts: frozenset[Name] = frozenset()
    doer: Name | None = None

    @property
    def unit(self) -> str:
        """What it counts, for readers; "" if that is not known."""
        figure = self.entry.figure
        return figure.unit if figure is not None and figure.unit != "%" else ""


class Facts:
    """All facts of a knowledge base, and what its words stand for. Read only once built."""

    def __init__(self, knowledge: Knowledge, matcher: Matcher) -> None:
        self._entries = knowledge.entries
        self._lexicon = matcher.lexicon
        self._matcher = matcher
        self._finder = NameFinder(knowledge.vocabulary.names)
        self.counting = frozenset(self._lexicon.counted("how many"))
        counted = [entry for entry in knowledge.entries.values() if entry.figure is not None]
        self._shares: dict[str, list[str]] = defaultdict(list)  # id of a count: ids of the shares calculated from it
        for entry in counted:
            if entry.figure is not None and entry.figure.unit == "%" and entry.figure.operands:
                self._shares[entry.figure.operands[0]].append(entry.id)
        self.ids = frozenset(entry.id for entry in counted)
        self._asked: dict[str, Counter[str]] = {}
        self._uses = {entry.id: self._uses_of(entry) for entry in counted}
        self._unit_words = {entry.id: frozenset(self._lexicon.counted(self._unit_of(entry))) for entry in counted}
        units = {entry.id: self._units_of(entry) for entry in counted}
        self.units = frozenset(term for terms in units.values() for term in terms)
        self.all = tuple(
            [fact for entry in counted for fact in self._facts_of(entry, units[entry.id])]
            + list(self._mentioned(knowledge, {f.value for e in counted if (f := e.figure) is not None}))
        )
        doers = {f.entry.id: frozenset([f.doer] if f.doer is not None else []) for f in self.all}
        self.all = tuple(
            replace(fact, of_parts=self._of_parts(fact), by=fact.by | doers.get(fact.whole_id or "", frozenset()))
            for fact in self.all
        )
        self.tied = frozenset(fact.entry.id for fact in self.all)
        self.core_names = frozenset(name for fact in self.all for name in fact.core)

    def whole_of(self, entry: Entry) -> Fact | None:
        """Return the fact that an entry's figure is a part or share of, None if it is of none."""
        id = next((fact.whole_id for fact in self.all if fact.entry is entry), None)
        return next((fact for fact in self.all if fact.entry.id == id and not fact.share), None) if id else None

    def is_anothers(self, text: str, denied: bool, fact: Fact) -> bool:
        """Tell whether a term that a fact has is so seldom there, and so usual with another, that it is not its own."""
        known = fact.uses.get((text, denied), 0)
        if known > _SELDOM:
            return False
        mine = {*fact.group, fact.whole_id}
        most = max((uses.get((text, denied), 0) for id, uses in self._uses.items() if id not in mine), default=0)
        return most >= _TIMES * known

    def _of_parts(self, fact: Fact) -> frozenset[Name]:
        parts = [other for other in self.all if other.whole_id == fact.entry.id]
        return frozenset(name for part in parts for name in part.core) - fact.core

    def _facts_of(self, entry: Entry, units: frozenset[str]) -> Iterator[Fact]:
        figure = entry.figure
        assert figure is not None
        group = self._group_of(entry)
        operand = self._entries[figure.operands[0]] if figure.operands and figure.unit == "%" else None
        uses: Counter[_Key] = Counter()
        for id in sorted(group):
            uses.update(self._uses[id])
        named = set(self._matcher.names_of(entry)).union(*(self._matcher.names_of(self._entries[id]) for id in group))
        whole_id = figure.whole_id or (figure.operands[1] if operand is not None else None)
        of_whole: Counter[_Key] = Counter()
        if whole_id is not None and whole_id in self._uses:
            named |= self._matcher.names_of(self._entries[whole_id])
            for key, times in self._uses[whole_id].items():
                if times >= _WHOLE_USES and not key[1]:
                    of_whole[key] = times
        uses.update(of_whole)
        uses.update((term, False) for text in _context(entry) for term in self._lexicon.counted(text))
        core = self._names(f"{entry.title}. {entry.says} . {operand.says if operand else ''}")
        compares = self._compares(entry)
        fact = Fact(
            entry=entry,
            value=figure.value,
            share=figure.unit == "%",
            units=units,
            core=frozenset(core),
            named=frozenset(named) | frozenset(core),
            uses=uses,
            own=self._counted([entry.title, entry.says]),
            years=_years(entry),
            group=group,
            whole_id=whole_id,
            of_whole=of_whole,
            forms=self._forms(entry, group, whole_id),
            idioms=self._idioms(group),
            compares=compares,
            order=self._names(entry.says) if compares else (),
            tellers=frozenset(self._names(". ".join(_publishers(entry)))),
            by=self._by(group),
            doer=self._doer(entry),
        )
        yield fact
        if figure.whole and figure.value is not None and not self._shares[entry.id]:
            yield replace(fact, value=figure.value / figure.whole, share=True)

    def _mentioned(self, knowledge: Knowledge, taken: set[Fraction | None]) -> Iterator[Fact]:
        """Yield the numbers that stand in an entry's words without being anybody's figure."""
        for entry in knowledge.entries.values():
            for text in dict.fromkeys([entry.says, *(excerpt.text for excerpt in entry.excerpts)]):
                for number in figures(text) if entry.figure is None else ():
                    if number.kind == "year" or number.value in taken:
                        continue
                    core = frozenset(self._names(f"{entry.title}. {entry.says}"))
                    yield Fact(
                        entry=entry,
                        value=number.value,
                        share=number.kind == "share",
                        units=frozenset(self._lexicon.counted(_counted_word(fold(text)[number.end :]))),
                        core=core,
                        named=core | self._matcher.names_of(entry),
                        uses=self._uses_of(entry) + self._counted([each.text for each in entry.excerpts]),
                        own=self._counted([entry.title, entry.says]),
                        years=_years(entry),
                        group=frozenset({entry.id}),
                    )

    def _group_of(self, entry: Entry) -> frozenset[str]:
        """Return the ids of the entries that say the same: a count, and the shares that it is."""
        figure = entry.figure
        part = figure.operands[0] if figure is not None and figure.unit == "%" and figure.operands else entry.id
        return frozenset({entry.id, part, *self._shares.get(part, [])}) & self.ids

    def _unit_of(self, entry: Entry) -> str:
        """Return what an entry counts; of a share, what its part counts."""
        figure = entry.figure
        assert figure is not None
        operand = self._entries[figure.operands[0]].figure if figure.unit == "%" and figure.operands else None
        return operand.unit if operand is not None else figure.unit

    def _units_of(self, entry: Entry) -> frozenset[str]:
        """Return the terms of an entry's unit, and what else people ask "how many" of where that unit is meant.

        Not the units of others, nor what people ask more often of entries with another unit.
        """
        own = self._unit_words[entry.id]
        units = frozenset().union(*self._unit_words.values())
        same: Counter[str] = Counter()
        other: Counter[str] = Counter()
        for id, asked in self._asked.items():
            if id in self._unit_words:
                (same if self._unit_words[id] == own else other).update(asked)
        asked_here = {term for term, times in same.items() if times >= _UNIT_USES and times > other[term]}
        return own | (asked_here - units)

    def _uses_of(self, entry: Entry) -> Counter[_Key]:
        """Count the terms that stand with an entry, denied or not; its own title and sentence count twice."""
        asked = self._asked[entry.id] = Counter()
        uses: Counter[_Key] = Counter()
        for text in entry.asked:
            terms = denials(self._lexicon.terms(_TAG.sub(" ", fold(text))))
            uses.update((said.term.text, said.denied) for said in terms)
            for one, two in pairwise(terms):
                if one.term.text in self.counting and not two.term.little and is_plural(two.term.typed):
                    asked[two.term.text] += 1
        own = self._counted([entry.title, entry.says])
        return uses + own + own

    def _counted(self, texts: Sequence[str]) -> Counter[_Key]:
        return Counter(
            (said.term.text, said.denied) for text in texts if text for said in denials(self._lexicon.terms(text))
        )

    def _names(self, text: str) -> tuple[Name, ...]:
        return self._finder.find([part for word in fold(text).split() for part in [*words(word), ""]])

    def _texts(self, ids: Iterable[str]) -> Iterator[str]:
        for id in sorted(ids):
            yield from (self._entries[id].title, self._entries[id].says, *self._entries[id].asked)

    def _forms(self, entry: Entry, group: frozenset[str], whole_id: str | None) -> frozenset[str]:
        ids = group | ({whole_id} if whole_id is not None else frozenset())
        return frozenset(word for text in (*self._texts(ids), *_context(entry)) for word in words(fold(text)))

    def _idioms(self, group: frozenset[str]) -> dict[str, str]:
        after: dict[str, list[str]] = defaultdict(list)
        for text in self._texts(group):
            terms = self._lexicon.terms(text)
            for at, term in enumerate(terms):
                follow = next((other for other in terms[at + 1 :] if not other.little), None)
                after[term.text].append(follow.text if follow is not None else "")
        free = {"", *self.counting, *(term for terms in self._unit_words.values() for term in terms)}
        return {
            term: others[0]
            for term, others in after.items()
            if len(others) >= _IDIOM_USES and len(set(others)) == 1 and others[0] not in free
        }

    def _by(self, group: frozenset[str]) -> frozenset[Name]:
        texts = [text for id in sorted(group) for text in (self._entries[id].title, self._entries[id].says)]
        found = (by_whom(self._lexicon.terms(text), self._finder) for text in texts if " by " in text)
        return frozenset(name for name in found if name is not None)

    def _doer(self, entry: Entry) -> Name | None:
        said = fold(entry.says)
        value = entry.figure.value if entry.figure is not None else None
        first = next((number for number in numbers(entry.says) if number.value == value), None)
        return doer(self._lexicon.terms(said[: first.start]), self._finder) if first is not None else None

    @staticmethod
    def _compares(entry: Entry) -> int:
        figure = entry.figure
        if figure is None or not figure.operands or figure.unit == "%":
            return 0
        said = fold(entry.says)
        return next((comparison(said[n.end :]) for n in numbers(entry.says) if n.value == figure.value), 0)


def doer(before: Sequence[Term], finder: NameFinder) -> Name | None:
    """Return the name before a number that only a doing word stands between: "the council counted", "has counted".

    None if there is no such name, or only "had", "said" or the like stands between.
    """
    for at in range(len(before) - 1, -1, -1):
        names = finder.find([word for term in before[at:] for word in (term.repaired or term.typed).split()])
        if names:
            name_words = {word for spelling in names[0].spellings for word in words(spelling)}
            between = [t for t in before[at:] if not set((t.repaired or t.typed).split()) <= name_words]
            doing = [term for term in between if not term.little and not colours(term.typed, ())]
            return names[0] if len(doing) == 1 and not any(t.typed in ("that", "of") for t in between) else None
    return None


def by_whom(terms: Sequence[Term], finder: NameFinder) -> Name | None:
    """Return the name after the first "by" of a text, None if there is none."""
    at = next((at for at, term in enumerate(terms) if term.typed == "by"), len(terms))
    names = finder.find([word for term in terms[at + 1 : at + 4] for word in (term.repaired or term.typed).split()])
    return names[0] if names else None


def is_same_use(term: Term, before: Sequence[str], texts: Set[str], fact: Fact) -> bool:
    """Tell whether a term that a fact has is used in the same way there: as a whole idiom, and in the same form where
    the form matters: after "were" ("were protected" is not "protection"), or if it is seldom there.

    Args:
        term: The term.
        before: The words before it in the claim.
        texts: All terms of the claim.
        fact: The fact.
    """
    if fact.own.get((term.text, False)) or fact.own.get((term.text, True)):
        return True
    if term.text.startswith("=") and (" " in term.typed or not is_said_of_it(before)):
        return True
    if fact.idioms.get(term.text, term.text) not in texts:
        return False
    uses = fact.uses.get((term.text, False), 0) + fact.uses.get((term.text, True), 0)
    if uses > _SELDOM and not is_said_of_it(before):
        return True
    return any(form in fact.forms for form in (term.repaired or term.typed).split())


def is_plural(word: str) -> bool:
    """Tell whether a word looks like a noun in the plural."""
    return word in ("children", "people", "men", "women") or (
        len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    )


def _publishers(entry: Entry) -> list[str]:
    source = entry.source
    return [source.publisher, *([source.about.publisher] if source.about is not None else [])]


def _context(entry: Entry) -> list[str]:
    """Return what may stand with anything of a source: when and by whom it and its report came out."""
    source = entry.source
    dates = [source.published, *([source.about.published] if source.about is not None else [])]
    return [*_publishers(entry), *(spoken(date) for date in dates)]


def _counted_word(after: str) -> str:
    """Return what a number seems to count: the first plural among the words after it, "" if there is none near."""
    return next((word for word in words(after)[:4] if is_plural(word)), "")


def _years(entry: Entry) -> frozenset[int]:
    """Return the years that an entry's own words have, and those in which its source and the report came out."""
    own = " ".join([entry.title, entry.says, *(excerpt.text for excerpt in entry.excerpts)])
    source = entry.source
    dates = [source.published, *([source.about.published] if source.about is not None else [])]
    return frozenset({int(number.value) for number in numbers(own) if number.kind == "year"}).union(
        int(date[:4]) for date in dates if date[:4].isdigit()
    )

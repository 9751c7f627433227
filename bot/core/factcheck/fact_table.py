"""Entries -> facts: each number that the sources give, with the words that may stand with it. Knows no messages."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from ..knowledge.model import Entry, Knowledge
from ..language.denial import PRAISE, comparison
from ..language.grammar import by_whom, directions, doer, is_plural, name_words, of_whom, to_whom
from ..language.lexicon import Term
from ..language.numbers import numbers
from ..language.text import fold, words
from ..language.vocabulary import Name, NameFinder
from ..search.matching import Matcher
from .fact import SELDOM, Fact, Key
from .word_use import WordUse, asked_openly, context, publishers

__all__ = ["FactTable"]

# A part may be spoken of in the words of its whole ("the cases they looked at"), if those are usual there.
_WHOLE_USES = 2
# A word that an entry has so seldom, and another so many times as often, is the other's.
_TIMES = 4
_MANY = 40
_FEW = 2  # in so many of them a name may stand by mistake
_DIRECTED = frozenset(directions(()))


class FactTable:
    """All facts of a knowledge base, and what its words stand for. Read only once built.

    Attributes:
        all: The facts, those of figures first, in the order of the entries; one entry may have several.
        ids: The entries that have a figure.
        tied: The entries that have a fact, if only a number in their words.
        units: The terms of what is counted anywhere in the base.
        counting: The terms of "how many", which tie no claim to a fact.
        core_names: The names that some fact is about.
    """

    def __init__(self, knowledge: Knowledge, matcher: Matcher) -> None:
        self._entries = knowledge.entries
        self._lexicon = matcher.lexicon
        self._matcher = matcher
        self._finder = NameFinder(knowledge.vocabulary.names)
        self._name_words = name_words(knowledge.vocabulary.names)
        self._uses = WordUse(knowledge, matcher.lexicon)
        self.counting = self._uses.counting
        self._praise = frozenset(term.text for term in self._lexicon.terms(" ".join(sorted(PRAISE))))
        counted = [entry for entry in knowledge.entries.values() if entry.figure is not None]
        self._shares: dict[str, list[str]] = defaultdict(list)  # id of a count: ids of the shares calculated from it
        for entry in counted:
            if entry.figure is not None and entry.figure.unit == "%" and entry.figure.operands:
                self._shares[entry.figure.operands[0]].append(entry.id)
        self.ids = frozenset(entry.id for entry in counted)
        self.units = frozenset(term for terms in self._uses.units.values() for term in terms)
        self.all = tuple(
            [fact for entry in counted for fact in self._facts_of(entry, self._uses.units[entry.id])]
            + list(self._mentioned(knowledge, {f.value for e in counted if (f := e.figure) is not None}))
        )
        self.all = tuple(self._with_whole(fact) for fact in self.all)
        self.tied = frozenset(fact.entry.id for fact in self.all)
        self.core_names = frozenset(name for fact in self.all for name in fact.core)

    def whole_of(self, entry: Entry) -> Fact | None:
        """Return the fact that an entry's figure is a part or share of, None if it is of none."""
        id = next((fact.whole_id for fact in self.all if fact.entry is entry), None)
        return next((fact for fact in self.all if fact.entry.id == id and not fact.share), None) if id else None

    def is_anothers(self, text: str, denied: bool, fact: Fact) -> bool:
        """Tell whether a term that a fact has is so seldom there, and so usual with another, that it is not its own."""
        known = fact.uses.get((text, denied), 0)
        if known > SELDOM:
            return False
        mine = {*fact.group, fact.whole_id}
        most = max(
            (uses.get((text, denied), 0) for id, uses in self._uses.by_entry.items() if id not in mine), default=0
        )
        return most >= _TIMES * known

    def _with_whole(self, fact: Fact) -> Fact:
        """Return a fact with what its whole, and the facts that are parts of it, tell of it."""
        whole = next((other for other in self.all if other.entry.id == fact.whole_id and other.doer is not None), None)
        parts = self._of_parts(fact)
        if whole is None or whole.doer is None:
            return replace(fact, of_parts=parts)
        return replace(fact, of_parts=parts, by=fact.by | {whole.doer}, whole_doer=whole.doer, whole_doing=whole.doing)

    def _of_parts(self, fact: Fact) -> frozenset[Name]:
        """Return the names that the parts of a fact are about, and the fact itself is not."""
        parts = [other for other in self.all if other.whole_id == fact.entry.id]
        return frozenset(name for part in parts for name in part.core) - fact.core

    def _facts_of(self, entry: Entry, units: frozenset[str]) -> Iterator[Fact]:
        """Yield the fact of an entry's figure, and its share of its whole if no entry is about that."""
        figure = entry.figure
        assert figure is not None
        group = self._group_of(entry)
        operand = self._entries[figure.operands[0]] if figure.operands and figure.unit == "%" else None
        uses: Counter[Key] = Counter()
        for id in sorted(group):
            uses.update(self._uses.by_entry[id])
        named = self._named(group)
        whole_id = figure.whole_id or (figure.operands[1] if operand is not None else None)
        of_whole: Counter[Key] = Counter()
        if whole_id is not None and whole_id in self._uses.by_entry:
            named |= self._named(frozenset([whole_id]))
            for key, times in self._uses.by_entry[whole_id].items():
                if times >= _WHOLE_USES and not key[1]:
                    of_whole[key] = times
        uses.update(of_whole)
        uses.update((term, False) for text in context(entry) for term in self._lexicon.counted(fold(text)))
        core = self._names(f"{entry.title}. {entry.says} . {operand.says if operand else ''}")
        compares = self._compares(entry)
        subject = self._doer(entry)
        fact = Fact(
            entry=entry,
            quantity=figure.quantity,
            units=units,
            core=frozenset(core),
            named=frozenset(named) | frozenset(core),
            uses=uses,
            own=self._uses.counted([entry.title, entry.says]),
            praised=sum(-times if denied else times for (term, denied), times in uses.items() if term in self._praise),
            years=_years(entry),
            group=group,
            whole_id=whole_id,
            of_whole=of_whole,
            forms=self._uses.forms(entry, group, whole_id),
            idioms=self._uses.idioms(group),
            compares=compares,
            order=self._names(entry.says) if compares else (),
            doer=subject[0] if subject is not None else None,
            doing=subject[1].text if subject is not None else "",
        )
        fact = self._with_roles(fact)
        yield fact
        if figure.share is not None and not self._shares[entry.id]:
            yield replace(fact, quantity=figure.share)

    def _mentioned(self, knowledge: Knowledge, taken: set[Fraction | None]) -> Iterator[Fact]:
        """Yield the numbers that stand in an entry's words without being anybody's figure."""
        for entry in knowledge.entries.values():
            for text in dict.fromkeys([entry.says, *(excerpt.text for excerpt in entry.excerpts)]):
                for number in numbers(fold(text)):
                    if number.kind == "year" or number.value in taken:
                        continue
                    core = frozenset(self._names(f"{entry.title}. {entry.says}"))
                    group = frozenset({entry.id})
                    excerpts = [each.text for each in entry.excerpts]
                    fact = Fact(
                        entry=entry,
                        quantity=number,
                        units=frozenset(self._lexicon.counted(_counted_word(fold(text)[number.end :]))),
                        core=core,
                        named=core | self._matcher.names_of(entry),
                        uses=self._uses.of(entry) + self._uses.counted([*excerpts, *context(entry)]),
                        own=self._uses.counted([entry.title, entry.says]),
                        years=_years(entry),
                        group=group,
                        forms=self._uses.forms(entry, group, None).union(*(words(fold(text)) for text in excerpts)),
                    )
                    yield self._with_roles(fact)

    def _with_roles(self, fact: Fact) -> Fact:
        """Return a fact with who tells of it, and whom its words have it about, and going by, to and from."""
        entry = fact.entry
        said = [self._lexicon.terms(fold(text)) for text in self._directing(fact.group)]
        directed = [directions(terms) for terms in said]
        return replace(
            fact,
            tellers=frozenset(self._names(". ".join(publishers(entry)))),
            by=self._by(fact.group),
            targets=of_whom(self._lexicon.terms(fold(f"{entry.title}. {entry.says}")), self._finder),
            to=frozenset().union(*(to_whom(terms, self._finder) for terms in said)),
            directions={each: frozenset().union(*(found[each] for found in directed)) for each in directions(())},
        )

    def _group_of(self, entry: Entry) -> frozenset[str]:
        """Return the ids of the entries that say the same: a count, and the shares that it is."""
        figure = entry.figure
        part = figure.operands[0] if figure is not None and figure.unit == "%" and figure.operands else entry.id
        return frozenset({entry.id, part, *self._shares.get(part, [])}) & self.ids

    def _names(self, text: str) -> tuple[Name, ...]:
        return self._finder.find([part for word in fold(text).split() for part in [*words(word), ""]])

    def _named(self, group: frozenset[str]) -> set[Name]:
        """Return the names that belong to entries or that they are asked with; of many phrasings, not what few have."""
        named: set[Name] = set()
        for entry in (self._entries[id] for id in group):
            asked = asked_openly(entry)
            times = Counter(name for text in asked for name in set(self._names(text)))
            few = _FEW if len(asked) >= _MANY else 0
            named |= self._matcher.names_of(entry) | {name for name, count in times.items() if count > few}
        return named

    def _by(self, group: frozenset[str]) -> frozenset[Name]:
        """Return who stands after a "by" in the titles and sentences of a group."""
        texts = [text for id in sorted(group) for text in (self._entries[id].title, self._entries[id].says)]
        found = (by_whom(self._lexicon.terms(fold(text)), self._finder) for text in texts if " by " in text)
        return frozenset(name for name in found if name is not None)

    def _doer(self, entry: Entry) -> tuple[Name, Term] | None:
        """Return who does something with what an entry's sentence counts, and the term for that; None if nobody."""
        said = fold(entry.says)
        value = entry.figure.value if entry.figure is not None else None
        first = next((number for number in numbers(said) if number.value == value), None)
        if first is None:
            return None
        return doer(self._lexicon.terms(said[: first.start]), self._finder, self._name_words)

    def _directing(self, group: frozenset[str]) -> Iterator[str]:
        """Yield the texts of a group that say to, from or by whom something is."""
        for entry in (self._entries[id] for id in sorted(group)):
            texts = (entry.title, entry.says, *entry.asked, *(excerpt.text for excerpt in entry.excerpts))
            yield from (text for text in texts if not _DIRECTED.isdisjoint(text.split()))

    @staticmethod
    def _compares(entry: Entry) -> int:
        """Return +1 if an entry's figure says how many more, -1 how many fewer, 0 neither."""
        figure = entry.figure
        if figure is None or not figure.operands or figure.unit == "%":
            return 0
        said = fold(entry.says)
        return next((comparison(said[n.end :]) for n in numbers(said) if n.value == figure.value), 0)


def _counted_word(after: str) -> str:
    """Return what a number seems to count: the first plural among the words after it, "" if there is none near."""
    return next((word for word in words(after)[:4] if is_plural(word)), "")


def _years(entry: Entry) -> frozenset[int]:
    """Return the years that an entry's own words have, and those in which its source and the report came out."""
    own = " ".join([entry.title, entry.says, *(excerpt.text for excerpt in entry.excerpts)])
    source = entry.source
    dates = [source.published, *([source.about.published] if source.about is not None else [])]
    return frozenset({int(number.value) for number in numbers(fold(own)) if number.kind == "year"}).union(
        int(date[:4]) for date in dates if date[:4].isdigit()
    )

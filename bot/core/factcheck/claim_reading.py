"""A claim read with the words of a base: what it counts, whom it names, who is said to do what. Judges nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..knowledge.model import Knowledge
from ..language.approximation import only_hedges
from ..language.denial import Said, colours, comparison, denials, denies, without_idioms
from ..language.grammar import by_whom, directions, doer, doing_noun, is_plural, name_words, to_whom
from ..language.lexicon import Term
from ..language.vocabulary import Name, NameFinder
from ..search.matching import Matcher
from .claims import Claim
from .fact_table import FactTable

__all__ = ["ClaimReader", "Reading"]

# What is left of an entry's probability for each name of its own sentence that a claim does not have.
_UNNAMED = 0.3
_CANDIDATES = 60  # of the ranking, the likeliest first
_NUMBER = Term("#", "#", False)
_OPENING = "of the those these them all its more fewer such other out their his her my our your"
_SKIPPED = frozenset(_OPENING.split())
_SUFFERED_WORDS = (
    "accounts amassed attracted drew faced faces facing gets got led leads racked received receives saw sees"
)
_SUFFERED = frozenset(_SUFFERED_WORDS.split())


@dataclass(frozen=True, slots=True)
class Reading:
    """A claim read with the words of the base.

    Attributes:
        claim: The claim.
        words: Its terms, each with whether it is denied.
        conceded: Those of its "although".
        names: The names in it, in order.
        unit: What it counts, if that is a unit of the base; else None.
        own_unit: Whether the unit stands with the number itself, and not with the claim before.
        noun: The plural noun right after the number; None if there is none.
        denied: Whether the claim as a whole is denied.
        number_denied: Whether the number stands after a "not".
        compares: +1 if it says how many more, -1 how many fewer, 0 neither.
        taken_over: Names that it takes over from what stands before it.
        doer: Who is said to do something with what is counted; None if nobody is.
        by: Who stands after a "by"; None if nobody does.
        suffers: Whether the doer is rather one to whom it is done ("the council got 12 complaints").
        doing: The term for what is done; "" for nothing.
        subject: The term for what does it, a name or not; "" for nothing.
        to: Who stands after a "to".
        directions: The terms after "to", "from" and "by".
        whole: The number that it is said to be a part of; None if of none.
        names_before: Of a comparison, the names before the number.
        names_after: And those after it.
        chances: For each entry with a number by id how probable it is by the words alone; they add up to 1, or
            there are none.
    """

    claim: Claim
    words: tuple[Said, ...] = ()
    conceded: tuple[Said, ...] = ()
    names: tuple[Name, ...] = ()
    unit: Term | None = None
    own_unit: bool = False
    noun: Term | None = None
    denied: bool = False
    number_denied: bool = False
    compares: int = 0
    taken_over: tuple[Name, ...] = ()
    doer: Name | None = None
    by: Name | None = None
    suffers: bool = False
    doing: str = ""
    subject: str = ""
    to: frozenset[Name] = frozenset()
    directions: Mapping[str, frozenset[str]] = field(default_factory=dict)
    whole: Claim | None = None
    names_before: tuple[Name, ...] = ()
    names_after: tuple[Name, ...] = ()
    chances: Mapping[str, float] = field(default_factory=dict)


class ClaimReader:
    """Reads claims with the words of one knowledge base. Read only once built."""

    def __init__(self, knowledge: Knowledge, matcher: Matcher, facts: FactTable) -> None:
        self._matcher = matcher
        self._facts = facts
        self._finder = NameFinder(knowledge.vocabulary.names)
        self._name_words = name_words(knowledge.vocabulary.names)

    def read(self, claim: Claim, previous: Reading | None, whole: Claim | None) -> Reading:
        of_same = previous is not None and (
            claim.number.kind == "share" or previous.claim.number.value == claim.number.value
        )
        if previous is not None and claim.bare and of_same:  # "278 cases, 75 %"
            return replace(previous, claim=claim)
        before = self._said_before(without_idioms(claim.before))
        after = self._terms(without_idioms(claim.after))
        unit = self._unit(after)
        if previous is not None and claim.whole_of is not None:
            return replace(previous, claim=claim, unit=unit or previous.unit, noun=self._noun(after), whole=claim)
        names = self._names([*before, *after])
        noun = self._noun(after)
        if noun is not None and unit is not None and not self._is_compound(noun, unit, after):
            unit = None  # "58 people complained"
        if noun is None and unit is None and previous is not None and previous.unit is None:
            noun = previous.noun  # "374 apples and 278 were bad"
        subject, by = doer(before, self._finder, self._name_words), by_whom(after, self._finder)
        reading = Reading(
            claim,
            tuple(denials([*before, *after], asking=claim.asking)),
            tuple(denials(self._terms(without_idioms(claim.concession)))),
            names,
            unit or (previous.unit if previous is not None else None),
            unit is not None,
            noun,
            denies(f"{claim.lead} {claim.before} {claim.after}"),
            bool(before) and denials([*before, _NUMBER], asking=claim.asking)[-1].denied,
            comparison(claim.after),
            self._taken_over(claim, names, unit, previous),
            subject[0] if subject is not None else by,
            by,
            subject is not None and subject[1].typed in _SUFFERED,
            subject[1].text if subject is not None else "",
            doing_noun(before),
            to_whom([*before, *after], self._finder),
            directions([*before, *after]),
        )
        if reading.compares:
            reading = replace(
                reading,
                names_before=self._names(self._terms(claim.before)),
                names_after=self._names(self._terms(claim.after)),
            )
        if not names and not any(_tells(said.term) for said in reading.words):
            if previous is None or unit is not None or noun is not None or not (of_same or whole):
                return reading
            return replace(previous, claim=claim)  # "i mean, 278 of 374"
        said = self._matcher.read_folded(" ".join(f"{claim.before} {claim.after}".split()))
        matches = self._matcher.rank(said, limit=_CANDIDATES).matches
        counted = {each.target.id: each.probability for each in matches if each.target.id in self._facts.tied}
        spoken = {*names, *reading.taken_over}
        for fact in self._facts.all:  # an entry that is about somebody who is not named is less likely meant
            if fact.entry.id in counted and not fact.share:
                counted[fact.entry.id] *= _UNNAMED ** len(fact.core - spoken)
        total = sum(counted.values()) or 1.0
        return replace(reading, chances={id: chance / total for id, chance in counted.items()})

    def _terms(self, text: str) -> list[Term]:
        """Return the terms of a text. A word repaired into a name counts only if it begins with the same letter."""
        return [
            Term(term.typed, term.typed, False)
            if term.repaired and term.repaired[0] != term.typed[0] and self._is_name(term.repaired)
            else term
            for term in self._matcher.lexicon.terms(text)
        ]

    def _said_before(self, text: str) -> list[Term]:
        """Return the terms before a number, without what only leads up to them: "what shocks me is that ...".

        What names somebody, or denies, is kept: it may say whose claim it is, or that it is none.
        """
        lead, that, rest = text.rpartition(" that ")
        frame = self._terms(lead)
        if that and not self._names(frame) and not any(said.denied for said in denials([*frame, _NUMBER])):
            return self._terms(rest)
        return self._terms(text)

    def _is_name(self, spoken: str) -> bool:
        return any(word in self._name_words for word in spoken.split())

    def _names(self, terms: Sequence[Term]) -> tuple[Name, ...]:
        return self._finder.find([word for term in terms for word in (term.repaired or term.typed).split()])

    def _taken_over(
        self, claim: Claim, names: Sequence[Name], unit: Term | None, previous: Reading | None
    ) -> tuple[Name, ...]:
        """Return the names that a claim takes over from what stands before it, where it has none of their kind.

        From the claim before only those that no fact is about, if this claim says for itself what it counts.
        """
        kinds = {name.kind for name in names}
        earlier = list(self._names(self._terms(claim.lead)))[::-1]
        if previous is not None:
            spoken = [*previous.names, *previous.taken_over][::-1]
            earlier += [name for name in spoken if unit is None or name not in self._facts.core_names]
        found = []
        for name in earlier:
            if name.kind not in kinds:
                kinds.add(name.kind)
                found.append(name)
        return tuple(found)

    def _unit(self, after: Sequence[Term]) -> Term | None:
        """Return what a number counts: the first unit after it, or the one that leads to ("child protection cases")."""
        taken: Term | None = None
        gap = 0
        for term in after:
            if term.text in self._facts.units:
                taken, gap = term, 0
            elif taken is not None and (term.little or only_hedges(term.typed)):
                break
            elif self._is_name(term.typed) or (not gap and (term.typed in _SKIPPED or only_hedges(term.typed))):
                continue
            elif term.little or gap >= (1 if taken is not None else 3):
                break
            else:
                gap += 1
        return taken

    @staticmethod
    def _is_compound(noun: Term, unit: Term, after: Sequence[Term]) -> bool:
        """Tell whether a plural noun after a number and a unit are one thing: "children's cases", "books and maps"."""
        return 0 <= after.index(unit) - after.index(noun) <= 1

    def _noun(self, after: Sequence[Term]) -> Term | None:
        """Return the plural noun right after a number, or after "of" and one word more, None if none stands there."""
        rest = [term for term in after[:7] if not self._is_name(term.typed)]
        while rest and rest[0].typed in _SKIPPED:
            rest = rest[1:]
        if rest and not is_plural(rest[0].typed) and not rest[0].little and after[0].typed == "of":
            rest = rest[1:]  # "three quarters of police forces"
        noun = rest[0] if rest else None
        return noun if noun and is_plural(noun.typed) and not noun.little else None


def _tells(term: Term) -> bool:
    return not (term.little or term.typed.isdigit() or only_hedges(term.typed) or colours(term.typed, ()))

"""A claim read with the words of a base: what it counts, whom it names, who is said to do what. Judges nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..knowledge.model import Knowledge
from ..language.denial import Said, colours, comparison, denials, denies, without_idioms
from ..language.grammar import LEADING, by_whom, directions, doer, doing_noun, is_plural, name_words, to_whom
from ..language.hedges import only_hedges
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
_COMPARING = frozenset(["than", "unlike", "versus", "vs", "compared"])
_COMPARED_WORDS = 4  # so many words after one of these may lead to what is compared with
_MORE = frozenset(["more", "higher", "greater", "bigger", "larger", "above"])
_FEWER = frozenset(["fewer", "less", "lower", "smaller", "below"])
_SUFFERED_WORDS = (
    "accounts amassed attracted drew faced faces facing gets got led leads racked received receives saw sees"
)
_SUFFERED = frozenset(_SUFFERED_WORDS.split())
_HOLDING_WORDS = "has had have is was are were runs ran got itself"
_HOLDING = frozenset(_HOLDING_WORDS.split())


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
        outdone: +1 and a name if it is said to be more than that one's, -1 if fewer; 0 and None if neither.
        taken_over: Names that it takes over from what stands before it.
        doer: Who is said to do something with what is counted; None if nobody is.
        by: Who stands after a "by"; None if nobody does.
        suffers: Whether the doer is rather one to whom it is done ("the council got 12 complaints").
        holder: Who is said to have what is counted, or to be at it ("the council has 12"); None if nobody is.
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
    outdone: tuple[int, Name | None] = (0, None)
    doer: Name | None = None
    by: Name | None = None
    suffers: bool = False
    holder: Name | None = None
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
        """Return a claim read beside the one before it.

        Args:
            previous: The claim before it in the message, read; None if there is none. What the claim does not say for
                itself may be taken over from there.
            whole: The claim whose number this one's is said to be a part of; None if of none.
        """
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
        names = self._names([*self._uncompared(before), *self._uncompared(after)])
        noun = self._noun(after)
        if noun is not None and unit is not None and not self._is_compound(noun, unit, after):
            unit = None  # "58 people complained"
        if noun is None and unit is None and previous is not None and previous.unit is None:
            noun = previous.noun  # "374 apples and 278 were bad"
        reading = self._with_roles(
            Reading(
                claim=claim,
                words=tuple(denials([*before, *after], asking=claim.asking)),
                conceded=tuple(denials(self._terms(without_idioms(claim.concession)))),
                names=names,
                unit=unit or (previous.unit if previous is not None else None),
                own_unit=unit is not None,
                noun=noun,
                denied=denies(f"{claim.lead} {claim.before} {claim.after}"),
                number_denied=bool(before) and denials([*before, _NUMBER], asking=claim.asking)[-1].denied,
                compares=comparison(claim.after),
                taken_over=self._taken_over(claim, names, unit, previous),
                outdone=self._outdone(claim),
            ),
            before,
            after,
        )
        if names or any(_tells(said.term) for said in reading.words):
            return replace(reading, chances=self._chances(reading))
        if previous is None or unit is not None or noun is not None or not (of_same or whole):
            return reading
        return replace(previous, claim=claim)  # "i mean, 278 of 374"

    def _with_roles(self, reading: Reading, before: Sequence[Term], after: Sequence[Term]) -> Reading:
        """Return a reading with who does what, and to whom, by the terms before and after its number."""
        subject, by = doer(before, self._finder, self._name_words), by_whom(after, self._finder)
        claim, compares = reading.claim, reading.compares
        return replace(
            reading,
            doer=subject[0] if subject is not None else by,
            by=by,
            suffers=subject is not None and subject[1].typed in _SUFFERED,
            holder=self._holder(before),
            doing=subject[1].text if subject is not None else "",
            subject=doing_noun(before),
            to=to_whom([*before, *after], self._finder),
            directions=directions([*before, *after]),
            names_before=self._names(self._terms(claim.before)) if compares else (),
            names_after=self._names(self._terms(claim.after)) if compares else (),
        )

    def _chances(self, reading: Reading) -> dict[str, float]:
        """Return how probable each entry with a number is by the words of a claim alone; they add up to 1."""
        claim = reading.claim
        said = self._matcher.read_folded(" ".join(f"{claim.before} {claim.after}".split()))
        matches = self._matcher.rank(said, limit=_CANDIDATES).matches
        counted = {each.target.id: each.probability for each in matches if each.target.id in self._facts.tied}
        spoken = {*reading.names, *reading.taken_over}
        for fact in self._facts.all:  # an entry that is about somebody who is not named is less likely meant
            if fact.entry.id in counted and not fact.share:
                counted[fact.entry.id] *= _UNNAMED ** len(fact.core - spoken)
        total = sum(counted.values()) or 1.0
        return {id: chance / total for id, chance in counted.items()}

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
        earlier = list(self._names(self._uncompared(self._terms(claim.lead))))[::-1]
        if previous is not None:
            spoken = [*previous.names, *previous.taken_over][::-1]
            earlier += [name for name in spoken if unit is None or name not in self._facts.core_names]
        found = []
        for name in earlier:
            if name.kind not in kinds:
                kinds.add(name.kind)
                found.append(name)
        return tuple(found)

    def _uncompared(self, terms: Sequence[Term]) -> list[Term]:
        """Return terms without the names that something is compared with: "the north had more than the south" is about
        the north."""
        kept = list(terms)
        for at in range(len(terms) - 1, -1, -1):
            if terms[at].typed in _COMPARING:
                end = at + 1 + _COMPARED_WORDS
                until = next((to for to in range(at + 2, end + 1) if self._names(terms[at + 1 : to])), at)
                while until < len(terms) and self._names(terms[at + 1 : until + 1]) != self._names(
                    terms[at + 1 : until]
                ):
                    until += 1  # the whole of a longer name
                kept[at + 1 : max(until, at + 1)] = []
        return kept

    def _outdone(self, claim: Claim) -> tuple[int, Name | None]:
        """Return +1 if a claim is said to be more than somebody's, -1 if fewer, and whose; 0 and None if neither."""
        terms = self._terms(f"{claim.lead} {claim.before} {claim.after} {claim.comparing}")
        at = next((at for at, term in enumerate(terms) if term.typed == "than"), None)
        if at is None:
            return 0, None
        names = self._names(terms[at + 1 : at + 1 + _COMPARED_WORDS])
        said = {term.typed for term in terms[max(0, at - _COMPARED_WORDS) : at]}
        way = 1 if said & _MORE else -1 if said & _FEWER else 0
        return (way, names[0]) if names and way else (0, None)

    def _holder(self, before: Sequence[Term]) -> Name | None:
        """Return the name right before a "has" or "is" that stands before the number."""
        at = next((at for at in range(len(before) - 1, 0, -1) if before[at].typed in _HOLDING), 0)
        names = self._names(before[max(0, at - 4) : at])
        spelt = {word for name in names for spelling in name.spellings for word in spelling.split()}
        return names[-1] if names and at and before[at - 1].typed.split()[-1] in spelt else None

    def _unit(self, after: Sequence[Term]) -> Term | None:
        """Return what a number counts: the first unit after it, or the one that leads to ("child protection cases")."""
        taken: Term | None = None
        gap = 0
        for term in after:
            if term.text in self._facts.units:
                taken, gap = term, 0
            elif taken is not None and (term.little or only_hedges(term.typed)):
                break
            elif self._is_name(term.typed) or (not gap and (term.typed in LEADING or only_hedges(term.typed))):
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
        if rest and rest[0].typed == "ones":
            return None
        while rest and rest[0].typed in LEADING:
            rest = rest[1:]
        if rest and not is_plural(rest[0].typed) and not rest[0].little and after[0].typed == "of":
            rest = rest[1:]  # "three quarters of police forces"
        noun = rest[0] if rest else None
        return noun if noun and is_plural(noun.typed) and not noun.little else None


def _tells(term: Term) -> bool:
    return not (term.little or term.typed.isdigit() or only_hedges(term.typed) or colours(term.typed, ()))

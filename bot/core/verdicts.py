"""Claims -> verdicts: each number of a message held against the facts. Knows nothing of Discord or of wording."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import Literal

from .claims import Claim, claims
from .denial import Said, colours, comparison, denials, denies, is_said_of_it, judges, without_idioms
from .english import LITTLE
from .facts import Fact, Facts, by_whom, doer, is_plural, is_same_use
from .hedges import agrees, only_hedges
from .lexicon import Term
from .matching import Matcher
from .model import Entry, Knowledge, Name
from .question import NameFinder
from .text import words

__all__ = ["FigureCheck", "FigureChecker", "Verdict"]

Verdict = Literal["agrees", "differs", "not in the report"]

# A word may be denied, or not, if the entry has it so in at least this share of its uses.
_MIN_POLARITY = 0.15
# With another number, a claim is an entry's if the matcher gives the entry so much of what entries with figures have.
_MIN_CHANCE = 0.5
# With the entry's number, if no other entry is so many times as probable by the words alone.
_MAX_RIVAL = 8
# A number up to this stands in many a message by chance.
_SMALL = 20
_STRANGE_TIE = 2.0
# What is left of an entry's probability for each name of its own sentence that a claim does not have.
_UNNAMED = 0.3
_CANDIDATES = 60  # of the ranking, the likeliest first
_NUMBER = Term("#", "#", False)
_OPENING = "of the those these them all its more fewer such other out their his her my our your"
_SKIPPED = frozenset(_OPENING.split())


@dataclass(frozen=True, slots=True)
class FigureCheck:
    """The verdict on one number of a message.

    entry: what it was tied to, None if to nothing. why: in a few words, what agrees or differs; never "".
    """

    said: str
    verdict: Verdict
    entry: Entry | None
    why: str


@dataclass(frozen=True, slots=True)
class _Reading:
    """A claim read with the words of the base.

    unit: what it counts, if that is a unit of the base; own_unit: and it stands with the number itself, not with the
    claim before. noun: the plural noun right after the number. denied: whether the claim as a whole is; number_denied:
    whether the number stands after a "not". taken_over: names from before. doer: who is said to do something with what
    is counted; by: the same, after a "by". whole: the number that it is said to be a part of. chances: how probable
    each entry with a number is by the words alone, among those.
    """

    claim: Claim
    words: tuple[Said, ...] = ()
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
    whole: Claim | None = None
    chances: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Fit:
    """A claim beside a fact: whether the number agrees, and what else differs, the weightiest first.

    tied: how much speaks for their being about the same. anchored: whether the unit or a name is in that.
    distinct: whether the claim has a word that is the fact's rather than that of the whole it is a part of.
    """

    fact: Fact
    number: bool
    differing: tuple[tuple[str, str], ...]
    tied: float
    anchored: bool
    exact: bool
    chance: float
    distinct: bool


class FigureChecker:
    """Checks the figures of messages against one knowledge base. Read only once built, so threads may share it."""

    def __init__(self, knowledge: Knowledge, matcher: Matcher) -> None:
        self._matcher = matcher
        self._facts = Facts(knowledge, matcher)
        self._finder = NameFinder(knowledge.vocabulary.names)
        spelt = {word for name in knowledge.vocabulary.names for each in name.spellings for word in words(each)}
        self._name_words = spelt - LITTLE

    def check(self, message: str) -> tuple[FigureCheck, ...]:
        """Return a verdict for each figure of a message, in the order in which they stand; any text will do.

        "agrees" only if the number, what it counts, the names, the year, what is denied, and every other word that
        tells something are those of the report. "differs" only if the number could be tied to an entry.
        """
        found: list[FigureCheck] = []
        readings: list[_Reading] = []
        made = claims(message)
        for at, claim in enumerate(made):
            whole = made[at + 1] if at + 1 < len(made) and made[at + 1].whole_of == at else None
            reading = self._read(claim, readings[-1] if readings else None, whole)
            readings.append(reading if whole is None else replace(reading, whole=whole))
            if claim.whole_of is None:
                found.append(self._judge(readings[-1]))
            else:
                found.append(self._judge_whole(readings[-1], readings[claim.whole_of], found[claim.whole_of]))
        return tuple(found)

    def _read(self, claim: Claim, previous: _Reading | None, whole: Claim | None) -> _Reading:
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
        if noun is None and unit is None and previous is not None and previous.unit is None:
            noun = previous.noun  # "374 apples and 278 were bad"
        reading = _Reading(
            claim,
            tuple(denials([*before, *after], asking=claim.asking)),
            names,
            unit or (previous.unit if previous is not None else None),
            unit is not None,
            noun,
            denies(f"{claim.lead} {claim.before} {claim.after}"),
            bool(before) and denials([*before, _NUMBER], asking=claim.asking)[-1].denied,
            comparison(claim.after),
            self._taken_over(claim, names, unit, previous),
            self._doer(before, after),
            by_whom(after, self._finder),
        )
        if not names and not any(_tells(said.term) for said in reading.words):
            if previous is None or unit is not None or noun is not None or not (of_same or whole):
                return reading
            return replace(previous, claim=claim)  # "i mean, 278 of 374"
        question = self._matcher.understand(f"{claim.before} {claim.after}")
        matches = self._matcher.rank(question, limit=_CANDIDATES).matches
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
        self, claim: Claim, names: Sequence[Name], unit: Term | None, previous: _Reading | None
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

    def _noun(self, after: Sequence[Term]) -> Term | None:
        """Return the plural noun right after a number, or after "of" and one word more, None if none stands there."""
        rest = [term for term in after[:7] if not self._is_name(term.typed)]
        while rest and rest[0].typed in _SKIPPED:
            rest = rest[1:]
        if rest and not is_plural(rest[0].typed) and not rest[0].little and after[0].typed == "of":
            rest = rest[1:]  # "three quarters of police forces"
        noun = rest[0] if rest else None
        return noun if noun and is_plural(noun.typed) and not noun.little else None

    def _judge(self, reading: _Reading) -> FigureCheck:
        said = reading.claim.said
        fits = [self._fit(reading, fact) for fact in self._facts.all]
        enough = 0.5 if reading.chances else 1.0
        right = [fit for fit in fits if fit.number and not fit.differing and fit.tied >= enough]
        best = max(right, key=_order, default=None)
        if best is not None and self._leads(best, reading):
            return FigureCheck(said, "agrees", best.fact.entry, "the report has the same")
        other = [
            f
            for f in fits
            if not f.number and not f.differing and f.chance >= _MIN_CHANCE and (f.anchored or f.tied >= 1.5)
        ]
        near = [fit for fit in fits if fit.number and fit.differing and _is_striking(fit, reading, self._facts.units)]
        # The very number beside something else is rather the claim changed there than another number for another.
        exact = [fit for fit in near if fit.anchored and fit.exact and reading.claim.number.value > _SMALL]
        closest = next((max(fits, key=_order) for fits in (exact, other, near) if fits), None)
        if closest is None:
            return FigureCheck(said, "not in the report", None, "nothing in the report goes with it")
        entry = closest.fact.entry
        if closest.fact.value is None:
            return FigureCheck(said, "not in the report", entry, "the report gives no exact number")
        if closest.number:
            return FigureCheck(said, "differs", entry, closest.differing[0][1])
        return FigureCheck(said, "differs", entry, "the number is another")

    def _judge_whole(self, reading: _Reading, part: _Reading, verdict: FigureCheck) -> FigureCheck:
        """Judge the number that another was said to be a part of: as the whole of what that one was tied to."""
        claim, entry = reading.claim, verdict.entry
        if verdict.verdict == "not in the report" or entry is None:
            return FigureCheck(claim.said, "not in the report", None, "nothing in the report goes with it")
        whole = self._facts.whole_of(entry)
        if whole is None or whole.value is None:
            operands = entry.figure.operands if entry.figure is not None else ()
            whole = next((f for f in self._facts.all if operands and f.entry.id == operands[0] and not f.share), None)
        if whole is None or whole.value is None:
            return FigureCheck(claim.said, "not in the report", None, "the report does not set the two in relation")
        if not agrees(claim.number, claim.way, whole.value):
            return FigureCheck(claim.said, "differs", whole.entry, "the number is another")
        unit = self._unit_differing(reading, whole)
        differing = [
            reason for fact in self._facts.all if fact.entry is entry for reason in self._fit(part, fact).differing
        ]
        if unit or differing:
            return FigureCheck(claim.said, "differs", whole.entry, unit or differing[0][1])
        return FigureCheck(claim.said, "agrees", whole.entry, "the report has the same")

    @staticmethod
    def _leads(fit: _Fit, reading: _Reading) -> bool:
        """Tell whether the words, the number left aside, do not clearly speak of another figure."""
        whole = fit.fact.whole_id if fit.distinct else None
        others = (chance for id, chance in reading.chances.items() if id not in fit.fact.group and id != whole)
        rival = max(others, default=0.0)
        return fit.chance * _MAX_RIVAL >= rival

    def _fit(self, reading: _Reading, fact: Fact) -> _Fit:
        claim = reading.claim
        is_share = claim.number.kind == "share"
        number = fact.value is not None and is_share == fact.share and agrees(claim.number, claim.way, fact.value)
        tied = 0.0
        differing: list[tuple[str, str]] = []
        unit = self._unit_differing(reading, fact)
        if unit:
            differing.append(("unit", unit))
        elif reading.unit is not None and reading.unit.text in fact.units:
            tied += 1.0 if reading.own_unit else 0.5
        whole = self._facts.whole_of(fact.entry) if reading.whole is not None and number else None
        if whole is not None and reading.whole is not None and reading.whole.number.value == whole.value:
            tied += 1.0
        named, name = self._names_beside(reading, fact)
        anchored = tied + named >= 1
        tied += named
        differing += [("name", name)] if name else []
        if reading.compares != fact.compares and 0 in (reading.compares, fact.compares):
            differing.append(("comparison", "one of the two is how many more, the other how many"))
        elif fact.compares and not self._in_order(reading, fact):
            differing.append(("comparison", "the report has it the other way round"))
        year = next((year for year in claim.years if year not in fact.years), None)
        if year is not None:
            differing.append(("year", f"the report says nothing of {year}"))
        if reading.denied:
            differing.append(("negation", "the message denies it"))
        matched, turned, foreign, distinct = self._words_beside(reading, fact)
        tied += matched
        differing += [("negation", f'"{turned}" is denied in one, not in the other')] if turned else []
        differing += [("words", f'the report does not say "{foreign}" of it')] if foreign else []
        chance = sum(reading.chances.get(id, 0.0) for id in fact.group) if is_share == fact.share else 0.0
        return _Fit(fact, number, tuple(differing), tied, anchored, fact.value == claim.number.value, chance, distinct)

    @staticmethod
    def _unit_differing(reading: _Reading, fact: Fact) -> str:
        """Return why what a claim counts is not what the fact counts, "" if it is, or if the claim does not say."""
        units = [term for term in (reading.noun, reading.unit if reading.own_unit else None) if term is not None]
        if not units or any(term.text in fact.units for term in units):
            return ""
        return f"the report counts {fact.unit}, not {units[0].typed}" if fact.unit else f"not of {units[0].typed}"

    def _names_beside(self, reading: _Reading, fact: Fact) -> tuple[float, str]:
        """Return how much a claim's names tie it to a fact, and why one of them does not belong there, or ""."""
        tied = float(len(set(reading.names) & fact.core))
        if reading.doer is not None and fact.doer is not None and reading.doer != fact.doer:
            return tied, f"the report has {fact.doer.shown} doing that, not {reading.doer.shown}"
        if reading.by in fact.core and reading.by != fact.doer and reading.by not in fact.by and reading.by is not None:
            return tied, f"the report does not say that it was by {reading.by.shown}"
        for name in (*reading.names, *reading.taken_over):
            rivals = sorted(other.shown for other in fact.core if other.kind == name.kind)
            beside = any(other in fact.core for other in reading.names if other.kind == name.kind)
            if name in fact.tellers and name != reading.doer:
                continue
            if name in fact.core or (name in fact.named - fact.of_parts and (not rivals or beside)):
                continue
            if name in reading.taken_over and name in self._facts.core_names and not rivals:
                continue
            if rivals:
                return tied + 0.5, f"the report has {' / '.join(rivals)} there, not {name.shown}"
            return tied, f"the report does not have {name.shown} there"
        return tied, ""

    def _doer(self, before: Sequence[Term], after: Sequence[Term]) -> Name | None:
        """Return who is said to do something with what is counted: "NAME counted 374 ...", "374 ... by NAME"."""
        subject = doer(before, self._finder)
        if subject is not None:
            return subject
        return by_whom(after, self._finder)

    def _in_order(self, reading: _Reading, fact: Fact) -> bool:
        """Tell whether the names that are compared stand as the fact has them: who has more first."""
        order = fact.order if reading.compares == fact.compares else fact.order[::-1]
        before = [name for name in self._names(self._terms(reading.claim.before)) if name in order]
        after = [name for name in self._names(self._terms(reading.claim.after)) if name in order]
        if len(before) + len(after) > 1:
            return [*before, *after] == [name for name in order if name in (*before, *after)]
        return not before or not order or before[0] == order[0]

    def _words_beside(self, reading: _Reading, fact: Fact) -> tuple[float, str, str, bool]:
        """Return how many of a claim's words the fact has, the first that is turned round, the first it has not, and
        whether one of them is the fact's rather than that of its whole."""
        distinct = False
        matched, turned, foreign = 0.0, "", ""
        undenied = ""
        deny = False  # whether what is denied here is denied there
        spoken = [said.term.typed for said in reading.words]
        texts = {said.term.text for said in reading.words}
        names = (*reading.names, *fact.named)
        name_words = {word for name in names for spelling in name.spellings for word in words(spelling)}
        for at, said in enumerate(reading.words):
            term, typed = said.term, said.term.typed
            before = spoken[:at]
            key, opposite = (term.text, said.denied), (term.text, not said.denied)
            if not term.little and all(word in name_words for word in (term.repaired or typed).split()):
                if fact.own.get(opposite) and not fact.own.get(key):
                    turned = turned or typed
                continue
            judging = judges(term, at)
            if not judging and (term.little or only_hedges(typed) or typed.isdigit() or term.text in fact.units):
                continue
            if term.text in self._facts.counting:
                continue
            known, other = fact.uses.get(key, 0), fact.uses.get(opposite, 0)
            has = known and known >= _MIN_POLARITY * (known + other) and not self._facts.is_anothers(*key, fact)
            if has and is_same_use(term, before, texts, fact):
                its_own = known > 2 * fact.of_whole.get(key, 0)
                if not its_own and is_said_of_it(before):
                    foreign = foreign or typed  # "278 of the 374 were reviewed" says what is true of all 374
                matched += 1.0
                deny = deny or said.denied
                distinct = distinct or its_own
            elif colours(typed, () if distinct else before):
                continue
            elif other and known < _MIN_POLARITY * (known + other):
                if said.denied:
                    undenied = undenied or typed
                else:
                    turned = turned or typed
            else:
                foreign = foreign or typed
        if not deny:  # "not handled well": of what is denied one word is enough
            turned = turned or undenied or ("the number" if reading.number_denied else "")
        return matched, turned, foreign, distinct


def _tells(term: Term) -> bool:
    return not (term.little or term.typed.isdigit() or only_hedges(term.typed) or colours(term.typed, ()))


def _order(fit: _Fit) -> tuple[float, float, str]:
    return fit.chance + 0.2 * fit.tied - len(fit.differing), fit.chance, fit.fact.entry.id


def _is_striking(fit: _Fit, reading: _Reading, units: Set[str]) -> bool:
    """Tell whether a claim with the entry's number, but something else about it, is still clearly the same claim.

    units: what is counted anywhere in the base; a claim that counts something else needs more to be tied by.
    """
    small = reading.claim.number.value <= _SMALL
    kinds = {kind for kind, _ in fit.differing}
    strange = reading.noun is not None and reading.noun.text not in units
    if "unit" in kinds and (small or (strange and not fit.anchored and fit.tied < _STRANGE_TIE)):
        return False
    if len(kinds) > 1 and fit.tied < 1:
        return False
    return fit.anchored if small else fit.tied >= 0.5

"""A claim beside a fact: whether the number agrees, what ties the two, and what differs. Gives no verdict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Literal

from ..language.agreement import Agreement, agreement
from ..language.denial import PRAISE, Said, colours, is_said_of_it, judges, negates
from ..language.grammar import is_agent
from ..language.hedges import only_hedges
from ..language.lexicon import Term
from ..language.text import words
from .claim_reading import Reading
from .fact import Fact, is_same_use
from .fact_table import FactTable

__all__ = ["CONTRADICTING", "KINDS", "SMALL", "Fit", "contradiction", "fit", "is_striking", "unit_differing"]

KINDS = ("unit", "name", "comparison", "direction", "year", "negation", "counted", "predicate", "words")
"""In what a claim may differ from a fact; the last three say what the fact does not, which need not contradict it."""
CONTRADICTING = frozenset(KINDS[:-3])
"""Those that do."""

# A word may be denied, or not, if the entry has it so in at least this share of its uses.
_MIN_POLARITY = 0.15
# A number up to this stands in many a message by chance.
SMALL = 20
_STRANGE_TIE = 2.0
# What an entry is asked with less often than once in so many phrasings is not the cause that it gives.
_CAUSE_USES = 10
_UNTIL = frozenset(["before", "until"])
_BECAUSE = frozenset(["because", "bc", "cos", "coz", "cuz"])


@dataclass(frozen=True, slots=True)
class Fit:
    """A claim beside a fact: whether the number agrees, and what else differs.

    Attributes:
        fact: The fact.
        number: Whether the number agrees, put as it is.
        differing: Kind and reason of each thing that differs, the weightiest first.
        tied: How much speaks for their being about the same; 0 or more.
        anchored: Whether the unit or a name is in that.
        exact: Whether the two numbers are the same.
        chance: How probable the entry is by the words alone, 0.0 to 1.0.
        distinct: Whether the claim has a word that is the fact's rather than that of the whole it is a part of.
        foreign: How many telling words the claim has that the fact does not.
        agreement: Whether the number agrees: "yes", "no" or "unclear".
    """

    fact: Fact
    number: bool
    differing: tuple[tuple[str, str], ...]
    tied: float
    anchored: bool
    exact: bool
    chance: float
    distinct: bool
    foreign: int = 0
    agreement: Agreement = "no"


def fit(reading: Reading, fact: Fact, facts: FactTable) -> Fit:
    """Hold a claim against a fact; facts: all those of the base, which tell what is said of the others."""
    said = reading.claim.number
    agreed = agreement(said, fact.quantity) if fact.quantity is not None else "no"
    tied = 0.0
    unit = unit_differing(reading, fact, facts)
    if unit is None and reading.unit is not None and reading.unit.text in fact.units:
        tied += 1.0 if reading.own_unit else 0.5
    whole = facts.whole_of(fact.entry) if reading.whole is not None and agreed == "yes" else None
    if whole is not None and reading.whole is not None and reading.whole.number.value == whole.value:
        tied += 1.0
    named, name = _names_beside(reading, fact, facts)
    anchored = tied + named >= 1
    beside = _words_beside(reading, fact, facts)
    differing = [*([unit] if unit is not None else []), *([("name", name)] if name else [])]
    differing += [*_roles_differing(reading, fact, facts), *_words_differing(reading, fact, beside)]
    is_share = said.kind == "share"
    return Fit(
        fact=fact,
        number=agreed == "yes",
        differing=tuple(differing),
        tied=tied + named + beside.matched,
        anchored=anchored,
        exact=fact.value == said.value,
        chance=sum(reading.chances.get(id, 0.0) for id in fact.group) if is_share == fact.share else 0.0,
        distinct=beside.distinct,
        foreign=len(beside.foreign),
        agreement=agreed,
    )


def _outdoes(reading: Reading, fact: Fact, facts: FactTable) -> bool:
    """Tell whether a claim has a fact be more, or fewer, than that of another name which is not so in the report."""
    way, name = reading.outdone
    if name is None or fact.value is None or name in fact.core:
        return False
    others = [each.value for each in facts.all if name in each.core and each.units & fact.units and not each.share]
    return bool(others) and not any(other is not None and (fact.value - other) * way > 0 for other in others)


def _roles_differing(reading: Reading, fact: Fact, facts: FactTable) -> Iterator[tuple[str, str]]:
    """Yield what differs in who is compared with whom, which way something goes, and when it was."""
    if reading.compares != fact.compares and 0 in (reading.compares, fact.compares):
        yield "comparison", "one of the two is how many more, the other how many"
    elif (fact.compares and not _in_order(reading, fact)) or _outdoes(reading, fact, facts):
        yield "comparison", "the report has it the other way round"
    turned = _turned_direction(reading, fact)
    if turned:
        yield "direction", turned
    year = next((year for year in reading.claim.years if year not in fact.years), None)
    if year is not None:
        yield "year", f"the report says nothing of {year}"


def _words_differing(reading: Reading, fact: Fact, beside: _Beside) -> Iterator[tuple[str, str]]:
    """Yield what differs in what is denied, and in what else is said."""
    if reading.denied:
        yield "negation", "the message denies it"
    conceded = next((said for said in reading.conceded if said.denied and _is_said(said.term, fact)), None)
    if conceded is not None:
        yield "negation", f'"{conceded.term.typed}" is denied in one, not in the other'
    if beside.turned:
        yield "negation", f'"{beside.turned}" is denied in one, not in the other'
    if beside.predicate:
        yield "predicate", f'the report does not say "{beside.predicate}" of it'
    elif beside.foreign:
        yield "words", f'the report does not say "{beside.foreign[0]}" of it'


def contradiction(one: Fit) -> str | None:
    """Return the kind of the weightiest thing in which a fact contradicts a claim; None if it does in nothing."""
    return next((kind for kind, _ in one.differing if kind in CONTRADICTING), None)


def unit_differing(reading: Reading, fact: Fact, facts: FactTable) -> tuple[str, str] | None:
    """Return kind and reason if what a claim counts is not what the fact counts; None if it is, or if one of the two
    does not say.

    It contradicts if it is what another fact counts, or somebody who does something; another word may mean the same.
    """
    claimed, given = reading.claim.number, fact.quantity
    if not fact.units or (claimed.currency and given is not None and given.currency):
        return None
    units = [term for term in (reading.noun, reading.unit if reading.own_unit else None) if term is not None]
    agent = reading.noun is not None and is_agent(reading.noun.typed) and reading.noun.typed not in fact.forms
    if not units or (any(term.text in fact.units for term in units) and not agent):
        return None
    typed = units[0].typed
    kind = "unit" if agent or any(term.text in facts.units for term in units) else "counted"
    return kind, f"the report counts {fact.unit}, not {typed}" if fact.unit else f"not of {typed}"


def _names_beside(reading: Reading, fact: Fact, facts: FactTable) -> tuple[float, str]:
    """Return how much a claim's names tie it to a fact, and why one of them does not belong there, or ""."""
    tied = float(len(set(reading.names) & fact.core))
    role = _role_differing(reading, fact)
    if role:
        return tied, role
    for name in (*reading.names, *reading.taken_over):
        rivals = sorted(other.shown for other in fact.core if other.kind == name.kind)
        beside = any(other in fact.core for other in reading.names if other.kind == name.kind)
        holds = name == reading.holder and rivals and not beside
        if name in fact.tellers and name != reading.doer and not holds:
            continue
        if name in fact.core or (name in fact.named - fact.of_parts and (not rivals or beside) and not holds):
            continue
        if name in reading.taken_over and name in facts.core_names and not rivals:
            continue
        if rivals:
            return tied + 0.5, f"the report has {' / '.join(rivals)} there, not {name.shown}"
        return tied, f"the report does not have {name.shown} there"
    return tied, ""


def _cause(spoken: Sequence[Said]) -> int:
    """Return the place of the first telling word after a "because", -1 if there is none."""
    because = next((at for at, said in enumerate(spoken) if said.term.typed in _BECAUSE), len(spoken))
    rest = range(because + 1, len(spoken))
    return next((at for at in rest if not spoken[at].term.little and not colours(spoken[at].term.typed, ())), -1)


def _is_said(term: Term, fact: Fact) -> bool:
    """Tell whether the title or sentence of a fact has a telling word, and nowhere denies it."""
    return not term.little and bool(fact.own.get((term.text, False))) and not fact.own.get((term.text, True))


def _as_noun(text: str, fact: Fact) -> str:
    """Return a term in the form that a fact has it in: stemming keeps "fail" and "failure" apart."""
    noun = f"{text}ur"
    return noun if fact.uses.get((noun, False), 0) > fact.uses.get((text, False), 0) else text


def _role_differing(reading: Reading, fact: Fact) -> str:
    """Return why somebody does in a claim what they do not do in the fact, "" if nobody does."""
    doer, by = reading.doer, reading.by
    compared = bool(reading.compares) and doer in fact.order  # who has more is told by the order of the names
    if doer is not None and fact.doer is not None and doer != fact.doer and not compared:
        return f"the report has {fact.doer.shown} doing that, not {doer.shown}"
    strange = by in fact.core or reading.directions.get("by", frozenset()) - fact.directions.get("by", frozenset())
    if by is not None and by != fact.doer and by not in fact.by and strange:
        return f"the report does not say that it was by {by.shown}"
    if fact.whole_doer is not None and reading.doing == fact.whole_doing and doer != fact.whole_doer:
        return f"the report has {fact.whole_doer.shown} doing that"
    if doer is not None and doer in fact.targets - fact.by and not reading.suffers:
        return f"the report has it of {doer.shown}, not by {doer.shown}"
    other = next((name for name in reading.to if name not in fact.to), None)
    return f"the report does not say that it was to {other.shown}" if other is not None else ""


def _turned_direction(reading: Reading, fact: Fact) -> str:
    """Return why a claim has something go the other way than the fact, "" if it has not."""
    if reading.subject and reading.subject in fact.directions.get("to", ()) and not reading.suffers:
        return "the report has it done to them"
    for here, there in (("to", ("from", "by")), ("from", ("to",)), ("by", ("to",))):
        others = frozenset().union(*(fact.directions.get(each, frozenset()) for each in there))
        wrong = reading.directions.get(here, frozenset()) & (others - fact.directions.get(here, frozenset()))
        if wrong:
            return f'the report does not have it "{here}" them'
    return ""


def _in_order(reading: Reading, fact: Fact) -> bool:
    """Tell whether the names that are compared stand as the fact has them: who has more first."""
    order = fact.order if reading.compares == fact.compares else fact.order[::-1]
    before = [name for name in reading.names_before if name in order]
    after = [name for name in reading.names_after if name in order]
    if len(before) + len(after) > 1:
        return [*before, *after] == [name for name in order if name in (*before, *after)]
    return not before or not order or before[0] == order[0]


@dataclass(frozen=True, slots=True)
class _Beside:
    """A claim's words beside a fact.

    Attributes:
        matched: How many of them the fact has.
        turned: The first that is denied in one and not in the other; "" if none is.
        foreign: Those that the fact has not, in order.
        predicate: The first of these that is said of what is counted ("were closed"); "" if none is.
        distinct: Whether one of them is the fact's rather than that of its whole.
    """

    matched: float
    turned: str
    foreign: tuple[str, ...]
    predicate: str
    distinct: bool


def _words_beside(reading: Reading, fact: Fact, facts: FactTable) -> _Beside:
    """Hold each telling word of a claim against those of a fact."""
    matched, distinct = 0.0, False
    turned, undenied, predicate = "", "", ""
    foreign: list[str] = []
    deny = False  # whether what is denied here is denied there
    spoken = [said.term.typed for said in reading.words]
    texts = {said.term.text for said in reading.words}
    names = (*reading.names, *fact.named)
    name_words = {word for name in names for spelling in name.spellings for word in words(spelling)}
    cause = _cause(reading.words)
    for at, said in enumerate(reading.words):
        term, typed, before = said.term, said.term.typed, spoken[:at]
        text = _as_noun(term.text, fact)
        if not term.little and all(word in name_words for word in (term.repaired or typed).split()):
            if fact.own.get((text, not said.denied)) and not fact.own.get((text, said.denied)):
                turned = turned or typed
            continue
        if typed in _UNTIL and not fact.uses.get((text, said.denied)):
            foreign.append(typed)
        if _tells_nothing(term, at, fact, facts):
            continue
        use = _use_of(said, before, texts, fact, facts, is_cause=at == cause, distinct=distinct)
        if use == "turned":
            turned = turned or typed
        elif use == "undenied":
            undenied = undenied or typed
        elif use in ("own", "its whole's"):
            matched += 1.0
            deny = deny or said.denied
            distinct = distinct or use == "own"
        # "278 of the 374 were reviewed" says what is true of all 374.
        predicated = use in ("foreign", "its whole's") and is_said_of_it(before)
        if predicated or use in ("foreign", "another cause"):
            foreign.append(typed)
        if predicated:
            predicate = predicate or typed
    if not deny:  # "not handled well": of what is denied one word is enough
        turned = turned or undenied or ("the number" if reading.number_denied else "")
    return _Beside(matched, turned, tuple(foreign), predicate, distinct)


def _tells_nothing(term: Term, at: int, fact: Fact, facts: FactTable) -> bool:
    """Tell whether a word, at its place in a claim, says nothing that a fact could have or not have."""
    typed = term.typed
    if term.text in facts.counting or negates(typed):
        return True
    little = term.little or only_hedges(typed) or typed.isdigit() or term.text in fact.units
    return little and not judges(term, at)


_Use = Literal["own", "its whole's", "turned", "undenied", "another cause", "foreign", "nothing"]


def _use_of(
    said: Said, before: Sequence[str], texts: Set[str], fact: Fact, facts: FactTable, *, is_cause: bool, distinct: bool
) -> _Use:
    """Return how a fact has a telling word of a claim.

    "own" or "its whole's" if it has it, by whose it rather is; "turned" if it has it the other way, and "undenied" if
    the claim denies what it only affirms; "another cause" of a cause that it does not give; "foreign" if it has it not,
    and "nothing" if that does not matter.

    Args:
        said: The word.
        before: The words before it in the claim, as typed.
        texts: All terms of the claim.
        is_cause: Whether it is what the claim gives as the cause.
        distinct: Whether the claim had a word of the fact's own before it.
    """
    term, typed = said.term, said.term.typed
    text = _as_noun(term.text, fact)
    key, opposite = (text, said.denied), (text, not said.denied)
    known, other = fact.uses.get(key, 0), fact.uses.get(opposite, 0)
    if not term.little and fact.own.get(opposite, 0) >= max(fact.own.get(key, 0), 1) and not said.denied:
        return "turned"  # what the sentence denies, however often it is asked about
    if is_cause and not fact.own.get(key) and known * _CAUSE_USES < len(fact.entry.asked):
        return "another cause"
    if typed in PRAISE and (fact.praised > 0 if said.denied else fact.praised < 0):
        return "turned"
    has = known and known >= _MIN_POLARITY * (known + other) and not facts.is_anothers(*key, fact)
    if has and (text != term.text or is_same_use(term, before, texts, fact)):
        return "own" if known > 2 * fact.of_whole.get(key, 0) else "its whole's"
    if colours(typed, () if distinct else before):
        return "nothing"
    if other and known < _MIN_POLARITY * (known + other):
        return "undenied" if said.denied else "turned"
    return "foreign"


def is_striking(one: Fit, reading: Reading, units: Set[str]) -> bool:
    """Tell whether a claim with the entry's number, but something else about it, is still clearly the same claim.

    units: what is counted anywhere in the base; a claim that counts something else needs more to be tied by.
    """
    small = reading.claim.number.value <= SMALL
    kinds = {kind for kind, _ in one.differing}
    strange = reading.noun is not None and reading.noun.text not in units
    if kinds & {"unit", "counted"} and (small or (strange and not one.anchored and one.tied < _STRANGE_TIE)):
        return False
    if len(kinds) > 1 and one.tied < 1:
        return False
    return one.anchored if small else one.tied >= 0.5

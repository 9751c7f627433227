"""A claim beside a fact: whether the number agrees, what ties the two, and what differs. Gives no verdict."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from ..language.approximation import agrees, only_hedges
from ..language.denial import PRAISE, Said, colours, is_said_of_it, judges, negates
from ..language.grammar import is_agent
from ..language.lexicon import Term
from ..language.text import words
from .claim_reading import Reading
from .fact import Fact, is_same_use
from .fact_table import FactTable

__all__ = ["SMALL", "Fit", "fit", "is_striking", "unit_differing"]

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
    """

    fact: Fact
    number: bool
    differing: tuple[tuple[str, str], ...]
    tied: float
    anchored: bool
    exact: bool
    chance: float
    distinct: bool


def fit(reading: Reading, fact: Fact, facts: FactTable) -> Fit:
    """Hold a claim against a fact; facts: all those of the base, which tell what is said of the others."""
    claim = reading.claim
    is_share = claim.number.kind == "share"
    number = fact.value is not None and is_share == fact.share and agrees(claim.number, claim.way, fact.value)
    tied = 0.0
    differing: list[tuple[str, str]] = []
    unit = unit_differing(reading, fact)
    if unit:
        differing.append(("unit", unit))
    elif reading.unit is not None and reading.unit.text in fact.units:
        tied += 1.0 if reading.own_unit else 0.5
    whole = facts.whole_of(fact.entry) if reading.whole is not None and number else None
    if whole is not None and reading.whole is not None and reading.whole.number.value == whole.value:
        tied += 1.0
    named, name = _names_beside(reading, fact, facts)
    anchored = tied + named >= 1
    tied += named
    differing += [("name", name)] if name else []
    if reading.compares != fact.compares and 0 in (reading.compares, fact.compares):
        differing.append(("comparison", "one of the two is how many more, the other how many"))
    elif fact.compares and not _in_order(reading, fact):
        differing.append(("comparison", "the report has it the other way round"))
    turned = _turned_direction(reading, fact)
    if turned:
        differing.append(("direction", turned))
    year = next((year for year in claim.years if year not in fact.years), None)
    if year is not None:
        differing.append(("year", f"the report says nothing of {year}"))
    if reading.denied:
        differing.append(("negation", "the message denies it"))
    conceded = next((said for said in reading.conceded if said.denied and _is_said(said.term, fact)), None)
    if conceded is not None:
        differing.append(("negation", f'"{conceded.term.typed}" is denied in one, not in the other'))
    matched, turned, foreign, distinct = _words_beside(reading, fact, facts)
    tied += matched
    differing += [("negation", f'"{turned}" is denied in one, not in the other')] if turned else []
    differing += [("words", f'the report does not say "{foreign}" of it')] if foreign else []
    chance = sum(reading.chances.get(id, 0.0) for id in fact.group) if is_share == fact.share else 0.0
    return Fit(fact, number, tuple(differing), tied, anchored, fact.value == claim.number.value, chance, distinct)


def unit_differing(reading: Reading, fact: Fact) -> str:
    """Return why what a claim counts is not what the fact counts, "" if it is, or if the claim does not say."""
    units = [term for term in (reading.noun, reading.unit if reading.own_unit else None) if term is not None]
    agent = reading.noun is not None and is_agent(reading.noun.typed) and reading.noun.typed not in fact.forms
    if not units or (any(term.text in fact.units for term in units) and not agent):
        return ""
    return f"the report counts {fact.unit}, not {units[0].typed}" if fact.unit else f"not of {units[0].typed}"


def _names_beside(reading: Reading, fact: Fact, facts: FactTable) -> tuple[float, str]:
    """Return how much a claim's names tie it to a fact, and why one of them does not belong there, or ""."""
    tied = float(len(set(reading.names) & fact.core))
    role = _role_differing(reading, fact)
    if role:
        return tied, role
    for name in (*reading.names, *reading.taken_over):
        rivals = sorted(other.shown for other in fact.core if other.kind == name.kind)
        beside = any(other in fact.core for other in reading.names if other.kind == name.kind)
        if name in fact.tellers and name != reading.doer:
            continue
        if name in fact.core or (name in fact.named - fact.of_parts and (not rivals or beside)):
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


def _words_beside(reading: Reading, fact: Fact, facts: FactTable) -> tuple[float, str, str, bool]:
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
    cause = _cause(reading.words)
    for at, said in enumerate(reading.words):
        term, typed = said.term, said.term.typed
        before = spoken[:at]
        text = _as_noun(term.text, fact)
        key, opposite = (text, said.denied), (text, not said.denied)
        if not term.little and all(word in name_words for word in (term.repaired or typed).split()):
            if fact.own.get(opposite) and not fact.own.get(key):
                turned = turned or typed
            continue
        if typed in _UNTIL and not fact.uses.get(key):
            foreign = foreign or typed
        judging = judges(term, at)
        if not judging and (term.little or only_hedges(typed) or typed.isdigit() or term.text in fact.units):
            continue
        if term.text in facts.counting or negates(typed):
            continue
        known, other = fact.uses.get(key, 0), fact.uses.get(opposite, 0)
        if not term.little and fact.own.get(opposite, 0) >= max(fact.own.get(key, 0), 1) and not said.denied:
            turned = turned or typed  # what the sentence denies, however often it is asked about
            continue
        if at == cause and not fact.own.get(key) and known * _CAUSE_USES < len(fact.entry.asked):
            foreign = foreign or typed  # the entry names another cause
            continue
        if typed in PRAISE and (fact.praised > 0 if said.denied else fact.praised < 0):
            turned = turned or typed
            continue
        has = known and known >= _MIN_POLARITY * (known + other) and not facts.is_anothers(*key, fact)
        if has and (text != term.text or is_same_use(term, before, texts, fact)):
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


def is_striking(one: Fit, reading: Reading, units: Set[str]) -> bool:
    """Tell whether a claim with the entry's number, but something else about it, is still clearly the same claim.

    units: what is counted anywhere in the base; a claim that counts something else needs more to be tied by.
    """
    small = reading.claim.number.value <= SMALL
    kinds = {kind for kind, _ in one.differing}
    strange = reading.noun is not None and reading.noun.text not in units
    if "unit" in kinds and (small or (strange and not one.anchored and one.tied < _STRANGE_TIE)):
        return False
    if len(kinds) > 1 and one.tied < 1:
        return False
    return one.anchored if small else one.tied >= 0.5

"""Verbs of reports: which words are one, and their plain form. Plain English, of no report in particular."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from ..core.language.english import ordinary

__all__ = ["AUXILIARIES", "BE", "HAVE", "REPORTING", "Verb", "doing", "participle", "past", "verb"]

BE = frozenset(["is", "are", "was", "were", "been", "being", "be"])
HAVE = frozenset(["has", "have", "had"])
_AUXILIARIES_WORDS = """
    will would can could may might must should shall cannot do does did
"""
AUXILIARIES = BE | HAVE | frozenset(_AUXILIARIES_WORDS.split())
"""Words that stand before a verb, or for one."""

_REPORTING_WORDS = """
    say tell find show report conclude estimate note claim argue add explain state reveal warn believe think
    indicate suggest confirm announce write remark put describe call lament comment insist admit stress ask
    reply express observe predict complain acknowledge declare recall
"""
REPORTING = frozenset(_REPORTING_WORDS.split())
"""Plain forms of verbs that tell what somebody says or finds."""

# Plain form: past, participle where that is another word.
_IRREGULAR = """
    begin:began begun; become:became; break:broke broken; bring:brought; build:built; buy:bought; catch:caught;
    choose:chose chosen; come:came; cost:cost; cut:cut; deal:dealt; draw:drew drawn; drive:drove driven; eat:ate eaten;
    fall:fell fallen; feel:felt; fight:fought; find:found; fly:flew flown; forget:forgot forgotten; get:got gotten;
    give:gave given; go:went gone; grow:grew grown; hear:heard; hide:hid hidden; hit:hit; hold:held; keep:kept;
    know:knew known; lead:led; leave:left; lend:lent; let:let; lose:lost; make:made; mean:meant; meet:met; pay:paid;
    put:put; read:read; ride:rode ridden; rise:rose risen; run:ran; say:said; see:saw seen; seek:sought; sell:sold;
    send:sent; set:set; shake:shook shaken; show:showed shown; shrink:shrank shrunk; shut:shut; sit:sat; sleep:slept;
    speak:spoke spoken; spend:spent; split:split; spread:spread; stand:stood; steal:stole stolen; swim:swam swum;
    take:took taken; teach:taught; tell:told; think:thought; throw:threw thrown; understand:understood;
    undergo:underwent undergone; win:won; withdraw:withdrew withdrawn; write:wrote written; overspend:overspent;
    undertake:undertook undertaken; oversee:oversaw overseen; bear:bore borne; feed:fed; bid:bid; burn:burnt;
    do:did done
"""
# Regular ones, which are a verb in the present too ("serves", "needs").
_REGULAR = """
    accept account achieve act add admit affect agree aim allow amount announce answer appear apply approve argue arrive
    ask assess attend attract average award base believe benefit call care carry cause change charge check claim close
    collect comment complain complete comprise conclude confirm consider consist contain continue contribute
    cover create
    cut decide decline decrease deliver demand depend describe design develop die discharge double drop earn employ
    enable end enjoy ensure enter equal estimate exceed exist expand expect experience explain express extend face fail
    fix focus follow fund gain generate handle happen help hire host identify improve include increase indicate inspect
    install introduce invest involve issue join kill lack last launch lift limit live look maintain manage mark measure
    miss move name need note observe obtain occur offer open operate order organize organise oversee own participate
    pass perform plan prefer prepare prevent produce promise propose protect prove provide publish pull raise range rate
    reach receive recommend record recruit reduce refer refuse reject release rely remain remark remove repair repeat
    replace reply report represent require respond result retain retire return reveal review save score seem serve
    settle share sign spare start state stay stop store stress suffer suggest supply support suppose survey talk target
    test total touch train travel treat treble triple turn use value visit vote wait walk want warn waste watch welcome
    witness work worry rent reopen reject rebuild owe climb hover slip plummet jump overtake tend vary
"""


@dataclass(frozen=True, slots=True)
class Verb:
    """A word that may be a verb. base: its plain form. form: how it is used: a "past" that is not `certain` may be a
    participle too."""

    base: str
    form: Literal["plain", "present", "past", "participle", "auxiliary"]
    certain: bool = False


_AS_PLAIN = frozenset(["become", "come", "run"])  # the participle is the plain form
_NO_PAST_WORDS = "need feed seed speed breed indeed greed weed bleed hundred naked sacred wicked embed"
_NO_PASTS = frozenset(_NO_PAST_WORDS.split())
_NO_PARTICIPLES = frozenset(
    ["including", "during", "according", "following", "regarding", "concerning", "excluding", "morning", "evening"]
)


@cache
def _forms() -> dict[str, Verb]:
    known: dict[str, Verb] = {}
    bases = _REGULAR.split()
    for line in _IRREGULAR.replace("\n", " ").split(";"):
        base, _, forms = line.strip().partition(":")
        bases.append(base)
        past, *participle = forms.split()
        for each in participle:
            known.setdefault(each, Verb(base, "participle"))
        known[past] = Verb(base, "past", certain=bool(participle) or base in _AS_PLAIN)
    for base in bases:
        known.setdefault(base, Verb(base, "plain"))
        for each in _present(base):
            known.setdefault(each, Verb(base, "present"))
    known |= {word: Verb("be" if word in BE else word, "auxiliary") for word in AUXILIARIES}
    return known


def _present(base: str) -> list[str]:
    if base.endswith("y") and base[-2] not in "aeiou":
        return [base[:-1] + "ies"]
    return [base + ("es" if base.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")]


@cache
def verb(word: str) -> Verb | None:
    """Return what verb a folded word is, if it may be one."""
    known = _forms().get(word)
    if known is not None or not word.endswith("ed") or len(word) < 4 or not word.isalpha():
        return known
    if word in _NO_PASTS:
        return None
    return Verb(_plain(word), "past")


def _plain(past: str) -> str:
    """Return the plain form of a past in -ed: raised, planned, carried."""
    if past.endswith("ied"):
        return past[:-3] + "y"
    return _root(past[:-2])


@cache
def doing(word: str) -> Verb | None:
    """Return the verb of a word in -ing ("setting"), None if it is none that is known."""
    if not word.endswith("ing") or len(word) < 6:
        return None
    base = _root(word[:-3])
    known = _forms().get(base)
    if known is not None and known.base == base:
        return Verb(base, "participle")
    return Verb(base, "participle") if base in ordinary() and word not in _NO_PARTICIPLES else None


@cache
def past(base: str) -> str:
    """Return the past of a verb by its plain form: spent, took, filled."""
    return _irregular(base)[0] if _irregular(base) else participle(base)


def _irregular(base: str) -> list[str]:
    lines = (line.strip().partition(":") for line in _IRREGULAR.replace("\n", " ").split(";"))
    return next((forms.split() for each, _, forms in lines if each == base), [])


@cache
def participle(base: str) -> str:
    """Return the participle of a verb by its plain form: spent, taken, filled."""
    if base in _AS_PLAIN:
        return base
    if _irregular(base):
        return _irregular(base)[-1]
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ied"
    double = (
        len(base) > 2 and base[-1] in "bdgmnprt" and base[-2] in "aeiou" and base[-3] not in "aeiou" and len(base) < 5
    )
    return base + (base[-1] if double else "") + "ed"


def _root(root: str) -> str:
    if len(root) > 3 and root[-1] == root[-2] and root[-1] not in "ls":
        return root[:-1]
    known = ordinary() | set(_REGULAR.split())
    listed = set(_REGULAR.split())
    tries = [each for each in (root + "e", root) if each in listed] or [e for e in (root + "e", root) if e in known]
    return tries[0] if tries else root

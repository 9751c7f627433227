"""What a statement denies, and what it compares: plain English, of no report in particular."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .hedges import only_hedges
from .lexicon import Term
from .statement_words import COLOUR
from .text import words

__all__ = [
    "PRAISE",
    "Said",
    "colours",
    "comparison",
    "denials",
    "denies",
    "is_said_of_it",
    "judges",
    "negates",
    "without_idioms",
]


@dataclass(frozen=True, slots=True)
class Said:
    """A term as it stands in a statement; denied: whether it is said of something that it is not so."""

    term: Term
    denied: bool


# Words that turn round what follows them. "Could have" and "could be" do too: what could have been better was not.
_NEGATOR_WORDS = """
    barely besides cannot cant elsewhere except excluding hardly neither never no nobody non none nor not nothing
    outside scarcely unlike without
"""
_NEGATORS = frozenset(_NEGATOR_WORDS.split())
_FAILING = frozenset(
    ["fail", "failed", "fails", "failing", "refuse", "refused", "refuses", "unable", "forgot", "declined"]
)
# What is wanted or still to come has not been: "wanted to review", "has yet to", "will".
_WANTING_WORDS = """
    about aim aimed aims attempted due expect expected expects going hope hoped hopes intend intended intends
    plan planned planning plans promised ready set threatened tried trying want wanted wants yet
"""
_WANTING = frozenset(_WANTING_WORDS.split())
_ASKING = [[word] for word in ("have", "know", "check", "see", "hear", "ask", "find", "learn", "confirm", "be")]
_COMING = frozenset(["will", "shall", "gonna", "itll", "theyll", "wholl"])
_UNREAL = ("could", "should", "would", "might")
_WISHED = frozenset(["have", "be", "do"])
_UNREAL_HAVE = ("couldve", "shouldve", "wouldve", "coulda", "shoulda", "woulda")
_RESET_WORDS = "and but because cos cuz while whilst whereas though although who which since so"
_RESET = frozenset(_RESET_WORDS.split())

# Ways of speaking in which a negation denies nothing.
_IDIOMS = re.compile(
    r"\b(?:not (?:just|only|even|to mention|gonna lie|going to lie|kidding|joking|surprised|surprising|surprisingly"
    r"|exaggerating|making (?:this|it) up|a typo|less than|fewer than|more than)|no (?:less|fewer|more) than"
    r"|no (?:wonder|surprise|doubt|joke|kidding|cap|lie|bs|offence|excuses?|shit|exaggeration|pun intended)"
    r"|(?:nobody|no ?one) (?:\w+ )?(?:knows|cares|talks|mentions|mentioned|seems|noticed|reads)"
    r"|not (?:know|realise|realize|notice|read|understand)"
    r"|why (?:is|are|isn'?t|aren'?t) (?:nobody|no ?one|not everyone|not more people|everyone not)"
    r"|(?:can ?not|can'?t|could not|couldn'?t) (?:believe|get over|tell me|make (?:this|it|that) up|stop thinking)"
    r"|(?:do not|don'?t|dont|never) (?:forget|tell me|get me started|care|trust)|wo ?n'?t lie|ain'?t no joke)\b"
)
# A statement about the statement that takes it back.
_FALSE = r"(?:false|untrue|a lie|lies|fake|fake news|a hoax|a myth|nonsense|bollocks|bullshit|bs|incorrect|made up)"
_DENIED = re.compile(
    rf"\b(?:it|that|this|which|thats|its)(?:'s| is| was|s)? (?:(?:a|an|all|just|total|complete|utter) )*{_FALSE}\b"
    r"|\b(?:not|isn'?t|wasn'?t|ain'?t|never) (?:\w+ )?(?:true|correct|the case|accurate)\b"
    rf"|\b{_FALSE} (?:that|to say)\b|\b(?:no way|as if)\b"
    r"|\bif\b.*\bhad (?:not )?been\b|\b(?:what if|suppos(?:e|ing)|let'?s say|hypothetically|pretend)\b"
    r"|\b(?:doubt|den(?:y|ies|ied)|refutes?d?|disproved?) (?:that|the)\b"
)
# What could not have been better was good; but what could not be found was not found.
_COMPARATIVES = frozenset(["better", "worse", "improved", "quicker", "sooner", "faster"])
_MORE, _FEWER = ("more", "extra", "additional", "higher"), ("fewer", "less", "lower")
# Little words that praise where they do not open a statement ("handled well", not "well, ...").
_JUDGING = frozenset(["well", "right", "ok", "okay", "better"])
_PRAISE_WORDS = """
    acceptable adequate adequately competently correctly excellent fine good great ok okay perfect perfectly proper
    properly right satisfactory well
"""
PRAISE = frozenset(_PRAISE_WORDS.split())
# Not "is": what is said in the singular of many is said of the statement ("278 cases is a scandal").
_COPULAS = frozenset(["are", "was", "were", "be", "been", "being", "got", "get", "remained", "stayed"])
_DUMMIES = frozenset(["it", "that", "this", "which", "what", "its", "thats"])
_BETWEEN = frozenset(["so", "very", "really", "all", "a", "an", "absolutely", "just", "such", "simply"])


def without_idioms(text: str) -> str:
    """Return folded text without the ways of speaking in which a negation denies nothing."""
    return _IDIOMS.sub(" ", text)


def denies(text: str) -> bool:
    """Tell whether folded text says of a statement that it is not so ("it is a lie that")."""
    return _DENIED.search(text) is not None


def comparison(after: str) -> int:
    """Return +1 if "more" follows a number ("12 more complaints"), -1 if "fewer" does, else 0."""
    for word in words(after)[:2]:
        if word in _MORE:
            return 1
        if word in _FEWER:
            return -1
    return 0


def denials(terms: Sequence[Term], *, asking: bool = False) -> list[Said]:
    """Return each term with whether it is denied: an odd number of words before it in its clause turn it round; "nor"
    goes on denying.

    asking: whether the clause opens with "didn't" or the like; that asks for a yes, and does not count.
    """
    found: list[Said] = []
    denied = unreal = False
    for at, term in enumerate(terms):
        typed = term.typed
        following = [other.typed for other in terms[at + 1 : at + 3]]
        if typed in _RESET or typed == "or":
            unreal = False
            denied = denied and typed == "or"
        if typed in _COMING:
            unreal = True
        unmet = typed in _FAILING or (typed in _WANTING and following[1:] not in _ASKING)
        if typed in _NEGATORS or (unmet and following[:1] == ["to"]):
            denied, asking = typed == "nor" or denied != (not asking), False  # "neither ... nor" denies both
        elif (typed in _UNREAL and not _WISHED.isdisjoint(following)) or typed in _UNREAL_HAVE:
            unreal = True
        compares = typed in _COMPARATIVES
        found.append(Said(term, denied != unreal if compares else denied or unreal))
    return found


def judges(term: Term, at: int) -> bool:
    """Tell whether a little word, at its place in a statement, says how good something was."""
    return term.typed in _JUDGING and at > 0


def negates(typed: str) -> bool:
    """Tell whether a word only turns round what others say."""
    return typed in _NEGATORS


def colours(typed: str, before: Iterable[str]) -> bool:
    """Tell whether a word only says what somebody thinks of a statement, or turns it round.

    Not where it is what is said of the thing: "were appalling", but "it is appalling that".

    Args:
        before: The words before it in the statement, in order; none if it can be no more what is said.
    """
    if negates(typed):
        return True
    return typed in COLOUR and not is_said_of_it(before)


def is_said_of_it(before: Iterable[str]) -> bool:
    """Tell whether the word after these is what is said of the thing: after "were", "was so", "got"."""
    spoken = list(before)
    while spoken and (only_hedges(spoken[-1]) or spoken[-1] in _BETWEEN):
        spoken.pop()
    return bool(spoken) and spoken[-1] in _COPULAS and (len(spoken) == 1 or spoken[-2] not in _DUMMIES)

"""How a figure is asked for, by its kind and by where it stands in its clause. Knows nothing of files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..core.language.grammar import is_plural
from .brief import in_short
from .clauses import DETERMINERS, PREPOSITIONS, Clause, bare_subject
from .figures import Found
from .question import LONGEST_TITLE, Asking, clause_at, few
from .verbs import BE, Verb, doing, participle, past
from .worded_asking import ask_worded
from .wording import asked_of, asking, keywords, lowered, named, opened, possessive, shortened, trimmed
from .words import Word, joined, split

__all__ = ["ask_figure"]

_WHAT = {
    "money": ("how much", "how much money"),
    "time": ("how long",),
    "points": ("by how many percentage points",),
    "times": ("how many times",),
}
_SPANS = ("minutes", "hours", "days", "weeks", "months", "years")
_BIG = {"money": ("how big is", "how much is"), "time": ("how long is",), "share": ("how big is", "what percentage is")}


def ask_figure(said: str, found: Found) -> Asking:
    """Return how a figure is asked for.

    said: the sentence that tells it, as it stands alone.
    """
    at = said.find(found.text)
    if at < 0:
        at = max(said.find(found.said), 0)
    end = at + len(found.text)
    clause = clause_at(said, at)
    rest = clause.rest if clause is not None else ()
    near = [word for word in rest if word.end <= at], [word for word in rest if word.start >= end]
    return replace(_asked(said, found, at, end), brief=in_short(clause, replace(found, start=at), *near))


def _asked(said: str, found: Found, at: int, end: int) -> Asking:
    clause = clause_at(said, at)
    if clause is None or not clause.finite or not joined(bare_subject(clause.subject)):
        return _loose(said, found)
    subject, main = named(clause), clause.main
    assert main is not None
    context = _lead(clause)
    if re.match(r"(?:Of|Among) [^,]*$", said[:at]) and at < main.start:
        return _loose(said, found)  # "Of the 37 guests we met"
    beside = [word for word in clause.rest if word.end <= at], [word for word in clause.rest if word.start >= end]
    told = ask_worded(said, found, clause, *beside)
    if told is not None:
        return told
    if at < main.start:
        return _in_subject(said, clause, found, at, end)
    before = [word for word in clause.rest if word.end <= at]
    after = [word for word in clause.rest if word.start >= end]
    if said[end : end + 1] in (",", ";", ":", ")"):
        after = []
    before, after = _alone(before, after)
    of = _attribute(before)
    if of:
        return _of_attribute(clause, found, of)
    done = _participle(before)
    if done is not None:
        clause, before = done.clause(clause), before[done.at + 1 :]
        main = clause.main
        assert main is not None
    if _modifies(before, after, said[at:end]):
        return _modifying(said, clause, found, before, after)
    while before and (
        before[-1].low in DETERMINERS
        or (len(before) > 1 and before[-2].low in DETERMINERS and before[-1].low not in PREPOSITIONS)
    ):
        before.pop()
    if found.of == "time" and before and before[-1].low in ("for", "in", "within", "about"):
        before.pop()
    rest = " ".join(
        filter(None, [joined(trimmed(before, whole=True)) if before else "", joined(trimmed(after)), context])
    )
    whats = _whats(found)
    later = joined(trimmed(after)) if found.of == "time" and after and after[0].low in ("after", "before") else ""
    if later:  # "two years after its first release"
        whats = (f"how long {later}", f"how many {lowered(found.unit)} {later}")
        after = []
        rest = " ".join(filter(None, [joined(trimmed(before, whole=True)), context]))
    if after and after[0].low in _COMPARED and found.of != "count":
        whats = (f"how much {after[0].low}", f"by how much {after[0].low}")
        than = joined(trimmed(after[1:], whole=True))
        rest = " ".join(filter(None, [joined(trimmed(before, whole=True)) if before else "", than, context]))
    if found.of == "time" and said[:at].rstrip().endswith("within"):
        whats = ("how quickly", "how fast", *whats)
    if before and before[-1].low == "by" and found.of in ("share", "money", "points"):
        whats = ("by how much", "how much")
        rest = " ".join(filter(None, [joined(trimmed(before[:-1], whole=True)), joined(trimmed(after)), context]))
    are, to = "are" if is_plural(subject.split()[-1]) else "is", before and before[-1].low == "to"
    level = [f"what {are} {subject}", f"how high {are} {subject}"] if to and _moves(clause) else []
    copula = main.low in BE and not before
    made = [*level]
    if found.of == "change":
        made += [
            f"how did {subject} change",
            f"how much did {subject} {clause.known.base if clause.known else ''}",
            f"what is {subject}",
            f"how {'long' if found.unit in _SPANS else 'big'} is {subject} now",
        ]
    for what in whats:
        if copula and found.of == "money":
            made.append(asked_of(clause, subject, rest, what))
            made.append(asked_of(clause, subject, rest, "what"))
        else:
            made.append(asked_of(clause, subject, rest, what))
    if (
        found.of in ("count", "money")
        and not before
        and not clause.helpers
        and main.low not in (*BE, "has", "have", "had")
        and clause.known is not None
        and clause.known.base != "cost"
    ):
        made.append(f"{whats[0]} {'were' if found.of == 'count' else 'was'} {participle(clause.known.base)} {rest}")
    if found.of == "share" and _OCCASIONS.search(found.unit):
        made.append(asked_of(clause, subject, rest.removesuffix(" in"), "how often"))
    made += _shorter(clause, subject, whats[0], before, after)
    made.append(_claimed(clause, subject, said))
    noun = found.unit if found.of in ("count", "share") else ""
    made.append(keywords(f"{subject} {noun} {main.low if main.low not in BE else ''} {rest}", most=8))
    if found.of == "count" and found.unit:
        made.append(f"number of {lowered(found.unit).removeprefix('of ')} {keywords(subject, most=4)}")
    made.append(_all_words(said, found))
    return Asking(
        _title(clause, subject, rest, found, copula=copula, later=later, what=whats[0]),
        few(made),
    )


def _moves(clause: Clause) -> bool:
    """Tell whether a clause says that something rises or falls: "prices rose to", and not "we spoke to"."""
    return clause.known is not None and clause.known.base in _MOVING


_MOVING_WORDS = """
    rise fall grow increase drop climb decline decrease shrink jump slip plummet go come reduce raise cut move bring
    amount double treble triple
"""
_MOVING = frozenset(_MOVING_WORDS.split())


def _lead(clause: Clause) -> str:
    """Return what stands before a subject and narrows down what is said: "in 2014"."""
    words = list(clause.lead)
    while words and words[0].low in (
        "and",
        "but",
        "where",
        "while",
        "because",
        "that",
        "so",
        "or",
        "when",
        "for",
        "example",
    ):
        words.pop(0)
    if not words or words[0].low not in PREPOSITIONS or len(words) > 6:
        return ""
    return lowered(joined(words))


@dataclass(frozen=True, slots=True)
class _Participle:
    """A verb in -ing that is added to a clause: "..., setting aside $305 for highways". at: its place."""

    at: int
    word: Word
    known: Verb

    def clause(self, around: Clause) -> Clause:
        """Return the clause that says the same with the subject of the one around it."""
        told = (
            replace(self.known, form="past")
            if around.known is not None and around.known.form != "plain"
            else self.known
        )
        return replace(around, helpers=[], main=self.word, known=told)


def _shorter(clause: Clause, subject: str, what: str, before: Sequence[Word], after: Sequence[Word]) -> Iterator[str]:
    """Yield a question with less of what follows, and in the past where it stands in the perfect."""
    first = [*trimmed(before, whole=True)]
    for word in after[:6]:
        if (
            word.before
            or (word.low in PREPOSITIONS and len(first) > len(before))
            or word.low in ("that", "which", "who")
        ):
            break
        first.append(word)
        if word.after:
            break
    rest = joined(first) if len(first) > len(before) and first[-1].low not in PREPOSITIONS else joined(before)
    if clause.known is not None and [word.low for word in clause.helpers] in (["has"], ["have"]):
        clause = replace(clause, helpers=[], known=replace(clause.known, form="past"))
        yield asked_of(clause, subject, rest, what)
    elif len(before) + len(after) > 3 and clause.known is not None and clause.known.form != "auxiliary":
        yield asked_of(clause, subject, rest, what)


def _participle(before: Sequence[Word]) -> _Participle | None:
    for at in range(len(before) - 1, 0, -1):
        known = doing(before[at].low)
        if known is not None and before[at - 1].text.endswith(","):
            return _Participle(at, before[at], known)
    return None


def _attribute(before: Sequence[Word]) -> list[Word]:
    """Return the noun of which a figure says how much it is: "an estimated valuation of | over $1B"."""
    if len(before) < 3 or before[-1].low != "of" or before[-2].after:
        return []
    taken: list[Word] = []
    for word in reversed(before[:-1]):
        if word.low in PREPOSITIONS or word.after or len(taken) > 4:
            break
        if word.low in ("a", "an", "the"):
            return taken[::-1]
        taken.append(word)
    return []


def _of_attribute(clause: Clause, found: Found, noun: Sequence[Word]) -> Asking:
    subject, what = named(clause), joined(noun)
    owner = possessive(subject)
    made = [
        f"what is {owner} {what}",
        f"how much is the {what} of {subject}",
        f"how big is the {what} of {subject}",
        f"{subject} {what}",
        f"does {subject} have {'an' if what[:1] in 'aeiou' else 'a'} {what} of {found.text}",
    ]
    return Asking(shortened(f"{opened(subject)}: {what}", LONGEST_TITLE), few(made))


def _modifies(before: Sequence[Word], after: Sequence[Word], figure: str) -> bool:
    """Tell whether a figure only says how big the noun behind it is: "a $16 billion shortfall"."""
    if not before or before[-1].low not in DETERMINERS or not after:
        return False
    first = after[0]
    return not first.before and first.low not in PREPOSITIONS and first.low.isalpha() and first.low not in ("and", "or")


def _modifying(said: str, clause: Clause, found: Found, before: Sequence[Word], after: Sequence[Word]) -> Asking:
    noun = joined(trimmed(after, most=9))
    subject = named(clause)
    bigs = _BIG.get(found.of, ("how big is",))
    made = [f"{big} the {noun}" for big in bigs]
    made.append(asked_of(clause, subject, joined(before[:-1]), f"how big a {noun}"))
    made.append(keywords(f"{noun} {subject}", most=8))
    made.append(_claimed(clause, subject, said))
    return Asking(shortened(f"{opened(noun)}: {subject}", LONGEST_TITLE), few(made))


def _in_subject(said: str, clause: Clause, found: Found, at: int, end: int) -> Asking:
    """Return how a figure is asked for that stands in the subject: "35 bodies called for", "64% of pupils said"."""
    words = [word for word in bare_subject(clause.subject) if word.start >= end]
    head = [word for word in clause.subject if word.end <= at]
    noun_of = _attribute(head)
    rest = joined(trimmed(clause.rest))
    if not rest and clause.main is not None:
        rest = joined(trimmed(split(said[clause.main.end :])))  # it tells what another clause says
    context = _lead(clause)
    noun = joined(trimmed(words, most=9))
    assert clause.main is not None
    made = []
    if noun_of:
        noun = f"{joined(noun_of)} {noun}".strip()
    if (
        not noun_of
        and found.of in ("count", "share", "time")
        and not (head and head[-1].low in DETERMINERS and found.of != "count")
    ):
        unit = lowered(found.unit)
        for what in _whats(found):
            made.append(asking(clause, f"{what} {noun}".strip(), f"{rest} {context}"))
        if unit.split()[-1:] and unit.split()[-1] in _PERSONS and found.of != "time":
            made.append(asking(clause, f"how many people {noun}".strip(), f"{rest} {context}"))
        group = " ".join([*(word.low for word in clause.helpers), clause.main.low])
        counted = opened(unit) if found.of == "count" else f"Share of {unit}" if unit else "Share"
        title = f"{counted} {noun} that {group} {rest}"
    elif not noun:
        return _loose(said, found)
    elif not noun_of and not head and (not words or words[0].low in PREPOSITIONS):
        made += [asking(clause, what, f"{rest} {context}") for what in _whats(found)]
        title = f"{_whats(found)[0]} {' '.join(w.low for w in clause.helpers)} {clause.main.low} {rest}"
    else:
        bigs = _BIG.get(found.of, ("how big is",))
        made += [f"{big} the {noun}" for big in bigs]
        title = f"{opened(noun)}: {' '.join(w.low for w in clause.helpers)} {clause.main.low} {rest}"
    made.append(keywords(f"{found.unit} {noun} {clause.main.low} {rest} {context}", most=8))
    if clause.rest:
        made.append(_claimed(clause, lowered(joined(bare_subject(clause.subject))), said))
    elif rest:
        made.append(asked_of(clause, lowered(joined(bare_subject(clause.subject))), rest, ""))
    made.append(_all_words(said, found))
    return Asking(shortened(opened(" ".join(title.split())), LONGEST_TITLE), few(made))


def _loose(said: str, found: Found) -> Asking:
    """Return how a figure is asked for whose clause was not made out."""
    rest = said.replace(found.text, " ")
    made = [f"{what} {keywords(rest, most=8)}" for what in _whats(found)] + [keywords(f"{found.unit} {rest}", most=9)]
    title = f"{opened(found.unit)}: {keywords(rest, most=7)}" if found.unit else opened(keywords(rest, most=8))
    return Asking(shortened(title, LONGEST_TITLE), few(made))


def _whats(found: Found) -> tuple[str, ...]:
    unit = lowered(found.unit)
    if found.of == "count":
        of = unit.startswith("of ")
        return (f"how many {unit}", f"what number {unit}" if of else f"what number of {unit}")
    if found.of == "share":
        return (
            (f"what share of {unit}", f"what percentage of {unit}", f"how many {unit}")
            if unit
            else ("what share", "what percentage", "how much")
        )
    if found.of == "time":
        return ("how long", f"how many {unit}")
    if found.of == "rate":
        return ("what", "how high", f"how many {unit}")
    return _WHAT.get(found.of, ("how much",))


_OCCASIONS = re.compile(r"\b(?:cases|occasions|times|instances|days|nights|weeks)$")
_PERSONS_WORDS = """
    adults children citizens clients customers employees guests households inhabitants members parents participants
    passengers patients pensioners pupils readers residents respondents seniors staff students tenants users visitors
    voters volunteers women men workers
"""
_PERSONS = frozenset(_PERSONS_WORDS.split())
_COMPARED = frozenset(["more", "less", "fewer", "higher", "lower"])


def _alone(before: Sequence[Word], after: Sequence[Word]) -> tuple[list[Word], list[Word]]:
    """Return what stands before and after a figure without the other figures that stand in a row with it."""
    kept = list(before)
    first = next((at for at, word in enumerate(kept) if any(char.isdigit() for char in word.text)), None)
    if (
        first is not None
        and not re.fullmatch(r"(?:19|20)\d\d\W*", kept[first].text)
        and any(w.text.endswith(",") or w.low == "and" for w in kept[first:])
    ):
        participle_ = next(
            (at for at in range(len(kept) - 1, first, -1) if doing(kept[at].low) and kept[at - 1].text.endswith(",")),
            None,
        )
        kept = kept if participle_ is not None else kept[:first]
    behind = list(after)
    for at, word in enumerate(behind):
        if (
            word.low in ("and", "or", "against", "with")
            and at + 1 < len(behind)
            and any(
                char.isdigit() for w in behind[at + 1 : at + (3 if word.low in ("and", "or") else 5)] for char in w.text
            )
            and at < 3
        ):
            return kept, behind[:at]
        if at == 0 and word.low == "from" and len(behind) > 1 and any(char.isdigit() for char in behind[1].text):
            return kept, []  # "fell to 19 percent from 27"
    return kept, behind


def _all_words(said: str, found: Found) -> str:
    """Return the telling words of a whole sentence, its figure left out."""
    return keywords(f"{found.unit} {said.replace(found.text, ' ')}", most=14)


def _claimed(clause: Clause, subject: str, said: str) -> str:
    """Return a question of yes and no with all that a clause says."""
    return shortened(asked_of(clause, subject, joined(trimmed(clause.rest, most=18)), ""), 160)


def _title(
    clause: Clause,
    subject: str,
    rest: str,
    found: Found,
    *,
    copula: bool,
    by: bool = False,
    later: str = "",
    what: str = "",
) -> str:
    assert clause.main is not None
    added = clause.known is not None and not clause.helpers and clause.main.low.endswith("ing")
    main = past(clause.known.base) if added and clause.known is not None else clause.main.low
    verb_group = " ".join([*(word.low for word in clause.helpers), main])
    by = what == "by how much"
    if what.split()[-1] in _COMPARED:
        title = f"{what} {subject} {verb_group} {rest}"
    elif (copula and subject != "there") or found.of == "rate" or (found.of == "share" and not found.unit):
        title = f"{subject} {rest if copula else ''}"
        if not copula and found.of == "share":
            title = f"{'by ' if by else ''}how much {subject} {verb_group} {rest}"
    elif found.of == "money":
        title = f"{'by how much' if by else 'what'} {subject} {verb_group} {rest}"
    elif found.of == "time":
        title = f"how long {later} {subject} {verb_group} {rest}"
    elif found.of == "share":
        title = f"share of {lowered(found.unit)} that {subject} {verb_group} {rest}"
    elif found.of == "count" and subject == "there" and rest:
        title = f"{found.unit.removeprefix('of ')} {rest}"
    elif found.of == "count":
        title = f"{found.unit.removeprefix('of ')} that {subject} {verb_group} {rest}"
    elif found.of == "change":
        title = f"how {subject} changed"
    else:
        title = f"{subject}: {verb_group} {rest}"
    return shortened(opened(" ".join(title.replace(" :", ":").split())), LONGEST_TITLE)

"""Ways of asking for what a sentence states, and its title, by the kind of its figure. Knows nothing of files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ..core.language.text import fold
from .clauses import DETERMINERS, PREPOSITIONS, Clause, bare_subject, clauses
from .figures import Found
from .verbs import BE, Verb, doing, verb
from .wording import asked_of, asking, keywords, lowered, named, opened, shortened, trimmed
from .words import Word, joined, split

__all__ = ["YEAR", "Asking", "ask_cell", "ask_figure", "ask_quotation", "ask_statement", "varied", "years_of"]

YEAR = re.compile(
    r"\b(?P<lead>in|since|until|by|during)\s+(?P<month>(?:January|February|March|April|May|June|July|August|September"
    r"|October|November|December)\s+)?(?P<year>1[5-9]\d\d|20\d\d)\b(?![-–/]\d)",
    re.IGNORECASE,
)
"""A year in which something was."""

_TITLE = 90
_SHORT_LEAD = 4  # words before a subject that may say when: "In May 1995,"
_LONGEST_PARTICIPLE = 12  # characters between "was" and "sourced" in "was open sourced"
_MOST_ASKED = 10
_WHAT = {"money": ("how much", "how much money"), "time": ("how long",), "points": ("by how many percentage points",), "times": ("how many times",)}
_BIG = {"money": ("how big is", "how much is"), "time": ("how long is",), "share": ("how big is", "what percentage is")}
_BY = re.compile(r"\bby (?!\d|about|around|nearly|almost|over|more|less|the end|then)(?P<who>[^,;.]+?)(?=\s+in\s|,|;|\.|$)")


@dataclass(frozen=True, slots=True)
class Asking:
    """A title, and ways of asking, the best first."""

    title: str
    asked: tuple[str, ...]


def ask_figure(said: str, found: Found) -> Asking:
    """Return how a figure is asked for.

    said: the sentence that tells it, as it stands alone.
    """
    at = said.find(found.text)
    if at < 0:
        at = max(said.find(found.said), 0)
    end = at + len(found.text)
    clause = _clause_at(said, at)
    if clause is None or not clause.finite or not joined(bare_subject(clause.subject)):
        return _loose(said, found)
    subject, main = named(clause), clause.main
    assert main is not None
    context = _lead(clause)
    if at < main.start:
        return _in_subject(said, clause, found, at, end)
    before = [word for word in clause.rest if word.end <= at]
    after = [word for word in clause.rest if word.start >= end]
    if said[end : end + 1] in (",", ";", ":", ")"):
        after = []
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
    while before and (before[-1].low in DETERMINERS or (len(before) > 1 and before[-2].low in DETERMINERS and before[-1].low not in PREPOSITIONS)):
        before.pop()
    if found.of == "time" and before and before[-1].low in ("for", "in", "within", "about"):
        before.pop()
    rest = " ".join(filter(None, [joined(trimmed(before, whole=True)) if before else "", joined(trimmed(after)), context]))
    whats = _whats(found)
    copula = main.low in BE and not before
    made = []
    if found.of == "change":
        made += [f"how did {subject} change", f"how much did {subject} {clause.known.base if clause.known else ''}", f"{subject} before and after"]
    for what in whats:
        if copula and found.of == "money":
            made.append(asked_of(clause, subject, rest, what))
            made.append(asked_of(clause, subject, rest, "what"))
        else:
            made.append(asked_of(clause, subject, rest, what))
    made += _shorter(clause, subject, whats[0], before, after)
    made.append(_claimed(clause, subject, said))
    noun = found.unit if found.of in ("count", "share") else ""
    made.append(keywords(f"{subject} {noun} {main.low if main.low not in BE else ''} {rest}", most=8))
    if found.of == "count" and found.unit:
        made.append(f"number of {lowered(found.unit).removeprefix('of ')} {keywords(subject, most=4)}")
    made.append(_all_words(said, found))
    return Asking(_title(clause, subject, rest, found, copula=copula), _few(made))


def ask_statement(said: str, when: str = "") -> Asking:
    """Return how a sentence without a figure is asked for; or one for a year in it.

    when: That year with the words before it: "in May 1995"; "" without one.
    """
    found = [clause for clause in clauses(said) if clause.finite]
    clause = found[0] if found else None
    match = YEAR.search(said, max(0, said.find(when))) if when else None
    if match is not None:
        clause = _clause_at(said, match.start()) or clause
    if clause is None or not clause.finite:
        title = shortened(opened(said.rstrip(".")), _TITLE)
        return Asking(title, _few([keywords(said, most=8), shortened(said.rstrip("."), 120)]))
    subject, main = named(clause), clause.main
    assert main is not None
    rest_words = trimmed([word for word in clause.rest], most=14)
    rest = joined(rest_words)
    if match is not None:
        return _when(said, clause, match)
    made = [asked_of(clause, subject, rest, ""), keywords(said, most=9)]
    if clause.passive:
        by = _BY.search(rest)
        if by is not None:
            made.append(f"who {main.low} {subject}")
    elif main.low not in BE:
        made += [asked_of(clause, subject, "", "what"), f"who {main.low} {rest}"]
    else:
        made += [f"what {main.low} {subject}"]
    made += [f"what is said about {subject}", f"why {' '.join(asked_of(clause, subject, rest, '').split())}"]
    return Asking(shortened(opened(said.rstrip(".")), _TITLE), _few(made))


def _when(said: str, clause: Clause, match: re.Match[str]) -> Asking:
    """Return how the year is asked for in which something was."""
    subject, main = named(clause), clause.main
    assert main is not None
    helpers = list(clause.helpers)
    if match["lead"].lower() == "until" and any(word.low == "not" for word in helpers):
        helpers = [word for word in helpers if word.low != "not"]  # "was not completed until 2007"
        clause = replace(clause, helpers=helpers)
    before = [word for word in split(said) if word.end <= match.start()]
    while before and (before[-1].low.endswith("ly") or before[-1].low in ("back", "internally")):
        before.pop()
    done = verb(before[-1].low) if before else None
    close = main.low in BE and 0 < before[-1].start - main.end < _LONGEST_PARTICIPLE if before else False
    added = done is not None and done.form in ("past", "participle") and before[-1].start != main.start and not close
    if added and done is not None and not (match.start() < main.start and not before[-1].low.endswith("ed")):
        subject = _had_done(before, clause) or subject
        word = before[-1].low
        made = [f"when was {subject} {word}", f"what year was {subject} {word}", f"{subject} {word} year", f"was {subject} {word} {match[0]}"]
        return Asking(shortened(f"When {subject} was {word}", _TITLE), _few(made))
    rest = joined(trimmed(clause.rest, most=14))
    bare = " ".join(rest.replace(match[0], "").split()).strip(" ,")
    made = [asked_of(clause, subject, bare, "when"), asked_of(clause, subject, bare, "what year")]
    by = _BY.search(f"{bare} ") if clause.passive else None
    if by is not None:
        what = " ".join(bare.replace(f"by {by['who']}", "").split()).strip(" ,")
        made += [asked_of(clause, subject, what, "when"), f"who {main.low} {subject} {what}", f"by whom was {subject} {main.low}"]
    elif not clause.passive and main.low not in BE and bare and not bare.startswith("it "):
        made.append(f"who {main.low} {bare}")
    made += [asked_of(clause, subject, rest, ""), keywords(f"{subject} {main.low} {bare} year", most=9), keywords(f"{said} date", most=14)]
    group = " ".join([*(word.low for word in helpers), main.low])
    return Asking(shortened(f"When {subject} {group} {bare}", _TITLE), _few(made))


def _had_done(before: Sequence[Word], clause: Clause) -> str:
    """Return what was done to, of words that end with a participle: "a platform called Galaxy, | released"."""
    at = len(before) - 1
    while at > 0 and before[at - 1].low in (*BE, "first", "who", "which", "that", "originally"):
        at -= 1
    run: list[Word] = []
    while at > 0 and before[at - 1].core[:1].isupper() and not (run and before[at - 1].after):
        run.insert(0, before[at - 1])
        at -= 1
    return joined(run) if run and run[-1].after.startswith(",") else ""


def ask_quotation(speaker: str, quote: str, topic: str) -> Asking:
    """Return how a quotation is asked for."""
    who = lowered(speaker)
    about = keywords(quote, most=6)
    title = shortened(f"{opened(speaker)} on {lowered(keywords(quote, most=4))}", _TITLE)
    made = [
        f"what did {who} say about {about}", f"what did {who} say", f"what does {who} say about {lowered(topic)}" if topic else "",
        f"{who} quote {keywords(quote, most=3)}", f"who said {shortened(quote, 80)}", f"what does {who} think of {keywords(quote, most=3)}",
    ]  # fmt: skip
    return Asking(title, _few(made))


def ask_cell(label: str, column: str, first: str, caption: str, unit: str) -> Asking:
    """Return how the cell of a table is asked for.

    Args:
        label: What its row is about.
        column: The header of its column.
        first: The header of the first column, which says what rows are.
        caption: Of the table; "" without one.
        unit: What its figure counts; "" if that is not known.
    """
    row = shortened(label.rstrip("."), 110)
    question = first if first.rstrip().endswith("?") else ""
    about = re.sub(r"^(?:Table|Figure|Chart|Box)\s+[\w.]+[.:]?\s*", "", caption)
    many = f"how many {lowered(unit)}" if unit else "how many"
    made = [
        f"{many} {lowered(row)}", f"{lowered(column)} {lowered(row)}", f"how many said {lowered(row)}" if question else f"what is the {lowered(column)} for {lowered(row)}",
        f"{question.rstrip('?')} {keywords(row, most=5)}" if question else f"{lowered(row)} {keywords(about, most=4)} {lowered(column)}",
        f"{keywords(row, most=6)} {lowered(column)}",
    ]  # fmt: skip
    title = shortened(f"{shortened(opened(row), 64)}: {lowered(column)}", _TITLE)
    return Asking(title, _few(made))


def years_of(said: str, taken: Iterable[Found] = ()) -> list[str]:
    """Return the years in which something was that a sentence tells of, each with the words before it: "in May 1995".

    Of each clause that has a verb of its own and no figure the first; none that only stands before its subject.
    taken: the figures of the sentence.
    """
    places = [said.find(found.text) for found in taken]
    found: list[str] = []
    for clause in clauses(said):
        if any(clause.start <= place < clause.end for place in places) or not clause.finite:
            continue
        assert clause.main is not None
        late = [match for match in YEAR.finditer(said, clause.start, clause.end)]
        after = [match for match in late if match.start() > clause.main.start]
        inside = after or [match for match in late if clause.subject and match.start() >= clause.subject[0].start]
        early = [match for match in late if match not in inside]
        if inside or (early and len(clause.lead) <= _SHORT_LEAD):
            found.append((inside or early)[0][0])
    return list(dict.fromkeys(found))


def varied(asked: Sequence[str], same: Iterable[Sequence[str]], *, most: int = 12) -> tuple[str, ...]:
    """Return ways of asking, some of them once more with another word for the same thing.

    same: groups of words that mean the same.
    """
    made = list(asked)
    for text in asked[:3]:
        for group in same:
            held = next((each for each in sorted(group, key=len, reverse=True) if re.search(rf"\b{re.escape(each)}\b", fold(text))), None)
            other = next((each for each in group if each != held), None)
            if held is not None and other is not None and len(made) < most:
                made.append(re.sub(rf"\b{re.escape(held)}\b", other, fold(text), count=1))
                break
    return tuple(dict.fromkeys(made))


def _clause_at(said: str, at: int) -> Clause | None:
    found = clauses(said)
    return next((each for each in found if each.start <= at < each.end), found[0] if found else None)


def _lead(clause: Clause) -> str:
    """Return what stands before a subject and narrows down what is said: "in 2014"."""
    words = [word for word in clause.lead]
    while words and words[0].low in ("and", "but", "where", "while", "because", "that", "so", "or", "when", "for", "example"):
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
        told = replace(self.known, form="past") if around.known is not None and around.known.form != "plain" else self.known
        return replace(around, helpers=[], main=self.word, known=told)


def _shorter(clause: Clause, subject: str, what: str, before: Sequence[Word], after: Sequence[Word]) -> Iterator[str]:
    """Yield a question with less of what follows, and in the past where it stands in the perfect."""
    first = [*trimmed(before, whole=True)]
    for word in after[:6]:
        if word.before or (word.low in PREPOSITIONS and len(first) > len(before)) or word.low in ("that", "which", "who"):
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
    owner = f"{subject}’" if subject.endswith("s") else f"{subject}’s"
    made = [f"what is {owner} {what}", f"how much is the {what} of {subject}", f"how big is the {what} of {subject}",
            f"{subject} {what}", f"does {subject} have {'an' if what[:1] in 'aeiou' else 'a'} {what} of {found.text}"]  # fmt: skip
    return Asking(shortened(f"{opened(subject)}: {what}", _TITLE), _few(made))


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
    return Asking(shortened(f"{opened(noun)}: {subject}", _TITLE), _few(made))


def _in_subject(said: str, clause: Clause, found: Found, at: int, end: int) -> Asking:
    """Return how a figure is asked for that stands in the subject: "35 bodies called for", "64% of pupils said"."""
    words = [word for word in bare_subject(clause.subject) if word.start >= end]
    head = [word for word in clause.subject if word.end <= at]
    rest = joined(trimmed(clause.rest))
    context = _lead(clause)
    noun = joined(trimmed(words, most=9))
    assert clause.main is not None
    made = []
    if found.of in ("count", "share", "time") and not (head and head[-1].low in DETERMINERS and found.of != "count"):
        unit = lowered(found.unit)
        for what in _whats(found):
            made.append(asking(clause, f"{what} {noun}".strip(), f"{rest} {context}"))
        title = f"{opened(unit) if found.of == 'count' else 'Share of ' + unit if unit else 'Share'} {noun} that {' '.join(w.low for w in clause.helpers)} {clause.main.low} {rest}"
    else:
        bigs = _BIG.get(found.of, ("how big is",))
        made += [f"{big} the {noun}" for big in bigs]
        title = f"{opened(noun)}: {' '.join(w.low for w in clause.helpers)} {clause.main.low} {rest}"
    made.append(keywords(f"{found.unit} {noun} {clause.main.low} {rest} {context}", most=8))
    made.append(_claimed(clause, lowered(joined(bare_subject(clause.subject))), said))
    made.append(_all_words(said, found))
    return Asking(shortened(" ".join(title.split()), _TITLE), _few(made))


def _loose(said: str, found: Found) -> Asking:
    """Return how a figure is asked for whose clause was not made out."""
    rest = said.replace(found.text, " ")
    made = [f"{what} {keywords(rest, most=8)}" for what in _whats(found)] + [keywords(f"{found.unit} {rest}", most=9)]
    title = f"{opened(found.unit)}: {keywords(rest, most=7)}" if found.unit else opened(keywords(rest, most=8))
    return Asking(shortened(title, _TITLE), _few(made))


def _whats(found: Found) -> tuple[str, ...]:
    unit = lowered(found.unit)
    if found.of == "count":
        of = unit.startswith("of ")
        return (f"how many {unit}", f"what number {unit}" if of else f"what number of {unit}")
    if found.of == "share":
        return (f"what share of {unit}", f"what percentage of {unit}", f"how many {unit}") if unit else ("what share", "what percentage", "how much")
    if found.of == "time":
        return ("how long", f"how many {unit}")
    return _WHAT.get(found.of, ("how much",))


def _all_words(said: str, found: Found) -> str:
    """Return the telling words of a whole sentence, its figure left out."""
    return keywords(f"{found.unit} {said.replace(found.text, ' ')}", most=14)


def _claimed(clause: Clause, subject: str, said: str) -> str:
    """Return a question of yes and no with all that a clause says."""
    return shortened(asked_of(clause, subject, joined(trimmed(clause.rest, most=18)), ""), 160)


def _title(clause: Clause, subject: str, rest: str, found: Found, *, copula: bool) -> str:
    assert clause.main is not None
    verb_group = " ".join([*(word.low for word in clause.helpers), clause.main.low])
    if copula:
        title = f"{subject} {rest}"
    elif found.of == "money":
        title = f"what {subject} {verb_group} {rest}"
    elif found.of == "time":
        title = f"how long {subject} {verb_group} {rest}"
    elif found.of == "share":
        title = f"share {'of ' + lowered(found.unit) if found.unit else ''}: {subject} {verb_group} {rest}"
    elif found.of == "count":
        title = f"{found.unit}: {subject} {verb_group} {rest}"
    else:
        title = f"{subject}: {verb_group} {rest}"
    return shortened(opened(" ".join(title.replace(" :", ":").split())), _TITLE)


def _few(made: Sequence[str]) -> tuple[str, ...]:
    """Return ways of asking once each, those that say something, at most so many."""
    kept: dict[str, str] = {}
    for each in made:
        text = " ".join(each.split()).strip(" ,;:.?!")
        if len(text.split()) > 1 and len(text) <= 280 and verb(text) is None:
            kept.setdefault(fold(text), text)
    return tuple(kept.values())[:_MOST_ASKED]



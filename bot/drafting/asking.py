"""How a statement, a date, a quotation, or a table's cell is asked for. Knows nothing of files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ..core.language.grammar import is_plural
from .clauses import DETERMINERS, PREPOSITIONS, Clause, clauses
from .figures import Found
from .question import LONGEST_TITLE, Asking, clause_at, few
from .verbs import BE, HAVE, REPORTING, past, verb
from .wording import asked_of, keywords, lowered, named, opened, shortened, trimmed
from .words import Word, joined, split

__all__ = [
    "YEAR",
    "ask_cell",
    "ask_quotation",
    "ask_statement",
    "ask_term",
    "without_brackets",
    "without_unit",
    "years_of",
]

YEAR = re.compile(
    r"\b(?P<lead>in|since|until|by|during)\s+(?P<month>(?:January|February|March|April|May|June|July|August|September"
    r"|October|November|December)\s+)?(?P<year>1[5-9]\d\d|20\d\d)\b(?![-–/]\d)",
    re.IGNORECASE,
)
"""A year in which something was."""

_BY = re.compile(
    r"\bby (?!\d|about|around|nearly|almost|over|more|less|the end|then)(?P<who>[^,;.]+?)(?=\s+in\s|,|;|\.|$)"
)


_REASON = re.compile(
    r"\b(?:because|since|so that|in order to|due to|owing to|thanks to|as a result|reasons? (?:for|why)|to avoid)\b",
    re.I,
)
_SHORT_LEAD = 4  # words before a subject that may say when: "In May 1995,"
_LONGEST_PARTICIPLE = 12  # characters between "was" and "sourced" in "was open sourced"


def ask_statement(said: str, when: str = "") -> Asking:
    """Return how a sentence without a figure is asked for; or one for a year in it.

    when: That year with the words before it: "in May 1995"; "" without one.
    """
    found = [clause for clause in clauses(said) if clause.finite]
    clause = found[0] if found else None
    match = YEAR.search(said, max(0, said.find(when))) if when else None
    if match is not None:
        clause = clause_at(said, match.start()) or clause
    if clause is None or not clause.finite:
        title = shortened(opened(said.rstrip(".")), LONGEST_TITLE)
        return Asking(title, few([keywords(said, most=8), shortened(said.rstrip("."), 120)]))
    subject, main = named(clause), clause.main
    assert main is not None
    rest_words = trimmed(list(clause.rest), most=14)
    rest = joined(rest_words)
    if match is not None:
        return _when(said, clause, match)
    if not rest and clause.known is not None and clause.known.base in REPORTING:
        return _told(said, clause)
    made = [asked_of(clause, subject, rest, ""), keywords(said, most=9)]
    if clause.passive:
        by = _BY.search(rest)
        if by is not None:
            made.append(f"who {_past(clause)} {subject}")
    elif main.low not in BE:
        made += [asked_of(clause, subject, "", "what"), f"who {main.low} {rest}"]
    elif subject.casefold() != "there":
        made.append(f"what {main.low} {subject}")
    made += [
        f"what is said about {subject}" if subject != "there" else "",
        f"why {asked_of(clause, subject, rest, '')}" if _REASON.search(said) else "",
    ]
    return Asking(shortened(opened(said.rstrip(".")), LONGEST_TITLE), few(made))


def _told(said: str, clause: Clause) -> Asking:
    """Return how a statement is asked for that tells what somebody finds: "the survey found that ..."."""
    subject, main = named(clause), clause.main
    assert main is not None
    what = joined(trimmed(split(said[main.end :]), most=14))
    noun = clause.known is not None and clause.known.base == "express" and what.split(" ")[0] in DETERMINERS - {"that"}
    what = what if noun or what.startswith("that ") else f"that {what}"
    inner = next((each for each in clauses(said) if each.teller and each.finite and not noun), None)
    made = [asked_of(clause, subject, what, "")]
    if inner is not None:
        made.append(asked_of(inner, named(inner), joined(trimmed(inner.rest, most=14)), ""))
    telling = keywords(what, most=6)
    made += [asked_of(clause, subject, f"about {telling}", "what"), keywords(said, most=9), f"who {main.low} {what}"]
    return Asking(shortened(opened(said.rstrip(".")), LONGEST_TITLE), few(made))


def _when(said: str, clause: Clause, match: re.Match[str]) -> Asking:
    """Return how the year is asked for in which something was."""
    subject, main = named(clause), clause.main
    assert main is not None
    helpers, denied = list(clause.helpers), len(clause.helpers)
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
        made = [
            f"when was {subject} {word}",
            f"what year was {subject} {word}",
            f"{subject} {word} year",
            f"was {subject} {word} {match[0]}",
        ]
        return Asking(shortened(f"When {subject} was {word}", LONGEST_TITLE), few(made))
    rest = joined(trimmed(clause.rest, most=14))
    bare = " ".join(rest.replace(match[0], "").split()).strip(" ,")
    made = [asked_of(clause, subject, bare, "when"), asked_of(clause, subject, bare, "what year")]
    if match["lead"].lower() == "until" and len(helpers) == denied and clause.known is not None:
        does = "did" if clause.known.form == "past" else "does"
        telling = keywords(said.replace(match[0], " "), most=9)
        made += [f"when {does} {subject} end", f"how long {does} {subject} {clause.known.base}", f"{telling} end"]
    by = _BY.search(f"{bare} ") if clause.passive else None
    if by is not None:
        what = " ".join(bare.replace(f"by {by['who'].strip()}", "").split()).strip(" ,")
        made += [
            asked_of(clause, subject, what, "when"),
            f"who {_past(clause)} {subject} {what}",
            f"by whom was {subject} {main.low}",
        ]
    elif not clause.passive and main.low not in BE and bare and not bare.startswith("it "):
        made.append(f"who {main.low} {bare}")
    claimed = rest.replace(match[0], match[0].replace("until", "in")) if len(helpers) < denied else rest
    made += [
        asked_of(clause, subject, claimed, ""),
        keywords(f"{subject} {main.low} {bare} year", most=9),
        keywords(f"{said} date", most=14),
    ]
    group = " ".join([*(word.low for word in helpers), main.low])
    return Asking(shortened(f"When {subject} {group} {bare}".strip(), LONGEST_TITLE), few(made))


def _past(clause: Clause) -> str:
    """Return the past of a clause's verb, which may be a participle: "was written" -> "wrote"."""
    assert clause.main is not None
    return past(clause.known.base) if clause.known is not None else clause.main.low


def _had_done(before: Sequence[Word], clause: Clause) -> str:
    """Return what was done to, of words that end with a participle: "a platform called Galaxy, | released"."""
    at = len(before) - 1
    while at > 0 and before[at - 1].low in (*BE, "first", "who", "which", "that", "originally"):
        at -= 1
    run: list[Word] = []
    while (
        at > 0
        and (before[at - 1].core[:1].isupper() or (run and before[at - 1].text == "&"))
        and not (run and before[at - 1].after)
    ):
        run.insert(0, before[at - 1])
        at -= 1
    if not run:
        added = next((place for place in range(at - 1, max(0, at - 6), -1) if before[place].text.endswith(",")), None)
        if added is not None and before[added + 1].low in ("a", "an", "the"):
            return _had_done([*before[: added + 1], before[-1]], clause)
    return joined(run) if run and run[-1].after.startswith(",") else ""


def ask_term(sentence: str) -> Asking | None:
    """Return how a sentence is asked for that tells what a word means; None if it does not."""
    match = next(filter(None, (each.search(sentence) for each in _DEFINING)), None)
    if match is None:
        return None
    term = lowered(match["term"].strip())
    made = [
        f"what does {term} mean",
        f"what is {term}",
        f"how is {term} defined",
        f"definition of {term}",
        f"meaning of {term}",
    ]
    return Asking(f"What “{term}” means", few(made))


_TERM = r"[“\"](?P<term>[^“”\"]{2,40})[”\"]"
_DEFINING = (
    re.compile(rf"\bdefin(?:e|es|ed|ing)\s+(?:an?\s+|the\s+)?{_TERM}\s+as\b"),
    re.compile(rf"{_TERM}\s+(?:means|refers to|(?:is|are|was|were) defined as)\b"),
    re.compile(r"^(?:An?|The)?\s*(?P<term>[\w-]+(?: [\w-]+){0,3}?)\s+(?:is|are|was|were) defined as\b"),
)


def ask_quotation(speaker: str, quote: str, topic: str) -> Asking:
    """Return how a quotation is asked for."""
    who = lowered(speaker)
    about = keywords(quote, most=6)
    does = "do" if who[:1].islower() and is_plural(who.split()[-1]) else "does"
    tells = topic and topic.split()[0].casefold() not in PREPOSITIONS and not any(c.finite for c in clauses(topic))
    title = shortened(f"{opened(speaker)} on {lowered(keywords(quote, most=4))}", LONGEST_TITLE)
    made = [
        f"what did {who} say about {about}",
        f"what did {who} say",
        f"what {does} {who} say about {lowered(topic)}" if tells else "",
        f"{who} quote {keywords(quote, most=3)}",
        f"who said {shortened(quote, 80)}",
        f"what {does} {who} think of {keywords(quote, most=3)}",
    ]
    if who[:1].isupper():  # somebody with a name
        made += [f"what {does} {who} think", f"what {does} {who} complain about", f"{who} opinion"]
    return Asking(title, few(made))


def ask_cell(label: str, column: str, first: str, caption: str, unit: str, *, money: bool = False) -> Asking:
    """Return how the cell of a table is asked for.

    Args:
        label: What its row is about.
        column: The header of its column.
        first: The header of the first column, which says what rows are.
        caption: Of the table; "" without one.
        unit: What its figure counts; "" if that is not known.
        money: Whether it is an amount of money.
    """
    row = shortened(without_brackets(label).rstrip("."), 110)
    column = without_unit(column)
    low, head = lowered(row), column.lower() if column.istitle() else lowered(column)
    question = first.rstrip().rstrip("?") if first.rstrip().endswith("?") else ""
    about = re.sub(r"^(?:Table|Figure|Chart|Box)\s+[\w.]+[.:]?\s*", "", caption)
    title = shortened(f"{shortened(opened(row), 64)}: {head}", LONGEST_TITLE)
    asks = label.rstrip().endswith("?")
    told = not (asks or question or unit) and any(clause.finite and clause.own for clause in clauses(row))
    if told:  # "The food was hot enough"
        when = f"in {head}" if _PERIOD.fullmatch(head) else head
        made = [f"how many said that {low} {when}", f"what share said that {low} {when}", f"{low} {when}"]
        return Asking(title, few([*made, f"{keywords(row, most=6)} {head}"]))
    if _PERIOD.fullmatch(head):
        return Asking(title, few(_in_period(low, head, unit, money=money)))
    low = row[:1].lower() + row[1:].rstrip("?") if asks else low
    made = []
    if not (asks or question):
        made.append(f"how many {lowered(unit)} {low}" if unit and not column.istitle() else f"how many {low} {head}")
        made.append(f"{head} {low}")
    if question:
        vote = row.split(" ")[0].rstrip(".,;:").casefold()
        made += [f"how many said {low}", f"{question} {keywords(row, most=5)}"]
        if vote in _VOTES:
            made.append(f"how many said {vote} to {question[:1].lower()}{question[1:]}")
    elif column.casefold() in _VOTES:
        made += [f"how many said {head} to {low}", f"how many people voted {head} {keywords(row, most=6)}"]
    elif column.casefold() in _RANKS:
        made += [f"how many ranked {low} {head}", f"how many put {low} {_RANKS[column.casefold()]}"]
    else:
        made += [f"what is the {head} for {low}", f"{low} {keywords(about, most=4)} {head}"]
    made.append(f"{keywords(row, most=6)} {head}")
    return Asking(title, few(made))


_PERIOD = re.compile(r"(?:19|20)\d\d(?:[-/–]\d{2,4})?")


def _in_period(row: str, when: str, unit: str, *, money: bool) -> list[str]:
    """Return how a row is asked for of which each column is a year."""
    made = [f"{row} in {when}", f"{row} {when}", f"{when} {row}"]
    if money:
        asking = [f"how much {'were' if row.endswith('s') else 'was'} {row}", f"how much came from {row}"]
        asking += [f"how much money did {row} bring in", f"how much did {row} make", f"how much was spent on {row}"]
    else:
        asking = [f"how many {row}", f"how many {lowered(unit)} {row}" if unit and unit.casefold() != row else ""]
        asking += [f"what was the number of {row}"]
    return [*(f"{each} in {when}" for each in asking if each), *made]


_VOTES = frozenset(["yes", "no", "agree", "disagree", "for", "against", "maybe", "unsure", "don't know"])


_RANKS = {"highest": "first", "lowest": "last", "most important": "first", "least important": "last"}


def without_brackets(text: str) -> str:
    """Return a text without what stands in brackets; the text itself if nothing would be left."""
    bare, before = text, ""
    while bare != before:
        before, bare = bare, re.sub(r"\s*\([^()]*\)", "", bare)
    return bare.strip() or text


def without_unit(header: str) -> str:
    """Return the header of a column without the unit in brackets, which its figures have: "2023 (£)", "Share (%)"."""
    return re.sub(r"\s*\([^()]*[£$€%][^()]*\)", "", header).strip() or header


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
        late = [each for each in YEAR.finditer(said, clause.start, clause.end) if not _is_other(clause, each)]
        after = [match for match in late if match.start() > clause.main.start]
        inside = after or [match for match in late if clause.subject and match.start() >= clause.subject[0].start]
        early = [match for match in late if match not in inside]
        if inside or (early and len(clause.lead) <= _SHORT_LEAD):
            found.append((inside or early)[0][0])
    return list(dict.fromkeys(found))


def _is_other(clause: Clause, match: re.Match[str]) -> bool:
    """Tell whether a year is only the one since when: "it announced the first new one since 1997"."""
    done = clause.known is not None and clause.known.form == "past"
    return match["lead"].lower() == "since" and done and not any(word.low in HAVE for word in clause.helpers)

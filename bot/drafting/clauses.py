"""Who does what in a sentence: its clauses, each with subject, verb and what follows it.

By the order of words and a list of verbs; where that does not tell, a clause has no verb, and nothing is made of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .verbs import AUXILIARIES, BE, HAVE, REPORTING, Verb, doing, verb
from .words import Word, split

__all__ = ["DETERMINERS", "PREPOSITIONS", "PRONOUNS", "Clause", "bare_subject", "clauses"]

_PREPOSITIONS_WORDS = """
    of in on at by for from to with without about against among between into through during before after over
    under since until across per within towards toward upon despite including excluding as than via around
    behind beyond like near off onto outside inside throughout regarding concerning
"""
PREPOSITIONS = frozenset(_PREPOSITIONS_WORDS.split())
_DETERMINERS_WORDS = """
    a an the this that these those its their his her our my your every each some any no all both another
"""
DETERMINERS = frozenset(_DETERMINERS_WORDS.split())
_PRONOUNS_WORDS = """
    it they he she we i you this these those that
"""
PRONOUNS = frozenset(_PRONOUNS_WORDS.split())
_RELATIVE = frozenset(["who", "which", "that", "whose", "whom", "where"])
_OPENING_WORDS = """
    however meanwhile overall today currently finally similarly interestingly although though while when because
    if and but so yet or also then there again instead still once originally together altogether nationally
    locally additionally furthermore moreover nevertheless according
"""
_OPENING = (PREPOSITIONS - {"of", "than"}) | frozenset(_OPENING_WORDS.split())
_JOINING_WORDS = """
    and but or so yet that while where whereas although though because when if
"""
_JOINING = frozenset(_JOINING_WORDS.split())
_AFTER_PARTICIPLE = frozenset(["by", "in", "on", "to", "from", "with", "at", "under", "as"])
_CUTTING = frozenset(["where", "when", "because", "although", "though", "while", "whereas", "if", "unless"])
_SPANS = frozenset(["year", "years", "month", "months", "week", "weeks", "decade", "decades", "days"])
_ADVERBS_WORDS = """
    not never only also already now just still then ever always often once again up down out over almost nearly
    about roughly around approximately more less fewer than even all both each together soon later currently
"""
_ADVERBS = frozenset(_ADVERBS_WORDS.split())


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of a sentence with at most one verb that counts.

    Attributes:
        lead: What stands before the subject: "In 2014".
        subject: Who does it; may be taken over from the clause before.
        helpers: The auxiliaries and adverbs of the verb.
        main: The verb; None if none was found.
        known: What verb that is.
        rest: What follows it.
        teller: The subject of the verb that tells it ("the survey found that"); empty if none does.
        start: Where its own words begin in the sentence.
        end: Where they end, exclusive.
        own: Whether the subject is its own, and not taken over.
    """

    lead: Sequence[Word]
    subject: Sequence[Word]
    helpers: Sequence[Word]
    main: Word | None
    known: Verb | None
    rest: Sequence[Word]
    start: int
    end: int
    teller: Sequence[Word] = ()
    own: bool = True

    @property
    def passive(self) -> bool:
        """Whether something is done to the subject."""
        form = self.known.form if self.known else ""
        return form in ("past", "participle") and any(word.low in BE for word in self.helpers)

    @property
    def finite(self) -> bool:
        """Whether it has a subject and a verb that questions can be made of."""
        return bool(self.subject) and self.main is not None


def clauses(sentence: str) -> list[Clause]:
    """Return the clauses of a sentence in order; together they hold all its words."""
    words = split(sentence)
    made: list[Clause] = []
    for piece, kind in _pieces(words):
        made += _told(_clause(piece), made[-1] if made else None, kind)
    return made


def bare_subject(words: Sequence[Word]) -> list[Word]:
    """Return a subject without what is added to it between commas or in brackets, or by "who" and "which"."""
    kept: list[Word] = []
    depth, added = 0, False
    for at, word in enumerate(words):
        depth += word.text.count("(") - word.text.count(")")
        inside = (
            depth > 0 or (word.text.startswith("(")) or (word.text.rstrip(",;.").endswith(")") and "(" not in word.core)
        )
        relative = word.low in _RELATIVE - {"that"} and at > 0
        if word.low == "that" and at + 1 < len(words):
            relative = at > 0 and verb(words[at + 1].low) is not None and words[at - 1].low not in PREPOSITIONS
        if relative and not added:
            break
        if not (inside or added):
            kept.append(word)
        if word.after.startswith(",") and not _lists(words, at):
            if not added and at + 1 < len(words):
                added = True
            elif added:
                added = False
                break
    while kept and _is_adverb(kept[-1]):
        kept.pop()
    while len(kept) > 1 and _is_adverb(kept[0]):
        kept.pop(0)
    return kept


def _lists(words: Sequence[Word], at: int) -> bool:
    """Tell whether a comma parts the items of a list: "boys, girls and staff"."""
    following = [word.low for word in words[at + 1 :]]
    return (
        "and" in following[:4]
        and not any(w.capital for w in words[at + 1 : at + 2])
        and following[0] not in DETERMINERS
    )


def _pieces(words: Sequence[Word]) -> list[tuple[list[Word], str]]:
    """Cut a sentence where another clause begins. With each piece how it is joined: "", "and", "relative"."""
    cuts: list[tuple[int, str]] = [(0, "")]
    depth = 0
    for at, word in enumerate(words):
        depth += word.text.count("(") - word.text.count(")")
        if at == 0 or at < cuts[-1][0] + 1 or depth > 0:
            continue
        before, after = words[at - 1], words[at + 1] if at + 1 < len(words) else None
        open_piece = words[cuts[-1][0] : at]
        if before.text.endswith((";", ":")) or before.text in ("–", "—", "-"):
            cuts.append((at, ""))
        elif word.low in ("and", "but", "or", "while", "whereas", "so") and after is not None and _has_verb(open_piece):
            comma = before.text.endswith(",")
            follows = _is_finite(words, at + 1)
            if follows or (comma and _has_verb(words[at + 1 :])):
                cuts.append((at, "and"))
        elif (
            before.text.endswith(",") and word.low in _CUTTING and _has_verb(open_piece) and _has_verb(words[at + 1 :])
        ):
            cuts.append((at, ""))
        elif before.text.endswith(",") and _is_finite(words, at) and _has_verb(open_piece) and _in_a_row(words, at):
            cuts.append((at, "and"))
        elif before.text.endswith(",") and word.low in ("which", "who") and _has_verb(open_piece):
            cuts.append((at, "relative"))
        elif before.text.endswith(",") and _is_of_which(words[at:]) and _has_verb(open_piece):
            cuts.append((at, ""))
    ends = [at for at, _ in cuts[1:]] + [len(words)]
    return [(list(words[start:end]), kind) for (start, kind), end in zip(cuts, ends, strict=True) if end > start]


def _is_of_which(words: Sequence[Word]) -> bool:
    """Tell whether a part of what was said before follows: "of which 88p went on the roof"."""
    return len(words) > 2 and words[0].low in ("of", "with") and words[1].low in ("which", "whom")


def _in_a_row(words: Sequence[Word], at: int) -> bool:
    """Tell whether a verb stands between two others: "visited wards, | watched meals and spoke to guests"."""
    form = (verb(words[at].low) or _NO_VERB).form
    places = range(at + 2, min(at + 12, len(words) - 1))
    return form in ("past", "present") and any(
        words[place].low == "and"
        and (verb(words[place + 1].low) or _NO_VERB).form == form
        and _is_finite(words, place + 1)
        for place in places
    )


_NO_VERB = Verb("", "plain")


def _has_verb(words: Sequence[Word]) -> bool:
    return _main_at(words) is not None


def _is_finite(words: Sequence[Word], at: int) -> bool:
    """Tell whether a verb stands at a place, where no subject comes before: "and was built", "and serves"."""
    while at < len(words) and words[at].low.endswith("ly"):
        at += 1
    known = verb(words[at].low) if at < len(words) else None
    if known is None or words[at].capital:
        return False
    return known.form in ("auxiliary", "present", "past") and not (
        known.form == "present"
        and at + 1 < len(words)
        and (verb(words[at + 1].low) or Verb("", "plain")).form == "auxiliary"
    )


def _clause(words: Sequence[Word]) -> Clause:
    words = list(words)
    start, end = words[0].start, words[-1].end
    words = words[2:] if _is_of_which(words) else words
    begin = _subject_at(words)
    at = _main_at(words[begin:])
    if at is None:
        return Clause(words[:begin], words[begin:], [], None, None, [], start, end)
    first = begin + at
    last = first
    while last + 1 < len(words) and _goes_on(words, first, last):
        last += 1
    while last > first and verb(words[last].low) is None:
        last -= 1
    main = words[last]
    return Clause(
        words[:begin], words[begin:first], words[first:last], main, verb(main.low), words[last + 1 :], start, end
    )


def _goes_on(words: Sequence[Word], first: int, last: int) -> bool:
    """Tell whether the word after a verb belongs to it: "has | not | been | built"."""
    here, follow = words[last], words[last + 1]
    if here.after or words[first].low not in AUXILIARIES:
        return False
    if any(char.isdigit() for char in follow.text):
        return False
    group = {word.low for word in words[first : last + 1]}
    main = verb(here.low)
    if main is not None and main.form != "auxiliary":
        return False
    if follow.low in _ADVERBS or follow.low.endswith("ly"):
        return True
    known = verb(follow.low)
    if known is None:
        return bool(group & BE) and follow.low.endswith("ing") and len(follow.low) > 5
    if known.form == "auxiliary":
        return True
    if group & (BE | HAVE):
        return (
            known.form in ("past", "participle")
            or follow.low.endswith("ing")
            or known.base in ("run", "become", "come")
        )
    return known.form == "plain" or known.base == follow.low  # "would cost"


def _subject_at(words: Sequence[Word]) -> int:
    """Return where the subject begins: after "In 2014," or "However,"."""
    at = 0
    while at < len(words) - 1 and words[at].low in _JOINING:
        at += 1
    follow = verb(words[at + 1].low) if at + 1 < len(words) else None
    alone = follow is not None and follow.form in ("past", "present", "auxiliary")  # "Switching took"
    if doing(words[at].low) is not None and not alone and any(word.text.endswith(",") for word in words[at : at + 14]):
        at = max(_lead_end(words, at), at)
    while at < len(words) - 1 and (words[at].low in _OPENING or words[at].core == "Of" or _is_adverb(words[at])):
        end = _lead_end(words, at)
        if end == at:
            break
        at = end
    return at


def _lead_end(words: Sequence[Word], at: int) -> int:
    """Return where what stands before a subject ends: a comma, a year, or an adverb by itself."""
    for place in range(at, min(len(words) - 1, at + 14)):
        word = words[place]
        if word.text.endswith(","):
            return place + 1
        if place > at and len(word.core) == 4 and word.core.isdigit() and place - at < 5:
            return place + 1
        if place > at and word.low in AUXILIARIES:
            break
        if at < place < at + 5 and word.low in _SPANS and _begins_subject(words[place + 1 :]):
            return place + 1  # "In the last two years the council received"
    return at + 1 if _is_adverb(words[at]) else at


def _begins_subject(words: Sequence[Word]) -> bool:
    """Tell whether words begin with a subject, and no comma comes soon that would end what stands before it."""
    return (
        bool(words)
        and (words[0].low in DETERMINERS | PRONOUNS or words[0].capital)
        and not any(word.text.endswith(",") for word in words[:3])
    )


def _is_adverb(word: Word) -> bool:
    return (word.low.endswith("ly") and word.low not in ("family", "supply", "july", "italy", "reply")) or word.low in (
        "also", "only", "then", "now", "still", "just", "even"
    )  # fmt: skip


def _main_at(words: Sequence[Word]) -> int | None:
    """Return where the verb of a clause begins."""
    closing = _after_addition(words)
    if closing is not None:
        return closing
    depth = 0
    for at, word in enumerate(words):
        inside = depth > 0 or word.text.startswith("(")
        depth += word.text.count("(") - word.text.count(")")
        if not inside and _is_main(words, at):
            return at
    return None


def _after_addition(words: Sequence[Word]) -> int | None:
    """Return where the verb stands that goes on after something added to a subject: "Ruby, a language, | took"."""
    opened = next((at for at, word in enumerate(words[:8]) if word.text.endswith(",")), None)
    if opened is None or any(_is_main(words, at) for at in range(opened + 1)):
        return None
    for at in range(opened + 2, len(words)):
        if words[at - 1].text.endswith(",") and _is_finite(words, at):
            known = verb(words[at].low)
            if known is not None and (known.form != "past" or known.certain or _odd_commas(words, at)):
                return at
    return None


def _odd_commas(words: Sequence[Word], at: int) -> bool:
    return sum(word.text.endswith(",") for word in words[:at]) > 1


def _is_main(words: Sequence[Word], at: int) -> bool:
    """Tell whether the word at a place is the verb of its clause, if none before it was."""
    word, before = words[at], words[at - 1] if at else None
    known = verb(word.low)
    if known is None or (word.capital and (at > 0 or known.form != "auxiliary")) or any(c.isdigit() for c in word.text):
        return False
    if before is not None and (before.low in _RELATIVE or before.low == "to") and at > 1:
        return False
    follow = words[at + 1].low if at + 1 < len(words) else ""
    if known.form == "auxiliary":
        return True
    if follow in AUXILIARIES and not word.after:
        return False  # a noun: "its cost was"
    if before is None:
        return known.form in ("past", "present")
    possessive = before.core.endswith(("'s", "’s", "s'", "s’"))
    nominal = before.low in DETERMINERS or before.low in PREPOSITIONS or before.low in ("and", "or") or possessive
    if known.form == "past":
        if known.certain:
            return True
        if nominal or before.text.endswith(","):
            return False
        return not (follow in _AFTER_PARTICIPLE and _later(words, at))
    if known.form == "present":
        behind = verb(follow) if not word.after and not follow.endswith("ed") else None
        return not nominal and not (behind is not None and behind.form == "past")  # a noun: "standing charges made"
    return known.form == "plain" and _plural(before) and before.low not in PREPOSITIONS


def _later(words: Sequence[Word], at: int) -> bool:
    """Tell whether another finite verb follows, so that this one is a participle: "firms invited to reply | said"."""
    for place in range(at + 1, len(words)):
        word, before = words[place], words[place - 1]
        if word.low in ("that", "which", "who", "because", "when", "where", "if", "and", "but"):
            return False
        known = verb(word.low)
        if known is None or before.low == "to":
            continue
        if known.form == "auxiliary":
            return True
        follow = words[place + 1].low if place + 1 < len(words) else ""
        nominal = before.low in DETERMINERS or before.low in PREPOSITIONS or _is_adverb(before)
        if known.form == "past" and not nominal and follow not in _AFTER_PARTICIPLE:
            return not before.text.endswith(",")
    return False


def _plural(word: Word) -> bool:
    return word.low in ("they", "we", "people", "children", "men", "women", "i", "you") or (
        word.low.endswith("s") and not word.low.endswith(("ss", "us", "is"))
    )


def _told(clause: Clause, before: Clause | None, kind: str) -> list[Clause]:
    """Give a clause the subject that it takes over, and cut off what only tells it."""
    if before is not None and kind == "relative":
        noun = _last_noun(before)
        words = [w for w in [*clause.lead, *clause.subject] if w.low not in ("which", "who")]
        clause = replace(clause, lead=[], subject=words or noun, own=False)
        if clause.main is None:
            again = _clause([*clause.subject]) if clause.subject else clause
            clause = replace(clause, main=again.main, known=again.known) if again.main else clause
    elif before is not None and not clause.subject and clause.main is not None:
        clause = replace(clause, subject=before.subject, teller=before.teller, own=False)
        if clause.known is not None and clause.known.form in ("past", "participle") and not clause.helpers:
            passive = [w for w in before.helpers if w.low in BE]
            if passive and before.passive and not clause.known.certain:
                clause = replace(clause, helpers=passive)
    if clause.known is None or clause.known.base not in REPORTING or not clause.rest or clause.passive:
        return [clause]
    rest = list(clause.rest)
    that = rest[0].low == "that"
    if not that and not (rest[0].low in DETERMINERS | PRONOUNS or rest[0].capital):
        return [clause]
    inner = _clause(rest[1:] if that and len(rest) > 1 else rest)
    if not inner.finite or not inner.subject:
        return [clause]
    told = replace(inner, teller=clause.subject, start=rest[0].start)
    outer = replace(clause, rest=[], end=rest[0].start)
    return [outer, told]


def _last_noun(clause: Clause) -> list[Word]:
    """Return the words before ", which": the noun that it tells of."""
    words = list(clause.rest or clause.subject)
    if words and words[-1].core.isdigit():
        first = next((at for at, word in enumerate(words) if word.after.startswith(",")), len(words) - 1)
        words = words[: first + 1]
    start = len(words)
    while start > 0 and len(words) - start < 6:
        word = words[start - 1]
        if start < len(words) and word.text.endswith((",", ";", ")")):
            break
        if word.low in PREPOSITIONS or (
            verb(word.low) is not None and not word.capital and word.low not in DETERMINERS
        ):
            break
        start -= 1
        if word.low in DETERMINERS:
            break
    return words[start:]

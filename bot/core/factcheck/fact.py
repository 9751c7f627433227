"""A fact: a number that the sources give, with the words that may stand with it. Knows no messages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from fractions import Fraction

from ..knowledge.model import Entry
from ..language.denial import is_said_of_it
from ..language.lexicon import Term
from ..language.quantity import Quantity
from ..language.vocabulary import Name

__all__ = ["SELDOM", "Fact", "Key", "is_same_use"]

SELDOM = 2  # a word that stands with a fact no more often than this is hardly its own

Key = tuple[str, bool]  # a term, and whether it is denied


@dataclass(frozen=True, slots=True)
class Fact:
    """A number that the sources give, and the words that may stand with it.

    Attributes:
        entry: The entry that gives it.
        quantity: The number; None if it is only known in words.
        units: The terms of what it counts.
        core: The names in its own title and sentence.
        named: Those, and the names that it is asked with.
        uses: How often each term stands with it, denied or not.
        own: The same for title and sentence alone.
        years: The years that it is about.
        group: Ids of the entries that say the same: a count and its share.
        whole_id: The entry that it is a part of; None if of none.
        of_whole: Which of `uses` are taken from there.
        forms: Its words as typed.
        idioms: For a term that never stands there without another after it ("drop the ball"), that other.
        compares: +1 if it says how many more, -1 how many fewer, 0 neither.
        order: The names so compared, who has more first.
        tellers: Who published the source and its report.
        by: Who stands after a "by" with it.
        of_parts: Names that only a part of it is about.
        doer: Who does something with what is counted ("The council counted 12 chairs"); None if its sentence
            has nobody.
        praised: Above 0 if people ask for it as what was done well, below 0 if as what was not.
        doing: The term for what the doer does; "" without one.
        whole_doer: The doer of its whole; None without one.
        whole_doing: What that one does.
        targets: Whom its title or sentence has it against or about.
        to: Who stands after a "to" in any of its words.
        directions: The terms that stand after "to", "from" and "by" there.
    """

    entry: Entry
    quantity: Quantity | None
    units: frozenset[str]
    core: frozenset[Name]
    named: frozenset[Name]
    uses: Mapping[Key, int]
    own: Mapping[Key, int]
    years: frozenset[int]
    group: frozenset[str]
    whole_id: str | None = None
    of_whole: Mapping[Key, int] = field(default_factory=dict)
    forms: frozenset[str] = frozenset()
    idioms: Mapping[str, str] = field(default_factory=dict)
    compares: int = 0
    order: tuple[Name, ...] = ()
    tellers: frozenset[Name] = frozenset()
    by: frozenset[Name] = frozenset()
    of_parts: frozenset[Name] = frozenset()
    doer: Name | None = None
    praised: int = 0
    doing: str = ""
    whole_doer: Name | None = None
    whole_doing: str = ""
    targets: frozenset[Name] = frozenset()
    to: frozenset[Name] = frozenset()
    directions: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def value(self) -> Fraction | None:
        """The number, of a range its lower end; None if it is only known in words."""
        return self.quantity.value if self.quantity is not None else None

    @property
    def share(self) -> bool:
        """Whether it is a part of a whole, as a fraction of 1."""
        return self.quantity is not None and self.quantity.kind == "share"

    @property
    def unit(self) -> str:
        """What it counts, for readers; "" if that is not known."""
        figure = self.entry.figure
        return figure.unit if figure is not None and figure.unit != "%" else ""


def is_same_use(term: Term, before: Sequence[str], texts: Set[str], fact: Fact) -> bool:
    """Tell whether a term that a fact has is used in the same way there: as a whole idiom, and in the same form where
    the form matters: after "were" ("were protected" is not "protection"), or if it is seldom there.

    Args:
        term: The term.
        before: The words before it in the claim.
        texts: All terms of the claim.
        fact: The fact.
    """
    if fact.own.get((term.text, False)) or fact.own.get((term.text, True)):
        return True
    if term.text.startswith("=") and (" " in term.typed or not is_said_of_it(before)):
        return True
    if fact.idioms.get(term.text, term.text) not in texts:
        return False
    uses = fact.uses.get((term.text, False), 0) + fact.uses.get((term.text, True), 0)
    if uses > SELDOM and not is_said_of_it(before):
        return True
    return any(form in fact.forms for form in (term.repaired or term.typed).split())

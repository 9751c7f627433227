"""A claim beside a fact with its number -> the columns that tell whether the claim is true. Judges nothing."""

from __future__ import annotations

from collections.abc import Set
from math import log

import numpy as np
from numpy.typing import NDArray

from ..knowledge.model import Entry
from ..language.message import Message
from ..search.matching import Matcher, Ranking
from ..search.subject import Subjects
from .claim_reading import Reading
from .fact_table import FactTable
from .fitting import KINDS, SMALL, Fit

__all__ = ["COLUMNS", "Weigher", "Weighing"]

_NOT_STRANGE = -8.0  # log-odds of a word that is not there
_OF_TEXT = ("chance", "rival", "silent", "none", "strangest", "stranger", "unsupported", "strange_words", "telling")
COLUMNS = (
    *KINDS,  # 1 for each kind of thing that differs
    "tied",  # how much speaks for their being about the same
    "anchored",  # 1 if the unit or a name is in that
    "distinct",  # 1 if it has a word that is the fact's rather than its whole's
    "exact",  # 1 if the numbers are the same
    "foreign",  # how many words the fact does not have
    "by_words",  # the probability of its entry by the words alone, among those with numbers
    "rival",  # the greatest of the others
    "facts",  # how many entries have this number
    "size",  # logarithm of the number
    "small",  # 1 if it is up to 20
    "share",  # 1 if it is a share
    "hedged",  # 1 if it is not put exactly
    "counts",  # 1 if what is counted stands with it
    "whole",  # 1 if it is said to be a part of the fact's whole, -1 of another, 0 of none
    "names",  # how many names are in it that the fact has
    "other_names",  # how many that it has not
    "denied",  # how many of its words are denied
    "asking",  # 1 if it is put as a question
    # The same for the words around the number, without it and with it; for these with what stands before them; and for
    # the whole message:
    *(f"{name}_{part}" for part in ("bare", "clause", "lead", "message") for name in _OF_TEXT),
)
"""By what a claim beside a fact is judged, in order."""


class Weigher:
    """Lays claims beside facts. Built once per version; then read only."""

    def __init__(self, matcher: Matcher, subjects: Subjects, facts: FactTable) -> None:
        self.matcher, self.subjects, self.facts = matcher, subjects, facts

    def of(self, message: Message) -> Weighing:
        """Return what lays the claims of one message beside facts."""
        return Weighing(self, message)


class Weighing:
    """Lays the claims of one message beside facts. Keeps what it found out, for as long as the message is checked."""

    def __init__(self, weigher: Weigher, message: Message) -> None:
        self._matcher, self._subjects, self._facts = weigher.matcher, weigher.subjects, weigher.facts
        self._message = message
        self._found: dict[tuple[str, frozenset[str], str], tuple[float, ...]] = {}
        self._ranked: dict[str, Ranking] = {}

    def row(self, reading: Reading, fit: Fit, alike: int) -> NDArray[np.float64]:
        """Return the COLUMNS of a claim beside a fact, (n_columns,).

        Args:
            reading: The claim.
            fit: The same beside the fact.
            alike: How many entries have a number that agrees.
        """
        message, claim, fact = self._message, reading.claim, fit.fact
        differing = {kind for kind, _ in fit.differing}
        whole_id = fact.whole_id if fit.distinct else None
        rivals = (chance for id, chance in reading.chances.items() if id not in fact.group and id != whole_id)
        clause = " ".join(f"{claim.before} {claim.said} {claim.after}".split())
        lead = f"{claim.lead} {clause}".strip()
        spoken = {*reading.names, *reading.taken_over}
        return np.asarray(
            [
                *(kind in differing for kind in KINDS),
                fit.tied,
                fit.anchored,
                fit.distinct,
                fit.exact,
                fit.foreign,
                fit.chance,
                max(rivals, default=0.0),
                alike,
                log(1.0 + float(abs(claim.number.value))),
                claim.number.value <= SMALL,
                fact.share,
                claim.way != "exact",
                reading.own_unit,
                self._whole(reading, fit),
                len(spoken & fact.core),
                len(spoken - fact.core),
                sum(said.denied for said in reading.words),
                claim.asking or message.folded.endswith("?"),
                *self._of_text(message.piece(" ".join(f"{claim.before} {claim.after}".split())), fit),
                *self._of_text(message.piece(clause), fit),
                *self._of_text(message.piece(lead), fit),
                *self._of_text(message, fit),
            ],
            np.float64,
        )

    def _whole(self, reading: Reading, fit: Fit) -> int:
        """Return 1 if the whole that a claim speaks of is the fact's, -1 if it is another, 0 if it speaks of none."""
        if reading.whole is None:
            return 0
        whole = self._facts.whole_of(fit.fact.entry)
        return 1 if whole is not None and whole.value == reading.whole.number.value else -1

    def _of_text(self, text: Message, fit: Fit) -> tuple[float, ...]:
        """Return the columns _OF_TEXT: how the search finds the entry by a text, and how strange its words are."""
        key = text.folded, fit.fact.group, fit.fact.entry.id
        if key not in self._found:
            self._found[key] = self._of_entry(text, fit.fact.entry, fit.fact.group)
        return self._found[key]

    def _of_entry(self, text: Message, entry: Entry, group: Set[str]) -> tuple[float, ...]:
        ranking = self._ranked.get(text.folded) or self._matcher.rank(text)
        self._ranked[text.folded] = ranking
        of_entries = [(m.target.id, m.probability) for m in ranking.matches if isinstance(m.target, Entry)]
        silent = max((m.probability for m in ranking.matches if not isinstance(m.target, Entry)), default=0.0)
        judged = self._subjects.judge(text, entry)
        strangest = np.sort(np.append(judged.odds, [_NOT_STRANGE, _NOT_STRANGE]))[::-1]
        return (
            sum(chance for id, chance in of_entries if id in group),
            max((chance for id, chance in of_entries if id not in group), default=0.0),
            silent,
            ranking.none,
            max(float(strangest[0]), _NOT_STRANGE),
            max(float(strangest[1]), _NOT_STRANGE),
            float(judged.unsupported.mean()) if len(judged.unsupported) else 0.0,
            float((judged.unsupported > 0.5).sum()),
            float(len(judged.typed)),
        )

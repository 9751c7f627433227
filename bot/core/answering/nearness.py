"""A follow-up -> the targets that it may be asking for, by what it says and by what was shown before.

Each candidate is judged by trees (see `search.forest`): by how probable it is for the message as it stands, with names
in the place of its pronouns, and with the title of what was shown before it; by what kind of thing the message asks
for; and by how the candidate stands to what was shown. Learnt by `python -m bot tune --talks`. Knows nothing of what is
then said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log

import numpy as np
from numpy.typing import NDArray

from ..knowledge.catalogue import Catalogue
from ..knowledge.model import Entry, Silence
from ..language.message import Message
from ..language.text import fold
from ..search.forest import Forest
from ..search.targets import Target, numbers_of
from .answerer import Answerer
from .carried import Carried
from .reply import Reply

__all__ = ["NEAR_COLUMNS", "Near", "NearTable", "Nearness"]

_OF_TARGET = (
    "alone",  # logarithm of the probability for the message as it stands
    "filled",  # the same with names in the place of pronouns
    "joined",  # the same with the title of what was shown before it
    "told",  # the same with what that says before it
    "of_unit",  # the same with what its figure counts in the place of "they" and "those"
    "answers",  # 1 if the message by itself is answered with it
    "sure",  # and how surely, 0 to 1
    "asks",  # how much oftener than others it is asked for in this way: who, why, when ...
    "asks_near",  # the same, if it stands in the same paragraph or belongs to the same figures
    "same",  # 1 if it was shown last
    "same_asks",  # the same, times how often it is asked for in this way
    "same_bare",  # 1 if it was shown last and the message says nothing telling
    "beside",  # 1 if it stands in the paragraph of what was shown
    "next",  # 1 if in the one before or after
    "topic",  # 1 if it stands under the same topic
    "speaker",  # 1 if it quotes the same speaker
    "figures",  # 1 if its figure belongs to the one that was shown
    "shown",  # 1 if it was shown before that
    "suggested",  # 1 if it was suggested last
    "silence",  # 1 if it is a silence
    "silence_near",  # 1 if that stands near what was shown
    "silence_bare",  # 1 if it is one and the message says nothing telling
    "has",  # share of the telling words that it has
    "strange",  # how surely it is not about one of them, 0 to 1
    "named",  # how many names of the message it has
    "unnamed",  # how many it has not
    "foreign",  # how many names of the message are of a kind of which it has others only
    "said_by",  # 1 if the message names its speaker
    "said_by_other",  # 1 if it quotes somebody, and the message names somebody else of that kind
    "counted",  # 1 if the message has its number
    "same_has",  # the share of the telling words that it has, if it was shown last
    "same_strange",  # how surely it is not about one of them, if it was shown last
    "most_unsupported",  # how little it has of the telling word that it has least of
    "same_lacks",  # 1 if it was shown last, and when, where or why is asked, which it is seldom asked
    "other",  # 1 if it was shown last, and the message asks for another
    "likeliest",  # 1 if it is the likeliest with the title of what was shown
    "numberless",  # 1 if a number is asked for and it has none
)
_UNLEARNT = ("alone", "joined", "answers", "same")
_BEHIND = ("alone", "filled", "joined")
_OF_MESSAGE = (
    "none_alone",  # logarithm of the probability that the message as it stands asks for nothing in the base
    "none_joined",  # the same with the title of what was shown before it
    "telling",  # how many telling words it has, six at most
    "bare",  # 1 if it has none
    "richness",  # logarithm of how many phrasings a target of the base has
)
NEAR_COLUMNS = (*_OF_TARGET, *(f"{name}_behind" for name in _BEHIND), *_OF_MESSAGE)
"""What a candidate is judged by, in the order of the columns; "_behind": by how much less than the highest of all."""

_OTHER = re.compile(r"\b(?:other|others|another|else|besides|except)\b")
_THEY = re.compile(r"\b(?:they|them|those|these|that|it)\b")
_LEAST = 1e-4
_CANDIDATES = 12
_MOST_TELLING = 6
_SURELY = 30.0  # log-odds beyond which nothing changes


@dataclass(frozen=True, slots=True)
class NearTable:
    """What a follow-up may be asking for, and what speaks for each.

    Attributes:
        targets: The candidates, at least one.
        rows: (n_candidates, n_columns), of each what NEAR_COLUMNS lists.
    """

    targets: tuple[Target, ...]
    rows: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Near:
    """A target, and how probable it is that a reply with it would be right, 0.0 to 1.0."""

    target: Target
    probability: float


class Nearness:
    """Ranks what follow-ups may be asking for.

    Args:
        forest: Tells from NEAR_COLUMNS how probable each candidate is; None: what the message gets by itself is
            certain, anything else as probable as it is for the message, as it stands or with what was shown before it.
    """

    def __init__(self, answerer: Answerer, catalogue: Catalogue, forest: Forest | None) -> None:
        self._answerer, self._catalogue, self._forest = answerer, catalogue, forest

    def rank(self, message: Message, before: Carried, alone: Reply) -> list[Near]:
        """Return the candidates, the most probable first. alone: what the message would get by itself."""
        table = self.table(message, before, alone)
        if self._forest is None:
            chances = self._unlearnt(table)
        else:
            chances = 1.0 / (1.0 + np.exp(-self._forest.log_odds(table.rows)))
        found = [Near(target, float(chance)) for target, chance in zip(table.targets, chances, strict=True)]
        return sorted(found, key=lambda near: (-near.probability, near.target.id))

    @staticmethod
    def _unlearnt(table: NearTable) -> NDArray[np.float64]:
        alone, joined, answers, same = (table.rows[:, _OF_TARGET.index(name)] for name in _UNLEARNT)
        joined = np.where(same > 0.0, -np.inf, joined)  # with its own title before it, anything asks for it
        return np.where(answers > 0.0, 1.0, np.exp(np.maximum(alone, joined)))

    def table(self, message: Message, before: Carried, alone: Reply) -> NearTable:
        """Return the candidates of a follow-up and what speaks for each."""
        matcher, relations = self._answerer.matcher, self._catalogue.relations
        lead = before.lead or (before.last[0] if before.last else None)
        rankings = [matcher.rank(text, limit=_CANDIDATES) for text in _readings(message, before, lead)]
        known = dict[str, Target]()
        for ranking in rankings:
            known.update((match.target.id, match.target) for match in ranking.matches)
        around = relations.around(lead) if lead is not None else ()
        known.update((target.id, target) for target in (*before.shown, *before.last, *around))
        known.update((silence.id, silence) for silence in relations.silences_near([lead] if lead is not None else []))
        targets = tuple(known.values())
        chances = [{match.target.id: match.probability for match in ranking.matches} for ranking in rankings]
        of_targets = [self._row(target, message, before, lead, alone, chances) for target in targets]
        rows = np.asarray([[values.get(name, 0.0) for name in _OF_TARGET] for values in of_targets])
        behind = rows[:, : len(_BEHIND)] - rows[:, : len(_BEHIND)].max(axis=0)
        of_message = (
            log(rankings[0].none + _LEAST),
            log(rankings[2].none + _LEAST),
            min(message.telling, _MOST_TELLING),
            message.telling == 0,
            matcher.features.richness,
        )
        return NearTable(targets, np.concatenate([rows, behind, np.tile(of_message, (len(rows), 1))], axis=1))

    def _row(
        self,
        target: Target,
        message: Message,
        before: Carried,
        lead: Entry | None,
        alone: Reply,
        chances: Sequence[dict[str, float]],
    ) -> dict[str, float]:
        bare = message.telling == 0
        relations = self._catalogue.relations
        values = dict(zip(_OF_TARGET, (log(found.get(target.id, 0.0) + _LEAST) for found in chances), strict=False))
        answered = alone.entry or alone.silence
        values["answers"] = float(answered is not None and answered.id == target.id)
        values["sure"] = values["answers"] * alone.confidence
        values["asks"] = self._answerer.matcher.asked_like(target, message)
        words = self._answerer.decider.subjects.judge(message, target)
        if len(words.odds):
            values["has"] = 1.0 - float(words.unsupported.mean())
            values["most_unsupported"] = float(words.unsupported.max())
            values["strange"] = 1.0 / (1.0 + exp(-max(-_SURELY, min(_SURELY, float(words.odds.max())))))
        values["likeliest"] = float(target.id == max(chances[2], key=lambda id: chances[2][id], default=""))
        values["silence"] = float(isinstance(target, Silence))
        values["silence_bare"] = values["silence"] * bare
        if isinstance(target, Silence):
            values["silence_near"] = float(lead is not None and lead.id in target.near)
            return values
        values["suggested"] = float(before.suggested and target in before.last)
        values["shown"] = float(target in before.shown and target is not lead)
        names = self._catalogue.names(target)
        speaker = fold(target.speaker.name) if target.speaker is not None else ""
        values["named"] = float(sum(name in names for name in message.names))
        values["unnamed"] = float(len(message.names)) - values["named"]
        kinds = {name.kind for name in names}
        values["foreign"] = float(sum(name not in names and name.kind in kinds for name in message.names))
        said_by = any(speaker in name.spellings or fold(name.shown) == speaker for name in message.names)
        values["said_by"] = float(said_by)
        values["said_by_other"] = float(
            bool(speaker) and not said_by and any(n.kind == "person" for n in message.names)
        )
        values["counted"] = float(any(number.value in numbers_of(target) for number in message.numbers))
        values["numberless"] = float(message.wants_number and target.figure is None)
        if lead is None:
            return values
        distance = relations.distance(lead, target)
        if target is lead:
            values |= {"same": 1.0, "same_asks": values["asks"], "same_bare": float(bare)}
            values |= {"same_has": values.get("has", 0.0), "same_strange": values.get("strange", 0.0)}
            lacks = values["asks"] < 0.0 and not {"time", "place", "reason"}.isdisjoint(message.asks)
            values["same_lacks"] = float(lacks)
            values["other"] = float(_OTHER.search(message.plain) is not None)
            return values
        values["beside"] = float(distance == 0)
        values["next"] = float(distance == 1)
        values["topic"] = float(relations.same_topic(lead, target))
        values["speaker"] = float(relations.same_speaker(lead, target))
        values["figures"] = float(relations.same_figures(lead, target))
        values["asks_near"] = values["asks"] * max(values["beside"], values["figures"])
        return values


def _readings(message: Message, before: Carried, lead: Entry | None) -> Sequence[Message]:
    """Return a message as it stands, with names for pronouns, and with what was shown: its title before it, what it
    says before it, and what its figure counts in the place of "they"."""
    if lead is None:
        return (message, before.filled(message), message, message, message)
    unit = lead.figure.unit if lead.figure is not None else ""
    return (
        message,
        before.filled(message),
        message.piece(fold(f"{lead.title} {message.folded}")),
        message.piece(fold(f"{lead.says or lead.quote} {message.folded}")),
        message.piece(_THEY.sub(f"the {unit}", message.folded)) if unit.isalpha() else message,
    )

"""A follow-up -> the targets that it may be asking for, by what it says and by what was shown before.

A conditional logit (McFadden 1974) like that of `search.matching`, over few features: how probable each target is for
the message as it stands, with names in the place of its pronouns, and with the title of what was shown before it; what
kind of thing the message asks for; and how a target stands to what was shown. Knows nothing of what is then said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

import numpy as np
from numpy.typing import NDArray

from ..knowledge.catalogue import Catalogue
from ..knowledge.model import Entry, Silence
from ..language.message import Message
from ..language.text import fold
from ..search.targets import Target, numbers_of
from .answerer import Answerer
from .carried import Carried
from .nearness_weights import WEIGHTS
from .reply import Reply

__all__ = ["NEAR_FEATURES", "NONE_NEAR_FEATURES", "Near", "NearTable", "Nearness"]

NEAR_FEATURES = (
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
NONE_NEAR_FEATURES = ("none", "none_alone", "none_joined", "none_telling", "none_bare")
_OTHER = re.compile(r"\b(?:other|others|another|else|besides|except)\b")
_THEY = re.compile(r"\b(?:they|them|those|these|that|it)\b")
_LEAST = 1e-4
_CANDIDATES = 12
_SURELY = 30.0  # log-odds beyond which nothing changes


@dataclass(frozen=True, slots=True)
class NearTable:
    """What a follow-up may be asking for, and what speaks for each.

    Attributes:
        targets: The candidates.
        rows: (n_candidates + 1, n_features), NEAR_FEATURES and NONE_NEAR_FEATURES beside each other; the last row is
            that of "none of these".
    """

    targets: tuple[Target, ...]
    rows: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Near:
    """A target, and how probable it is that a follow-up asks for it, 0.0 to 1.0."""

    target: Target
    probability: float


class Nearness:
    """Ranks what follow-ups may be asking for.

    Args:
        weights: What each of NEAR_FEATURES and of NONE_NEAR_FEATURES counts for: at one phrasing a target, and by how
            much more for each e-fold of them.
    """

    def __init__(
        self, answerer: Answerer, catalogue: Catalogue, weights: Mapping[str, tuple[float, float]] = WEIGHTS
    ) -> None:
        self._answerer, self._catalogue = answerer, catalogue
        richness = answerer.matcher.features.richness
        lines = (weights.get(name, (0.0, 0.0)) for name in (*NEAR_FEATURES, *NONE_NEAR_FEATURES))
        self._weights = np.asarray([at_one + more * richness for at_one, more in lines])

    def rank(self, message: Message, before: Carried, alone: Reply) -> list[Near]:
        """Return the candidates, the most probable first. alone: what the message would get by itself."""
        table = self.table(message, before, alone)
        utility = table.rows @ self._weights
        chances = np.exp(utility - utility.max())
        chances /= chances.sum()
        found = [Near(target, float(chance)) for target, chance in zip(table.targets, chances[:-1], strict=True)]
        return sorted(found, key=lambda near: (-near.probability, near.target.id))

    def table(self, message: Message, before: Carried, alone: Reply) -> NearTable:
        """Return the candidates of a follow-up and what speaks for each."""
        matcher, relations = self._answerer.matcher, self._catalogue.relations
        lead = before.lead or (before.last[0] if before.last else None)
        title = lead.title if lead is not None else ""
        says = fold(f"{lead.says or lead.quote} {message.folded}") if lead is not None else message.folded
        unit = lead.figure.unit if lead is not None and lead.figure is not None else ""
        texts = (
            message,
            before.filled(message),
            message.piece(fold(f"{title} {message.folded}")),
            message.piece(says),
            message.piece(_THEY.sub(f"the {unit}", message.folded) if unit.isalpha() else message.folded),
        )
        rankings = [matcher.rank(text, limit=_CANDIDATES) for text in texts]
        chances = [{match.target.id: match.probability for match in ranking.matches} for ranking in rankings]
        known = dict[str, Target]()
        for ranking in rankings:
            known.update((match.target.id, match.target) for match in ranking.matches)
        about = [*([lead] if lead is not None else []), *before.last]
        near = [*before.shown, *before.last, *(other for entry in about[:1] for other in relations.around(entry))]
        silences = relations.silences_near(about[:1])
        known.update((target.id, target) for target in near)
        known.update((silence.id, silence) for silence in silences)
        targets = tuple(known.values())
        rows = np.zeros((len(targets) + 1, len(NEAR_FEATURES) + len(NONE_NEAR_FEATURES)))
        bare = message.telling == 0
        for at, target in enumerate(targets):
            values = self._row(target, message, before, lead, alone, chances, bare=bare)
            rows[at, : len(NEAR_FEATURES)] = [values.get(name, 0.0) for name in NEAR_FEATURES]
        rows[-1, len(NEAR_FEATURES) :] = (
            1.0, log(rankings[0].none + _LEAST), log(rankings[2].none + _LEAST), min(message.telling, 6), bare,
        )  # fmt: skip
        return NearTable(targets, rows)

    def _row(
        self,
        target: Target,
        message: Message,
        before: Carried,
        lead: Entry | None,
        alone: Reply,
        chances: Sequence[dict[str, float]],
        *,
        bare: bool,
    ) -> dict[str, float]:
        relations = self._catalogue.relations
        values = dict(zip(NEAR_FEATURES, (log(found.get(target.id, 0.0) + _LEAST) for found in chances), strict=False))
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

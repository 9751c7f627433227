"""Why a reply is what it is, for whoever looks after the knowledge."""

from __future__ import annotations

from collections.abc import Callable

from ..core.answering.considering import Judged
from ..core.answering.reply import Reply
from ..core.knowledge.model import Entry, Silence
from ..core.search.features import FEATURES, VECTOR_FEATURES
from ..core.search.matching import Match, Ranking

__all__ = ["explanation"]

_NAMES = (*FEATURES, *VECTOR_FEATURES)  # the latter only where there are vectors


def explanation(reply: Reply, judged: Callable[[Ranking, Match], Judged]) -> str:
    """Return why a reply is what it is: the words and their weights, the candidates, and what each had for it.

    Args:
        judged: Tells how sure it would be to answer with an entry.
    """
    if reply.ranking is None:
        return "The message sounds like a call for help (see knowledge/help.yaml), so nothing was looked up."
    ranking = reply.ranking
    lines = ["words (weight; a word the knowledge base does not know weighs the most):"]
    for term, weight in ranking.terms:
        marks = [f"read as {term.repaired}"] if term.repaired else []
        marks += [] if term.known else ["not known"]
        marks += ["says nothing"] if term.little else []
        lines.append(f"  {term.typed:<24} {weight:5.2f}  {', '.join(marks)}".rstrip())
    lines.append("candidates (probability; the nearest phrasing; what counted):")
    for match in ranking.matches[:4]:
        kind = "silence" if isinstance(match.target, Silence) else "entry"
        lines.append(f"  {match.probability:.3f} {kind} {match.target.id}: {match.phrasing}")
        lines.append(
            "        "
            + ", ".join(f"{name} {value:+.2f}" for name, value in zip(_NAMES, match.features, strict=False) if value)
        )
        if isinstance(match.target, Entry):
            lines.append(f"        {_judged(judged(ranking, match))}")
    lines.append(f"  {ranking.none:.3f} none of these")
    for correction in reply.corrections:
        lines.append(f"corrected: {correction.said} -> {correction.report}")
    return "\n".join(lines)


def _judged(judged: Judged) -> str:
    strange = f'; it is not about "{judged.strange[0]}" ({judged.strange[1]:+.2f})' if judged.strange else ""
    return f"as the answer: sure {judged.confidence:.2f}, needed {judged.bar:.2f}{strange}"

"""Why a reply is what it is, for whoever looks after the knowledge."""

from __future__ import annotations

from collections.abc import Callable

from ..core.answering.reply import Reply
from ..core.knowledge.model import Entry, Silence
from ..core.language.message import Message
from ..core.search.features import FEATURES, VECTOR_FEATURES
from ..core.search.subject import Strange

__all__ = ["explanation"]

_NAMES = (*FEATURES, *VECTOR_FEATURES)  # the latter only where there are vectors


def explanation(reply: Reply, strangest: Callable[[Message, Entry], Strange | None]) -> str:
    """Return why a reply is what it is: the words and their weights, the candidates, and what each had for it.

    Args:
        strangest: Finds the word of a message that keeps an entry from answering.
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
        strange = strangest(ranking.message, match.target) if isinstance(match.target, Entry) else None
        if strange is not None:
            lines.append(f'        is not about "{strange[0]}" ({strange[1]:+.2f}), so it may not answer')
    lines.append(f"  {ranking.none:.3f} none of these")
    for correction in reply.corrections:
        lines.append(f"corrected: {correction.said} -> {correction.report}")
    return "\n".join(lines)

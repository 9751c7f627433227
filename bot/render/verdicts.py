"""Verdicts on the figures of somebody's message: as an embed, as plain text, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from ..core.factcheck.checker import FigureCheck
from .entries import headline, where
from .jsonlines import source_record
from .limits import COLOURS, MAX_DESCRIPTION, whole_lines
from .notes import as_typed

__all__ = ["checked_figures", "checked_json", "checked_plain"]

_MARKS = {
    "agrees": "\N{CHECK MARK}", "differs": "\N{NOT EQUAL TO}", "cannot tell": "?", "not in the report": "\N{EN DASH}",
}  # fmt: skip
_NO_FIGURE = "There are no figures in that message."


def checked_figures(checks: Sequence[FigureCheck]) -> dict[str, Any]:
    """Return the verdicts on the figures of a message, in their order, as the JSON object of an embed."""
    lines = [f"{_MARKS[check.verdict]} **{as_typed(check.said)}** {_verdict_line(check)}" for check in checks]
    return {
        "type": "rich",
        "color": COLOURS["answer"] if checks else COLOURS["no_answer"],
        "title": "Figures checked against the report",
        "description": whole_lines(lines, MAX_DESCRIPTION) or _NO_FIGURE,
    }


def _verdict_line(check: FigureCheck) -> str:
    """Return a verdict with its reason and, if it was tied to an entry, what the report says and where."""
    if check.entry is None:
        return f"{check.verdict}: {check.why}"
    paragraph = f", {where(check.entry.excerpts[0])}" if check.entry.excerpts else ""
    said = f"the report has {headline(check.entry)} ({check.entry.source.publisher}{paragraph})"
    return f"{check.verdict}: {check.why}; {said}"


def checked_plain(checks: Sequence[FigureCheck]) -> str:
    """Return the verdicts on the figures of a message as plain text, a line a figure."""
    return "\n".join(f"{check.said}: {_verdict_line(check)}" for check in checks) or _NO_FIGURE


def checked_json(message: str, checks: Sequence[FigureCheck]) -> str:
    """Return the verdicts on the figures of a message as one line of JSON, all keys always present."""
    figures = [
        {
            "said": check.said,
            "verdict": check.verdict,
            "entry": check.entry.id if check.entry else None,
            "report": (check.entry.figure.text if check.entry.figure else check.entry.says) if check.entry else None,
            "why": check.why,
            "source": source_record(check.entry) if check.entry else None,
        }
        for check in checks
    ]
    return json.dumps({"message": message.encode("utf-8", "replace").decode("utf-8"), "figures": figures})

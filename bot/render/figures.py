"""Figures among themselves: the pages of all statistics, and two side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..core.knowledge.catalogue import Comparison
from ..core.knowledge.chart_words import MIN_WIDTH, text_bars
from ..core.knowledge.model import Entry
from ..core.knowledge.series import Series
from ..core.language.dates import spoken
from .entries import headline, quotation_lines, source_name
from .limits import COLOURS, MAX_DESCRIPTION, MAX_FIELD, MAX_FOOTER, MAX_TEXT_CHARS, MAX_TITLE, whole_lines
from .notes import NO_SUCH

__all__ = ["comparison", "is_comparison", "is_statistics", "statistics", "statistics_pages", "text_chart"]

_FIGURES = "Figures of the report"
_COMPARED = "Side by side"
_PAGE = 8


def statistics_pages(entries: Sequence[Entry]) -> list[Sequence[Entry]]:
    """Return entries in pages of at most eight; one empty page if there are none."""
    return [entries[at : at + _PAGE] for at in range(0, len(entries), _PAGE)] or [()]


def statistics(entries: Sequence[Entry], topic: str | None, page: int, pages: int) -> dict[str, Any]:
    """Return a page of statistics, from 0, as the JSON object of an embed."""
    lines = [f"**{entry.figure.text if entry.figure else ''}**\n{entry.title}" for entry in entries]
    title = f"{_FIGURES}: {topic}" if topic else _FIGURES
    made: dict[str, Any] = {
        "type": "rich",
        "color": COLOURS["answer"],
        "title": title[:MAX_TITLE],
        "description": "\n".join(lines)[:MAX_DESCRIPTION] or NO_SUCH,
    }
    sources = list(dict.fromkeys(f"{entry.source.publisher}, {spoken(entry.source.published)}" for entry in entries))
    paging = [f"page {page + 1} of {pages}"] if pages > 1 else []
    made["footer"] = {"text": "; ".join([*sources, *paging])[:MAX_FOOTER] or "-"}
    return made


def comparison(compared: Comparison) -> dict[str, Any]:
    """Return two figures side by side as the JSON object of an embed, or why they cannot be."""
    if compared.refusal is not None:
        return {"type": "rich", "color": COLOURS["no_answer"], "description": compared.refusal[:MAX_DESCRIPTION]}
    fields = [
        {
            "name": headline(entry)[:MAX_TITLE],
            "value": "\n".join([entry.says, *quotation_lines(entry, 1)]).strip()[:MAX_FIELD],
            "inline": True,
        }
        for entry in (compared.first, compared.second)
    ]
    results = [figure.working for figure in (compared.difference, compared.share) if figure and figure.working]
    made: dict[str, Any] = {"type": "rich", "color": COLOURS["answer"], "title": _COMPARED, "fields": fields}
    if results:
        made["description"] = "\n".join(f"Calculated: {result}" for result in results)[:MAX_DESCRIPTION]
    names = dict.fromkeys(source_name(entry.source) for entry in (compared.first, compared.second))
    made["footer"] = {"text": "; ".join(names)[:MAX_FOOTER]}
    return made


def is_statistics(title: str | None) -> bool:
    """Tell by its title whether an embed is a page of statistics."""
    return title is not None and title.startswith(_FIGURES)


def is_comparison(title: str | None) -> bool:
    """Tell by its title whether an embed is two figures side by side."""
    return title == _COMPARED


def text_chart(drawn: Series) -> str:
    """Return a chart in block characters, as narrow as a telephone, for a message."""
    bars = whole_lines(text_bars(drawn, MIN_WIDTH).replace("`", "'").splitlines(), MAX_TEXT_CHARS)
    return f"```\n{bars}\n```"

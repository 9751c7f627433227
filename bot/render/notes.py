"""What is said in a line to one person, and what stands on a form and on the buttons of pages."""

from __future__ import annotations

__all__ = [
    "FAILED",
    "FORM_LABEL",
    "FORM_TITLE",
    "GONE",
    "NEXT",
    "NOT_ALLOWED",
    "NOT_YOURS",
    "NO_CHART",
    "NO_QUOTES",
    "NO_SUCH",
    "PREVIOUS",
    "wait",
]

FAILED = "Something went wrong on my side, so I cannot answer that now. The people who run me can see it in the log."
GONE = "The report's entries have changed since, and this one has gone. Ask again, please."
NOT_YOURS = "Only the person who asked can change this answer. Ask me yourself, and you get your own."
NO_CHART = "There is nothing to draw for this one."
NO_SUCH = "I have nothing of that name. Begin to type, and choose from the list."
NO_QUOTES = "The report quotes nobody like that."
NOT_ALLOWED = "Only this server's moderators can do that."
FORM_TITLE = "Ask the report"
FORM_LABEL = "Your question"
PREVIOUS = "Back"
NEXT = "More"


def wait(seconds: float) -> str:
    """Return the note to somebody who asks too fast."""
    left = max(1, round(seconds))
    return f"You ask faster than I may answer. Ask again in {left} second{'s' * (left > 1)}, and I will gladly reply."

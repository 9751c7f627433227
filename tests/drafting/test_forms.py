"""The same report as HTML, Markdown, DOCX and PDF becomes the same draft but for where things stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.drafting.reading import read_document
from bot.lab.drafts import draft_of
from tests.drafting.forms import as_docx, as_html, as_markdown, as_pdf

REPORTS = Path(__file__).parent / "reports"
FORMS = {"a.md": as_markdown, "a.docx": as_docx, "a.pdf": as_pdf}


def told(name, data):
    draft, _ = draft_of(name, data)
    return [
        (e.id, e.form, e.title, e.topic, e.says, e.figure, e.evidence, e.quote, e.speaker, e.asked)
        for e in draft.entries
    ]


@pytest.mark.parametrize("report", ["charity", "energy"])
def test_the_forms_of_a_report_give_the_same_entries(report):
    """Ids, figures, evidence and ways of asking; one has a table, the other a list and headings of one word."""
    document = read_document("document.txt", (REPORTS / report / "document.txt").read_bytes())
    expected = told("a.html", as_html(document))
    assert len(expected) > 20
    for name, made in FORMS.items():
        assert told(name, made(document)) == expected, name

"""What the documents point to is there: files are renamed, and a guide to a house that has gone helps nobody."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCUMENTS = ("README.md", ".github/CONTRIBUTING.md", ".github/SECURITY.md", "bot/core/README.md", "bot/lab/README.md")
_LINK = re.compile(r"\]\((?!https?:)([^)#]+)")
_PATH = re.compile(r"`([\w.-]+(?:/[\w.-]+)*\.(?:py|yaml|md))`")
_MADE_UP = {"bot/core/X/Y.py", "tests/core/X/test_Y.py"}


def named(document: str, pattern: re.Pattern[str]) -> set[str]:
    """Return what a document names by a pattern."""
    return set(pattern.findall((ROOT / document).read_text("utf-8"))) - _MADE_UP


def is_there(document: str, path: str) -> bool:
    """Tell whether a file is found from the top, or by the end of its path beside the document or deeper."""
    beside = (ROOT / document).parent
    return (ROOT / path).is_file() or any(found.is_file() for found in beside.rglob(path))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_to_a_file_leads_to_one(document):
    links = named(document, _LINK)
    assert links or document == "bot/core/README.md"
    assert [link for link in sorted(links) if not (ROOT / document).parent.joinpath(link).is_file()] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_that_is_named_is_there(document):
    assert [path for path in sorted(named(document, _PATH)) if not is_there(document, path)] == []


def test_a_file_that_is_not_there_is_found_out():
    assert is_there("bot/core/README.md", "language/text.py")
    assert is_there("bot/core/README.md", "bot/settings.py")
    assert not is_there("bot/core/README.md", "language/guesses.py")


def test_the_folders_in_the_readme_are_there_and_those_of_the_core_in_its_own():
    shown = re.findall(r"^((?:\w+/)+) ", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    assert {"knowledge/", "bot/core/", "tests/"} <= set(shown)
    assert [folder for folder in shown if not (ROOT / folder).is_dir()] == []
    rooms = re.findall(r"^\| `(\w+)/` \|", (ROOT / "bot/core/README.md").read_text("utf-8"), re.MULTILINE)
    assert set(rooms) == {path.name for path in (ROOT / "bot/core").iterdir() if (path / "__init__.py").is_file()}

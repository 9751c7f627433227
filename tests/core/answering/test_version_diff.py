"""What two versions of a base answer otherwise."""

from __future__ import annotations

from bot.core.answering.version_diff import compare, compare_knowledge
from bot.core.knowledge.loading import load
from bot.core.knowledge.model import Knowledge
from tests import frozen
from tests.core import library

OLD = library.knowledge()


def test_a_base_does_not_differ_from_itself():
    assert compare_knowledge(OLD, library.knowledge()).difference.changes == ()


def test_a_question_that_another_entry_answers_now_is_told():
    moved = _moved("late returns, how many", "roof-leaked")
    changes = compare(frozen.answerer(OLD), frozen.answerer(moved))
    assert ("late returns, how many", "loans-late", "roof-leaked") in [
        (each.question, each.before, each.after) for each in changes.answers
    ]
    assert changes.difference == compare_knowledge(OLD, moved).difference


def _moved(phrasing: str, target: str) -> Knowledge:
    """Return the base with a phrasing taken from its entry and given to another."""
    text = library.FILES["gazette.yaml"].decode().replace(f"      - {phrasing}\n", "", 1)
    head, tail = text.split(f"  - id: {target}\n", 1)
    tail = tail.replace("    asked:\n", f"    asked:\n      - {phrasing}\n", 1)
    return load({**library.FILES, "gazette.yaml": f"{head}  - id: {target}\n{tail}".encode()})

"""What two versions of a base answer otherwise."""

from __future__ import annotations

from bot.core.answering.version_diff import compare_knowledge
from tests.core import library

OLD = library.knowledge()


def test_a_base_does_not_differ_from_itself():
    assert compare_knowledge(OLD, library.knowledge()).difference.changes == ()

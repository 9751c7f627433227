"""Versions of the knowledge, as they are listed, put side by side, and corrected."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import render
from bot.core.answering.version_diff import compare_knowledge
from bot.store import Published
from tests.render.answers import BASE

SECOND = Published(2, "0123456789ab", 1_700_000_000.0, 5, "refresh", "it was *late*", True)


def test_a_difference_of_nothing_says_so():
    first = replace(SECOND, number=1, version="ba9876543210")
    assert render.difference(first, SECOND, compare_knowledge(BASE, BASE)).text == (
        "From version `ba9876543210` (number 1) to `0123456789ab` (number 2):\n```\n"
        "Nothing changes: every file is the same, byte for byte.\n```"
    )


@pytest.mark.parametrize(
    ("changed", "line"),
    [
        pytest.param([("a", "b")], "a -> b", id="one"),
        pytest.param([("a", "b"), ("", "c"), ("d", "")], "a -> b; no figure -> c; d -> no figure", id="several"),
        pytest.param([("a" * 170, "b")] * 4, "; ".join([f"{'a' * 170} -> b"] * 2) + "; 2 more", id="too many"),
    ],
)
def test_several_corrections_are_one_line(changed: list[tuple[str, str]], line: str):
    assert render.corrected(changed, 1_700_000_000) == f"Corrected <t:1700000000:D>: {line}"


@pytest.mark.parametrize(
    ("other", "same"),
    [
        pytest.param("Corrected <t:2:D>: a -> b", True, id="on another day"),
        pytest.param("Corrected <t:1:D>: a -> c", False, id="to something else"),
        pytest.param("a -> b", False, id="no correction"),
    ],
)
def test_a_correction_is_the_same_whatever_the_day(other: str, same: bool):
    assert render.same_correction("Corrected <t:1:D>: a -> b", other) is same


def test_the_version_that_is_served_is_marked():
    first = Published(1, "ba9876543210", 1_600_000_000.0, None, "start", "", True)
    assert render.history([SECOND, first], "0123456789ab").text == (
        "2. `0123456789ab` <t:1700000000:R>, refresh by <@5>: it was \\*late\\*, **in use**\n"
        "1. `ba9876543210` <t:1600000000:R>, start"
    )


def test_who_made_a_version_and_who_approved_of_it_is_told():
    """The folder's authors nobody knows; who published what they made themselves is named once."""
    made = [
        replace(SECOND, number=4, authors=frozenset([5]), approvers=frozenset([8])),
        replace(SECOND, number=3, version="ba9876543210", authors=frozenset(["folder"]), approvers=frozenset([5, 6])),
        replace(SECOND, number=2, version="ba9876543210", person_id=None, approvers=frozenset(["operator"])),
    ]
    assert [line.split(", ", 1)[1] for line in render.history(made, "ba9876543210").text.splitlines()] == [
        "refresh by <@5>, approved by <@8>: it was \\*late\\*",
        "refresh by <@5>, approved by <@6>: it was \\*late\\*, **in use**",
        "refresh, approved by the operator: it was \\*late\\*",
    ]


def test_a_version_tells_in_a_line_what_it_changed():
    said = render.history([SECOND], "", {2: "help lines: 1, entries: 2"}).text
    assert said.endswith("\n-# help lines: 1, entries: 2")


def test_a_version_as_a_choice_fits():
    assert render.version_choice(SECOND) == "2 - 0123456789ab, 2023-11-14 22:13 UTC, refresh: it was *late*"
    assert len(render.version_choice(replace(SECOND, why="x" * 200))) == 100

"""Versions of the knowledge, as they are listed, put side by side, and corrected."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import render
from bot.core.answering.version_diff import Changes
from bot.store import Published

SECOND = Published(2, "0123456789ab", 1_700_000_000.0, 5, "refresh", "it was *late*", True)


def test_a_difference_of_nothing_says_so():
    first = replace(SECOND, number=1, version="ba9876543210")
    assert render.difference(first, SECOND, Changes()).text == (
        "From version `ba9876543210` (number 1) to `0123456789ab` (number 2):\n```\nNo entry changes.\n```"
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


def test_a_version_as_a_choice_fits():
    assert render.version_choice(SECOND) == "2 - 0123456789ab, 2023-11-14 22:13 UTC, refresh: it was *late*"
    assert len(render.version_choice(replace(SECOND, why="x" * 200))) == 100

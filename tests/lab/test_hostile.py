"""Messages made to be slow: none of them breaks anything, or takes more steps than its length allows."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from types import FrameType

import pytest

from bot.core.answering.answerer import Answerer
from bot.lab.hostile import KINDS, cost_of, hostile_messages, ways
from bot.serving.edition import Edition

SPOKEN = ["how many loans came back late", "who said that the roof leaks"]
NOT_TWICE = 2.5  # times as many steps for twice the text, at most: what is quadratic takes four times as many


@pytest.fixture(scope="module")
def edition(answerer: Answerer) -> Edition:
    return Edition.of(answerer)


def test_they_are_the_same_each_time_and_of_every_kind():
    made = list(hostile_messages(SPOKEN, 2 * len(KINDS), seed=3))
    assert made == list(hostile_messages(SPOKEN, 2 * len(KINDS), seed=3))
    assert {kind for names, _ in made for kind in names.split(" + ")} == set(KINDS)
    assert max(len(text) for _, text in made) <= 6_000


async def test_none_fails_and_a_plain_question_is_answered_meanwhile(edition: Edition) -> None:
    cost = await asyncio.wait_for(cost_of(edition, hostile_messages(SPOKEN, 3 * len(KINDS)), SPOKEN[0]), 60)
    assert (cost.failed, cost.messages, cost.others > 0) == ([], 3 * len(KINDS), True)
    assert set(cost.slowest) == set(ways(edition))


def _steps(work: Callable[[str], object], text: str) -> int:
    """Return how many functions are called, Python's own and others', while a text is read."""
    called = 0

    def count(frame: FrameType, event: str, arg: object) -> None:
        nonlocal called
        called += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        work(text)
    finally:
        sys.setprofile(None)
    return called


@pytest.mark.parametrize("way", ["reply", "figure check", "look for a call"])
@pytest.mark.parametrize(
    "piece",
    ["é7 7 ", "£1 £2 ", "|", "d!e ", "a a ", "Who said it? ", "(1)"],
)
def test_twice_the_text_takes_no_more_than_twice_the_steps(edition: Edition, way: str, piece: str) -> None:
    work = ways(edition)[way]
    work(piece * 20)  # what is made when it is first needed
    half, whole = (_steps(work, (piece * 6_000)[:chars]) for chars in (1_500, 3_000))
    assert whole <= NOT_TWICE * half + 2_000

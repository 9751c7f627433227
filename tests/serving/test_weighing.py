"""What questions would take from other entries, weighed by trying them on a base."""

from __future__ import annotations

import pytest

from bot.core.answering.answerer import Answerer
from bot.core.answering.taking import Lesson, Taken
from bot.core.knowledge.loading import load
from bot.serving.maker import Maker
from bot.serving.weighing import weigh
from tests.core import library
from tests.frozen import FROZEN


@pytest.fixture(autouse=True)
def frozen_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Answerer.__init__, "__defaults__", (FROZEN,))


async def test_only_what_takes_nothing_is_tried_and_what_the_trial_takes_is_told():
    """What cannot be tried is as it is now; nothing is tried where there is nothing."""
    base = library.knowledge()
    told: list[str] = []
    answerer = Answerer(base)
    lessons = [Lesson("loans", "loans-late"), Lesson("so how many loans did they look at then", "loans-late")]
    taken = await weigh(Maker(), answerer, lessons, progress=lambda step, done, total: told.append(step))
    assert taken == [(), (Taken("answered", "loans-inspected"),)]
    assert set(told) == {"proving", "comparing"}
    told.clear()
    assert await weigh(Maker(), answerer, lessons[1:], progress=lambda *step: told.append(str(step))) == taken[1:]
    assert told == []


async def test_a_check_question_that_would_get_another_answer_is_taken():
    """The question itself gets none now; only the trial tells."""
    checks = b"checks:\n  - {ask: wet carpets, expect: bell-carpets}\n"
    answerer = Answerer(load({**library.FILES, "checks.yaml": checks}))
    lessons = [Lesson("carpets", "inspection"), Lesson("loans", "loans-late")]
    assert await weigh(Maker(), answerer, lessons) == [(Taken("changed", "bell-carpets", "wet carpets"),), ()]

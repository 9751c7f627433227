"""A small base in use: what people choose and moderators approve becomes ways of asking, by the bot's own rules."""

from __future__ import annotations

import pytest

from bot.lab.learning import Habits, Point, left_out, simulate
from bot.lab.questions import Asked
from bot.lab.remaking import first
from tests.core import library

BASE = first(library.knowledge(), 1)
ASKED = [
    Asked("how many overdue loans were there", "direct", "answer", entry="loans-late"),
    Asked("were lots of loans overdue", "direct", "answer", entry="loans-late"),
    Asked("how many loans were in the sample", "direct", "answer", entry="loans-inspected"),
    Asked("what was the total of loans examined", "direct", "answer", entry="loans-inspected"),
]


async def points(habits: Habits, *, seed: int = 0) -> list[Point]:
    return [each async for each in simulate(BASE, ASKED, ASKED, days={0, 1}, habits=habits, seed=seed)]


async def test_what_people_choose_rightly_is_learnt_and_answered():
    before, after = await points(Habits(a_day=40, people=10, rightly=1.0, strays=0.0, thanks=0.5, typos=0.0))
    assert (before.asked, before.taught, after.asked) == (0, 0, 40)
    assert after.taught > 0
    assert after.mistaught == 0
    assert after.right > before.right


async def test_nothing_is_learnt_from_one_person_alone():
    _, after = await points(Habits(a_day=40, people=1, typos=0.0))
    assert after.taught == 0


async def test_the_same_seed_gives_the_same_curve():
    habits = Habits(a_day=30, people=10)
    assert await points(habits, seed=3) == await points(habits, seed=3)


@pytest.mark.parametrize("each", [0, 1])
def test_the_ways_of_asking_that_a_base_has_lost_are_questions(each):
    knowledge = library.knowledge()
    asked = left_out(knowledge, each)
    loans = [question.ask for question in asked if question.entry == "loans-inspected"]
    assert loans == list(knowledge.entries["loans-inspected"].asked[each:])
    assert not {question.ask for question in asked} & {
        text for entry in first(knowledge, each).entries.values() for text in entry.asked
    }

"""Who put a question again in other words."""

from __future__ import annotations

import pytest

from bot.core.answering.asking_again import Put, Rephrased, Rephrasings

PLACE, ANN, BEN = 1, 2, 3
VAIN, AGAIN = Put("late", 10, None), Put("overdue", 11, None)
FOUND, OTHER, NEXT = Put("late loans", 12, "loans-late"), Put("chairs", 13, "chairs"), Put("roof", 14, "roof-leaked")


def put(held, *puts, person=ANN, place=PLACE, at_s=0.0):
    return [held.put(place, person, each, at_s) for each in puts][-1]


@pytest.mark.parametrize(
    ("puts", "expected"),
    [
        pytest.param([VAIN, FOUND, NEXT], Rephrased((VAIN,), FOUND, "roof"), id="one in vain, found, and on"),
        pytest.param([VAIN, AGAIN, FOUND, NEXT], Rephrased((VAIN, AGAIN), FOUND, "roof"), id="two in vain"),
        pytest.param([VAIN, FOUND], None, id="nobody knows yet whether that was it"),
        pytest.param([FOUND, NEXT], None, id="nothing in vain"),
        pytest.param([VAIN, FOUND, NEXT, OTHER], None, id="told once"),
        pytest.param([FOUND, VAIN, NEXT], None, id="in vain after it was found"),
    ],
)
def test_carrying_on_tells_what_was_found(puts, expected):
    assert put(Rephrasings(60), *puts) == expected


def test_who_says_that_it_helped_tells_at_once_and_once():
    held = Rephrasings(60)
    put(held, VAIN, FOUND)
    assert held.helped(12, BEN) is None
    assert held.helped(12, ANN) == Rephrased((VAIN,), FOUND, None)
    assert (held.helped(12, ANN), put(held, NEXT)) == (None, None)


def test_what_asks_nothing_carries_on_too():
    held = Rephrasings(60)
    put(held, VAIN, FOUND)
    assert held.said(PLACE, ANN, "thanks") == Rephrased((VAIN,), FOUND, "thanks")
    assert held.said(PLACE, ANN, "thanks") is None


def test_a_contested_answer_found_nothing_and_its_question_is_still_open():
    held = Rephrasings(60)
    put(held, VAIN, OTHER)
    held.contested(13, BEN, OTHER.text)
    held.contested(13, ANN, OTHER.text)
    put(held, FOUND)
    assert put(held, NEXT) == Rephrased((VAIN, OTHER), FOUND, "roof")


def test_a_contested_question_of_which_nothing_may_be_held_is_not_open():
    held = Rephrasings(60)
    put(held, VAIN, OTHER)
    held.contested(13, ANN, "")
    put(held, FOUND)
    assert put(held, NEXT) == Rephrased((VAIN,), FOUND, "roof")


def test_what_somebody_says_next_matters_once_they_have_asked_in_vain():
    held = Rephrasings(60)
    put(held, OTHER)
    assert not held.seeks(PLACE, ANN)
    put(held, VAIN)
    assert (held.seeks(PLACE, ANN), held.seeks(PLACE, BEN), held.seeks(9, ANN)) == (True, False, False)


def test_purging_tells_when_the_oldest_was_put_that_is_left():
    held = Rephrasings(60)
    put(held, VAIN, at_s=1.0)
    put(held, VAIN, place=9, at_s=5.0)
    assert [held.purge(61.0), held.purge(62.0), held.purge(66.0)] == [1.0, 5.0, None]


def test_another_person_another_place_or_much_later_is_another_talk():
    held = Rephrasings(60)
    put(held, VAIN)
    put(held, FOUND, person=BEN)
    put(held, FOUND, place=9)
    assert put(held, NEXT, person=BEN) is None
    assert put(held, NEXT, place=9) is None
    put(held, FOUND, at_s=61.0)
    assert put(held, NEXT, at_s=62.0) is None


@pytest.mark.parametrize(
    "forgetting",
    [
        pytest.param(lambda held: held.forget(ANN), id="with the person"),
        pytest.param(lambda held: held.end(PLACE, ANN), id="with what was said there"),
        pytest.param(lambda held: held.drop(10), id="with its own reply"),
        pytest.param(lambda held: held.purge(61.0), id="after some time"),
    ],
)
def test_it_is_forgotten(forgetting):
    held = Rephrasings(60)
    put(held, VAIN)
    forgetting(held)
    put(held, FOUND)
    assert put(held, NEXT) is None

"""What is learnt from asking again goes with a person who is forgotten, and is not kept where nothing is."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.background import Background
from bot.memory import Memory
from bot.store import Store
from tests import frozen
from tests.core import library

ANSWERER = frozen.answerer(library.knowledge())
VAIN, FOUND, THEN = "overdue loans count please", "how many loans came back late", "when did the roof leak"
ANN, BEN, PLACE = 1, 2, 7


@pytest.fixture
async def background() -> AsyncIterator[Background]:
    made = Background()
    yield made
    await made.finish(5)


def ask(memory: Memory, *questions: str, person: int = ANN) -> None:
    for at, question in enumerate(questions):
        reply = ANSWERER.answer(question)
        memory.lessons.asked(question, reply, person, place=PLACE, sent_id=person * 100 + at, now_s=float(at))


@pytest.mark.parametrize(("days", "kept"), [(90, [VAIN]), (0, [])])
async def test_it_is_kept_if_questions_are(store: Store, background: Background, days: int, kept: list[str]) -> None:
    memory = Memory(store, background, answerer=lambda: ANSWERER, keep_questions_days=days)
    ask(memory, VAIN, FOUND, THEN)
    await background.finish(5)
    assert [text for _, text in await store.learnt.groups("loans-late")] == kept


@pytest.mark.parametrize("asked_before", [True, False], ids=["all of it asked", "still asking"])
async def test_it_is_forgotten_with_a_person_whatever_is_being_compared(
    store: Store, background: Background, asked_before: bool
) -> None:
    memory = Memory(store, background, answerer=lambda: ANSWERER, keep_questions_days=90)
    ask(memory, VAIN, FOUND, *([THEN] if asked_before else []))
    await (background.finish(5) if not asked_before else asyncio.sleep(0))
    await memory.forget(ANN, None)
    ask(memory, *([] if asked_before else [THEN]))
    ask(memory, VAIN, FOUND, THEN, person=BEN)
    await background.finish(5)
    assert [each.people for each in await store.learnt.found()] == []
    assert await store.forget_person(BEN) == 1
    assert await store.learnt.groups("loans-late") == []


async def test_what_is_too_much_at_once_is_left_out(store: Store, background: Background) -> None:
    """The beginning is learnt from; nobody else's work waits."""
    memory = Memory(store, background, answerer=lambda: ANSWERER, keep_questions_days=90)
    ask(memory, VAIN, FOUND, THEN, *[VAIN] * 200)
    assert memory.lessons._waiting == 100
    await background.finish(20)
    assert memory.lessons._waiting == 0
    assert [text for _, text in await store.learnt.groups("loans-late")] == [VAIN]


async def test_a_question_that_is_answered_at_once_is_not_read_again(store: Store, background: Background) -> None:
    """Nearly all are, and each reading takes as long as an answer."""
    memory = Memory(store, background, answerer=lambda: ANSWERER, keep_questions_days=90)
    read: list[str] = []
    fit = memory.keeping.fit
    memory.keeping.fit = lambda question: read.append(question) or fit(question)  # type: ignore[method-assign,func-returns-value]
    ask(memory, FOUND, FOUND, VAIN, FOUND)
    await background.finish(5)
    assert read == [VAIN, FOUND]

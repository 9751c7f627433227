"""Questions are kept one after the other, while nobody waits for what they are compared with."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator

import pytest

from bot.background import Background
from bot.core.answering.gaps import group_of
from bot.core.answering.reply import Reply
from bot.memory import Memory
from bot.store import Store
from tests import frozen
from tests.core import library

ANSWERER = frozen.answerer(library.knowledge())
NOTHING = Reply("", "no_answer", 1.0, "")


@pytest.fixture
async def background() -> AsyncIterator[Background]:
    made = Background()
    yield made
    await made.finish(5)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Comparing takes until this is set, in the threads where it takes long."""
    event = threading.Event()

    def compare(text: str, groups: list[tuple[int, str]]) -> int | None:
        if threading.current_thread() is not threading.main_thread():
            event.wait(5)
        return group_of(text, groups)

    monkeypatch.setattr("bot.memory.group_of", compare)
    return event


async def test_what_a_message_shows_is_kept_while_a_question_is_compared(
    store: Store, background: Background, held: threading.Event
) -> None:
    memory = Memory(store, background, answerer=lambda: ANSWERER, keep_questions_days=90)
    memory.asked("is there a cafe", NOTHING, 1)
    await asyncio.sleep(0)
    await asyncio.wait_for(memory._keep_shown(7, 8, [], "x"), 2)
    held.set()
    await background.finish(5)
    assert [text for _, text in await store.questions.groups()] == ["is there a cafe"]


async def test_a_question_of_somebody_who_is_forgotten_meanwhile_is_not_kept(
    store: Store, background: Background, held: threading.Event
) -> None:
    memory = Memory(store, background, answerer=lambda: ANSWERER, keep_questions_days=90)
    memory.asked("is there a cafe", NOTHING, 1)
    memory.asked("is there a garden", NOTHING, 2)
    await asyncio.sleep(0)
    await memory.forget(1, None)
    held.set()
    await background.finish(5)
    assert [text for _, text in await store.questions.groups()] == ["is there a garden"]


async def test_two_alike_that_are_compared_at_once_are_one_gap(
    store: Store, background: Background, held: threading.Event
) -> None:
    memory = Memory(store, background, answerer=lambda: ANSWERER, keep_questions_days=90)
    for person_id in (1, 2):
        memory.asked("is there a cafe", NOTHING, person_id)
    await asyncio.sleep(0)
    held.set()
    await background.finish(5)
    assert [gap.askers for gap in await store.questions.gaps()] == [2]

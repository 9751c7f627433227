"""Questions are kept one after the other, while nobody waits for what they are compared with."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator

import pytest

from bot.background import Background
from bot.core.answering.gaps import group_of
from bot.core.answering.reply import Reply
from bot.core.answering.talk import Turn
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
    memory.shown(7, 8, (), (Turn("no_answer", ()),))
    async with asyncio.timeout(2):
        while await store.shown.talk(7) is None:  # noqa: ASYNC110 nobody tells of it
            await asyncio.sleep(0)
    held.set()
    await background.finish(5)
    assert [text for _, text in await store.questions.groups()] == ["is there a cafe"]


async def test_what_messages_show_is_kept_together_where_it_waits(store: Store, background: Background) -> None:
    """However many come while the store is slow, none is left out; what was said last of each stays."""
    memory = Memory(store, background, answerer=lambda: ANSWERER, keep_questions_days=90)
    loans, roof = (ANSWERER.knowledge.entries[id] for id in ("loans-late", "roof-leaked"))
    async with memory.keeping.turn:
        for message_id in range(1, 1_501):
            memory.shown(message_id, 8, (loans,))
        memory.shown(3, 8, (roof,))
        memory.shown(4, 8, ())
        await asyncio.sleep(0)
    await background.finish(10)
    shows = {
        each.message_id: each.entries for each in await store.shown.showing(["loans-late", "roof-leaked"], since=0)
    }
    assert (len(shows), shows[2], shows[3], background.left_out) == (1_499, ("loans-late",), ("roof-leaked",), 0)


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

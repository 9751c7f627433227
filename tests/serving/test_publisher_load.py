"""While the knowledge changes all the time, every question is answered, from one whole version."""

from __future__ import annotations

import asyncio
from itertools import cycle
from pathlib import Path

import pytest

from bot.core.answering.reply import Reply
from bot.core.knowledge.loading import version_of
from bot.serving.publisher import Publisher
from bot.store import Store
from tests.core import library

QUESTIONS = 1000
REFRESHES = 20
ASKERS = 10
FIRST = 500  # loans in the first base; each that follows has one more


def faulty(loans: int) -> dict[str, bytes]:
    """Return a base that cannot be served, of as many kinds as there are: of whole, torn and contradictory files."""
    base = library.counted(loans)
    whole = base["gazette.yaml"]
    kinds = (
        {"gazette.yaml": whole[: len(whole) // 2]},  # an editor has written half of it
        {"gazette.yaml": b""},
        {"sources/gazette-2018.fingerprint": library.FILES["sources/gazette-2018.fingerprint"]},  # another source
        {"vocabulary.yaml": b"same: [\n"},
        {"checks.yaml": b"checks:\n  - {ask: how many loans did they look at, expect: nothing-of-that-name}\n"},
    )
    return {**base, **kinds[loans % len(kinds)]}


@pytest.fixture
async def publisher(store: Store, tmp_path: Path) -> Publisher:
    made = Publisher(store, library.write(tmp_path / "knowledge", library.counted(FIRST)))
    await made.start()
    return made


async def test_a_thousand_questions_while_the_knowledge_is_refreshed_twenty_times(publisher, store):
    loans_of = {version_of(library.counted(loans)): loans for loans in range(FIRST, FIRST + REFRESHES + 1)}
    replies: list[Reply] = []
    refreshing = True

    async def refresh() -> list[str]:
        nonlocal refreshing
        kinds = []
        for turn in range(1, REFRESHES + 1):
            base = faulty(FIRST + turn) if turn % 3 == 0 else library.counted(FIRST + turn)
            library.write(publisher.folder, base)
            kinds.append((await publisher.refresh()).kind)
            (publisher.folder / "checks.yaml").unlink(missing_ok=True)
            await asyncio.sleep(0.02)
        refreshing = False
        return kinds

    async def ask(in_thread: bool) -> None:
        for question in cycle(("how many loans did they look at", "how many loans were in the sample?")):
            edition = publisher.edition
            if in_thread:  # as it would be if somebody answered there: a base is not swapped under a question
                reply = await asyncio.to_thread(edition.answerer.answer, question)
                await asyncio.sleep(0.005)
            else:
                reply = edition.answerer.answer(question)
                await asyncio.sleep(0.04)
            assert any(entry is reply.entry for entry in edition.catalogue.statistics)
            replies.append(reply)
            if len(replies) >= QUESTIONS and not refreshing:
                return

    kinds, *_ = await asyncio.gather(refresh(), *(ask(asker == 0) for asker in range(ASKERS)))

    assert len(replies) >= QUESTIONS
    for reply in replies:
        loans = loans_of[reply.version]
        assert reply.kind == "answer"
        assert reply.entry.figure.text == f"{loans} loans"
        assert reply.entry.says == f"Inspectors looked at {loans} loans."
    assert len({reply.version for reply in replies}) > REFRESHES / 2
    assert kinds == ["faulty" if turn % 3 == 0 else "published" for turn in range(1, REFRESHES + 1)]
    kept = await store.versions.history(100)
    assert [loans_of[each.version] for each in kept] == [
        FIRST + turn for turn in range(REFRESHES, -1, -1) if turn % 3 or not turn
    ]

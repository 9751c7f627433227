"""The record of deeds, which nobody can fill by trying what they may not do."""

from __future__ import annotations

import pytest


async def test_of_what_one_person_was_refused_in_a_day_the_oldest_is_dropped(store, monkeypatch):
    monkeypatch.setattr("bot.store.audit.MOST_REFUSED", 2)
    await store.audit.note("publish", "done", person_id=1)
    await store.audit.note("refresh", "refused", person_id=2)
    for number in range(4):
        await store.audit.note(f"try {number}", "refused", person_id=1)
    assert [deed.what for deed in await store.audit.last()] == ["try 3", "try 2", "refresh", "publish"]


async def test_what_was_refused_before_stays(store, monkeypatch):
    monkeypatch.setattr("bot.store.audit.MOST_REFUSED", 1)
    monkeypatch.setattr(store.audit, "_clock", lambda: 0.0)
    await store.audit.note("yesterday", "refused", person_id=1)
    monkeypatch.setattr(store.audit, "_clock", lambda: 90_000.0)
    await store.audit.note("today", "refused", person_id=1)
    assert [deed.what for deed in await store.audit.last()] == ["today", "yesterday"]


@pytest.mark.parametrize("detail", ["a\0b", "a\ufffdb"])
async def test_a_detail_that_no_database_takes_is_kept_without_that(store, detail):
    """PostgreSQL refuses the character 0."""
    await store.audit.note("add", "failed", person_id=1, detail=detail)
    assert (await store.audit.last())[0].detail == "a\ufffdb"

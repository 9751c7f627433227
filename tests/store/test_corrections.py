"""Messages that are still to be corrected: kept with the version that asks for it, handed out until they are done."""

from __future__ import annotations

import pytest

from bot.store import ChangedFigures, Correction, Store

LATE = ChangedFigures({"late": "103 loans"}, ["beside"])


async def shown(store: Store, *messages: int, channel: int = 10) -> None:
    for message in messages:
        await store.shown.note(message, channel, ["late", "roof"])


async def publish(store: Store, changed: ChangedFigures | None = LATE, **more: bool) -> int:
    newest = await store.versions.newest()
    after = newest.number if newest is not None else None
    made = {"after": after, "origin": "refresh", "written": True, "changed": changed, **more}
    published = await store.versions.publish({}, "0" * 12, **made)
    assert published is not None
    return published.number


async def taken(store: Store, upto: int, most: int = 10) -> list[int]:
    return [each.message_id for each in await store.corrections.take(most, upto=upto)]


async def test_what_shows_a_changed_figure_waits_from_its_publication_on_until_it_is_done(store):
    await shown(store, 1)
    await store.shown.note(2, 10, ["roof"])
    await store.shown.note(3, 20, ["beside"])
    number = await publish(store)
    found = await store.corrections.take(10, upto=number)
    assert found == [
        Correction(3, 20, ("beside",), {"late": "103 loans"}, number),
        Correction(1, 10, ("late", "roof"), {"late": "103 loans"}, number),
    ]
    for each in found:
        await store.corrections.done(each)
    assert await store.corrections.waiting() == 0


async def test_what_somebody_has_taken_nobody_else_gets_for_a_minute(store, monkeypatch):
    await shown(store, 1)
    number = await publish(store)
    monkeypatch.setattr(store.corrections, "_clock", lambda: 1_000.0)
    assert await taken(store, number) == [1]
    monkeypatch.setattr(store.corrections, "_clock", lambda: 1_059.0)
    assert await taken(store, number) == []
    monkeypatch.setattr(store.corrections, "_clock", lambda: 1_060.0)
    assert await taken(store, number) == [1]


async def test_the_newest_come_first_and_each_channel_has_its_turn(store):
    await shown(store, 1, 2, 5, channel=10)
    await shown(store, 3, 4, channel=20)
    number = await publish(store)
    assert await taken(store, number, most=2) == [5, 4]
    assert await taken(store, number, most=3) == [3, 2, 1]


async def test_what_a_later_version_asks_for_waits_until_that_is_served(store):
    await shown(store, 1)
    number = await publish(store)
    assert await taken(store, number - 1) == []


async def test_a_figure_that_changed_twice_was_what_it_was_at_first(store):
    await shown(store, 1)
    await publish(store)
    last = await publish(store, ChangedFigures({"late": "104 loans", "roof": ""}))
    [found] = await store.corrections.take(10, upto=last)
    assert (found.before, found.last) == ({"late": "103 loans", "roof": ""}, last)


async def test_what_changes_again_while_it_is_corrected_is_not_done(store):
    await shown(store, 1)
    [found] = await store.corrections.take(10, upto=await publish(store))
    last = await publish(store, ChangedFigures({"late": "104 loans"}))
    await store.corrections.done(found)
    assert await taken(store, last) == [1]


async def test_the_process_that_tells_of_a_version_has_messages_corrected_and_no_other(store):
    """The command line publishes, and tells nobody."""
    await shown(store, 1)
    number = await publish(store, None, told=False)
    assert await store.corrections.waiting() == 0
    assert await store.versions.tell(number, LATE)
    assert not await store.versions.tell(number, LATE)
    assert await taken(store, number) == [1]


async def test_a_version_that_another_came_before_asks_for_nothing(store):
    await shown(store, 1)
    made = {"after": 7, "origin": "refresh", "written": True, "changed": LATE}
    assert await store.versions.publish({}, "0" * 12, **made) is None
    assert await store.corrections.waiting() == 0


@pytest.mark.parametrize(("later_s", "waiting"), [(59, 1), (61, 0)])
async def test_what_is_noted_soon_after_a_change_is_looked_at(store, monkeypatch, later_s, waiting):
    monkeypatch.setattr(store.versions, "_clock", lambda: 1_000.0)
    monkeypatch.setattr(store.shown, "_clock", lambda: 1_000.0 + later_s)
    await publish(store)
    await shown(store, 1)
    assert await store.corrections.waiting() == waiting


async def test_what_is_forgotten_is_not_corrected(store):
    """The messages in somebody's direct messages, and those that are old."""
    await shown(store, 1)
    number = await publish(store)
    await store.shown.forget(10)
    assert await taken(store, number) == []
    assert await store.corrections.waiting() == 0

"""Which messages showed which entries, and the record of deeds."""

from __future__ import annotations

from bot.store import ShownMessage


async def test_messages_are_found_by_any_entry_that_they_show(store):
    await store.shown.note(1, 10, ["roof", "loans"])
    await store.shown.note(2, 10, ["chairs"])
    assert await store.shown.showing(["loans", "nothing"], since=0) == [ShownMessage(1, 10, ("roof", "loans"))]


async def test_a_message_shows_what_it_was_edited_into(store):
    await store.shown.note(1, 10, ["roof"])
    await store.shown.note(1, 10, ["loans"])
    assert await store.shown.showing(["roof"], since=0) == []
    assert await store.shown.showing(["loans"], since=0) == [ShownMessage(1, 10, ("loans",))]


async def test_a_message_without_entries_is_forgotten(store):
    await store.shown.note(1, 10, ["roof"])
    await store.shown.note(1, 10, [])
    assert await store.shown.showing(["roof"], since=0) == []


async def test_older_messages_are_neither_found_nor_kept(store):
    await store.shown.note(1, 10, ["roof"])
    assert await store.shown.showing(["roof"], since=1e12) == []
    assert await store.shown.purge(1e12) == 1
    assert await store.shown.showing(["roof"], since=0) == []


async def test_deeds_are_told_the_newest_first(store):
    await store.audit.note("refresh", "done", person_id=1, guild_id=2, detail="a")
    await store.audit.note("teach", "refused")
    last = await store.audit.last()
    assert [(each.what, each.outcome, each.person_id, each.guild_id, each.detail) for each in last] == [
        ("teach", "refused", None, None, ""),
        ("refresh", "done", 1, 2, "a"),
    ]
    assert await store.audit.last(1) == last[:1]


async def test_the_messages_of_a_channel_are_forgotten(store):
    await store.shown.note(1, 10, ["roof"])
    await store.shown.note(2, 20, ["roof"])
    assert await store.shown.forget(10) == 1
    assert await store.shown.showing(["roof"], since=0) == [ShownMessage(2, 20, ("roof",))]


async def test_the_talk_up_to_a_message_is_kept_also_of_one_that_shows_no_entry(store):
    """Noting it anew, without anything, forgets it, as do the forgetting of its channel and the purge."""
    await store.shown.note(1, 10, ["roof"], "of the roof")
    await store.shown.note(2, 10, [], "of nothing")
    await store.shown.note(3, 20, [], "elsewhere")
    assert [await store.shown.talk(id) for id in (1, 2, 3, 4)] == ["of the roof", "of nothing", "elsewhere", None]
    assert await store.shown.showing(["roof"], since=0) == [ShownMessage(1, 10, ("roof",))]
    await store.shown.note(2, 10, [])
    assert await store.shown.forget(10) == 1
    assert [await store.shown.talk(id) for id in (1, 2, 3)] == [None, None, "elsewhere"]
    assert await store.shown.purge(1e12) == 1
    assert await store.shown.talk(3) is None

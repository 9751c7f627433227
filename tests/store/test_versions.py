"""Published versions and drafts, kept whole."""

from __future__ import annotations

import asyncio

FILES = {"a.yaml": b"one", "sources/a.fingerprint": b"\x00\xff" * 1000}
OTHER = {"a.yaml": b"two", "sources/a.fingerprint": b"\x00\xff" * 1000}


async def publish(store, files=FILES, version="aaaaaaaaaaaa", after=None, **more):
    return await store.versions.publish(files, version, after=after, origin="refresh", written=True, **more)


async def test_nothing_is_published_at_first(store):
    assert await store.versions.newest() is None
    assert await store.versions.history() == []
    assert await store.versions.files(1) == {}


async def test_a_version_is_kept_byte_for_byte(store):
    published = await publish(store, person_id=2**63 - 1, why="because")
    assert await store.versions.files(published.number) == FILES
    assert await store.versions.newest() == published
    assert (published.person_id, published.why) == (2**63 - 1, "because")


async def test_the_same_contents_can_be_published_again_under_another_number(store):
    first = await publish(store)
    second = await publish(store, OTHER, "bbbbbbbbbbbb", after=first.number)
    third = await publish(store, FILES, after=second.number)
    assert [each.number for each in await store.versions.history()] == [third.number, second.number, first.number]
    assert (await store.versions.find("aaaaaaaaaaaa")).number == third.number
    assert (await store.versions.find(str(first.number))).number == first.number


async def test_a_version_follows_the_one_that_it_was_made_after_or_none_is_added(store):
    first = await publish(store)
    assert await publish(store, OTHER, "bbbbbbbbbbbb", after=None) is None
    assert [each.number for each in await store.versions.history()] == [first.number]


async def test_of_many_that_publish_at_once_one_does(store):
    first = await publish(store)
    made = await asyncio.gather(*(publish(store, OTHER, "bbbbbbbbbbbb", after=first.number) for _ in range(8)))
    assert sum(each is not None for each in made) == 1


async def test_an_unknown_version_is_not_found(store):
    await publish(store)
    for name in ("2", "99999999999999999999", "bbbbbbbbbbbb", "", "x"):
        assert await store.versions.find(name) is None


async def test_a_draft_is_kept_until_it_is_published(store):
    draft = await store.versions.keep_draft(FILES, "aaaaaaaaaaaa", based_on="cccccccccccc", origin="teach", why="asked")
    assert await store.versions.draft(draft.id) == draft
    await publish(store, draft_id=draft.id)
    assert await store.versions.draft(draft.id) is None


async def test_purging_takes_old_drafts_and_what_only_they_held(store):
    published = await publish(store)
    draft = await store.versions.keep_draft(OTHER, "bbbbbbbbbbbb", based_on="", origin="upload")
    assert await store.versions.purge_drafts(draft.at) == 0
    assert await store.versions.purge_drafts(draft.at + 1) == 1
    assert await store.versions.files(published.number) == FILES
    again = await store.versions.keep_draft(OTHER, "bbbbbbbbbbbb", based_on="", origin="upload")
    assert (await store.versions.draft(again.id)).files == OTHER

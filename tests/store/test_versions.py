"""Published versions and drafts, kept whole."""

from __future__ import annotations

import asyncio

import pytest

from bot.store import FOLDER, OPERATOR

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
    assert await store.versions.waiting() == 1
    await publish(store, draft_id=draft.id)
    assert await store.versions.draft(draft.id) is None
    assert await store.versions.waiting() == 0


async def test_purging_takes_old_drafts_and_what_only_they_held(store):
    published = await publish(store)
    draft = await store.versions.keep_draft(OTHER, "bbbbbbbbbbbb", based_on="", origin="upload")
    assert await store.versions.purge_drafts(draft.at) == 0
    assert await store.versions.purge_drafts(draft.at + 1) == 1
    assert await store.versions.files(published.number) == FILES
    again = await store.versions.keep_draft(OTHER, "bbbbbbbbbbbb", based_on="", origin="upload")
    assert (await store.versions.draft(again.id)).files == OTHER


# --- Who made a change, and who approves of it --------------------------------------------------------------------


async def test_who_made_and_approved_a_version_is_kept_with_what_it_was_based_on(store):
    first = await publish(store, authors=[FOLDER], approvers=[OPERATOR], baseline=True)
    second = await publish(store, OTHER, "bbbbbbbbbbbb", first.number, authors=[7], approvers=[8, 9], base=first.number)
    assert await store.versions.history(None) == [second, first]
    assert (first.authors, first.approvers, first.base, first.baseline) == ({FOLDER}, {OPERATOR}, None, True)
    assert (second.authors, second.approvers, second.base, second.baseline) == ({7}, {8, 9}, 1, False)
    assert await store.versions.differing(second.number, first.number) == {"a.yaml"}
    await store.versions.set_baseline(second.number)
    assert (await store.versions.newest()).baseline


async def draft_of(store, files=OTHER, version="bbbbbbbbbbbb", *, authors=(7,), person_id=7, origin="teach", **more):
    return await store.versions.keep_draft(
        files, version, based_on="aaaaaaaaaaaa", authors=authors, person_id=person_id, origin=origin, **more
    )


async def test_approvals_of_a_draft_add_up(store):
    draft = await draft_of(store)
    assert await store.versions.approve(draft.id, 8) == {8}
    assert await store.versions.approve(draft.id, OPERATOR) == {8, OPERATOR}
    assert (await store.versions.draft(draft.id)).approvers == {8, OPERATOR}
    assert await store.versions.approve("0" * 16, 8) is None


async def test_of_many_who_approve_at_once_all_are_kept(store):
    draft = await draft_of(store)
    await asyncio.gather(*(store.versions.approve(draft.id, who) for who in range(10, 18)))
    assert (await store.versions.draft(draft.id)).approvers == set(range(10, 18))


@pytest.mark.parametrize(
    ("again", "kept", "replaced"),
    [
        pytest.param({}, 1, ("one",), id="the same author by the same way"),
        pytest.param({"origin": "add"}, 2, (), id="by another way"),
        pytest.param({"authors": (8,), "person_id": 8}, 2, (), id="another author"),
        pytest.param({"authors": (FOLDER,), "person_id": None}, 2, (), id="the folder"),
    ],
)
async def test_a_draft_takes_the_place_of_its_authors_earlier_one_of_the_same_kind(store, again, kept, replaced):
    first = await draft_of(store, why="one")
    second = await draft_of(store, FILES, "cccccccccccc", why="two", **again)
    there = [await store.versions.draft(each.id) for each in (first, second)]
    assert (len([each for each in there if each is not None]), second.replaced) == (kept, replaced)


async def test_of_the_folder_there_is_one_draft_by_whatever_way(store):
    first = await draft_of(store, authors=[FOLDER], person_id=None, origin="disk")
    second = await draft_of(store, FILES, "cccccccccccc", authors=[FOLDER], origin="refresh", folder="cccccccccccc")
    assert (await store.versions.draft(first.id), second.replaced) == (None, ("disk",))


async def test_the_same_change_wished_for_again_keeps_its_approvals(store):
    """Whoever wishes for it then may approve of it with that."""
    first = await draft_of(store, authors=[FOLDER], person_id=None, origin="disk")
    await store.versions.approve(first.id, 8)
    again = await draft_of(store, authors=[FOLDER], person_id=9, origin="refresh", approvers=[9], why="less")
    assert (again.id, again.approvers, again.replaced) == (first.id, {8, 9}, ())
    assert await store.versions.draft(first.id) == again
    assert (again.person_id, again.origin, again.why, again.files) == (9, "refresh", "less", OTHER)

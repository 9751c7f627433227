"""What people can have deleted, and what is taken away by itself."""

from __future__ import annotations

import time

import pytest

from bot.client import Verbatim
from bot.cogs.upkeep import Upkeep
from bot.core.answering.answerer import Answerer
from bot.errors import StoreError
from bot.store import Store
from tests.loopback import Channel, Guild, Loopback, User

from .moderating import LATE, Keepers, until
from .running import ask, running

DAY_S = 86_400


async def told(loopback: Loopback, who: User, where: Channel) -> str:
    message = await (await loopback.slash(who, where, "privacy forget")).message()
    assert message.ephemeral
    return message.content


async def groups(store: Store) -> list[str]:
    return [text for _, text in await store.questions.groups()]


@pytest.mark.parametrize("where", ["server", "direct messages"])
async def test_forget_deletes_what_is_kept_of_a_person(
    loopback: Loopback, bot: Verbatim, channel: Channel, ann: User, store: Store, where: str
) -> None:
    """Their habit, their questions, and what they were shown in private."""
    dm = loopback.dm(ann)
    await store.set_prefers_private(ann.id, True)
    await ask(loopback, channel, ann, "which colour has the front door")
    await loopback.say(dm, ann, LATE)
    await loopback.next_message(dm)
    await until(lambda: groups(store))
    await until(lambda: store.shown.showing(["loans-late"], since=0))
    said = await told(loopback, ann, channel if where == "server" else dm)
    assert said.startswith("Deleted: your choice of private replies, 1 question of yours")
    assert not await store.prefers_private(ann.id)
    assert await groups(store) == []
    assert await store.shown.showing(["loans-late"], since=0) == []


async def test_forget_reaches_what_was_taught_and_what_moderators_wrote(
    loopback: Loopback,
    keeper: Verbatim,
    keepers: Keepers,
    guild: Guild,
    channel: Channel,
    ann: User,
    mia: User,
    store: Store,
) -> None:
    """The question goes with its gap, whatever became of that; of a deed stays who did what and when, not why."""
    bob = loopback.user("Bob", guild)
    for who in (ann, bob):
        await ask(loopback, channel, who, "which colour has the front door")
    [gap] = await until(store.questions.gaps)
    said = await keepers.use(mia, "teach", gap=str(gap.id), entry="roof-leaked")
    assert "Nothing has changed" not in said.content
    await keepers.press(mia, said, "Publish")
    await keepers.use(mia, "teach", gap=str(gap.id), entry="roof-leaked")  # it stands there already
    await keepers.use(mia, "rollback", version="1", why="Bob wrote nonsense")
    for who in (ann, bob, mia):
        await told(loopback, who, channel)
    assert await groups(store) == []
    history, deeds = await store.versions.history(), await store.audit.last()
    assert [(each.origin, each.person_id, each.why) for each in history[:2]] == [
        ("rollback", mia.id, ""),
        ("teach", mia.id, ""),
    ]
    assert [(deed.what, deed.outcome) for deed in deeds[:3]] == [
        ("rollback", "done"),
        ("teach", "failed"),
        ("teach", "done"),
    ]
    assert not [deed for deed in deeds if "colour" in deed.detail or "nonsense" in deed.detail]


async def test_a_choice_that_is_still_being_kept_is_forgotten_as_well(
    loopback: Loopback, bot: Verbatim, channel: Channel, ann: User, store: Store
) -> None:
    await (await loopback.slash(ann, channel, "ask", {"question": LATE, "private": True})).message()
    await told(loopback, ann, channel)
    assert not await bot.preferences.private(ann.id, None)


async def test_forget_leaves_what_is_kept_of_others(
    loopback: Loopback, bot: Verbatim, guild: Guild, channel: Channel, ann: User, store: Store
) -> None:
    bob = loopback.user("Bob", guild)
    await store.set_prefers_private(bob.id, True)
    await ask(loopback, channel, bob, "which colour has the front door")
    await until(lambda: groups(store))
    assert "0 questions of yours" in await told(loopback, ann, channel)
    assert await store.prefers_private(bob.id)
    assert await groups(store) == ["which colour has the front door"]


async def test_a_store_that_fails_is_said(
    loopback: Loopback, bot: Verbatim, channel: Channel, ann: User, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without where it lies, which is nobody's business."""

    async def fail(*_: object) -> int:
        raise StoreError("/srv/store.sqlite3 is locked")

    monkeypatch.setattr(store, "forget_person", fail)
    said = await told(loopback, ann, channel)
    assert (
        said
        == "I can't reach my records right now, so not everything may have been deleted. Please try again in a moment."
    )


async def test_what_is_too_old_is_taken_away(bot: Verbatim, store: Store) -> None:
    """Questions after 90 days, what was shown, drafts and documents after 30."""
    upkeep = bot.get_cog("Upkeep")
    assert isinstance(upkeep, Upkeep)
    await store.questions.keep("which colour", "no_answer", person_id=1, gap_id=None)
    await store.shown.note(1, 2, ["loans-late"])
    draft = await store.versions.keep_draft({}, "0" * 12, based_on="0" * 12, origin="preview")
    await store.reviews.begin(1, "the draft of a document")
    now = time.time()
    await upkeep.purge(now + 29 * DAY_S)
    assert await store.shown.showing(["loans-late"], since=0)
    assert await store.versions.draft(draft.id)
    assert await store.reviews.of_person(1)
    await upkeep.purge(now + 31 * DAY_S)
    assert not await store.shown.showing(["loans-late"], since=0)
    assert await store.versions.draft(draft.id) is None
    assert await store.reviews.of_person(1) is None
    assert await groups(store)
    await upkeep.purge(now + 91 * DAY_S)
    assert not await groups(store)


async def test_one_purge_that_fails_keeps_no_other_from_being_done(
    bot: Verbatim, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(older_than: float) -> int:
        raise StoreError("it is locked")

    upkeep = bot.get_cog("Upkeep")
    assert isinstance(upkeep, Upkeep)
    monkeypatch.setattr(store.shown, "purge", fail)
    await store.questions.keep("which colour", "no_answer", person_id=1, gap_id=None)
    await upkeep.purge(time.time() + 91 * DAY_S)
    assert not await groups(store)


async def test_it_is_done_soon_after_the_start(
    loopback: Loopback, guild: Guild, answerer: Answerer, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store.questions, "_clock", lambda: 0.0)
    await store.questions.keep("which colour", "no_answer", person_id=1, gap_id=None)
    async with running(loopback, answerer, store):

        async def gone() -> bool:
            return not await groups(store)

        await until(gone)

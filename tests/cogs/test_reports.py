"""What the moderators' channel is told: of publications, of edits on disk, of refused tries, and at the start."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.client import Verbatim
from bot.core.knowledge.loading import version_of
from bot.serving.publisher import Publisher
from bot.store import Store
from tests.core import library
from tests.loopback import Channel, Guild, Loopback, Permission, User

from .moderating import BREAKING, GOOD, LATE, NEW_FIGURE, NOT_YAML, Keepers
from .running import ask, headline, labels, serving


@pytest.mark.usefixtures("keeper")
async def test_a_publication_is_told_with_who_why_and_what(
    loopback: Loopback, keepers: Keepers, staff: Channel, folder: Path, mia: User
) -> None:
    library.write(folder, NEW_FIGURE)
    await keepers.use(mia, "refresh", why="_less_")
    told = await loopback.next_message(staff)
    assert told.content.startswith(f"**A refresh**, by <@{mia.id}>: \\_less\\_\nPublished as version `")
    assert "loans-late: 103 of 412 loans (25 %) -> 103 loans" in told.content
    assert told.pings == frozenset()


@pytest.mark.usefixtures("keeper")
async def test_a_file_that_may_not_be_attached_is_left_out(
    loopback: Loopback, keepers: Keepers, staff: Channel, folder: Path, mia: User
) -> None:
    await loopback.deny(staff, loopback.bot, Permission.ATTACH_FILES)
    library.write(folder, {**GOOD, "gazette.yaml": GOOD["gazette.yaml"].replace(b"    title:", b"    titel:")})
    await keepers.use(mia, "refresh")
    told = await loopback.next_message(staff)
    assert f"**A refresh**, by <@{mia.id}>" in told.content
    assert told.attachments == []


@pytest.mark.usefixtures("keeper")
async def test_a_refused_try_is_told_once_in_a_while(
    loopback: Loopback, guild: Guild, keepers: Keepers, staff: Channel, ann: User, mia: User
) -> None:
    bob = loopback.user("Bob", guild)
    for who, command in ((ann, "refresh"), (ann, "audit"), (bob, "history")):
        await keepers.use(who, command)
    assert [(await loopback.next_message(staff)).content for _ in range(2)] == [
        f"<@{ann.id}> tried refresh and was refused: only moderators may do that.",
        f"<@{bob.id}> tried history and was refused: only moderators may do that.",
    ]


class TestEditsOnDisk:
    """The folder is looked after while the bot runs."""

    @pytest.fixture(autouse=True)
    async def watching(self, loopback: Loopback, guild: Guild, publisher: Publisher):
        async with serving(loopback, publisher, curator_guilds=frozenset([guild.id])) as client:
            yield client

    async def test_a_good_edit_is_published_and_told(
        self, loopback: Loopback, staff: Channel, channel: Channel, folder: Path, ann: User
    ) -> None:
        library.write(folder, NEW_FIGURE)
        told = await loopback.next_message(staff)
        assert told.content.startswith("**An edit of the knowledge folder**\nPublished as version `")
        assert headline(await ask(loopback, channel, ann, LATE)) == "103 loans"

    async def test_a_faulty_edit_is_told_and_changes_nothing(
        self, loopback: Loopback, staff: Channel, folder: Path, store: Store
    ) -> None:
        library.write(folder, NOT_YAML)
        told = await loopback.next_message(staff)
        assert "vocabulary.yaml:2:1:" in told.content
        assert len(await store.versions.history()) == 1

    async def test_an_edit_that_breaks_checks_waits_for_a_moderator(
        self, loopback: Loopback, staff: Channel, folder: Path, store: Store, mia: User, keepers: Keepers
    ) -> None:
        library.write(folder, BREAKING)
        told = await loopback.next_message(staff)
        assert labels(told) == ["Publish anyway", "Discard"]
        await keepers.press(mia, told, "Publish anyway")
        newest = await store.versions.newest()
        assert newest is not None
        assert newest.version == version_of(BREAKING)


async def test_what_was_wrong_at_the_start_is_told_once(
    loopback: Loopback, guild: Guild, staff: Channel, store: Store, publisher: Publisher, folder: Path, mia: User
) -> None:
    library.write(folder, NOT_YAML)
    again = Publisher(store, folder)
    await again.start()
    async with serving(loopback, again, curator_guilds=frozenset([guild.id])) as client:
        told = await loopback.next_message(staff)
        assert told.content.startswith("**The knowledge folder at startup**\nNothing has changed")
        client.dispatch("ready")  # as after a reconnection
        client.dispatch("refused_try", mia.id, "this")
        told = await loopback.next_message(staff, timeout_s=20)
        assert told.content.startswith(f"<@{mia.id}> tried this")
    assert len(staff.messages) == 2


async def test_without_a_moderators_channel_nothing_is_told(
    keeper: Verbatim, keepers: Keepers, loopback: Loopback, store: Store, folder: Path, mia: User, channel: Channel
) -> None:
    """Nor later, once there is one."""
    library.write(folder, NEW_FIGURE)
    await keepers.use(mia, "refresh", why="first")
    assert channel.guild is not None
    await store.set_moderators_channel(channel.guild.id, channel.id)
    library.write(folder, GOOD)
    await keepers.use(mia, "refresh", why="second")
    assert "second" in (await loopback.next_message(channel)).content

"""What is remembered, on either database: by many tasks and processes, and after a restart."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

import bot.store.store as module
from bot.errors import StoreError
from bot.store import ServerSettings, Store

ROOT = Path(__file__).parent.parent.parent
LARGEST = 2**63 - 1  # of Discord's ids, for some sixty years to come
NOTHING = ServerSettings(moderators_channel_id=None, moderator_role_id=None, listening=frozenset())


# --- servers ------------------------------------------------------------------------------------------------------


async def test_a_server_that_has_set_nothing_has_the_defaults(store):
    assert await store.server(1) == NOTHING


async def test_the_moderators_channel_is_remembered_and_taken_back(store):
    await store.set_moderators_channel(1, LARGEST)
    assert await store.server(1) == ServerSettings(moderators_channel_id=LARGEST)
    await store.set_moderators_channel(1, None)
    assert await store.server(1) == NOTHING


async def test_the_moderator_role_is_remembered_and_taken_back(store):
    await store.set_moderator_role(LARGEST, LARGEST)
    assert await store.server(LARGEST) == ServerSettings(moderator_role_id=LARGEST)
    await store.set_moderator_role(LARGEST, None)
    assert await store.server(LARGEST) == NOTHING


async def test_how_freely_it_speaks_and_whose_help_lines_it_shows_are_remembered(store):
    """Until something else is set; a server that has set neither has "normal" and no country."""
    await store.listen(1, 10)
    assert await store.server(1) == ServerSettings(None, None, frozenset({10}), "normal", "")
    await store.set_listening_level(1, "strict")
    await store.set_help_country(1, "ie")
    assert await store.server(1) == ServerSettings(None, None, frozenset({10}), "strict", "ie")
    await store.set_help_country(1, "")
    assert await store.server(1) == ServerSettings(None, None, frozenset({10}), "strict", "")


async def test_setting_one_thing_leaves_the_others(store):
    await store.listen(1, 10)
    await store.set_moderators_channel(1, 2)
    await store.set_moderator_role(1, 3)
    await store.set_moderators_channel(1, 4)
    assert await store.server(1) == ServerSettings(4, 3, frozenset({10}))


async def test_listening_says_whether_it_is_new(store):
    assert [await store.listen(1, 10), await store.listen(1, 10), await store.listen(1, 11)] == [True, False, True]
    assert (await store.server(1)).listening == {10, 11}


async def test_unlistening_says_whether_there_was_anything_to_stop(store):
    await store.listen(1, 10)
    assert [await store.unlisten(1, 10), await store.unlisten(1, 10), await store.unlisten(2, 10)] == [
        True,
        False,
        False,
    ]
    assert (await store.server(1)).listening == frozenset()


async def test_the_settings_of_one_server_are_not_those_of_another(store):
    await store.listen(1, 10)
    await store.set_moderator_role(2, 3)
    assert [await store.server(1), await store.server(2)] == [
        ServerSettings(listening=frozenset({10})),
        ServerSettings(moderator_role_id=3),
    ]


async def test_a_forgotten_server_leaves_no_trace(store, ask):
    await store.listen(1, 10)
    await store.set_moderator_role(1, 3)
    await store.set_synced("1", "abc")
    await store.listen(2, 20)
    await store.set_synced("global", "def")
    await store.forget_server(1)
    assert await store.server(1) == NOTHING
    assert await store.synced("1") is None
    assert ask("SELECT guild_id FROM servers UNION SELECT guild_id FROM listening") == [("2",)]
    assert await store.synced("global") == "def"


# --- people and commands ------------------------------------------------------------------------------------------


async def test_replies_are_public_to_whoever_never_said_otherwise(store):
    assert await store.prefers_private(1) is False


async def test_a_preference_is_remembered_and_changed(store):
    await store.set_prefers_private(LARGEST, True)
    assert await store.prefers_private(LARGEST) is True
    await store.set_prefers_private(LARGEST, False)
    assert await store.prefers_private(LARGEST) is False


async def test_a_forgotten_person_leaves_no_trace(store, ask):
    await store.set_prefers_private(1, True)
    await store.set_prefers_private(2, True)
    await store.forget_person(1)
    assert await store.prefers_private(1) is False
    assert ask("SELECT user_id FROM people") == [("2",)]


async def test_what_discord_was_told_is_remembered_for_each_scope(store):
    assert await store.synced("global") is None
    await store.set_synced("global", "a")
    await store.set_synced(str(LARGEST), "b")
    await store.set_synced("global", "c")
    assert [await store.synced("global"), await store.synced(str(LARGEST)), await store.synced("1")] == ["c", "b", None]


# --- memory -------------------------------------------------------------------------------------------------------


async def test_settings_are_read_from_the_database_once(store, ask):
    await store.listen(1, 10)
    await store.server(1)
    ask("DELETE FROM listening")
    assert (await store.server(1)).listening == {10}


async def test_that_a_server_has_set_nothing_is_read_once_as_well(store, ask):
    await store.server(1)
    ask("INSERT INTO servers (guild_id, moderator_role_id) VALUES (1, 2)")
    assert await store.server(1) == NOTHING


async def test_what_another_process_has_written_shows_after_a_while(url, ask):
    now = 0.0
    async with Store.open(url, cache_s=60.0, clock=lambda: now) as store:
        await store.server(1)
        ask("INSERT INTO servers (guild_id, moderator_role_id) VALUES (1, 2)")
        now = 59.9
        assert (await store.server(1)).moderator_role_id is None
        now = 60.0
        assert (await store.server(1)).moderator_role_id == 2


async def test_a_burst_of_cold_reads_asks_once_for_each_server_and_for_all_at_a_time(url, monkeypatch):
    """Were they to wait for one another, thousands of servers would after each restart."""
    async with Store.open(url) as store:
        began, all_at_it = [], asyncio.Event()

        async def read(guild_id):
            began.append(guild_id)
            if len(began) == 3:
                all_at_it.set()
            await asyncio.wait_for(all_at_it.wait(), 5)
            return ServerSettings(moderator_role_id=guild_id)

        monkeypatch.setattr(store, "_read_server", read)
        found = await asyncio.gather(*(store.server(guild_id) for guild_id in (1, 2, 3) * 20))
    assert sorted(began) == [1, 2, 3]
    assert [each.moderator_role_id for each in found] == [1, 2, 3] * 20


async def test_a_write_shows_at_once_however_many_are_reading(store):
    for role in range(1, 31):
        readers = [asyncio.create_task(store.server(1)) for _ in range(20)]
        await asyncio.gather(store.set_moderator_role(1, role), *readers)
        assert (await store.server(1)).moderator_role_id == role


async def test_what_was_read_before_a_write_is_not_kept_after_it(store, monkeypatch):
    read = store._read_server

    async def overtaken(guild: int) -> ServerSettings:
        settings = await read(guild)
        await store.set_moderator_role(guild, 5)
        return settings

    with monkeypatch.context() as patched:
        patched.setattr(store, "_read_server", overtaken)
        await store.server(1)
    assert (await store.server(1)).moderator_role_id == 5


async def test_the_settings_longest_unread_leave_memory_first(store, ask, monkeypatch):
    monkeypatch.setattr(module, "_CACHED_SERVERS", 2)
    for guild in (1, 2, 1, 3):  # 2 is the one unread for longest when 3 comes
        await store.server(guild)
    ask("INSERT INTO servers (guild_id, moderator_role_id) VALUES (1, 9), (2, 9), (3, 9)")
    assert [(await store.server(guild)).moderator_role_id for guild in (1, 3, 2)] == [None, None, 9]


# --- many at once -------------------------------------------------------------------------------------------------


async def test_many_tasks_write_and_nothing_is_lost(store):
    new = await asyncio.gather(*(store.listen(each % 5, each) for each in [*range(200), *range(200)]))
    assert sum(new) == 200
    assert sum([len((await store.server(guild)).listening) for guild in range(5)]) == 200


_WRITER = """
import asyncio, sys
from bot.store import Store

async def main(url, first):
    async with Store.open(url, busy_s=30.0) as store:
        for channel in range(first, first + 25):
            assert await store.listen(1, channel)

asyncio.run(main(sys.argv[1], int(sys.argv[2])))
"""


async def test_processes_that_start_together_make_one_store_and_lose_nothing(url):
    writers = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-W", "error", "-c", _WRITER, url, str(first), cwd=ROOT, stderr=subprocess.PIPE
        )
        for first in (0, 100, 200, 300)
    ]
    for writer in writers:
        _, said = await asyncio.wait_for(writer.communicate(), timeout=60)
        assert (writer.returncode, said.decode()) == (0, "")
    async with Store.open(url) as store:
        assert len((await store.server(1)).listening) == 100


async def test_a_write_that_is_cancelled_is_done_whole_or_not_at_all_and_the_store_goes_on(store, ask):
    for turns in range(30):
        task = asyncio.create_task(store.listen(1, turns))
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    assert await store.listen(1, 1000)
    written = {int(channel) for (channel,) in ask("SELECT channel_id FROM listening")}
    assert (await store.server(1)).listening == written >= {1000}


# --- the database -----------------------------------------------------------------------------------------------------


async def test_everything_is_there_after_a_restart(url):
    async with Store.open(url) as store:
        await store.listen(1, 10)
        await store.set_moderators_channel(1, 2)
        await store.set_prefers_private(3, True)
        await store.set_synced("global", "abc")
    async with Store.open(url) as store:
        assert await store.server(1) == ServerSettings(2, None, frozenset({10}))
        assert await store.prefers_private(3)
        assert await store.synced("global") == "abc"


async def test_a_refused_row_is_not_written(store, ask):
    with pytest.raises(StoreError, match=r"(?i)foreign key constraint"):
        async with store._connections.begin(writes=True) as connection:
            await connection.exec_driver_sql("INSERT INTO listening VALUES (404, 1)")
    assert ask("SELECT * FROM listening") == []

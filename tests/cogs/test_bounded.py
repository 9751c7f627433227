"""What one person can do to the bot, and what a store that fails can: others are answered all the same."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.client import Verbatim
from bot.errors import StoreError
from bot.store import Store
from tests.loopback import Channel, Guild, Loopback, Role, User, filling
from tests.loopback.interactions import COMMAND, COMPONENT, MODAL_SUBMIT, Interaction

from .running import ask, headline

ODD = "I can't make sense of that. It may come from an older version of me; please start again with the command."
DISTRESS = "my dad hits me and i am scared"
HELP = "It sounds as if you may not be safe."
NO_SUCH = "I have nothing by that name. Start typing and choose from the list."
NO_QUOTES = "The report quotes nobody on that."
_Use = Callable[[Loopback, Channel, User], Awaitable[Interaction]]


async def _button(loopback: Loopback, channel: Channel, who: User) -> Interaction:
    shown = next(message for message in channel.messages.values() if message.components)
    return await loopback.press(who, shown, "Helpful")


async def _figures(loopback: Loopback, channel: Channel, who: User) -> Interaction:
    said = next(iter(channel.messages.values()))
    return await loopback.context_menu(who, channel, "Check figures", said)


WAYS: dict[str, tuple[int, _Use]] = {
    "ask": (10, lambda loopback, channel, who: loopback.slash(who, channel, "ask", {"question": "loans"})),
    "stat": (10, lambda loopback, channel, who: loopback.slash(who, channel, "stat", {"name": "pizza"})),
    "compare": (10, lambda loopback, channel, who: loopback.slash(who, channel, "compare", {"a": "x", "b": "y"})),
    "quote": (10, lambda loopback, channel, who: loopback.slash(who, channel, "quote", {"about": "pizza"})),
    "help": (10, lambda loopback, channel, who: loopback.slash(who, channel, "help", {})),
    "Check figures": (10, _figures),
    "a button": (20, _button),
}


@pytest.fixture
def frozen_time() -> Iterator[None]:
    """No time passes for those who are to wait, nor for the event loop; it does again before the bot is closed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("time.monotonic", lambda: 1_000.0)
        yield


@pytest.mark.usefixtures("bot", "frozen_time")
class TestPace:
    """Whatever they use, one person cannot keep the bot busy."""

    @pytest.mark.parametrize("way", WAYS)
    async def test_who_uses_it_too_often_has_to_wait_and_nobody_else(
        self, loopback: Loopback, channel: Channel, guild: Guild, ann: User, way: str
    ) -> None:
        ben = loopback.user("Ben", guild)
        await ask(loopback, channel, ben, "how many loans did they look at?")
        uses, use = WAYS[way]
        told = [(await (await use(loopback, channel, ann)).message()).text for _ in range(uses + 1)]
        waits = [text.startswith("That was a lot of questions at once.") for text in told]
        assert waits == [False] * uses + [True]
        assert "That was a lot" not in (await (await use(loopback, channel, ben)).message()).text

    async def test_who_types_without_end_is_offered_nothing_for_a_while(
        self, loopback: Loopback, channel: Channel, ann: User
    ) -> None:
        offered = [
            len(await (await loopback.autocomplete(ann, channel, "stat", "name", "")).choices()) for _ in range(41)
        ]
        assert (min(offered[:40]) > 0, offered[40]) == (True, 0)

    async def test_who_has_to_wait_and_calls_for_help_gets_help_lines(
        self, loopback: Loopback, channel: Channel, ann: User
    ) -> None:
        for _ in range(10):
            await (await loopback.slash(ann, channel, "stat", {"name": "pizza"})).message()
        reply = await (await loopback.slash(ann, channel, "ask", {"question": DISTRESS})).message()
        assert (reply.ephemeral, reply.text.splitlines()[0]) == (True, HELP)

    async def test_who_looks_after_the_server_may_do_more(
        self, loopback: Loopback, channel: Channel, mia: User
    ) -> None:
        told = [(await (await loopback.slash(mia, channel, "help", {})).message()).text for _ in range(11)]
        assert not any("That was a lot" in text for text in told)


def _form(*fields: Any, custom_id: str = "v1:ask") -> dict[str, Any]:
    return {"custom_id": custom_id, "components": [{"type": 1, "components": list(fields)}]}


class TestForged:
    """What no client would send gets a line, and leaves one line in the log."""

    @pytest.mark.parametrize(
        "data",
        [
            pytest.param(_form({"type": 4, "custom_id": "other", "value": "x"}), id="another field"),
            pytest.param(_form(), id="no field"),
            pytest.param({"custom_id": "v1:ask", "components": []}, id="no rows"),
            pytest.param(_form({"type": 4, "custom_id": "question", "value": 7}), id="a number"),
            pytest.param(_form({"type": 4, "custom_id": "question", "value": "x" * 4_001}), id="too long"),
        ],
    )
    async def test_a_form(
        self,
        loopback: Loopback,
        channel: Channel,
        ann: User,
        bot: Verbatim,
        caplog: pytest.LogCaptureFixture,
        data: Any,
    ) -> None:
        before = await loopback.slash(ann, channel, "about", {})
        reply = await (await loopback.forge(ann, channel, MODAL_SUBMIT, data, parent=before)).message()
        assert (reply.ephemeral, reply.text) == (True, ODD)
        assert "Traceback" not in caplog.text

    async def test_what_nobody_can_choose_from_a_menu(
        self,
        loopback: Loopback,
        channel: Channel,
        mia: User,
        store: Store,
        keeper: Verbatim,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        gap_id = None
        for person_id in (1, 2):
            gap_id = await store.questions.keep("is there a cafe", "no_answer", person_id=person_id, gap_id=gap_id)
        shown = await (await loopback.slash(mia, channel, "knowledge gaps", {})).edit()
        part = filling.find(shown, "v1:gap-pick", {3})
        for values in ([], ["1; drop"], ["9" * 30]):
            data = {"custom_id": "v1:gap-pick", "component_type": 3, "id": part["id"], "values": values}
            used = await loopback.forge(mia, channel, COMPONENT, data, source=shown)
            assert (await used.followup()).text == ODD
        assert "Traceback" not in caplog.text

    @pytest.mark.parametrize(
        ("command", "names"), [("stat", ["name"]), ("stats", ["topic"]), ("compare", ["a", "b"]), ("quote", ["about"])]
    )
    async def test_a_name_longer_than_discord_lets_it_be(
        self, loopback: Loopback, channel: Channel, ann: User, bot: Verbatim, command: str, names: list[str]
    ) -> None:
        before = await loopback.slash(ann, channel, command, dict.fromkeys(names, "x"))
        options = [{"name": name, "type": 3, "value": "pizza " * 1_000} for name in names]
        reply = await (await loopback.forge(ann, channel, COMMAND, {**before.data, "options": options})).message()
        assert (reply.ephemeral, reply.text) == (True, NO_QUOTES if command == "quote" else NO_SUCH)


@pytest.fixture(params=["refuses", "hangs"])
async def unreachable(
    request: pytest.FixtureRequest, store: Store, keeper: Verbatim, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[None]:
    """The database cannot be reached: it says so at once, or swallows what it is sent."""
    over = asyncio.Event()

    async def read(*_: object) -> None:
        if request.param == "hangs":
            await over.wait()
        raise StoreError("postgresql://bot:***@db/verbatim cannot be reached")

    for holder, name in (
        (store, "_read_server"), (store, "prefers_private"), (store, "set_prefers_private"), (store.shown, "talk"),
        (store.shown, "note_all"), (store.questions, "groups"), (store.audit, "note"),
    ):  # fmt: skip
        monkeypatch.setattr(holder, name, read)
    for patience in (
        "cogs.ask._STORE_S", "cogs.countries._STORE_S", "cogs.deeds._STORE_S", "preferences._PATIENCE_S",
    ):  # fmt: skip
        monkeypatch.setattr(f"bot.{patience}", 0.05)
    yield
    over.set()


@pytest.mark.usefixtures("unreachable")
class TestStoreDown:
    """What the store knows is done without."""

    async def test_a_mention_is_answered(self, loopback: Loopback, channel: Channel, ann: User) -> None:
        assert headline(await ask(loopback, channel, ann, "how many loans did they look at?")) == "412 loans"

    async def test_a_command_is_answered_in_time(self, loopback: Loopback, channel: Channel, ann: User) -> None:
        asked = await loopback.slash(ann, channel, "ask", {"question": "how many loans did they look at?"})
        assert headline(await asked.message()) == "412 loans"

    async def test_somebody_in_need_gets_help_lines(self, loopback: Loopback, channel: Channel, ann: User) -> None:
        reply = await ask(loopback, channel, ann, DISTRESS)
        assert reply.text.splitlines()[0] == HELP

    async def test_a_moderator_is_told_to_try_again(
        self, loopback: Loopback, channel: Channel, guild: Guild, managers: Role
    ) -> None:
        max = loopback.user("Max", guild)
        guild.members[max.id].roles.append(managers)
        reply = await (await loopback.slash(max, channel, "knowledge history", {})).message()
        assert "Please try again in a moment." in reply.text


async def test_while_another_program_holds_the_store_every_private_question_is_answered(
    loopback: Loopback, channel: Channel, ann: User, bot: Verbatim, tmp_path: Path
) -> None:
    """Whoever wants to write waits in the background."""
    with closing(sqlite3.connect(tmp_path / "store.sqlite3", isolation_level=None, check_same_thread=False)) as other:
        await asyncio.to_thread(other.execute, "BEGIN EXCLUSIVE")
        asked = [
            await loopback.slash(ann, channel, "ask", {"question": "how many loans did they look at?", "private": True})
            for _ in range(5)
        ]
        replies = [await each.message() for each in asked]
        other.execute("ROLLBACK")
    assert {(headline(reply), reply.ephemeral) for reply in replies} == {("412 loans", True)}

"""Questions that found no answer: which are kept, how they are shown, taught and put out of scope."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.client import Verbatim
from bot.keeping import Asked
from bot.serving.folder import read_files
from bot.serving.publisher import Publisher
from bot.store import Gap, Store
from tests.core import library
from tests.loopback import Channel, Guild, Loopback, Role, User

from .moderating import GOOD, LATE, NOT_ALLOWED, Keepers, settled, until
from .running import ask, labels, serving

UNKNOWN = "which colour has the front door"
DISTRESS = "my dad hits me and i am scared"


@pytest.fixture
async def bob(loopback: Loopback, guild: Guild) -> User:
    return loopback.user("Bob", guild)


async def kept(store: Store) -> list[str]:
    """Return all questions that are kept, each once, also those of one person alone."""
    return [text for _, text in await store.questions.groups()]


async def nothing_kept(loopback: Loopback, client: Verbatim, channel: Channel) -> bool:
    """Tell whether no question was kept of all that was said so far."""
    await settled(loopback, client, channel)
    return await kept(client.store) == []


@pytest.fixture
async def gap(loopback: Loopback, keeper: Verbatim, channel: Channel, ann: User, bob: User, store: Store) -> Gap:
    """A question that two people have asked in vain."""
    for who in (ann, bob):
        await ask(loopback, channel, who, UNKNOWN)
    [found] = await until(store.questions.gaps)
    return found


class TestKeeping:
    """Which questions are kept."""

    async def test_a_question_without_an_answer_is_kept_folded_and_without_what_tells_of_people(
        self, loopback: Loopback, keeper: Verbatim, channel: Channel, ann: User, bob: User, store: Store
    ) -> None:
        await ask(loopback, channel, ann, f"Which COLOUR has the front door, {bob.mention}? Call 0123 456789")
        assert await until(lambda: kept(store)) == ["which colour has the front door, ? call"]

    async def test_one_put_by_command_is_kept(
        self, loopback: Loopback, keeper: Verbatim, channel: Channel, ann: User, store: Store
    ) -> None:
        await (await loopback.slash(ann, channel, "ask", {"question": UNKNOWN})).message()
        assert await until(lambda: kept(store)) == [UNKNOWN]

    async def test_questions_that_are_alike_are_one(
        self, loopback: Loopback, keeper: Verbatim, channel: Channel, ann: User, bob: User, store: Store
    ) -> None:
        await ask(loopback, channel, ann, UNKNOWN)
        await ask(loopback, channel, bob, "what colour has the front door?")
        [found] = await until(store.questions.gaps)
        assert (found.askers, found.asked) == (2, 2)

    @pytest.mark.parametrize("button", ["Not what I asked", "Wrong"])
    @pytest.mark.parametrize("by", ["a mention", "a command"])
    async def test_what_was_not_asked_or_is_wrong_is_kept_once_that_is_said(
        self, loopback: Loopback, keeper: Verbatim, channel: Channel, ann: User, store: Store, by: str, button: str
    ) -> None:
        if by == "a mention":
            reply = await ask(loopback, channel, ann, LATE)
        else:
            reply = await (await loopback.slash(ann, channel, "ask", {"question": LATE})).message()
        assert await kept(store) == []
        said = await (await loopback.press(ann, reply, button)).message()
        assert await until(lambda: kept(store)) == [LATE]
        assert said is reply or said.text == (
            "Thank you for telling me. Moderators look through questions that I got wrong, and can put me right."
        )

    async def test_nothing_of_an_answered_question_is_kept(
        self, loopback: Loopback, keeper: Verbatim, channel: Channel, ann: User
    ) -> None:
        await ask(loopback, channel, ann, LATE)
        assert await nothing_kept(loopback, keeper, channel)

    async def test_nothing_of_direct_messages_is_kept(
        self, loopback: Loopback, keeper: Verbatim, channel: Channel, ann: User
    ) -> None:
        """Neither what was said nor what was put by a command there."""
        dm = loopback.dm(ann)
        await loopback.say(dm, ann, UNKNOWN)
        await loopback.next_message(dm)
        await (await loopback.slash(ann, dm, "ask", {"question": UNKNOWN})).message()
        reply = await (await loopback.slash(ann, dm, "ask", {"question": LATE})).message()
        await (await loopback.press(ann, reply, "Not what I asked")).message()
        await (await loopback.press(ann, reply, "Wrong")).message()
        assert await nothing_kept(loopback, keeper, channel)

    async def test_nothing_is_kept_from_where_the_bot_is_no_member(
        self, loopback: Loopback, keeper: Verbatim, channel: Channel
    ) -> None:
        elsewhere = loopback.guild("Elsewhere", with_bot=False)
        cat = loopback.user("Cat", elsewhere)
        room = loopback.channel(elsewhere)
        await (await loopback.slash(cat, room, "ask", {"question": UNKNOWN})).message()
        assert await nothing_kept(loopback, keeper, channel)

    async def test_nothing_is_kept_of_who_was_answered_unasked(
        self, real_addresses: None, publisher: Publisher, unwatched: None
    ) -> None:
        """They put no question to the bot."""
        async with Loopback(message_content=True) as loopback:
            guild = loopback.guild()
            channel, ann = loopback.channel(guild), loopback.user("Ann", guild)
            await publisher.store.listen(guild.id, channel.id)
            async with serving(loopback, publisher, message_content=True) as client:
                await loopback.say(channel, ann, LATE)
                reply = await loopback.next_message(channel)
                await (await loopback.press(ann, reply, "Not what I asked")).message()
                await loopback.say(channel, ann, UNKNOWN)
                assert await nothing_kept(loopback, client, channel)

    async def test_nothing_of_a_call_for_help_is_kept(
        self, loopback: Loopback, keeper: Verbatim, channel: Channel, ann: User
    ) -> None:
        await ask(loopback, channel, ann, DISTRESS)
        await (await loopback.slash(ann, channel, "ask", {"question": DISTRESS})).message()
        assert await nothing_kept(loopback, keeper, channel)

    @pytest.mark.parametrize("after_s", [0.0, 600.0], ids=["before the answer", "later"])
    @pytest.mark.parametrize("button", ["Not what I asked", "Wrong"])
    async def test_nothing_is_kept_of_what_was_edited_into_a_call_for_help(
        self, loopback: Loopback, keeper: Verbatim, channel: Channel, ann: User, after_s: float, button: str
    ) -> None:
        """The bot has answered what it said before, and has not seen the edit yet."""
        question = await loopback.say(channel, ann, f"{loopback.bot.mention} {LATE}")
        reply = await loopback.next_message(channel)
        question.payload["content"] = f"{loopback.bot.mention} {DISTRESS}"
        written = datetime.fromisoformat(question.payload["timestamp"])
        question.payload["edited_timestamp"] = (written + timedelta(seconds=after_s)).isoformat()
        await (await loopback.press(ann, reply, button)).message()
        assert await nothing_kept(loopback, keeper, channel)

    async def test_what_was_edited_since_it_was_answered_is_not_what_was_answered(
        self, loopback: Loopback, keeper: Verbatim, channel: Channel, ann: User
    ) -> None:
        question = await loopback.say(channel, ann, f"{loopback.bot.mention} {LATE}")
        reply = await loopback.next_message(channel)
        await loopback.edit(question, f"{loopback.bot.mention} {UNKNOWN}", after_s=600.0)
        await (await loopback.press(ann, reply, "Not what I asked")).message()
        assert await nothing_kept(loopback, keeper, channel)

    async def test_what_is_held_of_a_command_is_scrubbed_at_once(
        self, loopback: Loopback, keeper: Verbatim, channel: Channel, ann: User
    ) -> None:
        """It is in memory until a restart; the names that the base knows stay."""
        question = f"my name is Zyx. {LATE}, call 07700_900_123"
        await (await loopback.slash(ann, channel, "ask", {"question": question})).message()

        async def held() -> list[Asked]:
            return list(keeper.memory.keeping._commands.values())

        assert await until(held) == [Asked(ann.id, f"my name is . {LATE}, call")]

    async def test_nothing_is_kept_where_the_operator_wants_it_so(
        self, loopback: Loopback, guild: Guild, channel: Channel, publisher: Publisher, unwatched: None, ann: User
    ) -> None:
        async with serving(loopback, publisher, keep_questions_days=0) as client:
            await ask(loopback, channel, ann, UNKNOWN)
            assert await nothing_kept(loopback, client, channel)


@pytest.mark.usefixtures("keeper")
class TestShowing:
    """/knowledge gaps."""

    async def test_what_one_person_asked_is_not_shown(
        self, loopback: Loopback, keepers: Keepers, channel: Channel, ann: User, mia: User, store: Store
    ) -> None:
        for _ in range(2):
            await ask(loopback, channel, ann, UNKNOWN)
        await until(lambda: kept(store))
        said = await keepers.use(mia, "gaps")
        assert said.content == "No questions are open. A question shows up here once two people have asked it."

    async def test_what_two_asked_is_shown_without_names(
        self, keepers: Keepers, mia: User, gap: Gap, ann: User
    ) -> None:
        said = await keepers.use(mia, "gaps")
        assert f"- **{UNKNOWN}** (2 people, 2 times, last <t:" in said.content
        assert str(ann.id) not in str(said.payload["content"])

    async def test_they_come_in_pages(self, keepers: Keepers, mia: User, store: Store) -> None:
        for number in range(27):
            id = await store.questions.keep(f"question {number}", "no_answer", person_id=1, gap_id=None)
            await store.questions.keep(f"question {number}", "no_answer", person_id=2, gap_id=id)
        first = await keepers.use(mia, "gaps")
        assert labels(first) == ["More"]
        second = await keepers.press(mia, first, "More")
        assert second.content.count("- **") == 2
        assert labels(second) == ["Back"]

    async def test_one_is_put_out_of_scope_and_opened_again(
        self, keepers: Keepers, mia: User, gap: Gap, store: Store
    ) -> None:
        said = await keepers.choose(mia, await keepers.use(mia, "gaps"), "Choose a question", str(gap.id))
        said = await keepers.press(mia, said, "Out of scope")
        assert "Now: refused." in said.content
        assert (await keepers.use(mia, "gaps")).content.startswith("No questions are open.")
        assert UNKNOWN in (await keepers.use(mia, "gaps", state="refused")).content
        said = await keepers.press(mia, said, "Reopen")
        assert "Now: open." in said.content
        assert [(deed.what, deed.detail) for deed in await store.audit.last(2)] == [
            ("gap", f"{gap.id} is open"),
            ("gap", f"{gap.id} is refused"),
        ]


@pytest.mark.usefixtures("keeper")
class TestTeaching:
    """A question becomes a way of asking for an entry or silence."""

    async def _answered(self, loopback: Loopback, channel: Channel, who: User) -> str:
        return (await ask(loopback, channel, who, UNKNOWN)).text

    async def test_it_is_written_into_the_file_and_answered_once_published(
        self, loopback: Loopback, keepers: Keepers, channel: Channel, folder: Path, mia: User, gap: Gap, store: Store
    ) -> None:
        """In a file of its own; no other file changes."""
        said = await keepers.use(mia, "teach", gap=str(gap.id), entry="roof-leaked")
        assert "roof-leaked: 1 added, 0 removed" in said.content
        assert (folder / "gazette.yaml").read_bytes() == GOOD["gazette.yaml"]
        said = await keepers.press(mia, said, "Publish")
        assert "number 2. I now answer from it." in said.content
        assert read_files(folder) == {**GOOD, "asked/roof-leaked.txt": f"{UNKNOWN}\n".encode()}
        assert "The roof of the reading room leaked in 2014." in await self._answered(loopback, channel, mia)
        settled = await store.questions.gap(gap.id)
        assert settled is not None
        assert (settled.state, settled.target) == ("taught", "roof-leaked")
        newest = (await store.versions.history())[0]
        assert (newest.origin, newest.why) == ("teach", "-> roof-leaked")
        assert not [deed for deed in await store.audit.last() if UNKNOWN in deed.detail]

    async def test_an_entry_is_chosen_from_the_nearest(
        self, loopback: Loopback, keepers: Keepers, channel: Channel, ann: User, bob: User, mia: User, store: Store
    ) -> None:
        for who in (ann, bob):
            await ask(loopback, channel, who, "number of loans")
        [found] = await until(store.questions.gaps)
        said = await keepers.choose(mia, await keepers.use(mia, "gaps"), "Choose a question", str(found.id))
        said = await keepers.choose(mia, said, "Teach it to an entry", "loans-inspected")
        assert "loans-inspected: 1 added, 0 removed" in said.content
        assert labels(said) == ["Publish", "Discard"]

    async def test_what_is_a_way_of_asking_already_is_refused(
        self, loopback: Loopback, keepers: Keepers, channel: Channel, ann: User, bob: User, mia: User, store: Store
    ) -> None:
        for who in (ann, bob):
            reply = await ask(loopback, channel, who, LATE)
            await (await loopback.press(who, reply, "Not what I asked")).message()
        [found] = await until(store.questions.gaps)
        said = await keepers.use(mia, "teach", gap=str(found.id), entry="roof-leaked")
        assert said.content.startswith(f'That didn\'t work: "{LATE}" is a way of asking for "loans-late" already: ')

    async def test_questions_entries_and_silences_are_offered(
        self, loopback: Loopback, channel: Channel, mia: User, ann: User, gap: Gap
    ) -> None:
        """To moderators alone."""
        asked = await loopback.autocomplete(mia, channel, "knowledge teach", "gap", "colour")
        assert await asked.choices() == {UNKNOWN: str(gap.id)}
        asked = await loopback.autocomplete(mia, channel, "knowledge teach", "entry", "money and")
        assert (await asked.choices())["Money and wages"] == "money"
        for option in ("gap", "entry"):
            asked = await loopback.autocomplete(ann, channel, "knowledge teach", option, "")
            assert await asked.choices() == {}

    @pytest.mark.parametrize(
        ("options", "said"),
        [
            pytest.param({"gap": "99", "entry": "money"}, "There is no such question", id="no such question"),
            pytest.param({"gap": "x", "entry": "money"}, "There is no such question", id="no number"),
            pytest.param({"gap": "1", "entry": "nothing"}, "There is no such entry", id="no such entry"),
        ],
    )
    async def test_what_is_not_there_is_said_to_be_none(
        self, keepers: Keepers, mia: User, options: dict[str, str], said: str
    ) -> None:
        assert (await keepers.use(mia, "teach", **options)).content.startswith(said)

    async def test_a_menu_does_nothing_for_who_has_lost_the_role_since(
        self, loopback: Loopback, guild: Guild, keepers: Keepers, mia: User, managers: Role, gap: Gap
    ) -> None:
        said = await keepers.use(mia, "gaps")
        await loopback.take(guild, mia, managers)
        chosen = await loopback.choose(mia, said, "Choose a question", str(gap.id))
        assert (await chosen.message()).content == NOT_ALLOWED


def test_the_base_of_these_tests_is_as_they_think() -> None:
    assert "colour" not in library.FILES["gazette.yaml"].decode()

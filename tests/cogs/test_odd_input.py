"""What nobody expects: files beside a question, entries that go while somebody chooses, permissions taken away."""

from __future__ import annotations

import re

import pytest

from bot.client import Verbatim
from bot.core.answering.answerer import Answerer
from bot.serving.edition import Edition
from tests import frozen
from tests.core import library
from tests.loopback import Channel, Guild, Loopback, Message, Permission, User

from .running import ask, headline, labels

NO_SUCH = "I have nothing by that name. Start typing and choose from the list."
GONE = "That entry has changed since then and is gone. Please ask again."
FILES = {"scan.png": b"\x89PNG\r\n\x1a\n", "letter.txt": b"how many loans came back late"}


@pytest.fixture(scope="module")
def changed() -> Answerer:
    """A later version of the base, without the chairs of Oakham."""
    text = library.FILES["gazette.yaml"].decode()
    text = re.sub(r"  - id: chairs-oakham\n.*?(?=  - id: )", "", text, flags=re.DOTALL)
    text = text.replace("    contradicts: [chairs-oakham]\n", "").replace("[chairs-elmstead, chairs-oakham]", "[]")
    return frozen.answerer(library.load({**library.FILES, "gazette.yaml": text.encode()}))


async def used(loopback: Loopback, who: User, channel: Channel, command: str, **options: str | bool) -> Message:
    return await (await loopback.slash(who, channel, command, options)).message()


@pytest.mark.usefixtures("bot")
class TestFiles:
    """Files that nobody asked for are not opened."""

    async def test_a_question_with_a_file_is_answered_as_one_without(
        self, loopback: Loopback, channel: Channel, ann: User
    ) -> None:
        await loopback.say(channel, ann, f"{loopback.bot.mention} how many loans did they look at?", files=FILES)
        assert headline(await loopback.next_message(channel)) == "412 loans"

    async def test_a_mention_with_nothing_but_a_file_is_told_that_only_text_is_read(
        self, loopback: Loopback, channel: Channel, ann: User
    ) -> None:
        await loopback.say(channel, ann, loopback.bot.mention, files=FILES)
        assert (await loopback.next_message(channel)).text.startswith("I can only read text.")

    async def test_the_figures_of_a_message_with_nothing_but_a_file_are_none(
        self, loopback: Loopback, channel: Channel, ann: User
    ) -> None:
        said = await loopback.say(channel, ann, "", files=FILES)
        reply = await (await loopback.context_menu(ann, channel, "Check figures", said)).message()
        assert (reply.text.endswith("There are no figures in that message."), reply.ephemeral) == (True, True)


class TestEntriesThatGo:
    """Between the choosing and the sending the knowledge may change."""

    @pytest.mark.parametrize(
        ("command", "options", "expected"),
        [
            pytest.param("stat", {"name": "chairs-oakham"}, NO_SUCH, id="a statistic"),
            pytest.param("compare", {"a": "chairs-elmstead", "b": "chairs-oakham"}, NO_SUCH, id="one of a pair"),
            pytest.param("stats", {"topic": "chairs"}, NO_SUCH, id="a topic"),
            pytest.param("quote", {"speaker": "Ann Marsh"}, "The report quotes nobody on that.", id="a speaker"),
        ],
    )
    async def test_a_command_for_what_has_gone_is_refused_plainly(
        self,
        loopback: Loopback,
        channel: Channel,
        ann: User,
        bot: Verbatim,
        changed: Answerer,
        command: str,
        options: dict[str, str],
        expected: str,
    ) -> None:
        bot.publisher.serve(Edition.of(changed))
        reply = await used(loopback, ann, channel, command, **options)
        assert (reply.text, reply.ephemeral) == (expected, True)

    async def test_an_entry_that_has_gone_is_no_longer_offered(
        self, loopback: Loopback, channel: Channel, ann: User, bot: Verbatim, changed: Answerer
    ) -> None:
        bot.publisher.serve(Edition.of(changed))
        chosen = await (await loopback.autocomplete(ann, channel, "stat", "name", "chairs")).choices()
        assert "chairs-oakham" not in chosen.values()

    async def test_a_reply_to_an_answer_whose_entry_has_gone_is_a_question_of_its_own(
        self, loopback: Loopback, channel: Channel, ann: User, bot: Verbatim, changed: Answerer
    ) -> None:
        answer = await ask(loopback, channel, ann, "how many broken chairs in oakham")
        bot.publisher.serve(Edition.of(changed))
        reply = await ask(loopback, channel, ann, "who said that?", reply_to=answer)
        assert "31 chairs" not in reply.text


@pytest.mark.usefixtures("bot")
class TestWithoutPermission:
    """Discord takes no file from who may send none: the figures come without their picture."""

    @pytest.mark.parametrize(
        ("command", "options", "expected"),
        [
            pytest.param("stat", {"name": "loans-late"}, "103 of 412 loans (25 %)", id="a statistic"),
            pytest.param("stats", {}, "Figures of the report", id="all statistics"),
            pytest.param("compare", {"a": "loans-inspected", "b": "loans-late"}, "Side by side", id="a pair"),
        ],
    )
    async def test_where_no_file_may_be_sent_a_command_shows_its_figures_without_a_picture(
        self, loopback: Loopback, channel: Channel, ann: User, command: str, options: dict[str, str], expected: str
    ) -> None:
        await loopback.deny(channel, loopback.bot, Permission.ATTACH_FILES)
        reply = await used(loopback, ann, channel, command, **options)
        assert (headline(reply), reply.attachments) == (expected, [])

    @pytest.mark.parametrize(
        "permission", [Permission.SEND_MESSAGES, Permission.EMBED_LINKS, Permission.ATTACH_FILES], ids=str
    )
    @pytest.mark.parametrize("command", ["stat", "stats", "compare", "quote", "sources", "about", "ask"])
    async def test_a_command_is_answered_whatever_the_bot_may_not_do_in_the_channel(
        self, loopback: Loopback, channel: Channel, ann: User, command: str, permission: Permission
    ) -> None:
        options = {
            "stat": {"name": "loans-late"},
            "compare": {"a": "loans-inspected", "b": "loans-late"},
            "ask": {"question": "how many loans did they look at?"},
        }
        await loopback.deny(channel, loopback.bot, permission)
        assert (await used(loopback, ann, channel, command, **options.get(command, {}))).text

    async def test_figures_are_checked_where_the_bot_may_do_nothing(
        self, loopback: Loopback, channel: Channel, ann: User
    ) -> None:
        said = await loopback.say(channel, ann, "Inspectors looked at 412 loans")
        await loopback.deny(channel, loopback.bot, Permission.SEND_MESSAGES, Permission.EMBED_LINKS)
        reply = await (await loopback.context_menu(ann, channel, "Check figures", said)).message()
        assert ("412 loans" in reply.text, reply.ephemeral) == (True, True)


@pytest.mark.usefixtures("bot")
class TestFollowUps:
    """In reply to an answer, as people do it."""

    async def test_the_share_of_a_figure_that_has_none_is_refused_plainly(
        self, loopback: Loopback, channel: Channel, ann: User
    ) -> None:
        answer = await ask(loopback, channel, ann, "how many broken chairs in elmstead")
        reply = await ask(loopback, channel, ann, "percent?", reply_to=answer)
        assert reply.text == "The report gives no percentage for that, and none can be worked out from its figures."

    async def test_another_name_is_asked_the_same_question(
        self, loopback: Loopback, channel: Channel, ann: User, guild: Guild
    ) -> None:
        answer = await ask(loopback, channel, ann, "how many broken chairs in elmstead")
        reply = await ask(loopback, channel, ann, "and oakham?", reply_to=answer)
        assert (headline(reply), "In context" in labels(reply)) == ("31 chairs", True)

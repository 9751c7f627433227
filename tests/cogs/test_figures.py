"""The menu command "Check figures", end to end: what the report says to the numbers of somebody's message."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any

import pytest

from bot.client import Verbatim
from bot.core.factcheck.checker import FigureCheck
from tests.loopback import Channel, Guild, Loopback, Message, User

MENU = "Check figures"
TEXT = {"type": 10, "content": "they looked at 412 loans"}
pytestmark = pytest.mark.usefixtures("bot")


def poll(question: str, *answers: str) -> dict[str, Any]:
    """Return a poll as Discord's JSON."""
    return {
        "question": {"text": question},
        "answers": [{"answer_id": at, "poll_media": {"text": text}} for at, text in enumerate(answers, 1)],
        "expiry": "2026-12-01T00:00:00+00:00",
        "allow_multiselect": False,
        "layout_type": 1,
    }


async def checked(loopback: Loopback, user: User, message: Message) -> Message:
    """Return the reply to somebody who has a message checked."""
    return await (await loopback.context_menu(user, message.channel, MENU, message)).message()


async def test_the_reply_holds_each_number_against_the_report(loopback: Loopback, channel: Channel, ann: User) -> None:
    """The whole embed, for a right number, a wrong one, and one of which the report knows nothing."""
    said = await loopback.say(
        channel, ann, "They counted 96 broken chairs in Elmstead and 40 broken chairs in Oakham. I own 7 bicycles."
    )
    assert (await checked(loopback, ann, said)).embeds == [
        {
            "type": "rich",
            "flags": 0,
            "color": 0x2E7D32,
            "title": "Figures checked against the report",
            "description": "\N{CHECK MARK} **96** agrees: the report has the same; "
            "the report has 96 chairs (Elmstead Gazette, paragraph 4)\n"
            "\N{NOT EQUAL TO} **40** differs: the number is another; "
            "the report has 31 chairs (Elmstead Gazette, paragraph 4)\n"
            "\N{EN DASH} **7** not in the report: nothing that I know of the report goes with it",
        }
    ]


async def test_what_cannot_be_told_is_said_to_be_neither(loopback: Loopback, channel: Channel, ann: User) -> None:
    """A number that may be read in two ways, and one that the report does not put so."""
    said = await loopback.say(channel, ann, "1.030 loans came back late! Broken chairs in Elmstead rose by 96.")
    assert (await checked(loopback, ann, said)).embeds[0]["description"].splitlines() == [
        "? **1.030** cannot tell: the number can be read in more than one way",
        "? **96** cannot tell: the report does not put it in this way; "
        "the report has 96 chairs (Elmstead Gazette, paragraph 4)",
    ]


@pytest.mark.parametrize(
    ("text", "files"),
    [
        pytest.param("good morning", {}, id="words without a number"),
        pytest.param("", {"loans.png": b"\x89PNG 412"}, id="an attachment and no text"),
    ],
)
async def test_without_a_number_it_says_so(
    loopback: Loopback, channel: Channel, ann: User, text: str, files: dict[str, bytes]
) -> None:
    """A picture is not read."""
    said = await loopback.say(channel, ann, text, files=files)
    assert (await checked(loopback, ann, said)).embeds[0]["description"] == "There are no figures in that message."


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param({"content": "they looked at 412 loans"}, id="text"),
        pytest.param({"embeds": [{"title": "They looked at 412 loans"}]}, id="an embed's title"),
        pytest.param({"embeds": [{"description": "They looked at 412 loans"}]}, id="its description"),
        pytest.param({"embeds": [{"fields": [{"name": "Loans", "value": "they saw 412 loans"}]}]}, id="its field"),
        pytest.param({"flags": 1 << 15, "components": [{"type": 17, "components": [TEXT]}]}, id="components"),
        pytest.param({"poll": poll("Did they look at 412 loans?", "yes", "no")}, id="a poll's question"),
        pytest.param({"poll": poll("What did they look at?", "412 loans", "cats")}, id="its answer"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("forwarded", [False, True], ids=["as it is", "forwarded"])
async def test_a_number_is_found_wherever_in_a_message_it_stands(
    loopback: Loopback, channel: Channel, ann: User, parts: dict[str, Any], forwarded: bool
) -> None:
    """A poll that is forwarded is not handed over to bots."""
    said = await loopback.show(channel, ann, **parts)
    if forwarded:
        said = await loopback.forward(channel, ann, said)
    reply = await checked(loopback, ann, said)
    assert ("**412**" in reply.text) is not (forwarded and "poll" in parts)


@pytest.mark.parametrize("place", ["a server", "a direct message", "a server without the bot"])
async def test_the_reply_is_for_who_asked_alone(loopback: Loopback, guild: Guild, place: str) -> None:
    """Wherever it is used; whoever wrote the message is not told, let alone pinged."""
    elsewhere = loopback.guild("Elsewhere", with_bot=False)
    cat, dan = loopback.user("Cat", guild, elsewhere), loopback.user("Dan", guild, elsewhere)
    channel = {
        "a server": lambda: loopback.channel(guild),
        "a direct message": lambda: loopback.dm(cat),
        "a server without the bot": lambda: loopback.channel(elsewhere),
    }[place]()
    said = await loopback.say(channel, cat if channel.guild is None else dan, "Inspectors looked at 412 loans")
    reply = await checked(loopback, cat, said)
    assert (reply.ephemeral, reply.pings, "412 loans" in reply.text) == (True, frozenset(), True)


async def test_a_message_that_was_deleted_meanwhile_is_checked_all_the_same(
    loopback: Loopback, channel: Channel, ann: User
) -> None:
    """Discord hands over its text with the command."""
    said = await loopback.say(channel, ann, "Inspectors looked at 412 loans")
    await loopback.delete(said)
    assert "412 loans" in (await checked(loopback, ann, said)).text


async def test_the_longest_message_full_of_numbers_gets_its_reply(
    loopback: Loopback, channel: Channel, ann: User
) -> None:
    """2,000 characters is what Discord takes; the reply keeps to Discord's limit, too."""
    said = await loopback.say(channel, ann, "I own 7 bicycles, 9 cars. " * 76)
    reply = await checked(loopback, ann, said)
    assert reply.embeds[0]["description"].startswith("\N{EN DASH} **7** not in the report")


async def test_markup_and_mentions_around_a_number_stay_out_of_the_reply(
    loopback: Loopback, channel: Channel, ann: User
) -> None:
    """Ids within mentions are no figures, and nobody is pinged."""
    said = await loopback.say(channel, ann, f"{ann.mention} @everyone <#{channel.id}> they looked at **412** loans")
    reply = await checked(loopback, ann, said)
    assert reply.pings == frozenset()
    assert str(ann.id) not in reply.text
    assert reply.embeds[0]["description"].count("\n") == 0


async def test_checking_leaves_the_event_loop_alone(
    loopback: Loopback, channel: Channel, ann: User, bot: Verbatim
) -> None:
    """A long message takes more than the fifty milliseconds that the loop may stand still."""
    threads: list[threading.Thread] = []

    class Slow:
        def check(self, message: str) -> tuple[FigureCheck, ...]:
            threads.append(threading.current_thread())
            return ()

    bot.publisher.serve(replace(bot.edition, checker=Slow()))  # only this one method is used
    await checked(loopback, ann, await loopback.say(channel, ann, "412 loans"))
    assert threads != [threading.main_thread()]


async def test_a_failure_is_told_privately_and_logged(
    loopback: Loopback, channel: Channel, ann: User, bot: Verbatim, caplog: pytest.LogCaptureFixture
) -> None:
    """Kind and short, without a traceback or the message's text."""

    class Broken:
        def check(self, message: str) -> tuple[FigureCheck, ...]:
            raise RuntimeError("broken on purpose")

    bot.publisher.serve(replace(bot.edition, checker=Broken()))  # any failure inside would do
    reply = await checked(loopback, ann, await loopback.say(channel, ann, "my secret 412"))
    assert (reply.ephemeral, reply.content.split(",")[0]) == (True, "Something went wrong on my side")
    assert "broken on purpose" in caplog.text
    assert "my secret" not in caplog.text

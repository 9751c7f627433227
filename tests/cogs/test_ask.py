"""Questions in the channel, end to end: a gateway event in, an HTTP request out."""

from __future__ import annotations

import logging
from dataclasses import replace

import pytest

from bot.client import Verbatim
from tests.loopback import Channel, Guild, Loopback, Permission, User

from .running import headline, silence

SEND = "POST /channels/{channel_id}/messages"
pytestmark = pytest.mark.usefixtures("bot")

TEXT, SECTION, CONTAINER = 10, 9, 17  # Discord's numbers of components
WORDS = "https://gazette.example/libraries#:~:text=Inspectors%20looked%20at%20412%20loans"
SOURCE = {"type": 2, "style": 5, "disabled": False, "label": "Source", "url": WORDS}


def _button(label: str, custom_id: str) -> dict[str, object]:
    return {"type": 2, "style": 2, "disabled": False, "label": label, "custom_id": custom_id}


async def test_a_mention_is_answered_with_the_figure_first(
    loopback: Loopback, guild: Guild, channel: Channel, ann: User
) -> None:
    """The whole body of the request that the answer is."""
    asked = await loopback.say(channel, ann, f"{loopback.bot.mention} how many loans did they look at?")
    call = await loopback.request(SEND)
    assert call.body is not None
    nonce = call.body.pop("nonce")  # discord.py's guard against sending twice
    assert nonce
    *_, row, feedback = call.body["components"][0]["components"]
    del call.body["components"][0]["components"][-2:]
    other = row["components"][2]  # its candidates are hashes
    assert row["components"] == [
        _button("Chart", "v1:chart:loans-inspected"),
        _button("In context", "v1:context:loans-inspected"),
        _button("Not what I asked", other["custom_id"]),
    ]
    assert feedback["components"] == [
        _button("Helpful", "v1:helpful:loans-inspected"),
        _button("Wrong", f"v1:wrong:{ann.id}:loans-inspected"),
    ]
    assert call.body == {
        "content": None,
        "enforce_nonce": True,
        "flags": 32_768,
        "tts": False,
        "components": [
            {
                "type": CONTAINER,
                "accent_color": 0x2E7D32,
                "spoiler": False,
                "components": [
                    {
                        "type": SECTION,
                        "components": [{"type": TEXT, "content": "### 412 loans\nInspectors looked at 412 loans."}],
                        "accessory": SOURCE,
                    },
                    {"type": TEXT, "content": '> "Inspectors looked at 412 loans" - Elmstead Gazette, paragraph 3'},
                    {"type": TEXT, "content": "-# Libraries in Elmstead are worn out (March 2018)"},
                ],
            }
        ],
        "allowed_mentions": {"parse": [], "replied_user": False},
        "message_reference": {
            "message_id": asked.id,
            "channel_id": channel.id,
            "guild_id": guild.id,
            "fail_if_not_exists": False,
            "type": 0,
        },
    }


async def test_a_direct_message_is_answered(loopback: Loopback, ann: User) -> None:
    """No mention is needed there."""
    await loopback.say(loopback.dm(ann), ann, "how many loans came back late")
    reply = await loopback.next_message(loopback.dm(ann))
    assert headline(reply) == "103 of 412 loans (25 %)"


async def test_a_reply_to_the_bot_is_answered(loopback: Loopback, channel: Channel, ann: User) -> None:
    """A reply notifies the bot, so its text reaches it without a privileged intent."""
    await loopback.say(channel, ann, f"{loopback.bot.mention} how many loans did they look at?")
    first = await loopback.next_message(channel)
    await loopback.say(channel, ann, "and how many loans came back late", reply_to=first)
    assert headline(await loopback.next_message(channel)) == "103 of 412 loans (25 %)"


async def test_silence_is_worded_kindly(loopback: Loopback, channel: Channel, ann: User) -> None:
    """What the report is known not to say gets its own sentence."""
    await loopback.say(channel, ann, f"{loopback.bot.mention} what is the budget of the libraries")
    reply = await loopback.next_message(channel)
    assert reply.text.startswith("The article says nothing of money.")


async def test_talk_among_people_is_left_alone(loopback: Loopback, channel: Channel, ann: User) -> None:
    """Neither other people's talk nor a bare mention of nobody is for the bot."""
    await loopback.say(channel, ann, "how many loans did they look at?")
    await silence(loopback, channel)


async def test_other_bots_are_ignored(loopback: Loopback, channel: Channel, guild: Guild) -> None:
    """Two bots that answer each other never stop."""
    robot = loopback.user("Robot", guild, bot=True)
    await loopback.say(channel, robot, f"{loopback.bot.mention} how many loans did they look at?")
    await silence(loopback, channel)


async def test_nobody_is_pinged_whatever_is_asked(loopback: Loopback, channel: Channel, ann: User) -> None:
    """The asker is not notified either."""
    await loopback.say(channel, ann, f"{loopback.bot.mention} @everyone {ann.mention} how many loans @here")
    assert (await loopback.next_message(channel)).pings == frozenset()


async def test_where_embeds_are_forbidden_the_answer_is_plain_text(
    loopback: Loopback, channel: Channel, ann: User
) -> None:
    """Being allowed to write is enough to get an answer."""
    await loopback.deny(channel, loopback.bot, Permission.EMBED_LINKS)
    await loopback.say(channel, ann, f"{loopback.bot.mention} how many loans did they look at?")
    reply = await loopback.next_message(channel)
    assert reply.content.splitlines()[0] == "412 loans"
    assert reply.embeds == []


async def test_where_it_may_not_write_the_asker_is_answered_directly(
    loopback: Loopback, channel: Channel, ann: User
) -> None:
    """No question is lost."""
    await loopback.deny(channel, loopback.bot, Permission.SEND_MESSAGES)
    await loopback.say(channel, ann, f"{loopback.bot.mention} how many loans did they look at?")
    assert (await loopback.next_message(loopback.dm(ann))).content.splitlines()[0] == "412 loans"


async def test_a_question_that_was_deleted_meanwhile_is_still_answered(
    loopback: Loopback, channel: Channel, ann: User
) -> None:
    """The reply then stands alone."""
    loopback.hold(SEND, 0.1)
    asked = await loopback.say(channel, ann, f"{loopback.bot.mention} how many loans did they look at?")
    await loopback.delete(asked)
    assert headline(await loopback.next_message(channel)) == "412 loans"


async def test_after_a_dropped_connection_it_answers_again(
    loopback: Loopback, channel: Channel, ann: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The session is resumed, even if the gateway cannot be reached for a moment; what was said then is answered."""
    monkeypatch.setattr("discord.backoff.ExponentialBackoff.delay", lambda _: 0.05)
    loopback.gateway_fails(0.1)
    await loopback.say(channel, ann, f"{loopback.bot.mention} how many loans did they look at?")
    assert headline(await loopback.next_message(channel)) == "412 loans"
    assert (len(loopback.gateway.identifies), loopback.gateway.resumes) == (1, 1)


async def test_distress_gets_help_lines_and_leaves_no_trace_in_the_log(
    loopback: Loopback, channel: Channel, ann: User, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither the words nor that there was such a message."""
    caplog.set_level(logging.DEBUG, "bot")
    await loopback.say(channel, ann, f"{loopback.bot.mention} my father hits me and i am afraid to go home")
    reply = await loopback.next_message(channel)
    assert "999" in reply.text
    assert "hits" not in reply.text
    assert [record.getMessage() for record in caplog.records if record.name.startswith("bot")] == []


async def test_a_failure_is_told_kindly_and_logged(
    loopback: Loopback, channel: Channel, ann: User, bot: Verbatim, caplog: pytest.LogCaptureFixture
) -> None:
    """The bot does not leave a question hanging, and its keeper finds the traceback."""

    class Broken:
        version = "broken"

        def read(self, text: str) -> None:
            raise RuntimeError("broken on purpose")

    bot.publisher.serve(replace(bot.edition, answerer=Broken()))  # any failure inside would do
    await loopback.say(channel, ann, f"{loopback.bot.mention} how many loans did they look at?")
    reply = await loopback.next_message(channel)
    assert reply.content.startswith("Something went wrong on my side")
    assert "broken on purpose" in caplog.text

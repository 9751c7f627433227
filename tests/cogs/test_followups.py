"""What is asked in reply to an answer, end to end: its subject is read off the message replied to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.client import Verbatim
from bot.core.answering.answerer import Answerer
from bot.serving.edition import Edition
from bot.store import Store
from tests import frozen
from tests.loopback import Channel, Loopback, User

from .running import ask, running, silence

LATE, ROOF = "how many loans came back late", "when did the roof leak"
ELMSTEAD, BELL = "how many broken chairs in elmstead", "what did rosa bell say"
LAMPS = "what did the caretaker say about lamps"


@pytest.mark.parametrize(
    ("question", "followed_by", "entry"),
    [
        pytest.param(BELL, "who said that?", "bell-carpets", id="who said that"),
        pytest.param(LATE, "source?", "loans-late", id="source"),
        pytest.param(LATE, "where is that from", "loans-late", id="where from"),
        pytest.param(LATE, "really?", "loans-late", id="really"),
        pytest.param(LATE, "what percent is that?", "late-share", id="percent"),
        pytest.param(LATE, "%?", "late-share", id="a percent sign"),
        pytest.param(ELMSTEAD, "and oakham?", "chairs-oakham", id="another place"),
        pytest.param(BELL, "and tom hurst?", "hurst-lamps", id="another speaker"),
        pytest.param(LAMPS, "show me the full quote", "hurst-lamps", id="full quote"),
        pytest.param(LATE, ROOF, "roof-leaked", id="a new clear question"),
        pytest.param(LATE, "what did tom hurst say", "hurst-lamps", id="a new question for a quotation"),
        pytest.param(ROOF, "who wrote the report", "inspection", id="a new question that begins like a follow-up"),
        pytest.param(LATE, "who said nobody listened", "hurst-lamps", id="who said something else"),
        pytest.param(LATE, "quote from rosa bell", "bell-carpets", id="somebody else's quotation"),
        pytest.param(LATE, "when did the roof leak again", "roof-leaked", id="a new question with again"),
    ],
)
@pytest.mark.usefixtures("bot")
async def test_a_reply_to_an_answer_carries_its_subject(
    loopback: Loopback, channel: Channel, ann: User, question: str, followed_by: str, entry: str
) -> None:
    """A clear question by itself does not; the answer is told by its button."""
    first = await ask(loopback, channel, ann, question)
    await loopback.say(channel, ann, followed_by, reply_to=first)
    assert f"v1:context:{entry}" in (await loopback.next_message(channel)).custom_ids


@pytest.mark.usefixtures("bot")
async def test_anybody_may_follow_up(loopback: Loopback, channel: Channel, ann: User) -> None:
    assert channel.guild is not None
    bob = loopback.user("Bob", channel.guild)
    first = await ask(loopback, channel, ann, LATE)
    await loopback.say(channel, bob, "source?", reply_to=first)
    assert "v1:context:loans-late" in (await loopback.next_message(channel)).custom_ids


@pytest.mark.usefixtures("bot")
async def test_a_follow_up_of_a_follow_up_has_the_nearer_subject(
    loopback: Loopback, channel: Channel, ann: User
) -> None:
    first = await ask(loopback, channel, ann, LATE)
    await loopback.say(channel, ann, ROOF, reply_to=first)
    second = await loopback.next_message(channel)
    await loopback.say(channel, ann, "source?", reply_to=second)
    assert "v1:context:roof-leaked" in (await loopback.next_message(channel)).custom_ids


@pytest.mark.usefixtures("bot")
async def test_a_chosen_suggestion_is_the_subject(loopback: Loopback, channel: Channel, ann: User) -> None:
    reply = await ask(loopback, channel, ann, "number of loans")
    await (await loopback.press(ann, reply, "Loans that came back late")).message()
    await loopback.say(channel, ann, "what percent is that?", reply_to=reply)
    assert "v1:context:late-share" in (await loopback.next_message(channel)).custom_ids


@pytest.mark.parametrize("text", ["my dad hits me and i am scared", "who said that? my dad hits me"])
@pytest.mark.usefixtures("bot")
async def test_distress_in_a_follow_up_gets_the_help_lines(
    loopback: Loopback, channel: Channel, ann: User, text: str
) -> None:
    first = await ask(loopback, channel, ann, LATE)
    await loopback.say(channel, ann, text, reply_to=first)
    assert "999" in (await loopback.next_message(channel)).text


@pytest.mark.usefixtures("bot")
async def test_a_reply_among_people_is_none_of_the_bots_business(
    loopback: Loopback, channel: Channel, ann: User
) -> None:
    said = await loopback.say(channel, ann, "it rained again")
    await loopback.say(channel, ann, "source?", reply_to=said)
    await silence(loopback, channel)


async def test_after_a_restart_the_subject_is_still_there(
    loopback: Loopback, channel: Channel, ann: User, answerer: Answerer, store: Store
) -> None:
    """It stands on the message, not in memory."""
    async with running(loopback, answerer, store):
        first = await ask(loopback, channel, ann, LATE)
    async with running(loopback, answerer, store):
        await loopback.say(channel, ann, "what percent is that?", reply_to=first)
        assert "v1:context:late-share" in (await loopback.next_message(channel)).custom_ids


async def test_where_the_entry_has_gone_the_follow_up_stands_alone(
    loopback: Loopback, channel: Channel, ann: User, bot: Verbatim
) -> None:
    """It is answered as what it says by itself."""
    first = await ask(loopback, channel, ann, "how many atlases were ruined")
    knowledge = bot.answerer.knowledge
    kept = {id: entry for id, entry in knowledge.entries.items() if id != "atlases-ruined"}
    bot.publisher.serve(Edition.of(frozen.answerer(replace(knowledge, entries=kept))))
    await loopback.say(channel, ann, "source?", reply_to=first)
    assert (await loopback.next_message(channel)).text.startswith("I found nothing about that in the report.")

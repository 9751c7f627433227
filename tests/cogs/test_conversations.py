"""What was said before is carried along by the bot's messages, end to end: by ids alone, after a restart as well."""

from __future__ import annotations

import asyncio

import pytest

from bot.client import Verbatim
from bot.core.answering.answerer import Answerer
from bot.core.answering.talk import Talk, Turn, unpacked
from bot.errors import StoreError
from bot.serving.edition import Edition
from bot.store import Store
from tests.loopback import Channel, Guild, Loopback, Message, User

from .running import Clock, ask, running

LATE, ROOF, NUMBER = "how many loans came back late", "when did the roof leak", "number of loans"
BUDGET, DISTRESS = "what is the budget of the libraries", "my dad hits me and i am scared"


@pytest.fixture
def carried(monkeypatch: pytest.MonkeyPatch) -> list[Talk]:
    """With what each question was answered."""
    found: list[Talk] = []
    reply = Edition.reply

    def noting(edition: Edition, text: str, before: Talk = ()) -> object:
        found.append(before)
        return reply(edition, text, before)

    monkeypatch.setattr(Edition, "reply", noting)
    return found


async def kept(store: Store, message: Message) -> Talk | None:
    """Return what the store keeps of a message, once something is."""
    async with asyncio.timeout(5):
        while (found := await store.shown.talk(message.id)) is None:  # noqa: ASYNC110  it tells nobody of changes
            await asyncio.sleep(0.01)
    return unpacked(found)


async def test_a_reply_carries_the_talk_up_to_the_message_it_replies_to(
    loopback: Loopback, bot: Verbatim, channel: Channel, ann: User, carried: list[Talk], store: Store
) -> None:
    """Also where no entry was shown: suggestions, and what the report does not say. The store keeps it."""
    first = await ask(loopback, channel, ann, NUMBER)
    second = await ask(loopback, channel, ann, BUDGET, reply_to=first)
    third = await ask(loopback, channel, ann, LATE, reply_to=second)
    await ask(loopback, channel, ann, ROOF, reply_to=first)
    offered = Turn("suggestions", suggested=carried[1][0].suggested)
    silent = Turn("no_answer", suggested=carried[2][1].suggested, silence="money")
    assert "loans-late" in offered.suggested
    assert carried == [(), (offered,), (offered, silent), (offered,)]
    assert await kept(store, first) == (offered,)
    assert await kept(store, third) == (offered, silent, Turn("answer", ("loans-late",)))


async def test_after_a_restart_the_store_has_the_talk(
    loopback: Loopback, channel: Channel, ann: User, carried: list[Talk], answerer: Answerer, store: Store
) -> None:
    async with running(loopback, answerer, store):
        first = await ask(loopback, channel, ann, BUDGET)
        await kept(store, first)
    async with running(loopback, answerer, store):
        await ask(loopback, channel, ann, LATE, reply_to=first)
    assert [turn.silence for turn in carried[-1]] == ["money"]


async def test_nothing_of_what_people_wrote_is_kept_and_nothing_of_a_call_for_help(
    loopback: Loopback, bot: Verbatim, channel: Channel, ann: User, carried: list[Talk], store: Store
) -> None:
    first = await ask(loopback, channel, ann, "zebra crossing how many loans came back late")
    await kept(store, first)
    packed = await store.shown.talk(first.id)
    assert packed == '[{"kind":"answer","entries":["loans-late"],"suggested":[],"silence":""}]'
    help_lines = await ask(loopback, channel, ann, DISTRESS, reply_to=first)
    await ask(loopback, channel, ann, LATE, reply_to=help_lines)
    assert carried[-1] == ()
    assert await store.shown.talk(help_lines.id) is None


@pytest.mark.parametrize("trouble", ["fails", "is slow"])
async def test_a_store_in_trouble_keeps_nobody_from_an_answer(
    loopback: Loopback,
    channel: Channel,
    ann: User,
    carried: list[Talk],
    answerer: Answerer,
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    trouble: str,
) -> None:
    """The entry in the buttons is the subject then; and whether somebody is a moderator is not known."""
    async with running(loopback, answerer, store):
        first = await ask(loopback, channel, ann, LATE)
    monkeypatch.setattr("bot.memory._READING_S", 0.01)
    over = asyncio.Event()

    async def broken(*_: object) -> None:
        if trouble == "is slow":
            await over.wait()
        raise StoreError("broken on purpose")

    monkeypatch.setattr(store.shown, "talk", broken)
    monkeypatch.setattr(store.shown, "note_all", broken)
    if trouble == "fails":
        monkeypatch.setattr(store, "server", broken)
    async with running(loopback, answerer, store):
        reply = await ask(loopback, channel, ann, "what percent is that?", reply_to=first)
        over.set()
    assert "v1:context:late-share" in reply.custom_ids
    assert carried[-1] == (Turn("answer", ("loans-late",)),)


@pytest.mark.parametrize("place", ["direct messages", "a thread"])
async def test_what_replies_to_nothing_goes_on_from_the_last_message_there_for_ten_minutes(
    loopback: Loopback,
    bot: Verbatim,
    guild: Guild,
    channel: Channel,
    ann: User,
    carried: list[Talk],
    clock: Clock,
    place: str,
) -> None:
    """Each person's own; in a channel for all, a question begins anew."""
    late = (Turn("answer", ("loans-late",)),)
    where = loopback.dm(ann) if place == "direct messages" else loopback.thread(channel, "side talk", ann)
    await ask(loopback, where, ann, LATE)
    if place == "a thread":
        await ask(loopback, where, loopback.user("Bob", guild), ROOF)
        assert carried[-1] == ()
    clock.now_s += 600.0
    reply = await ask(loopback, where, ann, "what percent is that?")
    assert carried[-1] == late
    assert "v1:context:late-share" in reply.custom_ids
    clock.now_s += 600.1
    await ask(loopback, where, ann, LATE)
    assert carried[-1] == ()
    await ask(loopback, channel, ann, LATE)
    await ask(loopback, channel, ann, "what percent is that?")
    assert carried[-1] == ()


async def test_two_messages_in_a_row_are_taken_one_after_the_other(
    loopback: Loopback, bot: Verbatim, ann: User, carried: list[Talk]
) -> None:
    """The second goes on from the answer to the first, though that was not yet sent."""
    dm = loopback.dm(ann)
    loopback.hold("POST /channels/{channel_id}/messages", 0.1)
    await loopback.say(dm, ann, LATE)
    await loopback.say(dm, ann, "what percent is that?")
    await loopback.next_message(dm)
    assert "v1:context:late-share" in (await loopback.next_message(dm)).custom_ids
    assert carried == [(), (Turn("answer", ("loans-late",)),)]


async def test_forgetting_somebody_ends_the_talk(
    loopback: Loopback, bot: Verbatim, ann: User, carried: list[Talk]
) -> None:
    dm = loopback.dm(ann)
    first = await ask(loopback, dm, ann, BUDGET)
    await (await loopback.slash(ann, dm, "privacy forget", {})).message()
    await ask(loopback, dm, ann, LATE)
    await ask(loopback, dm, ann, LATE, reply_to=first)
    assert carried == [(), (), ()]


async def test_ask_again_goes_on_from_the_message_below_which_it_is(
    loopback: Loopback, bot: Verbatim, channel: Channel, ann: User, carried: list[Talk]
) -> None:
    """Also from a private one, and on from that."""
    private = await (await loopback.slash(ann, channel, "ask", {"question": LATE, "private": True})).message()
    form = await (await loopback.press(ann, private, "Ask again")).modal()
    second = await (await loopback.submit(form, {"Your question": "what percent is that?"})).message()
    assert "v1:context:late-share" in second.custom_ids
    form = await (await loopback.press(ann, second, "Ask again")).modal()
    await (await loopback.submit(form, {"Your question": ROOF})).message()
    assert carried[-1] == (Turn("answer", ("loans-late",)), Turn("answer", ("late-share",)))

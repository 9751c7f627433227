"""What is learnt from what people do with answers, end to end."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.client import Verbatim
from bot.store import Candidate, Store
from tests.loopback import Channel, Loopback, Message, User

from .moderating import LATE, Keepers, settled, until
from .running import ask, labels

SEVERAL = "loans"  # gets suggestions
MENDED = "so how many loans did they look at then"  # answered with loans-inspected
DISTRESS = "my dad hits me and i am scared"
CHOSEN, OTHER = "Loans that came back late", "loans-late"
HELPED = "how many loans came back after their date"  # answered with loans-late, and no way of asking for it
VAIN = "overdue loans count please"  # gets suggestions, loans-late among them


async def chose(loopback: Loopback, channel: Channel, who: User, question: str, *, mend: bool = False) -> Message:
    """Ask, and choose an answer: from what is suggested, or by *Not what I asked*."""
    reply = await ask(loopback, channel, who, question)
    if mend:
        reply = await (await loopback.press(who, reply, "Not what I asked")).message()
    return await (await loopback.press(who, reply, CHOSEN)).message()


async def people(store: Store, target: str = OTHER) -> dict[str, int]:
    """Return what is kept for an entry, shown or not, with how many questions of it."""
    found = {each.text: each.people - each.against for each in await store.learnt.found()}
    return {text: found.get(text, 1) for _, text in await store.learnt.groups(target)}


@pytest.fixture
async def bob(loopback: Loopback, guild: object, channel: Channel) -> User:
    assert channel.guild is not None
    return loopback.user("Bob", channel.guild)


@pytest.fixture
async def found(
    loopback: Loopback, keeper: Verbatim, channel: Channel, ann: User, bob: User, store: Store
) -> list[Candidate]:
    """Two questions for which two people each have chosen the same answer: a suggestion, and one mended."""
    for who in (ann, bob):
        await chose(loopback, channel, who, SEVERAL)
        await chose(loopback, channel, who, MENDED, mend=True)

    async def both() -> list[Candidate] | None:
        learnt = await store.learnt.found()
        return learnt if len(learnt) == 2 else None

    learnt: list[Candidate] = await until(both)
    return learnt


async def test_what_takes_nothing_is_approved_in_one_draft(
    loopback: Loopback, keepers: Keepers, channel: Channel, folder: Path, ann: User, mia: User, store: Store,
    found: list[Candidate],
) -> None:  # fmt: skip
    """It is shown by entry with how many say so; what another entry answers is marked, and is no part of all."""
    said = await keepers.use(mia, "learnt")
    assert f"**{CHOSEN}** (`{OTHER}`)\n" in said.content
    assert f"- {SEVERAL} (2 people)\n" in f"{said.content}\n"
    assert f"- {MENDED} (2 people). **Look twice:** `loans-inspected` answers it now" in said.content
    draft = await keepers.press(mia, said, "Approve all")
    assert "loans-late: 1 added, 0 removed" in draft.content
    assert "loans" in draft.content
    assert labels(draft) == ["Publish", "Discard"]
    await keepers.press(mia, draft, "Publish")
    assert (folder / "asked" / "loans-late.txt").read_text().split("\n") == [SEVERAL, ""]
    said = await keepers.use(mia, "learnt")
    assert labels(said) == []
    assert MENDED in said.content


async def test_what_was_marked_is_approved_by_itself(
    loopback: Loopback, keepers: Keepers, channel: Channel, ann: User, mia: User, store: Store, found: list[Candidate]
) -> None:
    """The preview shows whose answer it takes. Once published, it is answered, and no longer shown nor open."""
    [gap] = [each for each in await store.questions.gaps() if each.text == MENDED]
    marked = next(f"{each.id}!" for each in found if each.text == MENDED)
    draft = await keepers.choose(mia, await keepers.use(mia, "learnt"), "Approve some of them", marked)
    assert f'"{MENDED}": loans-inspected -> loans-late' in draft.content
    await keepers.press(mia, draft, "Publish")
    assert "103 came back late" in (await ask(loopback, channel, ann, MENDED)).text
    assert MENDED not in (await keepers.use(mia, "learnt")).content
    newest = (await store.versions.history())[0]
    assert (newest.origin, MENDED in newest.why) == ("learnt", False)

    async def taught() -> bool:
        settled = await store.questions.gap(gap.id)
        return settled is not None and (settled.state, settled.target) == ("taught", OTHER)

    await until(taught)


async def test_what_was_left_out_does_not_come_back_though_it_is_chosen_again(
    keepers: Keepers, mia: User, found: list[Candidate], loopback: Loopback, channel: Channel, ann: User
) -> None:
    marked = next(f"{each.id}!" for each in found if each.text == MENDED)
    said = await keepers.choose(mia, await keepers.use(mia, "learnt"), "Leave some out for good", marked)
    assert MENDED not in said.content
    assert SEVERAL in said.content
    await chose(loopback, channel, ann, MENDED, mend=True)
    assert MENDED not in (await keepers.use(mia, "learnt")).content


async def test_what_is_not_to_be_kept_is_not_learnt_from(
    loopback: Loopback, keeper: Verbatim, keepers: Keepers, channel: Channel, ann: User, bob: User, mia: User,
    store: Store,
) -> None:  # fmt: skip
    """What one person chose; direct messages; what was edited into a call for help; what is answered so anyway."""
    await chose(loopback, channel, ann, SEVERAL)
    await chose(loopback, channel, ann, SEVERAL)
    dm = loopback.dm(bob)
    used = await (await loopback.slash(bob, dm, "ask", {"question": SEVERAL})).message()
    await (await loopback.press(bob, used, CHOSEN)).message()
    helped = await (await loopback.slash(bob, dm, "ask", {"question": HELPED})).message()
    await (await loopback.press(bob, helped, "Helpful")).message()
    question = await loopback.say(channel, bob, f"{loopback.bot.mention} {MENDED}")
    reply = await loopback.next_message(channel)
    offered = await (await loopback.press(bob, reply, "Not what I asked")).message()
    await settled(loopback, keeper, channel)
    await loopback.edit(question, f"{loopback.bot.mention} {DISTRESS}", after_s=3_600)
    await (await loopback.press(bob, offered, CHOSEN)).message()
    await settled(loopback, keeper, channel)
    assert [text for _, text in await store.learnt.groups(OTHER)] == [SEVERAL]
    assert (await keepers.use(mia, "learnt")).content.startswith("There is nothing to learn.")
    assert await store.forget_person(ann.id) > 0
    assert await store.learnt.groups(OTHER) == []


async def test_a_question_put_by_command_is_learnt_from(
    loopback: Loopback, keeper: Verbatim, channel: Channel, ann: User, store: Store
) -> None:
    """Suggested, and mended; what is a way of asking for something already is kept, and not shown."""
    for question, mend in ((SEVERAL, False), (LATE, True)):
        reply = await (await loopback.slash(ann, channel, "ask", {"question": question})).message()
        if mend:
            reply = await (await loopback.press(ann, reply, "Not what I asked")).message()
        other = next(
            label for label in labels(reply) if label in ("Loans looked at", "Share of loans that came back late")
        )
        await (await loopback.press(ann, reply, other)).message()
    await settled(loopback, keeper, channel)
    held = [*await store.learnt.groups("loans-inspected"), *await store.learnt.groups("late-share")]
    assert sorted(text for _, text in held) == [LATE, SEVERAL]


async def test_an_answer_that_helped_is_learnt_from(
    loopback: Loopback, keeper: Verbatim, keepers: Keepers, channel: Channel, ann: User, bob: User, mia: User,
    store: Store,
) -> None:  # fmt: skip
    """Two must have asked and said so; others only second them, each once; who calls it wrong counts against it."""
    reply = await ask(loopback, channel, ann, HELPED)
    await (await loopback.press(bob, reply, "Helpful")).message()
    await settled(loopback, keeper, channel)
    assert await people(store) == {}
    for who in (ann, ann, bob, bob):
        await (await loopback.press(who, reply, "Helpful")).message()
    await settled(loopback, keeper, channel)
    assert (await people(store), await store.learnt.found()) == ({HELPED: 1}, [])
    assert channel.guild is not None
    cat = loopback.user("Cat", channel.guild)
    own = await (await loopback.slash(cat, channel, "ask", {"question": HELPED})).message()
    await (await loopback.press(cat, own, "Helpful")).message()
    await (await loopback.press(mia, reply, "Wrong")).message()
    await settled(loopback, keeper, channel)
    said = await keepers.use(mia, "learnt")
    assert f"- {HELPED} (3 people). **Look twice:** 1 person says that it is wrong" in said.content
    await (await loopback.press(ann, reply, "Not what I asked")).message()
    await settled(loopback, keeper, channel)
    assert (await keepers.use(mia, "learnt")).content.startswith("There is nothing to learn.")
    await (await loopback.press(ann, reply, "That was it")).message()
    await settled(loopback, keeper, channel)
    assert await people(store) == {HELPED: 2}
    assert await store.forget_person(cat.id) > 0
    assert await store.forget_person(ann.id) > 0
    assert await people(store) == {}


async def test_asking_again_in_other_words_is_learnt_from(
    loopback: Loopback, keeper: Verbatim, channel: Channel, ann: User, bob: User, store: Store
) -> None:
    """Once who asked carries on, or says that it helped; not if they contest the answer."""
    await ask(loopback, channel, ann, VAIN)
    reply = await ask(loopback, channel, ann, LATE)
    await settled(loopback, keeper, channel)
    assert await people(store) == {}
    await (await loopback.press(ann, reply, "Helpful")).message()
    await (await loopback.slash(bob, channel, "ask", {"question": VAIN})).message()
    await ask(loopback, channel, bob, LATE)
    await ask(loopback, channel, bob, "thanks")
    await settled(loopback, keeper, channel)
    assert await people(store) == {VAIN: 2}
    assert channel.guild is not None
    cat = loopback.user("Cat", channel.guild)
    await ask(loopback, channel, cat, VAIN)
    reply = await ask(loopback, channel, cat, LATE)
    await (await loopback.press(cat, reply, "Wrong")).message()
    await ask(loopback, channel, cat, "when did the roof leak")
    await settled(loopback, keeper, channel)
    assert await people(store) == {VAIN: 2}


async def test_what_was_edited_or_led_to_a_call_for_help_is_no_earlier_question(
    loopback: Loopback, keeper: Verbatim, channel: Channel, ann: User, bob: User, store: Store
) -> None:
    question = await loopback.say(channel, ann, f"{loopback.bot.mention} {VAIN}")
    first = await loopback.next_message(channel)
    await loopback.edit(question, f"{loopback.bot.mention} is there a cafe", after_s=5)

    async def answered_anew() -> bool:
        return "Did you mean" not in first.text

    await until(answered_anew)
    await ask(loopback, channel, ann, LATE)
    await ask(loopback, channel, ann, "thanks")
    await ask(loopback, channel, bob, VAIN)
    await ask(loopback, channel, bob, DISTRESS)
    await ask(loopback, channel, bob, LATE)
    await ask(loopback, channel, bob, "thanks")
    await settled(loopback, keeper, channel)
    assert await people(store) == {}

"""What is learnt from the entries that people choose for their questions, end to end."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.client import Verbatim
from bot.store import Gap, Store
from tests.loopback import Channel, Loopback, Message, User

from .moderating import LATE, Keepers, settled, until
from .running import ask, labels

SEVERAL = "loans"  # gets suggestions
MENDED = "so how many loans did they look at then"  # answered with loans-inspected
DISTRESS = "my dad hits me and i am scared"
CHOSEN, OTHER = "Loans that came back late", "loans-late"


async def chose(loopback: Loopback, channel: Channel, who: User, question: str, *, mend: bool = False) -> Message:
    """Ask, and choose an answer: from what is suggested, or by *Not what I asked*."""
    reply = await ask(loopback, channel, who, question)
    if mend:
        reply = await (await loopback.press(who, reply, "Not what I asked")).message()
    return await (await loopback.press(who, reply, CHOSEN)).message()


@pytest.fixture
async def bob(loopback: Loopback, guild: object, channel: Channel) -> User:
    assert channel.guild is not None
    return loopback.user("Bob", channel.guild)


@pytest.fixture
async def found(
    loopback: Loopback, keeper: Verbatim, channel: Channel, ann: User, bob: User, store: Store
) -> list[Gap]:
    """Two questions for which two people each have chosen the same answer: a suggestion, and one mended."""
    for who in (ann, bob):
        await chose(loopback, channel, who, SEVERAL)
        await chose(loopback, channel, who, MENDED, mend=True)

    async def both() -> list[Gap] | None:
        learnt = await store.learnt.found()
        return learnt if len(learnt) == 2 else None

    learnt: list[Gap] = await until(both)
    return learnt


async def test_all_of_it_is_approved_in_one_draft(
    loopback: Loopback, keepers: Keepers, channel: Channel, folder: Path, ann: User, mia: User, store: Store,
    found: list[Gap],
) -> None:  # fmt: skip
    """It is shown by entry with how many chose so; once published, it is answered, and no longer shown nor open."""
    said = await keepers.use(mia, "learnt")
    assert f"**{CHOSEN}** (`{OTHER}`)\n" in said.content
    assert f"- {MENDED} (2 people)" in said.content

    async def missed() -> list[Gap]:
        return [each for each in await store.questions.gaps() if each.text == MENDED]

    [gap] = await until(missed)
    draft = await keepers.press(mia, said, "Approve all")
    assert "loans-late: 2 added, 0 removed" in draft.content
    assert labels(draft) == ["Publish", "Discard"]
    await keepers.press(mia, draft, "Publish")
    assert sorted((folder / "asked" / "loans-late.txt").read_text().split("\n")) == ["", *sorted([SEVERAL, MENDED])]
    assert "103 came back late" in (await ask(loopback, channel, ann, MENDED)).text
    assert (await keepers.use(mia, "learnt")).content.startswith("There is nothing to learn.")
    newest = (await store.versions.history())[0]
    assert (newest.origin, MENDED in newest.why) == ("learnt", False)

    async def taught() -> bool:
        settled = await store.questions.gap(gap.id)
        return settled is not None and (settled.state, settled.target) == ("taught", OTHER)

    await until(taught)


async def test_some_of_it_is_approved_or_left_out(
    keepers: Keepers, folder: Path, mia: User, found: list[Gap], loopback: Loopback, channel: Channel, ann: User
) -> None:
    """What was left out does not come back, though it is chosen again."""
    ids = {gap.text: str(gap.id) for gap in found}
    said = await keepers.use(mia, "learnt")
    draft = await keepers.choose(mia, said, "Approve some of them", ids[MENDED])
    assert "loans-late: 1 added, 0 removed" in draft.content
    said = await keepers.choose(mia, await keepers.use(mia, "learnt"), "Leave some out for good", ids[MENDED])
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
    question = await loopback.say(channel, bob, f"{loopback.bot.mention} {MENDED}")
    reply = await loopback.next_message(channel)
    offered = await (await loopback.press(bob, reply, "Not what I asked")).message()
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

"""*Share here*: what was shown privately, posted for everybody, whole and as it stands now."""

from __future__ import annotations

import pytest

from bot.client import Verbatim
from bot.core.answering.answerer import Answerer
from bot.serving.edition import Edition
from bot.store import Store
from tests import frozen
from tests.core import library
from tests.loopback import Channel, Guild, Loopback, Message, Permission, User

from .running import ask, blocks, labels, running

GONE = "That entry has changed since then and is gone. Please ask again."
TWO = "how many loans came back late and how many broken chairs in oakham"
WRONG = "is it true that oakham had 130 broken chairs?"


@pytest.fixture(scope="module")
def changed() -> Answerer:
    """A later version of the base, which has lost an entry of each kind and a topic."""
    text = library.FILES["gazette.yaml"].decode()
    for id in ("chairs-oakham", "bell-carpets"):
        text = text.replace(f"id: {id}\n", f"id: new-{id}\n")
    text = text.replace("contradicts: [chairs-oakham]", "contradicts: [new-chairs-oakham]")
    text = text.replace("near: [chairs-elmstead, chairs-oakham]", "near: []")
    return frozen.answerer(library.load({**library.FILES, "gazette.yaml": text.encode()}))


async def private(loopback: Loopback, channel: Channel, who: User, command: str, **options: str | bool) -> Message:
    used = await loopback.slash(who, channel, command, {**options, "private": True})
    message = await used.message()
    assert message.ephemeral
    return message


async def shared(loopback: Loopback, who: User, message: Message) -> Message:
    return await (await loopback.press(who, message, "Share here")).message()


@pytest.mark.usefixtures("bot")
async def test_a_shared_answer_carries_its_correction(loopback: Loopback, channel: Channel, ann: User) -> None:
    answer = await private(loopback, channel, ann, "ask", question=WRONG)
    public = await shared(loopback, ann, answer)
    assert not public.ephemeral
    assert blocks(public)[1] == "Not 130: the report has 31 chairs"
    assert blocks(public) == blocks(answer)


@pytest.mark.usefixtures("bot")
async def test_a_question_stands_above_its_answer_wherever_nobody_sees_it_otherwise(
    loopback: Loopback, channel: Channel, ann: User
) -> None:
    """By a command, by the form, shared, and with another answer chosen; as typed, and cut. Never a call for help."""
    question = f"how many loans did *they* look at, <@1>? {'x' * 200}"
    shown = f"> -# how many loans did \\*they\\* look at, \\<@1\\>? {'x' * 158}…"
    answer = await private(loopback, channel, ann, "ask", question=question)
    assert blocks(answer)[0] == blocks(await shared(loopback, ann, answer))[0] == shown
    form = await (await loopback.press(ann, answer, "Ask again")).modal()
    again = await (await loopback.submit(form, {"Your question": question})).message()
    assert blocks(again)[0] == shown
    await (await loopback.press(ann, again, "Not what I asked")).message()
    other = await (await loopback.press(ann, again, "Loans that came back late")).message()
    assert blocks(other)[0] == shown
    call = await private(loopback, channel, ann, "ask", question="my dad hits me and i am scared")
    assert "hits me" not in call.text


@pytest.mark.usefixtures("bot")
async def test_a_shared_answer_carries_the_further_ones(loopback: Loopback, channel: Channel, ann: User) -> None:
    answer = await private(loopback, channel, ann, "ask", question=TWO)
    public = await shared(loopback, ann, answer)
    assert any(block.startswith("**31 chairs**") for block in blocks(public))
    assert blocks(public) == blocks(answer)


@pytest.mark.usefixtures("bot")
async def test_what_may_have_been_meant_instead_is_a_small_line_and_the_first_other_candidate(
    loopback: Loopback, channel: Channel, ann: User
) -> None:
    """Shared, too."""
    answer = await private(loopback, channel, ann, "ask", question="how many chairs were broken")
    assert "-# Perhaps you meant: **31 chairs** Oakham had 31 broken chairs." in blocks(answer)
    assert blocks(await shared(loopback, ann, answer)) == blocks(answer)
    await (await loopback.press(ann, answer, "Not what I asked")).message()
    assert labels(answer)[7] == "Broken chairs in Oakham"


@pytest.mark.usefixtures("bot")
async def test_a_correction_of_an_answer_that_has_changed_since_is_left_out(
    loopback: Loopback, channel: Channel, ann: User, bot: Verbatim
) -> None:
    answer = await private(loopback, channel, ann, "ask", question=WRONG)
    text = (
        library.FILES["gazette.yaml"]
        .decode()
        .replace("Oakham had 31 broken chairs.", "In Oakham 31 chairs were broken.", 1)
    )
    bot.publisher.serve(Edition.of(frozen.answerer(library.load({**library.FILES, "gazette.yaml": text.encode()}))))
    public = await shared(loopback, ann, answer)
    assert blocks(public)[1] == "### 31 chairs\nIn Oakham 31 chairs were broken."


@pytest.mark.usefixtures("bot")
async def test_statistics_are_shared_with_their_charts_and_pages(
    loopback: Loopback, channel: Channel, ann: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page that was turned to, which who shared it may turn on."""
    monkeypatch.setattr("bot.render.figures._PAGE", 4)
    pages = await private(loopback, channel, ann, "stats")
    assert labels(pages) == ["More", "Share here"]
    public = await shared(loopback, ann, pages)
    assert (public.embeds[0], labels(public), list(public.files)) == (pages.embeds[0], ["More"], ["chart.png"])
    await (await loopback.press(ann, pages, "More")).message()
    assert labels(pages) == ["Back", "Share here"]
    public = await shared(loopback, ann, pages)
    assert (public.embeds[0], labels(public)) == (pages.embeds[0], ["Back"])


@pytest.mark.usefixtures("bot")
async def test_a_comparison_is_shared_with_its_chart(loopback: Loopback, channel: Channel, ann: User) -> None:
    pair = await private(loopback, channel, ann, "compare", a="loans-inspected", b="loans-late")
    public = await shared(loopback, ann, pair)
    assert not public.ephemeral
    assert (public.embeds[0], list(public.files)) == (pair.embeds[0], ["chart.png"])


@pytest.mark.usefixtures("bot")
async def test_quotations_are_shared(loopback: Loopback, channel: Channel, ann: User) -> None:
    quotes = await private(loopback, channel, ann, "quote", speaker="Rosa Bell")
    public = await shared(loopback, ann, quotes)
    assert not public.ephemeral
    assert blocks(public) == blocks(quotes)


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("command", "options"),
    [
        pytest.param("stats", {}, id="statistics"),
        pytest.param("compare", {"a": "loans-inspected", "b": "loans-late"}, id="a comparison"),
        pytest.param("quote", {}, id="quotations"),
    ],
)
async def test_what_everybody_sees_already_has_no_such_button(
    loopback: Loopback, channel: Channel, ann: User, command: str, options: dict[str, str]
) -> None:
    used = await loopback.slash(ann, channel, command, {**options, "private": False})
    assert "Share here" not in labels(await used.message())


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("command", "options"),
    [
        pytest.param("compare", {"a": "loans-late", "b": "chairs-oakham"}, id="figures that may not be compared"),
        pytest.param("quote", {"about": "xylophones"}, id="no quotation"),
    ],
)
async def test_a_refusal_is_not_offered_to_be_shared(
    loopback: Loopback, channel: Channel, ann: User, command: str, options: dict[str, str]
) -> None:
    assert labels(await private(loopback, channel, ann, command, **options)) == []


@pytest.mark.parametrize(
    ("command", "options"),
    [
        pytest.param("ask", {"question": TWO}, id="one of two answers"),
        pytest.param("compare", {"a": "chairs-elmstead", "b": "chairs-oakham"}, id="one of a pair"),
        pytest.param("quote", {}, id="one of several quotations"),
    ],
)
async def test_what_has_lost_an_entry_is_not_shared(
    loopback: Loopback,
    channel: Channel,
    ann: User,
    bot: Verbatim,
    changed: Answerer,
    command: str,
    options: dict[str, str],
) -> None:
    """And who pressed is told why."""
    message = await private(loopback, channel, ann, command, **options)
    bot.publisher.serve(Edition.of(changed))
    told = await shared(loopback, ann, message)
    assert (told.text, told.ephemeral) == (GONE, True)


async def test_a_topic_that_has_gone_is_not_shared(
    loopback: Loopback, channel: Channel, ann: User, answerer: Answerer, store: Store
) -> None:
    text = library.FILES["gazette.yaml"].decode()
    with_topic = text.replace("    title: Loans looked at\n", "    title: Loans looked at\n    topic: loans\n", 1)
    before = frozen.answerer(library.load({**library.FILES, "gazette.yaml": with_topic.encode()}))
    async with running(loopback, before, store) as bot:
        message = await private(loopback, channel, ann, "stats", topic="loans")
        bot.publisher.serve(Edition.of(answerer))
        told = await shared(loopback, ann, message)
        assert (told.text, told.ephemeral) == (GONE, True)


async def test_sharing_works_after_a_restart(
    loopback: Loopback, channel: Channel, ann: User, answerer: Answerer, store: Store
) -> None:
    async with running(loopback, answerer, store):
        answer = await private(loopback, channel, ann, "ask", question=TWO)
        pages = await private(loopback, channel, ann, "stats")
        pair = await private(loopback, channel, ann, "compare", a="loans-inspected", b="loans-late")
        quotes = await private(loopback, channel, ann, "quote")
    async with running(loopback, answerer, store):
        for message in (answer, pages, pair, quotes):
            assert (await shared(loopback, ann, message)).text == message.text


@pytest.mark.usefixtures("bot")
async def test_where_no_file_may_be_sent_a_chart_is_said_in_blocks_privately(
    loopback: Loopback, channel: Channel, guild: Guild, ann: User
) -> None:
    reply = await ask(loopback, channel, ann, "how many loans came back late")
    await loopback.deny(channel, loopback.bot, Permission.ATTACH_FILES)
    told = await (await loopback.press(ann, reply, "Chart")).message()
    assert told.ephemeral
    assert told.files == {}
    assert "█" in told.content
    assert "Loans that came back late" in told.content
    assert "309" in told.content

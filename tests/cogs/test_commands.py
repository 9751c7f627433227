"""The slash commands with which people ask, end to end: /ask, /stat, /stats, /compare, /quote, /sources, /about."""

from __future__ import annotations

import asyncio
import struct
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from bot.charts import Charts
from bot.client import Verbatim
from bot.core.answering.answerer import Answerer
from bot.core.knowledge.chart_data import Series
from bot.errors import StoreError
from bot.serving.edition import Edition
from bot.store import Store
from tests import frozen
from tests.core import library
from tests.loopback import Channel, Guild, Loopback, Message, User
from tests.loopback.message import walk

from .moderating import until
from .running import blocks, headline, labels

CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback"
EVERY_COMMAND = [
    pytest.param("ask", {"question": "how many loans did they look at?"}, "412 loans", id="/ask"),
    pytest.param("stat", {"name": "loans-late"}, "103 of 412 loans (25 %)", id="/stat"),
    pytest.param("stats", {}, "Figures of the report", id="/stats"),
    pytest.param("compare", {"a": "chairs-elmstead", "b": "chairs-oakham"}, "96 - 31 = 65", id="/compare"),
    pytest.param("quote", {"speaker": "Rosa Bell"}, "wet carpets", id="/quote"),
    pytest.param("sources", {}, "Elmstead Gazette", id="/sources"),
    pytest.param("help", {}, "How to ask", id="/help"),
    pytest.param("about", {}, "What I keep", id="/about"),
]
PUBLIC = EVERY_COMMAND[:5]
DRAWN = EVERY_COMMAND[1:4]
NO_SUCH = "I have nothing by that name. Start typing and choose from the list."
FAILED = "Something went wrong on my side"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + struct.pack(">II", 1200, 400)
pytestmark = pytest.mark.usefixtures("bot")


@pytest.fixture
def quick(bot: Verbatim) -> None:
    """No time is spent on drawing: every picture is the same few bytes."""
    bot.charts = Charts(draw=lambda series: PNG)


async def used(loopback: Loopback, user: User, channel: Channel, command: str, **options: Any) -> Message:
    """Return the answer to a command."""
    return await (await loopback.slash(user, channel, command, options)).message()


async def offered(
    loopback: Loopback, user: User, channel: Channel, command: str, option: str, typed: str
) -> dict[str, Any]:
    """Return the choices that are offered to what was typed, and see that it took no time."""
    asked = await loopback.autocomplete(user, channel, command, option, typed)
    assert (await asked.response()).after_s < 0.5
    return await asked.choices()


def embed(**parts: Any) -> dict[str, Any]:
    return {"type": "rich", "flags": 0, "color": 0x2E7D32, **parts}


@cache
def with_topics(*topics: str) -> Answerer:
    """Answer from a base that has ten more figures in each of some topics."""
    more = "".join(
        f"  - id: t{number}-{each}\n    title: Sample {number} {each}\n    topic: {topic}\n"
        f"    says: Inspectors looked at 412 loans.\n    figure: {{value: 412, unit: loans}}\n"
        f'    evidence: "Inspectors looked at 412 loans"\n    asked: [sample {number} {each} please]\n'
        for number, topic in enumerate(topics)
        for each in "abcdefghij"
    )
    return frozen.answerer(library.knowledge(gazette=("\nsilences:", f"\n{more}\nsilences:")))


# what each command shows


async def test_ask_answers_as_a_mention_does(loopback: Loopback, channel: Channel, ann: User) -> None:
    """The figure, the words, and where they stand; with a button for another question, as nobody can reply to it."""
    reply = await used(loopback, ann, channel, "ask", question="how many loans did they look at?")
    assert blocks(reply) == [
        "> -# how many loans did they look at?",
        "### 412 loans\nInspectors looked at 412 loans.",
        '> "Inspectors looked at 412 loans" - Elmstead Gazette, paragraph 3',
        "-# Libraries in Elmstead are worn out (March 2018)",
    ]
    assert labels(reply) == ["Chart", "In context", "Not what I asked", "Ask again", "Helpful", "Wrong"]
    assert (reply.ephemeral, reply.pings) == (False, frozenset())


async def test_stat_shows_the_figure_with_its_picture(loopback: Loopback, channel: Channel, ann: User) -> None:
    """A real PNG, whose description says the same in words."""
    reply = await used(loopback, ann, channel, "stat", name="loans-late")
    assert headline(reply) == "103 of 412 loans (25 %)"
    [picture] = [item for part in walk(reply.components) for item in part.get("items", ())]
    assert picture["description"] == (
        "A bar in two parts shows 103 of 412 loans (25 %). Of the 412 loans, 103 came back late. "
        'The part "Loans that came back late" is 103 (25 %). The part "Other loans" is 309 (75 %). '
        'The source is Elmstead Gazette, "Libraries in Elmstead are worn out", March 2018.'
    )
    assert (picture["media"]["content_type"], picture["media"]["width"]) == ("image/png", 1200)
    assert reply.files["chart.png"].endswith(b"IEND\xaeB`\x82")


async def test_stat_of_a_figure_in_words_has_no_picture(loopback: Loopback, channel: Channel, ann: User) -> None:
    """Dozens cannot be drawn."""
    reply = await used(loopback, ann, channel, "stat", name="atlases-ruined")
    assert (headline(reply), reply.attachments) == ("Dozens of atlases", [])


@pytest.mark.usefixtures("quick")
async def test_stats_lists_every_figure(loopback: Loopback, channel: Channel, ann: User) -> None:
    """Each with what it counts, and the pictures of those that can be drawn."""
    reply = await used(loopback, ann, channel, "stats")
    assert reply.embeds == [
        embed(
            title="Figures of the report",
            description="**412 loans**\nLoans looked at\n"
            "**103 of 412 loans (25 %)**\nLoans that came back late\n"
            "**25 % (103 of 412 loans)**\nShare of loans that came back late\n"
            "**96 chairs**\nBroken chairs in Elmstead\n"
            "**31 chairs**\nBroken chairs in Oakham\n"
            "**dozens of atlases**\nAtlases ruined by rain",
            footer={"text": "Elmstead Gazette, March 2018"},
        )
    ]
    assert [each["filename"] for each in reply.attachments] == ["chart-1.png", "chart-2.png"]
    assert [each["description"].split(". ")[0] for each in reply.attachments] == [
        'A chart of two bars has the title "Loans"',
        'A chart of two bars has the title "Chairs"',
    ]


@pytest.mark.usefixtures("quick")
async def test_compare_puts_two_figures_side_by_side(loopback: Loopback, channel: Channel, ann: User) -> None:
    """With their difference, how it was calculated, and the picture."""
    reply = await used(loopback, ann, channel, "compare", a="chairs-oakham", b="Broken chairs in Elmstead")
    assert reply.embeds == [
        embed(
            title="Side by side",
            description="Calculated: 96 - 31 = 65",
            fields=[
                {
                    "name": "31 chairs",
                    "value": "Oakham had 31 broken chairs.\n"
                    '"31 broken chairs in Oakham, its neighbour" - Elmstead Gazette, paragraph 4',
                    "inline": True,
                },
                {
                    "name": "96 chairs",
                    "value": "The inspectors counted 96 broken chairs in Elmstead.\n"
                    '"They counted 96 broken chairs in Elmstead" - Elmstead Gazette, paragraph 4',
                    "inline": True,
                },
            ],
            footer={"text": "Libraries in Elmstead are worn out (March 2018)"},
        )
    ]
    assert reply.attachments[0]["description"] == (
        'A chart of two bars has the title "Chairs". The bar "Broken chairs in Elmstead" is 96 chairs. '
        'The bar "Broken chairs in Oakham" is 31 chairs. '
        'The source is Elmstead Gazette, "Libraries in Elmstead are worn out", March 2018.'
    )


BELL = (
    '**Rosa Bell on wet carpets**\n> "Our readers deserve better than wet carpets and dark rooms"\n'
    "-# Rosa Bell, chief librarian; Elmstead Gazette, paragraph 5"
)
HURST = (
    '**Tom Hurst on lamps**\n> "We have asked for new lamps since 2009 and nobody listened"\n'
    "-# Tom Hurst; Elmstead Gazette, paragraph 6"
)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        pytest.param({}, [BELL, HURST], id="all"),
        pytest.param({"speaker": "tom hurst"}, [HURST], id="a speaker"),
        pytest.param({"speaker": "librarian"}, [BELL], id="a speaker's role"),
        pytest.param({"about": "lamps"}, [HURST], id="a subject"),
        pytest.param({"about": "money"}, ["The report quotes nobody on that."], id="a subject nobody spoke of"),
        pytest.param({"speaker": "", "about": ""}, [BELL, HURST], id="empty options"),
    ],
)
async def test_quote_shows_words_with_who_said_them(
    loopback: Loopback, channel: Channel, ann: User, options: dict[str, str], expected: list[str]
) -> None:
    """Of a speaker, about something, or all."""
    reply = await used(loopback, ann, channel, "quote", **options)
    assert blocks(reply) == expected


async def test_sources_names_what_the_answers_rest_on(loopback: Loopback, channel: Channel, ann: User) -> None:
    """Privately: it is long, and only who asks wants to read it."""
    reply = await used(loopback, ann, channel, "sources")
    assert reply.embeds == [
        embed(
            title="Sources",
            description="**Libraries in Elmstead are worn out**\nElmstead Gazette, March 2018\n"
            "https://gazette.example/libraries\n"
            "It reports on Inspection of the libraries of Elmstead (9 March 2018).\n",
        )
    ]
    assert reply.ephemeral


async def test_help_says_what_can_be_asked_and_how(loopback: Loopback, channel: Channel, ann: User) -> None:
    """Privately, with questions of this very base, each on a button as well; who mentions it and asks gets the same."""
    reply = await used(loopback, ann, channel, "help")
    assert reply.ephemeral
    assert blocks(reply)[0].splitlines() == [
        'I answer questions about "Libraries in Elmstead are worn out", with the words it rests on. You could ask:',
        "- How many loans did they look at?",
        "- How many loans came back late?",
        "- What share of loans came back late?",
    ]
    assert labels(reply)[:2] == ["Loans looked at", "Loans that came back late"]
    assert "Something wrong?" in blocks(reply)[1]
    await loopback.say(channel, ann, f"{loopback.bot.mention} Hi, what can you do?")
    said = await loopback.next_message(channel)
    assert blocks(said) == blocks(reply)
    answer = await (await loopback.press(ann, said, "Loans that came back late")).message()
    assert headline(answer) == "103 of 412 loans (25 %)"


async def test_about_says_what_is_kept_which_knowledge_and_whom_to_tell(
    loopback: Loopback, channel: Channel, ann: User, bot: Verbatim
) -> None:
    """The time of loading in the reader's own time zone."""
    text = (await used(loopback, ann, channel, "about")).embeds[0]["description"]
    assert f"`{bot.answerer.version}`, loaded <t:{int(bot.edition.loaded_at.timestamp())}:f>." in text
    assert "**Something wrong?** Tell this server's moderators" in text


# where and to whom


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("place", ["a direct message", "a server without the bot"])
@pytest.mark.parametrize(("command", "options", "expected"), EVERY_COMMAND)
async def test_every_command_works_in(
    loopback: Loopback, command: str, options: dict[str, Any], expected: str, place: str
) -> None:
    """As in a server that has the bot."""
    elsewhere = loopback.guild("Elsewhere", with_bot=False)
    cat = loopback.user("Cat", elsewhere)
    channel = loopback.dm(cat) if place == "a direct message" else loopback.channel(elsewhere)
    assert expected in (await used(loopback, cat, channel, command, **options)).text


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(("command", "options", "expected"), PUBLIC)
async def test_a_reply_is_private_if_wanted_from_then_on_until_told_otherwise(
    loopback: Loopback, channel: Channel, ann: User, command: str, options: dict[str, Any], expected: str
) -> None:
    """Public at first."""
    seen = []
    for private in ({}, {"private": True}, {}, {"private": False}, {}):
        seen.append((await used(loopback, ann, channel, command, **options, **private)).ephemeral)
    assert seen == [False, True, True, False, False]


async def test_what_one_person_prefers_is_nothing_to_another(
    loopback: Loopback, channel: Channel, guild: Guild, ann: User
) -> None:
    """Nor does it matter with which command it was said."""
    bob = loopback.user("Bob", guild)
    await used(loopback, ann, channel, "quote", private=True)
    assert (await used(loopback, ann, channel, "ask", question="how many loans did they look at?")).ephemeral
    assert not (await used(loopback, bob, channel, "ask", question="how many loans did they look at?")).ephemeral


async def test_a_private_answer_can_be_shared(loopback: Loopback, channel: Channel, ann: User) -> None:
    """By a button; then everybody reads it."""
    reply = await used(loopback, ann, channel, "ask", question="how many loans came back late", private=True)
    shared = await (await loopback.press(ann, reply, "Share here")).message()
    assert (headline(shared), shared.ephemeral) == ("103 of 412 loans (25 %)", False)


@pytest.mark.parametrize("failing", ["prefers_private", "set_prefers_private"])
async def test_a_store_that_fails_costs_nobody_an_answer(
    loopback: Loopback,
    channel: Channel,
    ann: User,
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    failing: str,
) -> None:
    """It is private then, as the asker may wish."""

    async def broken(*_: object) -> None:
        raise StoreError("the disk is full")

    monkeypatch.setattr(store, failing, broken)
    private = {"private": True} if failing.startswith("set") else {}
    reply = await used(loopback, ann, channel, "ask", question="how many loans did they look at?", **private)
    assert (headline(reply), reply.ephemeral) == ("412 loans", True)

    async def logged() -> bool:
        return "the disk is full" in caplog.text

    await until(logged)


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(("command", "options", "expected"), PUBLIC)
async def test_a_store_that_takes_its_time_keeps_nobody_waiting(
    loopback: Loopback,
    channel: Channel,
    ann: User,
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    options: dict[str, Any],
    expected: str,
) -> None:
    """Discord waits three seconds; a reply is private if it is not known in one, unless something is known already."""

    over = asyncio.Event()  # in place of four seconds

    async def slow(*_: object) -> bool:
        await over.wait()
        return False

    monkeypatch.setattr("bot.preferences._PATIENCE_S", 0.1)  # or this test would take as long
    for name in ("prefers_private", "set_prefers_private"):
        monkeypatch.setattr(store, name, slow)
    seen = []
    for private in ({}, {"private": False}, {}):
        interaction = await loopback.slash(ann, channel, command, {**options, **private})
        assert (await interaction.response()).after_s < 1
        message = await interaction.message()
        assert expected in message.text
        seen.append(message.ephemeral)
    over.set()
    assert seen == [True, False, False]


@pytest.mark.parametrize(
    ("command", "options"),
    [
        pytest.param("ask", {"question": "my father hits me and i am afraid to go home"}, id="/ask"),
        pytest.param("stat", {"name": "my father hits me, 412 times"}, id="/stat"),
        pytest.param("compare", {"a": "loans-late", "b": "my father hits me"}, id="/compare"),
    ],
)
async def test_a_call_for_help_gets_the_help_lines_privately_and_no_figure(
    loopback: Loopback, channel: Channel, ann: User, command: str, options: dict[str, str]
) -> None:
    """Whatever the asker has said of privacy."""
    reply = await used(loopback, ann, channel, command, **options, private=False)
    assert reply.ephemeral
    assert reply.text.startswith("It sounds as if you may not be safe.\n\n**999** Emergency services")
    assert "412" not in reply.text
    assert reply.attachments == []


# while somebody types


@pytest.mark.parametrize(
    ("typed", "first", "number"),
    [
        pytest.param("", "loans-inspected", 6, id="nothing: all"),
        pytest.param("chiars oakham", "chairs-oakham", 1, id="misspelt"),
        pytest.param("how many seats were damaged", "chairs-elmstead", 1, id="nearly a phrasing"),
        pytest.param("xqzv", None, 0, id="nonsense"),
        pytest.param("???", None, 0, id="no word"),
        pytest.param("x" * 6_000, None, 0, id="very much"),
    ],
)
async def test_statistics_are_offered_by_likeness(
    loopback: Loopback,
    channel: Channel,
    ann: User,
    typed: str,
    first: str | None,
    number: int,
) -> None:
    """By title and by ways of asking, the likest first; in each option that names one."""
    for command, option in (("stat", "name"), ("compare", "a"), ("compare", "b")):
        choices = list((await offered(loopback, ann, channel, command, option, typed)).values())
        assert (next(iter(choices), None), len(choices)) == (first, number)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("", ["Rosa Bell", "Tom Hurst"], id="nothing: all"),
        pytest.param("BELL", ["Rosa Bell"], id="a part, in capitals"),
        pytest.param(" tom ", ["Tom Hurst"], id="with spaces"),
        pytest.param("rosa blel", ["Rosa Bell"], id="with a typing error"),
        pytest.param("xqzv", [], id="nonsense"),
    ],
)
async def test_speakers_are_offered(
    loopback: Loopback, channel: Channel, ann: User, typed: str, expected: list[str]
) -> None:
    """By a part of their name."""
    assert list(await offered(loopback, ann, channel, "quote", "speaker", typed)) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("", ["Lending", "Furniture"], id="nothing: all"),
        pytest.param("FURN", ["Furniture"], id="a part, in capitals"),
        pytest.param("funriture", ["Furniture"], id="with a typing error"),
        pytest.param("xqzv", [], id="nonsense"),
    ],
)
async def test_topics_are_offered(
    loopback: Loopback, channel: Channel, ann: User, bot: Verbatim, typed: str, expected: list[str]
) -> None:
    """By a part of their name."""
    bot.publisher.serve(Edition.of(with_topics("Lending", "Furniture")))
    assert list(await offered(loopback, ann, channel, "stats", "topic", typed)) == expected


async def test_at_most_25_choices_are_offered(loopback: Loopback, channel: Channel, ann: User, bot: Verbatim) -> None:
    """Discord takes no more."""
    bot.publisher.serve(Edition.of(with_topics("One", "Two", "Three")))
    assert len(await offered(loopback, ann, channel, "stat", "name", "")) == 25
    assert len(await offered(loopback, ann, channel, "stat", "name", "sample")) == 25


@pytest.mark.usefixtures("quick")
async def test_a_topic_longer_than_a_choice_may_be_can_be_chosen(
    loopback: Loopback, channel: Channel, ann: User, bot: Verbatim
) -> None:
    """A choice has a hundred characters at most, a topic up to two hundred."""
    bot.publisher.serve(Edition.of(with_topics("Lending " * 20)))
    [chosen] = (await offered(loopback, ann, channel, "stats", "topic", "lend")).values()
    assert "Sample 0 a" in (await used(loopback, ann, channel, "stats", topic=chosen)).text


# paging


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("topic", [pytest.param("Lending", id="as chosen"), pytest.param(" lENDING", id="as typed")])
async def test_the_pages_of_a_topic_can_be_turned(
    loopback: Loopback, channel: Channel, ann: User, bot: Verbatim, topic: str
) -> None:
    """Eight figures a page, however the topic was written."""
    bot.publisher.serve(Edition.of(with_topics("Lending", "Furniture")))
    first = await used(loopback, ann, channel, "stats", topic=topic)
    assert (headline(first), first.text.count("412 loans")) == ("Figures of the report: Lending", 8)
    assert first.embeds[0]["footer"]["text"] == "Elmstead Gazette, March 2018; page 1 of 2"
    second = await (await loopback.press(ann, first, "More")).message()
    assert (second.text.count("412 loans"), "page 2 of 2" in second.text) == (2, True)
    assert [part["label"] for part in second.components[0]["components"]] == ["Back"]


# what is refused


@pytest.mark.parametrize(
    ("command", "options", "expected"),
    [
        pytest.param("stat", {"name": "pizza"}, NO_SUCH, id="/stat: nonsense"),
        pytest.param("stat", {"name": "weather in a book"}, NO_SUCH, id="/stat: like a title by its letters only"),
        pytest.param("stat", {"name": ""}, NO_SUCH, id="/stat: empty"),
        pytest.param("stat", {"name": "???"}, NO_SUCH, id="/stat: no word"),
        pytest.param("stat", {"name": "roof-leaked"}, NO_SUCH, id="/stat: an entry without a figure"),
        pytest.param("stats", {"topic": "pizza"}, NO_SUCH, id="/stats: unknown topic"),
        pytest.param("compare", {"a": "loans-late", "b": "pizza"}, NO_SUCH, id="/compare: nonsense"),
        pytest.param("compare", {"a": "", "b": ""}, NO_SUCH, id="/compare: empty"),
        pytest.param(
            "compare",
            {"a": "loans-late", "b": "loans-late"},
            "A comparison needs two different figures.",
            id="/compare: one figure",
        ),
        pytest.param(
            "compare",
            {"a": "loans-late", "b": "chairs-oakham"},
            '"Loans that came back late" is in loans and "Broken chairs in Oakham" in chairs: they cannot be compared.',
            id="/compare: other units",
        ),
        pytest.param(
            "compare",
            {"a": "atlases-ruined", "b": "loans-late"},
            '"Atlases ruined by rain" cannot be compared: it is known in words only.',
            id="/compare: in words only",
        ),
        pytest.param("quote", {"speaker": "Ann Marsh"}, "The report quotes nobody on that.", id="/quote: nobody"),
        pytest.param("quote", {"about": "xqzv"}, "The report quotes nobody on that.", id="/quote: nothing"),
    ],
)
async def test_what_cannot_be_shown_is_refused_plainly_and_privately(
    loopback: Loopback, channel: Channel, ann: User, command: str, options: dict[str, str], expected: str
) -> None:
    """Without a figure that was not asked for."""
    reply = await used(loopback, ann, channel, command, **options)
    assert (reply.text, reply.ephemeral, reply.attachments) == (expected, True, [])


async def test_an_empty_topic_is_all_of_them(
    loopback: Loopback, channel: Channel, ann: User, bot: Verbatim, quick: None
) -> None:
    """As if it had been left out."""
    bot.publisher.serve(Edition.of(with_topics("Lending")))
    reply = await used(loopback, ann, channel, "stats", topic=" ")
    assert (headline(reply), "page 1 of 2" in reply.text) == ("Figures of the report", True)


async def test_a_question_of_spaces_is_answered(loopback: Loopback, channel: Channel, ann: User) -> None:
    """With what can be done about it."""
    assert "Ask me anything about" in (await used(loopback, ann, channel, "ask", question=" ")).text


async def test_discord_lets_nobody_ask_6000_characters(loopback: Loopback, channel: Channel, ann: User) -> None:
    """It was told that 4,000 are enough; those are answered."""
    with pytest.raises(AssertionError, match="lets nobody type 6000 characters"):
        await loopback.slash(ann, channel, "ask", {"question": "loans " * 1_000})
    asked = await loopback.slash(ann, channel, "ask", {"question": "loans? " * 571})
    assert (await asked.message()).text
    assert (await asked.response()).after_s < 1.0


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("stat", {"name": "pizza " * 17}),
        ("stats", {"topic": "pizza " * 17}),
        ("compare", {"a": "chairs-elmstead", "b": "pizza " * 17}),
        ("quote", {"speaker": "pizza " * 17}),
        ("quote", {"about": "pizza " * 17}),
    ],
)
async def test_discord_lets_nobody_type_a_name_longer_than_any_choice(
    loopback: Loopback, channel: Channel, ann: User, command: str, options: dict[str, str]
) -> None:
    """As long as a choice's name may be: 100 characters."""
    with pytest.raises(AssertionError, match="lets nobody type 102 characters"):
        await loopback.slash(ann, channel, command, options)


# when something goes wrong, or slowly


@pytest.mark.parametrize(("command", "options", "expected"), DRAWN)
async def test_a_chart_that_cannot_be_drawn_is_told_privately_and_leaves_nothing_waiting(
    loopback: Loopback,
    channel: Channel,
    ann: User,
    bot: Verbatim,
    caplog: pytest.LogCaptureFixture,
    command: str,
    options: dict[str, Any],
    expected: str,
) -> None:
    """The public "thinking" is taken away; the keeper finds the traceback in the log."""

    def broken(series: Series) -> bytes:
        raise RuntimeError("out of ink")

    bot.charts = Charts(draw=broken)
    asked = await loopback.slash(ann, channel, command, options)
    told = await asked.followup()
    assert (told.ephemeral, told.content.split(",")[0], told.attachments) == (True, FAILED, [])
    assert asked.original is not None
    assert asked.original.deleted
    assert "out of ink" in caplog.text


@pytest.mark.parametrize(
    ("command", "options"),
    [
        pytest.param("ask", {"question": "how many loans did they look at?"}, id="/ask"),
        pytest.param("stat", {"name": "how many loans"}, id="/stat"),
    ],
)
async def test_a_failure_is_told_privately_and_logged_without_the_question(
    loopback: Loopback,
    channel: Channel,
    ann: User,
    bot: Verbatim,
    caplog: pytest.LogCaptureFixture,
    command: str,
    options: dict[str, str],
) -> None:
    """Kind and short; no traceback is shown."""

    class Broken:
        def answer(self, message: str) -> None:
            raise RuntimeError("broken on purpose")

        read = answer

    bot.publisher.serve(replace(bot.edition, answerer=Broken()))  # any failure inside would do
    reply = await used(loopback, ann, channel, command, **options)
    assert (reply.ephemeral, reply.content.split(",")[0], "Trace" in reply.text) == (True, FAILED, False)
    assert "broken on purpose" in caplog.text
    assert "how many loans" not in caplog.text


@pytest.mark.usefixtures("quick")
async def test_with_every_first_reply_held_for_two_seconds_all_is_answered_within_three(
    loopback: Loopback, channel: Channel, ann: User
) -> None:
    """Nothing else is asked of Discord before the answer or the deferral."""
    uses = [param.values for param in EVERY_COMMAND]
    loopback.hold(None, 2.0, times=len(uses) + 1)
    before = len(loopback.requests)
    typing = await loopback.autocomplete(ann, channel, "stat", "name", "lo")
    asked = [await loopback.slash(ann, channel, str(command), dict(options)) for command, options, _ in uses]
    answers = await asyncio.gather(*(each.message() for each in asked))
    for (_, _, expected), answer, each in zip(uses, answers, asked, strict=True):
        assert expected in answer.text
        assert (await each.response()).after_s < 3.0
    assert (await typing.response()).after_s < 3.0
    first = loopback.requests[before : before + len(uses) + 1]
    assert [call.name for call in first] == [CALLBACK] * len(first)
    assert [each.refused for each in asked] == [[]] * len(asked)

"""What the chat in the terminal shows to a line, without a terminal."""

from __future__ import annotations

import pytest

from bot import render
from bot.cli.conversing import Chat
from bot.cli.pieces import plain
from bot.core.answering.answerer import Answerer
from bot.core.knowledge.loading import load
from tests import frozen
from tests.core import library

HELP_LINES = "It sounds as if you may not be safe.\n"
LISTED = "/stats lists them all."


@pytest.fixture
def chat(answerer: Answerer) -> Chat:
    return Chat(answerer)


@pytest.fixture(scope="module")
def sorted_by_topic() -> Answerer:
    """Answers from the base with two topics."""
    first, second = "title: Loans looked at\n", "title: Broken chairs in Elmstead\n"
    text = library.FILES["gazette.yaml"].decode()
    for title, topic in ((first, "loans"), (second, "broken chairs")):
        text = text.replace(title, f"{title}    topic: {topic}\n")
    return frozen.answerer(load({**library.FILES, "gazette.yaml": text.encode()}))


def said(chat: Chat, *lines: str) -> str:
    """Return what is shown to the last of some lines."""
    shown = None
    for line in lines:
        shown = chat.said(line)
    assert shown is not None
    return plain(shown)


@pytest.mark.parametrize(
    ("line", "begins"),
    [
        pytest.param(
            "how many loans did they look at", "412 loans\nInspectors looked at 412 loans.\n", id="a question"
        ),
        pytest.param(
            "/stat Loans looked at", "412 loans\nInspectors looked at 412 loans.\n", id="a figure by its title"
        ),
        pytest.param("  /STAT  loans-inspected ", "412 loans\n", id="by its id, in capitals, with spaces"),
        pytest.param("/stat how many broken chairs in oakham", "31 chairs\n", id="a figure by a question"),
        pytest.param("/stat", f"Which figure? Type /stat and its name; {LISTED}", id="no name"),
        pytest.param(
            "/stat loans inspected",
            'I have no figure named "loans inspected". Did you mean:\n- Loans looked at',
            id="a part of a name",
        ),
        pytest.param("/stat xyzzy", f'I have no figure named "xyzzy"; {LISTED}', id="no such name"),
        pytest.param(
            "/stats", "Figures of the report\n\n412 loans\nLoans looked at\n103 of 412 loans", id="all figures"
        ),
        pytest.param("/stats pizza", f"My figures aren't sorted by topic; {LISTED}", id="a topic where there is none"),
        pytest.param(
            "/compare", "Which two figures? Type /compare and their names, with a comma", id="nothing to compare"
        ),
        pytest.param("/compare Loans looked at", "Which two figures?", id="one figure"),
        pytest.param("/compare Loans looked at, pizza", 'I have no figure named "pizza"', id="one that there is"),
        pytest.param(
            "/quote", 'Rosa Bell on wet carpets\n"Our readers deserve better than wet carpets', id="all quotes"
        ),
        pytest.param(
            "/quote hurst",
            'Tom Hurst on lamps\n"We have asked for new lamps since 2009',
            id="a part of a speaker's name",
        ),
        pytest.param(
            "/quote about lamps", 'Tom Hurst on lamps\n"We have asked for new lamps since 2009', id="on something"
        ),
        pytest.param(
            "/quote Rosa Bell about carpets", 'Rosa Bell on wet carpets\n"Our readers', id="of somebody on something"
        ),
        pytest.param("/quote Rosa Bell about xyzzy", "The report quotes nobody on that.", id="no such quote"),
        pytest.param("/sources", "Sources\n\nLibraries in Elmstead are worn out\nElmstead Gazette", id="sources"),
        pytest.param("/about", "I answer questions about a published report", id="about"),
        pytest.param("/help", "Ask in your own words", id="help"),
        pytest.param("/loans", "There is no /loans. There are /stat, /stats, /compare, ", id="no such command"),
        pytest.param("/", "There is no /. There are /stat, ", id="no command at all"),
    ],
)
def test_what_a_line_shows(chat, line, begins):
    assert said(chat, line).startswith(begins)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("/compare Broken chairs in Elmstead, Broken chairs in Oakham", id="a comma"),
        pytest.param("/compare broken chairs in elmstead with broken chairs in oakham", id="with"),
        pytest.param("/compare chairs-elmstead and chairs-oakham", id="and"),
        pytest.param("/compare how many broken chairs in elmstead, how many broken chairs in oakham", id="questions"),
    ],
)
def test_two_figures_are_put_side_by_side_and_drawn(chat, line):
    shown = said(chat, line)
    assert shown.startswith("Side by side\n\nCalculated: 96 - 31 = 65\n\n96 chairs\nThe inspectors counted")
    assert "\n\n31 chairs\nOakham had 31 broken chairs.\n" in shown
    assert "█ 96\n" in shown


def test_a_title_with_a_comma_or_an_and_is_found_whole():
    changed = library.knowledge(gazette=("title: Loans looked at", "title: Loans and returns, in all"))
    chat = Chat(frozen.answerer(changed))
    shown = said(chat, "/compare Loans and returns, in all, Loans that came back late")
    assert "\n\n412 loans\n" in shown
    assert "\n\n103 of 412 loans (25 %)\n" in shown


def test_a_figure_has_its_chart_below_it(chat):
    assert " 309 (75 %)\n" in said(chat, "/stat Loans that came back late")


def test_there_is_no_mark_of_discord_s_in_what_commands_show(chat):
    """No bold type, no quotation sign at the beginning, no time that only Discord can write out."""
    for line in ("/stats", "/compare chairs-elmstead, chairs-oakham", "/quote", "/sources", "/about"):
        shown = said(chat, line)
        assert [mark for mark in ("**", "\n> ", "`", "<t:") if mark in f"\n{shown}"] == []


@pytest.mark.parametrize(
    ("line", "figures"),
    [
        pytest.param("/stats loans", ["412 loans"], id="by its name"),
        pytest.param("/stats LOANS", ["412 loans"], id="in capitals"),
        pytest.param("/stats chairs", ["96 chairs"], id="by a part"),
    ],
)
def test_the_figures_of_a_topic(sorted_by_topic, line, figures):
    listed = said(Chat(sorted_by_topic), line).split("\n\n")[1].split("\n")
    assert listed[::2] == figures


def test_topics_are_listed_to_whoever_names_another(sorted_by_topic):
    shown = said(Chat(sorted_by_topic), "/stats pizza")
    assert shown == "I have no topic by that name. There are: loans, broken chairs."


@pytest.mark.parametrize(
    "before",
    [
        pytest.param("how many loans came back late", id="an answer"),
        pytest.param("/stat loans-late", id="a figure"),
        pytest.param("/compare loans-late, loans-inspected", id="two figures: the first"),
    ],
)
def test_a_follow_up_goes_on_from_what_was_shown(chat, before):
    assert said(chat, before, "what percent is that?").startswith("25 % (103 of 412 loans)\n")


def test_a_list_of_quotes_is_gone_on_from_as_well(chat):
    assert "Tom Hurst" in said(chat, "/quote hurst", "who said that?")


@pytest.mark.parametrize("line", ["/about", "/nope", "/stat xyzzy"])
def test_what_shows_no_entry_leaves_the_conversation_as_it_was(chat, line):
    shown = said(chat, "how many loans came back late", line, "what percent is that?")
    assert shown.startswith("25 % (103 of 412 loans)\n")


def test_a_conversation_can_begin_again(chat):
    said(chat, "how many loans came back late")
    chat.begin_again()
    assert not said(chat, "what percent is that?").startswith("25 %")


@pytest.mark.parametrize(
    "line",
    [
        "my uncle hits me", "/ my uncle hits me", "/my uncle hits me", "/help my uncle hits me",
        "/quit my uncle hits me",
        "/stat my uncle hits me", "/stats my uncle hits me", "/compare my uncle hits me",
        "/compare my uncle hits me, loans", "/quote my uncle hits me", "/quote about my uncle hits me",
    ],
)  # fmt: skip
def test_a_call_for_help_gets_help_lines_after_any_command_and_ends_the_conversation(chat, line):
    assert said(chat, "how many loans came back late", line).startswith(HELP_LINES)
    assert not said(chat, "what percent is that?").startswith("25 %")


@pytest.mark.parametrize("line", ["/quit", " /Quit ", "/quit now"])
def test_quit_ends_the_chat(chat, line):
    assert chat.said(line) is None


def test_help_lists_every_command_and_each_is_there(chat):
    listed = [line.split()[0] for line in said(chat, "/help").splitlines() if line.startswith("/")]
    assert listed == [f"/{name}" for name in render.CHAT_COMMANDS]
    for name in listed:
        shown = chat.said(name)
        assert shown is None if name == "/quit" else "There is no" not in plain(shown)

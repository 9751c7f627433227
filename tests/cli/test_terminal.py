"""The chat and the replies in a terminal, a real one: what somebody types, and how it looks."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.cli.terminals import ENTER, Terminal, in_terminal
from tests.core import library

TAB, UP, LEFT, DELETE = "\t", "\x1b[A", "\x1b[D", "\x1b[3~"
CTRL_A, CTRL_C, CTRL_D, CTRL_E = "\x01", "\x03", "\x04", "\x05"
PROMPT = "\n>"
BOLD, DIM_AND_ITALIC = "\x1b[1m", "\x1b[2;3m"
LOANS = "412 loans\nInspectors looked at 412 loans.\n"
Open = Callable[..., AbstractContextManager[Terminal]]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An empty folder: the home of whoever sits at the terminal, where the command runs as well."""
    made = tmp_path / "home"
    made.mkdir()
    return made


@pytest.fixture
def terminal(environ: dict[str, str], base: Path, home: Path) -> Open:
    """Run a command about the little base in a terminal."""

    def run(*arguments: str, only: tuple[str, ...] = ("stdin", "stdout", "stderr"), **variables: str):
        command = [sys.executable, "-m", "bot", *arguments]
        env = {**environ, "HOME": str(home), "KNOWLEDGE_DIR": str(base), **variables}
        return in_terminal(command, cwd=home, env=env, only=only)

    return run


def test_a_line_can_be_edited_repeated_and_completed_and_nothing_is_kept(terminal, home, bot, base):
    """Without a command, as most people start it: ended by Ctrl+D."""
    bot("ask", "--knowledge", base, "hi")  # so that nothing has to be compiled
    with terminal() as chat:
        chat.shows(PROMPT)
        chat.types("ow many loans did they look ta" + LEFT * 2 + DELETE + CTRL_A + "h" + CTRL_E + "t" + ENTER)
        chat.shows(LOANS)
        chat.shows(PROMPT)
        chat.types(ENTER)  # nothing said, and nothing forgotten
        chat.shows(PROMPT)
        chat.types("who said that" + ENTER)
        chat.shows(LOANS)
        chat.shows(PROMPT)
        chat.types(UP + UP + ENTER)
        chat.shows(LOANS)
        chat.shows(PROMPT)
        chat.types("what nobody wants to know" + CTRL_C)
        chat.shows(PROMPT)
        chat.types("/sta")
        chat.shows("/stats")
        chat.types(TAB)
        chat.shows("/stat ")
        chat.types("atl")
        chat.shows("Atlases ruined by rain")
        chat.types(TAB + ENTER)
        chat.shows("Dozens of atlases\n")
        chat.shows(PROMPT)
        chat.types(CTRL_D)
        assert chat.ends() == 0
        assert "I found nothing" not in chat.text()
        assert "^[[" not in chat.text()
    assert [path.name for path in home.rglob("*")] == []


@pytest.mark.parametrize(
    "keys", [pytest.param("/quit" + ENTER, id="a command"), pytest.param(CTRL_C, id="Ctrl+C where nothing is typed")]
)
def test_the_chat_can_be_left(terminal, keys):
    with terminal("chat") as chat:
        chat.shows(PROMPT)
        chat.types(keys)
        assert chat.ends() == 0


def test_replies_go_to_a_file_as_plain_text_while_somebody_types(terminal):
    """The prompt is where they see it: on standard error."""
    with terminal("chat", only=("stdin", "stderr")) as chat:
        chat.shows(">")
        chat.types("how many loans did they look at" + ENTER + "/quit" + ENTER)
        written = chat.process.stdout.read().decode()
        assert chat.ends() == 0
    assert LOANS in written
    assert "\x1b" not in written


def test_in_a_terminal_the_figure_is_bold_the_evidence_dim_and_the_address_a_link(terminal):
    with terminal("ask", "how many loans did they look at") as ask:
        assert ask.ends() == 0
    assert f"{BOLD}412 loans\x1b[0m\r\nInspectors looked at 412 loans.\r\n" in ask.raw
    assert f'{DIM_AND_ITALIC}"Inspectors looked at 412 loans" - Elmstead Gazette, paragraph 3\x1b[0m' in ask.raw
    assert ";https://gazette.example/libraries\x1b\\" in ask.raw


@pytest.mark.parametrize(
    ("arguments", "variables"),
    [
        pytest.param(["ask", "is it true that 413 loans were looked at"], {"NO_COLOR": "1"}, id="a reply"),
        pytest.param(["check-figures", "130 of the 412 loans were late"], {"NO_COLOR": "1"}, id="verdicts"),
    ],
)
def test_no_colour_where_none_is_wanted(terminal, arguments, variables):
    with terminal(*arguments, **variables) as ask:
        ask.ends()
    assert "412" in ask.text()
    assert [colour for colour in range(30, 50) if f"[{colour}m" in ask.raw or f";{colour}m" in ask.raw] == []


def test_a_dumb_terminal_gets_plain_text(terminal):
    with terminal("ask", "how many loans did they look at", TERM="dumb") as ask:
        ask.ends()
    assert ask.text().startswith(LOANS)
    assert "\x1b" not in ask.raw


def test_a_pipe_gets_plain_text_even_where_colours_are_forced(bot, base):
    """As by the settings of many a CI: what reads a pipe reads what the README shows."""
    for variables in ({"FORCE_COLOR": "1"}, {"TTY_COMPATIBLE": "1"}):
        done = bot("ask", "--knowledge", base, "how many loans did they look at", **variables)
        assert done.stdout.startswith(LOANS)
        assert (done.stderr, "\x1b" in done.stdout) == ("", False)


def test_lines_break_between_words_and_addresses_not_at_all(terminal, tmp_path, bot):
    """The terminal has 100 columns."""
    address = "https://gazette.example/" + "libraries-" * 12
    changed = library.files(gazette=("https://gazette.example/libraries", address))
    folder = library.write(tmp_path, changed)
    with terminal("ask", "--knowledge", str(folder), "how many loans did they look at", NO_COLOR="1") as ask:
        ask.ends()
    assert f"Libraries in Elmstead are worn out (March 2018)\n{address}\n" in ask.text()

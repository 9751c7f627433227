"""What is shown while something is being done: on standard error, where that is a terminal, until it is done."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.cli.terminals import ENTER, in_terminal
from tests.core import library

HIDDEN, SHOWN, CLEARED = "\x1b[?25l", "\x1b[?25h", "\x1b[2K"  # the cursor, and its line
WORK = """\
import sys
from bot.cli.progress import awaited, working

def steps():  # each is done when somebody says so
    for number in (1, 2):
        yield int(input()) + number

with working("Knitting") as work:
    work.say("cast on")
    input()
    work.tell(3, 1200)
    input()
    work.say("[cast] off")
print("a sock")
for step in awaited("Sewing", steps()):
    print("seam", step)
with working("Quick"):
    pass
print("rich" in sys.modules)
"""


@pytest.fixture
def terminal(environ: dict[str, str], tmp_path: Path):
    """Run Python with a terminal for some of its streams."""

    def run(*arguments: str | Path, only: Sequence[str] = ("stdin", "stdout", "stderr"), **variables: str):
        return in_terminal([sys.executable, *arguments], cwd=tmp_path, env={**environ, **variables}, only=only)

    return run


def test_a_spinner_then_a_bar_that_vanish_and_lines_that_stay(terminal):
    with terminal("-c", WORK) as shown:
        shown.shows("cast on\n")
        shown.shows(" Knitting")
        shown.types(ENTER)
        shown.shows("3 of 1,200")
        shown.types(ENTER)
        shown.shows("[cast] off\n")
        shown.shows("a sock\n")
        shown.shows(" Sewing")
        shown.types("4" + ENTER)
        shown.shows("seam 5\n")
        shown.shows(" Sewing")
        shown.types("4" + ENTER)
        shown.shows("seam 6\n")
        shown.shows("True\n")
        assert shown.ends() == 0
    assert "Quick" not in shown.text()
    *_, last = shown.raw.partition("a sock")[0].split(HIDDEN)
    assert last.rstrip("\r\n").count(SHOWN) == 1
    assert CLEARED in last.partition(SHOWN)[2]


@pytest.mark.parametrize(
    "only", [pytest.param((), id="no terminal"), pytest.param(("stdout",), id="standard output alone")]
)
def test_no_terminal_for_errors_no_sign(terminal, only):
    """Only the lines that stay; rich is not even imported."""
    with terminal("-c", WORK, only=only) as shown:
        shown.process.stdin.write(b"\n\n4\n4\n")
        shown.process.stdin.close()
        assert shown.process.stderr.read().decode() == "cast on\n[cast] off\n"
        out = shown.process.stdout.read().decode() if not only else (shown.ends(), shown.text())[1]
    assert out == "a sock\nseam 5\nseam 6\nFalse\n"


def test_what_fails_leaves_no_sign_either(terminal):
    failing = "from bot.cli.progress import working\nwith working('Knitting', still=True): raise SystemExit(3)"
    with terminal("-c", failing) as shown:
        assert shown.ends() == 3
    assert " Knitting" in shown.text()
    assert shown.raw.endswith(CLEARED)


def test_what_is_printed_for_machines_has_no_sign_in_it(terminal, base):
    """While the base is compiled, which takes its time for want of a cache."""
    arguments = ("-m", "bot", "check", "--json", "--knowledge", base)
    with terminal(*arguments, only=("stderr",), CACHE_DIR="off") as shown:
        shown.process.stdin.close()
        printed = shown.process.stdout.read()
        assert shown.ends() == 0
    assert json.loads(printed)["faults"] == []


def test_check_shows_how_many_of_its_questions_were_asked(terminal, tmp_path):
    checks = [f"  - {{ask: were atlases of {town} ruined, expect: no_answer}}\n" for town in range(300)]
    contents = {**library.FILES, "checks.yaml": "".join(["checks:\n", *checks]).encode()}
    folder = library.write(tmp_path / "checked", contents)
    with terminal("-m", "bot", "check", "--knowledge", folder, "--min-right", "0") as shown:
        shown.shows(" Asking the check questions ")
        shown.shows(" of 300")
        assert shown.ends() == 0

"""python -m bot check-figures, as people run it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import Run
from tests.commandline import environment
from tests.core import library

SOURCE = {
    "id": "gazette-2018",
    "title": "Libraries in Elmstead are worn out",
    "publisher": "Elmstead Gazette",
    "published": "2018-03",
    "url": "https://gazette.example/libraries",
    "paragraph": 3,
}


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Run a command on the little base."""
    base = library.write(tmp_path_factory.mktemp("base"))
    environ = environment(tmp_path_factory)

    def run(*arguments: str | Path, given: str = "") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "bot", arguments[0], "--knowledge", base, *arguments[1:]]
        return subprocess.run(
            command, input=given, env=environ, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False
        )

    return run


def test_a_line_for_each_figure(bot):
    """As plain text a figure a line: the verdict, why, what the report has, and where."""
    done = bot("check-figures", "130 of the 412 loans were late. i have 7 cats")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "130: differs: the number is another; the report has 103 of 412 loans (25 %) (Elmstead Gazette, paragraph 3)\n"
        "412: agrees: the report has the same; the report has 412 loans (Elmstead Gazette, paragraph 3)\n"
        "7: not in the report: nothing that I know of the report goes with it\n"
    )


def test_a_message_without_a_figure(bot):
    done = bot("check-figures", "hello")
    assert (done.returncode, done.stdout) == (0, "There are no figures in that message.\n")


def test_words_of_the_command_line_are_one_message(bot):
    done = bot("check-figures", "--json", "412", "loans", "inspected")
    assert json.loads(done.stdout)["message"] == "412 loans inspected"


def test_json_has_every_key(bot):
    """One object a message, null where there is nothing."""
    done = bot("check-figures", "--json", "130 loans came back late, i have 7 cats")
    assert json.loads(done.stdout) == {
        "message": "130 loans came back late, i have 7 cats",
        "figures": [
            {
                "said": "130",
                "verdict": "differs",
                "entry": "loans-late",
                "report": "103 of 412 loans (25 %)",
                "why": "the number is another",
                "source": SOURCE,
            },
            {
                "said": "7",
                "verdict": "not in the report",
                "entry": None,
                "report": None,
                "why": "nothing that I know of the report goes with it",
                "source": None,
            },
        ],
    }


def test_a_line_of_json_for_each_line(bot):
    done = bot("check-figures", "--json", "-", given="412 loans inspected\n\nno figure \u2026\n")
    made = [json.loads(line) for line in done.stdout.splitlines()]
    assert [each["message"] for each in made] == ["412 loans inspected", "", "no figure \u2026"]
    assert [len(each["figures"]) for each in made] == [1, 0, 0]
    assert done.returncode == 0


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["check-figures"], id="no text"),
        pytest.param(["check-figures", "--loud", "7"], id="an unknown option"),
        pytest.param(["check-figures", "--knowledge", "/nowhere/at/all", "7"], id="no such folder"),
    ],
)
def test_a_mistake_of_the_callers(bot, arguments):
    done = bot(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1

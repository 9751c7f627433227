"""python -m bot check-figures and eval --claims, as people run them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.core.factcheck.checker import FigureCheck
from bot.lab.claims import evaluate_claims, read_messages
from tests.core import library

from .commandline import environment

Run = Callable[..., "subprocess.CompletedProcess[str]"]

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
        "7: not in the report: nothing in the report goes with it\n"
    )


def test_a_message_without_a_figure(bot):
    done = bot("check-figures", "hello")
    assert (done.returncode, done.stdout) == (0, "There is no figure in that message.\n")


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
                "why": "nothing in the report goes with it",
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


MESSAGES = """\
- {say: "412 loans were inspected", kind: exact, figures: ["412 agrees"]}
- {say: "421 loans were inspected by 7 cats", kind: number, figures: ["421 differs/absent"]}
"""


def test_evaluation_on_the_command_line(bot, tmp_path):
    file = tmp_path / "messages.yaml"
    file.write_text(MESSAGES, "utf-8")
    done = bot("eval", "--claims", "--json", file)
    measured = json.loads(done.stdout)
    assert (measured["messages"], measured["figures"], measured["changed_that_agree"]) == (2, 3, 0)
    assert (measured["true_that_agree"], measured["right"]) == (1.0, 1.0)


def test_what_the_evaluation_counts(tmp_path):
    """A number left out was found not to be in the report; one that nobody expected has to be."""
    file = tmp_path / "messages.yaml"
    file.write_text(MESSAGES, "utf-8")

    def check(message: str) -> list[FigureCheck]:
        number = "421" if "421" in message else "412"
        return [FigureCheck(number, "agrees", None, "-")]

    measured = evaluate_claims(read_messages([file]), check)
    assert [(each.said, each.given, each.good) for each in measured.judged] == [
        ("412", "agrees", True),
        ("421", "agrees", False),
    ]
    assert [each.said for each in measured.changed_that_agree()] == ["421"]
    assert (measured.true_that_agree(), measured.right()) == (1.0, 0.5)
    assert measured.by_kind() == {"exact": (1, 1), "number": (0, 1)}
    assert "421: agrees, not differs or not in the report" in str(measured)

"""python -m bot gaps, as people run it: what was asked in vain is listed, approved, left out."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.store import Store
from tests.cli.running import Run
from tests.cli.terminals import ENTER, in_terminal
from tests.core import library

OVERDUE, MENDED = "overdue loans count please", "so how many loans did they look at then"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A knowledge folder of its own, with a check question, and without help lines, which take long to learn."""
    checks = b"checks:\n  - {ask: how many loans came back late, expect: loans-late}\n"
    files = {name: data for name, data in library.FILES.items() if not name.startswith("help")}
    return library.write(tmp_path / "knowledge", {**files, "checks.yaml": checks})


@pytest.fixture
def kept(tmp_path: Path) -> tuple[str, dict[str, int]]:
    """A store in which two people each said what answers two questions, and put a third in vain; and their numbers."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'store.sqlite3'}"

    async def keep() -> dict[str, int]:
        numbers: dict[str, int] = {}
        async with Store.open(url) as store:
            for person in (1, 2):
                for text in (OVERDUE, MENDED):
                    group = numbers.get(text)
                    await store.learnt.keep(text, "loans-late", "chosen", person_id=person, group_id=group)
                    numbers |= {text: id for id, text in await store.learnt.groups("loans-late")}
                numbers["zounds"] = await store.questions.keep(
                    "zounds", "no_answer", person_id=person, gap_id=numbers.get("zounds")
                )
        return numbers

    return url, asyncio.run(keep())


@pytest.fixture
def gaps(bot: Run, folder: Path, kept: tuple[str, dict[str, int]]) -> Callable[..., tuple[int, str, str]]:
    """Run it over that store; return exit code, standard output and standard error."""

    def run(*arguments: str) -> tuple[int, str, str]:
        done = bot("gaps", "--knowledge", folder, *arguments, DATABASE_URL=kept[0], SEMANTIC="off")
        return done.returncode, done.stdout, done.stderr

    return run


def asked(folder: Path, id: str = "loans-late") -> list[str]:
    path = folder / "asked" / f"{id}.txt"
    return path.read_text().split("\n") if path.exists() else []


def test_what_is_kept_is_listed_by_entry_with_what_it_would_take(gaps, kept):
    numbers = kept[1]
    code, out, _ = gaps()
    assert code == 0
    assert out.splitlines()[0] == "2 questions with an answer that people say is right, 1 question without an answer"
    assert "\nLoans that came back late (loans-late), people say:\n" in out
    assert f"{numbers[OVERDUE]:6}  {OVERDUE} (2 people)\n" in out
    assert f"{numbers[MENDED]:6}  {MENDED} (2 people)\n        look twice: loans-inspected answers it now\n" in out
    assert f"{numbers['zounds']:6}  zounds (2 people, 2 times" in out
    code, out, _ = gaps("--json")
    rows = {row["question"]: row for row in map(json.loads, out.splitlines())}
    assert (rows[OVERDUE]["kind"], rows[OVERDUE]["takes"], rows["zounds"]["kind"]) == ("candidate", [], "gap")
    assert rows[MENDED]["takes"] == [{"why": "answered", "entry": "loans-inspected", "question": None, "people": 0}]


def test_all_that_takes_nothing_is_written_once_somebody_says_yes(gaps, folder, kept):
    """It is shown first which answers change; then it is no longer listed. What is marked goes by its number."""
    code, out, err = gaps("--approve", "all")
    assert (code, asked(folder)) == (1, [])
    assert f'"{OVERDUE}": suggestions -> loans-late' in out
    assert err == "nothing is written; --yes writes it without asking\n"
    code, out, _ = gaps("--approve", "all", "--yes")
    assert (code, asked(folder)) == (0, [OVERDUE, ""])
    assert "1 way of asking written into asked/loans-late.txt." in out
    code, out, _ = gaps("--approve", str(kept[1][MENDED]), "--teach", f"{kept[1]['zounds']}=money", "--yes")
    assert f'"{MENDED}": loans-inspected -> loans-late' in out
    assert (code, asked(folder), asked(folder, "money")) == (0, [OVERDUE, MENDED, ""], ["zounds", ""])
    assert gaps()[1].startswith("There is nothing to learn")
    assert "there is nothing to approve" in gaps("--approve", "all")[2]


def test_what_is_declined_is_listed_no_more(gaps, kept):
    numbers = kept[1]
    code, out, _ = gaps("--decline", f"{numbers[OVERDUE]},{numbers['zounds']}")
    assert (code, out) == (0, f"left out: {numbers[OVERDUE]}, {numbers['zounds']}\n")
    out = gaps()[1]
    assert (OVERDUE in out, "zounds" in out, MENDED in out) == (False, False, True)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(["--approve", "soon"], '"soon" is no number in the list', id="no number"),
        pytest.param(["--approve", "999"], "999 is not the number of a question", id="a number of nothing"),
        pytest.param(["--teach", "999=money"], "999 is no number in the list", id="nothing to teach"),
        pytest.param(["--teach", "money"], '"money" is not NUMBER=ENTRY', id="no number for an entry"),
        pytest.param(["--teach", "1,2=money"], '"1,2=money" is not NUMBER=ENTRY', id="two numbers for an entry"),
        pytest.param(["--decline", "999"], "999 is no number in the list", id="nothing to leave out"),
    ],
)
def test_a_mistake_is_told_in_a_line(gaps, folder, arguments, told):
    code, out, err = gaps(*arguments)
    assert (code, out, asked(folder)) == (2, "", [])
    assert told in err
    assert len(err.splitlines()) == 1


def test_in_a_terminal_it_is_done_line_by_line(folder, kept, environ, nowhere):
    command = [sys.executable, "-m", "bot", "gaps", "--knowledge", str(folder)]
    settings = {**environ, "DATABASE_URL": kept[0], "SEMANTIC": "off"}
    with in_terminal(command, cwd=nowhere, env=settings) as terminal:
        terminal.shows("quit")
        terminal.types(f"decline {kept[1]['zounds']}{ENTER}")
        terminal.shows("left out")
        terminal.types(f"approve all{ENTER}")
        terminal.shows("Write it into the folder?")
        terminal.types(f"y{ENTER}")
        terminal.shows("1 way of asking written")
        terminal.types(f"quit{ENTER}")
    assert asked(folder) == [OVERDUE, ""]

"""The documents' examples, run as they stand there: each prints what the document shows.

An example is a fenced block marked `console`: lines that begin with `$ ` are commands, the lines below each are what it
prints; a line `...` stands for any lines, or none. A block below `<!-- not run: REASON -->` is left out.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.cli.root import bot

from .commandline import ROOT, environment

TIMEOUT_S = 120
FENCE = re.compile(
    r"(?P<left_out><!--(?P<reason>[^>]*)-->\s*)?^```console\n(?P<lines>.*?)^```$", re.MULTILINE | re.DOTALL
)
REASON = re.compile(r"\s*not run: \w.{8,}")
NAMED = re.compile(r"python -m bot\b(?: (?P<command>[a-z][a-z-]*))?(?P<rest>[^`|>\n]*)")


def documents() -> list[Path]:
    """Return the documents that people read, those below hidden folders but .github left out."""
    found = (*ROOT.glob("*.md"), *(ROOT / ".github").rglob("*.md"))
    return sorted(
        {*found, *(path for folder in ("bot", "knowledge", "tests") for path in (ROOT / folder).rglob("*.md"))}
    )


@dataclass(frozen=True)
class Example:
    """One command of a document, and what the document says that it prints."""

    place: str
    command: str
    printed: str
    left_out: str | None
    """Why it is not run; None: it is run."""


def examples(text: str, name: str) -> list[Example]:
    """Return the examples of a document in their order."""
    found = []
    for block in FENCE.finditer(text):
        line = text.count("\n", 0, block.start("lines")) + 1
        for each in re.split(r"^\$ ", block["lines"], flags=re.MULTILINE)[1:]:
            command, _, printed = each.partition("\n")
            found.append(Example(f"{name}:{line}: {command}"[:90], command, printed, block["reason"]))
    return found


def as_pattern(shown: str) -> str:
    """Return what matches the printed text that a document shows."""
    return "".join(r"(?:.*\n)*" if line == "..." else re.escape(line) + "\n" for line in shown.splitlines())


ALL = [each for path in documents() for each in examples(path.read_text("utf-8"), path.relative_to(ROOT).as_posix())]


@pytest.fixture(scope="session")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder like a clone of the repository, without settings of its own, in which an example may write."""
    folder = tmp_path_factory.mktemp("clone")
    for name in ("bot", "tests"):
        (folder / name).symlink_to(ROOT / name)
    shutil.copytree(ROOT / "knowledge", folder / "knowledge")
    return folder


@pytest.mark.parametrize("example", [pytest.param(each, id=each.place) for each in ALL if each.left_out is None])
def test_an_example_prints_what_the_document_shows(
    example: Example, clone: Path, shipped_cache: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    done = subprocess.run(
        ["bash", "-c", re.sub(r"\S*/python -m bot", "python -m bot", example.command)],
        cwd=clone,
        env={**environment(tmp_path_factory), "CACHE_DIR": str(shipped_cache)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        timeout=TIMEOUT_S,
        check=False,
    )
    if not re.fullmatch(as_pattern(example.printed), done.stdout):
        assert done.stdout == example.printed  # pytest shows the difference


def test_there_are_examples() -> None:
    """The README shows at least one question and its reply."""
    assert any("bot ask" in each.command for each in ALL if each.place.startswith("README.md:") and not each.left_out)


def test_an_example_is_left_out_for_a_reason() -> None:
    assert [each.place for each in ALL if each.left_out is not None and not REASON.fullmatch(each.left_out)] == []


@pytest.mark.parametrize("path", [pytest.param(path, id=path.relative_to(ROOT).as_posix()) for path in documents()])
def test_commands_and_options_that_a_document_names_exist(path: Path) -> None:
    for named in NAMED.finditer(path.read_text("utf-8")):
        command = bot.commands.get(named["command"]) if named["command"] else bot
        assert command is not None, named[0]
        known = {option for parameter in command.params for option in parameter.opts}
        assert set(re.findall(r"(?<!\S)--[a-z][a-z-]*", named["rest"])) <= known | {"--help"}, named[0]


# --- what counts as an example, and as what it prints ---------------------------------------------------------------


def test_what_is_an_example() -> None:
    text = """\
Text.

```console
$ one "a"
printed
$ two
```

```sh
$ no example
```

<!-- not run: needs Discord -->
```console
$ three
```
"""
    assert examples(text, "a.md") == [
        Example('a.md:4: one "a"', 'one "a"', "printed\n", None),
        Example("a.md:4: two", "two", "", None),
        Example("a.md:15: three", "three", "", " not run: needs Discord "),
    ]


@pytest.mark.parametrize(
    ("shown", "printed", "alike"),
    [
        pytest.param("one\n", "one\n", True, id="the same"),
        pytest.param("one\n", "two\n", False, id="another line"),
        pytest.param("one\n", "one\ntwo\n", False, id="a line more"),
        pytest.param("one\ntwo\n", "one\n", False, id="a line less"),
        pytest.param("(1.5 %)\n", "(1.5 %)\n", True, id="no pattern"),
        pytest.param("1.5\n", "125\n", False, id="a point is a point"),
        pytest.param("...\nend\n", "a\nb\nend\n", True, id="anything, then the end"),
        pytest.param("...\nend\n", "end\n", True, id="nothing, then the end"),
        pytest.param("...\nend\n", "a\nb\n", False, id="another end"),
        pytest.param("a...\n", "abc\n", False, id="points within a line"),
    ],
)
def test_what_is_printed_as_shown(shown: str, printed: str, alike: bool) -> None:
    assert (re.fullmatch(as_pattern(shown), printed) is not None) == alike

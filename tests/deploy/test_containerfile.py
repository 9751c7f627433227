"""The Containerfile, read. Its build steps are run by hand: see building.py."""

from __future__ import annotations

import fnmatch
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from bot.cli.root import bot
from tests.commandline import ROOT
from tests.deploy.containerfile import CONTAINERFILE, Instruction, environment, exec_form, stages
from tests.deploy.names import NOT_OURS, settings

BEFORE, BUILD, IMAGE = stages(CONTAINERFILE.read_text(encoding="utf-8"))


def values(stage: list[Instruction], name: str) -> list[str]:
    return [each.text for each in stage if each.name == name]


def health_check() -> list[str]:
    """Return the command by which an engine asks whether the bot is well."""
    (text,) = values(IMAGE, "HEALTHCHECK")
    return exec_form(text.partition(" CMD ")[2])


def test_a_file_is_read_into_stages_of_instructions():
    text = (
        'ARG A=1\nFROM ${A} AS one\nRUN a \\\n  && b\n# no comment\nFROM ${A}\nENV X=1 \\\n    Y="2 3"\nCMD ["run"]\n'
    )
    before, one, two = stages(text)
    assert before == [Instruction("ARG", "A=1")]
    assert one == [Instruction("FROM", "${A} AS one"), Instruction("RUN", "a && b")]
    assert environment(two) == {"X": "1", "Y": "2 3"}
    assert exec_form(two[-1].text) == ["run"]
    with pytest.raises(ValueError, match="Expecting value"):
        exec_form("run it")


def test_both_stages_have_the_python_that_ci_and_the_pins_have():
    """A tag that says which Python and which Debian, so that none of them changes unnoticed."""
    assert values(BEFORE, "ARG") == ["BASE=docker.io/library/python:3.11-slim-trixie"]
    assert [values(stage, "FROM") for stage in (BUILD, IMAGE)] == [["${BASE} AS build"], ["${BASE}"]]


def test_what_is_installed_is_pinned_and_needs_no_compiler():
    lines = [line for line in values(BUILD, "RUN") if "pip install" in line]
    assert [line for line in lines if "-c .ci/constraints.txt" not in line] == []
    assert "--only-binary :all:" in lines[-1]
    pinned = {line.split("==")[0] for line in (ROOT / ".ci" / "constraints.txt").read_text().splitlines()}
    assert {"hatchling", "asyncpg", "discord.py"} <= pinned


def test_what_is_copied_is_there_and_nothing_else_reaches_the_engine():
    rules = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if not line.startswith("#")]
    assert rules[0] == "*"
    copied = [source for text in values(BUILD, "COPY") for source in text.split()[:-1]]
    assert [source for source in copied if not (ROOT / source).exists()] == []
    assert [rule[1:] for rule in rules if rule.startswith("!")] == copied
    assert not any(fnmatch.fnmatch(secret, source) for secret in (".env", "secrets") for source in copied)


def test_it_runs_without_rights_or_a_shell_and_with_a_command_that_there_is():
    """By number, so that Kubernetes can tell that it is not root."""
    assert values(IMAGE, "USER") == ["10001:10001"]
    (script,) = exec_form(values(IMAGE, "ENTRYPOINT")[0])
    (command,) = exec_form(values(IMAGE, "CMD")[0])
    assert script in tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["scripts"]
    assert command in bot.commands


def test_what_it_sets_is_known_and_what_it_writes_to_is_a_volume():
    variables = environment(IMAGE)
    assert variables.keys() - settings() - NOT_OURS == set()
    kept = [f"{variables[name]}/verbatim" for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME")]
    assert exec_form(values(IMAGE, "VOLUME")[0]) == kept
    made = next(text for text in values(IMAGE, "RUN") if "install --directory" in text)
    assert shlex.split(made)[-2:] == kept


class Answer(BaseHTTPRequestHandler):
    """Answers /healthz as the server's `status` says."""

    def do_GET(self) -> None:
        self.send_response(self.server.status if self.path == "/healthz" else 404)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[HTTPServer]:
    with HTTPServer(("127.0.0.1", 0), Answer) as serving:
        Thread(target=serving.serve_forever, args=(0.01,), daemon=True).start()
        yield serving
        serving.shutdown()


def test_the_health_check_passes_while_the_bot_says_that_it_lives(server):
    """It asks the port where HTTP_ADDRESS has the bot answer, and needs Python alone."""
    assert environment(IMAGE)["HTTP_ADDRESS"] == "0.0.0.0:9100"
    assert values(IMAGE, "EXPOSE") == ["9100"]
    python, *arguments = health_check()
    assert python == "python"
    here = [each.replace("9100", str(server.server_port)) for each in arguments]
    assert here != arguments
    ended = []
    for server.status in (200, 503):
        ended.append(subprocess.run([sys.executable, *here], check=False).returncode)
    server.shutdown()
    server.server_close()
    ended.append(subprocess.run([sys.executable, *here], check=False, capture_output=True).returncode)
    assert ended == [0, 1, 1]

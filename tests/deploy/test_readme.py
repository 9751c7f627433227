"""bot/deploy/README.md: its commands and files are there. That `python -m bot X` is, is for tests/test_readme.py."""

from __future__ import annotations

import re
import subprocess

import pytest

from bot.cli.root import bot
from tests.commandline import ROOT
from tests.deploy.names import DEPLOY, settings

TEXT = (DEPLOY / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```sh\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


def test_every_file_here_is_told_of_and_every_link_leads_to_one():
    linked = set(re.findall(r"\]\(([^)#]+)\)", TEXT))
    assert {name for name in linked if not (DEPLOY / name).exists()} == set()
    assert {path.name for path in DEPLOY.iterdir()} - {"README.md"} <= linked
    assert "bot/deploy/README.md" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_command_of_the_bots_that_it_names_is_there():
    """Behind the name of the script, or of the image or service to run it in."""
    named = re.findall(r"(?:/bin/|exec \w+ |-- |--rm |^  )verbatim ([a-z]+)|:ro\" bot ([a-z]+)", TEXT, re.MULTILINE)
    commands = {command for each in named for command in each if command}
    assert {"backup", "restore", "check"} <= commands <= {*bot.commands, "rm"}


def test_every_setting_that_it_names_is_there():
    """Words in capitals with a line in between, in code."""
    named = {name for code in re.findall(r"`[^`]+`", TEXT) for name in re.findall(r"\b[A-Z]+_[A-Z_]+\b", code)}
    assert "DISCORD_TOKEN_FILE" in named
    assert named <= settings()


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.split("\n")[0][:40])
def test_what_is_to_be_typed_is_something_that_a_shell_can_read(block):
    done = subprocess.run(["bash", "-n"], input=block, text=True, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")

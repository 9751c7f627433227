"""verbatim.service: that systemd takes it, and how little it lets the bot do."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.deploy.names import DEPLOY, NOT_OURS, settings

UNIT = DEPLOY / "verbatim.service"
needs_systemd = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed; what it would say is unknown"
)


def directives() -> list[tuple[str, str, str]]:
    """Return section, name and value of each directive, in their order."""
    found, section = [], ""
    for line in UNIT.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            name, _, value = line.partition("=")
            found.append((section, name, value))
    return found


SERVICE = [(name, value) for section, name, value in directives() if section == "Service"]


def test_every_directive_stands_once_but_for_those_that_add_up():
    names = [name for _, name, _ in directives()]
    assert {name for name in names if names.count(name) > 1} == {"SystemCallFilter"}
    assert {section for section, _, _ in directives()} == {"Unit", "Service", "Install"}


def test_it_sets_what_there_is_and_takes_the_token_from_a_file_that_root_alone_can_read():
    set_here = dict(each.split("=", 1) for each in dict(SERVICE)["Environment"].split())
    assert set_here.keys() - settings() - NOT_OURS == set()
    assert set_here["DISCORD_TOKEN_FILE"] == "%d/discord-token"
    assert dict(SERVICE)["LoadCredential"] == "discord-token:/etc/verbatim/discord-token"


def test_it_comes_back_and_has_time_to_stop():
    """Discord allows a bot 1,000 sessions a day, and resets the token of one that wants more."""
    service, unit = dict(SERVICE), {name: value for section, name, value in directives() if section == "Unit"}
    assert service["ExecStart"] == "/opt/verbatim/bin/verbatim run"
    assert service["Restart"] == "on-failure"
    assert (unit["StartLimitIntervalSec"], int(unit["StartLimitBurst"]) < 1000) == ("1d", True)
    assert int(service["TimeoutStopSec"]) > 10
    assert service["KillMode"] == "mixed"


@needs_systemd
def test_systemd_finds_nothing_wrong_with_it(tmp_path: Path):
    """The program itself is not where the unit has it here."""
    copy = tmp_path / UNIT.name
    copy.write_text(re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", UNIT.read_text(), flags=re.MULTILINE))
    done = subprocess.run(["systemd-analyze", "verify", copy], capture_output=True, text=True, check=False)
    assert [line for line in done.stderr.splitlines() if UNIT.name in line] == []


@needs_systemd
def test_it_is_exposed_no_more_than_the_readme_says():
    written = re.search(r"(\d\.\d) of 10 points of exposure", (DEPLOY / "README.md").read_text(encoding="utf-8"))
    assert written is not None
    threshold = f"--threshold={float(written[1]) * 10:.0f}"
    asked = ["systemd-analyze", "security", "--offline=yes", "--no-pager", threshold, UNIT]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-300:] + done.stderr

"""Knowledge folders, and python -m bot in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import TIMEOUT_S, Run
from tests.commandline import environment
from tests.core import library


@pytest.fixture(scope="session")
def environ(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment without settings of the machine's own, and one cache for all."""
    return environment(tmp_path_factory)


@pytest.fixture(scope="session")
def nowhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder without .env to run in."""
    return tmp_path_factory.mktemp("nowhere")


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a sound little knowledge base."""
    return library.write(tmp_path_factory.mktemp("base"))


@pytest.fixture(scope="session")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a knowledge base with two faults."""
    changed = library.files(gazette=("value: 412", "value: 413"), vocabulary=("same:", "sam:"))
    return library.write(tmp_path_factory.mktemp("faulty"), changed)


@pytest.fixture(scope="session")
def bot(environ: dict[str, str], nowhere: Path) -> Run:
    """Run a command to its end."""

    def run(
        *arguments: str | Path,
        given: str | bytes = "",
        options: tuple[str, ...] = (),
        cwd: Path = nowhere,
        **variables: str,
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, *options, "-m", "bot", *map(str, arguments)],
            input=given.encode() if isinstance(given, str) else given,
            capture_output=True,
            timeout=TIMEOUT_S,
            cwd=cwd,
            env={**environ, **variables},
        )
        return subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.decode().replace("\r\n", "\n"), done.stderr.decode()
        )

    return run

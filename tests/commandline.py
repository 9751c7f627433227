"""The environment in which the tests run the command line: no settings of the machine's own, and one cache for all."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

__all__ = ["ROOT", "alone", "environment", "session_folder"]

ROOT = Path(__file__).parent.parent
_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR")


def session_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that all processes share which run tests of this session."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Wait until no other process is in here by the same path, of which a folder is made meanwhile."""
    while True:
        try:
            path.mkdir()
            break
        except FileExistsError:
            time.sleep(0.05)
    try:
        yield
    finally:
        path.rmdir()


def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the variables for a process that runs `python -m bot`; `python` is the one that runs the tests.

    The compiled knowledge is kept for the session; for the shipped base, see the fixture `shipped_cache`.
    """
    kept = {
        name: value for name, value in os.environ.items() if name in _KEPT or name.startswith(("COV_", "COVERAGE_"))
    }
    session = session_folder(tmp_path_factory)
    return {
        **kept,
        "CACHE_DIR": str(session / "compiled"),
        "DATABASE_URL": f"sqlite+aiosqlite:///{session / 'store.sqlite3'}",
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{kept.get('PATH', '')}",
        "PYTHONPATH": str(ROOT),
    }

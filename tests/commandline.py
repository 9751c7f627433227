"""The environment in which the tests run the command line: no settings of the machine's own, and one cache for all."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

__all__ = ["ROOT", "environment"]

ROOT = Path(__file__).parent.parent
_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR")


def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the variables for a process that runs `python -m bot`; `python` is the one that runs the tests.

    The compiled knowledge is kept where all processes that run tests of this session find it.
    """
    kept = {
        name: value for name, value in os.environ.items() if name in _KEPT or name.startswith(("COV_", "COVERAGE_"))
    }
    session = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        session = session.parent
    return {
        **kept,
        "CACHE_DIR": str(session / "compiled"),
        "DATABASE_URL": f"sqlite+aiosqlite:///{session / 'store.sqlite3'}",
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{kept.get('PATH', '')}",
        "PYTHONPATH": str(ROOT),
        "SEMANTIC": "off",
    }

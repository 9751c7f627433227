"""What the tests of the command line share: how a command is run, and what a person can read."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

__all__ = ["ROOT", "TIMEOUT_S", "Run", "one_line"]

ROOT = Path(__file__).parents[2]
TIMEOUT_S = 60
Run = Callable[..., "subprocess.CompletedProcess[str]"]


def one_line(text: str) -> bool:
    """Tell whether a text is one line that a person can read, and no traceback."""
    return len(text.splitlines()) == 1 and "Traceback" not in text

"""Which variables there are: the settings that .env.example tells of, and what the system or a library goes by."""

from __future__ import annotations

import re

from tests.commandline import ROOT

__all__ = ["DEPLOY", "NOT_OURS", "settings"]

DEPLOY = ROOT / "bot" / "deploy"
NOT_OURS = {"HOSTNAME", "MALLOC_ARENA_MAX", "PATH", "PYTHONDONTWRITEBYTECODE", "XDG_CACHE_HOME", "XDG_DATA_HOME"}


def settings() -> set[str]:
    """Return the names of all settings; that the example has every one is for tests/test_settings.py."""
    return set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE))

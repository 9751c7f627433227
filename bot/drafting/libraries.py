"""The libraries that read documents: loaded when a document is read, and not part of a plain installation."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from ..errors import DocumentError

__all__ = ["library"]


def library(name: str) -> Any:
    """Return a module of a library. DocumentError with the command that installs it, if it is missing."""
    try:
        return import_module(name)
    except ModuleNotFoundError as missing:
        raise DocumentError(
            f"reading documents needs the library {missing.name}: install it in the bot's folder with: "
            ".venv/bin/pip install -q -c .ci/constraints.txt '.[draft]'"
        ) from missing

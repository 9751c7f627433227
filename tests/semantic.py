"""Whether the package that brings vectors of words is there, and what to say where it is not."""

from __future__ import annotations

from importlib.util import find_spec

__all__ = ["MISSING", "installed"]

MISSING = "THE PACKAGE wordllama IS NOT INSTALLED: vectors of words are not tested (pip install '.[semantic]')"


def installed() -> bool:
    """Tell whether it is there."""
    return find_spec("wordllama") is not None

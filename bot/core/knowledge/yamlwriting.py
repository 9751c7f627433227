"""Values -> YAML in one line. Knows nothing of what they mean."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from .yamltext import read

__all__ = ["in_one_line"]


def in_one_line(value: Any, *, flow: bool = False) -> str:
    """Return a value as it is written in one line: {value: 3, unit: loans}, [a, b], some text.

    flow: whether that is to stand in braces or brackets itself.
    """
    if isinstance(value, str):
        return _scalar(value, "{{k: {}}}" if flow else "k: {}")
    if isinstance(value, bool | int | float):
        return json.dumps(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {in_one_line(each, flow=True)}" for key, each in value.items()) + "}"
    assert isinstance(value, Sequence)
    return "[" + ", ".join(in_one_line(each, flow=True) for each in value) + "]"


def _scalar(text: str, around: str) -> str:
    """Return text as YAML: plain where nothing but the text can be read in that, else in quotes."""
    if text.isprintable() and text.casefold() not in ("true", "false") and not ("?" in text and around[0] == "{"):
        alone = read("", around.format(text).encode())
        if not alone.faults and alone.value == {"k": text}:
            return text
    quoted: str = yaml.dump(text, default_style="'" if '"' in text else '"', allow_unicode=True, width=10**6)
    return quoted.rstrip("\n")

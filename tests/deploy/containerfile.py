"""Reads a Containerfile: its instructions, one after the other, in stages."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["CONTAINERFILE", "Instruction", "environment", "exec_form", "stages"]

CONTAINERFILE = Path(__file__).parents[2] / "bot" / "deploy" / "Containerfile"


@dataclass(frozen=True)
class Instruction:
    """One instruction. name: such as RUN, in capitals. text: what stands behind it, in one line."""

    name: str
    text: str


def stages(text: str) -> list[list[Instruction]]:
    """Return the stages, each from its FROM on; before the first, what stands there (ARG)."""
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    found: list[list[Instruction]] = [[]]
    for line in re.sub(r"\s*\\\n\s*", " ", "\n".join(lines)).splitlines():
        name, _, rest = line.partition(" ")
        if name == "FROM":
            found.append([])
        found[-1].append(Instruction(name, rest.strip()))
    return found


def exec_form(text: str) -> list[str]:
    """Return the words of a command in exec form; ValueError if it has another, which needs a shell."""
    words = json.loads(text)
    if not isinstance(words, list) or not words or not all(isinstance(word, str) for word in words):
        raise ValueError(text)
    return words


def environment(stage: Sequence[Instruction]) -> dict[str, str]:
    """Return the variables that a stage sets."""
    words = [word for each in stage if each.name == "ENV" for word in shlex.split(each.text)]
    return dict(word.split("=", 1) for word in words)

"""What pydantic finds wrong with a file, in a moderator's words. Knows nothing of what a value must prove."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...errors import Fault
from .schema import FORMS
from .yamltext import Document, Path

__all__ = ["schema_fault"]

_TYPES = {
    "string_type": ("text", "put it in quotes"),
    "int_type": ("a whole number", "write the number without quotes"),
    "float_type": ("a number", "write the number without quotes"),
    "bool_type": ("true or false", "write true or false without quotes"),
    "list_type": ("a list", 'write each item on a line of its own, starting with "- "'),
    "dict_type": ("keys with values", 'write "key: value" lines'),
    "model_type": ("keys with values", 'write "key: value" lines'),
}


def schema_fault(document: Document, error: Mapping[str, Any]) -> Fault:
    """Return one of the errors that a pydantic.ValidationError holds, as a fault at its place in a file."""
    path = _place(error["loc"])
    key = next((str(part) for part in reversed(path) if isinstance(part, str)), "file")
    kind, given, context = error["type"], error.get("input"), error.get("ctx", {})
    if kind == "extra_forbidden":
        return document.key_fault(path, f'the key "{key}" is not known here', "see knowledge/README.md for the keys")
    if kind == "missing":
        return document.fault(path[:-1], f'the key "{key}" is missing', f'add "{key}:"')
    if kind == "model_type" and key == "figure":
        remedy = "write what is counted as well: 374 cases"
        return document.fault(path, f'"{key}" must say what it counts, not {given!r} alone', remedy)
    if kind in _TYPES:
        wanted, remedy = _TYPES[kind]
        shown = given if isinstance(given, str | int | float | bool) else type(given).__name__
        return document.fault(path, f'"{key}" must be {wanted}, not {shown!r}', remedy)
    if kind == "too_short" and context.get("min_length", 1) > 1:
        return document.fault(path, f'"{key}" needs {context["min_length"]} of them or more', "add what is missing")
    if kind in ("string_too_short", "too_short"):
        return document.fault(path, f'"{key}" is empty', "fill it in")
    if kind == "string_too_long":
        what = f'"{key}" is longer than {context.get("max_length")} characters'
        return document.fault(path, what, "shorten it")
    if kind == "string_pattern_mismatch":
        if not str(given).strip():
            return document.fault(path, f'"{key}" is empty', "fill it in")
        return document.fault(path, f'"{key}" cannot be {given!r}', _PATTERN_REMEDIES.get(key, "correct it"))
    return document.fault(path, f'"{key}": {error["msg"]}', "see knowledge/README.md")


def _place(steps: Sequence[str | int]) -> Path:
    """Return the way to a faulty value, without the form of a figure, which pydantic names as a step of its own."""
    return tuple(step for at, step in enumerate(steps) if not (step in FORMS and steps[max(0, at - 1)] == "figure"))


_PATTERN_REMEDIES = {
    "id": "use lowercase letters, digits and single hyphens",
    "published": 'write "2016", "2016-11" or "2016-11-25", in quotes',
    "url": "write a whole address that begins with https://",
}

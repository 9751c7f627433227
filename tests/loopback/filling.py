"""What Discord's client makes of a press, a choice or a filled-in form. Knows nothing of who does it, or where to."""

from __future__ import annotations

from typing import Any

from .commands import resolve
from .message import Message, walk
from .records import JSON, Channel, Role, User

__all__ = ["chosen", "filled", "find"]

_WITH_VALUE = {4, 21, 23}
_WITH_VALUES = {3, 5, 6, 7, 8, 19, 22}


def find(message: Message, name: str, types: set[int]) -> JSON:
    """Return the message's component of one of the `types` with this custom id, label or placeholder.

    Raises:
        AssertionError: If there is none, several share the label, or it is disabled; says what there is.
    """
    parts = [part for part in walk(message.components) if part["type"] in types and "custom_id" in part]
    found = [part for part in parts if part["custom_id"] == name]
    found = found or [part for part in parts if name in (part.get("label"), part.get("placeholder"))]
    there = [(part.get("label") or part.get("placeholder"), part["custom_id"]) for part in parts]
    assert len(found) == 1, f"{len(found)} components are called {name!r}; the message has {there}"
    assert not found[0].get("disabled"), f"{name!r} is disabled"
    return found[0]


def chosen(part: JSON, values: list[Any], channel: Channel) -> JSON:
    """Return `values`, and `resolved` where a menu is of users, roles or channels."""
    low, high = part.get("min_values", 1), part.get("max_values", 1)
    assert low <= len(values) <= high, f"{len(values)} values chosen; the menu takes {low} to {high}"
    if part["type"] != 3:
        resolved: JSON = {}
        for value in values:
            assert isinstance(value, User | Role | Channel)
            resolve(resolved, value, channel)
        return {"values": [str(value.id) for value in values], "resolved": resolved}
    by_label = {option["label"]: option["value"] for option in part["options"]}
    known = set(by_label.values())
    picked = [value if value in known else by_label.get(value) for value in values]
    assert None not in picked, f"{values} cannot be chosen; the menu has {by_label}"
    return {"values": picked}


def filled(modal: JSON, values: dict[str, Any], channel: Channel) -> JSON:
    """Return a form's submission; `values` are by label or custom id, a field that is not named keeps what it has.

    Raises:
        AssertionError: For a field that the form does not have, or one that Discord's client would not let through.
    """
    resolved: JSON = {}
    left = dict(values)
    components = [_part(part, left, None, channel, resolved) for part in modal["components"]]
    assert not left, f"the form has no field {sorted(left)}"
    data: JSON = {"custom_id": modal["custom_id"], "components": components}
    if resolved:
        data["resolved"] = resolved
    return data


def _part(part: JSON, values: dict[str, Any], label: str | None, channel: Channel, resolved: JSON) -> JSON:
    kind = part["type"]
    made: JSON = {"type": kind, "id": part.get("id") or 0}
    if kind == 18:
        return made | {"component": _part(part["component"], values, part["label"], channel, resolved)}
    if kind == 1:
        return made | {"components": [_part(each, values, None, channel, resolved) for each in part["components"]]}
    if "custom_id" not in part:
        return made
    made["custom_id"] = part["custom_id"]
    label = label or part.get("label")
    name = label if label in values else part["custom_id"]
    given = values.pop(name, None)
    if kind == 4:
        return made | {"value": _typed(part, given, label)}
    if kind in _WITH_VALUE:
        return made | {"value": given}
    options = [option["value"] for option in part.get("options", []) if option.get("default")]
    picked = options if given is None else [given] if isinstance(given, str | User | Role | Channel) else list(given)
    if kind not in _WITH_VALUES - {19, 22}:
        return made | {"values": picked}
    if not picked and part.get("required") is False:
        return made | {"values": []}
    choice = chosen(part, picked, channel)
    for key, found in choice.pop("resolved", {}).items():
        resolved.setdefault(key, {}).update(found)
    return made | choice


def _typed(part: JSON, given: str | None, label: str | None) -> str:
    text = given if given is not None else part.get("value") or ""
    if not text and part.get("required", True) is False:
        return text
    low, high = part.get("min_length") or 0, part.get("max_length") or 4000
    assert max(low, 1) <= len(text) <= high, f"{label!r} takes {max(low, 1)} to {high} characters, not {len(text)}"
    return text

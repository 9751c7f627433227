"""One entry changed by what somebody types: field by field, its ways of asking, or as a whole in an editor."""

from __future__ import annotations

from collections.abc import Sequence

from ..core.knowledge.rephrasing import asked_of
from ..drafting import reviewing
from ..render import reviewing as words
from .desk import Desk

__all__ = ["change_fields", "change_in_editor", "changed", "numbered"]

_ASKED = "asked"


def changed(desk: Desk, id: str, command: str, rest: str) -> bool | None:
    """Do a command that changes an entry; return whether it was changed, None if that is no such command."""
    asked = asked_of(desk.review.files, id)
    if command == "+" and rest:
        return desk.do(reviewing.change, id, {}, [*asked, rest])
    if (command == "-" and _numbers(rest)) or command.isdecimal():
        return _by_number(desk, id, asked, command, rest)
    if command == "replace":
        old, equals, new = (part.strip() for part in rest.partition("="))
        return desk.do(reviewing.replaced, id, old, new) if old and equals else None
    if command == "edit":
        return change_fields(desk, id, rest)
    return None


def change_fields(desk: Desk, id: str, typed: str = "") -> bool:
    """Change fields until that is done; return whether any was changed.

    What cannot be proved alone may be proved with another change; what is not in the end, is given up.

    typed: the only field to change, and what it is to be; "" to be asked for them.
    """
    before, alone, wrong, shown = desk.review.files, bool(typed), False, ""
    pending: dict[str, str] = {}
    while True:
        held = {**reviewing.fields_of(desk.review, id), **pending}
        names = [*held, _ASKED]
        if not typed:
            fields = words.field_lines({**held, _ASKED: words.ways(len(asked_of(desk.review.files, id)))})
            if fields != shown:
                desk.say(fields)
            shown = fields
            typed = desk.typed(words.WHICH_FIELD).strip()
            if not typed:
                break
        name, _, text = typed.partition(" ")
        if name.casefold() in ("e", "edit") and text:
            name, _, text = text.strip().partition(" ")  # typed as at the entry itself
        name = names[int(name) - 1] if name.isdecimal() and 0 < int(name) <= len(names) else name.strip(":").casefold()
        typed = ""
        if name not in names:
            desk.say(words.no_such_field(names))
            wrong = True
        elif name == _ASKED:
            _change_ways(desk, id)
            wrong = False
        else:
            new = " ".join((text or desk.typed(f"{name} > ", held[name])).split())
            pending[name] = "" if new == "-" else new
            wrong = not desk.do(reviewing.change, id, pending)
            if not wrong:
                pending = {}
        if alone and not wrong:
            break
    same = desk.review.files == before
    if pending or same:
        desk.say(words.GIVEN_UP if pending else words.NOTHING_CHANGED)
    return not same


def change_in_editor(desk: Desk, id: str) -> str | None:
    """Change an entry as it stands in its file; return its id, which may be another by then; None if it was left."""
    text = reviewing.written(desk.review, id)
    if desk.tools.edit is None or text is None:
        desk.say(words.NO_EDITOR)
        return None
    while True:
        new = desk.tools.edit(text)
        if new is None or new == text:
            desk.say(words.NOTHING_CHANGED)
            return None
        place = [look.id for look in desk.review.looks].index(id)
        if desk.do(reviewing.rewrite, id, new):
            return desk.review.looks[place].id
        if not desk.typed(words.EDITOR_AGAIN).strip().casefold().startswith("y"):
            desk.say(words.GIVEN_UP)
            return None
        text = new


def numbered(texts: Sequence[str], most: int | None = None) -> str:
    """Return texts a line each, with numbers from 1. most: after how many it is only told that there are more."""
    lines = [f"  {number:>2} {text}" for number, text in enumerate(texts[:most], 1)]
    left = len(texts) - len(lines)
    return "\n".join([*lines, words.more_ways(left)] if left else lines)


def _change_ways(desk: Desk, id: str) -> None:
    while True:
        asked = asked_of(desk.review.files, id)
        desk.say("\n" + numbered(asked))
        typed = desk.typed(words.ASKED_HINT).strip()
        if not typed:
            return
        number, _, text = typed.partition(" ")
        if typed.startswith("-") and _numbers(typed[1:]):
            _by_number(desk, id, asked, "-", typed[1:])
        elif number.isdecimal() and (int(number) <= len(asked) or not text):
            _by_number(desk, id, asked, number, text.strip())
        else:  # "12 angry men" may be a way of asking
            desk.do(reviewing.change, id, {}, [*asked, typed.removeprefix("+").strip()])


def _by_number(desk: Desk, id: str, asked: Sequence[str], command: str, rest: str) -> bool:
    """Take ways of asking out ("-"), or put other words in the place of one; return whether that could be done."""
    numbers = _numbers(rest if command == "-" else command)
    if not all(0 < number <= len(asked) for number in numbers):
        desk.say(words.no_such_way(len(asked)))
        return False
    if command == "-":
        new = [text for number, text in enumerate(asked, 1) if number not in numbers]
    else:
        before = asked[int(command) - 1]
        after = rest or desk.typed(f"{command} > ", before)
        new = [after if each == before else each for each in asked]
    return desk.do(reviewing.change, id, {}, new)


def _numbers(text: str) -> set[int]:
    """Return the numbers that somebody typed; none if they typed anything else."""
    parts = text.replace(",", " ").split()
    return set(map(int, parts)) if all(part.isdecimal() and len(part) < 10 for part in parts) else set()

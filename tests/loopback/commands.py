"""Application commands: Discord's rules for registering them, and the data of an interaction that uses one."""

from __future__ import annotations

import re
from typing import Any

from .errors import Form
from .message import Message
from .records import JSON, Channel, File, Role, User
from .world import World

__all__ = ["find", "register", "resolve", "use"]

_SUBCOMMAND, _GROUP = 1, 2
_STRING, _INTEGER, _NUMBER = 3, 4, 10
_NAME = re.compile(r"^[-_'\w]{1,32}$")
"""Slash commands and options; Discord also wants them lower-case where the script has cases."""
_MOST = {1: 100, 2: 15, 3: 15}
"""How many commands of each type an application may have in one scope."""
_CHARACTERS = 8000

_Path = tuple[str | int, ...]


def register(world: World, guild_id: int | None, bodies: Any, *, replace: bool) -> list[JSON]:
    """Register commands, global if `guild_id` is None, and return them as Discord does; all or none.

    Raises:
        Refusal: For a command that breaks a rule, two with one name, or too many of them.
    """
    form = Form()
    for index, body in enumerate(bodies):
        _check(form, body, (index,) if replace else ())
    form.settle()
    made = [_registered(world, guild_id, body) for body in bodies]
    names = {(each["type"], each["name"]) for each in made}
    if len(names) < len(made):
        form.fail((), "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique")
    before = world.commands.get(guild_id, [])
    kept = [] if replace else [each for each in before if (each["type"], each["name"]) not in names]
    for type, most in _MOST.items():
        if sum(each["type"] == type for each in kept + made) > most:
            form.fail((), "APPLICATION_COMMAND_TOO_MANY", f"Maximum number of application commands reached ({most})")
    form.settle()
    world.commands[guild_id] = kept + made
    return made


def _check(form: Form, body: JSON, at: _Path) -> None:
    if (body.get("type") or 1) != 1:
        form.length(body.get("name"), (*at, "name"), 1, 32)
        for key in ("description", "options"):
            if body.get(key):
                message = f"Context menu commands cannot have {key}"
                form.fail((*at, key), f"APPLICATION_COMMAND_CONTEXT_MENU_{key.upper()}", message)
        return
    _check_words(form, body, at)
    _check_options(form, body.get("options"), (*at, "options"), depth=0)
    if _characters(body) > _CHARACTERS:
        form.fail(at, "APPLICATION_COMMAND_TOO_LARGE", f"Command exceeds maximum size ({_CHARACTERS})")


def _check_words(form: Form, part: JSON, at: _Path) -> None:
    name = part.get("name")
    if name is None:
        form.required((*at, "name"))
    elif not isinstance(name, str) or not _NAME.match(name) or name != name.lower():
        form.fail((*at, "name"), "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
    if part.get("description") is None:
        form.required((*at, "description"))
    form.length(part.get("description"), (*at, "description"), 1, 100)


def _check_options(form: Form, options: Any, at: _Path, *, depth: int) -> None:
    names: set[str] = set()
    optional_before = False
    kinds = {option.get("type") in (_SUBCOMMAND, _GROUP) for option in options or []}
    if len(kinds) > 1:
        message = "Sub-command and sub-command group option types are mutually exclusive to all other types"
        form.fail(at, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message)
    for index, option in enumerate(form.count(options, at, 0, 25)):
        here = (*at, index)
        _check_words(form, option, here)
        if option.get("name") in names:
            form.fail((*here, "name"), "APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATE", "Option name is already used")
        names.add(str(option.get("name")))
        kind = option.get("type")
        if kind not in range(1, 12) or (kind == _GROUP and depth > 0) or (kind == _SUBCOMMAND and depth > 1):
            form.fail((*here, "type"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Option type is not allowed here")
        elif kind in (_SUBCOMMAND, _GROUP):
            _check_options(
                form, option.get("options"), (*here, "options"), depth=depth + (2 if kind == _SUBCOMMAND else 1)
            )
            continue
        if option.get("required") and optional_before:
            message = "Required options must be placed before non-required options"
            form.fail(here, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message)
        optional_before = optional_before or not option.get("required")
        _check_choices(form, option, here)


def _check_choices(form: Form, option: JSON, at: _Path) -> None:
    choices = form.count(option.get("choices"), (*at, "choices"), 0, 25)
    if option.get("autocomplete") and (choices or option.get("type") not in (_STRING, _INTEGER, _NUMBER)):
        message = "Autocomplete is for text and numbers without choices"
        form.fail((*at, "autocomplete"), "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID", message)
    names: set[str] = set()
    for index, choice in enumerate(choices):
        form.length(choice.get("name"), (*at, "choices", index, "name"), 1, 100)
        if option.get("type") == _STRING:
            form.length(choice.get("value"), (*at, "choices", index, "value"), 1, 100)
        if choice.get("name") in names:
            message = "Choice name is already used"
            form.fail((*at, "choices", index), "APPLICATION_COMMAND_OPTIONS_CHOICE_NAMES_DUPLICATE", message)
        names.add(str(choice.get("name")))
    for low, high, most in (("min_length", "max_length", 6000),):
        for key in (low, high):
            if option.get(key) is not None and not 0 <= option[key] <= most:
                form.fail((*at, key), "NUMBER_TYPE_MAX", f"int value should be between 0 and {most}.")


def _characters(part: JSON) -> int:
    own = len(part.get("name") or "") + len(part.get("description") or "")
    own += sum(len(str(choice.get("value"))) + len(choice.get("name") or "") for choice in part.get("choices") or [])
    return own + sum(_characters(option) for option in part.get("options") or [])


def _registered(world: World, guild_id: int | None, body: JSON) -> JSON:
    permissions = body.get("default_member_permissions")
    command: JSON = {
        "id": str(world.new_id()),
        "application_id": str(world.bot.id),
        "version": str(world.new_id()),
        "type": body.get("type") or 1,
        "name": body["name"],
        "name_localizations": body.get("name_localizations"),
        "description": body.get("description") or "",
        "description_localizations": body.get("description_localizations"),
        "default_member_permissions": None if permissions is None else str(permissions),
        "dm_permission": body.get("dm_permission") is not False,
        "contexts": body.get("contexts"),
        "integration_types": body.get("integration_types") or [0],
        "nsfw": bool(body.get("nsfw")),
    }
    if body.get("options"):
        command["options"] = [_option(option) for option in body["options"]]
    if guild_id is not None:
        command["guild_id"] = str(guild_id)
    return command


def _option(given: JSON) -> JSON:
    option = {key: value for key, value in given.items() if value is not None}
    if "options" in option:
        option["options"] = [_option(each) for each in option["options"]]
    return option


def find(world: World, channel: Channel, type: int, name: str) -> JSON:
    """Return the command that people see as `name` in `channel`; a guild's own comes before a global one.

    Nobody is held to `default_member_permissions`, which a guild's managers can lift.

    Raises:
        AssertionError: If there is none, or if its contexts or integration types keep it out of there.
    """
    guild = channel.guild
    scopes = [None] if guild is None else [guild.id, None]
    there = [command for scope in scopes for command in world.commands.get(scope, []) if command["type"] == type]
    command = next((each for each in there if each["name"] == name), None)
    names = sorted(each["name"] for each in there)
    assert command is not None, f"no command {name!r} of type {type} is registered here; there are {names}"
    contexts = command["contexts"]
    if contexts is None:
        contexts = [0, 1, 2] if command["dm_permission"] else [0]
    where = 1 if guild is None else 0
    assert where in contexts, f"{name!r} is for contexts {contexts}, and this is {where}"
    if guild is not None and world.bot.id not in guild.members:
        types = command["integration_types"]
        assert 1 in types, f"{name!r} is for integration types {types}, and the bot is no member of {guild.name!r}"
    return command


def use(command: JSON, path: list[str], values: dict[str, Any], *, channel: Channel, focused: str | None) -> JSON:
    """Return an interaction's `data` for a command used with `values` by option name.

    `path` names a subcommand, with its group before it if it has one; [] for none. A User, Role or Channel given as a
    value is resolved. `focused` is the option being typed, for autocompletion: then nothing is required.
    """
    options: list[JSON] = command.get("options", [])
    nested: list[JSON] = []
    for step in path:
        option = next((o for o in options if o["name"] == step and o["type"] in (_SUBCOMMAND, _GROUP)), None)
        assert option is not None, f"/{command['name']} has no {step!r}; it has {[o['name'] for o in options]}"
        nested.append(option)
        options = option.get("options", [])
    known = {option["name"]: option for option in options}
    assert values.keys() <= known.keys(), f"/{command['name']} has no option {sorted(values.keys() - known.keys())}"
    missing = [name for name, option in known.items() if option.get("required") and name not in values]
    assert focused is not None or not missing, f"/{command['name']} requires {missing}"
    data: JSON = {"id": command["id"], "name": command["name"], "type": command["type"]}
    if "guild_id" in command:
        data["guild_id"] = command["guild_id"]
    resolved: JSON = {}
    chosen = [_value(known[name], value, resolved, channel, focused=name == focused) for name, value in values.items()]
    for option in reversed(nested):
        chosen = [{"name": option["name"], "type": option["type"], "options": chosen}]
    if chosen:
        data["options"] = chosen
    if resolved:
        data["resolved"] = resolved
    return data


def _value(option: JSON, value: Any, resolved: JSON, channel: Channel, *, focused: bool) -> JSON:
    chosen: JSON = {"name": option["name"], "type": option["type"], "value": value}
    if isinstance(value, User | Role | Channel | File):
        resolve(resolved, value, channel)
        chosen["value"] = str(value.id)
    elif isinstance(value, str) and not focused:
        assert len(value) <= option.get("max_length", 6000), (
            f"Discord's client lets nobody type {len(value)} characters"
        )
    if focused:
        chosen["focused"] = True
    return chosen


def resolve(resolved: JSON, value: User | Role | Channel | Message | File, channel: Channel) -> None:
    """Add to an interaction's `resolved` what a bot is told of something that a person chose."""
    key = str(value.id)
    if isinstance(value, Message):
        resolved.setdefault("messages", {})[key] = value.payload
        return
    kind = {User: "users", Role: "roles", Channel: "channels", File: "attachments"}[type(value)]
    resolved.setdefault(kind, {})[key] = value.payload()
    if isinstance(value, User) and channel.guild is not None and value.id in channel.guild.members:
        member = channel.guild.members[value.id].payload(with_user=False)
        resolved.setdefault("members", {})[key] = member | {"permissions": "0"}
    if isinstance(value, Channel):
        resolved["channels"][key]["permissions"] = "0"

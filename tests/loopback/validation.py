"""Discord's limits on messages and interaction callbacks; each check raises a Refusal that names every fault."""

from __future__ import annotations

import re
from typing import Any

from . import components
from .composing import Upload
from .errors import Form, Refusal
from .message import COMPONENTS_V2, Message
from .records import JSON

__all__ = ["check_callback", "check_message"]

_CONTENT = 2000
_EMBEDS = 10
_EMBED_TOTAL = 6000
_ATTACHMENTS = 10
_DESCRIPTION = 1024
_EMBED_KEYS = {"type", "url", "title", "color", "timestamp", "description", "author", "image", "thumbnail", "footer"}
_EMBED_KEYS |= {"fields", "provider", "video", "flags"}
_PART_KEYS = {
    "author": {"name", "url", "icon_url", "proxy_icon_url"},
    "footer": {"text", "icon_url", "proxy_icon_url"},
    "fields": {"name", "value", "inline"},
}
_Path = tuple[str | int, ...]


def check_message(
    body: Any, uploads: tuple[Upload, ...], *, edited: Message | None = None, at: _Path = (), may_be_empty: bool = False
) -> None:
    """Check the body of a message; `edited` is the message that it changes, `at` where it stands in its request."""
    form = Form()
    if not isinstance(body, dict):
        raise Refusal(400, 50109, "The request body contains invalid JSON.")
    flags = (body.get("flags") or 0) | (edited.flags if edited is not None else 0)
    v2 = bool(flags & COMPONENTS_V2)
    form.length(body.get("content"), (*at, "content"), 0, _CONTENT)
    _check_embeds(form, body.get("embeds"), (*at, "embeds"))
    names = _check_attachments(form, body, uploads, (*at, "attachments"))
    if edited is not None:
        names |= {attachment["filename"] for attachment in edited.uploads.values()}
    if v2:
        for key in ("content", "embeds", "poll", "sticker_ids"):
            # an edit that turns a message into components has to empty what the message had
            before = edited.payload.get(key) if edited is not None else None
            if body.get(key) or (before and key not in body):
                form.fail(
                    (*at, key),
                    "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
                    f"The '{key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2",
                )
    components.check(form, body.get("components"), (*at, "components"), v2=v2, files=names)
    _check_mentions(form, body.get("allowed_mentions"), (*at, "allowed_mentions"))
    form.settle()
    if not may_be_empty and not _has_substance(body, uploads, edited):
        raise Refusal.empty_message()


def _has_substance(body: JSON, uploads: tuple[Upload, ...], edited: Message | None) -> bool:
    before: JSON = {} if edited is None else edited.payload | {"attachments": list(edited.uploads.values())}
    after = before | {key: value for key, value in body.items() if key in ("content", "embeds", "components")}
    if "attachments" in body:
        after["attachments"] = body["attachments"]
    text = (after.get("content") or "").strip()
    return bool(text or uploads or any(after.get(k) for k in ("embeds", "components", "attachments", "sticker_ids")))


def check_callback(body: Any, uploads: tuple[Upload, ...], *, source: Message | None) -> None:
    """Check the body of an interaction callback; whether its type fits is the interaction's affair."""
    form = Form()
    if not isinstance(body, dict) or not isinstance(body.get("type"), int):
        form.required(("type",))
        form.settle()
    data = body.get("data") or {}
    match body["type"]:
        case 4:
            check_message(data, uploads, at=("data",))
        case 7:
            check_message(data, uploads, edited=source, at=("data",))
        case 8:
            _check_choices(form, data.get("choices"), ("data", "choices"))
        case 9:
            components.check_modal(form, data, ("data",))
        case 1 | 5 | 6:
            pass
        case _:
            form.fail(("type",), "BASE_TYPE_CHOICES", "Value must be one of {1, 4, 5, 6, 7, 8, 9}.")
    form.settle()


def _check_choices(form: Form, choices: Any, at: _Path) -> None:
    for index, choice in enumerate(form.count(choices, at, 0, 25)):
        form.length(choice.get("name"), (*at, index, "name"), 1, 100)
        if isinstance(choice.get("value"), str):
            form.length(choice["value"], (*at, index, "value"), 1, 100)
        for key in ("name", "value"):
            if choice.get(key) is None:
                form.required((*at, index, key))


def _check_embeds(form: Form, embeds: Any, at: _Path) -> None:
    total = 0
    for index, embed in enumerate(form.count(embeds, at, 0, _EMBEDS)):
        here = (*at, index)
        _known(form, embed, _EMBED_KEYS, here)
        form.length(embed.get("title"), (*here, "title"), 0, 256)
        form.length(embed.get("description"), (*here, "description"), 0, 4096)
        footer, author = embed.get("footer") or {}, embed.get("author") or {}
        for key, part, inner, high in (("footer", footer, "text", 2048), ("author", author, "name", 256)):
            _known(form, part, _PART_KEYS[key], (*here, key))
            form.length(part.get(inner), (*here, key, inner), 0, high)
            if part and not part.get(inner):
                form.required((*here, key, inner))
        texts = [embed.get("title"), embed.get("description"), footer.get("text"), author.get("name")]
        for number, each in enumerate(form.count(embed.get("fields"), (*here, "fields"), 0, 25)):
            _known(form, each, _PART_KEYS["fields"], (*here, "fields", number))
            for key, high in (("name", 256), ("value", 1024)):
                form.length(each.get(key), (*here, "fields", number, key), 0, high)
                if not (each.get(key) or "").strip():
                    form.required((*here, "fields", number, key))
                texts.append(each.get(key))
        for path in (("url",), ("image", "url"), ("thumbnail", "url"), ("author", "url"), ("footer", "icon_url")):
            _check_url(form, embed, path, here)
        if not any(embed.get(key) for key in _EMBED_KEYS - {"type", "color", "url", "timestamp", "flags"}):
            form.required((*here, "description"))
        color = embed.get("color")
        if color is not None and not 0 <= color <= 0xFFFFFF:
            form.fail((*here, "color"), "NUMBER_TYPE_MAX", "int value should be less than or equal to 16777215.")
        total += sum(len(text) for text in texts if isinstance(text, str))
    if total > _EMBED_TOTAL:
        form.fail(at, "MAX_EMBED_SIZE_EXCEEDED", f"Embed size exceeds maximum size of {_EMBED_TOTAL}")


def _known(form: Form, part: JSON, keys: set[str], at: _Path) -> None:
    for key in part.keys() - keys:
        form.fail((*at, key), "UNKNOWN_FIELD", "This field is unknown.")


def _check_url(form: Form, embed: JSON, path: tuple[str, ...], at: _Path) -> None:
    value: Any = embed
    for step in path:
        value = (value or {}).get(step)
    if value is None:
        return
    form.length(value, (*at, *path), 0, 2048)
    schemes = "http|https" if path in {("url",), ("author", "url")} else "http|https|attachment"
    if not re.match(rf"({schemes})://\S+$", value):
        form.fail((*at, *path), "URL_TYPE_INVALID_URL", "Not a well formed URL.")


def _check_attachments(form: Form, body: JSON, uploads: tuple[Upload, ...], at: _Path) -> set[str]:
    """Return the names under which attachment:// can refer to what is uploaded."""
    names = {upload.index: upload.filename for upload in uploads}
    for index, each in enumerate(form.count(body.get("attachments"), at, 0, _ATTACHMENTS)):
        form.length(each.get("description"), (*at, index, "description"), 0, _DESCRIPTION)
        number = int(each["id"]) if str(each.get("id", "")).isdecimal() else None
        if number is None:
            form.required((*at, index, "id"))
        elif number in names:
            names[number] = each.get("filename") or names[number]
    return set(names.values())


def _check_mentions(form: Form, allow: JSON | None, at: _Path) -> None:
    if allow is None:
        return
    parse = allow.get("parse") or []
    for index, each in enumerate(parse):
        if each not in ("users", "roles", "everyone"):
            form.fail(
                (*at, "parse", index), "BASE_TYPE_CHOICES", "Value must be one of ('everyone', 'roles', 'users')."
            )
    for key in ("users", "roles"):
        form.count(allow.get(key), (*at, key), 0, 100)
        if key in parse and allow.get(key):
            form.fail(
                at,
                "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
                f'parse:["{key}"] and {key}: [ids...] are mutually exclusive.',
            )

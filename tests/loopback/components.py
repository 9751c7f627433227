"""Discord's limits on message components, old and new, and on modals. Knows nothing of the rest of a message."""

from __future__ import annotations

import re
from typing import Any

from .errors import Form
from .records import JSON

__all__ = ["check", "check_modal"]

_ROW, _BUTTON, _SELECT, _TEXT_INPUT, _SECTION, _TEXT = 1, 2, 3, 4, 9, 10
_THUMBNAIL, _GALLERY, _FILE, _SEPARATOR, _CONTAINER, _LABEL = 11, 12, 13, 14, 17, 18
_SELECTS = {3, 5, 6, 7, 8}
_OLD = {_ROW}
_IN_CONTAINER = {_ROW, _SECTION, _TEXT, _GALLERY, _FILE, _SEPARATOR}
_NEW = _IN_CONTAINER | {_CONTAINER}
_IN_MODAL = {_ROW, _TEXT, _LABEL}
_IN_LABEL = _SELECTS | {_TEXT_INPUT, 19, 21, 22, 23}

_ROWS = 5
_TOTAL = 40
_TEXTS_TOTAL = 4000

_Path = tuple[str | int, ...]


def check(form: Form, components: Any, at: _Path, *, v2: bool, files: set[str]) -> None:
    """Check a message's components; `files` are the names that attachment:// may refer to."""
    checker = _Checker(form, files)
    if v2:
        checker.children(components, at, 0, _TOTAL, _NEW)
        if checker.count > _TOTAL:
            form.fail(
                at, "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", f"The total number of components may not exceed {_TOTAL}"
            )
        if checker.characters > _TEXTS_TOTAL:
            message = f"Displayable text exceeds maximum size of {_TEXTS_TOTAL}"
            form.fail(at, "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", message)
    else:
        checker.children(components, at, 0, _ROWS, _OLD)


def check_modal(form: Form, modal: JSON, at: _Path) -> None:
    for key, high in (("custom_id", 100), ("title", 45)):
        if modal.get(key) is None:
            form.required((*at, key))
        form.length(modal.get(key), (*at, key), 1, high)
    _Checker(form, set(), modal=True).children(modal.get("components"), (*at, "components"), 1, 5, _IN_MODAL)


class _Checker:
    """Walks one tree of components, with what must hold for the tree as a whole."""

    def __init__(self, form: Form, files: set[str], *, modal: bool = False) -> None:
        self.form = form
        self.files = files
        self.modal = modal
        self.count = 0
        self.characters = 0
        self.custom_ids: set[str] = set()
        self.ids: set[int] = set()

    def children(self, components: Any, at: _Path, low: int, high: int, types: set[int]) -> list[JSON]:
        parts = self.form.count(components, at, low, high)
        for index, part in enumerate(parts):
            self.one(part, (*at, index), types)
        return parts

    def one(self, part: JSON, at: _Path, types: set[int]) -> None:
        self.count += 1
        kind = part.get("type")
        if kind not in types:
            choices = ", ".join(str(each) for each in sorted(types))
            self.form.fail((*at, "type"), "UNION_TYPE_CHOICES", f'Value of field "type" must be one of ({choices},).')
            return
        if part.get("id"):
            if part["id"] in self.ids:
                self.form.fail((*at, "id"), "COMPONENT_DUPLICATE_ID", "Component id cannot be duplicated")
            self.ids.add(part["id"])
        match kind:
            case 1:
                self._row(part, at)
            case 2:
                self._button(part, at)
            case 3 | 5 | 6 | 7 | 8:
                self._select(part, at)
            case 4:
                self._text_input(part, at)
            case 9:
                self.children(part.get("components"), (*at, "components"), 1, 3, {_TEXT})
                self.one(part.get("accessory") or {}, (*at, "accessory"), {_BUTTON, _THUMBNAIL})
            case 10:
                self._text(part, "content", at, 1, 4000)
                self.characters += len(part.get("content") or "")
            case 11:
                self._picture(part, at)
            case 12:
                for index, item in enumerate(self.form.count(part.get("items"), (*at, "items"), 1, 10)):
                    self._picture(item, (*at, "items", index))
            case 13:
                self._media(part.get("file"), (*at, "file"), uploaded=True)
            case 17:
                self.children(part.get("components"), (*at, "components"), 1, _TOTAL, _IN_CONTAINER)
            case 18:
                self._text(part, "label", at, 1, 45)
                self.form.length(part.get("description"), (*at, "description"), 1, 100)
                self.one(part.get("component") or {}, (*at, "component"), _IN_LABEL)
            case 19 | 21 | 22 | 23:
                self._custom_id(part, at)

    def _row(self, part: JSON, at: _Path) -> None:
        inside = (*at, "components")
        if self.modal:
            self.children(part.get("components"), inside, 1, 1, {_TEXT_INPUT})
            return
        parts = self.children(part.get("components"), inside, 1, 5, _SELECTS | {_BUTTON})
        if len(parts) > 1 and any(each.get("type") in _SELECTS for each in parts):
            self.form.fail(
                inside, "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "Component layout width exceeded: a menu fills its row"
            )

    def _custom_id(self, part: JSON, at: _Path) -> None:
        custom_id = part.get("custom_id")
        if custom_id is None:
            self.form.required((*at, "custom_id"))
            return
        self.form.length(custom_id, (*at, "custom_id"), 1, 100)
        if custom_id in self.custom_ids:
            message = "Component custom id cannot be duplicated"
            self.form.fail((*at, "custom_id"), "COMPONENT_CUSTOM_ID_DUPLICATED", message)
        self.custom_ids.add(custom_id)

    def _text(self, part: JSON, key: str, at: _Path, low: int, high: int) -> None:
        if part.get(key) is None:
            self.form.required((*at, key))
        self.form.length(part.get(key), (*at, key), low, high)

    def _button(self, part: JSON, at: _Path) -> None:
        self.form.length(part.get("label"), (*at, "label"), 0, 80)
        style = part.get("style")
        if style not in range(1, 7):
            self.form.fail((*at, "style"), "BASE_TYPE_CHOICES", "Value must be one of {1, 2, 3, 4, 5, 6}.")
        elif style == 5:
            self._text(part, "url", at, 1, 512)
            if part.get("custom_id") is not None:
                message = "A custom id and url cannot both be specified"
                self.form.fail((*at, "custom_id"), "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", message)
        elif style in (1, 2, 3, 4):
            if part.get("url") is not None:
                self.form.fail((*at, "url"), "BUTTON_COMPONENT_INVALID_URL", "Only a link button can have a url")
            self._custom_id(part, at)
        self._emoji(part, at)
        if style != 6 and not part.get("label") and not part.get("emoji"):
            self.form.fail(at, "BUTTON_COMPONENT_INVALID_LABEL", "A button must have a label or emoji")

    def _emoji(self, part: JSON, at: _Path) -> None:
        emoji = part.get("emoji")
        if emoji is not None and not emoji.get("id") and re.search(r"[A-Za-z]", emoji.get("name") or "x"):
            self.form.fail((*at, "emoji", "name"), "COMPONENT_INVALID_EMOJI", "Invalid emoji")

    def _select(self, part: JSON, at: _Path) -> None:
        self._custom_id(part, at)
        self.form.length(part.get("placeholder"), (*at, "placeholder"), 0, 150)
        low = 1 if part.get("min_values") is None else int(part["min_values"])
        high = 1 if part.get("max_values") is None else int(part["max_values"])
        options = part.get("options") or []
        most = 25 if part["type"] != _SELECT else min(25, len(options))
        if not 0 <= low <= 25:
            self.form.fail((*at, "min_values"), "NUMBER_TYPE_MAX", "int value should be between 0 and 25.")
        if not max(low, 1) <= high <= max(most, 1):
            self.form.fail(
                (*at, "max_values"), "SELECT_COMPONENT_MAX_VALUES", f"Must be between {max(low, 1)} and {most}."
            )
        if part["type"] != _SELECT:
            return
        values: set[str] = set()
        for index, option in enumerate(self.form.count(part.get("options"), (*at, "options"), 1, 25)):
            here = (*at, "options", index)
            for key in ("label", "value"):
                self._text(option, key, here, 1, 100)
            self.form.length(option.get("description"), (*here, "description"), 0, 100)
            self._emoji(option, here)
            if option.get("value") in values:
                message = "The specified option value is already used"
                self.form.fail((*here, "value"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", message)
            values.add(str(option.get("value")))

    def _text_input(self, part: JSON, at: _Path) -> None:
        self._custom_id(part, at)
        if part.get("style") not in (1, 2):
            self.form.fail((*at, "style"), "BASE_TYPE_CHOICES", "Value must be one of {1, 2}.")
        self.form.length(part.get("label"), (*at, "label"), 1, 45)
        if len(at) >= 2 and at[-1] != "component" and part.get("label") is None:
            self.form.required((*at, "label"))
        self.form.length(part.get("value"), (*at, "value"), 0, 4000)
        self.form.length(part.get("placeholder"), (*at, "placeholder"), 0, 100)
        low, high = part.get("min_length"), part.get("max_length")
        if low is not None and not 0 <= low <= 4000:
            self.form.fail((*at, "min_length"), "NUMBER_TYPE_MAX", "int value should be between 0 and 4000.")
        if high is not None and not max(low or 1, 1) <= high <= 4000:
            self.form.fail((*at, "max_length"), "NUMBER_TYPE_MAX", "int value should be between 1 and 4000.")

    def _picture(self, part: JSON, at: _Path) -> None:
        self.form.length(part.get("description"), (*at, "description"), 1, 1024)
        self._media(part.get("media"), (*at, "media"), uploaded=False)

    def _media(self, media: JSON | None, at: _Path, *, uploaded: bool) -> None:
        url = (media or {}).get("url")
        if url is None:
            self.form.required((*at, "url"))
        elif url.startswith("attachment://"):
            if url.removeprefix("attachment://") not in self.files:
                message = "The referenced attachment was not found in the attachments of the message."
                self.form.fail((*at, "url"), "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", message)
        elif uploaded or not re.match(r"https?://\S+$", url):
            self.form.fail((*at, "url"), "URL_TYPE_INVALID_URL", "Not a well formed URL.")

"""The fields of an entry or silence as somebody types them -> as they are written, or what is wrong with one.

Knows nothing of files.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from ...errors import EditError
from .linetext import bare, has_word
from .phrasings import alike
from .schema import EntrySpec
from .yamltext import read
from .yamlwriting import in_one_line

__all__ = ["TEXTS", "as_typed", "as_written", "changed_texts", "hold", "phrasing_of", "tidy"]

TEXTS = ("title", "short", "topic", "says", "quote", "speaker", "role", "figure", "evidence")
"""What can be typed of an entry; of a silence there are a title and a sentence alone."""
_LABELS = {
    "asked": "the way of asking",
    "evidence": "the excerpt",
    "figure": "the figure",
    "id": "the id",
    "quote": "the quotation",
    "role": "who the speaker is",
    "says": "the sentence",
    "short": "the title for a button",
    "speaker": "the speaker's name",
    "title": "the title",
    "topic": "the topic",
}


def tidy(text: str, key: str) -> str:
    """Return a text in one line, as it is kept. Raises EditError if it has a sign in it that no file may hold."""
    text = " ".join(text.split())
    if any(unicodedata.category(char) in ("Cc", "Cs") for char in text):
        raise EditError(f"{_LABELS[key]} has an invisible character in it that no file may contain; type it again")
    return text


def phrasing_of(text: str) -> str:
    """Return a way of asking as it is kept. Raises EditError as `tidy` does."""
    return bare(tidy(text, "asked"))


def as_typed(value: Mapping[str, Any]) -> dict[str, str]:
    """Return what stands in an entry or silence, by TEXTS: "" for what it has not. A figure in fields is in braces."""
    speaker = value.get("speaker")
    held = {**value, "role": ""}
    if isinstance(speaker, Mapping):
        held |= {"speaker": speaker.get("name"), "role": speaker.get("role")}
    if isinstance(held.get("figure"), Mapping):
        held["figure"] = in_one_line(held["figure"])
    return {key: " ".join(text.split()) if isinstance(text := held.get(key), str) else "" for key in TEXTS}


def as_written(texts: Mapping[str, str]) -> dict[str, Any]:
    """Return the fields of tidy texts as they will be read from YAML, in order; what is "" is none, but for the title.

    Raises EditError for a figure in braces that cannot be read.
    """
    fields: dict[str, Any] = {key: texts[key] for key in TEXTS if texts.get(key) or key == "title"}
    role = fields.pop("role", "")
    if "speaker" in fields or role:
        speaker = {"name": fields.get("speaker", ""), **({"role": role} if role else {})}
        fields = {key: speaker if key == "speaker" else value for key, value in {**fields, "speaker": ""}.items()}
    if fields.get("figure", "").startswith("{"):
        held = read("", f"k: {fields['figure']}".encode())
        figure = held.value.get("k") if isinstance(held.value, dict) and not held.faults else None
        if not isinstance(figure, dict):
            raise EditError(f"{_LABELS['figure']} cannot be read; write it as the source does, or as "
                            "{value: 3, unit: loans}")  # fmt: skip
        fields["figure"] = figure
    return fields


def changed_texts(standing: Mapping[str, str], typed: Mapping[str, str]) -> dict[str, str]:
    """Return what was typed otherwise than it stands, by TEXTS; line ends and runs of blanks are no difference."""
    tidied = {key: " ".join(typed[key].split()) for key in TEXTS if key in typed}
    return {key: text for key, text in tidied.items() if text != standing.get(key, "")}


def hold(fields: Mapping[str, Any], kind: type[BaseModel] = EntrySpec) -> None:
    """Hold fields against the schema of an entry or silence; raise EditError with the first thing that is wrong."""
    try:
        kind.model_validate(fields)
    except ValidationError as found:
        error = found.errors(include_url=False)[0]
        key = str(error["loc"][0])
        if key == "speaker" and error["loc"][-1] == "role":
            key = "role"
        label, longest = _LABELS.get(key, key), error.get("ctx", {}).get("max_length")
        if error["type"] == "string_too_long":
            what = f"{label} has {len(str(error['input']))} characters, and {longest} are allowed; shorten it"
        elif key == "id":
            given = " ".join(str(error["input"]).split())
            what = f'{label} cannot be "{given}"; use lowercase letters, digits and single hyphens'
        elif error["type"] in ("string_too_short", "string_pattern_mismatch", "missing"):
            what = f"{label} has no word in it; write one"
        else:
            what = f"{label} cannot be used: {error['msg'].lower()}; correct it"
        raise EditError(what) from None
    if not all(has_word(phrasing) and alike(phrasing) for phrasing in fields["asked"] or [""]):
        raise EditError(f"{_LABELS['asked']} has no word in it; write one")

"""A draft as text, to be kept or handed over, and back. Only what the bot itself has packed is unpacked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from ..core.knowledge.locators import Locator
from .draft import Draft, Drafted, Header, Skipped

__all__ = ["packed", "unpacked"]


def packed(draft: Draft) -> str:
    """Return a draft as text."""
    header = {**asdict(draft.header), "unknown": sorted(draft.header.unknown)}
    return json.dumps({**asdict(draft), "header": header}, ensure_ascii=False)


def unpacked(text: str) -> Draft:
    """Return the draft that `packed` made the text of."""
    held: dict[str, Any] = json.loads(text)
    header = held["header"]
    return Draft(
        header=Header(**{**header, "unknown": frozenset(header["unknown"])}),
        entries=tuple(_drafted(each) for each in held["entries"]),
        skipped=tuple(Skipped(**each) for each in held["skipped"]),
        same=held["same"],
        names=held["names"],
        silences=[(id, title, nothing, tuple(asked)) for id, title, nothing, asked in held["silences"]],
        text=held["text"],
        locators=[Locator(**each) for each in held["locators"]],
        warnings=tuple(held["warnings"]),
    )


def _drafted(held: Mapping[str, Any]) -> Drafted:
    return Drafted(**{**held, "asked": tuple(held["asked"]), "doubts": tuple(held["doubts"])})

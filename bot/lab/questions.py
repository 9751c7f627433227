"""Questions whose right reply is known, and the verdict on a reply. Knows nothing of how replies come about."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ..core.knowledge.yamltext import Value, read
from ..errors import Fault, KnowledgeError

__all__ = ["Asked", "Verdict", "judge", "read_questions", "with_typos"]

Verdict = Literal["right", "wrong", "missed"]

_MARKS = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_MAX_TEXT_CHARS = 1_500  # a reply that pours out everything answers nothing


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and what a right reply to it shows.

    expect: the kind of reply wanted; "no_answer" is met by suggestions too. shows: for every group at least one of its
    strings stands in the text of the reply. never: strings that must not. entry: the id that answers, "" if `shows`
    alone decides.
    """

    ask: str
    kind: str
    expect: Literal["answer", "no_answer", "signpost"]
    shows: tuple[tuple[str, ...], ...] = ()
    never: tuple[str, ...] = ()
    entry: str = ""


def read_questions(paths: Iterable[Path]) -> list[Asked]:
    """Return the questions of YAML files, and of all those in folders, in the order of their names.

    Files of messages for the figure check, which "say" something and ask nothing, hold none. Raises KnowledgeError with
    the faults of the YAML, and FileNotFoundError.
    """
    found: list[Asked] = []
    for path in paths:
        files = sorted(path.rglob("*.yaml")) if path.is_dir() else [path]
        for file in files:
            document = read(str(file), file.read_bytes())
            if document.faults:
                raise KnowledgeError(document.faults)
            try:
                found += _questions(document.value)
            except (KeyError, AssertionError) as error:
                what = f"a question lacks {error}" if isinstance(error, KeyError) else f"it cannot expect {error}"
                raise KnowledgeError([Fault(str(file), 0, 0, what, "see tests/questions for examples")]) from None
    return found


def _questions(value: Value | None) -> Iterator[Asked]:
    for item in value if isinstance(value, list) else []:
        if not isinstance(item, dict) or "say" in item:
            continue
        expect = str(item["expect"])
        assert expect in ("answer", "no_answer", "signpost"), expect
        yield Asked(
            ask=str(item["ask"]),
            kind=str(item["kind"]),
            expect=expect,  # type: ignore[arg-type]  # asserted above
            shows=tuple(tuple(str(text) for text in _list(group)) for group in _list(item.get("shows"))),
            never=tuple(str(text) for text in _list(item.get("never"))),
            entry=str(item.get("entry", "")),
        )


def _list(value: Value | None) -> list[Value]:
    return value if isinstance(value, list) else []


def with_typos(text: str, dice: random.Random, *, share: float = 0.2) -> str:
    """Return a text with one slip of the fingers in that share of its words of four letters or more."""
    return " ".join(_slipped(word, dice) if len(word) > 3 and dice.random() < share else word for word in text.split())


def _slipped(word: str, dice: random.Random) -> str:
    at = dice.randrange(1, len(word) - 1)
    beside = next((row[max(0, row.index(word[at]) - 1) :][:3] for row in _KEYS if word[at] in row), word[at])
    return dice.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[: at + 1] + word[at:],
            word[:at] + dice.choice(beside) + word[at + 1 :],
        ]
    )


def judge(asked: Asked, kind: str, text: str, entry: str | None) -> Verdict:
    """Return the verdict on a reply.

    right: what was expected. wrong: something false or off the point was said. missed: silence, or mere suggestions,
    where the report has the answer.
    """
    said = _plain(text)
    if len(said) > _MAX_TEXT_CHARS or any(_stands(never, said) for never in asked.never):
        return "wrong"
    if asked.expect == "signpost":
        return "right" if kind == "signpost" else "wrong" if kind == "answer" else "missed"
    if asked.expect == "no_answer":
        return "right" if kind in ("no_answer", "suggestions") else "wrong"
    if kind == "answer":
        shown = all(any(_stands(text, said) for text in group) for group in asked.shows)
        return "right" if shown and (not asked.entry or asked.entry == entry) else "wrong"
    return "wrong" if kind == "signpost" else "missed"


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).translate(_MARKS)
    return re.sub(r"\s+", " ", re.sub(r"https?://\S+", " ", text)).casefold()


def _stands(wanted: str, said: str) -> bool:
    """Tell whether a string stands in a text; a number only as a whole number, "38" not in "387"."""
    wanted = _plain(wanted).strip()
    if re.fullmatch(r"[\d.,% ]+", wanted):
        return re.search(rf"(?<![\d.,]){re.escape(wanted)}(?![\d%]|[.,]\d)", said) is not None
    return wanted in said

"""Questions whose right reply is known, and the verdict on a reply. Knows nothing of how replies come about."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ..core.knowledge.yamltext import Document, Value, read
from ..errors import KnowledgeError

__all__ = [
    "MAX_TEXT_CHARS",
    "Asked",
    "Verdict",
    "judge",
    "lacking",
    "listed",
    "read_questions",
    "shows",
    "stands_in",
    "with_typos",
]

Verdict = Literal["right", "wrong", "missed"]

_MARKS = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
MAX_TEXT_CHARS = 1_500
"""A reply with more pours out everything, and answers nothing."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and what a right reply to it shows.

    ask: What is asked, as a person would type it.
    kind: The manner of asking, by which results are told apart: direct, typo, rambling and so on.
    expect: The kind of reply wanted; "no_answer" is met by suggestions too.
    shows: Of every group at least one string stands in the text of the reply.
    never: Strings that must not stand in it.
    entry: The id of the entry that answers; "" if `shows` alone decides.
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
    the first fault, and FileNotFoundError.
    """
    return [_asked(document, at, item) for document, at, item in listed(paths) if "say" not in item]


def listed(paths: Iterable[Path]) -> Iterator[tuple[Document, int, dict[str, Value]]]:
    """Yield the mappings that stand in lists in YAML files, and in all those in folders, each with its place.

    A file that holds something else than a list holds none. Raises KnowledgeError with the faults of the YAML, and
    FileNotFoundError.
    """
    for path in paths:
        for file in sorted(path.rglob("*.yaml")) if path.is_dir() else [path]:
            document = read(str(file), file.read_bytes())
            if document.faults:
                raise KnowledgeError(document.faults)
            for at, item in enumerate(document.value if isinstance(document.value, list) else []):
                if isinstance(item, dict):
                    yield document, at, item


def lacking(document: Document, at: int, what: str) -> KnowledgeError:
    """Return the error that says what is wrong with one item of a file."""
    return KnowledgeError([document.fault((at,), what, "see tests/questions for examples")])


def _asked(document: Document, at: int, item: dict[str, Value]) -> Asked:
    for key in ("ask", "kind", "expect"):
        if key not in item:
            raise lacking(document, at, f'a question has no "{key}"')
    expect = str(item["expect"])
    if expect not in ("answer", "no_answer", "signpost"):
        raise lacking(document, at, f'a question cannot expect "{expect}"')
    return Asked(
        ask=str(item["ask"]),
        kind=str(item["kind"]),
        expect=expect,  # type: ignore[arg-type]  # looked at above
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
    if len(said) > MAX_TEXT_CHARS or any(_stands(never, said) for never in asked.never):
        return "wrong"
    if asked.expect == "signpost":
        return "right" if kind == "signpost" else "wrong" if kind == "answer" else "missed"
    if asked.expect == "no_answer":
        return "right" if kind in ("no_answer", "suggestions") else "wrong"
    if kind == "answer":
        return "right" if shows(asked.shows, text) and (not asked.entry or asked.entry == entry) else "wrong"
    return "wrong" if kind == "signpost" else "missed"


def shows(groups: Iterable[Iterable[str]], text: str) -> bool:
    """Tell whether of every group at least one string stands in a text."""
    said = _plain(text)
    return all(any(_stands(wanted, said) for wanted in group) for group in groups)


def stands_in(wanted: str, text: str) -> bool:
    """Tell whether a string stands in a text; a number only as a whole number, "38" not in "387"."""
    return _stands(wanted, _plain(text))


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).translate(_MARKS)
    return re.sub(r"\s+", " ", re.sub(r"https?://\S+", " ", text)).casefold()


def _stands(wanted: str, said: str) -> bool:
    wanted = _plain(wanted).strip()
    if re.fullmatch(r"[\d.,% ]+", wanted):
        return re.search(rf"(?<![\d.,]){re.escape(wanted)}(?![\d%]|[.,]\d)", said) is not None
    return wanted in said

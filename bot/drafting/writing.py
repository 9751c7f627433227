"""A draft -> the files of a knowledge folder, as text. Knows nothing of what proves them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..core.knowledge.fingerprint import fingerprint
from ..core.knowledge.locators import locators_text
from ..core.knowledge.yamlwriting import in_one_line
from .draft import Draft, Drafted, Header
from .marks import filled_mark, look_mark, silence_lines, unread_lines

__all__ = ["Written", "entry_lines", "vocabulary_of", "written_files"]

_VOCABULARY = "vocabulary.yaml"


@dataclass(frozen=True, slots=True)
class Written:
    """A draft as files.

    Attributes:
        files: By name; those of the folder that they take the place of are none.
        document: The name of the file with the entries.
        lines: The line on which each entry begins, from 1.
        words: What could not be put into the vocabulary, as there is one: for people to put there; "" otherwise.
    """

    files: Mapping[str, bytes]
    document: str
    lines: Sequence[int]
    words: str = ""

    def entry_at(self, line: int) -> int | None:
        """Return the number of the entry that a line belongs to, from 0; None if it is before the first."""
        at = bisect_right(self.lines, line) - 1
        return at if at >= 0 else None


def written_files(draft: Draft, held: Mapping[str, bytes]) -> Written:
    """Return the files of a draft: the document, its fingerprint, its text, and a vocabulary where there is none.

    held: the files of the folder that they come into.
    """
    id = draft.header.id
    lines = [*_head(draft.header), "entries:"]
    begins = []
    for entry in draft.entries:
        begins.append(len(lines) + 1)
        lines += [*entry_lines(entry), ""]
    lines += _silences(draft)
    proof = str(fingerprint(draft.text))
    files = {
        f"{id}.yaml": "\n".join(lines).rstrip("\n").encode() + b"\n",
        f"sources/{id}.fingerprint": proof.encode("ascii"),
        f"sources/{id}.locators": locators_text(draft.locators, proof).encode(),
    }
    words = vocabulary_of(draft)
    if words and _VOCABULARY not in held:
        files[_VOCABULARY] = words.encode()
        words = ""
    return Written(files, f"{id}.yaml", begins, words)


def _head(header: Header) -> list[str]:
    def line(key: str, value: str, *, quoted: bool = False) -> str:
        shown = f'"{value}"' if quoted else in_one_line(value)
        return f"  {key}: {shown}{filled_mark(guessed=key in header.unknown)}"

    return [
        "# yaml-language-server: $schema=.schemas/document.json",
        *unread_lines(),
        "",
        "source:",
        line("id", header.id),
        line("title", header.title),
        line("publisher", header.publisher),
        line("published", header.published, quoted=True),
        line("url", header.url),
        "",
    ]


def entry_lines(entry: Drafted) -> list[str]:
    """Return an entry as lines of YAML, set in by two, without their ends."""
    made = [f"  - id: {entry.id}"]
    for key, value in (
        ("title", entry.title), ("short", entry.short), ("topic", entry.topic), ("says", entry.says),
        ("figure", entry.figure), ("quote", entry.quote),
    ):  # fmt: skip
        if value:
            made.append(f"    {key}: {in_one_line(value)}")
    if entry.speaker:
        told = {"name": entry.speaker} | ({"role": entry.role} if entry.role else {})
        made.append(f"    speaker: {in_one_line(told)}")
    for key, value in (("evidence", entry.evidence), ("header", entry.header)):
        if value:
            made.append(f"    {key}: {in_one_line(value)}")
    made.append("    asked:")
    made += [f"      - {in_one_line(each)}" for each in entry.asked]
    made[0] += look_mark(entry.doubts)
    return made


def _silences(draft: Draft) -> list[str]:
    """Return silences as comments: nobody knows yet whether the document is silent."""
    if not draft.silences:
        return []
    made = [*silence_lines()]
    for id, title, nothing, asked in draft.silences:
        made += [
            f"#   - id: {id}", f"#     title: {in_one_line(title)}",
            f"#     says: {in_one_line('The report says nothing about ' + nothing + '.')}",
            "#     asked:", *(f"#       - {in_one_line(each)}" for each in asked),
        ]  # fmt: skip
    return made


def vocabulary_of(draft: Draft) -> str:
    """Return what a draft has for a vocabulary, as its file; "" if nothing."""
    if not draft.same and not any(draft.names.values()):
        return ""
    made = [
        "# yaml-language-server: $schema=.schemas/vocabulary.json",
        "# Words for the same thing, and names that must never be mixed up. They are drafted: look at them, and add",
        "# those that people will use.",
        "",
    ]
    if draft.same:
        made += ["same:", *(f"  - {in_one_line(list(group))}" for group in draft.same), ""]
    if any(draft.names.values()):
        made.append("names:")
        for kind, names in draft.names.items():
            if names:
                made += [f"  {kind}:", *(f"    - {in_one_line(list(spellings))}" for spellings in names)]
    return "\n".join(made).rstrip("\n") + "\n"

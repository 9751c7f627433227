"""The errors that Verbatim raises on purpose, and what they say.

VerbatimError            one line for people: what, where, what to do
|-- SettingsError        a setting that cannot be used; names the variable
|-- ScoredSetError       questions with known replies that cannot be found, or measured together
|-- SourceError          a source text or fingerprint that cannot be read
|-- FileError            a file that cannot be written
|-- EditError            a change that cannot be made to a knowledge file
|-- DocumentError        a document that cannot be read, or holds no text
|-- AttachmentError      an attached file that cannot be taken for knowledge files
|-- StoreError           what the bot remembers cannot be opened, read or written
|   `-- DamagedError     a version kept there is not what was published
|-- WorkError            heavy work that took too long, or whose process ended over it
|   `-- NoWorkerError    there can be no process for it
|-- KnowledgeError       a knowledge base with faults; carries them all
`-- DiscordError         Discord cannot be reached, or refuses the token
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import category

__all__ = [
    "AttachmentError",
    "DamagedError",
    "DiscordError",
    "DocumentError",
    "EditError",
    "Fault",
    "FileError",
    "InputError",
    "KnowledgeError",
    "NoWorkerError",
    "ScoredSetError",
    "SettingsError",
    "SourceError",
    "StoreError",
    "VerbatimError",
    "WorkError",
]


class VerbatimError(Exception):
    """The root. Its text is one line that can be shown to the person who caused it."""


class SettingsError(VerbatimError):
    """A setting that cannot be used; the text names the variable and what it may be."""


class ScoredSetError(VerbatimError):
    """Questions with known replies that cannot be found, or not be measured together."""


class SourceError(VerbatimError):
    """A source text or a fingerprint that cannot be read."""


class FileError(VerbatimError):
    """A file that cannot be written."""


class EditError(VerbatimError):
    """A change that cannot be made to a knowledge file; nothing was changed."""


class DocumentError(VerbatimError):
    """A document that cannot be read, or holds no text; the text says why, and what to do instead."""


class AttachmentError(VerbatimError):
    """An attached file that cannot be taken for knowledge files; the text says why, and what to attach."""


class StoreError(VerbatimError):
    """What the bot remembers cannot be opened, read or written; the text says where and what to do."""


class DamagedError(StoreError):
    """A version kept in the store is not what was published: reading it again will not help."""


class WorkError(VerbatimError):
    """Heavy work that was given up; the text goes on after what it was: "it took longer than ..."."""


class NoWorkerError(WorkError):
    """There can be no process for heavy work: it has to be done here, or not at all."""


class InputError(VerbatimError):
    """What came from Discord is nothing that was offered there: made by hand, or for a version before this one."""


class DiscordError(VerbatimError):
    """Discord cannot be reached, or refuses the token."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong with a knowledge base. Lines and columns count from 1; 0 means the file as a whole."""

    file: str
    line: int
    column: int
    what: str
    remedy: str

    def __post_init__(self) -> None:
        """Keep to one line that can be shown and logged, whatever stood in the file."""
        for key in ("file", "what", "remedy"):
            object.__setattr__(self, key, _one_line(getattr(self, key)))

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.what}; {self.remedy}"


_LONGEST = 1_000  # characters; the longest sentence that a fault quotes has 600


def _one_line(text: str) -> str:
    """Return a text without line ends and signs that cannot be seen, and shortened in the middle if it is very long."""
    if len(text) > _LONGEST:
        text = f"{text[: _LONGEST - 300]} ... {text[-295:]}"
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() or category(sign) == "Zs" else ascii(sign)[1:-1] for sign in text)


class KnowledgeError(VerbatimError):
    """A knowledge base that cannot be used. `faults` holds every fault found, by file, line and column."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        count = len(self.faults)
        first = str(self.faults[0]) if self.faults else "no fault recorded"
        more = f" (and {count - 1} more; see python -m bot check)" if count > 1 else ""
        super().__init__(f"{first}{more}")

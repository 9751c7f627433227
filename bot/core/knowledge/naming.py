"""Names in a knowledge folder: which are its files, which were only meant to be. Knows nothing of what they hold."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

from ...errors import Fault

__all__ = [
    "CALLS",
    "ENGLISH",
    "PLAIN",
    "asked_file",
    "documents",
    "id_asked",
    "is_knowledge_file",
    "is_sensitive",
    "language_of",
    "left_alone",
    "misnamed",
]

CALLS = "help/calls.txt"
PLAIN = "help/plain.txt"
ENGLISH = "en"
"""The language of what stands in files whose names tell of none."""
_ASKED, _SOURCES = "asked/", "sources/"
_SPECIAL = ("vocabulary", "help", "checks")
_WRAPPINGS = ("doc", "docx", "htm", "html", "json", "odt", "rtf")  # of word processors and browsers that save a text
_ENDINGS = {"yaml": "yaml", "yml": "yaml", "txt": "txt", "fingerprint": "fingerprint", "locators": "locators"}
_IN_A_LANGUAGE = re.compile(r"help/(calls|plain)\.([a-z]{2,3})\.txt")
_FILE = re.compile(
    r"[^./\\\x00-\x1f][^/\\\x00-\x1f]{0,100}\.yaml"
    r"|sources/[^./\\\x00-\x1f][^/\\\x00-\x1f]{0,100}\.(fingerprint|locators)"
    r"|asked/[a-z0-9]+(-[a-z0-9]+)*\.txt"
    r"|help/(calls|plain)(\.[a-z]{2,3})?\.txt"
)
# What editors, systems and careful people leave beside a file.
_BESIDE = re.compile(
    r"\..*|.*~|.*#|.*\.(bak|old|orig|rej|swp|swo|tmp|temp|part|lock|lnk)|readme(\.(md|txt|rst))?"
    r"|(eh)?thumbs\.db|desktop\.ini|icon\r",
    re.IGNORECASE,
)
# Of zip files; of scored sets of questions, which `eval` reads; of new editions that are looked through.
_OTHER_FOLDERS = ("__macosx", "questions", "editions")


def asked_file(id: str) -> str:
    """Return the name of the file with further ways of asking of an entry or silence."""
    return f"{_ASKED}{id}.txt"


def id_asked(name: str) -> str | None:
    """Return whose ways of asking a file holds; None if it holds none."""
    return name[len(_ASKED) : -len(".txt")] if name.startswith(_ASKED) and name.endswith(".txt") else None


def language_of(name: str) -> str | None:
    """Return the language of a file with calls or plain messages, as ISO 639-1 has it; None if it is no such file.

    ENGLISH if its name tells of none.
    """
    found = _IN_A_LANGUAGE.fullmatch(name)
    return found[2] if found is not None else ENGLISH if name in (CALLS, PLAIN) else None


def documents(names: Iterable[str]) -> list[str]:
    """Return the names of documents among those of a base, in order."""
    stems = (name.removesuffix(".yaml") for name in sorted(names) if name.endswith(".yaml") and "/" not in name)
    return [f"{stem}.yaml" for stem in stems if stem not in _SPECIAL]


def is_knowledge_file(name: str) -> bool:
    """Tell whether a path in a knowledge folder is that of one of its files. Such a path is safe to write to."""
    if not _FILE.fullmatch(name):
        return False
    stem, _ = _cut(name.rpartition("/")[2])
    return not name.endswith(".yaml") or (
        f"{stem}.yaml" == name and (stem in _SPECIAL or stem.casefold() not in _SPECIAL)
    )


def is_sensitive(name: str) -> bool:
    """Tell whether a file decides on people's safety, or on what counts as proved: help lines, calls, fingerprints."""
    return name == "help.yaml" or name.startswith(("help/", _SOURCES))


def left_alone(name: str) -> bool:
    """Tell whether a path in a knowledge folder is nothing to wonder at: hidden, a copy kept, a README."""
    *folders, base = name.split("/")
    hidden = any(folder.startswith(".") or folder.casefold() in _OTHER_FOLDERS for folder in folders)
    return hidden or _BESIDE.fullmatch(base) is not None


def misnamed(name: str, there: Container[str] = ()) -> Fault | None:
    """Return what is wrong with a path that looks like a knowledge file and is not read as one, and what to do.

    None if it is one, or looks like none. there: the paths that exist.
    """
    if is_knowledge_file(name) or left_alone(name):
        return None
    meant = _meant(name)
    if meant is None:
        return None
    remedy = f"rename it to {meant}"
    if meant in there:
        remedy = f"there is a {meant} already: put together what they hold, and take this one away"
    return Fault(name, 0, 0, "the bot reads no file of this name", remedy)


def _meant(name: str) -> str | None:
    """Return the name that a file should have had; None if it looks like none of ours."""
    *folders, base = [part.strip().casefold() for part in name.split("/")]
    if base.rpartition(".")[2] in _WRAPPINGS and "asked" not in folders:
        inner = name.strip().rpartition(".")[0]
        stem, ending = _cut(inner.rpartition("/")[2])
        return _meant(inner) if ending or stem.casefold() in _SPECIAL else None
    stem, ending = _cut(base)
    if "asked" in folders and ending not in ("fingerprint", "locators"):
        id = "-".join(re.findall(r"[a-z0-9]+", stem if ending else base.partition(".")[0]))
        return asked_file(id) if id else None
    if ending in ("", "txt"):
        if f"help/{stem}.txt" in (CALLS, PLAIN) and (ending or folders):
            return f"help/{stem}.txt"
        in_a_language = f"help/{base}" if ending == "txt" else ""
        if _IN_A_LANGUAGE.fullmatch(in_a_language):
            return in_a_language
        if "help" in folders and ending:
            return f"{CALLS} or {PLAIN}"
        return f"{stem}.yaml" if stem in _SPECIAL and not folders else None
    as_typed, _ = _cut(name.rpartition("/")[2].strip())
    if ending in ("fingerprint", "locators"):
        return f"{_SOURCES}{as_typed}.{ending}"
    return f"{stem if stem in _SPECIAL else as_typed}.yaml"


def _cut(base: str) -> tuple[str, str]:
    """Return the stem of a file's name, and which of our endings is the first of those it has; "" if it has none."""
    stem, ending = base, ""
    while "." in stem.strip(".") and (last := stem.rpartition(".")[2].casefold()) in _ENDINGS:
        stem, ending = stem.rpartition(".")[0], _ENDINGS[last]
    return stem, ending

"""A small knowledge base for tests: a made-up report on a town's libraries, proved against a made-up source.

Its files stand in tests/bases/library, the text of its source in tests/bases/library.txt.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from bot.core.knowledge.fingerprint import fingerprint, paragraphs
from bot.core.knowledge.loading import load
from bot.core.knowledge.model import Entry, Knowledge, Silence
from bot.serving.folder import read_files

__all__ = ["FILES", "TEXT", "counted", "entry", "files", "knowledge", "silence", "write"]

_BASES = Path(__file__).parent.parent / "bases"
TEXT = (_BASES / "library.txt").read_text("utf-8")
FILES = read_files(_BASES / "library")


def files(**changes: tuple[str, str]) -> dict[str, bytes]:
    """Return the files of the base; each change is a file's stem with (old text, new text), the old standing there."""
    changed = dict(FILES)
    for stem, (old, new) in changes.items():
        name = f"{stem}.yaml"
        text = changed[name].decode()
        assert old in text, f"{old!r} does not stand in {name}"
        changed[name] = text.replace(old, new, 1).encode()
    return changed


def counted(loans: int) -> dict[str, bytes]:
    """Return the files of the base with another number of loans looked at, from 400 to 699. It is sound.

    Its source has them all, so that its fingerprint is the same for each number: another one has to be confirmed.
    """
    text = FILES["gazette.yaml"].replace(b"412", str(loans).encode()).replace(b"A quarter of the", b"Some of the")
    return {**FILES, "gazette.yaml": text, "sources/gazette-2018.fingerprint": _counted_fingerprint()}


@cache
def _counted_fingerprint() -> bytes:
    paragraph = next(each for each in paragraphs(TEXT) if "412" in each)
    counts = (paragraph.replace("412", str(loans)) for loans in range(400, 700))
    return str(fingerprint("\n\n".join([TEXT, *counts]))).encode()


def knowledge(**changes: tuple[str, str]) -> Knowledge:
    """Return the base as it is loaded, changed as in `files`."""
    return load(files(**changes))


def entry(id: str, base: Knowledge | None = None) -> Entry:
    """Return one entry of the base."""
    return (base or knowledge()).entries[id]


def silence(id: str, base: Knowledge | None = None) -> Silence:
    """Return one silence of the base."""
    return (base or knowledge()).silences[id]


def write(folder: Path, contents: dict[str, bytes] | None = None) -> Path:
    """Write the files of the base, or others, into a folder that need not exist; return the folder."""
    for name, data in (FILES if contents is None else contents).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder

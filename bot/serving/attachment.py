"""A file that somebody attached -> the knowledge files that it holds. Trusts nothing that it says of itself.

Limits are held before anything is unpacked, by what a .zip says of its files, and again while unpacking, by what comes.
"""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator

from ..core.knowledge.naming import is_knowledge_file, left_alone, misnamed
from ..errors import AttachmentError

__all__ = ["MAX_FILE_BYTES", "MAX_ZIP_BYTES", "admit", "files_of", "is_zip"]

MAX_FILE_BYTES = 1_000_000
"""How large one knowledge file may be that comes from elsewhere; the largest that is shipped has a quarter of it."""
MAX_ZIP_BYTES = 4_000_000
"""How large a .zip may be."""
_MAX_FILES = 2_000  # in a .zip, other files included
_MAX_UNPACKED = 16_000_000  # bytes, all files together
_MAX_RATIO = 100  # of unpacked to packed; text has 2 to 10
_FREE_OF_RATIO = 100_000  # bytes that a file may have whatever it was packed to
_PACKED_AS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ARCHIVES = (".zip", ".gz", ".tgz", ".bz2", ".xz", ".tar", ".7z", ".rar")
_OWN_FOLDERS = ("asked", "help", "sources")
_KINDS = (
    "Attach a .yaml file, the .fingerprint or .locators of a source, ways of asking as <id>.txt, or a .zip of the "
    "folder or of some of its files"
)


def is_zip(filename: str) -> bool:
    """Tell whether a file of that name is taken for a .zip."""
    return filename.casefold().endswith(".zip")


def admit(filename: str, size: int) -> None:
    """Raise AttachmentError for a file that is not worth fetching: of another kind, or larger than allowed."""
    limit = MAX_ZIP_BYTES if is_zip(filename) else MAX_FILE_BYTES
    if not is_zip(filename):
        _place_of(filename)
    if size > limit:
        raise AttachmentError(
            f"{_shown(filename)} has {size:,} bytes, and {limit:,} are allowed; attach fewer or smaller files"
        )


def files_of(filename: str, data: bytes) -> dict[str, bytes]:
    """Return the knowledge files that an attached file holds, by name: itself, or those in a .zip.

    Names as in a knowledge folder; "<id>.txt" holds ways of asking, and so is "asked/<id>.txt". A .zip may have one
    folder around all; copies kept, READMEs and what systems leave in it are passed over.

    Raises AttachmentError for what is no knowledge file, and for a .zip that is broken, too large or too clever.
    """
    admit(filename, len(data))
    if not is_zip(filename):
        return {_place_of(filename): data}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return dict(_unpacked(archive, _places(archive.infolist())))
    except AttachmentError:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise AttachmentError(
            f"{_shown(filename)} cannot be unpacked ({error}); make it again as an ordinary .zip"
        ) from None


def _place_of(filename: str) -> str:
    """Return where a single file of that name stands in a knowledge folder."""
    for place in (filename, f"sources/{filename}", f"help/{filename}", f"asked/{filename}"):
        if "/" not in filename and is_knowledge_file(place):
            return place
    fault = misnamed(filename)
    if fault is not None:
        raise AttachmentError(f"{_shown(filename)} is not the name of a knowledge file; {fault.remedy}")
    raise AttachmentError(f"{_shown(filename)} is not a knowledge file. {_KINDS}.")


def _places(infos: Iterable[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """Return the knowledge files in a .zip by where they stand in a knowledge folder, having held its limits."""
    infos = [info for info in infos if not (info.filename and info.is_dir())]  # a damaged .zip may leave a name out
    if len(infos) > _MAX_FILES:
        raise AttachmentError(f"the .zip holds {len(infos):,} files, and {_MAX_FILES:,} are allowed")
    paths: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        path = _path(info)
        if path in paths:
            raise AttachmentError(f"{_shown(path)} is in the .zip twice; keep one of the two")
        paths[path] = info
    kept = {path: info for path, info in paths.items() if not left_alone(path)}
    tops = {path.partition("/")[0] for path in kept}
    around = len(tops) == 1 and all("/" in path for path in kept) and not tops & {*_OWN_FOLDERS}
    named = {path.partition("/")[2] if around else path: info for path, info in kept.items()}
    for path, info in named.items():
        if path.casefold().endswith(_ARCHIVES):
            raise AttachmentError(f"{_shown(path)} is an archive itself; put its files directly into the .zip")
        fault = misnamed(path, named)
        if fault is not None:
            raise AttachmentError(f"{_shown(path)} in the .zip is not the name of a knowledge file; {fault.remedy}")
        _hold(path, info)
    found = {path: info for path, info in named.items() if is_knowledge_file(path)}
    if not found:
        raise AttachmentError(f"there are no knowledge files in the .zip. {_KINDS}.")
    if sum(info.file_size for info in found.values()) > _MAX_UNPACKED:
        raise AttachmentError(
            f"the .zip unpacks to more than the {_MAX_UNPACKED:,} bytes allowed; attach fewer or smaller files"
        )
    return found


def _path(info: zipfile.ZipInfo) -> str:
    """Return the path of a file in a .zip, if it leads nowhere but into the folder."""
    path = info.filename.replace("\\", "/")  # as some programs on Windows write it
    steps = path.split("/")
    if path.startswith("/") or ".." in steps or "." in steps or "" in steps or ":" in steps[0] or "\0" in path:
        raise AttachmentError(f"{_shown(path)} leads out of the .zip; pack the knowledge folder itself")
    return path


def _hold(path: str, info: zipfile.ZipInfo) -> None:
    """Raise AttachmentError for a file in a .zip that is not to be unpacked, going by what is said of it."""
    shown, size = f"{_shown(path)} in the .zip", info.file_size
    if stat.S_IFMT(info.external_attr >> 16) not in (0, stat.S_IFREG):
        raise AttachmentError(f"{shown} is a link, or something else that is not a file; include the file itself")
    if info.flag_bits & 0x1:
        raise AttachmentError(f"{shown} is protected by a password; pack it without one")
    if info.compress_type not in _PACKED_AS:
        raise AttachmentError(f"{shown} is packed in an unusual way; make it again as an ordinary .zip")
    if size > MAX_FILE_BYTES:
        raise AttachmentError(f"{shown} has {size:,} bytes, and {MAX_FILE_BYTES:,} are allowed; split it")
    if size > _FREE_OF_RATIO and size > _MAX_RATIO * info.compress_size:
        raise AttachmentError(f"{shown} is packed to less than 1/{_MAX_RATIO} of its size, which no knowledge file is")


def _unpacked(archive: zipfile.ZipFile, places: dict[str, zipfile.ZipInfo]) -> Iterator[tuple[str, bytes]]:
    """Yield the files with their contents, reading no more than was said and is allowed."""
    left = _MAX_UNPACKED
    for place, info in places.items():
        with archive.open(info) as file:
            data = file.read(MAX_FILE_BYTES + 1)
        left -= len(data)
        if len(data) > MAX_FILE_BYTES or left < 0:
            raise AttachmentError(f"{_shown(place)} in the .zip holds more than it says; make it again")
        yield place, data


def _shown(name: str) -> str:
    """Return a name that is fit to be shown, whatever is in it."""
    shown = "".join(char if char.isprintable() and char not in "`*" else "?" for char in name)
    return f'"{shown if len(shown) <= 80 else f"{shown[:79]}…"}"'

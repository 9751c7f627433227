"""Writing several files so that all are there or none is, whatever interrupts it; and what the checks say then."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from .opening import open_base
from .progress import Work, working

__all__ = ["DEADLINE_S", "failing_checks", "kept_whole", "patient", "write_new"]

DEADLINE_S = 300.0
"""How long drafting may take; 200 pages take a tenth of it."""


def patient(
    work: Work, name: str, parts: tuple[float, float], *, deadline_s: float = DEADLINE_S
) -> Callable[[float], None]:
    """Return what is to be told how much of a step is done; it raises DocumentError once it has taken too long.

    parts: where the step begins and ends in what is shown, from 0 to 1.
    """
    from ..errors import DocumentError

    end, (start, stop) = time.monotonic() + deadline_s, parts

    def tell(share: float) -> None:
        work.tell(round((start + (stop - start) * share) * 100), 100)
        if time.monotonic() > end:
            raise DocumentError(f"{name}: it could not be drafted in {max(deadline_s, 0):.0f} s: give a part of it")

    return tell


@contextmanager
def kept_whole(folder: Path) -> Iterator[list[Path]]:
    """Give a list to note new files in, for `write_new`; if what is done meanwhile fails or is stopped, they go again,
    and with them the folders that were not there before."""
    there = {each for each in (folder, *folder.rglob("*"), *folder.parents) if each.is_dir()}
    made: list[Path] = []
    try:
        yield made
    except BaseException:
        for path in made:
            with suppress(OSError):
                path.unlink(missing_ok=True)
        for parent in sorted({parent for path in made for parent in path.parents} - there, reverse=True):
            with suppress(OSError):
                parent.rmdir()
        raise


def write_new(folder: Path, files: Mapping[str, bytes], made: list[Path]) -> None:
    """Write files that are not there yet, each noted in `made` before it is written."""
    from ..serving.folder import write_whole

    for name, data in sorted(files.items()):
        path = folder / name
        made.append(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, data)


def failing_checks(folder: Path) -> tuple[str, ...]:
    """Return what to tell of the check questions of a folder that fail, and how to mend each; none if it has none."""
    from .. import render
    from ..core.answering.acceptance import meets

    if not (folder / "checks.yaml").exists():
        return ()
    answerer = open_base(folder)
    failing = []
    checks = answerer.knowledge.checks
    with working("Asking the check questions") as work:
        for at, check in enumerate(checks):
            work.tell(at, len(checks))
            reply = answerer.answer(check.ask)
            if not meets(reply, check.expect):
                failing.append(render.failing_check(check, reply))
    return tuple(failing)

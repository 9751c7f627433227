"""That something is being done, on standard error: a spinner or a bar that vanishes once it is.

Only where somebody watches: where standard error is no terminal, and for what is done at once, nothing is shown and
rich is not even imported. Standard output is left alone; nothing may be printed there while `working` lasts, for both
are likely the same screen.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from threading import Event, Thread
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.spinner import Spinner

__all__ = ["Work", "awaited", "working"]

_PATIENCE_S = 0.5  # what is done sooner is not shown
_FRAME_S = 0.1
_BAR_COLUMNS = 30
_T = TypeVar("_T")


class Work:
    """Something that is being done: how far it is, and what is said of it meanwhile."""

    def __init__(self, what: str, *, watched: bool, still: bool) -> None:
        self._what, self._watched, self._still = what, watched, still
        self._progress = (0, 0)
        self._lines: deque[str] = deque()
        self._begun, self._ended = Event(), Event()
        self._thread = Thread(target=self._show, daemon=True)

    def tell(self, done: int, total: int) -> None:
        """Note how much is done of how much: from now on there is a bar."""
        self._progress = (done, total)

    def say(self, line: str) -> None:
        """Print a line to standard error that stays there."""
        if self._watched:
            self._lines.append(line)  # printed by the thread, which knows where the bar is
        else:
            click.echo(line, err=True)

    def start(self) -> None:
        """Begin to show it, if anybody watches."""
        if self._watched:
            self._thread.start()
            if self._still:
                self._begun.wait()

    def end(self) -> None:
        """Let it vanish."""
        self._ended.set()
        if self._watched:
            self._thread.join()
            while self._lines:
                click.echo(self._lines.popleft(), err=True)

    def _show(self) -> None:
        if not self._still and self._ended.wait(_PATIENCE_S):
            return
        from rich.console import Console
        from rich.live import Live
        from rich.spinner import Spinner

        console, spinner = Console(stderr=True), Spinner("dots")
        with Live(
            console=console, auto_refresh=False, transient=True, redirect_stdout=False, redirect_stderr=False
        ) as live:
            while True:
                self._print_lines(console)
                live.update(self._drawn(spinner), refresh=True)
                self._begun.set()
                if self._ended.wait(None if self._still else _FRAME_S):
                    break

    def _print_lines(self, console: Console) -> None:
        while self._lines:
            console.print(self._lines.popleft(), markup=False, highlight=False, soft_wrap=True)

    def _drawn(self, spinner: Spinner) -> RenderableType:
        from rich.progress_bar import ProgressBar
        from rich.table import Table
        from rich.text import Text

        done, total = self._progress
        row = Table.grid(padding=(0, 1))
        bar = (
            (ProgressBar(total, done, width=_BAR_COLUMNS, complete_style="cyan"), Text(f"{done:,} of {total:,}"))
            if total
            else ()
        )
        row.add_row(spinner, Text(self._what), *bar)
        return row


@contextmanager
def working(what: str, *, still: bool = False) -> Iterator[Work]:
    """Show that something is being done while the block lasts.

    Args:
        what: It in a few words.
        still: Whether it is drawn before the block begins and does not move, as where time is measured in it.
    """
    work = Work(what, watched=sys.stderr.isatty(), still=still)
    work.start()
    try:
        yield work
    finally:
        work.end()


def awaited(what: str, items: Iterable[_T]) -> Iterator[_T]:
    """Yield what is made one by one, and show that the next is in the making; between two, anything may be printed."""
    making = iter(items)
    while True:
        with working(what):
            made = tuple(islice(making, 1))
        if not made:
            return
        yield made[0]

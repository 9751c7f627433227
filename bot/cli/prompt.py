"""The prompt at which somebody types: lines that can be edited, what was typed before, and completion.

What was typed is kept in memory until the chat ends, and nowhere else. prompt_toolkit is imported when it begins.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator

from .completing import Choice

__all__ = ["somebody_types", "typed_line", "typed_lines"]


def somebody_types() -> bool:
    """Tell whether there is a terminal to type in, and one on which what is typed is seen."""
    return sys.stdin.isatty() and (sys.stdout.isatty() or sys.stderr.isatty())


def typed_lines(choices: Callable[[str], Iterable[Choice]]) -> Iterator[str]:
    """Yield the lines that somebody types, until Ctrl+D, or Ctrl+C where nothing is typed; else that drops the line.

    Args:
        choices: What may be meant by a line up to the cursor; may be slow.
    """
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import CompleteEvent, Completer, Completion
    from prompt_toolkit.document import Document
    from prompt_toolkit.history import InMemoryHistory
    from prompt_toolkit.output import create_output

    class Choosing(Completer):
        def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
            for choice in choices(document.text_before_cursor):
                yield Completion(choice.text, start_position=-choice.replaces)

    session: PromptSession[str] = PromptSession(
        "> ",
        history=InMemoryHistory(),
        completer=Choosing(),
        complete_in_thread=True,
        output=create_output(always_prefer_tty=True),
    )
    while True:
        try:
            line = session.prompt()
        except EOFError:
            return
        except KeyboardInterrupt:
            if not session.default_buffer.text:
                return
        else:
            yield line.encode("utf-8", "surrogateescape").decode("utf-8", "replace")  # bytes that are not UTF-8


def typed_line(before: str, standing: str = "") -> str | None:
    """Return the line that somebody types; None for Ctrl+D, or Ctrl+C where nothing is typed; else that drops it.

    Args:
        before: What is shown before it.
        standing: What stands in it at first, to be edited; Ctrl+C leaves it as it is.
    """
    from prompt_toolkit import PromptSession
    from prompt_toolkit.output import create_output

    session: PromptSession[str] = PromptSession(before, output=create_output(always_prefer_tty=True))
    while True:
        try:
            line = session.prompt(default=standing)
        except EOFError:
            return None
        except KeyboardInterrupt:
            if standing or not session.default_buffer.text:
                return standing or None
        else:
            return line.encode("utf-8", "surrogateescape").decode("utf-8", "replace")

"""What the chat in the terminal says besides the replies: how it begins, its commands, and what they cannot find."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from textwrap import shorten

from ..core.knowledge.model import Knowledge
from .library import PURPOSE

__all__ = [
    "CHAT_COMMANDS",
    "CHAT_HELP",
    "WHICH_FIGURE",
    "WHICH_TWO",
    "about_here",
    "chat_opening",
    "no_such_figure",
    "no_such_topic",
    "unknown_command",
]

CHAT_COMMANDS = {
    "stat": ("NAME", "shows one figure, with a chart"),
    "stats": ("[TOPIC]", "lists all figures, or those on one topic"),
    "compare": ("A, B", "puts two figures side by side"),
    "quote": ("[WHO] [about WHAT]", "shows what somebody said, word for word"),
    "sources": ("", "tells where the answers come from"),
    "about": ("", "tells what this bot is, and what it keeps"),
    "help": ("", "shows this list"),
    "quit": ("", "ends the chat, as Ctrl+D does"),
}
"""The commands of the chat: what is typed after each, and what it does."""

_COLUMNS = max(len(f"/{name} {argument}") for name, (argument, _) in CHAT_COMMANDS.items()) + 2
CHAT_HELP = "\n".join(
    [
        "Ask in your own words, and ask on from an answer: who said that? what percent is that?",
        *(
            f"{f'/{name} {argument}'.strip():<{_COLUMNS}}{shown}".rstrip()
            for name, (argument, shown) in CHAT_COMMANDS.items()
        ),
        "In a command, Tab completes what you are typing.",
    ]
)
_ALL = "/stats lists them all."
WHICH_FIGURE = f"Which figure? Type /stat and its name; {_ALL}"
WHICH_TWO = f"Which two figures? Type /compare and their names, with a comma between them; {_ALL}"
_MAX_NAMED = 60


def chat_opening(titles: Iterable[str]) -> str:
    """Return what the chat begins with. titles: those of the sources."""
    return f"Ask about: {'; '.join(titles)}\n(/help lists the commands; /quit or Ctrl+D ends the chat)"


def no_such_figure(name: str, near: Sequence[str]) -> str:
    """Return what is said to a name of no figure, with the titles that are nearest to it."""
    said = f'I have no figure named "{shorten(name, _MAX_NAMED, placeholder="...")}"'
    return "\n".join([f"{said}. Did you mean:", *(f"- {title}" for title in near)] if near else [f"{said}; {_ALL}"])


def no_such_topic(topics: Sequence[str]) -> str:
    """Return what is said to a topic that the base does not have."""
    if not topics:
        return f"My figures aren't sorted by topic; {_ALL}"
    return f"I have no topic by that name. There {'are' if len(topics) > 1 else 'is'}: {', '.join(topics)}."


def unknown_command(name: str) -> str:
    """Return the line that lists the commands to somebody who typed another one. name: what they typed."""
    return f"There is no /{name}. There are {', '.join(f'/{each}' for each in CHAT_COMMANDS)}."


def about_here(knowledge: Knowledge) -> str:
    """Return what the bot is, and what it keeps of a chat in the terminal."""
    return (
        f"{PURPOSE}\n\nOf this chat I keep nothing: what you type is gone when it ends.\n\n"
        f"{len(knowledge.entries)} entries; knowledge version {knowledge.version}."
    )

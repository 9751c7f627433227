"""What is said to people who greet, thank, complain, or ask what the bot can do: one short line, and what to ask where
that helps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..core.answering.reply import Reply
from ..core.answering.social import Manner
from ..core.knowledge.model import Entry

__all__ = ["example", "social_lines"]

_SAID: Mapping[Manner, str] = {
    "bare": "Ask me anything about {about}. For example:",
    "greeting": "Hello! You can ask me about {about}. For example:",
    "thanks": "You're welcome.",
    "praise": "Glad that helped.",
    "apology": "No problem.",
    "insult": "Sorry about that. If I got it wrong, try asking in other words, or press the button below my answer.",
    "reaction": "Ask me if you'd like to know more.",
    "farewell": "Goodbye!",
    "identity": "I'm a bot. I look up what {about} says, word for word, and don't make anything up. You could ask:",
    "abilities": "I answer questions about {about}, with the words it rests on. You could ask:",
}
_WITH_EXAMPLES: frozenset[Manner] = frozenset(["bare", "greeting", "identity", "abilities"])
_MAX_TITLE = 60


def social_lines(reply: Reply) -> Iterator[str]:
    """Yield the lines of a reply of kind "social"."""
    assert reply.manner is not None
    sources = list(dict.fromkeys(entry.source for entry in reply.suggestions))
    about = f'"{_short(sources[0].title)}"' if len(sources) == 1 else "the reports I know"
    yield _SAID[reply.manner].format(about=about)
    if reply.manner in _WITH_EXAMPLES:
        yield from (f"- {example(entry)}" for entry in reply.suggestions)


def example(entry: Entry) -> str:
    """Return a question that an entry answers, as it would be typed with care."""
    asked = entry.asked[0] if entry.asked else entry.title
    return asked[0].upper() + asked[1:].rstrip("?") + "?"


def _short(title: str) -> str:
    """Return a title, cut at a word if it is long."""
    if len(title) <= _MAX_TITLE:
        return title
    return title[: _MAX_TITLE - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"

"""A chat in the terminal: a line that somebody typed -> what is shown. Carries the conversation; knows no terminal."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from shutil import get_terminal_size

from .. import render
from ..core.answering.answerer import Answerer
from ..core.answering.conversation import converse
from ..core.answering.lookup import statistic
from ..core.answering.quoting import quoted
from ..core.answering.reply import Reply
from ..core.answering.talk import Talk, continued
from ..core.knowledge import chart_data, chart_words
from ..core.knowledge.catalogue import Catalogue, named
from ..core.knowledge.model import Entry
from ..core.knowledge.series import Series
from ..core.language.text import fold
from .pieces import Pieces, joined, of_card, of_embed, of_reply

__all__ = ["Chat", "bars"]

_MAX_OFFERED = 3
_COMMAND = re.compile(r"\s*/\s*(?P<name>[\w-]*)\s*(?P<rest>.*?)\s*", re.DOTALL)
_BETWEEN = (r",", r"\bwith\b", r"\band\b")  # of two figures that are compared, the clearest first
_ABOUT = re.compile(r"(?P<speaker>.*?)\s*(?:(?<!\S)about\s+(?P<about>.*))?", re.IGNORECASE | re.DOTALL)


class Chat:
    """One person's chat. Of the conversation it keeps the ids of what was shown."""

    def __init__(self, answerer: Answerer) -> None:
        self._answerer = answerer
        self.catalogue = Catalogue(answerer.knowledge)
        self._before: Talk = ()
        self._commands: dict[str, Callable[[str], Pieces]] = {
            "stat": self._stat,
            "stats": self._stats,
            "compare": self._compare,
            "quote": self._quote,
            "sources": lambda _: of_embed(render.sources(answerer.knowledge)),
            "about": lambda _: [(render.about_here(answerer.knowledge), "")],
            "help": lambda _: [(render.CHAT_HELP, "")],
        }

    def begin_again(self) -> None:
        """Begin another conversation: what is said next is said in reply to nothing."""
        self._before = ()

    def said(self, line: str) -> Pieces | None:
        """Return what is shown to a line: the reply, or what a command shows; None if the line ends the chat.

        A call for help gets its help lines, typed after a command or not.
        """
        command = _COMMAND.fullmatch(line)
        if command is None:
            return self._replied(converse(self._answerer, self.catalogue, line, self._before))
        name, rest = command["name"].lower(), command["rest"]
        show = self._commands.get(name)
        if not self._names_figures(name, rest):
            reply = self._answerer.answer(rest if show is not None else f"{name} {rest}")
            if reply.kind == "signpost":
                return self._replied(reply)
        if name == "quit":
            return None
        return show(rest) if show is not None else [(render.unknown_command(name), "")]

    def _names_figures(self, command: str, rest: str) -> bool:
        """Tell whether what follows a command is figures by their own names, whatever else it may sound like."""
        ways = [(rest,)] if command == "stat" else _in_two(rest) if command == "compare" else ()
        return any(self._are_figures(names) for names in ways)

    def _are_figures(self, names: Sequence[str]) -> bool:
        return all(self.catalogue.find(name, self.catalogue.statistics) is not None for name in names)

    def _replied(self, reply: Reply) -> Pieces:
        self._before = continued(self._before, reply)
        return of_reply(reply)

    def _note(self, entries: Sequence[Entry]) -> None:
        """Go on from a list that was shown, as from an answer with its first entry."""
        if entries:
            first, *others = entries
            shown = Reply("", "answer", 1.0, self._answerer.version, entry=first, also=tuple(others))
            self._before = continued(self._before, shown)

    def _stat(self, name: str) -> Pieces:
        if not name:
            return [(render.WHICH_FIGURE, "")]
        reply = statistic(self._answerer, self.catalogue, name)
        if reply.entry is None:
            return self._no_figure(name)
        return joined(self._replied(reply), _drawn(chart_data.chart(self._answerer.knowledge, reply.entry)))

    def _stats(self, typed: str) -> Pieces:
        topic = self._topic(typed)
        if typed and topic is None:
            return [(render.no_such_topic(self.catalogue.topics), "")]
        entries = self.catalogue.of_topic(topic)
        self._note(entries)
        pages = [render.statistics(page, topic, 0, 1) for page in render.statistics_pages(entries)]
        listed = {**render.statistics(entries, topic, 0, 1), "description": "\n".join(p["description"] for p in pages)}
        return joined(of_embed(listed), *map(_drawn, chart_data.charts(self._answerer.knowledge, entries)))

    def _topic(self, typed: str) -> str | None:
        """Return the topic of that name, or the only one that it may stand for; None if there is none."""
        topics = self.catalogue.topics
        whole = [topic for topic in topics if fold(topic) == fold(typed)]
        like = whole or (named(typed, topics) if typed else [])
        return like[0] if len(like) == 1 else None

    def _compare(self, typed: str) -> Pieces:
        pairs = list(_in_two(typed))
        if not pairs:
            return [(render.WHICH_TWO, "")]
        names = next(filter(self._are_figures, pairs), pairs[0])
        replies = [statistic(self._answerer, self.catalogue, name) for name in names]
        call = next((reply for reply in replies if reply.kind == "signpost"), None)
        if call is not None:
            return self._replied(call)
        missing = next((reply.question for reply in replies if reply.entry is None), None)
        if missing is not None:
            return self._no_figure(missing)
        entries = [reply.entry for reply in replies if reply.entry is not None]
        compared = self.catalogue.compare(*entries)
        if compared.refusal is None:
            self._note(entries)
        drawn = chart_data.comparison(self._answerer.knowledge, entries)
        return joined(of_embed(render.comparison(compared)), _drawn(drawn))

    def _no_figure(self, name: str) -> Pieces:
        near = self.catalogue.choices(name, self.catalogue.statistics)[:_MAX_OFFERED]
        return [(render.no_such_figure(name, [entry.title for entry in near]), "")]

    def _quote(self, typed: str) -> Pieces:
        asked = _ABOUT.fullmatch(typed)
        assert asked is not None  # it matches any text
        found = quoted(self._answerer, self.catalogue, asked["speaker"], asked["about"])
        self._note(found)
        return of_card(render.quotations(found))


def bars(series: Series) -> str:
    """Return a chart in block characters, as wide as the terminal."""
    return chart_words.text_bars(series, get_terminal_size().columns)


def _drawn(series: Series | None) -> Pieces:
    return [(bars(series), "")] if series is not None else []


def _in_two(typed: str) -> Iterator[tuple[str, str]]:
    """Yield the ways of reading a text as two names, the likest first: titles may hold a comma or such a word, too."""
    for between in _BETWEEN:
        for found in re.finditer(between, typed, re.IGNORECASE):
            before, after = typed[: found.start()].strip(), typed[found.end() :].strip()
            if before and after:
                yield before, after

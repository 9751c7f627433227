"""The commands of people who ask: a question, a channel of their own in the terminal, the figures of a text."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .opening import knowledge_option, open_base, warn

if TYPE_CHECKING:
    from ..core.answering.answerer import Answerer
    from ..core.knowledge.model import Entry

__all__: list[str] = []


@click.command()
@knowledge_option
def chat(knowledge: Path | None) -> None:
    """Ask in this terminal, one question a line; /help lists the commands, /quit or Ctrl+D ends it.

    Each line is said in reply to what was shown before. Where the lines come from a pipe or a file, an empty one begins
    another conversation.
    """
    from .. import render
    from .completing import choices
    from .conversing import Chat
    from .prompt import somebody_types, typed_lines
    from .screen import show

    answerer = open_base(knowledge)
    warn(answerer.knowledge)
    talk, typing = Chat(answerer), somebody_types()
    show([(render.chat_opening(source.title for source in answerer.knowledge.sources.values()) + "\n", "aside")])
    for line in typed_lines(lambda typed: choices(typed, talk.catalogue)) if typing else _lines():
        if line.strip():
            shown = talk.said(line)
            if shown is None:
                break
            show([*shown, ("\n", "")])
        elif not typing:
            talk.begin_again()


@click.command()
@knowledge_option
@click.option("--source", metavar="ID", help="Answer from this source only.")
@click.option("--json", "as_json", is_flag=True, help="Print each reply as one line of JSON.")
@click.option("--explain", is_flag=True, help="Show why: the words, their weights, and the runners-up.")
@click.option("--talk", is_flag=True, help="Take the lines as conversations, each ended by an empty line.")
@click.option("--chart", is_flag=True, help="Draw the figure as bars, if it can be drawn.")
@click.argument("question", nargs=-1, required=True)
def ask(
    knowledge: Path | None,
    source: str | None,
    as_json: bool,
    explain: bool,
    talk: bool,
    chart: bool,
    question: tuple[str, ...],
) -> None:
    """Answer QUESTION; with "-", every line of standard input in turn.

    With --talk, each line is said in reply to the answer before; an empty line begins another conversation.

    Exit code: 0 answered, 1 any other reply, 2 a mistake of yours or a faulty knowledge base; with "-", 0 or 2.
    """
    from .. import render
    from ..core.answering.conversation import converse
    from ..core.answering.talk import Talk, continued
    from ..core.knowledge.catalogue import Catalogue
    from .pieces import of_reply
    from .screen import show

    several = question == ("-",)
    answerer = open_base(knowledge, source=source)
    catalogue = Catalogue(answerer.knowledge)
    kind = "answer"
    before: Talk = ()
    for line in _lines() if several else [" ".join(question)]:
        if talk and not line.strip():
            before = ()
            continue
        reply = converse(answerer, catalogue, line, before)
        before = continued(before, reply) if talk else ()
        kind = reply.kind
        if as_json:
            click.echo(render.as_json(reply))
        else:
            show(of_reply(reply))
        if chart and reply.entry is not None:
            click.echo("\n" + _bars(answerer, reply.entry), err=as_json)
        if explain:
            click.echo("\n" + render.explanation(reply, answerer.judged), err=as_json)
        if several:
            sys.stdout.flush()
    sys.exit(0 if several or kind == "answer" else 1)


@click.command("check-figures")
@knowledge_option
@click.option("--json", "as_json", is_flag=True, help="Print the verdicts on each message as one line of JSON.")
@click.argument("text", nargs=-1, required=True)
def check_figures(knowledge: Path | None, as_json: bool, text: tuple[str, ...]) -> None:
    """Check every figure in TEXT against the report; with "-", in every line of standard input in turn.

    Each one agrees, differs, or is not in the report. Exit code: 0, or 2 for a mistake of yours or a faulty base.
    """
    from .. import render
    from .pieces import of_checks
    from .screen import show

    answerer = open_base(knowledge)
    checker = answerer.checker
    for line in _lines() if text == ("-",) else [" ".join(text)]:
        checks = checker.check(line)
        if as_json:
            click.echo(render.checked_json(line, checks))
        else:
            show(of_checks(render.checked_plain(checks)))
        sys.stdout.flush()


def _bars(answerer: Answerer, entry: Entry) -> str:
    from .. import render
    from ..core.knowledge import chart_data
    from .conversing import bars

    drawn = chart_data.chart(answerer.knowledge, entry)
    return bars(drawn) if drawn is not None else render.NO_CHART


def _lines() -> Iterable[str]:
    """Yield the lines of standard input, whatever bytes they hold."""
    while True:
        line = sys.stdin.buffer.readline()
        if not line:
            return
        yield line.decode("utf-8", "replace").rstrip("\r\n")

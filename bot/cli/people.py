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
    """Ask in this terminal, one question a line; an empty line or Ctrl+D ends it."""
    from rich.console import Console
    from rich.text import Text

    from .. import render

    answerer = open_base(knowledge)
    warn(answerer.knowledge)
    console = Console(highlight=False, soft_wrap=True)
    titles = "; ".join(source.title for source in answerer.knowledge.sources.values())
    console.print(Text(f"Ask about: {titles}\n(an empty line ends it)\n", style="dim"))
    for line in _lines(prompt="> "):
        if not line.strip():
            break
        first, *others = render.plain(answerer.answer(line)).split("\n")
        console.print(Text(first, style="bold"))
        console.print(Text("\n".join(others) + "\n"))


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
        click.echo(render.as_json(reply) if as_json else render.plain(reply))
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

    answerer = open_base(knowledge)
    checker = answerer.checker
    for line in _lines() if text == ("-",) else [" ".join(text)]:
        checks = checker.check(line)
        click.echo(render.checked_json(line, checks) if as_json else render.checked_plain(checks))
        sys.stdout.flush()


def _bars(answerer: Answerer, entry: Entry) -> str:
    from shutil import get_terminal_size

    from .. import render
    from ..core.knowledge import chart_data, chart_words

    drawn = chart_data.chart(answerer.knowledge, entry)
    return chart_words.text_bars(drawn, get_terminal_size().columns) if drawn is not None else render.NO_CHART


def _lines(prompt: str = "") -> Iterable[str]:
    """Yield the lines of standard input, whatever bytes they hold; the prompt only where a person types."""
    while True:
        if prompt and sys.stdin.isatty():
            click.echo(prompt, nl=False)
        line = sys.stdin.buffer.readline()
        if not line:
            return
        yield line.decode("utf-8", "replace").rstrip("\r\n")

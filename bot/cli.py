"""The command line. Says what went wrong in one line; imports what a command needs when it runs."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import __version__
from .errors import KnowledgeError, VerbatimError

if TYPE_CHECKING:
    from .core.answering.answerer import Answerer
    from .core.knowledge.model import Entry
    from .core.search.vectors import Vectors

__all__ = ["main"]

_KNOWLEDGE = click.option(
    "--knowledge",
    type=click.Path(path_type=Path, file_okay=False),
    help="The knowledge folder (default: KNOWLEDGE_DIR, or the one that comes with the bot).",
)


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="verbatim")
@click.pass_context
def bot(context: click.Context) -> None:
    """Answer questions about a published report: the figure, the words it rests on, and where they stand.

    Without a command: on Discord if DISCORD_TOKEN is set, else in a channel of your own in this terminal.
    """
    if context.invoked_subcommand is None:
        from .settings import Settings

        context.invoke(run if Settings.read().discord_token else chat)


@bot.command()
@_KNOWLEDGE
def run(knowledge: Path | None) -> None:
    """Answer on Discord until stopped (Ctrl+C). Needs DISCORD_TOKEN."""
    from .app import run as run_app
    from .settings import Settings

    run_app(Settings.read(), knowledge)


@bot.command()
@_KNOWLEDGE
@click.option("--guild", "guild_id", type=int, metavar="ID", help="For this server only, where they show at once.")
def sync(knowledge: Path | None, guild_id: int | None) -> None:
    """Tell Discord of the bot's commands. Done by itself at the start when they have changed."""
    from .app import run_sync
    from .settings import Settings

    run_sync(Settings.read(), knowledge, guild_id=guild_id)
    click.echo("Discord knows the commands.")


@bot.command()
@_KNOWLEDGE
@click.option("--why", default="", help="Why, for the history.")
@click.option("--anyway", is_flag=True, help="Publish it although check questions fail.")
def refresh(knowledge: Path | None, why: str, anyway: bool) -> None:
    """Publish what the knowledge folder holds; a running bot with the same store answers from it at once.

    Exit code: 0 published or nothing to publish, 1 not published, with each fault and what to do.
    """
    import asyncio

    from .serving.publisher import Publisher
    from .serving.result import Result
    from .settings import Settings
    from .store import Store

    settings = Settings.read()

    async def publish() -> Result:
        async with Store.open(settings.database_url) as store:
            folder = knowledge or settings.knowledge_dir
            publisher = Publisher(store, folder, cache=settings.cache_dir, min_right=settings.min_right)
            return await publisher.refresh(why=why, confirmed=anyway)

    result = asyncio.run(publish())
    for fault in result.faults:
        click.echo(str(fault), err=True)
    if result.published is not None:
        click.echo(f"published version {result.published.version}, number {result.published.number}")
    elif result.kind == "unchanged":
        click.echo("nothing to publish: the newest version is what the folder holds")
    else:
        click.echo(f"not published: {result.kind}", err=True)
        sys.exit(1)


@bot.command()
@click.option("--json", "as_json", is_flag=True, help="Print each deed as a line of JSON.")
@click.option("--last", type=click.IntRange(1, 100_000), default=50, help="How many (50).")
def audit(as_json: bool, last: int) -> None:
    """Show who did what to the knowledge, when, and what came of it; the newest last."""
    import asyncio

    from . import render
    from .settings import Settings
    from .store import Deed, Store

    async def deeds() -> list[Deed]:
        async with Store.open(Settings.read().database_url) as store:
            return await store.audit.last(last)

    for deed in reversed(asyncio.run(deeds())):
        click.echo(render.deed_json(deed) if as_json else render.deed_plain(deed))


@bot.command()
@_KNOWLEDGE
def chat(knowledge: Path | None) -> None:
    """Ask in this terminal, a question a line; an empty line or Ctrl+D ends it."""
    from rich.console import Console
    from rich.text import Text

    from . import render

    answerer = _open(knowledge, None, vectors=True)
    console = Console(highlight=False, soft_wrap=True)
    titles = "; ".join(source.title for source in answerer.knowledge.sources.values())
    console.print(Text(f"Ask about: {titles}\n(an empty line ends it)\n", style="dim"))
    for line in _lines(prompt="> "):
        if not line.strip():
            break
        first, *others = render.plain(answerer.answer(line)).split("\n")
        console.print(Text(first, style="bold"))
        console.print(Text("\n".join(others) + "\n"))


@bot.command()
@_KNOWLEDGE
@click.option("--source", metavar="ID", help="Answer from this source only.")
@click.option("--json", "as_json", is_flag=True, help="Print a reply as a line of JSON.")
@click.option("--explain", is_flag=True, help="Show why: the words and their weights, and the runners-up.")
@click.option("--chart", is_flag=True, help="Draw the figure with bars, if it can be drawn.")
@click.argument("question", nargs=-1, required=True)
def ask(
    knowledge: Path | None, source: str | None, as_json: bool, explain: bool, chart: bool, question: tuple[str, ...]
) -> None:
    """Answer QUESTION, or with "-" every line of standard input in turn.

    Exit code: 0 answered, 1 any other reply, 2 a mistake of yours or a faulty knowledge base; with "-" 0 or 2.
    """
    from . import render

    several = question == ("-",)
    answerer = _open(knowledge, source, vectors=several)  # for a single question they take too long to be made ready
    kind = "answer"
    for line in _lines() if several else [" ".join(question)]:
        reply = answerer.answer(line)
        kind = reply.kind
        click.echo(render.as_json(reply) if as_json else render.plain(reply))
        if chart and reply.entry is not None:
            click.echo("\n" + _bars(answerer, reply.entry), err=as_json)
        if explain:
            click.echo("\n" + render.explanation(reply), err=as_json)
        if several:
            sys.stdout.flush()
    sys.exit(0 if several or kind == "answer" else 1)


@bot.command("check-figures")
@_KNOWLEDGE
@click.option("--json", "as_json", is_flag=True, help="Print the verdicts on a message as a line of JSON.")
@click.argument("text", nargs=-1, required=True)
def check_figures(knowledge: Path | None, as_json: bool, text: tuple[str, ...]) -> None:
    """Hold every figure of TEXT, or with "-" of every line of standard input in turn, against the report.

    Each agrees, differs, or is not in the report. Exit code: 0, or 2 for a mistake of yours or a faulty base.
    """
    from . import render
    from .core.factcheck.checker import FigureChecker

    answerer = _open(knowledge, None)
    checker = FigureChecker(answerer.knowledge, answerer.matcher)
    for line in _lines() if text == ("-",) else [" ".join(text)]:
        checks = checker.check(line)
        click.echo(render.checked_json(line, checks) if as_json else render.checked_plain(checks))
        sys.stdout.flush()


@bot.command()
@_KNOWLEDGE
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.option("--min-right", type=click.FloatRange(0, 1), default=1.0, help="Share of check questions to be right (1).")
def check(knowledge: Path | None, as_json: bool, min_right: float) -> None:
    """Prove the knowledge base: every excerpt, figure and reference; then ask its check questions.

    Exit code: 0 sound, 1 faults, each as file:line:column: what is wrong; what to do.
    """
    import json

    from .core.answering.acceptance import Checked, check_questions, counts
    from .core.knowledge.loading import load
    from .serving.folder import read_files
    from .settings import Settings

    checked: Checked | None = None
    try:
        loaded = load(read_files(knowledge or Settings.read().knowledge_dir))
        checked = check_questions(loaded, min_right=min_right)
        faults = checked.faults
    except KnowledgeError as error:
        faults = error.faults
    counted = counts(loaded) if checked is not None else {}
    if as_json:
        found = [
            {"file": f.file, "line": f.line, "column": f.column, "what": f.what, "remedy": f.remedy} for f in faults
        ]
        version = {"version": loaded.version} if checked is not None else {}
        click.echo(json.dumps({**version, **counted, "faults": found}))
    elif faults:
        for fault in faults:
            click.echo(str(fault), err=True)
        click.echo(f"{len(faults)} {'fault' if len(faults) == 1 else 'faults'}", err=True)
    elif checked is not None:
        click.echo(
            "{entries} entries, {figures} figures ({calculated} calculated), {quotations} quotations, "
            "{silences} silences, {phrasings} phrasings, {sources} sources\n"
            "{excerpts} excerpts stand word for word in their source; "
            "{paraphrased} entries are paraphrases, not checked".format(**counted)
        )
        click.echo(f"{checked.right} of {checked.asked} check questions answered as expected")
        click.echo(f"version {loaded.version}: 0 faults")
    sys.exit(1 if faults else 0)


@bot.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write there, not to the terminal.",
)
def fingerprint(file: Path, output: Path | None) -> None:
    """Make the fingerprint of a source's text FILE (UTF-8, an empty line between paragraphs).

    It proves excerpts without carrying the text. Keep it as sources/<source id>.fingerprint.
    """
    from .core.knowledge.fingerprint import fingerprint as make
    from .errors import SourceError
    from .serving.folder import write_whole

    try:
        text = file.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(f"{file}: byte {error.start} is not UTF-8; save the file as UTF-8") from None
    made = str(make(text))
    if output is None:
        click.echo(made, nl=False)
    else:
        write_whole(output, made.encode("ascii"))
        click.echo(f"{output}: {made.count(chr(10)) - 1} paragraphs", err=True)


@bot.command()
@click.argument("name", type=click.Choice(["document", "vocabulary", "help", "checks"]), default="document")
def schema(name: str) -> None:
    """Print the JSON Schema of a knowledge file, so that an editor completes and checks it."""
    import json

    from .core.knowledge.schema import json_schema

    click.echo(json.dumps(json_schema(name), indent=2))


@bot.command("eval")
@_KNOWLEDGE
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.option("--rivals", is_flag=True, help="Set the engine beside plainer ways of finding the entry instead.")
@click.option("--ablate", is_flag=True, help="Set the engine beside itself without each of its ideas instead.")
@click.option("--claims", is_flag=True, help="Measure the figure check instead, by messages of known verdicts.")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True))
def evaluate(
    knowledge: Path | None, as_json: bool, rivals: bool, ablate: bool, claims: bool, files: tuple[Path, ...]
) -> None:
    """Measure the replies to the questions of FILES (YAML, or folders of it; default tests/questions/tune, and with
    --claims tests/questions/claims/tune)."""
    import json

    from .core.factcheck.checker import FigureChecker
    from .lab.claims import ClaimEvaluation, evaluate_claims, read_messages
    from .lab.evaluation import Evaluation
    from .lab.evaluation import evaluate as measure
    from .lab.questions import read_questions

    answerer = _open(knowledge, None)
    vectors = _vectors()
    questions = read_questions(() if claims else files or [Path("tests/questions/tune")])
    if rivals or ablate:
        from .lab.rivals import HEADING, ablated, compare, ways

        guessing = (ways(answerer.knowledge, vectors) if rivals else {}) | (
            ablated(answerer.knowledge) if ablate else {}
        )
        click.echo(HEADING)
        for rated in compare(answerer.knowledge, questions, guessing):
            click.echo(str(rated))
        return
    measured: Evaluation | ClaimEvaluation
    if claims:
        checker = FigureChecker(answerer.knowledge, answerer.matcher)
        measured = evaluate_claims(read_messages(files or [Path("tests/questions/claims/tune")]), checker.check)
    else:
        measured = measure(questions, (answerer.with_vectors(vectors) if vectors else answerer).answer)
    click.echo(json.dumps(measured.as_json()) if as_json else str(measured))


@bot.command()
@_KNOWLEDGE
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write there, not to the bot.")
@click.option(
    "--also",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    multiple=True,
    help="Another knowledge folder, with its questions in questions/ (tests/banking.py makes such), to learn from too.",
)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True))
def tune(knowledge: Path | None, output: Path | None, also: tuple[Path, ...], files: tuple[Path, ...]) -> None:
    """Learn the weights anew from the questions of FILES (default tests/questions/tune); takes some minutes.

    They are written to bot/core/search/weights.py, the one place where they stand. Those for vectors of words are
    learnt where these are installed, and elsewhere stay as they are.
    """
    from importlib.util import find_spec

    from .core.knowledge.loading import load
    from .lab.questions import read_questions
    from .lab.tuning import learn, write
    from .serving.folder import read_files
    from .settings import Settings

    if find_spec("scipy") is None:
        raise click.ClickException("learning needs the package scipy; install it with: pip install '.[test]'")
    base = load(read_files(knowledge or Settings.read().knowledge_dir))
    questions = read_questions(files or [Path("tests/questions/tune")])
    others = [(load(read_files(folder)), read_questions([folder / "questions"])) for folder in also]
    learnt, semantic, vectors = learn(base, questions, also=others, say=_tell), None, _vectors()
    if vectors is not None:
        semantic = learn(base, questions, also=others, vectors=vectors, say=_tell)
    write(learnt, output or Path(__file__).parent / "core" / "search" / "weights.py", semantic)
    click.echo(learnt.summary)
    if semantic is not None:
        click.echo(f"with vectors of words {semantic.summary}")


@bot.command()
@_KNOWLEDGE
@click.option("--entries", type=click.IntRange(1, 200_000), multiple=True, help="Time an invented base of this size.")
@click.argument("more", nargs=-1, type=click.IntRange(1, 200_000))
def bench(knowledge: Path | None, entries: tuple[int, ...], more: tuple[int, ...]) -> None:
    """Time the answers, beside a linear scan over the same phrasings in the same run.

    Without sizes: of the knowledge base. With --entries 100 1000 ...: of invented bases, ten phrasings an entry.
    """
    from .lab.bench import measure, measure_invented

    sizes = (*entries, *more)
    if not sizes:
        import asyncio

        from .lab.bench_discord import ignoring_us, longest_block_ms

        answerer = _open(knowledge, None)
        click.echo(str(measure(answerer)))
        click.echo(f"a message that is not for the bot: {asyncio.run(ignoring_us(answerer)):.1f} microseconds")
        drawn, block_ms = asyncio.run(longest_block_ms(answerer.knowledge))
        click.echo(
            f"while {drawn} pictures were drawn, the event loop was held up for {block_ms:.0f} ms at the longest"
        )
    for size in sizes:
        click.echo(str(measure_invented(size)))


def _bars(answerer: Answerer, entry: Entry) -> str:
    from shutil import get_terminal_size

    from . import render
    from .core.knowledge import chart_data

    drawn = chart_data.chart(answerer.knowledge, entry)
    return chart_data.text_bars(drawn, get_terminal_size().columns) if drawn is not None else render.NO_CHART


def _open(folder: Path | None, source: str | None, *, vectors: bool = False) -> Answerer:
    """Open the knowledge; vectors: whether to go by vectors of words as well, where they are to be had."""
    from .serving.compiled import open_answerer
    from .settings import Settings

    settings = Settings.read()
    answerer = open_answerer(folder or settings.knowledge_dir, source=source, cache=settings.cache_dir)
    found = _vectors() if vectors else None
    return answerer if found is None else answerer.with_vectors(found)


def _vectors() -> Vectors | None:
    from .serving.word_vectors import load_vectors
    from .settings import Settings

    return load_vectors(Settings.read().semantic)


def _tell(line: str) -> None:
    click.echo(line, err=True)


def _lines(prompt: str = "") -> Iterable[str]:
    """Yield the lines of standard input, whatever bytes they hold; the prompt only where a person types."""
    while True:
        if prompt and sys.stdin.isatty():
            click.echo(prompt, nl=False)
        line = sys.stdin.buffer.readline()
        if not line:
            return
        yield line.decode("utf-8", "replace").rstrip("\r\n")


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and leave with its exit code: 2 for a mistake of the caller's, said in one line."""
    try:
        sys.exit(bot.main(args=arguments, prog_name="python -m bot", standalone_mode=False) or 0)
    except VerbatimError as error:
        message = str(error)
    except click.ClickException as error:
        message = f"{error.format_message()} (see python -m bot --help)"
    except click.Abort:
        sys.exit(130)
    click.echo(f"error: {message}", err=True)
    sys.exit(2)

"""The commands of operators, who run a bot and look after what it knows."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import Fault, KnowledgeError
from .opening import knowledge_option, open_base, open_vectors, warn
from .progress import working

if TYPE_CHECKING:
    from ..core.answering.acceptance import Checked
    from ..core.knowledge.model import Knowledge
    from ..store.backup import Tell

__all__: list[str] = []


@click.command()
@knowledge_option
def run(knowledge: Path | None) -> None:
    """Answer on Discord until stopped (Ctrl+C, or SIGTERM). Needs DISCORD_TOKEN."""
    from ..stopping import leave_at_once

    leave_at_once()  # what is imported below takes a second
    from ..app import run as run_app
    from ..settings import Settings

    run_app(Settings.read(), knowledge)


@click.command()
@knowledge_option
@click.option("--guild", "guild_id", type=int, metavar="ID", help="On this server only, where they appear at once.")
def sync(knowledge: Path | None, guild_id: int | None) -> None:
    """Tell Discord about the bot's commands. The bot does so itself when it starts and they have changed."""
    from ..app import run_sync
    from ..settings import Settings

    run_sync(Settings.read(), knowledge, guild_id=guild_id)
    click.echo("Discord knows the commands.")


@click.command()
@knowledge_option
@click.option("--why", default="", help="The reason, for the history.")
@click.option(
    "--anyway",
    is_flag=True,
    help="Publish even if check questions fail, help.yaml is gone, or a fingerprint is another.",
)
@click.option("--approve", default="", metavar="DRAFT", help="Approve a draft, or an earlier version by its number.")
def refresh(knowledge: Path | None, why: str, anyway: bool, approve: str) -> None:
    """Publish what the knowledge folder holds; a running bot with the same store answers from it at once.

    With FOUR_EYES it becomes a draft, whose id is printed; others have to approve it, or you with --approve, as
    FOUR_EYES_FOLDER says.

    Exit code: 0 published or nothing to publish, 1 not published, with each fault and what to do.
    """
    import asyncio

    from .. import render
    from ..serving.eyes import Policy
    from ..serving.publisher import Publisher
    from ..serving.result import Result
    from ..settings import Settings
    from ..store import Store

    settings = Settings.read()

    async def publish() -> Result:
        async with Store.open(settings.database_url) as store:
            folder = knowledge or settings.knowledge_dir
            publisher = Publisher(
                store, folder, cache=settings.cache_dir, vectors=open_vectors(), min_right=settings.min_right,
                policy=Policy(settings.four_eyes, settings.four_eyes_folder),
            )  # fmt: skip
            if not approve:
                return await publisher.refresh(why=why, confirmed=anyway)
            version = await store.versions.find(approve)
            if version is not None:
                return await publisher.rollback(version.number, why=why)
            return await publisher.publish(approve, confirmed=anyway)

    with working("Publishing"):
        result = asyncio.run(publish())
    for fault in result.faults:
        click.echo(str(fault), err=True)
    if result.published is not None:
        click.echo(f"published version {result.published.version}, number {result.published.number}")
    elif result.kind == "unchanged":
        click.echo("nothing to publish: the newest version is what the folder holds")
    else:
        click.echo(render.unpublished(result), err=True)
    if result.changes.difference is not None:
        for line in render.change_lines(result.changes):
            click.echo(line)
    sys.exit(0 if result.published is not None or result.kind == "unchanged" else 1)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print each deed as one line of JSON.")
@click.option("--last", type=click.IntRange(1, 100_000), default=50, help="How many to show (default: 50).")
def audit(as_json: bool, last: int) -> None:
    """Show who changed what in the knowledge, when, and what came of it; the newest last."""
    import asyncio

    from .. import render
    from ..settings import Settings
    from ..store import Deed, Store

    async def deeds() -> list[Deed]:
        async with Store.open(Settings.read().database_url) as store:
            return await store.audit.last(last)

    for deed in reversed(asyncio.run(deeds())):
        click.echo(render.deed_json(deed) if as_json else render.deed_plain(deed))


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def backup(file: Path) -> None:
    """Write all that the bot remembers into FILE: versions, history, settings, questions. The bot may be running.

    FILE is the same whatever database DATABASE_URL names, so it also takes a store from SQLite to PostgreSQL or back.
    It holds what the store holds: keep it where nobody else can read it. The knowledge folder is not in it, but the
    published versions are.
    """
    import asyncio

    from ..settings import Settings
    from ..stopping import interrupted_by_sigterm
    from ..store.backup import back_up

    with working("Backing up"), interrupted_by_sigterm():  # what is half written holds secrets
        copied = asyncio.run(_copied(back_up, Settings.read().database_url, file))
    click.echo(f"{file} holds the store: {copied}")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--replace", is_flag=True, help="Lose what the store holds now. Without this, it must be empty.")
def restore(file: Path, replace: bool) -> None:
    """Put what FILE holds, which `backup` has written, into the store that DATABASE_URL names. Stop the bot before.

    It is done whole or not at all.
    """
    import asyncio
    from functools import partial

    from ..settings import Settings
    from ..stopping import interrupted_by_sigterm
    from ..store.backup import restore as put_back

    with working("Restoring"), interrupted_by_sigterm():  # what is half written holds secrets
        copied = asyncio.run(_copied(partial(put_back, replace=replace), Settings.read().database_url, file))
    click.echo(f"the store holds what {file} does: {copied}")


async def _copied(work: Callable[[str, Path, Tell], Awaitable[None]], url: str, file: Path) -> str:
    """Do some work that copies; return in words what was copied."""
    counts: dict[str, int] = {}
    await work(url, file, counts.__setitem__)
    return f"{counts['versions']} versions, {counts['servers']} servers, {sum(counts.values())} rows in all"


@click.command()
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path, file_okay=False))
@knowledge_option
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.option(
    "--min-right",
    type=click.FloatRange(0, 1),
    default=1.0,
    help="The share of check questions that must be right (default: 1).",
)
def check(folder: Path | None, knowledge: Path | None, as_json: bool, min_right: float) -> None:
    """Prove the knowledge base in DIR: every excerpt, figure and reference; then ask its check questions.

    Without DIR, it is the folder that --knowledge names.

    Exit code: 0 sound, 1 faults, each as file:line:column: what is wrong; what to do. What only may be wrong is a
    warning, printed first.
    """
    from ..core.answering.acceptance import check_questions

    try:
        answerer = open_base(folder if folder is not None else knowledge)
    except KnowledgeError as error:
        faults, proved = error.faults, None
    else:
        with working("Asking the check questions") as work:
            checked = check_questions(answerer, min_right=min_right, tell=work.tell)
        faults, proved = checked.faults, (answerer.knowledge, checked)
    (_tell_as_json if as_json else _tell_plainly)(faults, proved)
    sys.exit(1 if faults else 0)


def _tell_as_json(faults: Sequence[Fault], proved: tuple[Knowledge, Checked] | None) -> None:
    import json

    from ..core.answering.acceptance import counts, warnings_of

    def records(found: Sequence[Fault]) -> list[dict[str, str | int]]:
        return [{"file": f.file, "line": f.line, "column": f.column, "what": f.what, "remedy": f.remedy} for f in found]

    held = {"version": proved[0].version, **counts(proved[0])} if proved is not None else {}
    warnings = warnings_of(proved[0]) if proved is not None else ()
    click.echo(json.dumps({**held, "faults": records(faults), "warnings": records(warnings)}))


def _tell_plainly(faults: Sequence[Fault], proved: tuple[Knowledge, Checked] | None) -> None:
    """Print what a sound base holds; of any other the faults, to standard error. Warnings come first, there too."""
    from ..core.answering.acceptance import counts

    if proved is not None:
        warn(proved[0])
    for fault in faults:
        click.echo(str(fault), err=True)
    if faults:
        click.echo(f"{len(faults)} {'fault' if len(faults) == 1 else 'faults'}", err=True)
    elif proved is not None:
        loaded, checked = proved
        click.echo(
            "{entries} entries, {figures} figures ({calculated} calculated), {quotations} quotations, "
            "{silences} silences, {phrasings} phrasings, {sources} sources\n"
            "{excerpts} excerpts stand word for word in their source; "
            "{paraphrased} entries are paraphrases, not checked".format(**counts(loaded))
        )
        click.echo(f"{checked.right} of {checked.asked} check questions answered as expected")
        click.echo(f"version {loaded.version}: 0 faults")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write it there, not to the terminal.",
)
def fingerprint(file: Path, output: Path | None) -> None:
    """Make the fingerprint of a source's text FILE (UTF-8, an empty line between paragraphs).

    It proves excerpts without carrying the text. Keep it as sources/<source id>.fingerprint.
    """
    from ..core.knowledge.fingerprint import fingerprint as make
    from ..errors import SourceError
    from ..serving.folder import write_whole

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


@click.command()
@click.argument("name", type=click.Choice(["document", "vocabulary", "help", "checks"]), default="document")
def schema(name: str) -> None:
    """Print the JSON Schema of a knowledge file, so that an editor can complete and check it."""
    import json

    from ..core.knowledge.schema import json_schema

    click.echo(json.dumps(json_schema(name), indent=2))

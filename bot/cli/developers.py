"""The commands of developers: how good the replies are, how quick, and learning the weights anew.

Measuring and learning go by questions that only a clone of the repository has.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import ScoredSetError
from .opening import knowledge_option, open_base, open_vectors
from .progress import Work, awaited, working

if TYPE_CHECKING:
    from ..core.answering.answerer import Answerer
    from ..core.knowledge.model import Knowledge
    from ..lab.questions import Asked
    from ..lab.sets import Kind, ScoredSet

__all__: list[str] = []

_SUBJECT_KINDS = ("swapped", "control")  # of questions that ask whether the subject counts: they teach the trees alone
_QUESTIONS = click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True))


@click.command("eval")
@knowledge_option
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.option("--claims", is_flag=True, help="Measure the figure check, by messages whose right verdicts are known.")
@click.option("--unlearnt", is_flag=True, help="Without FILES: leave out the sets that the bot has learnt from.")
@click.option("--rivals", is_flag=True, help="Instead, compare the engine with plainer ways of finding the entry.")
@click.option("--ablate", is_flag=True, help="Instead, compare the engine with itself without each of its ideas.")
@click.option(
    "--documents",
    metavar="DIR",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Instead, measure how well documents are read: reports in several forms, with what is in them.",
)
@click.option(
    "--phrasings", type=click.IntRange(0), help="Leave so many ways of asking to each entry of the base; with FILES."
)
@click.option(
    "--entries", type=click.IntRange(1), help="Add entries about other things until there are so many; with FILES."
)
@_QUESTIONS
def evaluate(
    knowledge: Path | None,
    as_json: bool,
    claims: bool,
    unlearnt: bool,
    rivals: bool,
    ablate: bool,
    documents: Path | None,
    phrasings: int | None,
    entries: int | None,
    files: tuple[Path, ...],
) -> None:
    """Measure how good the replies are, by questions whose right reply is known.

    Without FILES, all scored sets are held against their floors; this needs the repository's tests/questions. With
    FILES (YAML, or folders of it), these are measured in detail; if they are a scored set, against its floors too.

    Exit code: 0, 1 if a floor is missed, 2 for a mistake of yours or a faulty knowledge base.
    """
    if documents is not None:
        _measure_documents(documents, as_json=as_json)
    elif rivals or ablate:
        _compare(knowledge, files, rivals=rivals, ablate=ablate)
    elif files:
        _measure_files(knowledge, files, claims=claims, as_json=as_json, phrasings=phrasings, entries=entries)
    else:
        _score_all(knowledge, claims_only=claims, unlearnt=unlearnt, as_json=as_json)


def _measure_documents(folder: Path, *, as_json: bool) -> None:
    """Print a line for each form of each report, and below it what of the report was not read as it is."""
    import json
    from dataclasses import asdict

    from ..lab.documents import measure_documents

    for each in measure_documents(folder):
        if as_json:
            click.echo(json.dumps(asdict(each), ensure_ascii=False))
        else:
            click.echo(f"{each}")
            for sign, told in (("-", each.missed), ("+", each.strange)):
                for beginning in told:
                    click.echo(f"  {sign} {beginning}")


def _score_all(knowledge: Path | None, *, claims_only: bool, unlearnt: bool, as_json: bool) -> None:
    """Print a line for each scored set; leave with 1 if a floor is missed."""
    import json
    from functools import cache

    from ..lab.scoring import heading, score
    from ..lab.sets import read_sets

    sets = read_sets(_shipped("eval"))
    opened = cache(open_base)  # several sets ask the same base
    vectors = open_vectors() is not None
    scores = []
    if not as_json:
        click.echo(heading(vectors=vectors))
    for each in sets:
        if (each.of == "claims" or not claims_only) and not (unlearnt and each.learn):
            base = opened(each.base or knowledge)
            with working(each.name) as work:
                answerer = _remade(base, each.phrasings, None)
                scores.append(score(each, answerer, vectors=vectors, tell=work.tell))
            if not as_json:
                click.echo(str(scores[-1]))
    if as_json:
        click.echo(json.dumps({"vectors": vectors, "sets": [each.as_json() for each in scores]}))
    _leave([missed for each in scores for missed in each.missed()])


def _remade(answerer: Answerer, phrasings: int | None, entries: int | None) -> Answerer:
    """Return one that answers from a base of fewer phrasings, or of more entries; the same if neither is wanted."""
    from ..core.answering.answerer import Answerer
    from ..lab.remaking import remade

    if phrasings is None and entries is None:
        return answerer
    return Answerer(remade(answerer.knowledge, phrasings=phrasings, entries=entries), vectors=open_vectors())


def _measure_files(
    knowledge: Path | None,
    files: Sequence[Path],
    *,
    claims: bool,
    as_json: bool,
    phrasings: int | None,
    entries: int | None,
) -> None:
    """Print everything measured; leave with 1 if the files are a scored set and one of its floors is missed."""
    import json

    from ..lab.scoring import Score, measure

    around = _set_around(files)
    of: Kind = "claims" if claims else around.of if around is not None else "questions"
    base = open_base(knowledge or _base_of(around))
    with working("Measuring") as work:
        measured = measure(of, files, _remade(base, phrasings, entries), tell=work.tell)
    click.echo(json.dumps(measured.as_json()) if as_json else str(measured))
    if around is not None and around.is_all_of(files) and phrasings is None and entries is None:
        _leave(Score.of(around, measured, vectors=open_vectors() is not None).missed())


def _leave(missed: Sequence[object]) -> None:
    for each in missed:
        click.echo(str(each), err=True)
    sys.exit(1 if missed else 0)


def _compare(knowledge: Path | None, files: Sequence[Path], *, rivals: bool, ablate: bool) -> None:
    """Print how other ways of finding the entry do on the same questions."""
    from ..lab.questions import read_questions
    from ..lab.rivals import HEADING, ablated, compare, ways

    files = files or [_shipped(f"eval --{'rivals' if rivals else 'ablate'}", "tune")]
    around = _set_around(files)
    base = open_base(knowledge or _base_of(around)).knowledge
    with working("Learning"):
        guessing = (ways(base, open_vectors()) if rivals else {}) | (ablated(base) if ablate else {})
    click.echo(HEADING)
    for rated in awaited("Comparing", compare(base, read_questions(files), guessing)):
        click.echo(str(rated))


@click.command()
@knowledge_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Write them there, not into the bot (with --trees: a folder).",
)
@click.option(
    "--also",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    multiple=True,
    help="Learn from another knowledge folder too, with its questions in questions/ (tests/banking.py makes such).",
)
@click.option("--trees", is_flag=True, help="Learn how sure an answer is instead, beside the weights that stand.")
@click.option("--claims", is_flag=True, help="Learn when a claim of the figure check is true instead.")
@click.option("--talks", is_flag=True, help="Learn what follow-ups ask for instead.")
@_QUESTIONS
def tune(
    knowledge: Path | None,
    output: Path | None,
    also: tuple[Path, ...],
    trees: bool,
    claims: bool,
    talks: bool,
    files: tuple[Path, ...],
) -> None:
    """Learn the weights anew from the questions of FILES; this takes some minutes.

    Without FILES, from the scored sets in tests/questions that say "learn: true", which only the repository has. The
    weights are written to bot/core/search/weights.py, the one place where they stand; those for vectors of words stay
    as they are where SEMANTIC is off. With --trees, how sure an answer is, and from when on it is given, is learnt for
    those weights, and written to bot/core/search/trees; this takes some ten minutes. With --claims, from messages for
    the figure check, when a claim is true; with --talks, from conversations, what follow-ups ask for; both are written
    there too.
    """
    from importlib.util import find_spec

    from ..core.knowledge.loading import load
    from ..lab.questions import read_questions
    from ..serving.folder import read_files
    from ..settings import Settings

    if output is not None and output.exists() and output.is_dir() is not (trees or claims or talks):
        wanted = "a folder" if trees or claims or talks else "a file"
        raise click.BadParameter(f"{output} is not {wanted}; name {wanted}, or nothing", param_hint="--output")
    package = "sklearn" if trees or claims or talks else "scipy"
    own, *others = _learnt_from(files, "claims" if claims else "talks" if talks else "questions")
    if find_spec(package) is None:
        raise click.ClickException(f"learning needs the package {package}; install it with: pip install '.[test]'")
    folder = knowledge or own[0] or Settings.read().knowledge_dir
    if claims or talks:
        learn = _learn_claims if claims else _learn_talks
        learn([(folder, own[1]), *((other, paths) for other, paths in others if other is not None)], output)
        return
    with working("Reading the questions"):
        base, questions = load(read_files(folder)), read_questions(own[1])
        elsewhere = [(load(read_files(other)), read_questions(paths)) for other, paths in others if other is not None]
        elsewhere += [(load(read_files(other)), read_questions([other / "questions"])) for other in also]
    if trees:
        _learn_trees([(base, questions), *elsewhere], output)
    else:
        _learn_weights(base, [asked for asked in questions if asked.kind not in _SUBJECT_KINDS], elsewhere, output)


def _learnt_from(files: Sequence[Path], of: str) -> list[tuple[Path | None, list[Path]]]:
    """Return knowledge folders, None for the one that is set, each with the questions or claims to learn from."""
    from ..lab.sets import read_sets

    folder = _shipped("tune", "tune").parent if not files else None
    if folder is None:
        return [(None, list(files))]
    found: dict[Path | None, list[Path]] = {None: []}
    for each in read_sets(folder):
        if each.learn and each.of == of:
            found.setdefault(each.base, []).append(each.folder)
    return list(found.items())


def _learn_weights(
    base: Knowledge,
    questions: Sequence[Asked],
    others: Sequence[tuple[Knowledge, Sequence[Asked]]],
    output: Path | None,
) -> None:
    from ..core.search import weights
    from ..lab.learnt import write
    from ..lab.tuning import learn

    semantic, vectors = None, open_vectors()
    with working("Learning the weights") as work:
        learnt = learn(base, questions, also=others, say=work.say)
        if vectors is not None:
            semantic = learn(base, questions, also=others, vectors=vectors, say=work.say)
    write(learnt, output or Path(weights.__file__), semantic)
    click.echo(learnt.summary)
    if semantic is not None:
        click.echo(f"with vectors of words {semantic.summary}")


def _learn_trees(bases: Sequence[tuple[Knowledge, Sequence[Asked]]], output: Path | None) -> None:
    from ..core.search import weights
    from ..lab.sure import learn_trees

    folder, vectors = output or Path(weights.__file__).with_name("trees"), open_vectors()
    folder.mkdir(exist_ok=True)
    for by, found in (("words", None), ("vectors", vectors)):
        if by == "words" or found is not None:
            with working(f"Learning how sure answers are, by {by}") as work:
                learnt = learn_trees(bases, vectors=found, say=work.say)
            for name, forest in zip(("strange", "sure"), learnt, strict=True):
                (folder / f"{name}_{by}.json").write_text(forest.written(), "ascii")


def _learn_claims(bases: Sequence[tuple[Path, Sequence[Path]]], output: Path | None) -> None:
    """Learn from knowledge folders, each with files or folders of messages."""
    from ..core.answering.answerer import Answerer
    from ..core.knowledge.loading import load
    from ..core.search import weights
    from ..lab.claims import read_messages
    from ..lab.true import learn_true
    from ..serving.folder import read_files

    folder, vectors = output or Path(weights.__file__).with_name("trees"), open_vectors()
    folder.mkdir(exist_ok=True)
    read = [(load(read_files(base)), read_messages(paths)) for base, paths in bases]
    for by, found in (("words", None), ("vectors", vectors)):
        if by == "words" or found is not None:
            with working(f"Learning when claims are true, by {by}") as work:
                learnt = learn_true([(Answerer(base, vectors=found), messages) for base, messages in read], work.say)
            (folder / f"true_{by}.json").write_text(learnt.written(), "ascii")


def _learn_talks(bases: Sequence[tuple[Path, Sequence[Path]]], output: Path | None) -> None:
    """Learn from knowledge folders, each with files or folders of conversations."""
    from ..core.answering.answerer import Answerer
    from ..core.knowledge.loading import load
    from ..core.search import weights
    from ..lab.near import learn_near
    from ..lab.talks import read_talks
    from ..serving.folder import read_files

    folder, vectors = output or Path(weights.__file__).with_name("trees"), open_vectors()
    folder.mkdir(exist_ok=True)
    read = [(load(read_files(base)), read_talks(paths)) for base, paths in bases]
    for by, found in (("words", None), ("vectors", vectors)):
        if by == "words" or found is not None:
            with working(f"Learning what follow-ups ask for, by {by}") as work:
                learnt = learn_near([(Answerer(base, vectors=found), talks) for base, talks in read], work.say)
            (folder / f"near_{by}.json").write_text(learnt.written(), "ascii")


@click.command()
@knowledge_option
@click.option(
    "--entries", type=click.IntRange(1, 200_000), multiple=True, help="Time an invented base of this size instead."
)
@click.option(
    "--questions",
    type=click.IntRange(1),
    default=1_000,
    show_default=True,
    help="Time so many questions, and as many messages made to be slow; without sizes.",
)
@click.option("--hostile", type=click.IntRange(1), help="Only read so many hostile messages (all: 10000).")
@click.argument("more", nargs=-1, type=click.IntRange(1, 200_000))
def bench(
    knowledge: Path | None, entries: tuple[int, ...], questions: int, hostile: int | None, more: tuple[int, ...]
) -> None:
    """Time the answers, beside a linear scan over the same phrasings in the same run.

    Without sizes, on the knowledge base, and count how often a message is folded and ranked on the way. With
    --entries 100 1000 ..., on invented bases of these sizes with ten phrasings an entry. With --hostile 10000, what so
    many messages made to be slow cost everybody else; exit code 1 if one of them fails.
    """
    if hostile is not None:
        _bench_hostile(knowledge, hostile)
        return
    from ..lab.bench import measure, measure_invented, resident_mb, slowest_ms

    sizes = (*entries, *more)
    if not sizes:
        import asyncio

        from ..lab.bench_discord import ignoring_us, longest_block_ms
        from ..lab.counting import count_all

        answerer = open_base(knowledge)
        with _timing("questions"):
            timing = measure(answerer, questions=questions)
        click.echo(str(timing))
        with working("Counting how often a message is read"):
            all_counted = count_all(answerer)
        for counted in all_counted:
            click.echo(str(counted))
        memory = resident_mb()
        if memory is not None:
            click.echo(f"memory after these: {memory:.0f} MB")
        with _timing("slow messages"):
            slowest = slowest_ms(answerer, messages=questions)
        click.echo(f"the slowest of {questions:,} messages made to be slow: {slowest:.0f} ms")
        with _timing("messages that are not for the bot"):
            ignoring = asyncio.run(ignoring_us(answerer))
        click.echo(f"a message that is not for the bot: {ignoring:.1f} microseconds")
        with _timing("pictures"):
            drawn, block_ms = asyncio.run(longest_block_ms(answerer.knowledge))
        click.echo(
            f"while {drawn} pictures were drawn, the event loop was held up for {block_ms:.0f} ms at the longest"
        )
    for size in sizes:
        with _timing(f"a base of {size:,} entries"):
            timing = measure_invented(size)
        click.echo(str(timing))


def _bench_hostile(knowledge: Path | None, count: int) -> None:
    """Read hostile messages, and tell what they cost."""
    import asyncio

    from ..background import take_short_turns
    from ..lab.hostile import cost_of, hostile_messages
    from ..serving.edition import Edition

    edition = Edition.of(open_base(knowledge))
    spoken = [text for target in edition.catalogue.targets for text in target.asked]
    take_short_turns()  # as the bot does
    with _timing(f"{count:,} hostile messages"):
        cost = asyncio.run(cost_of(edition, hostile_messages(spoken, count), spoken[0]))
    for way, (took_ms, kind) in cost.slowest.items():
        click.echo(f"{way}: {took_ms:.0f} ms of the processor at most ({kind})")
    click.echo(f"the event loop was held up for {cost.held_up_ms:.0f} ms at the longest, {cost.loop_ms:.0f} by itself")
    click.echo(f"another person waited for {cost.waited_ms:.0f} ms at the longest, of {cost.others:,} questions")
    click.echo(f"{len(cost.failed)} of {cost.messages:,} messages failed")
    for failure in cost.failed[:20]:
        click.echo(f"  {failure}", err=True)
    if cost.failed:
        sys.exit(1)


def _timing(what: str) -> AbstractContextManager[Work]:
    """Show what is timed, without motion: drawing takes time as well."""
    return working(f"Timing {what}", still=True)


def _shipped(command: str, name: str = "") -> Path:
    """Return the folder of the scored sets, or one of them; ScoredSetError if they are not here."""
    from ..lab.sets import FOLDER

    folder = FOLDER / name
    if not folder.is_dir():
        raise ScoredSetError(f"{command} needs the repository's {FOLDER.as_posix()}; give FILES or run it in a clone")
    return folder


def _set_around(files: Sequence[Path]) -> ScoredSet | None:
    from ..lab.sets import read_sets, set_around

    return set_around(read_sets(), files)


def _base_of(around: ScoredSet | None) -> Path | None:
    return around.base if around is not None else None

"""The command that teaches the base what people asked in vain, as /knowledge gaps and learnt do on Discord."""

from __future__ import annotations

import sys
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ..errors import EditError
from .opening import knowledge_option, open_base, open_vectors
from .progress import working

if TYPE_CHECKING:
    from ..core.answering.answerer import Answerer
    from ..core.answering.taking import Taken
    from ..store import Candidate, Gap, Store

__all__: list[str] = []

_MOST = 100  # of each kind are listed
_NEAREST = 3
_T = TypeVar("_T")


@dataclass(frozen=True)
class _Listed:
    """What can be taught: what people say, with what it would take; and what found no answer, with what is near it."""

    found: tuple[tuple[Candidate, tuple[Taken, ...]], ...]
    open: tuple[tuple[Gap, tuple[str, ...]], ...]


@click.command()
@knowledge_option
@click.option("--json", "as_json", is_flag=True, help="Print each question as one line of JSON.")
@click.option("--approve", default="", metavar="NUMBERS", help='Make these ways of asking: "all", or 12,14.')
@click.option("--teach", multiple=True, metavar="NUMBER=ENTRY", help="Make this question a way of asking for an entry.")
@click.option("--decline", default="", metavar="NUMBERS", help="Leave these out for good.")
@click.option("--yes", is_flag=True, help="Write what is approved without asking.")
def gaps(knowledge: Path | None, as_json: bool, approve: str, teach: tuple[str, ...], decline: str, yes: bool) -> None:
    """List what people asked in vain, and what they say is the answer to it; teach it to the knowledge folder.

    A question is listed once two people have put it. What would take an answer from another entry is marked: it is not
    among "all". Before anything is written you are shown which answers change.

    Exit code: 0 done, 1 not written: check questions would fail, or nobody said yes.
    """
    from .. import render
    from .prompt import somebody_types

    desk = _Desk(knowledge)
    if not (approve or teach or decline):
        listed = desk.look()
        if as_json:
            for each, taken in listed.found:
                click.echo(render.candidate_json(each, taken))
            for gap, nearest in listed.open:
                click.echo(render.gap_json(gap, nearest))
            return
        desk.show(listed)
        if somebody_types() and (listed.found or listed.open):
            _converse(desk)
        return
    pairs = [_pair(each) for each in teach]
    written = True
    if decline:
        desk.decline(_numbers(decline))
    if approve or pairs:
        numbers = None if approve.strip() == "all" else _numbers(approve) if approve else []
        written = desk.teach(numbers, pairs, sure=yes)
    sys.exit(0 if written else 1)


def _converse(desk: _Desk) -> None:
    """Do what somebody types, line by line."""
    from .. import render
    from .prompt import typed_lines

    click.echo(f"\n{render.LESSONS_HELP}")
    for line in typed_lines(lambda _: ()):
        word, *given = line.replace(",", " ").split() or [""]
        try:
            if word in ("quit", "exit", "q"):
                return
            if word == "approve" and given:
                desk.teach(None if given == ["all"] else _numbers(" ".join(given)), [])
            elif word == "teach" and len(given) == 2:
                desk.teach([], [_pair("=".join(given))])
            elif word == "decline" and given:
                desk.decline(_numbers(" ".join(given)))
            elif word:
                click.echo(render.LESSONS_HELP)
                continue
        except (click.BadParameter, EditError) as error:
            click.echo(str(error))
            continue
        if word:
            desk.show(desk.look())


class _Desk:
    """Where questions are looked through: a knowledge folder, and the store that keeps the questions.

    The folder alone is changed: it is what is taught, and a running bot watches it.
    """

    def __init__(self, knowledge: Path | None) -> None:
        from ..serving.maker import Maker
        from ..settings import Settings

        self._settings = Settings.read()
        self._folder = knowledge or self._settings.knowledge_dir
        self._maker = Maker(cache=self._settings.cache_dir, vectors=open_vectors(), min_right=self._settings.min_right)
        self._answerer = open_base(self._folder)

    def look(self) -> _Listed:
        """Return what there is to be taught now."""
        with working("Looking at what it would take"):
            return self._do(self._listed)

    def show(self, listed: _Listed) -> None:
        """Print the list."""
        from .. import render

        for line in render.lessons(listed.found, listed.open, self._answerer.knowledge.entries):
            click.echo(line)

    def decline(self, numbers: Sequence[int]) -> None:
        """Leave questions out for good. Raises BadParameter, and leaves none out, if one is in no list."""

        async def refuse(store: Store) -> None:
            open_gaps = {each.id for each in await store.questions.gaps("open", limit=_MOST)}
            known = open_gaps | {each.id for each in await store.learnt.found()}
            if strange := [id for id in numbers if id not in known]:
                raise click.BadParameter(f"{strange[0]} is no number in the list")
            await store.learnt.decline(numbers)
            for id in open_gaps.intersection(numbers):
                await store.questions.settle(id, "refused")
            await store.audit.note("gaps", "done", detail=f"left out: {', '.join(map(str, numbers))}")

        self._do(refuse)
        click.echo(f"left out: {', '.join(map(str, numbers))}")

    def teach(self, numbers: Sequence[int] | None, pairs: Sequence[tuple[int, str]], *, sure: bool = False) -> bool:
        """Write ways of asking into the folder, once it is shown what they change and somebody says yes; tell whether
        they were written.

        Args:
            numbers: Of what people say; None: all that take nothing from other entries.
            pairs: Of any question, each with the entry or silence that it is for.
            sure: Whether not to ask.
        """
        from .. import render
        from ..core.answering.version_diff import compare_knowledge
        from ..core.knowledge.editing import teach_all
        from ..serving.folder import write_files
        from .prompt import somebody_types

        lessons = self._chosen(self.look(), numbers, pairs)
        files = self._answerer.knowledge.files
        taught = teach_all(files, [(text, target) for text, target, _ in lessons])
        answerer, failing, replies = self._do(lambda _: self._tried(taught))
        for line in render.change_lines(compare_knowledge(self._answerer.knowledge, answerer.knowledge), whole=False):
            click.echo(line)
        for line in render.reply_lines(replies):
            click.echo(line)
        for fault in failing:
            click.echo(str(fault), err=True)
        if not sure and not (somebody_types() and click.confirm("Write it into the folder?", default=not failing)):
            click.echo("nothing is written; --yes writes it without asking", err=True)
            return False
        if failing and sure:
            click.echo("nothing is written: check questions would fail", err=True)
            return False
        left = write_files(self._folder, taught, over=[files])
        if left:
            raise EditError(f"{', '.join(left)} was edited meanwhile; look at the list again")
        self._answerer = answerer
        self._do(lambda store: _settle(store, lessons))
        names = [name for name in taught if taught[name] != files.get(name)]
        for line in render.taught_lines(len(lessons), names):
            click.echo(line)
        return True

    def _chosen(
        self, listed: _Listed, numbers: Sequence[int] | None, pairs: Sequence[tuple[int, str]]
    ) -> list[tuple[str, str, int | None]]:
        """Return each chosen question with what it is for, and the gap that it closes, None for none."""
        found = {each.id: each for each, _ in listed.found}
        gaps = {gap.id: gap for gap, _ in listed.open}
        if numbers is None:
            numbers = [each.id for each, taken in listed.found if not taken]
            if not numbers and not pairs:
                marked = "but what to look twice at: approve that by its numbers"
                raise click.BadParameter(f"there is nothing {marked if listed.found else 'to approve'}")
        lessons: list[tuple[str, str, int | None]] = []
        for id in numbers:
            if id not in found:
                raise click.BadParameter(
                    f"{id} is not the number of a question with an answer that people say is right"
                )
            lessons.append((found[id].text, found[id].target, None))
        for id, target in pairs:
            if id not in found and id not in gaps:
                raise click.BadParameter(f"{id} is no number in the list")
            if target not in self._answerer.knowledge.entries and target not in self._answerer.knowledge.silences:
                raise click.BadParameter(f'there is no entry or silence "{target}"')
            lessons.append((gaps[id].text, target, id) if id in gaps else (found[id].text, target, None))
        return lessons

    async def _tried(self, files: dict[str, bytes]) -> Any:
        answerer = await self._maker.prove(files)
        return answerer, await self._maker.check(answerer), await self._maker.compare(self._answerer, answerer)

    async def _listed(self, store: Store) -> _Listed:
        from ..core.answering.learning import untaught
        from ..core.answering.taking import Lesson
        from ..serving.weighing import weigh

        answerer = self._answerer
        found = [each for each in await store.learnt.found() if untaught(answerer, each.text, each.target)]
        lessons = [Lesson(each.text, each.target, each.people, each.against) for each in found]
        taken = await weigh(self._maker, answerer, lessons[:_MOST], lessons)
        open = await store.questions.gaps("open", limit=_MOST)
        known = {each.text for each in found}
        return _Listed(
            tuple(zip(found, taken, strict=False)),
            tuple((gap, _nearest(answerer, gap.text)) for gap in open if gap.text not in known),
        )

    def _do(self, work: Callable[[Store], Coroutine[Any, Any, _T]]) -> _T:
        """Do some work with the store."""
        import asyncio

        from ..store import Store

        async def done() -> _T:
            async with Store.open(self._settings.database_url) as store:
                return await work(store)

        return asyncio.run(done())


async def _settle(store: Store, lessons: Sequence[tuple[str, str, int | None]]) -> None:
    """Let what was taught be no gap any more."""
    for text, target, gap_id in lessons:
        await store.learnt.settle(text, target)
        if gap_id is not None:
            await store.questions.settle(gap_id, "taught", target)
    await store.audit.note("gaps", "done", detail=f"taught: {len(lessons)}")


def _nearest(answerer: Answerer, text: str) -> tuple[str, ...]:
    matcher = answerer.matcher
    return tuple(match.target.id for match in matcher.rank(matcher.read_folded(text)).matches[:_NEAREST])


def _numbers(typed: str) -> list[int]:
    """Return the numbers in a text; raise BadParameter where it has anything else."""
    parts = typed.replace(",", " ").split()
    strange = [part for part in parts if not (part.isdecimal() and len(part) < 10)]
    if strange or not parts:
        raise click.BadParameter(f'"{strange[0] if strange else typed}" is no number in the list')
    return list(dict.fromkeys(map(int, parts)))


def _pair(typed: str) -> tuple[int, str]:
    number, _, target = (part.strip() for part in typed.partition("="))
    if not target or "," in number or " " in number:
        raise click.BadParameter(f'"{typed}" is not NUMBER=ENTRY')
    return _numbers(number)[0], target

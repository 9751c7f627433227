"""What a base of few ways of asking learns from being used: questions arrive, people choose, moderators approve.

Everything goes by the bot's own rules: what choice tells something, which questions are alike, how many people must
agree, what can be taught. Made up are only the people:

    python -m bot.lab.learning
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from .. import render
from ..core.answering.answerer import Answerer
from ..core.answering.gaps import group_of
from ..core.answering.learning import confirms, denies, tells, untaught
from ..core.answering.reply import Reply
from ..core.answering.scrubbing import scrub
from ..core.answering.taking import Lesson, taken_now
from ..core.knowledge.model import Entry, Knowledge
from ..core.language.text import fold
from ..core.search.vectors import Vectors
from ..store import Store, Word
from .evaluation import evaluate
from .questions import Asked, judge, read_questions, with_typos
from .remaking import first

__all__ = ["Habits", "Point", "left_out", "simulate"]

_TOO_KIND = 0.1
_TELLS: Mapping[Word, Callable[[Answerer, str, str], bool]] = {
    "chosen": tells,
    "helpful": confirms,
    "against": denies,
}
_TURN = 3  # so many entries are offered at a time


@dataclass(frozen=True, slots=True)
class Habits:
    """How people use the bot.

    Attributes:
        a_day: How many questions are put before the moderators approve what was chosen.
        people: How many there are; each question is put by any of them.
        rightly: Of those who are offered what they asked for, how many choose it; of those who are not, how many
            choose nothing. The others choose something wrong.
        objects: Of those who got a wrong answer, how many press *Not what I asked*.
        strays: Of those who got the right one, how many do so too, and then choose something else.
        thanks: Of those who got the right answer and leave it at that, how many press *Helpful*; of those who got a
            wrong one, a tenth as many.
        popularity: How much more often some questions are put than others: at 1.0 all equally often, at 3.0 the
            likeliest one in a hundred makes a fifth of all.
        typos: The share of longer words that are mistyped.
        looks: Whether moderators look at what is marked, as it would take something from another entry, and leave out
            what is wrong; what is not marked they approve unseen.
    """

    a_day: int = 200
    people: int = 500
    rightly: float = 0.9
    objects: float = 0.3
    strays: float = 0.02
    thanks: float = 0.2
    popularity: float = 3.0
    typos: float = 0.05
    looks: bool = True


@dataclass(frozen=True, slots=True)
class Point:
    """How good the base is after so many questions.

    Attributes:
        asked: How many were put.
        taught: How many ways of asking were learnt from them.
        mistaught: How many of these do not ask for what they were taught to.
        right: Of the questions that have an answer, those answered right, 0.0 to 1.0.
        helped: Of these, those answered right or with the answer among the suggestions.
        silent: Of those without an answer, those that get none.
        wrong: Of all questions, those answered wrongly.
    """

    asked: int
    taught: int
    mistaught: int
    right: float
    helped: float
    silent: float
    wrong: float

    def __str__(self) -> str:
        """Return a row of the table."""
        counts = f"{self.asked:>7,} {self.taught:>7} {self.mistaught:>10}"
        return f"{counts} {self.right:>7.1%} {self.helped:>7.1%} {self.silent:>7.1%} {self.wrong:>6.1%}"


_HEADING = f"{'asked':>7} {'learnt':>7} {'wrongly so':>10} {'right':>7} {'helped':>7} {'silent':>7} {'wrong':>6}"


async def simulate(
    knowledge: Knowledge,
    arriving: Sequence[Asked],
    measured: Sequence[Asked],
    *,
    days: Collection[int],
    habits: Habits | None = None,
    seed: int = 0,
    vectors: Vectors | None = None,
) -> AsyncIterator[Point]:
    """Yield how good a base is at the end of some days. The same every time for the same seed.

    Args:
        knowledge: The base at first.
        arriving: What is asked, again and again, some of it more often than other.
        measured: What it is measured with; none of it is ever learnt from.
        days: At the end of which; 0: before the first.
    """
    dice = random.Random(seed)
    arriving = dice.sample(arriving, len(arriving))
    async with Store.open("sqlite://") as store:
        use = _Use(knowledge, store, habits or Habits(), dice, vectors)
        for day in range(max(days) + 1):
            if day:
                await use.day(arriving)
            if day in days:
                yield use.point(measured)


def left_out(knowledge: Knowledge, each: int) -> list[Asked]:
    """Return as questions the ways of asking that `remaking.first` leaves out of a base."""
    entries = [(text, entry.id) for entry in knowledge.entries.values() for text in entry.asked[each:]]
    silences = [text for silence in knowledge.silences.values() for text in silence.asked[each:]]
    answered = [Asked(text, "left out", "answer", entry=id) for text, id in entries]
    return answered + [Asked(text, "left out", "no_answer") for text in silences]


class _Use:
    """A base in use."""

    def __init__(
        self, knowledge: Knowledge, store: Store, habits: Habits, dice: random.Random, vectors: Vectors | None
    ) -> None:
        self._store, self._habits, self._dice, self._vectors = store, habits, dice, vectors
        self._answerer = Answerer(knowledge, vectors=vectors)
        self._meant: dict[str, Asked] = {}  # by what was kept of it
        self._asked = self._taught = self._mistaught = 0

    async def day(self, arriving: Sequence[Asked]) -> None:
        """Put a day's questions; then approve what was learnt."""
        known = frozenset(self._answerer.matcher.lexicon.words)
        for _ in range(self._habits.a_day):
            asked = arriving[int(len(arriving) * self._dice.random() ** self._habits.popularity)]
            asked = replace(asked, ask=with_typos(asked.ask, self._dice, share=self._habits.typos))
            person_id = self._dice.randrange(1, self._habits.people + 1)
            self._asked += 1
            for entry_id, word in self._said(asked, self._answerer.answer(asked.ask)):
                if _TELLS[word](self._answerer, asked.ask, entry_id):
                    text = fold(scrub(asked.ask, known))
                    self._meant.setdefault(text, asked)
                    group = group_of(text, await self._store.learnt.like(text, entry_id))
                    await self._store.learnt.keep(text, entry_id, word, person_id=person_id, group_id=group)
        await self._approve()

    def point(self, measured: Sequence[Asked]) -> Point:
        """Return how good the base is now."""
        shares = evaluate(measured, self._answerer.answer).shares()
        right, helped, silent = (shares[each] for each in ("answered_right", "helped", "abstained_right"))
        return Point(self._asked, self._taught, self._mistaught, right, helped, silent, 1.0 - shares["not_wrong"])

    def _said(self, asked: Asked, reply: Reply) -> list[tuple[str, Word]]:
        """Return what somebody says of which entries, by the buttons that they press below a reply."""
        dice, habits = self._dice, self._habits
        said: list[tuple[str, Word]] = []
        if reply.kind == "suggestions":
            offered = reply.suggestions
        elif reply.entry is not None and reply.ranking is not None:
            right = _verdict(asked, reply) == "right"
            if dice.random() >= (habits.strays if right else habits.objects):
                helped = dice.random() < habits.thanks * (1.0 if right else _TOO_KIND)
                return [(reply.entry.id, "helpful")] if helped else []
            said.append((reply.entry.id, "against"))
            shown = {reply.entry.id, *(() if reply.perhaps else (entry.id for entry in reply.also))}
            ranked = [match.target for match in reply.ranking.matches if match.target.id not in shown]
            offered = tuple(each for each in ranked if isinstance(each, Entry))[:_TURN]
        else:
            return []
        meant = [each for each in offered if _asks_for(asked, each)]
        others = [each for each in offered if each not in meant]
        chosen = meant[:1] if dice.random() < habits.rightly else [dice.choice(others)] if others else []
        return said + [(each.id, "chosen") for each in chosen]

    async def _approve(self) -> None:
        """Approve what was learnt that day as ways of asking."""
        answerer, lessons = self._answerer, dict[str, str]()
        found = [each for each in await self._store.learnt.found() if untaught(answerer, each.text, each.target)]
        others = [Lesson(each.text, each.target, each.people, each.against) for each in found]
        left_out = []
        for each, lesson in zip(found, others, strict=True):
            right = _asks_for(self._meant[each.text], answerer.knowledge.entries[each.target])
            if not right and self._habits.looks and taken_now(answerer, lesson, others):
                left_out.append(each.id)
            elif each.text not in lessons:
                lessons[each.text] = each.target
                self._mistaught += not right
        await self._store.learnt.decline(left_out)
        if lessons:
            self._taught += len(lessons)
            self._answerer = Answerer(_taught(answerer.knowledge, lessons), vectors=self._vectors)


def _taught(knowledge: Knowledge, lessons: dict[str, str]) -> Knowledge:
    entries = dict(knowledge.entries)
    for text, id in lessons.items():
        entries[id] = replace(entries[id], asked=(*entries[id].asked, text))
    return replace(knowledge, entries=entries)


def _asks_for(asked: Asked, entry: Entry) -> bool:
    return _verdict(asked, Reply(asked.ask, "answer", 1.0, "", entry=entry)) == "right"


def _verdict(asked: Asked, reply: Reply) -> str:
    return judge(asked, reply.kind, render.plain(reply), reply.entry.id if reply.entry else None)


def _days(last: int) -> Iterator[int]:
    """Yield the days at whose end to look: ever fewer as less changes."""
    day, step = 0, 1
    while day < last:
        yield day
        day += step
        step = max(1, day // 2)
    yield last


@click.command()
@click.argument("arriving", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option("--measured", type=click.Path(path_type=Path, exists=True), default=Path("tests/questions/ordinary"))
@click.option("--phrasings", default=5, show_default=True, help="So many ways of asking an entry has at first.")
@click.option("--days", default=40, show_default=True, help="So many days the bot is used, 200 questions each.")
@click.option("--rightly", default=0.9, show_default=True, help="The share of choices that are right.")
@click.option("--thanks", default=0.2, show_default=True, help="The share of right answers that are called helpful.")
@click.option("--popularity", default=3.0, show_default=True, help="1.0: all questions are put equally often.")
@click.option("--unseen", is_flag=True, help="Moderators approve what is marked without a look, too.")
@click.option("--also-left-out", is_flag=True, help="The ways of asking that the base has lost are put as well.")
@click.option("--seed", default=0, show_default=True)
def _main(
    arriving: tuple[Path, ...],
    measured: Path,
    phrasings: int,
    days: int,
    rightly: float,
    thanks: float,
    popularity: float,
    *,
    unseen: bool,
    also_left_out: bool,
    seed: int,
) -> None:
    """Print how good the base becomes while the questions of files (ARRIVING) are put again and again."""
    from ..serving.compiled import open_answerer
    from ..serving.word_vectors import load_vectors
    from ..settings import Settings

    settings = Settings.read()
    base = open_answerer(settings.knowledge_dir, cache=settings.cache_dir).knowledge
    asked = read_questions(arriving or (Path("tests/questions/tune"),))
    points = simulate(
        first(base, phrasings),
        asked + left_out(base, phrasings) if also_left_out else asked,
        read_questions([measured]),
        days=set(_days(days)),
        habits=Habits(rightly=rightly, thanks=thanks, popularity=popularity, looks=not unseen),
        seed=seed,
        vectors=load_vectors(settings.semantic),
    )

    async def told() -> None:
        async for each in points:
            click.echo(str(each))

    click.echo(_HEADING)
    asyncio.run(told())


if __name__ == "__main__":
    _main()

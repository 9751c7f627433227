"""Messages made to be slow to read or to break something, and what they cost everybody else while they are read."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from ..background import Readers
from ..core.answering.lookup import statistic
from ..core.answering.quoting import quoted
from ..core.answering.talk import Turn
from ..serving.edition import Edition

__all__ = ["KINDS", "Cost", "cost_of", "hostile_messages", "ways"]

_LENGTHS = (20, 60, 120, 400, 1_000, 2_000, 4_000, 6_000)
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ATTACKERS = 6  # people who write at the same time, without end
_PROBED_S = 0.05

_Make = Callable[[random.Random, Sequence[str]], str]


def _over(*pieces: str) -> _Make:
    """Return what makes one of these, over and over."""
    return lambda dice, spoken: dice.choice(pieces)


def _word(dice: random.Random, spoken: Sequence[str]) -> str:
    return dice.choice(dice.choice(spoken).split() or ["a"])


def _misspelt(dice: random.Random, spoken: Sequence[str]) -> str:
    word = _word(dice, spoken)
    at = dice.randrange(len(word))
    return f"{word[:at]}{dice.choice(_LETTERS)}{word[at + 1 :]} "


def _of(signs: str, length: int) -> _Make:
    return lambda dice, spoken: "".join(dice.choices(signs, k=length)) + " "


_SIGNS = (*"*_~`>#[](){}</\\\"'?!.,;:-+=@%&$£€", "||", "**", "```")
_WORLD = tuple("hilfe aide ayuda βοήθεια помощь مساعدة मदद সাহায্য 帮助 助けて 도와 ช่วย עזרה yardım giúp caawin".split())  # noqa: SIM905

KINDS: dict[str, _Make] = {
    "one letter": _over("é", "a", "İ", "ß", "ﷺ", "7", "½"),
    "words of one letter": _over("a ", "7 ", "é ", "7 7 7 "),
    "a long word": lambda dice, spoken: dice.choice(_LETTERS),
    "nothing to see": _over("\u200b", "\u202e", "\u0301", "\0", "\x1b[31m", "\ud800", "a\u200b"),
    "stacked marks": _over("a\u0301\u0302\u0303 ", "e\u0301"),
    "amounts": lambda dice, spoken: f"£{dice.randint(1, 999)} {dice.choice(['million', 'to', 'of', 'or', '-', '%'])} ",
    "parts of wholes": lambda dice, spoken: f"{dice.randint(1, 400)} of {dice.randint(1, 400)} {_word(dice, spoken)}, ",
    "number words": _over("two and a half thousand ", "onehundredandtwentyone", "one of ", "about nearly more than 7 "),
    "dates": lambda dice, spoken: f"{dice.randint(1, 31)}/{dice.randint(1, 12)}/{dice.randint(1900, 2030)} May 2016 ",
    "telephone numbers": lambda dice, spoken: f"07{dice.randint(0, 10**9)} ",
    "brackets": _over("(", ")", "[", "](", "((1)"),
    "quotation marks": _over('"', "'", "”", "`", '"a" '),
    "signs": lambda dice, spoken: dice.choice(_SIGNS) + dice.choice(["", " "]),
    "short sentences": lambda dice, spoken: f"{_word(dice, spoken)}{dice.choice(['. ', '? ', '! ', '?', chr(10)])}",
    "many questions": lambda dice, spoken: f"{dice.choice(spoken)}{dice.choice(['? ', ' and ', '; ', ' '])}",
    "many names": lambda dice, spoken: "".join(dice.choices(_LETTERS, k=7)).title() + " ",
    "misspelt words": _misspelt,
    "claims": lambda dice, spoken: f"{dice.randint(1, 400)} {_word(dice, spoken)} {_word(dice, spoken)}. ",
    "emoji": _over("😀", "👨‍👩‍👧", "<:abc:123456789012345678>", "<@123456789012345678>"),
    "masked words": _over("d!e ", "k.i.l.l ", "h*ts ", "s u i c i d e ", "iwanttodie", "kiiiillll "),
    "masks": _of("4316!|@$+(0579*?_", 6),
    "letters that repeat": _of("aabbccddeemmllss", 16),
    "right to left": _over("مرحبا كيف حالك ٣٧٤ ", "שלום מה קורה "),
    "many languages": lambda dice, spoken: dice.choice(_WORLD) + " ",
    "calls": _over("my dad hits me, ", "i want to die. ", "help me "),
    "links": _over("https://", "a.b/", "www.x.y ", "a@b.c ", "<t:1:R>"),
}
"""What makes a piece of a message, by what the message is then full of. spoken: the ways of asking of a base."""


def hostile_messages(spoken: Sequence[str], count: int, *, seed: int = 0) -> Iterator[tuple[str, str]]:
    """Yield messages with what they are full of, up to 6,000 characters; each fourth is made of several kinds."""
    dice = random.Random(seed)
    names = list(KINDS)
    for at in range(count):
        chosen = [names[at % len(names)], *(dice.sample(names, k=2) if at % 4 == 3 else ())]
        length = dice.choice(_LENGTHS)
        pieces, chars = [], 0
        while chars < length:
            piece = KINDS[dice.choice(chosen)](dice, spoken)
            pieces.append(piece * dice.choice((1, 1, 1, 5)))
            chars += len(pieces[-1])
        yield " + ".join(chosen), "".join(pieces)[:length]


def ways(edition: Edition) -> dict[str, Callable[[str], object]]:
    """Return the ways in which a message reaches an edition, all that people can ask."""
    answerer, catalogue = edition.answerer, edition.catalogue
    shown = tuple(Turn("answer", (entry.id,)) for entry in list(catalogue.entries)[:2])
    return {
        "reply": edition.reply,
        "reply in a conversation": lambda text: edition.reply(text, shown),
        "look for a call": answerer.in_need,
        "figure check": edition.checker.check,
        "autocomplete": lambda text: catalogue.choices(text, catalogue.statistics),
        "statistic": lambda text: statistic(answerer, catalogue, text),
        "quotations": lambda text: quoted(answerer, catalogue, text, text),
    }


@dataclass(slots=True)
class Cost:
    """What hostile messages cost.

    Attributes:
        messages: How many were read.
        failed: What went wrong, each with what the message was full of.
        slowest: For each way the most milliseconds of the processor that one took, and what it was full of.
        held_up_ms: The longest that the event loop was held up, by the clock.
        loop_ms: The most of the processor that the loop's thread took between two of its turns.
        waited_ms: The longest that another person waited for the answer to a plain question meanwhile.
        others: How many such questions there were.
    """

    messages: int = 0
    failed: list[str] = field(default_factory=list)
    slowest: dict[str, tuple[float, str]] = field(default_factory=dict)
    held_up_ms: float = 0.0
    loop_ms: float = 0.0
    waited_ms: float = 0.0
    others: int = 0


async def cost_of(edition: Edition, messages: Iterator[tuple[str, str]], plain: str) -> Cost:
    """Return what messages cost that some people send at the same time, each in one of the ways in turn, read as the
    bot reads them. plain: the question of another person, asked again and again."""
    readers, cost = Readers(), Cost()
    asked = list(ways(edition).items())
    for _, work in asked:
        work(plain)  # what is made when it is first needed
    numbered = enumerate(messages)

    async def attack() -> None:
        for number, (kind, text) in numbered:
            way, work = asked[number % len(asked)]
            spent = await _spent(readers, text, work, aside=way == "figure check")
            cost.messages += 1
            if isinstance(spent, Exception):
                cost.failed.append(f"{way}, {kind}: {spent!r}")
                continue
            cost.slowest[way] = max(cost.slowest.get(way, (0.0, "")), (spent, kind))

    async def watch() -> None:
        while True:
            start, used = time.perf_counter(), time.thread_time()
            await asyncio.sleep(0.001)
            cost.held_up_ms = max(cost.held_up_ms, (time.perf_counter() - start) * 1_000 - 1)
            cost.loop_ms = max(cost.loop_ms, (time.thread_time() - used) * 1_000)

    async def ask() -> None:
        while True:
            start = time.perf_counter()
            await readers.read(plain, lambda: edition.reply(plain))
            cost.waited_ms = max(cost.waited_ms, (time.perf_counter() - start) * 1_000)
            cost.others += 1
            await asyncio.sleep(_PROBED_S)

    beside = [asyncio.create_task(watch()), asyncio.create_task(ask())]
    await asyncio.gather(*(attack() for _ in range(_ATTACKERS)))
    for task in beside:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
    return cost


async def _spent(readers: Readers, text: str, work: Callable[[str], object], *, aside: bool) -> float | Exception:
    """Return the milliseconds that reading a text took of the processor, or what went wrong."""

    def timed() -> float:
        start = time.thread_time()
        work(text)
        return (time.thread_time() - start) * 1_000

    try:
        return await readers.read(text, timed, aside=aside)
    except Exception as error:
        return error

"""One trial: the loopback Discord with many servers, PostgreSQL, several bots; who asks, and what befalls bots."""

from __future__ import annotations

import asyncio
import random
import re
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot import render
from bot.cli.opening import open_base
from bot.serving.folder import read_files
from tests.commandline import ROOT
from tests.core import library
from tests.loopback import Channel, Loopback, Message
from tests.loopback.interactions import Interaction
from tests.store.postgres import Server

from .counting import Asked, Died, Edited, Given
from .processes import Bot, refresh

__all__ = ["Options", "Trial"]

FIRST = 500
"""The figure that stands in the first version; each later one has one more."""
_MOST_VERSIONS = 100
_COMMANDS = 0.1  # of the questions; the others are mentions
_FIGURE = "how many loans did they look at"
_FIGURES = 0.1  # of the questions: those to which the answer is another one in each version
_OTHERS = (
    "how many broken chairs in elmstead", "how many broken chairs in oakham", "what did rosa bell say",
    "what did tom hurst say", "when did the roof leak", "how many atlases were ruined", "who pays for the libraries",
    "how many broken chairs in wexford",
)  # fmt: skip
_SEND = "POST /channels/{channel_id}/messages"
_EDIT = "PATCH /channels/{channel_id}/messages/{message_id}"
_LOOK_S = 5.0
_START_S, _ANSWERED_S, _CORRECTED_S = 300.0, 20.0, 180.0


@dataclass(frozen=True, slots=True)
class Options:
    """What is tried.

    seconds: for how long is asked. rate: questions a second. publish_s: seconds between publications; 0 for none.
    kill, stop: at which share of the time the first process is killed, and the second stopped; None: it is not.
    channels: of each server, and half as many roles. at_once: how many shards Discord lets begin at the same moment.
    overlap: whether another process is started in the place of the one that is stopped before it is.
    """

    seconds: float
    servers: int
    shards: int
    processes: int
    rate: float
    seed: int = 1
    publish_s: float = 0.0
    kill: float | None = None
    stop: float | None = None
    channels: int = 1
    at_once: int = 1
    shipped: bool = False
    semantic: bool = False
    connections: int = 5
    overlap: bool = False


@dataclass(eq=False)
class Trial:
    """Everything that there is while it lasts. Had from `Trial.open` alone, with all bots connected.

    published: when each publication was begun, and done. lags: by how much this process' own loop was late. sampled:
    how many connections to the database there were, at each look.
    """

    options: Options
    loopback: Loopback
    server: Server
    bots: list[Bot]
    folder: Path
    settings: dict[str, str]
    channels: list[Channel]
    asked: list[Asked] = field(default_factory=list)
    died: list[Died] = field(default_factory=list)
    published: list[tuple[float, float]] = field(default_factory=list)
    restarts: list[tuple[float, float]] = field(default_factory=list)
    lags: list[float] = field(default_factory=list)
    sampled: list[int] = field(default_factory=list)
    used: dict[int, Interaction] = field(default_factory=dict)

    @classmethod
    @asynccontextmanager
    async def open(cls, options: Options, server: Server, folder: Path) -> AsyncIterator[Trial]:
        """Start all that there is, for an `async with`."""
        settings = {
            "DATABASE_URL": server.database(), "DATABASE_CONNECTIONS": str(options.connections),
            "CACHE_DIR": str(folder / "cache"), "SEMANTIC": "on" if options.semantic else "off",
        }  # fmt: skip
        server.ask("CREATE EXTENSION IF NOT EXISTS pg_stat_statements")
        base = folder / "published"
        library.write(base, _files(options, 0))
        await refresh(base, settings)
        async with Loopback() as loopback:
            loopback.gateway.max_concurrency, loopback.gateway.apart_s = options.at_once, 4.5
            channels = [_channel(loopback, options, number) for number in range(options.servers)]
            settings |= {"DISCORD_API": loopback.api, "DISCORD_TOKEN": loopback.token, "SHARDS": str(options.shards)}
            bots = [_bot(options, number, folder, settings) for number in range(options.processes)]
            trial = cls(options, loopback, server, bots, folder, settings, channels)
            watching = asyncio.create_task(trial._watch())
            try:
                for bot in bots:
                    await bot.start()
                await loopback.connected(shards=options.shards, timeout_s=_START_S)
                await trial._synced()
                server.ask("SELECT pg_stat_statements_reset()")
                yield trial
                for bot in bots:
                    await bot.end()
            finally:
                watching.cancel()
                for bot in bots:
                    await bot.end(signal.SIGKILL)

    async def run(self) -> None:
        """Ask for the time given, while versions are published and processes end; then wait for what is still due."""
        options = self.options
        deeds = [self._ask_on(options.rate, options.seconds)]
        if options.publish_s:
            number = int((options.seconds - options.publish_s / 2) // options.publish_s) + 1
            deeds += [self._at(options.publish_s * (each + 0.5), self._publish(each + 1)) for each in range(number)]
        if options.kill is not None:
            deeds.append(self._at(options.kill * options.seconds, self._kill(self.bots[0])))
        if options.stop is not None:
            deeds.append(self._at(options.stop * options.seconds, self._stop(self.bots[-1])))
        async with asyncio.TaskGroup() as group:
            for deed in deeds:
                group.create_task(_awaited(deed))
        await self.settled()

    async def ask_on(self, rate: float, seconds: float) -> list[Asked]:
        """Ask so many questions a second for some time, and wait for the answers; return what was asked."""
        before = len(self.asked)
        await self._ask_on(rate, seconds)
        await self.settled()
        return self.asked[before:]

    async def settled(self) -> None:
        """Wait until all is answered and corrected, but not for ever."""
        until = time.monotonic() + _ANSWERED_S
        while time.monotonic() < until and not self._all_answered():  # noqa: ASYNC110 nobody tells of it
            await asyncio.sleep(0.5)
        until = time.monotonic() + _CORRECTED_S
        while self.published and time.monotonic() < until:
            if await asyncio.to_thread(self.server.ask, "SELECT count(*) FROM corrections") == ["0"]:
                break
            await asyncio.sleep(1.0)

    # what is seen of it

    def given(self) -> list[Given]:
        """Return the replies so far; one that was sent twice, and is one message, once."""
        sent: dict[int, tuple[float, tuple[int, ...]]] = {}
        for call in self.loopback.requests:
            if call.name == _SEND and call.status == 200:
                sent.setdefault(int(call.answer["id"]), (call.sent, _figures(call.body)))
        found = []
        for messages in self.loopback.rest.said.values():
            for message in messages:
                if message.reply_to is not None and message.id in sent:
                    found.append(Given(message.reply_to.id, message.id, *sent[message.id]))
        for id, used in self.used.items():
            shown: list[Message] = [used.original] if used.callback is not None and used.original is not None else []
            shown += used.followups
            for message in shown:
                if not used.loading and used.callback is not None:
                    at = used.created + used.callback.after_s
                    found.append(Given(id, message.id, at, _figures(used.callback.body.get("data") or {})))
        return found

    def late(self) -> frozenset[int]:
        """Return the ids of commands of which Discord refused an answer, since it came too late."""
        used = self.used.items()
        return frozenset(id for id, each in used if each.callback is None and any("10062" in r for r in each.refused))

    def edits(self) -> list[Edited]:
        """Return the edits of messages so far."""
        calls = (each for each in self.loopback.requests if each.name == _EDIT and each.status == 200)
        return [Edited(int(each.params["message_id"]), each.sent, _figures(each.body)) for each in calls]

    @property
    def last(self) -> int:
        """The figure of the version published last."""
        return FIRST + len(self.published)

    def quiet(self, at: float) -> bool:
        """Tell whether nothing befell the bots at a moment: no publication, no end, no start."""
        spans = [*self.published, *self.restarts]
        return not any(began - 1.0 <= at <= ended + 5.0 for began, ended in spans)

    # what happens

    async def _at(self, seconds: float, deed: Awaitable[None]) -> None:
        await asyncio.sleep(seconds)
        await deed

    async def _ask_on(self, rate: float, seconds: float) -> None:
        dice = random.Random(f"{self.options.seed} {len(self.asked)}")
        loop = asyncio.get_running_loop()
        others = _shipped_questions() if self.options.shipped else _OTHERS
        at, ends = loop.time(), loop.time() + seconds
        async with asyncio.TaskGroup() as group:
            while (at := at + dice.expovariate(rate)) < ends:
                channel = self.channels[dice.randrange(len(self.channels))]
                figure = not self.options.shipped and dice.random() < _FIGURES
                text = _FIGURE if figure else others[dice.randrange(len(others))]
                command = dice.random() < _COMMANDS
                await asyncio.sleep(at - loop.time())
                group.create_task(self._ask(channel, text, command=command))

    async def _ask(self, channel: Channel, text: str, *, command: bool) -> None:
        loopback, guild = self.loopback, channel.guild
        assert guild is not None
        person = loopback.user(f"Person {len(self.asked)}", guild)
        live = any(each.live and each.takes(guild.id) for each in loopback.gateway.sessions.values())
        process = (guild.id >> 22) % self.options.shards * self.options.processes // self.options.shards
        at = asyncio.get_running_loop().time()
        if command:
            used = await loopback.slash(person, channel, "ask", {"question": text})
            self.used[used.id] = used
            self.asked.append(Asked(used.id, at, process, live, "command"))
        else:
            message = await loopback.say(channel, person, f"{loopback.bot.mention} {text}")
            self.asked.append(Asked(message.id, at, process, live, "message"))

    async def _publish(self, number: int) -> None:
        folder = self.folder / "published"
        library.write(folder, _files(self.options, number))
        began = asyncio.get_running_loop().time()
        await refresh(folder, self.settings)
        self.published.append((began, asyncio.get_running_loop().time()))

    async def _kill(self, bot: Bot) -> None:
        began = asyncio.get_running_loop().time()
        self.died.append(Died(bot.number, began))
        await bot.end(signal.SIGKILL)
        await asyncio.sleep(1.0)  # as a supervisor would
        await bot.start()
        await self.loopback.connected(shards=self.options.shards, timeout_s=_START_S)
        self.restarts.append((began, asyncio.get_running_loop().time()))

    async def _stop(self, bot: Bot) -> None:
        began = asyncio.get_running_loop().time()
        if self.options.overlap:
            await self._replace(bot)
        else:
            await bot.end()
            await bot.start()
            await self.loopback.connected(shards=self.options.shards, timeout_s=_START_S)
        self.restarts.append((began, asyncio.get_running_loop().time()))

    async def _replace(self, bot: Bot) -> None:
        """Start another process for the same shards, and stop the older one once that has all of them."""
        newer = _bot(self.options, bot.number, self.folder, self.settings, name=f"{bot.number}-newer")
        own = len(self.loopback.gateway.all_sessions) + self.options.shards // self.options.processes
        await newer.start()
        self.bots.append(newer)
        while len([each for each in self.loopback.gateway.all_sessions if each.greeted]) < own:  # noqa: ASYNC110 nobody tells of it
            await asyncio.sleep(0.1)
        await bot.end()

    async def _synced(self) -> None:
        """Wait until Discord knows the commands, which one of the bots tells it."""
        async with asyncio.timeout(_START_S):
            while not self.loopback.world.commands[None]:  # noqa: ASYNC110 nobody tells of it
                await asyncio.sleep(0.1)

    async def _watch(self) -> None:
        """Note how late this process is, and how many connections there are, while it lasts."""
        loop, looks_at = asyncio.get_running_loop(), 0.0
        while True:
            due = loop.time() + 0.05
            await asyncio.sleep(0.05)
            self.lags.append(loop.time() - due)
            if loop.time() > looks_at:
                looks_at = loop.time() + _LOOK_S
                self.sampled.append(await asyncio.to_thread(self._connections))

    def _connections(self) -> int:
        mine = "backend_type = 'client backend' AND pid <> pg_backend_pid()"
        return int(self.server.ask(f"SELECT count(*) FROM pg_stat_activity WHERE {mine}")[0])

    def _all_answered(self) -> bool:
        answered = {each.question for each in self.given()} | self.late()
        return all(each.id in answered for each in self.asked if each.live)


async def _awaited(deed: Awaitable[None]) -> None:
    await deed


def _channel(loopback: Loopback, options: Options, number: int) -> Channel:
    """Make a server with all its channels and roles; return its first channel."""
    guild = loopback.guild(f"Server {number}", id=(1_000_000 * options.shards + number) << 22)
    for each in range(options.channels // 2):
        loopback.role(guild, f"role {each}")
    first, *_ = [loopback.channel(guild, f"channel-{each}") for each in range(options.channels)]
    return first


def _bot(options: Options, number: int, folder: Path, settings: dict[str, str], *, name: str = "") -> Bot:
    """Return a process' own part of the settings: a folder of knowledge as it was installed with, and its shards."""
    each = options.shards // options.processes
    first = number * each
    last = options.shards - 1 if number == options.processes - 1 else first + each - 1
    own = folder / f"bot-{name or number}"
    library.write(own / "knowledge", _files(options, 0))
    shards = {"SHARD_IDS": f"{first}-{last}", "KNOWLEDGE_DIR": str(own / "knowledge")}
    return Bot(number, own, settings | shards)


def _files(options: Options, number: int) -> dict[str, bytes]:
    """Return the files of the nth version."""
    if not options.shipped:
        return library.counted(FIRST + number)
    files = read_files(ROOT / "knowledge")
    line = f"\n# version {number}\n".encode()
    return {**files, "vocabulary.yaml": files["vocabulary.yaml"] + line}


def _shipped_questions() -> Sequence[str]:
    return [each for entry in open_base(None).knowledge.entries.values() for each in entry.asked[:2]]


def _figures(body: object) -> tuple[int, ...]:
    """Return which figures of versions stand in what was sent, each once; not those that a correction tells of."""
    lines = [line for text in _texts(body) for line in text.splitlines() if not render.is_corrected(line)]
    numbers = {int(each) for line in lines for each in re.findall(r"\b\d{3}\b", line)}
    return tuple(sorted(each for each in numbers if FIRST <= each < FIRST + _MOST_VERSIONS))


def _texts(body: object) -> list[str]:
    """Return all that people read of a message's body."""
    if isinstance(body, list):
        return [text for each in body for text in _texts(each)]
    if not isinstance(body, dict):
        return []
    own = [body[key] for key in ("content", "description", "title", "value", "name") if isinstance(body.get(key), str)]
    return own + [text for each in body.values() for text in _texts(each)]

"""Whether anything is lost or comes twice while Discord fails: `python -m tests.faults`, over the loopback Discord.

Each fault lasts from 1 to 20 seconds, three times, by chance and yet the same each time. Meanwhile people ask in
channels and by command, press buttons, and open pictures that come after a deferral; and what was said before is
corrected. Told is what was answered once, what was lost, and what came more often. Interactions that Discord let nobody
answer within the three seconds that they have are told apart: most come shortly before the fault is over.
"""

from __future__ import annotations

import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from bot.charts import Charts
from bot.client import Verbatim
from bot.core.answering.answerer import Answerer
from bot.serving.publisher import Publisher
from bot.store import Store
from tests.cogs.moderating import GOOD, LATE, NEW_FIGURE
from tests.cogs.running import ask, blocks, serving
from tests.core import library
from tests.frozen import FROZEN
from tests.loopback import Channel, Interaction, Loopback, Message, Permission, User

SEED, TIMES, SHORTEST_S, LONGEST_S = 16, 3, 1.0, 20.0
MESSAGES, COMMANDS, CHANNELS, PICTURES, CORRECTIONS = 40, 20, 10, 10, 5
BRIEF_S = 2.0  # what has to be answered in three seconds is asked so long before Discord works again
HASTE_S = 0.5  # with less of the three seconds left, nothing can be done any more
ROOF = "when did the roof leak"
SEND = "POST /channels/{channel_id}/messages"
EDIT = "PATCH /channels/{channel_id}/messages/{message_id}"
FILL = "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original"
CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback"


def _limit_routes(loopback: Loopback, for_s: float) -> None:
    for route in (SEND, EDIT, FILL):
        loopback.limit(route, for_s=for_s)


FAULTS: dict[str, Callable[[Loopback, float], None]] = {
    "500": lambda to, for_s: to.fail(None, 500, for_s=for_s),
    "502": lambda to, for_s: to.fail(None, 502, for_s=for_s),
    "503": lambda to, for_s: to.fail(None, 503, for_s=for_s),
    "504": lambda to, for_s: to.fail(None, 504, for_s=for_s),
    "503, but done": lambda to, for_s: to.fail(None, 503, for_s=for_s, after=True),
    "reset": lambda to, for_s: to.reset(None, for_s=for_s),
    "reset, but done": lambda to, for_s: to.reset(None, for_s=for_s, after=True),
    "429 of routes": _limit_routes,
    "429 of all": lambda to, for_s: to.limit_globally(for_s=for_s),
}


class Round:
    """What is asked while Discord fails once."""

    def __init__(self, loopback: Loopback, client: Verbatim, chance: random.Random) -> None:
        self._loopback, self._client, self._chance = loopback, client, chance
        guild = loopback.guild()
        self._channels = [loopback.channel(guild, f"channel-{number}") for number in range(CHANNELS)]
        self._people = [loopback.user(f"Person {number}", guild) for number in range(CHANNELS)]
        loopback.role(guild, "moderators", Permission.MANAGE_GUILD, members=self._people)  # who need not slow down
        self._said: list[Message] = []
        self._used: list[Interaction] = []
        self.found: Counter[str] = Counter()

    def _somewhere(self) -> tuple[Channel, User]:
        number = self._chance.randrange(CHANNELS)
        return self._channels[number], self._people[number]

    async def run(self, fault: Callable[[Loopback, float], None], for_s: float, publish: Callable[[], Any]) -> None:
        """Ask, and count what came of it."""
        places = list(zip(self._channels, self._people, strict=True))
        shown = [await ask(self._loopback, *place, ROOF) for place in places]
        wrong = [await ask(self._loopback, *place, LATE) for place in places[:CORRECTIONS]]
        corrections: Any = self._client.get_cog("Corrections")
        async with corrections._turn:  # nothing is corrected yet
            await self._client.background.finish(10)
            await publish()
            for number in range(PICTURES):
                await self._press(wrong[number % CORRECTIONS], "Chart")
            for used in self._used:
                await used.response()
            fault(self._loopback, for_s)
        end = asyncio.get_running_loop().time() + for_s
        self._wrong = wrong
        deeds = [self._later(0.0 if at % 2 else self._chance.uniform(0, for_s), self._say()) for at in range(MESSAGES)]
        brief = [self._command() for _ in range(COMMANDS)]
        brief += [self._press(message, "Not what I asked") for message in shown]
        deeds += [self._later(self._chance.uniform(max(0.0, for_s - BRIEF_S), for_s), each) for each in brief]
        await asyncio.gather(*deeds)
        await asyncio.sleep(max(0.0, end - asyncio.get_running_loop().time()))
        await self._settle()
        self._count(end)

    @staticmethod
    async def _later(after_s: float, deed: Coroutine[Any, Any, None]) -> None:
        await asyncio.sleep(after_s)
        await deed

    async def _say(self) -> None:
        channel, person = self._somewhere()
        self._said.append(await self._loopback.say(channel, person, f"{self._loopback.bot.mention} {ROOF}"))

    async def _command(self) -> None:
        channel, person = self._somewhere()
        self._used.append(await self._loopback.slash(person, channel, "ask", {"question": ROOF}))

    async def _press(self, message: Message, label: str) -> None:
        person = self._people[self._channels.index(message.channel)]
        self._used.append(await self._loopback.press(person, message, label))

    async def _settle(self) -> None:
        """Wait until the bot has nothing left to do."""
        still = 0
        while still < 10:
            await asyncio.sleep(0.2)
            calls = len(self._loopback.requests)
            busy = [task for task in asyncio.all_tasks() if task.get_name().startswith(("discord.py: ", "CommandTree"))]
            await asyncio.sleep(0.1)
            idle = not busy and not self._client.insisting.waiting and calls == len(self._loopback.requests)
            still = still + 1 if idle else 0
        await self._client.background.finish(60)

    def _count(self, end: float) -> None:
        every = [message for channel in self._channels for message in self._loopback.rest.said.get(channel, [])]
        replies = Counter(message.reply_to.id for message in every if message.reply_to is not None)
        for message in self._said:
            self._note("message", replies[message.id], lost="lost")
        for used in self._used:
            kind = "command" if used.source is None else "button" if used.source not in self._wrong else "picture"
            came = int(used.callback is not None and not used.loading) + len(used.followups)
            left_s = used.created + self._loopback.deadline_s - end  # of the time to answer it, once Discord did again
            self._note(kind, came, lost="too late" if left_s < HASTE_S else "lost")
        for message in self._wrong:
            lines = sum(each.startswith("Corrected") for each in blocks(message))
            self._note("correction", lines, lost="lost")

    def _note(self, kind: str, came: int, *, lost: str) -> None:
        self.found[f"{kind} {'once' if came == 1 else 'doubled' if came else lost}"] += 1


async def _watch(late: list[float]) -> None:
    """Note by how much the loop is late at most: whoever shares it with a busy machine has less than three seconds."""
    while True:
        begun = time.monotonic()
        await asyncio.sleep(0.05)
        late[0] = max(late[0], time.monotonic() - begun - 0.05)


async def fails(name: str, for_s: float, chance: random.Random) -> Counter[str]:
    """Return how often what came of what was asked while Discord failed."""
    with tempfile.TemporaryDirectory() as place:
        folder = library.write(Path(place) / "knowledge", GOOD)
        async with Loopback() as loopback, Store.open(f"sqlite+aiosqlite:///{place}/store.sqlite3") as store:
            publisher = Publisher(store, folder)
            await publisher.start()
            async with serving(loopback, publisher) as client:
                client.charts = Charts(draw=_draw_slowly)

                async def publish() -> None:
                    library.write(folder, NEW_FIGURE)
                    assert (await publisher.refresh()).published is not None

                trial = Round(loopback, client, chance)
                await trial.run(FAULTS[name], for_s, publish)
    return trial.found


async def main(names: list[str]) -> None:
    """Tell of each fault, then of all together."""
    Answerer.__init__.__defaults__ = (FROZEN,)  # type: ignore[misc]
    chance, total, begun = random.Random(SEED), Counter[str](), time.monotonic()
    for name in FAULTS:
        for _ in range(TIMES):
            for_s = chance.uniform(SHORTEST_S, LONGEST_S)
            trial = random.Random(chance.random())
            if names and name not in names:
                continue
            late = [0.0]
            watching = asyncio.create_task(_watch(late))
            found = await fails(name, for_s, trial)
            watching.cancel()
            total += found
            print(f"{name:<16} {for_s:4.1f} s, loop late by {late[0]:.1f} s: {_told(found)}", flush=True)
    print(f"in all ({time.monotonic() - begun:.0f} s): {_told(total)}")


def _draw_slowly(series: object) -> bytes:
    """Return a picture, when Discord has begun to fail."""
    time.sleep(1.0)
    return b"\x89PNG\r\n\x1a\n" + b"\0" * 16


def _told(found: Counter[str]) -> str:
    return ", ".join(f"{what} {number}" for what, number in sorted(found.items()))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))

"""How long people wait who all ask at once: `python -m tests.burst`, over the loopback Discord.

Six people ask 60 questions in one channel at the same moment. Told are the median and the 95th percentile from a
message to its reply, of the median of three bursts.
"""

from __future__ import annotations

import asyncio
import time

from bot.cli.opening import open_base
from bot.core.answering.answerer import Answerer
from bot.store import Store
from tests.cogs.running import running
from tests.loopback import Loopback, Permission

QUESTIONS, PEOPLE, BURSTS = 60, 6, 3


async def burst(answerer: Answerer) -> list[float]:
    """Return the seconds from each message to its reply, the shortest first."""
    asked = [entry.asked[0] for entry in answerer.knowledge.entries.values()]
    async with Loopback() as loopback, Store.open("sqlite+aiosqlite:///:memory:") as store:
        guild = loopback.guild()
        channel = loopback.channel(guild)
        people = [loopback.user(f"Person {number}", guild) for number in range(PEOPLE)]
        loopback.role(guild, "moderators", Permission.MANAGE_GUILD, members=people)  # who are not asked to slow down
        async with running(loopback, answerer, store):
            said = {}
            for number in range(QUESTIONS):
                text = f"{loopback.bot.mention} {asked[number % len(asked)]}"
                message = await loopback.say(channel, people[number % PEOPLE], text)
                said[message.id] = time.perf_counter()
            waited = []
            for _ in range(QUESTIONS):
                reply = await loopback.next_message(channel)
                assert reply.reply_to is not None
                waited.append(time.perf_counter() - said[reply.reply_to.id])
    return sorted(waited)


async def main() -> None:
    """Tell how long people waited."""
    answerer = open_base(None)
    bursts = sorted([await burst(answerer) for _ in range(BURSTS)], key=lambda waited: waited[QUESTIONS // 2])
    middle = bursts[BURSTS // 2]
    p50, p95 = middle[QUESTIONS // 2] * 1e3, middle[QUESTIONS * 95 // 100] * 1e3
    print(f"{QUESTIONS} questions of {PEOPLE} people at once: p50 {p50:.0f} ms, p95 {p95:.0f} ms to the reply")


if __name__ == "__main__":
    asyncio.run(main())

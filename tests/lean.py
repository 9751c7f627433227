"""What a running bot takes: `python -m tests.lean`, a real process that talks with the loopback Discord.

Told are the seconds from its start until it answers, with nothing in the cache and then with it, and its memory as it
is ready and after some hundred questions: all of it (RSS), and what is its own. The rest is mapped from files;
processes share it, and the system takes it back when it needs the room.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path

from bot.cli.opening import open_base
from tests.commandline import ROOT
from tests.loopback import Loopback

QUESTIONS, CHANNELS = 200, 10  # so that nobody is asked to slow down


def memory_mb(process_id: int) -> tuple[float, float]:
    """Return the memory of a process in MB: resident, and what of it is mapped from no file."""
    sizes = {"Rss": 0.0, "Anonymous": 0.0}
    for line in Path(f"/proc/{process_id}/smaps_rollup").read_text(encoding="ascii").splitlines():
        name, _, rest = line.partition(":")
        for wanted in sizes:
            if name == wanted:
                sizes[wanted] += int(rest.split()[0]) / 1024
    return sizes["Rss"], sizes["Anonymous"]


async def start(what: str, folder: str, asked: list[str], **settings: str) -> None:
    """Start the bot, ask it, and tell what it took."""
    async with Loopback() as loopback:
        guild = loopback.guild()
        channels = [loopback.channel(guild, f"channel-{number}") for number in range(CHANNELS)]
        people = [loopback.user(f"Person {number}", guild) for number in range(QUESTIONS)]
        environ = os.environ | settings | {
            "DISCORD_API": loopback.api, "DISCORD_TOKEN": loopback.token, "CACHE_DIR": folder,
            "DATABASE_URL": f"sqlite+aiosqlite:///{folder}/store.sqlite3", "LOG_LEVEL": "WARNING",
        }  # fmt: skip
        began = time.perf_counter()
        bot = await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", "run", env=environ, cwd=ROOT)
        try:
            await loopback.connected(timeout_s=60)
            ready_s = time.perf_counter() - began
            idle = memory_mb(bot.pid)
            for number in range(QUESTIONS):
                channel = channels[number % CHANNELS]
                await loopback.say(channel, people[number], f"{loopback.bot.mention} {asked[number % len(asked)]}")
                await loopback.next_message(channel)
            busy = memory_mb(bot.pid)
        finally:
            bot.terminate()
            await bot.wait()
    print(
        f"{what:<28} connected after {ready_s:4.1f} s; {idle[0]:.0f} MB ({idle[1]:.0f} its own), after {QUESTIONS} "
        f"questions {busy[0]:.0f} MB ({busy[1]:.0f} its own)"
    )


async def main() -> None:
    """Tell what it takes with word vectors and without, from an empty cache and from a filled one."""
    asked = [phrasing for entry in open_base(None).knowledge.entries.values() for phrasing in entry.asked[:2]]
    for semantic in ("on", "off"):
        with tempfile.TemporaryDirectory() as folder:
            for cache in ("empty", "filled"):
                await start(f"SEMANTIC={semantic}, {cache} cache", folder, asked, SEMANTIC=semantic)


if __name__ == "__main__":
    asyncio.run(main())

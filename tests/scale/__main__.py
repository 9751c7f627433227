"""How the bot does on many servers: `python -m tests.scale`, real processes with PostgreSQL on the loopback Discord.

    python -m tests.scale                    some 20 seconds, to see whether it works at all
    python -m tests.scale --full             10,000 servers, 16 shards, 4 processes, 50 questions a second, 5 minutes
    python -m tests.scale --ramp 10,20,40    how quick one process is at so many questions a second

A version is published now and then, the first process killed, and the last one stopped; both are started again. Told is
what became of each question and each correction, how long people waited, and what it took. Exit code 1 if something
was lost, doubled or mixed.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path

from tests.store import postgres

from .counting import Asked, Given, corrected, outcome, percentile
from .processes import cpu_s
from .trial import Options, Trial

_FULL = Options(
    seconds=300, servers=10_000, shards=16, processes=4, rate=50, publish_s=60, kill=0.35, stop=0.71, at_once=1
)


def _options() -> tuple[argparse.Namespace, Options]:
    parser = argparse.ArgumentParser(prog="python -m tests.scale")
    parser.add_argument("--full", action="store_true", help="the whole trial; other options change it")
    parser.add_argument("--ramp", default="", help="questions a second, one after the other, with nothing else")
    parser.add_argument("--seconds", type=float, help="for how long is asked, at each rate")
    for name, help in (
        ("servers", "how many"), ("shards", "in all"), ("processes", "which share them"), ("seed", "of the questions"),
        ("channels", "of each server; it has half as many roles"), ("at-once", "shards that may begin at once"),
        ("connections", "DATABASE_CONNECTIONS of each process"),
    ):  # fmt: skip
        parser.add_argument(f"--{name}", type=int, help=help)
    parser.add_argument("--rate", type=float, help="questions a second")
    parser.add_argument("--publish", dest="publish_s", type=float, help="seconds between publications; 0 for none")
    parser.add_argument("--calm", action="store_true", help="no process is killed or stopped")
    parser.add_argument("--shipped", action="store_true", help="the base that comes with the bot, not a small one")
    parser.add_argument("--semantic", action="store_true", help="with word vectors")
    parser.add_argument("--overlap", action="store_true", help="start the next before one is stopped")
    parser.add_argument("--statements", action="store_true", help="tell which statements the database was given")
    parser.add_argument("--logs", type=Path, help="an empty folder to leave the logs of the bots in")
    given = parser.parse_args()
    if given.full:
        start = vars_of(_FULL)
    elif given.ramp:
        start = {"seconds": 15.0, "servers": 1_000, "shards": 1, "processes": 1, "rate": 0.0}
    else:
        start = {
            "seconds": 12.0, "servers": 200, "shards": 4, "processes": 2, "rate": 10.0, "publish_s": 5.0,
            "kill": 0.35, "stop": 0.7, "at_once": 4,
        }  # fmt: skip
    known = {name: value for name, value in vars(given).items() if name in vars_of(_FULL)}
    start |= {name: value for name, value in known.items() if value not in (None, False)}
    if given.calm:
        start |= {"kill": None, "stop": None}
    return given, Options(**start)


def vars_of(options: Options) -> dict[str, object]:
    return {name: getattr(options, name) for name in Options.__slots__}


async def main() -> int:
    """Try it, and tell; return the exit code."""
    given, options = _options()
    programs = postgres.programs()
    if programs is None:
        print(postgres.MISSING)
        return 2
    print(f"{options}\n{os.cpu_count()} processors, load {' '.join(f'{each:.1f}' for each in os.getloadavg())}")
    with tempfile.TemporaryDirectory() as place, postgres.running(
        programs, shared_preload_libraries="pg_stat_statements", max_connections="100"
    ) as server:  # fmt: skip
        folder = given.logs or Path(place)
        began = time.monotonic()
        async with Trial.open(options, server, folder) as trial:
            print(f"all shards connected after {time.monotonic() - began:.1f} s")
            _tell_memory(trial, "connected")
            used = _Used(trial)
            if given.ramp:
                for rate in map(float, given.ramp.split(",")):
                    used = _Used(trial)
                    asked = await trial.ask_on(rate, options.seconds)
                    _tell_waits(f"{rate:g} a second", asked, trial.given())
                    used.tell(trial, len(asked))
            else:
                await trial.run()
            good = _tell_outcome(trial)
            if not given.ramp:
                used.tell(trial, len(trial.asked))
            _tell_memory(trial, "at the end")
            if given.statements:
                _tell_statements(trial)
    for bot in trial.bots:
        print(f"process {bot.number} ended with {', '.join(f'{code} after {s:.1f} s' for code, s in bot.ended)}")
        for line in bot.complaints()[:10]:
            print(f"  {line[:300]}")
    return 0 if good else 1


class _Used:
    """What had been used when this was made, to tell what has been used since."""

    def __init__(self, trial: Trial) -> None:
        self._since = time.monotonic()
        self._before = self._now(trial)

    @staticmethod
    def _now(trial: Trial) -> tuple[float, float, float, float]:
        said = trial.server.ask("SELECT sum(calls) FROM pg_stat_statements")
        bots = sum(each.cpu_s() for each in trial.bots)
        return float(said[0] or 0), bots, sum(cpu_s(trial.server.process_id)), time.process_time()

    def tell(self, trial: Trial, asked: int) -> None:
        seconds = time.monotonic() - self._since
        statements, bots, database, own = (
            now - before for now, before in zip(self._now(trial), self._before, strict=True)
        )
        print(
            f"  in {seconds:.0f} s: bots {bots:.1f} s of the processor's time ({bots / max(asked, 1) * 1e3:.1f} ms a "
            f"question), database {database:.1f} s, loopback {own:.1f} s; {statements / seconds:.0f} statements a "
            f"second ({statements / max(asked, 1):.1f} a question), at most {max(trial.sampled, default=0)} "
            f"connections; the loopback late by {percentile(trial.lags, 0.99) * 1e3:.0f} ms at p99"
        )


def _tell_waits(what: str, asked: list[Asked], given: list[Given]) -> None:
    first: dict[int, float] = {}
    for each in given:
        first[each.question] = min(each.at, first.get(each.question, each.at))
    for way in ("message", "command"):
        waits = [first[each.id] - each.at for each in asked if each.way == way and each.live and each.id in first]
        p50, p95, p99 = (percentile(waits, share) * 1e3 for share in (0.5, 0.95, 0.99))
        print(f"{what}: {len(waits)} {way}s p50 {p50:.0f}, p95 {p95:.0f}, p99 {p99:.0f} ms, the slowest "
              f"{max(waits, default=0.0) * 1e3:.0f}")  # fmt: skip


def _tell_outcome(trial: Trial) -> bool:
    given = trial.given()
    found = outcome(trial.asked, given, trial.died, trial.late())
    _tell_waits("all", trial.asked, given)
    _tell_waits("quiet", [each for each in trial.asked if trial.quiet(each.at)], given)
    print(
        f"asked {found.asked}, answered {found.answered}; while no session was there {found.unheard} unheard; lost "
        f"with the killed process {found.lost}; too late for Discord {found.late}; UNANSWERED {len(found.unanswered)}, "
        f"TWICE {len(found.twice)}, MIXED {len(found.mixed)}"
    )
    for id in (*found.unanswered, *found.twice, *found.mixed)[:10]:
        about = next(each for each in trial.asked if each.id == id)
        print(f"  {about}; killed {trial.died}, restarts {trial.restarts}, {[g for g in given if g.question == id]}")
    made = corrected(given, trial.edits(), last=trial.last)
    if trial.published:
        took = ", ".join(f"{ended - began:.1f}" for began, ended in trial.published)
        print(
            f"published {len(trial.published)} (in {took} s); of {made.shown} messages that show the figure "
            f"{made.edits} edits, DOUBLED {len(made.doubled)}, STALE {len(made.stale)}"
        )
        for id in made.stale[:20]:
            about = next(each for each in given if each.message == id)
            of = next(each for each in trial.asked if each.id == about.question)
            print(f"  stale: {about}, of process {of.process}, {of.way}; killed {trial.died}")
        print(f"  the last reply from an older version, after it was replaced: {_latest_old(trial, given):.2f} s")
    for began, ended in trial.restarts:
        print(f"  a process was away, or was replaced, for {ended - began:.1f} s")
    return not (found.unanswered or found.twice or found.mixed or (trial.published and (made.doubled or made.stale)))


def _latest_old(trial: Trial, given: list[Given]) -> float:
    """Return how long after a publication the last reply with a figure from before it came, in seconds."""
    late = [0.0]
    for number, (_, ended) in enumerate(trial.published, start=501):
        late += [each.at - ended for each in given if each.figures and each.figures[0] < number and each.at > ended]
    return max(late)


def _tell_memory(trial: Trial, when: str) -> None:
    for bot in trial.bots:
        memory = bot.memory()
        if memory is not None:
            print(
                f"  process {bot.number} {when}: {memory.resident:.0f} MB, {memory.own:.0f} of them its own"
                + (f"; the process that proves {memory.worker:.0f}" if memory.worker else "")
            )


def _tell_statements(trial: Trial) -> None:
    """Tell the statements that came most often, how often, and in how many milliseconds each."""
    text = "regexp_replace(left(query, 150), '\\s+', ' ', 'g')"
    order = "FROM pg_stat_statements ORDER BY calls DESC LIMIT 25"
    for line in trial.server.ask(f"SELECT calls, round(mean_exec_time::numeric, 3), {text} {order}"):
        print(f"  {line}")


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))

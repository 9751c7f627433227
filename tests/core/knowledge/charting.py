"""Entries about a harbour's lamps with figures of every kind, for the tests of what is drawn of them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import strategies as st

from bot.core.knowledge.arithmetic import calculated, counted, worded
from bot.core.knowledge.figure_reading import written
from bot.core.knowledge.model import Entry, Excerpt, Figure, Knowledge, Source
from bot.core.knowledge.series import Series
from bot.core.language.hedges import Way
from bot.core.language.quantity import Quantity

__all__ = [
    "BARE", "BOTH", "BROKEN", "COUNTS", "DARK", "F_BROKEN", "F_REMOVED", "F_TESTED", "GAZETTE", "HARBOUR", "LEFT",
    "MASTS", "MORE", "OAKHAM", "OF_BROKEN", "OF_REMOVED", "PILOT", "REMOVED", "SHARE", "SHARE_LEFT", "TESTED", "TIMES",
    "base", "bases", "entry", "lamps", "minus", "part", "share", "told", "writ",
]  # fmt: skip

PILOT = Source("pilot", "Lamps left dark all winter", "The Pilot", "2021-04", "https://pilot.example/lamps", None)
GAZETTE = Source("gazette", "Oakham counts its lamps", "Gazette", "2022", "https://gazette.example/lamps", None)


def entry(
    id: str,
    title: str,
    figure: Figure | None,
    *,
    topic: str = "lamps",
    source: Source = PILOT,
    says: str = "",
    evidence: str = "",
) -> Entry:
    """Return an entry of which only the figure and what a chart shows matter."""
    excerpts = (Excerpt(evidence, 1),) if evidence else ()
    return Entry(id, title, topic, source, says, "", None, figure, excerpts, ())


def writ(figure: str, *, id: str = "writ", title: str = "It", says: str = "", topic: str = "lamps") -> Entry:
    """Return an entry with a figure as the source writes it."""
    return entry(id, title, written(figure), says=says, topic=topic)


def base(*entries: Entry) -> Knowledge:
    """Return a knowledge base of these entries."""
    return Knowledge("v1", {"pilot": PILOT, "gazette": GAZETTE}, {each.id: each for each in entries}, {})


def lamps(value: int, unit: str = "lamps", *, way: Way = "exact") -> Figure:
    return Figure(f"{value:,} {unit}", Quantity(value=Fraction(value), kind="count", way=way), unit)


def part(value: int, whole: Figure, whole_id: str) -> Figure:
    return counted(lamps(value), whole, whole_id)


def minus(left: str, right: str, *values: Figure) -> Figure:
    return calculated((left, "-", right), *values, percent=False, unit=None)


def share(left: str, right: str, *values: Figure) -> Figure:
    return calculated((left, "/", right), *values, percent=True, unit=None)


F_TESTED = lamps(240)
F_BROKEN = part(90, F_TESTED, "tested")
F_REMOVED = lamps(12)
F_LEFT = minus("tested", "broken", F_TESTED, F_BROKEN)

TESTED = entry("tested", "Lamps that were tested", F_TESTED, says="The office tested 240 lamps.")
BROKEN = entry("broken", "Lamps that were broken", F_BROKEN, says="Of 240 lamps, 90 were broken.")
REMOVED = entry("removed", "Lamps that were taken down", F_REMOVED)
LEFT = entry("left", "Lamps not broken", F_LEFT)
SHARE = entry("share", "Share of lamps broken", share("broken", "tested", F_BROKEN, F_TESTED))
SHARE_LEFT = entry("share-left", "Share of lamps not broken", share("left", "tested", F_LEFT, F_TESTED))
OF_REMOVED = entry("share-removed", "Removed beside tested", share("removed", "tested", F_REMOVED, F_TESTED))
OF_BROKEN = entry("share-of-broken", "Removed beside broken", share("removed", "broken", F_REMOVED, F_BROKEN))
MORE = entry("more", "How many more were broken", minus("broken", "removed", F_BROKEN, F_REMOVED))
BOTH = entry(
    "both",
    "Lamps broken or taken down",
    calculated(("broken", "+", "removed"), F_BROKEN, F_REMOVED, percent=False, unit=None),
)
TIMES = entry(
    "times",
    "Tested to broken",
    calculated(("tested", "/", "broken"), F_TESTED, F_BROKEN, percent=False, unit=None),
)
DARK = entry("dark", "Lamps that were dark", worded("dozens", "lamps"))
MASTS = entry("masts", "Masts", lamps(30, "masts"))
OAKHAM = entry("oakham", "Lamps in Oakham", lamps(500), source=GAZETTE)
BARE = entry("bare", "What the keeper saw", None)
COUNTS = (TESTED, BROKEN, REMOVED, LEFT, BOTH, MASTS)
HARBOUR = base(*COUNTS, SHARE, SHARE_LEFT, OF_REMOVED, OF_BROKEN, MORE, TIMES, DARK, BARE)


def told(series: Series | None) -> tuple[str, str, list[str]] | None:
    """Return what a reader sees first: the kind, the title, and the bars, the ones asked for with a star."""
    if series is None:
        return None
    bars = [f"{bar.text} | {bar.label}{' *' if bar.asked else ''}" for bar in series.bars]
    return series.kind, series.title, bars


_IDS = [f"e{number}" for number in range(6)]
_VALUES = st.fractions() | st.integers(-5, 400).map(Fraction)
_TEXTS = st.text(min_size=1, max_size=200)
_WAYS: list[Way] = ["exact", "about", "below", "over", "under", "at least", "at most"]


@st.composite
def _quantities(draw: st.DrawFn) -> Quantity:
    value = draw(_VALUES)
    higher = draw(st.none() | st.integers(0, 400))
    return Quantity(
        value=value,
        kind=draw(st.sampled_from(["count", "share", "points", "times", "year"])),
        high=None if higher is None else value + higher,
        currency=draw(st.sampled_from(["", "", "GBP", "CHF"])),
        rate=draw(st.sampled_from(["", "a week"])),
        change=draw(st.sampled_from(["", "", "by", "to"])),
        way=draw(st.sampled_from(_WAYS)),
        decimals=draw(st.integers(0, 4)),
        spoken=draw(st.booleans()),
    )


@st.composite
def _figures(draw: st.DrawFn) -> Figure:
    """Any figure, also such as no sound base has."""
    of, before = draw(st.none() | _quantities()), draw(st.none() | _quantities())
    made = Figure(
        draw(_TEXTS),
        draw(st.none() | _quantities()),
        draw(st.sampled_from(["lamps", "masts", "%", "£", "percentage points", "times", "x" * 200])),
        of=of,
        whole_id=draw(st.none() | st.sampled_from(_IDS)) if of is not None else None,
        base=draw(st.sampled_from(["", "", "UK adults"])),
        before=before,
        dates=draw(st.sampled_from([(), ("2015", "2016")])) if before is not None else (),
    )
    if draw(st.booleans()):
        return made
    operands = tuple(draw(st.lists(st.sampled_from(_IDS), min_size=2, max_size=2)))
    working = draw(st.sampled_from(["1 of 2 = 50 %", "2 - 1 = 1", "odd", ""]))
    return replace(made, operands=operands, working=working, operator=draw(st.sampled_from(["of", "/", "+", "-"])))


@st.composite
def bases(draw: st.DrawFn) -> Knowledge:
    """Return any entries with any figures, also such as no sound base has."""
    made = []
    for id in _IDS[: draw(st.integers(1, 6))]:
        source = replace(PILOT, title=draw(_TEXTS), publisher=draw(_TEXTS)) if draw(st.booleans()) else PILOT
        topic, says = draw(st.sampled_from(["", "lamps"])), draw(st.sampled_from(["", "word " * 100, "50 % of lamps"]))
        made.append(entry(id, draw(_TEXTS), draw(_figures()), topic=topic, source=source, says=says))
    return base(*made)

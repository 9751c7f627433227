"""How quick the answers are, beside a plain scan over all phrasings, and what the index costs in time and memory."""

from __future__ import annotations

import gc
import random
import time
import tracemalloc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz, process

from ..core.answering.answerer import Answerer
from ..core.knowledge.fingerprint import fingerprint
from ..core.knowledge.limits import MAX_ENTRIES
from ..core.knowledge.loading import load
from ..core.knowledge.model import Entry, Knowledge, Source
from ..core.knowledge.naming import asked_file
from ..core.search.matching import Matcher

__all__ = [
    "Timing",
    "hostile",
    "invented",
    "invented_files",
    "measure",
    "measure_invented",
    "misspelt",
    "resident_mb",
    "slowest_ms",
]

_SYLLABLES = [consonant + vowel for consonant in "bcdfghklmnprstvw" for vowel in "aeio"]
_ODD = "\u00e97 ,.?!\n\u202e\u00dfabc'\"\ufdfa\U0001f926"
_LITTLE = ["the", "of", "in", "how", "many", "what", "is", "was", "who", "did", "a", "for"]


@dataclass(frozen=True, slots=True)
class Timing:
    """How quick single questions are answered, beside a linear scan over the same phrasings in the same run.

    entries: How many the base has.
    phrasings: How many ways of asking it has.
    questions: How many questions were timed.
    p50_ms: Milliseconds of the median question.
    p99_ms: Milliseconds of the slowest in a hundred.
    scan_p50_ms: Milliseconds of the median linear scan.
    build_s: Seconds to build the index; None if that was not measured.
    kib_per_phrasing: Memory that the index keeps; None if that was not measured.
    load_s: Seconds to load the base from its files, every figure and sentence proved; None if that was not measured.
    load_mb: What the files have, in MB; None likewise.
    """

    entries: int
    phrasings: int
    questions: int
    p50_ms: float
    p99_ms: float
    scan_p50_ms: float
    build_s: float | None = None
    kib_per_phrasing: float | None = None
    load_s: float | None = None
    load_mb: float | None = None

    def __str__(self) -> str:
        """Return one line of a report."""
        line = (
            f"{self.entries:,} entries, {self.phrasings:,} phrasings, {self.questions} questions: "
            f"p50 {self.p50_ms:.2f} ms, p99 {self.p99_ms:.2f} ms; "
            f"linear scan p50 {self.scan_p50_ms:.2f} ms, {self.scan_p50_ms / self.p50_ms:.1f} times as long"
        )
        if self.build_s is not None and self.kib_per_phrasing is not None:
            line += f"; built in {self.build_s:.2f} s, {self.kib_per_phrasing:.2f} KiB a phrasing"
        if self.load_s is not None and self.load_mb is not None:
            line += f"; loaded from {self.load_mb:.1f} MB in {self.load_s:.2f} s"
        return line


def misspelt(phrasings: Sequence[str], count: int, *, seed: int = 0) -> list[str]:
    """Return questions made of phrasings: two letters swapped in one word, and one word in five left out."""
    dice = random.Random(seed)
    made = []
    for phrasing in dice.choices(phrasings, k=count):
        kept = [word for word in phrasing.split() if dice.random() > 0.2] or phrasing.split()
        at = dice.randrange(len(kept))
        word = kept[at]
        if len(word) > 3:
            place = dice.randrange(1, len(word) - 2)
            kept[at] = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        made.append(" ".join(kept))
    return made


def measure(answerer: Answerer, *, questions: int = 1_000) -> Timing:
    """Time whole answers of a knowledge base: reading, matching, deciding."""
    targets = answerer.matcher.targets
    phrasings = [text for target in targets for text in target.asked]
    asked = misspelt(phrasings, questions)
    answerer.answer(asked[0])
    times = _timed(asked, answerer.answer)
    scanned = _timed(asked[:50], lambda text: _scan(text, phrasings))
    return Timing(
        len(answerer.knowledge.entries),
        len(phrasings),
        len(asked),
        _percentile(times, 50),
        _percentile(times, 99),
        _percentile(scanned, 50),
    )


def hostile(phrasings: Sequence[str], count: int, *, seed: int = 0) -> list[str]:
    """Return messages made to be slow to read, up to 4,000 characters: odd letters, one letter, digits, many questions,
    one endless question."""
    dice = random.Random(seed)
    made = []
    for at in range(count):
        length = dice.choice((50, 500, 2_000, 4_000))
        spoken = dice.choices(phrasings, k=length // 40 + 1)
        kinds = ("".join(dice.choices(_ODD, k=length)), "\u00e9" * length, "7 " * (length // 2))
        made.append((*kinds, "? ".join(spoken), " ".join(spoken))[at % 5][:length])
    return made


def slowest_ms(answerer: Answerer, *, messages: int = 1_000) -> float:
    """Return how long the slowest of some messages made to be slow takes, in milliseconds."""
    phrasings = [text for target in answerer.matcher.targets for text in target.asked]
    return _timed(hostile(phrasings, messages), answerer.answer)[-1]


def resident_mb() -> float | None:
    """Return the memory that this process has now, in MB, files mapped into it included; None where the system does not
    tell."""
    try:
        told = Path("/proc/self/status").read_text("ascii")
    except OSError:
        return None
    return next(int(line.split()[1]) / 1_000 for line in told.splitlines() if line.startswith("VmRSS:"))


def measure_invented(entries: int, *, each: int = 10, questions: int = 300) -> Timing:
    """Time the matching of an invented base with that many entries, `each` phrasings an entry."""
    knowledge = invented(entries, each)
    phrasings = [text for entry in knowledge.entries.values() for text in entry.asked]
    loaded = _loading(knowledge) if entries <= MAX_ENTRIES else (None, None)
    gc.collect()
    start = time.perf_counter()
    matcher = Matcher(knowledge)
    build_s = time.perf_counter() - start
    memory = _memory(knowledge)
    asked = misspelt(phrasings, questions)
    matcher.rank(matcher.read(asked[0]))
    times = _timed(asked, lambda text: matcher.rank(matcher.read(text)))
    scanned = _timed(asked[:10], lambda text: _scan(text, phrasings))
    return Timing(
        entries,
        len(phrasings),
        len(asked),
        _percentile(times, 50),
        _percentile(times, 99),
        _percentile(scanned, 50),
        build_s,
        memory / 1024 / len(phrasings),
        *loaded,
    )


def _loading(knowledge: Knowledge) -> tuple[float, float]:
    """Return how many seconds it takes to load an invented base from its files, and their size in MB."""
    files = invented_files(knowledge)
    gc.collect()
    start = time.perf_counter()
    load(files)
    return time.perf_counter() - start, sum(map(len, files.values())) / 1_000_000


def invented_files(knowledge: Knowledge) -> dict[str, bytes]:
    """Return the files of an invented base, in which each entry has a figure and a sentence that are to be proved.

    Its source has a paragraph for each entry. A tenth of the ways of asking stand in the document.
    """
    (source,) = knowledge.sources.values()
    lines = [
        f"source: {{id: {source.id}, title: {source.title}, publisher: {source.publisher}, "
        f'published: "{source.published}", url: "{source.url}"}}',
        "entries:",
    ]
    files, paragraphs = {}, []
    for number, entry in enumerate(knowledge.entries.values(), start=101):
        evidence = f"there were {number} lamps of {entry.title}"
        paragraphs.append(f"{entry.asked[0]} and {evidence}. {' '.join(entry.asked[1:10])}.")
        inline = len(entry.asked) // 10 + 1
        lines += [
            f"- id: {entry.id}",
            f"  title: {entry.title}",
            f"  says: There were {number} lamps.",
            f"  figure: {{value: {number}, unit: lamps}}",
            f"  evidence: {evidence}",
            "  asked:",
            *(f"  - {phrasing}" for phrasing in entry.asked[:inline]),
        ]
        files[asked_file(entry.id)] = "\n".join(entry.asked[inline:]).encode()
    files[f"{source.id}.yaml"] = "\n".join(lines).encode()
    files[f"sources/{source.id}.fingerprint"] = str(fingerprint("\n\n".join(paragraphs))).encode()
    return files


def invented(entries: int, each: int, *, seed: int = 0) -> Knowledge:
    """Return a base of made-up words whose frequencies fall off as those of a language do (Zipf)."""
    dice = random.Random(seed)
    count = min(30_000, 500 + entries * 5)
    vocabulary = sorted({"".join(dice.choices(_SYLLABLES, k=dice.randint(2, 4))) for _ in range(count)})
    dice.shuffle(vocabulary)
    common = [1.0 / rank for rank in range(1, len(vocabulary) + 1)]
    source = Source("invented", "Invented", "nobody", "2020", "https://example.org", None)
    found = {}
    for number in range(entries):
        topic = dice.choices(vocabulary, k=6)
        asked = []
        for _ in range(each):
            words = dice.sample(topic, k=3) + dice.choices(vocabulary, common, k=2) + dice.sample(_LITTLE, k=4)
            dice.shuffle(words)
            asked.append(" ".join(words))
        id = f"entry-{number}"
        found[id] = Entry(id, " ".join(topic), "", source, "", "", None, None, (), tuple(asked))
    return Knowledge("invented", {source.id: source}, found, {})


def _memory(knowledge: Knowledge) -> int:
    """Return the bytes that a matcher keeps; built anew for it, since watching memory makes building slow."""
    tracemalloc.start()
    matcher = Matcher(knowledge)
    gc.collect()
    kept = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    del matcher
    return kept


def _scan(text: str, phrasings: Sequence[str]) -> object:
    return process.extractOne(text, phrasings, scorer=fuzz.token_set_ratio)


def _timed(asked: Sequence[str], answer: Callable[[str], object]) -> list[float]:
    times = []
    for text in asked:
        start = time.perf_counter()
        answer(text)
        times.append((time.perf_counter() - start) * 1_000)
    return sorted(times)


def _percentile(ordered: Sequence[float], percent: int) -> float:
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]

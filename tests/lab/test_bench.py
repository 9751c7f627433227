"""The benchmark measures what it says, on bases that are the same every time."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.knowledge.loading import load
from bot.lab.bench import Timing, hostile, invented, invented_files, measure, measure_invented, misspelt


def test_a_knowledge_base_is_timed(answerer):
    timing = measure(answerer, questions=10)
    assert (timing.entries, timing.phrasings, timing.questions) == (10, 59, 10)
    assert 0.0 < timing.p50_ms <= timing.p99_ms
    assert timing.scan_p50_ms > 0.0
    assert (timing.build_s, timing.kib_per_phrasing) == (None, None)


def test_an_invented_base_is_timed_with_what_its_index_costs():
    timing = measure_invented(12, each=3, questions=5)
    assert (timing.entries, timing.phrasings, timing.questions) == (12, 36, 5)
    assert 0.0 < timing.p50_ms <= timing.p99_ms
    assert timing.scan_p50_ms > 0.0
    assert timing.build_s is not None
    assert timing.build_s > 0.0
    assert timing.kib_per_phrasing is not None
    assert timing.kib_per_phrasing > 0.0
    assert timing.load_s is not None
    assert timing.load_s > 0.0


@pytest.mark.parametrize(
    ("timing", "line"),
    [
        pytest.param(
            Timing(1_200, 12_000, 300, 0.5, 1.25, 6.0),
            "1,200 entries, 12,000 phrasings, 300 questions: p50 0.50 ms, p99 1.25 ms; "
            "linear scan p50 6.00 ms, 12.0 times as long",
            id="a base of its own",
        ),
        pytest.param(
            Timing(10, 59, 20, 0.25, 1.0, 0.125, 0.031, 5.5),
            "10 entries, 59 phrasings, 20 questions: p50 0.25 ms, p99 1.00 ms; "
            "linear scan p50 0.12 ms, 0.5 times as long; built in 0.03 s, 5.50 KiB a phrasing",
            id="an invented base",
        ),
        pytest.param(
            Timing(10, 59, 20, 0.25, 1.0, 0.125, 0.031, 5.5, 0.204, 1.26),
            "10 entries, 59 phrasings, 20 questions: p50 0.25 ms, p99 1.00 ms; "
            "linear scan p50 0.12 ms, 0.5 times as long; built in 0.03 s, 5.50 KiB a phrasing; "
            "loaded from 1.3 MB in 0.20 s",
            id="an invented base that was loaded",
        ),
    ],
)
def test_a_timing_is_one_line(timing, line):
    assert str(timing) == line


def test_an_invented_base_is_as_large_as_asked_for_and_the_same_every_time():
    base = invented(20, 4)
    assert list(base.entries) == [f"entry-{number}" for number in range(20)]
    assert {len(entry.asked) for entry in base.entries.values()} == {4}
    assert {len(phrasing.split()) for entry in base.entries.values() for phrasing in entry.asked} == {9}
    assert invented(20, 4) == base


def test_the_files_of_an_invented_base_hold_it_and_are_sound():
    base = invented(20, 15)
    loaded = load(invented_files(base))
    assert {id: entry.asked for id, entry in loaded.entries.items()} == {
        id: entry.asked for id, entry in base.entries.items()
    }
    assert loaded.entries["entry-0"].figure.text == "101 lamps"


def test_another_seed_makes_another_base():
    assert invented(5, 2, seed=1).entries != invented(5, 2, seed=2).entries


def test_misspelt_questions_are_the_same_every_time_and_others_from_another_seed():
    phrasings = ["how many overdue loans were there", "when did the roof leak"]
    assert misspelt(phrasings, 30) == misspelt(phrasings, 30)
    assert misspelt(phrasings, 30, seed=1) != misspelt(phrasings, 30, seed=2)


WORDS = st.lists(st.text("abcdefgh", min_size=1, max_size=8), min_size=1, max_size=8)


@given(phrasings=st.lists(WORDS.map(" ".join), min_size=1, max_size=4), seed=st.integers(0, 1_000))
def test_a_misspelt_question_has_words_of_a_phrasing_with_letters_changed_about(phrasings, seed):
    made = misspelt(phrasings, 5, seed=seed)
    assert len(made) == 5
    for question in made:
        letters = Counter("".join(sorted(word)) for word in question.split())
        assert letters
        assert any(letters <= Counter("".join(sorted(word)) for word in phrasing.split()) for phrasing in phrasings)


@given(count=st.integers(0, 12), seed=st.integers(0, 1_000))
def test_messages_made_to_be_slow_are_no_longer_than_discord_allows_and_the_same_every_time(count, seed):
    made = hostile(["how many overdue loans were there"], count, seed=seed)
    assert len(made) == count
    assert all(0 < len(message) <= 4_000 for message in made)
    assert made == hostile(["how many overdue loans were there"], count, seed=seed)

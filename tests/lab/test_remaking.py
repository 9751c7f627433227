"""Of one base others are made: with fewer ways of asking, with a part of the entries, with many more of them."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.knowledge.model import Entry, Knowledge
from bot.core.language.english import LITTLE
from bot.core.language.text import fold, words
from bot.lab.remaking import grown, part, thinned
from tests.core import library

BASE = library.knowledge()
SEEDS = st.integers(0, 2**32)


def dice(seed: int = 1) -> random.Random:
    return random.Random(seed)


# --- Fewer ways of asking -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("each", "late", "share", "money"),
    [
        pytest.param(None, 6, 4, 6, id="all"),
        pytest.param(60, 6, 4, 6, id="more than there are"),
        pytest.param(5, 5, 4, 5, id="fewer than some have"),
        pytest.param(1, 1, 1, 1, id="one"),
        pytest.param(0, 0, 0, 0, id="none"),
    ],
)
def test_of_every_entry_and_silence_at_most_so_many_ways_of_asking_are_kept(each, late, share, money):
    """Of late loans there are six, of their share four, and of money, of which nothing is said, six."""
    found = thinned(BASE, each, dice())
    assert [len(found.entries[id].asked) for id in ("loans-late", "late-share")] == [late, share]
    assert len(found.silences["money"].asked) == money


@given(each=st.one_of(st.none(), st.integers(0, 10)), seed=SEEDS)
def test_what_is_kept_are_ways_of_asking_that_were_there_each_once_and_all_else_stays(each, seed):
    found = thinned(BASE, each, dice(seed))
    for kept, whole in ((found.entries, BASE.entries), (found.silences, BASE.silences)):
        assert list(kept) == list(whole)
        for id, target in kept.items():
            assert len(set(target.asked)) == len(target.asked)
            assert set(target.asked) <= set(whole[id].asked)
            assert replace(target, asked=whole[id].asked) == whole[id]


# --- A part of the entries ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("share", "entries", "silences"),
    [
        pytest.param(1.0, list(BASE.entries), list(BASE.silences), id="all"),
        pytest.param(0.0, ["loans-inspected"], [], id="none: the first entry, as there must be one"),
    ],
)
def test_a_share_of_the_entries_and_silences_is_kept(share, entries, silences):
    found = part(BASE, share, dice())
    assert (list(found.entries), list(found.silences)) == (entries, silences)


def test_of_many_entries_about_the_share_that_was_asked_for_is_kept():
    """A quarter of 1,000, give or take three standard deviations of 14."""
    assert len(part(grown(BASE, 1_000, dice()), 0.25, dice()).entries) == pytest.approx(250, abs=42)


@given(share=st.floats(0.0, 1.0), seed=SEEDS)
def test_a_part_has_an_entry_at_least_and_no_mention_of_entries_that_it_lacks(share, seed):
    found = part(BASE, share, dice(seed))
    kept = found.entries
    assert list(kept) == [id for id in BASE.entries if id in kept] != []
    assert list(found.silences) == [id for id in BASE.silences if id in found.silences]
    for id, entry in kept.items():
        whole = BASE.entries[id]
        assert entry.contradicts == tuple(other for other in whole.contradicts if other in kept)
        assert entry.confirms == tuple(other for other in whole.confirms if other in kept)
        assert entry.asked == whole.asked


# --- Many more entries --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entries", "found"),
    [
        pytest.param(25, 25, id="twice as many and a half"),
        pytest.param(11, 11, id="one more"),
        pytest.param(10, 10, id="as many as there are"),
        pytest.param(3, 10, id="fewer than there are"),
    ],
)
def test_a_base_grows_to_so_many_entries_and_never_shrinks(entries, found):
    assert len(grown(BASE, entries, dice()).entries) == found


def copies(base: Knowledge) -> list[tuple[Entry, Entry]]:
    """Return each copy in a grown base with the entry that it was made of: in turn, from the first one on."""
    originals = list(BASE.entries.values())
    return [(copy, originals[at % 10]) for at, copy in enumerate(list(base.entries.values())[10:])]


def spoken(texts: Iterable[str]) -> list[list[str]]:
    return [words(fold(text)) for text in texts]


@settings(deadline=None)  # a busy machine is no fault
@given(entries=st.integers(0, 35), seed=SEEDS)
def test_a_grown_base_keeps_the_original_entries_as_they_were_and_first(entries, seed):
    found = grown(BASE, entries, dice(seed))
    assert list(found.entries.items())[:10] == list(BASE.entries.items())
    assert [entry.id for entry in found.entries.values()] == list(found.entries)
    assert (found.silences, found.vocabulary, found.help) == (BASE.silences, BASE.vocabulary, BASE.help)


def unchanged(word: str) -> bool:
    """Tell whether a word is the same in every copy: it says little, or is no word."""
    return word in LITTLE or not word.isalpha()


@settings(deadline=None)  # a busy machine is no fault
@given(seed=SEEDS)
def test_a_copy_asks_in_the_shape_of_its_original(seed):
    """Way by way, with as many words, and the little words and the numbers in their places."""
    for copy, original in copies(grown(BASE, 25, dice(seed))):
        assert len(copy.asked) == len(original.asked)
        for ours, theirs in zip(spoken(copy.asked), spoken(original.asked), strict=True):
            assert [word if unchanged(word) else "" for word in theirs] == [
                "" if not unchanged(their) else our for our, their in zip(ours, theirs, strict=True)
            ]


def test_most_telling_words_of_copies_are_others():
    """Seven in ten, by lot: of some 80 different words in each of 9 turns. The others are the same."""
    pairs = [
        (ours, theirs)
        for copy, original in copies(grown(BASE, 100, dice()))
        for ways in zip(spoken(copy.asked), spoken(original.asked), strict=True)
        for ours, theirs in zip(*ways, strict=True)
        if not unchanged(theirs)
    ]
    assert sum(ours != theirs for ours, theirs in pairs) / len(pairs) == pytest.approx(0.7, abs=0.1)


@settings(deadline=None)  # a busy machine is no fault
@given(seed=SEEDS)
def test_a_word_that_is_another_is_the_same_other_one_everywhere_in_a_copy(seed):
    for copy, original in copies(grown(BASE, 25, dice(seed))):
        ours = [copy.title, copy.says, copy.quote, *copy.asked]
        theirs = [original.title, original.says, original.quote, *original.asked]
        others: dict[str, set[str]] = {}
        for our, their in zip(spoken(ours), spoken(theirs), strict=True):
            for word, others_word in zip(their, our, strict=True):
                others.setdefault(word, set()).add(others_word)
        assert {word: each for word, each in others.items() if len(each) > 1} == {}


def test_copies_of_one_entry_are_about_different_things():
    found = grown(BASE, 40, dice()).entries
    late = [found[id].asked for id in ("loans-late", "loans-late-11", "loans-late-21", "loans-late-31")]
    assert len(set(late)) == 4


def test_a_copy_has_nothing_that_only_its_original_has_a_right_to():
    """Who said it, its figure, where it stands and what it agrees with are true of the original alone."""
    found = [copy for copy, _ in copies(grown(BASE, 20, dice()))]
    assert {(copy.speaker, copy.figure, copy.excerpts, copy.contradicts, copy.confirms) for copy in found} == {
        (None, None, (), (), ())
    }


def test_a_base_without_ways_of_asking_grows_too():
    found = grown(thinned(BASE, 0, dice()), 25, dice())
    assert (len(found.entries), {entry.asked for entry in found.entries.values()}) == (25, {()})


# --- By lot, but the same again -----------------------------------------------------------------------------------

MADE = pytest.mark.parametrize(
    "made",
    [
        pytest.param(lambda seed: thinned(BASE, 2, dice(seed)), id="thinned"),
        pytest.param(lambda seed: part(BASE, 0.5, dice(seed)), id="a part"),
        pytest.param(lambda seed: grown(BASE, 25, dice(seed)), id="grown"),
    ],
)


@MADE
@settings(deadline=None)  # a busy machine is no fault
@given(seed=SEEDS)
def test_by_the_same_dice_the_same_base_is_made(made, seed):
    assert made(seed) == made(seed)


@MADE
def test_by_other_dice_another_base_is_made(made):
    assert made(1) != made(2)


@MADE
def test_the_base_that_others_are_made_of_stays_as_it_was(made):
    made(1)
    assert library.knowledge() == BASE

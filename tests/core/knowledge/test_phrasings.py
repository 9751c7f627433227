"""Phrasings held against one another: what is alike, and what is told of it."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from bot.core.knowledge.phrasings import Phrasing, Phrasings, alike, repeated

TEXTS = st.text(max_size=12) | st.lists(
    st.sampled_from([*"asSxé1'`<>%$£.,-_ \n", "'s", "what's", "whats", "://", "½"]), max_size=6
).map("".join)


def group(owner: str, *texts: str) -> Phrasings:
    return Phrasings(owner, [Phrasing(text, f"{owner}.txt", at) for at, text in enumerate(texts, start=1)])


@given(st.lists(TEXTS, max_size=6), st.lists(TEXTS, max_size=6))
@example(["what's Khan's job"], ["Whats khan job"])
@example(["“how many”"], ["how many"])
@example(["see https://x.example"], ["see"])
def test_every_phrasing_that_is_alike_is_found_and_no_other(one, other):
    """Held against looking at each with each."""
    places = [("a.txt", at, text) for at, text in enumerate(one, 1)]
    places += [("b.txt", at, text) for at, text in enumerate(other, 1)]
    wanted = {
        place[:2] for at, place in enumerate(places) if any(alike(place[2]) == alike(each[2]) for each in places[:at])
    }
    found = list(repeated([group("a", *one), group("b", *other)]))
    assert {(fault.file, fault.line) for fault in found} == wanted
    assert len(found) == len(wanted)


def test_a_third_one_is_told_of_the_first():
    found = [fault.what for fault in repeated([group("a", "x"), group("b", "y", "X"), group("c", "x?")])]
    assert found == ['"X" stands under a too, in a.txt:1', '"x?" stands under a too, in a.txt:1']


def test_nothing_is_told_of_no_phrasings():
    assert list(repeated([])) == []

"""The bot does not speak too often, nor say a thing twice, and knows for a while to whom it spoke last."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.answering.pacing import Cooldown, Lately, Recent

# --- Cooldown -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("times_s", "waits_s"),
    [
        pytest.param([100.0], [0.0], id="the first"),
        pytest.param([100.0, 101.0], [0.0, 0.0], id="as many as are allowed"),
        pytest.param([100.0, 101.0, 103.0], [0.0, 0.0, 7.0], id="one more waits until the first is over"),
        pytest.param([100.0, 101.0, 109.75], [0.0, 0.0, 0.25], id="just before it is over"),
        pytest.param([100.0, 101.0, 110.0], [0.0, 0.0, 0.0], id="when it is over"),
        pytest.param([100.0, 101.0, 110.0, 110.5], [0.0, 0.0, 0.0, 0.5], id="and then until the second is over"),
        pytest.param([100.0, 101.0, 103.0, 104.0, 110.0], [0.0, 0.0, 7.0, 6.0, 0.0], id="asking in vain costs nothing"),
        pytest.param([0.0, 0.0, 0.0], [0.0, 0.0, 10.0], id="all at once, at the beginning of time"),
    ],
)
def test_only_so_many_uses_are_had_in_so_many_seconds(times_s, waits_s):
    cooldown = Cooldown(uses=2, per_s=10.0)
    assert [cooldown.take("ann", now_s) for now_s in times_s] == waits_s


def test_each_key_has_uses_of_its_own():
    cooldown = Cooldown(uses=1, per_s=10.0)
    keys = ["ann", "ben", 7, (7, "ann"), "ann"]
    assert [cooldown.take(key, 100.0) for key in keys] == [0.0, 0.0, 0.0, 0.0, 10.0]


def test_of_very_many_people_the_last_are_kept_in_mind():
    cooldown = Cooldown(uses=1, per_s=10.0)
    for person in range(10_050):
        cooldown.take(person, 100.0)
    assert cooldown.take(10_049, 101.0) == 9.0
    assert cooldown.take(49, 101.0) == 0.0


@given(
    uses=st.integers(min_value=1, max_value=4),
    gaps_s=st.lists(st.integers(min_value=0, max_value=8), max_size=40),
)
def test_no_stretch_of_time_ever_has_more_uses_than_allowed(uses, gaps_s):
    """Held against the obvious way: count the uses granted in the ten seconds before each."""
    cooldown = Cooldown(uses=uses, per_s=10.0)
    granted: list[int] = []
    now_s = 0
    for gap_s in gaps_s:
        now_s += gap_s
        within = sum(now_s - 10 < earlier for earlier in granted)
        wait_s = cooldown.take("ann", float(now_s))
        assert (wait_s == 0.0) is (within < uses)
        assert 0.0 <= wait_s <= 10.0
        if wait_s == 0.0:
            granted.append(now_s)


# --- What was said ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("channel_id", "entry_id", "now_s", "expected"),
    [
        pytest.param(1, "roof", 100.0, True, id="at once"),
        pytest.param(1, "roof", 699.9, True, id="just within the time"),
        pytest.param(1, "roof", 700.0, False, id="when the time is over"),
        pytest.param(2, "roof", 101.0, False, id="in another channel"),
        pytest.param(1, "loans", 101.0, False, id="another entry"),
    ],
)
def test_what_was_said_in_a_channel_stands_there_for_some_time(channel_id, entry_id, now_s, expected):
    recent = Recent(for_s=600.0)
    recent.note(1, "roof", 100.0)
    assert recent.stands(channel_id, entry_id, now_s) is expected


def test_saying_it_again_begins_the_time_anew():
    recent = Recent(for_s=600.0)
    recent.note(1, "roof", 100.0)
    recent.note(1, "roof", 500.0)
    assert (recent.stands(1, "roof", 1_099.0), recent.stands(1, "roof", 1_100.0)) == (True, False)


def test_nothing_stands_before_anything_was_said():
    assert not Recent(for_s=600.0).stands(1, "roof", 0.0)


def test_of_very_many_answers_the_last_are_kept_in_mind():
    recent = Recent(for_s=600.0)
    for channel_id in range(10_001):
        recent.note(channel_id, "roof", 100.0)
    assert (recent.stands(0, "roof", 100.0), recent.stands(1, "roof", 100.0)) == (False, True)


# --- The last to somebody -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("channel_id", "person_id", "now_s", "expected"),
    [
        pytest.param(1, 7, 100.0, 50, id="at once"),
        pytest.param(1, 7, 700.0, 50, id="at the end of the time"),
        pytest.param(1, 7, 700.1, None, id="when the time is over"),
        pytest.param(2, 7, 100.0, None, id="in another channel"),
        pytest.param(1, 8, 100.0, 51, id="to somebody else"),
        pytest.param(1, 9, 0.0, None, id="to nobody so far, at the beginning of time"),
    ],
)
def test_the_last_message_to_somebody_in_a_channel_is_known_for_some_time(channel_id, person_id, now_s, expected):
    lately = Lately(for_s=600.0)
    lately.note(1, 7, 49, 90.0)
    lately.note(1, 7, 50, 100.0)
    lately.note(1, 8, 51, 100.0)
    assert lately.last(channel_id, person_id, now_s) == expected


def test_of_very_many_people_the_last_messages_are_known_and_none_to_whom_wants_to_be_forgotten():
    lately = Lately(for_s=600.0)
    for person_id in range(10_001):
        lately.note(1, person_id, person_id, 100.0)
    lately.forget(10_000)
    assert [lately.last(1, person_id, 100.0) for person_id in (0, 1, 10_000)] == [None, 1, None]

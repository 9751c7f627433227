"""Questions that found no answer: grouped, counted by people, without names."""

from __future__ import annotations

import pytest

ANN, BEN = 2**62 + 1, 2**62 + 2


async def keep(store, text="who paid", person=ANN, gap=None):
    return await store.questions.keep(text, "no_answer", person_id=person, gap_id=gap)


async def test_a_gap_shows_once_two_people_asked_alike(store):
    gap = await keep(store)
    await keep(store, gap=gap)
    assert await store.questions.gaps() == []
    assert await store.questions.gap(gap) is None
    await keep(store, "who has paid", BEN, gap)
    (shown,) = await store.questions.gaps()
    assert (shown.id, shown.text, shown.state, shown.asked, shown.askers) == (gap, "who paid", "open", 3, 2)
    assert await store.questions.gap(gap) == shown


async def test_a_gap_that_has_gone_is_made_anew(store):
    assert await keep(store, gap=404) in [id for id, _ in await store.questions.groups()]


@pytest.mark.parametrize("state", ["taught", "refused", "open"])
async def test_a_gap_is_settled_and_found_by_its_state(store, state):
    gap = await keep(store)
    await keep(store, person=BEN, gap=gap)
    assert await store.questions.settle(gap, state, "roof" if state == "taught" else None)
    assert [(each.id, each.state) for each in await store.questions.gaps(state)] == [(gap, state)]
    assert [each.id for each in await store.questions.gaps(None)] == [gap]


async def test_settling_a_gap_that_is_not_there_says_so(store):
    assert not await store.questions.settle(404, "refused")


async def test_forgetting_a_person_takes_their_questions_and_leaves_those_of_others(store):
    gap = await keep(store, "my words")
    await keep(store, "their words", BEN, gap)
    alone = await keep(store, "only mine")
    assert await store.forget_person(ANN) == 2
    assert await store.questions.groups() == [(gap, "their words")]
    assert alone != gap


async def test_purging_takes_what_is_older(store):
    await keep(store)
    assert await store.questions.purge(0.0) == 0
    assert await store.questions.purge(1e12) == 1
    assert await store.questions.groups() == []


async def test_gaps_come_in_pages(store):
    for text in ("who paid", "who left"):
        gap = await keep(store, text)
        await keep(store, text, person=ANN + 1, gap=gap)
    pages = [await store.questions.gaps(limit=1, skip=skip) for skip in (0, 1, 2)]
    assert [[gap.text for gap in page] for page in pages] == [["who left"], ["who paid"], []]


async def test_of_what_one_person_asked_in_a_day_the_oldest_is_dropped(store, monkeypatch):
    monkeypatch.setattr("bot.store.questions.MOST_A_DAY", 2)
    await keep(store, "what ben asked", BEN)
    for text in ("first", "second", "third"):
        await keep(store, text)
    assert [text for _, text in await store.questions.groups()] == ["third", "second", "what ben asked"]
    assert await store.questions.forget(ANN) == 2


async def test_what_was_asked_the_day_before_is_not_dropped_for_what_is_asked_today(store, monkeypatch):
    monkeypatch.setattr("bot.store.questions.MOST_A_DAY", 1)
    monkeypatch.setattr(store.questions, "_clock", lambda: 0.0)
    await keep(store, "yesterday")
    monkeypatch.setattr(store.questions, "_clock", lambda: 90_000.0)
    await keep(store, "today")
    assert [text for _, text in await store.questions.groups()] == ["today", "yesterday"]


async def test_of_too_many_gaps_the_oldest_goes_that_one_person_alone_asked(store, monkeypatch):
    monkeypatch.setattr("bot.store.questions.MOST_GAPS", 2)
    shared = await keep(store, "both")
    await keep(store, "both", BEN, shared)
    for text in ("first", "second"):
        await keep(store, text)
    assert [text for _, text in await store.questions.groups()] == ["second", "both"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        pytest.param("who paid for the roof", ["who paid for a new roof", "the roof is new"], id="the likest first"),
        pytest.param("hwo payed for teh roof", ["who paid for a new roof", "the roof is new"], id="mistyped"),
        pytest.param("is there a cafe", ["cafe"], id="a single word"),
        pytest.param("how", ["who are they, and how"], id="little words alone"),
        pytest.param("xyzzy", [], id="nothing like it"),
    ],
)
async def test_the_gaps_that_may_be_like_a_question_are_found(store, asked, found):
    for text in ("the roof is new", "who paid for a new roof", "cafe", "who are they, and how"):
        await keep(store, text)
    assert [text for _, text in await store.questions.like(asked)] == found


async def test_a_gap_is_found_by_the_words_that_are_left_in_it_alone(store):
    gap = await keep(store, "is there a cafe")
    await keep(store, "where can i get coffee", BEN, gap)
    await store.forget_person(ANN)
    assert await store.questions.like("cafe") == []
    assert await store.questions.like("coffee") == [(gap, "where can i get coffee")]

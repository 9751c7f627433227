"""What people chose for their questions: counted by people, apart from the gaps, forgotten and aged as those are."""

from __future__ import annotations

ANN, BEN = 2**62 + 1, 2**62 + 2


async def keep(store, text="who paid", target="money", person=ANN, group=None):
    await store.learnt.keep(text, target, person_id=person, group_id=group)
    return (await store.learnt.groups(target))[0][0]


async def test_a_choice_shows_once_two_people_made_it_and_is_no_gap(store):
    """An entry has groups of its own; what was declined stays known and shows no more."""
    group = await keep(store)
    await keep(store, group=group)
    other = await keep(store, target="roof")
    assert await store.learnt.found() == []
    await keep(store, "who has paid", person=BEN, group=group)
    (shown,) = await store.learnt.found()
    assert (shown.id, shown.text, shown.target, shown.askers, shown.asked) == (group, "who paid", "money", 2, 3)
    assert (await store.questions.gaps(None), await store.questions.groups()) == ([], [])
    await store.learnt.decline([group])
    assert await store.learnt.found() == []
    assert await store.learnt.groups("money") == [(group, "who paid")]
    assert await store.learnt.groups("roof") == [(other, "who paid")]


async def test_it_is_forgotten_with_a_person_and_grows_old(store):
    """Declined or not; the words that are left are somebody else's."""
    group = await keep(store, "my words")
    await keep(store, "their words", person=BEN, group=group)
    declined = await keep(store, target="roof")
    await store.learnt.decline([declined])
    assert await store.forget_person(ANN) == 2
    assert await store.learnt.groups("money") == [(group, "their words")]
    assert await store.learnt.groups("roof") == []
    assert await store.questions.purge(1e12) == 1
    assert await store.learnt.groups("money") == []


async def test_open_questions_of_the_same_words_are_settled_with_it(store):
    gap = None
    for person in (ANN, BEN):
        gap = await store.questions.keep("who paid", "suggestions", person_id=person, gap_id=gap)
    await store.learnt.settle("who paid", "money")
    settled = await store.questions.gap(gap)
    assert (settled.state, settled.target) == ("taught", "money")

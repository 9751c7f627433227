"""What people say answers a question: counted by people, apart from the gaps, forgotten and aged as those are."""

from __future__ import annotations

from bot.store import questions as of_questions

ANN, BEN, CAT, DAN = (2**62 + each for each in range(1, 5))


async def keep(store, text="who paid", target="money", person=ANN, group=None, word="chosen"):
    await store.learnt.keep(text, target, word, person_id=person, group_id=group)
    return (await store.learnt.groups(target))[0][0]


async def counts(store):
    return [(each.text, each.people, each.against) for each in await store.learnt.found()]


async def test_a_choice_shows_once_two_people_made_it_and_is_no_gap(store):
    """An entry has groups of its own; what was declined stays known and shows no more."""
    group = await keep(store)
    await keep(store, group=group)
    other = await keep(store, target="roof")
    assert await store.learnt.found() == []
    await keep(store, "who has paid", person=BEN, group=group)
    (shown,) = await store.learnt.found()
    assert (shown.id, shown.text, shown.target, shown.people, shown.against) == (group, "who paid", "money", 2, 0)
    assert (await store.questions.gaps(None), await store.questions.groups()) == ([], [])
    await store.learnt.decline([group])
    assert await store.learnt.found() == []
    assert await store.learnt.groups("money") == [(group, "who paid")]
    assert await store.learnt.groups("roof") == [(other, "who paid")]


async def test_of_what_one_person_says_the_last_counts_and_more_must_say_so_than_not(store):
    """Nobody counts twice, whatever they press and however often; what is taken back was never said."""
    group = await keep(store)
    await keep(store, person=BEN, group=group, word="helpful")
    await keep(store, person=BEN, group=group, word="followup")
    await keep(store, person=CAT, group=group, word="against")
    await keep(store, person=CAT, group=group, word="against")
    assert await counts(store) == [("who paid", 2, 1)]
    await keep(store, person=BEN, group=group, word="against")
    assert await counts(store) == []
    await keep(store, person=BEN, group=group, word="helpful")
    await keep(store, person=DAN, group=group, word="against")
    assert await counts(store) == []
    await store.learnt.take_back(group, person_id=DAN)
    assert await counts(store) == [("who paid", 2, 1)]


async def test_who_seconds_a_question_counts_and_keeps_none_of_its_words(store):
    """It shows only once two people have asked it themselves; one who has goes on counting as such. The words go with
    whoever asked, and where that is forgotten nothing is left; a group that has gone stays gone."""
    group = await keep(store)
    await store.learnt.second(group, "helpful", person_id=BEN)
    await store.learnt.second(group, "helpful", person_id=DAN)
    assert await counts(store) == []
    await keep(store, "who has paid", person=CAT, group=group)
    await store.learnt.second(group, "helpful", person_id=CAT)
    assert await counts(store) == [("who paid", 4, 0)]
    await store.learnt.second(group, "against", person_id=BEN)
    assert await counts(store) == [("who paid", 3, 1)]
    assert await store.forget_person(ANN) == 1
    assert await store.learnt.groups("money") == [(group, "who has paid")]
    assert await store.forget_person(CAT) == 2
    await store.learnt.second(group, "helpful", person_id=CAT)
    assert (await store.learnt.groups("money"), await store.questions.purge(1e12)) == ([], 0)


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


async def test_there_are_only_so_many_and_gaps_do_not_make_room_for_them(store, monkeypatch):
    """Of what one person alone says the oldest goes; what two say, or was declined, stays."""
    monkeypatch.setattr(of_questions, "MOST_GAPS", 2)
    gap = await store.questions.keep("is there a cafe", "no_answer", person_id=ANN, gap_id=None)
    both = await keep(store, "both")
    await keep(store, "both", person=BEN, group=both)
    for text in ("first", "second", "third"):
        await keep(store, text)
    assert [text for _, text in await store.learnt.groups("money")] == ["third", "both"]
    assert await store.questions.groups() == [(gap, "is there a cafe")]


async def test_open_questions_of_the_same_words_are_settled_with_it(store):
    gap = None
    for person in (ANN, BEN):
        gap = await store.questions.keep("who paid", "suggestions", person_id=person, gap_id=gap)
    await store.learnt.settle("who paid", "money")
    settled = await store.questions.gap(gap)
    assert (settled.state, settled.target) == ("taught", "money")

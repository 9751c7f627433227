"""Of one base poorer ones are made, to learn from them too."""

from __future__ import annotations

from bot.lab.choices import poorer
from bot.lab.remaking import every, thinned
from tests.core import library


def test_a_base_of_fewer_entries_has_every_second_one_and_no_mention_of_the_others():
    whole = library.knowledge()
    found = every(whole, 2)
    assert list(found.entries) == list(whole.entries)[::2]
    assert list(found.silences) == list(whole.silences)[::2]
    assert {id for entry in found.entries.values() for id in (*entry.contradicts, *entry.confirms)} <= set(
        found.entries
    )


def test_a_thinned_base_has_phrasings_from_all_over():
    whole = library.knowledge()
    found = thinned(whole, 2).entries["loans-late"].asked
    assert (len(found), found[0]) == (2, whole.entries["loans-late"].asked[0])
    assert set(found) <= set(whole.entries["loans-late"].asked)


def test_of_a_base_thinned_to_nothing_no_way_of_asking_is_left_and_everything_else_is():
    whole = library.knowledge()
    found = thinned(whole, 0)
    assert {each.asked for each in (*found.entries.values(), *found.silences.values())} == {()}
    assert [entry.says for entry in found.entries.values()] == [entry.says for entry in whole.entries.values()]


def test_poorer_bases_have_no_more_phrasings_than_the_first_one_and_some_have_fewer_entries():
    whole = library.knowledge()
    made = poorer(whole)
    assert [len(base.entries) for base in made] == [10, 10, 10, 10, 10, 10, 3, 2, 1]
    assert [len(base.entries["loans-inspected"].asked) for base in made] == [0, 1, 2, 5, 6, 6, 6, 5, 6]

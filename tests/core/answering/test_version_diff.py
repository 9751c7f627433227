"""What differs between two versions of a base."""

from __future__ import annotations

from bot.core.answering.version_diff import compare_knowledge
from bot.core.knowledge.loading import load
from tests.core import library

OLD = library.knowledge()


def test_a_base_does_not_differ_from_itself():
    changes = compare_knowledge(OLD, library.knowledge())
    assert (changes.added, changes.removed, changes.changed, changes.taught) == ((), (), (), ())


def test_a_new_entry_is_added_and_one_taken_away_is_removed():
    renamed = library.FILES["gazette.yaml"].replace(b"roof-leaked", b"rain")
    changes = compare_knowledge(OLD, load({**library.FILES, "gazette.yaml": renamed}))
    assert [item.id for item in changes.added] == ["rain"]
    assert [item.id for item in changes.removed] == ["roof-leaked"]


def test_a_figure_that_changes_is_seen_with_what_it_was():
    new = library.knowledge(gazette=("{value: 31, unit: chairs}", "{value: 31, unit: broken chairs}"))
    changes = compare_knowledge(OLD, new)
    assert [(old.id, old.figure.unit, now.figure.unit) for old, now in changes.figures] == [
        ("chairs-oakham", "chairs", "broken chairs")
    ]


def test_a_title_that_changes_is_a_change_but_not_of_a_figure():
    changes = compare_knowledge(OLD, library.knowledge(gazette=("title: Tom Hurst on lamps", "title: On lamps")))
    assert [(old.title, new.title) for old, new in changes.changed] == [("Tom Hurst on lamps", "On lamps")]
    assert changes.figures == ()


def test_ways_of_asking_are_counted_apart():
    new = library.knowledge(gazette=("      - late returns, how many\n", "      - one more\n      - and another\n"))
    changes = compare_knowledge(OLD, new)
    assert changes.changed == ()
    assert [(each.item.id, each.added, each.removed) for each in changes.taught] == [("loans-late", 2, 1)]

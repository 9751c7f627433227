"""How entries stand to each other."""

from __future__ import annotations

import pytest

from bot.core.knowledge.relations import Relations
from tests.core import library

REST = (
    "  - id: chairs-elmstead\n",
    "  - id: loans-in-time\n    title: Loans in time\n    says: The others came back in time.\n"
    "    figure: {calculate: loans-inspected - loans-late}\n    asked: [loans in time]\n  - id: chairs-elmstead\n",
)
BASE = library.knowledge(gazette=REST)
RELATIONS = Relations(BASE)


@pytest.mark.parametrize(
    ("relation", "id", "other"),
    [
        pytest.param(RELATIONS.whole_of, "loans-late", "loans-inspected", id="the whole of a part"),
        pytest.param(RELATIONS.whole_of, "late-share", "loans-inspected", id="the whole of a share"),
        pytest.param(RELATIONS.whole_of, "loans-in-time", "loans-inspected", id="the whole of a rest"),
        pytest.param(RELATIONS.whole_of, "chairs-elmstead", None, id="of what is no part"),
        pytest.param(RELATIONS.rest_of, "loans-late", "loans-in-time", id="the rest"),
        pytest.param(RELATIONS.rest_of, "chairs-elmstead", None, id="no rest"),
        pytest.param(RELATIONS.share_of, "loans-late", "late-share", id="the share"),
        pytest.param(RELATIONS.share_of, "loans-inspected", None, id="no share"),
    ],
)
def test_figures_know_their_whole_their_rest_and_their_share(relation, id, other):
    found = relation(BASE.entries[id])
    assert (found.id if found is not None else None) == other


def test_what_stands_around_an_entry_comes_from_its_paragraph_and_its_figures_the_following_first():
    found = [entry.id for entry in RELATIONS.around(BASE.entries["loans-late"])]
    assert found == ["late-share", "loans-in-time", "loans-inspected"]


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        pytest.param("roof-leaked", "atlases-ruined", 0, id="in the same paragraph"),
        pytest.param("bell-carpets", "hurst-lamps", 1, id="in the next one"),
        pytest.param("bell-carpets", "inspection", None, id="of a paraphrase"),
    ],
)
def test_the_distance_of_two_entries_is_told_in_paragraphs(one, other, distance):
    assert RELATIONS.distance(BASE.entries[one], BASE.entries[other]) == distance

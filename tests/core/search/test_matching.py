"""Entries and silences are ranked for a question, each with a probability."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.knowledge.model import Silence
from bot.core.search.features import FEATURES
from bot.core.search.matching import Match, Matcher, Ranking
from tests import frozen
from tests.core import library
from tests.frozen import FROZEN


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return frozen.matcher(library.knowledge())


def rank(matcher: Matcher, text: str, *, limit: int = 8) -> Ranking:
    return matcher.rank(matcher.read(text), limit=limit)


def of(matcher: Matcher, text: str, id: str) -> Match:
    """Return what a question has for one target."""
    return next(match for match in rank(matcher, text, limit=99).matches if match.target.id == id)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        pytest.param("how many loans did they look at", "loans-inspected", id="as in the base"),
        pytest.param("number of overdue borrowings", "loans-late", id="a synonym"),
        pytest.param("what prcentage of loans was late", "late-share", id="a typing error"),
        pytest.param("the leaking roof, when was that?", "roof-leaked", id="another word order"),
        pytest.param("broken seats in Oakham", "chairs-oakham", id="a name tells two entries apart"),
        pytest.param("broken seats in Elmstead", "chairs-elmstead", id="the other name"),
        pytest.param("broken seats in Wexford", "other-towns", id="a name that only a silence has"),
        pytest.param("what was the budget", "money", id="a silence"),
    ],
)
def test_what_is_asked_for_comes_first(matcher, text, first):
    assert rank(matcher, text).matches[0].target.id == first


@pytest.mark.parametrize(
    "text", ["how many loans", "the budget of oakham", "pizza", "", "🎉", "is it true that 5 loans"]
)
def test_the_probabilities_of_all_targets_and_of_none_of_them_add_up_to_one(matcher, text):
    ranking = rank(matcher, text, limit=99)
    assert len(ranking.matches) == 12
    assert sum(match.probability for match in ranking.matches) + ranking.none == pytest.approx(1.0)


def test_a_question_in_the_words_of_one_entry_is_sure_and_one_of_strange_words_is_none(matcher):
    assert rank(matcher, "how many loans did they look at").matches[0].probability > 0.8
    assert rank(matcher, "pizza with pineapple").none > 0.5


def test_matches_come_the_most_probable_first(matcher):
    found = [match.probability for match in rank(matcher, "late loans", limit=99).matches]
    assert found == sorted(found, reverse=True)


@pytest.mark.parametrize("limit", [1, 3, 8])
def test_no_more_matches_than_asked_for(matcher, limit):
    assert len(rank(matcher, "loans", limit=limit).matches) == limit


def test_of_two_equal_targets_the_one_of_the_lower_id_comes_first():
    """Two silences of the same words, the later letter of the alphabet written first."""
    base = library.knowledge()
    zoo, ant = (
        Silence(id, "Pets", base.silences["money"].source, "Not a word.", (), ("were any hamsters seen",))
        for id in ("zoo", "ant")
    )
    twins = replace(base, silences={"zoo": zoo, "ant": ant, **base.silences})
    # the classifier draws lots
    without_chance = {name: weight for name, weight in FROZEN.by_words.weights.items() if "chance" not in name}
    first, second, *_ = rank(Matcher(twins, without_chance), "were any hamsters seen").matches
    assert first.probability == pytest.approx(second.probability)
    assert (first.target.id, second.target.id) == ("ant", "zoo")


def test_a_match_shows_the_phrasing_that_is_nearest_to_the_question(matcher):
    assert of(matcher, "size of the sample", "loans-inspected").phrasing == "size of the sample of loans"


def test_the_nearest_phrasing_of_the_last_target_is_its_own(matcher):
    assert of(matcher, "libraries of bramley", "other-towns").phrasing == "what about the libraries of bramley"


def test_the_ranking_tells_how_much_each_word_weighs(matcher):
    weighed = {term.typed: weight for term, weight in rank(matcher, "how many atlases zebra").terms}
    assert weighed["how"] < weighed["atlases"] < weighed["zebra"]


@pytest.mark.parametrize(
    ("text", "id", "feature", "expected"),
    [
        pytest.param("were 412 loans late", "loans-inspected", "numbers", 1, id="the entry's number"),
        pytest.param("were 103 of 412 late", "loans-late", "numbers", 2, id="both its numbers"),
        pytest.param("was a quarter late", "late-share", "numbers", 1, id="its share, in words"),
        pytest.param("was 25 % late", "loans-late", "numbers", 1, id="the share of a part of a whole"),
        pytest.param("were 413 loans late", "loans-inspected", "numbers", 0, id="one too many"),
        pytest.param("chairs in oakham", "chairs-elmstead", "foreign", 1, id="another town of the base"),
        pytest.param("chairs in elmstead", "chairs-elmstead", "foreign", 0, id="its own town"),
        pytest.param("chairs in oakham", "atlases-ruined", "foreign", 0, id="an entry that has no town"),
        pytest.param("chairs in bramley", "chairs-oakham", "foreign", 1, id="a town that a silence has"),
        pytest.param("did ann marsh speak", "bell-carpets", "foreign", 1, id="a person that nothing has"),
        pytest.param("did ann marsh speak", "chairs-oakham", "foreign", 0, id="an entry that has no person"),
        pytest.param("how many roofs", "roof-leaked", "numberless", 1, id="a number asked, none there"),
        pytest.param("how many roofs", "atlases-ruined", "numberless", 0, id="a number in words is one"),
        pytest.param("which roof", "roof-leaked", "numberless", 0, id="no number asked"),
        pytest.param("chairs", "money", "silence", 1, id="a silence"),
        pytest.param("chairs", "chairs-oakham", "silence", 0, id="an entry"),
        pytest.param("budget", "money", "brief", 1 / 2, id="a silence, one telling word"),
        pytest.param("budget of oakham libraries", "money", "brief", 1 / 4, id="a silence, three"),
        pytest.param("budget", "roof-leaked", "brief", 0, id="an entry is never brief"),
    ],
)
def test_what_counts_for_and_against_a_target(matcher, text, id, feature, expected):
    features = of(matcher, text, id).features
    assert len(features) == len(FEATURES)
    assert features[FEATURES.index(feature)] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "ruled_out"),
    [
        pytest.param("how did the roof of the town hall look", True, id="as it must not be asked"),
        pytest.param("the roof of the town hall, how did it look", True, id="much like it"),
        pytest.param("what happened to the roof of the reading room", False, id="nearer to what may be asked"),
        pytest.param("is there a hall", False, id="like it, but not like enough"),
    ],
)
def test_a_question_that_must_not_match_an_entry_rules_it_out(text, ruled_out):
    denying = library.knowledge(
        gazette=(
            "    title: The roof of the reading room leaked\n",
            "    title: The roof of the reading room leaked\n    not_asked: [how did the roof of the town hall look]\n",
        )
    )
    match = of(frozen.matcher(denying), text, "roof-leaked")
    assert (match.probability == 0.0) is ruled_out


@pytest.mark.parametrize(
    ("id", "expected"),
    [
        pytest.param("chairs-oakham", {"Oakham"}, id="in its phrasings"),
        pytest.param("hurst-lamps", {"Tom Hurst"}, id="its speaker"),
        pytest.param("atlases-ruined", set(), id="none"),
    ],
)
def test_the_names_that_belong_to_an_entry(matcher, id, expected):
    assert {name.shown for name in matcher.names_of(library.entry(id))} == expected


def test_the_names_that_the_base_knows_of(matcher):
    """Ann Marsh stands in the vocabulary only, so nothing is known of her."""
    known = {name.shown for name in matcher.known_names}
    assert known == {"Elmstead", "Oakham", "Westford", "Wexford", "Bramley", "Rosa Bell", "Tom Hurst"}


def test_the_same_base_ranks_the_same_way(matcher):
    again = rank(frozen.matcher(library.knowledge()), "broken chairs")
    assert again == rank(matcher, "broken chairs")


@settings(deadline=None)  # a busy machine is no fault
@given(text=st.text(max_size=300))
def test_any_text_gets_probabilities(matcher, text):
    ranking = rank(matcher, text)
    assert 0.0 <= ranking.none <= 1.0
    assert all(0.0 <= match.probability <= 1.0 for match in ranking.matches)
    assert ranking.none + sum(match.probability for match in ranking.matches) <= 1.0 + 1e-9

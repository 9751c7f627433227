"""What speaks for each target becomes a table of numbers: a row for each candidate, a column for each feature."""

from __future__ import annotations

from dataclasses import replace
from math import log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.knowledge.model import Knowledge
from bot.core.language.vocabulary import Vocabulary
from bot.core.search.features import (
    FEATURES,
    NONE_FEATURES,
    NONE_VECTOR_FEATURES,
    VECTOR_FEATURES,
    Features,
    FeatureTable,
)
from tests import frozen
from tests.core import library
from tests.core.words import Anagrams

BASE = library.knowledge()
MATCHER = frozen.matcher(BASE)
FEATURED = MATCHER.features
TARGETS = [target.id for target in MATCHER.targets]


def table(text: str) -> FeatureTable:
    return FEATURED.of(MATCHER.read(text))


def column(text: str, feature: str) -> np.ndarray:
    """Return one feature of all targets."""
    values: np.ndarray = table(text).targets[:, FEATURES.index(feature)]
    return values


def value(text: str, feature: str, id: str) -> float:
    return float(column(text, feature)[TARGETS.index(id)])


def of_none(text: str, feature: str) -> float:
    return float(table(text).none[NONE_FEATURES.index(feature)])


def features_of(base: Knowledge) -> Features:
    return frozen.matcher(base).features


def test_each_target_has_a_row_and_each_feature_a_column():
    found = table("when did the roof leak")
    assert found.targets.shape == (12, len(FEATURES))
    assert found.none.shape == (len(NONE_FEATURES),)
    assert found.similarity.targets.tolist() == list(range(12))
    assert FEATURED.names == (FEATURES, NONE_FEATURES)


@pytest.mark.parametrize("feature", ["odds", "centre"])
def test_some_features_are_told_in_standard_deviations_from_the_mean(feature):
    found = column("late loans", feature)
    assert (found.mean(), found.std()) == (pytest.approx(0.0, abs=1e-9), pytest.approx(1.0))


@pytest.mark.parametrize("feature", ["odds", "centre"])
def test_in_a_large_base_they_are_told_from_the_mean_of_the_64_highest_alone(feature):
    """Of 80 entries each is asked for in one way with "late" more than the one before it."""
    roof = BASE.entries["roof-leaked"]
    asked = [tuple(f"late {number}" for number in range(at)) for at in range(80)]
    entries = {f"late-{at}": replace(roof, id=f"late-{at}", asked=ways) for at, ways in enumerate(asked)}
    large = frozen.matcher(replace(BASE, entries=entries, silences={}))
    found = np.sort(large.features.of(large.read("late")).targets[:, FEATURES.index(feature)])
    others, highest = found[:16], found[16:]
    assert (highest.mean(), highest.std()) == (pytest.approx(0.0, abs=1e-9), pytest.approx(1.0))
    assert others.max() < highest.min()


def test_where_all_targets_are_alike_none_stands_out():
    assert column("qqq", "centre").tolist() == [0.0] * 12


def test_votes_are_told_beside_the_most_voted_target():
    found = column("late loans", "votes")
    assert (found.max(), TARGETS[int(found.argmax())]) == (0.0, "loans-late")


@pytest.mark.parametrize(
    ("text", "feature", "id", "expected"),
    [
        pytest.param("atlases", "covered", "atlases-ruined", 1.0, id="it knows all"),
        pytest.param("atlases", "covered", "chairs-oakham", 0.0, id="it knows nothing"),
        pytest.param("the atlases, please", "covered", "atlases-ruined", 1.0, id="little words need not be known"),
        pytest.param("atlases", "uncovered", "atlases-ruined", 0.0, id="it knows enough"),
        pytest.param("atlases", "uncovered", "chairs-oakham", 1.0, id="it knows less than a quarter"),
        pytest.param("atlases", "lacking", "atlases-ruined", 0.0, id="it lacks nothing"),
        pytest.param("zebra", "lacking", "atlases-ruined", 0.0, id="what no target has is not lacking"),
        pytest.param("chairs in oakham", "named", "chairs-oakham", 1.0, id="a name of its own"),
        pytest.param("chairs in oakham", "named", "chairs-elmstead", 0.0, id="a name of another's"),
        pytest.param("tom hurst and rosa bell", "named", "hurst-lamps", 1.0, id="one of two names"),
    ],
)
def test_what_a_target_knows_of_a_question(text, feature, id, expected):
    assert value(text, feature, id) == pytest.approx(expected)


def test_a_target_lacks_a_rare_word_more_than_a_usual_one():
    rare, usual = (value(text, "lacking", "roof-leaked") for text in ("carpets", "chairs"))
    assert 1.0 > rare > usual > 0.0


@pytest.mark.parametrize(
    ("text", "more", "less"),
    [
        pytest.param("when", "roof-leaked", "chairs-oakham", id="when"),
        pytest.param("who", "inspection", "chairs-oakham", id="who"),
        pytest.param("how many", "chairs-oakham", "inspection", id="how many"),
        pytest.param("what did they say", "bell-carpets", "chairs-oakham", id="what was said"),
    ],
)
def test_a_kind_of_question_speaks_for_what_is_asked_for_so(text, more, less):
    assert value(text, "asks", more) > 0.0 > value(text, "asks", less)


def test_two_kinds_of_question_speak_half_as_loud_each():
    both, when, who = (value(text, "asks", "roof-leaked") for text in ("when and who", "when", "who"))
    assert both == pytest.approx((when + who) / 2)


def test_a_question_of_no_kind_speaks_for_nothing_by_it():
    assert not column("roof", "asks").any()


@pytest.mark.parametrize(
    ("text", "feature", "expected"),
    [
        pytest.param("atlases", "none", 1.0, id="always there"),
        pytest.param("atlases", "none_unknown", 0.0, id="every word known"),
        pytest.param("zebra", "none_unknown", 1.0, id="no word known"),
        pytest.param("", "none_brief", 1.0, id="no telling word"),
        pytest.param("the atlases", "none_brief", 1 / 2, id="one telling word"),
        pytest.param("broken chairs", "none_brief", 1 / 3, id="two"),
        pytest.param("qqq", "none_votes", log(0.001), id="no vote at all"),
        pytest.param("qqq", "none_centre", log(0.01), id="nothing in common"),
        pytest.param("qqq", "none_letters", 0.0, id="no run of letters in common"),
        pytest.param("atlases", "none_many", log(12), id="how many candidates"),
    ],
)
def test_what_speaks_for_none_of_these(text, feature, expected):
    assert of_none(text, feature) == pytest.approx(expected)


def test_without_some_targets_the_rest_stand_as_if_the_base_lacked_them():
    left_out = TARGETS.index("loans-late")
    found = FEATURED.of(MATCHER.read("late loans"), without={left_out})
    assert found.similarity.targets.tolist() == [at for at in range(12) if at != left_out]
    assert found.targets.shape == (11, len(FEATURES))
    for feature in ("odds", "centre"):
        values = found.targets[:, FEATURES.index(feature)]
        assert (values.mean(), values.std()) == (pytest.approx(0.0, abs=1e-9), pytest.approx(1.0))
    assert found.none[NONE_FEATURES.index("none_many")] == pytest.approx(log(11))


def test_where_there_are_vectors_they_add_columns_and_the_others_stay():
    with_vectors = FEATURED.with_vectors(Anagrams())
    found = with_vectors.of(MATCHER.read("when did the foor leak"))
    assert with_vectors.names == ((*FEATURES, *VECTOR_FEATURES), (*NONE_FEATURES, *NONE_VECTOR_FEATURES))
    assert found.targets.shape == (12, len(FEATURES) + len(VECTOR_FEATURES))
    assert found.none.shape == (len(NONE_FEATURES) + len(NONE_VECTOR_FEATURES),)
    assert found.targets[:, : len(FEATURES)].tolist() == table("when did the foor leak").targets.tolist()
    assert (with_vectors.vectors is None, FEATURED.vectors is None) == (False, True)


def test_the_nearest_phrasing_by_meaning_is_close():
    """A phrasing word for word has the cosine 1."""
    found = FEATURED.with_vectors(Anagrams()).of(MATCHER.read("when did the roof leak"))
    close = found.targets[:, len(FEATURES) + VECTOR_FEATURES.index("close")]
    assert close[TARGETS.index("roof-leaked")] == pytest.approx(1.0, abs=1e-3)
    assert found.none[len(NONE_FEATURES) + NONE_VECTOR_FEATURES.index("none_close")] == close.max()


def test_the_targets_that_each_name_belongs_to():
    named = {name.shown: [TARGETS[at] for at in found] for name, found in FEATURED.named.items()}
    assert named["Oakham"] == ["chairs-oakham"]
    assert named["Bramley"] == ["other-towns"]
    assert named["Tom Hurst"] == ["hurst-lamps"]
    assert "Ann Marsh" not in named


def test_a_base_without_names_has_none():
    assert features_of(replace(BASE, vocabulary=Vocabulary())).named == {}


def test_how_rich_a_base_is_in_phrasings():
    """Four ways of asking, the title and the sentence."""
    roof = BASE.entries["roof-leaked"]
    assert features_of(replace(BASE, entries={roof.id: roof}, silences={})).richness == pytest.approx(log(6))


@given(st.text(max_size=100))
@settings(deadline=None)  # a busy machine is no fault
def test_any_text_has_features_that_are_numbers(text):
    found = table(text)
    assert np.isfinite(found.targets).all()
    assert np.isfinite(found.none).all()

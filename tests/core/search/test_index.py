"""The index says which targets a question's terms speak for, and how loudly."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.language.lexicon import Term
from bot.core.search.index import Index

# Three targets: 0 late loans, 1 broken chairs, 2 a wet roof.
PHRASINGS = [
    ["how", "late", "loan"],
    ["late", "loan", "total"],
    ["how", "broken", "chair"],
    ["chair", "broken", "town"],
    ["roof", "wet"],
    ["how", "wet", "roof", "town"],
]
TARGETS = [0, 0, 1, 1, 2, 2]


@pytest.fixture(scope="module")
def index() -> Index:
    return Index(PHRASINGS, TARGETS, 3)


def terms(text: str, *, little: str = "", weight: float = 1.0) -> list[Term]:
    """Return the words of a text as terms; those in `little` say nothing."""
    known = {word for phrasing in PHRASINGS for word in phrasing}
    return [Term(word, word, word in known, word in little.split(), weight) for word in text.split()]


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        pytest.param("zebra", 1 + math.log(7 / 1), id="never seen"),
        pytest.param("total", 1 + math.log(7 / 2), id="in one of six phrasings"),
        pytest.param("late", 1 + math.log(7 / 3), id="in two"),
        pytest.param("how", 1 + math.log(7 / 4), id="in three"),
    ],
)
def test_the_rarer_a_term_the_more_it_weighs(index, term, expected):
    assert index.weight(term) == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize("score", ["odds", "votes", "likeness", "covered"])
@pytest.mark.parametrize(
    ("text", "target"),
    [
        pytest.param("how late loan", 0, id="a phrasing of the first"),
        pytest.param("broken chair please", 1, id="two words of the second"),
        pytest.param("wet zebra", 2, id="one word of the third and a strange one"),
    ],
)
def test_every_kind_of_evidence_speaks_for_the_target_whose_words_they_are(index, score, text, target):
    values = getattr(index.search(terms(text)), score)
    assert len(values) == 3
    assert all(values[target] > value for at, value in enumerate(values) if at != target)


@pytest.mark.parametrize(
    ("text", "little", "expected"),
    [
        pytest.param("late loan", "", [1.0, 0.0, 0.0], id="all of it, and nothing"),
        # late weighs 1 + log(7 / 3) = 1.8473, zebra 1 + log(7) = 2.9459
        pytest.param("late zebra", "", [0.3854, 0.0, 0.0], id="the strange word counts as the rarest"),
        pytest.param("how late", "how", [1.0, 0.0, 0.0], id="little words do not count"),
        pytest.param("how", "how", [0.0, 0.0, 0.0], id="nothing but little words"),
    ],
)
def test_covered_is_the_share_of_the_telling_words_that_a_target_has(index, text, little, expected):
    assert index.search(terms(text, little=little)).covered == pytest.approx(expected, abs=1e-3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("late loan", 0.0, id="every word known"),
        pytest.param("zebra", 1.0, id="no word known"),
        pytest.param("late zebra", 0.6146, id="one of two, the strange one heavier"),
        pytest.param("", 1.0, id="no word at all"),
    ],
)
def test_unknown_is_the_share_of_the_telling_words_that_no_phrasing_has(index, text, expected):
    assert index.search(terms(text)).unknown == pytest.approx(expected, abs=1e-3)


def test_a_question_without_terms_finds_nothing(index):
    evidence = index.search([])
    assert list(evidence.votes) == [0.0, 0.0, 0.0]
    assert list(evidence.cosines) == [0.0] * 6


def test_a_phrasing_asked_word_for_word_has_cosine_one(index):
    assert index.search(terms("late loan total")).cosines[1] == pytest.approx(1.0, abs=1e-5)


def test_the_order_of_words_counts(index):
    """ "broken chair" is nearer to "how broken chair" than "chair broken" is."""
    straight, turned = index.search(terms("broken chair")), index.search(terms("chair broken"))
    assert straight.cosines[2] > turned.cosines[2] > 0.0
    assert turned.cosines[3] > straight.cosines[3]


def test_a_word_said_twice_counts_once(index):
    once, twice = index.search(terms("late")), index.search(terms("late late late"))
    assert list(once.cosines) == pytest.approx(list(twice.cosines))


def test_a_repaired_word_speaks_less_loudly_beside_one_typed_rightly(index):
    sure = index.search([*terms("late"), *terms("chair")])
    unsure = index.search([*terms("late"), *terms("chair", weight=0.5)])
    assert unsure.cosines[2] < sure.cosines[2]
    assert unsure.cosines[1] > sure.cosines[1]


def test_a_word_that_shares_its_letters_with_a_known_one_is_a_hint(index):
    """ "chairman" is no word of the base, but its letters speak for chairs."""
    late, chairs, roof = index.search(terms("chairman")).odds
    assert chairs > late > roof  # "loan" ends as "chairman" does


@pytest.mark.parametrize(
    ("text", "target", "expected"),
    [
        pytest.param("late loan total", 0, 1, id="the second of the first"),
        pytest.param("how broken chair", 1, 0, id="the first of the second"),
        pytest.param("wet roof town", 2, 1, id="the last of the last"),
        pytest.param("zebra", 1, 0, id="the first, if none is like it at all"),
    ],
)
def test_the_nearest_phrasing_of_a_target(index, text, target, expected):
    assert index.search(terms(text)).nearest(target) == expected


def test_of_a_large_base_the_targets_of_the_rarest_words_are_the_candidates():
    """A hundred targets share "how" and "many"; the last three share "lamp" as well."""
    phrasings = [["how", "many", f"thing{at}", *(["lamp"] if at > 96 else [])] for at in range(100)]
    large = Index(phrasings, range(100), 100, everything_up_to=99)
    found = large.search([Term("how", "how", True), Term("lamp", "lamp", True)])
    assert len(found.targets) <= 64
    assert list(found.targets[found.covered > 0.5]) == [97, 98, 99]


@pytest.mark.parametrize(
    ("everything_up_to", "candidates"),
    [
        pytest.param(140, 70, id="as many phrasings as may be: all targets"),
        pytest.param(139, 64, id="one more: the likeliest"),
        pytest.param(70, 64, id="though it has no more targets than that"),
    ],
)
def test_a_base_is_large_by_its_phrasings_however_many_targets_they_belong_to(everything_up_to, candidates):
    """Two ways of asking for each of seventy targets."""
    phrasings = [["lamp", f"thing{at}"] for at in range(140)]
    targets = [at // 2 for at in range(140)]
    found = Index(phrasings, targets, 70, everything_up_to=everything_up_to).search([Term("lamp", "lamp", True)])
    assert len(found.targets) == candidates


@pytest.mark.parametrize(
    "asked", [["lampshade"], ["zebra"], []], ids=["letters of a word", "a strange word", "nothing"]
)
def test_a_question_of_a_large_base_always_has_candidates(asked):
    large = Index([[f"thing{at}", "lamps"] for at in range(100)], range(100), 100, everything_up_to=99)
    found = large.search([Term(word, word, False) for word in asked])
    assert 0 < len(found.targets) <= 64


# --- What it holds ------------------------------------------------------------------------------------------------


def test_the_terms_of_phrasings_have_numbers_and_others_have_none(index):
    """Nine different terms."""
    every = [term for phrasing in PHRASINGS for term in phrasing]
    assert index.size_of_vocabulary == 9
    assert sorted(set(index.numbers(every))) == list(range(9))
    assert index.numbers(["zebra", "late"]) == index.numbers(["late"])
    assert index.numbers([]) == []


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        pytest.param(0, {"how": 1, "late": 2, "loan": 2, "total": 1}, id="late loans"),
        pytest.param(1, {"how": 1, "broken": 2, "chair": 2, "town": 1}, id="broken chairs"),
        pytest.param(2, {"roof": 2, "wet": 2, "how": 1, "town": 1}, id="a wet roof, the last one"),
    ],
)
@pytest.mark.parametrize("everything_up_to", [pytest.param(6, id="small"), pytest.param(5, id="large")])
def test_what_each_target_holds_and_in_how_many_of_its_phrasings(everything_up_to, target, expected):
    index = Index(PHRASINGS, TARGETS, 3, everything_up_to=everything_up_to)
    starts, held, often = index.held()
    own = slice(starts[target], starts[target + 1])
    numbers = {term: index.numbers([term])[0] for term in expected}
    assert dict(zip(held[own].tolist(), often[own].tolist(), strict=True)) == {
        numbers[term]: times for term, times in expected.items()
    }


@settings(deadline=None)  # a busy machine is no fault
@given(st.lists(st.lists(st.sampled_from("abcdef"), max_size=5), min_size=1, max_size=12))
def test_what_targets_hold_is_how_often_each_term_is_in_their_phrasings(phrasings):
    """Two phrasings of each target, which may be empty."""
    targets = [at // 2 for at in range(len(phrasings))]
    index = Index(phrasings, targets, targets[-1] + 1)
    starts, held, often = index.held()
    assert len(starts) == targets[-1] + 2
    for target in set(targets):
        own = [set(phrasing) for phrasing, owner in zip(phrasings, targets, strict=True) if owner == target]
        expected = {index.numbers([term])[0]: sum(term in each for each in own) for term in set().union(*own)}
        at = slice(starts[target], starts[target + 1])
        assert dict(zip(held[at].tolist(), often[at].tolist(), strict=True)) == expected


# --- Against slower ways ------------------------------------------------------------------------------------------

WORDS = st.sampled_from(["a", "b", "c", "d", "e", "f"])


@settings(deadline=None)  # a busy machine is no fault
@given(
    st.lists(st.lists(WORDS, min_size=1, max_size=5), min_size=1, max_size=6),
    st.lists(WORDS, max_size=6),
)
def test_cosines_are_those_of_the_obvious_way(phrasings, asked):
    """Against a slow reckoning with dictionaries: words, and ordered pairs of them next to each other or one apart."""
    found = Index(phrasings, [0] * len(phrasings), 1).search([Term(word, word, True) for word in asked]).cosines
    rows = [_weights(phrasing, phrasings) for phrasing in phrasings]
    question = _weights(asked, phrasings)
    expected = [_cosine(row, question) for row in rows]
    assert list(found) == pytest.approx(expected, abs=1e-4)


@settings(deadline=None)  # a busy machine is no fault
@given(
    st.lists(st.lists(WORDS, max_size=6), min_size=1, max_size=12),
    st.lists(st.sampled_from(["a", "b", "c", "d", "aabb", "zebra"]), max_size=6),
)
def test_a_large_base_finds_for_its_candidates_what_a_small_one_finds_for_all(phrasings, asked):
    """Two ways of keeping the same phrasings, two of each target, come to the same."""
    targets = [at // 2 for at in range(len(phrasings))]
    count = targets[-1] + 1
    question = [Term(word, word, True) for word in asked]
    small = Index(phrasings, targets, count).search(question)
    large = Index(phrasings, targets, count, everything_up_to=0).search(question)
    rows = large.targets
    for score in ("covered", "odds", "votes", "likeness"):
        assert list(getattr(large, score)) == pytest.approx(list(getattr(small, score)[rows]), abs=1e-5)


def _features(words: list[str]) -> set[tuple[str, ...]]:
    near = {("1", *pair) for pair in pairwise(words)}
    apart = {("2", *pair) for pair in zip(words, words[2:], strict=False)}
    return {(word,) for word in words} | near | apart


def _weights(words: list[str], phrasings: list[list[str]]) -> dict[tuple[str, ...], float]:
    counted = [_features(phrasing) for phrasing in phrasings]
    weights = {}
    for feature in _features(words):
        often = sum(feature in features for features in counted)
        if often:
            rarity = 1 + math.log((len(phrasings) + 1) / (often + 1))
            weights[feature] = rarity if len(feature) == 1 else 0.6 * rarity
    return weights


def _cosine(one: dict[tuple[str, ...], float], other: dict[tuple[str, ...], float]) -> float:
    product = sum(weight * other.get(feature, 0.0) for feature, weight in one.items())
    lengths = math.hypot(*one.values()) * math.hypot(*other.values())
    return product / lengths if lengths else 0.0

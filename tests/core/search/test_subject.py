"""A message is held against what an entry is about, word by word."""

from __future__ import annotations

from dataclasses import replace
from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.answering.answerer import Answerer
from bot.core.answering.confidence import columns
from bot.core.search.forest import Forest, Trees
from bot.core.search.matching import Matcher
from bot.core.search.subject import WORD_FEATURES, WORD_VECTOR_FEATURES, Subjects
from tests import frozen
from tests.core import library
from tests.core.words import Anagrams
from tests.frozen import FROZEN

BASE = library.knowledge()
# One tree: what the entry neither says nor is asked with is strange, and nothing else is.
UNSUPPORTED = Forest(
    features=WORD_FEATURES,
    bars={"strange": (0.0, 0.0)},
    base=0.0,
    roots=np.asarray([0], np.int32),
    column=np.asarray([0, -1, -1], np.int32),
    threshold=np.asarray([0.9, -1.0, 1.0]),
    left=np.asarray([1, 1, 2], np.int32),
    right=np.asarray([2, 1, 2], np.int32),
)
# Another: an answer is sure unless a word is strange to it.
NOTHING_STRANGE = replace(
    UNSUPPORTED,
    features=columns(vectors=False),
    bars={name: (bar, 0.0) for name, bar in FROZEN.by_words.bars.items()},
    column=np.asarray([columns(vectors=False).index("strangest"), -1, -1], np.int32),
    threshold=np.asarray([0.0, 4.0, -4.0]),
)


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return frozen.matcher(BASE)


@pytest.fixture(scope="module")
def subjects(matcher) -> Subjects:
    return subjects_of(matcher, UNSUPPORTED)


def subjects_of(matcher: Matcher, forest: Forest | None) -> Subjects:
    return Subjects(matcher.targets, BASE.vocabulary, matcher.lexicon, matcher.features, forest)


def of(subjects: Subjects, matcher: Matcher, text: str, id: str, word: str, feature: str) -> float:
    """Return a feature of one word of a message beside an entry."""
    typed, rows = subjects.rows(matcher.read(text), BASE.entries[id])
    return float(rows[typed.index(word), WORD_FEATURES.index(feature)])


@pytest.mark.parametrize(
    ("text", "id", "word", "feature", "expected"),
    [
        pytest.param("broken chairs in oakham", "chairs-oakham", "oakham", "own", 0.8, id="in its own words"),
        pytest.param("broken kittens in oakham", "chairs-oakham", "kittens", "own", 0.0, id="not in its own words"),
        pytest.param("broken kittens in oakham", "chairs-oakham", "kittens", "unsupported", 1.0, id="nowhere"),
        pytest.param("broken kittens", "chairs-oakham", "kittens", "known", 0.0, id="unknown to the base"),
        pytest.param("leaking chairs", "chairs-oakham", "leaking", "known", 1.0, id="known to another entry"),
        pytest.param("chairs in elmstead", "chairs-oakham", "elmstead", "others_name", 1.0, id="another's name"),
        pytest.param("chairs in oakham", "chairs-oakham", "oakham", "others_name", 0.0, id="its own name"),
        pytest.param("chairs in oakham", "chairs-oakham", "oakham", "own_name", 1.0, id="its own name is one"),
        pytest.param("what did rosa say", "bell-carpets", "rosa", "persons_name", 1.0, id="a person's name"),
        pytest.param("my kittens broke", "chairs-oakham", "kittens", "about_me", 1.0, id="beside my"),
        pytest.param("the kittens broke", "chairs-oakham", "kittens", "about_me", 0.0, id="beside nobody"),
        pytest.param("kittens broken", "chairs-oakham", "kittens", "plural", 1.0, id="a plural"),
        pytest.param("broken kittens", "chairs-oakham", "kittens", "telling", 2.0, id="two telling words"),
    ],
)
def test_what_is_told_of_a_word_beside_an_entry(subjects, matcher, text, id, word, feature, expected):
    assert of(subjects, matcher, text, id, word, feature) == expected


def test_a_word_of_a_silence_is_told(subjects, matcher):
    assert of(subjects, matcher, "the budget", "chairs-oakham", "budget", "silent") > 0.5
    assert of(subjects, matcher, "the kittens", "chairs-oakham", "kittens", "silent") == 0.0


def test_a_word_in_the_place_of_another_replaces_it_and_one_that_stands_there_is_kept(subjects, matcher):
    """A way of asking for the entry is "how many broken chairs in oakham"."""
    text = "how many broken kittens in oakham"
    assert of(subjects, matcher, text, "chairs-oakham", "kittens", "replaced") > 0.2
    assert of(subjects, matcher, text, "chairs-oakham", "kittens", "kept") == 0.0
    assert of(subjects, matcher, text, "chairs-oakham", "broken", "kept") > 0.5


@pytest.mark.parametrize(
    ("text", "strange"),
    [
        pytest.param("how many broken kittens in oakham", "kittens", id="one"),
        pytest.param("how many broken chairs in oakham", None, id="none"),
        pytest.param("how many are there", None, id="no telling word"),
        pytest.param("", None, id="nothing said"),
    ],
)
def test_the_strangest_word_is_told(subjects, matcher, text, strange):
    found = subjects.strangest(matcher.read(text), BASE.entries["chairs-oakham"])
    assert (found[0] if found is not None else None) == strange


@pytest.mark.parametrize(
    ("text", "other"),
    [
        pytest.param("what did rosa hancock say", "hancock", id="another surname"),
        pytest.param("what did sally bell say", "sally", id="another first name"),
        pytest.param("what did rosa zyxwv say", "zyxwv", id="a surname that is no word"),
        pytest.param("what did rosa bell say", None, id="the person's own"),
        pytest.param("what did rosa say", None, id="the first name alone"),
        pytest.param("what did bell say of carpets", None, id="the surname alone"),
        pytest.param("what did rosa bel say", None, id="misspelt"),
        pytest.param("what did rosa parks say", None, id="an ordinary word beside it is left to the trees"),
    ],
)
def test_a_first_name_with_another_surname_is_another_person(subjects, matcher, text, other):
    found = subjects.strangest(matcher.read(text), BASE.entries["bell-carpets"])
    certain = found[0] if found is not None and found[1] == inf else None
    assert certain == other
    assert subjects.another_person(matcher.read(text), BASE.entries["bell-carpets"]) == other


def test_without_trees_no_word_is_strange_but_another_persons_name_still_is(matcher):
    subjects = subjects_of(matcher, None)
    bell, chairs = BASE.entries["bell-carpets"], BASE.entries["chairs-oakham"]
    assert subjects.strangest(matcher.read("how many broken kittens in oakham"), chairs) is None
    assert subjects.strangest(matcher.read("what did rosa hancock say"), bell) == ("hancock", inf)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("how many broken chairs in oakham", "answer", id="as in the base"),
        pytest.param("broken chairs oakham how many", "answer", id="about the same"),
        pytest.param("how many broken kittens in oakham", "suggestions", id="about another subject"),
    ],
)
def test_an_entry_answers_only_what_is_about_its_subject(text, kind):
    trees = Trees(UNSUPPORTED, NOTHING_STRANGE, true=NOTHING_STRANGE)  # nobody claims anything here
    weighting = replace(FROZEN.by_words, trees=lambda: trees)
    answerer = Answerer(BASE, replace(FROZEN, by_words=weighting))
    assert answerer.answer(text).kind == kind


@settings(deadline=None)  # a busy machine is no fault
@given(text=st.text(max_size=300))
def test_any_message_has_rows_of_finite_numbers(subjects, matcher, text):
    typed, rows = subjects.rows(matcher.read(text), BASE.entries["bell-carpets"])
    assert rows.shape == (len(typed), len(WORD_FEATURES))
    assert np.isfinite(rows).all()


# --- Every word judged --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "typed", "unsupported", "odds"),
    [
        # three phrasings of the entry have "many", all six have "broken" and "oakham": 1 - 3 / 4, 1 - 6 / 7
        pytest.param(
            "how many broken kittens in oakham",
            ("many", "broken", "kittens", "oakham"),
            [1 / 4, 1 / 7, 1.0, 1 / 7],
            [-1.0, -1.0, 1.0, -1.0],
            id="one that the entry has not",
        ),
        pytest.param("Oakham had", ("oakham",), [1 / 7], [-1.0], id="little words are not judged"),
        # none has "neighbour", but it stands in the source's words that the entry rests on: 1 - 0.8
        pytest.param("the neighbour", ("neighbour",), [0.2], [-1.0], id="one that only its own words have"),
        pytest.param("brokn kittens", ("brokn", "kittens"), [1 / 7, 1.0], [-1.0, 1.0], id="a misspelt one, as typed"),
        pytest.param("what are they", (), [], [], id="no telling word"),
        pytest.param("", (), [], [], id="nothing said"),
    ],
)
def test_every_telling_word_is_judged_in_order(subjects, matcher, text, typed, unsupported, odds):
    judged = subjects.judge(matcher.read(text), BASE.entries["chairs-oakham"])
    assert judged.typed == typed
    assert judged.unsupported.tolist() == pytest.approx(unsupported)
    assert judged.odds.tolist() == odds


def test_words_are_judged_by_their_rows(subjects, matcher):
    message, entry = matcher.read("how many broken kittens in oakham"), BASE.entries["chairs-oakham"]
    typed, rows = subjects.rows(message, entry)
    judged = subjects.judge(message, entry)
    assert (judged.typed, judged.rows.tolist()) == (tuple(typed), rows.tolist())


def test_without_trees_words_are_judged_but_none_is_strange(matcher):
    judged = subjects_of(matcher, None).judge(matcher.read("broken kittens"), BASE.entries["chairs-oakham"])
    assert (judged.typed, judged.odds.tolist()) == (("broken", "kittens"), [-inf, -inf])
    assert judged.unsupported.tolist() == pytest.approx([1 / 7, 1.0])


@settings(deadline=None)  # a busy machine is no fault
@given(text=st.text(max_size=300))
def test_of_any_message_each_telling_word_is_judged_once(subjects, matcher, text):
    message = matcher.read(text)
    judged = subjects.judge(message, BASE.entries["bell-carpets"])
    assert judged.typed == tuple(term.typed for term in message.terms if not term.little)
    assert len(judged.typed) == len(judged.rows) == len(judged.unsupported) == len(judged.odds)
    assert ((judged.unsupported >= 0.0) & (judged.unsupported <= 1.0)).all()


@pytest.mark.parametrize(
    ("text", "touches"),
    [
        pytest.param("broken kittens", True, id="a word of its phrasings"),
        pytest.param("the neighbour", True, id="a word that only its own words have"),
        pytest.param("brokn", True, id="a misspelt one"),
        pytest.param("late kittens", False, id="only another entry's and a strange one"),
        pytest.param("what are they", False, id="no telling word"),
        pytest.param("", False, id="nothing said"),
    ],
)
def test_a_message_touches_an_entry_that_has_one_of_its_telling_words(subjects, matcher, text, touches):
    assert subjects.touches(matcher.read(text), BASE.entries["chairs-oakham"]) is touches


# --- With vectors of words ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def by_vectors() -> Matcher:
    return frozen.matcher(BASE, vectors=Anagrams())


@pytest.mark.parametrize(
    ("word", "near", "near_asked", "near_own"),
    [
        # six phrasings of the entry have "late", and its own words have it
        pytest.param("tale", 1.0, 6 / 7, 1.0, id="means the same as a word of its phrasings and of its own"),
        # two phrasings have "returns"; of its own words "late" is nearest, with two letters of "turners": 2 / (2 * 3)
        pytest.param("turners", 1.0, 2 / 3, 1 / 3, id="means the same as a word of its phrasings alone"),
        # "came" has two of its four letters, and three phrasings have that: (0.5 - 0.22) / 0.4 * 3 / 4
        pytest.param("late", 0.5, 0.525, 1.0, id="is near itself in its own words, not in its phrasings"),
        pytest.param("zzz", 0.0, 0.0, 0.0, id="means nothing that it has"),
    ],
)
def test_how_near_a_word_is_in_meaning_to_those_of_an_entry(by_vectors, word, near, near_asked, near_own):
    typed, rows = subjects_of(by_vectors, None).rows(by_vectors.read(f"the {word}"), BASE.entries["loans-late"])
    assert typed == [word]
    meant = dict(zip(WORD_VECTOR_FEATURES, rows[0, len(WORD_FEATURES) :].tolist(), strict=True))
    assert meant == pytest.approx({"near": near, "near_asked": near_asked, "near_own": near_own}, abs=2e-3)


@pytest.mark.parametrize(
    ("text", "touches"),
    [
        pytest.param("late", True, id="a word that it has"),
        pytest.param("tale", True, id="one that means the same as a word of it"),
        pytest.param("zzz", False, id="one that means nothing that it has"),
        pytest.param("the", False, id="no telling word"),
    ],
)
def test_with_vectors_a_word_that_means_much_the_same_touches_an_entry_too(
    subjects, matcher, by_vectors, text, touches
):
    late = BASE.entries["loans-late"]
    assert subjects_of(by_vectors, None).touches(by_vectors.read(text), late) is touches
    assert subjects.touches(matcher.read(text), late) is (text == "late")


def test_vectors_add_columns_and_the_others_stay(subjects, matcher, by_vectors):
    text, entry = "how many broken kittens in oakham", BASE.entries["chairs-oakham"]
    typed, rows = subjects_of(by_vectors, None).rows(by_vectors.read(text), entry)
    plain_typed, plain = subjects.rows(matcher.read(text), entry)
    assert rows.shape == (4, len(WORD_FEATURES) + len(WORD_VECTOR_FEATURES))
    assert (typed, rows[:, : len(WORD_FEATURES)].tolist()) == (plain_typed, plain.tolist())


def test_trees_may_go_by_how_near_a_word_is(by_vectors):
    """What has no other word of the entry near it is strange: "gallery", and not the anagram of "late"."""
    features = (*WORD_FEATURES, *WORD_VECTOR_FEATURES)
    far = replace(
        UNSUPPORTED,
        features=features,
        column=np.asarray([features.index("near"), -1, -1], np.int32),
        threshold=np.asarray([0.9, 1.0, -1.0]),
    )
    judged = subjects_of(by_vectors, far).judge(by_vectors.read("tale gallery"), BASE.entries["loans-late"])
    assert (judged.typed, judged.odds.tolist()) == (("tale", "gallery"), [-1.0, 1.0])


@settings(deadline=None)  # a busy machine is no fault
@given(text=st.text(max_size=300))
def test_any_message_has_cosines_beside_an_entry(by_vectors, text):
    typed, rows = subjects_of(by_vectors, None).rows(by_vectors.read(text), BASE.entries["bell-carpets"])
    assert rows.shape == (len(typed), len(WORD_FEATURES) + len(WORD_VECTOR_FEATURES))
    meant = rows[:, len(WORD_FEATURES) :]
    assert ((meant >= 0.0) & (meant <= 1.002)).all()

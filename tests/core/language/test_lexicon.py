"""Words become terms: endings folded, synonyms joined, misspelt words repaired and names left as they are."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.language.lexicon import Lexicon
from bot.core.language.text import fold
from bot.core.language.vocabulary import Name, Vocabulary

VOCABULARY = Vocabulary(
    same=(
        ("loan", "borrowing"),
        ("reading room", "study hall"),
        ("council", "town council", "reading council"),
        ("town", "place"),
    ),
    names=(
        Name("town", "Westford", ("westford",)),
        Name("town", "Wexford", ("wexford",)),
        Name("town", "Sussex", ("sussex",)),
        Name("town", "Essex", ("essex",)),
        Name("person", "Ann Marsh", ("ann marsh", "marsh")),
    ),
)
TEXTS = [
    "how many broken chairs in westford and in essex",
    "inspectors looked at 278 late loans",
    "wet carpets and dark rooms in the roof and the loft",
    "the books were returned after the march",
    "lamps and tamps",
    "boost and roost",
]


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon(VOCABULARY, TEXTS)


def repaired(lexicon: Lexicon, word: str) -> str | None:
    """Return what the only term of a word was repaired into."""
    (term,) = lexicon.terms(fold(word))
    return term.repaired


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("carpts", "carpets", id="a letter missing"),
        pytest.param("carpetts", "carpets", id="a letter too many"),
        pytest.param("carpots", "carpets", id="a wrong letter"),
        pytest.param("carptes", "carpets", id="two letters swapped"),
        pytest.param("isnpectors", "inspectors", id="two letters swapped at the start"),
        pytest.param("inspecterz", "inspectors", id="two mistakes in a long word"),
        pytest.param("borowing", "borrowing", id="towards a synonym that no text has"),
        pytest.param("esssex", "essex", id="a stretched name"),
    ],
)
def test_a_typing_error_is_read_as_the_word_of_the_base(lexicon, typed, meant):
    assert repaired(lexicon, typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("carpets", id="a known word"),
        pytest.param("carpeting", id="another form of a known word"),
        pytest.param("sussex", id="Sussex is not Essex"),
        pytest.param("wexford", id="Wexford is not Westford"),
        pytest.param("marsh", id="Marsh is not march"),
        pytest.param("387", id="387 is not 278"),
        pytest.param("2788", id="nor is 2788"),
        pytest.param("chains", id="an ordinary word one letter from chairs"),
        pytest.param("left", id="an ordinary word one letter from loft"),
        pytest.param("libraries", id="an ordinary word that the base does not have"),
        pytest.param("zoost", id="as near to boost as to roost"),
        pytest.param("xyzzyxyz", id="near to nothing"),
    ],
)
def test_a_word_is_left_as_typed(lexicon, typed):
    assert repaired(lexicon, typed) is None


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        pytest.param("john", "join", id="a letter from another word"),
        pytest.param("wendy", "windy", id="another one"),
        pytest.param("ben", "been", id="in three letters"),
        pytest.param("gordon", "croydon", id="sounds like a name of the base"),
        pytest.param("rhys", "rhyl", id="of Britain"),
        pytest.param("priya", "prima", id="of India"),
        pytest.param("wilson", "wilton", id="a surname"),
    ],
)
def test_a_persons_name_becomes_no_other_word(typed, near):
    vocabulary = Vocabulary(names=(Name("town", near.title(), (near,)),))
    lexicon = Lexicon(vocabulary, [f"when did they {near} the council"] * 5)
    assert repaired(lexicon, typed) is None


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        pytest.param("btcl", "btlc", id="two letters changed about"),
        pytest.param("btllc", "btlc", id="a letter twice"),
        pytest.param("bttc", None, id="a letter of it missing"),
        pytest.param("btkc", None, id="another letter"),
        pytest.param("btlcx", None, id="a letter more"),
    ],
)
def test_an_abbreviation_is_read_only_into_one_of_the_same_letters(typed, read):
    lexicon = Lexicon(Vocabulary(names=(Name("body", "BTLC", ("btlc",)),)), ["The BTLC counted the chairs."])
    assert repaired(lexicon, typed) == read


def test_a_stretched_name_is_the_name():
    assert repaired(Lexicon(Vocabulary(), ["when did they join the council"]), "johnnnn") == "john"


def test_a_persons_name_that_the_base_has_is_known():
    """And others are still repaired into it, unless they are names themselves."""
    lexicon = Lexicon(Vocabulary(names=(Name("person", "Ann Marsh", ("ann marsh",)),)), ["what did joan want"])
    assert [term.known for term in lexicon.terms("joan")] == [True]
    assert (repaired(lexicon, "jaon"), repaired(lexicon, "john")) == ("joan", None)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("lxt", None, id="three letters with a wrong one are too few"),
        pytest.param("luft", "loft", id="four are enough"),
        pytest.param("kirpets", None, id="two mistakes in seven letters are too many"),
        pytest.param("ritarned", "returned", id="two in eight are not"),
    ],
)
def test_repair_needs_length_and_likeness(lexicon, typed, meant):
    assert repaired(lexicon, typed) == meant


def test_of_two_little_words_equally_near_either_will_do():
    """Neither tells anything; left as it is, the misspelt one would count as a word that nobody knows."""
    (term,) = Lexicon(Vocabulary(), ["which roof", "roof with holes"]).terms(fold("wich"))
    assert (term.repaired in ("which", "with"), term.little) == (True, True)


def test_of_two_words_equally_near_the_one_with_the_same_ends_is_meant(lexicon):
    assert repaired(lexicon, "tlamps") == "tamps"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("loooooans", "loans", id="one letter for many"),
        pytest.param("roooooof", "roof", id="two letters for many"),
        pytest.param("soooo", "so", id="an ordinary word"),
        pytest.param("loooft", "loft", id="exactly three"),
    ],
)
def test_stretched_letters_are_let_go(lexicon, typed, meant):
    assert repaired(lexicon, typed) == meant


def test_a_repaired_word_counts_as_the_word_but_a_little_less(lexicon):
    (typo,), (right,) = lexicon.terms(fold("carpts")), lexicon.terms(fold("carpets"))
    assert (typo.text, typo.known, typo.typed) == (right.text, True, "carpts")
    assert 0.5 < typo.weight < right.weight == 1.0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("loan", "borrowing", id="two words"),
        pytest.param("loans", "borrowings", id="two words with endings"),
        pytest.param("reading room", "study hall", id="two groups of words"),
        pytest.param("Reading Rooms!", "study halls", id="case, endings and punctuation aside"),
        pytest.param("inspectors", "inspector", id="endings"),
        pytest.param("café", "cafe", id="accents"),
        pytest.param("dont", "do not", id="a contraction"),
        pytest.param("don't u", "do not you", id="chat"),
        pytest.param("redding rooom", "reading room", id="a misspelt group of words"),
    ],
)
def test_two_ways_of_writing_become_the_same_terms(lexicon, one, other):
    assert [term.text for term in lexicon.terms(fold(one))] == [term.text for term in lexicon.terms(fold(other))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("loan", "council", id="different groups"),
        pytest.param("essex", "sussex", id="different names"),
        pytest.param("278", "387", id="different numbers"),
        pytest.param("reading", "reading room", id="half of a group"),
    ],
)
def test_two_different_things_stay_different_terms(lexicon, one, other):
    assert [term.text for term in lexicon.terms(fold(one))] != [term.text for term in lexicon.terms(fold(other))]


def test_the_longest_synonym_wins(lexicon):
    """ "town council" is the council, not a town and a council."""
    assert [term.typed for term in lexicon.terms(fold("town council"))] == ["town council"]


def test_phrasings_and_questions_count_alike(lexicon):
    phrasing = "how many loans in the study hall"
    assert lexicon.counted(phrasing) == [term.text for term in lexicon.terms(fold(phrasing))]


def test_phrasings_are_taken_as_rightly_spelt(lexicon):
    assert lexicon.counted("carpts") != lexicon.counted("carpets")


@pytest.mark.parametrize(
    ("typed", "known", "little"),
    [
        pytest.param("carpets", True, False, id="a telling word of the base"),
        pytest.param("the", True, True, id="a little word of the base"),
        pytest.param("zebra", False, False, id="a telling word that the base does not have"),
        pytest.param("please", False, True, id="a little word that the base does not have"),
        pytest.param("study hall", True, False, id="a synonym that no text has"),
    ],
)
def test_a_term_knows_what_it_is_worth(lexicon, typed, known, little):
    (term,) = lexicon.terms(fold(typed))
    assert (term.known, term.little) == (known, little)


@pytest.mark.parametrize("text", ["", "   ", "?!...", "🎉🎉", "\u200b\u200d", "<@123456789>"])
def test_a_text_without_words_has_no_terms(lexicon, text):
    assert lexicon.terms(fold(text)) == []


@settings(deadline=None)  # a busy machine is no fault
@given(st.text(max_size=200))
def test_any_text_has_terms_that_are_repaired_only_from_letters(text):
    for term in Lexicon(VOCABULARY, TEXTS).terms(fold(text)):
        assert term.text
        assert 0.0 < term.weight <= 1.0
        assert term.repaired is None or any(word.isalpha() for word in term.typed.split())


@settings(deadline=None)  # a busy machine is no fault
@given(st.integers(min_value=0, max_value=10**12).filter(lambda number: number != 278))
def test_no_number_becomes_another(number):
    (term,) = Lexicon(VOCABULARY, TEXTS).terms(fold(str(number)))
    assert (term.text, term.repaired, term.known) == (str(number), None, False)

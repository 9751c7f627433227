"""A message is read: what it asks for, how it is put, and the numbers and names in it."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.language.lexicon import Lexicon
from bot.core.language.message import Message, MessageReader, asked_for
from bot.core.language.vocabulary import Name, NameFinder, Vocabulary

WEST = Name("town", "West Oakham", ("west oakham", "westham"))
OAKHAM = Name("town", "Oakham", ("oakham",))
SEA = Name("town", "Oakham on Sea", ("oakham on sea",))
BELL = Name("person", "Rosa Bell", ("rosa bell", "bell"))
NAMES = (OAKHAM, WEST, SEA, BELL)
FINDER = NameFinder(NAMES)
LEXICON = Lexicon(Vocabulary(names=NAMES), ["how many loans came back late in oakham", "the percentage of quotations"])


READER = MessageReader(LEXICON, FINDER)


def read(text: str) -> Message:
    return READER.read(text)


def sentences(text: str) -> list[str]:
    return [piece.folded for piece in read(text).sentences]


def clauses(text: str) -> list[str]:
    return [piece.folded for piece in read(text).clauses]


def parts(text: str) -> list[str]:
    return [piece.folded for piece in read(text).parts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("is it true that 12 loans were late", True, id="is it true"),
        pytest.param("Did Rosa Bell say that?", True, id="did, in front"),
        pytest.param("so did rosa say that", True, id="did, after a filler"),
        pytest.param("hey, um, wasn't it oakham", True, id="a contraction after fillers"),
        pytest.param("how many were late, 12, right?", True, id="right, at the end"),
        pytest.param("i heard what she said was a lie", True, id="hearsay"),
        pytest.param("my nan reckons it was 12, how come", True, id="somebody's word"),
        pytest.param("12 loans came back late", True, id="a plain statement"),
        pytest.param("the late loans", True, id="a few words"),
        pytest.param("how many loans were late", False, id="how many"),
        pytest.param("who said that", False, id="who"),
        pytest.param("tell me the number of loans", False, id="tell me"),
        pytest.param("what did rosa say", False, id="did, not in front"),
        pytest.param("what is the right number", False, id="right, not at the end"),
    ],
)
def test_a_claim_is_told_from_an_open_question(text, expected):
    assert read(text).confirming is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("how many loans", True, id="how many"),
        pytest.param("How MUCH rain", True, id="how much"),
        pytest.param("the total of loans", True, id="total"),
        pytest.param("what percentage was late", True, id="percentage"),
        pytest.param("what % was late", True, id="the sign"),
        pytest.param("what percantage was late", True, id="misspelt"),
        pytest.param("what share was late", True, id="share"),
        pytest.param("how did the roof leak", False, id="how alone"),
        pytest.param("who counted them", False, id="counted is not count"),
    ],
)
def test_a_question_for_a_number_is_known(text, expected):
    assert read(text).wants_number is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("loans in oakham", (OAKHAM,), id="one"),
        pytest.param("Oakham's loans", (OAKHAM,), id="possessive and capital"),
        pytest.param("west oakham", (WEST,), id="the longest spelling, and not the name inside it"),
        pytest.param("westham", (WEST,), id="another spelling"),
        pytest.param("oakham on sea", (SEA,), id="the longest of two that begin alike"),
        pytest.param("oakham on the sea", (OAKHAM,), id="the shorter of two that begin alike"),
        pytest.param("bell in west oakham or oakham", (BELL, WEST, OAKHAM), id="in order"),
        pytest.param("oakham oakham", (OAKHAM,), id="each once"),
        pytest.param("loans in okham", (OAKHAM,), id="a typing error in a name that the base has"),
        pytest.param("oakhams rival", (), id="part of another word"),
        pytest.param("", (), id="nothing"),
    ],
)
def test_names_are_found(text, expected):
    assert read(text).names == expected


def test_the_finder_takes_the_longest_name_that_fits():
    assert NameFinder([OAKHAM, WEST]).find(["west", "oakham", "and", "oakham"]) == (WEST, OAKHAM)


def test_half_a_name_is_none():
    assert NameFinder([WEST]).find(["west"]) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("were 103 of 412 loans late", [Fraction(103), Fraction(412)], id="counts"),
        pytest.param("a quarter of them", [Fraction(1, 4)], id="a share"),
        pytest.param("in 2014", [Fraction(2014)], id="a year"),
        pytest.param("no number", [], id="none"),
    ],
)
def test_numbers_are_read(text, expected):
    assert [number.value for number in read(text).numbers] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("loans in oakham please", 2, id="little words left out"),
        pytest.param("loans loans loans", 1, id="each once"),
        pytest.param("what is it please", 0, id="little words only"),
        pytest.param("", 0, id="nothing"),
    ],
)
def test_telling_counts_the_different_words_that_say_something(text, expected):
    assert read(text).telling == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("I was there. It rained! No luck", ["i was there.", "it rained!", "no luck"], id="three"),
        pytest.param("I was there. It rained! How much? Bye.", ["how much?"], id="the one that asks"),
        pytest.param("I was there. How much was it. Bye.", ["how much was it."], id="one that asks without a mark"),
        pytest.param("I know where. That is all.", ["i know where.", "that is all."], id="a word that asks nothing"),
        pytest.param("one line\nanother line", ["one line", "another line"], id="lines"),
        pytest.param("really?how much", ["really?", "how much"], id="no space after the mark"),
        pytest.param("only one sentence.", [], id="one alone"),
        pytest.param("it was 25.3 percent", [], id="a decimal point is no full stop"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_a_story_is_taken_apart_by_sentence(text, expected):
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "how many loans and what did bell say", ["how many loans", "what did bell say"], id="joined by and"
        ),
        pytest.param("how many loans? who said that?", ["how many loans", "who said that"], id="two question marks"),
        pytest.param("how many loans, who said that", ["how many loans", "who said that"], id="a comma before a who"),
        pytest.param("loans late; chairs broken; roof wet", ["loans late", "chairs broken", "roof wet"], id="three"),
        pytest.param("a b; c d; e f; g h", [], id="four are too many"),
        pytest.param("how many loans were late", [], id="one question"),
        pytest.param("wet carpets and rooms", ["wet carpets", "rooms"], id="a word that needs completing"),
        pytest.param("rooms and wet carpets", [], id="nothing to complete it with"),
        pytest.param("loans late + roof wet", ["loans late", "roof wet"], id="a plus sign"),
        pytest.param("loans, chairs", [], id="a comma alone"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_several_questions_in_one_are_taken_apart(text, expected):
    assert parts(text) == expected


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        pytest.param("he hit me. how many were late?", ["he hit me", "how many were late"], id="two sentences"),
        pytest.param("how many were late, he hit me", ["how many were late", "he hit me"], id="after a comma"),
        pytest.param(
            "he hit me; it is late: who knows that", ["he hit me", "it is late", "who knows that"], id="three"
        ),
        pytest.param("he hit me but she saw it", ["he hit me", "she saw it"], id="joined by but"),
        pytest.param("he hit me  and\n how many were late", ["he hit me", "how many were late"], id="joined by and"),
        pytest.param("how many were late btw he hit me", ["how many were late", "he hit me"], id="by the way"),
        pytest.param("he hit me anyway how many were late", ["he hit me", "how many were late"], id="anyway"),
        pytest.param("how many were late also he hit me", ["how many were late", "he hit me"], id="also"),
        pytest.param("oh no. he hit me. how many were late", ["he hit me", "how many were late"], id="two words"),
        pytest.param("he hit me!!! how many??? were late ones", ["he hit me", "were late ones"], id="many marks"),
        pytest.param("how many were late", [], id="one clause is the message"),
        pytest.param("well, how many were late", [], id="one clause and a word"),
        pytest.param("the band and the butter", [], id="too short to be taken apart"),
        pytest.param("", [], id="nothing"),
        pytest.param("?!.,;:", [], id="only marks"),
    ],
)
def test_a_message_is_taken_with_the_clauses_that_stand_beside_one_another(text, beside):
    assert clauses(text) == beside


def test_of_very_many_clauses_the_last_are_taken():
    text = " ".join(f"this is {number}." for number in range(1, 51))
    assert clauses(text) == [f"this is {number}" for number in range(28, 51)]


def test_of_very_many_sentences_the_last_are_taken():
    text = " ".join(f"This is {number}." for number in range(1, 51))
    assert sentences(text) == [f"this is {number}." for number in range(43, 51)]


RUNS = [" ", "?", ",", " ,", "\n", ".", "? ", "a? ", "a, ", " and", ";", "is it late? ", "and who ", "\u00a0"]


@pytest.mark.parametrize("run", [pytest.param(run, id=repr(run)) for run in RUNS])
def test_however_long_a_message_is_there_are_few_pieces_to_decide(run):
    text = "how many loans" + run * 10_000 + "were late"
    assert len(sentences(text)) <= 8
    assert len(clauses(text)) <= 23
    assert len(parts(text)) <= 3


@settings(deadline=None)  # a busy machine is no fault
@given(st.text(max_size=300))
def test_any_text_can_be_read(text):
    message = read(text)
    assert message.typed == text
    assert message.telling <= len(message.terms)
    assert len(message.parts) in (0, 2, 3)
    assert message.sentences != (message,)
    assert len(message.clauses) != 1
    assert all(len(clause.folded.split()) >= 3 for clause in message.clauses)


@given(st.text(max_size=300))
def test_what_a_piece_says_stands_in_the_message(text):
    message = read(text)
    assert all(piece.folded in message.folded for piece in (*message.sentences, *message.clauses, *message.parts))


def test_a_piece_is_one_object_however_often_it_is_asked_for():
    message = read("How many loans were late? Who said that?")
    assert message.piece("who said that") is message.parts[1]
    assert message.parts[1].piece("who said that") is message.parts[1]
    assert message.piece("how many loans were late? who said that?") is message


def test_messages_of_the_same_lines_are_equal_and_others_are_not():
    assert read("Late  LOANS") == read("late loans")
    assert read("late\nloans") != read("late loans")


def test_an_endless_question_is_read_as_far_as_120_words():
    assert len(read("late loans " * 250).terms) == 120


@pytest.mark.parametrize(
    ("first", "piece", "meant"),
    [
        pytest.param("the jobs of anna", "bell", "the jobs of bell", id="another name in its place"),
        pytest.param("how many wet rooms", "dry carpets", "how many dry carpets", id="two words in the place of two"),
        pytest.param("her name", "what did she say", "her name what did she say", id="a question that leans on it"),
        pytest.param("loans", "late chairs", "loans late chairs", id="nothing left to complete it with"),
    ],
)
def test_what_a_later_part_leaves_out_is_taken_from_the_first(first, piece, meant):
    assert read(first).completed(read(piece)).folded == meant


@pytest.mark.parametrize(
    ("spoken", "kinds"),
    [
        pytest.param("why was it late", ("reason",), id="a reason"),
        pytest.param("when and where did it leak", ("time", "place"), id="two kinds in order"),
        pytest.param("how many of what share", ("number",), id="each once"),
        pytest.param("who said so", ("person", "words"), id="who, and words"),
        pytest.param("wet carpets", (), id="nothing shows"),
    ],
)
def test_the_kinds_of_thing_asked_for_are_told_by_the_words_that_ask(spoken, kinds):
    assert asked_for(spoken) == kinds


def test_of_a_long_message_the_clauses_that_ask_stand_beside_its_sentences():
    story = "well " * 25
    assert "which is how many loans were late" in sentences(
        f"{story}, which is how many loans were late, not the others"
    )


def test_a_percentage_that_is_stated_is_not_asked_for():
    assert not read("my phone is on 4 percent, how many loans were late").wants_share
    assert read("what percent was late").wants_share

"""What a statement denies, and what it compares."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.language.denial import comparison, denials, denies, negates, without_idioms
from bot.core.language.lexicon import Lexicon, Term
from bot.core.language.text import fold
from bot.core.language.vocabulary import Vocabulary

LEXICON = Lexicon(Vocabulary(), ())


def terms(text: str) -> list[Term]:
    return LEXICON.terms(fold(text))


def denied(text: str, *, asking: bool = False) -> str:
    """Return the words of a statement that are denied, without those that only deny others."""
    found = [said.term.typed for said in denials(terms(text), asking=asking) if said.denied]
    return " ".join(word for word in found if not negates(word))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("lamps were mended", "", id="nothing denied"),
        pytest.param("lamps were not mended", "mended", id="not"),
        pytest.param("lamps weren't mended", "mended", id="a short form"),
        pytest.param("lamps werent mended", "mended", id="a short form without its apostrophe"),
        pytest.param("lamps cannot burn", "burn", id="cannot"),
        pytest.param("lamps were never mended", "mended", id="never"),
        pytest.param("lamps hardly burnt", "burnt", id="hardly"),
        pytest.param("no lamps burnt", "lamps burnt", id="no"),
        pytest.param("nobody mended lamps", "mended lamps", id="nobody"),
        pytest.param("none burnt", "burnt", id="none"),
        pytest.param("masts without lamps", "lamps", id="without"),
        pytest.param("masts except lamps", "lamps", id="except"),
        pytest.param("masts unlike lamps", "lamps", id="unlike"),
        pytest.param("lamps outside harbours", "harbours", id="outside"),
        pytest.param("nobody never mended lamps", "", id="two turn it back"),
    ],
)
def test_a_negator_turns_round_what_follows_it(text, expected):
    assert denied(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("lamps were neither dim nor broken", "dim broken", id="neither ... nor"),
        pytest.param("lamps were not dim nor broken", "dim broken", id="not ... nor"),
        pytest.param("lamps were not dim nor broken nor stolen", "dim broken stolen", id="nor twice"),
        pytest.param("nor were lamps broken", "were lamps broken", id="nor alone"),
    ],
)
def test_nor_goes_on_denying(text, expected):
    assert denied(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("they failed to mend lamps", "failed to mend lamps", id="failed to"),
        pytest.param("they refused to mend lamps", "refused to mend lamps", id="refused to"),
        pytest.param("they were unable to mend lamps", "unable to mend lamps", id="unable to"),
        pytest.param("they forgot to mend lamps", "forgot to mend lamps", id="forgot to"),
        pytest.param("they failed lamps", "", id="failed what is no doing"),
        pytest.param("they refused lamps", "", id="refused what is no doing"),
        pytest.param("they did not fail to mend lamps", "", id="not to fail is to do"),
    ],
)
def test_what_somebody_failed_to_do_is_denied(text, expected):
    assert denied(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("they wanted to mend lamps", "wanted to mend lamps", id="wanted to"),
        pytest.param("they planned to mend lamps", "planned to mend lamps", id="planned to"),
        pytest.param("they promised to mend lamps", "promised to mend lamps", id="promised to"),
        pytest.param("they were about to mend lamps", "about to mend lamps", id="about to"),
        pytest.param("they have yet to mend lamps", "yet to mend lamps", id="yet to"),
        pytest.param("they are going to mend lamps", "going to mend lamps", id="going to"),
        pytest.param("they are gonna mend lamps", "going to mend lamps", id="going to in chat"),
        pytest.param("they will mend lamps", "will mend lamps", id="will"),
        pytest.param("they'll mend lamps", "theyll mend lamps", id="will in a short form"),
        pytest.param("they will not mend lamps", "will mend lamps", id="will not is no more done than will"),
        pytest.param("they planned lamps", "", id="planned what is no doing"),
        pytest.param("they wrote about lamps", "", id="about what is no doing"),
        pytest.param("they wanted to know lamps", "", id="wanted to know, as one asks"),
        pytest.param("they tried to find lamps", "", id="tried to find, as one asks"),
    ],
)
def test_what_is_wanted_or_still_to_come_is_denied(text, expected):
    assert denied(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("lamps could have burnt", "could have burnt", id="could have"),
        pytest.param("lamps should be mended", "should be mended", id="should be"),
        pytest.param("they would do lamps", "would do lamps", id="would do"),
        pytest.param("lamps might well have burnt", "might well have burnt", id="a word between"),
        pytest.param("lamps could've burnt", "couldve burnt", id="a short form"),
        pytest.param("they shoulda mended lamps", "shoulda mended lamps", id="a form of chat"),
        pytest.param("they could mend lamps", "", id="could do is done"),
        pytest.param("lamps could not have burnt", "could have burnt", id="could not have"),
    ],
)
def test_what_could_have_been_is_denied(text, expected):
    assert denied(text) == expected


@pytest.mark.parametrize(
    ("text", "better"),
    [
        pytest.param("lamps were better", True, id="was better"),
        pytest.param("lamps were not better", False, id="was not better"),
        pytest.param("lamps could have been better", False, id="could have been better"),
        pytest.param("lamps could not have been better", True, id="could not have been better"),
        pytest.param("nobody thinks that lamps could have been better", True, id="nobody thinks that it could have"),
    ],
)
def test_what_could_not_have_been_better_was_good(text, better):
    assert ("better" not in denied(text).split()) is better


def test_what_could_not_have_been_found_was_not_found():
    assert "found" in denied("lamps could not have been found").split()


@pytest.mark.parametrize("joint", ["and", "but", "because", "cos", "which", "who", "while", "although", "since", "so"])
@pytest.mark.parametrize(
    "opening",
    [pytest.param("not dim", id="a negator"), pytest.param("could have been dim", id="what could have been")],
)
def test_another_clause_begins_anew(opening, joint):
    assert "broken" not in denied(f"lamps were {opening} {joint} broken").split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("lamps were not dim or broken", "dim or broken", id="a negation goes on"),
        pytest.param("lamps will dim or were broken", "will dim", id="what is to come does not"),
    ],
)
def test_after_or_only_a_negation_goes_on(text, expected):
    assert denied(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("didn't lamps burn", "", id="a negation that asks for a yes"),
        pytest.param("didn't they fail to mend lamps", "fail to mend lamps", id="it is used up by the first"),
        pytest.param("weren't lamps without glass", "glass", id="the next one denies"),
    ],
)
def test_a_question_that_opens_with_a_negation_denies_nothing_by_it(text, expected):
    assert denied(text, asking=True) == expected


WORDS = "not never nor or failed to wanted could have will better lamps and but know 12"
TERMS = st.lists(
    st.one_of(st.sampled_from(WORDS.split()), st.text(max_size=5)).map(lambda word: Term(word, word, known=False))
)


@given(TERMS, st.booleans())
def test_any_terms_come_back_in_order_each_with_whether_it_is_denied(given, asking):
    assert [said.term for said in denials(given, asking=asking)] == given


@given(TERMS, TERMS)
def test_what_stands_before_an_and_changes_nothing_after_it(before, after):
    joint = Term("and", "and", known=False)
    assert denials([*before, joint, *after])[len(before) :] == denials([joint, *after])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("not only were lamps mended", id="not only"),
        pytest.param("not to mention lamps", id="not to mention"),
        pytest.param("not gonna lie, lamps were mended", id="not gonna lie"),
        pytest.param("I won't lie, lamps were mended", id="won't lie"),
        pytest.param("no wonder lamps were mended", id="no wonder"),
        pytest.param("no fewer than 12 lamps were mended", id="no fewer than"),
        pytest.param("not more than 12 lamps were mended", id="not more than"),
        pytest.param("nobody ever mentions that lamps were mended", id="nobody mentions"),
        pytest.param("no one knows lamps were mended", id="no one knows"),
        pytest.param("I did not realise lamps were mended", id="did not realise"),
        pytest.param("why is nobody glad that lamps were mended", id="why is nobody"),
        pytest.param("I can't believe lamps were mended", id="can't believe"),
        pytest.param("can not get over it, lamps were mended", id="cannot get over"),
        pytest.param("don't forget lamps were mended", id="don't forget"),
        pytest.param("never tell me lamps were mended", id="never tell me"),
    ],
)
def test_a_way_of_speaking_denies_nothing(text):
    found = denials(LEXICON.terms(without_idioms(fold(text))))
    assert {said.term.typed for said in found if said.denied}.isdisjoint(["lamps", "mended", "12"])


@pytest.mark.parametrize("text", ["lamps were not mended", "nobody mended lamps", "no lamps", "lamps can't burn"])
def test_what_is_no_way_of_speaking_stays(text):
    assert without_idioms(text) == text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("it is a lie that 12 lamps burnt", id="it is a lie"),
        pytest.param("12 lamps burnt, that's complete nonsense", id="complete nonsense"),
        pytest.param("it was all made up", id="all made up"),
        pytest.param("it is fake news", id="fake news"),
        pytest.param("false to say 12 lamps burnt", id="false to say"),
        pytest.param("it isn't even true that 12 lamps burnt", id="not even true"),
        pytest.param("not the case that 12 lamps burnt", id="not the case"),
        pytest.param("no way 12 lamps burnt", id="no way"),
        pytest.param("as if 12 lamps burnt", id="as if"),
        pytest.param("if 12 lamps had not been mended", id="if it had not been"),
        pytest.param("what if 12 lamps burnt", id="what if"),
        pytest.param("suppose 12 lamps burnt", id="suppose"),
        pytest.param("i doubt that 12 lamps burnt", id="doubt that"),
        pytest.param("they denied that 12 lamps burnt", id="denied that"),
    ],
)
def test_a_statement_about_a_statement_takes_it_back(text):
    assert denies(fold(text))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("it is true that 12 lamps burnt", id="it is true"),
        pytest.param("12 lamps were not mended", id="a negation inside it"),
        pytest.param("they lied about 12 lamps", id="a lie told"),
        pytest.param("i doubt it, 12 lamps burnt", id="a doubt of something else"),
        pytest.param("if 12 lamps burn", id="if"),
        pytest.param("", id="nothing said"),
    ],
)
def test_any_other_statement_stands(text):
    assert not denies(fold(text))


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        pytest.param(" more lamps than oakham", 1, id="more"),
        pytest.param(" additional lamps", 1, id="additional"),
        pytest.param(" lamps more than oakham", 1, id="more as the second word"),
        pytest.param(" fewer lamps than oakham", -1, id="fewer"),
        pytest.param(" lamps less", -1, id="less as the second word"),
        pytest.param(" lamps, no more", 0, id="more as the third word"),
        pytest.param(" lamps", 0, id="no comparison"),
        pytest.param("", 0, id="nothing after it"),
    ],
)
def test_a_number_says_how_many_more_or_fewer(after, expected):
    assert comparison(after) == expected

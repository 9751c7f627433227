"""What people say in passing is told from what they ask."""

from __future__ import annotations

import pytest

from bot.core.answering.social import MANNERS, leaning, manner, passing, phrases, reacting, remarks
from tests import frozen
from tests.core import library

READER = frozen.answerer(library.knowledge())


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        pytest.param("hi", "greeting", id="a greeting"),
        pytest.param("heyyyy bot", "greeting", id="drawn out, with a word beside it"),
        pytest.param("hi, thanks!", "thanks", id="two at once"),
        pytest.param("Thank you so much x", "thanks", id="thanks at length"),
        pytest.param("ur a bot right", "identity", id="a bot or not"),
        pytest.param("what can u do??", "abilities", id="what it can do"),
        pytest.param("hahahah lool", "reaction", id="laughter"),
        pytest.param("\N{THUMBS UP SIGN}", "reaction", id="a picture alone"),
        pytest.param("", "bare", id="nothing"),
        pytest.param("???", "bare", id="question marks alone"),
        pytest.param("wrong chat sorry", "apology", id="an apology"),
        pytest.param("cya later", "farewell", id="a farewell"),
        pytest.param("stupid bot", "insult", id="an insult"),
        pytest.param("good bot", "praise", id="praise"),
        pytest.param("thansk", "thanks", id="misspelt thanks"),
        pytest.param("thats actually so sad", "reaction", id="a feeling, and words that say nothing"),
        pytest.param("thats more than i thought", "reaction", id="surprise at a number"),
        pytest.param("jeez 75%?!", "reaction", id="a number cried out"),
        pytest.param("how dreadful", "reaction", id="an exclamation that begins as questions do"),
        pytest.param("umm", "reaction", id="words that only fill"),
        pytest.param("do you dream", "identity", id="a question about the bot itself"),
        pytest.param("you know nothing", "reaction", id="what the bot is told of itself"),
        pytest.param("thanks, I'll use that in my essay", "thanks", id="thanks, and what for"),
        pytest.param("is that a lot?", None, id="a question about what was said"),
        pytest.param("how bad is it", None, id="a question with a word of feeling"),
        pytest.param("do you have a source", None, id="a request to the bot"),
        pytest.param("ok so they all failed", None, id="a claim to be confirmed"),
        pytest.param("%?", None, id="a percent sign"),
        pytest.param("hi, how many loans came back late", None, id="a greeting before a question"),
        pytest.param("the damning report", None, id="a word that begins like an oath"),
    ],
)
def test_how_a_message_is_meant_that_is_nothing_else(text, meant):
    assert manner(READER.read(text)) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        pytest.param("thanks, my nan says hi", "thanks", id="thanks before something else"),
        pytest.param("okay, thank you very much for explanation", "thanks", id="thanks in the middle"),
        pytest.param("wow, poor readers", "reaction", id="a reaction before something else"),
        pytest.param("thanks, who said it?", None, id="thanks before a question"),
        pytest.param("thanks, it was 412", None, id="thanks before a number"),
        pytest.param("pizza", None, id="nothing of the kind"),
    ],
)
def test_what_a_message_leans_to_that_asks_nothing(text, meant):
    assert leaning(READER.read(text)) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        pytest.param("typical librarians lol", "reaction", id="laughter at what it names"),
        pytest.param("Loans? What a load of crap.", "reaction", id="an echo, then an oath"),
        pytest.param("so how many loans did these clowns lose", None, id="a question that scolds"),
        pytest.param("they said the loans were excellent", None, id="what somebody is said to have said"),
        pytest.param("late loans", None, id="a subject alone"),
    ],
)
def test_a_reaction_may_name_what_it_is_about(text, meant):
    assert reacting(READER.read(text)) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        pytest.param("my bus is here", "reaction", id="of oneself"),
        pytest.param("i want the figures", None, id="a wish"),
        pytest.param("bus is here", None, id="of nobody"),
    ],
)
def test_what_people_say_of_themselves_is_said_in_passing(text, meant):
    assert passing(READER.read(text)) == meant


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        pytest.param("absolute joke", True, id="a remark"),
        pytest.param("is it a joke", False, id="a question without its mark"),
        pytest.param("and elmstead", False, id="another town"),
        pytest.param("only 31", False, id="a number"),
        pytest.param("joke?", False, id="a question mark"),
    ],
)
def test_a_remark_asks_nothing_and_names_nothing(text, remark):
    assert remarks(READER.read(text)) is remark


def test_every_manner_but_the_bare_one_has_phrases_that_mean_it():
    meant = {manner(READER.read(phrase)) for phrase in phrases()}
    assert meant == {*MANNERS} - {"bare"}

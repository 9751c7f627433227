"""A conversation: what is asked of what was shown, what is carried, and what is kept of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.answering.carried import carried
from bot.core.answering.conversation import converse
from bot.core.answering.reply import Reply
from bot.core.answering.talk import MAX_TURNS, Talk, Turn, continued, packed, turn_of, unpacked
from bot.core.knowledge.catalogue import Catalogue
from tests import frozen
from tests.core import library

BASE = library.knowledge()
CATALOGUE = Catalogue(BASE)
ANSWERER = frozen.answerer(BASE)


def told(*entries: str) -> Talk:
    """Return a conversation in which each of these entries answered, the last one last."""
    return tuple(Turn("answer", (entry,)) for entry in entries)


def offered(*entries: str) -> Talk:
    return (Turn("suggestions", suggested=entries),)


def said(text: str, before: Talk) -> Reply:
    return converse(ANSWERER, CATALOGUE, text, before)


@pytest.mark.parametrize(
    ("before", "text", "entry"),
    [
        pytest.param(told("loans-late"), "out of how many?", "loans-inspected", id="the whole"),
        pytest.param(told("loans-late", "roof-leaked"), "from how much total", "loans-inspected", id="of one before"),
        pytest.param(told("loans-late"), "in total?", "loans-inspected", id="in total"),
        pytest.param(told("chairs-elmstead"), "total?", "chairs-elmstead", id="of a whole itself"),
        pytest.param(
            told("bell-carpets"), "whos that", "bell-carpets", id="who somebody is, by the role beside the name"
        ),
        pytest.param(told("bell-carpets"), "her role?", "bell-carpets", id="what somebody does"),
        pytest.param(told("loans-late"), "is that true", "loans-late", id="whether it is so"),
        pytest.param(
            told("loans-late"), "really?", "loans-late", id="in doubt, in a word that is only polite elsewhere"
        ),
        pytest.param(told("hurst-lamps"), "says who", "hurst-lamps", id="who says so"),
        pytest.param(told("loans-late"), "i heard it was 130", "loans-late", id="another number"),
        pytest.param(told("loans-late", "bell-carpets"), "thats wrong, it was 130", "loans-late", id="of one before"),
        pytest.param(told("roof-leaked"), "i thought it was march", "roof-leaked", id="otherwise, without a number"),
        pytest.param(
            told("chairs-elmstead", "bell-carpets"), "back to the 96, how many?", "chairs-elmstead", id="back"
        ),
        pytest.param(
            offered("roof-leaked", "atlases-ruined"), "the second one", "atlases-ruined", id="the second offered"
        ),
        pytest.param(offered("roof-leaked", "atlases-ruined"), "last", "atlases-ruined", id="the last offered"),
        pytest.param(offered("roof-leaked"), "yes please", "roof-leaked", id="yes to the only one offered"),
        pytest.param(told("roof-leaked"), "any numbers?", "atlases-ruined", id="figures on the subject"),
    ],
)
def test_what_is_asked_of_what_was_shown_is_answered_from_it(before, text, entry):
    reply = said(text, before)
    assert (reply.kind, reply.entry and reply.entry.id, reply.question) == ("answer", entry, text)


@pytest.mark.parametrize(
    ("text", "figure", "working"),
    [
        pytest.param("together?", "127 chairs", "31 + 96 = 127", id="together"),
        pytest.param("add them up", "127 chairs", "31 + 96 = 127", id="added up"),
        pytest.param("whats the difference", "65 chairs", "96 - 31 = 65", id="the difference"),
        pytest.param("how many more?", "65 chairs", "96 - 31 = 65", id="how many more"),
    ],
)
def test_two_figures_that_were_shown_are_worked_out_with_their_working(text, figure, working):
    reply = said(text, told("chairs-oakham", "chairs-elmstead"))
    assert reply.worked is not None
    assert (reply.worked.text, reply.worked.working) == (figure, working)
    assert {reply.entry.id, *(other.id for other in reply.also)} == {"chairs-oakham", "chairs-elmstead"}


def test_a_number_held_against_what_was_shown_is_put_right():
    (correction,) = said("no it was 130", told("loans-late")).corrections
    assert (correction.said, correction.report) == ("130", "103 of 412 loans (25 %)")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("go on", "atlases-ruined", id="go on"),
        pytest.param("anything else?", "atlases-ruined", id="anything else"),
        pytest.param("more", "atlases-ruined", id="more"),
    ],
)
def test_more_is_what_stands_beside_it_and_was_not_shown_yet(text, shown):
    assert said(text, told("roof-leaked")).entry.id == shown


def test_where_all_was_shown_there_is_no_more():
    assert said("anything else?", told("roof-leaked", "atlases-ruined")).kind != "answer"


def test_no_offers_what_is_near_instead_of_what_was_shown():
    reply = said("not that", told("roof-leaked"))
    assert (reply.kind, [entry.id for entry in reply.suggestions]) == ("suggestions", ["atlases-ruined"])


@pytest.mark.parametrize(
    ("before", "text"),
    [
        pytest.param(told("roof-leaked"), "is it still so?", id="what came later"),
        pytest.param(told("bell-carpets"), "when?", id="a time that it does not have"),
        pytest.param(told("bell-carpets"), "how many?", id="a number that it does not have"),
        pytest.param(told("chairs-elmstead"), "and in wexford?", id="another town, of which nothing is known"),
    ],
)
def test_what_was_shown_does_not_answer_a_detail_that_it_lacks(before, text):
    reply = said(text, before)
    assert reply.entry is None or reply.entry.id not in before[-1].entries


def test_a_call_for_help_ends_the_conversation_and_gets_no_fact():
    reply = said("who said that? my dad hits me", told("bell-carpets"))
    assert (reply.kind, continued(told("bell-carpets"), reply)) == ("signpost", ())


def test_a_polite_line_offers_examples_which_are_not_carried_as_suggestions():
    reply = said("what can you do", ())
    assert (reply.kind, reply.manner, len(reply.suggestions)) == ("social", "abilities", 3)
    assert turn_of(reply) == Turn("social")


def test_the_last_turns_are_carried_and_no_more():
    talk: Talk = ()
    for text in ("how many loans did they look at", "when did the roof leak", "hi", "what did rosa bell say"):
        talk = continued(talk, said(text, talk))
    assert len(talk) == MAX_TURNS
    assert [turn.entries for turn in talk] == [("roof-leaked",), (), ("bell-carpets",)]


def test_what_has_gone_from_the_base_is_not_carried():
    assert carried(CATALOGUE, told("no-longer-there")) is None


IDS = st.lists(st.text("abc-", min_size=1, max_size=6), max_size=3).map(tuple)
TURNS = st.builds(Turn, st.sampled_from(("answer", "suggestions", "no_answer")), IDS, IDS, st.text("abc-", max_size=5))


@given(st.lists(TURNS, max_size=MAX_TURNS).map(tuple))
def test_a_conversation_that_was_packed_is_the_same_again(talk):
    assert unpacked(packed(talk)) == talk


@pytest.mark.parametrize("text", ["", "no json", "[1]", '[{"kind": "answer"}]', "{}"])
def test_what_cannot_be_read_is_no_conversation(text):
    assert unpacked(text) == ()

"""A reply to an answer carries its subject; a clear question, and a call for help, carry their own."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.answering.answerer import Answerer
from bot.core.answering.conversation import converse
from bot.core.answering.reply import Reply
from bot.core.answering.talk import Turn
from bot.core.knowledge.catalogue import Catalogue
from tests import frozen
from tests.core import library


def follow(answerer, catalogue, entry, text):
    return converse(answerer, catalogue, text, (Turn("answer", (entry.id,)),))


BASE = library.knowledge()
CATALOGUE = Catalogue(BASE)


def followed(answerer: Answerer, id: str, text: str) -> Reply:
    return follow(answerer, CATALOGUE, BASE.entries[id], text)


@pytest.mark.parametrize(
    ("before", "text", "entry"),
    [
        pytest.param("bell-carpets", "who said that?", "bell-carpets", id="who said it"),
        pytest.param("loans-late", "source?", "loans-late", id="the source"),
        pytest.param("loans-late", "SAUCE??", "loans-late", id="the source, as people type it"),
        pytest.param("roof-leaked", "link please", "roof-leaked", id="the link"),
        pytest.param("inspection", "where does it say that", "inspection", id="where it stands"),
        pytest.param("loans-late", "are you sure?", "loans-late", id="in doubt"),
        pytest.param("loans-late", "really?", "loans-late", id="in one word"),
    ],
)
def test_a_question_about_the_answer_gets_it_again_with_its_evidence(answerer, before, text, entry):
    reply = followed(answerer, before, text)
    assert (reply.kind, reply.entry.id, reply.confidence) == ("answer", entry, 1.0)


@pytest.mark.parametrize(
    ("before", "text", "entry"),
    [
        pytest.param("loans-late", "what percent is that?", "late-share", id="its share"),
        pytest.param("loans-late", "percentage?", "late-share", id="in one word"),
        pytest.param("loans-late", "whats that in %", "late-share", id="the sign"),
        pytest.param("loans-late", "what proportion is this", "late-share", id="a proportion"),
        pytest.param("late-share", "what percent is that", "late-share", id="a share already"),
    ],
)
def test_a_share_is_that_of_the_figure_before(answerer, before, text, entry):
    reply = followed(answerer, before, text)
    assert (reply.kind, reply.entry.id) == ("answer", entry)


@pytest.mark.parametrize(
    ("before", "text"),
    [
        pytest.param("chairs-elmstead", "what percent is that?", id="of a count that is no part"),
        pytest.param("loans-inspected", "percent?", id="of a whole"),
        pytest.param("atlases-ruined", "%?", id="of a number in words"),
        pytest.param("bell-carpets", "what proportion?", id="of a quotation"),
        pytest.param("roof-leaked", "percentage of what", id="of a fact without a figure"),
    ],
)
def test_where_there_is_no_share_the_reply_says_so_and_nothing_else(answerer, before, text):
    reply = followed(answerer, before, text)
    assert (reply.kind, reply.lacks_share, reply.suggestions, reply.question) == ("no_answer", True, (), text)


def test_why_there_is_no_share_is_said_where_the_report_is_known_not_to_say():
    silence = (
        "silences:\n",
        "silences:\n  - id: chairs-share\n    title: Share of broken chairs\n"
        "    says: How many chairs there are the article does not say.\n    near: [chairs-elmstead]\n"
        "    asked: [what share is that broken chairs in elmstead, what percentage of chairs in elmstead was broken]\n",
    )
    base = library.knowledge(gazette=silence)
    reply = follow(frozen.answerer(base), Catalogue(base), base.entries["chairs-elmstead"], "percent?")
    assert (reply.kind, reply.silence.id, reply.question) == ("no_answer", "chairs-share", "percent?")


@pytest.mark.parametrize(
    ("before", "text", "entry"),
    [
        pytest.param("bell-carpets", "show me the full quote", "bell-carpets", id="of a quotation"),
        pytest.param("hurst-lamps", "exact words?", "hurst-lamps", id="the exact words"),
        pytest.param("roof-leaked", "what was the statement", "roof-leaked", id="nobody is quoted there"),
    ],
)
def test_a_quotation_is_that_of_the_answer_before(answerer, before, text, entry):
    reply = followed(answerer, before, text)
    assert (reply.kind, reply.entry.id) == ("answer", entry)


def test_a_quotation_may_stand_beside_the_fact_in_its_paragraph():
    """The sentence that the answer was about, and who is quoted in the same paragraph."""
    evidence = '"We have asked for new lamps since 2009 and nobody listened"'
    beside = (
        "  - id: hurst-lamps\n",
        f"  - id: lamps-asked\n    title: New lamps\n    says: New lamps were asked for.\n    evidence: {evidence}\n"
        "    asked: [were new lamps wanted]\n  - id: hurst-lamps\n",
    )
    base = library.knowledge(gazette=beside)
    reply = follow(frozen.answerer(base), Catalogue(base), base.entries["lamps-asked"], "show me the full quote")
    assert reply.entry.id == "hurst-lamps"


@pytest.mark.parametrize(
    ("before", "text", "entry"),
    [
        pytest.param("chairs-elmstead", "and oakham?", "chairs-oakham", id="another town"),
        pytest.param("chairs-oakham", "and in elmstead?", "chairs-elmstead", id="and back"),
        pytest.param("loans-inspected", "how many came back late?", "loans-late", id="a part of it"),
        pytest.param("roof-leaked", "how many of them were ruined", "atlases-ruined", id="what follows from it"),
        pytest.param("bell-carpets", "and tom hurst?", "hurst-lamps", id="another speaker"),
        pytest.param("chairs-elmstead", "ok and what about oakham", "chairs-oakham", id="with words before it"),
        pytest.param("chairs-elmstead", "and elmstead?", "chairs-elmstead", id="the same town"),
        pytest.param("loans-inspected", "and oakham?", "chairs-oakham", id="what little is known of another town"),
    ],
)
def test_half_a_question_is_completed_by_the_one_before(answerer, before, text, entry):
    reply = followed(answerer, before, text)
    assert (reply.kind, reply.entry.id) == ("answer", entry)


def test_of_several_things_known_of_another_name_one_is_shown_or_all_are_offered():
    counted = (
        "  - id: bell-carpets\n",
        "  - id: neighbour\n    title: Chairs of Oakham\n    says: Oakham had 31 chairs.\n"
        "    figure: {value: 31, unit: chairs}\n"
        '    evidence: "31 broken chairs in Oakham"\n    asked: [seats of oakham]\n  - id: bell-carpets\n',
    )
    base = library.knowledge(gazette=counted)
    reply = follow(frozen.answerer(base), Catalogue(base), base.entries["loans-inspected"], "and oakham?")
    shown = [reply.entry.id] if reply.entry is not None else [each.id for each in reply.suggestions]
    assert shown in (["chairs-oakham"], ["chairs-oakham", "neighbour"])


@pytest.mark.parametrize(
    ("before", "text", "entry"),
    [
        pytest.param("loans-late", "how many broken chairs in oakham", "chairs-oakham", id="on another matter"),
        pytest.param("bell-carpets", "when did the roof leak", "roof-leaked", id="after a quotation"),
        pytest.param("chairs-oakham", "late loans in percent", "late-share", id="a share of its own"),
        pytest.param("loans-late", "how many loans came back late", "loans-late", id="the same again"),
        pytest.param("loans-late", "what did the chief librarian say", "bell-carpets", id="what somebody else said"),
        pytest.param("loans-late", "who said nobody listened", "hurst-lamps", id="who said something else"),
        pytest.param("loans-late", "who wrote the report", "inspection", id="who wrote something else"),
    ],
)
def test_a_clear_question_is_answered_as_one(answerer, before, text, entry):
    reply = followed(answerer, before, text)
    assert (reply.kind, reply.entry.id) == ("answer", entry)
    assert reply == answerer.answer(text)


@pytest.mark.parametrize(
    ("before", "text"),
    [
        pytest.param("loans-late", "pizza", id="another matter"),
        pytest.param("chairs-elmstead", "and in wexford?", id="a town that it has nothing of"),
    ],
)
def test_what_does_not_follow_is_not_answered_with_what_went_before(answerer, before, text):
    assert followed(answerer, before, text).kind == "no_answer"


@pytest.mark.parametrize(
    ("before", "text", "manner"),
    [
        pytest.param("bell-carpets", "hi", "greeting", id="a greeting"),
        pytest.param("bell-carpets", "thanks", "thanks", id="thanks"),
        pytest.param("loans-late", "", "bare", id="nothing"),
        pytest.param("loans-late", "wow ok", "reaction", id="a reaction"),
    ],
)
def test_what_is_only_polite_gets_a_line_and_no_fact(answerer, before, text, manner):
    reply = followed(answerer, before, text)
    assert (reply.kind, reply.manner, reply.entry) == ("social", manner, None)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("my dad hits me", id="alone"),
        pytest.param("source? my dad hits me", id="beside a follow-up"),
        pytest.param("my uncle hurts me. who said that?", id="before a follow-up"),
        pytest.param("what percent is that, my mum hits me", id="beside a share"),
    ],
)
def test_distress_always_gets_its_help_lines(answerer, text):
    reply = followed(answerer, "loans-late", text)
    assert (reply.kind, reply.entry, reply.help) == ("signpost", None, answerer.knowledge.help)


def test_a_follow_up_carries_its_own_question_and_the_version(answerer):
    reply = followed(answerer, "loans-late", "source?")
    assert (reply.question, reply.version) == ("source?", answerer.version)


@pytest.mark.parametrize("before", [pytest.param(id, id=id) for id in BASE.entries])
@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault
@given(text=st.one_of(st.text(max_size=400), st.sampled_from(["?", "% that", "quote it", "and", "\ud800"])))
def test_anything_at_all_may_follow_any_answer(answerer, before, text):
    reply = followed(answerer, before, text)
    assert reply.question in (text, f"{BASE.entries[before].asked[0]} {text}")
    assert (reply.entry is not None) == (reply.kind == "answer")
    assert 0.0 <= reply.confidence <= 1.0

"""A message is thought over: it and its pieces, each ranked and decided on once."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.answering.considering import Consideration, Decider
from bot.core.answering.deciding import Bars, Decision
from bot.core.language.message import Message
from bot.core.search.matching import Match, Ranking
from tests import frozen
from tests.core import library

BASE = library.knowledge()
MATCHER = frozen.matcher(BASE)
BARS = Bars(**frozen.FROZEN.by_words.bars)
DECIDER = Decider(BASE, MATCHER, BARS)


class Counting(Decider):
    """A decider that keeps what it is asked to rank."""

    def __init__(self) -> None:
        super().__init__(BASE, MATCHER, BARS)
        self.asked: list[str] = []

    def rank(self, message: Message) -> Ranking:
        self.asked.append(message.folded)
        return super().rank(message)


def considered(text: str, decider: Decider = DECIDER) -> Consideration:
    return Consideration(decider, MATCHER.read(text))


def decided(text: str) -> Decision:
    message = MATCHER.read(text)
    return DECIDER.decide(DECIDER.rank(message))


def answered(decision: Decision) -> str | None:
    return decision.entry.id if decision.entry is not None else None


def several(text: str) -> list[str | None]:
    return [answered(decision) for decision in considered(text).as_several()]


QUESTIONS = (
    "how many loans came back late",
    "when did the roof leak",
    "who wrote the report",
    "in oakham",
    "what is the budget of the libraries",
    "i like rain",
)
JOINTS = (" and ", "? ", ". ", "\n", ", ", "; ", " but ", " also ")
MESSAGES = st.lists(st.one_of(st.sampled_from(QUESTIONS + JOINTS), st.text(max_size=20)), max_size=9).map("".join)


@given(MESSAGES)
@settings(deadline=None)  # a busy machine is no fault
def test_each_text_of_any_message_is_ranked_once(text):
    """However often it is asked for, as one question and as several, and with other bars."""
    decider = Counting()
    consideration = considered(text, decider)
    for _ in range(2):
        consideration.as_one()
        consideration.as_several()
        consideration.of(consideration.message, Bars(0.1, 0.1, 0.1, 0.1, 0.1))
    assert consideration.message.folded in decider.asked
    assert len(decider.asked) == len(set(decider.asked))


@given(MESSAGES)
@settings(deadline=None)  # a busy machine is no fault
def test_any_message_asks_for_nothing_or_for_two_or_three_things_of_which_one_may_tell_another(text):
    found = [decision.entry for decision in considered(text).as_several()]
    assert len(found) <= 3
    assert None not in found


def test_what_was_decided_once_stays_decided():
    consideration = considered("when did the roof leak")
    assert consideration.as_one() is consideration.of(consideration.message)


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        pytest.param("how many loans came back late", "loans-late", id="a message that asks as a whole"),
        pytest.param("I like rain. Who wrote the report?", "inspection", id="one of its sentences asks"),
        pytest.param("I love zebras. They run.", None, id="none of its sentences asks"),
        pytest.param("zebra", None, id="it asks nothing that is known"),
        pytest.param("", None, id="nothing said"),
    ],
)
def test_a_message_asks_as_a_whole_or_by_its_surest_sentence(text, entry):
    assert answered(considered(text).as_one()) == entry


class Told(Decider):
    """A decider that finds the silence on money in a whole message and late loans in its last sentence, as surely as it
    is told."""

    def __init__(self, silent: float, answered: float) -> None:
        super().__init__(BASE, MATCHER, BARS)
        self.silent, self.answered = silent, answered

    def decide(self, ranking: Ranking, bars: Bars | None = None) -> Decision:
        if "money" in ranking.message.folded:
            return Decision(None, 0.9, BASE.silences["money"], self.silent, ranking=ranking)
        return Decision(BASE.entries["loans-late"], self.answered, ranking=ranking)


@pytest.mark.parametrize(
    ("silent", "answered_", "entry"),
    [
        pytest.param(0.6, 0.7, "loans-late", id="the sentence is surer"),
        pytest.param(0.7, 0.6, None, id="the silence is surer"),
        pytest.param(0.6, 0.6, None, id="both are as sure"),
        pytest.param(0.4, 0.3, "loans-late", id="the silence is not sure at all"),
    ],
)
def test_a_silence_stops_the_search_unless_a_sentence_is_answered_more_surely(silent, answered_, entry):
    found = considered("how much money do they get? so the loans were returned late?", Told(silent, answered_)).as_one()
    assert answered(found) == entry


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "how many loans came back late and who inspected the libraries", ["loans-late", "inspection"], id="two"
        ),
        pytest.param(
            "who wrote the report, when did the roof leak and how many atlases were ruined",
            ["inspection", "roof-leaked", "atlases-ruined"],
            id="three",
        ),
        pytest.param(
            "who wrote the report, when did the roof leak, what did rosa bell say and how many atlases were ruined",
            [],
            id="four are too many",
        ),
        pytest.param(
            "how many broken chairs in elmstead and in oakham",
            ["chairs-elmstead", "chairs-oakham"],
            id="the second in short",
        ),
        pytest.param("what did rosa bell say and tom hurst", ["bell-carpets", "hurst-lamps"], id="only another name"),
        pytest.param(
            "how many loans came back late and what share of loans came back late",
            ["loans-late"],
            id="the reply to the first tells the second",
        ),
        pytest.param("who inspected the libraries and who wrote the report", [], id="the same twice"),
        pytest.param("how many loans came back late and zebra", [], id="the second asks nothing known"),
        pytest.param(
            "how many loans came back late and what is the budget of the libraries", [], id="the second is not said"
        ),
        pytest.param("how many loans came back late", [], id="one alone"),
        pytest.param("", [], id="nothing said"),
    ],
)
def test_what_several_questions_in_a_message_ask_for(text, expected):
    assert several(text) == expected


@pytest.mark.parametrize(
    ("text", "entry", "silence"),
    [
        pytest.param("How many LOANS came back late?!", "loans-late", None, id="an entry's way of asking"),
        pytest.param("what is the budget of the libraries", None, "money", id="a silence's"),
    ],
)
def test_a_way_of_asking_of_the_base_is_sure_whatever_the_weights(text, entry, silence):
    weightless = DECIDER.going_by(MATCHER.with_weights({}), BARS)
    found = weightless.decide(weightless.rank(MATCHER.read(text)))
    assert (answered(found), found.silence and found.silence.id, found.confidence) == (entry, silence, 1.0)


def test_which_target_foresees_a_message():
    assert DECIDER.foreseen(MATCHER.read("quote from Rosa Bell!")) is BASE.entries["bell-carpets"]
    assert DECIDER.foreseen(MATCHER.read("quote from Rosa Bell, please")) is None


def test_a_way_of_asking_that_takes_something_wrong_for_granted_is_answered_and_corrected():
    wrong = library.knowledge(
        gazette=("      - number of late loans\n", "      - number of late loans\n      - were 130 loans late\n")
    )
    decider = Decider(wrong, frozen.matcher(wrong), BARS)
    message = decider.matcher.read("were 130 loans late")
    found = decider.decide(decider.rank(message))
    assert answered(found) == "loans-late"
    assert [each.said for each in decider.wrong_numbers(message, [wrong.entries["loans-late"]])] == ["130"]


@pytest.mark.parametrize("text", ["", "?!", "🎉", "zebra", "wibble wobble"])
def test_a_message_of_no_word_of_the_base_asks_for_nothing(text):
    found = decided(text)
    assert (found.entry, found.silence, found.suggestions) == (None, None, ())


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        pytest.param("what percentage of loans came back late", "late-share", id="a percentage asked"),
        pytest.param(
            "a quarter of the loans came back late", "loans-late", id="no share asked, though the share is likelier"
        ),
    ],
)
def test_of_a_count_and_its_share_the_one_that_is_asked_for_leads(text, entry):
    assert answered(decided(text)) == entry


@pytest.mark.parametrize(
    ("text", "suggested"),
    [
        pytest.param("late zebras", ["loans-late"], id="the second has one"),
        pytest.param("leaking zebras", ["roof-leaked"], id="the first has one"),
        pytest.param("late leak", ["roof-leaked", "loans-late"], id="each has one"),
        pytest.param("budget zebras", [], id="none has any, though a silence has"),
    ],
)
def test_what_has_none_of_the_telling_words_of_a_message_is_not_suggested(text, suggested):
    """However probable it is."""
    roof, late = (
        Match(BASE.entries[id], probability, "", ()) for id, probability in (("roof-leaked", 0.4), ("loans-late", 0.2))
    )
    found = DECIDER.decide(Ranking(MATCHER.read(text), (), (roof, late), 0.4))
    assert (found.entry, [entry.id for entry in found.suggestions]) == (None, suggested)


def test_a_decider_that_remembers_ranks_a_text_once_whatever_message_it_comes_in():
    remembering = DECIDER.remembering()
    message, again = (MATCHER.read(text) for text in ("When did the roof leak", "when did the ROOF leak"))
    assert remembering.rank(message) is remembering.rank(again)
    assert DECIDER.rank(message) is not DECIDER.rank(again)


def test_what_is_remembered_is_forgotten_with_another_matcher_and_kept_with_other_bars():
    remembering = DECIDER.remembering()
    message = MATCHER.read("late loans")
    ranked = remembering.rank(message)
    assert remembering.going_by(MATCHER, Bars(1.0, 1.0, 1.0, 1.0, 1.0)).rank(message) is ranked
    assert remembering.going_by(MATCHER.with_weights({}), BARS).rank(message) != ranked


def test_other_bars_make_another_decision_of_the_same_ranking():
    consideration = considered("was it a quarter of the loans")
    usual = consideration.of(consideration.message)
    lenient = consideration.of(consideration.message, Bars(0.3, 0.3, 0.3, 0.1, 0.2))
    assert (answered(usual), answered(lenient)) == (None, "loans-late")
    assert usual.ranking is lenient.ranking

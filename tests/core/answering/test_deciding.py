"""A ranking becomes a decision: answer, suggest, or say that the report does not say."""

from __future__ import annotations

from collections.abc import Mapping, Set

import pytest

from bot.core.answering.deciding import Bars, Decision, Option, decide, options
from bot.core.answering.premise import Premise
from bot.core.answering.reply import Correction
from bot.core.knowledge.model import Entry
from bot.core.language.lexicon import Lexicon
from bot.core.language.message import MessageReader
from bot.core.language.vocabulary import NameFinder, Vocabulary
from bot.core.search.learnt import SHIPPED
from bot.core.search.matching import Match, Ranking
from tests.core import library

BASE = library.knowledge()
LATE, LOOKED, SHARE, CHAIRS = (
    BASE.entries[id] for id in ("loans-late", "loans-inspected", "late-share", "chairs-oakham")
)
MONEY, TOWNS = BASE.silences["money"], BASE.silences["other-towns"]
BARS = Bars(answer=0.5, alone=0.5, part=0.6, suggest=0.1, silence=0.3)
SELDOM_ALONE = Bars(answer=0.5, alone=0.8, part=0.6, suggest=0.1, silence=0.3)
QUESTION = MessageReader(Lexicon(Vocabulary(), ()), NameFinder(())).read("?")


def ranking(*pairs: tuple[object, float], none: float = 0.0) -> Ranking:
    """Return a ranking of targets with their probabilities."""
    matches = tuple(Match(target, probability, "", ()) for target, probability in pairs)
    return Ranking(QUESTION, (), matches, none)


def decided(
    ranked: Ranking,
    *,
    covers: Mapping[str, Set[str]] | None = None,
    blocked: tuple[Entry, ...] = (),
    bars: Bars = BARS,
) -> Decision:
    return decide(ranked, covers=covers or {}, examine=lambda entry: Premise(blocked=entry in blocked), bars=bars)


@pytest.mark.parametrize(
    ("ranked", "expected"),
    [
        pytest.param(ranking((LATE, 0.5)), LATE, id="exactly at the bar"),
        pytest.param(ranking((LATE, 0.499)), None, id="just below the bar"),
        pytest.param(ranking((LATE, 0.5), (LOOKED, 0.499)), LATE, id="just ahead of another entry"),
        pytest.param(ranking((LATE, 0.501), (MONEY, 0.499)), LATE, id="just ahead of a silence"),
        pytest.param(ranking((LATE, 0.5), (MONEY, 0.5)), None, id="level with a silence"),
        pytest.param(ranking((LATE, 0.501), none=0.499), LATE, id="just ahead of none"),
        pytest.param(ranking((LATE, 0.5), none=0.5), None, id="level with none"),
        pytest.param(ranking((MONEY, 0.9)), None, id="no entry at all"),
        pytest.param(ranking(none=1.0), None, id="nothing at all"),
    ],
)
def test_an_entry_answers_from_the_bar_on_if_it_beats_silence_and_none(ranked, expected):
    assert decided(ranked).entry is expected


def test_the_confidence_of_an_answer_is_its_probability():
    assert decided(ranking((LATE, 0.75), (LOOKED, 0.2))).confidence == pytest.approx(0.75)


def test_the_confidence_of_no_answer_is_that_no_entry_is_meant():
    assert decided(ranking((LATE, 0.25), (MONEY, 0.6))).confidence == pytest.approx(0.75)


def test_an_entry_whose_reply_answers_the_others_too_has_their_probability_as_well():
    covers = {"loans-late": {"late-share"}}
    found = decided(ranking((SHARE, 0.4), (LATE, 0.3)), covers=covers)
    assert (found.entry, found.confidence) == (LATE, pytest.approx(0.7))


def test_what_is_covered_counts_in_one_direction_only():
    assert decided(ranking((SHARE, 0.47), (LATE, 0.04)), covers={"loans-inspected": {"late-share"}}).entry is None


def test_confidence_never_exceeds_one():
    found = decided(ranking((LATE, 0.7), (SHARE, 0.7)), covers={"loans-late": {"late-share"}})
    assert found.confidence == 1.0


def test_the_most_probable_entry_answers_where_it_may_though_another_covers_more():
    found = decided(ranking((SHARE, 0.5), (LATE, 0.3)), covers={"loans-late": {"late-share"}})
    assert (found.entry, found.confidence) == (SHARE, pytest.approx(0.5))


def test_of_equal_entries_the_one_that_is_ranked_first_answers():
    assert decided(ranking((LATE, 0.5), (LOOKED, 0.5))).entry is LATE


def test_an_entry_that_the_premises_block_is_suggested_and_does_not_answer():
    found = decided(ranking((LATE, 0.8), (LOOKED, 0.15)), blocked=(LATE,))
    assert (found.entry, found.suggestions) == (None, (LATE, LOOKED))


def test_no_second_entry_answers_in_place_of_a_blocked_one():
    assert decided(ranking((LATE, 0.5), (LOOKED, 0.5)), blocked=(LATE,)).entry is None


def test_corrections_come_with_the_answer():
    premise = Premise((Correction("130", "103"),))
    found = decide(ranking((LATE, 0.9)), covers={}, examine=lambda entry: premise, bars=BARS)
    assert (found.entry, found.premise) == (LATE, premise)


@pytest.mark.parametrize(
    ("ranked", "expected"),
    [
        pytest.param(ranking((LATE, 0.8), (LOOKED, 0.2)), (LATE,), id="sure enough to answer alone"),
        pytest.param(ranking((LATE, 0.799), (LOOKED, 0.2)), (LATE, LOOKED), id="not sure enough to answer alone"),
        pytest.param(ranking((LATE, 0.3), (LOOKED, 0.2)), (LATE, LOOKED), id="sure enough together"),
        pytest.param(ranking((LATE, 0.3), (LOOKED, 0.199)), (), id="not sure enough even together"),
        pytest.param(ranking((LATE, 0.7), (LOOKED, 0.05)), (LATE, LOOKED), id="just worth mentioning"),
        pytest.param(ranking((LATE, 0.7), (LOOKED, 0.049)), (LATE,), id="not worth mentioning"),
        pytest.param(ranking((LATE, 0.3), (LOOKED, 0.25), (MONEY, 0.45)), (LATE, LOOKED), id="ahead of a silence"),
        pytest.param(ranking((LATE, 0.25), (LOOKED, 0.25), (MONEY, 0.5)), (), id="level with a silence"),
        pytest.param(ranking((LATE, 0.4), (LOOKED, 0.2), (CHAIRS, 0.2)), (LATE, LOOKED), id="two at most"),
    ],
)
def test_an_entry_that_is_not_sure_enough_alone_is_joined_by_the_next_likely(ranked, expected):
    found = decided(ranked, bars=SELDOM_ALONE)
    assert ((found.entry, *found.also) if found.entry is not None else ()) == expected


def test_two_entries_that_answer_together_are_as_sure_as_both():
    found = decided(ranking((LATE, 0.4), (LOOKED, 0.3)), bars=SELDOM_ALONE)
    assert found.confidence == pytest.approx(0.7)


def test_what_an_answer_says_anyway_does_not_stand_beside_it():
    covers = {"loans-late": {"late-share"}}
    found = decided(ranking((LATE, 0.4), (SHARE, 0.3), (LOOKED, 0.1)), covers=covers, bars=SELDOM_ALONE)
    assert (found.entry, found.also) == (LATE, (LOOKED,))


@pytest.mark.parametrize(
    ("ranked", "corrected"),
    [
        pytest.param(ranking((LATE, 0.6), (LOOKED, 0.3)), True, id="twice as likely"),
        pytest.param(ranking((LATE, 0.59), (LOOKED, 0.3)), False, id="less than twice as likely"),
    ],
)
def test_of_two_entries_the_first_corrects_the_question_only_if_it_is_clearly_meant(ranked, corrected):
    premise = Premise((Correction("130", "103"),))
    found = decide(ranked, covers={}, examine=lambda entry: premise, bars=SELDOM_ALONE)
    assert (found.also, found.premise == premise) == ((LOOKED,), corrected)


def test_no_entry_that_the_premises_block_stands_beside_another():
    found = decided(ranking((LATE, 0.6), (LOOKED, 0.2)), blocked=(LOOKED,), bars=SELDOM_ALONE)
    assert (found.entry, found.also) == (LATE, ())


@pytest.mark.parametrize(
    ("ranked", "expected"),
    [
        pytest.param(ranking((MONEY, 0.3)), MONEY, id="exactly at the bar"),
        pytest.param(ranking((MONEY, 0.299)), None, id="just below the bar"),
        pytest.param(ranking((MONEY, 0.4), none=0.4), MONEY, id="level with none"),
        pytest.param(ranking((MONEY, 0.4), none=0.401), None, id="just behind none"),
        pytest.param(ranking((MONEY, 0.4), (TOWNS, 0.35)), MONEY, id="the likelier of two"),
        pytest.param(ranking((LATE, 0.45), (MONEY, 0.3)), MONEY, id="behind an entry that is not sure enough"),
        pytest.param(ranking((LATE, 0.6), (MONEY, 0.35)), None, id="behind an entry that answers"),
    ],
)
def test_a_silence_is_what_was_asked_for(ranked, expected):
    assert decided(ranked).silence is expected


def test_a_silence_comes_without_suggestions_of_the_ranking():
    assert decided(ranking((LATE, 0.45), (MONEY, 0.4))).suggestions == ()


def test_a_blocked_entry_leaves_the_word_to_a_silence():
    assert decided(ranking((LATE, 0.6), (MONEY, 0.35)), blocked=(LATE,)).silence is MONEY


@pytest.mark.parametrize(
    ("ranked", "expected"),
    [
        pytest.param(ranking((LATE, 0.1)), (LATE,), id="exactly at the bar"),
        pytest.param(ranking((LATE, 0.099)), (), id="just below the bar"),
        pytest.param(ranking((LATE, 0.3), (LOOKED, 0.15), (CHAIRS, 0.05)), (LATE, LOOKED), id="those above the bar"),
        pytest.param(
            ranking((LATE, 0.25), (LOOKED, 0.2), (CHAIRS, 0.15), (SHARE, 0.14)),
            (LATE, LOOKED, CHAIRS),
            id="three at most",
        ),
        pytest.param(ranking((LATE, 0.2), (MONEY, 0.2), (LOOKED, 0.15), none=0.3), (LATE, LOOKED), id="entries only"),
        pytest.param(ranking(none=1.0), (), id="nothing to suggest"),
    ],
)
def test_what_is_close_but_not_sure_is_suggested(ranked, expected):
    assert decided(ranked).suggestions == expected


# --- The answers that could be given ------------------------------------------------------------------------------


def found_options(
    ranked: Ranking, *, covers: Mapping[str, Set[str]] | None = None, blocked: tuple[Entry, ...] = ()
) -> list[Option]:
    return options(ranked, covers=covers or {}, examine=lambda entry: Premise(blocked=entry in blocked))


def shown(option: Option) -> tuple[str, ...]:
    """Return the ids of what an option leads with and of what stands beside that."""
    return tuple(match.target.id for match in (option.lead, option.beside) if match is not None)


COVERING = {"loans-late": {"late-share"}}


@pytest.mark.parametrize(
    ("ranked", "covers", "expected"),
    [
        pytest.param(ranking((LATE, 0.6), (LOOKED, 0.049)), {}, [("loans-late",)], id="one that nothing is beside"),
        pytest.param(
            ranking((LATE, 0.6), (LOOKED, 0.2), (CHAIRS, 0.1)),
            {},
            [("loans-late",), ("loans-late", "loans-inspected")],
            id="one alone, then with the next likely",
        ),
        pytest.param(
            ranking((SHARE, 0.4), (LATE, 0.3), (LOOKED, 0.2)),
            COVERING,
            [
                ("late-share",),
                ("loans-late",),
                ("late-share", "loans-late"),
                ("loans-late", "loans-inspected"),
            ],
            id="the likeliest and the one that with what it covers is likelier, both alone first",
        ),
        pytest.param(
            ranking((LATE, 0.4), (SHARE, 0.3), (MONEY, 0.2)),
            COVERING,
            [("loans-late",)],
            id="neither what it covers nor a silence is beside it",
        ),
        pytest.param(ranking((MONEY, 0.9), none=0.1), {}, [], id="no entry at all"),
        pytest.param(ranking(none=1.0), {}, [], id="nothing at all"),
    ],
)
def test_answers_are_thought_of_alone_first_and_then_in_pairs(ranked, covers, expected):
    assert [shown(option) for option in found_options(ranked, covers=covers)] == expected


def test_an_answer_is_as_probable_as_its_entries_and_what_they_cover_together():
    found = found_options(ranking((SHARE, 0.4), (LATE, 0.3), (LOOKED, 0.2)), covers=COVERING)
    assert [option.probability for option in found] == pytest.approx([0.4, 0.7, 0.7, 0.9])


def test_no_answer_is_more_probable_than_certain():
    found = found_options(ranking((LATE, 0.7), (SHARE, 0.3), (LOOKED, 0.2)), covers=COVERING)
    assert [option.probability for option in found] == [1.0, 1.0]


def test_an_answer_is_marked_as_alone_where_another_could_stand_beside_it():
    single = found_options(ranking((LATE, 0.6), (LOOKED, 0.049)))
    double = found_options(ranking((LATE, 0.6), (LOOKED, 0.05)))
    assert ([option.alone for option in single], [option.alone for option in double]) == ([False], [True, False])


@pytest.mark.parametrize(
    ("blocked", "expected"),
    [
        pytest.param((SHARE,), [], id="the most probable entry, so none"),
        pytest.param((LATE,), [("late-share",), ("late-share", "loans-inspected")], id="the one that covers it"),
        pytest.param(
            (LOOKED,), [("late-share",), ("loans-late",), ("late-share", "loans-late")], id="one that would be beside"
        ),
    ],
)
def test_what_the_premises_block_is_in_no_answer(blocked, expected):
    found = found_options(ranking((SHARE, 0.4), (LATE, 0.3), (LOOKED, 0.2)), covers=COVERING, blocked=blocked)
    assert [shown(option) for option in found] == expected


# --- Answers that are told to be more or less sure than probable ---------------------------------------------------

TWO_LIKELY = ranking((LATE, 0.4), (LOOKED, 0.3))


def told(
    ranked: Ranking,
    sures: Mapping[tuple[str, ...], float],
    *,
    blocked: tuple[Entry, ...] = (),
    bars: Bars = SELDOM_ALONE,
) -> Decision:
    """Return what is decided if answers with some entries are as sure as is told."""
    return decide(
        ranked,
        covers={},
        examine=lambda entry: Premise(blocked=entry in blocked),
        bars=bars,
        sure=lambda option: sures[shown(option)],
    )


@pytest.mark.parametrize(
    ("alone", "together", "expected", "confidence"),
    [
        pytest.param(0.8, 0.99, (LATE,), 0.8, id="the first at its bar, though another is surer"),
        pytest.param(0.79, 0.5, (LATE, LOOKED), 0.5, id="the second at its lower bar"),
        pytest.param(0.79, 0.49, (), 0.21, id="none, and missing is what the surest lacks"),
        pytest.param(0.1, 0.3, (), 0.7, id="none, and the surest is the second"),
    ],
)
def test_the_first_answer_that_is_as_sure_as_its_bar_asks_is_given(alone, together, expected, confidence):
    found = told(TWO_LIKELY, {("loans-late",): alone, ("loans-late", "loans-inspected"): together})
    assert ((found.entry, *found.also) if found.entry is not None else ()) == expected
    assert found.confidence == pytest.approx(confidence)


@pytest.mark.parametrize(
    "ranked",
    [
        pytest.param(ranking((LATE, 0.3), (MONEY, 0.6)), id="a silence"),
        pytest.param(ranking((LATE, 0.3), none=0.7), id="none"),
    ],
)
def test_an_answer_that_is_told_to_be_sure_need_not_be_the_most_probable(ranked):
    assert decided(ranked, bars=Bars(answer=0.2, alone=0.2, part=0.2, suggest=0.1, silence=0.3)).entry is None
    assert told(ranked, {("loans-late",): 0.5}).entry is LATE


def test_a_silence_is_what_was_asked_for_where_no_answer_is_told_to_be_sure():
    found = told(ranking((LATE, 0.6), (MONEY, 0.3)), {("loans-late",): 0.25})
    assert (found.entry, found.silence, found.confidence, found.sure_silence) == (None, MONEY, 0.75, 0.3)


def test_what_is_suggested_goes_by_how_probable_it_is_and_not_by_how_sure():
    sures = {("loans-late",): 0.0, ("loans-late", "loans-inspected"): 0.0}
    assert told(TWO_LIKELY, sures).suggestions == (LATE, LOOKED)


def test_where_no_answer_can_be_given_that_there_is_none_is_certain():
    """Nobody is asked how sure the blocked entry is."""
    found = told(ranking((LATE, 0.8), (LOOKED, 0.15)), {}, blocked=(LATE,))
    assert (found.entry, found.confidence, found.suggestions) == (None, 1.0, (LATE, LOOKED))


# --- The shipped bars ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("vectors", [pytest.param(False, id="by words"), pytest.param(True, id="by vectors")])
def test_the_shipped_bars_are_probabilities_and_an_answer_needs_more_than_a_suggestion(vectors):
    bars = Bars(**SHIPPED.weighting(vectors=vectors).bars)
    assert 0.0 < bars.suggest < bars.answer < 1.0
    assert 0.0 < bars.silence < 1.0
    assert 0.0 < bars.part < 1.0
    assert bars.answer <= bars.alone < 1.0

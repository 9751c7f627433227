"""Bars are chosen by the answers that they lead to: a wrong one costs more than a missed one."""

from __future__ import annotations

import pytest

from bot.core.answering.answerer import Answerer
from bot.core.answering.reply import Reply
from bot.lab.bars import Chosen, choose
from bot.lab.questions import Asked
from tests.core import library

LATE, ROOF = library.entry("loans-late"), library.entry("roof-leaked")
RIGHT = Asked("late?", "direct", "answer", entry="loans-late")
WRONG = Asked("late?", "direct", "answer", entry="roof-leaked")


class Sure:
    """Stands for an answerer that answers every question with the late loans where its bar lets it.

    It shows how sure is sure enough, which no real answerer does for a question alone.
    """

    def __init__(self, confidence: float, bar: float = 0.0) -> None:
        self.confidence, self.bar = confidence, bar

    def with_bars(self, bars) -> Sure:
        return Sure(self.confidence, bars.answer)

    def answer_question(self, text: str) -> Reply:
        kind = "answer" if self.confidence >= self.bar else "suggestions"
        return Reply(text, kind, self.confidence, "v", entry=LATE if kind == "answer" else None)


def test_of_nothing_the_highest_bars_are_chosen_and_nothing_is_calibrated():
    """Bars that do equally well: the most careful ones."""
    chosen = choose([])
    assert (chosen.bars["answer"], chosen.bars["alone"], chosen.bars["part"]) == (0.85, 0.9, 0.8)
    assert (chosen.calibration, chosen.right, chosen.wrong) == ((1.0, 0.0), 0, 0)


@pytest.mark.parametrize(
    ("rights", "wrongs", "bar", "counts"),
    [
        pytest.param([0.6, 0.7], [], 0.58, (2, 0), id="low enough for all that are right"),
        pytest.param([0.6, 0.7], [0.5], 0.58, (2, 0), id="but above what is wrong"),
        pytest.param([0.6, 0.7], [0.65], 0.7, (1, 0), id="one right answer is not worth a wrong one"),
        pytest.param([0.6] * 7, [0.65], 0.58, (7, 1), id="seven are"),
    ],
)
def test_the_bar_is_where_right_answers_outweigh_wrong_ones(rights, wrongs, bar, counts):
    chosen = choose([*((Sure(each), RIGHT) for each in rights), *((Sure(each), WRONG) for each in wrongs)])
    assert (chosen.bars["answer"], (chosen.right, chosen.wrong)) == (bar, counts)


def test_a_real_answerer_is_asked_under_each_bar(answerer: Answerer):
    asked = Asked("how many loans came back late", "direct", "answer", shows=(("103",),))
    chosen = choose([(answerer.remembering(), asked)])
    assert isinstance(chosen, Chosen)
    assert (chosen.right, chosen.wrong) == (1, 0)

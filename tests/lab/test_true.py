"""Which claims are true is learnt from messages with known verdicts: the same from the same."""

from __future__ import annotations

import pytest
import sklearn.ensemble  # noqa: F401 - only what is loaded can be kept to one thread
from threadpoolctl import threadpool_limits

from bot.core.factcheck.checker import FigureChecker
from bot.core.factcheck.fitting import CONTRADICTING
from bot.core.factcheck.weighing import COLUMNS
from bot.core.search.forest import Forest
from bot.lab.claims import Expected
from bot.lab.true import learn_true
from tests import frozen
from tests.core import library

TRUE = (
    "103 loans came back late", "103 of the loans were late", "they say 103 loans came back late", "103 late loans",
    "inspectors looked at 412 loans", "412 loans were inspected", "the sample had 412 loans", "412 loans in all",
    "96 broken chairs in Elmstead", "Elmstead had 96 broken chairs", "they counted 96 chairs in Elmstead",
    "31 broken chairs in Oakham", "Oakham has 31 broken chairs", "there were 31 damaged chairs in Oakham",
)  # fmt: skip
CHANGED = (
    "103 loans were never late", "103 chairs came back late", "103 loans were stolen", "103 goats were sold in town",
    "412 chairs were inspected", "nobody looked at 412 loans", "412 goats ate the grass", "412 loans were burnt",
    "96 broken chairs in Oakham", "Bramley had 96 broken chairs", "96 goats in the garden of my aunt",
    "31 broken chairs in Elmstead", "Wexford has 31 broken chairs", "31 goats went to see the sea",
)  # fmt: skip


def numbered(text: str) -> str:
    return next(word for word in text.split() if word.isdigit())


MESSAGES = [
    *(Expected(text, "exact", ((numbered(text), ("agrees",)),)) for text in TRUE),
    *(Expected(text, "other", ((numbered(text), ("differs", "not in the report")),)) for text in CHANGED),
]
# Another number than the report's, one that is not read for sure, one of which either verdict is right, and none.
PASSED_OVER = [
    Expected("130 loans came back late", "number", (("130", ("differs",)),)),
    Expected("1.030 loans came back late", "odd", (("1.030", ("cannot tell",)),)),
    Expected("103 cases may or may not be meant", "odd", (("103", ("agrees", "cannot tell")),)),
    Expected("no number at all", "unrelated", ()),
]


def learnt_now(messages: list[Expected], told: list[str]) -> Forest:
    """Return what is learnt. Threads of scikit-learn that wait for each other would take ten times as long."""
    with threadpool_limits(1):
        return learn_true([(frozen.answerer(library.knowledge()), messages)], told.append)


@pytest.fixture(scope="module")
def told() -> list[str]:
    """The progress that learning tells of."""
    return []


@pytest.fixture(scope="module")
def learnt(told: list[str]) -> Forest:
    return learnt_now(MESSAGES, told)


def test_trees_are_learnt_about_the_columns_that_there_are(learnt):
    assert learnt.features == COLUMNS


def test_there_is_a_bar_for_each_verdict_and_kind_of_difference(learnt):
    assert set(learnt.bars) == {"true", "true_plain", "words", *CONTRADICTING}


def test_the_bars_are_probabilities_and_the_same_in_every_base(learnt):
    for at_one, more in learnt.bars.values():
        assert 0.0 <= at_one <= 1.0
        assert more == 0.0


def test_what_is_likelier_true_than_not_is_never_denied(learnt):
    assert all(bar <= 0.5 for name, (bar, _) in learnt.bars.items() if not name.startswith("true"))


@pytest.mark.usefixtures("learnt")
def test_it_is_told_how_many_claims_there_were_and_how_many_agree(told):
    assert told[0] == "28 claims with the number of a fact, 14 of them true"
    assert told[1].startswith("out of fold ")
    assert len(told) == 2


def test_the_same_messages_teach_the_same(learnt):
    assert learnt_now(MESSAGES, []).written() == learnt.written()


def test_claims_with_another_number_and_those_of_which_either_is_right_teach_nothing(learnt):
    """Nor do numbers that cannot be read for sure."""
    told: list[str] = []
    assert learnt_now([*MESSAGES, *PASSED_OVER], told).written() == learnt.written()
    assert told[0] == "28 claims with the number of a fact, 14 of them true"


def test_a_checker_goes_by_what_was_learnt(learnt):
    """What it learnt from it tells: a plain true claim is likelier than one about goats."""
    base = library.knowledge()
    made = frozen.answerer(base)
    checker = FigureChecker(base, made.by_words, made.matcher, made.decider.subjects, learnt)

    def probability(text: str) -> float:
        message = made.read(text)
        (reading,) = checker.readings(message)
        same = checker.same(reading)
        return learnt.probability(checker.row(checker.weighing(message), reading, same[0], same))

    assert probability("103 loans came back late") > 0.5 > probability("103 goats were sold in town")

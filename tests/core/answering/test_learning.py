"""What people do with an answer tells about a question."""

from __future__ import annotations

import pytest

from bot.core.answering.answerer import Answerer
from bot.core.answering.learning import carried_on, confirms, denies, follows, tells, untaught
from tests.core import library
from tests.frozen import FROZEN

CALL = "my dad hits me and i am scared"


@pytest.fixture(scope="module")
def answerer():
    return Answerer(library.knowledge(), FROZEN)


@pytest.mark.parametrize(
    ("question", "entry", "expected"),
    [
        pytest.param("loans", "loans-late", True, id="what gets suggestions"),
        pytest.param("so how many loans did they look at then", "loans-late", True, id="what another entry answers"),
        pytest.param("so how many loans came back late then", "loans-late", False, id="what it answers anyway"),
        pytest.param(CALL, "loans-late", False, id="a call for help"),
        pytest.param("What do librarians earn?", "loans-late", False, id="what the report does not say"),
        pytest.param("what can you do", "loans-late", False, id="what the bot answers with examples"),
    ],
)
def test_a_choice_tells_something(answerer, question, entry, expected):
    assert tells(answerer, question, entry) is expected


@pytest.mark.parametrize(
    ("question", "entry", "expected"),
    [
        pytest.param("how many loans came back after their date", "loans-late", True, id="a new way of asking"),
        pytest.param(
            "how many of the loans they looked at were returned late", "loans-late", True, id="not quite sure"
        ),
        pytest.param("how many loans came back late", "loans-late", False, id="a way of asking"),
        pytest.param("so how many loans came back late then", "loans-late", False, id="but for little words"),
        pytest.param("the late loans, how many", "loans-late", False, id="but for order and ending"),
        pytest.param("were any loans returned after the date", "loans-late", False, id="what only a talk made clear"),
        pytest.param("when did the roof leak", "loans-late", False, id="what another entry answers"),
        pytest.param("did 387 loans come back after their date", "loans-late", False, id="what has a number wrong"),
        pytest.param(
            "how many loans came back late and when did the roof leak", "loans-late", False, id="two questions"
        ),
        pytest.param(CALL, "loans-late", False, id="a call for help"),
        pytest.param("thanks", "loans-late", False, id="politeness"),
    ],
)
def test_an_answer_that_helped_tells_something(answerer, question, entry, expected):
    assert confirms(answerer, question, entry) is expected


@pytest.mark.parametrize(
    ("question", "entry", "expected"),
    [
        pytest.param("how many loans were overdue", "loans-late", True, id="what is answered so"),
        pytest.param("how many loans came back late", "loans-late", False, id="a way of asking, for a moderator"),
        pytest.param("how many loans were overdue", "nothing", False, id="an entry that has gone"),
        pytest.param(CALL, "loans-late", False, id="a call for help"),
    ],
)
def test_an_answer_that_was_wrong_tells_something(answerer, question, entry, expected):
    assert denies(answerer, question, entry) is expected


LATE = "how many loans came back late"


@pytest.mark.parametrize(
    ("first", "second", "entry", "expected"),
    [
        pytest.param("overdue loans count please", LATE, "loans-late", True, id="other words for the same"),
        pytest.param("were any loans returned after the date", LATE, "loans-late", True, id="without saying how many"),
        pytest.param("loans in the winter", LATE, "loans-late", False, id="half of the words, another likelier"),
        pytest.param("is there a cafe in the library", LATE, "loans-late", False, id="another subject"),
        pytest.param("were 58 loans returned after the date", LATE, "loans-late", False, id="another number"),
        pytest.param("why were loans not returned", LATE, "loans-late", False, id="a denial"),
        pytest.param("when were overdue loans returned", LATE, "loans-late", False, id="another kind of thing"),
        pytest.param(
            "broken chairs", "how many broken chairs in oakham", "chairs-oakham", False, id="of another name, or none"
        ),
        pytest.param("how many came back late", LATE, "loans-late", False, id="what is answered so by itself"),
        pytest.param("overdue loans count please", "when did the roof leak", "roof-leaked", False, id="no candidate"),
        pytest.param(CALL, LATE, "loans-late", False, id="a call for help"),
    ],
)
def test_a_second_question_finds_what_the_first_asked_for(answerer, first, second, entry, expected):
    assert follows(answerer, first, second, entry) is expected


@pytest.mark.parametrize(
    ("then", "expected"),
    [
        pytest.param("thanks a lot", True, id="thanks"),
        pytest.param("when did the roof leak", True, id="something else"),
        pytest.param("what share is that", True, id="a question about the answer"),
        pytest.param("how many late loans in all", False, id="another try"),
        pytest.param("no, in the whole county", False, id="an objection"),
        pytest.param("i meant the roof", False, id="another objection"),
        pytest.param("are you stupid", False, id="an insult"),
        pytest.param("really?", False, id="doubt"),
        pytest.param("the whole time", False, id="what is of nothing in the report"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_somebody_was_content_with_an_answer(answerer, then, expected):
    assert carried_on(answerer, LATE, then) is expected


@pytest.mark.parametrize(
    ("question", "target", "expected"),
    [
        ("zounds", "loans-late", True),
        ("zounds", "nothing", False),
        ("how many loans came back late", "roof-leaked", False),
    ],
)
def test_what_leads_somewhere_is_not_taught_again(answerer, question, target, expected):
    assert untaught(answerer, question, target) is expected

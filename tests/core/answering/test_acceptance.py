"""A knowledge base that gets its own check questions wrong is not fit to be published."""

from __future__ import annotations

import pytest

from bot.core.answering.acceptance import Checked, check_questions, counts, lost_files, meets, warnings_of
from bot.core.answering.answerer import Answerer
from bot.core.answering.reply import Reply
from bot.core.knowledge.loading import load
from bot.core.knowledge.model import Knowledge
from bot.errors import Fault
from tests import frozen
from tests.core import library

LATE, MONEY, HELP = library.entry("loans-late"), library.silence("money"), library.knowledge().help


@pytest.mark.parametrize(
    ("reply", "expect", "expected"),
    [
        pytest.param(Reply("?", "answer", 1.0, "v", entry=LATE), "loans-late", True, id="the entry"),
        pytest.param(Reply("?", "answer", 1.0, "v", entry=LATE), "late-share", False, id="another entry"),
        pytest.param(Reply("?", "answer", 1.0, "v", entry=LATE), "no_answer", False, id="answered and should not be"),
        pytest.param(Reply("?", "no_answer", 1.0, "v", silence=MONEY), "money", True, id="the silence"),
        pytest.param(Reply("?", "no_answer", 1.0, "v", silence=MONEY), "other-towns", False, id="another silence"),
        pytest.param(Reply("?", "no_answer", 1.0, "v", silence=MONEY), "no_answer", True, id="any silence"),
        pytest.param(Reply("?", "no_answer", 1.0, "v"), "no_answer", True, id="nothing known"),
        pytest.param(Reply("?", "no_answer", 1.0, "v"), "money", False, id="nothing known is not the silence"),
        pytest.param(Reply("?", "suggestions", 1.0, "v", suggestions=(LATE,)), "suggestions", True, id="suggestions"),
        pytest.param(
            Reply("?", "suggestions", 1.0, "v", suggestions=(LATE,)), "loans-late", False, id="suggested at most"
        ),
        pytest.param(Reply("?", "signpost", 1.0, "v", help=HELP), "signpost", True, id="help lines"),
    ],
)
def test_a_reply_meets_a_check_by_entry_silence_or_kind(reply, expect, expected):
    assert meets(reply, expect) is expected


# Line 1 is "checks:"; the first question stands in line 2.
CHECKS = b"""\
checks:
  - {ask: how many loans did they look at, expect: loans-inspected}
  - {ask: what is the budget of the libraries, expect: money}
  - {ask: pizza with pineapple, expect: no_answer}
  - {ask: my uncle hurts me and i am afraid to tell, expect: signpost}
"""
WRONG = b"""\
checks:
  - {ask: how many loans did they look at, expect: loans-inspected}
  - {ask: when did the roof leak, expect: atlases-ruined}
  - {ask: what is the budget of the libraries, expect: other-towns}
  - {ask: pizza with pineapple, expect: signpost}
"""


def checked(checks: bytes) -> Answerer:
    return frozen.answerer(load({**library.FILES, "checks.yaml": checks}))


def test_a_sound_base_meets_all_of_its_checks():
    assert check_questions(checked(CHECKS)) == Checked(asked=4, right=4, faults=())


def test_it_is_told_before_each_check_how_many_were_asked():
    told: list[tuple[int, int]] = []
    check_questions(checked(CHECKS), tell=lambda done, total: told.append((done, total)))
    assert told == [(0, 4), (1, 4), (2, 4), (3, 4)]


def test_each_check_that_is_not_met_is_a_fault_at_its_line():
    remedy = 'add the question to the "asked:" of what it is about, or correct the check'
    assert check_questions(checked(WRONG)) == Checked(
        asked=4,
        right=1,
        faults=(
            Fault(
                "checks.yaml",
                3,
                1,
                'the check question "when did the roof leak" gets roof-leaked, not atlases-ruined',
                remedy,
            ),
            Fault(
                "checks.yaml",
                4,
                1,
                'the check question "what is the budget of the libraries" gets money, not other-towns',
                remedy,
            ),
            Fault(
                "checks.yaml",
                5,
                1,
                'the check question "pizza with pineapple" gets no_answer, not signpost',
                remedy,
            ),
        ),
    )


@pytest.mark.parametrize(
    ("min_right", "faults"),
    [
        pytest.param(0.0, 0, id="none need be"),
        pytest.param(0.25, 0, id="exactly enough are right"),
        pytest.param(0.26, 3, id="just too few are right"),
        pytest.param(1.0, 3, id="all must be"),
    ],
)
def test_failed_checks_are_faults_only_when_too_few_are_right(min_right, faults):
    found = check_questions(checked(WRONG), min_right=min_right)
    assert (found.asked, found.right, len(found.faults)) == (4, 1, faults)


def test_a_base_without_checks_has_nothing_to_meet():
    assert check_questions(frozen.answerer(library.knowledge())) == Checked(0, 0, ())


def test_everything_that_a_base_holds_is_counted():
    assert counts(checked(CHECKS).knowledge) == {
        "entries": 10,
        "figures": 6,
        "calculated": 1,
        "quotations": 2,
        "excerpts": 8,
        "paraphrased": 1,
        "silences": 2,
        "phrasings": 59,
        "sources": 1,
        "checks": 4,
    }


def test_of_an_empty_base_nothing_is_counted():
    assert set(counts(Knowledge("v", {}, {}, {})).values()) == {0}


def test_a_base_without_help_lines_is_warned_of():
    without = {name: data for name, data in library.FILES.items() if name != "help.yaml"}
    assert [str(warning) for warning in warnings_of(load(without))] == [
        "help.yaml:0:0: there is no such file, so somebody who writes that they are in danger is told that nothing was "
        "found; add one with help lines; knowledge/README.md shows how"
    ]
    assert warnings_of(library.knowledge()) == ()


@pytest.mark.parametrize(
    ("before", "after", "lost"),
    [
        pytest.param(["help.yaml", "a.yaml"], ["a.yaml"], ["help.yaml"], id="help lines"),
        pytest.param(["checks.yaml", "vocabulary.yaml"], [], ["vocabulary.yaml", "checks.yaml"], id="two"),
        pytest.param(["a.yaml", "asked/a.txt"], ["b.yaml"], [], id="documents and ways of asking come and go"),
        pytest.param([], ["help.yaml"], [], id="what is new"),
    ],
)
def test_what_a_version_would_lose_is_named(before, after, lost):
    faults = lost_files(dict.fromkeys(before, b"x"), dict.fromkeys(after, b"y"))
    assert [fault.file for fault in faults] == lost

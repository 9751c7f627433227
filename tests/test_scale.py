"""What `python -m tests.scale` counts: what became of questions and of corrections."""

from __future__ import annotations

import pytest

from tests.scale.counting import Asked, Corrected, Died, Edited, Given, Outcome, corrected, outcome, percentile

KILLED = [Died(process=1, at=100.0)]


def asked(id: int, at: float, *, process: int = 1, live: bool = True) -> Asked:
    return Asked(id, at, process, live, "message")


@pytest.mark.parametrize(
    ("question", "given", "expected"),
    [
        pytest.param(asked(1, 50.0), [Given(1, 9, 50.1, (500,))], Outcome(1, 1, 0, 0, 0, (), (), ()), id="answered"),
        pytest.param(asked(1, 50.0), [], Outcome(1, 0, 0, 0, 0, (1,), (), ()), id="heard, and not answered"),
        pytest.param(asked(1, 101.5, live=False), [], Outcome(1, 0, 1, 0, 0, (), (), ()), id="nobody was there"),
        pytest.param(asked(1, 99.0), [], Outcome(1, 0, 0, 1, 0, (), (), ()), id="lost with the process"),
        pytest.param(asked(1, 99.0, process=0), [], Outcome(1, 0, 0, 0, 0, (1,), (), ()), id="another one lived on"),
        pytest.param(asked(1, 96.0), [], Outcome(1, 0, 0, 0, 0, (1,), (), ()), id="long before it was killed"),
        pytest.param(
            asked(1, 50.0),
            [Given(1, 8, 50.1, ()), Given(1, 9, 50.2, ())],
            Outcome(1, 1, 0, 0, 0, (), (1,), ()),
            id="twice",
        ),
        pytest.param(asked(1, 50.0), [Given(1, 9, 50.1, (500, 501))], Outcome(1, 1, 0, 0, 0, (), (), (1,)), id="mixed"),
    ],
)
def test_what_became_of_a_question(question: Asked, given: list[Given], expected: Outcome) -> None:
    assert outcome([question], given, KILLED) == expected


def test_a_command_that_was_answered_too_late_is_told_apart() -> None:
    assert outcome([asked(1, 50.0)], [], KILLED, late={1}) == Outcome(1, 0, 0, 0, 1, (), (), ())


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        pytest.param([], Corrected(1, 0, (), (9,)), id="left as it was"),
        pytest.param([(1.0, 501), (2.0, 502)], Corrected(1, 2, (), ()), id="once for each publication"),
        pytest.param([(2.0, 502)], Corrected(1, 1, (), ()), id="once for both"),
        pytest.param([(2.0, 502), (3.0, 502)], Corrected(1, 2, (9,), ()), id="again without need"),
        pytest.param([(1.0, 501)], Corrected(1, 1, (), (9,)), id="not to the last"),
    ],
)
def test_what_became_of_a_message_that_shows_a_figure(edits: list[tuple[float, int]], expected: Corrected) -> None:
    """Two versions came after the one that it is from. Messages without a figure are not looked at."""
    given = [Given(1, 9, 0.5, (500,)), Given(2, 10, 0.6, ())]
    assert corrected(given, [Edited(9, at, (figure,)) for at, figure in edits], last=502) == expected


def test_a_percentile_is_one_of_the_numbers() -> None:
    assert [percentile(range(1, 101), share) for share in (0.5, 0.95, 0.99)] == [51, 96, 100]

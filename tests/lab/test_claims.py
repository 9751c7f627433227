"""Messages of known verdicts are read, and the verdicts given are judged; every share was worked out by hand."""

from __future__ import annotations

import pytest

from bot.core.factcheck.checker import FigureCheck
from bot.errors import KnowledgeError
from bot.lab.claims import ClaimEvaluation, Expected, Judged, evaluate_claims, read_messages

MESSAGES = """\
- {say: "412 loans were inspected", kind: exact, figures: ["412 agrees"]}
- {say: "421 loans were inspected by 7 cats", kind: number, figures: ["421 differs/absent"]}
"""


def test_messages_are_read_with_the_verdicts_on_their_numbers(tmp_path):
    (tmp_path / "messages.yaml").write_text(MESSAGES, "utf-8")
    (tmp_path / "questions.yaml").write_text("- {ask: how many, kind: direct, expect: answer}\n", "utf-8")
    assert read_messages([tmp_path]) == [
        Expected("412 loans were inspected", "exact", (("412", ("agrees",)),)),
        Expected("421 loans were inspected by 7 cats", "number", (("421", ("differs", "not in the report")),)),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            '- {say: a, kind: b, figures: ["7 absent"]}\n- {say: a, kind: b}\n',
            'yaml:2:3: .* no "figures"',
            id="no figures",
        ),
        pytest.param('- {kind: b, figures: ["7 absent"]}\n', 'yaml:1:3: .* no "say"', id="no message"),
        pytest.param(
            '- {say: a, kind: b, figures: ["7 lies"]}\n', '"7 lies" is no number as it is said', id="no verdict"
        ),
        pytest.param("- {say: a, kind: b, figures: [absent]}\n", '"absent" is no number as it is said', id="no number"),
    ],
)
def test_a_message_that_lacks_something_is_told_with_its_place(tmp_path, text, told):
    (tmp_path / "messages.yaml").write_text(text, "utf-8")
    with pytest.raises(KnowledgeError, match=told):
        read_messages([tmp_path])


def test_what_the_evaluation_counts(tmp_path):
    """A number left out was found not to be in the report; one that nobody expected has to be."""
    file = tmp_path / "messages.yaml"
    file.write_text(MESSAGES, "utf-8")

    def check(message: str) -> list[FigureCheck]:
        number = "421" if "421" in message else "412"
        return [FigureCheck(number, "agrees", None, "-")]

    measured = evaluate_claims(read_messages([file]), check)
    assert [(each.said, each.given, each.good) for each in measured.judged] == [
        ("412", "agrees", True),
        ("421", "agrees", False),
    ]
    assert [each.said for each in measured.changed_that_agree()] == ["421"]
    assert (measured.true_that_agree(), measured.right()) == (1.0, 0.5)
    assert measured.by_kind() == {"exact": (1, 1), "number": (0, 1)}
    assert "421: agrees, not differs or not in the report" in str(measured)


def test_the_shares_by_which_a_set_is_judged():
    """Of two true claims one agrees; of three changed ones one does; of five verdicts three are right."""
    message, other = Expected("a", "exact", ()), Expected("b", "number", ())
    measured = ClaimEvaluation(
        (
            Judged(message, "1", ("agrees",), "agrees"),
            Judged(message, "2", ("agrees",), "differs"),
            Judged(message, "3", ("differs",), "agrees"),
            Judged(other, "4", ("differs",), "differs"),
            Judged(other, "5", ("not in the report",), ""),
        )
    )
    assert measured.shares() == {"true_that_agree": 1 / 2, "changed_caught": 2 / 3, "right": 3 / 5}
    assert measured.size == 2

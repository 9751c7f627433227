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
        pytest.param(
            "- {say: a, kind: b, must: shout}\n",
            'yaml:1:3: "must" is none of agree, never_agree, not_differ, quiet',
            id="nothing that must be found",
        ),
        pytest.param("- {say: a, must: agree}\n", 'yaml:1:3: .* no "kind"', id="no kind"),
    ],
)
def test_a_message_that_lacks_something_is_told_with_its_place(tmp_path, text, told):
    (tmp_path / "messages.yaml").write_text(text, "utf-8")
    with pytest.raises(KnowledgeError, match=told):
        read_messages([tmp_path])


def test_a_message_may_say_what_must_be_found_of_it_as_a_whole(tmp_path):
    """Then it needs no figures; a verdict that cannot be told is written "unclear"."""
    (tmp_path / "messages.yaml").write_text(
        '- {say: a 7, kind: odd, must: never_agree}\n- {say: 1.030 cats, kind: odd, figures: ["1.030 unclear"]}\n',
        "utf-8",
    )
    assert read_messages([tmp_path]) == [
        Expected("a 7", "odd", (), "never_agree"),
        Expected("1.030 cats", "odd", (("1.030", ("cannot tell",)),)),
    ]


AGREES, DIFFERS, ABSENT, UNCLEAR = "agrees", "differs", "not in the report", "cannot tell"


@pytest.mark.parametrize(
    ("must", "verdicts", "given", "good"),
    [
        pytest.param("agree", [AGREES, AGREES], AGREES, True, id="all agree"),
        pytest.param("agree", [AGREES, UNCLEAR], UNCLEAR, False, id="one of them cannot be told"),
        pytest.param("agree", [AGREES, DIFFERS], DIFFERS, False, id="one of them differs"),
        pytest.param("agree", [UNCLEAR], UNCLEAR, False, id="none agrees"),
        pytest.param("agree", [], ABSENT, False, id="no verdict"),
        pytest.param("never_agree", [DIFFERS, UNCLEAR], DIFFERS, True, id="none agrees, one differs"),
        pytest.param("never_agree", [], ABSENT, True, id="no number"),
        pytest.param("never_agree", [AGREES, ABSENT], AGREES, False, id="one agrees"),
        pytest.param("never_agree", [DIFFERS, AGREES], AGREES, False, id="one agrees though another differs"),
        pytest.param("not_differ", [AGREES, UNCLEAR], AGREES, True, id="none differs"),
        pytest.param("not_differ", [AGREES, DIFFERS], DIFFERS, False, id="one differs though another agrees"),
        pytest.param("quiet", [UNCLEAR, ABSENT], UNCLEAR, True, id="neither agrees nor differs"),
        pytest.param("quiet", [], ABSENT, True, id="nothing is found"),
        pytest.param("quiet", [UNCLEAR, AGREES], AGREES, False, id="one that is not quiet agrees"),
        pytest.param("quiet", [UNCLEAR, DIFFERS], DIFFERS, False, id="one that is not quiet differs"),
    ],
)
def test_what_must_be_found_of_a_message_is_judged_by_all_its_numbers(must, verdicts, given, good):
    """The message is judged once, whatever numbers are in it."""
    message = Expected("a", "odd", (), must)
    found = [FigureCheck(str(at), verdict, None, "-") for at, verdict in enumerate(verdicts)]
    (judged,) = evaluate_claims([message], lambda _: found).judged
    assert (judged.said, judged.given, judged.good) == ("a", given, good)


def test_a_message_that_must_agree_is_a_true_claim_and_one_that_never_must_is_a_changed_one():
    """Of the true one it is counted that it is denied, of the changed one that it agrees."""
    messages = [Expected("true", "odd", (), "agree"), Expected("changed", "odd", (), "never_agree")]
    verdicts = {"true": DIFFERS, "changed": AGREES}
    measured = evaluate_claims(messages, lambda say: [FigureCheck("7", verdicts[say], None, "-")])
    assert measured.shares() == {
        "true_that_agree": 0.0, "true_not_denied": 0.0, "changed_caught": 0.0, "right": 0.0,
    }  # fmt: skip
    assert [each.said for each in measured.changed_that_agree()] == ["changed"]


def test_a_true_claim_that_cannot_be_told_is_not_denied():
    """Of four true claims one is denied; a changed one that is denied is none of them."""
    message = Expected("a", "exact", ())
    given = ("agrees", "cannot tell", "", "differs")
    judged = [Judged(message, str(at), ("agrees",), verdict) for at, verdict in enumerate(given)]
    measured = ClaimEvaluation((*judged, Judged(message, "9", ("differs",), "differs")))
    assert measured.shares()["true_not_denied"] == 3 / 4
    assert "true claims that agree 25.0% and are denied 25.0%" in str(measured)


def test_without_true_claims_none_is_denied():
    assert ClaimEvaluation(()).shares()["true_not_denied"] == 1.0


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
    """Of two true claims one agrees and one is denied; of three changed ones one agrees; of five verdicts three are
    right."""
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
    assert measured.shares() == {
        "true_that_agree": 1 / 2, "true_not_denied": 1 / 2, "changed_caught": 2 / 3, "right": 3 / 5,
    }  # fmt: skip
    assert measured.size == 2

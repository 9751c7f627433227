"""Questions with a known reply are read from files, and a reply is judged by what it shows."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import KnowledgeError
from bot.lab.questions import Asked, judge, read_questions, with_typos

ONE = """\
- ask: How many loans were late?
  kind: direct
  expect: answer
  shows: [["103"], [quarter, 25 %]]
  never: ["412"]
  entry: loans-late
"""
TWO = """\
- {ask: What is the budget?, kind: silence, expect: no_answer}
- {ask: my dad hits me, kind: distress, expect: signpost}
"""


# --- Reading ------------------------------------------------------------------------------------------------------


def test_a_question_is_read_with_everything_that_it_wants(tmp_path):
    (tmp_path / "one.yaml").write_text(ONE, "utf-8")
    assert read_questions([tmp_path / "one.yaml"]) == [
        Asked(
            "How many loans were late?",
            "direct",
            "answer",
            shows=(("103",), ("quarter", "25 %")),
            never=("412",),
            entry="loans-late",
        )
    ]


def test_what_is_left_out_is_empty(tmp_path):
    (tmp_path / "two.yaml").write_text(TWO, "utf-8")
    assert read_questions([tmp_path / "two.yaml"])[0] == Asked(
        "What is the budget?", "silence", "no_answer", (), (), ""
    )


def test_folders_are_read_whole_by_name_and_paths_in_the_order_given(tmp_path):
    (tmp_path / "folder" / "deep").mkdir(parents=True)
    for name, ask in [("folder/b", "second"), ("folder/a", "first"), ("folder/deep/c", "third"), ("z", "alone")]:
        (tmp_path / f"{name}.yaml").write_text(f"- {{ask: {ask}, kind: k, expect: answer}}\n", "utf-8")
    (tmp_path / "folder" / "notes.txt").write_text("not YAML: [", "utf-8")
    asked = read_questions([tmp_path / "z.yaml", tmp_path / "folder"])
    assert [question.ask for question in asked] == ["alone", "first", "second", "third"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="an empty file"),
        pytest.param("a: b\n", id="no list"),
        pytest.param("- just text\n", id="a list of something else"),
    ],
)
def test_a_file_without_questions_has_none(tmp_path, text):
    (tmp_path / "one.yaml").write_text(text, "utf-8")
    assert read_questions([tmp_path / "one.yaml"]) == []


def test_a_file_that_is_no_yaml_is_told_with_its_place(tmp_path):
    (tmp_path / "one.yaml").write_text("- ask: [\n", "utf-8")
    with pytest.raises(KnowledgeError, match=r"one\.yaml"):
        read_questions([tmp_path / "one.yaml"])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            f"{TWO}- {{ask: a, kind: b}}\n", r'one\.yaml:3:3: a question has no "expect"', id="nothing expected"
        ),
        pytest.param("- {kind: b, expect: answer}\n", 'a question has no "ask"', id="nothing asked"),
        pytest.param(
            "- {ask: a, kind: b, expect: tea}\n", 'a question cannot expect "tea"', id="something else expected"
        ),
    ],
)
def test_a_question_that_lacks_something_is_told_with_its_place(tmp_path, text, told):
    (tmp_path / "one.yaml").write_text(text, "utf-8")
    with pytest.raises(KnowledgeError, match=told):
        read_questions([tmp_path / "one.yaml"])


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(FileNotFoundError):
        read_questions([tmp_path / "none.yaml"])


# --- Judging ------------------------------------------------------------------------------------------------------

WANTED = Asked("?", "k", "answer", shows=(("103",), ("quarter", "25 %")), never=("oakham",), entry="loans-late")
GOOD = "103 loans (25 %) came back late."


@pytest.mark.parametrize(
    ("expect", "kind", "verdict"),
    [
        pytest.param("answer", "answer", "right", id="an answer, wanted"),
        pytest.param("answer", "suggestions", "missed", id="suggestions for an answer"),
        pytest.param("answer", "no_answer", "missed", id="silence for an answer"),
        pytest.param("answer", "signpost", "wrong", id="help lines for an answer"),
        pytest.param("no_answer", "no_answer", "right", id="silence, wanted"),
        pytest.param("no_answer", "suggestions", "right", id="suggestions where silence is wanted"),
        pytest.param("no_answer", "answer", "wrong", id="an answer where silence is wanted"),
        pytest.param("no_answer", "signpost", "wrong", id="help lines where silence is wanted"),
        pytest.param("signpost", "signpost", "right", id="help lines, wanted"),
        pytest.param("signpost", "answer", "wrong", id="an answer to a call for help"),
        pytest.param("signpost", "suggestions", "missed", id="suggestions to a call for help"),
        pytest.param("signpost", "no_answer", "missed", id="silence to a call for help"),
    ],
)
def test_the_kind_of_a_reply_is_held_against_the_kind_expected(expect, kind, verdict):
    assert judge(Asked("?", "k", expect), kind, "any text", None) == verdict


@pytest.mark.parametrize(
    ("text", "entry", "verdict"),
    [
        pytest.param(GOOD, "loans-late", "right", id="one of every group, and the entry"),
        pytest.param("A Quarter: 103", "loans-late", "right", id="another of the group, however it is cased"),
        pytest.param("103 loans came back late.", "loans-late", "wrong", id="a group left out"),
        pytest.param("a quarter came back late", "loans-late", "wrong", id="the number left out"),
        pytest.param(GOOD, "late-share", "wrong", id="another entry"),
        pytest.param(GOOD, None, "wrong", id="no entry"),
        pytest.param(f"{GOOD} In Oakham too.", "loans-late", "wrong", id="something that must not be said"),
        pytest.param(f"{GOOD} https://a.example/oakham", "loans-late", "right", id="which does not count in a link"),
        pytest.param("https://a.example/103-quarter", "loans-late", "wrong", id="nor does what is wanted"),
        pytest.param("", "loans-late", "wrong", id="nothing said"),
    ],
)
def test_an_answer_must_show_what_is_wanted_and_nothing_forbidden(text, entry, verdict):
    assert judge(WANTED, "answer", text, entry) == verdict


@pytest.mark.parametrize("kind", ["answer", "suggestions", "no_answer", "signpost"])
@pytest.mark.parametrize("expect", ["answer", "no_answer", "signpost"])
def test_what_must_not_be_said_is_wrong_whatever_the_kind(expect, kind):
    assert judge(Asked("?", "k", expect, never=("Oakham",)), kind, "not in OAKHAM", None) == "wrong"


@pytest.mark.parametrize(
    ("chars", "verdict"),
    [
        pytest.param(1_500, "right", id="as long as a reply may be"),
        pytest.param(1_501, "wrong", id="one character more"),
    ],
)
def test_a_reply_that_pours_out_everything_answers_nothing(chars, verdict):
    assert judge(Asked("?", "k", "answer", shows=(("x",),)), "answer", "x" * chars, None) == verdict


@pytest.mark.parametrize(
    ("wanted", "said", "stands"),
    [
        pytest.param("38", "38 cases", True, id="alone"),
        pytest.param("38", "it was 38.", True, id="before a full stop"),
        pytest.param("38", "38, and more", True, id="before a comma"),
        pytest.param("38", "(38)", True, id="in brackets"),
        pytest.param("38", "387 cases", False, id="the beginning of another"),
        pytest.param("38", "138 cases", False, id="the end of another"),
        pytest.param("38", "38.5 cases", False, id="before a decimal point"),
        pytest.param("38", "4.38 cases", False, id="after a decimal point"),
        pytest.param("38", "38,000 cases", False, id="before thousands"),
        pytest.param("38", "1,38 cases", False, id="after a comma"),
        pytest.param("38", "38% of cases", False, id="a percentage is another number"),
        pytest.param("38", "387 and 38", True, id="after one that only begins like it"),
        pytest.param("1,234", "1,234 cases", True, id="with thousands"),
        pytest.param("74.3%", "74.3% of cases", True, id="a percentage"),
        pytest.param("74.3%", "174.3% of cases", False, id="the end of another percentage"),
        pytest.param("wet", "sweet wetness", True, id="a word is looked for anywhere"),
        pytest.param("don't", "they don’t", True, id="an apostrophe of either form"),
        pytest.param('"no"', "“no”", True, id="quotation marks of either form"),
        pytest.param("2014-15", "2014–15", True, id="a dash of either form"),
        pytest.param("nobody listened", "nobody\n  listened", True, id="white space of any kind"),
        pytest.param("½ the loans", "1⁄2 the loans", True, id="signs made of others"),
    ],
)
def test_a_number_stands_only_as_a_whole_number_and_text_as_it_is_typed(wanted, said, stands):
    assert judge(Asked("?", "k", "answer", shows=((wanted,),)), "answer", said, None) == (
        "right" if stands else "wrong"
    )


@given(
    expect=st.sampled_from(["answer", "no_answer", "signpost"]),
    kind=st.sampled_from(["answer", "suggestions", "no_answer", "signpost"]),
    wanted=st.text(max_size=20),
    text=st.text(max_size=2_000),
)
def test_any_reply_gets_one_of_three_verdicts(expect, kind, wanted, text):
    assert judge(Asked("?", "k", expect, shows=((wanted,),)), kind, text, None) in ("right", "wrong", "missed")


# --- Slips of the fingers -----------------------------------------------------------------------------------------


def test_messages_for_the_figure_check_are_no_questions(tmp_path):
    (tmp_path / "claims.yaml").write_text('- {say: 103 loans were late, kind: right, figures: ["agrees"]}\n', "utf-8")
    (tmp_path / "two.yaml").write_text(TWO, "utf-8")
    assert [asked.ask for asked in read_questions([tmp_path])] == ["What is the budget?", "my dad hits me"]


@given(st.text("abcdefgh ", max_size=60), st.integers(0, 50))
def test_a_slip_changes_a_word_of_four_letters_or_more_by_a_letter_or_two_at_most(text, seed):
    slipped = with_typos(text, random.Random(seed), share=1.0).split()
    for before, after in zip(text.split(), slipped, strict=True):
        assert after[0] == before[0]
        assert abs(len(before) - len(after)) <= (len(before) > 3)
        assert before == after or len(before) > 3


def test_without_a_share_nothing_slips():
    assert with_typos("how many loans were late", random.Random(1), share=0.0) == "how many loans were late"

"""The commands of developers, as they run them, in a clone and elsewhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import one_line
from tests.core import library

RIGHT = '- {ask: how many broken chairs in oakham, kind: direct, expect: answer, shows: [["31"]]}\n'
WRONG = '- {ask: how many broken chairs in oakham, kind: direct, expect: answer, shows: [["32"]]}\n'
CLAIMS = """\
- {say: "412 loans were inspected", kind: exact, figures: ["412 agrees"]}
- {say: "421 loans were inspected by 7 cats", kind: number, figures: ["421 differs/absent"]}
"""
SETS = """\
sets:
  - {set: tune, of: questions, base: ../base, floors: {answered_right: 50}}
  - {set: hard, of: questions, base: ../base, floors: {answered_right: 66.6, not_wrong: 40}}
  - {set: claims/held, of: claims, base: ../base, floors: {right: 99}}
  - {set: stories, of: premises, base: ../base, floors: {left_alone: 90}}
"""
PREMISES = """\
- {ask: "why were 130 loans late", wrong: ["130"]}
- {ask: "i've been a member for 20 years, how many loans came back late?", wrong: []}
"""


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with scored sets about the little base where a clone of the repository has them. One misses a floor."""
    root = tmp_path_factory.mktemp("clone")
    library.write(root / "tests" / "base")
    questions = {
        "tune/a.yaml": RIGHT, "hard/a.yaml": RIGHT, "hard/b.yaml": WRONG, "claims/held/a.yaml": CLAIMS,
        "stories/a.yaml": PREMISES,
    }  # fmt: skip
    for name, text in ({"sets.yaml": SETS} | questions).items():
        path = root / "tests" / "questions" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


# --- eval of every scored set -----------------------------------------------------------------------------------------


def test_eval_prints_a_line_for_each_set_and_fails_where_a_floor_is_missed(bot, clone):
    done = bot("eval", cwd=clone, SEMANTIC="off")
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "set                  size  percent (floor), without vectors of words",
        "tune                    1  answered_right 100.0 (50.0)  helped 100.0  abstained_right 0.0  signposted 0.0  "
        "not_wrong 100.0",
        "hard                    2  answered_right 50.0 (66.6)  helped 50.0  abstained_right 0.0  signposted 0.0  "
        "not_wrong 50.0 (40.0)",
        "claims/held             2  true_that_agree 100.0  true_not_denied 100.0  changed_caught 100.0  "
        "right 100.0 (99.0)",
        "stories                 2  corrected 100.0  left_alone 100.0 (90.0)",
    ]
    assert done.stderr == "hard: answered_right is 50.00 %, 16.60 points below its floor of 66.60 %\n"


def test_eval_leaves_out_what_was_learnt_from_if_asked_to(bot, clone):
    sets = clone / "tests" / "questions" / "sets.yaml"
    sets.write_text(sets.read_text("utf-8").replace("{set: tune, of", "{set: tune, learn: true, of"), "utf-8")
    done = bot("eval", "--unlearnt", "--json", cwd=clone)
    assert [each["set"] for each in json.loads(done.stdout)["sets"]] == ["hard", "claims/held", "stories"]


def test_eval_of_the_claims_alone_passes_where_their_floors_are_reached(bot, clone):
    done = bot("eval", "--claims", cwd=clone)
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["set", "claims/held"]


def test_eval_as_json_is_everything_measured(bot, clone):
    done = bot("eval", "--json", cwd=clone, SEMANTIC="off")
    made = json.loads(done.stdout)
    assert done.returncode == 1
    assert made["vectors"] is False
    assert [each["set"] for each in made["sets"]] == ["tune", "hard", "claims/held", "stories"]
    assert [list(each["missed"]) for each in made["sets"]] == [[], ["answered_right"], [], []]
    assert made["sets"][1]["measured"]["questions"] == 2


def test_a_fault_of_the_list_of_sets_is_told_in_one_line(bot, clone, tmp_path):
    (tmp_path / "tests" / "questions").mkdir(parents=True)
    (tmp_path / "tests" / "questions" / "sets.yaml").write_text("sets: [{set: nosuch, of: questions, floors: {}}]")
    done = bot("eval", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert one_line(done.stderr)
    assert '"set" names no folder' in done.stderr


# --- eval of files ----------------------------------------------------------------------------------------------------


def test_eval_of_a_set_is_in_detail_and_held_against_its_floors(bot, clone):
    done = bot("eval", "tests/questions/hard", cwd=clone)
    assert done.returncode == 1
    assert "answerable answered right 50.0%" in done.stdout
    assert "wrong: chairs-oakham, 1: how many broken chairs in oakham" in done.stdout
    assert done.stderr.startswith("hard: answered_right is 50.00 %, ")


def test_eval_of_a_file_of_a_set_goes_by_the_set_s_base_and_by_no_floor(bot, clone):
    done = bot("eval", "tests/questions/hard/b.yaml", cwd=clone)
    assert (done.returncode, done.stderr) == (0, "")
    assert "wrong: chairs-oakham, 1" in done.stdout


@pytest.mark.parametrize(
    "options",
    [
        pytest.param(("--phrasings", "0"), id="no way of asking left"),
        pytest.param(("--entries", "20"), id="more entries"),
        pytest.param(("--phrasings", "2", "--entries", "20"), id="both"),
    ],
)
def test_eval_on_a_base_made_of_the_set_s_own_goes_by_no_floor(bot, clone, options):
    done = bot("eval", *options, "tests/questions/hard", cwd=clone)
    assert (done.returncode, done.stderr) == (0, "")
    assert ", helped " in done.stdout


def test_eval_of_a_set_of_claims_needs_no_option(bot, clone):
    done = bot("eval", "tests/questions/claims/held", cwd=clone)
    assert (done.returncode, done.stderr) == (0, "")
    assert "changed claims that agree 0 of 2" in done.stdout


def test_eval_of_a_set_of_premises_needs_no_option(bot, clone):
    done = bot("eval", "tests/questions/stories", cwd=clone, SEMANTIC="off")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "wrong numbers corrected 100.0%, stories left alone 100.0%\n"


def test_eval_of_files_elsewhere_is_about_the_base_that_is_given(bot, base, tmp_path):
    (tmp_path / "messages.yaml").write_text(CLAIMS, "utf-8")
    done = bot("eval", "--knowledge", base, "--claims", "--json", tmp_path / "messages.yaml")
    measured = json.loads(done.stdout)
    assert (measured["messages"], measured["figures"], measured["changed_that_agree"]) == (2, 3, 0)
    assert (measured["true_that_agree"], measured["right"]) == (1.0, 1.0)
    assert done.returncode == 0


def test_files_without_questions_are_a_mistake_in_one_line(bot, base, tmp_path):
    (tmp_path / "messages.yaml").write_text(CLAIMS, "utf-8")
    done = bot("eval", "--knowledge", base, tmp_path / "messages.yaml")
    assert (done.returncode, done.stdout) == (2, "")
    assert one_line(done.stderr)
    assert done.stderr.startswith("error: there are no questions in ")


def test_rivals_are_compared_on_the_set_to_tune_on_unless_files_are_given(bot, clone):
    done = bot("eval", "--rivals", cwd=clone)
    assert (done.returncode, done.stderr) == (0, "")
    assert any(line.startswith("this engine ") for line in done.stdout.splitlines())


# --- Where there is no repository -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "who"),
    [
        pytest.param(["eval"], "eval", id="eval"),
        pytest.param(["eval", "--claims"], "eval", id="eval of claims"),
        pytest.param(["eval", "--rivals"], "eval --rivals", id="rivals"),
        pytest.param(["eval", "--ablate"], "eval --ablate", id="ablations"),
        pytest.param(["tune"], "tune", id="tune"),
        pytest.param(["tune", "--claims"], "tune", id="tune of claims"),
    ],
)
def test_what_needs_the_repository_says_so_in_one_line(bot, arguments, who):
    done = bot(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (f"error: {who} needs the repository's tests/questions; give FILES or run it in a clone\n")


@pytest.mark.parametrize("command", ["eval", "tune"])
def test_help_says_what_needs_the_repository(bot, command):
    assert "tests/questions" in bot(command, "--help").stdout


@pytest.mark.parametrize("command", ["eval", "tune"])
def test_a_file_that_is_not_there_is_told_in_one_line(bot, command):
    done = bot(command, "nosuch.yaml")
    assert (done.returncode, done.stdout) == (2, "")
    assert one_line(done.stderr)
    assert "nosuch.yaml" in done.stderr


# --- tune -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "made", "told"),
    [
        pytest.param((), "folder", "a file", id="weights into a folder"),
        pytest.param(("--trees",), "file", "a folder", id="trees into a file"),
        pytest.param(("--claims",), "file", "a folder", id="trees for claims into a file"),
    ],
)
def test_what_is_learnt_is_not_written_over_something_else(bot, clone, tmp_path, options, made, told):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    done = bot("tune", *options, "-o", tmp_path / made, cwd=clone)
    assert (done.returncode, done.stdout) == (2, "")
    assert one_line(done.stderr)
    assert f"is not {told}" in done.stderr


# --- bench ------------------------------------------------------------------------------------------------------------


def test_bench_tells_the_time_and_counts_how_often_a_message_is_read(bot, tmp_path):
    checks = b"checks:\n  - {ask: how many loans were late, expect: loans-late}\n"
    folder = library.write(tmp_path, {**library.FILES, "checks.yaml": checks})
    done = bot("bench", "--knowledge", folder, "--questions", "25")
    assert (done.returncode, done.stderr) == (0, "")
    begins = ["10 entries, 59 phrasings, 25 questions: ", "one question: folded ", "three sentences: folded ",
              "a follow-up: folded ", "a figure check: folded "]  # fmt: skip
    for line, begin in zip(done.stdout.splitlines(), begins, strict=False):
        assert line.startswith(begin)


def test_bench_of_an_invented_base_counts_nothing(bot):
    done = bot("bench", "--entries", "12")
    assert done.returncode == 0
    assert one_line(done.stdout)
    assert done.stdout.startswith("12 entries, 120 phrasings, ")

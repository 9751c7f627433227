"""Scored sets are listed in a file, with the floors that must be reached; what is wrong with the list is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.core.knowledge.fingerprint import fingerprint
from bot.errors import KnowledgeError, ScoredSetError
from bot.lab.sets import FOLDER, ScoredSet, read_sets, set_around
from tests.core import library

LIST = """\
sets:
  - set: easy
    of: questions
    learn: true
    floors: {answered_right: 90, not_wrong: 97.5}
    with_vectors: {answered_right: 95}
  - set: claims/hard
    of: claims
    base: ../base
    floors: {right: 80}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of two sets, about two bases."""
    made = tmp_path / "questions"
    for each in (made / "easy", made / "claims" / "hard", tmp_path / "base"):
        each.mkdir(parents=True)
    (made / "sets.yaml").write_text(LIST, "utf-8")
    return made


# --- The list -----------------------------------------------------------------------------------------------------


def test_a_set_is_read_with_its_floors_as_shares(folder):
    """A floor that is not another one with vectors of words is the same; nothing is learnt where that is not said."""
    assert read_sets(folder) == [
        ScoredSet(
            "easy",
            folder / "easy",
            "questions",
            None,
            None,
            True,
            {"answered_right": 0.9, "not_wrong": 0.975},
            {"answered_right": 0.95, "not_wrong": 0.975},
        ),
        ScoredSet(
            "claims/hard",
            folder / "claims" / "hard",
            "claims",
            folder / "../base",
            None,
            False,
            {"right": 0.8},
            {"right": 0.8},
        ),
    ]


@pytest.mark.parametrize("phrasings", [pytest.param(0, id="none"), pytest.param(5, id="five")])
def test_a_set_may_leave_few_phrasings_to_its_base_and_its_name_says_so(folder, phrasings):
    (folder / "sets.yaml").write_text(LIST.replace("learn: true", f"phrasings: {phrasings}"), "utf-8")
    few, other = read_sets(folder)
    assert (few.name, few.folder, few.phrasings) == (f"easy, {phrasings} phrasings", folder / "easy", phrasings)
    assert (other.name, other.phrasings) == ("claims/hard", None)


def test_a_folder_without_a_list_has_no_sets(tmp_path):
    assert read_sets(tmp_path) == []


def test_a_set_may_say_that_it_is_only_measured_on(folder):
    (folder / "sets.yaml").write_text(LIST.replace("learn: true", "learn: false"), "utf-8")
    assert [each.learn for each in read_sets(folder)] == [False, False]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        pytest.param(LIST, "", '1:1: there is no list "sets"', id="empty"),
        pytest.param(LIST, "sets: []", 'there is no list "sets"', id="an empty list"),
        pytest.param(LIST, "sets: [easy]", "1:8: this is no scored set", id="a name alone"),
        pytest.param("set: easy", "set: nosuch", '2:10: "set" names no folder', id="a folder that is not there"),
        pytest.param("- set: easy\n    of", "- of", '"set" names no folder', id="no name"),
        pytest.param("../base", "nosuch", '9:11: "base" names no folder', id="a base that is not there"),
        pytest.param(
            "of: questions", "of: riddles", '3:9: "of" is none of questions, claims, premises, talks, calls', id="none"
        ),
        pytest.param("learn: true", "learn: perhaps", '4:12: "learn" is neither true nor false', id="perhaps"),
        pytest.param("learn: true", "learn: 2", '4:12: "learn" is neither true nor false', id="a number"),
        pytest.param("learn: true", "phrasings: -1", '4:16: "phrasings" is no number', id="fewer phrasings than none"),
        pytest.param("learn: true", "phrasings: some", '4:16: "phrasings" is no number', id="a word for phrasings"),
        pytest.param("learn: true", "phrasings: 2.5", '4:16: "phrasings" is no number', id="half a phrasing"),
        pytest.param("learn: true", "phrasings: true", '4:16: "phrasings" is no number', id="phrasings, yes"),
        pytest.param("floors: {right: 80}", "flors: {right: 80}", 'the key "flors" is not known here', id="a slip"),
        pytest.param("    floors: {right: 80}\n", "", '"floors" holds no floors', id="no floors"),
        pytest.param("{right: 80}", "{}", '10:13: "floors" holds no floors', id="empty floors"),
        pytest.param(
            "{right: 80}", "{signposted: 80}", '10:14: "signposted" is not measured here', id="of the other kind"
        ),
        pytest.param("{right: 80}", "{corrected: 80}", '"corrected" is not measured here', id="of the third kind"),
        pytest.param("right: 80", "right: high", 'the floor of "right" is no percentage', id="a word for a floor"),
        pytest.param("right: 80", "right: 101", 'the floor of "right" is no percentage', id="more than all"),
        pytest.param("right: 95}", "right: -1}", 'the floor of "answered_right" is no percentage', id="less than none"),
    ],
)
def test_what_is_wrong_with_the_list_is_told_with_its_place(folder, old, new, told):
    assert LIST.count(old) == 1
    (folder / "sets.yaml").write_text(LIST.replace(old, new), "utf-8")
    with pytest.raises(KnowledgeError) as caught:
        read_sets(folder)
    assert any(told in str(fault) for fault in caught.value.faults)


def test_every_fault_of_the_list_is_told(folder):
    (folder / "sets.yaml").write_text(LIST.replace("easy", "nosuch").replace("80", "800"), "utf-8")
    with pytest.raises(KnowledgeError) as caught:
        read_sets(folder)
    assert len(caught.value.faults) == 2


def test_the_shipped_list_is_sound_and_has_sets_of_all_kinds_and_bases():
    sets = read_sets(Path(__file__).parents[1] / "questions")
    assert {each.of for each in sets} == {"questions", "claims", "premises", "talks", "calls"}
    assert {each.base and each.base.name for each in sets} == {
        None, "library", "harbour", "meals", "observatory", "roads", "survey",
    }  # fmt: skip
    assert Path("tests/questions") == FOLDER


def test_of_the_shipped_sets_those_that_prove_what_was_learnt_are_not_learnt_from():
    sets = read_sets(Path(__file__).parents[1] / "questions")
    learnt_from = {each.name for each in sets if each.learn}
    assert {"tune", "swapped/tune"} <= learnt_from
    assert learnt_from.isdisjoint({"held", "library", "swapped/held", "fresh"})
    assert learnt_from.isdisjoint({"claims/held", "claims/observatory", "claims/odd-held", "stories/held"})


# --- The set around some files --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("paths", "name", "whole"),
    [
        pytest.param(["easy"], "easy", True, id="the folder"),
        pytest.param(["easy/../easy"], "easy", True, id="the folder, however it is written"),
        pytest.param(["easy/a.yaml", "easy/b.yaml"], "easy", False, id="files in it"),
        pytest.param(["claims/hard/deep/a.yaml"], "claims/hard", False, id="a file deep in it"),
        pytest.param(["claims"], None, False, id="a folder around it"),
        pytest.param(["../elsewhere"], None, False, id="somewhere else"),
        pytest.param(["easy", "../elsewhere"], None, False, id="a set and more"),
    ],
)
def test_files_are_parts_of_a_set_or_the_whole_of_it(folder, paths, name, whole):
    paths = [folder / path for path in paths]
    around = set_around(read_sets(folder), paths)
    assert (around and around.name) == name
    assert (around is not None and around.is_all_of(paths)) is whole


def test_of_the_sets_of_a_folder_the_one_with_all_phrasings_is_around_its_files(folder):
    """Wherever it stands in the list; one with few phrasings is never the whole of a folder."""
    text = "sets:\n" + "".join(
        f"  - {{set: easy, of: questions, {few}floors: {{not_wrong: 90}}}}\n"
        for few in ("phrasings: 0, ", "", "phrasings: 5, ")
    )
    (folder / "sets.yaml").write_text(text, "utf-8")
    sets, paths = read_sets(folder), [folder / "easy"]
    assert [each.name for each in sets] == ["easy, 0 phrasings", "easy", "easy, 5 phrasings"]
    assert set_around(sets, paths) is sets[1]
    assert [each.is_all_of(paths) for each in sets] == [False, True, False]


def test_where_there_is_no_set_with_all_phrasings_the_first_with_few_is_around_its_files(folder):
    (folder / "sets.yaml").write_text(LIST.replace("learn: true", "phrasings: 5"), "utf-8")
    sets = read_sets(folder)
    assert set_around(sets, [folder / "easy" / "a.yaml"]) is sets[0]


@pytest.mark.parametrize("paths", [["easy", "claims/hard"], ["easy/a.yaml", "claims"], ["."]])
def test_sets_about_different_bases_are_not_measured_together(folder, paths):
    with pytest.raises(ScoredSetError, match="easy, claims/hard are about different knowledge bases"):
        set_around(read_sets(folder), [folder / path for path in paths])


# --- The base of the set "library" -----------------------------------------------------------------------------------


def test_the_made_up_base_is_proved_against_its_own_text():
    kept = library.FILES["sources/gazette-2018.fingerprint"]
    assert kept.decode() == str(fingerprint(library.TEXT))

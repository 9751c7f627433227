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
    """A floor that is not another one with vectors of words is the same."""
    assert read_sets(folder) == [
        ScoredSet(
            "easy",
            folder / "easy",
            "questions",
            None,
            {"answered_right": 0.9, "not_wrong": 0.975},
            {"answered_right": 0.95, "not_wrong": 0.975},
        ),
        ScoredSet(
            "claims/hard", folder / "claims" / "hard", "claims", folder / "../base", {"right": 0.8}, {"right": 0.8}
        ),
    ]


def test_a_folder_without_a_list_has_no_sets(tmp_path):
    assert read_sets(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        pytest.param(LIST, "", '1:1: there is no list "sets"', id="empty"),
        pytest.param(LIST, "sets: []", 'there is no list "sets"', id="an empty list"),
        pytest.param(LIST, "sets: [easy]", "1:8: this is no scored set", id="a name alone"),
        pytest.param("set: easy", "set: nosuch", '2:10: "set" names no folder', id="a folder that is not there"),
        pytest.param("- set: easy\n    of", "- of", '"set" names no folder', id="no name"),
        pytest.param("../base", "nosuch", '8:11: "base" names no folder', id="a base that is not there"),
        pytest.param("of: questions", "of: riddles", '3:9: "of" is neither questions nor claims', id="neither"),
        pytest.param("floors: {right: 80}", "flors: {right: 80}", 'the key "flors" is not known here', id="a slip"),
        pytest.param("    floors: {right: 80}\n", "", '"floors" holds no floors', id="no floors"),
        pytest.param("{right: 80}", "{}", '9:13: "floors" holds no floors', id="empty floors"),
        pytest.param(
            "{right: 80}", "{signposted: 80}", '9:14: "signposted" is not measured here', id="of the other kind"
        ),
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


def test_the_shipped_list_is_sound_and_has_sets_of_both_kinds_and_bases():
    sets = read_sets(Path(__file__).parents[1] / "questions")
    assert {each.of for each in sets} == {"questions", "claims"}
    assert len({each.base for each in sets}) == 2
    assert Path("tests/questions") == FOLDER


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


@pytest.mark.parametrize("paths", [["easy", "claims/hard"], ["easy/a.yaml", "claims"], ["."]])
def test_sets_about_different_bases_are_not_measured_together(folder, paths):
    with pytest.raises(ScoredSetError, match="easy, claims/hard are about different knowledge bases"):
        set_around(read_sets(folder), [folder / path for path in paths])


# --- The base of the set "library" -----------------------------------------------------------------------------------


def test_the_made_up_base_is_proved_against_its_own_text():
    kept = library.FILES["sources/gazette-2018.fingerprint"]
    assert kept.decode() == str(fingerprint(library.TEXT))

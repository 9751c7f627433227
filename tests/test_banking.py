"""A public set of questions becomes a knowledge base that loads, with questions on it that can be asked."""

from __future__ import annotations

import json

import pytest

from bot.core.knowledge.loading import load
from bot.lab.questions import Asked, read_questions
from bot.serving.folder import read_files
from tests.banking import files, knowledge, main, part, questions

DATA = {
    "entries": [
        {"id": "Lost_card", "asked": ["i lost my card", "my card is gone", "where is my card"]},
        {"id": "top_up?", "asked": ["how do i top up", "put money in", "add money"]},
        {"id": "limits", "asked": ["what is the limit", "how much may i spend", "is there a cap"]},
        {"id": "pin", "asked": ["i forgot my pin", "change my pin", "new pin please"]},
    ],
    "questions": [
        {"question": "card lost", "entry": "Lost_card"},
        {"question": "topping up how", "entry": "top_up?"},
        {"question": "who are you", "entry": None, "kind": "far"},
        {"question": "pin not known", "entry": "pin"},
    ],
}


@pytest.fixture
def path(tmp_path):
    (tmp_path / "set.json").write_text(json.dumps(DATA), "utf-8")
    return tmp_path / "set.json"


def test_every_entry_has_as_many_phrasings_as_asked_for():
    base = load(files(DATA, each=2))
    assert {id: len(entry.asked) for id, entry in base.entries.items()} == {
        "lost-card": 2, "top-up": 2, "limits": 2, "pin": 2,
    }  # fmt: skip


def test_a_set_is_read_as_a_base_and_its_questions(path):
    assert len(knowledge(path, each=1).entries) == 4
    assert questions(path)[:3] == [
        Asked("card lost", "direct", "answer", entry="lost-card"),
        Asked("topping up how", "direct", "answer", entry="top-up"),
        Asked("who are you", "far", "no_answer"),
    ]


def test_questions_on_what_is_left_out_have_no_answer():
    found = part(DATA, keep=0.5, seed=1)
    kept = {entry["id"] for entry in found["entries"]}
    assert len(kept) == 2
    for before, after in zip(DATA["questions"], found["questions"], strict=True):
        assert after["entry"] == (before["entry"] if before["entry"] in kept else None)
    assert found == part(DATA, keep=0.5, seed=1)
    assert DATA["questions"][0]["entry"] == "Lost_card"


def test_the_folder_that_is_written_can_be_read_back(path, tmp_path):
    main([str(path), str(tmp_path / "base"), "--each", "2", "--keep", "0.5", "--seed", "3", "--typos"])
    base = load(read_files(tmp_path / "base"))
    asked = read_questions([tmp_path / "base" / "questions"])
    assert (len(base.entries), len(asked)) == (2, 4)
    assert {question.entry for question in asked if question.expect == "answer"} <= set(base.entries)


def test_so_many_questions_at_most_are_kept(path, tmp_path):
    main([str(path), str(tmp_path / "base"), "--questions", "3"])
    assert len(read_questions([tmp_path / "base" / "questions"])) == 3

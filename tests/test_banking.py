"""A public set of questions becomes a knowledge base and questions on it."""

from __future__ import annotations

import json

import pytest

from bot.folder import read_files
from bot.lab.questions import Asked, read_questions
from tests import banking

DATA = {
    "entries": [
        {"id": "Card_lost", "asked": ["where is my card", "i lost my card", "card gone"]},
        {"id": "Top up", "asked": ["how do i top up", "top-up please"]},
    ],
    "questions": [
        {"question": "my card is lost", "entry": "Card_lost"},
        {"question": "do you like cheese", "entry": None, "kind": "far"},
    ],
}
QUESTIONS = [
    Asked("my card is lost", "direct", "answer", entry="card-lost"),
    Asked("do you like cheese", "far", "no_answer"),
]


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "set.json"
    path.write_text(json.dumps(DATA), "utf-8")
    return path


@pytest.mark.parametrize(("each", "counts"), [(1, [1, 1]), (2, [2, 2]), (10, [3, 2])])
def test_entries_have_as_many_phrasings_as_wanted(path, each, counts):
    made = banking.knowledge(path, each=each)
    assert [(id, len(entry.asked)) for id, entry in made.entries.items()] == list(
        zip(["card-lost", "top-up"], counts, strict=True)
    )


def test_questions_name_their_entry_or_expect_none(path):
    assert banking.questions(path) == QUESTIONS


def test_the_folder_written_is_read_by_the_bot(path, tmp_path, monkeypatch):
    folder = tmp_path / "base"
    monkeypatch.setattr("sys.argv", ["banking.py", str(path), str(folder), "--each", "1"])
    banking.main()
    assert list(read_files(folder)) == ["public.yaml"]
    assert read_questions([folder / "questions"]) == QUESTIONS

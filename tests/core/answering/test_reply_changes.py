"""Which questions get another reply from another version, and how many were asked to know that."""

from __future__ import annotations

from bot.core.answering import reply_changes
from bot.core.answering.reply_changes import AnswerChange, compare
from bot.core.knowledge.loading import load
from bot.core.knowledge.model import Knowledge
from bot.core.search.matching import Matcher
from tests import frozen
from tests.core import library

OLD = library.knowledge()
FOUND = AnswerChange("late returns, how many", "loans-late", "roof-leaked")


def _moved(phrasing: str, target: str) -> Knowledge:
    """Return the base with a phrasing taken from its entry and given to another."""
    text = library.FILES["gazette.yaml"].decode().replace(f"      - {phrasing}\n", "", 1)
    head, tail = text.split(f"  - id: {target}\n", 1)
    tail = tail.replace("    asked:\n", f"    asked:\n      - {phrasing}\n", 1)
    return load({**library.FILES, "gazette.yaml": f"{head}  - id: {target}\n{tail}".encode()})


MOVED = _moved("late returns, how many", "roof-leaked")


def everything(knowledge: Knowledge) -> int:
    items = [*knowledge.entries.values(), *knowledge.silences.values()]
    return len({text for item in items for text in item.asked} | {check.ask for check in knowledge.checks})


def test_a_question_that_another_entry_answers_now_is_told():
    assert FOUND in compare(frozen.answerer(OLD), frozen.answerer(MOVED)).changes


def test_a_base_replies_as_it_does():
    replies = compare(frozen.answerer(OLD), frozen.answerer(OLD))
    assert (replies.changes, replies.left_out) == ((), 0)
    assert replies.asked + replies.same == everything(OLD)


def test_only_what_does_not_plainly_ask_for_one_thing_is_ranked(monkeypatch):
    """That a way of asking has moved is plain from the two files."""
    asked = []
    rank = Matcher.rank
    monkeypatch.setattr(Matcher, "rank", lambda self, message: asked.append(message.folded) or rank(self, message))
    assert compare(frozen.answerer(OLD), frozen.answerer(MOVED)).changes == (FOUND,)
    assert set(asked) == {"what about the libraries of bramley", "the libraries of bramley"}


def test_new_messages_that_call_for_help_are_told_if_a_question_is_taken_for_one():
    """Of each question then, though its way of asking stands in both versions."""
    asked = "late returns, how many"
    help = library.FILES["help.yaml"].decode()
    new = load({**library.FILES, "help.yaml": help.replace("calls:\n", f"calls:\n  - {asked}\n", 1).encode()})
    assert AnswerChange(asked, "loans-late", "signpost") in compare(frozen.answerer(OLD), frozen.answerer(new)).changes


def test_of_too_many_questions_a_sample_is_asked_and_the_rest_is_counted(monkeypatch):
    monkeypatch.setattr(reply_changes, "_MOST_JUDGED", 5)
    replies = compare(frozen.answerer(OLD), frozen.answerer(OLD))
    assert replies.asked < 20
    assert replies.asked + replies.same == everything(OLD)
    monkeypatch.setattr(reply_changes, "_MOST_TOUCHED", 2)
    replies = compare(frozen.answerer(OLD), frozen.answerer(MOVED))
    assert replies.left_out == 0
    one = _renamed("roof-leaked", "rain")
    asked = len(OLD.entries["roof-leaked"].asked)
    replies = compare(frozen.answerer(OLD), frozen.answerer(one))
    assert (len(replies.changes), replies.left_out) == (2, asked - 2)


def _renamed(old: str, new: str) -> Knowledge:
    return load({**library.FILES, "gazette.yaml": library.FILES["gazette.yaml"].replace(old.encode(), new.encode())})


def test_how_far_it_is_is_told():
    told: list[tuple[int, int]] = []
    replies = compare(frozen.answerer(OLD), frozen.answerer(OLD), tell=lambda *done: told.append(done))
    assert told[0] == (0, replies.asked)

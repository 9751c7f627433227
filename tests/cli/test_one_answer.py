"""The same question gets the same reply, however it is asked: the commands and the running bot go by the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot import render
from bot.serving.publisher import Publisher
from bot.serving.word_vectors import load_vectors
from bot.store import Store
from tests.cli.running import Run
from tests.core import library

QUESTIONS = (
    "how many loans did they look at",
    "how many items were borrowed and checked",
    "when did water come through the ceiling",
    "who said that the atlases were ruined",
    "what is the budget of the libraries",
    "is it the same elsewhere",
    "how many seats need mending",
    "were 130 loans late",
    "pizza with pineapple",
    "thank you",
    "my uncle hits me",
)


@pytest.fixture(scope="module")
def singly(bot: Run, base: Path) -> list[dict[str, object]]:
    """The replies of `ask`, a process for each question."""
    return [json.loads(bot("ask", "--json", "--knowledge", base, question).stdout) for question in QUESTIONS]


def by_line(bot: Run, base: Path, **variables: str) -> list[dict[str, object]]:
    done = bot("ask", "--json", "--knowledge", base, "-", given="\n".join(QUESTIONS), **variables)
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_by_line_as_one_by_one(bot, base, singly):
    assert by_line(bot, base) == singly


def test_without_vectors_of_words_some_replies_are_others(bot, base, singly):
    """Else none of the tests here would tell whether they are gone by."""
    assert by_line(bot, base, SEMANTIC="off") != singly


def test_chat_says_the_same(bot, base, singly):
    """To a question that begins a conversation."""
    said = bot("chat", "--knowledge", base, given="\n\n".join(QUESTIONS)).stdout
    at = 0
    for reply in singly:
        at = said.find(str(reply["text"]), at)
        assert reply["text"]
        assert at >= 0, reply["text"]


def test_check_expects_the_same(bot, singly, tmp_path):
    """A base whose check questions expect just those replies is sound."""
    checks = [
        {"ask": question, "expect": reply["entry"] or reply["kind"]}
        for question, reply in zip(QUESTIONS, singly, strict=True)
        if reply["kind"] != "social"
    ]
    folder = library.write(tmp_path, {**library.FILES, "checks.yaml": json.dumps({"checks": checks}).encode()})
    done = bot("check", "--knowledge", folder)
    assert f"{len(checks)} of {len(checks)} check questions answered as expected" in done.stdout


async def test_the_running_bot_says_the_same(store: Store, base, singly):
    publisher = Publisher(store, base, vectors=load_vectors())
    edition = await publisher.start()
    assert [json.loads(render.as_json(edition.reply(question))) for question in QUESTIONS] == singly

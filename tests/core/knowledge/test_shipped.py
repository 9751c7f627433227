"""The knowledge folder that comes with the bot: short enough to read, and known to editors."""

from __future__ import annotations

import json
import re
from itertools import chain
from pathlib import Path

import pytest

from bot import render
from bot.core.answering.reply import Reply
from bot.core.knowledge.loading import load
from bot.core.knowledge.naming import documents
from bot.core.knowledge.schema import FORMATS, json_schema
from bot.core.knowledge.yamltext import read
from bot.serving.folder import read_files

KNOWLEDGE = Path(__file__).parents[3] / "knowledge"
YAML = sorted(path.name for path in KNOWLEDGE.rglob("*.yaml"))


@pytest.fixture(scope="module")
def files():
    return read_files(KNOWLEDGE)


@pytest.mark.parametrize("name", YAML)
def test_a_file_can_be_read_through(name):
    """What people ask in hundreds of ways stands elsewhere."""
    assert len((KNOWLEDGE / name).read_text("utf-8").splitlines()) <= 2_000


def test_a_document_shows_a_handful_of_ways_of_asking(files):
    """As examples; the entry has them all."""
    base = load(files)
    for name in documents(files):
        value = read(name, files[name]).value
        for item in chain(value["entries"], value["silences"]):
            target = base.entries.get(item["id"]) or base.silences[item["id"]]
            assert 3 <= len(item["asked"]) <= 8
            assert len(target.asked) >= 25


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_the_schemas_for_editors_are_as_the_bot_reads(name):
    """To make them anew: python -m bot schema NAME > knowledge/.schemas/NAME.json."""
    assert (KNOWLEDGE / ".schemas" / f"{name}.json").read_text("utf-8") == json.dumps(
        json_schema(name), indent=2
    ) + "\n"


@pytest.mark.parametrize("name", YAML)
def test_a_file_names_its_schema(name):
    stem = name.removesuffix(".yaml")
    schema = stem if stem in FORMATS else "document"
    first = (KNOWLEDGE / name).read_text("utf-8").splitlines()[0]
    assert first == f"# yaml-language-server: $schema=.schemas/{schema}.json"


def test_help_lines_begin_with_the_emergency_number_everywhere(files):
    help = load(files).help
    numbers = {code: country.lines[0].number for code, country in help.countries.items()}
    assert {code: number for code, number in numbers.items() if not re.fullmatch(r"\d{3}( or \d{3})?", number)} == {}
    assert (help.default, numbers["GB"], numbers["US"], numbers["IE"]) == ("GB", "999", "911", "112 or 999")


def test_whoever_calls_is_told_in_their_language(files):
    help = load(files).help
    assert set(help.languages) >= {"es", "pt", "fr", "de", "it", "nl", "pl", "tr", "ru", "uk", "ar", "hi", "ur", "bn",
        "pa", "id", "vi", "zh", "ja", "ko", "ro", "fa", "tl", "so", "sv"}  # fmt: skip
    assert all(said.opening and said.closing for said in help.languages.values())


def test_help_lines_are_short(files):
    """Whatever the country and the language: a frightened person reads no wall of text."""
    help = load(files).help
    for country in help.countries:
        for language in ("", *help.languages):
            reply = Reply("", "signpost", 1.0, "v", help=help, country=country, language=language)
            assert len(render.embed(reply)["description"]) <= 800
            assert len(render.plain(reply)) <= 1_200
            assert all(line.name in render.plain(reply) for line in (*help.countries[country].lines, *help.anywhere))

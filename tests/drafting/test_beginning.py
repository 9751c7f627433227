"""The folder that a newcomer begins with is sound and answers, and the guide in it shows all that one can write."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.core.answering.acceptance import check_questions, warnings_of
from bot.core.answering.answerer import Answerer
from bot.core.knowledge.loading import load
from bot.core.knowledge.naming import is_knowledge_file
from bot.core.knowledge.schema import FORMATS, EntrySpec, json_schema
from bot.drafting.beginning import beginning, countries
from bot.errors import EditError
from bot.serving.folder import read_files
from bot.settings import default_knowledge


@pytest.fixture(scope="module")
def shipped():
    return read_files(default_knowledge())


@pytest.fixture(scope="module")
def answerer(shipped):
    made = beginning(shipped, b"", "IE")
    return Answerer(load({name: data for name, data in made.items() if is_knowledge_file(name)}))


def test_it_is_proved_and_answers_its_own_check_questions(answerer):
    checked = check_questions(answerer)
    assert (checked.right, checked.asked) == (5, 5)
    assert warnings_of(answerer.knowledge) == ()


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        pytest.param("how many books were borrowed in 2024", "books-lent", id="a figure"),
        pytest.param("what share of the books was for children", "childrens-books", id="a part of it"),
        pytest.param("what did ada fenn say", "fenn-on-young-readers", id="a quotation"),
        pytest.param("how much does the library cost", "cost", id="what the source does not say"),
    ],
)
def test_it_shows_each_kind_of_reply(answerer, question, expected):
    reply = answerer.answer(question)
    target = reply.entry or reply.silence
    assert target is not None
    assert target.id == expected


def test_people_in_danger_get_the_lines_of_the_country_that_was_named(answerer, shipped):
    help = answerer.knowledge.help
    assert help is not None
    assert help.default == "IE"
    assert help.lines == help.countries["IE"].lines


def test_a_country_without_help_lines_is_refused_with_those_that_have_some(shipped):
    with pytest.raises(
        EditError, match=r"no help lines for ZZ: choose one of AT, AU, .* and add your own to help.yaml"
    ):
        beginning(shipped, b"", "ZZ")
    assert {"GB", "IE", "US"} <= set(countries(shipped))


def fields(name: str) -> set[str]:
    """Return the names that people write for the fields of a format and of all within it."""
    schema = json_schema(name)
    return {field for each in (schema, *schema.get("$defs", {}).values()) for field in each.get("properties", {})}


@pytest.mark.parametrize("name", FORMATS)
def test_the_guide_shows_every_field_by_example(name):
    guide = (Path(default_knowledge()) / "README.md").read_text("utf-8")
    examples = " ".join(
        shown for pair in re.findall(r"```yaml\n(.*?)```|`([^`\n]+)`", guide, re.DOTALL) for shown in pair
    )
    missing = [field for field in sorted(fields(name)) if not re.search(rf"\b{field}\b", examples)]
    assert missing == []


def test_the_comments_of_the_first_entry_name_what_each_entry_needs(shipped):
    text = beginning(shipped, b"", "GB")["gazette.yaml"].decode()
    needed = [name for name, field in EntrySpec.model_fields.items() if field.is_required()]
    assert needed == ["id", "title"]
    assert all(re.search(rf"^ +(- )?{name}: .* # ", text, re.MULTILINE) for name in needed)

"""What was typed into a form, as a file, and what is refused of it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot import render
from bot.errors import Fault

LINES = st.sampled_from(
    ["Who said it:", "    Who that is:", "", " ", "a: b", "x", *(f"{each}:" for each in render.FIELDS.values())]
)


@given(st.dictionaries(st.sampled_from(list(render.FIELDS)), st.lists(LINES, min_size=1, max_size=4).map("\n".join)))
def test_what_was_typed_is_read_back_from_its_file(typed):
    """Whatever it looks like."""
    assert render.read_typed(render.typed_text(typed)) == typed


def test_a_file_is_read_by_people():
    assert render.typed_text({"says": "There are\ntwo.", "title": "Two"}) == (
        "Title, in a few words:\n    Two\n\nThe fact, in one sentence:\n    There are\n    two.\n"
    )


def test_a_fault_is_told_by_its_field_and_others_by_their_place():
    fault = Fault("a.yaml", 3, 5, "it is wrong", "correct it")
    note = render.form_refused([("says", fault), (None, fault)])
    assert note.text == (
        "Nothing has changed: this can't be published yet.\n```\n"
        "The fact, in one sentence: it is wrong; correct it\n"
        "a.yaml:3:5: it is wrong; correct it\n```"
    )

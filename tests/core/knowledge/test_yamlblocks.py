"""A document is cut into its items and put together again, and values in it are written anew, byte for byte."""

from __future__ import annotations

import pytest

from bot.core.knowledge.yamlblocks import cut, with_values
from bot.errors import EditError
from bot.serving.folder import read_files
from bot.settings import default_knowledge
from tests.core import library

TEXT = """\
top: 1
# first
entries:
- id: a   # one
  asked: [x]
  # still a

# of b
- {id: b}
tail: true
"""


def test_items_come_with_their_comments_and_the_pieces_are_the_text():
    pieces = cut("a.yaml", TEXT, ["entries"])
    assert [(piece.path, piece.text) for piece in pieces] == [
        ((), "top: 1\n# first\nentries:\n"),
        (("entries", 0), "- id: a   # one\n  asked: [x]\n  # still a\n"),
        ((), "\n"),
        (("entries", 1), "# of b\n- {id: b}\n"),
        ((), "tail: true\n"),
    ]


def test_the_shipped_documents_are_cut_without_loss():
    for files in (read_files(default_knowledge()), library.files()):
        for name in (name for name in files if name.endswith(".yaml")):
            text = files[name].decode()
            assert "".join(piece.text for piece in cut(name, text, ["entries", "silences", "checks"])) == text


def test_values_are_written_anew_and_nothing_else():
    made = with_values("a.yaml", TEXT, {("entries", 0, "asked", 0): "y: z", ("entries", 1, "id"): "c", ("top",): 2})
    assert made == TEXT.replace("top: 1", "top: 2").replace("[x]", '["y: z"]').replace("{id: b}", "{id: c}")


def test_a_list_in_brackets_is_refused():
    with pytest.raises(EditError, match='the list "entries" stands in brackets'):
        cut("a.yaml", "entries: [{id: a}]\n", ["entries"])

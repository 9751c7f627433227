"""A figure asked for by its name."""

from __future__ import annotations

import pytest

from bot.core.answering.lookup import statistic
from bot.core.knowledge.catalogue import Catalogue


@pytest.mark.parametrize(
    ("name", "kind", "entry"),
    [
        pytest.param("loans-late", "answer", "loans-late", id="an id"),
        pytest.param("LOANS LOOKED AT", "answer", "loans-inspected", id="a title, in capitals"),
        pytest.param("how many broken chairs in oakham", "answer", "chairs-oakham", id="a question"),
        pytest.param("who inspected the libraries", "no_answer", None, id="a question whose answer is no figure"),
        pytest.param("Rosa Bell on wet carpets", "no_answer", None, id="the title of an entry without a figure"),
        pytest.param("pizza", "no_answer", None, id="nothing"),
        pytest.param("my uncle hits me", "signpost", None, id="a call for help"),
    ],
)
def test_what_stands_under_a_name(answerer, name, kind, entry):
    reply = statistic(answerer, Catalogue(answerer.knowledge), name)
    assert (reply.kind, reply.entry.id if reply.entry is not None else None) == (kind, entry)

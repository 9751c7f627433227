"""What may come next in a line that is being typed."""

from __future__ import annotations

import pytest

from bot.cli.completing import choices
from bot.core.knowledge.catalogue import Catalogue
from tests.core import library

CHAIRS = ["Broken chairs in Elmstead", "Broken chairs in Oakham"]
ALL = ["Loans looked at", "Loans that came back late", "Share of loans that came back late", *CHAIRS,
       "Atlases ruined by rain"]  # fmt: skip


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    base = library.knowledge(gazette=("title: Loans looked at\n", "title: Loans looked at\n    topic: loans\n"))
    return Catalogue(base)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        pytest.param("", [], id="nothing typed"),
        pytest.param("how many /s", [], id="a question"),
        pytest.param("/s", ["/stat ", "/stats ", "/sources"], id="the beginning of commands"),
        pytest.param("/Q", ["/quote ", "/quit"], id="in capitals"),
        pytest.param("/x", [], id="of none"),
        pytest.param("/stat ", ALL, id="all figures"),
        pytest.param("/stat chairs", CHAIRS, id="figures by a part"),
        pytest.param("/stats ", ["loans"], id="topics"),
        pytest.param("/quote ", ["Rosa Bell", "Tom Hurst"], id="speakers"),
        pytest.param("/quote hur", ["Tom Hurst"], id="a speaker by a part"),
        pytest.param("/quote Tom Hurst about l", [], id="what a quote is about"),
        pytest.param("/compare atl", ["Atlases ruined by rain"], id="the first of two figures"),
        pytest.param("/compare Loans looked at, atl", ["Atlases ruined by rain"], id="the second after a comma"),
        pytest.param("/compare Loans looked at with atl", ["Atlases ruined by rain"], id="the second after with"),
        pytest.param("/sources ", [], id="a command that takes nothing"),
        pytest.param("/nope ", [], id="no command"),
    ],
)
def test_what_is_offered(catalogue, typed, offered):
    assert [choice.text for choice in choices(typed, catalogue)] == offered


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        pytest.param("/comp", "/compare ", id="a command"),
        pytest.param("/stat  atl", "/stat  Atlases ruined by rain", id="after two spaces"),
        pytest.param("/compare a, atl", "/compare a, Atlases ruined by rain", id="after a comma"),
        pytest.param("/compare a,atl", "/compare a,Atlases ruined by rain", id="no space after the comma"),
    ],
)
def test_a_choice_takes_the_place_of_what_it_completes(catalogue, typed, completed):
    (choice,) = choices(typed, catalogue)
    assert typed[: len(typed) - choice.replaces] + choice.text == completed

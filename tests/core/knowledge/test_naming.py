"""Which files of a knowledge folder are read, which only look as if they were, and which are nobody's business."""

from __future__ import annotations

import pytest

from bot.core.knowledge.naming import documents, is_knowledge_file, left_alone, misnamed
from bot.core.knowledge.schema import FORMATS


@pytest.mark.parametrize(
    "name",
    [
        "gazette.yaml", "gazette-2.1.yaml", "The Gazette (2).yaml", "vocabulary.yaml", "help.yaml", "checks.yaml",
        "sources/gazette-2018.fingerprint", "sources/gazette-2018.locators",
        "asked/loans-late.txt", "asked/help.txt", "help/calls.txt",
        "help/plain.txt", "help/calls.es.txt", "help/plain.fil.txt",
    ],
)  # fmt: skip
def test_a_knowledge_file_is_read(name):
    assert is_knowledge_file(name)
    assert misnamed(name) is None


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        pytest.param("help.yaml.txt", "help.yaml", id="a second ending"),
        pytest.param("gazette.yaml.txt", "gazette.yaml", id="a second ending of a document"),
        pytest.param("gazette.yaml.yaml", "gazette.yaml", id="the same ending twice"),
        pytest.param("help.YAML", "help.yaml", id="an ending in capitals"),
        pytest.param("Gazette.YAML", "Gazette.yaml", id="a document's ending in capitals"),
        pytest.param("x.yml", "x.yaml", id="a short ending"),
        pytest.param("x.YML.txt", "x.yaml", id="a short ending in capitals, and a second one"),
        pytest.param("vocabulary.yml", "vocabulary.yaml", id="a short ending of a file with a name of its own"),
        pytest.param("Vocabulary.yaml", "vocabulary.yaml", id="a name of its own in capitals"),
        pytest.param("checks.txt", "checks.yaml", id="a name of its own, with the ending of plain text"),
        pytest.param("vocabulary", "vocabulary.yaml", id="a name of its own, without an ending"),
        pytest.param("help.yaml ", "help.yaml", id="a blank at the end"),
        pytest.param("help.rtf", "help.yaml", id="a name of its own, from a word processor"),
        pytest.param("Gazette.yaml.docx", "Gazette.yaml", id="a document, from a word processor"),
        pytest.param("sub/vocabulary.yaml.txt", "vocabulary.yaml", id="two mistakes in one name"),
        pytest.param("asked/x.TXT", "asked/x.txt", id="ways of asking, the ending in capitals"),
        pytest.param("asked/x.txt.txt", "asked/x.txt", id="ways of asking, the ending twice"),
        pytest.param("asked/x.yaml", "asked/x.txt", id="ways of asking, the ending of a document"),
        pytest.param("asked/x", "asked/x.txt", id="ways of asking, without an ending"),
        pytest.param("asked/x.rtf", "asked/x.txt", id="ways of asking, from a word processor"),
        pytest.param("asked/Loans late.txt", "asked/loans-late.txt", id="ways of asking, not named as ids are"),
        pytest.param("Asked/x.txt", "asked/x.txt", id="a folder in capitals"),
        pytest.param("asked/new/x.txt", "asked/x.txt", id="a folder too deep"),
        pytest.param("asked/x.fingerprint", "sources/x.fingerprint", id="a fingerprint among ways of asking"),
        pytest.param("x.locators", "sources/x.locators", id="locators outside their folder"),
        pytest.param("x.fingerprint", "sources/x.fingerprint", id="a fingerprint outside its folder"),
        pytest.param("sources/x.fingerprint.txt", "sources/x.fingerprint", id="a fingerprint with a second ending"),
        pytest.param("sources/x.Fingerprint", "sources/x.fingerprint", id="a fingerprint's ending in capitals"),
        pytest.param("sub/x.yaml", "x.yaml", id="a document in a sub-folder"),
        pytest.param("sources/x.yaml", "x.yaml", id="a document among fingerprints"),
        pytest.param("help/help.yaml", "help.yaml", id="the help file among its messages"),
        pytest.param("sub/Help.yml", "help.yaml", id="the help file in a sub-folder"),
        pytest.param("calls.txt", "help/calls.txt", id="messages outside their folder"),
        pytest.param("help/Plain.txt", "help/plain.txt", id="messages, named in capitals"),
        pytest.param("help/calls", "help/calls.txt", id="messages, without an ending"),
        pytest.param("calls.es.txt", "help/calls.es.txt", id="messages in a language, outside their folder"),
        pytest.param("help/Calls.ES.TXT", "help/calls.es.txt", id="messages in a language, named in capitals"),
        pytest.param("help/call.txt", "help/calls.txt or help/plain.txt", id="messages of an unknown name"),
    ],
)
def test_what_looks_meant_is_a_fault_that_says_what_to_rename_it_to(name, meant):
    fault = misnamed(name)
    assert not is_knowledge_file(name)
    assert str(fault) == f"{name}:0:0: the bot reads no file of this name; rename it to {meant}"


def test_nobody_is_told_to_rename_a_file_to_one_that_is_there():
    fault = misnamed("help.yaml.txt", {"help.yaml", "help.yaml.txt"})
    assert fault.remedy == "there is a help.yaml already: put together what they hold, and take this one away"


@pytest.mark.parametrize(
    "name",
    [
        "gazette.yaml.bak", "vocabulary.yml.bak", "gazette.yaml~", "gazette.yaml.orig", "#gazette.yaml#",
        ".gazette.yaml", ".gazette.yaml.abcd1234", ".git/help.yml", "README.md", "readme.txt", "asked/README.md",
        "asked/loans-late.txt~", "asked/.DS_Store", "Thumbs.db", "desktop.ini", "__MACOSX/._help.yaml",
        "questions/all.yaml",
    ],
)  # fmt: skip
def test_copies_and_litter_are_left_alone(name):
    assert left_alone(name)
    assert not is_knowledge_file(name)
    assert misnamed(name) is None


@pytest.mark.parametrize(
    "name",
    [
        "notes.txt",
        "calls",
        "gazette.pdf",
        "gazette.docx",
        "data.json",
        "help.pdf",
        "sources/gazette.txt",
        "pictures/map.png",
    ],
)
def test_what_looks_like_none_of_ours_is_no_fault(name):
    assert misnamed(name) is None
    assert not is_knowledge_file(name)


@pytest.mark.parametrize("name", ["../x.yaml", "/x.yaml", "a\\x.yaml", "sources/../x.yaml", "x\n.yaml"])
def test_a_path_that_leads_elsewhere_is_no_knowledge_file(name):
    assert not is_knowledge_file(name)


def test_documents_are_all_yaml_files_but_those_with_names_of_their_own():
    names = ["b.yaml", "a.yaml", "asked/a.txt", "sources/a.fingerprint", *(f"{stem}.yaml" for stem in FORMATS)]
    assert documents(names) == ["a.yaml", "b.yaml", "document.yaml"]

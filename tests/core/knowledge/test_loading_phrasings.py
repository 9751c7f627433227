"""Loading ways of asking, and messages of the help file, from text files of their own."""

from __future__ import annotations

import codecs

import pytest

from bot.core.knowledge.loading import load
from bot.core.knowledge.model import HelpMessages
from bot.errors import Fault, KnowledgeError

from ..bases import HELP, SOURCE, base, document

ENTRIES = """\
- id: lamps-tested
  title: Lamps that were tested
  says: The Lantern Office tested 240 lamps.
  evidence: 90 of the 240 lamps they tested
  asked: [how many lamps did they test]
  not_asked: [how tall are the lamps]
"""
SILENCES = "- {id: cost, title: Cost, says: It does not say., asked: [what did it cost]}"
LAMPS, COST = "asked/lamps-tested.txt", "asked/cost.txt"
CALLS, PLAIN = "help/calls.txt", "help/plain.txt"
WITHOUT = ENTRIES.replace("  asked: [how many lamps did they test]\n", "")


def files(entries: str = ENTRIES, *, help: str = "") -> dict[str, bytes]:
    """Return a base with one entry and one silence."""
    return base(entries=entries, silences=SILENCES, vocabulary="", help=help)


def faults_of(contents: dict[str, bytes]) -> list[str]:
    with pytest.raises(KnowledgeError) as raised:
        load(contents)
    return [str(fault) for fault in raised.value.faults]


# --- What comes out of a sound base -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "asked", "not_asked"),
    [
        pytest.param(b"lamp count\nlamps, all told\n", ("lamp count", "lamps, all told"), (), id="one a line"),
        pytest.param(b"lamp count", ("lamp count",), (), id="no end of the last line"),
        pytest.param(b"\n  lamp count \t\n\n", ("lamp count",), (), id="blank lines, blanks at both ends"),
        pytest.param(b"# plain ones\nlamp count\n  # lamps in june\n", ("lamp count",), (), id="comments"),
        pytest.param(b"issue #4 of it\n", ("issue #4 of it",), (), id="a number sign inside"),
        pytest.param(b"!lamps in june\nlamp count\n! lamps in may\n", ("lamp count",),
                     ("lamps in june", "lamps in may"), id="what must not match"),
        pytest.param(b"lamp count\r\nlamps all told\r\n", ("lamp count", "lamps all told"), (), id="CRLF"),
        pytest.param(b"lamp count\rlamps all told\r", ("lamp count", "lamps all told"), (), id="CR alone"),
        pytest.param(codecs.BOM_UTF8 + b"lamp count\n", ("lamp count",), (), id="byte order mark"),
        pytest.param("wie gro\u00df, \U0001f642\n".encode(), ("wie gro\u00df, \U0001f642",), (), id="other letters"),
        pytest.param(b"why: yes, 12:30 [x] {y} & *z\n", ("why: yes, 12:30 [x] {y} & *z",), (), id="signs of YAML"),
        pytest.param(b"", (), (), id="empty"),
        pytest.param(b"# soon\n", (), (), id="comments only"),
    ],
)  # fmt: skip
def test_ways_of_asking_in_a_file_come_after_those_in_the_document(data, asked, not_asked):
    entry = load({**files(), LAMPS: data}).entries["lamps-tested"]
    assert entry.asked == ("how many lamps did they test", *asked)
    assert entry.not_asked == ("how tall are the lamps", *not_asked)


def test_an_entry_may_have_its_ways_of_asking_in_a_file_alone():
    assert load({**files(WITHOUT), LAMPS: b"lamp count\n"}).entries["lamps-tested"].asked == ("lamp count",)


def test_a_silence_may_have_a_file_too():
    silence = load({**files(), COST: b"was it dear\n!was it deer\n"}).silences["cost"]
    assert (silence.asked, silence.not_asked) == (("what did it cost", "was it dear"), ("was it deer",))


def test_messages_of_the_help_file_may_stand_in_files():
    found = load({**files(help=HELP), CALLS: b"# more\nhe fell in\n", PLAIN: b"who fell in\n"}).help
    assert found.calls == ("somebody fell into the water", "i am drowning", "he fell in")
    assert found.plain == ("what fell into the water", "who fell in")


def test_all_messages_may_stand_in_files():
    help = "opening: Hello.\nlines: [{name: Watch, when: now}]\n"
    found = load({**files(help=help), CALLS: b"he fell in\n"}).help
    assert (found.calls, found.plain) == (("he fell in",), ())


def test_what_one_entry_rules_out_may_be_anothers_question():
    """That is what ruling out is for."""
    assert load({**files(), LAMPS: b"!what did it cost\n"}).entries["lamps-tested"].not_asked[1] == "what did it cost"


def test_two_sources_may_answer_the_same_question():
    """They may say different things, and one may be asked alone."""
    other = document(ENTRIES.replace("lamps-tested", "lamps-again"), source=SOURCE.replace("northgate-2021", "again"))
    contents = {**files(), "again.yaml": other}
    contents["sources/again.fingerprint"] = contents["sources/northgate-2021.fingerprint"]
    base = load(contents)
    assert base.entries["lamps-again"].asked == base.entries["lamps-tested"].asked


# --- Faults -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("contents", "fault"),
    [
        pytest.param(
            {"asked/nobody.txt": b"who\n"},
            Fault("asked/nobody.txt", 0, 0, 'there is no entry or silence "nobody"',
                  "name the file after the id whose ways of asking it holds, or delete it"),
            id="nobody's",
        ),
        pytest.param(
            {LAMPS: b"fine\n\xff\n"},
            Fault(LAMPS, 2, 1, "byte 0xff is not UTF-8", "save the file as UTF-8"),
            id="not UTF-8",
        ),
        pytest.param(
            {LAMPS: b"fine\n" + b"x" * 301},
            Fault(LAMPS, 2, 1, "the line is longer than 300 characters", "shorten it"),
            id="a long line",
        ),
        pytest.param(
            {LAMPS: b"fine\n\n  ?!\n"},
            Fault(LAMPS, 3, 1, "there is no word in this line",
                  'write one, or begin the line with "#" to have it passed over'),
            id="a line without a word",
        ),
        pytest.param(
            {LAMPS: b"!\n"},
            Fault(LAMPS, 1, 1, "there is no word in this line",
                  'write one, or begin the line with "#" to have it passed over'),
            id="nothing that must not match",
        ),
        pytest.param(
            {LAMPS: b"a\x07b\n"},
            Fault(LAMPS, 1, 1, "there is an invisible character in this line", "type the line again"),
            id="a control character",
        ),
        pytest.param(
            {LAMPS: b"fine\nWhat did it cost?\n"},
            Fault("harbour.yaml", 10, 59, '"what did it cost" stands under "lamps-tested" too, in '
                  f"{LAMPS}:2", "keep it where it should lead, and take the other out"),
            id="in two, in whatever case and punctuation",
        ),
        pytest.param(
            {LAMPS: b"lamp count\nlamps\nLamp count!\n"},
            Fault(LAMPS, 3, 1, f'"Lamp count!" stands here a second time, after {LAMPS}:1', "remove one of the two"),
            id="twice in a file",
        ),
        pytest.param(
            {LAMPS: b"how many lamps did they test?\n"},
            Fault(LAMPS, 1, 1, '"how many lamps did they test?" stands here a second time, after harbour.yaml:7',
                  "remove one of the two"),
            id="in the document and in the file",
        ),
        pytest.param(
            {LAMPS: b"fine\n!how many lamps did they test\n"},
            Fault(LAMPS, 2, 1, '"how many lamps did they test" stands among the ways of asking as well, in '
                  "harbour.yaml:7", "keep the one that you mean"),
            id="a question that must match and must not",
        ),
        pytest.param(
            {LAMPS: b"!how tall are the lamps\n"},
            Fault(LAMPS, 1, 1, '"how tall are the lamps" stands here a second time, after harbour.yaml:8',
                  "remove one of the two"),
            id="what must not match, twice",
        ),
        pytest.param(
            {CALLS: b"help\n"}, Fault(CALLS, 0, 0, "there is no help.yaml that this belongs to", "add one"),
            id="messages without a help file",
        ),
    ],
)  # fmt: skip
def test_a_fault_has_file_and_line(contents, fault):
    assert faults_of({**files(), **contents}) == [str(fault)]


@pytest.mark.parametrize(
    ("contents", "fault"),
    [
        pytest.param(
            {CALLS: b"fine\n!not fine\n"},
            Fault(CALLS, 2, 1, '"!" means nothing here', f"remove it, or move the line to {PLAIN}"),
            id="a sign that has a meaning elsewhere",
        ),
        pytest.param(
            {PLAIN: b"x" * 1001},
            Fault(PLAIN, 1, 1, "the line is longer than 1000 characters", "shorten it"),
            id="a long message",
        ),
        pytest.param(
            {PLAIN: b"I am drowning!\n"},
            Fault(PLAIN, 1, 1, '"I am drowning!" stands under "calls" too, in help.yaml:4',
                  "keep it where it should lead, and take the other out"),
            id="a message that calls for help and does not",
        ),
    ],
)  # fmt: skip
def test_a_fault_among_messages_has_file_and_line(contents, fault):
    assert faults_of({**files(help=HELP), **contents}) == [str(fault)]


def test_messages_in_other_languages_stand_in_files_of_their_own():
    further = {"help/calls.es.txt": b"me ahogo\n", "help/plain.es.txt": b"# nada\nel mar es azul\n"}
    loaded = load({**files(help=HELP), **further}).help
    assert loaded.messages == {"es": HelpMessages(("me ahogo",), ("el mar es azul",))}


def test_a_message_in_another_language_is_either_a_call_or_none():
    further = {"help/calls.es.txt": b"me ahogo\n", "help/plain.es.txt": b"me ahogo\n"}
    assert [fault.partition(" ")[0] for fault in faults_of({**files(help=HELP), **further})] == [
        "help/plain.es.txt:1:1:"
    ]


def test_a_help_file_needs_messages():
    assert faults_of(files(help="opening: Hello.\nlines: [{name: Watch, when: now}]\n")) == [
        'help.yaml:1:1: there is no message that calls for help lines; write some under "calls:", or in help/calls.txt'
    ]


@pytest.mark.parametrize(
    ("entries", "where"),
    [
        pytest.param(ENTRIES.replace("title:", "titel:"), ["harbour.yaml:3:3", "harbour.yaml:4:3"], id="an entry"),
        pytest.param(ENTRIES + "  - x: [", ["harbour.yaml:9:3"], id="a document"),
        pytest.param('- "id": "lamps-tested"\n  x: [', ["harbour.yaml:6:1"], id="a document with ids in quotes"),
    ],
)
def test_nobody_is_told_of_ways_of_asking_for_what_cannot_be_read(entries, where):
    """What is wrong is told once, where it is."""
    found = faults_of({**files(entries), LAMPS: b"lamp count\n"})
    assert [fault.rsplit(": ", 1)[0][: len(at)] for fault, at in zip(found, where, strict=True)] == where


def test_a_file_that_cannot_be_read_is_not_said_to_be_missing():
    assert faults_of({**files(WITHOUT), LAMPS: b"\xff"}) == [
        f"{LAMPS}:1:1: byte 0xff is not UTF-8; save the file as UTF-8"
    ]


def test_the_lines_of_a_broken_entry_are_looked_at_all_the_same():
    found = faults_of({**files(ENTRIES.replace("title:", "titel:")), LAMPS: b"?\n"})
    assert [fault.partition(":")[0] for fault in found] == [LAMPS, "harbour.yaml", "harbour.yaml"]

"""Changes to a knowledge document's YAML: what is added, what is refused, and that nothing else changes."""

from __future__ import annotations

import re
import time
from copy import deepcopy
from itertools import pairwise
from pathlib import Path
from textwrap import dedent

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.core.knowledge.editing import Added, NewEntry, add, teach
from bot.core.knowledge.loading import load
from bot.core.knowledge.yamltext import read
from bot.errors import EditError, VerbatimError

from ..bases import base

KNOWLEDGE = Path(__file__).parents[3] / "knowledge"

SOURCE = 'source: {id: pilot, title: Lamps, publisher: The Pilot, published: "2021", url: "https://pilot.example"}\n'
PLAIN = (
    SOURCE
    + """\
entries:
  - id: lamps
    title: Lamps
    says: There are 240 lamps.
    asked:
      - how many lamps
  - id: masts
    title: Masts
    asked:
      - how many masts

# What nobody knows.
silences:
  - id: cost
    title: Costs
    says: It says nothing of costs.
    asked: [what did it cost]
"""
)
NEW = NewEntry("Ropes", "There are 12 ropes.", "twelve ropes hang there", ("how many ropes",))


def after_teaching(text, target, phrasing):
    """Teach a document called harbour.yaml and return its text."""
    return teach({"harbour.yaml": text.encode()}, target, phrasing)["harbour.yaml"].decode()


def after_adding(text, entry=NEW):
    """Add to a document called harbour.yaml and return its text."""
    return add({"harbour.yaml": text.encode()}, "pilot", entry).files["harbour.yaml"].decode()


def added_lines(old, new):
    """Return the lines of a new text that the old one has not, having seen that all old ones are there in order."""
    before, added = old.split("\n"), []
    for line in new.split("\n"):
        if before and line == before[0]:
            before.pop(0)
        else:
            added.append(line)
    assert before == []
    return added


# --- teach: what is written -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            """\
            entries:
              - id: lamps
                asked:
                  - how many lamps
              - id: masts
            """,
            """\
            entries:
              - id: lamps
                asked:
                  - how many lamps
                  - lamp count
              - id: masts
            """,
            id="in the middle of the file",
        ),
        pytest.param(
            """\
            entries:
            - id: lamps
              asked:
              - how many lamps
              - lamps all told
            """,
            """\
            entries:
            - id: lamps
              asked:
              - how many lamps
              - lamps all told
              - lamp count
            """,
            id="lists as far out as their keys",
        ),
        pytest.param(
            """\
            entries:
                 -   id: lamps
                     asked:
                             -    how many lamps
                     title: Lamps
            """,
            """\
            entries:
                 -   id: lamps
                     asked:
                             -    how many lamps
                             -    lamp count
                     title: Lamps
            """,
            id="unusual indents, and a key after the list",
        ),
        pytest.param(
            """\
            entries:
              - id: lamps
                asked: [how many lamps, "lamps, all"]   # two
                title: Lamps
            """,
            """\
            entries:
              - id: lamps
                asked: [how many lamps, "lamps, all", lamp count]   # two
                title: Lamps
            """,
            id="a list in brackets",
        ),
        pytest.param(
            """\
            entries:
              - {id: lamps, asked: [how many lamps,], title: Lamps}
            """,
            """\
            entries:
              - {id: lamps, asked: [how many lamps, lamp count,], title: Lamps}
            """,
            id="an entry in braces, and a comma at the end of its list",
        ),
        pytest.param(
            """\
            entries:
              - id: lamps
                asked: [  # here
                  how many lamps,  # one
                  lamps all told   # two
                ]
            """,
            """\
            entries:
              - id: lamps
                asked: [  # here
                  how many lamps,  # one
                  lamps all told, lamp count   # two
                ]
            """,
            id="brackets over several lines, with comments",
        ),
        pytest.param(
            """\
            {entries: [{id: masts}, {id: lamps, asked: [how many lamps]}, {id: ropes}]}
            """,
            """\
            {entries: [{id: masts}, {id: lamps, asked: [how many lamps, lamp count]}, {id: ropes}]}
            """,
            id="everything in brackets and braces",
        ),
        pytest.param(
            """\
            entries:
              - id: lamps
                asked: []
            """,
            """\
            entries:
              - id: lamps
                asked: [lamp count]
            """,
            id="empty brackets",
        ),
        pytest.param(
            """\
            entries:
              - id: lamps
                asked:   # ways
                  # the usual
                  - how many lamps  # one

                  # the unusual
                  - lamps all told  # two
                  # - lamps in june

            # masts from here
              - id: masts
            """,
            """\
            entries:
              - id: lamps
                asked:   # ways
                  # the usual
                  - how many lamps  # one

                  # the unusual
                  - lamps all told  # two
                  - lamp count
                  # - lamps in june

            # masts from here
              - id: masts
            """,
            id="comments and blank lines",
        ),
        pytest.param(
            """\
            entries:
              - id: lamps
                asked:
                  - "how many lamps"
                  - "lamps all told"
            """,
            """\
            entries:
              - id: lamps
                asked:
                  - "how many lamps"
                  - "lamps all told"
                  - "lamp count"
            """,
            id="quoted as its neighbours",
        ),
        pytest.param(
            """\
            entries:
              - id: lamps
                asked: ['how many lamps']
            """,
            """\
            entries:
              - id: lamps
                asked: ['how many lamps', 'lamp count']
            """,
            id="quoted as its neighbours, in brackets",
        ),
        pytest.param(
            """\
            entries:
              - id: lamps
                says: |
                  There are
                    lamps: 240 # yes
                asked:
                  - >-
                    how many
                    lamps

              - id: masts
            """,
            """\
            entries:
              - id: lamps
                says: |
                  There are
                    lamps: 240 # yes
                asked:
                  - >-
                    how many
                    lamps
                  - lamp count

              - id: masts
            """,
            id="after a block of text",
        ),
        pytest.param(
            """\
            entries:
              - id: lamps
                asked:
                  - |+
                    how many lamps

                title: Lamps
            """,
            """\
            entries:
              - id: lamps
                asked:
                  - |+
                    how many lamps

                  - lamp count
                title: Lamps
            """,
            id="after a block of text whose blank lines count",
        ),
        pytest.param(
            """\
            entries:
              - id: lamps
                asked:
                  - how many
                    lamps
                  - 'lamps all

                    told'
            """,
            """\
            entries:
              - id: lamps
                asked:
                  - how many
                    lamps
                  - 'lamps all

                    told'
                  - lamp count
            """,
            id="after text over several lines",
        ),
        pytest.param(
            """\
            entries:
              -
                # first of all
                asked:
                  -
                    how many lamps
                id: lamps
            """,
            """\
            entries:
              -
                # first of all
                asked:
                  -
                    how many lamps
                  - lamp count
                id: lamps
            """,
            id="dashes in lines of their own",
        ),
        pytest.param(
            """\
            # of old
            ---
            entries:
              - not_asked: [lamp counts]
                asked: [how many lamps]
                id: lamps
            ...
            # the end
            """,
            """\
            # of old
            ---
            entries:
              - not_asked: [lamp counts]
                asked: [how many lamps, lamp count]
                id: lamps
            ...
            # the end
            """,
            id="marks of the beginning and the end of a document",
        ),
    ],
)
def test_the_phrasing_stands_at_the_end_of_its_list(before, after):
    """A way of asking is added below or behind the last one, and every other line stays as it was."""
    assert after_teaching(dedent(before), "lamps", "lamp count") == dedent(after)


def test_a_silence_learns_as_an_entry_does():
    """What the source does not say has its ways of asking too."""
    assert after_teaching(PLAIN, "cost", "was it dear") == PLAIN.replace(
        "asked: [what did it cost]", "asked: [what did it cost, was it dear]"
    )


def test_the_other_files_are_returned_as_they_were():
    """All files come back, those of other kinds too."""
    files = {"harbour.yaml": PLAIN.encode(), "help.yaml": b"opening: x", "sources/pilot.fingerprint": b"\xff\x00"}
    new = teach(files, "lamps", "lamp count")
    assert {name for name in new if new[name] != files[name]} == {"harbour.yaml"}
    assert set(new) == set(files)


def test_the_files_given_are_left_alone():
    """The mapping that was handed in does not change."""
    files = {"harbour.yaml": PLAIN.encode()}
    teach(files, "lamps", "lamp count")
    assert files == {"harbour.yaml": PLAIN.encode()}


def test_the_document_that_holds_the_entry_is_changed():
    """Of several documents, the one with the entry."""
    other = PLAIN.replace("pilot", "gull").replace("lamps", "nets").replace("masts", "boats").replace("cost", "pay")
    files = {"a.yaml": other.encode(), "b.yaml": PLAIN.encode()}
    new = teach(files, "masts", "mast count")
    assert new["a.yaml"] == files["a.yaml"]
    assert new["b.yaml"] == PLAIN.replace("- how many masts\n", "- how many masts\n      - mast count\n").encode()


@pytest.mark.parametrize(
    ("phrasing", "line"),
    [
        pytest.param("how tall is it?", "how tall is it?", id="plain"),
        pytest.param("yes", '"yes"', id="true"),
        pytest.param("No", '"No"', id="false"),
        pytest.param("TRUE", '"TRUE"', id="true in capitals"),
        pytest.param("null", '"null"', id="nothing"),
        pytest.param("12:30", '"12:30"', id="base of 60"),
        pytest.param("0x1f", '"0x1f"', id="base of 16"),
        pytest.param("374", '"374"', id="number"),
        pytest.param("2016-11-25", '"2016-11-25"', id="date"),
        pytest.param("- x", '"- x"', id="dash"),
        pytest.param("a: b", '"a: b"', id="colon"),
        pytest.param("why:", '"why:"', id="colon at the end"),
        pytest.param("# how", '"# how"', id="comment"),
        pytest.param("how # many", '"how # many"', id="comment inside"),
        pytest.param("issue #4", '"issue #4"', id="number sign"),
        pytest.param('"how" many', "'\"how\" many'", id="double quotes at the start"),
        pytest.param('who said "x"?', 'who said "x"?', id="double quotes inside"),
        pytest.param("'tis it", '"\'tis it"', id="single quote at the start"),
        pytest.param("what's it", "what's it", id="apostrophe"),
        pytest.param("%age of it", '"%age of it"', id="percent"),
        pytest.param("10 %", "10 %", id="percent at the end"),
        pytest.param("@bot how", '"@bot how"', id="at"),
        pytest.param("&a *b", '"&a *b"', id="anchor"),
        pytest.param("*b", '"*b"', id="alias"),
        pytest.param("!!str x", '"!!str x"', id="tag"),
        pytest.param("| x", '"| x"', id="bar"),
        pytest.param("> x", '"> x"', id="greater"),
        pytest.param("? x", '"? x"', id="question mark first"),
        pytest.param("[x]", '"[x]"', id="bracket"),
        pytest.param("{x: y}", '"{x: y}"', id="brace"),
        pytest.param("`x`", '"`x`"', id="backtick"),
        pytest.param("\\n x", "\\n x", id="backslash"),
        pytest.param("how\nmany \t\u00a0 \r\n of them ", "how many of them", id="line ends and blanks"),
        pytest.param("how 🙂 many", "how 🙂 many", id="emoji"),
        pytest.param("wie groß", "wie groß", id="letters of other languages"),
        pytest.param("--- x", "--- x", id="three dashes"),
        pytest.param("x" * 300, "x" * 300, id="three hundred characters"),
        pytest.param("x " * 149 + "y", "x " * 149 + "y", id="many short words"),
    ],
)
def test_what_yaml_would_misread_is_put_in_quotes(phrasing, line):
    """Text is written plainly where that is read back as the text, else in quotes, and always in one line."""
    assert added_lines(PLAIN, after_teaching(PLAIN, "lamps", phrasing)) == [f"      - {line}"]


@pytest.mark.parametrize(
    "phrasing",
    [
        pytest.param("dear, or cheap", id="comma"),
        pytest.param("is it [cheap]", id="brackets"),
        pytest.param("is it {cheap}", id="braces"),
        pytest.param("is it dear?", id="question mark, which one reader in two does not take there"),
    ],
)
def test_in_brackets_more_has_to_be_quoted(phrasing):
    """Some signs would end an item there."""
    assert f'asked: [what did it cost, "{phrasing}"]' in after_teaching(PLAIN, "cost", phrasing)


# --- teach: bytes ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(b"- id: a\r\n  asked:\r\n  - b\r\n", b"- id: a\r\n  asked:\r\n  - b\r\n  - c d\r\n", id="CRLF"),
        pytest.param(b"- id: a\n  asked:\n  - b", b"- id: a\n  asked:\n  - b\n  - c d", id="no line end at the end"),
        pytest.param(b"- id: a\r\n  asked:\r\n  - b", b"- id: a\r\n  asked:\r\n  - b\r\n  - c d", id="nor with CRLF"),
        pytest.param(b"- id: a\n  asked:\n  - b # x", b"- id: a\n  asked:\n  - b # x\n  - c d", id="a comment there"),
        pytest.param(b"- id: a\n  asked: [b]", b"- id: a\n  asked: [b, c d]", id="brackets there"),
        pytest.param(
            b"- id: a\n  asked:\n  - b\n\n\n", b"- id: a\n  asked:\n  - b\n  - c d\n\n\n", id="blank lines there"
        ),
        pytest.param(
            b"- id: a  \n  asked: \n  - b  \n", b"- id: a  \n  asked: \n  - b  \n  - c d\n", id="blanks at ends"
        ),
        pytest.param(
            b"- id: a\r\n  asked:\n  - b\r\n  title: c\n",
            b"- id: a\r\n  asked:\n  - b\r\n  - c d\r\n  title: c\n",
            id="mixed line ends",
        ),
        pytest.param(
            b"- id: a\n  title: \xf0\x9f\x99\x82 \xc3\xa9\n  asked:\n  - b \xf0\x9f\x99\x82\n",
            b"- id: a\n  title: \xf0\x9f\x99\x82 \xc3\xa9\n  asked:\n  - b \xf0\x9f\x99\x82\n  - c d\n",
            id="signs of several bytes",
        ),
    ],
)
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "byte order mark"])
def test_every_byte_stays(before, after, mark):
    """Line ends, byte order mark, blanks and the want of a last line end are kept."""
    ending = b"\r\n" if b"\r\n" in before else b"\n"
    head = mark + b"entries:" + ending
    assert teach({"x.yaml": head + before}, "a", "c d") == {"x.yaml": head + after}


def test_long_lines_are_not_broken():
    """Neither the old ones nor the new one."""
    long = PLAIN.replace("There are 240 lamps.", "There are lamps. " * 30 + "Many.")
    phrasing = "why: " + "oh " * 90 + "why"
    assert added_lines(long, after_teaching(long, "lamps", phrasing)) == [f'      - "{phrasing}"']


# --- teach: what is refused -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "phrasing", "says"),
    [
        pytest.param("lamp", "x", 'there is no entry or silence "lamp"; choose one from the list', id="no such entry"),
        pytest.param(
            "lamps",
            "How  MANY lamps?",
            '"How MANY lamps?" stands already in "asked:" of its own, as "how many lamps"',
            id="known",
        ),
        pytest.param(
            "lamps",
            "how many masts",
            '"how many masts" stands already in "asked:" of "masts", as "how many masts"',
            id="another entry's",
        ),
        pytest.param(
            "lamps",
            "what did it cost?",
            '"what did it cost?" stands already in "asked:" of "cost", as "what did it cost"',
            id="a silence's",
        ),
        pytest.param("lamps", "", "the way of asking has no word in it; write one", id="nothing"),
        pytest.param("lamps", " \n\t", "the way of asking has no word in it; write one", id="blanks"),
        pytest.param("lamps", "?! _ 🙂", "the way of asking has no word in it; write one", id="no word"),
        pytest.param(
            "lamps",
            "x" * 301,
            "the way of asking has 301 characters, and 300 are allowed; shorten it",
            id="too long",
        ),
        pytest.param(
            "lamps",
            "how\x00many",
            "the way of asking has an invisible sign in it that no file may hold; type it anew",
            id="control character",
        ),
        pytest.param(
            "lamps",
            "how \ud800 many",
            "the way of asking has an invisible sign in it that no file may hold; type it anew",
            id="half of a sign",
        ),
    ],
)
def test_refused(target, phrasing, says):
    """What cannot be taught is refused in one line that says why."""
    with pytest.raises(EditError) as refused:
        after_teaching(PLAIN, target, phrasing)
    assert str(refused.value) == says


def test_what_is_not_the_entrys_question_cannot_be_taught_to_it():
    """A phrasing under the entry's own not_asked is refused; under another's it is no hindrance."""
    text = PLAIN.replace("    title: Lamps\n", "    title: Lamps\n    not_asked: [lamp count]\n")
    with pytest.raises(EditError, match='stands already in "not_asked:" of its own'):
        after_teaching(text, "lamps", "lamp count")
    assert added_lines(text, after_teaching(text, "masts", "lamp count")) == ["      - lamp count"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param(b"entries: [", "harbour.yaml:2:1: this is not YAML", id="not YAML"),
        pytest.param(b"entries:\n- &a {id: lamps}", "anchors .* are not allowed", id="anchors, which are a fault here"),
        pytest.param(b"\xff", "is not UTF-8", id="not UTF-8"),
        pytest.param(b"", "there is no entry", id="empty"),
        pytest.param(b"[a, b]", "there is no entry", id="a list"),
        pytest.param(b"entries: lamps", "there is no entry", id="no list of entries"),
        pytest.param(b"entries: [lamps, {id: [lamps]}]", "there is no entry", id="entries of other kinds"),
        pytest.param(b"entries:\n- id: lamps", 'asked:" of "lamps" is no list', id="no ways of asking"),
        pytest.param(b"entries:\n- {id: lamps, asked: how}", 'asked:" of "lamps" is no list', id="one text"),
        pytest.param(b"entries:\n- {id: lamps, asked: [1]}", 'asked:" of "lamps" is no list', id="a number among them"),
        pytest.param(
            b"entries:\n- id: lamps\n- id: lamps", "stands twice, in harbour.yaml:2 and harbour.yaml:3", id="id twice"
        ),
        pytest.param(b"entries:\n- id: lamps\n  asked: !!seq [a]", "tags .* are not allowed", id="a tag"),
    ],
)
def test_a_file_that_cannot_be_changed_is_named(text, says):
    """A faulty or strange document is refused, never guessed at."""
    with pytest.raises(EditError, match=says):
        teach({"harbour.yaml": text}, "lamps", "lamp count")


def test_another_documents_fault_is_no_hindrance():
    """A document that cannot be read does not keep one from teaching an entry of another."""
    files = {"a.yaml": b"[", "harbour.yaml": PLAIN.encode()}
    assert teach(files, "lamps", "lamp count")["harbour.yaml"] != PLAIN.encode()


def test_a_refusal_is_one_of_the_errors_for_people():
    """Whoever shows VerbatimError to people shows this one."""
    assert issubclass(EditError, VerbatimError)


# --- teach: any text ------------------------------------------------------------------------------------------------

SIGNS = """a : - ? , [ ] { } & * ! | > ' " % @ ` # -- ... ~ no 010 1:30 2024-01-02 << = \\ é 🙂 null"""
BLANKS = [" ", "\n", ": ", " #", "\t", "\u2028", "\x85", "\ufeff", "\u200d", "\x00", "\ud800", "word"]
PIECES = st.sampled_from([*SIGNS.split(), *BLANKS])
TEXTS = st.text(max_size=40) | st.lists(PIECES, max_size=8).map("".join)
PAGES = st.sampled_from(
    [
        PLAIN,
        PLAIN.replace("\n", "\r\n"),
        "\ufeff" + PLAIN.removesuffix("\n"),
        PLAIN.replace("how many lamps", "'how many lamps'"),
        PLAIN.replace("how many lamps", '"how many lamps"'),
        PLAIN.replace("- how many lamps\n", "- >\n        how many\n        lamps\n\n      # more\n"),
    ]
)


@given(page=PAGES, target=st.sampled_from(["lamps", "masts", "cost"]), phrasing=TEXTS)
def test_any_text_is_refused_or_comes_back_as_it_was_typed(page, target, phrasing):
    """Whatever is taught, both readers of YAML find the old data and that text, and every old byte is still there."""
    old = {"x.yaml": page.encode()}
    try:
        new = teach(old, target, phrasing)["x.yaml"]
    except EditError:
        return
    wanted = deepcopy(yaml.safe_load(old["x.yaml"]))
    for item in wanted["entries"] + wanted["silences"]:
        if item["id"] == target:
            item["asked"].append(" ".join(phrasing.split()))
    assert yaml.safe_load(new) == wanted
    document = read("x.yaml", new)
    assert document.value == wanted
    assert document.faults == ()
    text = new.decode()
    added = len(text) - len(page)
    assert any(text[:at] + text[at + added :] == page for at in range(len(page) + 1))


@given(phrasings=st.lists(st.text(alphabet="abcde 'é:#", min_size=1, max_size=12), min_size=1, max_size=6))
def test_teaching_goes_on_from_where_it_was(phrasings):
    """What was taught can be taught on."""
    files, taught = {"x.yaml": PLAIN.encode()}, ["how many lamps"]
    for phrasing in phrasings:
        try:
            files = teach(files, "lamps", phrasing)
        except EditError:
            continue
        taught.append(" ".join(phrasing.split()))
    assert yaml.safe_load(files["x.yaml"])["entries"][0]["asked"] == taught


# --- The knowledge base that comes with the bot ---------------------------------------------------------------------


def _files():
    return {path.name: path.read_bytes() for path in KNOWLEDGE.glob("*.yaml")}


def _targets(name):
    value = read(name, _files()[name]).value
    return [item["id"] for item in value["entries"] + value["silences"]]


DOCUMENTS = sorted(_files().keys() - {"checks.yaml", "help.yaml", "vocabulary.yaml"})


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_entry_and_silence_of_the_knowledge_base_can_be_taught(name):
    """Each gets one new line and nothing else; each by itself, since the whole is read three times for each."""
    text = _files()[name].decode()
    cuts = [found.start() for found in re.finditer(r"^  - id: |^silences:|\Z", text, re.MULTILINE)]
    seen = []
    for start, end in pairwise(cuts):
        part = "entries:\n" + text[start:end]
        if part.startswith("entries:\n  - id: "):
            target = part.split("\n")[1].removeprefix("  - id: ")
            new = teach({name: part.encode()}, target, "zounds: 12:30")[name].decode()
            assert added_lines(part, new) in (
                ['      - "zounds: 12:30"'],
                [line for line in new.split("\n") if line.endswith(', "zounds: 12:30"]')],
            )
            seen.append(target)
    assert seen == _targets(name)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_large_document_is_taught_in_well_under_a_second(name):
    """The first, middle and last of its entries and silences; half a second a change, on a machine that is busy."""
    files, targets = _files(), _targets(name)
    for target in (targets[0], targets[len(targets) // 2], targets[-1]):
        started = time.perf_counter()
        new = teach(files, target, "zounds")
        taken = time.perf_counter() - started
        old_lines, new_lines = files[name].decode(), new[name].decode()
        assert len(added_lines(old_lines, new_lines)) == 1
        assert taken < 2


@pytest.mark.parametrize("name", DOCUMENTS)
def test_an_entry_can_be_added_to_the_knowledge_base(name):
    """It stands before the silences, a blank line between it and the one before it, and all other lines stay."""
    files = _files()
    source = read(name, files[name]).value["source"]["id"]
    new = add(files, source, NewEntry("Zounds", "Zounds!", "four words of it", ("zounds", "zounds?", "what: zounds")))
    assert added_lines(files[name].decode(), new.files[name].decode()) == [
        "  - id: zounds",
        "    title: Zounds",
        "    says: Zounds!",
        '    evidence: "four words of it"',
        "    asked:",
        "      - zounds",
        '      - "what: zounds"',
        "",
    ]


# --- add ------------------------------------------------------------------------------------------------------------


def test_an_entry_is_added_after_the_last_one():
    """It stands before the comment on the silences, written as its neighbours are."""
    assert after_adding(PLAIN) == PLAIN.replace(
        "      - how many masts\n",
        """\
      - how many masts
  - id: ropes
    title: Ropes
    says: There are 12 ropes.
    evidence: twelve ropes hang there
    asked:
      - how many ropes
""",
    )


def test_the_id_and_the_document_are_told():
    """So that the reply can name them."""
    done = add({"harbour.yaml": PLAIN.encode()}, "pilot", NEW)
    assert (done.id, done.name) == ("ropes", "harbour.yaml")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "entries:\n- id: a\n  asked:\n  - b\n",
            "entries:\n- id: a\n  asked:\n  - b\n- id: ropes\n  title: Ropes\n  asked:\n  - how many ropes\n",
            id="lists as far out as their keys",
        ),
        pytest.param(
            "entries:\n   -   id: a\n       asked:\n           - b\n",
            "entries:\n   -   id: a\n       asked:\n           - b\n"
            "   -   id: ropes\n       title: Ropes\n       asked:\n           - how many ropes\n",
            id="unusual indents",
        ),
        pytest.param(
            "entries:\n\n- id: z\n  asked: [x]\n\n# about a\n- id: a\n  asked: [b]\n  # more of a\n\n# the end\n",
            "entries:\n\n- id: z\n  asked: [x]\n\n# about a\n- id: a\n  asked: [b]\n  # more of a\n"
            "\n- id: ropes\n  title: Ropes\n  asked: [how many ropes]\n\n# the end\n",
            id="blank lines between, comments, lists in brackets",
        ),
        pytest.param(
            "entries:\n- {id: a, asked: [b]}\n",
            "entries:\n- {id: a, asked: [b]}\n- id: ropes\n  title: Ropes\n  asked:\n    - how many ropes\n",
            id="after one in braces",
        ),
        pytest.param(
            "entries:\n- asked: [b]\n  id: a\n  says: |\n    c\n\n    d\n\nsilences: []\n",
            "entries:\n- asked: [b]\n  id: a\n  says: |\n    c\n\n    d\n"
            "- id: ropes\n  title: Ropes\n  asked: [how many ropes]\n\nsilences: []\n",
            id="after a block of text",
        ),
        pytest.param(
            "entries:\n- id: a\n  title: 'x'\n  asked: ['b']",
            "entries:\n- id: a\n  title: 'x'\n  asked: ['b']\n"
            "- id: ropes\n  title: 'Ropes'\n  asked: ['how many ropes']",
            id="quoted as its neighbours, no line end at the end",
        ),
        pytest.param(
            "entries:\r\n-\r\n  id: a\r\n  asked:\r\n  - b\r\n",
            "entries:\r\n-\r\n  id: a\r\n  asked:\r\n  - b\r\n"
            "- id: ropes\r\n  title: Ropes\r\n  asked:\r\n  - how many ropes\r\n",
            id="a dash in a line of its own, CRLF",
        ),
        pytest.param(
            "entries:\n- id: a\n  asked: [b]\n  figure: {value: 1,\n    unit: c}\n",
            "entries:\n- id: a\n  asked: [b]\n  figure: {value: 1,\n    unit: c}\n"
            "- id: ropes\n  title: Ropes\n  asked: [how many ropes]\n",
            id="after braces over two lines",
        ),
    ],
)
def test_an_entry_is_written_as_the_one_before_it(before, after):
    """Indents, blank lines, quotes and the form of the list are taken over."""
    entry = NewEntry("Ropes", "", "", ("how many ropes",))
    assert after_adding(SOURCE + before, entry) == SOURCE + after


def test_what_is_quoted_is_written_with_its_speaker():
    """A quotation names who said it."""
    entry = NewEntry("On ropes", "", "", ("ropes",), quote="They are rotten, all of them", speaker="Quill, Ada")
    assert added_lines(PLAIN, after_adding(PLAIN, entry)) == [
        "  - id: on-ropes",
        "    title: On ropes",
        "    quote: They are rotten, all of them",
        '    speaker: {name: "Quill, Ada"}',
        "    asked:",
        "      - ropes",
    ]


def test_ways_of_asking_that_are_alike_are_written_once():
    """Empty ones and repeated ones in a form are left out."""
    entry = NewEntry("Ropes", "", "", (" how  many ropes", "", "How many ropes?", "ropes"))
    assert added_lines(PLAIN, after_adding(PLAIN, entry))[-2:] == ["      - how many ropes", "      - ropes"]


@pytest.mark.parametrize(
    ("title", "id"),
    [
        pytest.param("Ropes on the quay", "ropes-on-the-quay", id="words"),
        pytest.param("What's Ada's 37.5 % — of Größe?", "whats-adas-37-5-of-grosse", id="signs"),
        pytest.param("Masts", "masts-2", id="taken by an entry"),
        pytest.param("Cost!", "cost-2", id="taken by a silence"),
        pytest.param("日本", "entry-2", id="no Latin letter"),
        pytest.param("Suggestions", "suggestions-2", id="a word of the check questions"),
        pytest.param("abcdefghi " * 9, "abcdefghi-abcdefghi-abcdefghi-abcdefghi", id="cut at a word"),
        pytest.param("x" * 60, "x" * 48, id="one long word"),
    ],
)
def test_an_id_is_made_of_the_title(title, id):
    """Small letters, digits and hyphens, 48 at most, unlike any other."""
    assert add({"harbour.yaml": PLAIN.encode()}, "pilot", NewEntry(title, "", "", ("zounds",))).id == id


def test_an_id_that_is_given_is_taken():
    """As it was typed."""
    done = add({"harbour.yaml": PLAIN.encode()}, "pilot", NewEntry("Ropes", "", "", ("zounds",), id="ropes-7"))
    assert done.id == "ropes-7"


@pytest.mark.parametrize(
    ("source", "entry", "says"),
    [
        pytest.param("gull", NEW, 'there is no source "gull"; there is pilot', id="no such source"),
        pytest.param(
            "pilot",
            NewEntry("Ropes", "", "", ("how many masts?",)),
            '"how many masts?" stands already in "asked:" of "masts", as "how many masts"',
            id="another entry's question",
        ),
        pytest.param(
            "pilot",
            NewEntry("Ropes", "", "", ("a", "x" * 301)),
            "the way of asking has 301 characters, and 300 are allowed; shorten it",
            id="a long question",
        ),
        pytest.param("pilot", NewEntry("Ropes", "", "", (" ",)), "the way of asking has no word in it; write one",
                     id="no question"),
        pytest.param("pilot", NewEntry(" ", "", "", ("a",)), "the title has no word in it; write one", id="no title"),
        pytest.param(
            "pilot",
            NewEntry("x" * 201, "", "", ("a",)),
            "the title has 201 characters, and 200 are allowed; shorten it",
            id="a long title",
        ),
        pytest.param(
            "pilot",
            NewEntry("Ropes", "x" * 601, "", ("a",)),
            "the sentence has 601 characters, and 600 are allowed; shorten it",
            id="a long sentence",
        ),
        pytest.param(
            "pilot",
            NewEntry("Ropes", "", "a\x07b", ("a",)),
            "the excerpt has an invisible sign in it that no file may hold; type it anew",
            id="a control character",
        ),
        pytest.param(
            "pilot", NewEntry("X", "", "", ("a",), id="masts"), 'the id "masts" is taken; choose another', id="taken"
        ),
        pytest.param(
            "pilot",
            NewEntry("Ropes", "", "", ("a",), id="My ID"),
            'the id cannot be "My ID"; use small letters, digits and single hyphens',
            id="no id",
        ),
    ],
)  # fmt: skip
def test_an_entry_is_refused(source, entry, says):
    """What the schema would not take is refused in a moderator's words."""
    with pytest.raises(EditError) as refused:
        add({"harbour.yaml": PLAIN.encode()}, source, entry)
    assert str(refused.value) == says


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param(SOURCE + "entries: [{id: a, asked: [b]}]\n", "use a text editor", id="entries in brackets"),
        pytest.param(SOURCE + "entries: []\n", "no .entries:. to add to", id="no entries"),
        pytest.param(SOURCE + "entries: x\n", "no .entries:. to add to", id="entries that are none"),
        pytest.param(SOURCE, "no .entries:. to add to", id="none at all"),
        pytest.param("entries: [", "this is not YAML", id="not YAML"),
        pytest.param("", "there is no source", id="empty"),
    ],
)
def test_a_document_that_cannot_be_added_to_is_refused(text, says):
    """Rather than written anew."""
    with pytest.raises(EditError, match=says):
        after_adding(text)


LINES = st.text(alphabet=st.sampled_from("ab c:#'\"-[]{},%é🙂\n\\?"), max_size=16)


@given(page=PAGES, title=LINES, says=LINES, evidence=LINES, asked=st.lists(LINES, max_size=3))
def test_any_entry_is_refused_or_comes_back_as_it_was_typed(page, title, says, evidence, asked):
    """Whatever is added, the old data is there, and the entry after it."""
    try:
        done = add({"x.yaml": page.encode()}, "pilot", NewEntry(title, says, evidence, tuple(asked)))
    except EditError:
        return
    assert isinstance(done, Added)
    old, new = yaml.safe_load(page), yaml.safe_load(done.files["x.yaml"])
    entry = new["entries"].pop()
    assert new == old
    assert entry["title"] == " ".join(title.split())
    assert entry.get("says", "") == " ".join(says.split())
    assert entry.get("evidence", "") == " ".join(evidence.split())
    assert set(entry["asked"]) <= {" ".join(text.split()) for text in asked}


def test_a_base_that_was_taught_and_added_to_can_be_loaded():
    """The loader takes it, and proves the new entry's excerpt."""
    files = base()
    files = teach(files, "lamps-broken", "how many: lamps were dead?")
    entry = NewEntry("Men with ladders", "Men will be out with ladders.", "his men will be out with ladders", ("men",))
    done = add(files, "northgate-2021", entry)
    knowledge = load(done.files)
    assert knowledge.entries["lamps-broken"].asked[-1] == "how many: lamps were dead?"
    assert knowledge.entries["men-with-ladders"].asked == ("men",)

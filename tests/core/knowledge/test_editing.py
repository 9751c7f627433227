"""Changes to the files of a base: what is taught, added or refused, and that nothing else changes."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.core.knowledge.editing import Added, NewEntry, add, put, teach, teach_all
from bot.core.knowledge.linetext import read_lines
from bot.core.knowledge.loading import load
from bot.errors import EditError, VerbatimError
from bot.serving.folder import read_files

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


LAMPS = "asked/lamps.txt"


def files(text=PLAIN, **asked):
    """Return the files of a base with a document called harbour.yaml; asked: ways of asking by id, as bytes."""
    return {"harbour.yaml": text.encode(), **{f"asked/{id}.txt": data for id, data in asked.items()}}


def after_adding(text, entry=NEW):
    """Add to a document called harbour.yaml and return its text."""
    return add(files(text), "pilot", entry).files["harbour.yaml"].decode()


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
        pytest.param(b"", b"lamp count\n", id="empty"),
        pytest.param(b"lamps\n", b"lamps\nlamp count\n", id="below the last line"),
        pytest.param(b"lamps", b"lamps\nlamp count\n", id="no line end at the end"),
        pytest.param(b"lamps\r\nlights\r\n", b"lamps\r\nlights\r\nlamp count\r\n", id="CRLF"),
        pytest.param(b"lamps\r\nlights", b"lamps\r\nlights\r\nlamp count\r\n", id="CRLF, none at the end"),
        pytest.param(b"lamps\n\n# rare\n\n", b"lamps\n\n# rare\n\nlamp count\n", id="blank lines and comments"),
        pytest.param(
            b"\xef\xbb\xbf\xf0\x9f\x99\x82 lamps\n", b"\xef\xbb\xbf\xf0\x9f\x99\x82 lamps\nlamp count\n",
            id="byte order mark, signs of several bytes",
        ),
    ],
)  # fmt: skip
def test_a_way_of_asking_becomes_the_last_line(before, after):
    """Every byte stays as it was."""
    old = files(lamps=before)
    assert teach(old, "lamps", "lamp count") == {**old, LAMPS: after}


@pytest.mark.parametrize("target", ["lamps", "cost"])
def test_the_first_way_of_asking_makes_the_file(target):
    """For an entry, and for a silence."""
    old = files()
    assert teach(old, target, "lamp count") == {**old, f"asked/{target}.txt": b"lamp count\n"}
    assert old == files()


@pytest.mark.parametrize(
    ("phrasing", "line"),
    [
        pytest.param("how tall is it?", "how tall is it?", id="plain"),
        pytest.param("yes", "yes", id="a word with a meaning in YAML"),
        pytest.param('"why": {x} & [y] - 12:30', '"why": {x} & [y] - 12:30', id="signs with a meaning in YAML"),
        pytest.param("# how", "how", id="what would be a comment"),
        pytest.param("!how", "how", id="what would rule it out"),
        pytest.param(" !# ! how", "how", id="both, and blanks"),
        pytest.param("issue #4!", "issue #4!", id="these signs inside"),
        pytest.param("how\nmany \t\u00a0 \r\n of them ", "how many of them", id="line ends and blanks"),
        pytest.param("how \U0001f642 many", "how \U0001f642 many", id="emoji"),
        pytest.param("wie gro\u00df", "wie gro\u00df", id="letters of other languages"),
        pytest.param("x" * 300, "x" * 300, id="three hundred characters"),
    ],
)
def test_a_way_of_asking_is_written_in_one_line_that_is_no_comment(phrasing, line):
    assert teach(files(), "lamps", phrasing)[LAMPS] == f"{line}\n".encode()


# --- teach: what is refused -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "phrasing", "says"),
    [
        pytest.param("lamp", "x", 'there is no entry or silence "lamp"; choose one from the list', id="no such entry"),
        pytest.param(
            "lamps",
            "How  MANY lamps?",
            '"How MANY lamps?" is a way of asking for "lamps" already: "how many lamps", in harbour.yaml:7',
            id="known",
        ),
        pytest.param(
            "lamps",
            "how many masts",
            '"how many masts" is a way of asking for "masts" already: "how many masts", in harbour.yaml:11',
            id="another entry's",
        ),
        pytest.param(
            "lamps",
            "what did it cost?",
            '"what did it cost?" is a way of asking for "cost" already: "what did it cost", in harbour.yaml:18',
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
            "the way of asking has an invisible character in it that no file may contain; type it again",
            id="control character",
        ),
        pytest.param(
            "lamps",
            "how \ud800 many",
            "the way of asking has an invisible character in it that no file may contain; type it again",
            id="half of a sign",
        ),
    ],
)
def test_refused(target, phrasing, says):
    """What cannot be taught is refused in one line that says why."""
    with pytest.raises(EditError) as refused:
        teach(files(), target, phrasing)
    assert str(refused.value) == says


def test_what_stands_in_a_file_is_known_too():
    """That of the entry, and that of another one."""
    old = files(lamps=b"# some\nlamp count\n!mast count\n", masts=b"\ncount the masts\n")
    with pytest.raises(EditError, match=r'of asking for "lamps" already: "lamp count", in asked/lamps\.txt:2'):
        teach(old, "masts", "Lamp count?")
    with pytest.raises(EditError, match=r'of asking for "masts" already: "count the masts", in asked/masts\.txt:2'):
        teach(old, "masts", "Count the masts!")


@pytest.mark.parametrize(
    ("old", "where"),
    [
        pytest.param(files(lamps=b"!mast count\n"), "asked/lamps.txt:1", id="in its file"),
        pytest.param(
            files(PLAIN.replace("    title: Lamps\n", "    title: Lamps\n    not_asked: [mast count]\n")),
            "harbour.yaml:5", id="in the document",
        ),
    ],
)  # fmt: skip
def test_what_is_not_the_entrys_question_cannot_be_taught_to_it(old, where):
    """That an entry rules it out is no hindrance to another."""
    with pytest.raises(EditError) as refused:
        teach(old, "lamps", "Mast count?")
    assert str(refused.value) == f'"Mast count?" must not lead to "lamps": "mast count", in {where}'
    assert teach(old, "masts", "mast count")["asked/masts.txt"] == b"mast count\n"


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
    assert teach({"a.yaml": b"[", **files()}, "lamps", "lamp count")[LAMPS] == b"lamp count\n"


@pytest.mark.parametrize(
    "text",
    ["entries:\n- id: lamps\n", "entries:\n- {id: lamps, asked: how}\n", "entries:\n- {id: lamps, asked: [1]}\n"],
)
def test_what_else_is_wrong_with_an_entry_is_no_hindrance(text):
    assert teach(files(text), "lamps", "lamp count")[LAMPS] == b"lamp count\n"


def test_a_file_that_is_no_text_is_not_added_to():
    with pytest.raises(EditError, match=r"asked/lamps\.txt:2:1: byte 0xff is not UTF-8; save the file as UTF-8"):
        teach(files(lamps=b"lamp count\n\xff"), "lamps", "lights")


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


@given(
    before=st.sampled_from([b"", b"old", b"# old\n", b"old\r\n", b"\xef\xbb\xbfold\n"]),
    phrasings=st.lists(TEXTS, min_size=1, max_size=5),
)
def test_any_text_is_refused_or_comes_back_as_it_was_typed(before, phrasings):
    """Whatever is taught, one after the other, is read again, and every old byte is still there."""
    new, taught = files(lamps=before), []
    for phrasing in phrasings:
        try:
            new = teach(new, "lamps", phrasing)
        except EditError:
            continue
        taught.append(" ".join(phrasing.split()).lstrip("#! \ufeff"))
    found = read_lines(LAMPS, new[LAMPS], max_chars=300)
    assert new[LAMPS].startswith(before)
    assert [line.text for line in found.asked if line.text != "old"] == [text for text in taught if text != "old"]
    assert (found.denied, found.faults) == ([], [])


# --- The knowledge base that comes with the bot ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def shipped():
    return read_files(KNOWLEDGE)


def test_a_large_base_is_taught_in_well_under_a_second(shipped):
    """Half a second a change, on a machine that is busy."""
    for target in ("article-source", "foi-when", "off-topic"):
        started = time.perf_counter()
        new = teach(shipped, target, "zounds")
        taken = time.perf_counter() - started
        name = f"asked/{target}.txt"
        assert new == {**shipped, name: shipped[name] + b"zounds\n"}
        assert taken < 2


def test_an_entry_can_be_added_to_the_shipped_base(shipped):
    """It stands before the silences, a blank line between it and the one before it, and all other lines stay."""
    entry = NewEntry("Zounds", "Zounds!", "four words of it", ("zounds", "zounds?", "what: zounds"))
    done = add(shipped, "ibtimes-2016", entry)
    assert done.files == {
        **shipped, done.name: done.files[done.name], "asked/zounds.txt": b"zounds\nwhat: zounds\n"
    }  # fmt: skip
    assert added_lines(shipped[done.name].decode(), done.files[done.name].decode()) == [
        "  - id: zounds",
        "    title: Zounds",
        "    says: Zounds!",
        "    evidence: four words of it",
        "",
    ]


# --- teach_all ------------------------------------------------------------------------------------------------------


def test_several_are_taught_at_once_and_what_cannot_be_is_left_out():
    """The one that leads somewhere already, a second of the same words, one without a word, one for nothing there."""
    lessons = [
        ("lamp count", "lamps"), ("how many masts", "lamps"), ("Lamp count?", "masts"), ("?!", "lamps"),
        ("lights", "lamp"), ("lights", "lamps"), ("the price", "cost"),
    ]  # fmt: skip
    old = files(lamps=b"# some\n")
    assert teach_all(old, lessons) == files(lamps=b"# some\nlamp count\nlights\n", cost=b"the price\n")


def test_if_none_can_be_taught_the_first_reason_is_told():
    with pytest.raises(EditError, match='"how many masts" is a way of asking for "masts" already'):
        teach_all(files(), [("how many masts", "lamps"), ("x", "nothing")])


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
""",
    )


def test_its_ways_of_asking_make_a_file():
    old = files()
    done = add(old, "pilot", NEW)
    assert done.files == {
        **old, "harbour.yaml": done.files["harbour.yaml"], "asked/ropes.txt": b"how many ropes\n"
    }  # fmt: skip


def test_the_id_and_the_document_are_told():
    """So that the reply can name them."""
    done = add(files(), "pilot", NEW)
    assert (done.id, done.name) == ("ropes", "harbour.yaml")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "entries:\n- id: a\n  asked:\n  - b\n|", "- id: ropes\n  title: Ropes\n",
            id="lists as far out as their keys",
        ),
        pytest.param(
            "entries:\n   -   id: a\n       asked:\n           - b\n|", "   - id: ropes\n     title: Ropes\n",
            id="unusual indents",
        ),
        pytest.param(
            "entries:\n\n- id: z\n  asked: [x]\n\n# about a\n- id: a\n  asked: [b]\n  # more of a\n|\n# the end\n",
            "\n- id: ropes\n  title: Ropes\n", id="blank lines between, comments",
        ),
        pytest.param("entries:\n- {id: a, asked: [b]}\n|", "- id: ropes\n  title: Ropes\n", id="after one in braces"),
        pytest.param(
            "entries:\n- asked: [b]\n  id: a\n  says: |-\n    c\n\n    # d\n|\nsilences: []\n",
            "- id: ropes\n  title: Ropes\n", id="after a block of text",
        ),
        pytest.param(
            "entries:\n- id: a\n  says: |+\n    c\n\n|silences: []\n", "- id: ropes\n  title: Ropes\n",
            id="after a block of text whose blank lines count",
        ),
        pytest.param(
            "entries:\n- id: a\n  asked: ['b']|", "\n- id: ropes\n  title: Ropes\n",
            id="no line end at the end",
        ),
        pytest.param(
            "entries:\r\n-\r\n  id: a\r\n  asked:\r\n  - b\r\n|", "- id: ropes\r\n  title: Ropes\r\n",
            id="a dash in a line of its own, CRLF",
        ),
        pytest.param(
            "entries:\n- id: a\n  figure: {value: 1,\n    unit: c}\n|", "- id: ropes\n  title: Ropes\n",
            id="after braces over two lines",
        ),
        pytest.param(
            "entries:\n- id: a\n|...\n# the end\n", "- id: ropes\n  title: Ropes\n", id="the mark of the end"
        ),
        pytest.param(
            "entries:\n- id: a\n  title: it's | so\n|\x85silences: []\n", "- id: ropes\n  title: Ropes\n",
            id="an unusual end of a line",
        ),
    ],
)  # fmt: skip
def test_an_entry_is_set_in_below_the_last_one(before, after):
    """At the mark |, the last one in the text; as far in as the others, a blank line above it if above the last."""
    entry = NewEntry("Ropes", "", "", ("how many ropes",))
    head, _, tail = (SOURCE.replace("\n", "\r\n") if "\r" in before else SOURCE).__add__(before).rpartition("|")
    assert after_adding(head + tail, entry) == head + after.replace("|", "") + tail


@pytest.mark.parametrize(
    ("says", "line"),
    [
        pytest.param("There are ropes.", "There are ropes.", id="plain"),
        pytest.param("yes", '"yes"', id="true"),
        pytest.param("TRUE", '"TRUE"', id="true in capitals"),
        pytest.param("null", '"null"', id="nothing"),
        pytest.param("12:30", '"12:30"', id="base of 60"),
        pytest.param("374", '"374"', id="number"),
        pytest.param("2016-11-25", '"2016-11-25"', id="date"),
        pytest.param("- x", '"- x"', id="dash"),
        pytest.param("a: b", '"a: b"', id="colon"),
        pytest.param("how # many", '"how # many"', id="comment inside"),
        pytest.param("issue #4", '"issue #4"', id="number sign"),
        pytest.param("issue#4", "issue#4", id="number sign inside a word"),
        pytest.param('"So" they say', "'\"So\" they say'", id="double quotes at the start"),
        pytest.param("'tis so", '"\'tis so"', id="single quote at the start"),
        pytest.param("It's so", "It's so", id="apostrophe"),
        pytest.param("%age of it", '"%age of it"', id="percent"),
        pytest.param("&a *b", '"&a *b"', id="anchor"),
        pytest.param("{x: y}", '"{x: y}"', id="brace"),
        pytest.param("how \U0001f642 many", "how \U0001f642 many", id="emoji"),
        pytest.param("oh " * 150 + "why: so", '"' + "oh " * 150 + 'why: so"', id="a long line"),
    ],
)
def test_what_yaml_would_misread_is_put_in_quotes(says, line):
    """Text is written plainly where that is read back as the text, else in quotes, and always in one line."""
    assert f"    says: {line}\n" in after_adding(PLAIN, NewEntry("Ropes", says, "", ("ropes",)))


def test_what_is_quoted_is_written_with_its_speaker():
    """A quotation names who said it."""
    entry = NewEntry("On ropes", "", "", ("ropes",), quote="They are rotten, all of them", speaker="Quill, Ada")
    assert added_lines(PLAIN, after_adding(PLAIN, entry)) == [
        "  - id: on-ropes",
        "    title: On ropes",
        "    quote: They are rotten, all of them",
        '    speaker: {name: "Quill, Ada"}',
    ]


def test_ways_of_asking_that_are_alike_are_written_once():
    """Empty ones and repeated ones in a form are left out."""
    entry = NewEntry("Ropes", "", "", (" how  many ropes", "", "How many ropes?", "ropes"))
    assert add(files(), "pilot", entry).files["asked/ropes.txt"] == b"how many ropes\nropes\n"


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
    assert add(files(), "pilot", NewEntry(title, "", "", ("zounds",))).id == id


def test_an_id_that_is_given_is_taken():
    """As it was typed."""
    done = add(files(), "pilot", NewEntry("Ropes", "", "", ("zounds",), id="ropes-7"))
    assert done.id == "ropes-7"


@pytest.mark.parametrize(
    ("source", "entry", "says"),
    [
        pytest.param("gull", NEW, 'there is no source "gull"; there is pilot', id="no such source"),
        pytest.param(
            "pilot",
            NewEntry("Ropes", "", "", ("how many masts?",)),
            '"how many masts?" is a way of asking for "masts" already: "how many masts", in harbour.yaml:11',
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
            "the excerpt has an invisible character in it that no file may contain; type it again",
            id="a control character",
        ),
        pytest.param(
            "pilot", NewEntry("X", "", "", ("a",), id="masts"), 'the id "masts" is taken; choose another', id="taken"
        ),
        pytest.param(
            "pilot",
            NewEntry("Ropes", "", "", ("a",), id="My ID"),
            'the id cannot be "My ID"; use lowercase letters, digits and single hyphens',
            id="no id",
        ),
    ],
)  # fmt: skip
def test_an_entry_is_refused(source, entry, says):
    """What the schema would not take is refused in a moderator's words."""
    with pytest.raises(EditError) as refused:
        add(files(), source, entry)
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
    assert "asked" not in entry
    found = read_lines("x", done.files[f"asked/{done.id}.txt"], max_chars=300)
    assert {line.text for line in found.asked} <= {" ".join(text.split()).lstrip("# ") for text in asked}
    assert found.faults == []


def test_a_base_that_was_taught_and_added_to_can_be_loaded():
    """The loader takes it, and proves the new entry's excerpt."""
    files = base()
    files = teach(files, "lamps-broken", "how many: lamps were dead?")
    entry = NewEntry("Men with ladders", "Men will be out with ladders.", "his men will be out with ladders", ("men",))
    done = add(files, "northgate-2021", entry)
    knowledge = load(done.files)
    assert knowledge.entries["lamps-broken"].asked[-1] == "how many: lamps were dead?"
    assert knowledge.entries["men-with-ladders"].asked == ("men",)


# --- put ------------------------------------------------------------------------------------------------------------


def test_files_are_put_in_the_place_of_those_of_the_same_name():
    old = files(lamps=b"lamp count\n")
    new = {"vocabulary.yaml": b"same: []\n", LAMPS: b"lights\n"}
    assert put(old, new) == {**old, **new}


def test_ways_of_asking_go_with_their_entry():
    """But those of an entry that was never there stay, so that it is told."""
    old = files(lamps=b"lamp count\n", masts=b"mast count\n", nobody=b"who\n")
    new = {"harbour.yaml": PLAIN.replace("id: masts", "id: spars").encode()}
    assert put(old, new) == {**files(lamps=b"lamp count\n", nobody=b"who\n"), **new}


@pytest.mark.parametrize(
    ("changed", "stay"),
    [
        pytest.param({"sources/a.fingerprint": b"new"}, False, id="another fingerprint"),
        pytest.param({"sources/a.fingerprint": b"old"}, True, id="the same"),
        pytest.param({"sources/a.fingerprint": b"new", "sources/a.locators": b"new"}, True, id="with its own"),
    ],
)
def test_locators_go_with_their_fingerprint(changed, stay):
    old = {"sources/a.fingerprint": b"old", "sources/a.locators": b"old", "sources/b.locators": b"other"}
    new = put(old, changed)
    assert ("sources/a.locators" in new, "sources/b.locators" in new) == (stay, True)


def test_ways_of_asking_that_are_put_there_stay():
    """Whosever they are: that is told in loading."""
    new = {"harbour.yaml": PLAIN.replace("id: masts", "id: spars").encode(), "asked/masts.txt": b"mast count\n"}
    assert put(files(), new) == {**files(), **new}

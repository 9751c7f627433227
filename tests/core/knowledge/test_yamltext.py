"""YAML as moderators write it: plain values with their places, and faults in place of YAML's surprises."""

from __future__ import annotations

from itertools import pairwise

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.core.knowledge import limits
from bot.core.knowledge.yamltext import read

PIECES = """a b : - ? , [ ] { } & * ! | > ' " % @ ` # --- ... ~ no 010 1:30 2024-01-02 << = &x *x !!str \\ %YAML"""
SPACES = ["\n", "\n  ", "\n- ", ": ", "\t", "\r\n", "é", "\u2028", "\x85", "\ufeff"]
YAMLISH = st.lists(st.sampled_from([*PIECES.split(), *SPACES]), max_size=30).map("".join)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("a: lamp", {"a": "lamp"}, id="text"),
        pytest.param("a: 'no'\nb: \"1:30\"\nc: '~'", {"a": "no", "b": "1:30", "c": "~"}, id="traps in quotes"),
        pytest.param("a: ''", {"a": ""}, id="empty text in quotes"),
        pytest.param("a: 240\nb: -3\nc: 0", {"a": 240, "b": -3, "c": 0}, id="whole numbers"),
        pytest.param("a: 37.5\nb: -0.5", {"a": 37.5, "b": -0.5}, id="decimals"),
        pytest.param("a: true\nb: false", {"a": True, "b": False}, id="true and false"),
        pytest.param("[a, {b: c}]", ["a", {"b": "c"}], id="flow style"),
        pytest.param("a:\n  - b\n  - c", {"a": ["b", "c"]}, id="block style"),
        pytest.param("a: |\n  no\n  on\n", {"a": "no\non\n"}, id="literal block"),
        pytest.param("a: >-\n  one\n  two\n", {"a": "one two"}, id="folded block"),
        pytest.param("no: a\n1: b\n010: c", {"no": "a", "1": "b", "010": "c"}, id="keys are always text"),
        pytest.param("a: no lamps\nb: 1:30 sharp", {"a": "no lamps", "b": "1:30 sharp"}, id="traps inside longer text"),
        pytest.param("# only\na: b # and this", {"a": "b"}, id="comments"),
        pytest.param("\ufeffa: é", {"a": "é"}, id="byte order mark"),
        pytest.param("a: b\r\nc: d\r\n", {"a": "b", "c": "d"}, id="Windows line ends"),
        pytest.param("--- {a: b}", {"a": "b"}, id="one document marked as such"),
        pytest.param("", None, id="empty"),
        pytest.param("# nothing\n", None, id="only a comment"),
    ],
)
def test_read(text, value):
    """What is written plainly is read as it stands, without a fault."""
    document = read("f.yaml", text.encode())
    assert document.faults == ()
    assert document.value == value


@pytest.mark.parametrize(
    ("path", "place"),
    [
        pytest.param((), (1, 1), id="the whole"),
        pytest.param(("a",), (1, 4), id="a value on its key's line"),
        pytest.param(("b",), (3, 3), id="a list below its key"),
        pytest.param(("b", 0), (3, 5), id="an item of a list"),
        pytest.param(("b", 1, "c"), (4, 8), id="a value in an item"),
        pytest.param(("b", 1, "d"), (4, 5), id="a key that is missing: the mapping around it"),
        pytest.param(("x", "y"), (1, 1), id="nothing near"),
        pytest.param(("é",), (5, 4), id="columns count signs, not bytes"),
    ],
)
def test_place(path, place):
    """Every value has its line and column from 1; what is not there has those of what is around it."""
    assert read("f.yaml", "a: x\nb:\n  - y\n  - c: z\né: ö\n".encode()).place(path) == place


def _trap(text: str, reading: str, column: int = 4) -> tuple[str, str, str, str]:
    shown = f'"{text}" is not read as text: YAML reads it as {reading}'
    return f"a: {text}\n", f"f.yaml:1:{column}", shown, "put the text in quotes"


@pytest.mark.parametrize(
    ("text", "place", "what", "remedy"),
    [
        pytest.param(*_trap("no", "true or false"), id="no"),
        pytest.param(*_trap("Yes", "true or false"), id="Yes"),
        pytest.param(*_trap("off", "true or false"), id="off"),
        pytest.param(*_trap("y", "true or false"), id="y"),
        pytest.param(*_trap("True", "true or false"), id="True"),
        pytest.param(*_trap("FALSE", "true or false"), id="FALSE"),
        pytest.param(*_trap("1:30", "a number to the base of 60"), id="time of day"),
        pytest.param(*_trap("12:30:45.5", "a number to the base of 60"), id="time with seconds"),
        pytest.param(*_trap("010", "a number to another base"), id="octal"),
        pytest.param(*_trap("0x1F", "a number to another base"), id="hexadecimal"),
        pytest.param(*_trap("0b11", "a number to another base"), id="binary"),
        pytest.param(*_trap("2024-01-02", "a date"), id="date"),
        pytest.param(*_trap("2024-01-02 10:00:00", "a date"), id="date and time"),
        pytest.param(*_trap("1_000", "a number"), id="underscore in a number"),
        pytest.param(*_trap("1e5", "a number"), id="exponent"),
        pytest.param(*_trap("+5", "a number"), id="plus sign"),
        pytest.param(*_trap(".5", "a number"), id="no digit before the point"),
        pytest.param(*_trap("089", "a number"), id="nought before"),
        pytest.param(*_trap(".inf", "a number"), id="infinity"),
        pytest.param(*_trap("-.INF", "a number"), id="less than anything"),
        pytest.param(*_trap("12345678901234567890", "a number"), id="more digits than a float holds"),
        pytest.param(*_trap("~", "nothing at all"), id="tilde"),
        pytest.param(*_trap("Null", "nothing at all"), id="null"),
        pytest.param("a: =\n", "f.yaml:1:4", '"=" is not read as text', "put the text in quotes", id="equals sign"),
        pytest.param("- a\n- no\n", "f.yaml:2:3", '"no" is not', "put the text in quotes", id="in a list"),
        pytest.param("é: [ö, on]\n", "f.yaml:1:8", '"on" is not', "put the text in quotes", id="in flow style"),
        pytest.param("a: %\n", "f.yaml:1:4", "cannot start any token", "put the text in quotes", id="bare percent"),
        pytest.param("- x\n- @you\n", "f.yaml:2:3", "cannot start any token", "put the text in quotes", id="bare at"),
        pytest.param("a: b: c\n", "f.yaml:1:5", "mapping values are not allowed", "it has a colon in it", id="colon"),
        pytest.param("a: 'b\n", "f.yaml:2:1", "this is not YAML", "check the quotes", id="quote not closed"),
        pytest.param("a: [b\n", "f.yaml:2:1", "this is not YAML", "check the quotes", id="bracket not closed"),
        pytest.param("a: b\n c: d\n", "f.yaml:2:3", "mapping values are not allowed", "", id="indent"),
        pytest.param("a: 1\nb: 2\na: 3\n", "f.yaml:3:1", 'the key "a" stands here a second time', "", id="repeated"),
        pytest.param("- {a: 1, a: 2}\n", "f.yaml:1:10", 'the key "a" stands', "keep one of the two", id="in flow"),
        pytest.param("a: &x b\n", "f.yaml:1:4", "anchors (&name) are not allowed", "in full", id="anchor"),
        pytest.param("a: *x\n", "f.yaml:1:4", "aliases (*name) are not allowed", "in full", id="alias"),
        pytest.param("<<: *x\n", "f.yaml:1:5", "aliases (*name) are not allowed", "in full", id="merge key"),
        pytest.param("a: !!int '1'\n", "f.yaml:1:4", "tags (tag:yaml.org,2002:int) are", "remove it", id="tag"),
        pytest.param(
            "a: !!python/object/apply:os.system [ls]\n", "f.yaml:1:4", "tags (", "remove it", id="dangerous tag"
        ),
        pytest.param("a: b\n---\nc: d\n", "f.yaml:2:1", "a second document begins here", "one per file", id="second"),
        pytest.param("? [a]\n: b\n", "f.yaml:1:3", "a key must be plain text", "before the colon", id="list as key"),
        pytest.param("{{a: b}: c}\n", "f.yaml:1:2", "a key must be plain text", "", id="mapping as key"),
    ],
)
def test_fault(text, place, what, remedy):
    """Each of YAML's surprises is one fault, with its place, what is wrong and what to do."""
    (fault,) = read("f.yaml", text.encode()).faults
    assert f"{fault.file}:{fault.line}:{fault.column}" == place
    assert what in fault.what
    assert remedy in fault.remedy


@pytest.mark.parametrize(
    ("data", "place", "what"),
    [
        pytest.param(b"\xff", (1, 1), "byte 0xff is not UTF-8", id="first byte"),
        pytest.param(b"a: b\nc: \xe9t\xe9\n", (2, 4), "byte 0xe9 is not UTF-8", id="Latin-1"),
        pytest.param(b"a: \xc3", (1, 4), "byte 0xc3 is not UTF-8", id="cut short"),
        pytest.param(b"a: \xed\xa0\x80", (1, 4), "byte 0xed is not UTF-8", id="lone surrogate"),
        pytest.param("a: b".encode("utf-16"), (1, 1), "byte 0xff is not UTF-8", id="UTF-16"),
        pytest.param(
            b"\xef\xbb\xbfa: \xff",
            (1, 4),
            "byte 0xff is not UTF-8",
            id="after a byte order mark",
        ),
        pytest.param(
            "é: ".encode() + b"\xff",
            (1, 4),
            "byte 0xff is not UTF-8",
            id="after a sign of two bytes",
        ),
    ],
)
def test_bad_utf8(data, place, what):
    """A byte that is not UTF-8 is named with its place, and nothing is read."""
    document = read("f.yaml", data)
    (fault,) = document.faults
    assert ((fault.line, fault.column), fault.what, fault.remedy) == (place, what, "save the file as UTF-8")
    assert document.value is None


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x7f"])
def test_control_characters_are_a_fault(sign):
    """A control character makes the file unreadable, and is said to be one."""
    (fault,) = read("f.yaml", f"a: b{sign}".encode()).faults
    assert "control characters are not allowed" in fault.what


def test_a_control_character_has_a_place():
    """The person who looks for a character that cannot be seen is told where it is."""
    (fault,) = read("f.yaml", b"a: b\nc: d\x07").faults
    assert (fault.line, fault.column) == (2, 5)


def test_a_tab_is_called_a_tab():
    """Who indents with a tab is told to use spaces."""
    (fault,) = read("f.yaml", b"a:\n\t- b\n").faults
    assert "tab" in f"{fault.what} {fault.remedy}"


def test_a_file_too_large_is_not_read(monkeypatch):
    """The limit of bytes is inclusive, and the fault says both sizes."""
    monkeypatch.setattr(limits, "MAX_BYTES", 1_000)
    assert read("f.yaml", b"#" * 1_000).faults == ()
    (fault,) = read("f.yaml", b"#" * 1_001).faults
    assert str(fault) == (
        "f.yaml:0:0: the file has 1,001 bytes, more than the 1,000 allowed; split it into several files"
    )


def test_too_many_values_are_not_read(monkeypatch):
    """The limit of values counts keys, values, lists and mappings alike."""
    monkeypatch.setattr(limits, "MAX_NODES", 4)
    assert read("f.yaml", b"- a\n- b\n- c\n").faults == ()
    (fault,) = read("f.yaml", b"- a\n- b\n- c\n- d\n").faults
    assert str(fault) == "f.yaml:4:3: the file holds more than 4 values; split it into several files"


def test_nesting_too_deep_is_a_fault():
    """Twelve levels are read; the thirteenth is not."""
    assert read("f.yaml", b"[" * 12 + b"]" * 12).faults == ()
    (fault,) = read("f.yaml", b"[" * 13 + b"]" * 13).faults
    assert str(fault) == "f.yaml:1:13: lists and mappings are nested more than 12 deep; flatten them"


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_nesting_without_end_does_no_harm(opening):
    """A hundred thousand levels are one fault and no crash."""
    (fault,) = read("f.yaml", (opening * 100_000).encode()).faults
    assert "nested more than 12 deep" in fault.what


def test_billion_laughs_stop_at_the_first_anchor():
    """Aliases of aliases are not unfolded: reading ends at the first anchor."""
    laughs = "a: &a [lol, lol]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in pairwise("abcdefghi"))
    (fault,) = read("f.yaml", laughs.encode()).faults
    assert str(fault) == "f.yaml:1:4: anchors (&name) are not allowed; write the text out in full"


def test_the_first_of_two_equal_keys_counts():
    """A repeated key does not quietly win."""
    assert read("f.yaml", b"a: 1\na: 2\n").value == {"a": 1}


def test_the_first_of_two_equal_keys_keeps_its_place():
    """A further fault of the value points to the value that it is about."""
    assert read("f.yaml", b"a: 1\na: 2\n").place(("a",)) == (1, 4)


def test_traps_are_all_reported_in_one_go():
    """Reading goes on after a trap and after a repeated key."""
    faults = read("f.yaml", b"a: no\na: 1:30\nb: [010, x, ~]\n").faults
    assert [(fault.line, fault.column) for fault in faults] == [(1, 4), (2, 1), (2, 4), (3, 5), (3, 13)]


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode) | YAMLISH.map(str.encode))
def test_read_never_raises(data):
    """Any bytes at all are a document, whose faults stand in it or are those of the whole file."""
    document = read("f.yaml", data)
    for fault in document.faults:
        assert fault.line >= 0
        assert fault.what
        assert fault.remedy


@given(VALUES)
def test_yaml_of_any_shape_never_raises(value):
    """Whatever PyYAML writes is read, with or without faults."""
    text = yaml.safe_dump(value, allow_unicode=True)
    document = read("f.yaml", text.encode("utf-8", "replace"))
    assert document.value is not None or document.faults

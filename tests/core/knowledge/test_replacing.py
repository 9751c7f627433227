"""Entries edited, removed, restored, and phrasings moved: what is written, and that not a byte more changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.knowledge.fields import TEXTS
from bot.core.knowledge.loading import load
from bot.core.knowledge.removing import remove, removed, restore
from bot.core.knowledge.replacing import edit, field_of, move, texts_of
from bot.errors import EditError, Fault
from bot.serving.folder import read_files

KNOWLEDGE = Path(__file__).parents[3] / "knowledge"
SOURCE = 'source: {id: pilot, title: Lamps, publisher: The Pilot, published: "2021", url: "https://pilot.example"}\n'
PAGE = (
    SOURCE
    + """\
# All about the harbour.
entries:

  # --- Lamps ---

  # Counted twice.
  - id: lamps
    title: Lamps   # as on the sign
    says: >-
      There are 240 lamps
      in the harbour.
    figure: {value: 240, unit: lamps}  # all of them
    evidence: "240 lamps: all of them"
    asked:
      # the usual ones
      - how many lamps
      - 'lamps: how many'
      # a rare one
      - lamp count
    # more of lamps

  - id: masts
    title: Masts
    quote: |
      The masts
      # are tall.
    speaker: {name: Ann Reed, role: keeper}
    contradicts: [lamps, ropes]
    asked: [how many masts, "masts, how many"]

  - {id: ropes, title: Ropes, says: There are ropes., asked: [ropes]}

# What nobody knows.
silences:
  - id: cost
    title: Costs
    says: It says nothing of costs.
    near: [lamps]
    asked: [what did it cost]
"""
)
CHECKS = """\
# Asked before each publication.
checks:
  - {ask: how many lamps are there, expect: lamps}
  # and these
  - ask: what of the masts
    expect: masts
  - {ask: lamps by number, expect: lamps}
"""


def files(text=PAGE, **asked):
    """Return the files of a base; asked: ways of asking by id, as bytes."""
    return {
        "harbour.yaml": text.encode(),
        "checks.yaml": CHECKS.encode(),
        **{f"asked/{id}.txt": data for id, data in asked.items()},
    }


def swapped(*pairs, text=PAGE):
    """Return a text with each old piece, which stands in it once, replaced."""
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


# --- edit -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "texts", "pairs"),
    [
        pytest.param("lamps", {"title": "The lamps"}, [("title: Lamps  ", "title: The lamps  ")], id="comment kept"),
        pytest.param(
            "lamps", {"says": "There are 241 lamps."},
            [("says: >-\n      There are 240 lamps\n      in the harbour.\n", "says: There are 241 lamps.\n")],
            id="a block of text",
        ),
        pytest.param("lamps", {"says": "There are 240\nlamps in the  harbour. "}, [], id="the same, wrapped otherwise"),
        pytest.param(
            "lamps", {"evidence": '241 lamps: "all" of them'},
            [('"240 lamps: all of them"', "'241 lamps: \"all\" of them'")], id="quotes where they are needed",
        ),
        pytest.param(
            "lamps", {"figure": "241 lamps"}, [("{value: 240, unit: lamps}", "241 lamps")], id="a figure as text"
        ),
        pytest.param(
            "lamps", {"figure": "{value: 241, unit: lamps}"}, [("value: 240", "value: 241")], id="a figure in fields"
        ),
        pytest.param(
            "masts", {"quote": "The masts."}, [("|\n      The masts\n      # are tall.", "The masts.")],
            id="a block with what looks like a comment",
        ),
        pytest.param("masts", {"role": ""}, [(", role: keeper}", "}")], id="a speaker without a role"),
        pytest.param(
            "masts", {"quote": "", "speaker": "", "role": "", "says": "There are 3."},
            [("    quote: |\n      The masts\n      # are tall.\n    speaker: {name: Ann Reed, role: keeper}\n",
              "    says: There are 3.\n")], id="a sentence in place of a quotation",
        ),
        pytest.param(
            "lamps", {"topic": "light"}, [("# as on the sign\n", "# as on the sign\n    topic: light\n")],
            id="a new field, in its place",
        ),
        pytest.param("lamps", {"figure": ""}, [("    figure: {value: 240, unit: lamps}  # all of them\n", "")],
                     id="a field taken out with its comment"),
        pytest.param(
            "ropes", {"says": "No, yes: ropes"}, [("says: There are ropes.", 'says: "No, yes: ropes"')], id="in braces"
        ),
        pytest.param("ropes", {"topic": "gear"}, [("title: Ropes,", "title: Ropes, topic: gear,")], id="new in braces"),
        pytest.param(
            "ropes", {"says": "", "title": "Rope"}, [("title: Ropes, says: There are ropes., ", "title: Rope, ")],
            id="taken out of braces",
        ),
        pytest.param("cost", {"title": "The costs"}, [("title: Costs", "title: The costs")], id="a silence"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_text_is_replaced_and_not_a_byte_more(target, texts, pairs, ending):
    """Comments, quotes, blocks and line ends of all else stay."""
    old = files(PAGE.replace("\n", ending))
    assert edit(old, target, texts) == files(swapped(*pairs).replace("\n", ending))


def test_further_ways_of_asking_go_into_the_file():
    """One that leads there already is passed over."""
    new = edit(files(lamps=b"lights\n"), "lamps", {}, ["Lamps - HOW many?", "lights", "how many lights", ""])
    assert new == files(lamps=b"lights\nhow many lights\n")


SIGNS = [*"a:-{}[],&*!|>%@é'", '"', ": ", " #", "no", "1:30", "\n", "\u2028"]
TYPED = st.lists(st.sampled_from(SIGNS), max_size=6).map("".join)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(["lamps", "masts", "ropes"]), st.dictionaries(st.sampled_from(TEXTS), TYPED, min_size=1))
def test_any_text_is_refused_or_comes_back_as_it_was_typed(target, typed):
    """And all that was not touched is as it was."""
    try:
        new = edit(files(), target, typed)
    except EditError:
        return
    expected = texts_of(files(), target) | {key: " ".join(text.split()) for key, text in typed.items()}
    if not expected["figure"].startswith("{"):
        assert texts_of(new, target) == expected
    others = {"lamps", "masts", "ropes", "cost"} - {target}
    assert {id: texts_of(new, id) for id in others} == {id: texts_of(files(), id) for id in others}
    assert comments(new["harbour.yaml"].decode()) == comments(PAGE)


def comments(text):
    """Return the lines of a text that are comments; one line of a quotation only looks like one."""
    lines = [line.strip() for line in text.split("\n")]
    return [line for line in lines if line.startswith("#") and line != "# are tall."]


@pytest.mark.parametrize(
    ("target", "texts", "says"),
    [
        ("lamp", {}, 'there is no entry or silence "lamp"; choose one from the list'),
        ("lamps", {"title": " "}, "the title has no word in it; write one"),
        ("lamps", {"says": "x" * 601}, "the sentence has 601 characters, and 600 are allowed; shorten it"),
        ("lamps", {"figure": "{value: x"}, "the figure cannot be read; write it as the source does, or as "
         "{value: 3, unit: loans}"),
        ("lamps", {"role": "keeper"}, "the speaker's name has no word in it; write one"),
        ("lamps", {"title": "a\x00b"}, "the title has an invisible character in it that no file may contain; "
         "type it again"),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused(target, texts, says):
    with pytest.raises(EditError) as refused:
        edit(files(), target, texts)
    assert str(refused.value) == says


def test_what_stands_is_told_as_it_would_be_typed():
    """So that a form can be filled with it, and a form that nobody changed changes nothing."""
    told = texts_of(files(), "masts")
    assert {key: text for key, text in told.items() if text} == {
        "title": "Masts", "quote": "The masts # are tall.", "speaker": "Ann Reed", "role": "keeper"
    }  # fmt: skip
    for id in ("lamps", "masts", "ropes", "cost"):
        assert edit(files(), id, texts_of(files(), id)) == files()


@pytest.mark.parametrize(
    ("name", "line", "field"),
    [
        ("harbour.yaml", 9, "title"), ("harbour.yaml", 11, "says"), ("harbour.yaml", 14, "evidence"),
        ("harbour.yaml", 18, "asked"), ("asked/lamps.txt", 3, "asked"), ("harbour.yaml", 8, None),
        ("harbour.yaml", 24, None), ("checks.yaml", 9, None),
    ],
)  # fmt: skip
def test_a_fault_is_told_by_its_field(name, line, field):
    """None for what stands in none of the form."""
    assert field_of(files(), "lamps", Fault(name, line, 1, "", "")) == field


# --- remove and restore ---------------------------------------------------------------------------------------------

WITHOUT_MASTS = PAGE[: PAGE.index("\n  - id: masts")] + PAGE[PAGE.index("\n  - {id: ropes") :]
WITHOUT_LAMPS = swapped(
    (PAGE[PAGE.index("  # Counted twice.") : PAGE.index("  - id: masts")], ""),
    ("    near: [lamps]\n", ""),
    ("contradicts: [lamps, ropes]", "contradicts: [ropes]"),
)


@pytest.mark.parametrize(
    ("target", "text", "checks"),
    [
        pytest.param("masts", WITHOUT_MASTS, [("  # and these\n  - ask: what of the masts\n    expect: masts\n", "")],
                     id="in the middle"),
        pytest.param(
            "lamps", WITHOUT_LAMPS,
            [("  - {ask: how many lamps are there, expect: lamps}\n", ""),
             ("  - {ask: lamps by number, expect: lamps}\n", "")], id="with comments, mentions and check questions",
        ),
        pytest.param(
            "ropes", swapped(("  - {id: ropes, title: Ropes, says: There are ropes., asked: [ropes]}\n\n", ""),
                             ("contradicts: [lamps, ropes]", "contradicts: [lamps]")), [], id="the last, in braces",
        ),
        pytest.param("cost", PAGE[: PAGE.index("silences:")], [], id="the only silence"),
    ],
)  # fmt: skip
def test_what_is_removed_goes_with_all_that_speaks_of_it_and_comes_back_as_it_was(target, text, checks):
    """Its ways of asking, check questions and mentions."""
    old = files(**{target: b"# some\nand this\n", "other": b"x\n"})
    new = remove(old, target)
    assert new["harbour.yaml"].decode() == text
    assert new["checks.yaml"].decode() == swapped(*checks, text=CHECKS)
    assert f"asked/{target}.txt" not in new
    assert removed(old, new) == [target]
    back = restore(new, old, target)
    if target != "cost":
        assert back == old
    assert texts_of(back, target) == texts_of(old, target)
    with pytest.raises(EditError, match="is there already"):
        restore(back, old, target)


def test_what_rests_on_it_keeps_an_entry_from_being_removed():
    text = PAGE.replace("    title: Masts\n", "    title: Masts\n    figure: {calculate: lamps / ropes, as: percent}\n")
    with pytest.raises(EditError, match='the figure of "masts" rests on "lamps"; edit or remove that one first'):
        remove(files(text), "lamps")


def test_the_only_entry_of_a_document_stays():
    text = SOURCE + "entries:\n  - {id: lamps, title: Lamps, asked: [x]}\n"
    with pytest.raises(EditError, match=r"it is the only entry in harbour\.yaml"):
        remove({"harbour.yaml": text.encode()}, "lamps")


def test_what_changed_in_the_meantime_stays_when_an_entry_comes_back():
    """Neighbours that went too, others that were edited, and ways of asking that lead elsewhere by now."""
    old = files(masts=b"mast count\nspars\n")
    new = remove(remove(old, "masts"), "lamps")
    new = edit(new, "ropes", {"title": "All ropes"}, ["spars"])
    back = restore(new, old, "masts")
    assert back["asked/masts.txt"] == b"mast count\n"
    text = swapped(("title: Ropes", "title: All ropes"), text=WITHOUT_LAMPS)
    assert back["harbour.yaml"].decode() == text


def test_entries_of_the_shipped_base_can_be_removed_and_come_back_byte_for_byte():
    """The first below a heading, one with check questions and mentions, the last; the rest of the base stays sound."""
    shipped = read_files(KNOWLEDGE)
    ids = list(load(shipped).entries)
    for id in (ids[0], "essex-met-difference", ids[-1]):
        without = remove(shipped, id)
        assert restore(without, shipped, id) == shipped
    assert ids[-1] not in load(without).entries


# --- move -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phrasing", "target", "pairs", "asked"),
    [
        pytest.param("Lamps, how many?", "masts", [("      - 'lamps: how many'\n", "")],
                     {"masts": b"lamps: how many\n"}, id="from a list"),
        pytest.param("lamp count", "cost", [("      # a rare one\n      - lamp count\n", "")],
                     {"cost": b"lamp count\n"}, id="with its comment, to a silence"),
        pytest.param("masts, how many", "lamps", [('how many masts, "masts, how many"', "how many masts")],
                     {"lamps": b"masts, how many\n"}, id="from brackets"),
        pytest.param("what did it cost", "lamps", [("    asked: [what did it cost]\n", "")],
                     {"lamps": b"what did it cost\n"}, id="the only one"),
    ],
)  # fmt: skip
def test_a_way_of_asking_is_moved(phrasing, target, pairs, asked):
    assert move(files(), phrasing, target) == files(swapped(*pairs), **asked)


def test_a_way_of_asking_is_moved_from_file_to_file():
    """Comments and line ends stay."""
    old = files(lamps=b"# some\r\nlights\r\nlanterns\r\n", masts=b"spars\n")
    assert move(old, "LIGHTS", "masts") == files(lamps=b"# some\r\nlanterns\r\n", masts=b"spars\nlights\n")


@pytest.mark.parametrize(
    ("phrasing", "target", "says"),
    [
        ("zounds", "lamps", '"zounds" is no way of asking for anything; choose one from the list'),
        ("how many lamps", "lamps", '"how many lamps" leads to "lamps" already; choose another entry'),
        (
            "how many lamps",
            "ropes",
            '"how many lamps" must not lead to "ropes": "how many lamps", in asked/ropes.txt:1',
        ),
    ],
)
def test_what_cannot_be_moved_is_refused(phrasing, target, says):
    with pytest.raises(EditError) as refused:
        move(files(ropes=b"!how many lamps\n"), phrasing, target)
    assert str(refused.value) == says

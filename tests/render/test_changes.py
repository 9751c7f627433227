"""What is told of a change: nothing is hidden, and what can hurt people comes first."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import render
from bot.core.answering.version_diff import Changes, compare_knowledge
from bot.core.knowledge.fingerprint import fingerprint
from bot.core.knowledge.loading import load
from bot.core.knowledge.skeleton import lines_of
from bot.errors import KnowledgeError
from bot.render.change_note import MAX_PAGES, changed
from bot.serving.folder import read_files
from bot.settings import default_knowledge
from tests.core import library
from tests.core.complete import FILES

BASE = load(FILES)
SAME = "Nothing changes: every file is the same, byte for byte."
# Mutations of the small base, and of the shipped one, which takes longer: so many as MUTATIONS says.
MUTATIONS = int(os.environ.get("MUTATIONS", "60"))
OF_SHIPPED = MUTATIONS // 20


def told(**files: bytes | None) -> Changes:
    """Return what changes if files of the base are others; None to have one taken away. "/" and "." are "__", "_"."""
    return compare_knowledge(BASE, load(_with(files)))


def _with(files: dict[str, bytes | None]) -> dict[str, bytes]:
    return {name: data for name, data in {**FILES, **files}.items() if data is not None}


def replaced(name: str, old: str, new: str) -> Changes:
    """Return what changes if one text in a file of the base is another."""
    assert old.encode() in FILES[name]
    return told(**{name: FILES[name].replace(old.encode(), new.encode(), 1)})


def note(changes: Changes) -> render.Note:
    return changed("Head.", changes, "changes.txt")


# --- what was published unseen ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        pytest.param("0800 1111", "0900 666", ": number: **`0800 1111`** -> **`0900 666`**", id="a number"),
        pytest.param(
            "https://www.childline.org.uk", "https://evil.example/x_y_z",
            "GB: Childline: url: **`https://www.childline.org.uk`** -> **`https://evil.example/x_y_z`**", id="a link",
        ),
        pytest.param(
            "for anyone under 19", "Give them your card number",
            "GB: Childline: when: `for anyone under 19` -> `Give them your card number`", id="a wording",
        ),
        pytest.param("GB\ncountries", "IE\ncountries", ": `GB` -> `IE`", id="the country"),
        pytest.param(
            "name: Emergency services", "name: Emergency",
            "GB: Emergency services: name: `Emergency services` -> `Emergency`", id="a name",
        ),
        pytest.param(
            "  - {name: Somebody you trust", '  - {name: X, number: "666", when: now}\n  - {name: Somebody you trust',
            "anywhere: X added: number **`666`**, name `X`, when `now`", id="one more",
        ),
        pytest.param(
            "may not be safe", "may not be [safe](https://evil.example)",
            "opening: `It sounds as if you may not be safe.` -> "
            "`It sounds as if you may not be [safe](https://evil.example).`", id="the opening",
        ),
        pytest.param("my dad hits me", "tell me a joke", "calls: added `tell me a joke`", id="what is a call"),
    ],
)  # fmt: skip
def test_a_change_of_help_lines_is_shown_before_all_else_number_and_link_in_bold(old, new, line):
    shown = note(replaced("help.yaml", old, new)).text
    assert shown.startswith("Head.\n**Help lines and calls for help**\n")
    assert line in shown.split("```")[0].replace("\\", "")


def test_another_order_of_help_lines_is_told():
    lines = FILES["help.yaml"].decode().splitlines(keepends=True)
    at = next(at for at, line in enumerate(lines) if "name: Childline," in line)
    moved = [*lines[: at - 3], lines[at], *lines[at - 3 : at], *lines[at + 1 :]]
    shown = note(told(**{"help.yaml": "".join(moved).encode()})).text
    assert "GB: order: `Emergency services, Childline` -> `Childline, Emergency services`" in shown


def test_checks_that_are_gone_are_told_by_name():
    """Before the figures."""
    lines = render.change_lines(told(**{"checks.yaml": b"checks: []\n"}))
    assert lines[:3] == [
        "Checks removed:",
        '  "how many loans came back late" is not asked any more (checks.yaml:2)',
        '  "when did the roof leak" is not asked any more (checks.yaml:3)',
    ]


def test_a_changed_vocabulary_is_told_word_by_word():
    assert render.change_lines(replaced("vocabulary.yaml", "[loan, borrowing]", "[loan, borrowing, theft]")) == [
        "Vocabulary:",
        '  same: loan, same: nothing -> "theft" (vocabulary.yaml:2)',
    ]


def test_one_paragraph_more_in_a_fingerprint_is_told_with_what_it_newly_proves():
    forged = fingerprint(f"{library.TEXT}\n\nThe mayor stole 900 loans herself in Elmstead")
    text = FILES["gazette.yaml"].decode().replace(
        "  - id: loans-late",
        "  - id: theft\n    title: Theft\n    says: The mayor stole 900 loans herself.\n"
        '    evidence: "The mayor stole 900 loans herself"\n    asked: [who stole the loans]\n  - id: loans-late',
    )  # fmt: skip
    changes = told(**{"sources/gazette-2018.fingerprint": str(forged).encode(), "gazette.yaml": text.encode()})
    paragraph = len(lines_of(str(forged))) - 1
    assert changes.difference.sensitive == ("fingerprints",)
    assert render.change_lines(changes)[:4] == [
        "Fingerprints:",
        f"  gazette-2018: paragraph {paragraph} added (5 runs of words)",
        "  gazette-2018: in all, 5 runs of words can be quoted only now, and 0 no longer",
        '  theft: can be proved only now: "The mayor stole 900 loans herself"',
    ]


def test_paragraphs_in_another_order_are_told_as_moved():
    first, *rest = lines_of(FILES["sources/gazette-2018.fingerprint"].decode())
    moved = "".join([first, *rest[1:], rest[0]]).encode()
    lines = render.change_lines(told(**{"sources/gazette-2018.fingerprint": moved}))
    assert f"  gazette-2018: paragraph 1 moved, now paragraph {len(rest)}" in lines


def test_a_masked_link_in_a_sentence_is_written_out_with_its_target():
    """Among what comes first, and again where the sentence stands, old beside new."""
    link = "[412 loans](https://evil.example)"
    lines = render.change_lines(
        replaced(
            "gazette.yaml",
            "says: Inspectors looked at 412",
            f"says: Inspectors looked at {link[:4]}](https://evil.example)",
        )
    )
    assert lines[:2] == ["Links and mentions that come:", "  loans-inspected, says: [412](https://evil.example)"]
    assert '    old: "Inspectors looked at 412 loans."' in lines
    assert '    new: "Inspectors looked at [412](https://evil.example) loans."' in lines


# --- what else there is ---------------------------------------------------------------------------------------------


def test_a_change_of_a_figure_tells_that_of_what_is_calculated_from_it():
    lines = render.change_lines(compare_knowledge(load(library.counted(412)), load(library.counted(413))))
    at = lines.index("Figures, old -> new:")
    assert lines[at + 1 : at + 4] == [
        "  loans-inspected: 412 loans -> 413 loans",
        "  loans-late: 103 of 412 loans (25 %) -> 103 of 413 loans (24.9 %)",
        "  late-share: 25 % (103 of 412 loans) -> 24.9 % (103 of 413 loans)",
    ]


def test_ways_of_asking_are_counted_with_samples_and_all_of_them_attached():
    ways = [f"way number {number} of asking" for number in range(5)]
    said = note(told(**{"asked/loans-inspected.txt": "\n".join([*ways, "! not so"]).encode()}))
    assert "  loans-inspected: 5 added, 0 removed\n    + way number 0 of asking\n" in said.text
    assert "    + and 2 more\n  loans-inspected, that must not match: 1 added, 0 removed\n" in said.text
    assert "    + way number 4 of asking\n" in said.file[1]


@pytest.mark.parametrize(
    ("name", "old", "new", "lines"),
    [
        pytest.param(
            "gazette.yaml", "  - id: loans-late\n", "  - id: loans-late # sure?\n",
            ["    - 22:   - id: loans-late", "    + 22:   - id: loans-late # sure?"], id="a comment",
        ),
        pytest.param(
            "gazette.yaml", "title: Loans looked at", 'title: "Loans looked at"',
            ["    - 11:     title: Loans looked at", '    + 11:     title: "Loans looked at"'], id="a spelling",
        ),
        pytest.param(
            "help/calls.txt", "beats me\n", "beats me  \n",
            ["    - 2: my stepfather beats me", "    + 2: my stepfather beats me<U+0020><U+0020>"], id="blanks",
        ),
        pytest.param(
            "help/plain.txt", "report\r\n", "report\n",
            ["    - 1: my uncle wrote the report<U+000D><U+000A>", "    + 1: my uncle wrote the report"], id="ends",
        ),
        pytest.param(
            "asked/loans-late.txt", "\ufeff", "",
            ["    - 1: <U+FEFF># late ones", "    + 1: # late ones"], id="a mark of byte order",
        ),
        pytest.param(
            "asked/loans-late.txt", "came late", "came late\n",
            ["    - 3: ! how many people came late<no line end>", "    + 3: ! how many people came late"], id="the end",
        ),
    ],
)  # fmt: skip
def test_what_means_nothing_is_told_by_its_lines(name, old, new, lines):
    assert render.change_lines(replaced(name, old, new)) == [
        "Other bytes: comments, layout, spelling, order:",
        f"  {name}",
        *lines,
    ]


def test_a_file_that_goes_is_told_with_what_it_held():
    lines = render.change_lines(told(**{"asked/loans-late.txt": None}))
    assert "    - how many books missed their day" in lines
    assert f"  asked/loans-late.txt: removed, {len(FILES['asked/loans-late.txt'])} bytes" in lines
    assert "    - 1: <U+FEFF># late ones" in lines


def test_an_entry_that_comes_is_told_with_all_its_fields():
    """So is one that goes."""
    text = FILES["gazette.yaml"].decode()
    start, end = text.index("  - id: atlases-ruined"), text.index("  - id: inspection")
    lines = render.change_lines(told(**{"gazette.yaml": (text[:start] + text[end:]).encode()}))
    at = lines.index("Removed:")
    assert lines[at + 1] == "  atlases-ruined: Atlases ruined by rain (dozens of atlases)"
    assert {"figure.words", "figure.unit", "says", "evidence"} <= {
        line.strip().partition(":")[0] for line in lines[at:]
    }
    assert not any(line.startswith("Other bytes") for line in lines)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        pytest.param("a \u202eevil\u202c", "a <U+202E>evil<U+202C>", id="written from right to left"),
        pytest.param("a```b", "a<U+0060>``b", id="the end of a block"),
        pytest.param("a\u00a0b\u200b", "a<U+00A0>b<U+200B>", id="blanks that are none"),
        pytest.param("p\u0430ypal", "p<U+0430>ypal", id="a letter of another script"),
        pytest.param("Привет, José 😀", "Привет, José 😀", id="what is as it looks"),
    ],
)
def test_what_is_hidden_in_a_text_is_shown_by_its_code(typed, shown):
    changes = replaced("gazette.yaml", "title: Loans looked at", f'title: "{typed}"')
    assert f'"Loans looked at" -> "{shown}"' in "\n".join(render.change_lines(changes))


def test_formatting_and_mentions_in_help_lines_stand_as_typed():
    changes = replaced("help.yaml", "for anyone under 19", '"`**@everyone** <@1>"')
    assert "when: `for anyone under 19` -> `<U+0060>**@everyone** <@1>`" in note(changes).text


def test_only_the_same_files_change_nothing():
    assert render.change_lines(compare_knowledge(BASE, load(FILES))) == [SAME]


# --- what does not fit ----------------------------------------------------------------------------------------------


def test_what_can_hurt_people_goes_into_further_messages_and_is_never_cut():
    text = FILES["help/calls.txt"] + "".join(f"he beats me, {'x' * 200} {n}\n" for n in range(20)).encode()
    changes = told(**{"help/calls.txt": text, "gazette.yaml": FILES["gazette.yaml"] + b"\n# more\n" * 200})
    said = note(changes)
    messages = [said.text, *said.more]
    assert all(len(message) <= 1_900 for message in messages)
    assert all(any(f" {n}`" in message for message in messages) for n in range(20))
    assert said.file[1].count("# more") == 200


def test_what_needs_more_messages_than_anybody_reads_is_said_to_be_in_the_file():
    text = FILES["help/calls.txt"] + "".join(f"he beats me, {'x' * 200} {n}\n" for n in range(90)).encode()
    said = note(told(**{"help/calls.txt": text}))
    assert len(said.more) == MAX_PAGES - 1
    assert "read the attached file before anybody publishes this" in said.text
    assert said.file[1].count("he beats me") == 90
    assert len(said.text) <= 2_000


# --- whatever it is ---------------------------------------------------------------------------------------------


@st.composite
def mutations(draw, files):
    """A file of a base, a place in it, and what the file is with a byte there put in, taken away or another."""
    name = draw(st.sampled_from(sorted(files)))
    data = files[name]
    at = draw(st.integers(0, len(data) - 1))
    sign = draw(st.integers(0, 255) | st.sampled_from(b"\n\r\t #-:,'\"[]{}!ab01"))
    kind = draw(st.sampled_from(["substitute", "insert", "delete"]))
    put = b"" if kind == "delete" else bytes([sign])
    return name, at, data[:at] + put + data[at + (kind != "insert") :]


def _unseen(files, base, name, at, data):
    """Return what is wrong with what is told of a mutated file; "" if all is well."""
    if data == files[name]:
        return ""
    try:
        new = load({**files, name: data})
    except KnowledgeError:
        return ""
    changes = compare_knowledge(base, new)
    line = len(lines_of(files[name][:at].decode("utf-8", "replace") + "x"))
    near = [
        change for change in changes.difference.changes
        if change.file == name and any(
            0 < start <= line + 1 and line - 4 <= start + len(lines_of(text or "")) for start, text in
            ((change.old_line, change.old), (change.new_line, change.new))
        )
    ]  # fmt: skip
    said = render.change_lines(changes)
    if not near or SAME in said or not len(said) > 1:
        return f"{name}:{line}: {said} {changes.difference}"
    return ""


@settings(max_examples=MUTATIONS, deadline=None, suppress_health_check=list(HealthCheck))
@given(mutations(FILES))
def test_any_byte_that_is_another_is_told_where_it_stands(mutation):
    assert _unseen(FILES, BASE, *mutation) == ""


SHIPPED = read_files(default_knowledge())


@pytest.fixture(scope="module")
def shipped_base():
    return load(SHIPPED)


@settings(max_examples=OF_SHIPPED, deadline=None, suppress_health_check=list(HealthCheck))
@given(mutations(SHIPPED))
def test_any_byte_of_the_shipped_base_that_is_another_is_told(shipped_base, mutation):
    assert _unseen(SHIPPED, shipped_base, *mutation) == ""

"""Loading: a knowledge base comes out proved, or every fault of it is reported with its place and its remedy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.core.knowledge import limits
from bot.core.knowledge.fingerprint import fingerprint
from bot.core.knowledge.loading import load, version_of
from bot.core.knowledge.model import About, Excerpt, Speaker
from bot.core.knowledge.naming import documents
from bot.core.language.vocabulary import Name
from bot.errors import Fault, KnowledgeError
from bot.serving.folder import read_files
from bot.settings import default_knowledge

from ..bases import ENTRIES, SOURCE, base, document

PRINT = "sources/northgate-2021.fingerprint"

# One sound entry, six lines: the entries of a document begin in line 3, so what comes after it begins in line 9.
TESTED = """\
- id: lamps-tested
  title: Lamps that were tested
  says: The Lantern Office tested 240 lamps.
  figure: {value: 240, unit: lamps}
  evidence: 90 of the 240 lamps they tested
  asked: [how many lamps did they test]
"""
# Further ones in a line each, for calculating.
BROKEN = """\
- {id: lamps-broken, title: Broken, says: Ninety were broken., figure: {value: 90, unit: lamps}, evidence: "90 of the 240 lamps they tested", asked: [broken]}
"""  # noqa: E501
MENDED = """\
- {id: lamps-mended, title: Mended, says: Not one was mended., figure: {value: 0, unit: lamps}, evidence: "In March 0 lamps were mended", asked: [mended]}
"""  # noqa: E501
POUNDS = """\
- {id: glass-cost, title: Cost, says: It cost a lot., figure: {value: 1250, unit: pounds}, evidence: "The harbour spent £1,250 on new glass", asked: [cost]}
"""  # noqa: E501
DARK = """\
- {id: lamps-dark, title: Dark, says: Dozens were dark., figure: {words: Dozens, unit: lamps}, evidence: "Dozens of lamps on Northgate quay", asked: [dark]}
"""  # noqa: E501


def faults_of(files: dict[str, bytes]) -> tuple[Fault, ...]:
    with pytest.raises(KnowledgeError) as raised:
        load(files)
    return raised.value.faults


def place(fault: Fault) -> str:
    return f"{fault.file}:{fault.line}:{fault.column}"


def entry(*lines: str, id: str = "x") -> str:
    """Return an entry of these lines after its id and question: the first of them is line 3 of the entry."""
    return "\n".join([f"- id: {id}", f"  asked: [what about {id}]", *(f"  {line}" for line in lines)]) + "\n"


PARAPHRASE = entry("title: X", "says: A.", "paraphrased: true", "locator: p. 1")
OTHER_SOURCE = SOURCE.replace("id: northgate-2021", "id: southgate-2022")
SILENCE = "- {id: s, title: S, says: It does not say., near: [lamps-tested], asked: [what of s]}"


# --- What comes out of a sound base ---------------------------------------------------------------------------------


def test_a_sound_base_loads():
    """Every entry and silence is there, in order."""
    knowledge = load(base())
    assert list(knowledge.sources) == ["northgate-2021"]
    assert list(knowledge.entries) == [
        "lamps-tested", "lamps-broken", "share-broken", "lamps-removed",
        "lamps-dark", "quill-rust", "glass-cost", "master-promise",
    ]  # fmt: skip
    assert list(knowledge.silences) == ["who-broke-lamps"]
    assert knowledge.help is None
    assert knowledge.checks == ()


@pytest.mark.parametrize(
    ("id", "excerpts"),
    [
        pytest.param("lamps-dark", [Excerpt("Dozens of lamps on Northgate quay were dark", 1)], id="first paragraph"),
        pytest.param("lamps-tested", [Excerpt("90 of the 240 lamps they tested", 2)], id="second paragraph"),
        pytest.param(
            "quill-rust",
            [Excerpt("We saw rust, loose wires and a shameful lack of care on every mast", 3)],
            id="quotation",
        ),
        pytest.param(
            "share-broken",
            [Excerpt('90 of the 240 lamps they tested were broken or "dim,"', 2)],
            id="calculated: its operands', the shorter inside the longer left out",
        ),
    ],
)
def test_excerpts_are_found_in_their_paragraph(id, excerpts):
    """The paragraph is found, never typed."""
    assert list(load(base()).entries[id].excerpts) == excerpts


@pytest.mark.parametrize(
    ("id", "text", "value"),
    [
        pytest.param("lamps-tested", "240 lamps", Fraction(240), id="counted"),
        pytest.param("lamps-broken", "90 of 240 lamps (37.5 %)", Fraction(90), id="part of a whole"),
        pytest.param("share-broken", "37.5 % (90 of 240 lamps)", Fraction(3, 8), id="calculated"),
        pytest.param("lamps-removed", "12 lamps", Fraction(12), id="in words in the source"),
        pytest.param("lamps-dark", "Dozens of lamps", None, id="known in words only"),
        pytest.param("glass-cost", "£1,250", Fraction(1250), id="money, as the source writes it"),
    ],
)
def test_figures(id, text, value):
    """A figure comes with its text and its exact value."""
    figure = load(base()).entries[id].figure
    assert (figure.text, figure.value) == (text, value)


def test_a_calculated_figure_shows_its_working():
    """The working names both numbers, and the entries that they come from are kept."""
    figure = load(base()).entries["share-broken"].figure
    assert figure.working == "90 of 240 = 37.5 %"
    assert figure.operands == ("lamps-broken", "lamps-tested")


def test_a_figure_may_rest_on_one_that_comes_later():
    """The order of entries in a file does not matter."""
    calculated = entry("title: X", "figure: {calculate: lamps-broken / lamps-tested, as: percent}", "says: A share.")
    assert load(base(entries=calculated + BROKEN + TESTED, silences="")).entries["x"].figure.value == Fraction(3, 8)


def test_a_quotation_may_be_short_inside_longer_evidence():
    """Two words of a quotation are proved by the evidence around them."""
    quoted = entry(
        "title: X", 'quote: "shameful lack"', "speaker: {name: Ada Quill}",
        'evidence: loose wires and a shameful lack of care',
    )  # fmt: skip
    found = load(base(entries=quoted, silences="")).entries["x"]
    assert found.quote == "shameful lack"
    assert found.speaker == Speaker("Ada Quill", "")
    assert found.excerpts == (Excerpt("loose wires and a shameful lack of care", 3),)


def test_a_quotation_and_evidence_elsewhere_are_two_excerpts():
    """What is not inside the evidence is found on its own."""
    quoted = entry(
        "title: X", 'quote: "We saw rust, loose wires"', "speaker: {name: Ada Quill}",
        "evidence: Dozens of lamps on Northgate quay",
    )  # fmt: skip
    assert load(base(entries=quoted, silences="")).entries["x"].excerpts == (
        Excerpt("We saw rust, loose wires", 3),
        Excerpt("Dozens of lamps on Northgate quay", 1),
    )


def test_a_paraphrase_is_not_proved_and_says_where_it_stands():
    """Its sentence may say any number; it needs a locator and no fingerprint."""
    paraphrase = entry("title: X", "says: There were 77 ships.", "paraphrased: true", "locator: page 3")
    files = base(entries=paraphrase, silences="")
    del files[PRINT]
    found = load(files).entries["x"]
    assert (found.paraphrased, found.locator, found.excerpts) == (True, "page 3", ())


def test_several_documents_make_one_base():
    """Entries of one document may name those of another."""
    other = SOURCE.replace("id: northgate-2021", "id: southgate-2022")
    files = base(entries=TESTED, silences="")
    files["south.yaml"] = document(
        entry("title: X", "says: All lamps were lit.", "paraphrased: true", "locator: p. 1",
              "contradicts: [lamps-tested]"), source=other)  # fmt: skip
    knowledge = load(files)
    assert knowledge.entries["x"].contradicts == ("lamps-tested",)
    assert knowledge.entries["x"].source.id == "southgate-2022"
    assert knowledge.entries["lamps-tested"].source.id == "northgate-2021"


def test_a_source_knows_the_report_that_it_is_about():
    """The record of the report is kept beside that of the article."""
    about = ', about: {title: Lamps, publisher: Lantern Office, published: "2021-04-02"}}'
    files = base()
    files["harbour.yaml"] = document(ENTRIES, source=SOURCE.removesuffix("}") + about)
    assert load(files).sources["northgate-2021"].about == About("Lamps", "Lantern Office", "2021-04-02")


def test_only_one_source_leaves_out_what_others_say():
    """Entries, silences and mentions of another source are gone; the rest is as it was."""
    files = base(entries=TESTED + "  contradicts: [x]\n  confirms: [lamps-broken]\n" + BROKEN)
    files["south.yaml"] = document(PARAPHRASE, SILENCE.replace("lamps-tested", "x"), source=OTHER_SOURCE)
    knowledge = load(files)
    north = knowledge.only("northgate-2021")
    assert (list(north.sources), list(north.entries)) == (["northgate-2021"], ["lamps-tested", "lamps-broken"])
    assert list(north.silences) == ["who-broke-lamps"]
    assert north.entries["lamps-tested"].contradicts == ()
    assert north.entries["lamps-tested"].confirms == ("lamps-broken",)
    assert knowledge.entries["lamps-tested"].contradicts == ("x",)


def test_only_a_source_that_there_is():
    """The error names the sources to choose from."""
    with pytest.raises(KnowledgeError, match='there is no source "west"; choose one of: northgate-2021'):
        load(base()).only("west")


def test_vocabulary_is_folded():
    """Synonyms and spellings are kept as they are compared, the name also as it is shown."""
    vocabulary = load(base(vocabulary="same:\n- [Lamp, Lantérn]\nnames:\n  person: [[Ada Quill, QUILL]]\n")).vocabulary
    assert vocabulary.same == (("lamp", "lantern"),)
    assert vocabulary.names == (Name("person", "Ada Quill", ("ada quill", "quill")),)


def test_help_is_read():
    """Lines and calls are kept in order; what is not given is empty."""
    found = load(
        base(
            help="""
            opening: You did right.
            lines: [{name: Watch, number: "0123", when: at sea}, {name: Pilot, when: on land}]
            calls: [help me]
            words: {harm: [drown, sink]}
            """
        )
    ).help
    assert found is not None
    assert (found.opening, found.closing, found.calls, found.plain) == ("You did right.", "", ("help me",), ())
    assert [(line.name, line.number, line.when, line.url) for line in found.lines] == [
        ("Watch", "0123", "at sea", ""),
        ("Pilot", "", "on land", ""),
    ]
    assert found.words == {"harm": ("drown", "sink")}


def test_checks_may_expect_entries_silences_and_kinds():
    """A check names an entry, a silence or a kind of reply."""
    checks = "checks:\n" + "".join(
        f"- {{ask: what, expect: {each}}}\n"
        for each in ("lamps-tested", "who-broke-lamps", "no_answer", "suggestions", "signpost")
    )
    assert [(check.ask, check.expect) for check in load(base(checks=checks)).checks] == [
        ("what", "lamps-tested"),
        ("what", "who-broke-lamps"),
        ("what", "no_answer"),
        ("what", "suggestions"),
        ("what", "signpost"),
    ]


def test_files_of_other_names_are_not_looked_at():
    """Only .yaml files at the top, fingerprints, ways of asking and messages count."""
    files = {**base(), "README.md": b"\xff", "sources/x.yaml": b"\xff", "notes.txt": b"~", "asked/x.bak": b"\xff"}
    assert len(load(files).entries) == 8


def test_the_version_changes_with_every_byte_and_name():
    """Twelve hexadecimal digits, the same for the same files in any order."""
    one, two = {"a.yaml": b"1", "b.yaml": b"2"}, {"b.yaml": b"2", "a.yaml": b"1"}
    assert version_of(one) == version_of(two)
    assert re.fullmatch("[0-9a-f]{12}", version_of(one))
    others = [{"a.yaml": b"1", "b.yaml": b"3"}, {"a.yaml": b"1", "c.yaml": b"2"}, {"a.yaml": b"1"}, {"a.yaml": b"12"}]
    assert len({version_of(each) for each in [one, *others]}) == 5


# --- Faults in one entry ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entries", "where", "what", "remedy"),
    [
        # YAML's traps; every line is counted from "entries:", which is line 2.
        pytest.param(
            entry("title: no", "says: A.", "evidence: Dozens of lamps on Northgate quay"),
            "5:10", '"no" is not read as text', "put the text in quotes", id="trap: no",
        ),
        pytest.param(
            entry("title: 1:30", "says: A.", "evidence: Dozens of lamps on Northgate quay"),
            "5:10", '"1:30" is not read as text', "put the text in quotes", id="trap: base of 60",
        ),
        pytest.param(
            entry("title: 010", "says: A.", "evidence: Dozens of lamps on Northgate quay"),
            "5:10", '"010" is not read as text', "put the text in quotes", id="trap: octal",
        ),
        pytest.param(
            entry("title: 2024-01-02", "says: A.", "evidence: Dozens of lamps on Northgate quay"),
            "5:10", '"2024-01-02" is not read as text: YAML reads it as a date', "in quotes", id="trap: date",
        ),
        pytest.param(
            entry("title: ~", "says: A.", "evidence: Dozens of lamps on Northgate quay"),
            "5:10", '"~" is not read as text', "put the text in quotes", id="trap: tilde",
        ),
        pytest.param(
            entry("title: %", "says: A."), "5:10", "cannot start any token", "put the text in quotes",
            id="trap: percent",
        ),
        # Fields.
        pytest.param(
            TESTED + "  colour: red\n", "9:3", 'the key "colour" is not known here', "README.md", id="unknown key"
        ),
        pytest.param(
            TESTED.replace("unit: lamps", "units: lamps, unit: lamps"),
            "6:24", 'the key "units" is not known here', "README.md", id="unknown key further in",
        ),
        pytest.param(
            TESTED + "  title: Again\n", "9:3", 'the key "title" stands here a second time', "keep one",
            id="repeated key",
        ),
        pytest.param(
            TESTED.replace("  title: Lamps that were tested\n", ""),
            "3:3", 'the key "title" is missing', 'add "title:"', id="missing key",
        ),
        pytest.param(
            TESTED.replace("Lamps that were tested", "240"),
            "4:10", '"title" must be text, not 240', "put it in quotes", id="number in place of text",
        ),
        pytest.param(
            TESTED.replace("Lamps that were tested", "true"),
            "4:10", '"title" must be text, not True', "put it in quotes", id="truth in place of text",
        ),
        pytest.param(
            TESTED.replace("Lamps that were tested", "[a]"),
            "4:10", '"title" must be text, not \'list\'', "put it in quotes", id="list in place of text",
        ),
        pytest.param(
            TESTED.replace("[how many lamps did they test]", "how many lamps"),
            "8:10", '"asked" must be a list, not \'how many lamps\'', 'starting with "- "', id="text in place of list",
        ),
        pytest.param(
            TESTED.replace("[how many lamps did they test]", "[how many, 374]"),
            "8:21", '"asked" must be text, not 374', "put it in quotes", id="number in a list of texts",
        ),
        pytest.param(
            TESTED + "  speaker: Ada Quill\n",
            "9:12", '"speaker" must be keys with values', 'write "key: value" lines', id="text in place of mapping",
        ),
        pytest.param(
            TESTED.replace("{value: 240, unit: lamps}", "240"),
            "6:11", '"figure" must say what it counts, not 240 alone', "write what is counted as well: 374 cases",
            id="number in place of a figure",
        ),
        pytest.param(
            TESTED.replace("{value: 240, unit: lamps}", '""'),
            "6:11", '"figure" is empty', "fill it in", id="figure of no text",
        ),
        pytest.param(
            TESTED + '  paraphrased: "true"\n', "9:16", '"paraphrased" must be true or false', "without quotes",
            id="truth in quotes",
        ),
        pytest.param(
            TESTED.replace("unit: lamps", "unit: lamps, as: ratio"),
            "6:41", "\"as\": Input should be 'number' or 'percent'", "README.md", id="none of the choices",
        ),
        pytest.param(
            TESTED.replace("Lamps that were tested", '""'), "4:10", '"title" is empty', "fill it in", id="empty text"
        ),
        pytest.param(
            TESTED.replace("Lamps that were tested", '"  "'), "4:10", '"title" is empty', "fill it in", id="only spaces"
        ),
        pytest.param(
            TESTED.replace("[how many lamps did they test]", "[]"),
            "8:10", 'there is no way of asking for "lamps-tested"',
            'write some under "asked:", or in asked/lamps-tested.txt, one a line', id="no way of asking",
        ),
        pytest.param(
            TESTED.replace("  asked: [how many lamps did they test]\n", ""),
            "3:3", 'there is no way of asking for "lamps-tested"',
            'write some under "asked:", or in asked/lamps-tested.txt, one a line', id="no list of ways of asking",
        ),
        pytest.param(
            TESTED.replace("[how many lamps did they test]", '[how many, ""]'),
            "8:21", '"asked" is empty', "fill it in", id="empty way of asking",
        ),
        pytest.param(
            TESTED.replace("[how many lamps did they test]", '[how many, "?!"]'),
            "8:21", "\"asked\" cannot be '?!'", "correct it", id="way of asking without a letter",
        ),
        pytest.param(
            TESTED.replace("Lamps that were tested", "x" * 201),
            "4:10", '"title" is longer than 200 characters', "shorten it", id="text too long",
        ),
        pytest.param(
            TESTED.replace("lamps-tested", "Lamps_Tested"),
            "3:7", "\"id\" cannot be 'Lamps_Tested'", "lowercase letters, digits and single hyphens", id="bad id",
        ),
        pytest.param(
            TESTED.replace("lamps-tested", "a--b"), "3:7", "\"id\" cannot be 'a--b'", "hyphens",
            id="two hyphens",
        ),
        pytest.param(
            TESTED.replace("lamps-tested", "é"), "3:7", "\"id\" cannot be 'é'", "lowercase letters",
            id="accent in id",
        ),
        pytest.param(
            TESTED.replace("lamps-tested", "a" * 49), "3:7", '"id" is longer than 48', "shorten",
            id="long id",
        ),
        pytest.param("- just text\n", "3:3", '"entries" must be keys with values', "key: value", id="text as an entry"),
        # References.
        pytest.param(
            TESTED + TESTED, "9:7", 'the id "lamps-tested" is already used in harbour.yaml:3', "choose a different id",
            id="id twice",
        ),
        pytest.param(
            TESTED + "  contradicts: [nobody]\n",
            "9:17", 'there is no other entry "nobody"', "correct the id", id="contradicts nothing",
        ),
        pytest.param(
            TESTED + BROKEN + "- id: x\n  title: X\n  says: X.\n  evidence: Dozens of lamps on Northgate quay\n"
            "  asked: [x]\n  confirms: [lamps-broken, nobody]\n",
            "15:28", 'there is no other entry "nobody"', "correct the id", id="confirms nothing",
        ),
        pytest.param(
            TESTED + "  confirms: [lamps-tested]\n",
            "9:14", 'there is no other entry "lamps-tested"', "correct the id", id="confirms itself",
        ),
        pytest.param(
            TESTED.replace("value: 240", "value: 240, of: nobody"),
            "6:11", 'entry "lamps-tested": there is no entry "nobody"', "correct the figure", id="part of nothing",
        ),
        pytest.param(
            entry("title: X", "says: A share.", "figure: {calculate: nobody / nothing}"),
            "7:11", 'entry "x": there is no entry "nobody"', "correct the figure", id="calculated from nothing",
        ),
        # What an entry must have.
        pytest.param(
            TESTED.replace("  says: The Lantern Office tested 240 lamps.\n", ""),
            "3:7", 'entry "lamps-tested": it says nothing', 'add "says:" or "quote:"', id="says nothing",
        ),
        pytest.param(
            entry("title: X", "says: A."), "3:7", "quotes no words of the source", 'add "evidence:"',
            id="no evidence",
        ),
        pytest.param(
            entry("title: X", 'quote: "We saw rust, loose wires"'),
            "6:10", "it does not say who said it", 'add "speaker:"', id="nobody said it",
        ),
        pytest.param(
            entry("title: X", "says: A.", "paraphrased: true"),
            "7:16", "a paraphrase must say where it is in the source",
            'add "locator:"', id="paraphrase without locator",
        ),
        pytest.param(
            TESTED + "  locator: page 3\n",
            "9:12", "the place of an excerpt is worked out, not typed in",
            'remove "locator:"', id="locator of an excerpt",
        ),
        pytest.param(
            entry(
                "title: X", "says: A.", "paraphrased: true", "locator: p. 3",
                "evidence: Dozens of lamps on Northgate quay",
            ),
            "9:13", 'a paraphrase cannot have "evidence:"', 'remove "evidence:" or "paraphrased:"',
            id="paraphrase with evidence",
        ),
        pytest.param(
            entry(
                "title: X", "paraphrased: true", "locator: p. 3", 'quote: "We saw rust, loose wires"',
                "speaker: {name: Q}",
            ),
            "8:10", 'a paraphrase cannot have "quote:"', 'remove "quote:"', id="paraphrase with quotation",
        ),
        # What is proved.
        pytest.param(
            TESTED.replace("they tested", "they had tested"),
            "7:13", 'is not, word for word, in any single paragraph of "northgate-2021"', "copy it", id="a word more",
        ),
        pytest.param(
            entry("title: X", "says: A.", "evidence: Dozens of lamps on Southgate quay"),
            "7:13", "the evidence is not, word for word", "copy it", id="evidence with one word changed",
        ),
        pytest.param(
            entry("title: X", "says: A.", "evidence: they found that 91 of the 240 lamps"),
            "7:13", "the evidence is not, word for word", "copy it", id="evidence with one digit changed",
        ),
        pytest.param(
            entry("title: X", "says: A.", "evidence: dark for most of the winter ... looked at 240 lamps"),
            "7:13", "in any single paragraph", "copy it", id="evidence from two paragraphs",
        ),
        pytest.param(
            entry("title: X", "says: A.", "evidence: Dozens of lamps"),
            "7:13", "the evidence is too short to be proved (4 words at least", "quote more", id="evidence too short",
        ),
        pytest.param(
            entry("title: X", "says: A.", "evidence: Dozens of lamps on ... the winter"),
            "7:13", "the evidence is too short to be proved", "quote more", id="part of evidence too short",
        ),
        pytest.param(
            entry("title: X", 'quote: "We saw gold, loose wires"', "speaker: {name: Ada Quill}"),
            "6:10", "the quote is not, word for word", "copy it", id="quotation with one word changed",
        ),
        pytest.param(
            entry("title: X", 'quote: "loose ropes"', "speaker: {name: Q}", "evidence: We saw rust, loose wires"),
            "6:10", "the quote is too short to be proved", 'inside a longer "evidence:"',
            id="short quotation not inside",
        ),
        pytest.param(
            entry(
                "title: X", 'quote: "We saw no rust at all"', "speaker: {name: Q}",
                "evidence: We saw rust, loose wires",
            ),
            "6:10", "the quote is not, word for word", "copy it", id="long quotation not inside",
        ),
        pytest.param(
            entry(
                "title: X", 'quote: "loose wires lack of care"', "speaker: {name: Q}",
                "evidence: We saw rust, loose wires ... lack of care on every mast",
            ),
            "6:10", "the quote", "",
            id="quotation across what the evidence leaves out",
        ),
        # Figures.
        pytest.param(
            TESTED.replace("value: 240", "value: 241"),
            "6:11", 'the number 241 is not in its evidence, which has "90", "240"', "copy the number from the source",
            id="figure not in its evidence",
        ),
        pytest.param(
            TESTED.replace("value: 240", "value: 24000"),
            "6:11", '"24,000 lamps" is of another size than "240" in its evidence', "write: 240 ...",
            id="figure a hundred times that of its evidence",
        ),
        pytest.param(
            TESTED.replace("value: 240", "words: scores"),
            "6:11", '"scores" is not in its evidence', "correct the figure", id="words not in its evidence",
        ),
        pytest.param(
            TESTED.replace("value: 240", "value: 240, words: many"),
            "6:11", 'either "value:", "words:" or "calculate:"', "correct the figure", id="figure twice",
        ),
        pytest.param(
            TESTED.replace("{value: 240, unit: lamps}", "{unit: lamps}"),
            "6:11", 'either "value:", "words:" or "calculate:"', "correct the figure", id="no figure in it",
        ),
        pytest.param(
            TESTED.replace(", unit: lamps", ""), "6:11", 'a figure needs "unit:", what is counted',
            "write it as: {value: 374, unit: cases}, or as the source does: 374 cases", id="no unit",
        ),
        pytest.param(
            TESTED.replace("unit: lamps", "unit: lamps, as: percent"),
            "6:11", '"as:" belongs to "calculate:"', "correct the figure", id="counted as percent",
        ),
        pytest.param(
            TESTED + BROKEN.replace("90, unit: lamps", "90, unit: masts, of: lamps-tested"),
            "9:72", '90 masts is no part of "lamps-tested" (240 lamps), which is in another unit',
            'give both the same "unit:", here "lamps"', id="part in another unit",
        ),
        pytest.param(
            TESTED.replace("value: 240", "value: 240, of: lamps-broken") + BROKEN,
            "6:11", '240 lamps is no part of "lamps-broken" (90 lamps)', "correct", id="part above its whole",
        ),
        pytest.param(
            TESTED.replace("value: 240", "value: 240, of: lamps-dark") + DARK,
            "6:11", '240 lamps is no part of "lamps-dark" (Dozens of lamps)', "correct", id="part of a number in words",
        ),
        pytest.param(
            TESTED + entry("title: X", "says: A.", "figure: {calculate: lamps-tested / lamps-tested, value: 1}"),
            "13:11", 'a calculated figure has no "value:"', "correct", id="calculated and stated",
        ),
        pytest.param(
            TESTED + entry("title: X", "says: A.", "figure: {calculate: lamps-tested * 2}"),
            "13:11", '"calculate:" must be two entry ids', "correct", id="calculation that is none",
        ),
        pytest.param(
            TESTED + POUNDS + entry("title: X", "says: A.", "figure: {calculate: glass-cost / lamps-tested}"),
            "14:11", "£ and lamps are different units", "correct", id="units that clash",
        ),
        pytest.param(
            TESTED + BROKEN
            + entry("title: X", "says: A.", "figure: {calculate: lamps-tested / lamps-broken, as: percent}"),
            "14:11", "240 is no part of 90", "correct", id="share above 1",
        ),
        pytest.param(
            TESTED + MENDED + entry("title: X", "says: A.", "figure: {calculate: lamps-tested / lamps-mended}"),
            "14:11", "nothing can be divided by 0", "correct", id="division by zero",
        ),
        pytest.param(
            TESTED + DARK + entry("title: X", "says: A.", "figure: {calculate: lamps-tested - lamps-dark}"),
            "14:11", "only known in words", "correct", id="calculation with words",
        ),
        pytest.param(
            TESTED + BROKEN
            + entry("title: X", "says: A.", "figure: {calculate: lamps-tested - lamps-broken, as: percent}"),
            "14:11", "only a division gives a percentage", "correct", id="difference in percent",
        ),
        pytest.param(
            TESTED + "- {id: q, title: Q, says: Q., evidence: Dozens of lamps on Northgate quay, asked: [q]}\n"
            + entry("title: X", "says: A.", "figure: {calculate: lamps-tested - q}"),
            "14:11", 'the entry "q" has no figure to calculate with', "correct", id="calculated from a sentence",
        ),
        pytest.param(
            TESTED + entry(
                "title: X", "says: A.", "figure: {calculate: lamps-tested / lamps-tested}",
                "evidence: 90 of the 240 lamps they tested",
            ),
            "14:13", "a calculated figure rests on the evidence of what", 'remove "evidence:"',
            id="calculated with evidence",
        ),
        # Sentences.
        pytest.param(
            TESTED.replace("tested 240 lamps.", "tested 240 lamps on 7 quays."),
            "5:9", '"7" in the sentence is neither in its figure nor in its evidence', "correct the sentence",
            id="number in the sentence",
        ),
        pytest.param(
            TESTED.replace("tested 240 lamps.", "tested thirteen lamps."),
            "5:9", '"thirteen" in the sentence', "correct the sentence", id="number in words in the sentence",
        ),
        pytest.param(
            TESTED.replace("tested 240 lamps.", "tested 24,000 lamps."),
            "5:9", '"24,000" in the sentence', "correct the sentence",
            id="a hundred times the number in the sentence",
        ),
        pytest.param(
            TESTED.replace("tested 240 lamps.", "tested 240 lamps on 4 quays."),
            "5:9", '"4" in the sentence', "correct the sentence",
            id="month of the source as a number in the sentence",
        ),
        pytest.param(
            TESTED + BROKEN + entry(
                "title: X", "figure: {calculate: lamps-broken / lamps-tested, as: percent}", "says: That is 38.5 %."
            ),
            "14:9", '"38.5 %" in the sentence', "correct the sentence", id="wrong share in the sentence",
        ),
        pytest.param(
            TESTED.replace("tested 240 lamps.", 'tested 240 "big lamps".'),
            "5:9", 'the quoted words "big lamps" are not in its evidence', "remove the quotation marks",
            id="quoted words",
        ),
        pytest.param(
            TESTED.replace("tested 240 lamps.", "tested 240 “big lamps”."),
            "5:9", 'the quoted words "big lamps" are not', "remove the quotation marks",
            id="quoted words in other marks",
        ),
    ],
)  # fmt: skip
def test_a_fault_in_the_entries(entries, where, what, remedy):
    """One mistake is one fault, with file, line and column, what is wrong and what to do."""
    (fault,) = faults_of(base(entries=entries, silences="", vocabulary=""))
    assert place(fault) == f"harbour.yaml:{where}"
    assert what in fault.what
    assert remedy in fault.remedy


# --- Figures as the source writes them ----------------------------------------------------------------------------

# A source of its own, with money, bounds, a change, a year, and a table.
QUAYS = """\
The harbour spends £1.7 billion a year on lamps, and more than 300 of over 650 masts have been mended. About 240 lamps \
were lit by hand in May. The share of dim lamps rose from 4.1 % in 2015 to 5.2 % in 2016.

Quay | Cost (£ million) | Dim lamps (%) | Masts
Northgate | 430 | 12.5 | 58
Southgate | 290 | 8 | 31

Its first lamp was lit in 1971, said the 9 keepers who were there. In all 1.234 lamps went to the quay.
"""
SPENT = "The harbour spends £1.7 billion a year on lamps"
MASTS = "more than 300 of over 650 masts have been mended"
BY_HAND = "About 240 lamps were lit by hand in May"
RISEN = "The share of dim lamps rose from 4.1 % in 2015 to 5.2 % in 2016"
FIRST = "Its first lamp was lit in 1971, said the 9 keepers"
HEADER = "Quay | Cost (£ million) | Dim lamps (%) | Masts"
NORTHGATE = "Northgate | 430 | 12.5 | 58"


def figured(figure: str, evidence: str, header: str = "") -> dict[str, bytes]:
    """Return a base of one entry, whose figure is in line 7, evidence in line 8 and header in line 9."""
    above = [f'header: "{header}"'] if header else []
    lines = entry("title: X", "says: It is so.", f"figure: {figure}", f'evidence: "{evidence}"', *above)
    return base(entries=lines, silences="", vocabulary="", text=QUAYS)


@pytest.mark.parametrize(
    ("figure", "evidence", "shown"),
    [
        pytest.param("£1.7 billion a year", SPENT, ("£1.7 billion a year", Fraction(1_700_000_000), "£ a year"),
                     id="money a year"),
        pytest.param("{value: 1.7, unit: billion pounds a year}", SPENT,
                     ("£1.7 billion a year", Fraction(1_700_000_000), "£ a year"), id="money a year, as a mapping"),
        pytest.param("more than 300 of over 650 masts", MASTS,
                     ("more than 300 of over 650 masts", Fraction(300), "masts"), id="two bounds"),
        pytest.param("about 240 lamps", BY_HAND, ("about 240 lamps", Fraction(240), "lamps"), id="about"),
        pytest.param("{value: 240, unit: lamps}", BY_HAND, ("about 240 lamps", Fraction(240), "lamps"),
                     id="a mapping gets the bound of its evidence"),
        pytest.param("from 4.1 % in 2015 to 5.2 % in 2016", RISEN,
                     ("from 4.1 % in 2015 to 5.2 % in 2016", Fraction(13, 250), "%"), id="a change"),
        pytest.param("1971 (year)", FIRST, ("1971", Fraction(1971), "year"), id="a year"),
        pytest.param("{value: 1971, unit: year}", FIRST, ("1971", Fraction(1971), "year"), id="a year, as a mapping"),
        pytest.param("9 keepers", FIRST, ("9 keepers", Fraction(9), "keepers"), id="a count"),
    ],
)  # fmt: skip
def test_a_figure_may_be_written_as_the_source_writes_it(figure, evidence, shown):
    """It is proved by its evidence, and shown as it was written."""
    found = load(figured(figure, evidence)).entries["x"].figure
    assert (found.text, found.value, found.unit) == shown


@pytest.mark.parametrize(
    ("figure", "shown"),
    [
        pytest.param("£430 million", ("£430 million", Fraction(430_000_000), "£"), id="money, its scale in the header"),
        pytest.param("{value: 430, unit: million pounds}", ("£430 million", Fraction(430_000_000), "£"),
                     id="money as a mapping"),
        pytest.param("12.5 %", ("12.5 %", Fraction(1, 8), "%"), id="a share, its sign in the header"),
        pytest.param('{value: 12.5, unit: "%"}', ("12.5 %", Fraction(1, 8), "%"), id="a share as a mapping"),
        pytest.param("58 masts", ("58 masts", Fraction(58), "masts"), id="a count, its unit in the header"),
    ],
)  # fmt: skip
def test_a_cell_of_a_table_is_proved_by_its_row_and_its_header(figure, shown):
    """The row is the evidence; header and row are both excerpts of the source."""
    found = load(figured(figure, NORTHGATE, HEADER)).entries["x"]
    assert (found.figure.text, found.figure.value, found.figure.unit) == shown
    assert found.excerpts == (Excerpt(HEADER, 2), Excerpt(NORTHGATE, 2))


@pytest.mark.parametrize(
    ("figure", "what"),
    [
        pytest.param("£430 billion", '"£430 billion" is of another size than "430"', id="another scale"),
        pytest.param("£430", '"£430" is of another size than "430"', id="no scale"),
        pytest.param("$430 million", '"$430 million" is in another currency than its evidence', id="another currency"),
        pytest.param("8 %", 'the number 8 % is not in its evidence, which has "430", "12.5", "58"', id="another row"),
        pytest.param("58 keepers", '"keepers", what the figure counts, is not in its evidence', id="another unit"),
    ],
)
def test_a_cell_that_is_not_in_its_row_under_its_header_is_refused(figure, what):
    """Scale, currency and unit are those of the column."""
    (fault,) = faults_of(figured(figure, NORTHGATE, HEADER))
    assert place(fault) == "harbour.yaml:7:11"
    assert what in fault.what


def test_a_row_alone_does_not_say_what_it_counts():
    """Without the header, 58 is no number of masts."""
    (fault,) = faults_of(figured("58 masts", NORTHGATE))
    assert fault.what == 'entry "x": "masts", what the figure counts, is not in its evidence'


def test_a_header_must_stand_in_the_source():
    """Word for word, as all that is quoted."""
    faults = faults_of(figured("£430 billion", NORTHGATE, HEADER.replace("million", "billion")))
    (fault,) = [fault for fault in faults if place(fault) == "harbour.yaml:9:11"]
    assert 'the header is not, word for word, in any single paragraph of "northgate-2021"' in fault.what


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(['evidence: "Northgate | 430 | 12.5 | 58"'], id="no figure"),
        pytest.param(["figure: {calculate: keepers - keepers}"], id="no evidence"),
    ],
)
def test_a_header_without_a_row_or_a_figure_is_a_fault(lines):
    keepers = entry("title: K", "says: It is so.", "figure: 9 keepers", f'evidence: "{FIRST}"', id="keepers")
    headed = entry("title: X", "says: It is so.", *lines, f'header: "{HEADER}"')
    faults = faults_of(base(entries=keepers + headed, silences="", vocabulary="", text=QUAYS))
    (fault,) = [fault for fault in faults if place(fault) == "harbour.yaml:14:11"]
    assert "a table's header belongs to the row that is its evidence, and to a figure" in fault.what
    assert fault.remedy == 'add "evidence:" and "figure:", or remove "header:"'


@pytest.mark.parametrize(
    ("figure", "evidence", "what", "remedy"),
    [
        # What cannot be read.
        pytest.param("about 240", BY_HAND, 'the figure "about 240" does not say what is counted',
                     "write it as: 374 cases", id="nothing counted"),
        pytest.param("1.234 lamps", "In all 1.234 lamps went to the quay", '"1.234" can be read in more than one way',
                     "write it as the source does, with its whole unit: 1.5 million cases, 1,374 cases",
                     id="a point that may be either"),
        pytest.param("240 lamps and 300 masts", BY_HAND, 'a figure has one number, or a part and its whole',
                     "make an entry for each number", id="two numbers"),
        pytest.param("650 of 300 masts", MASTS, '"650" is no part of "300"', "correct the figure",
                     id="a part above its whole"),
        pytest.param("from dim to dark", RISEN, 'no number can be read in "dim"',
                     "write it as: from 4.1 % in 2015 to 5.2 % in 2016", id="a change without numbers"),
        pytest.param("from 4 to 5", RISEN, 'the figure "from 4 to 5" does not say what is counted',
                     "write it as: from 46 to 58 complaints", id="a change of nothing"),
        pytest.param("from 4.1 % to £5.2", RISEN, '"4.1 %" and "£5.2" are different units', "correct the figure",
                     id="a change from shares to money"),
        # What is not in the evidence.
        pytest.param("£1.8 billion a year", SPENT,
                     'the number £1.8 billion a year is not in its evidence, which has "£1.7 billion"',
                     "copy the number from the source", id="another number"),
        pytest.param("240 lamps", "were lit by hand in May", "is not in its evidence, which has none",
                     "quote the words with the number", id="no number in the evidence"),
        pytest.param("£1.7 million a year", SPENT, '"£1.7 million a year" is of another size than "£1.7 billion"',
                     "write: £1.7 billion ...", id="another scale"),
        pytest.param("$1.7 billion a year", SPENT, '"$1.7 billion a year" is in another currency than its evidence',
                     "write the number with its currency, as the source does", id="another currency"),
        pytest.param("5.2 percentage points", RISEN, '"5.2 percentage points" is another kind of number',
                     'write it as the source does: "%" is a share, "percentage points" a difference', id="points"),
        pytest.param("240 lamps", BY_HAND, 'the evidence says "about 240", which "240 lamps" does not',
                     "write it so: about 240 ...", id="the bound left out"),
        pytest.param("300 of 650 masts", MASTS, 'the evidence says "more than 300", which "300 of 650 masts" does not',
                     "write it so: more than 300 ...", id="a part without its bound"),
        pytest.param("£1.7 billion a week", SPENT, '"a week" is not in its evidence',
                     "quote the words that say it, or leave it out", id="another rate"),
        pytest.param("about 240 masts", BY_HAND, '"masts", what the figure counts, is not in its evidence',
                     "quote more of the sentence, or name what is counted in the source's own word", id="another unit"),
        pytest.param("{value: 1971, unit: lamps}", FIRST, '"1971" is a year in its evidence',
                     "write a year as: 1971 (year)", id="a year as a count, as a mapping"),
        pytest.param("1971 lamps", FIRST, '"1971" is a year in its evidence', "write a year as: 1971 (year)",
                     id="a year as a count"),
        pytest.param("dozens of lamps", BY_HAND, '"dozens" is not in its evidence',
                     "write the figure in the source's own words", id="words"),
        pytest.param("from 5.2 % in 2016 to 4.1 % in 2015", RISEN, "goes the other way than its evidence",
                     "write the earlier number first", id="a change turned round"),
        pytest.param("from 4.1 % in 2014 to 5.2 % in 2016", RISEN, '"2014" is not in its evidence',
                     "quote the words that say when", id="another date"),
        pytest.param("from 4.1 % in 2016 to 5.2 % in 2015", RISEN, "stand with the other numbers in its evidence",
                     "correct the figure", id="the dates exchanged"),
    ],
)  # fmt: skip
def test_a_figure_as_text_that_is_refused_says_what_to_write(figure, evidence, what, remedy):
    """The fault is at the figure, and its remedy can be followed."""
    (fault,) = faults_of(figured(figure, evidence))
    assert place(fault) == "harbour.yaml:7:11"
    assert what in fault.what
    assert fault.remedy == remedy


# --- Faults elsewhere ----------------------------------------------------------------------------------------------


def _whole(text: str, name: str = "harbour.yaml") -> dict[str, bytes]:
    return {**base(), name: text.encode()}


def _source(old: str, new: str) -> dict[str, bytes]:
    files = base(entries=TESTED, silences="")
    files["harbour.yaml"] = files["harbour.yaml"].replace(old.encode(), new.encode(), 1)
    return files


def _print(data: bytes) -> dict[str, bytes]:
    return {**base(entries=TESTED, silences=""), PRINT: data}


def _without(name: str) -> dict[str, bytes]:
    return {each: data for each, data in base(entries=TESTED, silences="").items() if each != name}


TWO_SOURCES = {
    **base(entries=TESTED, silences=""),
    "south.yaml": document(PARAPHRASE),
}


@pytest.mark.parametrize(
    ("files", "where", "what", "remedy"),
    [
        pytest.param({}, "knowledge:0:0", "there is no document", "add a .yaml file", id="nothing at all"),
        pytest.param(
            {"vocabulary.yaml": b"same: []\n"}, "knowledge:0:0", "there is no document", "add", id="no document"
        ),
        pytest.param(_whole(""), "harbour.yaml:0:0", "the file is empty", "fill it in", id="empty file"),
        pytest.param(_whole("# soon\n"), "harbour.yaml:0:0", "the file is empty", "fill it in", id="only a comment"),
        pytest.param(
            _whole("- a\n"), "harbour.yaml:1:1", '"file" must be keys with values', 'write "key: value"', id="list"
        ),
        pytest.param(
            _whole("hello\n"), "harbour.yaml:1:1", '"file" must be keys with values', 'write "key: value"', id="text"
        ),
        pytest.param(
            {**base(), "harbour.yaml": b"source: \xff\n"},
            "harbour.yaml:1:9", "byte 0xff is not UTF-8", "save the file as UTF-8", id="bad UTF-8",
        ),
        pytest.param(
            {**base(), "harbour.yaml": base()["harbour.yaml"] + b"---\na: b\n"},
            "harbour.yaml:54:1", "a second document begins here (---)", "keep one per file", id="second document",
        ),
        pytest.param(
            _source(SOURCE + "\n", ""), "harbour.yaml:1:1", 'the key "source" is missing', 'add "source:"',
            id="no source",
        ),
        pytest.param(
            _whole(SOURCE + "\nentries: []\n"), "harbour.yaml:2:10", '"entries" is empty', "fill it in", id="no entries"
        ),
        pytest.param(
            _source('"2021-04"', "2021"), "harbour.yaml:1:108", '"published" must be text, not 2021', "in quotes",
            id="year without quotes",
        ),
        pytest.param(
            _source('"2021-04"', '"April 2021"'), "harbour.yaml:1:108", "\"published\" cannot be 'April 2021'",
            'write "2016", "2016-11" or "2016-11-25"', id="date in words",
        ),
        pytest.param(
            _source('"2021-04"', '"2021-13"'), "harbour.yaml:1:108", "\"published\" cannot be '2021-13'", "in quotes",
            id="thirteenth month",
        ),
        pytest.param(
            _source("https://", ""), "harbour.yaml:1:124", "\"url\" cannot be 'pilot.example/lamps'", "https://",
            id="address without scheme",
        ),
        pytest.param(TWO_SOURCES, "south.yaml:1:14", 'the source id "northgate-2021" is taken', "", id="source twice"),
        pytest.param(
            {
                **TWO_SOURCES,
                "south.yaml": document(PARAPHRASE.replace("id: x", "id: lamps-tested"), source=OTHER_SOURCE),
            },
            "south.yaml:3:7", 'the id "lamps-tested" is already used in harbour.yaml:3', "choose a different id",
            id="id twice in two files",
        ),
        # Fingerprints.
        pytest.param(
            _without(PRINT), "harbour.yaml:1:14", 'the source "northgate-2021" has no fingerprint',
            f"python -m bot fingerprint TEXT -o {PRINT}", id="no fingerprint",
        ),
        pytest.param(_print(b""), f"{PRINT}:1:1", "this is no fingerprint", "make it again", id="empty fingerprint"),
        pytest.param(_print(b"\xff"), f"{PRINT}:1:1", "this is no fingerprint", "make it again", id="no text"),
        pytest.param(
            _print(base()[PRINT] + b"xyz\n"), f"{PRINT}:1:1", "line 7 is not a row of hashes", "again", id="broken row"
        ),
        # Silences.
        pytest.param(
            base(entries=TESTED, silences=SILENCE.replace("lamps-tested", "nobody")),
            "harbour.yaml:10:52", 'there is no entry "nobody"', "correct the id", id="silence near nothing",
        ),
        pytest.param(
            base(entries=TESTED, silences=SILENCE.replace("id: s", "id: lamps-tested")),
            "harbour.yaml:10:8", 'the id "lamps-tested" is already used in harbour.yaml:3',
            "choose", id="silence and entry",
        ),
        pytest.param(
            base(entries=TESTED, silences=SILENCE.replace("It does not say.", "It does not say which 7.")),
            "harbour.yaml:10:27", '"7" in the sentence', "correct the sentence", id="number in a silence",
        ),
        pytest.param(
            base(entries=TESTED, silences=SILENCE.replace("It does not say.", "It never says 'no' or \"yes\".")),
            "harbour.yaml:10:27", 'the quoted words "yes" are not', "remove the quotation marks",
            id="quoted in a silence",
        ),
        pytest.param(
            base(entries=TESTED, silences=SILENCE.replace("near: [lamps-tested]", "near: [a, b, c, d, e, f]")),
            "harbour.yaml:10:51", '"near": List should have at most 5 items', "", id="near too many",
        ),
        pytest.param(
            base(entries=TESTED, silences=SILENCE.replace("title: S", "quote: S, title: S")),
            "harbour.yaml:10:11", 'the key "quote" is not known here', "README.md", id="unknown key of a silence",
        ),
        # The files with names of their own.
        pytest.param(
            base(vocabulary="same:\n- [lamp, light]\n- [quay, Light]\n"),
            "vocabulary.yaml:3:10", '"Light" stands in these groups twice', "keep it in one group", id="double synonym",
        ),
        pytest.param(
            base(vocabulary="same:\n- [lamp, light, LAMP]\n"),
            "vocabulary.yaml:2:17", '"LAMP" stands in these groups twice', "one group", id="double in one group",
        ),
        pytest.param(
            base(vocabulary="same:\n- [lamp]\n"), "vocabulary.yaml:2:3", '"same" needs', "",
            id="group of one",
        ),
        pytest.param(
            base(vocabulary="same:\n- [percent, %]\n"),
            "vocabulary.yaml:2:13", "cannot start any token", "put the text in quotes", id="bare percent",
        ),
        pytest.param(
            base(vocabulary="same:\n- [lamp, on]\n"),
            "vocabulary.yaml:2:10", '"on" is not read as text', "put the text in quotes", id="trap among synonyms",
        ),
        pytest.param(
            base(vocabulary="names: [Ada, Quill]\n"),
            "vocabulary.yaml:1:8", '"names" must be keys with values', 'write "key: value" lines', id="names as a list",
        ),
        pytest.param(
            base(help="opening: Hello.\nlines: [{name: Watch}]\ncalls: [help]\n"),
            "help.yaml:2:9", 'the key "when" is missing', 'add "when:"', id="help line without when",
        ),
        pytest.param(
            base(help='opening: Hello.\nlines: [{name: Watch, when: now, number: 999}]\ncalls: [help]\n'),
            "help.yaml:2:42", '"number" must be text, not 999', "put it in quotes", id="telephone number as a number",
        ),
        pytest.param(
            base(checks="checks:\n- {ask: how many, expect: nobody}\n"),
            "checks.yaml:2:27", 'there is no entry or silence "nobody"', "no_answer, suggestions, signpost",
            id="unknown check",
        ),
        pytest.param(
            base(checks='checks:\n- {ask: "?", expect: no_answer}\n'),
            "checks.yaml:2:9", "\"ask\" cannot be '?'", "correct it", id="check that asks nothing",
        ),
        pytest.param(
            base(checks="# none\n"), "checks.yaml:0:0", "the file is empty", "delete it",
            id="empty checks",
        ),
    ],
)  # fmt: skip
def test_a_fault_elsewhere(files, where, what, remedy):
    """A fault in the source, its fingerprint, a silence or a file with a name of its own is found likewise."""
    (fault,) = faults_of(files)
    assert place(fault) == where
    assert what in fault.what
    assert remedy in fault.remedy


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param(
            _source("source: {", "soruce: {"),
            [
                ("harbour.yaml:1:1", 'the key "source" is missing'),
                ("harbour.yaml:1:1", 'the key "soruce" is not known'),
            ],
            id="misspelt key that is needed",
        ),
        pytest.param(
            base(vocabulary="names:\n  person: [Ada, Quill]\n"),
            [
                ("vocabulary.yaml:2:12", "\"person\" must be a list, not 'Ada'"),
                ("vocabulary.yaml:2:17", "\"person\" must be a list, not 'Quill'"),
            ],
            id="spellings that are no lists",
        ),
        pytest.param(
            base(entries=TESTED + "  paraphrased: true\n  locator: page 3\n", silences=""),
            [
                ("harbour.yaml:6:11", 'a paraphrase cannot have "figure:"'),
                ("harbour.yaml:7:13", 'a paraphrase cannot have "evidence:"'),
            ],
            id="paraphrase of what would be proved",
        ),
        pytest.param(
            base(entries=TESTED.replace("  title: Lamps", "  title: 5\n  title: Lamps"), silences=""),
            [
                ("harbour.yaml:5:3", 'the key "title" stands here a second time'),
                ("harbour.yaml:4:10", '"title" must be text, not 5'),
            ],
            id="repeated key, the first faulty",
        ),
        pytest.param(
            base(entries=TESTED.replace("value: 240", 'value: "240"'), silences=""),
            [("harbour.yaml:6:19", "\"value\" must be a number, not '240'")],
            id="number in quotes",
        ),
        pytest.param(
            base(entries=TESTED + "  int: 3\n", silences=""),
            [("harbour.yaml:9:3", 'the key "int" is not known here')],
            id="key with the name of a type",
        ),
        pytest.param(
            base(entries=TESTED.replace("Lamps that were tested", ""), silences=""),
            [("harbour.yaml:4:9", "empty")],
            id="nothing after the colon",
        ),
        pytest.param(
            {each: data for each, data in base().items() if each != PRINT},
            [("harbour.yaml:1:14", "has no fingerprint")],
            id="no fingerprint, sentences that rest on evidence",
        ),
        pytest.param(
            base(entries=ENTRIES.replace("they tested were broken", "they had were broken")),
            [("harbour.yaml:13:13", "the evidence is not, word for word")],
            id="evidence not found, a sentence that rests on it",
        ),
        pytest.param(
            {**base(), "south.yaml": b"- id: south\n  says: 'b", "checks.yaml": b"checks: [{ask: x, expect: south}]\n"},
            [("south.yaml:2:11", "this is not YAML")],
            id="document that is not YAML, a check that rests on it",
        ),
        pytest.param(
            base(vocabulary="same:\n- ['\u200b', lamp]\n"),
            [("vocabulary.yaml:2:4", "")],
            id="synonym of which nothing is left",
        ),
    ],
)
def test_faults_that_come_together(files, expected):
    """These and no others are reported, in the order of their places."""
    faults = faults_of(files)
    assert [place(fault) for fault in faults] == sorted(where for where, _ in expected)
    for where, what in expected:
        assert any(place(fault) == where and what in fault.what for fault in faults)


STOPS = [
    pytest.param(
        _whole(SOURCE + "\nentries: " + "[" * 50), "2:21", "nested more than 12 deep", "flatten them", id="too deep"
    ),
    pytest.param(
        _whole("a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n"),
        "1:4", "anchors (&name) are not allowed", "write the text out in full", id="billion laughs",
    ),
    pytest.param(
        _source("Lamps that were tested", "&t Lamps"), "4:10", "anchors (&name) are not", "out in full", id="anchor"
    ),
    pytest.param(
        _source("Lamps that were tested", "*t"), "4:10", "aliases (*name) are not", "out in full", id="alias"
    ),
    pytest.param(
        _source("Lamps that were tested", "!!str Lamps"), "4:10", "tags (tag:yaml.org,2002:str)", "remove it", id="tag"
    ),
    pytest.param(
        _source("Lamps that were tested", "!lamp Lamps"), "4:10", "tags (!lamp) are not allowed", "remove it",
        id="own tag",
    ),
    pytest.param(
        _source("  title: Lamps", "  ? [title]\n  : Lamps"), "4:5", "a key must be plain text", "a word", id="odd key"
    ),
]  # fmt: skip


@pytest.mark.parametrize(("files", "where", "what", "remedy"), STOPS)
def test_what_ends_the_reading_of_a_file(files, where, what, remedy):
    """Anchors, aliases, tags and bottomless nesting are faults with their place."""
    (fault,) = [each for each in faults_of(files) if place(each) == f"harbour.yaml:{where}"]
    assert what in fault.what
    assert remedy in fault.remedy


@pytest.mark.parametrize(("files", "where", "what", "remedy"), STOPS)
def test_what_ends_the_reading_is_the_only_fault(files, where, what, remedy):
    """A file that was not read to its end is not said to lack what may stand in the rest of it."""
    assert [place(fault) for fault in faults_of(files)] == [f"harbour.yaml:{where}"]


CIRCLES = [
    pytest.param(
        entry("title: X", "says: A.", "figure: {calculate: x - x}"), "7:11", id="a figure calculated from itself"
    ),
    pytest.param(TESTED.replace("value: 240", "value: 240, of: lamps-tested"), "6:11", id="a part of itself"),
    pytest.param(
        TESTED.replace("value: 240", "value: 240, of: lamps-broken") + BROKEN.replace("90,", "90, of: lamps-tested,"),
        "6:11", id="two parts of one another",
    ),
    pytest.param(
        entry("title: X", "says: A.", "figure: {calculate: b - b}")
        + entry("title: X", "says: A.", "figure: {calculate: c - c}", id="b")
        + entry("title: X", "says: A.", "figure: {calculate: x - x}", id="c"),
        "7:11", id="three in a circle",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("entries", "where"), CIRCLES)
def test_a_circle_is_found(entries, where):
    """A figure that rests on itself is reported where the circle was entered."""
    faults = [fault for fault in faults_of(base(entries=entries, silences="")) if "rests on itself" in fault.what]
    assert [place(fault) for fault in faults] == [f"harbour.yaml:{where}"]
    assert 'correct "calculate:" or "of:"' in faults[0].remedy


@pytest.mark.parametrize(("entries", "where"), CIRCLES)
def test_a_circle_is_one_fault(entries, where):
    """Entries are not said to lack the figures that they have."""
    assert [place(fault) for fault in faults_of(base(entries=entries, silences=""))] == [f"harbour.yaml:{where}"]


def test_a_file_too_large_is_a_fault(monkeypatch):
    """The limit is one number, in one place."""
    monkeypatch.setattr(limits, "MAX_BYTES", 2_000)
    files = {**base(entries=TESTED, silences=""), "south.yaml": b"#" * 2_001}
    (fault,) = faults_of(files)
    assert place(fault) == "south.yaml:0:0"
    assert fault.what == "the file has 2,001 bytes, more than the 2,000 allowed"
    assert fault.remedy == "split it into several files"


def test_all_faults_of_all_files_come_in_one_go_in_order():
    """One fault does not hide another, in another entry, another section or another file."""
    files = base(
        entries=TESTED.replace("title: Lamps that were tested", "title: no")
        + BROKEN.replace("title: Broken, ", "")
        + entry("title: X", "says: Made of 7.", "evidence: Dozens of lamps on Southgate quay", "contradicts: [nobody]")
        + entry(
            "title: X",
            "says: A.",
            "figure: {calculate: lamps-broken / lamps-tested, as: percent}",
            id="rests-on-broken",
        ),
        silences=SILENCE.replace("lamps-tested", "nothing"),
        vocabulary="same:\n- [lamp, light]\n- [light, lantern]\nsam: []\n",
        help="opening: Hello.\n",
        checks="checks:\n- {ask: what, expect: lamps-broken}\n- {ask: what, expect: nobody}\n",
    )
    faults = faults_of(files)
    assert [place(fault) for fault in faults] == [
        "checks.yaml:3:23",  # expects nobody; what expects a broken entry is not faulted for it
        "harbour.yaml:4:10",  # title: no
        "harbour.yaml:9:3",  # no title
        "harbour.yaml:14:13",  # evidence
        "harbour.yaml:15:17",  # contradicts nobody
        "harbour.yaml:22:52",  # silence near nothing
        "help.yaml:1:1",  # no lines
        "help.yaml:1:1",  # no messages
        "vocabulary.yaml:4:1",  # sam
    ]
    assert list(faults) == sorted(faults)


UNREAD = [
    pytest.param("harbour.yaml", base()["harbour.yaml"].replace(b"title: Lamps", b"title: 'Lamps", 1), "54:1",
                 id="a quotation mark that is not closed"),
    pytest.param("harbour.yaml", base()["harbour.yaml"].replace(b"  says: Twelve", b"   says: Twelve"), "22:8",
                 id="a line moved to the right"),
    pytest.param("harbour.yaml", base()["harbour.yaml"].replace(b"  says: Twelve", b"  says: so: Twelve"), "22:11",
                 id="a colon in the text"),
    pytest.param("harbour.yaml", b"source: [", "2:1", id="another text of which no id can be made out"),
    pytest.param("harbour.yaml", base()["harbour.yaml"].decode().encode("utf-16"), "1:1", id="UTF-16"),
    pytest.param("harbour.yaml", b"\0" + base()["harbour.yaml"], "1:1", id="NUL"),
    pytest.param("harbour.yaml", b"", "0:0", id="empty"),
    pytest.param("harbour.yaml", document("x").replace(b"entries:\nx", b"entries: x"), "2:10", id="entries as text"),
    pytest.param("harbour.yaml", base()["harbour.yaml"].replace(b"- id: lamps-removed", b"- id: lamps_removed"), "20:7",
                 id="an id that cannot be"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "where"), UNREAD)
def test_what_cannot_be_read_hides_what_follows_from_it(name, data, where):
    """Ways of asking, checks, silences and other documents miss its entries: none of that is a fault of its own."""
    ids = [*load(base()).entries, "who-broke-lamps"]
    files = base(checks="checks:\n" + "".join(f"- {{ask: what, expect: {id}}}\n" for id in ids))
    rests = "- {id: r, title: R, says: R., figure: {calculate: lamps-removed + lamps-removed}, asked: [r]}\n"
    south = entry("title: X", "says: A.", "paraphrased: true", "locator: p. 1", f"confirms: [{', '.join(ids[:8])}]")
    files["south.yaml"] = document(south + rests, SILENCE, source=OTHER_SOURCE)
    files["sources/southgate-2022.fingerprint"] = files[PRINT]
    files |= {f"asked/{id}.txt": f"one more way to {id}\n".encode() for id in ids}
    assert [place(fault) for fault in faults_of({**files, name: data})] == [f"{name}:{where}"]


def test_one_syntax_error_is_one_fault_with_the_two_lines_around_it():
    """The line where it shows and the one before it can be looked for in an editor."""
    files = base()
    files["harbour.yaml"] = files["harbour.yaml"].replace(b"  says: Twelve", b"  says: so: Twelve")
    (fault,) = faults_of(files)
    assert str(fault) == (
        "harbour.yaml:22:11: this is not YAML: mapping values are not allowed in this context "
        '(line 21: "title: Lamps that were taken down", '
        'line 22: "says: so: Twelve lamps were taken down because they could have fallen."); '
        "put the text in quotes: it has a colon in it"
    )


def test_a_knowledge_error_shows_the_first_fault_and_counts_the_rest():
    """Its one line is for the person who started the bot; the rest is for check."""
    with pytest.raises(KnowledgeError) as raised:
        load({**base(), "a.yaml": b"", "b.yaml": b"", "c.yaml": b""})
    assert str(raised.value) == (
        "a.yaml:0:0: the file is empty; fill it in, or delete it (and 2 more; see python -m bot check)"
    )


# --- Any shape -----------------------------------------------------------------------------------------------------

WORDS = """
    source entries silences id title says quote evidence figure value words of calculate asked near names same help
    checks ask expect calls lines when contradicts paraphrased locator published
"""
KEYS = st.sampled_from(WORDS.split()) | st.text(max_size=4)
LEAVES = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.dates()
    | st.sampled_from(["lamps-tested", "northgate-2021", "90 of the 240 lamps they tested", "lamps-tested + x"])
)  # fmt: skip
SHAPES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=12
)


def _loads_or_tells(files: dict[str, bytes]) -> None:
    faults: tuple[Fault, ...] | None = None
    try:
        load(files)
    except KnowledgeError as error:
        faults = error.faults
    assert faults is None or (faults and all(fault.what and fault.remedy for fault in faults))


@given(SHAPES, st.sampled_from(["harbour.yaml", "vocabulary.yaml", "help.yaml", "checks.yaml"]))
def test_yaml_of_any_shape_loads_or_tells_why_not(value, name):
    """Whatever stands in a file, nothing but KnowledgeError is raised."""
    text = yaml.safe_dump(value, allow_unicode=True).encode("utf-8", "replace")
    _loads_or_tells({**base(entries=TESTED), name: text})


@given(st.dictionaries(KEYS, SHAPES, max_size=5))
def test_an_entry_of_any_shape_loads_or_tells_why_not(value):
    """Whatever stands in an entry, the others are still read."""
    flow = yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, width=10**9)
    files = base(silences="")
    files["harbour.yaml"] += b"- " + flow.strip().encode("utf-8", "replace") + b"\n"
    _loads_or_tells(files)


@given(st.binary(max_size=60), st.sampled_from(["harbour.yaml", "vocabulary.yaml", "checks.yaml", PRINT]))
def test_bytes_of_any_kind_load_or_tell_why_not(data, name):
    """Whatever is put at the end of a file, nothing but KnowledgeError is raised."""
    files = base(entries=TESTED, checks="checks: []\n")
    _loads_or_tells({**files, name: files[name] + data})


# --- The knowledge that comes with the bot -----------------------------------------------------------------------


def _items(text: str, section: str) -> Iterator[tuple[str, yaml.Node]]:
    """Yield the keys and values of each entry or silence of a document, as PyYAML sees them."""
    root = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    for key, value in root.value:
        if key.value == section:
            for each in value.value:
                yield from ((key.value, value) for key, value in each.value)


def _proved(text: str) -> list[tuple[int, int, int]]:
    """Return line, beginning and end of each evidence and quote of a document."""
    found = [value for key, value in _items(text, "entries") if key in ("evidence", "quote")]
    return [(value.start_mark.line + 1, value.start_mark.index, value.end_mark.index) for value in found]


def _lean(text: str) -> str:
    """Return a document without all ways of asking but the first of each, every other line where it was."""
    lines = text.split("\n")
    for section in ("entries", "silences"):
        for key, value in _items(text, section):
            if key in ("asked", "not_asked") and not value.flow_style:
                for item in value.value[1:]:
                    for at in range(item.start_mark.line, item.end_mark.line + 1):
                        lines[at] = ""
    return "\n".join(lines)


@pytest.fixture(scope="module")
def shipped() -> dict[str, bytes]:
    return read_files(default_knowledge())


def test_the_facts_can_be_found_in_the_shipped_files(shipped):
    """No YAML file has more than 2,000 lines: ways of asking stand in files of their own."""
    assert [name for name, data in shipped.items() if name.endswith(".yaml") and data.count(b"\n") > 2_000] == []
    assert sum(name.startswith("asked/") for name in shipped) > 100


def test_the_shipped_knowledge_loads(shipped):
    """It is sound, and everything in it that is not a paraphrase is proved."""
    knowledge = load(shipped)
    assert len(knowledge.entries) >= 40
    assert len(knowledge.silences) >= 10
    assert all(entry.excerpts or entry.paraphrased for entry in knowledge.entries.values())
    assert sum(entry.figure is not None for entry in knowledge.entries.values()) >= 10
    assert sum(bool(entry.quote) for entry in knowledge.entries.values()) >= 4


@pytest.fixture(scope="module")
def proofs(shipped) -> dict[str, bytes]:
    """The shipped knowledge but for most ways of asking, which prove nothing and take most of the time to read."""
    kept = [*documents(shipped), *(name for name in shipped if name.startswith("sources/"))]
    lean = {name: _lean(shipped[name].decode()).encode() if name.endswith(".yaml") else shipped[name] for name in kept}
    assert list(load(lean).entries) == list(load(shipped).entries)
    return lean


def test_one_digit_changed_in_any_excerpt_of_the_shipped_knowledge_is_found(proofs):
    """Each digit of each evidence and quote in its turn: loading fails and names the line."""
    tried = 0
    for name in (name for name in proofs if name.endswith(".yaml")):
        text = proofs[name].decode()
        for line, start, end in _proved(text):
            for digit in re.finditer(r"\d", text[start:end]):
                at = start + digit.start()
                changed = text[:at] + str((int(digit[0]) + 1) % 10) + text[at + 1 :]
                faults = faults_of({**proofs, name: changed.encode()})
                assert any((fault.file, fault.line) == (name, line) for fault in faults), changed[start:end]
                tried += 1
    assert tried >= 20


def test_one_word_changed_in_any_excerpt_of_the_shipped_knowledge_is_found(proofs):
    """The first word of every evidence and quote, then the second of every one, and so on to the last.

    Every excerpt in one go, as every fault is reported: a load for each of their words would take a quarter minute.
    """
    tried = 0
    for name in (name for name in proofs if name.endswith(".yaml")):
        text = proofs[name].decode()
        words = [
            (line, [start + word.end() for word in re.finditer(r"[A-Za-z]+", text[start:end])])
            for line, start, end in _proved(text)
        ]
        for turn in range(max((len(ends) for _, ends in words), default=0)):
            chosen = {line: ends[turn] for line, ends in words if turn < len(ends)}
            changed = text
            for at in sorted(chosen.values(), reverse=True):
                changed = changed[:at] + "x" + changed[at:]
            faults = faults_of({**proofs, name: changed.encode()})
            told = {
                fault.line
                for fault in faults
                if fault.file == name and ("word for word" in fault.what or "too short" in fault.what)
            }
            assert chosen.keys() <= told  # a short quote is told as well when the evidence around it has changed
            tried += len(chosen)
    assert tried >= 400


def test_a_sentence_may_name_the_financial_year_that_begins_in_the_source_s_own():
    """The date of a source may be told without proof; "2021/22" is not that date with something behind it."""
    text = "The harbour office mended 12 lamps in 2021/22."
    entries = "- {id: x, title: X, says: Mended in 2021/22., asked: [x], evidence: mended 12 lamps in 2021/22}\n"
    source = 'source: {id: harbour, title: Lamps, publisher: Pilot, published: "2021", url: "https://pilot.example"}\n'
    files = {
        "harbour.yaml": f"{source}entries:\n{entries}".encode(),
        "sources/harbour.fingerprint": str(fingerprint(text)).encode(),
    }
    assert list(load(files).entries) == ["x"]

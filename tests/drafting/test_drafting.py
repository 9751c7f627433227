"""Made-up reports of very different kinds, drafted whole: what becomes of them is known by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.core.knowledge.loading import load
from bot.drafting.abbreviations import abbreviations, other_names
from bot.drafting.bodies import bodies
from bot.drafting.drafting import drafted, header_of
from bot.drafting.passages import Passage, standing_alone
from bot.drafting.places import countries
from bot.drafting.proving import proved
from bot.drafting.source import as_source_text
from bot.drafting.synonyms import plain_synonyms
from bot.drafting.text import Block, DocumentText
from bot.drafting.usual import unanswered
from bot.lab.drafts import measure_draft
from bot.render import drafted_summary

REPORTS = Path(__file__).parent / "reports"


@pytest.mark.parametrize("name", ["charity", "council", "energy", "hospital", "school"])
def test_a_draft_has_what_the_report_states_and_nothing_else(name):
    """Nine in ten of the figures, all of the quotations, and no figure that it does not state."""
    measured = measure_draft(REPORTS / name, None, "document.txt", ask=False)
    found, of = measured.found
    assert found / of > 0.9, measured.missed
    assert measured.right[0] == measured.right[1], measured.wrong
    assert measured.quoted[0] == measured.quoted[1], measured.missed
    assert measured.cells[0] == measured.cells[1], measured.missed


def one_sentence_each(text):
    return text.replace(". ", ".\n").split("\n")


def document(*blocks):
    return DocumentText(
        [Block(kind, text, level=2 * (kind == "heading")) for kind, text in blocks], "The library's year"
    )


def draft(read, **known):
    text = as_source_text(read)
    header = header_of(read, "library", "2026-01-01", **known)
    return drafted(read, header, text, one_sentence_each)


LIBRARY = document(
    ("heading", "Lending"),
    ("paragraph", "The Millbrook Library Service (MLS) lent 48,200 books in 2024. It lent 12,050 books to children."),
    ("paragraph", "“We want every child to come back soon,” said Ada Fenn, the head librarian."),
)


def test_what_is_drafted_is_proved_by_the_loader_and_stands_in_yaml():
    made, files = proved(draft(LIBRARY, publisher="Millbrook Gazette", url="https://example.com/x"), {})
    knowledge = load(files.files)
    entries = {entry.title: entry for entry in knowledge.entries.values()}
    assert list(entries) == [
        "Books that the Millbrook Library Service lent in 2024",
        "Books that the Millbrook Library Service lent to children",
        "Ada Fenn on child back soon",
    ]
    second = entries["Books that the Millbrook Library Service lent to children"]
    assert second.says == "The Millbrook Library Service lent 12,050 books to children."
    assert second.excerpts[0].text == "It lent 12,050 books to children."
    assert (second.figure.text, second.topic) == ("12,050 books", "Lending")
    assert knowledge.vocabulary.same == (("mls", "millbrook library service"), ("children", "kids"))
    assert made.header.unknown == {"published"}
    assert knowledge.sources["the-librarys-year"].published == "2024"


def test_an_entry_that_cannot_be_proved_is_left_out_with_the_fault():
    """The text of which the fingerprint is made was corrected meanwhile, and no longer has one of the sentences."""
    read = draft(LIBRARY)
    changed = read.text.replace("It lent 12,050 books to children.", "")
    made, _ = proved(type(read)(**{each: getattr(read, each) for each in read.__slots__} | {"text": changed}), {})
    assert [entry.figure for entry in made.entries] == ["48,200 books", ""]
    assert "not, word for word, in any single paragraph" in made.skipped[-1].why


def test_there_are_no_more_entries_than_a_base_holds(monkeypatch):
    """Those that need a look give way, and it is told how many."""
    monkeypatch.setattr("bot.drafting.proving.MOST_ENTRIES", 2)
    read = draft(LIBRARY)
    first, *others = read.entries
    read = replace(read, entries=(replace(first, doubts=("odd",)), *others))
    made, files = proved(read, {})
    assert [entry.figure for entry in made.entries] == ["12,050 books", ""]
    assert "There was no room for 1 of its entries" in drafted_summary(made, "base", ["library.yaml", "draft.md"], "")
    assert len(load(files.files).entries) == 2


def test_few_words_ask_for_a_figure_that_alone_may_be_meant_by_them():
    """Of two numbers of books neither is just "how many books"."""
    read = document(("paragraph", "The library bought 300 books. It lent 48,200 books to 912 readers."))
    asked = {text for entry in draft(read).entries for text in entry.asked}
    assert "how many readers" in asked
    assert "how many books" not in asked


@pytest.mark.parametrize(
    ("text", "figure", "asked"),
    [
        pytest.param("It got 312 claims for damage and paid 57 of the 312 claims.", "312 claims",
                     {"how many claims", "how many damage claims"}, id="a part leaves them to the whole"),
        pytest.param("It runs 164 buses, 22 of them electric.", "164 buses", {"how many buses"}, id="so do some"),
        pytest.param("Chronic absence fell to 19 percent from 27 percent in 2022.", "19 percent",
                     {"Chronic absence rate"}, id="so does what is compared"),
        pytest.param("The council kept its word in 71 per cent of cases.", "71 per cent of cases",
                     {"how often did the council keep its word"}, id="a share of cases"),
        pytest.param("3,100 customers switched supplier.", "3,100 customers",
                     {"how many people switched supplier"}, id="persons are people"),
    ],
)  # fmt: skip
def test_people_ask_for_a_figure_in_their_own_words(text, figure, asked):
    """Few words are asked of the figure that is most likely meant by them."""
    asking = {entry.figure: set(entry.asked) for entry in draft(document(("paragraph", text))).entries}
    assert asked <= asking[figure]
    assert not any(asked & other for each, other in asking.items() if each != figure)


def test_the_entries_of_a_paragraph_that_somebody_is_said_to_say_are_theirs():
    """Plain text marks no block quotations: the sentence before tells."""
    read = document(
        ("paragraph", "Ada Fenn, the head librarian, wrote in her letter:"),
        ("paragraph", "We bought 300 new chairs last spring. Nobody sits on them."),
    )
    quoted = [(entry.form, entry.speaker, entry.says) for entry in draft(read).entries]
    assert quoted == [
        ("quotation", "Ada Fenn", ""),
        ("figure", "", "Ada Fenn: “We bought 300 new chairs last spring.”"),
    ]


def test_a_quotation_that_ends_in_brackets_goes_on_in_the_next_paragraph():
    read = document(
        ("paragraph", "Ada Fenn, the head librarian, wrote in her letter:"),
        ("paragraph", "We need new chairs and new lamps. [...]"),
        ("paragraph", "Without them nobody will stay for long."),
        ("paragraph", "The city said nothing of it."),
    )
    assert [(entry.speaker, entry.quote) for entry in draft(read).entries] == [
        ("Ada Fenn", "We need new chairs and new lamps. [...]"),
        ("Ada Fenn", "Without them nobody will stay for long."),
    ]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(["Published by the city, 4 March 2025", "It plans more by 2025."], "2025-03-04", id="a byline"),
        pytest.param(["The Millbrook Gazette, May 2023", "Of 2019."], "2023-05", id="a line that is little but a date"),
        pytest.param(
            ["It met on 4 March 2021 and lent 3 books. It lent 4 in 2022."], "2022", id="a date in a sentence"
        ),
        pytest.param(["It lent 3 books in 2022. It will lend 9 by the end of 2025."], "2022", id="a plan is no past"),
        pytest.param(["It lent 3 books in 2022/23."], "2023", id="from summer to summer"),
        pytest.param(["The target for 2025 is 3 books."], "2025", id="nothing but plans"),
        pytest.param(["It will lend 3 books in 2031."], "2026", id="no year so far: this one"),
    ],
)
def test_when_a_document_was_published_is_guessed_from_what_it_says_of_the_past(texts, expected):
    """Whatever it is, it is marked as a guess."""
    header = header_of(document(*(("paragraph", each) for each in texts)), "x", "2026-01-01")
    assert (header.published, "published" in header.unknown) == (expected, True)


def test_a_table_is_drafted_cell_by_cell_with_its_header():
    """The header says what is counted, in which currency; a cell of words is no figure."""
    rows = [Block("row", text, table=1, header="Service | Cost (£ million) | Staff | Head") for text in (
        "Roads | 4.2 | 31 | Fenn", "Parks | 1.1 | 12 | Halm",
    )]  # fmt: skip
    made, files = proved(draft(DocumentText(rows, "Services of the city")), {})
    assert [(entry.title, entry.figure) for entry in made.entries] == [
        ("Roads: cost", "£4.2 million"), ("Roads: staff", "31 staff"),
        ("Parks: cost", "£1.1 million"), ("Parks: staff", "12 staff"),
    ]  # fmt: skip
    assert len(load(files.files).entries) == 4


def test_rows_that_begin_alike_are_told_apart_by_the_words_that_only_one_has():
    """In their titles, and in how they are asked for; a vote that no other table has is asked for by itself."""
    rows = [Block("row", text, table=1, header="Which kind of lamp is better for a street? | Responses") for text in (
        "A new lamp is more helpful for everybody in the street if it shines all night. | 15",
        "A new lamp is more helpful for everybody in the street if it saves the city money. | 10",
    )]  # fmt: skip
    voted = [Block("row", text, table=2, header="Do we need lamps? | Responses") for text in ("Yes. | 9", "Maybe. | 4")]
    made = draft(DocumentText([*rows, *voted], "Lamps"))
    assert [entry.title for entry in made.entries] == [
        "Shines all night: responses", "Saves the city money: responses", "Yes: responses", "Maybe: responses",
    ]  # fmt: skip
    assert "how many wanted saves city money" in made.entries[1].asked
    assert "how many answered maybe" in made.entries[3].asked


def test_a_question_over_a_table_is_answered_in_a_sentence():
    """One response is not said to be of responses; what a caption is called is no part of what it says."""
    rows = [Block("row", text, table=1, header="Do we need new lamps now? | Responses") for text in (
        "Yes. They are old. | 15", "No. They are fine. | 1",
    )]  # fmt: skip
    voted = [Block("row", "Do you like the lamps? | 24", table=2, header="Question | Yes")]
    caption = [Block("caption", "Table 1. Members of 26 clubs voted on the lamps")]
    made = draft(DocumentText([*rows, *voted, *caption], "Lamps"))
    assert [entry.says for entry in made.entries] == [
        "Do we need new lamps now? Yes. They are old: 15 responses",
        "Do we need new lamps now? No. They are fine: 1 response",
        "Do you like the lamps? 24 yes",
        "Members of 26 clubs voted on the lamps",
    ]


@pytest.mark.parametrize(
    ("sentence", "term"),
    [
        pytest.param("Throughout, we defined “lamp oil” as any oil that burns.", "lamp oil", id="in quotation marks"),
        pytest.param("A dark street is defined as one without lamps.", "dark street", id="is defined as"),
        pytest.param("“Lamp oil” refers to any oil that burns.", "lamp oil", id="refers to"),
    ],
)
def test_what_a_word_means_is_asked_for_by_the_word(sentence, term):
    (entry,) = draft(document(("paragraph", sentence))).entries
    assert (entry.form, entry.says, entry.title) == ("finding", sentence, f"What “{term}” means")
    assert {f"what does {term} mean", f"what is {term}", f"definition of {term}"} <= set(entry.asked)


def test_ids_that_the_base_has_are_not_taken_again():
    first = draft(LIBRARY)
    again = drafted(LIBRARY, first.header, first.text, one_sentence_each, taken=[first.entries[0].id])
    assert again.entries[0].id == first.entries[0].id + "-2"


def test_usual_questions_are_offered_as_comments_only():
    _, files = proved(draft(LIBRARY), {})
    text = files.files[files.document].decode()
    assert "# silences:" in text
    assert "\nsilences:" not in text
    assert "#   - id: authors\n#     title: Who wrote it\n" in text


def test_recommendations_in_a_list_are_asked_for_and_a_caption_repeats_no_figure():
    made = draft(document(
        ("heading", "Food"),
        ("heading", "Why we looked at the food in our club"),
        ("paragraph", "The club sent 26 teams. We recommend that:"),
        ("item", "the club should weigh what is left on the plates;"),
        ("item", "nobody should wait more than five minutes; and"),
        ("paragraph", "We thank everybody."),
        ("item", "Ada Fenn of the club should be thanked."),
        ("caption", "Figure 1. The 26 teams"),
    ))  # fmt: skip
    assert [(each.form, each.says) for each in made.entries] == [
        ("figure", "The club sent 26 teams."),
        ("finding", "The club should weigh what is left on the plates."),
        ("figure", "Nobody should wait more than five minutes."),
    ]
    assert made.entries[1].asked[0] == "what do they recommend about club weigh left plates"
    assert ("26 teams", "a caption that repeats it") in [(each.said, each.why) for each in made.skipped]


def test_a_figure_of_them_is_doubtful():
    made = draft(document(("paragraph", "Most guests came by bus. Nine of them waited 15 minutes.")))
    assert made.entries[0].doubts == ("“them” points to something said before",)


def test_a_figure_beside_a_quotation_is_asked_for_by_who_speaks():
    """And the age behind a name is no role."""
    made = draft(
        document(("paragraph", "“My peas have gone grey,” said Derek Moss, 71, who spent five weeks on the ward."))
    )
    figure, quotation = made.entries
    assert "how long did Derek Moss spend on the ward" in figure.asked
    assert figure.doubts == ()
    assert (quotation.speaker, quotation.role) == ("Derek Moss", "")
    made = draft(document(("paragraph", "All but four clubs (92%) put “Garden work” in the top two.")))
    assert made.entries[0].asked[0] == "what share of clubs put Garden work in the top two"


def test_an_answer_in_plain_words_leaves_the_usual_question_out():
    text = "A report by the Friends of Food. We spoke to 318 guests. The average in the region is £5."
    assert {"authors", "method", "other-places"} & {each.id for each in unanswered(text)} == set()


@pytest.mark.parametrize(
    ("line", "publisher", "published"),
    [
        pytest.param("A report by the Wenbury Patients' Council, March 2024", "Wenbury Patients' Council", "2024-03",
                     id="a report by"),
        pytest.param("Published by Alderby Borough Council, 4 March 2025", "Alderby Borough Council", "2025-03-04",
                     id="published by"),
        pytest.param("Meals were prepared by hand in 2019.", "the publisher", "2019", id="no name"),
        pytest.param("Published by Alderby, March 2031", "Alderby", "2026", id="a date to come"),
    ],
)  # fmt: skip
def test_a_line_near_the_top_tells_who_published_it_and_when(line, publisher, published):
    """It stays a guess, which somebody confirms."""
    header = header_of(document(("heading", "Food"), ("paragraph", line)), "food", "2026-01-01")
    assert (header.publisher, header.published) == (publisher, published)
    assert {"publisher", "published"} <= header.unknown


@pytest.mark.parametrize(
    ("text", "about", "certain", "expected"),
    [
        pytest.param("It lent 3 books.", "the library", True, ("The library lent 3 books.", ""), id="it"),
        pytest.param("Its cost was £2.", "Nimbus", True, ("Nimbus’s cost was £2.", ""), id="its"),
        pytest.param(
            "In reality, it cost £2.", "Nimbus", True, ("Nimbus cost £2.", ""), id="a word before it left out"
        ),
        pytest.param(
            "It lent 3 books.", "", False, ("It lent 3 books.", "“It” stands for something said before"), id="unknown"
        ),
        pytest.param(
            "They lent 3 books.",
            "the library",
            True,
            ("They lent 3 books.", "“They” stands for something said before"),
            id="does not fit",
        ),
        pytest.param(
            "This costs £2.", "", False, ("This costs £2.", "“This” points to something said before"), id="this"
        ),
    ],
)
def test_a_pronoun_is_resolved_where_it_is_certain_and_left_where_it_is_not(text, about, certain, expected):
    passage = Passage(text, Block("paragraph", text), 0, about=about, certain=certain)
    assert standing_alone(passage) == expected


def test_what_a_share_is_of_and_what_them_stands_for_are_told_by_the_sentence_before():
    """Where it can be only one thing; that "them" was resolved is told to people."""
    read = document(
        ("paragraph", "People came to our 14 rooms for two reasons. Sixty per cent came because they were cold."),
        ("paragraph", "Our 14 warm rooms opened on time. Some 9,400 people used them at least once."),
        ("paragraph", "Our 14 warm rooms opened on time. The clubs that used them paid £300."),
    )
    made = {entry.figure: entry for entry in draft(read).entries}
    assert "what share of people came because they were cold" in made["Sixty per cent"].asked
    assert made["Some 9,400 people"].says == "Some 9,400 people used the warm rooms at least once."
    assert made["Some 9,400 people"].doubts == ("“them” was taken for warm rooms",)
    assert made["£300"].says == "The clubs that used them paid £300."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "the Independent Roads Commission (IRC) said", {"IRC": "Independent Roads Commission"}, id="a body"
        ),
        pytest.param("carbon dioxide removal (CDR) rules", {"CDR": "carbon dioxide removal"}, id="a thing"),
        pytest.param(
            "the World Wide Web Consortium (W3C) met", {"W3C": "World Wide Web Consortium"}, id="so many of a letter"
        ),
        pytest.param("the Board of Trade (BOT)", {"BOT": "Board of Trade"}, id="with a little word"),
        pytest.param(
            "WHO (World Health Organization) said", {"WHO": "World Health Organization"}, id="the other way round"
        ),
        pytest.param("a large increase (UK only)", {}, id="not what it stands for"),
    ],
)
def test_an_abbreviation_is_known_by_its_letters(text, expected):
    assert abbreviations([text]) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "The Hearthside Trust. The trust lent. It is the trust's own.",
            [["hearthside trust", "trust", "hearthside"]],
            id="its first word is its own",
        ),
        pytest.param(
            "Alderby Town Council. The council paid, as the council must, for Alderby's roads.",
            [["alderby town council", "council"]],
            id="its first word is a place",
        ),
        pytest.param("Alderby Council and Dunmore Council. The council met the council.", [], id="two of a kind"),
        pytest.param("The Hearthside Trust lent. People trust it.", [], id="not called by its kind"),
    ],
)
def test_a_body_is_asked_for_by_its_kind_where_it_is_the_only_one(text, expected):
    assert bodies([text]) == expected


def test_plain_words_for_the_same_thing_are_offered_where_one_of_them_is_used():
    assert plain_synonyms("It fined\nthe largest company.") == [
        ["largest", "biggest"],
        ["fine", "penalty"],
        ["company", "firm", "business"],
    ]


def test_other_names_and_countries_go_into_the_vocabulary():
    told = "The Central Tunnel project, also known as the Big Dig, took nine years."
    assert other_names(told, "The Central Tunnel project") == ("Central Tunnel project", "Big Dig")
    assert ["france", "french"] in countries(["It was built in Germany."])
    assert countries(["It was built in a day."]) == []

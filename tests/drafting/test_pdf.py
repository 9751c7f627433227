"""PDFs are read as people read them: paragraphs, columns, tables, and nothing of what stands around the text."""

from __future__ import annotations

import pytest

from bot.drafting.pdf import read
from tests.drafting.making import grid, lines, pdf, width

LONG = "The council spent its money on roads, and on the bridges that nobody had looked at"


def _told(data: bytes) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in read(data).blocks]


PAGES = {
    "a paragraph is whole across its lines, and ends where there is a gap": (
        [
            *lines(70, 100, "In the year of the report, there were 43 libraries in all of the county's", "towns."),
            *lines(70, 140, "Their number has not changed since, although six of them are open at the", "weekend."),
        ],
        [
            ("paragraph", "In the year of the report, there were 43 libraries in all of the county's towns."),
            ("paragraph", "Their number has not changed since, although six of them are open at the weekend."),
        ],
    ),
    "a paragraph without a gap begins with an indent": (
        [
            *lines(
                70,
                100,
                "The first paragraph of this little report runs on to the end of its line, and",
                "on to the end.",
            ),
            *lines(84, 126, "The second begins with an indent, and there is no gap before it at all, as"),
            *lines(70, 139, "in a book."),
        ],
        [
            (
                "paragraph",
                "The first paragraph of this little report runs on to the end of its line, and on to the end.",
            ),
            ("paragraph", "The second begins with an indent, and there is no gap before it at all, as in a book."),
        ],
    ),
    "a word divided at a line's end is whole, a compound keeps its hyphen": (
        [
            *lines(
                70,
                100,
                "The committee asked for more infor-",
                "mation on long-",
                "term costs, and on Anglo-",
                "French trade",
            ),
            *lines(70, 152, "in the well-known years 2014-", "15."),
        ],
        [
            (
                "paragraph",
                "The committee asked for more information on long-term costs, and on Anglo-French trade "
                "in the well-known years 2014-15.",
            )
        ],
    ),
    "two columns are read one after the other, below a title that spans both": (
        [
            *lines(70, 80, "A report in two columns about very many libraries", size=18, font="B"),
            *lines(
                70,
                120,
                "The left column has lines that stand",
                "beside those of the right one, but they",
                "are read first and go on at the top",
            ),
            *lines(
                310,
                120,
                "of the next, without a break between",
                "them. Then there is an end. And here",
                "the last sentence stands.",
            ),
        ],
        [
            ("heading", "A report in two columns about very many libraries"),
            (
                "paragraph",
                "The left column has lines that stand beside those of the right one, but they are read first and go on "
                "at the top of the next, without a break between them. Then there is an end. And here the last "
                "sentence stands.",
            ),
        ],
    ),
    "headings are known by size or weight, and their level by both": (
        [
            *lines(70, 90, "Libraries in the county", size=18, font="B"),
            *lines(70, 120, "1.2 What they cost", size=13, font="B"),
            *lines(70, 150, LONG, "for years."),
            *lines(70, 190, "Opening hours.", font="B"),
            *lines(70, 210, LONG, "for months."),
        ],
        [
            ("heading", "Libraries in the county"),
            ("heading", "1.2 What they cost"),
            ("paragraph", f"{LONG} for years."),
            ("heading", "Opening hours."),
            ("paragraph", f"{LONG} for months."),
        ],
    ),
    "items of a list are each by itself, without bullets and numbers": (
        [
            *lines(70, 100, "The libraries lend out what people need for a day, for a week or a month:"),
            *lines(
                80,
                116,
                "\u2022 books of all kinds, to whoever is of age and has a card, and to children",
                "  with their parents",
            ),
            *lines(80, 142, "\u2022 films"),
            *lines(80, 160, "1. music"),
        ],
        [
            ("paragraph", "The libraries lend out what people need for a day, for a week or a month:"),
            ("item", "books of all kinds, to whoever is of age and has a card, and to children with their parents"),
            ("item", "films"),
            ("item", "music"),
        ],
    ),
    "lines of a table of contents are left out, an option is no item": (
        [
            *lines(70, 140, "1 Introduction ............................ 2", "2 Costs . . . . . . . . . . . . . . 14"),
            *lines(70, 200, "-5 degrees were measured in the reading room of the library on one morning."),
        ],
        [("paragraph", "-5 degrees were measured in the reading room of the library on one morning.")],
    ),
    "a caption is known by its number, a sentence about it is none": (
        [
            *lines(70, 100, "Figure 2: Books lent in each year", size=9, font="I"),
            *lines(70, 130, "Figure 2 shows that fewer books were lent in each year since the report was", "made."),
        ],
        [
            ("caption", "Figure 2: Books lent in each year"),
            ("paragraph", "Figure 2 shows that fewer books were lent in each year since the report was made."),
        ],
    ),
    "ligatures, blanks and halves stay what they are for readers": (
        lines(
            70,
            100,
            "About 4\u00bd million pounds\u00a0were spent, \u00a3 3\u00b2 and \u201cmore\u201d than that was wasted.",
        ),
        [("paragraph", "About 4½ million pounds were spent, £ 3² and “more” than that was wasted.")],
    ),
}


@pytest.mark.parametrize(("page", "expected"), PAGES.values(), ids=PAGES)
def test_a_page_is_read_as_people_read_it(page, expected):
    """What stands on a page becomes blocks in reading order."""
    assert _told(pdf(page)) == expected


def test_what_stands_around_the_text_is_left_out_and_paragraphs_run_on_over_pages():
    """Running heads and page numbers go; a paragraph that a page cuts is whole, and begins on the first."""
    pages = [
        [
            *lines(70, 40, "Libraries: a report", size=8),
            *lines(70, 100, *[f"{LONG} {number}" for number in words[:-1]], words[-1]),
            *lines(290, 810, f"Page {at} of 3", size=8),
        ]
        for at, words in enumerate(
            (["one", "two", "and so"], ["it went on", "until it", "stopped."], ["Then", "rest."]), 1
        )
    ]
    blocks = read(pdf(*pages)).blocks
    assert [(block.page, block.text) for block in blocks] == [
        (1, f"{LONG} one {LONG} two and so {LONG} it went on {LONG} until it stopped."),
        (3, f"{LONG} Then rest."),
    ]


def test_marks_of_footnotes_are_told_from_words_and_the_footnotes_stand_at_the_end():
    """A raised 12 is a mark, a raised 2 after "m" is part of the unit; small print below is the footnote."""
    first, second = "In that year the libraries lent 5,300 books", "and had 900 m"
    after = 70 + width(first, 10)
    then = after + 12 + width(second, 10)
    page = [
        *lines(70, 120, first),
        (after, 116, 6, "F", "12"),
        *lines(after + 12, 120, second),
        (then, 116, 6, "F", "2"),
        *lines(then + 7, 120, "of floor."),
        *lines(70, 140, LONG, LONG, LONG + "."),
        *lines(70, 700, "12 The council's own count, of a day in May.", size=8),
    ]
    assert [(block.kind, block.text, block.notes) for block in read(pdf(page)).blocks] == [
        ("paragraph", "In that year the libraries lent 5,300 books and had 900 m2 of floor.", ("12",)),
        ("paragraph", f"{LONG} {LONG} {LONG}.", ()),
        ("note", "The council's own count, of a day in May.", ("12",)),
    ]


def test_a_table_with_rules_is_rows_with_its_header_and_goes_on_over_the_page():
    """Cells of several lines are whole; a header that is set again is read once; the caption knows its table."""
    lefts = (70, 300, 400, 500)
    top = [
        *lines(70, 640, "Table 4: Visits by library", size=9, font="I"),
        grid(lefts, (660, 680, 720, 740)),
        *((left + 4, 674, 10, "B", words) for left, words in zip(lefts, ("Library", "2014", "2015"), strict=False)),
        *lines(74, 694, "The central library with", "its reading room"),
        (304, 694, 10, "F", "1,200"), (404, 694, 10, "F", "1,350"),
        (74, 734, 10, "F", "Harbour"), (304, 734, 10, "F", "300"),
    ]  # fmt: skip
    below = [
        grid(lefts, (60, 80, 100)),
        *((left + 4, 74, 10, "B", words) for left, words in zip(lefts, ("Library", "2014", "2015"), strict=False)),
        (74, 94, 10, "F", "Hill"), (304, 94, 10, "F", "40"), (404, 94, 10, "F", "41"),
    ]  # fmt: skip
    blocks = read(pdf(top, below)).blocks
    assert [(block.kind, block.text, block.header, block.table, block.page) for block in blocks] == [
        ("caption", "Table 4: Visits by library", "", 1, 1),
        ("row", "The central library with its reading room | 1,200 | 1,350", "Library | 2014 | 2015", 1, 1),
        ("row", "Harbour | 300 | ", "Library | 2014 | 2015", 1, 1),
        ("row", "Hill | 40 | 41", "Library | 2014 | 2015", 1, 2),
    ]


def test_a_table_whose_rows_were_not_found_is_said():
    """Its words stand in the text then, and people are told where to look."""
    page = [*lines(70, 140, LONG + "."), *lines(70, 170, "Table 7. What was spent", size=9)]
    assert read(pdf(page)).warnings == ("page 1: the rows of Table 7 were not told from the text, look through it",)


def test_a_table_without_rules_is_read_line_by_line_and_said_so():
    """Numbers that stand apart are cells; people are told to look through them."""
    page = [
        *lines(70, 100, LONG + "."),
        *lines(70, 130, "Library", "Harbour and the well-", "known quay", "Hill", "Station"),
        *lines(300, 130, "Visits", "300"),
        *lines(300, 169, "40", "7"),
        *lines(400, 130, "Books", "31"),
        *lines(400, 169, "4", "1"),
    ]
    document = read(pdf(page))
    assert [(block.text, block.header) for block in document.blocks if block.kind == "row"] == [
        ("Harbour and the well-known quay | 300 | 31", "Library | Visits | Books"),
        ("Hill | 40 | 4", "Library | Visits | Books"),
        ("Station | 7 | 1", "Library | Visits | Books"),
    ]
    assert document.warnings == ("page 1: a table without rules, look through its rows",)


def test_a_table_without_rules_is_known_by_the_numbers_in_line_with_the_words_of_its_header():
    """Cells of several lines have their number at half their height, and a header may be set again on the next page."""
    header = [(70, 640, 10, "B", "Library"), (400, 640, 10, "B", "Visits"), (433, 640, 10, "B", "Books")]
    first = [
        *lines(70, 600, LONG + "."),
        *header,
        *lines(70, 660, "The central library with its reading room and", "the hall"),
        (400, 666.5, 10, "F", "1,200"), (433, 666.5, 10, "F", "31"),
    ]  # fmt: skip
    second = [
        *((left, 60, size, font, words) for left, _, size, font, words in header),
        (70, 80, 10, "F", "Harbour"), (400, 80, 10, "F", "300"), (433, 80, 10, "F", "4"),
        *lines(70, 120, LONG + "."),
    ]  # fmt: skip
    document = read(pdf(first, second))
    assert [(block.text, block.header, block.table) for block in document.blocks if block.kind == "row"] == [
        (
            "The central library with its reading room and the hall | 1,200 | 31",
            "Library | Visits | Books",
            1,
        ),
        ("Harbour | 300 | 4", "Library | Visits | Books", 1),
    ]
    assert document.warnings == tuple(f"page {page}: a table without rules, look through its rows" for page in (1, 2))

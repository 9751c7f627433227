"""A draft that is looked through: the order, where a sentence stands, what comes of what was decided."""

from __future__ import annotations

import asyncio
import re
import sys
from dataclasses import replace

import pytest

from bot.core.knowledge.loading import load
from bot.core.knowledge.locators import Locator
from bot.drafting import apart
from bot.drafting.draft import Draft, Drafted, Header
from bot.drafting.looking import ABOUT, Around, Decision, Looking, around
from bot.drafting.packing import packed, unpacked
from bot.errors import DocumentError, EditError
from bot.render.documents import drafted_entry
from tests.core import library

TEXT = """Lending

It rained all day. The library lent 48,200 books.
Nobody complained.

The library lent 48,200 books."""


def entry(id: str, *doubts: str, **fields: object) -> Drafted:
    says = "The library lent 48,200 books."
    made = Drafted(
        id, "figure", "Books lent", "", says, "48,200 books", says, "", "", "", "", (f"how many books {id}",), says, 3,
        doubts,
    )  # fmt: skip
    return replace(made, **fields)  # type: ignore[arg-type]


HEADER = Header("year", "The library's year", "Library", "2024", "https://library.example/year")
DRAFT = Draft(
    HEADER,
    (entry("plain"), entry("doubtful", "“The library” may be another"), entry("last")),
    (),
    silences=[("money", "Money", "money", ("who paid",))],
    text=TEXT,
    locators=[Locator(1, 2, "", "Lending"), Locator(2, 3, "", "Lending"), Locator(3, 4, "", "Summary")],
)
KEEP, DROP = Decision("keep"), Decision("drop")


def test_the_doubtful_come_first_and_each_keeps_its_place():
    """What is next is the next that is left, from the top again at the end."""
    looking = Looking(DRAFT, {"plain": KEEP})
    assert [each.id for each in looking.entries] == ["doubtful", "plain", "last"]
    assert (looking.left(), looking.next(0), looking.next(2)) == ([0, 2], 2, 0)
    assert looking.plain_left() == ["last"]
    assert Looking(DRAFT, dict.fromkeys(("plain", "doubtful", "last"), DROP)).next(1) is None


def test_a_form_that_was_sent_without_a_field_is_opened_with_it_all_the_same():
    looking = Looking(DRAFT, {ABOUT: Decision("typed", {"title": "The year"})})
    assert looking.typed_header() == {"title": "The year", "publisher": "", "published": "", "url": "", "id": ""}


def test_only_what_is_kept_comes_of_it_as_it_was_typed_without_doubts_or_comments():
    """In the order of the document; an id that the base has is not taken again."""
    typed = {"title": "Loans", "says": "It lent 48,200 books.", "figure": "48,200 books", "asked": "loans\nloans\n\n"}
    typed["evidence"] = "The library lent 48,200 books."
    draft = replace(DRAFT, entries=(*DRAFT.entries, entry("loans-late"), entry("loans-late-2")))
    decided = {"doubtful": Decision("keep", typed), "plain": KEEP, "last": DROP, "loans-late": KEEP}
    files = Looking(draft, decided | {"loans-late-2": KEEP}).files(library.FILES)
    base = load(files)
    assert [id for id in base.entries if id not in library.knowledge().entries] == [
        "plain", "doubtful", "loans-late-3", "loans-late-2",
    ]  # fmt: skip
    assert (base.entries["doubtful"].title, base.entries["doubtful"].says) == ("Loans", "It lent 48,200 books.")
    text = files["year.yaml"].decode()
    text = files["year.yaml"].decode()
    assert [each for each in ("look:", "nobody has read", "silences", "FILL IN") if each in text] == []
    assert files.keys() - library.FILES.keys() == {"year.yaml", "sources/year.fingerprint", "sources/year.locators"}


@pytest.mark.parametrize(
    ("looking", "why"),
    [
        pytest.param(Looking(DRAFT, {"plain": DROP}), "no entry is kept yet", id="nothing kept"),
        pytest.param(
            Looking(replace(DRAFT, header=replace(HEADER, unknown=frozenset(["url"]))), {"plain": KEEP}),
            "is not known yet: fill that in first",
            id="a guess in its header",
        ),
        pytest.param(
            Looking(DRAFT, {"plain": KEEP, ABOUT: Decision("keep", {"id": "gazette", "title": "x"})}),
            'there is a document called "gazette" already',
            id="an id that is taken",
        ),
    ],
)
def test_nothing_comes_of_what_is_not_done(looking, why):
    with pytest.raises(EditError, match=why):
        looking.files(library.FILES)


def test_a_sentence_is_found_where_it_stands():
    """On the page of the entry, across the ends of lines; of what is not found nothing is shown."""
    assert around(DRAFT, entry("x")) == Around("It rained all day.", "Nobody complained.", "Lending")
    assert around(DRAFT, entry("x", page=4)) == Around("", "", "Summary")
    assert around(DRAFT, entry("x", sentence="It snowed.")) == Around("", "", "")


def test_what_is_kept_of_it_is_read_back_as_it_was():
    assert unpacked(packed(DRAFT)) == replace(DRAFT, same=[])
    decision = Decision("typed", {"title": "“Loans”", "asked": "a\nb"})
    assert Decision.of(str(decision)) == decision


def test_an_entry_that_is_too_long_for_a_message_comes_whole_in_a_file():
    """The message has the entry and the sentence; the ways of asking and the paragraph are cut first."""
    long = "The library lent 48,200 books, " + "and more of them, " * 25 + "in all."
    asked = tuple(f"{each} how many books did the library lend in that year" for each in range(20))
    draft = replace(DRAFT, entries=(entry("x", says=long, sentence=long, evidence=long, asked=asked),))
    before, after = "before " * 100, "after " * 100
    note = drafted_entry(Looking(draft), 0, Around(before.strip(), after.strip(), "Lending"))
    assert len(note.text) <= 1_900
    assert f"**{long}**" in note.text
    assert re.search(r"\n- and \d+ more\n", note.text)
    assert note.file is not None
    name, whole = note.file
    assert name == "entry.md"
    assert (whole.count("before"), whole.count("after"), whole.count("how many books")) == (100, 100, 20)


async def test_the_process_that_reads_ends_with_its_time_and_with_whoever_waits(monkeypatch):
    """Each is waited for, so that none is left."""
    monkeypatch.setattr(apart, "_command", lambda *_: [sys.executable, "-c", "import time; time.sleep(60)"])
    with pytest.raises(DocumentError, match=r"x\.pdf: it could not be read in 0 s: give a part of it"):
        await apart.answer_apart("any", "x.pdf", b"", deadline_s=0.1)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1):
            await apart.answer_apart("any", "x.pdf", b"")

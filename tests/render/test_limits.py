"""Every limit of length, whatever the entries."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import render
from bot.core.answering.reply import Correction, Reply
from bot.core.knowledge.catalogue import Comparison
from bot.core.knowledge.model import About, Entry, Excerpt, Figure, Help, HelpLine, Knowledge, Silence, Source, Speaker
from tests.render.answers import answer

LINES = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=200).filter(str.strip)
SENTENCES = st.one_of(LINES, st.just("s" * 600), st.just('"' * 600), st.just("🎉" * 600))


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """An entry as long and strange as loading lets one be."""
    source = Source(draw(LINES), draw(LINES), draw(LINES), "2018-03", "https://a.example/" + "u" * 380, None)
    quote = draw(st.one_of(st.just(""), SENTENCES))
    speaker = Speaker(draw(LINES), draw(st.one_of(st.just(""), LINES))) if quote else None
    figure = draw(st.one_of(st.none(), LINES.map(lambda text: Figure(text, None, text, working=text))))
    texts = [quote or draw(SENTENCES), *draw(st.lists(SENTENCES, max_size=3))]
    excerpts = tuple(Excerpt(text, at) for at, text in enumerate(texts, start=1))
    return Entry("e", draw(LINES), "", source, draw(SENTENCES), quote, speaker, figure, excerpts, ("?",))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault
@given(entry=entries(), also=st.lists(entries(), max_size=2), suggested=st.lists(entries(), max_size=3))
def test_any_entry_keeps_every_limit(entry, also, suggested):
    silence = Silence("s", "t", entry.source, "x" * 600, (), ("?",))
    lines = tuple(HelpLine("n" * 200, "1" * 200, "w" * 200, "u" * 400) for _ in range(8))
    replies = [
        answer(entry, also=tuple(also), corrections=(Correction("130", "103"),), related=(("confirms", entry),)),
        Reply("?", "suggestions", 0.5, "v", suggestions=tuple(suggested)),
        Reply("?", "no_answer", 0.5, "v", silence=silence, suggestions=tuple(suggested)),
        Reply("?", "signpost", 1.0, "v", help=Help("o" * 600, "c" * 600, lines, (), (), {})),
    ]
    for reply in replies:
        assert 0 < len(render.plain(reply)) <= 1500
        assert len(render.as_json(reply).splitlines()) == 1
        if reply.kind == "signpost":
            hold_embed(render.embed(reply))
        else:
            hold_card(render.card(reply, corrected="c" * 600))


def hold_card(made: render.Card) -> None:
    """Hold a card against Discord's limits: of all its text, of a link, and of how many components there are."""
    texts = [block for block in made.blocks if isinstance(block, render.Text)]
    assert all(len(block.text.strip()) > 0 for block in texts)
    assert sum(len(block.text) for block in texts) <= 4000
    assert all(len(block.url) <= 512 for block in texts)
    assert 1 + len(made.blocks) + 2 * sum(bool(block.url) for block in texts) <= 40 - 2  # a row of one button


def hold_embed(made: dict[str, Any]) -> None:
    """Hold an embed against Discord's limits, each by itself and all together."""
    fields = made.get("fields", [])
    footer = made.get("footer", {"text": "-"})["text"]
    texts = [made.get("title", ""), made.get("description", ""), footer]
    assert len(texts[0]) <= 256
    assert len(texts[1]) <= 4096
    assert 0 < len(footer) <= 2048
    assert texts[1] or fields
    assert len(fields) <= 25
    assert all(0 < len(field["name"]) <= 256 and 0 < len(field["value"]) <= 1024 for field in fields)
    assert sum(map(len, texts)) + sum(len(field["name"]) + len(field["value"]) for field in fields) <= 6000


LONGEST = Source(
    "s", "t" * 200, "p" * 200, "2018-11-30", "https://a.example/" + "u" * 380, About("a" * 200, "b" * 200, "2018-11-30")
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault
@given(found=st.lists(entries(), min_size=1, max_size=12), topic=st.one_of(st.none(), LINES))
def test_any_list_of_entries_keeps_every_limit(found, topic):
    pages = render.statistics_pages(found)
    for at, page in enumerate(pages):
        hold_embed(render.statistics(page, topic, at, len(pages)))
    hold_embed(render.context(found[0], found[1:]))
    hold_card(render.quotations([entry for entry in found if entry.quote]))
    hold_embed(render.sources(Knowledge("v", {str(at): e.source for at, e in enumerate(found)}, {}, {})))
    first, second = found[0], found[-1]
    hold_embed(render.comparison(Comparison(first, second, first.figure, second.figure, None)))
    hold_embed(render.comparison(Comparison(first, second, None, None, "r" * 600)))


@pytest.mark.parametrize("count", [pytest.param(1, id="one"), pytest.param(8, id="a page"), pytest.param(40, id="40")])
def test_the_longest_entries_there_can_be_keep_every_limit(count):
    """Every text as long as loading lets it be, and each of a source of its own."""
    figure = Figure("9" * 40 + " " + "u" * 200, None, "u", working="w" * 250)
    longest = Entry(
        "e", "t" * 200, "o" * 200, LONGEST, "s" * 600, "q" * 600, Speaker("n" * 200, "r" * 200), figure,
        (Excerpt("q" * 600, 999), Excerpt("e" * 600, 1_000)), ("?",),
    )  # fmt: skip
    found = [
        replace(longest, id=f"e-{at}", source=replace(LONGEST, id=f"s-{at}", publisher=f"{at:0200}"))
        for at in range(count)
    ]
    knowledge = Knowledge("0" * 12, {e.source.id: e.source for e in found}, {e.id: e for e in found}, {})
    for at, page in enumerate(render.statistics_pages(found)):
        hold_embed(render.statistics(page, "o" * 200, at, 5))
    hold_embed(render.context(found[0], found))
    hold_card(render.quotations(found))
    hold_embed(render.sources(knowledge))
    hold_embed(render.about(knowledge, 4_000_000_000))
    hold_embed(render.comparison(Comparison(found[0], found[-1], figure, figure, None)))

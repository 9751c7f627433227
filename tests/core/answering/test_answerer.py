"""A message becomes one of four kinds of reply, whatever it holds."""

from __future__ import annotations

import json
import time
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot import render
from bot.core.answering.answerer import Answerer
from bot.core.answering.covering import covers
from bot.core.answering.deciding import Bars
from bot.core.answering.reply import Correction
from bot.core.knowledge.loading import load
from tests import frozen
from tests.core import library

# --- The four kinds ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("message", "entry"),
    [
        pytest.param("how many loans did they look at?", "loans-inspected", id="as in the base"),
        pytest.param("how many borrowings came back late", "loans-late", id="a synonym"),
        pytest.param("hw many atlasses were ruined", "atlases-ruined", id="chat and a typing error"),
        pytest.param("WHO INSPECTED THE LIBRARIES", "inspection", id="shouted"),
        pytest.param("how many broken chairs in Oakham", "chairs-oakham", id="a name that tells two entries apart"),
        pytest.param("what did bell say", "bell-carpets", id="a surname"),
    ],
)
def test_a_question_is_answered_by_its_entry(answerer, message, entry):
    reply = answerer.answer(message)
    assert (reply.kind, reply.entry.id) == ("answer", entry)


@pytest.mark.parametrize(
    ("message", "silence"),
    [
        pytest.param("what is the budget of the libraries", "money", id="what the article does not say"),
        pytest.param("what do librarians earn?", "money", id="in the silence's words"),
        pytest.param("how many broken chairs in wexford", "other-towns", id="another town's number"),
        pytest.param("how many broken chairs in Westford?", "other-towns", id="a town of nearly the same name"),
    ],
)
def test_what_the_report_is_known_not_to_say_gets_an_honest_no_and_the_entries_nearest(answerer, message, silence):
    reply = answerer.answer(message)
    assert (reply.kind, reply.entry, reply.silence.id) == ("no_answer", None, silence)
    nearest = {"money": ["loans-inspected", "roof-leaked"], "other-towns": ["chairs-elmstead", "chairs-oakham"]}
    assert [entry.id for entry in reply.suggestions] == nearest[silence]


@pytest.mark.parametrize(
    "message",
    [
        pytest.param("", id="empty"),
        pytest.param("   \n ", id="white space"),
        pytest.param("hi", id="a greeting"),
        pytest.param("pizza with pineapple", id="another matter"),
        pytest.param("?", id="a question mark"),
        pytest.param("🎉🎉🎉", id="only emoji"),
        pytest.param("\u200b\u200d\ufeff", id="only zero-width characters"),
        pytest.param("<@1><@2><@&3>", id="only mentions"),
        pytest.param("図書館の本", id="another script"),
    ],
)
def test_of_what_is_not_understood_nothing_is_known(answerer, message):
    reply = answerer.answer(message)
    assert (reply.kind, reply.silence, reply.suggestions) == ("no_answer", None, ())


def test_what_is_close_but_not_sure_is_suggested():
    bars = Bars(answer=1.0, alone=1.0, part=1.0, suggest=0.1, silence=0.999)
    reply = frozen.answerer(library.knowledge()).with_bars(bars).answer("late loans")
    assert (reply.kind, reply.entry) == ("suggestions", None)
    assert "loans-late" in [entry.id for entry in reply.suggestions]
    assert len(reply.suggestions) <= 3


def test_a_question_about_somebody_the_base_does_not_have_is_not_answered(answerer):
    """ "Ann Marsh" is in the vocabulary, and nothing is known of her."""
    assert answerer.answer("what did ann marsh say").kind in ("suggestions", "no_answer")


@pytest.mark.parametrize(
    "message",
    [
        pytest.param("my uncle hits me", id="danger"),
        pytest.param("i am scared, he hurts me", id="fear"),
        pytest.param("so the loans are late. my uncle hurts me. i am afraid to tell", id="in a story"),
        pytest.param("My dad beats me. How many loans did they look at?", id="before a question"),
        pytest.param("how many loans were late, my brother is hurting me", id="after a question, behind a comma"),
        pytest.param("who inspected the libraries and my uncle hits me", id="joined to a question"),
        pytest.param("how many loans came back late? also my dad hits me and i am scared", id="by the way"),
        pytest.param(
            "how many loans did they look at? when did the roof leak? my uncle hits me", id="after several questions"
        ),
        pytest.param(
            "how many loans did they look at? my uncle hits me. when did the roof leak? who inspected the libraries?",
            id="between several questions",
        ),
    ],
)
def test_a_message_that_tells_of_danger_gets_help_lines_and_no_entry(answerer, message):
    reply = answerer.answer(message)
    assert (reply.kind, reply.entry, reply.also, reply.suggestions) == ("signpost", None, (), ())
    assert reply.help.lines[0].number == "999"


@pytest.mark.parametrize(
    ("message", "entry"),
    [
        pytest.param("my dad loves the library. how many loans did they look at?", "loans-inspected", id="a kind word"),
        pytest.param("my brother is a librarian. when did the roof leak?", "roof-leaked", id="a harmless word"),
    ],
)
def test_the_family_beside_a_question_is_no_call_for_help(answerer, message, entry):
    reply = answerer.answer(message)
    assert (reply.kind, reply.entry.id) == ("answer", entry)


@pytest.mark.parametrize(
    "message",
    ["my dad hits me", "i am in danger, how many loans did they look at", "how many loans did they look at", "", "lol"],
)
def test_whether_somebody_is_in_need_is_told_as_by_the_reply(answerer, message):
    assert answerer.in_need(message) is (answerer.answer(message).kind == "signpost")


SPANISH = {
    "help/calls.es.txt": b"mi padre me pega\nquiero morir\nmi madre me pega\nayuda por favor\n",
    "help/plain.es.txt": b"mi padre lee\ncuantos libros hay\nquiero leer\nmi madre trabaja\n",
}


@pytest.mark.parametrize(
    ("message", "language"),
    [
        pytest.param("mi padre me pega", "es", id="in another language"),
        pytest.param("my uncle hits me", "", id="in English"),
        pytest.param("how many loans did they look at?", "", id="no call"),
    ],
)
def test_the_reply_to_a_call_knows_its_language(message, language):
    reply = frozen.answerer(load({**library.FILES, **SPANISH})).answer(message)
    assert reply.language == language


def test_what_is_nearly_a_call_is_not_answered_with_a_fact():
    """The bar is set so high that nothing is a call, but what tells of somebody's own harm stays near it."""
    asked = "how many loans did they look at? my uncle hits me"
    judged = frozen.answerer(library.knowledge()).distress(asked)
    strict = Answerer(library.knowledge(), replace(frozen.FROZEN, distress_bar=judged + 1.0))
    reply = strict.answer(asked)
    assert (reply.kind, reply.help) == ("no_answer", strict.knowledge.help)
    assert strict.unanswered(asked) == "no_answer"
    assert strict.unanswered("how many loans did they look at?") is None
    lax = Answerer(library.knowledge(), replace(frozen.FROZEN, distress_bar=judged + 3.0))
    assert lax.answer(asked).kind == "answer"


def test_without_help_lines_nothing_is_signposted():
    files = {name: data for name, data in library.FILES.items() if name != "help.yaml"}
    answerer = frozen.answerer(load(files))
    assert answerer.answer("my uncle hits me").kind != "signpost"
    assert not answerer.in_need("my uncle hits me")


# --- What comes with an answer ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("message", "entry", "corrections"),
    [
        pytest.param(
            "how many were returned late, is it 130 loans?",
            "loans-late",
            (Correction("130", "103 of 412 loans (25 %)"),),
            id="a wrong number",
        ),
        pytest.param(
            "were 31 chairs broken in elmstead",
            "chairs-elmstead",
            (Correction("31", "96 chairs"),),
            id="another's number",
        ),
        pytest.param(
            "did ann marsh say readers deserve better?",
            "bell-carpets",
            (Correction("Ann Marsh", "Rosa Bell"),),
            id="a wrong name",
        ),
        pytest.param(
            "what percentage of loans was late, a third of the loans?",
            "late-share",
            (Correction("a third", "25 % (103 of 412 loans)"),),
            id="a wrong share of what the share's own entry does not name",
        ),
        pytest.param(
            "When did the roof leak? I hear that 130 loans came back late.",
            "roof-leaked",
            (Correction("130", "103 of 412 loans (25 %)"),),
            id="a wrong number of the second of two answers",
        ),
        pytest.param(
            "how many loans did they look at? 130 loans came back late",
            "loans-inspected",
            (Correction("130", "103 of 412 loans (25 %)"),),
            id="a wrong number of the second, which counts the same",
        ),
    ],
)
def test_a_wrong_premise_is_answered_with_the_right_one(answerer, message, entry, corrections):
    reply = answerer.answer(message)
    assert (reply.kind, reply.entry.id, reply.corrections) == ("answer", entry, corrections)


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        pytest.param("is it true that 130 loans were late", "suggestions", id="a count, above suggestions"),
        pytest.param("were a third of the loans late", "suggestions", id="a share, above suggestions"),
        pytest.param("how many broken chairs in wexford, 40 chairs?", "no_answer", id="where the report says nothing"),
    ],
)
def test_where_nothing_answers_no_number_is_corrected(answerer, message, kind):
    """What may be meant is not sure enough to put somebody right."""
    reply = answerer.answer(message)
    assert (reply.kind, reply.corrections) == (kind, ())


@pytest.mark.parametrize(
    "message",
    [
        pytest.param("mum of two in elmstead here, how many loans came back late", id="children"),
        pytest.param("i returned 2 books late last week, how many loans came back late?", id="one's own"),
        pytest.param("i am 95% sure that loans came back late, how many loans were late?", id="how sure one is"),
        pytest.param("309 of the 412 loans were on time, how many came back late?", id="the rest"),
        pytest.param("i've been a member for 20 years, how many loans came back late?", id="years"),
        pytest.param("there were 25 of us in the queue at 9:30, how many loans came back late", id="people, time"),
    ],
)
def test_what_is_no_claim_about_the_report_is_not_corrected(answerer, message):
    assert answerer.answer(message).corrections == ()


@pytest.mark.parametrize(
    "message",
    [
        pytest.param("were 31, 32 and 33 broken chairs counted in elmstead?", id="three wrong numbers"),
        pytest.param("were 31, 32, 33, 34 broken chairs counted in elmstead?", id="four"),
        pytest.param("were 31, 32, 33, 34, 35, 36, 37, 38 broken chairs counted in elmstead?", id="eight"),
    ],
)
def test_no_more_than_three_mistakes_are_corrected(answerer, message):
    assert answerer.answer(message).corrections == (
        Correction("31", "96 chairs"),
        Correction("32", "96 chairs"),
        Correction("33", "96 chairs"),
    )


def test_of_four_wrong_numbers_the_first_three_are_corrected(answerer):
    reply = answerer.answer("how many loans came back late, 130 loans or 140 loans or 150 loans or 160 loans?")
    assert [correction.said for correction in reply.corrections] == ["130", "140", "150"]


@pytest.mark.parametrize(
    ("message", "entry", "read_as"),
    [
        pytest.param("how many atlases were ruined", "atlases-ruined", (), id="rightly spelt"),
        pytest.param("how many atlasess were ruined", "atlases-ruined", (("atlasess", "atlases"),), id="one"),
        pytest.param(
            "how many atlasess were ruind",
            "atlases-ruined",
            (("atlasess", "atlases"), ("ruind", "ruined")),
            id="two, in their order",
        ),
        pytest.param(
            "how many brokn chiars in elmsted, damged ones",
            "chairs-elmstead",
            (("brokn", "broken"), ("chiars", "chairs"), ("elmsted", "elmstead")),
            id="three at the most of four",
        ),
        pytest.param("brokn brokn chairs in oakham", "chairs-oakham", (("brokn", "broken"),), id="the same twice"),
        pytest.param("how many buget loans came back late", "loans-late", (), id="the entry has it not"),
        pytest.param("whoo inspected the libraries", "inspection", (), id="it tells nothing"),
        pytest.param(
            "when did the roof leak and how many atlasess were ruind",
            "roof-leaked",
            (("atlasess", "atlases"), ("ruind", "ruined")),
            id="words of the second of two answers",
        ),
    ],
)
def test_an_answer_tells_which_words_were_read_otherwise_where_that_mattered(answerer, message, entry, read_as):
    reply = answerer.answer(message)
    assert (reply.entry.id, reply.read_as) == (entry, read_as)


def test_without_an_answer_no_word_was_read_otherwise(answerer):
    reply = answerer.answer("when did rian ruin the rof")
    assert (reply.entry, reply.read_as) == (None, ())


def test_an_answer_tells_what_contradicts_and_what_confirms_it(answerer):
    contradicted = answerer.answer("how many broken chairs in elmstead")
    confirmed = answerer.answer("who inspected the libraries")
    assert [(relation, entry.id) for relation, entry in contradicted.related] == [("contradicts", "chairs-oakham")]
    assert [(relation, entry.id) for relation, entry in confirmed.related] == [("confirms", "loans-inspected")]


def test_a_reply_carries_the_question_and_the_version(answerer):
    reply = answerer.answer("how many loans did they look at?")
    assert (reply.question, reply.version) == ("how many loans did they look at?", answerer.knowledge.version)


def test_the_same_question_gets_the_same_reply(answerer):
    assert answerer.answer("broken chairs") == answerer.answer("broken chairs")


# --- Several questions, and questions in a story ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("message", "entries"),
    [
        pytest.param(
            "what did rosa bell say and when did the roof leak", ["bell-carpets", "roof-leaked"], id="joined by and"
        ),
        pytest.param(
            "how many loans did they look at? how many atlases were ruined?",
            ["loans-inspected", "atlases-ruined"],
            id="two sentences",
        ),
        pytest.param(
            "who inspected the libraries; when did the roof leak; how many atlases were ruined",
            ["inspection", "roof-leaked", "atlases-ruined"],
            id="three",
        ),
        pytest.param(
            "how many atlases were ruined? how many atlases were ruined?", ["atlases-ruined"], id="one, twice"
        ),
    ],
)
def test_several_questions_in_one_message_are_all_answered_in_order(answerer, message, entries):
    reply = answerer.answer(message)
    assert reply.kind == "answer"
    assert [entry.id for entry in (reply.entry, *reply.also)] == entries
    assert not reply.perhaps


def test_of_two_that_may_be_meant_the_second_is_said_to_be_a_perhaps(answerer):
    reply = answerer.answer("how many chairs were broken")
    assert [entry.id for entry in (reply.entry, *reply.also)] == ["chairs-elmstead", "chairs-oakham"]
    assert reply.perhaps


def test_an_unknown_half_of_a_question_is_not_answered_as_well(answerer):
    reply = answerer.answer("when did the roof leak and what is your favourite pizza")
    assert reply.also == ()


@pytest.mark.parametrize(
    ("message", "entry"),
    [
        pytest.param(
            "I went for a walk with my cat. The weather was fine. Who inspected the libraries?",
            "inspection",
            id="among sentences about nothing",
        ),
        pytest.param(
            "In Wexford they have lots of broken chairs. It is a pity. Did the reading room get wet?",
            "roof-leaked",
            id="among sentences about something else",
        ),
    ],
)
def test_the_question_in_a_story_is_found(answerer, message, entry):
    reply = answerer.answer(message)
    assert (reply.kind, reply.entry.id) == ("answer", entry)


# --- Any text -----------------------------------------------------------------------------------------------------

KEYS = {
    "question", "kind", "entry", "confidence", "text", "figure", "evidence", "speaker", "source", "also",
    "suggestions", "version",
}  # fmt: skip
SOURCE_KEYS = {"id", "title", "publisher", "published", "url", "paragraph"}


def hold(answerer: Answerer, message: str) -> None:
    """Hold a reply against every limit and contract that binds all of them."""
    reply = answerer.answer(message)
    assert reply.kind in ("answer", "suggestions", "no_answer", "signpost")
    assert (reply.entry is not None) == (reply.kind == "answer")
    assert reply.kind != "signpost" or reply.help is not None
    assert reply.help is None or reply.kind in ("signpost", "no_answer")
    assert 0.0 <= reply.confidence <= 1.0
    assert len(reply.suggestions) <= 3
    assert len(reply.also) <= 2
    text = render.plain(reply)
    assert 0 < len(text) <= 1500
    if reply.kind == "signpost":
        assert 0 < len(render.embed(reply)["description"]) <= 4096
    else:
        hold_card(render.card(reply))
    hold_json(render.as_json(reply), text)
    assert render.explanation(reply, answerer.judged)


def hold_card(card: render.Card) -> None:
    """Hold a card against Discord's limits."""
    texts = [block.text for block in card.blocks if isinstance(block, render.Text)]
    assert all(text.strip() for text in texts)
    assert 0 < sum(map(len, texts)) <= 4000
    json.dumps(texts).encode("utf-8")


def hold_json(line: str, text: str) -> None:
    """Hold the JSON form against the contract."""
    assert len(line.splitlines()) == 1
    line.encode("ascii")
    made = json.loads(line)
    assert set(made) == KEYS
    assert made["text"] == text
    assert made["source"] is None or set(made["source"]) == SOURCE_KEYS
    assert all(set(other) == {"entry", "text"} for other in made["also"])
    assert all(set(other) == {"entry", "title"} for other in made["suggestions"])


HARD = [
    pytest.param("", id="empty"),
    pytest.param("loan " * 800, id="4,000 characters of a known word"),
    pytest.param("x" * 4000, id="4,000 of one letter"),
    pytest.param("abcdefghij" * 400, id="one word of 4,000"),
    pytest.param("9" * 4000, id="a number of 4,000 digits"),
    pytest.param("🎉👩‍👩‍👧‍👦🏴" * 300, id="only emoji"),
    pytest.param("\u200b\u200c\u200d\u2060\ufeff" * 800, id="only zero-width characters"),
    pytest.param("how ma\u200bny lo\u200dans did they lo\u2060ok at", id="zero-width characters inside words"),
    pytest.param("l\u0336\u0321\u0334o\u0317\u0300a\u0489n" * 200, id="Zalgo"),
    pytest.param("<@123456789012345678> @everyone @here <@&1> " * 80, id="mention spam"),
    pytest.param("**how** __many__ ~~loans~~ ||were|| `late` > # ```" * 20, id="markdown"),
    pytest.param("\x00" * 4000, id="only NUL"),
    pytest.param("how many\x00loans", id="NUL inside"),
    pytest.param("\ud800\udfff" * 2000, id="only lone surrogates"),
    pytest.param("how many loans \ud83d were late", id="a lone surrogate inside"),
    pytest.param("كم عدد القروض المتأخرة", id="right to left"),
    pytest.param("貸出はいくつ遅れましたか", id="Japanese"),
    pytest.param("\u202ehow many loans\u202c", id="direction turned round"),
    pytest.param("loans? " * 570, id="hundreds of questions"),
    pytest.param("a b? and c d; " * 280, id="hundreds of parts"),
    pytest.param("[x](https://evil.example) https://evil.example/" * 80, id="links"),
    pytest.param("'; DROP TABLE loans; --", id="SQL"),
    pytest.param("{}{0}%s%n${x}", id="format strings"),
]


@pytest.mark.parametrize("message", HARD)
def test_hard_text_gets_a_reply_within_every_limit(answerer, message):
    hold(answerer, message)


@pytest.mark.parametrize("message", HARD)
def test_hard_text_gets_a_reply_within_every_limit_from_the_shipped_base(shipped, message):
    hold(shipped, message)


WORDS = st.sampled_from(
    [
        "how",
        "many",
        "loans",
        "late",
        "103",
        "412",
        "of",
        "is",
        "it",
        "true",
        "that",
        "rosa",
        "bell",
        "said",
        "and",
        "chairs",
        "in",
        "oakham",
        "elmstead",
        "?",
        ".",
        ",",
        "25",
        "%",
        "my",
        "dad",
        "hits",
        "me",
        "2016",
        "percent",
        "who",
        "what",
        "\n",
        "not",
        "budget",
        "\u200b",
        "<@1>",
        "🎉",
    ]
)
TEXT = st.one_of(
    st.text(max_size=4000),
    st.text(st.characters(min_codepoint=0xD7F0, max_codepoint=0xE010), max_size=50),
    st.lists(WORDS, max_size=60).map(" ".join),
)


@given(message=TEXT)
@example(message="\ud800")
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault
def test_any_text_at_all_gets_a_reply_within_every_limit(answerer, message):
    hold(answerer, message)


# --- Length -------------------------------------------------------------------------------------------------------


def seconds(answerer: Answerer, message: str) -> float:
    """Return the processor's time for an answer, the least of three: what else the machine does is no fault."""
    times = []
    for _ in range(3):
        start = time.process_time()
        answerer.answer(message)
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.parametrize(
    "run",
    [
        pytest.param(" ", id="spaces"),
        pytest.param("?", id="question marks"),
        pytest.param(",", id="commas"),
        pytest.param(" ,", id="commas with spaces"),
        pytest.param("\n", id="line breaks"),
        pytest.param("? \n", id="question marks on lines of their own"),
        pytest.param(".", id="full stops"),
        pytest.param(";", id="semicolons"),
        pytest.param(" and", id="and"),
        pytest.param("a? ", id="questions of one letter"),
        pytest.param("is it late? ", id="questions"),
        pytest.param("he is late, ", id="clauses"),
    ],
)
def test_eight_times_the_length_takes_not_much_more_than_eight_times_as_long(answerer, run):
    """Where the time grew with the square of the length, it would be sixty-four times as long."""
    short, long = (
        seconds(answerer, "how many loans" + run * (chars // len(run)) + "were late") for chars in (4_000, 32_000)
    )
    assert long <= 24 * short + 0.02


# --- What the shipped base promises ------------------------------------------------------------------------------


def test_the_shipped_base_tells_how_many_cases_were_looked_at(shipped):
    text = render.plain(shipped.answer("how many cases did they look at?"))
    assert text.startswith("374 cases\n")
    assert "374 cases it reviewed" in text
    assert "IBTimes UK, paragraph 3" in text
    assert "https://www.ibtimes.co.uk/" in text


def test_the_shipped_base_says_honestly_that_it_knows_no_budget(shipped):
    reply = shipped.answer("whats the budget of the met")
    assert (reply.kind, reply.entry) == ("no_answer", None)
    assert reply.silence is not None


def test_the_shipped_base_corrects_a_wrong_figure(shipped):
    reply = shipped.answer("is it true that 387 cases were bad?")
    assert (reply.kind, reply.corrections[0].said) == ("answer", "387")
    assert "278 of 374 cases" in render.plain(reply).splitlines()[0]


@pytest.mark.parametrize(
    "message",
    [
        pytest.param("how many ipcc investigations were about sussex police", id="Sussex is not Essex"),
        pytest.param("how many complaints did kent police get", id="Kent"),
        pytest.param("number of investigations into greater manchester police", id="Greater Manchester"),
    ],
)
def test_the_shipped_base_does_not_answer_with_another_forces_number(shipped, message):
    assert shipped.answer(message).kind in ("no_answer", "suggestions")


@pytest.mark.parametrize(
    "message",
    [
        pytest.param("my stepfather punches me when mum is at work", id="violence at home"),
        pytest.param("someone on a game is asking my little sister for naked pictures", id="grooming"),
        pytest.param("i ran away last night and i'm too scared to go back", id="a runaway"),
        pytest.param("theres a kid next door who screams all night, i think shes being beaten", id="a neighbour"),
        pytest.param("a teacher touched me and told me to keep it secret", id="abuse at school"),
        pytest.param("i dont want to live anymore", id="despair"),
        pytest.param("my boyfriend threatens to kill me and my baby", id="threats"),
        pytest.param("my girlfriend says she will murder me tonight", id="threats in other words"),
        pytest.param("My dad beats me. How many cases did they look at?", id="before a question"),
        pytest.param("how many cases did they look at, my brother is hurting me", id="after a question"),
        pytest.param(
            "How many cases did they look at? Who is Matt Parr? My uncle touches me. What did Sadiq Khan say?",
            id="among several questions",
        ),
    ],
)
def test_the_shipped_base_points_to_help_and_never_to_a_figure(shipped, message):
    reply = shipped.answer(message)
    text = render.plain(reply)
    assert reply.kind == "signpost"
    assert "999" in text
    assert "Childline" in text or "NSPCC" in text
    for figure in ("374", "278", "187", "%", "cases"):
        assert figure not in text


def test_what_is_foreseen_is_answered_alike():
    answerer = frozen.answerer(library.knowledge())
    foreseen = 0
    for target in (*answerer.knowledge.entries.values(), *answerer.knowledge.silences.values()):
        for phrasing in target.asked:
            found, reply = answerer.foreseen(phrasing), answerer.answer(phrasing)
            assert found is None or found == target == (reply.entry or reply.silence)
            foreseen += found is not None
    assert foreseen > 50


def test_what_only_asks_whether_something_is_mentioned_is_not_foreseen_if_the_report_does_not_say_it():
    """An entry that has it may answer after all."""
    what = library.knowledge(gazette=("      - who pays for the libraries\n", "      - does it mention the roof\n"))
    assert frozen.answerer(what).foreseen("does it mention the roof") is None


def test_another_question_is_not_foreseen():
    assert frozen.answerer(library.knowledge()).foreseen("how many loans came back rather late then") is None


def test_an_entry_chosen_without_a_question_is_shown_with_what_is_related():
    base = library.knowledge()
    reply = frozen.answerer(base).showing(base.entries["chairs-elmstead"], (base.entries["roof-leaked"],))
    assert (reply.kind, reply.entry, reply.also) == (
        "answer", base.entries["chairs-elmstead"], (base.entries["roof-leaked"],),
    )  # fmt: skip
    assert reply.related == (("contradicts", base.entries["chairs-oakham"]),)


# --- What a reply covers, and what it corrects ----------------------------------------------------------------------

_ROLE = """  - id: bell-role
    title: Who Rosa Bell is
    says: Rosa Bell is the chief librarian.
    evidence: '"Our readers deserve better than wet carpets and dark rooms," said Rosa Bell, the chief librarian'
    asked: [who is rosa bell, what is rosa bell's job]
"""


def with_role() -> Answerer:
    """Return one whose base says who Rosa Bell is, in a sentence that holds what she said as well."""
    return frozen.answerer(library.knowledge(gazette=("  - id: hurst-lamps\n", _ROLE + "  - id: hurst-lamps\n")))


def test_a_reply_that_names_the_speaker_in_the_sources_words_answers_for_the_quotation_too():
    covered = covers(with_role().knowledge)
    assert "bell-carpets" in covered["bell-role"]
    assert "bell-role" not in covered["bell-carpets"]


def test_of_two_questions_of_which_one_reply_answers_both_that_reply_alone_is_given():
    reply = with_role().answer("who is rosa bell and what did rosa bell say")
    assert (reply.kind, reply.entry.id, reply.also) == ("answer", "bell-role", ())


def test_a_foreseen_way_of_asking_with_a_wrong_name_in_it_is_corrected_all_the_same():
    old = "      - how many broken chairs in oakham\n"
    base = library.knowledge(gazette=(old, old + "      - were 31 chairs broken in westford, right\n"))
    reply = frozen.answerer(base).answer("Were 31 chairs broken in Westford, right?")
    assert reply.entry.id == "chairs-oakham"
    assert [(correction.said, correction.report) for correction in reply.corrections] == [("Westford", "Oakham")]


def test_a_text_that_was_asked_before_is_not_ranked_again_by_one_who_remembers(answerer):
    remembering = answerer.remembering()
    first, second = (remembering.answer("how many loans came back late").ranking for _ in range(2))
    assert first is second
    assert first == answerer.answer("how many loans came back late").ranking

"""What people write, made fit to be kept: what points to somebody goes, the question stays."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.answering.scrubbing import MAX_KEPT, scrub


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        pytest.param("how many trams?", "how many trams?", id="nothing to cut"),
        pytest.param("<@1> how many <@!22> trams", "how many trams", id="people"),
        pytest.param("ask <@&1> in <#2>", "ask in", id="role and channel"),
        pytest.param("use </tram times:123> then", "use then", id="command"),
        pytest.param("late <:tram:1> again <a:bell:2>", "late again", id="emoji of servers"),
        pytest.param("late at <t:1700000000> or <t:-5:R>", "late at or", id="times"),
        pytest.param("see <id:customize> now", "see now", id="guide"),
        pytest.param("@everyone and @here, late", "and , late", id="everyone and here"),
        pytest.param("did @ada.quill_7 say so", "did say so", id="user name"),
        pytest.param("what is at https://pilot.example/a?b=c#d now", "what is at now", id="link"),
        pytest.param("HTTP://PILOT.EXAMPLE why", "why", id="link in capitals"),
        pytest.param("what is <https://pilot.example> now", "what is now", id="link without preview"),
        pytest.param("ftp://pilot.example why", "why", id="other scheme"),
        pytest.param("see www.pilot.example. why", "see why", id="www"),
        pytest.param("join discord.gg/abc now", "join now", id="invitation"),
        pytest.param("see pilot.example/lamps now", "see now", id="domain with path"),
        pytest.param("see pilot.example:8080/lamps now", "see now", id="domain with port and path"),
        pytest.param("is it and/or, e.g. trams", "is it and/or, e.g. trams", id="no domains"),
        pytest.param("mail ada.quill+x@pilot.example, why", "mail , why", id="e-mail address"),
        pytest.param("mail ada @ pilot.example why", "mail why", id="e-mail address with blanks"),
        pytest.param("mail <ada@pilot.example> why", "mail < > why", id="e-mail address in brackets"),
        pytest.param("mail ada＠pilot．example why", "mail why", id="wide forms"),
        pytest.param("call 1234567 why", "call why", id="seven digits"),
        pytest.param("call 123456 why", "call 123456 why", id="six digits"),
        pytest.param("call ３１２３４５６７ why", "call why", id="wide digits"),
        pytest.param("id 123456789012345678, why", "id , why", id="id"),
        pytest.param("call 020 7946 0958 why", "call why", id="number of London"),
        pytest.param("call +44 20 7946 0958 why", "call why", id="number with country"),
        pytest.param("call +44 (0)20 7946-0958 why", "call why", id="number with everything"),
        pytest.param("call (555) 123-4567 why", "call why", id="number with brackets"),
        pytest.param("call 555-123-4567 why", "call why", id="number with hyphens"),
        pytest.param("call 555 123 4567 why", "call why", id="number with blanks"),
        pytest.param("call 555.123.4567 why", "call why", id="number with dots"),
        pytest.param("call 555-1234 why", "call why", id="short number"),
        pytest.param("call 07700 900123 why", "call why", id="mobile number"),
        pytest.param("call 01 23 45 67 89 why", "call why", id="number in pairs"),
        pytest.param("call 612 345 678 why", "call why", id="number in threes"),
        pytest.param("call 030/1234567 why", "call why", id="number with slash"),
        pytest.param("call 07​700​900​123 why", "call why", id="number with invisible signs"),
        pytest.param("card 4111 1111 1111 1111 why", "card why", id="card"),
        pytest.param("from 192.168.1.100 why", "from why", id="address of a machine"),
        pytest.param("were 278 of 374 late", "were 278 of 374 late", id="numbers with a word between"),
        pytest.param("were 278 374 96 late", "were 278 374 96 late", id="numbers side by side"),
        pytest.param("lines 100 200 300 late", "lines 100 200 300 late", id="round numbers side by side"),
        pytest.param("rose 12.5 13.75 14.2", "rose 12.5 13.75 14.2", id="decimals side by side"),
        pytest.param("was it 1,234,567 trams", "was it 1,234,567 trams", id="number with commas"),
        pytest.param("in 2015 2016 or 2017", "in 2015 2016 or 2017", id="years"),
        pytest.param("in 2015-2016 or 2015/16", "in 2015-2016 or 2015/16", id="years from to"),
        pytest.param("on 2016-11-25 or 25.11.2016", "on 2016-11-25 or 25.11.2016", id="dates"),
        pytest.param("in 2016. 374 late", "in 2016. 374 late", id="end of a sentence"),
        pytest.param("in 2016 374 late", "in 2016 374 late", id="year and number"),
        pytest.param("how\x00many\n\n\ttrams\x1b ", "how many trams", id="control characters"),
        pytest.param("ﬁne ２ trams", "fine 2 trams", id="compatibility forms"),
        pytest.param("12<@1>34567 why", "why", id="digits that come together"),
        pytest.param("<@1> https://pilot.example ?!", "", id="no word left"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_scrub(text, kept):
    """What points to a person or place goes and leaves one blank; the question stays."""
    assert scrub(text) == kept


def test_a_long_question_is_cut_at_a_word():
    """Three hundred characters at most, no half words."""
    assert scrub("tram " * 100) == ("tram " * 60).rstrip()


def test_a_long_word_is_cut_where_it_must_be():
    """One word of more than three hundred characters."""
    assert scrub("x" * 400) == "x" * 300


LINKS = [
    "https://pilot.example/x",
    "www.pilot.example",
    "discord.gg/abc",
    "ada@pilot.example",
    "@ada",
    "<@123>",
    "<#5>",
]
DIGITS = ["020 7946 0958", "1234567", "+44 20", "(0)", "374", "2016", "７"]
SIGNS = ["-", ".", "/", "<", ">", "@", ":", "://", "\u200b", "\x00", "\n", "ﬁ", "é", "e\u0301"]
BITS = st.sampled_from([*LINKS, *DIGITS, *SIGNS, "how many", "trams"])
MESSAGES = st.text(max_size=60) | st.lists(BITS | st.just(" "), max_size=16).map("".join)


@given(MESSAGES)
def test_to_scrub_twice_is_to_scrub_once(text):
    """What may be kept is kept as it is."""
    assert scrub(scrub(text)) == scrub(text)


@given(MESSAGES)
def test_nothing_that_points_to_somebody_is_left(text):
    """No e-mail address, link, mention or seven digits in a row, however they are put together."""
    kept = scrub(text)
    assert not re.search(r"\S+@\S+|https?://|://|\bwww\.\w|<[@#]|\d{7,}|(?<!\d)0\d+ \d{3,4} \d{4}", kept)
    assert len(kept) <= MAX_KEPT
    assert kept == " ".join(kept.split())


WORDS = st.lists(st.sampled_from(["how", "many", "trams", "are", "late"]), max_size=4).map(" ".join)
SECRETS = st.sampled_from(
    [
        "ada.quill@pilot.example",
        "https://pilot.example/a?b",
        "www.pilot.example/x",
        "discord.gg/harbour",
        "<@123456789>",
        "07700 900123",
        "+44 20 7946 0958",
        "(555) 123-4567",
        "4111-1111-1111-1111",
        "123456789012345678",
    ]
)


@given(before=WORDS, secret=SECRETS, after=WORDS, joint=st.sampled_from([" ", "\n", "  ", "\u00a0"]))
def test_a_secret_between_words_is_cut_out_and_nothing_else(before, secret, after, joint):
    """The words around it stay."""
    assert scrub(f"{before}{joint}{secret}{joint}{after}") == " ".join(f"{before} {after}".split())


@pytest.mark.parametrize("piece", ["a.", "a-", "a", "1 ", "1-", "<@", "x@", "(1", "www.", "a://", "a.b/"])
def test_no_message_takes_long(piece):
    """A message made to be slow takes less than a second."""
    started = time.perf_counter()
    scrub(piece * 4_000)
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        # numbers, whatever stands between their digits
        ("call 07700_900_123 why", "call why"),
        ("call 07700.900.123 why", "call why"),
        ("call 07700,900,123 why", "call why"),
        ("call 07700, 900, 123 why", "call why"),
        ("call 07700*900*123 why", "call why"),
        ("call 07700~900~123 why", "call why"),
        ("call 07700:900:123 why", "call why"),
        ("call 07700 - 900 - 123 why", "call why"),
        ("call 07700 | 900 | 123 why", "call why"),
        ("call 0_7_7_0_0_9_0_0_1_2_3 why", "call why"),
        ("call 0 7 7 0 0 9 0 0 1 2 3 why", "call why"),
        ("call 0️⃣7️⃣7️⃣0️⃣0️⃣9️⃣0️⃣ why", "call why"),
        ("call oh seven seven double oh nine double oh one why", "call why"),
        # addresses on the net, written out
        ("mail bob(at)example.com why", "mail why"),
        ("mail bob[at]example[dot]com why", "mail why"),
        ("mail bob (at) example (dot) com why", "mail why"),
        ("mail bob at example dot com why", "mail why"),
        ("mail bob.smith AT example DOT co DOT uk why", "mail why"),
        ("mail bob at example.com why", "mail why"),
        ("mail bob_at_example.com why", "mail why"),
        ("see example.com why", "see why"),
        ("see example dot com why", "see why"),
        ("see example[.]com why", "see why"),
        # handles
        ("did ada#1234 say so", "did say so"),
        ("did ada_quill_7 say so", "did say so"),
        ("did u/adaquill say so", "did say so"),
        ("my insta is ada.quill why", "my why"),
        ("snapchat: adaq why", "why"),
        # places, documents, machines
        ("why at 12 Acacia Avenue", "why at"),
        ("why at 221b baker street", "why at"),
        ("why at 4 Elm Close", "why at"),
        ("why at flat 3, 14 High Street", "why at ,"),
        ("why in Hauptstraße 12", "why in"),
        ("why in 12 rue de la Paix", "why in"),
        ("why in SW1A 1AA", "why in"),
        ("why in sw1a1aa", "why in"),
        ("why in K1A 0B1", "why in"),
        ("why in Reno, NV 89501", "why in Reno"),
        ("my number is QQ 12 34 56 C", "my number is"),
        ("why is AB12 CDE there", "why is there"),
        ("pay GB82 WEST 1234 5698 7654 32", "pay"),
        ("why 2001:db8:0:0:1:2 there", "why there"),
        ("born on 12.05.1998, why", ", why"),
        # names
        ("my name is bob smith, why", "my name is , why"),
        ("my name's Zyxw Vuts and why", "my name's and why"),
        ("i'm Bob and why", "i'm and why"),
        ("my friend tom asks why", "my friend asks why"),
        ("did Mr Jones say so", "did Mr say so"),
        ("did John Smith say so", "did say so"),
        ("did john smith say so", "did say so"),
        ("did Mary-Ann O'Brien say so", "did say so"),
        ("was it Tom Baker", "was it"),
        # what only looks like it
        ("open 10:30-11:45 on monday", "open 10:30-11:45 on monday"),
        ("were 278, 374, 96, 12 late", "were 278, 374, 96, 12 late"),
        ("rose from 1,234,567 to 2,345,678", "rose from 1,234,567 to 2,345,678"),
        ("were 12 people on the way", "were 12 people on the way"),
        ("374 cases on the road", "374 cases on the road"),
        ("who looked at it.why", "who looked at it.why"),
        ("is it one of two or three", "is it one of two or three"),
        ("How Many Trams Were Late", "How Many Trams Were Late"),
        ("i'm late and will mark it", "i'm late and will mark it"),
        ("What did May say in March", "What did May say in March"),
        ("in the A1 2nd edition", "in the A1 2nd edition"),
        ("was it _really_ late", "was it _really_ late"),
    ],
)
def test_what_points_to_somebody_is_told_by_its_shape(text, kept):
    """Whatever signs it is written with."""
    assert scrub(text) == kept


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("what did John Smith say", "what did John Smith say"),
        ("what did Mr Smith say", "what did Mr Smith say"),
        ("what did John Miller say", "what did say"),
    ],
)
def test_the_names_of_the_report_stay(text, kept):
    """A question about somebody of whom the report speaks is of use with their name alone."""
    assert scrub(text, {"john", "smith"}) == kept

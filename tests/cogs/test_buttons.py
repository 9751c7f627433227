"""Every button below a reply, end to end: for the asker, for others, after a restart, and once its entry has gone."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

import discord
import pytest

from bot.client import Verbatim
from bot.cogs import buttons, custom_ids, listings
from bot.cogs.items import Button
from bot.core.answering.answerer import Answerer
from bot.serving.edition import Edition
from bot.store import Store
from tests import frozen
from tests.core import library
from tests.loopback import Channel, Guild, Interaction, Loopback, Message, Permission, User

from .running import ask, headline, labels, running

LOOKED, LATE, SEVERAL = "how many loans did they look at?", "how many loans came back late", "number of loans"
DISTRESS = "my dad hits me and i am scared"
FAILED = "Something went wrong on my side"
GONE = "That entry has changed since then and is gone. Please ask again."
NOT_YOURS = "Only the person who asked can change this answer. Ask me yourself to get your own."


@pytest.fixture
async def bob(loopback: Loopback, guild: Guild) -> User:
    return loopback.user("Bob", guild)


@pytest.fixture(scope="module")
def changed() -> Answerer:
    """A later version of the base, in which every entry has another id."""
    text = library.FILES["gazette.yaml"].decode()
    for id in library.knowledge().entries:
        text = text.replace(f"id: {id}\n", f"id: new-{id}\n")
    for old in ("of: loans-inspected", "calculate: loans-late / loans-inspected"):
        text = text.replace(old, old.replace("loans-", "new-loans-"))
    text = text.replace("contradicts: [", "contradicts: [new-").replace("confirms: [", "confirms: [new-")
    text = text.replace("near: [loans-inspected, roof-leaked]", "near: []")
    text = text.replace("near: [chairs-elmstead, chairs-oakham]", "near: []")
    return frozen.answerer(library.load({**library.FILES, "gazette.yaml": text.encode()}))


async def _private_answer(loopback: Loopback, channel: Channel, who: User, question: str = LOOKED) -> Message:
    used = await loopback.slash(who, channel, "ask", {"question": question, "private": True})
    return await used.message()


async def _answered(interaction: Interaction) -> tuple[str, bool]:
    message = await interaction.message()
    return message.text, message.ephemeral


class TestTheAsker:
    """What each button does."""

    pytestmark = pytest.mark.usefixtures("bot")

    async def test_chart_shows_a_picture_privately_with_the_same_in_words(
        self, loopback: Loopback, channel: Channel, ann: User
    ) -> None:
        reply = await ask(loopback, channel, ann, LATE)
        pressed = await loopback.press(ann, reply, "Chart")
        picture = await pressed.message()
        assert picture.ephemeral
        assert picture.files["chart.png"].startswith(b"\x89PNG")
        assert "103" in picture.attachments[0]["description"]

    async def test_in_context_shows_the_other_entries_of_the_paragraph_privately(
        self, loopback: Loopback, channel: Channel, ann: User
    ) -> None:
        reply = await ask(loopback, channel, ann, LATE)
        text, private = await _answered(await loopback.press(ann, reply, "In context"))
        assert "Inspectors looked at 412 loans." in text
        assert private

    async def test_not_what_i_asked_offers_the_next_candidates_below_the_answer(
        self, loopback: Loopback, channel: Channel, ann: User
    ) -> None:
        """Which stays; and *That was it* takes them away again."""
        reply = await ask(loopback, channel, ann, LOOKED)
        text, before, ids = reply.text, labels(reply), reply.custom_ids
        message = await (await loopback.press(ann, reply, "Not what I asked")).message()
        assert message is reply
        assert message.text == f"{text}\nDid you mean one of these?"
        assert labels(message)[:3] == ["Chart", "In context", "That was it"]
        assert "Loans that came back late" in labels(message)[5:]
        assert "Loans looked at" not in labels(message)
        message = await (await loopback.press(ann, message, "That was it")).message()
        assert (message.text, labels(message), message.custom_ids) == (text, before, ids)

    async def test_one_of_them_turns_the_message_into_that_answer(
        self, loopback: Loopback, channel: Channel, ann: User
    ) -> None:
        reply = await ask(loopback, channel, ann, LOOKED)
        await (await loopback.press(ann, reply, "Not what I asked")).message()
        message = await (await loopback.press(ann, reply, "Loans that came back late")).message()
        assert (headline(message), "412 loans\n" in message.text) == ("103 of 412 loans (25 %)", False)
        assert labels(message) == ["Chart", "In context"]

    async def test_in_plain_text_they_are_offered_below_as_well(
        self, loopback: Loopback, channel: Channel, ann: User
    ) -> None:
        await loopback.deny(channel, loopback.bot, Permission.EMBED_LINKS)
        reply = await ask(loopback, channel, ann, LOOKED)
        text, before = reply.content, labels(reply)
        message = await (await loopback.press(ann, reply, "Not what I asked")).message()
        assert (message.content, "Loans that came back late" in labels(message)) == (text, True)
        message = await (await loopback.press(ann, message, "That was it")).message()
        assert (message.content, labels(message)) == (text, before)

    async def test_a_suggestion_turns_the_message_into_that_answer(
        self, loopback: Loopback, channel: Channel, ann: User
    ) -> None:
        reply = await ask(loopback, channel, ann, SEVERAL)
        pressed = await loopback.press(ann, reply, "Loans that came back late")
        message = await pressed.message()
        assert message is reply
        assert headline(message) == "103 of 412 loans (25 %)"
        assert labels(message) == ["Chart", "In context"]

    @pytest.mark.parametrize("denied", [(), (Permission.EMBED_LINKS,)], ids=["a card", "plain text"])
    async def test_what_is_suggested_stands_on_buttons_alone(
        self, loopback: Loopback, channel: Channel, ann: User, denied: tuple[Permission, ...]
    ) -> None:
        await loopback.deny(channel, loopback.bot, *denied)
        reply = await ask(loopback, channel, ann, SEVERAL)
        assert reply.text == "I'm not sure what you mean. Did you mean:"
        assert "Loans that came back late" in labels(reply)

    async def test_a_suggestion_in_plain_text_becomes_an_answer_in_plain_text(
        self, loopback: Loopback, channel: Channel, ann: User
    ) -> None:
        """Where embeds are forbidden; the question must not be left standing above the answer."""
        await loopback.deny(channel, loopback.bot, Permission.EMBED_LINKS)
        reply = await ask(loopback, channel, ann, SEVERAL)
        message = await (await loopback.press(ann, reply, "Loans that came back late")).message()
        assert message.content.splitlines()[0] == "103 of 412 loans (25 %)"
        assert (message.embeds, message.flags) == ([], 4)  # nothing but text

    async def test_share_here_posts_a_private_answer_for_everybody(
        self, loopback: Loopback, channel: Channel, ann: User
    ) -> None:
        private = await _private_answer(loopback, channel, ann)
        message = await (await loopback.press(ann, private, "Share here")).message()
        assert private.ephemeral
        assert not message.ephemeral
        assert headline(message) == "412 loans"
        assert message.pings == frozenset()
        assert labels(message) == ["Chart", "In context"]

    async def test_a_private_message_stays_one_that_can_be_shared(
        self, loopback: Loopback, channel: Channel, ann: User
    ) -> None:
        """Turned into another answer, it keeps *Share here* and *Ask again*."""
        private = await _private_answer(loopback, channel, ann)
        message = await (await loopback.press(ann, private, "Not what I asked")).message()
        assert labels(message)[3:5] == ["Share here", "Ask again"]
        message = await (await loopback.press(ann, message, "Loans that came back late")).message()
        assert labels(message) == ["Chart", "In context", "Share here", "Ask again"]

    async def test_a_public_reply_to_a_command_keeps_ask_again(
        self, loopback: Loopback, channel: Channel, ann: User
    ) -> None:
        """Nobody can reply to it."""
        public = await (await loopback.slash(ann, channel, "ask", {"question": SEVERAL})).message()
        message = await (await loopback.press(ann, public, "Loans that came back late")).message()
        assert labels(message) == ["Chart", "In context", "Ask again"]

    async def test_ask_again_opens_a_form_that_is_answered_privately(
        self, loopback: Loopback, channel: Channel, ann: User
    ) -> None:
        private = await _private_answer(loopback, channel, ann)
        form = await (await loopback.press(ann, private, "Ask again")).modal()
        sent = await loopback.submit(form, {"Your question": LATE})
        message = await sent.message()
        assert headline(message) == "103 of 412 loans (25 %)"
        assert message.ephemeral
        assert labels(message)[3:5] == ["Share here", "Ask again"]

    async def test_distress_in_the_form_gets_the_help_lines(
        self, loopback: Loopback, channel: Channel, ann: User
    ) -> None:
        private = await _private_answer(loopback, channel, ann)
        form = await (await loopback.press(ann, private, "Ask again")).modal()
        text, hidden = await _answered(await loopback.submit(form, {"Your question": DISTRESS}))
        assert "999" in text
        assert hidden

    async def test_forms_of_several_people_do_not_mix(
        self, loopback: Loopback, channel: Channel, ann: User, bob: User
    ) -> None:
        public = await (await loopback.slash(ann, channel, "ask", {"question": LOOKED})).message()
        forms = [await (await loopback.press(who, public, "Ask again")).modal() for who in (ann, bob)]
        late = await (await loopback.submit(forms[0], {"Your question": LATE})).message()
        looked = await (await loopback.submit(forms[1], {"Your question": LOOKED})).message()
        assert (headline(late), headline(looked)) == ("103 of 412 loans (25 %)", "412 loans")

    async def test_whoever_says_that_an_answer_helped_is_thanked_privately(
        self, loopback: Loopback, channel: Channel, ann: User, bob: User, caplog: pytest.LogCaptureFixture
    ) -> None:
        """What is logged names the entry, and nobody."""
        caplog.set_level(logging.INFO, "bot.cogs.buttons")
        reply = await ask(loopback, channel, ann, LOOKED)
        before = reply.text, labels(reply)
        for who in (ann, bob):
            said = await _answered(await loopback.press(who, reply, "Helpful"))
            assert said == ("Thank you, I'm glad it helped.", True)
        assert (reply.text, labels(reply)) == before
        assert [record.getMessage() for record in caplog.records] == ["helpful: loans-inspected"] * 2

    async def test_somebody_else_who_finds_an_answer_wrong_is_sent_to_the_moderators(
        self, loopback: Loopback, channel: Channel, ann: User, bob: User
    ) -> None:
        reply = await ask(loopback, channel, ann, LOOKED)
        text, private = await _answered(await loopback.press(bob, reply, "Wrong"))
        assert text == (
            "Thank you for telling me. Please tell the moderators what is wrong, with a link to my message."
        )
        assert private

    async def test_help_lines_are_shown_privately_to_whoever_presses(
        self, loopback: Loopback, channel: Channel, ann: User, bob: User
    ) -> None:
        reply = await ask(loopback, channel, ann, DISTRESS)
        text, private = await _answered(await loopback.press(bob, reply, "Show me this privately"))
        assert "999" in text
        assert private

    async def test_pages_are_turned_in_place(
        self, loopback: Loopback, channel: Channel, ann: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("bot.render.figures._PAGE", 4)
        shown = await (await loopback.slash(ann, channel, "stats")).message()
        assert labels(shown) == ["More"]
        turned = await (await loopback.press(ann, shown, "More")).message()
        assert turned is shown
        assert turned.embeds[0]["footer"]["text"].endswith("page 2 of 2")
        assert labels(turned) == ["Back"]


class TestOthers:
    """What somebody else than the asker may press."""

    pytestmark = pytest.mark.usefixtures("bot")

    @pytest.mark.parametrize(
        ("question", "button"),
        [
            pytest.param(LOOKED, "Not what I asked", id="take an answer back"),
            pytest.param(SEVERAL, "Loans that came back late", id="choose a suggestion"),
        ],
    )
    async def test_only_the_asker_changes_a_public_message(
        self, loopback: Loopback, channel: Channel, ann: User, bob: User, question: str, button: str
    ) -> None:
        reply = await ask(loopback, channel, ann, question)
        before = reply.text
        assert await _answered(await loopback.press(bob, reply, button)) == (NOT_YOURS, True)
        assert reply.text == before

    async def test_only_the_asker_turns_pages(
        self, loopback: Loopback, channel: Channel, ann: User, bob: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("bot.render.figures._PAGE", 4)
        shown = await (await loopback.slash(ann, channel, "stats")).message()
        assert await _answered(await loopback.press(bob, shown, "More")) == (NOT_YOURS, True)

    @pytest.mark.parametrize("button", ["Chart", "In context"])
    async def test_anybody_may_look_closer(
        self, loopback: Loopback, channel: Channel, ann: User, bob: User, button: str
    ) -> None:
        reply = await ask(loopback, channel, ann, LATE)
        message = await (await loopback.press(bob, reply, button)).message()
        assert message.ephemeral
        assert not message.text.startswith((NOT_YOURS, GONE, FAILED))


async def test_all_buttons_work_after_a_restart(
    loopback: Loopback,
    guild: Guild,
    channel: Channel,
    ann: User,
    answerer: Answerer,
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A second client, which has never seen the messages, knows them by their custom ids; a form that was open too."""
    monkeypatch.setattr("bot.render.figures._PAGE", 4)
    async with running(loopback, answerer, store):
        several = await ask(loopback, channel, ann, SEVERAL)
        late = await ask(loopback, channel, ann, LATE)
        lines = await ask(loopback, channel, ann, DISTRESS)
        private = await _private_answer(loopback, channel, ann)
        pages = await (await loopback.slash(ann, channel, "stats", {"private": False})).message()
        form = await (await loopback.press(ann, private, "Ask again")).modal()
    async with running(loopback, answerer, store):
        sent = await (await loopback.submit(form, {"Your question": LATE})).message()
        assert headline(sent) == "103 of 412 loans (25 %)"
        assert (await (await loopback.press(ann, private, "Ask again")).modal()).title == "Ask the report"
        assert headline(await (await loopback.press(ann, private, "Share here")).message()) == "412 loans"
        assert "999" in (await (await loopback.press(ann, lines, "Show me this privately")).message()).text
        assert "412 loans" in (await (await loopback.press(ann, late, "In context")).message()).text
        assert (await (await loopback.press(ann, late, "Chart")).message()).files
        assert "Loans looked at" in labels(await (await loopback.press(ann, late, "Not what I asked")).message())
        assert "Loans looked at" not in labels(await (await loopback.press(ann, late, "That was it")).message())
        await (await loopback.press(ann, several, "Loans looked at")).message()
        assert headline(several) == "412 loans"
        await (await loopback.press(ann, pages, "More")).message()
        assert labels(pages) == ["Back"]


@pytest.mark.parametrize(
    ("question", "button"),
    [
        pytest.param(LATE, "Chart", id="chart"),
        pytest.param(LATE, "In context", id="context"),
        pytest.param(LATE, "Not what I asked", id="other candidates"),
        pytest.param(SEVERAL, "Loans looked at", id="suggestion"),
    ],
)
async def test_a_button_whose_entry_has_gone_says_so(
    loopback: Loopback, channel: Channel, ann: User, bot: Verbatim, changed: Answerer, question: str, button: str
) -> None:
    """And leaves the message as it is."""
    reply = await ask(loopback, channel, ann, question)
    before = reply.text
    bot.publisher.serve(Edition.of(changed))
    assert await _answered(await loopback.press(ann, reply, button)) == (GONE, True)
    assert reply.text == before


async def test_a_private_answer_whose_entry_has_gone_is_not_shared(
    loopback: Loopback, channel: Channel, ann: User, bot: Verbatim, changed: Answerer
) -> None:
    private = await _private_answer(loopback, channel, ann)
    bot.publisher.serve(Edition.of(changed))
    assert await _answered(await loopback.press(ann, private, "Share here")) == (GONE, True)


async def test_a_button_that_fails_says_so_privately_and_logs_why(
    loopback: Loopback, channel: Channel, ann: User, bot: Verbatim, caplog: pytest.LogCaptureFixture
) -> None:
    """After a deferral too: nothing is left thinking for ever."""

    async def broken(drawn: object) -> bytes:
        raise RuntimeError("broken on purpose")

    reply = await ask(loopback, channel, ann, LATE)
    bot.charts.png = broken  # type: ignore[method-assign,assignment]  # any failure inside would do
    text, private_too = await _answered(await loopback.press(ann, reply, "Chart"))
    assert (text.split(",")[0], private_too) == (FAILED, True)
    assert "broken on purpose" in caplog.text


async def test_a_form_that_fails_says_so_privately_and_logs_why(
    loopback: Loopback,
    channel: Channel,
    ann: User,
    bot: Verbatim,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(message: str) -> Message:
        raise RuntimeError("broken on purpose")

    private = await _private_answer(loopback, channel, ann)
    form = await (await loopback.press(ann, private, "Ask again")).modal()
    monkeypatch.setattr(bot.answerer, "read", broken)
    text, private_too = await _answered(await loopback.submit(form, {"Your question": LATE}))
    assert (text.split(",")[0], private_too) == (FAILED, True)
    assert "broken on purpose" in caplog.text


@pytest.mark.parametrize("place", ["channel", "private", "command"])
@pytest.mark.parametrize("question", [LOOKED, LATE, SEVERAL, DISTRESS, "what is the budget of the libraries", "pizza"])
async def test_no_two_buttons_of_a_message_have_one_custom_id(
    bot: Verbatim, answerer: Answerer, place: buttons.Place, question: str
) -> None:
    """And no row has more than five."""
    rows = buttons.buttons_below(bot, answerer.answer(question), 2**64 - 1, place)
    ids = [item.custom_id for row in rows for item in row]
    assert len(set(ids)) == len(ids)
    assert max((len(id) for id in ids), default=0) <= 100
    assert max((len(row) for row in rows), default=0) <= 5


@pytest.mark.parametrize(
    ("button", "custom_id", "length"),
    [
        pytest.param(buttons.ChartButton, f"v1:chart:{'e' * 48}", 57, id="chart"),
        pytest.param(buttons.ContextButton, f"v1:context:{'e' * 48}", 59, id="context"),
        pytest.param(buttons.ShareButton, f"v1:share:{'e' * 48}", 57, id="share"),
        pytest.param(buttons.ShareButton, f"v1:share:{'e' * 48}:{'f' * 8}.{'f' * 8}", 75, id="share three answers"),
        pytest.param(listings.SharePageButton, f"v1:sharestats:999:{'f' * 8}", 26, id="share a page"),
        pytest.param(listings.SharePairButton, f"v1:sharepair:{'f' * 8}:{'f' * 8}", 30, id="share a comparison"),
        pytest.param(
            listings.ShareQuotesButton, f"v1:sharequotes:{'.'.join(['f' * 8] * 9)}", 95, id="share nine quotations"
        ),
        pytest.param(buttons.PickButton, f"v1:pick:{'9' * 20}:{'e' * 48}", 77, id="suggestion"),
        pytest.param(buttons.OtherButton, f"v1:other:{'9' * 20}:{'.'.join(['f' * 8] * 6)}", 83, id="six candidates"),
        pytest.param(buttons.BackButton, f"v1:back:{'9' * 20}:{'.'.join(['f' * 8] * 6)}", 82, id="the way back"),
        pytest.param(buttons.HelpfulButton, f"v1:helpful:{'e' * 48}", 59, id="it helped"),
        pytest.param(buttons.WrongButton, f"v1:wrong:{'9' * 20}:{'e' * 48}", 78, id="it is wrong"),
        pytest.param(listings.PageButton, f"v1:page:{'9' * 20}:999:{'f' * 8}", 41, id="page"),
        pytest.param(buttons.AgainButton, "v1:again", 8, id="again"),
        pytest.param(buttons.HelpButton, "v1:help", 7, id="help"),
        pytest.param(buttons.HelpButton, "v1:help:es", 10, id="help, called for in another language"),
    ],
)
def test_the_longest_custom_id_fits_and_is_read_back_by_its_own_button_alone(button, custom_id, length):
    assert len(custom_id) == length <= 100
    readers = [
        item for item in (*buttons.ITEMS, *listings.ITEMS) if item.__discord_ui_compiled_template__.fullmatch(custom_id)
    ]
    assert readers == [button]


def test_the_shorthand_of_the_longest_ids_fills_the_field_exactly():
    entries = [library.entry("roof-leaked")] * 9
    assert len(custom_ids.candidates(entries)) == 53


class TestFromBefore:
    """Messages of a time before cards: an embed with buttons below."""

    @pytest.fixture
    async def old(self, bot: Verbatim, channel: Channel, loopback: Loopback) -> Callable[..., Awaitable[Message]]:
        """Sends one."""

        async def send(*buttons: Button, content: str | None = None) -> Message:
            view = discord.ui.View(timeout=None)
            for button in buttons:
                view.add_item(button)
            embed = discord.Embed(title="412 loans", description="Inspectors looked at 412 loans.")
            await bot.get_partial_messageable(channel.id).send(content, embed=embed, view=view)
            return await loopback.next_message(channel)

        return send

    async def test_a_suggestion_turns_it_into_a_card(
        self, loopback: Loopback, ann: User, old: Callable[..., Awaitable[Message]]
    ) -> None:
        """The embed goes, and a line that stood above it."""
        before = await old(buttons.PickButton.of(f"v1:pick:{ann.id}:loans-late"), content="Corrected")
        message = await (await loopback.press(ann, before, "This")).message()
        assert message is before
        assert (message.content, message.embeds, headline(message)) == ("", [], "103 of 412 loans (25 %)")

    async def test_further_candidates_are_offered_below_it(
        self, loopback: Loopback, ann: User, old: Callable[..., Awaitable[Message]]
    ) -> None:
        field = custom_ids.candidates([library.knowledge().entries["loans-late"]])
        before = await old(buttons.OtherButton.of(f"v1:other:{ann.id}:{field}"))
        message = await (await loopback.press(ann, before, "Not what I asked")).message()
        assert message.embeds[0]["title"] == "412 loans"
        assert labels(message) == ["That was it", "Loans that came back late"]
        message = await (await loopback.press(ann, message, "That was it")).message()
        assert labels(message) == ["Not what I asked"]

    @pytest.mark.parametrize("button", ["Chart", "In context"])
    async def test_its_other_buttons_work(
        self, loopback: Loopback, ann: User, old: Callable[..., Awaitable[Message]], button: str
    ) -> None:
        before = await old(
            buttons.ChartButton.of("v1:chart:loans-late"), buttons.ContextButton.of("v1:context:loans-late")
        )
        message = await (await loopback.press(ann, before, button)).message()
        assert message.ephemeral
        assert not message.text.startswith((NOT_YOURS, GONE, FAILED))

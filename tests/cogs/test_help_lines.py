"""Whose help lines somebody in danger is shown, who chooses that, and where the others to turn to are, end to end."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.client import Verbatim
from bot.cogs.buttons import drawn
from bot.core.answering.answerer import Answerer
from bot.core.answering.reply import Reply
from bot.core.knowledge.loading import load
from bot.errors import StoreError
from bot.serving.edition import Edition
from bot.store import Store
from tests.core import library
from tests.loopback import Channel, Guild, Loopback, User

from .running import ask, labels, running

DISTRESS = "my dad hits me and i am scared"
HERE = library.FILES["help.yaml"].decode()
LINES = HERE[HERE.index("lines:") : HERE.index("words:")]
COUNTRIES = """\
languages:
  es: {opening: Parece que no estás a salvo.}
default: GB
countries:
  GB:
    lines:
      - {name: Emergency services, number: "999", when: now}
      - {name: Childline, number: 0800 1111, when: for anyone under 19}
      - {name: Samaritans, number: 116 123, when: at any hour}
      - {name: Refuge, number: 0808 2000 247, when: at home}
  IE:
    lines: [{name: Emergency services, number: "112", when: now}]
anywhere:
  - {name: Find a Helpline, when: in your country, url: "https://findahelpline.example"}
"""
GB_FIRST = (
    "It sounds as if you may not be safe.\n\n"
    "**999** Emergency services - now\n"
    "**0800 1111** Childline - for anyone under 19\n"
    "**116 123** Samaritans - at any hour\n\n"
    "They will listen."
)
IE_FIRST = (
    "It sounds as if you may not be safe.\n\n"
    "**112** Emergency services - now\n"
    "**[Find a Helpline](https://findahelpline.example)** - in your country\n\n"
    "They will listen."
)
SHOWN = "Somebody who may be in danger is shown this:"
CHOSEN_IE = f"Country of the help lines here: **Ireland**. {SHOWN}\n\n{IE_FIRST}".replace(
    "(https://findahelpline.example)", "(<https://findahelpline.example>)"
)
CHOSEN_NONE = f"Country of the help lines here: **United Kingdom**, as no other is chosen. {SHOWN}\n\n{GB_FIRST}"
MORE = "More people to turn to"


@pytest.fixture
def answerer() -> Answerer:
    return Answerer(library.knowledge(help=(LINES, COUNTRIES)))


@pytest.fixture
async def bot(loopback: Loopback, guild: Guild, answerer: Answerer, store: Store) -> AsyncIterator[Verbatim]:
    async with running(loopback, answerer, store) as client:
        yield client


@pytest.fixture
async def bob(loopback: Loopback, guild: Guild) -> User:
    return loopback.user("Bob", guild)


async def chosen(loopback: Loopback, who: User, channel: Channel, **options: str) -> str:
    """Use /settings help-lines; return what is answered, which is always private."""
    message = await (await loopback.slash(who, channel, "settings help-lines", options)).message()
    assert message.ephemeral
    return message.content


@pytest.mark.usefixtures("bot")
async def test_a_moderator_chooses_whose_help_lines_are_shown(
    loopback: Loopback, guild: Guild, channel: Channel, mia: User, ann: User, store: Store
) -> None:
    """By what is offered while they type, by a code, or by a name; what is chosen is shown as people will see it."""
    assert await chosen(loopback, mia, channel) == CHOSEN_NONE
    assert (await ask(loopback, channel, ann, DISTRESS)).text == GB_FIRST
    offered = await (await loopback.autocomplete(mia, channel, "settings help-lines", "country", "")).choices()
    assert offered == {
        "United Kingdom (as long as nothing is chosen)": "default", "Ireland": "IE", "United Kingdom": "GB",
    }  # fmt: skip
    offered = await (await loopback.autocomplete(mia, channel, "settings help-lines", "country", "irel")).choices()
    assert list(offered.values()) == ["IE", "default"]
    for country in ("IE", "ireland"):
        assert await chosen(loopback, mia, channel, country=country) == CHOSEN_IE
        assert await chosen(loopback, mia, channel) == CHOSEN_IE
    assert (await ask(loopback, channel, ann, DISTRESS)).text == IE_FIRST
    told = await (await loopback.slash(ann, channel, "ask", {"question": DISTRESS})).message()
    assert told.text == IE_FIRST
    assert await chosen(loopback, mia, channel, country="Narnia") == (
        "I have no help lines for that country, only for these: Ireland, United Kingdom. Others can be added to "
        "help.yaml."
    )
    assert (await store.server(guild.id)).help_country == "IE"
    assert await chosen(loopback, mia, channel, country="default") == CHOSEN_NONE
    dm = loopback.dm(ann)
    await loopback.say(dm, ann, DISTRESS)
    assert (await loopback.next_message(dm)).text == GB_FIRST


@pytest.mark.usefixtures("bot")
async def test_who_is_no_moderator_chooses_nothing(
    loopback: Loopback, guild: Guild, channel: Channel, ann: User, store: Store
) -> None:
    assert await chosen(loopback, ann, channel, country="IE") == "Only this server's moderators can do that."
    assert (await store.server(guild.id)).help_country == ""


@pytest.mark.usefixtures("bot")
async def test_the_others_to_turn_to_are_behind_a_button_privately(
    loopback: Loopback, channel: Channel, ann: User, bob: User
) -> None:
    """For whoever presses it, and below a private reply too."""
    public = await ask(loopback, channel, ann, DISTRESS)
    private = await (await loopback.slash(ann, channel, "ask", {"question": DISTRESS})).message()
    for who, reply in ((bob, public), (ann, private)):
        assert labels(reply) == [MORE]
        shown = await (await loopback.press(who, reply, MORE)).message()
        assert shown.ephemeral
        assert shown.text == GB_FIRST.replace(
            "\n\nThey",
            "\n**0808 2000 247** Refuge - at home\n"
            "**[Find a Helpline](https://findahelpline.example)** - in your country\n\nThey",
        )


async def test_the_button_goes_on_in_the_language_of_the_call(
    loopback: Loopback, guild: Guild, bot: Verbatim, channel: Channel, bob: User, store: Store
) -> None:
    await store.set_help_country(guild.id, "IE")
    reply = Reply("", "signpost", 1.0, "v", help=bot.answerer.knowledge.help, language="es")
    await bot.get_partial_messageable(channel.id).send(**drawn(bot, reply, None))
    shown = await loopback.press(bob, await loopback.next_message(channel), MORE)
    assert (await shown.message()).text.splitlines() == [
        "Parece que no estás a salvo.",
        "",
        "**[Find a Helpline](https://findahelpline.example)** - in your country",
        "**112** Emergency services - now",
    ]


async def test_the_button_of_help_lines_that_are_gone_says_so(
    loopback: Loopback, bot: Verbatim, channel: Channel, ann: User
) -> None:
    reply = await ask(loopback, channel, ann, DISTRESS)
    without = {name: data for name, data in library.FILES.items() if name != "help.yaml"}
    bot.publisher.serve(Edition.of(Answerer(load(without))))
    assert (await (await loopback.press(ann, reply, MORE)).message()).text == (
        "I know of nobody else right now. The people in the message above are still there for you."
    )


async def test_where_the_store_fails_the_default_lines_are_shown(
    loopback: Loopback, guild: Guild, bot: Verbatim, channel: Channel, ann: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(guild_id: int) -> None:
        raise StoreError("broken on purpose")

    await bot.store.set_help_country(guild.id, "IE")
    monkeypatch.setattr(bot.store, "server", broken)
    assert (await ask(loopback, channel, ann, DISTRESS)).text == GB_FIRST


@pytest.mark.parametrize(
    ("help", "told"),
    [
        pytest.param(
            "", "I have no help lines at all: the knowledge folder has no help.yaml. Whoever runs me should add one.",
            id="no help lines",
        ),
        pytest.param(
            HERE, "There is nothing to choose: help.yaml has the help lines of one country only.", id="one country"
        ),
    ],
)  # fmt: skip
async def test_where_there_is_nothing_to_choose_moderators_are_told_why(
    loopback: Loopback, guild: Guild, channel: Channel, mia: User, store: Store, help: str, told: str
) -> None:
    files = {name: data for name, data in library.FILES.items() if help or name != "help.yaml"}
    async with running(loopback, Answerer(load(files)), store):
        assert await chosen(loopback, mia, channel, country="IE") == told
        assert told in await chosen(loopback, mia, channel)
        assert await (await loopback.autocomplete(mia, channel, "settings help-lines", "country", "")).choices() == {}

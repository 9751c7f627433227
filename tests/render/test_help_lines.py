"""How help lines read, and that they keep every limit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import render
from bot.core.answering.reply import Reply
from bot.core.knowledge.model import Help, HelpCountry, HelpLine, HelpWords

LINES = (
    HelpLine("Emergency", "999", "in danger now", ""),
    HelpLine("Childline", "0800 1111", "under 19", "https://www.childline.example/help"),
    HelpLine("Chat", "", "if you would rather write", "https://chat.example/(now)"),
    HelpLine("Refuge", "0808 2", "for women", "https://refuge.example"),
    HelpLine("Site", "", "anywhere", "https://site.example"),
    HelpLine("A friend", "", "always", ""),
)
HELP = Help(
    "You did right.", "They will listen.", LINES, (), (), {}, {"GB": HelpCountry(LINES)}, "GB",
    languages={"es": HelpWords("Hiciste bien.")},
)  # fmt: skip


def signpost(help: Help = HELP, **more: object) -> Reply:
    return Reply("my dad hits me", "signpost", 1.0, "v", help=help, **more)


def test_in_plain_text_three_stand_in_full_and_the_others_by_name_and_number():
    assert render.plain(signpost()).splitlines() == [
        "You did right.",
        "Emergency: 999 - in danger now",
        "Childline: 0800 1111 - under 19 https://www.childline.example/help",
        "Chat - if you would rather write https://chat.example/(now)",
        "They will listen.",
        "More people to turn to:",
        "Refuge: 0808 2",
        "Site: https://site.example",
        "A friend",
    ]


def test_on_discord_three_are_shown_with_what_is_to_be_dialled_in_bold():
    made = render.embed(signpost())
    assert set(made) == {"type", "color", "description"}
    assert made["description"].splitlines() == [
        "You did right.",
        "",
        "**999** Emergency - in danger now",
        "**0800 1111** Childline - under 19 - [childline.example](https://www.childline.example/help)",
        "**[Chat](https://chat.example/%28now%29)** - if you would rather write",
        "",
        "They will listen.",
    ]


def test_all_of_them_are_shown_to_who_wants_more():
    assert render.is_more_help(signpost())
    assert render.all_help(signpost()).splitlines() == [
        "You did right.",
        "",
        "**999** Emergency - in danger now",
        "**0800 1111** Childline - under 19 - [childline.example](https://www.childline.example/help)",
        "**[Chat](https://chat.example/%28now%29)** - if you would rather write",
        "**0808 2** Refuge - for women - [refuge.example](https://refuge.example)",
        "**[Site](https://site.example)** - anywhere",
        "**A friend** - always",
        "",
        "They will listen.",
    ]


def test_of_three_lines_there_are_no_more():
    few = signpost(replace(HELP, countries={}, lines=LINES[:3]))
    assert not render.is_more_help(few)
    assert render.plain(few).splitlines()[-1] == "They will listen."


def test_they_are_those_of_the_country_in_the_language_of_the_call():
    help = replace(HELP, countries={**HELP.countries, "ES": HelpCountry(LINES[3:4], ("es",))})
    assert render.embed(signpost(help, country="ES", language="es"))["description"].splitlines() == [
        "Hiciste bien.",
        "",
        "**0808 2** Refuge - for women - [refuge.example](https://refuge.example)",
    ]


def test_what_stands_in_the_file_is_no_formatting():
    odd = HelpLine("*Ann_[x]", "1*2", "when `~|", "")
    shown = render.embed(signpost(replace(HELP, countries={}, lines=(odd,))))["description"]
    assert r"**1\*2** \*Ann\_\[x\] - when \`\~\|" in shown


def test_where_there_is_no_room_the_numbers_are_what_stays():
    """A line that does not fit in full stands there in short."""
    long = tuple(
        HelpLine(f"{at}{'n' * 199}", f"0{at}0", "w" * 200, "https://u.example/" + "u" * 380) for at in (1, 2, 3)
    )
    reply = signpost(replace(HELP, opening="o" * 600, closing="c" * 600, countries={}, lines=long))
    for text in (render.plain(reply), render.embed(reply)["description"]):
        assert len(text) <= 1_500
        assert all(number in text for number in ("010", "020", "030"))


@pytest.mark.parametrize("count", [1, 3, 4, 16])
def test_the_longest_lines_keep_every_limit(count):
    longest = HelpLine("*" * 200, "*" * 200, "*" * 200, "https://u.example/" + "(" * 380)
    reply = signpost(replace(HELP, opening="o" * 600, closing="c" * 600, countries={}, lines=(longest,) * count))
    assert 600 < len(render.plain(reply)) <= 1_500
    assert 600 < len(render.embed(reply)["description"]) <= 1_500
    assert 600 < len(render.all_help(reply)) <= 4_096


def test_what_may_be_a_call_gets_a_few_numbers_and_no_fact():
    reply = Reply("it is bad at home", "no_answer", 1.0, "v", help=HELP)
    assert render.plain(reply).split("\n") == [
        "I'm not sure I understood you. If you or somebody you know isn't safe, these people can help:",
        "Emergency: 999",
        "Childline: 0800 1111",
        "Chat: https://chat.example/(now)",
    ]

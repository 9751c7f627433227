"""What one person is told, and what moderators are told."""

from __future__ import annotations

import pytest

from bot import render


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        pytest.param(30.0, "30 seconds", id="whole"),
        pytest.param(7.4, "7 seconds", id="rounded down"),
        pytest.param(7.6, "8 seconds", id="rounded up"),
    ],
)
def test_who_asks_too_fast_is_told_kindly_when_to_ask_again(seconds, shown):
    assert render.wait(seconds) == f"That was a lot of questions at once. Please ask again in {shown}."


def test_nobody_is_told_to_wait_no_time():
    assert "in 0 " not in render.wait(0.0)


def test_moderators_are_told_where_and_not_what():
    assert render.moderators_note("https://discord.com/channels/1/2/3") == (
        "Someone may need help and was shown the help lines: https://discord.com/channels/1/2/3"
    )


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        pytest.param(render.listening([]), "I'm not listening anywhere.", id="no channel"),
        pytest.param(render.listening([7]), "I'm listening in <#7>", id="one channel"),
        pytest.param(render.listening([7, 8]), "I'm listening in <#7>, <#8>", id="two channels"),
        pytest.param(
            render.moderators_channel(7), "Moderators will be told in <#7>.", id="a channel of the moderators'"
        ),
        pytest.param(
            render.moderators_channel(None), "Moderators will no longer be told.", id="none of the moderators'"
        ),
        pytest.param(render.moderator_role(7), "Members of <@&7> are now moderators.", id="a role"),
        pytest.param(
            render.moderator_role(None), "Only people who manage the server are moderators now.", id="no role"
        ),
    ],
)
def test_a_servers_settings_are_told(made, expected):
    assert made == expected


def test_what_was_typed_stands_behind_the_faults_in_one_file():
    faults = render.Note("many", ("changes.txt", "a\nb\n"))
    assert render.typed_in(faults, "Title:\nx").file == ("what-you-typed.txt", "a\nb\n\n\nTitle:\nx")

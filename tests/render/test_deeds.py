"""What moderators did. Times are relative on Discord, and UTC elsewhere."""

from __future__ import annotations

import json
from dataclasses import replace

from bot import render
from bot.errors import StoreError
from bot.store import Deed

DEED = Deed(7, 1_700_000_000.0, 5, 9, "refresh", "refused", "no moderator")


def test_a_deed_as_json_has_all_keys():
    assert json.loads(render.deed_json(DEED)) == {
        "id": 7, "at": "2023-11-14T22:13:20+00:00", "person": "5", "guild": "9", "what": "refresh",
        "outcome": "refused", "detail": "no moderator",
    }  # fmt: skip


def test_a_deed_of_the_operator_as_json_has_nulls():
    made = json.loads(render.deed_json(replace(DEED, person_id=None, guild_id=None)))
    assert (made["person"], made["guild"]) == (None, None)


def test_a_deed_as_a_line():
    assert render.deed_plain(DEED) == (
        "2023-11-14T22:13:20+00:00  refresh, refused, by user 5 in server 9: no moderator"
    )
    assert render.deed_plain(replace(DEED, person_id=None, guild_id=None, detail="")) == (
        "2023-11-14T22:13:20+00:00  refresh, refused, by operator"
    )


def test_deeds_on_discord():
    said = render.audit([DEED, replace(DEED, person_id=None, detail="")])
    assert said == render.Note(
        "<t:1700000000:R> <@5> refresh, refused: no moderator\n<t:1700000000:R> the operator refresh, refused"
    )


def test_deeds_that_do_not_fit_come_as_a_file():
    said = render.audit([replace(DEED, detail="x" * 300)] * 25)
    assert len(said.text) <= 2_000
    assert said.file[1].count("\n") == 25


def test_no_deeds():
    assert render.audit([]).text == "Nothing has been done yet."


def test_trouble_gives_back_what_was_typed():
    assert render.trouble(StoreError("it is locked"), "Title:\nx") == render.Note(
        "That didn't work: it is locked\nWhat you typed is in the attached file.",
        ("what-you-typed.txt", "Title:\nx"),
    )

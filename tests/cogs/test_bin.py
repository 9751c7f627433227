"""Removing entries and putting them back, and moving ways of asking, end to end."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.serving.folder import read_files
from bot.store import Store
from tests.loopback import Channel, Loopback, User

from .moderating import GOOD, Keepers
from .running import ask, labels

pytestmark = pytest.mark.usefixtures("keeper")
ROOF = "when did the roof leak"


async def test_an_entry_is_removed_and_undo_puts_it_back_byte_for_byte(
    loopback: Loopback, keepers: Keepers, channel: Channel, folder: Path, mia: User, store: Store
) -> None:
    """Both as drafts that are published like any other."""
    said = await keepers.use(mia, "remove", entry="roof-leaked", why="it is out of date")
    assert "roof-leaked: " in said.content
    done = await keepers.press(mia, said, "Publish")
    assert labels(done) == ["Undo"]
    assert "2014" not in (await ask(loopback, channel, mia, ROOF)).text
    newest = (await store.versions.history())[0]
    assert newest.origin == "remove"
    assert newest.why.startswith("roof-leaked: ")
    assert newest.why.endswith(" (it is out of date)")
    pressed = await loopback.press(mia, done, "Undo")
    back = await pressed.followup()
    await keepers.press(mia, back, "Publish")
    assert read_files(folder) == GOOD
    assert "2014" in (await ask(loopback, channel, mia, ROOF)).text
    again = await (await loopback.press(mia, done, "Undo")).followup()
    assert again.content == 'That didn\'t work: "roof-leaked" is there already'


async def test_the_bin_holds_what_was_removed_in_the_last_30_days(
    loopback: Loopback, keepers: Keepers, channel: Channel, folder: Path, mia: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And is not there again; other changes meanwhile stay."""
    assert (await keepers.use(mia, "bin")).content.startswith("The bin is empty.")
    for entry in ("roof-leaked", "chairs-oakham"):
        done = await keepers.press(mia, await keepers.use(mia, "remove", entry=entry), "Publish")
    said = await keepers.use(mia, "bin")
    assert [line.split(":")[0] for line in said.content.splitlines()] == [
        "Removed in the last 30 days", "- chairs-oakham", "- roof-leaked"
    ]  # fmt: skip
    await keepers.press(mia, await keepers.choose(mia, said, "Put one back", "2"), "Publish")
    assert (await keepers.use(mia, "bin")).content.count("\n- ") == 1
    assert "roof-leaked" in (folder / "gazette.yaml").read_text()
    assert "id: chairs-oakham" not in (folder / "gazette.yaml").read_text()
    monkeypatch.setattr("bot.cogs.bin._BIN_S", 0.0)
    assert (await keepers.use(mia, "bin")).content.startswith("The bin is empty.")
    late = await (await loopback.press(mia, done, "Undo")).followup()
    assert late.content.startswith("That isn't in the bin any more")


async def test_what_others_rest_on_is_not_removed(keepers: Keepers, mia: User) -> None:
    said = await keepers.use(mia, "remove", entry="loans-late")
    assert said.content == (
        'That didn\'t work: the figure of "late-share" rests on "loans-late"; edit or remove that one first'
    )


async def test_a_way_of_asking_is_moved_to_another_entry(
    loopback: Loopback, keepers: Keepers, channel: Channel, folder: Path, mia: User, ann: User
) -> None:
    """It is found by what was typed of it."""
    asked = await loopback.autocomplete(mia, channel, "knowledge move", "phrasing", "overdue HOW loans")
    offered = await asked.choices()
    assert offered == {"how many overdue loans were there -> loans-late": "how many overdue loans were there"}
    said = await keepers.use(mia, "move", phrasing="how many overdue loans were there", to="late-share")
    await keepers.press(mia, said, "Publish")
    assert "how many overdue loans were there" not in (folder / "gazette.yaml").read_text()
    assert (folder / "asked" / "late-share.txt").read_bytes() == b"how many overdue loans were there\n"
    reply = await ask(loopback, channel, ann, "how many overdue loans were there")
    assert "A quarter of the loans came back late." in reply.text
    said = await keepers.use(mia, "move", phrasing="zounds", to="late-share")
    assert said.content.startswith("Nothing is asked for in those words.")

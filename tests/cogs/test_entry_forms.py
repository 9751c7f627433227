"""Adding and editing entries by forms, end to end: on two pages, and nothing that was typed is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.client import Verbatim
from bot.errors import StoreError
from bot.serving.publisher import Publisher
from bot.store import Store
from tests.loopback import Channel, Guild, Loopback, Message, User
from tests.loopback.interactions import Modal
from tests.loopback.message import walk

from .moderating import GOOD, LATE, Keepers, changed
from .running import ask, labels, serving

FORM = {
    "title": "Loans late",
    "says": "Of all loans 103 came back late.",
    "figure": "103 loans",
    "evidence": "412 loans, of which 103 came back late",
    "asked": "how many loans missed their day\nloans that missed their day",
}


def standing(modal: Modal) -> dict[str, str]:
    """Return what the fields of a form are filled with, by custom id."""
    return {
        part["custom_id"]: part.get("value") or "" for part in walk(modal.payload["components"]) if part["type"] == 4
    }


async def opened(loopback: Loopback, who: User, message: Message, button: str) -> Modal:
    """Press a button that opens a form."""
    return await (await loopback.press(who, message, button)).modal()


async def sent(loopback: Loopback, modal: Modal, **fields: str) -> Message:
    """Fill in a form; return what is answered."""
    message = await (await loopback.submit(modal, fields)).message()
    assert message.ephemeral
    return message


@pytest.mark.usefixtures("keeper")
class TestAdding:
    """/knowledge add."""

    async def test_a_proved_entry_is_previewed_and_published(
        self, loopback: Loopback, keepers: Keepers, channel: Channel, folder: Path, mia: User
    ) -> None:
        """With its figure, in the document of the first source."""
        modal = await (await loopback.slash(mia, channel, "knowledge add")).modal()
        said = await sent(loopback, modal, **FORM)
        assert "loans-late-2: Loans late (103 loans)" in said.content
        assert labels(said) == ["Publish", "Discard", "Change it", "Quotation and more"]
        done = await keepers.press(mia, said, "Publish")
        assert (labels(done), done.attachments) == ([], [])
        assert "  - id: loans-late-2\n" in (folder / "gazette.yaml").read_text()
        assert "how many loans missed their day\n" in (folder / "asked" / "loans-late-2.txt").read_text()
        reply = await ask(loopback, channel, mia, "how many loans missed their day")
        assert "Of all loans 103 came back late." in reply.text

    async def test_what_is_refused_is_told_by_the_field_and_the_form_opens_again_filled_with_it(
        self, loopback: Loopback, keepers: Keepers, channel: Channel, mia: User, folder: Path
    ) -> None:
        """Mended, it is proved anew, in the same message; the quotation and its speaker stand on a second page."""
        modal = await (await loopback.slash(mia, channel, "knowledge add")).modal()
        wrong = {**FORM, "evidence": "412 loans, of which 103\ncame back too late"}
        said = await sent(loopback, modal, **wrong)
        assert "The source's own words (at least four): " in said.content
        assert said.content.endswith("What you typed is kept: press *Change it* to go on with it.")
        assert labels(said) == ["Change it", "Quotation and more"]
        again = await opened(loopback, mia, said, "Change it")
        assert standing(again) == wrong
        words = "Our readers deserve better than wet carpets and dark rooms"
        mended = await sent(loopback, again, title="Bell on readers", says="", figure="", evidence=words)
        assert mended is said
        page = await opened(loopback, mia, mended, "Quotation and more")
        assert set(page.labels.values()) == {"quote", "speaker", "role", "topic", "source"}
        whole = await sent(loopback, page, quote=words, speaker="Rosa Bell", role="chief librarian")
        assert "bell-on-readers: Bell on readers" in whole.content
        assert labels(whole) == ["Publish", "Discard", "Change it", "Quotation and more"]
        assert standing(await opened(loopback, mia, whole, "Change it"))["title"] == "Bell on readers"
        typed = whole.files["what-you-typed.txt"].decode()
        assert "Who said it:\n    Rosa Bell\n" in typed

    @pytest.mark.parametrize(
        ("fields", "why"),
        [
            pytest.param({"asked": LATE}, "already", id="a way of asking that another entry has"),
            pytest.param({"figure": "{value: }"}, "the figure cannot", id="a figure that cannot be read"),
            pytest.param({"says": ""}, "can't be published yet", id="no sentence"),
        ],
    )
    async def test_what_cannot_be_added_is_refused_with_the_reason_and_kept(
        self, loopback: Loopback, channel: Channel, folder: Path, mia: User, fields: dict[str, str], why: str
    ) -> None:
        modal = await (await loopback.slash(mia, channel, "knowledge add")).modal()
        said = await sent(loopback, modal, **{**FORM, **fields})
        assert why in said.content
        assert standing(await opened(loopback, mia, said, "Change it")) == {**FORM, **fields}
        assert (folder / "gazette.yaml").read_bytes() == GOOD["gazette.yaml"]

    async def test_forms_are_taken_and_opened_again_after_a_restart(
        self, loopback: Loopback, guild: Guild, channel: Channel, publisher: Publisher, keeper: Verbatim, mia: User
    ) -> None:
        modal = await (await loopback.slash(mia, channel, "knowledge add")).modal()
        curators = frozenset([guild.id])
        await keeper.close()
        async with serving(loopback, publisher, curator_guilds=curators):
            said = await sent(loopback, modal, **FORM)
        async with serving(loopback, publisher, curator_guilds=curators):
            assert standing(await opened(loopback, mia, said, "Change it")) == FORM

    @pytest.mark.parametrize("error", [StoreError("the store is away"), RuntimeError("nobody foresaw this")])
    async def test_what_was_typed_comes_back_whatever_fails(
        self, loopback: Loopback, channel: Channel, mia: User, store: Store, monkeypatch: pytest.MonkeyPatch,
        error: Exception,
    ) -> None:  # fmt: skip
        modal = await (await loopback.slash(mia, channel, "knowledge add")).modal()

        async def fail(*_: object) -> None:
            raise error

        monkeypatch.setattr(store, "server", fail)
        form = await loopback.submit(modal, FORM)
        said = await form.message()
        if isinstance(error, RuntimeError):
            said = await form.followup()
        assert FORM["evidence"] in said.files["what-you-typed.txt"].decode()


@pytest.mark.usefixtures("keeper")
class TestEditing:
    """/knowledge edit."""

    async def _form(self, loopback: Loopback, channel: Channel, who: User, entry: str) -> Modal:
        return await (await loopback.slash(who, channel, "knowledge edit", {"entry": entry})).modal()

    async def test_the_form_is_filled_with_what_stands_and_what_changes_is_published(
        self, loopback: Loopback, keepers: Keepers, channel: Channel, folder: Path, mia: User, store: Store
    ) -> None:
        """No other byte of the file changes."""
        modal = await self._form(loopback, channel, mia, "loans-late")
        assert standing(modal) == {
            "title": "Loans that came back late",
            "says": "Of the 412 loans, 103 came back late.",
            "figure": "{value: 103, of: loans-inspected, unit: loans}",
            "evidence": "412 loans, of which 103 came back late",
            "asked": "",
        }
        said = await sent(loopback, modal, says="103 of the 412 loans came back late.")
        await keepers.press(mia, said, "Publish")
        old, new = "Of the 412 loans, 103 came back late.", "103 of the 412 loans came back late."
        assert (folder / "gazette.yaml").read_bytes() == changed(f"says: {old}", f"says: {new}")["gazette.yaml"]
        newest = (await store.versions.history())[0]
        assert (newest.origin, newest.why) == ("edit", "loans-late: Loans that came back late")

    async def test_what_somebody_else_has_changed_meanwhile_is_not_overwritten(
        self, loopback: Loopback, keepers: Keepers, channel: Channel, mia: User, folder: Path
    ) -> None:
        """Another field is: each form changes what was changed in it."""
        first, second, third = [await self._form(loopback, channel, mia, "loans-late") for _ in range(3)]
        await keepers.press(mia, await sent(loopback, first, title="Late loans"), "Publish")
        said = await sent(loopback, second, title="Loans too late")
        assert "somebody else changed this to:\n```\nTitle, in a few words: Late loans\n```" in said.content
        assert standing(await opened(loopback, mia, said, "Change it"))["title"] == "Loans too late"
        said = await sent(loopback, third, asked="how many loans missed their day")
        await keepers.press(mia, said, "Publish")
        assert "title: Late loans\n" in (folder / "gazette.yaml").read_text()
        assert (folder / "asked" / "loans-late.txt").read_bytes() == b"how many loans missed their day\n"

    async def test_a_change_that_breaks_check_questions_can_be_gone_on_with(
        self, loopback: Loopback, keepers: Keepers, channel: Channel, mia: User, folder: Path
    ) -> None:
        """As long as it is not published; a silence has one page."""
        modal = await self._form(loopback, channel, mia, "money")
        assert set(standing(modal)) == {"title", "says", "asked"}
        said = await sent(loopback, modal, asked="how many loans were late again")
        (folder / "gazette.yaml").write_bytes(GOOD["gazette.yaml"] + b"# edited\n")
        await keepers.use(mia, "refresh")
        said = await keepers.press(mia, said, "Publish")
        assert said.content.startswith("Nothing has changed: since this was made")
        assert standing(await opened(loopback, mia, said, "Change it"))["asked"] == "how many loans were late again"

    async def test_an_entry_that_is_none_is_said_to_be_none(
        self, loopback: Loopback, keepers: Keepers, channel: Channel, mia: User, ann: User
    ) -> None:
        assert (await keepers.use(mia, "edit", entry="nothing")).content.startswith("There is no such entry.")
        asked = await loopback.autocomplete(mia, channel, "knowledge edit", "entry", "money and")
        assert (await asked.choices())["Money and wages"] == "money"

"""Refreshing, previewing, publishing and rolling back the knowledge from Discord, end to end."""

from __future__ import annotations

import io
import zipfile
from functools import partial
from itertools import cycle
from pathlib import Path

import pytest

from bot.client import Verbatim
from bot.core.knowledge.fingerprint import fingerprint
from bot.errors import StoreError
from bot.serving.eyes import Policy
from bot.serving.publisher import Publisher
from bot.store import Store
from tests.core import library
from tests.loopback import Channel, Guild, Loopback, Role, User

from .moderating import BREAKING, GOOD, LATE, NEW_FIGURE, NOT_ALLOWED, NOT_YAML, Keepers, changed, until
from .running import ask, headline, labels, serving

WITH_WHOLE, WITHOUT = "103 of 412 loans (25 %)", "103 loans"
FAULTY = [
    pytest.param(NOT_YAML, "vocabulary.yaml:2:1:", id="not YAML"),
    pytest.param(changed("title: Loans looked at", "titel: Loans looked at"), "gazette.yaml:", id="against the schema"),
    pytest.param(
        changed('"Inspectors looked at 412 loans"', '"Inspectors lost all of 412 loans"'),
        "gazette.yaml:",
        id="an excerpt that is not in the source",
    ),
]


async def served(loopback: Loopback, channel: Channel, who: User) -> str:
    """Return the figure that is answered with now."""
    return str(headline(await ask(loopback, channel, who, LATE)))


async def deeds(store: Store, what: str | None = None) -> list[tuple[str, str, int | None]]:
    """Return the deeds, the newest first; only those of one name, if given."""
    last = await store.audit.last()
    return [(deed.what, deed.outcome, deed.person_id) for deed in last if what in (None, deed.what)]


class TestRefreshing:
    """/knowledge refresh."""

    pytestmark = pytest.mark.usefixtures("keeper")

    async def test_a_good_base_is_answered_from_at_once(
        self, loopback: Loopback, keepers: Keepers, channel: Channel, folder: Path, mia: User, store: Store
    ) -> None:
        """Who, why and what changed are said and kept."""
        library.write(folder, NEW_FIGURE)
        said = await keepers.use(mia, "refresh", why="the whole is told elsewhere")
        assert "number 2. I now answer from it." in said.content
        assert f"loans-late: {WITH_WHOLE} -> {WITHOUT}" in said.content
        assert await served(loopback, channel, mia) == WITHOUT
        newest = (await store.versions.history())[0]
        assert (newest.person_id, newest.why, newest.origin) == (mia.id, "the whole is told elsewhere", "refresh")
        assert (await deeds(store))[0] == ("refresh", "done", mia.id)

    async def test_what_is_served_already_is_not_published_again(self, keepers: Keepers, mia: User) -> None:
        assert (await keepers.use(mia, "refresh")).content == "Nothing to do: I already answer from this."

    @pytest.mark.parametrize(("files", "where"), FAULTY)
    async def test_a_faulty_base_changes_nothing(
        self, loopback: Loopback, keepers: Keepers, channel: Channel, folder: Path, mia: User, store: Store,
        files: dict[str, bytes], where: str,
    ) -> None:  # fmt: skip
        """The faults are shown, each with its place."""
        library.write(folder, files)
        said = await keepers.use(mia, "refresh")
        assert said.content.startswith("Nothing has changed: this can't be published.")
        assert where in said.content
        assert await served(loopback, channel, mia) == WITH_WHOLE
        assert (await deeds(store))[0] == ("refresh", "refused", mia.id)

    async def test_many_faults_come_as_a_file(self, keepers: Keepers, folder: Path, mia: User) -> None:
        text = GOOD["gazette.yaml"].replace(b"    title:", b"    titel:")
        library.write(folder, {**GOOD, "gazette.yaml": text})
        said = await keepers.use(mia, "refresh")
        lines = said.files["changes.txt"].decode().splitlines()
        assert len([line for line in lines if "titel" in line]) == 12
        assert said.content.endswith("The whole list is in the attached file.")

    async def test_failing_checks_want_a_second_confirmation_that_names_them(
        self, loopback: Loopback, keepers: Keepers, folder: Path, mia: User, store: Store
    ) -> None:
        library.write(folder, BREAKING)
        said = await keepers.use(mia, "refresh")
        assert said.content.startswith("Not published yet: some check questions would fail.")
        assert f'"{LATE}" gets loans-late, not roof-leaked' in said.content
        assert labels(said) == ["Publish anyway", "Discard"]
        done = await keepers.press(mia, said, "Publish anyway")
        assert "number 2. I now answer from it." in done.content
        assert labels(done) == []
        newest = await store.versions.newest()
        assert newest is not None
        assert newest.number == 2

    async def test_a_store_that_fails_is_said_and_the_bot_goes_on(
        self, loopback: Loopback, keepers: Keepers, channel: Channel, folder: Path, mia: User, store: Store,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:  # fmt: skip
        async def fail(*_: object, **__: object) -> None:
            raise StoreError("store.sqlite3 is locked; close the other program")

        monkeypatch.setattr(store.versions, "publish", fail)
        library.write(folder, NEW_FIGURE)
        said = await keepers.use(mia, "refresh")
        assert said.content == "That didn't work: store.sqlite3 is locked; close the other program"
        assert await served(loopback, channel, mia) == WITH_WHOLE


class TestPreviewing:
    """/knowledge preview, and the buttons below it."""

    pytestmark = pytest.mark.usefixtures("keeper")

    async def test_it_shows_what_would_change_and_changes_nothing(
        self, loopback: Loopback, keepers: Keepers, channel: Channel, folder: Path, mia: User
    ) -> None:
        library.write(folder, changed("      - number of late loans\n", "      - late books counted\n"))
        said = await keepers.use(mia, "preview")
        assert said.content.startswith("This is a preview; nothing has been published yet.")
        assert "loans-late: 1 added, 1 removed" in said.content
        assert labels(said) == ["Publish", "Discard"]
        assert await served(loopback, channel, mia) == WITH_WHOLE

    async def test_replies_that_would_change_are_named(self, keepers: Keepers, folder: Path, mia: User) -> None:
        text = GOOD["gazette.yaml"].decode()
        start = text.index("  - id: atlases-ruined")
        library.write(
            folder, {**GOOD, "gazette.yaml": (text[:start] + text[text.index("  - id: inspection") :]).encode()}
        )
        said = await keepers.use(mia, "preview")
        whole = said.files.get("changes.txt", b"").decode() or said.content
        assert "atlases-ruined: Atlases ruined by rain (dozens of atlases)" in whole
        assert '"how many atlases were ruined": atlases-ruined -> ' in whole

    async def test_publish_puts_it_live(
        self, loopback: Loopback, keepers: Keepers, channel: Channel, folder: Path, mia: User
    ) -> None:
        library.write(folder, NEW_FIGURE)
        said = await keepers.press(mia, await keepers.use(mia, "preview"), "Publish")
        assert "number 2. I now answer from it." in said.content
        assert labels(said) == []
        assert await served(loopback, channel, mia) == WITHOUT

    async def test_discard_takes_it_away(
        self, loopback: Loopback, keepers: Keepers, channel: Channel, folder: Path, mia: User, store: Store
    ) -> None:
        library.write(folder, NEW_FIGURE)
        said = await keepers.press(mia, await keepers.use(mia, "preview"), "Discard")
        assert (said.content, labels(said)) == ("Discarded. Nothing has changed.", [])
        assert await served(loopback, channel, mia) == WITH_WHOLE
        assert (await deeds(store))[0] == ("discard", "done", mia.id)

    async def test_a_second_preview_of_the_same_is_of_the_same_draft(
        self, keepers: Keepers, folder: Path, mia: User, store: Store
    ) -> None:
        library.write(folder, NEW_FIGURE)
        first, second = await keepers.use(mia, "preview"), await keepers.use(mia, "preview")
        await keepers.press(mia, first, "Publish")
        said = await keepers.press(mia, second, "Publish")
        assert said.content.startswith("Nothing has changed: that draft or version no longer exists.")
        assert len(await store.versions.history()) == 2

    async def test_another_preview_takes_the_place_of_ones_own_earlier_one(
        self, loopback: Loopback, keepers: Keepers, mia: User
    ) -> None:
        """That is said; a change that came by another way stays."""
        lines = loopback.file("loans-late.txt", b"how many loans missed their day\n")
        first = await keepers.use(mia, "preview", file=lines, why="one")
        file = loopback.file("gazette.yaml", NEW_FIGURE["gazette.yaml"])
        second = await keepers.use(mia, "preview", file=file)
        assert "\nIt takes the place of the earlier draft: one.\n" in second.content
        assert (await keepers.press(mia, first, "Publish")).content.startswith("Nothing has changed: that draft")
        assert "number 2. I now answer from it." in (await keepers.press(mia, second, "Publish")).content

    async def test_a_draft_that_has_gone_is_said_to_be_gone(
        self, keepers: Keepers, folder: Path, mia: User, store: Store
    ) -> None:
        library.write(folder, NEW_FIGURE)
        said = await keepers.use(mia, "preview")
        await store.versions.purge_drafts(1e12)
        said = await keepers.press(mia, said, "Publish")
        assert said.content.startswith("Nothing has changed: that draft")
        assert labels(said) == []

    async def test_a_draft_is_overtaken_by_an_edit_of_the_folder(
        self, keepers: Keepers, folder: Path, mia: User
    ) -> None:
        library.write(folder, NEW_FIGURE)
        said = await keepers.use(mia, "preview")
        library.write(folder, GOOD)
        said = await keepers.press(mia, said, "Publish")
        assert said.content.startswith("Nothing has changed: since this was made")
        assert labels(said) == []

    async def test_a_file_stands_in_place_of_the_folders(
        self, loopback: Loopback, keepers: Keepers, channel: Channel, folder: Path, mia: User
    ) -> None:
        """Published, it is in the folder too."""
        file = loopback.file("gazette.yaml", NEW_FIGURE["gazette.yaml"])
        said = await keepers.use(mia, "preview", file=file)
        assert f"loans-late: {WITH_WHOLE} -> {WITHOUT}" in said.content
        await keepers.press(mia, said, "Publish")
        assert await served(loopback, channel, mia) == WITHOUT
        assert (folder / "gazette.yaml").read_bytes() == NEW_FIGURE["gazette.yaml"]

    async def test_another_number_in_help_lines_is_shown_before_all_else(
        self, loopback: Loopback, keepers: Keepers, mia: User
    ) -> None:
        """So is it between two versions that are put side by side."""
        text = GOOD["help.yaml"].replace(b"0800 1111", b"0900 666")
        said = await keepers.use(mia, "preview", file=loopback.file("help.yaml", text))
        shown = "**Help lines and calls for help**\n  lines: Childline: number: **`0800 1111`** -> **`0900 666`**"
        assert f"all others stay.\n{shown}\n" in said.content
        await keepers.press(mia, said, "Publish")
        assert (await keepers.use(mia, "diff", a="1", b="2")).content.endswith(f"(number 2):\n{shown}")

    async def test_another_fingerprint_wants_a_second_confirmation_that_names_it(
        self, loopback: Loopback, keepers: Keepers, mia: User
    ) -> None:
        forged = str(fingerprint(f"{library.TEXT}\n\nThe mayor stole 900 loans.")).encode()
        file = loopback.file("gazette-2018.fingerprint", forged)
        said = await keepers.press(mia, await keepers.use(mia, "preview", file=file), "Publish")
        assert "take other words for the source's own (sources/gazette-2018.fingerprint). Is that" in said.content
        done = await keepers.press(mia, said, "Publish anyway")
        assert "number 2. I now answer from it." in done.content

    async def test_calls_for_help_that_do_not_fit_come_in_further_messages(
        self, loopback: Loopback, keepers: Keepers, channel: Channel, staff: Channel, mia: User
    ) -> None:
        """In the moderators' channel as well."""
        calls = "".join(f"he beats me, {'x' * 200} {n}\n" for n in range(12)).encode()
        file = loopback.file("help.zip", zipped({"help/calls.txt": calls}))
        used = await loopback.slash(mia, channel, "knowledge preview", {"file": file})
        said, more = await used.message(), await used.followup()
        assert more.ephemeral
        assert all(f" {n}`" in said.content + more.content for n in range(12))
        await keepers.press(mia, said, "Publish")
        told = [(await loopback.next_message(staff)).content for _ in range(2)]
        assert all(f" {n}`" in "".join(told) for n in range(12))

    async def test_ways_of_asking_are_attached_as_a_file_of_their_own(
        self, loopback: Loopback, keepers: Keepers, folder: Path, mia: User
    ) -> None:
        file = loopback.file("loans-late.txt", b"how many loans missed their day\n")
        said = await keepers.use(mia, "preview", file=file)
        assert "loans-late: 1 added, 0 removed" in said.content
        await keepers.press(mia, said, "Publish")
        assert (folder / "asked" / "loans-late.txt").read_bytes() == b"how many loans missed their day\n"
        assert (folder / "gazette.yaml").read_bytes() == GOOD["gazette.yaml"]

    async def test_a_zip_stands_in_place_of_the_files_that_it_holds(
        self, loopback: Loopback, keepers: Keepers, channel: Channel, folder: Path, mia: User
    ) -> None:
        """That is said; files that it does not hold stay."""
        files = {"gazette.yaml": NEW_FIGURE["gazette.yaml"], "asked/roof-leaked.txt": b"was there a drip\n"}
        said = await keepers.use(mia, "preview", file=loopback.file("some.zip", zipped(files)))
        assert said.content.startswith(
            "This is a preview; nothing has been published yet.\n"
            "The files you attached replace the published ones of the same name; all others stay.\n"
        )
        assert f"loans-late: {WITH_WHOLE} -> {WITHOUT}" in said.content
        assert "roof-leaked: 1 added, 0 removed" in said.content
        await keepers.press(mia, said, "Publish")
        assert await served(loopback, channel, mia) == WITHOUT
        assert (folder / "asked" / "roof-leaked.txt").read_bytes() == b"was there a drip\n"
        assert (folder / "checks.yaml").read_bytes() == GOOD["checks.yaml"]

    @pytest.mark.parametrize(
        ("name", "size", "why"),
        [
            pytest.param(
                "gazette.pdf", 10, '"gazette.pdf" is not a knowledge file. Attach a', id="another kind of file"
            ),
            pytest.param("gazette.yml", 10, "rename it to gazette.yaml", id="misnamed"),
            pytest.param("gazette.yaml", 1_000_001, "has 1,000,001 bytes, and 1,000,000 are allowed", id="too large"),
            pytest.param("knowledge.zip", 10, '"knowledge.zip" cannot be unpacked', id="no .zip"),
            pytest.param(
                "knowledge.zip", 4_000_001, "has 4,000,001 bytes, and 4,000,000 are allowed", id="a large .zip"
            ),
        ],
    )
    async def test_another_file_is_refused(
        self, loopback: Loopback, keepers: Keepers, mia: User, name: str, size: int, why: str
    ) -> None:
        said = await keepers.use(mia, "preview", file=loopback.file(name, b"x", size=size))
        assert said.content.startswith("That didn't work: ")
        assert why in said.content


def zipped(files: dict[str, bytes]) -> bytes:
    """Return a .zip of files, all in one folder."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(f"knowledge/{name}", data)
    return kept.getvalue()


class TestVersions:
    """/knowledge history, diff, rollback and audit."""

    pytestmark = pytest.mark.usefixtures("keeper")

    @pytest.fixture(autouse=True)
    async def second(self, keeper: Verbatim, keepers: Keepers, folder: Path, mia: User) -> None:
        """Number 2 is served, published by Mia."""
        library.write(folder, NEW_FIGURE)
        await keepers.use(mia, "refresh", why="less")

    async def test_history_lists_them_the_newest_first(self, keepers: Keepers, mia: User) -> None:
        second, changed, first = (await keepers.use(mia, "history")).content.splitlines()
        assert changed == "-# entries: 1"
        assert second.startswith("2. `")
        assert second.endswith(f"refresh by <@{mia.id}>: less, **in use**")
        assert first.startswith("1. `")
        assert first.endswith(", start")

    async def test_diff_puts_old_and_new_figures_side_by_side(self, keepers: Keepers, mia: User, store: Store) -> None:
        """By number or hash."""
        second = (await store.versions.history())[0]
        said = await keepers.use(mia, "diff", a="1", b=second.version)
        assert f"loans-late: {WITH_WHOLE} -> {WITHOUT}" in said.content

    async def test_a_version_that_is_not_there_is_said_to_be_none(self, keepers: Keepers, mia: User) -> None:
        said = await keepers.use(mia, "diff", a="1", b="7")
        assert said.content == "There is no such version; /knowledge history shows the last ones."

    async def test_versions_are_offered(self, loopback: Loopback, channel: Channel, mia: User, ann: User) -> None:
        """To moderators alone."""
        asked = await loopback.autocomplete(mia, channel, "knowledge rollback", "version", "start")
        assert list((await asked.choices()).values()) == ["1"]
        asked = await loopback.autocomplete(ann, channel, "knowledge rollback", "version", "")
        assert await asked.choices() == {}

    async def test_rollback_publishes_an_earlier_version_anew(
        self, loopback: Loopback, keepers: Keepers, channel: Channel, folder: Path, mia: User
    ) -> None:
        said = await keepers.use(mia, "rollback", version="1", why="it was right")
        assert "number 3. I now answer from it." in said.content
        assert await served(loopback, channel, mia) == WITH_WHOLE
        assert (folder / "gazette.yaml").read_bytes() == GOOD["gazette.yaml"]

    async def test_audit_lists_deeds(self, keepers: Keepers, mia: User, ann: User, store: Store) -> None:
        await keepers.use(ann, "audit")
        await until(lambda: deeds(store, "audit"))
        last, before = (await keepers.use(mia, "audit")).content.splitlines()[:2]
        assert f"<@{ann.id}> audit, refused: no moderator" in last
        assert f"<@{mia.id}> refresh, done: published" in before


COMMANDS = [
    "refresh", "preview", "history", "diff", "rollback", "gaps", "teach", "learnt", "add", "edit", "remove", "bin",
    "move", "audit",
]  # fmt: skip
OPTIONS = {
    "diff": {"a": "1", "b": "1"},
    "rollback": {"version": "1"},
    "teach": {"gap": "1", "entry": "roof-leaked"},
    "edit": {"entry": "roof-leaked"},
    "remove": {"entry": "roof-leaked"},
    "move": {"phrasing": "x", "to": "roof-leaked"},
}


class TestWhoMay:
    """Moderators of a server that may change the knowledge, asked anew each time."""

    @pytest.mark.usefixtures("keeper")
    async def test_a_stranger_is_refused_and_written_down(
        self, loopback: Loopback, guild: Guild, keepers: Keepers, folder: Path, ann: User, store: Store
    ) -> None:
        """Two of them, for neither may use so many commands at once."""
        library.write(folder, NEW_FIGURE)
        for who, command in zip(cycle([ann, loopback.user("Zoe", guild)]), COMMANDS, strict=False):
            assert (await keepers.use(who, command, **OPTIONS.get(command, {}))).content == NOT_ALLOWED
            assert await until(partial(deeds, store, command)) == [(command, "refused", who.id)]
        assert len(await store.versions.history()) == 1

    async def test_a_moderator_of_another_server_is_refused_and_told_what_to_set(
        self, loopback: Loopback, guild: Guild, keepers: Keepers, publisher: Publisher, unwatched: None, mia: User,
        store: Store,
    ) -> None:  # fmt: skip
        """Their client may still show the commands, from when the server might use them."""
        async with serving(loopback, publisher, curator_guilds=frozenset([guild.id])):
            pass
        async with serving(loopback, publisher, sync_at_start=False):
            for command in COMMANDS:
                said = await keepers.use(mia, command, **OPTIONS.get(command, {}))
                assert await until(partial(deeds, store, command)) == [(command, "refused", mia.id)]
                assert f"set CURATOR_GUILDS to this server's id, {guild.id}" in said.content

    @pytest.mark.usefixtures("keeper")
    async def test_members_of_the_moderator_role_may(
        self, loopback: Loopback, guild: Guild, keepers: Keepers, folder: Path, ann: User, store: Store
    ) -> None:
        helpers = loopback.role(guild, "helpers", members=[ann])
        await store.set_moderator_role(guild.id, helpers.id)
        library.write(folder, NEW_FIGURE)
        assert "Published" in (await keepers.use(ann, "refresh")).content

    @pytest.mark.usefixtures("keeper")
    @pytest.mark.parametrize("button", ["Publish", "Discard"])
    async def test_a_button_does_nothing_for_who_has_lost_the_role_since(
        self, loopback: Loopback, guild: Guild, keepers: Keepers, folder: Path, mia: User, managers: Role,
        store: Store, button: str,
    ) -> None:  # fmt: skip
        library.write(folder, NEW_FIGURE)
        said = await keepers.use(mia, "preview")
        await loopback.take(guild, mia, managers)
        assert await keepers.refused(mia, said, button) == NOT_ALLOWED
        assert await until(lambda: deeds(store, button.lower())) == [(button.lower(), "refused", mia.id)]
        assert len(await store.versions.history()) == 1

    @pytest.mark.usefixtures("keeper")
    async def test_a_form_does_nothing_for_who_has_lost_the_role_since(
        self, loopback: Loopback, guild: Guild, channel: Channel, mia: User, managers: Role, store: Store
    ) -> None:
        modal = await (await loopback.slash(mia, channel, "knowledge add")).modal()
        await loopback.take(guild, mia, managers)
        sent = await loopback.submit(modal, {"title": "x", "says": "x", "evidence": "x", "asked": "x"})
        message = await sent.message()
        assert (message.content, message.ephemeral) == (NOT_ALLOWED, True)
        assert await until(lambda: deeds(store, "add")) == [("add", "refused", mia.id)]

    async def test_the_buttons_work_after_a_restart(
        self, loopback: Loopback, guild: Guild, channel: Channel, keepers: Keepers, publisher: Publisher,
        unwatched: None, folder: Path, mia: User,
    ) -> None:  # fmt: skip
        curators = frozenset([guild.id])
        library.write(folder, NEW_FIGURE)
        async with serving(loopback, publisher, curator_guilds=curators):
            said = await keepers.use(mia, "preview")
        async with serving(loopback, publisher, curator_guilds=curators):
            await keepers.press(mia, said, "Publish")
            assert await served(loopback, channel, mia) == WITHOUT


class TestFourEyes:
    """Nobody publishes what they made themselves."""

    @pytest.fixture
    async def publisher(self, store: Store, folder: Path) -> Publisher:
        made = Publisher(store, folder, policy=Policy("on"))
        await made.start()
        return made

    @pytest.fixture
    async def max(self, loopback: Loopback, guild: Guild, managers: Role) -> User:
        """Somebody else who manages the server."""
        user = loopback.user("Max", guild)
        guild.members[user.id].roles.append(managers)
        return user

    @pytest.mark.usefixtures("keeper")
    @pytest.mark.parametrize("command", ["preview", "refresh"])
    async def test_what_stands_in_the_folder_is_published_by_two(
        self, loopback: Loopback, keepers: Keepers, channel: Channel, staff: Channel, folder: Path, mia: User,
        max: User, command: str,
    ) -> None:  # fmt: skip
        """In the moderators' channel, which is told; as nobody can tell who edited it, each counts once."""
        library.write(folder, NEW_FIGURE)
        said = await keepers.use(mia, command, why="less")
        posted = await loopback.next_message(staff)
        assert f"by <@{mia.id}>: less" in posted.content
        assert "Nobody can tell who edited the knowledge folder, so it takes two." in posted.content
        assert labels(posted) == ["Publish", "Discard"]
        for message in (said, posted):
            assert (await keepers.refused(mia, message, "Publish")).startswith(
                "Not published yet.\nYou approve. One more moderator has to press Publish in the moderators' channel"
            )
        assert await served(loopback, channel, mia) == WITH_WHOLE
        done = await keepers.press(max, posted, "Publish")
        assert "number 2. I now answer from it." in done.content
        assert labels(done) == []
        assert await served(loopback, channel, mia) == WITHOUT

    @pytest.mark.usefixtures("keeper")
    async def test_a_persons_change_is_published_by_another(
        self, loopback: Loopback, keepers: Keepers, channel: Channel, staff: Channel, mia: User, max: User
    ) -> None:
        file = loopback.file("gazette.yaml", NEW_FIGURE["gazette.yaml"])
        said = await keepers.use(mia, "preview", file=file)
        posted = await loopback.next_message(staff)
        wanted = "One moderator who did not make this change has to press Publish in the moderators' channel"
        for message in (said, posted):
            assert wanted in message.content
            assert (await keepers.refused(mia, message, "Publish")).startswith(f"Not published yet.\n{wanted}")
        assert await served(loopback, channel, mia) == WITH_WHOLE
        assert "number 2. I now answer from it." in (await keepers.press(max, posted, "Publish")).content
        history = (await keepers.use(mia, "history")).content
        assert f"upload by <@{mia.id}>, approved by <@{max.id}>, **in use**" in history

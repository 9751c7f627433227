"""Whatever fails around it, the bot goes on answering, says what it cannot do, and loses nothing that was published."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.app import open_store
from bot.core.knowledge.loading import version_of
from bot.errors import KnowledgeError, StoreError
from bot.serving import watching
from bot.serving.compiled import answerer_of
from bot.serving.folder import read_files
from bot.serving.publisher import Publisher
from bot.serving.result import Result
from bot.store import Store
from tests.core import library
from tests.serving.killing import base

ROOT = Path(__file__).parents[2]
NOBODY = 65534
QUESTION = "how many loans did they look at"
OUTDATED = {**library.FILES, "vocabulary.yaml": b"no longer: understood\n"}  # as if an earlier program had taken it


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return library.write(tmp_path / "knowledge", library.counted(500))


@pytest.fixture
async def publisher(store: Store, folder: Path) -> Publisher:
    """Serves 500 loans, published as number 1."""
    return await started(store, folder)


async def started(store: Store, folder: Path, **more: Any) -> Publisher:
    made = Publisher(store, folder, **more)
    await made.start()
    return made


def figure(publisher: Publisher) -> str:
    return publisher.edition.answerer.answer(QUESTION).entry.figure.text


def ask(tmp_path: Path, statement: str, *values: object) -> None:
    """Change the store past it."""
    with closing(sqlite3.connect(tmp_path / "store.sqlite3")) as connection, connection:
        connection.execute(statement, values)


async def until(so: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not so():  # noqa: ASYNC110 - nothing tells of it: that is what is tested
            await asyncio.sleep(0.02)


def meanwhile(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Do something once, after knowledge was read and before anything is written."""

    def acting_once(files: Mapping[str, bytes], **more: Any) -> Any:
        monkeypatch.setattr("bot.serving.maker.answerer_of", answerer_of)
        act()
        return answerer_of(files, **more)

    monkeypatch.setattr("bot.serving.maker.answerer_of", acting_once)


# --- What was published last can be served no longer --------------------------------------------------------------


@pytest.mark.parametrize(
    ("held", "loans"),
    [
        pytest.param(library.counted(501), "501 loans", id="the folder is news"),
        pytest.param(library.counted(500), "500 loans", id="the folder was published earlier"),
        pytest.param({**library.counted(501), "checks.yaml": b"checks:\n  - {ask: who paid, expect: roof-leaked}\n"},
                     "501 loans", id="the folder breaks a check"),
    ],
)  # fmt: skip
async def test_a_sound_folder_is_served_and_published_where_the_newest_version_cannot_be(
    publisher, store, folder, held, loans
):
    await store.versions.publish(OUTDATED, version_of(OUTDATED), after=1, origin="upload", written=True)
    library.write(folder, held)
    again = await started(store, folder)
    assert figure(again) == loans
    newest = await store.versions.newest()
    assert (newest.number, newest.version, newest.origin) == (3, version_of(held), "start")
    assert await store.versions.files(2) == OUTDATED


async def test_a_folder_is_not_brought_to_a_version_that_cannot_be_served(publisher, store, folder):
    await store.versions.publish(OUTDATED, version_of(OUTDATED), after=1, origin="upload", written=False)
    again = await started(store, folder)
    assert read_files(folder) == library.counted(500)
    assert figure(again) == "500 loans"


async def test_with_nothing_sound_anywhere_the_start_is_refused(publisher, store, folder):
    await store.versions.publish(OUTDATED, version_of(OUTDATED), after=1, origin="upload", written=True)
    library.write(folder, OUTDATED)
    with pytest.raises(KnowledgeError, match="vocabulary"):
        await Publisher(store, folder).start()


async def test_a_version_published_elsewhere_that_cannot_be_served_is_tried_once(publisher, store, caplog):
    await store.versions.publish(OUTDATED, version_of(OUTDATED), after=1, origin="upload", written=True)
    for _ in range(3):
        await publisher.catch_up(2)
    assert figure(publisher) == "500 loans"
    assert len(caplog.records) == 1


# --- A folder that cannot be written ------------------------------------------------------------------------------


@pytest.fixture
def read_only(publisher: Publisher) -> Iterator[Path]:
    """A folder with a knowledge base that this process may read and not write, beside a store that it may.

    Another publisher runs already: what Python imports on its way could not be read by the person that root becomes.
    """
    with tempfile.TemporaryDirectory(prefix="verbatim-") as above:  # tmp_path lies in a folder of root's own
        folder = library.write(Path(above) / "knowledge", base(0, 0))
        Path(above).chmod(0o777)
        protect(folder)
        try:
            yield folder
        finally:
            writable(folder)


def protect(folder: Path) -> None:
    for path in [*folder.rglob("*"), folder]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    if os.geteuid() == 0:
        os.seteuid(NOBODY)


def writable(folder: Path) -> None:
    if os.getuid() == 0:
        os.seteuid(0)
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)


async def test_what_is_taught_one_after_the_other_is_not_lost_where_the_folder_cannot_be_written(read_only):
    async with Store.open(str(read_only.parent / "store.sqlite3")) as store:
        publisher = await started(store, read_only)
        for edited in (1, 2):  # each changes what the one before has left
            result = await publisher.preview(edit=lambda files, edited=edited: retitled(files, edited - 1, edited))
            result = await publisher.publish(result.draft.id)
            assert result.kind == "published"
            assert "cannot be written: Permission denied; check the folder" in result.trouble
        assert read_files(read_only) == base(0, 0)
        assert publisher.edition.answerer.version == version_of(base(2, 0))

        refreshed = await publisher.refresh()  # the folder is behind, and nobody has edited it
        assert refreshed.kind == "unchanged"
        assert "cannot be written" in refreshed.trouble
        again = await started(store, read_only)
        assert again.edition.answerer.version == version_of(base(2, 0))
        assert (await Publisher(store, read_only).refresh()).kind == "unchanged"

        writable(read_only)
        assert (await again.refresh()).trouble == ""
        assert read_files(read_only) == base(2, 0)
        assert (await store.versions.newest()).written


async def taught_in_vain(store: Store, folder: Path) -> Publisher:
    """Return a publisher that serves a new title, published as number 2, to which the folder could not be brought."""
    publisher = await started(store, folder)
    draft = (await publisher.preview(edit=lambda files: retitled(files, 0, 1))).draft
    assert "cannot be written" in (await publisher.publish(draft.id)).trouble
    return publisher


def edit_as_somebody_else(folder: Path, files: Mapping[str, bytes]) -> None:
    """Edit a folder that this process may not write."""
    writable(folder)
    library.write(folder, files)
    protect(folder)


VOCABULARY = library.FILES["vocabulary.yaml"] + b"# edited\n"


async def test_what_was_edited_by_hand_instead_of_what_was_taught_stays_published(read_only):
    async with Store.open(str(read_only.parent / "store.sqlite3")) as store:
        publisher = await taught_in_vain(store, read_only)
        edit_as_somebody_else(read_only, base(7, 0))
        assert (await publisher.refresh()).kind == "published"
        assert publisher.edition.answerer.version == version_of(base(7, 0))
        again = await publisher.refresh()
        assert (again.kind, again.trouble) == ("unchanged", "")
        assert publisher.edition.answerer.version == version_of(base(7, 0))


async def test_an_edit_beside_what_was_taught_stays_published_after_the_next_start(read_only):
    both = {**base(1, 0), "vocabulary.yaml": VOCABULARY}
    async with Store.open(str(read_only.parent / "store.sqlite3")) as store:
        await taught_in_vain(store, read_only)
        edit_as_somebody_else(read_only, {"vocabulary.yaml": VOCABULARY})
        again = await started(store, read_only)
        assert again.edition.answerer.version == version_of(both)
        assert (await again.refresh()).kind == "unchanged"
        writable(read_only)
        assert (await again.refresh()).trouble == ""
        assert read_files(read_only) == both


async def test_an_edit_beside_what_was_taught_does_not_undo_what_is_published_elsewhere(read_only, tmp_path):
    elsewhere = base(1, 1)
    async with Store.open(str(read_only.parent / "store.sqlite3")) as store:
        publisher = await taught_in_vain(store, read_only)
        edit_as_somebody_else(read_only, {"vocabulary.yaml": VOCABULARY})
        await store.versions.publish(elsewhere, version_of(elsewhere), after=2, origin="refresh", written=True)
        await publisher.catch_up(3)
        assert (await publisher.refresh()).kind == "published"
        assert publisher.edition.answerer.knowledge.files == {**elsewhere, "vocabulary.yaml": VOCABULARY}


def retitled(files: Mapping[str, bytes], old: int, new: int) -> dict[str, bytes]:
    title = b"title: Loans looked at %d"
    assert title % old in files["gazette.yaml"]
    return {**files, "gazette.yaml": files["gazette.yaml"].replace(title % old, title % new)}


async def test_a_folder_that_has_gone_changes_nothing_and_comes_back(publisher, store, folder, tmp_path):
    folder.rename(tmp_path / "elsewhere")
    assert (await publisher.refresh()).kind == "faulty"
    result = await publisher.rollback(1)
    assert (result.kind, figure(publisher)) == ("unchanged", "500 loans")
    (tmp_path / "elsewhere").rename(folder)
    library.write(folder, library.counted(501))
    assert (await publisher.refresh()).kind == "published"


# --- Edits made at the same time ----------------------------------------------------------------------------------


async def test_a_file_saved_while_a_draft_is_published_is_left_and_can_be_published(
    publisher, store, folder, monkeypatch
):
    draft = (await publisher.preview(changed=library.counted(501))).draft
    edited = library.counted(500)["vocabulary.yaml"] + b"# edited in the meantime\n"
    text = library.counted(500)["gazette.yaml"] + b"# edited, too\n"
    meanwhile(monkeypatch, lambda: library.write(folder, {"vocabulary.yaml": edited, "gazette.yaml": text}))
    result = await publisher.publish(draft.id)
    assert (result.kind, figure(publisher)) == ("published", "501 loans")
    assert result.trouble.startswith("gazette.yaml, vocabulary.yaml: edited in the meantime and left alone")
    held = read_files(folder)
    assert (held["vocabulary.yaml"], held["gazette.yaml"]) == (edited, text)
    assert held["sources/gazette-2018.fingerprint"] == library.counted(501)["sources/gazette-2018.fingerprint"]


async def test_an_edit_beside_a_publication_is_published_on_top_of_it(publisher, folder, monkeypatch):
    draft = (await publisher.preview(changed=library.counted(501))).draft
    edited = library.counted(500)["vocabulary.yaml"] + b"# edited in the meantime\n"
    meanwhile(monkeypatch, lambda: library.write(folder, {"vocabulary.yaml": edited}))
    await publisher.publish(draft.id)
    await publisher.edited_on_disk()
    assert publisher.edition.answerer.knowledge.files == {**library.counted(501), "vocabulary.yaml": edited}


async def test_a_file_saved_while_a_version_from_elsewhere_is_taken_up_is_left(publisher, store, folder, tmp_path):
    other = await started(store, library.write(tmp_path / "other", library.counted(500)))
    library.write(other.folder, library.counted(501))
    await other.refresh()
    edited = library.counted(500)["gazette.yaml"] + b"# edited in the meantime\n"
    holds = store.versions.holds

    async def slowly(files: Mapping[str, bytes]) -> Any:
        library.write(folder, {"gazette.yaml": edited})
        return await holds(files)

    store.versions.holds = slowly  # asked for what the folder holds, once it was read, before it is written
    await publisher.catch_up(2)
    assert figure(publisher) == "501 loans"
    assert read_files(folder)["gazette.yaml"] == edited


async def test_a_rollback_leaves_edits_that_were_never_published(publisher, store, folder):
    library.write(folder, library.counted(501))
    await publisher.refresh()
    half_done = {"vocabulary.yaml": b"same: [\n", "new.yaml": b"source: {id: new"}
    library.write(folder, half_done)
    result = await publisher.rollback(1)
    assert (result.kind, figure(publisher)) == ("published", "500 loans")
    assert result.trouble == ""
    assert read_files(folder) == {**library.counted(500), **half_done}


async def test_what_is_taught_with_an_older_folder_is_taught_to_what_is_served(publisher, store, folder):
    """As after the bot was installed anew, with the folder that came with it."""
    library.write(folder, library.counted(501))
    await publisher.refresh()
    library.write(folder, library.counted(500))
    again = await started(store, folder)
    result = await again.preview(
        changed={"checks.yaml": b"checks:\n  - {ask: who pays for the libraries, expect: money}\n"}
    )
    assert not result.changes.figures
    published = await again.publish(result.draft.id)
    assert (published.kind, published.trouble) == ("published", "")
    assert figure(again) == "501 loans"
    assert read_files(folder) == again.edition.answerer.knowledge.files


async def test_a_folder_that_nobody_edits_is_not_published_by_looking_at_it(publisher, store, folder):
    library.write(folder, library.counted(501))
    await publisher.refresh()
    library.write(folder, library.counted(500))
    again = await started(store, folder)
    await again.edited_on_disk()
    assert figure(again) == "501 loans"


# --- A store that fails -------------------------------------------------------------------------------------------


async def test_a_store_that_is_locked_is_said_and_the_edit_published_once_it_is_not(tmp_path, folder):
    told: list[Result] = []

    async def listener(result: Result) -> None:
        told.append(result)

    file = tmp_path / "store.sqlite3"
    async with Store.open(str(file), busy_s=0.1) as store:
        publisher = await started(store, folder)
        publisher.listeners.append(listener)
        library.write(folder, library.counted(501))
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StoreError, match="is locked by another program; close that program, or try again"):
                await publisher.refresh()
            await publisher.edited_on_disk()
            await publisher.edited_on_disk()
            assert figure(publisher) == "500 loans"
        await publisher.edited_on_disk()  # without another edit: as it is looked at now and then
        assert figure(publisher) == "501 loans"
    assert [each.kind for each in told] == ["failed", "published"]
    assert "is locked by another program" in told[0].trouble


async def test_a_store_damaged_before_the_start_is_left_alone_and_the_bot_answers(tmp_path, folder, caplog):
    file = tmp_path / "store.sqlite3"
    async with Store.open(str(file)) as store:
        await started(store, folder)
    file.write_bytes(file.read_bytes()[:5000])
    damaged = file.read_bytes()
    async with open_store(str(file)) as store:
        publisher = await started(store, folder)
        assert figure(publisher) == "500 loans"
        library.write(folder, library.counted(501))
        with pytest.raises(
            StoreError, match="is damaged; restore it from a backup, or move it out of the way to start afresh"
        ):
            await publisher.refresh()
        assert figure(publisher) == "500 loans"
    assert "is damaged" in caplog.text
    assert file.read_bytes() == damaged


async def test_a_store_damaged_while_the_bot_runs_is_said_and_the_bot_answers(tmp_path, folder):
    file = tmp_path / "store.sqlite3"
    async with Store.open(str(file)) as store:
        publisher = await started(store, folder)
        with closing(sqlite3.connect(file)) as other:
            other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        with file.open("r+b") as content:
            content.seek(4096)
            content.write(b"\x07" * (file.stat().st_size - 4096))
        library.write(folder, library.counted(501))
        with pytest.raises(StoreError):
            await Publisher(store, folder).refresh()
        with pytest.raises(StoreError):
            await publisher.refresh()
        await publisher.edited_on_disk()
        assert figure(publisher) == "500 loans"


async def test_a_store_that_cannot_be_read_at_the_start_leaves_the_folder_to_be_served(publisher, store, folder):
    async with store._connections.begin(writes=True) as connection:
        await connection.exec_driver_sql("ALTER TABLE versions RENAME TO lost")
    again = await started(store, folder)
    assert figure(again) == "500 loans"
    async with store._connections.begin(writes=True) as connection:
        await connection.exec_driver_sql("ALTER TABLE lost RENAME TO versions")
    await again.catch_up(1)  # it is there again, and the bot follows what is published
    library.write(folder, library.counted(501))
    assert (await again.refresh()).published.number == 2


async def test_a_store_that_fails_for_a_moment_at_the_start_gets_no_older_folder_published(
    publisher, store, folder, monkeypatch
):
    library.write(folder, library.counted(501))
    await publisher.refresh()
    library.write(folder, library.counted(500))
    read = store.versions.files

    async def failing_once(number: int) -> dict[str, bytes]:
        monkeypatch.setattr(store.versions, "files", read)
        raise StoreError("the connection was lost")

    monkeypatch.setattr(store.versions, "files", failing_once)
    again = await started(store, folder)
    assert figure(again) == "500 loans"  # better than none
    await again.catch_up(2)
    assert figure(again) == "501 loans"
    assert (await store.versions.newest()).number == 2


async def test_a_content_damaged_in_the_store_is_not_served_and_is_mended_by_the_folder(
    publisher, store, folder, tmp_path
):
    library.write(folder, library.counted(501))
    await publisher.refresh()
    ask(
        tmp_path, "UPDATE contents SET data = x'00' WHERE digest IN (SELECT digest FROM version_files WHERE number = 1)"
    )
    with pytest.raises(StoreError, match=r"the store is damaged: .* is not what was published"):
        await publisher.rollback(1)
    assert figure(publisher) == "501 loans"
    library.write(folder, library.counted(500))
    assert (await publisher.refresh()).kind == "published"
    assert await store.versions.files(1) == library.counted(500)


async def test_a_newest_version_damaged_in_the_store_leaves_the_folder_to_be_served(publisher, store, folder, tmp_path):
    ask(tmp_path, "UPDATE contents SET data = x'00'")
    library.write(folder, {"vocabulary.yaml": library.FILES["vocabulary.yaml"] + b"# edited\n"})
    again = await started(store, folder)
    assert again.edition.answerer.version == version_of(read_files(folder))
    assert (await store.versions.newest()).number == 2
    assert await store.versions.files(2) == read_files(folder)


async def test_a_first_version_that_could_not_be_kept_is_kept_by_the_next_refresh(tmp_path, folder):
    file = tmp_path / "store.sqlite3"
    async with Store.open(str(file), busy_s=0.1) as store:
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            publisher = await started(store, folder)
        assert figure(publisher) == "500 loans"
        assert (await publisher.refresh()).published.number == 1
        assert (await publisher.refresh()).kind == "unchanged"


async def test_news_of_the_folder_that_could_not_be_kept_at_the_start_are_kept_by_the_next_refresh(tmp_path, folder):
    file = tmp_path / "store.sqlite3"
    async with Store.open(str(file), busy_s=0.1) as store:
        await started(store, folder)
        library.write(folder, library.counted(501))
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            publisher = await started(store, folder)
        assert figure(publisher) == "501 loans"
        assert (await publisher.refresh()).published.number == 2
        assert (await publisher.refresh()).kind == "unchanged"


# The size of files is limited, as by a disk that is full: half a page more fits into the store, then nothing.
_FULL = """
import asyncio, resource, signal, sys
from pathlib import Path
from bot.errors import StoreError
from bot.serving.publisher import Publisher
from bot.store import Store
from tests.core import library

def limit(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))

async def main(file, folder):
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    async with Store.open(file) as store:
        publisher = Publisher(store, Path(folder))
        await publisher.start()
        draft = (await publisher.preview(changed=library.counted(501))).draft
        limit(Path(file + "-wal").stat().st_size + 2000)
        try:
            print((await publisher.publish(draft.id)).kind)
        except StoreError as error:
            print(error)
        print(publisher.edition.answerer.answer("how many loans did they look at").entry.figure.text)
        limit(100)
        try:
            print((await publisher.publish(draft.id)).kind)
        except StoreError as error:
            print(error)
        print(publisher.edition.answerer.answer("how many loans did they look at").entry.figure.text)
        limit(resource.RLIM_INFINITY)
        result = await publisher.publish(draft.id)
        print(result.kind, result.published.number, result.trouble)
        print(publisher.edition.answerer.answer("how many loans did they look at").entry.figure.text)

asyncio.run(main(*sys.argv[1:]))
"""


async def test_a_disk_that_is_full_keeps_nothing_half_and_the_bot_answers(tmp_path, folder):
    file = tmp_path / "store.sqlite3"
    done = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-c", _FULL, file, folder],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    first, answer, second, again, *last = done.stdout.splitlines()
    for said in (first, second):
        assert said.startswith(f"{file} ")
        assert said.endswith(("; make room", "; see to the disk it lies on"))
    assert (answer, again) == ("500 loans", "500 loans")
    assert last == ["published 2 ", "501 loans"]
    assert read_files(folder) == library.counted(501)
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


# --- Watching -----------------------------------------------------------------------------------------------------


async def test_what_goes_wrong_once_does_not_end_the_watching(publisher, store, folder, monkeypatch, caplog):
    monkeypatch.setattr(watching, "_AGAIN_S", 0.01)
    catch_up, edited, failures = publisher.catch_up, publisher.edited_on_disk, [ValueError("once"), StoreError("away")]

    async def failing(number: int) -> None:
        if failures:
            raise failures.pop()
        await catch_up(number)

    async def failing_once() -> None:
        monkeypatch.setattr(publisher, "edited_on_disk", edited)
        raise ValueError("an edit")

    monkeypatch.setattr(publisher, "catch_up", failing)
    monkeypatch.setattr(publisher, "edited_on_disk", failing_once)
    task = asyncio.create_task(watching.watch(publisher))
    try:
        library.write(folder, library.counted(501))
        await until(lambda: figure(publisher) == "501 loans" and not failures)
        await store.versions.publish(
            library.counted(502), version_of(library.counted(502)), after=2, origin="refresh", written=True
        )
        await until(lambda: figure(publisher) == "502 loans")
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    assert "could not be taken up" in caplog.text

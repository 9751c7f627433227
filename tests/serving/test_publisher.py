"""How knowledge becomes what the bot answers from: whole, checked and kept, or not at all."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.core.knowledge.editing import EditError
from bot.core.knowledge.fingerprint import fingerprint
from bot.core.knowledge.loading import version_of
from bot.errors import KnowledgeError, StoreError
from bot.serving.eyes import Policy
from bot.serving.folder import read_files
from bot.serving.publisher import Publisher
from bot.serving.result import Result
from bot.store import Store
from tests.core import library
from tests.core.words import Anagrams

ANN, BEN = 1, 2
CHECKS = b"checks:\n  - {ask: how many loans came back late, expect: loans-late}\n"
GOOD = {**library.FILES, "checks.yaml": CHECKS}
NEW_TITLE = {**GOOD, **library.files(gazette=("Loans looked at", "Loans inspected")), "checks.yaml": CHECKS}
NOT_YAML = {**GOOD, "vocabulary.yaml": b"same: [\n"}
NOT_PROVED = {**GOOD, **library.files(gazette=('Inspectors looked at 412 loans"', 'Inspectors lost all 412 loans"'))}
BREAKING = {**GOOD, "checks.yaml": b"checks:\n  - {ask: how many loans came back late, expect: roof-leaked}\n"}
LATE = "how many loans came back late"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return library.write(tmp_path / "knowledge", GOOD)


@pytest.fixture
async def publisher(store: Store, folder: Path) -> Publisher:
    """Serves the folder, published as number 1."""
    made = Publisher(store, folder)
    await made.start()
    return made


async def started(store: Store, folder: Path, **more: object) -> Publisher:
    """The bot after it has been started again."""
    made = Publisher(store, folder, **more)
    await made.start()
    return made


def served(publisher: Publisher) -> str:
    return publisher.edition.answerer.version


def heard(publisher: Publisher) -> list[Result]:
    """Return a list that fills with what the listeners are told."""
    told: list[Result] = []

    async def listener(result: Result) -> None:
        told.append(result)

    publisher.listeners.append(listener)
    return told


# --- the first start ----------------------------------------------------------------------------------------------


async def test_the_first_start_publishes_the_folder(publisher, store):
    newest = await store.versions.newest()
    assert (newest.number, newest.version, newest.origin, newest.written) == (1, version_of(GOOD), "start", True)
    assert served(publisher) == version_of(GOOD)


async def test_a_first_start_with_a_faulty_folder_is_refused(store, folder):
    library.write(folder, NOT_YAML)
    with pytest.raises(KnowledgeError, match="vocabulary"):
        await Publisher(store, folder).start()


async def test_starting_again_publishes_nothing_new(publisher, store, folder):
    again = await started(store, folder)
    assert [each.number for each in await store.versions.history()] == [1]
    assert served(again) == version_of(GOOD)


# --- later starts -------------------------------------------------------------------------------------------------


async def test_an_edit_made_while_the_bot_was_off_is_published_at_the_start(publisher, store, folder):
    library.write(folder, NEW_TITLE)
    assert served(await started(store, folder)) == version_of(NEW_TITLE)
    assert [each.version for each in await store.versions.history()] == [version_of(NEW_TITLE), version_of(GOOD)]


@pytest.mark.parametrize(
    ("contents", "kind"),
    [
        pytest.param(NOT_YAML, "faulty", id="not YAML"),
        pytest.param(NOT_PROVED, "faulty", id="an excerpt that is not in the source"),
        pytest.param(BREAKING, "breaks", id="a check question that fails"),
    ],
)
async def test_a_start_with_a_faulty_folder_serves_what_was_published_last(publisher, store, folder, contents, kind):
    library.write(folder, contents)
    again = await started(store, folder)
    assert served(again) == version_of(GOOD)
    assert again.at_start is not None
    assert again.at_start.kind == kind
    assert again.at_start.faults


async def test_a_start_without_the_folder_serves_what_was_published_last(publisher, store, tmp_path):
    again = await started(store, tmp_path / "nothing here")
    assert served(again) == version_of(GOOD)
    assert "there is no such folder" in str(again.at_start.faults[0])


async def test_a_start_with_an_older_folder_serves_what_was_published_last_and_leaves_the_folder(
    publisher, store, folder
):
    library.write(folder, NEW_TITLE)
    await publisher.refresh()
    library.write(folder, GOOD)
    assert served(await started(store, folder)) == version_of(NEW_TITLE)
    assert read_files(folder) == GOOD


async def test_a_publication_that_ended_before_the_folder_was_whole_is_finished_at_the_start(publisher, store, folder):
    both = {**NEW_TITLE, "vocabulary.yaml": GOOD["vocabulary.yaml"] + b"# more\n"}
    await store.versions.publish(both, version_of(both), after=1, origin="upload", written=False)
    library.write(folder, {"vocabulary.yaml": both["vocabulary.yaml"]})  # the first of two files
    again = await started(store, folder)
    assert served(again) == version_of(both)
    assert read_files(folder) == both
    assert (await store.versions.newest()).written


# --- refresh ------------------------------------------------------------------------------------------------------


async def test_refresh_publishes_what_the_folder_holds(publisher, store, folder):
    library.write(folder, NEW_TITLE)
    result = await publisher.refresh(person_id=ANN, why="a better title")
    assert result.kind == "published"
    changes = result.changes.difference.changes
    assert [(each.of, each.key, each.old, each.new) for each in changes] == [
        ("loans-inspected", "title", "Loans looked at", "Loans inspected")
    ]
    newest = await store.versions.newest()
    assert (newest.number, newest.person_id, newest.why, newest.origin) == (2, ANN, "a better title", "refresh")
    assert publisher.edition.answerer.knowledge.entries["loans-inspected"].title == "Loans inspected"
    assert (publisher.served_number, publisher.outcomes) == (2, {"published": 1})


async def test_refresh_without_a_change_publishes_nothing(publisher, store):
    assert (await publisher.refresh()).kind == "unchanged"
    assert len(await store.versions.history()) == 1


@pytest.mark.parametrize("contents", [pytest.param(NOT_YAML, id="not YAML"), pytest.param(NOT_PROVED, id="not proved")])
async def test_a_faulty_folder_changes_nothing(publisher, store, folder, contents):
    library.write(folder, contents)
    result = await publisher.refresh(person_id=ANN)
    assert result.kind == "faulty"
    assert result.faults
    assert served(publisher) == version_of(GOOD)
    assert len(await store.versions.history()) == 1


async def test_a_refresh_that_breaks_checks_waits_as_a_draft_that_names_them(publisher, folder):
    library.write(folder, BREAKING)
    result = await publisher.refresh(person_id=ANN)
    assert (result.kind, served(publisher)) == ("breaks", version_of(GOOD))
    assert [LATE in str(fault) for fault in result.faults] == [True]
    assert (await publisher.publish(result.draft.id, person_id=ANN)).kind == "breaks"
    assert (await publisher.publish(result.draft.id, person_id=ANN, confirmed=True)).kind == "published"
    assert served(publisher) == version_of(BREAKING)


async def test_a_version_that_would_lose_the_help_lines_waits_to_be_confirmed(publisher, store, folder, caplog):
    """At the next start as well: what was published stays, and so do the help lines."""
    (folder / "help.yaml").unlink()
    result = await publisher.refresh()
    assert (result.kind, [fault.file for fault in result.faults]) == ("breaks", ["help.yaml"])
    again = await started(store, folder)
    assert (served(again), again.at_start.kind) == (version_of(GOOD), "breaks")
    assert (await publisher.publish(result.draft.id)).kind == "breaks"
    assert (await publisher.publish(result.draft.id, confirmed=True)).kind == "published"
    caplog.clear()
    await started(store, folder)
    assert [record.getMessage() for record in caplog.records if record.levelname == "WARNING"] == [
        "help.yaml:0:0: there is no such file, so somebody who writes that they are in danger is told that nothing was "
        "found; add one with help lines; knowledge/README.md shows how"
    ]


async def test_a_lower_share_of_right_checks_can_be_enough(store, folder):
    publisher = Publisher(store, folder, min_right=0.0)
    await publisher.start()
    library.write(folder, BREAKING)
    assert (await publisher.refresh()).kind == "published"


async def test_questions_under_way_finish_on_the_version_that_they_began_with(publisher, folder):
    edition = publisher.edition
    library.write(folder, NEW_TITLE)
    await publisher.refresh()
    assert edition.answerer.version == version_of(GOOD)
    assert edition.answerer.answer(LATE).version == version_of(GOOD)


# --- previews and drafts ------------------------------------------------------------------------------------------


async def test_a_preview_tells_which_answers_would_change_and_publishes_nothing(publisher, store, folder):
    moved = library.files(gazette=("      - late returns, how many\n", ""))
    library.write(folder, {**moved, "checks.yaml": CHECKS})
    result = await publisher.preview(person_id=ANN)
    assert result.kind == "drafted"
    changes = result.changes.difference.changes
    assert [(each.of, each.old, each.new) for each in changes] == [("loans-late", "late returns, how many", None)]
    assert served(publisher) == version_of(GOOD)
    assert len(await store.versions.history()) == 1


async def test_a_draft_is_published_and_the_folder_brought_to_it(publisher, store, folder):
    changed = {"gazette.yaml": NEW_TITLE["gazette.yaml"]}
    result = await publisher.preview(person_id=ANN, changed=changed, origin="upload")
    assert read_files(folder) == GOOD
    published = await publisher.publish(result.draft.id, person_id=ANN)
    assert (published.kind, published.trouble) == ("published", "")
    assert read_files(folder) == NEW_TITLE
    assert (await store.versions.newest()).written


async def test_a_draft_is_published_once_only(publisher, folder):
    draft = (await publisher.preview(changed={"gazette.yaml": NEW_TITLE["gazette.yaml"]})).draft
    await publisher.publish(draft.id)
    assert (await publisher.publish(draft.id)).kind == "gone"


async def test_a_discarded_draft_is_gone(publisher):
    draft = (await publisher.preview(changed={"gazette.yaml": NEW_TITLE["gazette.yaml"]})).draft
    assert (await publisher.discard(draft.id)).kind == "unchanged"
    assert (await publisher.discard(draft.id)).kind == "gone"
    assert (await publisher.publish(draft.id)).kind == "gone"


async def test_a_draft_of_the_folder_is_not_published_over_edits_made_since(publisher, folder):
    library.write(folder, NEW_TITLE)
    draft = (await publisher.preview()).draft
    edited = {**GOOD, "vocabulary.yaml": GOOD["vocabulary.yaml"] + b"# edited\n"}
    library.write(folder, edited)
    assert (await publisher.publish(draft.id)).kind == "overtaken"
    assert read_files(folder) == edited


@pytest.mark.parametrize("of", ["the folder", "what is served"])
async def test_a_draft_is_not_published_over_what_was_published_since(publisher, store, folder, of):
    library.write(folder, NEW_TITLE)
    more = {} if of == "the folder" else {"changed": {"gazette.yaml": NEW_TITLE["gazette.yaml"]}, "person_id": ANN}
    draft = (await publisher.preview(**more)).draft
    library.write(folder, GOOD)
    taught = (await publisher.preview(person_id=BEN, edit=lambda files: {**files, **VOCABULARY})).draft
    assert (await publisher.publish(taught.id)).kind == "published"
    library.write(folder, NEW_TITLE)
    assert (await publisher.publish(draft.id)).kind == "overtaken"
    assert served(publisher) == version_of({**GOOD, **VOCABULARY})


# --- a change carries itself alone ---------------------------------------------------------------------------------

VOCABULARY = {"vocabulary.yaml": GOOD["vocabulary.yaml"] + b"# edited\n"}
_ASKED = b"      - what was taught\n"


def teaching(files):
    """Teach the silence at the end of gazette.yaml."""
    return {**files, "gazette.yaml": files["gazette.yaml"] + _ASKED}


@pytest.mark.parametrize(
    ("waits", "held", "trouble"),
    [
        pytest.param(
            VOCABULARY, {**VOCABULARY, "gazette.yaml": GOOD["gazette.yaml"] + _ASKED}, "", id="another file was edited"
        ),
        pytest.param(
            {"gazette.yaml": NEW_TITLE["gazette.yaml"]},
            {"gazette.yaml": NEW_TITLE["gazette.yaml"] + _ASKED},
            "",
            id="the same file, elsewhere",
        ),
        pytest.param(
            {"gazette.yaml": GOOD["gazette.yaml"] + b"# mine\n"},
            {"gazette.yaml": GOOD["gazette.yaml"] + b"# mine\n"},
            "gazette.yaml: edited otherwise in the folder, and left as it is there",
            id="the same place",
        ),
        pytest.param(
            {"gazette.yaml": b"source: [\n"},
            {"gazette.yaml": b"source: [\n"},
            "gazette.yaml: edited otherwise in the folder, and left as it is there",
            id="into what cannot be read",
        ),
    ],
)
async def test_what_is_taught_is_taught_to_what_is_served_and_what_waits_in_the_folder_waits(
    publisher, folder, waits, held, trouble
):
    """Published, it is merged into that, or what could not be merged is named."""
    library.write(folder, waits)
    draft = (await publisher.preview(origin="teach", edit=teaching)).draft
    result = await publisher.publish(draft.id)
    assert (result.kind, result.trouble) == ("published", trouble)
    assert publisher.edition.answerer.knowledge.files == teaching(GOOD)
    assert read_files(folder) == {**GOOD, **held}


async def test_a_file_taken_out_of_the_folder_goes_on_waiting_to_be_gone(publisher, folder):
    (folder / "checks.yaml").unlink()
    draft = (await publisher.preview(origin="teach", edit=teaching)).draft
    assert (await publisher.publish(draft.id)).trouble == ""
    assert "checks.yaml" in publisher.edition.answerer.knowledge.files
    assert not (folder / "checks.yaml").exists()


async def test_what_was_published_before_a_crash_is_merged_into_edits_at_the_next_start(publisher, store, folder):
    library.write(folder, VOCABULARY)
    taught = teaching(GOOD)
    await store.versions.publish(taught, version_of(taught), after=1, origin="teach", written=False, base=1)
    again = await started(store, folder, policy=Policy("off"))
    assert read_files(folder) == {**taught, **VOCABULARY}
    assert served(again) == version_of({**taught, **VOCABULARY})


async def test_an_edit_that_cannot_be_made_leaves_no_draft(publisher, store):
    def edit(files):
        raise EditError("it stands already")

    with pytest.raises(EditError):
        await publisher.preview(edit=edit)
    assert (await publisher.preview()).kind == "unchanged"


async def test_a_draft_of_what_is_served_by_now_is_not_published_again(publisher, store, folder):
    library.write(folder, NEW_TITLE)
    first, second = [(await publisher.preview()).draft for _ in range(2)]
    assert (await publisher.publish(first.id)).kind == "published"
    assert (await publisher.publish(second.id)).kind == "gone"
    assert len(await store.versions.history()) == 2


async def test_the_same_change_made_by_two_is_published_once(publisher, store):
    changed = {"gazette.yaml": NEW_TITLE["gazette.yaml"]}
    first, second = [(await publisher.preview(person_id=who, changed=changed)).draft for who in (ANN, BEN)]
    assert (await publisher.publish(first.id)).kind == "published"
    assert (await publisher.publish(second.id)).kind == "unchanged"
    assert len(await store.versions.history()) == 2
    assert await store.versions.draft(second.id) is None


# --- fingerprints ---------------------------------------------------------------------------------------------------

FORGED = {
    **GOOD,
    "sources/gazette-2018.fingerprint": str(fingerprint(f"{library.TEXT}\n\nThe mayor stole 900 loans.")).encode(),
}


async def test_another_fingerprint_is_published_once_it_was_confirmed_by_its_name(publisher, folder):
    library.write(folder, FORGED)
    draft = (await publisher.preview(person_id=ANN)).draft
    result = await publisher.publish(draft.id, person_id=BEN)
    assert (result.kind, [each.file for each in result.faults]) == ("breaks", ["sources/gazette-2018.fingerprint"])
    assert served(publisher) == version_of(GOOD)
    assert (await publisher.publish(draft.id, person_id=BEN, confirmed=True)).kind == "published"


async def test_another_fingerprint_in_the_folder_is_not_served_at_the_start(publisher, store, folder):
    library.write(folder, FORGED)
    again = await started(store, folder)
    assert (served(again), again.at_start.kind) == (version_of(GOOD), "breaks")


async def test_the_audit_holds_in_a_line_what_changed(publisher, store, folder):
    library.write(folder, NEW_TITLE)
    await publisher.refresh(person_id=ANN)
    assert (await store.audit.last())[0].detail == f"published {version_of(NEW_TITLE)}; entries: 1"


# --- rollback -----------------------------------------------------------------------------------------------------


async def test_rollback_publishes_an_earlier_version_as_a_new_one_and_loses_nothing(publisher, store, folder):
    library.write(folder, {**NEW_TITLE, "more.yaml": _SECOND})
    library.write(folder, {"sources/memo.fingerprint": library.FILES["sources/gazette-2018.fingerprint"]})
    assert (await publisher.refresh(confirmed=True)).kind == "published"
    result = await publisher.rollback(1, person_id=ANN, why="the title was better")
    assert (result.kind, served(publisher)) == ("published", version_of(GOOD))
    assert [each.number for each in await store.versions.history()] == [3, 2, 1]
    assert read_files(folder) == GOOD
    assert "more.yaml" in await store.versions.files(2)


_SECOND = b"""\
source: {id: memo, title: A memo, publisher: Gazette, published: "2019", url: "https://gazette.example/memo"}
entries:
  - id: memo-loans
    title: Loans in the memo
    says: The memo has 412 loans.
    evidence: "Inspectors looked at 412 loans"
    asked: [what does the memo say]
"""


async def test_rollback_to_a_version_that_never_was_is_refused(publisher):
    assert (await publisher.rollback(77)).kind == "gone"


# --- edits on disk and other processes ----------------------------------------------------------------------------


async def test_the_same_faults_on_disk_are_told_once(publisher, folder):
    told = heard(publisher)
    library.write(folder, NOT_YAML)
    await publisher.edited_on_disk()
    await publisher.edited_on_disk()
    assert [each.kind for each in told] == ["faulty"]
    library.write(folder, GOOD)
    await publisher.edited_on_disk()
    library.write(folder, NOT_YAML)
    await publisher.edited_on_disk()
    assert [each.kind for each in told] == ["faulty", "faulty"]


async def test_an_edit_on_disk_is_published_and_told(publisher, folder):
    told = heard(publisher)
    library.write(folder, NEW_TITLE)
    await publisher.edited_on_disk()
    assert [(each.kind, each.origin) for each in told] == [("published", "disk")]


async def test_a_version_published_elsewhere_is_caught_up_with_and_written_to_an_unedited_folder(
    publisher, store, tmp_path
):
    other = await started(store, library.write(tmp_path / "other", GOOD))
    library.write(tmp_path / "other", NEW_TITLE)
    await other.refresh()
    await publisher.catch_up(2)
    assert served(publisher) == version_of(NEW_TITLE)
    assert read_files(publisher.folder) == NEW_TITLE


async def test_catching_up_leaves_edits_of_the_folder_alone_and_brings_the_rest(publisher, store, folder, tmp_path):
    other = await started(store, library.write(tmp_path / "other", GOOD))
    library.write(tmp_path / "other", NEW_TITLE)
    await other.refresh()
    edited = {**GOOD, "vocabulary.yaml": GOOD["vocabulary.yaml"] + b"# edited\n"}
    library.write(folder, edited)
    await publisher.catch_up(2)
    assert served(publisher) == version_of(NEW_TITLE)
    assert read_files(folder) == {**NEW_TITLE, "vocabulary.yaml": edited["vocabulary.yaml"]}


async def test_of_two_processes_that_publish_at_once_one_is_told_that_it_was_overtaken(publisher, store, tmp_path):
    other = await started(store, library.write(tmp_path / "other", GOOD))
    library.write(tmp_path / "other", NEW_TITLE)
    library.write(publisher.folder, {**GOOD, "vocabulary.yaml": GOOD["vocabulary.yaml"] + b"# more\n"})
    await other.refresh()
    assert (await publisher.refresh()).kind == "overtaken"
    assert served(publisher) == version_of(GOOD)


async def test_a_refresh_from_the_command_line_needs_no_start(publisher, store, folder):
    library.write(folder, NEW_TITLE)
    result = await Publisher(store, folder).refresh()
    assert (result.kind, result.published.number) == ("published", 2)
    await publisher.catch_up(2)
    assert served(publisher) == version_of(NEW_TITLE)


# --- what cannot be done ------------------------------------------------------------------------------------------


@pytest.fixture
async def refusing() -> AsyncIterator[Store]:
    """A store that cannot be written to."""
    async with Store.open("sqlite://", failed="the disk is full; make room") as store:
        yield store


async def test_with_a_store_that_refuses_the_folder_is_served_all_the_same(refusing, folder):
    assert served(await started(refusing, folder)) == version_of(GOOD)


async def test_with_a_store_that_refuses_nothing_is_published_and_the_reason_is_given(refusing, folder):
    publisher = await started(refusing, folder)
    library.write(folder, NEW_TITLE)
    with pytest.raises(StoreError, match="the disk is full; make room"):
        await publisher.refresh()
    assert served(publisher) == version_of(GOOD)


async def test_a_folder_that_cannot_be_written_keeps_the_publication_and_is_told(publisher, folder, monkeypatch):
    def refuse(*_: object) -> None:
        raise KnowledgeError([])

    monkeypatch.setattr("bot.serving.mirror.write_files", refuse)
    draft = (await publisher.preview(changed={"gazette.yaml": NEW_TITLE["gazette.yaml"]})).draft
    result = await publisher.publish(draft.id)
    assert (result.kind, served(publisher)) == ("published", version_of(NEW_TITLE))
    assert result.trouble
    assert not result.published.written


# --- the audit ----------------------------------------------------------------------------------------------------


async def test_every_change_done_or_refused_is_in_the_audit(publisher, store, folder):
    library.write(folder, NOT_YAML)
    await publisher.refresh(person_id=ANN)
    library.write(folder, NEW_TITLE)
    await publisher.refresh(person_id=BEN)
    deeds = await store.audit.last()
    assert [(each.what, each.outcome, each.person_id) for each in deeds] == [
        ("refresh", "done", BEN),
        ("refresh", "refused", ANN),
    ]
    assert version_of(NEW_TITLE) in deeds[0].detail
    assert "vocabulary.yaml" in deeds[1].detail


# --- vectors of words ---------------------------------------------------------------------------------------------


async def test_vectors_are_used_from_the_start_and_after_each_publication_but_not_for_figures(store, folder):
    publisher = await started(store, folder, vectors=Anagrams())
    assert publisher.edition.answerer.matcher.features.vectors is not None
    library.write(folder, NEW_TITLE)
    await publisher.refresh()
    assert served(publisher) == version_of(NEW_TITLE)
    assert publisher.edition.answerer.matcher.features.vectors is not None
    assert publisher.edition.answerer.by_words.features.vectors is None

"""Four eyes: which change lacks whose approval, and that no way leads around it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.core.knowledge.loading import version_of
from bot.errors import KnowledgeError, StoreError
from bot.serving.eyes import Lack, Policy, lacking
from bot.serving.folder import read_files
from bot.serving.publisher import Publisher
from bot.serving.result import Result
from bot.store import FOLDER, OPERATOR, Store
from tests.core import library

ANN, BEN, CY = 1, 2, 3
ON, OFF, SENSITIVE, BY_OPERATOR = Policy("on"), Policy("off"), Policy("sensitive"), Policy("on", "operator")
ENTRIES, HELP, PROOF = ["gazette.yaml", "asked/roof-leaked.txt"], ["help.yaml"], ["sources/gazette-2018.fingerprint"]

ONE, ONE_MORE, TWO, CONFIRM = Lack(1), Lack(1, nobody=True), Lack(2, nobody=True), Lack(0, nobody=True)


@pytest.mark.parametrize(
    ("policy", "authors", "approvers", "changed", "lack"),
    [
        pytest.param(OFF, [FOLDER], [], HELP, None, id="off: nothing"),
        pytest.param(ON, [ANN], [], ENTRIES, ONE, id="a person's: one other"),
        pytest.param(ON, [ANN], [ANN], ENTRIES, ONE, id="the author does not count"),
        pytest.param(ON, [ANN], [BEN], ENTRIES, None, id="one other is enough"),
        pytest.param(ON, [ANN], [OPERATOR], ENTRIES, None, id="the operator is another"),
        pytest.param(ON, [ANN, BEN], [BEN], ENTRIES, ONE, id="of two authors neither counts"),
        pytest.param(ON, [ANN, BEN], [CY], ENTRIES, None, id="of two authors, a third"),
        pytest.param(ON, [OPERATOR], [OPERATOR], ENTRIES, ONE, id="the operator's own: one other"),
        pytest.param(ON, [OPERATOR], [ANN], ENTRIES, None, id="the operator's own, seen by another"),
        pytest.param(ON, [FOLDER], [], ENTRIES, TWO, id="the folder's: two"),
        pytest.param(ON, [FOLDER], [ANN], ENTRIES, ONE_MORE, id="the folder's: one may be its author"),
        pytest.param(ON, [FOLDER], [ANN, BEN], ENTRIES, None, id="the folder's: two are enough"),
        pytest.param(ON, [FOLDER], [ANN, OPERATOR], ENTRIES, None, id="the folder's: the operator is one of two"),
        pytest.param(ON, [FOLDER, ANN], [ANN, BEN], ENTRIES, ONE_MORE, id="the folder's and a person's: two others"),
        pytest.param(ON, [], [ANN], ENTRIES, ONE_MORE, id="nobody's: as the folder's"),
        pytest.param(BY_OPERATOR, [FOLDER], [ANN, BEN, CY], ENTRIES, CONFIRM, id="the folder's: the operator alone"),
        pytest.param(BY_OPERATOR, [FOLDER], [OPERATOR], ENTRIES, None, id="the folder's, confirmed"),
        pytest.param(BY_OPERATOR, [ANN], [], ENTRIES, ONE, id="a person's, where the operator confirms the folder's"),
        pytest.param(BY_OPERATOR, [ANN], [BEN], ENTRIES, None, id="a person's, seen by another person"),
        pytest.param(BY_OPERATOR, [OPERATOR], [OPERATOR], ENTRIES, None, id="the operator's word is enough"),
        pytest.param(SENSITIVE, [FOLDER], [], ENTRIES, None, id="sensitive: entries need nobody"),
        pytest.param(SENSITIVE, [ANN], [], HELP, ONE, id="sensitive: help lines"),
        pytest.param(SENSITIVE, [ANN], [], PROOF, ONE, id="sensitive: fingerprints"),
        pytest.param(SENSITIVE, [FOLDER], [ANN], ["help/calls.es.txt"], ONE_MORE, id="sensitive: calls for help"),
        pytest.param(SENSITIVE, [ANN], [], [*ENTRIES, *HELP], ONE, id="sensitive: among others"),
        pytest.param(SENSITIVE, [ANN], [], ["sources.yaml", "helpful.yaml"], None, id="sensitive: names that look so"),
    ],
)
def test_what_a_change_lacks(policy, authors, approvers, changed, lack):
    assert lacking(policy, frozenset(authors), frozenset(approvers), changed) == lack


# --- No way leads around it ---------------------------------------------------------------------------------------

GOOD = library.FILES
TITLE = library.files(gazette=("Loans looked at", "Loans inspected"))
NUMBER = {**GOOD, "help.yaml": GOOD["help.yaml"] + b"# another number\n"}
TAUGHT = b"      - what was taught\n"


def teaching(files):
    return {**files, "gazette.yaml": files["gazette.yaml"] + TAUGHT}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return library.write(tmp_path / "knowledge", GOOD)


async def started(store: Store, folder: Path, policy: Policy = ON) -> Publisher:
    made = Publisher(store, folder, policy=policy)
    await made.start()
    return made


@pytest.fixture
async def publisher(store: Store, folder: Path) -> Publisher:
    """Serves the folder, published as number 1, with four eyes."""
    return await started(store, folder)


def served(publisher: Publisher) -> str:
    return publisher.edition.answerer.version


def heard(publisher: Publisher) -> list[Result]:
    told: list[Result] = []

    async def listener(result: Result) -> None:
        told.append(result)

    publisher.listeners.append(listener)
    return told


async def test_the_author_of_an_edit_on_disk_does_not_publish_it_alone(publisher, folder):
    """Nobody can tell who that is: so it takes two, whoever they are."""
    told = heard(publisher)
    library.write(folder, TITLE)
    await publisher.edited_on_disk()
    draft = told[0].draft
    assert (told[0].kind, told[0].lack) == ("needs another", TWO)
    for _ in range(2):
        result = await publisher.publish(draft.id, person_id=ANN)
        assert (result.kind, result.lack, served(publisher)) == ("needs another", ONE_MORE, version_of(GOOD))
    assert (await publisher.publish(draft.id, person_id=BEN)).kind == "published"
    newest = await publisher.store.versions.newest()
    assert (newest.authors, newest.approvers, newest.base) == ({FOLDER}, {ANN, BEN}, 1)


async def test_an_edit_that_waited_is_not_served_after_a_restart(publisher, store, folder):
    """It waits on, as one draft, with who approved of it before."""
    library.write(folder, TITLE)
    first = await publisher.refresh(person_id=ANN)
    again = await started(store, folder)
    assert (served(again), again.at_start.kind, again.at_start.lack) == (version_of(GOOD), "needs another", ONE_MORE)
    assert again.at_start.draft.id == first.draft.id
    assert (await again.publish(first.draft.id, person_id=BEN)).kind == "published"


async def test_an_edit_that_waited_does_not_go_live_with_an_unrelated_lesson(publisher, folder):
    library.write(folder, library.files(vocabulary=("same:", "# forged\nsame:")))
    await publisher.edited_on_disk()
    draft = (await publisher.preview(person_id=ANN, origin="teach", edit=teaching)).draft
    result = await publisher.publish(draft.id, person_id=BEN)
    assert (result.kind, served(publisher)) == ("published", version_of(teaching(GOOD)))
    told = heard(publisher)
    await publisher.edited_on_disk()
    assert [(each.kind, each.lack, each.draft.based_on) for each in told] == [("needs another", TWO, served(publisher))]


@pytest.mark.parametrize("way", ["preview", "upload", "teach", "rollback"])
async def test_the_author_of_a_draft_does_not_publish_it(publisher, store, folder, way):
    """Neither in another process, nor after a restart."""
    if way == "rollback":
        await store.versions.publish(TITLE, version_of(TITLE), after=1, origin="refresh", written=True)
        await publisher.catch_up(2)
        result = await publisher.rollback(2, person_id=ANN)
    else:
        result = await publisher.preview(person_id=ANN, origin=way, edit=teaching)
    for process in (publisher, await started(store, folder), await started(store, folder)):
        assert (await process.publish(result.draft.id, person_id=ANN)).lack == ONE
        assert served(process) == version_of(GOOD)
    assert (await publisher.publish(result.draft.id, person_id=BEN)).kind == "published"


async def test_a_refresh_counts_as_the_approval_of_who_asks_for_it(publisher, store, folder):
    library.write(folder, TITLE)
    assert (await publisher.refresh(person_id=ANN)).lack == ONE_MORE
    assert (await publisher.refresh(person_id=ANN)).lack == ONE_MORE
    assert (await publisher.refresh(person_id=BEN)).kind == "published"
    assert (await store.versions.newest()).approvers == {ANN, BEN}


@pytest.mark.parametrize(("policy", "kind"), [(BY_OPERATOR, "published"), (ON, "needs another")])
async def test_a_refresh_on_the_command_line_makes_a_draft_that_the_operator_confirms(store, folder, policy, kind):
    """Where two moderators are wanted, the operator is one of them."""
    bot = await started(store, folder, policy)
    library.write(folder, TITLE)
    result = await Publisher(store, folder, policy=policy).refresh()
    assert (result.kind, result.published) == ("needs another", None)
    assert (await Publisher(store, folder, policy=policy).publish(result.draft.id)).kind == kind
    if kind != "published":
        assert (await bot.publish(result.draft.id, person_id=ANN)).kind == "published"


# --- Other processes ----------------------------------------------------------------------------------------------


async def test_what_a_process_without_the_setting_publishes_is_not_served(publisher, store, folder, tmp_path):
    """That is told once; what is published here afterwards stands on what is served, and is followed by all."""
    told = heard(publisher)
    lax = await started(store, library.write(tmp_path / "other", GOOD), OFF)
    library.write(lax.folder, TITLE)
    await lax.refresh(person_id=ANN)
    await publisher.catch_up(2)
    await publisher.catch_up(2)
    assert (served(publisher), [each.kind for each in told]) == (version_of(GOOD), ["unapproved"])
    assert read_files(folder) == GOOD
    assert served(await started(store, folder)) == version_of(GOOD)

    draft = (await lax.preview(person_id=ANN, edit=teaching)).draft  # on what was not approved of
    await lax.publish(draft.id, person_id=BEN)
    await publisher.catch_up(3)
    assert served(publisher) == version_of(GOOD)

    draft = (await publisher.preview(person_id=ANN, edit=teaching)).draft
    assert (await publisher.publish(draft.id, person_id=BEN)).published.number == 4
    await lax.catch_up(4)
    assert served(lax) == served(publisher) == version_of(teaching(GOOD))
    draft = (await publisher.rollback(2, person_id=ANN)).draft
    assert (await publisher.publish(draft.id, person_id=CY)).kind == "published"
    assert served(publisher) == version_of(TITLE)


async def test_what_is_approved_of_without_the_setting_is_served(publisher, store, folder, tmp_path):
    lax = await started(store, library.write(tmp_path / "other", GOOD), OFF)
    draft = (await lax.preview(person_id=ANN, edit=teaching)).draft
    assert (await lax.publish(draft.id, person_id=BEN)).kind == "published"
    await publisher.catch_up(2)
    assert served(publisher) == version_of(teaching(GOOD))
    assert read_files(folder) == teaching(GOOD)


# --- Starts -------------------------------------------------------------------------------------------------------


async def test_with_the_setting_just_turned_on_what_is_published_counts_as_installed(store, folder):
    """Once, and written down."""
    lax = await started(store, folder, OFF)
    library.write(folder, TITLE)
    await lax.refresh()
    library.write(folder, NUMBER)
    again = await started(store, folder)
    assert served(again) == version_of(TITLE)
    assert (await store.versions.newest()).baseline
    start, install = await store.audit.last(2)
    assert (start.what, install.what, version_of(TITLE) in install.detail) == ("start", "install", True)
    await lax.refresh()
    assert served(await started(store, folder)) == version_of(TITLE)


async def test_the_first_start_with_an_empty_store_installs_the_folder(publisher, store):
    newest = await store.versions.newest()
    assert (newest.baseline, newest.origin) == (True, "start")
    assert [deed.what for deed in await store.audit.last()] == ["install"]


async def test_without_a_store_nothing_is_served(folder):
    async with Store.open("sqlite://", failed="the database is locked") as refusing:
        with pytest.raises(StoreError, match=r"the database is locked\. With FOUR_EYES, only the store tells"):
            await started(refusing, folder)
        await started(refusing, folder, OFF)


async def test_where_nothing_approved_can_be_served_any_more_the_operator_installs_the_folder(
    publisher, store, folder, monkeypatch
):
    """The bot does not start with it by itself."""
    outdated = {**GOOD, "vocabulary.yaml": b"no longer: understood\n"}
    version = version_of(outdated)
    await store.versions.publish(
        outdated, version, after=1, origin="teach", written=True, authors=[ANN], approvers=[BEN], base=1
    )
    library.write(folder, TITLE)
    with pytest.raises(KnowledgeError, match="refresh --approve DRAFT installs it"):
        await started(store, folder)
    drafted = await Publisher(store, folder, policy=ON).refresh()
    assert drafted.kind == "needs another"
    assert (await Publisher(store, folder, policy=ON).publish(drafted.draft.id)).kind == "published"
    assert served(await started(store, folder)) == version_of(TITLE)


# --- Only what is sensitive ---------------------------------------------------------------------------------------


async def test_only_what_is_sensitive_waits_where_the_setting_says_so(store, folder):
    """Entries go live from the disk, from a person, and at a start; a help line in none of these ways."""
    publisher = await started(store, folder, SENSITIVE)
    library.write(folder, TITLE)
    assert (await publisher.refresh(origin="disk")).kind == "published"
    draft = (await publisher.preview(person_id=ANN, edit=teaching)).draft
    assert (await publisher.publish(draft.id, person_id=ANN)).kind == "published"
    now = served(publisher)
    library.write(folder, {"help.yaml": NUMBER["help.yaml"]})
    waiting = await publisher.refresh(origin="disk")
    assert (waiting.kind, waiting.lack) == ("needs another", TWO)
    again = await started(store, folder, SENSITIVE)
    assert (served(again), again.at_start.draft.id) == (now, waiting.draft.id)
    library.write(folder, {"help.yaml": GOOD["help.yaml"], "vocabulary.yaml": GOOD["vocabulary.yaml"] + b"# more\n"})
    assert served(await started(store, folder, SENSITIVE)) == version_of(read_files(folder))

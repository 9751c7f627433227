"""A document sent to /knowledge draft, end to end: looked through entry by entry, put forward, published."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from bot.client import Verbatim
from bot.cogs import documents
from bot.drafting.drafting_apart import Sent, draft_apart
from bot.errors import DocumentError
from bot.serving.eyes import Policy
from bot.serving.publisher import Publisher
from bot.store import Store
from tests.drafting.making import lines, pdf
from tests.loopback import Channel, File, Guild, Loopback, Message, Role, User

from .moderating import NOT_ALLOWED, Keepers, until
from .running import ask, labels, serving
from .test_entry_forms import opened, sent, standing

FERRY = pdf(
    lines(60, 80, "The year of the Millbrook Ferry", size=20, font="B"),
    [
        *lines(60, 80, "Passengers", size=14, font="B"),
        *lines(
            60, 110, "The Millbrook Ferry carried 48,200 passengers in 2024. They paid £12,050 in fares.",
            "It ran late on 31 days.",
        ),
        *lines(60, 160, "“We want every passenger to come back soon,” said Ada Fenn, the ferry’s captain."),
    ],
)  # fmt: skip
ID = "the-year-of-the-millbrook-ferry"
ABOUT = {"publisher": "Millbrook Ferries", "published": "2025-01", "url": "https://ferry.example/year"}
FARES = "What the Millbrook Ferry paid in fares"
FIRST = ["Keep", "Edit", "Drop", "Next", "Overview"]
PAGE = ["Keep", "Edit", "Drop", "Next", "Back", "Overview"]


_DRAFTED: dict[tuple[object, ...], Any] = {}


@pytest.fixture(autouse=True)
def drafted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a process made of a document for one test, the others have from there: a process takes its second."""

    async def drafted(name: str, data: bytes, files: Mapping[str, bytes], today: str) -> Sent:
        key = (name, data, *sorted(files.items()), today)
        if key not in _DRAFTED:
            _DRAFTED[key] = await draft_apart(name, data, files, today)
        made: Sent = _DRAFTED[key]
        return made

    monkeypatch.setattr("bot.cogs.documents.draft_apart", drafted)


async def done(message: Message) -> Message:
    """Return a message once it no longer tells how far something is."""

    async def told() -> bool:
        return not message.content.endswith(" ...")

    await until(told)
    return message


async def forgotten(store: Store, who: User) -> None:
    """Return once somebody looks through nothing any more."""

    async def gone() -> bool:
        return await store.reviews.of_person(who.id) is None

    await until(gone)


async def begun(loopback: Loopback, keepers: Keepers, who: User, file: File | None = None) -> Message:
    """Send the document, or another."""
    return await done(await keepers.use(who, "draft", file=file or loopback.file("ferry.pdf", FERRY)))


async def previewed(keepers: Keepers, who: User, message: Message) -> Message:
    """Press *Preview*."""
    return await done(await keepers.press(who, message, "Preview"))


async def published(keepers: Keepers, who: User, draft: Message) -> Message:
    """Publish a draft: its fingerprint is new, which has to be confirmed."""
    sure = await keepers.press(who, draft, "Publish")
    assert "Not published yet: this would take other words for the source's own" in sure.content
    return await keepers.press(who, sure, "Publish anyway")


async def told_of(loopback: Loopback, who: User, message: Message, **fields: str) -> Message:
    """Say what the document does not say of itself."""
    return await sent(loopback, await opened(loopback, who, message, "About the document"), **{**ABOUT, **fields})


@pytest.mark.usefixtures("keeper")
async def test_a_document_is_looked_through_entry_by_entry_and_answered_from(
    loopback: Loopback, keepers: Keepers, channel: Channel, folder: Path, mia: User, ann: User, store: Store
) -> None:
    """The doubtful one comes first; only what was kept is published, as it was edited, with its page; then the document
    is forgotten."""
    said = await begun(loopback, keepers, mia)
    assert said.content.startswith("I have read it: 4 entries are drafted, each proved against the document.\n")
    assert "4 entries: 0 kept, 0 dropped, 4 left; one needs a look, and comes first." in said.content
    assert (
        "The document doesn't say who published it, when and where it can be read: please fill that in" in said.content
    )
    assert "- [ada fenn, fenn]" in said.files["passed-over.md"].decode()
    assert labels(said) == ["Look through", "Keep the 3 without a doubt", "About the document", "Give it up"]

    page = await keepers.press(mia, said, "Look through")
    assert labels(page) == FIRST
    assert page.content.startswith("1 of 4\n**Look:** “They” was taken for the Millbrook Ferry.\n### " + FARES)
    assert (
        "In the document (page 2, “Passengers”):\n> The Millbrook Ferry carried 48,200 passengers in 2024. **They "
        in (page.content)
    )
    form = await opened(loopback, mia, page, "Edit")
    assert standing(form)["figure"] == "£12,050"
    page = await sent(
        loopback, form, title="What passengers paid in fares", says="Passengers paid £12,050 in fares.",
        asked="how much did passengers pay for the ferry\nferry fares paid",
    )  # fmt: skip
    assert page.content.startswith("2 of 4\n### Passengers that")
    page = await keepers.press(mia, page, "Keep")
    assert page.content.startswith("3 of 4\n### How long")
    page = await keepers.press(mia, page, "Drop")
    assert labels(page) == PAGE
    page = await keepers.press(mia, page, "Back")
    assert page.content.startswith("3 of 4, dropped\n")
    page = await keepers.press(mia, await keepers.press(mia, page, "Next"), "Keep")
    assert "3 kept, 1 dropped, 0 left." in page.content

    refused = await previewed(keepers, mia, page)
    assert "who published the document, when and where is not known yet" in refused.content
    page = await told_of(loopback, mia, refused)
    assert "please fill that in" not in page.content
    draft = await previewed(keepers, mia, page)
    assert "This is a preview; nothing has been published yet." in draft.content
    assert "millbrook-ferry-paid-fares: What passengers paid in fares (£12,050)" in draft.files["changes.txt"].decode()
    assert labels(draft) == ["Publish", "Discard", "Back to the entries"]
    end = await published(keepers, mia, draft)
    assert (labels(end), "I now answer from it." in end.content) == ([], True)

    text = (folder / f"{ID}.yaml").read_text()
    assert not [word for word in ("nobody has read this", "# look", "FILL IN", "ran late") if word in text]
    assert {f"{ID}.fingerprint", f"{ID}.locators"} <= {path.name for path in (folder / "sources").iterdir()}
    reply = await ask(loopback, channel, ann, "how much did passengers pay for the ferry")
    assert "Passengers paid £12,050 in fares." in reply.text
    assert "Millbrook Ferries, page 2" in reply.text
    newest = (await store.versions.history())[0]
    assert (newest.origin, newest.why) == ("document", "3 entries from The year of the Millbrook Ferry")

    await forgotten(store, mia)


async def test_what_was_begun_goes_on_after_a_restart_and_for_each_moderator_by_themselves(
    loopback: Loopback, guild: Guild, keepers: Keepers, publisher: Publisher, keeper: Verbatim, mia: User, ann: User,
    managers: Role, store: Store,
) -> None:  # fmt: skip
    """Buttons, forms and the command go on; a second document is not begun over it, and giving it up is asked twice."""
    page = await keepers.press(mia, await begun(loopback, keepers, mia), "Look through")
    form = await opened(loopback, mia, page, "Edit")
    await keeper.close()
    guild.members[ann.id].roles.append(managers)
    async with serving(loopback, publisher, curator_guilds=frozenset([guild.id])):
        page = await sent(loopback, form, title="Fares")
        assert page.content.startswith("2 of 4\n")
        assert (await keepers.use(ann, "draft")).content.startswith("You aren't looking through a document")
        again = await keepers.use(mia, "draft")
        assert "1 kept, 0 dropped, 3 left." in again.content
        again = await begun(loopback, keepers, mia)
        assert again.content.startswith("I haven't read your file: you are still looking through **The year of")
        other = await begun(loopback, keepers, ann)
        await keepers.press(ann, other, "Keep the 3 without a doubt")
        page = await keepers.press(mia, again, "Give it up")
        assert page.content.endswith("What you decided of 1 entry goes with it.")
        gone = await keepers.press(mia, page, "Yes, give it up")
        assert gone.content.startswith("Given up. Nothing of the document is kept")
        assert (await keepers.use(mia, "draft")).content.startswith("You aren't looking through a document")
        assert "3 kept, 0 dropped, 1 left" in (await keepers.use(ann, "draft")).content


@pytest.mark.usefixtures("keeper")
async def test_what_is_typed_is_proved_at_once_and_kept_where_it_is_refused(
    loopback: Loopback, keepers: Keepers, mia: User
) -> None:
    """Each by its field: against the document, against the base, and of the document itself."""
    page = await keepers.press(mia, await begun(loopback, keepers, mia), "Look through")
    for field, text, why in (
        ("figure", "£12,500", "The figure, as the source writes it: "),
        ("evidence", "They paid £12,050 in tips.", "The source's own words (at least four): "),
        ("asked", "how many loans came back late", "loans-late"),
        ("asked", "?!", "Ways of asking for it, one per line: "),
    ):
        form = await opened(loopback, mia, page, "Edit")
        before = standing(form)[field]
        page = await sent(loopback, form, **{field: text})
        assert page.content.startswith("1 of 4, not taken yet\n**That can't be taken yet.**\n"), field
        assert why in page.content
        form = await opened(loopback, mia, page, "Edit")
        assert standing(form)[field] == text
        page = await sent(loopback, form, **{field: before})
        assert page.content.startswith("2 of 4\n")
        page = await keepers.press(mia, page, "Back")
    page = await keepers.press(mia, page, "Overview")
    for field, text, why in (
        ("published", "last year", "When: "),
        ("url", "ferry.example", "Where it can be read: "),
        ("id", "gazette", 'there is a document called "gazette" already'),
        ("id", "The Ferry", 'the id cannot be "The Ferry"'),
    ):
        page = await told_of(loopback, mia, page, **{field: text})
        assert why in page.content
        assert standing(await opened(loopback, mia, page, "About the document"))[field] == text


@pytest.mark.usefixtures("keeper")
async def test_what_another_version_of_the_bot_has_kept_is_in_nobodys_way(
    loopback: Loopback, keepers: Keepers, mia: User, store: Store
) -> None:
    """It cannot be read; the next document takes its place."""
    await store.reviews.begin(mia.id, '{"header": {}}')
    assert (await keepers.use(mia, "draft")).content.startswith("You aren't looking through a document")
    assert (await begun(loopback, keepers, mia)).content.startswith("I have read it: 4 entries are drafted")


@pytest.mark.usefixtures("keeper")
async def test_two_moderators_may_look_through_the_same_document(
    loopback: Loopback, guild: Guild, keepers: Keepers, mia: User, ann: User, managers: Role, folder: Path,
    store: Store,
) -> None:  # fmt: skip
    """Whoever comes second is told that there is one of that id; under another, nothing is overwritten."""
    guild.members[ann.id].roles.append(managers)
    for who in (mia, ann):
        page = await keepers.press(who, await begun(loopback, keepers, who), "Keep the 3 without a doubt")
        await told_of(loopback, who, page)
    draft = await previewed(keepers, mia, await keepers.use(mia, "draft"))
    await published(keepers, mia, draft)
    page = await previewed(keepers, ann, await keepers.use(ann, "draft"))
    assert page.content.startswith(f'That didn\'t work: there is a document called "{ID}" already')
    draft = await previewed(keepers, ann, await told_of(loopback, ann, page, id="ferry"))
    assert "I now answer from it." in (await published(keepers, ann, draft)).content
    await forgotten(store, ann)
    assert "id: ada-fenn-passenger-back-soon\n" in (folder / f"{ID}.yaml").read_text()
    assert "id: ada-fenn-passenger-back-soon-2\n" in (folder / "ferry.yaml").read_text()
    again = await begun(loopback, keepers, ann)
    assert f"There is a document called `{ID}` already, so this one is called `{ID[:-2]}" in again.content


@pytest.mark.usefixtures("keeper")
async def test_what_cannot_be_read_is_told_in_one_line(
    loopback: Loopback, keepers: Keepers, mia: User, store: Store
) -> None:
    """As in the terminal, by the process that reads; nothing is begun."""
    for file, why in (
        (loopback.file("ferry.pdf", b"%PDF-1.4\nnothing"), "ferry.pdf: the PDF is damaged: open it, print it to a new"),
        (loopback.file("ferry.md", b"Hello to you all there.\n"), "ferry.md: it states nothing that entries could be"),
        (
            loopback.file("ferry.pdf", b"x", size=101_000_000),
            "ferry.pdf: it has 101 MB, and at most 100 are read: give",
        ),
    ):
        said = await begun(loopback, keepers, mia, file)
        assert said.content.startswith(f"That didn't work: {why}")
        assert await store.reviews.of_person(mia.id) is None


@pytest.mark.usefixtures("keeper")
async def test_what_has_to_be_installed_is_said(
    loopback: Loopback, keepers: Keepers, mia: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As whatever the process that reads has to say."""

    async def lacking(*_: object, **__: object) -> None:
        raise DocumentError("reading documents needs the library pdfplumber: install it: pip install '.[draft]'")

    monkeypatch.setattr("bot.cogs.documents.draft_apart", lacking)
    said = await begun(loopback, keepers, mia)
    assert "pip install '.\\[draft\\]'" in said.content


async def test_nothing_is_kept_of_who_is_forgotten_while_it_is_read(
    loopback: Loopback, keepers: Keepers, keeper: Verbatim, mia: User, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What they had sent by then goes as what they had asked by then."""

    async def forgotten_meanwhile(*given: Any) -> Sent:
        made: Sent = await drafted(*given)
        await keeper.memory.forget(mia.id, None)
        return made

    drafted: Any = documents.draft_apart
    monkeypatch.setattr(documents, "draft_apart", forgotten_meanwhile)
    assert (await begun(loopback, keepers, mia)).content.startswith("You aren't looking through a document")
    assert await store.reviews.of_person(mia.id) is None


@pytest.mark.usefixtures("keeper")
async def test_others_may_neither_send_nor_decide(
    loopback: Loopback, keepers: Keepers, mia: User, ann: User, guild: Guild, managers: Role, store: Store
) -> None:
    """Nor whoever is a moderator no longer; and a message from before it was given up decides nothing."""
    assert (await begun(loopback, keepers, ann)).content == NOT_ALLOWED
    page = await keepers.press(mia, await begun(loopback, keepers, mia), "Look through")
    other = await keepers.use(mia, "draft")
    await keepers.press(mia, await keepers.press(mia, other, "Give it up"), "Yes, give it up")
    await begun(loopback, keepers, mia)
    await loopback.take(guild, mia, managers)
    assert await keepers.refused(mia, page, "Keep") == NOT_ALLOWED
    await loopback.give(guild, mia, managers)
    assert (await keepers.press(mia, page, "Keep")).content.startswith("You aren't looking through a document")
    kept = await store.reviews.of_person(mia.id)
    assert kept is not None
    assert kept.decided == {}


async def test_with_four_eyes_another_moderator_publishes_it(
    loopback: Loopback, guild: Guild, keepers: Keepers, store: Store, folder: Path, mia: User, ann: User,
    managers: Role, staff: Channel, unwatched: None,
) -> None:  # fmt: skip
    """The moderators' channel shows it; who drafted it does not count, and has the way back meanwhile."""
    publisher = Publisher(store, folder, policy=Policy("on"))
    await publisher.start()
    guild.members[ann.id].roles.append(managers)
    async with serving(loopback, publisher, curator_guilds=frozenset([guild.id])):
        page = await keepers.press(mia, await begun(loopback, keepers, mia), "Keep the 3 without a doubt")
        draft = await previewed(keepers, mia, await told_of(loopback, mia, page))
        assert "One moderator who did not make this change has to press Publish" in draft.content
        shown = await loopback.next_message(staff)
        assert f"**Entries drafted from a document**, by {mia.mention}: 3 entries from The year of" in shown.content
        assert "has to press Publish" in await keepers.refused(mia, draft, "Publish")
        assert labels(draft) == ["Publish", "Discard", "Back to the entries"]
        assert not (folder / f"{ID}.yaml").exists()
        assert "I now answer from it." in (await published(keepers, ann, shown)).content
        assert (folder / f"{ID}.yaml").exists()

"""Four eyes on all paths at once: whatever people do in whatever order, nothing is served that only one has seen.

A model that knows who really typed what, also into the folder, watches three bots on one store: two that run with the
setting, one without. EYES_RUNS=500 EYES_STEPS=30 make it the long walk.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Mapping
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.core.answering.answerer import Answerer
from bot.core.answering.reply_changes import Replies
from bot.core.knowledge.loading import version_of
from bot.serving import publisher as publishing
from bot.serving.edition import Edition
from bot.serving.eyes import Policy
from bot.serving.folder import read_files
from bot.serving.maker import Maker, Progress
from bot.serving.publisher import Publisher
from bot.serving.result import Result
from bot.store import Draft, Store
from tests.core import library

RUNS, STEPS = int(os.environ.get("EYES_RUNS", "8")), int(os.environ.get("EYES_STEPS", "15"))
POLICIES = [Policy("on"), Policy("on"), Policy("on", "operator"), Policy("sensitive"), Policy("sensitive", "operator")]
OPERATOR = 0
PEOPLE = [1, 2, 3]
SLOTS = {"top": "gazette.yaml", "bottom": "gazette.yaml", "help": "help.yaml"}
STRICT, ALL = ["one", "other"], ["one", "other", "lax"]
FOLDERS = {"one": "shared", "lax": "shared", "other": "own"}

site = st.sampled_from(ALL)
person = st.sampled_from(PEOPLE)
anybody = st.sampled_from([OPERATOR, *PEOPLE])
slot = st.sampled_from(sorted(SLOTS))


def base() -> dict[str, bytes]:
    """Return a base with a line for each slot, on which nothing depends."""
    files = library.files(gazette=("source:", "# top: -\nsource:"))
    files["gazette.yaml"] += b"# bottom: -\n"
    files["help.yaml"] += b"# help: -\n"
    return files


def put(files: Mapping[str, bytes], where: str, what: object) -> dict[str, bytes]:
    """Return files with something else in a slot."""
    name = SLOTS[where]
    return {**files, name: re.sub(rb"# %s: .+" % where.encode(), b"# %s: %s" % (where.encode(), str(what).encode()),
                                  files[name])}  # fmt: skip


def slots(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return what stands in each slot."""
    return {where: re.findall(rb"# %s: (.+)" % where.encode(), files[name])[0] for where, name in SLOTS.items()}


class Quick(Maker):
    """Proves each base once for all runs."""

    answerers: dict[str, Answerer] = {}  # noqa: RUF012 - shared on purpose
    editions: dict[str, Edition] = {}  # noqa: RUF012 - shared on purpose

    async def prove(
        self, files: Mapping[str, bytes], tell: Progress | None = None, *, published: bool = False
    ) -> Answerer:
        version = version_of(files)
        if version not in self.answerers:
            self.answerers[version] = await super().prove(files)
        return self.answerers[version]

    async def compare(self, before: Answerer, after: Answerer, tell: Progress | None = None) -> Replies:
        return Replies((), 0, 0, 0)

    async def edition(self, answerer: Answerer) -> Edition:
        if answerer.version not in self.editions:
            self.editions[answerer.version] = await super().edition(answerer)
        return self.editions[answerer.version]


class Eyes(RuleBasedStateMachine):
    """Whoever acts is a number: the operator, or a person."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.stack = AsyncExitStack()
        self.root = Path(tempfile.mkdtemp(prefix="eyes-"))
        self.folders = {name: library.write(self.root / name, base()) for name in set(FOLDERS.values())}
        self.store: Store = self.run(self.stack.enter_async_context(Store.open("sqlite://")))
        self.sites: dict[str, Publisher] = {}
        self.heard: list[tuple[str, Result]] = []
        self.drafts: list[Draft] = []
        self.typed: dict[tuple[str, str], int] = {}  # by folder and slot, who typed there last
        self.wrote: dict[tuple[str, str, str], set[int]] = defaultdict(set)  # by versions before and after, and slot
        self.acted: dict[tuple[str, str], set[int]] = defaultdict(set)  # by versions before and after: who wanted it
        self.contents: dict[int, dict[str, bytes]] = {}
        self.installed: set[int] = set()

    def run(self, work: Any) -> Any:
        return self.runner.run(work)

    def teardown(self) -> None:
        self.run(self.stack.aclose())
        self.runner.close()
        shutil.rmtree(self.root)

    # --- What happens ---------------------------------------------------------------------------------------------

    @initialize(policy=st.sampled_from(POLICIES), first=st.sampled_from([ALL, ["lax", *STRICT], ["lax"]]))
    def begin(self, policy: Policy, first: list[str]) -> None:
        self.policy = policy
        for name in first:
            self.start(name)

    def made(self, name: str) -> Publisher:
        """Return a process that begins; where the setting is new, what is there counts as installed."""
        newest = self.run(self.store.versions.newest())
        if name in STRICT and not self.installed:
            self.installed.add(newest.number if newest is not None else 1)
        return Publisher(
            self.store, self.folders[FOLDERS[name]], policy=Policy("off") if name == "lax" else self.policy
        )

    @rule(name=site)
    def start(self, name: str) -> None:
        """For the first time, or again."""
        publisher = self.made(name)
        self.run(publisher.start())
        if publisher.at_start is not None:
            self.noticed(name, publisher.at_start, None)
        self.sites[name] = publisher

        async def listener(result: Result) -> None:
            self.heard.append((name, result))

        publisher.listeners.append(listener)

    @rule(
        folder=st.sampled_from(sorted(set(FOLDERS.values()))), who=person, where=slot,
        back=st.sampled_from([False, False, True]),
    )  # fmt: skip
    def edit_folder(self, folder: str, who: int, where: str, back: bool) -> None:
        library.write(self.folders[folder], put(read_files(self.folders[folder]), where, "-" if back else who))
        self.typed[folder, where] = who

    @precondition(lambda self: self.sites)
    @rule(name=site)
    def watch(self, name: str) -> None:
        if name in self.sites:
            self.run(self.sites[name].edited_on_disk())
            for where, result in self.heard:
                self.noticed(where, result, None)
            self.heard.clear()

    @rule(name=site)
    def follow(self, name: str) -> None:
        newest = self.run(self.store.versions.newest())
        if name in self.sites:
            self.run(self.sites[name].catch_up(newest.number))

    @rule(name=site, who=anybody)
    def refresh(self, name: str, who: int) -> None:
        if name in self.sites:
            result = self.run(self.sites[name].refresh(person_id=who or None))
            self.noticed(name, result, who or None)

    @rule(name=site, who=anybody)
    def preview_folder(self, name: str, who: int) -> None:
        if name in self.sites:
            self.noticed(name, self.run(self.sites[name].preview(person_id=who or None)), None)

    @rule(name=site, who=anybody, where=slot, origin=st.sampled_from(["teach", "add", "upload"]))
    def change(self, name: str, who: int, where: str, origin: str) -> None:
        if name in self.sites:
            publisher = self.sites[name]
            before = publisher.edition.answerer.knowledge.files
            result = self.run(
                publisher.preview(person_id=who or None, origin=origin, edit=lambda files: put(files, where, who))
            )
            self.noticed(name, result, None, author=who)
            if result.draft is not None:
                assert result.draft.files == put(before, where, who)  # the change, and nothing that waits

    @rule(name=site, who=anybody, back=st.integers(0, 5))
    def rollback(self, name: str, who: int, back: int) -> None:
        if name in self.sites:
            numbers = sorted(self.contents)
            number = numbers[-1 - back % len(numbers)]
            result = self.run(self.sites[name].rollback(number, person_id=who or None))
            self.noticed(name, result, who, author=who)

    @precondition(lambda self: self.drafts)
    @rule(name=site, who=anybody, back=st.integers(0, 3))
    def press(self, name: str, who: int, back: int) -> None:
        """Publish, on Discord; the operator does so on the command line, in a process that was not started."""
        if name in self.sites:
            draft = self.drafts[-1 - back % len(self.drafts)]
            publisher = self.sites[name] if who else self.made(name)
            result = self.run(publisher.publish(draft.id, person_id=who or None, confirmed=True))
            if result.kind in ("published", "needs another"):
                self.acted[draft.based_on, draft.version].add(who)
            if result.kind in ("gone", "overtaken", "unchanged") and draft in self.drafts:
                self.drafts.remove(draft)

    @rule(name=site)
    def command_line(self, name: str) -> None:
        self.noticed(name, self.run(self.made(name).refresh()), None)

    @rule(name=st.sampled_from(STRICT), who=person, where=slot, way=st.sampled_from(["refresh", "watch", "start"]))
    def go_it_alone(self, name: str, who: int, where: str, way: str) -> None:
        """One person does all that is needed, were it not for the setting."""
        self.edit_folder(FOLDERS[name], who, where, False)
        if way == "refresh":
            self.refresh(name, who)
        else:
            getattr(self, way)(name)
        if self.drafts:
            self.press(name, who, 0)

    def noticed(self, name: str, result: Result, act: int | None, author: int | None = None) -> None:
        """Remember who wrote and who wanted a change.

        Args:
            act: Who wants it published with that; None for nobody.
            author: Who made it; None for whoever typed it into the folder.
        """
        draft = result.draft
        if draft is not None:
            change, before, after = (draft.based_on, draft.version), self.files_of(draft.based_on), draft.files
            if draft not in self.drafts:
                self.drafts.append(draft)
        elif result.published is not None and result.published.base is not None:
            newest = result.published
            before, after = (self.run(self.store.versions.files(each)) for each in (newest.base, newest.number))
            change = (version_of(before), version_of(after))
        else:
            return
        if act is not None:
            self.acted[change].add(act)
        for where in SLOTS:
            if slots(before)[where] != slots(after)[where]:
                writer = self.typed.get((FOLDERS[name], where)) if author is None else author
                self.wrote[(*change, where)] |= {writer} - {None}

    def files_of(self, version: str) -> dict[str, bytes]:
        published = self.run(self.store.versions.find(version))
        return self.run(self.store.versions.files(published.number))

    # --- What holds -----------------------------------------------------------------------------------------------

    @invariant()
    def nothing_is_served_that_only_one_has_seen(self) -> None:
        bases = {}
        for published in self.run(self.store.versions.history(None)):
            bases[published.number] = published.base
            if published.number not in self.contents:
                self.contents[published.number] = self.run(self.store.versions.files(published.number))
        for name in STRICT:
            if name in self.sites:
                served, number = self.sites[name].edition.answerer.version, self.sites[name]._served.base
                assert number is not None
                assert served == version_of(self.contents[number])
                while number not in self.installed:
                    before = bases[number]
                    assert before is not None, f"{name} serves number {number}, which stands on nothing"
                    assert before < number
                    self.seen(name, before, number)
                    number = before

    def seen(self, name: str, before: int, after: int) -> None:
        """Check that a version's change was wanted by somebody else than who wrote it, as the policy has it."""
        was, now = self.contents[before], self.contents[after]
        change = (version_of(was), version_of(now))
        if self.policy.scope == "sensitive" and slots(was)["help"] == slots(now)["help"]:
            return
        acted = self.acted[change]
        if self.policy.folder == "operator" and OPERATOR in acted:
            return
        for where in SLOTS:
            if slots(was)[where] != slots(now)[where]:
                wrote = self.wrote[(*change, where)]
                assert acted, f"{name} serves number {after}, which nobody wanted"
                assert len(acted | wrote) > 1, f"{name} serves number {after}: {where} was seen by {acted | wrote} only"


def test_nothing_is_served_that_only_one_has_seen(monkeypatch):
    """Whoever edits the folder, previews, teaches, publishes, rolls back, starts again, or runs without the setting."""
    monkeypatch.setattr(publishing, "Maker", Quick)
    walk = settings(
        max_examples=RUNS,
        stateful_step_count=STEPS,
        phases=[Phase.generate],  # a failure is told as it was found: making it shorter takes minutes
        deadline=None,
        derandomize=RUNS < 100,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Eyes, settings=walk)

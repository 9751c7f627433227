"""What those are told who look after the knowledge, within Discord's limits."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bot import render
from bot.core.answering.version_diff import AnswerChange, Changes, Taught
from bot.errors import Fault, StoreError
from bot.serving.result import Result
from bot.store import Deed, Draft, Gap, Published
from tests.render.answers import BASE, LATE, LOOKED, ROOF

SECOND = Published(2, "0123456789ab", 1_700_000_000.0, 5, "refresh", "it was *late*", True)
DRAFT = Draft("0" * 16, "0123456789ab", "ba9876543210", 1_700_000_000.0, 5, "preview", "", {})
FAULT = Fault("gazette.yaml", 3, 5, "the title is missing", 'add a "title:"')
NEW = replace(LATE, figure=replace(LATE.figure, text="104 of 412 loans"))
DEED = Deed(7, 1_700_000_000.0, 5, 9, "refresh", "refused", "no moderator")
GAP = Gap(3, "who *paid*", "open", None, 5, 2, 1_700_000_000.0)


class TestOutcomes:
    """Of every kind that a change may have."""

    def test_of_a_publication_shows_what_changed_old_and_new_side_by_side(self):
        changes = Changes(
            added=(ROOF,),
            removed=(LOOKED,),
            changed=((LATE, NEW), (ROOF, ROOF)),
            taught=(Taught(LATE, 2, 1),),
            answers=(AnswerChange("who paid", "no_answer", "money"),),
        )
        assert render.outcome(Result("published", "refresh", 5, published=SECOND, changes=changes)) == render.Note(
            "Published: version `0123456789ab`, number 2. I answer from it now.\n"
            "```\n"
            "Added:\n"
            "  roof-leaked: The roof of the reading room leaked\n"
            "Removed:\n"
            "  loans-inspected: Loans looked at (412 loans)\n"
            "Figures, old -> new:\n"
            "  loans-late: 103 of 412 loans (25 %) -> 104 of 412 loans\n"
            "Changed otherwise:\n"
            "  roof-leaked: The roof of the reading room leaked\n"
            "Ways of asking:\n"
            "  loans-late: 2 gained, 1 lost\n"
            "Replies that would change, old -> new:\n"
            '  "who paid": no_answer -> money\n'
            "```"
        )

    def test_of_a_publication_says_what_could_not_be_done_besides(self):
        said = render.outcome(Result("published", "refresh", published=SECOND, trouble="the disk is full")).text
        assert "\nBut the knowledge folder was not brought to it: the disk is full\n" in said

    @pytest.mark.parametrize(
        ("kind", "heading"),
        [
            pytest.param("faulty", "1 fault:", id="faulty"),
            pytest.param("breaks", "1 check question would fail:", id="breaks"),
        ],
    )
    def test_of_faults_name_each_with_its_place_and_what_to_do(self, kind, heading):
        said = render.outcome(Result(kind, "refresh", faults=(FAULT,))).text
        assert said.endswith(f'```\n{heading}\n  gazette.yaml:3:5: the title is missing; add a "title:"\n```')

    @pytest.mark.parametrize(
        ("kind", "begins"),
        [
            pytest.param("unchanged", "Nothing to do: ", id="unchanged"),
            pytest.param("needs another", "Not published yet: ", id="needs another"),
            pytest.param("overtaken", "Nothing was changed: ", id="overtaken"),
            pytest.param("gone", "Nothing was changed: ", id="gone"),
            pytest.param("failed", "Nothing was changed.\nthe disk is full", id="failed"),
        ],
    )
    def test_of_other_kinds_are_a_line(self, kind, begins):
        note = render.outcome(Result(kind, "refresh", trouble="the disk is full" if kind == "failed" else ""))
        assert note.text.startswith(begins)
        assert note.file is None

    def test_too_long_for_a_message_go_whole_into_a_file(self):
        faults = tuple(replace(FAULT, line=line) for line in range(1, 100))
        note = render.outcome(Result("faulty", "refresh", faults=faults))
        assert len(note.text) <= 2_000
        assert note.text.endswith("```\nAll of it is in the file.")
        name, text = note.file
        assert (name, text.count("\n")) == ("changes.txt", 100)

    def test_of_one_endless_fault_still_fit(self):
        note = render.outcome(Result("faulty", "refresh", faults=(replace(FAULT, what="x" * 5_000),)))
        assert len(note.text) <= 2_000
        assert "x" * 5_000 in note.file[1]


def test_a_report_says_what_was_wished_for_by_whom_and_why():
    said = render.report(Result("published", "refresh", 5, published=SECOND)).text
    assert said.startswith("**A refresh**, by <@5>: it was \\*late\\*\nPublished: ")


def test_a_report_of_a_draft_names_its_author():
    said = render.report(Result("drafted", "preview", 6, draft=DRAFT)).text
    assert said.startswith("**A preview**, by <@5>\nA preview; nothing is published yet.")


def test_a_difference_of_nothing_says_so():
    first = replace(SECOND, number=1, version="ba9876543210")
    assert render.difference(first, SECOND, Changes()).text == (
        "From version `ba9876543210` (number 1) to `0123456789ab` (number 2):\n```\nNo entry changes.\n```"
    )


def test_a_correction_is_a_line_for_each_figure():
    assert render.corrected([(LATE, NEW), (ROOF, LATE)], 1_700_000_000) == (
        "Corrected <t:1700000000:D>: 103 of 412 loans (25 %) -> 104 of 412 loans\n"
        "Corrected <t:1700000000:D>: no figure -> 103 of 412 loans (25 %)"
    )


class TestDeedsAndVersions:
    """Times are relative on Discord, and UTC elsewhere."""

    def test_a_deed_as_json_has_all_keys(self):
        assert json.loads(render.deed_json(DEED)) == {
            "id": 7, "at": "2023-11-14T22:13:20+00:00", "person": "5", "guild": "9", "what": "refresh",
            "outcome": "refused", "detail": "no moderator",
        }  # fmt: skip

    def test_a_deed_of_the_operator_as_json_has_nulls(self):
        made = json.loads(render.deed_json(replace(DEED, person_id=None, guild_id=None)))
        assert (made["person"], made["guild"]) == (None, None)

    def test_a_deed_as_a_line(self):
        assert render.deed_plain(DEED) == (
            "2023-11-14T22:13:20+00:00  refresh, refused, by user 5 in server 9: no moderator"
        )
        assert render.deed_plain(replace(DEED, person_id=None, guild_id=None, detail="")) == (
            "2023-11-14T22:13:20+00:00  refresh, refused, by operator"
        )

    def test_deeds_on_discord(self):
        said = render.audit([DEED, replace(DEED, person_id=None, detail="")])
        assert said == render.Note(
            "<t:1700000000:R> <@5> refresh, refused: no moderator\n<t:1700000000:R> the operator refresh, refused"
        )

    def test_deeds_that_do_not_fit_come_as_a_file(self):
        said = render.audit([replace(DEED, detail="x" * 300)] * 25)
        assert len(said.text) <= 2_000
        assert said.file[1].count("\n") == 25

    def test_no_deeds(self):
        assert render.audit([]).text == "Nobody has done anything yet."

    def test_the_version_that_is_served_is_marked(self):
        first = Published(1, "ba9876543210", 1_600_000_000.0, None, "start", "", True)
        assert render.history([SECOND, first], "0123456789ab").text == (
            "2. `0123456789ab` <t:1700000000:R>, refresh by <@5>: it was \\*late\\*, **answered from now**\n"
            "1. `ba9876543210` <t:1600000000:R>, start"
        )

    def test_a_version_as_a_choice_fits(self):
        assert render.version_choice(SECOND) == "2 - 0123456789ab, 2023-11-14 22:13 UTC, refresh: it was *late*"
        assert len(render.version_choice(replace(SECOND, why="x" * 200))) == 100


class TestGaps:
    """Questions as people typed them, shown as typed."""

    def test_a_page_lists_them(self):
        assert render.gaps([GAP, replace(GAP, target="money")], "open", 0, more=True).text == (
            "Questions that found no answer, open, page 1:\n"
            "- **who \\*paid\\*** (2 people, 5 times, last <t:1700000000:R>)\n"
            "- **who \\*paid\\*** (2 people, 5 times, last <t:1700000000:R>, taught to `money`)"
        )

    def test_a_page_of_long_ones_fits(self):
        assert len(render.gaps([replace(GAP, text="*" * 300)] * 25, "open", 0, more=True).text) <= 2_000

    def test_one_says_what_became_of_it(self):
        assert "\nNow: open. " in render.gap(GAP).text
        assert "\nNow: taught to `money`. " in render.gap(replace(GAP, state="taught", target="money")).text


def test_trouble_gives_back_what_was_typed():
    assert render.trouble(StoreError("it is locked"), "Title:\nx") == render.Note(
        "That cannot be done: it is locked\nWhat you typed is in the file.", ("what-you-typed.txt", "Title:\nx")
    )


def test_what_was_typed_stands_behind_the_faults_in_one_file():
    faults = render.Note("many", ("changes.txt", "a\nb\n"))
    assert render.typed_in(faults, "Title:\nx").file == ("what-you-typed.txt", "a\nb\n\n\nTitle:\nx")


def test_the_base_of_these_tests_has_what_they_name():
    assert {LATE.id, LOOKED.id, ROOF.id} <= set(BASE.entries)

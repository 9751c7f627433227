"""What is told of a change of the knowledge, within Discord's limits."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import render
from bot.core.answering.reply_changes import AnswerChange, Replies
from bot.core.answering.version_diff import compare_knowledge
from bot.errors import Fault
from bot.serving.eyes import Lack
from bot.serving.result import Result
from bot.store import Draft, Published
from tests.core import library
from tests.render.answers import BASE, LATE, LOOKED, ROOF

SECOND = Published(2, "0123456789ab", 1_700_000_000.0, 5, "refresh", "it was *late*", True)
DRAFT = Draft("0" * 16, "0123456789ab", "ba9876543210", 1_700_000_000.0, 5, "preview", "", {})
FAULT = Fault("gazette.yaml", 3, 5, "the title is missing", 'add a "title:"')
WHERE = "in the moderators' channel (/settings moderators-channel sets it)"
NOBODY = "Nobody can tell who edited the knowledge folder"
LOST = Fault("help.yaml", 0, 0, "it is gone", "put it back, or confirm it")


class TestOutcomes:
    """Of every kind that a change may have."""

    def test_of_one_that_would_lose_a_file_names_it(self):
        assert render.outcome(Result("breaks", "refresh", 5, (LOST, FAULT), DRAFT)).text == (
            "Not published yet: this would take away help.yaml. Is that meant?\n"
            "```\n"
            "To be confirmed:\n"
            "  help.yaml:0:0: it is gone; put it back, or confirm it\n"
            "1 check question would fail:\n"
            '  gazette.yaml:3:5: the title is missing; add a "title:"\n'
            "```"
        )

    def test_of_one_that_would_change_a_fingerprint_names_it(self):
        fault = replace(LOST, file="sources/gazette.fingerprint", what="it is another")
        assert render.outcome(Result("breaks", "refresh", 5, (fault,), DRAFT)).text.startswith(
            "Not published yet: this would take other words for the source's own "
            "(sources/gazette.fingerprint). Is that meant?\n"
            "```\n"
            "To be confirmed:\n"
            "  sources/gazette.fingerprint:0:0: it is another; put it back, or confirm it\n"
        )

    def test_of_a_preview_name_what_will_have_to_be_confirmed(self):
        said = render.outcome(Result("drafted", "preview", 5, (LOST,), DRAFT, compare_knowledge(BASE, BASE))).text
        assert "```\nTo be confirmed:\n  help.yaml:0:0: it is gone; put it back, or confirm it\n" in said

    def test_of_a_publication_shows_what_changed_old_and_new_side_by_side(self):
        new = library.knowledge(gazette=("title: Loans looked at", "title: Loans inspected"))
        changes = compare_knowledge(BASE, new)
        assert render.outcome(Result("published", "refresh", 5, published=SECOND, changes=changes)) == render.Note(
            "Published as version `0123456789ab`, number 2. I now answer from it.\n"
            "```\n"
            "Changed in other ways:\n"
            '  loans-inspected, title: "Loans looked at" -> "Loans inspected" (gazette.yaml:11)\n'
            "```"
        )

    @pytest.mark.parametrize(
        ("replies", "expected"),
        [
            pytest.param(
                Replies((AnswerChange("who paid", "no_answer", "money"),), 1200, 18_000, 30),
                "Replies that would change, old -> new:\n"
                '  "who paid": no_answer -> money\n'
                "  Asked of both versions: 1,200 of 19230 questions.\n"
                "  18,000 more are, word for word, ways of asking for the same as before.\n"
                "  30 were left out, as there are so many; those asked are a fair sample.\n",
                id="some change",
            ),
            pytest.param(
                Replies((), 1, 0, 0),
                "No reply would change:\n  Asked of both versions: 1 of 1 question.\n",
                id="none changes",
            ),
        ],
    )
    def test_of_a_draft_say_which_replies_would_change_and_of_how_many_questions_that_is_known(self, replies, expected):
        changes = compare_knowledge(BASE, BASE)
        said = render.outcome(Result("drafted", "preview", changes=changes, replies=replies)).text
        assert said.endswith(f"byte for byte.\n{expected}```")

    def test_of_a_first_publication_say_that_there_is_nothing_to_compare_with(self):
        said = render.outcome(Result("published", "refresh", published=SECOND)).text
        assert said.endswith("```\nThere is no earlier version that I could compare this with.\n```")

    def test_of_a_publication_says_what_could_not_be_done_besides(self):
        said = render.outcome(Result("published", "refresh", published=SECOND, trouble="the disk is full")).text
        assert "\nBut the knowledge folder could not be updated: the disk is full\n" in said

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
            pytest.param("needs another", "Not published yet.", id="needs another"),
            pytest.param("overtaken", "Nothing has changed: ", id="overtaken"),
            pytest.param("gone", "Nothing has changed: ", id="gone"),
            pytest.param("failed", "Nothing has changed.\nthe disk is full", id="failed"),
        ],
    )
    def test_of_other_kinds_are_a_line(self, kind, begins):
        note = render.outcome(Result(kind, "refresh", trouble="the disk is full" if kind == "failed" else ""))
        assert note.text.startswith(begins)
        assert note.file is None

    @pytest.mark.parametrize(
        ("lack", "approvers", "said"),
        [
            pytest.param(
                Lack(1), [], f"One moderator who did not make this change has to press Publish {WHERE}.",
                id="a person's",
            ),
            pytest.param(
                Lack(2, nobody=True), [], f"Two moderators have to press Publish {WHERE}. {NOBODY}, so it takes two.",
                id="the folder's",
            ),
            pytest.param(
                Lack(1, nobody=True), [5],
                f"You approve. One more moderator has to press Publish {WHERE}. {NOBODY}, so it takes two.",
                id="the folder's, approved of by one",
            ),
            pytest.param(
                Lack(0, nobody=True), [],
                f"{NOBODY}, so whoever runs the bot has to confirm this: python -m bot refresh --approve {'0' * 16}",
                id="for the operator alone",
            ),
        ],
    )  # fmt: skip
    def test_of_one_that_lacks_approval_say_whose(self, lack, approvers, said):
        draft = replace(DRAFT, approvers=frozenset(approvers))
        assert render.outcome(Result("needs another", "disk", 5, draft=draft, lack=lack)).text == (
            f"Not published yet.\n{said}"
        )

    def test_of_one_published_elsewhere_without_approval_says_how_to_put_it_forward(self):
        said = render.report(Result("unapproved", "refresh", 5, published=SECOND)).text
        assert said == (
            "**A refresh**, by <@5>: it was \\*late\\*\n"
            "Number 2 was published by a process that runs without FOUR_EYES, and too few people have approved it, so "
            "I don't answer from it. /knowledge rollback 2 puts it forward."
        )

    def test_of_one_that_takes_the_place_of_another_name_that(self):
        draft = replace(DRAFT, replaced=("a *title*", "disk"))
        said = render.outcome(Result("drafted", "preview", 5, draft=draft)).text
        assert "\nIt takes the place of the earlier drafts: a \\*title\\*; an edit of the knowledge folder.\n" in said

    @pytest.mark.parametrize(
        ("lack", "said"),
        [
            pytest.param(None, "not published: needs another", id="nothing to say"),
            pytest.param(
                Lack(2, nobody=True),
                f"not published yet: it is kept as draft {'0' * 16}; two moderators have to press Publish on Discord",
                id="two",
            ),
            pytest.param(
                Lack(1),
                f"not published yet: it is kept as draft {'0' * 16}; one moderator has to press Publish on Discord",
                id="one",
            ),
        ],
    )
    def test_of_one_that_lacks_approval_are_a_line_on_the_command_line(self, lack, said):
        assert render.unpublished(Result("needs another", "refresh", draft=DRAFT, lack=lack)) == said

    def test_too_long_for_a_message_go_whole_into_a_file(self):
        faults = tuple(replace(FAULT, line=line) for line in range(1, 100))
        note = render.outcome(Result("faulty", "refresh", faults=faults))
        assert len(note.text) <= 2_000
        assert note.text.endswith("```\nThe whole list is in the attached file.")
        name, text = note.file
        assert (name, text.count("\n")) == ("changes.txt", 100)

    def test_of_one_endless_fault_still_fit(self):
        note = render.outcome(Result("faulty", "refresh", faults=(replace(FAULT, what="x" * 5_000),)))
        assert len(note.text) <= 2_000
        assert "x" * 100 in note.text


def test_a_report_says_what_was_wished_for_by_whom_and_why():
    said = render.report(Result("published", "refresh", 5, published=SECOND)).text
    assert said.startswith("**A refresh**, by <@5>: it was \\*late\\*\nPublished as version ")


def test_a_report_of_a_draft_names_its_author():
    said = render.report(Result("drafted", "preview", 6, draft=DRAFT)).text
    assert said.startswith("**A preview**, by <@5>\nThis is a preview; nothing has been published yet.")


def test_the_base_of_these_tests_has_what_they_name():
    assert {LATE.id, LOOKED.id, ROOF.id} <= set(BASE.entries)

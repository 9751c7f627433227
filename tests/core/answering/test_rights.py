"""Who may moderate."""

from __future__ import annotations

import pytest

from bot.core.answering.rights import may_moderate


@pytest.mark.parametrize(
    ("manage_server", "role_ids", "moderator_role_id", "expected"),
    [
        pytest.param(True, frozenset(), None, True, id="manages the server"),
        pytest.param(True, frozenset({1}), 2, True, id="manages the server, without the role"),
        pytest.param(False, frozenset({1, 2}), 2, True, id="has the role"),
        pytest.param(False, frozenset({1}), 2, False, id="has another role"),
        pytest.param(False, frozenset({1}), None, False, id="no role is set"),
        pytest.param(False, frozenset(), 2, False, id="has no role"),
        pytest.param(False, frozenset(), None, False, id="neither"),
        pytest.param(False, frozenset({0}), 0, True, id="a role whose id is 0 is one"),
    ],
)
def test_a_moderator_manages_the_server_or_has_the_role(manage_server, role_ids, moderator_role_id, expected):
    assert may_moderate(manage_server=manage_server, role_ids=role_ids, moderator_role_id=moderator_role_id) is expected

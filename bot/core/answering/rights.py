"""Who may moderate."""

from __future__ import annotations

__all__ = ["may_moderate"]


def may_moderate(*, manage_server: bool, role_ids: frozenset[int], moderator_role_id: int | None) -> bool:
    """Tell whether somebody is a moderator: by the Manage Server permission, or by the role the server has set."""
    return manage_server or (moderator_role_id is not None and moderator_role_id in role_ids)

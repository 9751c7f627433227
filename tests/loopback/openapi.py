"""Hold calls against Discord's OpenAPI description, where the environment names one."""

from __future__ import annotations


class Description:
    @classmethod
    def from_environment(cls):
        return None

    def check(self, call):
        return []

"""The refusals of Discord's REST API: status, code and body. Knows nothing of what is being refused."""

from __future__ import annotations

from typing import Any

__all__ = ["Form", "Refusal"]


class Refusal(Exception):
    """An answer other than 2xx; raised anywhere below a REST handler, turned into a response in one place."""

    def __init__(self, status: int, code: int, message: str, errors: dict[str, Any] | None = None) -> None:
        super().__init__(f"{status} {code} {message}")
        self.status = status
        self.body: dict[str, Any] = {"message": message, "code": code}
        if errors is not None:
            self.body["errors"] = errors

    @classmethod
    def unauthorized(cls) -> Refusal:
        return cls(401, 0, "401: Unauthorized")

    @classmethod
    def not_found(cls) -> Refusal:
        return cls(404, 0, "404: Not Found")

    @classmethod
    def unknown(cls, what: str) -> Refusal:
        """The 404 for something that does not exist (or has gone): "Channel", "Message", "Webhook" ..."""
        codes = {
            "Channel": 10003,
            "Guild": 10004,
            "Member": 10007,
            "Message": 10008,
            "User": 10013,
            "Webhook": 10015,
            "interaction": 10062,
            "application command": 10063,
        }
        return cls(404, codes[what], f"Unknown {what}")

    @classmethod
    def missing_access(cls) -> Refusal:
        return cls(403, 50001, "Missing Access")

    @classmethod
    def missing_permissions(cls) -> Refusal:
        return cls(403, 50013, "Missing Permissions")

    @classmethod
    def empty_message(cls) -> Refusal:
        return cls(400, 50006, "Cannot send an empty message")

    @classmethod
    def too_large(cls) -> Refusal:
        return cls(413, 40005, "Request entity too large")

    @classmethod
    def already_acknowledged(cls) -> Refusal:
        return cls(400, 40060, "Interaction has already been acknowledged.")


class Form:
    """Collects what is wrong with one body; all faults are reported together, nested by path as Discord does."""

    def __init__(self) -> None:
        self.errors: dict[str, Any] = {}

    def fail(self, path: tuple[str | int, ...], code: str, message: str) -> None:
        node = self.errors
        for step in path:
            node = node.setdefault(str(step), {})
        node.setdefault("_errors", []).append({"code": code, "message": message})

    def required(self, path: tuple[str | int, ...]) -> None:
        self.fail(path, "BASE_TYPE_REQUIRED", "This field is required")

    def length(self, value: object, path: tuple[str | int, ...], low: int, high: int) -> None:
        """Fail unless `value` is text of `low` to `high` characters, both inclusive. None is let through."""
        if value is None:
            return
        if not isinstance(value, str):
            self.fail(path, "BASE_TYPE_STRING", "Could not interpret value as string.")
        elif len(value) > high and low == 0:
            self.fail(path, "BASE_TYPE_MAX_LENGTH", f"Must be {high} or fewer in length.")
        elif not low <= len(value) <= high:
            self.fail(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {low} and {high} in length.")

    def count(self, values: object, path: tuple[str | int, ...], low: int, high: int) -> list[Any]:
        """Return the items of a list, failing unless there are `low` to `high`; [] for None or no list."""
        if values is None:
            values = []
        if not isinstance(values, list):
            self.fail(path, "BASE_TYPE_LIST", "Only iterables may be used in a ListType")
            return []
        if len(values) > high and low == 0:
            self.fail(path, "BASE_TYPE_MAX_LENGTH", f"Must be {high} or fewer in length.")
        elif not low <= len(values) <= high:
            self.fail(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {low} and {high} in length.")
        return values

    def settle(self) -> None:
        """Raise Discord's "Invalid Form Body" if anything failed."""
        if self.errors:
            raise Refusal(400, 50035, "Invalid Form Body", self.errors)

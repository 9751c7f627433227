"""Calls of Discord's REST API are counted by what they are for, and by nobody's id."""

from __future__ import annotations

import re

import pytest

from bot.routes import OTHER, ROUTES, route_of

TOKEN = "aW50ZXJhY3Rpb246MTIz.x-y_z"


def called(route: str, number: int) -> tuple[str, str]:
    """Return method and path of a call of a route, with ids made of a number."""
    method, _, path = route.partition(" ")
    filled = re.sub(r"\{(\w+)\}", lambda found: TOKEN if "token" in found[1] else str(10**17 + number), path)
    return method, f"/api/v10{filled}"


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        pytest.param(
            "POST", "/api/v10/channels/123/messages", "POST /channels/{channel_id}/messages", id="Discord's own address"
        ),
        pytest.param("GET", "/users/@me", "GET /users/@me", id="an address without a base"),
        pytest.param("GET", "/api/users/@me", "GET /users/@me", id="one without a version"),
        pytest.param("GET", "/api/v10/users/123", "GET /users/{user_id}", id="somebody else"),
        pytest.param(
            "PATCH", f"/api/v10/webhooks/1/{TOKEN}/messages/@original",
            "PATCH /webhooks/{application_id}/{interaction_token}/messages/@original", id="an acknowledged reply",
        ),
        pytest.param(
            "PATCH", f"/api/v10/webhooks/1/{TOKEN}/messages/7",
            "PATCH /webhooks/{application_id}/{interaction_token}/messages/{message_id}", id="a later reply",
        ),
        pytest.param("DELETE", "/api/v10/channels/123/messages/bulk", OTHER, id="no id where one stands"),
        pytest.param("PUT", "/api/v10/channels/123/messages", OTHER, id="another method"),
        pytest.param("GET", "/attachments/1/2/chart.png", OTHER, id="a file"),
        pytest.param("GET", "/api/v10/guilds/1/anything/else/at/all", OTHER, id="unknown"),
        pytest.param("GET", "", OTHER, id="nothing"),
    ],
)  # fmt: skip
def test_a_call_is_known_by_its_route(method, path, expected):
    assert route_of(method, path) == expected


def test_every_route_is_known_again():
    assert [route_of(*called(route, 1)) for route in ROUTES] == list(ROUTES)


def test_the_calls_of_two_thousand_servers_have_no_more_routes_than_those_of_one():
    unknown = {route_of("GET", f"/api/v10/guilds/{number}/stickers/{number}") for number in range(2_000)}
    known = {route_of(*called(route, number)) for route in ROUTES for number in range(2_000)}
    assert known | unknown == {*ROUTES, OTHER}

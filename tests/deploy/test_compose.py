"""compose.yaml, as far as it can be told without an engine."""

from __future__ import annotations

import pytest
import yaml

from tests.deploy.containerfile import CONTAINERFILE, exec_form, stages
from tests.deploy.names import DEPLOY, settings

COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
SERVICES = COMPOSE["services"]


def seconds(text: str) -> int:
    assert text.endswith("s")
    return int(text[:-1])


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_has_no_more_rights_than_it_needs_and_can_be_reached_by_nobody_outside(name):
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service.keys() & {"ports", "privileged", "cap_add", "network_mode"} == set()
    assert COMPOSE["networks"]["inside"] == {"internal": True}


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_asked_whether_it_is_well_comes_back_and_has_time_to_stop(name):
    service = SERVICES[name]
    assert service["healthcheck"]["test"][0] == "CMD"
    assert service["restart"] == "unless-stopped"
    assert seconds(service["stop_grace_period"]) > 10


def test_whatever_a_service_names_is_declared():
    for kind in ("secrets", "networks"):
        named = {each for service in SERVICES.values() for each in service[kind]}
        assert named == COMPOSE[kind].keys(), kind
    volumes = {each.partition(":")[0] for service in SERVICES.values() for each in service["volumes"]}
    assert volumes == COMPOSE["volumes"].keys()


def test_the_bot_has_settings_that_there_are_and_secrets_from_files():
    bot = SERVICES["bot"]
    assert bot["environment"].keys() <= settings()
    assert bot["environment"] == {
        "DISCORD_TOKEN_FILE": "/run/secrets/discord-token",
        "DATABASE_URL_FILE": "/run/secrets/database-url",
    }
    assert SERVICES["database"]["environment"]["POSTGRES_PASSWORD_FILE"] == "/run/secrets/database-password"
    assert {each["file"] for each in COMPOSE["secrets"].values()} == {
        "../../secrets/discord-token",
        "../../secrets/database-url",
        "../../secrets/database-password",
    }


def test_the_bot_is_built_from_the_containerfile_and_asked_as_it_says():
    bot = SERVICES["bot"]
    assert (DEPLOY / bot["build"]["context"] / bot["build"]["dockerfile"]).resolve() == CONTAINERFILE
    image = {each.name: each.text for each in stages(CONTAINERFILE.read_text(encoding="utf-8"))[-1]}
    timing, _, command = image["HEALTHCHECK"].partition(" CMD ")
    assert bot["healthcheck"]["test"] == ["CMD", *exec_form(command)]
    options = dict(each.removeprefix("--").split("=") for each in timing.split())
    told = {name.replace("_", "-"): str(value) for name, value in bot["healthcheck"].items() if name != "test"}
    assert told == options
    mounted = [each.partition(":")[2] for each in bot["volumes"]]
    assert mounted == exec_form(image["VOLUME"])

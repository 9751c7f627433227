"""kubernetes.yaml, as far as it can be told without a cluster."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
import yaml

from bot.settings import Settings
from tests.deploy.names import DEPLOY, settings

OBJECTS = {each["kind"]: each for each in yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text(encoding="utf-8"))}
SET = OBJECTS["StatefulSet"]["spec"]
POD = SET["template"]["spec"]
(BOT,) = POD["containers"]
ENVIRONMENT = {each["name"]: each["value"] for each in BOT["env"]}


def started(ordinal: int, programs: Path) -> dict[str, str]:
    """Return the variables of the bot in the pod of that number. programs: a folder with a stand-in for the bot."""
    environ = {"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "HOSTNAME": f"verbatim-{ordinal}", **ENVIRONMENT}
    done = subprocess.run([*BOT["command"], *BOT["args"]], env=environ, capture_output=True, text=True, check=True)
    return dict(line.split("=", 1) for line in done.stdout.splitlines())


@pytest.mark.parametrize(
    ("replicas", "each"),
    [pytest.param(SET["replicas"], 4, id="as it is"), pytest.param(3, 1, id="one shard for each pod")],
)
def test_the_pods_share_all_shards_out_among_them(tmp_path, monkeypatch, replicas, each):
    bot = tmp_path / "verbatim"
    bot.write_text('#!/bin/sh\n[ "$*" = run ] && env\n')
    bot.chmod(0o755)
    monkeypatch.setitem(BOT, "args", [BOT["args"][0].replace("each=4", f"each={each}")])
    monkeypatch.setitem(ENVIRONMENT, "SHARDS", str(replicas * each))
    run: list[int] = []
    for ordinal in range(replicas):
        environ = {name: value for name, value in started(ordinal, tmp_path).items() if name.startswith("SHARD")}
        read = Settings.read(environ, dotenv=tmp_path / "none.env")
        assert read.shards == replicas * each
        run += read.shard_ids
    assert run == list(range(replicas * each))


def test_the_number_of_shards_fits_the_pods():
    assert int(ENVIRONMENT["SHARDS"]) == SET["replicas"] * 4
    assert "each=4 " in BOT["args"][0]


def test_it_sets_what_there_is_and_reads_secrets_from_files():
    assert ENVIRONMENT.keys() <= settings()
    mounts = {each["name"]: each for each in BOT["volumeMounts"]}
    assert mounts["secrets"]["readOnly"] is True
    files = [value for name, value in ENVIRONMENT.items() if name.endswith("_FILE")]
    assert files == [f"{mounts['secrets']['mountPath']}/{name}" for name in ("discord-token", "database-url")]
    assert mounts.keys() == {each["name"] for each in POD["volumes"]}
    readme = (DEPLOY / "README.md").read_text(encoding="utf-8")
    assert "kubectl create secret generic verbatim --from-file=discord-token=secrets/" in readme
    assert POD["volumes"][0]["secret"]["secretName"] == "verbatim"


def test_it_has_no_more_rights_than_it_needs():
    assert POD["automountServiceAccountToken"] is False
    assert POD["securityContext"]["runAsNonRoot"] is True
    assert POD["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert BOT["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }


def test_probes_ask_what_there_is_at_a_port_that_there_is():
    """Whether it lives is no question of Discord or the database: else all would be killed while those are away."""
    asked = {kind: BOT[f"{kind}Probe"]["httpGet"] for kind in ("startup", "liveness", "readiness")}
    assert asked == {
        "startup": {"path": "/healthz", "port": "http"},
        "liveness": {"path": "/healthz", "port": "http"},
        "readiness": {"path": "/readyz", "port": "http"},
    }
    assert BOT["ports"] == [{"name": "http", "containerPort": 9100}]
    assert OBJECTS["Service"]["spec"]["ports"] == [{"name": "http", "port": 9100, "targetPort": "http"}]


def test_it_has_time_to_stop_and_one_goes_at_a_time():
    assert POD["terminationGracePeriodSeconds"] > 10
    assert OBJECTS["PodDisruptionBudget"]["spec"]["maxUnavailable"] == 1


def test_all_that_selects_the_pods_finds_them():
    labels = SET["template"]["metadata"]["labels"]
    selectors = [
        SET["selector"]["matchLabels"],
        OBJECTS["Service"]["spec"]["selector"],
        OBJECTS["PodDisruptionBudget"]["spec"]["selector"]["matchLabels"],
        OBJECTS["NetworkPolicy"]["spec"]["podSelector"]["matchLabels"],
        POD["topologySpreadConstraints"][0]["labelSelector"]["matchLabels"],
    ]
    assert selectors == [labels] * len(selectors)
    assert SET["serviceName"] == OBJECTS["Service"]["metadata"]["name"]

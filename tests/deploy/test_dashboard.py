"""dashboard.json shows what the bot measures, and nothing that it doesn't."""

from __future__ import annotations

import json
import re

from tests.deploy.names import DEPLOY

DASHBOARD = json.loads((DEPLOY / "dashboard.json").read_text(encoding="utf-8"))
PANELS = DASHBOARD["panels"]
QUERIES = [target["expr"] for panel in PANELS for target in panel["targets"]]


def test_every_metric_is_one_that_is_explained():
    """That METRICS.md explains what there is, and nothing else, is for tests/test_health.py."""
    named = {name for query in QUERIES for name in re.findall(r"\b(?:verbatim|process)_\w+", query)}
    explained = set(re.findall(r"`((?:verbatim|process)_\w+)`", (DEPLOY / "METRICS.md").read_text(encoding="utf-8")))
    explained |= {f"{name}_bucket" for name in explained if name.endswith("_seconds")}
    assert named <= explained


def test_every_query_is_whole_and_asks_the_chosen_job_alone():
    for query in QUERIES:
        for opening, closing in ("()", "{}", "[]"):
            assert query.count(opening) == query.count(closing), query
        assert all('{job=~"$job"' in rest for rest in re.split(r"\b(?:verbatim|process)_\w+", query)[1:]), query


def test_every_panel_says_what_it_shows_and_hides_no_other():
    assert [panel["id"] for panel in PANELS] == list(range(1, len(PANELS) + 1))
    assert [panel["title"] for panel in PANELS if not panel["description"]] == []
    taken: set[tuple[int, int]] = set()
    for panel in PANELS:
        at = panel["gridPos"]
        cells = {(x, y) for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])}
        assert not cells & taken, panel["title"]
        assert at["x"] + at["w"] <= 24
        taken |= cells
    assert {panel["datasource"]["uid"] for panel in PANELS} == {"${datasource}"}

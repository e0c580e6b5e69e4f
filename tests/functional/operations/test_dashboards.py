"""Dashboards for Grafana: each question can be read, and asks for what a scrape of the product really tells."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import promql_parser
import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from cms.backups.models import BackupRun, RestoreDrill
from cms.operations.metrics.exposition import page
from cms.operations.metrics.http import REQUESTS, SECONDS
from cms.operations.metrics.logins import SIGN_INS
from cms.operations.rounds import make_round
from infra.grafana.build import BOARDS, as_json
from infra.grafana.exporters import KNOWN
from tests.factories.moderation import maintenance_window, publish
from tests.functional.admin import rows

INFRA = Path(__file__).parents[3] / "infra"
WITHIN = ("lhs", "rhs", "expr", "vector_selector")


def questions() -> Iterator[str]:
    for board in BOARDS:
        for panel in json.loads(as_json(board))["panels"]:
            yield from (target["expr"] for target in panel.get("targets", []))


def names(expression: Any) -> Iterator[str]:
    """The metrics that an expression asks for."""
    if isinstance(expression, promql_parser.VectorSelector):
        yield expression.name or ""
    for part in [getattr(expression, name) for name in WITHIN if hasattr(expression, name)]:
        yield from names(part)
    for part in getattr(expression, "args", ()):
        yield from names(part)


def recorded() -> set[str]:
    """What the rules beside the alerts work out."""
    groups = yaml.safe_load((INFRA / "prometheus/alerts.yml").read_text())["groups"]
    return {rule["record"] for group in groups for rule in group["rules"] if "record" in rule}


@pytest.mark.django_db
def test_every_question_can_be_read_and_asks_for_what_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cms.operations.metrics.exposition.close_old_connections", lambda: None)
    demo = rows.provider("DEMO")
    rows.run(demo, delivery=rows.delivery(demo))
    publish(maintenance_window())
    BackupRun.objects.create(at=rows.MORNING, name="backup", seconds=3, size=5_000_000)
    RestoreDrill.objects.create(at=rows.MORNING, name="backup", seconds=3, is_restored=True)
    REQUESTS.labels("api:funds", "GET", "5xx", "front").inc()
    SECONDS.labels("api:funds").observe(0.1)
    SIGN_INS.labels("refused").inc()
    make_round(at=rows.MORNING)

    told = {one.name for family in text_string_to_metric_families(page().decode()) for one in family.samples}
    asked = {name for question in questions() for name in names(promql_parser.parse(question))}

    assert asked - told - KNOWN - recorded() == set()
    assert asked >= KNOWN
    assert len(asked) > 40


def test_the_files_are_what_the_code_makes() -> None:
    written = {path.stem: path.read_text() for path in (INFRA / "grafana/dashboards").glob("*.json")}

    assert written == {board.name: as_json(board) for board in BOARDS}


def test_each_panel_has_its_place_and_takes_its_data_from_the_source_that_is_chosen() -> None:
    for board in BOARDS:
        made = json.loads(as_json(board))
        panels = [panel for panel in made["panels"] if panel["type"] != "row"]
        cells = [
            (x, y)
            for one in (panel["gridPos"] for panel in panels)
            for x in range(one["x"], one["x"] + one["w"])
            for y in range(one["y"], one["y"] + one["h"])
        ]

        assert len(cells) == len(set(cells))
        assert {panel["datasource"]["uid"] for panel in panels} == {"${source}"}
        assert made["uid"] == f"fundrepo-{board.name}"

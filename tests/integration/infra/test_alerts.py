"""Alerts: Prometheus' own tool says that each fires and stays quiet, and each leads into the manual."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from cms.operations.checks.known import registered

ROOT = Path(__file__).parents[3]
ALERTS, CASES = ROOT / "infra/prometheus/alerts.yml", ROOT / "infra/prometheus/alerts.test.yml"
CHECK = "{{ $labels.check }}"


def rules() -> Iterator[dict[str, Any]]:
    for group in yaml.safe_load(ALERTS.read_text())["groups"]:
        yield from group["rules"]


def alerts() -> list[dict[str, Any]]:
    return [rule for rule in rules() if "alert" in rule]


@pytest.fixture
def promtool() -> str:
    found = shutil.which("promtool")
    if not found:
        pytest.skip("no promtool: install prometheus")
    return found


def test_every_case_comes_out_as_it_is_written(promtool: str) -> None:
    for command in (["check", "rules", str(ALERTS)], ["test", "rules", str(CASES)]):
        told = subprocess.run([promtool, *command], capture_output=True, text=True, check=False)  # noqa: S603

        assert told.returncode == 0, told.stdout + told.stderr


def test_each_alert_has_a_case_in_which_it_fires_and_one_in_which_it_stays_quiet() -> None:
    cases = [case for test in yaml.safe_load(CASES.read_text())["tests"] for case in test["alert_rule_test"]]

    names = {alert["alert"] for alert in alerts()}

    assert len(names) > 10
    assert {case["alertname"] for case in cases if case["exp_alerts"]} == names
    assert {case["alertname"] for case in cases if not case["exp_alerts"]} == names


def test_each_alert_says_when_who_and_where_to_read_what_to_do() -> None:
    manual = (ROOT / "docs/manual/operations.md").read_text()
    headings = re.findall(r"^##+ (.+)$", manual, re.MULTILINE)
    anchors = {re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-") for heading in headings}

    for alert in alerts():
        file, _, anchor = alert["annotations"]["runbook"].partition("#")
        places = [check.name for check in registered()] if anchor == CHECK else [anchor]

        assert alert["labels"].keys() == {"severity", "role"}
        assert file == "docs/manual/operations.md"
        assert anchors.issuperset(places), alert["alert"]


def test_each_check_has_an_alert_when_it_is_wrong() -> None:
    asked = [(rule["alert"], rule["expr"]) for rule in alerts() if "fundrepo_check_state" in rule["expr"]]
    apart = {name for _, expr in asked for name in re.findall(r'check=~?"([^"]+)"', expr) for name in name.split("|")}
    (left_out,) = {found for name, expr in asked for found in re.findall(r'check!~"([^"]+)"', expr)}
    timed = {"backup": "BackupLate", "restore-drill": "DrillLate"}

    known = {check.name for check in registered()}

    assert set(left_out.split("|")) == apart | set(timed)
    assert set(left_out.split("|")) <= known
    assert set(timed.values()) <= {alert["alert"] for alert in alerts()}


def test_alerts_ask_only_for_what_the_product_tells() -> None:
    source = "".join(path.read_text() for path in (ROOT / "cms").rglob("metrics/*.py"))
    source += "".join(path.read_text() for path in (ROOT / "cms").rglob("metrics.py"))
    told = set(re.findall(r'"(fundrepo_[a-z_]+)"', source))

    asked = {name for rule in rules() for name in re.findall(r"\bfundrepo_[a-z_]+", rule["expr"])}

    assert {re.sub(r"_(total|bucket)$", "", name) for name in asked} <= told
    assert len(asked) > 5

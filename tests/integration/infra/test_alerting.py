"""The whole path of an alert: a dead target, real Prometheus and Alertmanager, an incident, and a mail by role."""

import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any

import pytest
import yaml
from django.db import connections
from django.test import Client
from pytest_django.fixtures import Settings

from cms.incidents.models import Incident
from infra.parts.alerting import alertmanager, prometheus
from infra.parts.part import running
from infra.parts.ports import HOST, free_ports
from infra.parts.smtp import Smtp
from tests.factories.incidents import TOKEN
from tests.factories.moments import wait_until
from tests.factories.receivers import receiving

ROUTES = Path(__file__).parents[3] / "infra/prometheus/alertmanager.yml"
RULES = ROUTES.with_name("alerts.yml")
LONGEST = 120


def program(*names: str) -> str:
    found = next(filter(None, map(shutil.which, names)), None)
    if not found:
        pytest.skip(f"no {names[-1]}: install prometheus and prometheus-alertmanager")
    return found


@contextmanager
def listening() -> Iterator[tuple[str, "Queue[int]"]]:
    """The product's webhook over real HTTP, on this test's connection; each answer's status comes through the queue."""
    connection, told = connections["default"], Queue[int]()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            shown = {"Authorization": self.headers["Authorization"]}
            answer = Client().post(self.path, body, content_type="application/json", headers=shown)
            self.send_response(answer.status_code)
            self.end_headers()
            told.put(answer.status_code)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    def serve() -> None:
        connections["default"] = connection
        server.serve_forever(poll_interval=0.02)

    connection.inc_thread_sharing()
    with HTTPServer((HOST, 0), Handler) as server:
        thread = Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://{HOST}:{server.server_port}/ops/alerts/", told
        server.shutdown()
        thread.join()
    connection.dec_thread_sharing()


def routes(tmp_path: Path, webhook: str, pager: str, mail: str) -> Path:
    """The repository's own routes, with this machine's addresses and files."""
    told = yaml.safe_load(ROUTES.read_text())
    token = tmp_path / "token"
    token.write_text(TOKEN)
    told["global"] = {"smtp_smarthost": mail, "smtp_from": "alerts@funds.example", "smtp_require_tls": False}
    told["route"]["group_wait"] = "1s"
    for name, address in (("incidents", webhook), ("pager", pager)):
        (receiver,) = [one for one in told["receivers"] if one["name"] == name]
        receiver["webhook_configs"][0] |= {
            "url": address,
            "http_config": {"authorization": {"credentials_file": str(token)}},
        }
    return written(tmp_path / "alertmanager.yml", told)


def scraping(tmp_path: Path, dead_port: int, alerts_port: int) -> Path:
    """A target at which nobody is, and the rule of the repository that fires of it, only sooner."""
    groups = yaml.safe_load(RULES.read_text())["groups"]
    (rule,) = [rule for group in groups for rule in group["rules"] if rule.get("alert") == "BackEndDown"]
    rules = written(tmp_path / "rules.yml", {"groups": [{"name": "dead", "rules": [rule | {"for": "1s"}]}]})
    told = {
        "global": {"scrape_interval": "1s", "evaluation_interval": "1s"},
        "rule_files": [str(rules)],
        "alerting": {"alertmanagers": [{"static_configs": [{"targets": [f"{HOST}:{alerts_port}"]}]}]},
        "scrape_configs": [
            {"job_name": "fund-repository", "static_configs": [{"targets": [f"{HOST}:{dead_port}"]}]},
        ],
    }
    return written(tmp_path / "prometheus.yml", told)


def written(path: Path, told: dict[str, Any]) -> Path:
    path.write_text(json.dumps(told))  # which is YAML, too
    return path


def first_of(server: Smtp) -> EmailMessage:
    """The first mail, however long a busy machine takes."""
    until = time.monotonic() + LONGEST
    while not server.messages and time.monotonic() < until:
        time.sleep(0.2)
    return server.messages[0]


def test_a_dead_target_opens_an_incident_and_is_mailed_to_whom_it_concerns(
    db: None, tmp_path: Path, settings: Settings, smtp_server: Smtp
) -> None:
    programs = program("prometheus"), program("alertmanager", "prometheus-alertmanager")
    settings.ALERTS_TOKEN = TOKEN
    dead, of_alerts, of_prometheus = free_ports(3)

    with listening() as (webhook, told), receiving() as pager:
        by_role = routes(tmp_path, webhook, pager.url, f"{HOST}:{smtp_server.port}")
        alerts, measured = tmp_path / "alerts", tmp_path / "measured"
        scraped = scraping(tmp_path, dead, of_alerts)
        manager = alertmanager(program=programs[1], configuration=by_role, directory=alerts, port=of_alerts)
        watch = prometheus(program=programs[0], configuration=scraped, directory=measured, port=of_prometheus)
        with running(manager, state=tmp_path), running(watch, state=tmp_path):
            answered = told.get(timeout=LONGEST)
            mail = first_of(smtp_server)
            wait_until(lambda: bool(pager.messages), "the pager's call")

    made = Incident.objects.get()
    assert answered == 200
    assert (made.case.title, made.case.priority) == (f"{HOST}:{dead} doesn't answer.", "P1")
    assert made.case.entries.get().actor == "The system"
    assert mail["To"] == "it-operators@funds.example"
    (called,) = json.loads(pager.messages[0].body)["alerts"]
    assert (called["labels"]["alertname"], called["labels"]["severity"]) == ("BackEndDown", "critical")
    assert pager.messages[0].headers["authorization"] == f"Bearer {TOKEN}"


@pytest.mark.parametrize(
    ("labels", "receivers"),
    [
        (("role=it-operator", "severity=critical"), "incidents,pager,it-operators"),
        (("role=system-operator", "severity=warning"), "incidents,system-operators"),
        (("role=system-administrator", "severity=warning"), "incidents,system-administrators"),
        (("role=business-operator", "severity=critical"), "incidents,pager,business-operators"),
        (("severity=info",), "incidents,it-operators"),
    ],
)
def test_each_role_hears_of_its_own_alerts_and_every_alert_reaches_the_product(
    labels: tuple[str, ...], receivers: str
) -> None:
    command = [program("amtool"), "config", "routes", "test", f"--config.file={ROUTES}", *labels]

    told = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603

    assert told.stdout.strip() == receivers, told.stderr


def test_alertmanager_s_own_tool_finds_nothing_wrong_with_the_routes() -> None:
    command = [program("amtool"), "check-config", str(ROUTES)]

    told = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603

    assert told.returncode == 0, told.stdout + told.stderr


def test_inhibitions_and_routes_name_alerts_and_roles_that_there_are() -> None:
    rules = [
        rule for group in yaml.safe_load(RULES.read_text())["groups"] for rule in group["rules"] if "alert" in rule
    ]
    told = yaml.safe_load(ROUTES.read_text())

    named = {receiver["name"] for receiver in told["receivers"]}
    used = {told["route"]["receiver"], *(route["receiver"] for route in told["route"]["routes"])}

    assert named == used
    assert {f"{rule['labels']['role']}s" for rule in rules} <= named

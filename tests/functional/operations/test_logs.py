"""A busy run of real programs and its log: the manual's questions are answered, and nothing is told that mustn't be."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from pytest_django import DjangoDbBlocker

from cms.logs.security import EVENTS
from infra.deliveries import small_delivery, write_delivery
from infra.parts.nginx import Nginx, find_nginx
from infra.parts.part import running
from infra.parts.ports import free_ports
from infra.parts.process import Command, Process
from infra.parts.redis import Redis
from tests.factories.moments import wait_until
from tests.factories.scratch import ROOT, Scratch, scratch_database
from tests.factories.served import PASSWORD, back_end

MANUAL = ROOT / "docs" / "manual" / "logs.md"
VISITOR = "127.0.0.77"
MISTYPED, KEY = "hunter2-is-a-secret", "frk_ab12cd34_q7JrZpL0cXvB4nM2wTs8yKd6HfGa1EuR3iOb5xPz9Wc"
SEARCHED = "wordsofasearch"
CAUSE = "request-for-a-new-password"
ENDED = "SELECT id FROM fundfeed_feedrun WHERE outcome <> ''"
COMMANDS = dict(re.findall(r"### ([^\n]+)\n.*?```\n(.+?)\n```", MANUAL.read_text(), re.S))


@dataclass
class Visitor:
    """A browser without a screen, from an address of its own."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, path: str, form: dict[str, str] | None = None, **headers: str) -> tuple[HTTPResponse, str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30, source_address=(VISITOR, 0))
        said = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} if self.cookies else {}
        said |= {name.replace("_", "-"): value for name, value in headers.items()}
        body = None
        if form is not None:
            body = urlencode({"csrfmiddlewaretoken": self.cookies.get("csrftoken", ""), **form})
            said["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request("POST" if form is not None else "GET", path, body, said)
        answer = connection.getresponse()
        text = answer.read().decode(errors="replace")
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        connection.close()
        return answer, text


@dataclass(frozen=True)
class Run:
    """What is left of the busy run."""

    files: list[Path]
    security: Path
    number: int
    cookies: list[str]

    @property
    def text(self) -> str:
        return "".join(path.read_text() for path in [*self.files, self.security])

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for path in self.files for line in path.read_text().splitlines() if line[:1] == "{"]

    def answer(self, question: str) -> list[str]:
        """What the manual's command says to a question."""
        said = {"LOGS": " ".join(map(str, self.files)), "REQUEST": CAUSE, "RUN": str(self.number)}
        command = ["bash", "-euo", "pipefail", "-c", COMMANDS[question]]
        done = subprocess.run(command, cwd=ROOT, env=os.environ | said, capture_output=True, text=True, check=True)  # noqa: S603
        return done.stdout.splitlines()


@pytest.fixture(scope="module")
def run(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Run]:
    program = find_nginx()
    if program is None or shutil.which("jq") is None:
        pytest.skip("no nginx or no jq: install them (apt-get install nginx-light jq)")
    state = tmp_path_factory.mktemp("busy")
    state.chmod(0o755)
    web, proxied, site, broker = free_ports(4)
    redis = Redis(directory=state / "redis", port=broker, password="only-for-this-test")
    nginx = Nginx(program=program, directory=state / "nginx", port=proxied, back_end=web, site_port=site, site=web)
    with scratch_database(django_db_blocker) as scratch, running(redis, state=state), running(nginx, state=state):
        url = f"http://127.0.0.1:{web}"
        served = Scratch(dict(scratch.environment) | dict(redis.environment) | _settings(state, proxied))
        environment = os.environ | served.environment
        made = served.manage("create_demo_users")
        assert made.returncode == 0, made.stderr
        worker = Process.start(_worker(environment), state=state)
        with running(back_end(url, web, environment), state=state):
            cookies = _visit(proxied)
            number = _sync(served, environment, state)
            sealed = served.manage("audit", "seal")
            (state / "command.log").write_text("".join(one.stderr for one in (made, sealed)))
            said = state / "logs" / "worker.log"
            wait_until(lambda: CAUSE in said.read_text(), "the worker's line about the request")
        Visitor(proxied).ask("/admin/login/")  # nobody is behind the proxy any more
        worker.stop()
        files = [state / "logs" / "web.log", state / "logs" / "worker.log", state / "command.log", nginx.log]
        yield Run(files, state / "security.log", number, cookies)


def _settings(state: Path, port: int) -> dict[str, str]:
    return {
        "APP_ENV": "demo",
        "DEMO_PASSWORD": PASSWORD,
        "PUBLIC_API_URL": f"http://127.0.0.1:{port}",
        "TRUSTED_PROXIES": "1",
        "LOG_SECURITY_FILE": str(state / "security.log"),
        "LOG_LEVEL": "INFO",
        "EMAIL_URL": "smtp://127.0.0.1:9",
    }


def _worker(environment: dict[str, str]) -> Command:
    solo = ("--pool", "solo", "--without-gossip", "--queues", "celery,feed,mails")
    argv = (sys.executable, "-m", "celery", "-A", "cms", "worker", *solo)
    return Command(name="worker", argv=argv, environment=environment, directory=ROOT)


def _visit(port: int) -> list[str]:
    """Somebody who does what makes a security officer look up."""
    visitor = Visitor(port)
    visitor.ask("/admin/login/")
    for login in ("maker", "somebody@fund.test"):
        visitor.ask("/admin/login/", {"login": login, "password": MISTYPED})
    visitor.ask("/admin/sign-in/password/reset/", {"email": "maker@demo.invalid"}, X_Request_ID=CAUSE)
    visitor.ask("/admin/login/", {"login": "maker", "password": PASSWORD, "next": "/admin/"})
    visitor.ask("/admin/")
    visitor.ask("/admin/reports/audit-trail/")
    visitor.ask("/admin/logout/", {"csrfmiddlewaretoken": "wrong"})
    visitor.ask("/admin/logout/", {})
    visitor.ask(f"/api/v1/funds/?search={SEARCHED}&nonsense=1")
    visitor.ask("/api/v1/funds/", Authorization=f"Bearer {KEY}")
    visitor.ask("/partners/claim/q7JrZpL0cXvB4nM2wTs8yKd6HfGa1EuR3iOb5xPz9Wc/")
    visitor.ask('/nowhere/%0a{"event.dataset":"security","event.severity":99,"@timestamp":"2026-01-01T00:00:00Z"}')
    return list(visitor.cookies.values())


def _sync(served: Scratch, environment: dict[str, str], state: Path) -> int:
    """A run of the feed, by the worker."""
    write_delivery(state / "site", small_delivery())
    made = served.manage("ensure_provider", "DEMO", "--name", "Demo", "--source", str(state / "site"))
    assert made.returncode == 0, made.stderr
    ((provider,),) = served.ask("SELECT id FROM fundfeed_provider")
    order = [
        sys.executable,
        "-m",
        "celery",
        "-A",
        "cms",
        "call",
        "fundfeed.tasks.run_one_feed",
        "--args",
        f"[{provider}]",
    ]
    subprocess.run(order, cwd=ROOT, env=environment, check=True, capture_output=True)  # noqa: S603
    wait_until(lambda: served.ask(ENDED), "the end of the run")
    return int(served.ask(ENDED)[0][0])


def test_every_program_s_lines_have_one_form(run: Run) -> None:
    needed = {"@timestamp", "log.level", "message", "ecs.version", "service.name", "event.dataset"}

    assert {line["service.name"] for line in run.lines} == {"back-end", "worker", "command", "nginx"}
    assert [line for line in run.lines if not needed <= line.keys()] == []
    assert {name for line in run.lines for name in line if "." not in name} == {"@timestamp", "message"}


def test_nothing_stands_there_that_nobody_may_read(run: Run) -> None:
    hidden = {
        "a password": (MISTYPED, PASSWORD, "only-for-this-test"),
        "a key": (KEY[13:], "q7JrZpL0cXvB4nM2wTs8"),
        "a session": tuple(value for value in run.cookies if len(value) > 20),
        "what was searched for": (SEARCHED,),
        "a mail address": ("@demo.invalid", "@fund.test"),
        "a visitor's address": (VISITOR,),
        "a name": ('"maker"',),
    }

    assert {kind: word for kind, words in hidden.items() for word in words if word and word in run.text} == {}


def test_what_a_visitor_writes_into_an_address_makes_no_line(run: Run) -> None:
    assert "critical" not in {line.get("fundrepo.severity") for line in run.lines}
    assert all(line["event.severity"] < 99 for line in run.lines if "event.severity" in line)


def test_the_stream_of_security_events_has_what_happened_and_a_file_of_its_own(run: Run) -> None:
    expected = {"session.login", "session.logout", "session.refused", "permission.refused", "csrf.refused"}
    expected |= {"key.refused", "audit.verified"}

    told = [line for line in run.lines if line["event.dataset"] == "security"]
    apart = [json.loads(line) for line in run.security.read_text().splitlines()]
    assert expected <= {line["event.action"] for line in told}
    assert sorted(map(str, apart)) == sorted(map(str, told))


def test_one_id_leads_from_the_proxy_through_the_back_end_to_the_worker(run: Run) -> None:
    services = {line["service.name"] for line in run.lines if line.get("trace.id") == CAUSE}

    assert services == {"nginx", "back-end", "worker"}


def test_who_is_signed_in_is_named_by_the_id_alone(run: Run) -> None:
    asked = [line for line in run.lines if line.get("url.path") == "/admin/reports/audit-trail/"]

    assert {line["service.name"] for line in asked} == {"nginx", "back-end"}
    assert all(line["user.id"].isdigit() for line in asked if line["service.name"] == "back-end")


def is_refused_sign_in(line: dict[str, Any]) -> bool:
    return line.get("event.category") == ["authentication"] and line.get("event.outcome") == "failure"


QUESTIONS: dict[str, Callable[[Run, dict[str, Any]], bool]] = {
    "Errors in the last hour": lambda _, line: (
        line["log.level"] == "error" or line.get("http.response.status_code", 0) >= 500
    ),
    "Authentication failures in the last hour": lambda _, line: is_refused_sign_in(line),
    "Security events of severity high in 24 hours": lambda _, line: line.get("event.severity", 0) >= 73,
    "Everything of one request": lambda _, line: line.get("trace.id") == CAUSE,
    "Everything of one run": lambda run, line: line.get("fundrepo.run") == run.number,
}


def test_the_manual_asks_what_the_requirements_ask() -> None:
    assert QUESTIONS.keys() == COMMANDS.keys()


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_manual_s_questions_are_answered(run: Run, question: str) -> None:
    meant = [line for line in run.lines if QUESTIONS[question](run, line)]

    answers = run.answer(question)

    assert meant
    assert [answer.split()[0] for answer in answers] == [line["@timestamp"] for line in meant]


def test_the_manual_names_every_security_event_with_its_severity() -> None:
    rows = re.findall(r"^\| `([a-z_.]+)` \| (low|medium|high|critical) \| (.+) \|$", MANUAL.read_text(), re.M)

    assert rows == [(action, kind.severity.name.lower(), kind.means) for action, kind in EVENTS.items()]

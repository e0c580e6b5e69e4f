"""The commands of the demo: the product's own, as anybody would type them."""

import sys
from collections.abc import Mapping
from pathlib import Path

from infra.parts.node import Node
from infra.parts.ports import HOST
from infra.parts.process import Command

from .configuration import ROOT, Configuration
from .frontend import FRONTEND, SERVER
from .stamps import digest

STATIC = ROOT / "static"
THREADS = ("--blocking-threads", "32")  # each keeps a connection to PostgreSQL, which has a hundred for everybody
PROVIDER = ("DEMO", "--name", "Demo Information Provider")


def manage(
    name: str, *arguments: str, environment: Mapping[str, str], answer: Path | None = None, log: str = ""
) -> Command:
    """One management command of the back end."""
    return python("manage.py", name, *arguments, environment=environment, answer=answer, name=log or name)


def python(
    *arguments: str, name: str, environment: Mapping[str, str] | None = None, answer: Path | None = None
) -> Command:
    """One run of this Python in the project."""
    argv = [sys.executable, *arguments]
    return Command(name=name, argv=argv, environment=environment or {}, directory=ROOT, answer=answer)


def web(configuration: Configuration, environment: Mapping[str, str]) -> Command:
    """The API, the admin and their static files."""
    address = ("--host", HOST, "--port", str(configuration.backend_port))
    static = ("--static-path-route", "/static", "--static-path-mount", str(STATIC))
    return python(
        *("-m", "cms.server", "--interface", "wsgi", "--no-ws", *THREADS, *address, *static),
        "cms.wsgi:application",
        name="web",
        environment=environment,
    )


def worker(environment: Mapping[str, str]) -> Command:
    """The Celery worker."""
    options = ("--concurrency", "1", "--without-gossip", "--without-mingle")
    return python("-m", "celery", "-A", "cms", "worker", *options, name="worker", environment=environment)


def feed_worker(environment: Mapping[str, str]) -> Command:
    """The worker that takes in deliveries, so that nothing else waits for one that takes long."""
    options = ("--concurrency", "1", "--without-gossip", "--without-mingle")
    own = ("--queues", "feed", "--hostname", "feed@%h")
    return python("-m", "celery", "-A", "cms", "worker", *options, *own, name="feed", environment=environment)


def mail_worker(environment: Mapping[str, str]) -> Command:
    """The worker that sends mails, so that none waits for other work; several, as a mail server may be slow."""
    options = ("--without-gossip", "--without-mingle")
    own = ("--queues", "mails", "--hostname", "mails@%h", "--pool", "threads", "--concurrency", "4")
    return python("-m", "celery", "-A", "cms", "worker", *options, *own, name="mails", environment=environment)


def webhook_worker(environment: Mapping[str, str]) -> Command:
    """The worker that waits for receivers of webhooks, several at once, and does nothing else."""
    options = ("--without-gossip", "--without-mingle")
    own = ("--queues", "webhooks", "--hostname", "webhooks@%h", "--pool", "threads", "--concurrency", "8")
    return python("-m", "celery", "-A", "cms", "worker", *options, *own, name="webhooks", environment=environment)


def beat(configuration: Configuration, environment: Mapping[str, str]) -> Command:
    """The Celery schedule; without a file of its process number, which would block the start after a crash."""
    memory = ("--schedule", str(configuration.state / "beat-schedule"), "--pidfile", "")
    return python("-m", "celery", "-A", "cms", "beat", *memory, name="beat", environment=environment)


def site(configuration: Configuration, node: Node, *, key: str) -> Command:
    """The front end, which learns the addresses and, of the back end's secrets, its own key alone."""
    return Command(
        name="site",
        argv=[str(node.program), str(SERVER)],
        directory=FRONTEND,
        environment={
            "NODE_ENV": "production",
            "HOST": HOST,
            "PORT": str(configuration.frontend_port),
            "API_URL": configuration.api,
            "API_KEY": key,
            "TRUSTED_PROXIES": "0",
            "PUBLIC_API_URL": configuration.backend,
            "PUBLIC_SITE_URL": configuration.site,
        },
    )


def static_inputs() -> str:
    """One hash of all that the collected static files come from: the locked packages and our own files."""
    own = [str(path.relative_to(ROOT)) for path in (ROOT / "cms").rglob("static") if path.is_dir()]
    return digest(ROOT, ["requirements.txt", *own])

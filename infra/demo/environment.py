"""The environment in which every back-end command of the demo runs, also kept as a shell file."""

import shlex
from collections.abc import Iterable, Mapping
from pathlib import Path

from infra.parts.part import Part

from .configuration import Configuration
from .secrets import Secrets, write_private


def environment_for(
    configuration: Configuration, *, secrets: Secrets, password: str, parts: Iterable[Part]
) -> dict[str, str]:
    """Every variable that the product reads, for this demo."""
    state = configuration.state
    variables = {
        "APP_ENV": "demo",
        "DJANGO_SETTINGS_MODULE": "cms.settings",
        "SECRET_KEY": secrets.secret_key,
        "DEMO_PASSWORD": password,
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "PUBLIC_SITE_URL": configuration.site,
        "PUBLIC_API_URL": configuration.backend,
        "SERVICE_KEY": secrets.service_key,
        "SITE_INSTANCES": configuration.site,
        "ANONYMOUS_PER_MINUTE": "1200",  # everybody comes from this machine's one address
        "WEBHOOKS_ON_THIS_MACHINE": "true",
        "STORAGE_URL": (state / "storage").as_uri(),
        "FEED_STAGING_DIR": str(state / "staging"),
        "PYTHONUNBUFFERED": "1",
    }
    for part in parts:
        variables.update(part.environment)
    return variables


def without_owner(environment: Mapping[str, str]) -> dict[str, str]:
    """What processes that serve or work may know: everything but the way to own the tables."""
    return {**environment, "DATABASE_OWNER_URL": ""}


def write_shell_file(path: Path, variables: Mapping[str, str]) -> None:
    """Keep the variables as shell commands: `. .state/env` makes any management command work on the demo."""
    lines = [f"export {name}={shlex.quote(value)}\n" for name, value in variables.items()]
    write_private(path, "# The environment of the running demo, written anew at each start.\n" + "".join(lines))


def read_shell_file(path: Path) -> dict[str, str]:
    """The variables of a file that `write_shell_file` wrote."""
    words = shlex.split(path.read_text(), comments=True)
    return dict(word.split("=", 1) for word in words if "=" in word)

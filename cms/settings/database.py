"""PostgreSQL, the only database: one lasting connection per thread.

Web and worker connect as a role that owns no table. Only the commands that make, empty or rebuild tables, or appoint
people, take the owner's address; a server process is never started by one of them, and with `--check` they change
nothing.
"""

import sys
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from .environment import env

# A host that is gone says nothing: without these a thread waits two minutes to connect, and a quarter of an hour for an
# answer, and probes take all threads of a process.
PATIENCE = {"connect_timeout": 3, "tcp_user_timeout": 10_000}


def connection(url: str) -> dict[str, Any]:
    """Turn `postgresql://user:password@host:port/name` or `…/name?host=/socket` into Django's dictionary."""
    parts = urlsplit(url)
    socket_directory = parse_qs(parts.query).get("host", [""])[0]
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or socket_directory,
        "PORT": str(parts.port or ""),
        "ATOMIC_REQUESTS": True,  # Wagtail writes several rows per click; the API opts out
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": PATIENCE,
    }


OWNERS_COMMANDS = (
    *("migrate", "createcachetable", "flush", "rebuild_projection"),
    *("backup", "restore_drill", "restore"),  # a dump locks every table, and a drill makes a database
    "database_upkeep",
    *("appoint", "create_demo_users", "reset_second_factor"),  # people whom nobody here could approve
)


def is_owners(arguments: list[str]) -> bool:
    """Whether this command line changes what the product's own role may not."""
    return bool(set(arguments[1:2]) & set(OWNERS_COMMANDS)) and "--check" not in arguments


DATABASE_ROLE = str(connection(env.database_url)["USER"])
DATABASES = {"default": connection(env.owners_address() if is_owners(sys.argv) else env.database_url)}

"""PostgreSQL, the only database: one lasting connection per thread.

Web and worker connect as a role that owns no table. Only the commands that make or empty tables, or appoint people,
take the owner's address; a server process is never started by one of them.
"""

import sys
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from .environment import env


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
    }


OWNERS_COMMANDS = (
    *("migrate", "createcachetable", "flush"),
    *("appoint", "create_demo_users", "reset_second_factor"),  # people whom nobody here could approve
)

DATABASE_ROLE = str(connection(env.database_url)["USER"])
DATABASES = {
    "default": connection(
        env.owners_address() if sys.argv[1:2] and sys.argv[1] in OWNERS_COMMANDS else env.database_url
    )
}

"""How this installation is set up, held against what production needs, for `manage.py check --deploy` and operators.

Each rule looks at the environment alone; its id stands in the manual with what to do.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final
from urllib.parse import urlsplit

from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Caution
from msgspec import Struct

from cms.settings.database import is_owners
from cms.settings.environment import Environment, env

SHORTEST_SECRET: Final = 50
FEWEST_LETTERS: Final = 10
OF_EXAMPLES: Final = ("change", "example", "only-for", "secret-key", "insecure", "password")
HERE: Final = ("", "localhost", "127.0.0.1", "::1")


class Rule(Struct, frozen=True):
    """One thing that production needs: its id, whether it is wrong or to be looked at, what is so, and what to do."""

    id: str
    is_error: bool
    is_broken: Callable[[Environment], bool]
    what: str
    remedy: str


def _guessable(value: str) -> bool:
    return len(set(value)) < FEWEST_LETTERS or any(word in value.lower() for word in OF_EXAMPLES)


def _far_without(scheme: str, password: bool, address: str) -> bool:
    """Whether a server elsewhere is asked in the clear, or without a password."""
    parts = urlsplit(address)
    if (parts.hostname or "") in HERE:
        return False
    return parts.scheme != scheme if scheme else password and not parts.password


RULES: Final = (
    Rule(
        "fundrepo.E001",
        True,
        lambda env: len(env.secret_key) < SHORTEST_SECRET or _guessable(env.secret_key),
        "SECRET_KEY is short, or one of an example.",
        "Make one: python -c 'import secrets; print(secrets.token_urlsafe(64))'. Everybody sets up a new app then.",
    ),
    Rule(
        "fundrepo.E002",
        True,
        lambda env: env.app_env != "production",
        "This isn't set up as production.",
        "Leave APP_ENV away. A demo has people with one password.",
    ),
    Rule(
        "fundrepo.E003",
        True,
        lambda env: not env.public_api_url.startswith("https://"),
        "The back end is reached without TLS: cookies aren't secure, and there is no HSTS.",
        "Set PUBLIC_API_URL to an https address.",
    ),
    Rule(
        "fundrepo.E004",
        True,
        lambda env: not env.public_site_url.startswith("https://"),
        "The public site is reached without TLS.",
        "Set PUBLIC_SITE_URL to an https address.",
    ),
    Rule(
        "fundrepo.E005",
        True,
        lambda env: bool(env.database_owner_url) and not is_owners(sys.argv) and "check" not in sys.argv[1:2],
        "This process knows the address of the owner of the tables.",
        "Give DATABASE_OWNER_URL to the owner's commands alone: who takes over a server could switch off its triggers.",
    ),
    Rule(
        "fundrepo.E006",
        True,
        lambda env: "*" in env.allowed_hosts.split(","),
        "Any host name is answered.",
        "Name the host names in ALLOWED_HOSTS.",
    ),
    Rule(
        "fundrepo.E007",
        True,
        lambda env: env.second_factor_roles == "none",
        "Nobody needs a second factor.",
        "Leave SECOND_FACTOR_ROLES away: every role needs one then.",
    ),
    Rule(
        "fundrepo.E008",
        True,
        lambda env: env.profile_dir is not None,
        "Whoever asks is told where a request spends its time, which slows it down.",
        "Leave PROFILE_DIR away; on staging, take it away again when you have measured.",
    ),
    Rule(
        "fundrepo.W001",
        False,
        lambda env: not env.metrics_token,
        "METRICS_TOKEN is missing: only callers on this machine may scrape.",
        "Set it, or scrape from this machine.",
    ),
    Rule(
        "fundrepo.W002",
        False,
        lambda env: not env.service_key,
        "SERVICE_KEY is missing: the whole site has one visitor's quota.",
        "Set it, and the same as the site's API_KEY.",
    ),
    Rule(
        "fundrepo.W003",
        False,
        lambda env: not env.trusted_proxies,
        "TRUSTED_PROXIES is 0: behind a proxy everybody comes from one address, and lock-outs hit all.",
        "Set how many proxies of your own stand in front.",
    ),
    Rule(
        "fundrepo.W004",
        False,
        lambda env: not (env.backup_url or env.backup_dir) or env.backup_key_file is None,
        "No backup can be made from here.",
        "Set BACKUP_URL (or BACKUP_DIR) and BACKUP_KEY_FILE where backups are made; other processes may be without.",
    ),
    Rule(
        "fundrepo.W005",
        False,
        lambda env: _far_without("smtp+tls", False, env.email_url),
        "Mails leave without TLS.",
        "Set EMAIL_URL to smtp+tls://…",
    ),
    Rule(
        "fundrepo.W006",
        False,
        lambda env: _far_without("", True, env.redis_url),
        "Redis on another machine asks for no password.",
        "Set one there and in REDIS_URL.",
    ),
    Rule(
        "fundrepo.W007",
        False,
        lambda env: not env.operations_emails.strip(),
        "OPERATIONS_EMAILS is empty: only groups of the provider hear how runs end.",
        "Name the operators' mailbox.",
    ),
    Rule(
        "fundrepo.W008",
        False,
        lambda env: env.log_level == "DEBUG",
        "Log lines tell more than production needs.",
        "Set LOG_LEVEL to INFO.",
    ),
    Rule(
        "fundrepo.W009",
        False,
        lambda env: env.mail_from.endswith("@localhost>") or env.mail_from.endswith("@localhost"),
        "Mails come from an address that nobody can answer, and that filters refuse.",
        "Set MAIL_FROM.",
    ),
)


def broken_rules(env: Environment) -> Iterator[Rule]:
    """The rules that this environment doesn't keep."""
    return (rule for rule in RULES if rule.is_broken(env))


@register(Tags.security, deploy=True)
def check_configuration(**_: Any) -> list[CheckMessage]:
    """Our rules among Django's checks of a deployment."""
    return [_message(rule) for rule in broken_rules(env)]


def _message(rule: Rule) -> CheckMessage:
    kind = Error if rule.is_error else Caution
    return kind(rule.what, hint=rule.remedy, id=rule.id)


def ids(messages: Iterable[CheckMessage]) -> str:
    """The ids of what was found, for one line."""
    return ", ".join(sorted({str(message.id) for message in messages}))

"""Production refuses to start with a sentence that names what to set."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COMPLETE = {
    "APP_ENV": "production",
    "SECRET_KEY": "a-long-random-string-for-this-test-only",
    "DATABASE_URL": "postgresql://user:password@127.0.0.1:5432/name",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "ALLOWED_HOSTS": "funds.example",
    "PUBLIC_SITE_URL": "https://funds.example",
    "PUBLIC_API_URL": "https://api.funds.example",
    "STORAGE_URL": "file:///srv/fund-repository",
    "EMAIL_URL": "smtp://127.0.0.1:587",
}


def start(
    environment: dict[str, str], said: str = "known.DEBUG, 'paramiko' in sys.modules"
) -> "subprocess.CompletedProcess[str]":
    """Load the settings in a process that knows nothing but this environment."""
    program = "import django, sys; django.setup(); from django.conf import settings as known; "
    program += f"print({said})"
    return subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "cms.settings"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_complete_environment_starts_without_debug_and_without_ssh() -> None:
    started = start(COMPLETE)

    assert (started.returncode, started.stdout) == (0, "False False\n"), started.stderr


def test_behind_tls_cookies_belong_to_this_host_alone() -> None:
    told = start(COMPLETE, "known.SESSION_COOKIE_NAME, known.SESSION_COOKIE_SECURE, known.CSRF_COOKIE_NAME")
    plain = start(COMPLETE | {"PUBLIC_API_URL": "http://127.0.0.1:8000"}, "known.SESSION_COOKIE_NAME")

    assert told.stdout == "__Host-sessionid True __Host-csrftoken\n", told.stderr
    assert plain.stdout == "sessionid\n", plain.stderr


@pytest.mark.parametrize("name", [name for name in COMPLETE if name != "APP_ENV"])
def test_a_missing_production_value_is_named(name: str) -> None:
    refused = start({key: value for key, value in COMPLETE.items() if key != name})

    assert refused.returncode != 0
    assert "set these environment variables before starting in production" in refused.stderr
    assert f"  {name}: " in refused.stderr


def test_all_missing_values_are_named_at_once_and_production_is_the_default() -> None:
    refused = start({})

    assert all(f"  {name}: " in refused.stderr for name in COMPLETE if name != "APP_ENV")


WRONG = [("APP_ENV", "staging"), ("FEED_CONNECTIONS", "99"), ("LOG_LEVEL", "loud")]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_value_that_will_not_do_is_named_with_what_was_received(name: str, value: str) -> None:
    refused = start(COMPLETE | {name: value})

    assert refused.returncode != 0
    assert name in refused.stderr
    assert value in refused.stderr


def test_a_refusal_shows_no_secret() -> None:
    refused = start({key: value for key, value in COMPLETE.items() if key != "EMAIL_URL"})

    assert COMPLETE["SECRET_KEY"] not in refused.stderr


OWNER = "postgresql://owner:password@127.0.0.1:5432/name"
USED = "from django.conf import settings; print(settings.DATABASES['default']['USER'])"


def used_role(command: str, environment: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    """Load the settings as `manage.py command` does, and print the role that it would connect as."""
    return subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", USED, command],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "cms.settings"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_only_commands_that_make_tables_connect_as_their_owner() -> None:
    both = COMPLETE | {"DATABASE_OWNER_URL": OWNER}

    roles = {command: used_role(command, both).stdout.strip() for command in ("migrate", "sync_feed", "shell")}

    assert roles == {"migrate": "owner", "sync_feed": "user", "shell": "user"}


def loaded_packages(*command: str) -> set[str]:
    """The packages of these modules."""
    return {name.partition(".")[0] for name in loaded_modules(*command)}


def loaded_modules(*command: str) -> set[str]:
    """The modules that a process started with these words has loaded when it begins its work."""
    program = "import django, sys; django.setup(); print(*sys.modules)"
    loaded = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", program, *command],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "cms.settings"} | COMPLETE,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(loaded.stdout.split())


def test_the_batch_loads_no_screens() -> None:
    screens = {"allauth", "api", "rest_framework", "treebeard", "willow"}

    assert screens <= loaded_packages("check")
    assert not screens & loaded_packages("sync_feed")
    assert not screens & loaded_packages("-A", "cms", "worker", "--queues", "feed")


def test_a_worker_of_more_than_the_feed_loads_everything() -> None:
    assert "treebeard" in loaded_packages("-A", "cms", "worker", "--queues", "feed,celery")


def test_the_batch_tells_the_site_what_it_published() -> None:
    assert "cms.purging.hearing" in loaded_modules("sync_feed")


def test_a_migration_in_production_asks_for_the_owner_s_address() -> None:
    refused = used_role("migrate", COMPLETE)

    assert refused.returncode != 0
    assert "set DATABASE_OWNER_URL for this command" in refused.stderr


def test_one_role_for_both_is_refused_in_production() -> None:
    refused = start(COMPLETE | {"DATABASE_OWNER_URL": COMPLETE["DATABASE_URL"]})

    assert refused.returncode != 0
    assert "name the same role, user: web and worker need one that owns no table" in refused.stderr


def test_half_a_sign_in_by_openid_connect_is_refused_with_what_is_missing() -> None:
    refused = start(COMPLETE | {"OIDC_ISSUER": "https://login.example"})

    assert refused.returncode != 0
    assert "OIDC_CLIENT_ID, OIDC_CLIENT_SECRET_FILE, OIDC_ROLES" in refused.stderr


@pytest.mark.parametrize(("name", "value"), [("SECOND_FACTOR_ROLES", "Auditors"), ("OIDC_ROLES", "them=Auditors")])
def test_a_role_that_doesnt_exist_is_refused(name: str, value: str) -> None:
    refused = start(COMPLETE | {name: value})

    assert refused.returncode != 0
    assert f"{name} names no role of ours: Auditors" in refused.stderr


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ({"BACKUP_URL": "ftp://key:not-told@host/backups"}, "BACKUP_URL names no bucket"),
        ({"BACKUP_URL": "s3://key:not-told@host/backups", "BACKUP_DIR": "/backups"}, "backups have one place"),
        (
            {"BACKUP_URL": "s3://key:not-told@host/backups", "BACKUP_LOCK_DAYS": "36"},
            "what is locked can't be forgotten",
        ),
    ],
)
def test_backups_that_contradict_themselves_are_refused_without_their_secret(stated: dict[str, str], said: str) -> None:
    refused = start(COMPLETE | stated)

    assert refused.returncode != 0
    assert said in refused.stderr
    assert "not-told" not in refused.stderr


def test_a_service_key_that_could_be_guessed_is_refused_and_not_shown() -> None:
    refused = start(COMPLETE | {"SERVICE_KEY": "open sesame"})

    assert refused.returncode != 0
    assert "SERVICE_KEY is too short" in refused.stderr
    assert "open sesame" not in refused.stderr


def test_production_sends_no_webhook_to_inner_addresses() -> None:
    refused = start(COMPLETE | {"WEBHOOKS_ON_THIS_MACHINE": "true"})

    assert refused.returncode != 0
    assert "WEBHOOKS_ON_THIS_MACHINE is for demo and tests" in refused.stderr

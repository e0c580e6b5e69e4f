"""What production needs: each rule is broken by one setting, and a good environment breaks none."""

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from cms.security.configuration import RULES, Rule, broken_rules
from cms.security.storage_check import TOLD
from cms.settings.environment import Environment

MANUAL = Path(__file__).parents[3] / "docs" / "manual" / "security.md"
GOOD = {
    "app_env": "production",
    "secret_key": "q7JrZpL0cXvB4nM2wTs8yKd6HfGa1EuR3iOb5xPz9WcYkQe0UjNhVtSgFlDi",
    "database_url": "postgresql://app:pw@db/fund",
    "database_owner_url": "",
    "redis_url": "rediss://:pw@cache:6379/0",
    "allowed_hosts": "api.funds.example",
    "public_site_url": "https://funds.example",
    "public_api_url": "https://api.funds.example",
    "storage_url": "s3://bucket",
    "email_url": "smtp+tls://user:pw@mail.example:587",
    "mail_from": "Funds <funds@funds.example>",
    "operations_emails": "operators@funds.example",
    "metrics_token": "m" * 40,
    "service_key": "s" * 40,
    "trusted_proxies": "1",
    "backup_dir": "/srv/backups",
    "backup_key_file": "/run/secrets/backup",
}
BROKEN: dict[str, dict[str, object]] = {
    "fundrepo.E001": {"secret_key": "change-me-" * 6},
    "fundrepo.E002": {"app_env": "demo"},
    "fundrepo.E003": {"public_api_url": "http://api.funds.example"},
    "fundrepo.E004": {"public_site_url": "http://funds.example"},
    "fundrepo.E005": {"database_owner_url": "postgresql://owner:pw@db/fund"},
    "fundrepo.E006": {"allowed_hosts": "api.funds.example,*"},
    "fundrepo.E007": {"second_factor_roles": "none"},
    "fundrepo.E008": {"profile_dir": "/srv/profiles"},
    "fundrepo.W001": {"metrics_token": ""},
    "fundrepo.W002": {"service_key": ""},
    "fundrepo.W003": {"trusted_proxies": "0"},
    "fundrepo.W004": {"backup_dir": None},
    "fundrepo.W005": {"email_url": "smtp://mail.example:25"},
    "fundrepo.W006": {"redis_url": "redis://cache:6379/0"},
    "fundrepo.W007": {"operations_emails": ""},
    "fundrepo.W008": {"log_level": "DEBUG"},
    "fundrepo.W009": {"mail_from": "Fund Repository <no-reply@localhost>"},
}


def broken(**changed: object) -> list[str]:
    return [rule.id for rule in broken_rules(Environment.model_validate(GOOD | changed))]


def test_an_environment_as_production_needs_it_breaks_no_rule() -> None:
    assert broken() == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_each_rule_is_broken_by_what_it_is_about(rule: Rule) -> None:
    found = broken(**BROKEN[rule.id])

    assert found == [rule.id]


def test_a_server_of_this_machine_needs_neither_tls_nor_a_password() -> None:
    assert broken(email_url="smtp://127.0.0.1:25", redis_url="redis://localhost:6379/0") == []


def test_a_bucket_of_backups_is_as_good_as_a_directory() -> None:
    assert broken(backup_dir=None, backup_url="s3://backups") == []


def test_the_manual_says_of_each_id_what_it_means() -> None:
    rows = dict(re.findall(r"^\| `(fundrepo\.[EW]\d+)` \| (.+?) \|", MANUAL.read_text(), re.M))

    assert rows == {rule.id: rule.what for rule in RULES} | {name: what for name, (what, _) in TOLD.items()}


def test_a_quota_so_large_that_it_would_not_be_counted_is_refused() -> None:
    with pytest.raises(ValidationError, match="anonymous_per_minute"):
        Environment(app_env="test", anonymous_per_minute=60_000_001)

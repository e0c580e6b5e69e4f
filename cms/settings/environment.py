"""What the environment must and may say; nothing else in the project reads `os.environ` for settings."""

import re
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from pydantic import Field, ValidationError, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

SHORTEST_SERVICE_KEY = 40
SECRETS = ("_key", "_token", "_password")
BASE_DIR = Path(__file__).resolve().parent.parent.parent

NEEDED_IN_PRODUCTION = {
    "secret_key": "a long random string that signs sessions",
    "database_url": "the PostgreSQL database, postgresql://user:password@host:5432/name",
    "redis_url": "broker and cache, redis://host:6379/0",
    "allowed_hosts": "the host names that this back end answers to, separated by commas",
    "public_site_url": "where the public finds the front end, https://funds.example",
    "public_api_url": "where programs find this back end, https://api.funds.example",
    "storage_url": "where received files and documents are kept, file:///srv/fund-repository or s3://bucket",
    "email_url": "the mail server, smtp://user:password@host:587",
}


class Environment(BaseSettings):
    """Typed values of the environment; a missing production value is refused with what to set."""

    model_config = SettingsConfigDict(extra="ignore", env_ignore_empty=True)

    app_env: Literal["production", "demo", "test"] = "production"
    secret_key: str = ""
    database_url: str = ""
    database_owner_url: str = ""
    redis_url: str = ""
    allowed_hosts: Annotated[str, NoDecode] = ""
    public_site_url: str = ""
    public_api_url: str = ""
    problems_url: str = ""
    trusted_proxies: int = Field(default=0, ge=0, le=5)
    storage_url: str = ""
    email_url: str = ""
    operations_emails: str = ""
    mail_from: str = "Fund Repository <no-reply@localhost>"
    feed_staging_dir: Path | None = None
    feed_connections: int = Field(default=4, ge=1, le=16)
    feed_fetch_seconds: int = Field(default=3600, ge=60, le=86_400)
    feed_max_names: int = Field(default=500_000, ge=1000)
    feed_max_fetch_bytes: int = Field(default=100 * 10**9, ge=10**9)
    clamav_url: str = Field(default="", pattern=r"^(tcp://[A-Za-z0-9.-]+:\d+)?$")
    bulk_keep_days: int = Field(default=30, ge=2, le=3650)
    maintenance_dir: Path | None = None
    profile_dir: Path | None = None
    backup_dir: Path | None = None
    backup_url: str = Field(default="", repr=False)
    backup_key_file: Path | None = None
    backup_keep_days: int = Field(default=35, ge=1, le=3650)
    backup_lock_days: int = Field(default=30, ge=0, le=3650)
    postgres_programs: Path | None = None
    time_zone: str = "Asia/Hong_Kong"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_security_file: Path | None = None
    demo_password: str = ""
    second_factor_roles: str = ""
    session_idle_minutes: int = Field(default=30, ge=5, le=480)
    session_hours: int = Field(default=12, ge=1, le=24)
    confirm_again_minutes: int = Field(default=10, ge=1, le=60)
    lock_out_after: int = Field(default=5, ge=3, le=20)
    lock_out_minutes: int = Field(default=15, ge=1, le=1440)
    dormant_after_days: int = Field(default=90, ge=1)
    answer_before_django: bool = True
    anonymous_per_minute: int = Field(default=120, ge=1, le=60_000_000)  # one each microsecond; none is counted beyond
    service_key: str = Field(default="", repr=False)
    advisories_report: Path | None = None
    metrics_token: str = Field(default="", repr=False)
    alerts_token: str = Field(default="", repr=False)
    site_instances: Annotated[str, NoDecode] = ""
    webhook_seconds: int = Field(default=15, ge=5, le=60)
    webhooks_on_this_machine: bool = False
    support_hand_over: str = ""
    support_hand_over_key: str = Field(default="", repr=False)
    support_keep_days: int = Field(default=180, ge=1, le=3650)
    oidc_issuer: str = ""
    oidc_name: str = "your organisation"
    oidc_client_id: str = ""
    oidc_client_secret_file: Path | None = None
    oidc_username_claim: str = "preferred_username"
    oidc_groups_claim: str = "groups"
    oidc_roles: Annotated[str, NoDecode] = ""

    @model_validator(mode="after")
    def refuse_gaps_in_production(self) -> Self:
        """Name every missing value at once, so that one restart is enough."""
        if self.app_env == "production":
            missing = [name for name in NEEDED_IN_PRODUCTION if not getattr(self, name)]
            if missing:
                lines = [f"  {name.upper()}: {NEEDED_IN_PRODUCTION[name]}" for name in missing]
                raise ValueError("set these environment variables before starting in production:\n" + "\n".join(lines))
        return self

    @model_validator(mode="after")
    def refuse_one_role_for_both(self) -> Self:
        """In production the role that migrates isn't the one that works: an owner can switch off its triggers."""
        if (
            self.app_env == "production"
            and self.database_owner_url
            and _user(self.database_owner_url) == _user(self.database_url)
        ):
            raise ValueError(
                f"DATABASE_URL and DATABASE_OWNER_URL name the same role, {_user(self.database_url)}: "
                "web and worker need one that owns no table"
            )
        return self

    @model_validator(mode="after")
    def refuse_weak_doors_for_programs(self) -> Self:
        """A service key is as long as one that we make, and production sends webhooks to the internet only."""
        if self.service_key and len(self.service_key) < SHORTEST_SERVICE_KEY:
            raise ValueError(f"SERVICE_KEY is too short: take at least {SHORTEST_SERVICE_KEY} random characters")
        for name in ("metrics_token", "alerts_token"):
            if 0 < len(getattr(self, name)) < SHORTEST_SERVICE_KEY:
                raise ValueError(f"{name.upper()} is too short: take at least {SHORTEST_SERVICE_KEY} random characters")
        if self.app_env == "production" and self.webhooks_on_this_machine:
            raise ValueError("WEBHOOKS_ON_THIS_MACHINE is for demo and tests: it lets webhooks reach inner addresses")
        return self

    @model_validator(mode="after")
    def refuse_sites_without_a_key(self) -> Self:
        """Servers of the site believe only what is signed with their key, and only http addresses can be told."""
        wrong = [site for site in self.sites() if urlsplit(site).scheme not in ("http", "https")]
        if wrong:
            raise ValueError(f"SITE_INSTANCES names http or https addresses, not {', '.join(wrong)}")
        if self.sites() and not self.service_key:
            raise ValueError("SITE_INSTANCES is set, so set SERVICE_KEY too: it signs what they are told")
        return self

    @model_validator(mode="after")
    def refuse_backups_in_two_minds(self) -> Self:
        """Backups have one place, and none is to be removed before its lock lets it go."""
        if self.backup_url and not self.backup_url.startswith("s3://"):
            raise ValueError(
                "BACKUP_URL names no bucket: s3://key:secret@host:port/bucket, or BACKUP_DIR for a directory"
            )
        if self.backup_url and self.backup_dir:
            raise ValueError("BACKUP_URL and BACKUP_DIR are both set: backups have one place")
        if self.backup_url and self.backup_lock_days > self.backup_keep_days:
            raise ValueError("BACKUP_LOCK_DAYS is more than BACKUP_KEEP_DAYS: what is locked can't be forgotten")
        return self

    @model_validator(mode="after")
    def refuse_half_a_hand_over(self) -> Self:
        """Requests for help go on by mail, or to an https address that knows our messages by their signature."""
        where = urlsplit(self.support_hand_over)
        if where.scheme not in ("", "mailto", "https" if self.app_env == "production" else where.scheme):
            raise ValueError("SUPPORT_HAND_OVER is mailto:ADDRESS or an https address")
        if where.scheme.startswith("http") and not self.support_hand_over_key.startswith("whsec_"):
            raise ValueError("SUPPORT_HAND_OVER is a webhook, so set SUPPORT_HAND_OVER_KEY: whsec_ and Base64")
        return self

    @model_validator(mode="after")
    def refuse_half_a_sign_in_by_oidc(self) -> Self:
        """Whoever names an issuer needs a client, its secret and a role for at least one group."""
        parts = {
            "OIDC_CLIENT_ID": self.oidc_client_id,
            "OIDC_CLIENT_SECRET_FILE": self.oidc_client_secret_file,
            "OIDC_ROLES": self.oidc_group_roles(),
        }
        missing = [name for name, value in parts.items() if not value]
        if self.oidc_issuer and missing:
            raise ValueError(f"OIDC_ISSUER is set, so set these too: {', '.join(missing)}")
        return self

    def sites(self) -> list[str]:
        """The servers of the public site that are told when something is published."""
        return [site.strip() for site in self.site_instances.split(",") if site.strip()]

    def without_secrets(self) -> dict[str, str]:
        """Every value as text for a backup: of a secret only that it is set, of an address no user and no password."""
        return {name: _without_secret(name, value) for name, value in self if value not in (None, "")}

    def owners_address(self) -> str:
        """The database as the owner of its tables; outside production one role may be both."""
        if self.app_env == "production" and not self.database_owner_url:
            raise ImproperlyConfigured(
                "set DATABASE_OWNER_URL for this command: the database as the role that owns the tables, "
                "postgresql://owner:password@host:5432/name"
            )
        return self.database_owner_url or self.database_url

    def oidc_client_secret(self) -> str:
        """The secret of our client at the identity provider, read from its file."""
        return self.oidc_client_secret_file.read_text().strip() if self.oidc_client_secret_file else ""

    def oidc_group_roles(self) -> dict[str, str]:
        """Which role a group at the identity provider gives, from `group=Role;other group=Other role`."""
        pairs = (pair.partition("=") for pair in self.oidc_roles.split(";") if pair.strip())
        return {group.strip(): role.strip() for group, _, role in pairs}


def _without_secret(name: str, value: object) -> str:
    if name.endswith(SECRETS):
        return "(set; not in the backup)"
    return re.sub(r"//[^/@]*@", "//(user and password)@", str(value))


def _user(url: str) -> str | None:
    return urlsplit(url).username


def read_environment() -> Environment:
    """Read the environment once; raise `ImproperlyConfigured` in plain words when it will not do."""
    try:
        return Environment()
    except ValidationError as error:
        problems = (
            problem["msg"].removeprefix("Value error, ")
            if not problem["loc"]
            else f"{str(problem['loc'][0]).upper()}: {problem['msg']} (received {problem['input']!r})"
            for problem in error.errors()
        )
        raise ImproperlyConfigured("\n".join(problems)) from None


env = read_environment()

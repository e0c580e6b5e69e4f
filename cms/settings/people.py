"""People who sign in: by what, for how long, and what locks them out."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from cms.accounts.roles import ROLES

from .environment import env

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "cms.accounts.passwords.NotAboutThisPlaceValidator"},
]
PASSWORD_RESET_TIMEOUT = 3600

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
ACCOUNT_ADAPTER = "cms.accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {"login": "cms.accounts.forms.SignInForm"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # strangers get no mail; the page says the same to everybody
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_SIGNUP_FIELDS = ["email", "username*", "password1*"]
# The package's own keeps a list of addresses beside `User.email`, and an old one there would still open the account.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 60 * env.confirm_again_minutes
ALLAUTH_TRUSTED_PROXY_COUNT = env.trusted_proxies

MFA_ADAPTER = "cms.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Fund Repository"


def roles_with_second_factor(said: str, *, production: bool) -> frozenset[str]:
    """The roles named in `SECOND_FACTOR_ROLES`: names with commas, "all" or "none"; all in production if unsaid."""
    if said == "none" or not (said or production):
        return frozenset()
    if said in ("", "all"):
        return frozenset(ROLES)
    names = {name.strip() for name in said.split(",")}
    if unknown := names - set(ROLES):
        raise ImproperlyConfigured(f"SECOND_FACTOR_ROLES names no role of ours: {', '.join(sorted(unknown))}")
    return frozenset(names)


SECOND_FACTOR_ROLES = roles_with_second_factor(env.second_factor_roles, production=env.app_env == "production")
DORMANT_AFTER = timedelta(days=env.dormant_after_days)

SESSION_IDLE = timedelta(minutes=env.session_idle_minutes)
SESSION_LONGEST = timedelta(hours=env.session_hours)
SESSION_COOKIE_AGE = int(SESSION_LONGEST.total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

AXES_HANDLER = "cms.accounts.lock_out.TwoLimits"
AXES_FAILURE_LIMIT = env.lock_out_after
AXES_ADDRESS_LIMIT = 4 * env.lock_out_after  # a whole office may share one address
AXES_COOLOFF_TIME = timedelta(minutes=env.lock_out_minutes)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # or whoever guesses could lock somebody out for good
AXES_LOCKOUT_PARAMETERS = ["username", "ip_address"]
AXES_LOCKOUT_TEMPLATE = "accounts/locked_out.html"
AXES_USERNAME_CALLABLE = "cms.accounts.lock_out.client_username"
AXES_CLIENT_IP_CALLABLE = "cms.accounts.lock_out.client_address"
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False

WAGTAILADMIN_LOGIN_URL = "/admin/login/"
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False  # who takes over a session must not take over the account by its address
WAGTAILUSERS_PASSWORD_ENABLED = False  # people set their own, by a mail

SOCIALACCOUNT_ADAPTER = "cms.accounts.adapters.ProviderAdapter"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_LOGIN_ON_GET = False
OIDC_GROUPS_CLAIM = env.oidc_groups_claim
OIDC_USERNAME_CLAIM = env.oidc_username_claim
OIDC_ROLES = env.oidc_group_roles()
if unknown := set(OIDC_ROLES.values()) - set(ROLES):
    raise ImproperlyConfigured(f"OIDC_ROLES names no role of ours: {', '.join(sorted(unknown))}")


def _oidc_apps() -> list[dict[str, Any]]:
    if not env.oidc_issuer:
        return []
    return [
        {
            "provider_id": "organisation",
            "name": env.oidc_name,
            "client_id": env.oidc_client_id,
            "secret": env.oidc_client_secret(),
            "settings": {"server_url": env.oidc_issuer, "oauth_pkce_enabled": True},
        }
    ]


SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": _oidc_apps(), "OAUTH_PKCE_ENABLED": True}}

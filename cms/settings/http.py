"""Requests and answers: hosts, middleware, cookies, languages, static files."""

from .apps import IS_BATCH
from .environment import BASE_DIR, env

DEBUG = False
SECRET_KEY = env.secret_key or "only-for-types-and-tests"
ALLOWED_HOSTS = [host.strip() for host in env.allowed_hosts.split(",") if host.strip()]
PUBLIC_SITE_URL = env.public_site_url or "http://127.0.0.1:4321"
PUBLIC_API_URL = env.public_api_url or "http://127.0.0.1:8000"
PROBLEMS_URL = env.problems_url or f"{PUBLIC_API_URL}/api/v1/problems/"
APP_ENV = env.app_env
ADVISORIES_REPORT = env.advisories_report
DEMO_PASSWORD = env.demo_password

MIDDLEWARE = [
    "api.manners.middleware.Manners",
    "cms.logs.middleware.Lines",
    "django.middleware.security.SecurityMiddleware",
    "api.door.middleware.Door",
    "api.door.closing.ClosedForWrites",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "cms.audit.middleware.AuditMiddleware",
    "cms.security.devices.KnownDevices",
    "cms.privacy.middleware.Looks",
    "django.contrib.messages.middleware.MessageMiddleware",
    "cms.facts.outsiders.OutsidersAtTheDoor",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cms.accounts.headers.BrowserPolicy",
    "cms.incidents.read_only.ReadOnly",
    "allauth.account.middleware.AccountMiddleware",
    "cms.accounts.middleware.SessionLimits",
    "cms.accounts.middleware.SecondFactor",
    "cms.accounts.middleware.ConfirmAgain",
    "cms.operations.maintenance.closing.ClosedForMaintenance",
    "axes.middleware.AxesMiddleware",
]
if IS_BATCH:  # nobody asks it anything, and half of these need the screens
    MIDDLEWARE = []

API_URLCONF = "api.v1.urls"
WSGI_FRONT = "api.front.wsgi.Front" if env.answer_before_django else ""

METRICS_TOKEN = env.metrics_token
ALERTS_TOKEN = env.alerts_token
MAINTENANCE_DIR = env.maintenance_dir
PROFILE_DIR = env.profile_dir

TRUSTED_PROXIES = env.trusted_proxies

_behind_tls = PUBLIC_API_URL.startswith("https://")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _behind_tls else None
SECURE_SSL_REDIRECT = _behind_tls
SECURE_HSTS_SECONDS = 31_536_000 if _behind_tls else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _behind_tls
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _behind_tls
if _behind_tls:  # a browser takes such a cookie from this very host alone, and by https
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
CSRF_TRUSTED_ORIGINS = [PUBLIC_API_URL]
X_FRAME_OPTIONS = "SAMEORIGIN"

SILENCED_SYSTEM_CHECKS = [
    "security.W019",  # Wagtail shows its previews in frames of its own pages
    "security.W021",  # to have browsers know the domain beforehand is for its owner to decide
    "drf_spectacular.W001",  # addresses hold text, as it takes them to
]

LANGUAGE_CODE = "en"
TIME_ZONE = env.time_zone
USE_I18N = USE_TZ = True
FORMAT_MODULE_PATH = "cms.settings.formats"
WAGTAIL_I18N_ENABLED = True
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("zh-hant", "繁體中文")]

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "static"

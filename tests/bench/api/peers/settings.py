"""Settings of the peers that are made with Django: what `startproject` writes, over our database."""

import os

from cms.settings.database import connection

SECRET_KEY = "only-for-bench"
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = [
    "tests.bench.api.peers",
    "wagtail.api.v2",
    "wagtail.search",
    "wagtail.sites",
    "wagtail",
    "modelcluster",
    "taggit",
    "rest_framework",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "tests.bench.api.peers.plain"
_whole = connection(os.environ["DATABASE_URL"])
_address = {name: _whole[name] for name in ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT")}
DATABASES = {"default": _address | {"CONN_MAX_AGE": None if os.environ.get("LASTING") else 0}}
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
STATIC_URL = "/static/"
USE_TZ = True

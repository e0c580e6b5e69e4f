"""Which applications make up the back end, in the order in which their templates and commands win.

The batch deals with facts alone: `manage.py sync_feed`, and the worker that serves the queue `feed` and no other. It
doesn't load the editors' screens, which would take 50 MB of its memory and most of the time that it needs to start.
"""

import sys
from collections.abc import Sequence

from .environment import BASE_DIR

FEED_QUEUE = "feed"
_EVERY = [
    "cms.database",
    "cms.accounts",
    "cms.moderation",
    "cms.access",
    "cms.audit",
    "cms.security",
    "cms.privacy",
    "cms.preview",
    "cms.content",
    "cms.operations",
    "cms.cases",
    "cms.changes",
    "cms.incidents",
    "cms.backups",
    "cms.support",
    "cms.downloads",
    "cms.facts",
    "cms.funds",
    "cms.feeds",
    "cms.partners",
    "cms.purging",
    "cms.manual",
    "api",
    "fundfeed",
    "rest_framework",
    "drf_spectacular",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "wagtail_headless_preview",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.typed_table_block",
    "cms.accounts.apps.PeopleConfig",
    "wagtail.snippets",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.sites",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
]
_FACTS = [
    "fundfeed",
    "cms.purging",
    "cms.accounts.apps.AddressesConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.postgres",
]


def _is_batch(command: Sequence[str]) -> bool:
    """Whether this process was started to do nothing but take in deliveries."""
    queues = command[command.index("--queues") + 1 :][:1] if "--queues" in command else ()
    return command[1:2] == ["sync_feed"] or list(queues) == [FEED_QUEUE]


IS_BATCH = _is_batch(sys.argv)
INSTALLED_APPS = _FACTS if IS_BATCH else _EVERY

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "cms.no_urls" if IS_BATCH else "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "cms" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

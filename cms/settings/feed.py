"""The provider feed: broker, schedule and limits."""

from celery.schedules import crontab

from fundfeed.records.delivery import MAX_DOCUMENT_BYTES, MAX_FILE_BYTES

from .apps import FEED_QUEUE
from .environment import env

FEED_CONNECTIONS = env.feed_connections
FEED_FETCH_SECONDS = env.feed_fetch_seconds
FEED_MAX_NAMES = env.feed_max_names
FEED_MAX_FETCH_BYTES = env.feed_max_fetch_bytes
FEED_MAX_FILE_BYTES = MAX_FILE_BYTES
FEED_MAX_DOCUMENT_BYTES = MAX_DOCUMENT_BYTES
CLAMAV_URL = env.clamav_url

BULK_KEEP_DAYS = env.bulk_keep_days

CELERY_BROKER_URL = env.redis_url
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# A delivery may take long, receivers of webhooks may be slow, and mails must wait for no other work: workers of their
# own see to each of these.
CELERY_TASK_ROUTES = {
    "fundfeed.tasks.run_one_feed": {"queue": FEED_QUEUE},
    "fundfeed.tasks.turn_one_day": {"queue": FEED_QUEUE},
    "fundfeed.tasks.send_messages": {"queue": "mails"},
    "cms.accounts.tasks.send_sign_in_mail": {"queue": "mails"},
    "cms.partners.tasks.send_webhooks": {"queue": "webhooks"},
    "cms.partners.tasks.give_turn": {"queue": "webhooks"},
    "cms.support.tasks.hand_over_requests": {"queue": "webhooks"},
}
# No round holds a worker: what is left when its time is over is done in the next one. The first limit is an exception
# in the round, the second ends its process, and the database takes back what it hadn't finished. Threads can't be
# ended: what one round of mails or webhooks takes in hand is little.
CELERY_TASK_SOFT_TIME_LIMIT = 240
CELERY_TASK_TIME_LIMIT = 300
WHOLE_RECORD = {"soft_time_limit": 4 * 3600, "time_limit": 4 * 3600 + 300}
DELIVERY = {"soft_time_limit": 24 * 3600, "time_limit": 24 * 3600 + 300}
CELERY_TASK_ANNOTATIONS = {
    "fundfeed.tasks.run_one_feed": DELIVERY,
    "fundfeed.tasks.turn_one_day": DELIVERY,
    "fundfeed.tasks.make_bulk": WHOLE_RECORD,
    "fundfeed.tasks.index_search": WHOLE_RECORD,
    "cms.feeds.tasks.carry_out_decisions": WHOLE_RECORD,
    "cms.operations.tasks.verify_the_ledger": WHOLE_RECORD,
    "cms.audit.tasks.seal_audit_trail": WHOLE_RECORD,
    "cms.content.tasks.compare_with_what_was_approved": WHOLE_RECORD,
    # Of each night: after years without one they have much to do at once.
    "cms.content.tasks.sum_up_old_acceptances": WHOLE_RECORD,
    "cms.downloads.tasks.take_over_downloads": WHOLE_RECORD,
    "cms.partners.tasks.forget_old_deliveries": WHOLE_RECORD,
    "cms.privacy.tasks.forget_what_is_old": WHOLE_RECORD,
    "fundfeed.tasks.check_documents": WHOLE_RECORD,
}
CELERY_TIMEZONE = env.time_zone
CELERY_BEAT_SCHEDULE = {
    "due-feeds": {"task": "fundfeed.tasks.run_due_feeds", "schedule": 60.0, "options": {"expires": 50}},
    "stored-documents": {"task": "fundfeed.tasks.check_documents", "schedule": 600.0, "options": {"expires": 500}},
    "approved-schedule": {
        "task": "cms.moderation.tasks.carry_out_schedule",
        "schedule": 30.0,
        "options": {"expires": 25},
    },
    "approved-decisions": {
        "task": "cms.feeds.tasks.carry_out_decisions",
        "schedule": 60.0,
        "options": {"expires": 50},
    },
    "late-decisions": {"task": "cms.moderation.tasks.remind_checkers", "schedule": crontab(hour=8, minute=0)},
    "bulk-files": {"task": "fundfeed.tasks.make_bulk", "schedule": 120.0, "options": {"expires": 110}},
    "search-index": {"task": "fundfeed.tasks.index_search", "schedule": 20.0, "options": {"expires": 19}},
    "waiting-mails": {"task": "fundfeed.tasks.send_messages", "schedule": 60.0, "options": {"expires": 50}},
    "counted-downloads": {
        "task": "cms.downloads.tasks.take_over_downloads",
        "schedule": 60.0,
        "options": {"expires": 50},
    },
    "expired-previews": {"task": "cms.preview.tasks.forget_expired_previews", "schedule": crontab(minute=0)},
    "ended-windows": {
        "task": "cms.content.tasks.tell_of_ended_windows",
        "schedule": 60.0,
        "options": {"expires": 50},
    },
    "projection-check": {
        "task": "cms.content.tasks.compare_with_what_was_approved",
        "schedule": crontab(hour=0, minute=20),
    },
    "old-acceptances": {
        "task": "cms.content.tasks.sum_up_old_acceptances",
        "schedule": crontab(hour=0, minute=40),
    },
    "webhooks": {"task": "cms.partners.tasks.send_webhooks", "schedule": 15.0, "options": {"expires": 120}},
    "old-webhook-deliveries": {"task": "cms.partners.tasks.forget_old_deliveries", "schedule": crontab(minute=20)},
    "api-usage": {"task": "cms.partners.tasks.keep_usage", "schedule": 60.0, "options": {"expires": 50}},
    "operations-checks": {
        "task": "cms.operations.tasks.make_checks",
        "schedule": 60.0,
        "options": {"expires": 50},
    },
    "maintenance": {"task": "cms.operations.tasks.see_to_maintenance", "schedule": 60.0, "options": {"expires": 50}},
    "late-approvals": {"task": "cms.changes.tasks.remind_of_approvals", "schedule": crontab(minute="*/10")},
    "clocks-of-cases": {"task": "cms.cases.tasks.look_at_clocks", "schedule": 60.0, "options": {"expires": 50}},
    "incidents": {"task": "cms.incidents.tasks.look_for_incidents", "schedule": 60.0, "options": {"expires": 50}},
    "review-actions": {"task": "cms.incidents.tasks.remind_of_actions", "schedule": crontab(hour=8, minute=15)},
    "support-hand-over": {
        "task": "cms.support.tasks.hand_over_requests",
        "schedule": 60.0,
        "options": {"expires": 50},
    },
    "solved-requests": {"task": "cms.support.tasks.close_solved_requests", "schedule": crontab(hour=1, minute=0)},
    "operations-growth": {"task": "cms.operations.tasks.measure", "schedule": crontab(minute=10)},
    "weekly-list": {
        "task": "cms.operations.tasks.remind_of_the_week",
        "schedule": crontab(day_of_week=1, hour=8, minute=0),
    },
    "monthly-list": {
        "task": "cms.operations.tasks.remind_of_the_month",
        "schedule": crontab(day_of_month=1, hour=8, minute=0),
    },
    "daily-summary": {"task": "cms.operations.tasks.mail_the_summary", "schedule": crontab(hour=18, minute=0)},
    "ended-sessions": {"task": "cms.operations.tasks.clear_sessions", "schedule": crontab(hour=3, minute=10)},
    "old-measurements": {"task": "cms.operations.tasks.clear_measurements", "schedule": crontab(hour=3, minute=20)},
    "temporary-files": {"task": "cms.operations.tasks.clear_temporary_files", "schedule": crontab(hour=3, minute=30)},
    "ledger-walk": {"task": "cms.operations.tasks.verify_the_ledger", "schedule": crontab(hour=0, minute=35)},
    "retention": {"task": "cms.privacy.tasks.forget_what_is_old", "schedule": crontab(hour=1, minute=10)},
    "access-review": {
        "task": "cms.security.tasks.remind_reviewers",
        "schedule": crontab(hour=8, minute=10, day_of_week="mon"),
    },
    "audit-seal": {"task": "cms.audit.tasks.seal_audit_trail", "schedule": crontab(hour=0, minute=5)},
}

CACHES = {
    "default": (
        {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": env.redis_url,
            "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},  # nothing waits for a cache
        }
        if env.redis_url
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    ),
    # Sizes of images are rows: a cached one may be of a transaction that was undone, and would be published.
    "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}

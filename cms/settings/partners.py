"""Programs that use the API: quotas, the key of our own site, and where webhooks may go."""

from .environment import env

QUOTA_REDIS_URL = env.redis_url
ANONYMOUS_PER_MINUTE = env.anonymous_per_minute
SERVICE_KEY = env.service_key
SITE_INSTANCES = env.sites()
WEBHOOK_SECONDS = env.webhook_seconds
WEBHOOKS_ON_THIS_MACHINE = env.webhooks_on_this_machine

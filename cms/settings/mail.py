"""Outgoing mail, and who is told of the feed's outcomes."""

from urllib.parse import unquote, urlsplit

from .environment import env

_parts = urlsplit(env.email_url or "smtp://127.0.0.1:25")

EMAIL_BACKEND = "fundfeed.adapters.smtp.EmailBackend"
EMAIL_HOST = _parts.hostname or "127.0.0.1"
EMAIL_PORT = _parts.port or 25
EMAIL_HOST_USER = unquote(_parts.username or "")
EMAIL_HOST_PASSWORD = unquote(_parts.password or "")
EMAIL_USE_TLS = _parts.scheme == "smtp+tls"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.mail_from
OPERATIONS_EMAILS = [address.strip() for address in env.operations_emails.split(",") if address.strip()]

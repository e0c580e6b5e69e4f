"""Mail to the operators."""

from django.conf import settings
from django.core.mail import send_mail


def mail_operators(*, subject: str, text: str) -> None:
    """Send one mail to everyone whom the settings name; nobody is named in a fresh installation."""
    if settings.OPERATIONS_EMAILS:
        send_mail(subject, text, settings.DEFAULT_FROM_EMAIL, settings.OPERATIONS_EMAILS)

"""Mails that hold a key and therefore aren't kept in the outbox."""

import smtplib

import structlog
from celery import shared_task
from django.core.mail import send_mail
from kombu.exceptions import OperationalError

log = structlog.get_logger(__name__)


def hand_over(*, subject: str, text: str, to: str) -> None:
    """Give a mail to a worker; with the broker down nothing is sent, and whoever waits for it asks again."""
    try:
        send_sign_in_mail.apply_async(kwargs={"subject": subject, "text": text, "to": to}, retry=False, expires=3600)
    except (OperationalError, OSError):
        log.warning("sign_in.mail_not_handed_over")


@shared_task(autoretry_for=(OSError, smtplib.SMTPException), retry_backoff=10, max_retries=5)
def send_sign_in_mail(*, subject: str, text: str, to: str) -> None:
    """Send one mail, again after a pause when the mail server doesn't take it."""
    send_mail(subject, text, None, [to])

"""Mail, handed to the mail server."""

from django.conf import settings
from django.core.mail import EmailMessage

from ..models import Message


def deliver(message: Message) -> None:
    """Send one mail to its recipients; its ids make a second copy of it recognisable."""
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ")
    headers = {"Message-ID": f"<message-{message.pk}@{host}>"}
    if message.thread:
        thread = f"<{message.thread}@{host}>"
        headers |= {"In-Reply-To": thread, "References": thread}
    EmailMessage(
        subject=message.subject,
        body=message.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=message.recipients,
        headers=headers,
    ).send()

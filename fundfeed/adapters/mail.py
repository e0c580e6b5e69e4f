"""Mail to the operators."""

from django.conf import settings
from django.core.mail import EmailMessage

from ..models import Message


def deliver(message: Message) -> None:
    """Send one mail to everyone whom the settings name; its ids make a second copy of it recognisable."""
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ")
    thread = f"<{message.thread}@{host}>"
    EmailMessage(
        subject=message.subject,
        body=message.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=settings.OPERATIONS_EMAILS,
        headers={"Message-ID": f"<message-{message.pk}@{host}>", "In-Reply-To": thread, "References": thread},
    ).send()

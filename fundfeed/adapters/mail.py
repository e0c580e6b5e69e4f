"""Mail, handed to the mail server."""

import smtplib
from collections.abc import Mapping, Sequence
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.message import sanitize_address
from msgspec import Struct

from ..models import Message

FOR_GOOD: Final = range(500, 600)
CLOSING: Final = 421
LONGEST: Final = 300


class Refusal(Struct, frozen=True):
    """What a mail server answered instead of taking a mail for somebody."""

    code: int
    answer: str

    @property
    def is_final(self) -> bool:
        """Whether it will answer the same next time (RFC 5321, 4.2.1)."""
        return self.code in FOR_GOOD

    def __str__(self) -> str:
        return f"{self.code} {self.answer}"[:LONGEST]


def deliver(message: Message, *, to: Sequence[str]) -> dict[str, Refusal]:
    """Send one mail to these of its recipients and say who didn't get it; its ids make a second copy recognisable.

    Raises what says nothing about a recipient: no connection, a sender who isn't let in, a mail that can't be built.
    """
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ")
    headers = {"Message-ID": f"<message-{message.pk}@{host}>"}
    if message.thread:
        thread = f"<{message.thread}@{host}>"
        headers |= {"In-Reply-To": thread, "References": thread}
    mail = EmailMessage(
        subject=message.subject,
        body=message.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=list(to),
        headers=headers,
    )
    try:
        mail.send()
    except smtplib.SMTPRecipientsRefused as error:
        return _refusals(error.recipients, to)
    except smtplib.SMTPDataError as error:
        return dict.fromkeys(to, _refusal(error.smtp_code, error.smtp_error))
    return {}


def _refusals(told: Mapping[str, tuple[int, bytes]], to: Sequence[str]) -> dict[str, Refusal]:
    """By the addresses as we write them; a server that closes the line has taken nothing for anybody."""
    by_address = {address: told.get(sanitize_address(address, settings.DEFAULT_CHARSET)) for address in to}
    closes = any(code == CLOSING for code, _ in told.values())
    rest = (CLOSING, b"The server closed the line.") if closes else None
    answers = {address: answer or rest for address, answer in by_address.items()}
    return {address: _refusal(*answer) for address, answer in answers.items() if answer}


def _refusal(code: int, answer: bytes | str) -> Refusal:
    text = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
    return Refusal(code, " ".join(text.replace("\x00", "\ufffd").split()))

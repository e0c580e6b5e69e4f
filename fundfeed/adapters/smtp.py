"""SMTP that tells which recipients a mail server refused, also when it took the mail for others."""

import smtplib
from collections.abc import Sequence
from typing import Any

from django.core.mail.backends import smtp


class EmailBackend(smtp.EmailBackend):
    """Django's, but it raises `SMTPRecipientsRefused` when some have the mail and others don't."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        """What speaks with the server."""
        return _TellingOverTls if self.use_ssl else _Telling


class _Telling(smtplib.SMTP):
    def sendmail(self, from_addr: str, to_addrs: str | Sequence[str], *args: Any, **kwargs: Any) -> Any:
        """Send one mail; raises `SMTPRecipientsRefused`, with those who didn't get it alone."""
        refused = super().sendmail(from_addr, to_addrs, *args, **kwargs)
        if refused:
            raise smtplib.SMTPRecipientsRefused(refused)
        return refused


class _TellingOverTls(_Telling, smtplib.SMTP_SSL):
    pass

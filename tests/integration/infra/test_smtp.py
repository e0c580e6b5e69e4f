"""The mail part keeps what it receives."""

import smtplib
from email.message import EmailMessage

from infra.parts.smtp import Smtp


def test_messages_are_kept_in_the_order_in_which_they_came(smtp_server: Smtp) -> None:
    for subject in ("halted", "已發布"):
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", subject
        message.set_content("A delivery was halted.")
        with smtplib.SMTP("127.0.0.1", smtp_server.port) as connection:
            connection.send_message(message)

    assert [message["Subject"] for message in smtp_server.messages] == ["halted", "已發布"]

"""A mail server that keeps what it receives, for the tests of mails."""

import email
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from .ports import HOST, answers
from .process import Command

_ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, kw_only=True)
class Smtp:
    """Accepts every message and writes it to a file of its own in `directory`."""

    directory: Path
    port: int
    name: str = "smtp"

    @property
    def url(self) -> str:
        """The address of the server."""
        return f"smtp://{HOST}:{self.port}"

    @property
    def environment(self) -> Mapping[str, str]:
        """`EMAIL_URL`."""
        return {"EMAIL_URL": self.url}

    @property
    def messages(self) -> list[EmailMessage]:
        """What was received, the oldest first."""
        files = sorted(self.directory.glob("*.eml"))
        return [email.message_from_bytes(file.read_bytes(), policy=default) for file in files]

    def forget(self) -> None:
        """Delete the messages received so far."""
        for file in self.directory.glob("*.eml"):
            file.unlink()

    def prepare(self) -> None:
        """Make the directory of the messages."""
        self.directory.mkdir(parents=True, exist_ok=True)

    def command(self) -> Command:
        """The server in the foreground."""
        arguments = [str(self.directory.resolve()), str(self.port)]
        return Command(
            name=self.name,
            argv=[sys.executable, "-m", "infra.parts.smtp_server", *arguments],
            directory=_ROOT,
        )

    def is_ready(self) -> bool:
        """Whether it accepts connections."""
        return answers(self.port)

    def complete(self) -> None:
        """Nothing to make in the running server."""

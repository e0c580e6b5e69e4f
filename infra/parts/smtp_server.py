"""`python -m infra.parts.smtp_server DIRECTORY PORT`: keeps every message as a file until ended.

It has no mailbox for `unknown@…`, and `busy@…` is asked to come back, as at real mail servers.
"""

import signal
import sys
from itertools import count
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from .ports import HOST

REFUSALS = {"unknown": "550 5.1.1 No such mailbox", "busy": "451 4.3.0 Come back later"}


class Keeper:
    """Writes messages as 000001.eml, 000002.eml, … whole or not at all."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._numbers = count(1 + len(list(directory.glob("*.eml"))))

    async def handle_RCPT(  # noqa: N802 - their name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take a recipient, unless it is one of those who are never there, or not now."""
        refusal = REFUSALS.get(address.partition("@")[0])
        if refusal is None:
            envelope.rcpt_tos.append(address)
            envelope.rcpt_options.extend(options)
        return refusal or "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - their name
        """Keep one message and say so."""
        unfinished = self._directory / "unfinished"
        unfinished.write_bytes(envelope.original_content or b"")
        unfinished.rename(self._directory / f"{next(self._numbers):06}.eml")
        return "250 kept"


def main(directory: Path, port: int) -> None:
    """Serve until the process is asked to end."""
    asked = {signal.SIGINT, signal.SIGTERM}
    signal.pthread_sigmask(signal.SIG_BLOCK, asked)
    controller = Controller(Keeper(directory), hostname=HOST, port=port)
    controller.start()
    signal.sigwait(asked)
    controller.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))

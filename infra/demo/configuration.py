"""What a person may choose about the demo, from the environment."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from infra.parts.ports import HOST, is_free

from .errors import DemoError

ROOT = Path(__file__).parents[2]
LONGEST_PATH = 800  # bytes; PostgreSQL's own limit is 1,023 for its longest file name
_LAST_PORT = 65_535


@dataclass(frozen=True, kw_only=True)
class Configuration:
    """Where the demo keeps its state and on which ports it answers."""

    state: Path
    backend_port: int = 8000
    frontend_port: int = 4321
    sftp_port: int = 2022
    empty: bool = False

    @classmethod
    def read(cls, environment: Mapping[str, str] = os.environ) -> "Configuration":
        """Read `STATE_DIR`, the ports and `DEMO_EMPTY`; refuse what can't work in a sentence."""
        return cls(
            state=_state(environment.get("STATE_DIR") or ".state"),
            backend_port=_port(environment, "BACKEND_PORT", cls.backend_port),
            frontend_port=_port(environment, "FRONTEND_PORT", cls.frontend_port),
            sftp_port=_port(environment, "SFTP_PORT", cls.sftp_port),
            empty=environment.get("DEMO_EMPTY", "") not in ("", "0"),
        )

    @property
    def backend(self) -> str:
        """The address of the back end."""
        return f"http://{HOST}:{self.backend_port}"

    @property
    def site(self) -> str:
        """The address of the public site."""
        return f"http://{HOST}:{self.frontend_port}"

    @property
    def api(self) -> str:
        """The address of the public API."""
        return f"{self.backend}/api/v1"

    def ready_line(self, *, sftp: str) -> str:
        """The line that says to people and programs that everything answers."""
        addresses = {"site": self.site, "api": self.api, "admin": f"{self.backend}/admin", "sftp": sftp}
        return "READY " + json.dumps({**addresses, "state": str(self.state)}, ensure_ascii=False)

    def refuse_taken_ports(self) -> None:
        """Name every port that something else uses, and how to choose others."""
        ports = {
            "BACKEND_PORT": self.backend_port,
            "FRONTEND_PORT": self.frontend_port,
            "SFTP_PORT": self.sftp_port,
        }
        if len(set(ports.values())) < len(ports):
            raise DemoError(f"the ports must differ: {', '.join(f'{name}={port}' for name, port in ports.items())}")
        taken = {name: port for name, port in ports.items() if not is_free(port)}
        if taken:
            others = " ".join(f"{name}={port + 10}" for name, port in taken.items())
            raise DemoError(
                f"port {' and port '.join(map(str, taken.values()))} is in use by another program; "
                f"end that program or choose another port, for example: {others} make demo"
            )


def _state(value: str) -> Path:
    state = (ROOT / value).resolve()
    if len(os.fsencode(state)) > LONGEST_PATH:
        raise DemoError(
            f"STATE_DIR is longer than {LONGEST_PATH} bytes, too long for PostgreSQL: choose a shorter path"
        )
    if "\n" in str(state):
        raise DemoError("STATE_DIR must not contain a line break")
    return state


def _port(environment: Mapping[str, str], name: str, default: int) -> int:
    value = environment.get(name) or str(default)
    if not value.isascii() or not value.isdigit() or not 0 < int(value) <= _LAST_PORT:
        raise DemoError(f"{name} must be a port number from 1 to {_LAST_PORT}, not {value!r}")
    return int(value)

"""Secrets of one demo: made up once, kept with its state, readable by its owner alone."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Secrets:
    """What the parts and the product sign and sign in with."""

    secret_key: str
    parts_password: str
    demo_password: str

    @classmethod
    def of(cls, state: Path) -> "Secrets":
        """The secrets of this state directory, made up the first time."""
        path = state / "secrets.json"
        if not path.exists():
            made = cls(secrets.token_urlsafe(48), secrets.token_urlsafe(24), secrets.token_urlsafe(12))
            write_private(path, json.dumps(asdict(made)))
        return cls(**json.loads(path.read_text()))

    @property
    def broker_password(self) -> str:
        """A password that web and worker may know: nothing of the database's can be told from it."""
        return hashlib.sha256(f"broker:{self.parts_password}".encode()).hexdigest()

    @property
    def service_key(self) -> str:
        """With which the public site's server shows the API that it asks for many visitors."""
        return hashlib.sha256(f"service:{self.secret_key}".encode()).hexdigest()


def write_private(path: Path, text: str) -> None:
    """Replace the file in one step; at no time may another user read it."""
    fresh = path.with_name(f".{path.name}.new")
    fresh.unlink(missing_ok=True)
    fresh.touch(mode=0o600)
    fresh.write_text(text)
    fresh.replace(path)


def chosen_password(environment: Mapping[str, str]) -> str | None:
    """The demo users' password when the person who starts the demo chose it."""
    return environment.get("DEMO_PASSWORD") or None

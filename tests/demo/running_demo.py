"""A demo as a person starts it: `make demo` in a clone, its printed lines, its end."""

import json
import os
import re
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

PATIENCE_SECONDS = 20 * 60
# What the person who runs the tests has set for the tests must not reach the demo.
_OURS = (
    *("APP_ENV", "DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "STORAGE_URL"),
    *("DJANGO_SETTINGS_MODULE", "SECRET_KEY", "CI"),
)


@dataclass(kw_only=True)
class RunningDemo:
    """`make demo` in `clone` on ports of its own."""

    clone: Path
    ports: dict[str, str]
    _make: "subprocess.Popen[bytes] | None" = field(default=None, init=False)

    @property
    def output(self) -> str:
        """All that it has printed since it was started last."""
        return self._output_file.read_text()

    @property
    def ready(self) -> dict[str, str]:
        """The addresses of its READY line, the last line that it printed."""
        found: dict[str, str] = json.loads(self.output.splitlines()[-1].removeprefix("READY "))
        return found

    @property
    def password(self) -> str:
        """The password that it made up for the demo users and printed."""
        found = re.search(r"password (\S+)$", self.output, re.MULTILINE)
        assert found, self.output
        return found[1]

    def start(self) -> None:
        """Start it and wait until it says that it is ready."""
        with self._output_file.open("wb") as output:
            self._make = subprocess.Popen(
                ["make", "demo"],  # noqa: S607 - the make that the person uses
                cwd=self.clone,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        deadline = time.monotonic() + PATIENCE_SECONDS
        while "\nREADY " not in self.output:
            assert self._make.poll() is None, f"make demo ended before it was ready:\n{self.output}"
            assert time.monotonic() < deadline, f"make demo is not ready:\n{self.output}"
            time.sleep(0.2)

    def stop(self) -> None:
        """Ask make, and nobody else, to end."""
        if self._make and self._make.poll() is None:
            self._make.send_signal(signal.SIGTERM)
            self._make.wait(timeout=60)

    def make(self, target: str, *variables: str) -> "subprocess.CompletedProcess[str]":
        """Run another command of the Makefile beside it."""
        return self._run(["make", target, *variables])

    def manage(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run a management command as the README tells: with the environment of the state directory."""
        command = f". .state/env && exec .venv/bin/python manage.py {' '.join(arguments)}"
        return self._run(["sh", "-c", command])

    def processes(self) -> list[str]:
        """Every process of the machine that works in the clone or runs a program of it."""
        return [line for pid in Path("/proc").glob("[0-9]*") if (line := self._line_if_ours(pid))]

    @property
    def _output_file(self) -> Path:
        return self.clone.parent / "output.txt"

    @property
    def _environment(self) -> dict[str, str]:
        inherited = {name: value for name, value in os.environ.items() if name not in _OURS}
        return {**inherited, **self.ports}

    def _run(self, command: list[str]) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(  # noqa: S603 - our own commands
            command, cwd=self.clone, env=self._environment, capture_output=True, text=True, check=False
        )

    def _line_if_ours(self, process: Path) -> str | None:
        try:
            command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            place = str((process / "cwd").readlink())
        except OSError:
            return None
        homes = (str(self.clone), str((self.clone / ".state" / "postgres").resolve()))
        return f"{process.name} {command}" if any(home in command or home in place for home in homes) else None

"""What one request spends its time on, kept as a file: for staging, where `PROFILE_DIR` names a directory.

Who sends `X-Profile: 1` gets the answer with the name of the file in the same header; `python -m pstats FILE` reads it.
"""

from collections.abc import Iterable
from cProfile import Profile
from pathlib import Path
from typing import Any, Final
from uuid import uuid4
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import structlog

ASKED: Final = "HTTP_X_PROFILE"
TOLD: Final = "X-Profile"
ENDING: Final = ".prof"
MOST: Final = 200
log = structlog.get_logger(__name__)


def profiled(application: WSGIApplication, *, directory: Path | None) -> WSGIApplication:
    """The application that measures what it is asked to, or the same one where no directory is named."""
    if directory is None:
        return application
    directory.mkdir(parents=True, exist_ok=True)
    return Profiled(application, directory=directory)


class Profiled:
    """Measures requests that ask for it until the directory holds `MOST` files; others cost nothing more."""

    def __init__(self, behind: WSGIApplication, *, directory: Path) -> None:
        self._behind = behind
        self._directory = directory

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request; of a body that is sent piece by piece only the beginning is measured."""
        if ASKED not in environ or self._is_full():
            return self._behind(environ, start_response)
        name = f"{uuid4().hex}{ENDING}"

        def telling(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            return start_response(status, [*headers, (TOLD, name)], *more)

        with Profile() as profile:
            body = self._behind(environ, telling)
        self._keep(profile, name)
        return body

    def _is_full(self) -> bool:
        return sum(1 for _ in self._directory.glob(f"*{ENDING}")) >= MOST

    def _keep(self, profile: Profile, name: str) -> None:
        try:
            profile.dump_stats(self._directory / name)
        except OSError:
            log.exception("profile.not_written")

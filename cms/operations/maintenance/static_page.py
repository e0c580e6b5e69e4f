"""The page that the web server shows when nothing else answers: written while there is time, read by nginx alone.

It names the reason and the end of what is under way or comes within a day, so that it is right with every process
stopped; it is written anew each minute and with each approval.
"""

from datetime import datetime, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

import structlog
from django.conf import settings
from django.template.loader import render_to_string

from .occurrences import SITE, announced
from .public_words import LANGUAGES, Told, told

NAME: Final = "maintenance.html"
AHEAD: Final = timedelta(days=1)
READABLE: Final = 0o644
log = structlog.get_logger(__name__)


def write(*, at: datetime) -> None:
    """Write the page to `MAINTENANCE_DIR`, whole or not at all; a disk that refuses is said in the log."""
    if settings.MAINTENANCE_DIR is None:
        return
    try:
        _replace(settings.MAINTENANCE_DIR / NAME, page(at=at))
    except OSError:
        log.exception("maintenance.page_not_written")


def page(*, at: datetime) -> str:
    """The page as it is right from that moment on."""
    coming = [one for one in announced(at=at, scopes=SITE) if one.starts_at <= at + AHEAD]
    words: dict[str, Told] = {tag: told(coming[0], tag, at=at) for tag in LANGUAGES} if coming else {}
    return render_to_string(
        "operations/maintenance_page.html", {"english": words.get("en"), "chinese": words.get("zh-Hant")}
    )


def _replace(target: Path, text: str) -> None:
    if target.exists() and target.read_text() == text:
        return
    with NamedTemporaryFile("w", dir=target.parent, suffix=".html", delete=False) as made:
        made.write(text)
    Path(made.name).chmod(READABLE)
    Path(made.name).replace(target)

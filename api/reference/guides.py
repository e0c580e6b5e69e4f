"""The guides for partners and the programs beside them, served as they stand in `docs/`."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from django.conf import settings
from msgspec import Struct

DOCS: Final = Path(__file__).parents[2] / "docs"
PROGRAMS: Final = ("clients/fund_repository.py", "api/webhook_receiver.py", "api/verify.py")
SAMPLE_HOSTS: Final = re.compile(r"http://127\.0\.0\.1:8000|https://api\.funds\.example")
_LISTED: Final = re.compile(r"^\| \[(\w+\.md)\]\(\S+\) \| (.+) \|$", re.MULTILINE)
_LINK: Final = re.compile(r"\[(.+?)\]\(.+?\)")


class Guide(Struct, frozen=True, kw_only=True):
    """A text with the name that it bears in the repository, and what it is about."""

    name: str
    about: str
    body: bytes


@cache
def guides() -> tuple[Guide, ...]:
    """Every guide in the order of their own table, then the programs; none where the texts didn't come along."""
    return (*_texts(), *_programs()) if DOCS.is_dir() else ()


def guide_called(name: str) -> Guide | None:
    """The guide with this name."""
    return next((guide for guide in guides() if guide.name == name), None)


def _texts() -> Iterator[Guide]:
    for name, about in _LISTED.findall((DOCS / "api/README.md").read_text(encoding="utf-8")):
        text = (DOCS / "api" / name).read_text(encoding="utf-8")
        body = SAMPLE_HOSTS.sub(settings.PUBLIC_API_URL, text).encode()
        yield Guide(name=name, about=_LINK.sub(r"\1", about), body=body)


def _programs() -> Iterator[Guide]:
    for path in map(DOCS.joinpath, PROGRAMS):
        body = path.read_bytes()
        said = ast.get_docstring(ast.parse(body)) or ""
        yield Guide(name=path.name, about=said.partition("\n")[0], body=body)

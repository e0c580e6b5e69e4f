"""Puts the papers into one file, with a digest of each and of the whole."""

import zipfile
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from cms.audit.services import record

from .sections import papers

MANIFEST: Final = "manifest.json"


class Pack(Struct, frozen=True):
    """Where it lies, its digest, and how many papers it has."""

    file: Path
    sha256: str
    papers: int


def make_pack(*, file: Path, at: datetime, days: int) -> Pack:
    """Write the pack, its digest beside it, and that it was made into the audit trail; never over a file."""
    made = papers(at=at, days=days)
    digests = {name: sha256(body).hexdigest() for name, body in made.items()}
    manifest = {"made_at": at, "days": days, "sha256": digests}
    made[MANIFEST] = msgspec.json.format(msgspec.json.encode(manifest), indent=2)
    with zipfile.ZipFile(file, "x", zipfile.ZIP_DEFLATED) as pack:
        for name, body in made.items():
            pack.writestr(zipfile.ZipInfo(name, at.timetuple()[:6]), body, zipfile.ZIP_DEFLATED)
    digest = sha256(file.read_bytes()).hexdigest()
    file.with_name(f"{file.name}.sha256").write_text(f"{digest}  {file.name}\n")
    record(action="audit.pack.made", label=file.name, data={"sha256": digest, "papers": len(digests), "days": days})
    return Pack(file, digest, len(digests))

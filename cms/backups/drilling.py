"""The drill: a backup is restored beside the live installation, asked what it says of itself, and removed again."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import msgspec
from django.conf import settings
from django.core.files.storage import FileSystemStorage

from cms.settings.environment import BASE_DIR

from . import database
from .faults import Fault, Kind, Unsound
from .making import DATABASE
from .manifest import Manifest
from .place import Place
from .state import Looked, differences
from .stored import STORES, write_back


def drill(place: Place, manifest: Manifest) -> None:
    """Restore and compare; raises `Unsound` with everything that isn't as it was."""
    staging = Path(settings.FEED_STAGING_DIR)
    staging.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=staging, prefix="drill-") as folder, database.scratch() as name:
        restore_database(place, manifest, name=name)
        write_back(place, manifest, stores_below(Path(folder)))
        looked = _asked(name, Path(folder))
    faults = [Fault(Kind.UNSOUND, what) for what in looked.faults]
    faults += [Fault(Kind.DIFFERENT, what) for what in differences(manifest.state, looked.state)]
    if faults:
        raise Unsound(*faults)


def restore_database(place: Place, manifest: Manifest, *, name: str) -> None:
    """Restore the dump of a backup into an empty database."""
    database.restore(place.part(manifest.name, DATABASE, manifest.parts[DATABASE]), name=name)


def stores_below(folder: Path) -> Mapping[str, FileSystemStorage]:
    """Every store in a directory of one's own, laid out as below `STORAGE_URL`."""
    return {store: FileSystemStorage(location=folder / name) for store, name in STORES.items()}


def _asked(name: str, folder: Path) -> Looked:
    """What the restored installation says: a process of its own, so that nothing of the live one is in its memory."""
    environment = {"DATABASE_URL": database.address(name), "DATABASE_OWNER_URL": "", "STORAGE_URL": f"file://{folder}"}
    answer = subprocess.run(
        [sys.executable, "manage.py", "recovery_state"],
        cwd=BASE_DIR,
        env=os.environ | environment | {"FEED_STAGING_DIR": str(folder / "staging")},
        capture_output=True,
        check=False,
    )
    if answer.returncode:
        told = answer.stderr.decode(errors="replace").strip().splitlines()
        raise Unsound(Fault(Kind.FAILED, f"the restored installation doesn't start: {told[-1] if told else '?'}"))
    return msgspec.json.decode(answer.stdout, type=Looked)

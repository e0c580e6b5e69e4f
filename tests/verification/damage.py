"""What can be done to a backup, by accident or on purpose."""

import base64
import shutil
from pathlib import Path

from cms.backups.place import Place
from cms.backups.sealing import Key
from tests.verification.backing import Backed


def missing_backup(backed: Backed) -> None:
    shutil.rmtree(backed.folder)


def missing_manifest(backed: Backed) -> None:
    (backed.folder / "manifest").unlink()


def missing_dump(backed: Backed) -> None:
    (backed.folder / "database").unlink()


def missing_file(backed: Backed) -> None:
    backed.pooled[0].unlink()


def truncated_dump(backed: Backed) -> None:
    content = (backed.folder / "database").read_bytes()
    (backed.folder / "database").write_bytes(content[:-100])


def emptied_manifest(backed: Backed) -> None:
    (backed.folder / "manifest").write_bytes(b"")


def altered_dump(backed: Backed) -> None:
    flip(backed.folder / "database")


def altered_manifest(backed: Backed) -> None:
    flip(backed.folder / "manifest")


def altered_file(backed: Backed) -> None:
    flip(backed.pooled[-1])


def swapped_files(backed: Backed) -> None:
    first, second = backed.pooled[:2]
    first.write_bytes(second.read_bytes())


def another_manifest(backed: Backed) -> None:
    backed.place.write(backed.place.read(backed.name))


def another_key(backed: Backed) -> None:
    backed.place = Place(backed.place.shelf, Key(b"another key of the right length!"))
    another = base64.b64encode(b"another key of the right length!").decode()
    backed.key_file.write_text(another)


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)

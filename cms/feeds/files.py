"""The files of a delivery: what we computed over each beside what the provider stated."""

from collections.abc import Iterable
from dataclasses import dataclass

from cms.facts.badges import Badge
from fundfeed.models import Delivery, DeliveryFile

MAX_ROWS = 100
OURS = "sha256"
CHECK = ".check"
SPOKEN = {"sha256": "SHA-256", "sha512": "SHA-512", "sha1": "SHA-1", "md5": "MD5"}


@dataclass(frozen=True)
class FileRow:
    """One file: our digest, the provider's, and whether they are one; a .check file states, nothing states it."""

    file: DeliveryFile
    algorithm: str
    result: Badge | None


def card(delivery: Delivery) -> dict[str, object]:
    """The first files of a delivery, and how many there are."""
    files = delivery.files.all()
    return {"rows": compared(files[:MAX_ROWS]), "count": files.count(), "shown": MAX_ROWS}


def compared(files: Iterable[DeliveryFile]) -> list[FileRow]:
    """Each file with its result."""
    return [FileRow(file, SPOKEN.get(file.stated_algorithm, file.stated_algorithm), _result(file)) for file in files]


def _result(file: DeliveryFile) -> Badge | None:
    if file.name.endswith(CHECK):
        return None
    if file.stated_algorithm == "unreadable":
        return Badge("Can't be read", "bad")
    if not file.stated_digest:
        return Badge("None stated")
    if file.stated_algorithm == OURS:
        return Badge("The same", "good") if file.stated_digest == file.sha256 else Badge("Different", "bad")
    return Badge("Another algorithm", "notice")  # what its run found about it stands in the findings

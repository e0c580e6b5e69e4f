"""Is a backup what was written? Every file is measured against the manifest; nothing is restored."""

from collections.abc import Iterator
from pathlib import Path

from .faults import Fault, Kind, Unsound
from .manifest import Manifest
from .place import MANIFEST, Place, pool_name
from .sealing import Sealed, measured


def verify_backup(place: Place, name: str, *, manifest_sha256: str = "") -> Manifest:
    """The manifest of a backup whose every file is as it was written; raises `Unsound` with all that is wrong.

    `manifest_sha256` is what the database remembers of the manifest; "" where no database does.
    """
    manifest = place.read(name)
    if manifest_sha256 and measured(place.part(name, MANIFEST)).sha256 != manifest_sha256:
        raise Unsound(Fault(Kind.SWAPPED, f"the manifest of {name} isn't the one that was written then."))
    faults = list(_faults(place, manifest))
    if faults:
        raise Unsound(*faults)
    return manifest


def _faults(place: Place, manifest: Manifest) -> Iterator[Fault]:
    needed = {
        f"{manifest.name}/{part}": (place.part(manifest.name, part), sealed) for part, sealed in manifest.parts.items()
    }
    needed |= {pool_name(file.sha256): (place.pooled(file.sha256), file.sealed) for file in manifest.files}
    names = {sealed.sha256: label for label, (_, sealed) in needed.items()}
    for label, (path, sealed) in needed.items():
        fault = _fault(label, path, sealed, names)
        if fault:
            yield fault


def _fault(label: str, path: Path, sealed: Sealed, names: dict[str, str]) -> Fault | None:
    if not path.is_file():
        return Fault(Kind.MISSING, f"{label} isn't there.")
    found = measured(path)
    if found == sealed:
        return None
    if found.sha256 in names:
        return Fault(Kind.SWAPPED, f"{label} holds what belongs to {names[found.sha256]}.")
    if found.size < sealed.size:
        return Fault(Kind.TRUNCATED, f"{label} has {found.size:,} of {sealed.size:,} bytes.")
    return Fault(Kind.ALTERED, f"{label} isn't what was written.")

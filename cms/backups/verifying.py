"""Is a backup what was written? Every file is measured against the manifest; nothing is restored."""

from collections.abc import Iterator

from .faults import Fault, Kind, Unsound
from .manifest import Manifest
from .place import Place, part_key, pool_key, pool_name
from .sealing import Sealed, measured


def verify_backup(place: Place, name: str, *, manifest_sha256: str = "") -> Manifest:
    """The manifest of a backup whose every file is as it was written; raises `Unsound` with all that is wrong.

    `manifest_sha256` is what the database remembers of the manifest; "" where no database does.
    """
    manifest = place.read(name)
    if manifest_sha256 and place.measured_manifest(name).sha256 != manifest_sha256:
        raise Unsound(Fault(Kind.SWAPPED, f"the manifest of {name} isn't the one that was written then."))
    faults = list(_faults(place, manifest))
    if faults:
        raise Unsound(*faults)
    return manifest


def _faults(place: Place, manifest: Manifest) -> Iterator[Fault]:
    keys = {part_key(manifest.name, part): part_key(manifest.name, part) for part in manifest.parts}
    needed = {part_key(manifest.name, part): sealed for part, sealed in manifest.parts.items()}
    keys |= {pool_name(file.sha256): pool_key(file.sha256) for file in manifest.files}
    needed |= {pool_name(file.sha256): file.sealed for file in manifest.files}
    names = {sealed.sha256: label for label, sealed in needed.items()}
    for label, sealed in needed.items():
        fault = _fault(place, label, keys[label], sealed, names)
        if fault:
            yield fault


def _fault(place: Place, label: str, key: str, sealed: Sealed, names: dict[str, str]) -> Fault | None:
    try:
        found = measured(place.shelf.open(key, sealed.version))
    except FileNotFoundError:
        return Fault(Kind.MISSING, f"{label} isn't there.")
    if found.is_same(sealed):
        return None
    if found.sha256 in names:
        return Fault(Kind.SWAPPED, f"{label} holds what belongs to {names[found.sha256]}.")
    if found.size < sealed.size:
        return Fault(Kind.TRUNCATED, f"{label} has {found.size:,} of {sealed.size:,} bytes.")
    return Fault(Kind.ALTERED, f"{label} isn't what was written.")

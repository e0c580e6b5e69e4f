"""Parameters that stand in paths: what they are, and one that exists in the sample."""

from typing import Any, Final

SHA256: Final = "^[0-9a-f]{64}$"
_DESCRIBED: Final[dict[str, dict[str, Any]]] = {
    "fundId": {"description": "The fund's id, which never changes and is never given twice.", "example": "DEM00001"},
    "version": {"description": "The number of a version of this fund, from 1 on.", "example": 1},
    "sha256": {"description": "The SHA-256 of the file's bytes, 64 small hexadecimal digits."},
    "extension": {"description": "The form of the image."},
    "slug": {"description": "The fund house's name in the address, as the list gives it.", "example": "amundi"},
    "umbrellaId": {"description": "The umbrella's id, as the list gives it.", "example": "UMB-CCB60DB7"},
    "article": {"description": "The article's address, as the list gives it.", "example": "find-a-fund"},
    "receipt": {"description": "What whoever accepted the notice was given."},
    "kind": {"description": "Which notice: `terms`, `privacy` and others.", "example": "terms"},
}
_SHAPES: Final[dict[str, dict[str, Any]]] = {
    "sha256": {"type": "string", "pattern": SHA256},
    "extension": {"type": "string", "pattern": "^(webp|jpg|png)$"},
}


def described(name: str) -> dict[str, Any]:
    """What is said of the parameter with this name; nothing when its view says it."""
    shape = {"schema": _SHAPES[name]} if name in _SHAPES else {}
    return _DESCRIBED.get(name, {}) | shape

"""What an uploaded image must be, and what is taken out of it."""

from io import BytesIO
from pathlib import PurePath
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image, ImageOps, UnidentifiedImageError

from fundfeed.services import UploadRefusedError, refuse_infected

FORMATS: Final = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}
REFUSED: Final = "Upload a JPEG, PNG or WebP image."


def without_metadata(upload: Any) -> "ContentFile[bytes]":
    """The same picture, turned upright and encoded anew: no place, camera, thumbnail or hidden text comes along."""
    upload.open()
    _ask_the_scanner(upload)
    try:
        with Image.open(upload, formats=list(FORMATS)) as picture:
            kind = str(picture.format)
            upright = ImageOps.exif_transpose(picture)
            upright.load()
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError):
        raise ValidationError({"file": REFUSED}) from None
    return ContentFile(_encoded(upright, kind), name=PurePath(upload.name).stem + FORMATS[kind])


def _ask_the_scanner(upload: Any) -> None:
    try:
        refuse_infected(upload.file)
    except UploadRefusedError as error:
        raise ValidationError({"file": str(error)}) from error
    upload.seek(0)


def _encoded(picture: Image.Image, kind: str) -> bytes:
    """The pixels with their colour profile, and nothing else."""
    clean = picture.copy()
    profile = clean.info.get("icc_profile")
    clean.info = {}
    written = BytesIO()
    if kind == "JPEG" and clean.mode not in ("RGB", "L"):
        clean = clean.convert("RGB")
    more: dict[str, Any] = {"PNG": {"optimize": True}}.get(kind, {"quality": 92})
    clean.save(written, kind, icc_profile=profile, exif=b"", **more)
    return written.getvalue()

"""Seals: the head of the chain, kept where whoever rewrites the chain doesn't reach."""

import json
from datetime import UTC, datetime
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.db import transaction
from msgspec import Struct

from .models import AuditSeal

FOLDER = "audit"


class Seal(Struct, frozen=True):
    """What the chain was at a moment."""

    at: str
    sequence: int
    hash: str
    count: int


def kept_seals() -> list[Seal]:
    """Every seal, from the table and from the files; those that stand in both are given once."""
    rows = AuditSeal.objects.order_by("pk").values_list("at", "sequence", "hash", "count")
    of_table = [Seal(_moment(at), sequence, digest, count) for at, sequence, digest, count in rows]
    of_files = [seal for name in _files() if (seal := _read(name))]
    return list(dict.fromkeys([*of_table, *of_files]))


def missing_files() -> list[str]:
    """Files that a row names and that aren't there, or say no seal any more."""
    there = set(_files())
    named = AuditSeal.objects.exclude(file="").order_by("pk").values_list("file", flat=True)
    return [name for name in named if name not in there or _read(name) is None]


def keep_seal(*, sequence: int, digest: str, count: int, faults: list[dict[str, Any]], now: datetime) -> AuditSeal:
    """Keep a seal in the table and as a file; a file without its row is still a true seal."""
    seal = Seal(_moment(now), sequence, digest, count)
    content = {"at": seal.at, "sequence": sequence, "hash": digest, "count": count}
    with transaction.atomic():
        name = _storage().save(
            f"{FOLDER}/{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-{sequence}.json", ContentFile(json.dumps(content).encode())
        )
        return AuditSeal.objects.create(
            at=now, sequence=sequence, hash=digest, count=count, faults=faults, file=name.replace("\\", "/")
        )


def _files() -> list[str]:
    try:
        _, names = _storage().listdir(FOLDER)
    except FileNotFoundError:
        return []
    return [f"{FOLDER}/{name}" for name in sorted(names) if name.endswith(".json")]


def _read(name: str) -> Seal | None:
    with _storage().open(name) as file:
        try:
            stated = json.loads(file.read())
            return Seal(stated["at"], stated["sequence"], stated["hash"], stated["count"])
        except (ValueError, KeyError, TypeError):
            return None


def _storage() -> Storage:
    return storages["archive"]


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")

"""Backups in a bucket with Object Lock: before its day, nobody removes a file, the store's own operators included."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from itertools import chain
from operator import attrgetter
from typing import Any, BinaryIO, Final, cast

from .faults import Fault, Kind, Unsound
from .shelf import Lying

MODE: Final = "COMPLIANCE"
GONE: Final = frozenset({"NoSuchKey", "NoSuchVersion", "404"})
LOCKED: Final = frozenset({"AccessDenied", "InvalidRequest"})  # stores don't agree on the word
PAGE: Final = 1000
PART: Final = 16 * 1024 * 1024
ADVICE: Final[Mapping[str, str]] = {
    "InvalidRequest": "Make the bucket with Object Lock; or set BACKUP_LOCK_DAYS to 0, and nothing is locked.",
    "AccessDenied": "See whether the key of BACKUP_URL may do that.",
    "NoSuchBucket": "Make the bucket that BACKUP_URL names.",
}


class Bucket:
    """A bucket that keeps versions. Whoever overwrites or deletes adds a version; what was written first stays."""

    def __init__(self, name: str, options: Mapping[str, str]) -> None:
        self._name = name
        self._options = options

    def __str__(self) -> str:
        return f"bucket {self._name}"

    def lying(self, prefix: str = "") -> Iterator[Lying]:
        """Every version; the store names the newest first."""
        pages = self._client.get_paginator("list_object_versions").paginate(
            Bucket=self._name, Prefix=prefix, PaginationConfig={"PageSize": PAGE}
        )
        with self._told():
            versions = [found for page in pages for found in page.get("Versions", ())]
        files = [Lying(found["Key"], _version(found), found["Size"]) for found in reversed(versions)]
        return iter(sorted(files, key=attrgetter("key")))

    def put(self, key: str, pieces: Iterable[bytes], *, until: datetime | None) -> str:
        """Upload at once or in parts; nothing is there before the last one is."""
        lock: dict[str, Any] = {"ObjectLockMode": MODE, "ObjectLockRetainUntilDate": until} if until else {}
        where, parts = {"Bucket": self._name, "Key": key}, _parts(pieces)
        first, second = next(parts, b""), next(parts, None)
        with self._told():
            if second is None:
                return _version(self._client.put_object(Body=first, **where, **lock))
            upload = self._client.create_multipart_upload(**where, **lock)["UploadId"]
            return self._in_parts(where | {"UploadId": upload}, chain((first, second), parts))

    def open(self, key: str, version: str) -> BinaryIO:
        """The bytes of one version as they come."""
        with self._told(key):
            return cast(BinaryIO, self._client.get_object(Bucket=self._name, Key=key, **_named(version))["Body"])

    def keep(self, key: str, version: str, *, until: datetime) -> None:
        """Lock for longer; no lock can be made shorter."""
        retention = {"Mode": MODE, "RetainUntilDate": until}
        with self._told(key):
            self._client.put_object_retention(Bucket=self._name, Key=key, Retention=retention, **_named(version))

    def remove(self, file: Lying) -> bool:
        """Remove one version for good."""
        from botocore.exceptions import ClientError

        try:
            self._client.delete_object(Bucket=self._name, Key=file.key, **_named(file.version))
        except ClientError as error:
            if _code(error) in LOCKED:
                return False
            raise
        return True

    def _in_parts(self, upload: Mapping[str, str], parts: Iterable[bytes]) -> str:
        try:
            sent = [
                {"PartNumber": number, **_proof(self._client.upload_part(Body=part, PartNumber=number, **upload))}
                for number, part in enumerate(parts, start=1)
            ]
            return _version(self._client.complete_multipart_upload(MultipartUpload={"Parts": sent}, **upload))
        except BaseException:
            self._client.abort_multipart_upload(**upload)
            raise

    @cached_property
    def _client(self) -> Any:
        import boto3  # heavy, and a directory doesn't need it

        return boto3.client("s3", **self._options)

    @contextmanager
    def _told(self, key: str = "") -> Iterator[None]:
        """The store's refusals in words."""
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            yield
        except (ClientError, BotoCoreError) as error:
            if _code(error) in GONE:
                raise FileNotFoundError(key) from None
            advice = ADVICE.get(_code(error), "")
            said = f"the {self} refuses: {str(error).rstrip('.')}. {advice}"
            raise Unsound(Fault(Kind.FAILED, said.strip())) from None


def _parts(pieces: Iterable[bytes]) -> Iterator[bytes]:
    waiting = bytearray()
    for piece in pieces:
        waiting += piece
        while len(waiting) >= PART:
            yield bytes(waiting[:PART])
            del waiting[:PART]
    if waiting:
        yield bytes(waiting)


def _proof(answer: Mapping[str, Any]) -> dict[str, str]:
    return {name: value for name, value in answer.items() if name == "ETag" or name.startswith("ChecksumCRC")}


def _version(answer: Mapping[str, Any]) -> str:
    version = str(answer.get("VersionId") or "")
    return "" if version == "null" else version


def _named(version: str) -> dict[str, str]:
    return {"VersionId": version} if version else {}


def _code(error: Exception) -> str:
    return str(getattr(error, "response", {}).get("Error", {}).get("Code", ""))

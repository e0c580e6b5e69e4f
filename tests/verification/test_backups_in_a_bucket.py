"""Backups in a bucket with Object Lock outlive whoever holds the key of the bucket."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from cms.backups.bucket import PART, Bucket
from cms.backups.forgetting import forget_old
from cms.backups.manifest import Manifest, State
from cms.backups.place import AHEAD, Place, pool_key
from cms.backups.sealing import Key, Sealed
from cms.backups.services import back_up
from cms.settings.storage import bucket_of
from infra.parts.s3 import S3
from tests.verification.backing import Backed, backed_up, told

BUCKET = "locked"


@pytest.fixture(scope="module")
def store(s3_server: S3) -> Any:
    """A client with the key that the backups are written with, and a bucket whose files can be locked."""
    client = boto3.client(
        "s3",
        endpoint_url=s3_server.endpoint,
        region_name="us-east-1",
        aws_access_key_id=s3_server.access_key,
        aws_secret_access_key=s3_server.secret_key,
    )
    client.create_bucket(Bucket=BUCKET, ObjectLockEnabledForBucket=True)
    return client


@pytest.fixture(scope="module")
def backed(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
    s3_server: S3,
    store: Any,
) -> Iterator[Backed]:
    """One backup of a provider's first day, in the bucket."""
    settings = {"BACKUP_BUCKET": bucket_of(s3_server.url.replace(s3_server.bucket, BUCKET)), "BACKUP_LOCK_DAYS": 30}
    with backed_up(django_db_blocker, tmp_path_factory.mktemp("backups"), **settings) as backed:
        yield backed


def test_without_a_place_it_says_what_to_set(db: None) -> None:
    run = back_up(at=timezone.now())

    assert run.faults == ["FAILED: set BACKUP_URL, a bucket, or BACKUP_DIR, a directory of another machine."]


def test_whoever_holds_the_key_deletes_and_overwrites_nothing_that_a_drill_reads(backed: Backed, store: Any) -> None:
    written = store.list_object_versions(Bucket=BUCKET)["Versions"]
    refused = [refusal(store.delete_object, Key=one["Key"], VersionId=one["VersionId"]) for one in written]
    for one in written:
        store.put_object(Bucket=BUCKET, Key=one["Key"], Body=b"ransom")
        store.delete_object(Bucket=BUCKET, Key=one["Key"])
    assert "Contents" not in store.list_objects_v2(Bucket=BUCKET)

    code, printed = told("restore_drill")

    assert len(written) > 5
    assert set(refused) == {"AccessDenied"}
    assert (code, "restored, and equal" in printed) == (0, True), printed


def test_a_lock_is_for_as_long_as_was_said_and_no_key_shortens_it(backed: Backed, store: Any) -> None:
    manifest = backed.place.read(backed.name)
    dump, file = manifest.parts["database"], manifest.files[0]
    where = {"Key": f"{backed.name}/database", "VersionId": dump.version}

    locked = store.get_object_retention(Bucket=BUCKET, **where)["Retention"]
    shorter = {"Mode": "COMPLIANCE", "RetainUntilDate": timezone.now() + timedelta(days=1)}
    weaker = {"Mode": "GOVERNANCE", "RetainUntilDate": dump.until}

    until = manifest.at + timedelta(days=30)
    assert (dump.until, file.sealed.until) == (until, until + AHEAD)
    assert (locked["Mode"], locked["RetainUntilDate"]) == ("COMPLIANCE", until.replace(microsecond=0))
    for other in (shorter, weaker):
        assert refusal(store.put_object_retention, **where, Retention=other) == "AccessDenied"


def test_what_a_later_backup_needs_is_locked_for_longer_and_what_is_locked_is_not_forgotten(
    backed: Backed, store: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = backed.place.read(backed.name)
    monkeypatch.setattr("django.conf.settings.BACKUP_KEEP_DAYS", 1)

    runs = [back_up(at=first.at + timedelta(days=days)) for days in (6, 8)]
    code, printed = told("backup")

    second, third = (backed.place.read(run.name) for run in runs)
    assert [run.faults for run in runs] == [[], []]
    assert [run.locked for run in runs] == [[], [backed.name]]
    until = third.at + timedelta(days=30) + AHEAD
    assert second.files[0].sealed.until == first.files[0].sealed.until
    assert third.files[0].sealed.until == until
    where = {"Key": pool_key(third.files[0].sha256), "VersionId": third.files[0].sealed.version}
    locked = store.get_object_retention(Bucket=BUCKET, **where)["Retention"]["RetainUntilDate"]
    assert locked == until.replace(microsecond=0)
    assert backed.name in backed.place.names()
    assert (code, "but locked in the store" in printed) == (0, False), printed


def test_without_a_lock_an_old_backup_goes_with_every_version_of_its_files(s3_server: S3, store: Any) -> None:
    store.create_bucket(Bucket="open", ObjectLockEnabledForBucket=True)
    place = Place(Bucket(*bucket_of(s3_server.url.replace(s3_server.bucket, "open"))), Key(bytes(32)))
    now = datetime(2026, 1, 1, tzinfo=UTC)
    for day in range(4):
        name = f"2026010{day + 1}T000000Z"
        sealed = place.seal_part(name, "database", [b"x" * PART, b"y"], at=now)
        place.write(empty_manifest(name, now, sealed))
    place.seal_part("20260101T120000Z", "database", [b"unfinished"], at=now)
    place.seal_file("ab" * 32, [b"needed by none"], at=now)

    forgotten = forget_old(place, at=now + timedelta(days=40), keep=timedelta(days=35))

    left = [version["Key"] for version in store.list_object_versions(Bucket="open")["Versions"]]
    assert forgotten.names == ["20260101T000000Z", "20260102T000000Z"]
    assert left == [f"2026010{day}T000000Z/{part}" for day in (3, 4) for part in ("database", "manifest")]
    content = b"".join(place.part("20260104T000000Z", "database", place.read("20260104T000000Z").parts["database"]))
    assert content == b"x" * PART + b"y"


def test_a_bucket_that_cannot_lock_is_refused_with_what_to_do(
    backed: Backed, s3_server: S3, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.conf.settings.BACKUP_BUCKET", bucket_of(s3_server.url))

    run = back_up(at=timezone.now() + timedelta(days=20))

    assert run.faults[0].startswith("FAILED: the bucket archive refuses: ")
    assert "Make the bucket with Object Lock" in run.faults[0]


def empty_manifest(name: str, at: datetime, sealed: Sealed) -> Manifest:
    state = State(tables={}, ledger="", audit=0, answers={})
    return Manifest(name=name, at=at, parts={"database": sealed}, files=(), state=state)


def refusal(call: Any, **arguments: Any) -> str:
    with pytest.raises(ClientError) as refused:
        call(Bucket=BUCKET, **arguments)
    return str(refused.value.response["Error"]["Code"])

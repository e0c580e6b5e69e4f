"""Each midnight the worker verifies the trail and keeps its head."""

import json
from pathlib import Path

import pytest
from celery import current_app
from django.conf import LazySettings, settings

from cms.audit.models import AuditSeal
from cms.audit.services import record
from cms.audit.tasks import seal_audit_trail
from cms.audit.verification import verify
from fundfeed.models import Message
from tests.factories.audit import last_event, own_archive, settle
from tests.factories.moderation import checker


@pytest.fixture
def archive(settings: LazySettings, tmp_path: Path) -> Path:
    return own_archive(settings, tmp_path)


def test_the_worker_keeps_the_head_as_a_row_and_as_a_file(archive: Path, db: None) -> None:
    record(action="test.act", label="An act")
    event = last_event()

    seal_audit_trail()

    seal = AuditSeal.objects.get()
    assert (seal.sequence, seal.hash, seal.count, seal.faults) == (event.pk, event.hash, event.pk, [])
    kept = json.loads((archive / seal.file).read_text())
    assert (kept["sequence"], kept["hash"], kept["count"]) == (event.pk, event.hash, event.pk)
    assert verify().is_sound


def test_a_seal_of_another_chain_is_noticed(archive: Path, db: None) -> None:
    seal_audit_trail()
    seal = AuditSeal.objects.get()
    (archive / seal.file).write_text(json.dumps({"at": "then", "sequence": 1, "hash": "0" * 64, "count": 1}))

    assert [fault.what for fault in verify().faults] == [
        "The seal of then saw another event 1: the chain was written anew."
    ]


def test_a_broken_trail_is_mailed_to_the_administrators_and_a_sound_one_is_not(archive: Path, db: None) -> None:
    checker()
    settle()
    seal_audit_trail()
    before = Message.objects.count()
    (archive / AuditSeal.objects.get().file).unlink()

    seal_audit_trail()

    mail = Message.objects.get()
    assert (before, mail.subject, mail.recipients) == (0, "The audit trail is broken", ["checker@example.org"])
    assert "is gone" in mail.text


def test_a_seal_s_file_that_says_nothing_is_noticed(archive: Path, db: None) -> None:
    seal_audit_trail()
    seal = AuditSeal.objects.get()
    (archive / seal.file).write_text("{}")

    assert [fault.what for fault in verify().faults] == [f"The seal's file {seal.file} is gone."]


def test_every_task_of_the_schedule_exists() -> None:
    current_app.loader.import_default_modules()

    scheduled = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}

    assert "cms.audit.tasks.seal_audit_trail" in scheduled
    assert scheduled <= set(current_app.tasks)

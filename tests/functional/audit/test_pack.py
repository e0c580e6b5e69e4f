"""The pack for an audit: whole, with digests, without secrets, and known to the trail."""

import csv
import io
import json
import zipfile
from hashlib import sha256
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from cms.accounts import roles
from cms.audit.models import AuditEvent
from cms.changes.services import take_standard
from tests.factories.audit import events
from tests.factories.changes import standard_change
from tests.factories.incidents import incident
from tests.factories.moderation import publish
from tests.functional.admin.people import give_phone, person


def pack(file: Path) -> dict[str, bytes]:
    call_command("audit_pack", str(file), stdout=StringIO())
    with zipfile.ZipFile(file) as made:
        return {name: made.read(name) for name in made.namelist()}


def test_it_holds_who_may_what_what_was_verified_and_how_it_is_set_up(db: None, tmp_path: Path) -> None:
    person("ada", roles.AUDITOR)
    events()

    papers = pack(tmp_path / "pack.zip")

    people = list(csv.DictReader(io.StringIO(papers["access/people.csv"].decode())))
    assert [(row["username"], row["roles"]) for row in people if row["username"] == "ada"] == [("ada", "Auditor")]
    assert json.loads(papers["verification/audit-trail.json"])["isSound"]
    assert json.loads(papers["verification/ledger.json"])["faults"] == []
    assert json.loads(papers["configuration/settings.json"])["app_env"] == "test"
    assert b"ada: Auditor" in papers["access/changes.csv"]
    assert b"| Auditor |" in papers["access/roles.md"]
    assert all(papers.values())


def test_incidents_and_changes_are_among_its_papers(db: None, tmp_path: Path) -> None:
    made, olga = incident(priority="P1"), person("olga", roles.SYSTEM_OPERATOR)
    change = take_standard(standard=publish(standard_change()), by=olga, at=timezone.now())

    papers = pack(tmp_path / "pack.zip")

    (told,) = csv.DictReader(io.StringIO(papers["incidents/incidents.csv"].decode()))
    (asked,) = csv.DictReader(io.StringIO(papers["changes/changes.csv"].decode()))
    assert (told["number"], told["priority"], told["state"]) == (made.number, "P1", "open")
    assert (asked["number"], asked["kind"], asked["asked_by"]) == (change.case.number, "standard", "olga")


def test_each_paper_and_the_whole_have_a_digest_and_the_trail_knows_it(db: None, tmp_path: Path) -> None:
    file = tmp_path / "pack.zip"

    papers = pack(file)

    stated = json.loads(papers.pop("manifest.json"))["sha256"]
    whole = sha256(file.read_bytes()).hexdigest()
    assert stated == {name: sha256(body).hexdigest() for name, body in papers.items()}
    assert (tmp_path / "pack.zip.sha256").read_text() == f"{whole}  pack.zip\n"
    (event,) = events("audit.pack.made")
    assert event.data["row"]["data"]["sha256"] == whole


def test_no_secret_is_in_it(db: None, tmp_path: Path) -> None:
    ada = person("ada", roles.AUDITOR)
    give_phone(ada)

    everything = b"".join(pack(tmp_path / "pack.zip").values()).decode()

    secrets = [settings.SECRET_KEY, str(connection.settings_dict["PASSWORD"]), ada.password, ada.email]
    assert [secret for secret in secrets if secret and secret in everything] == []


def test_a_pack_is_never_written_over(db: None, tmp_path: Path) -> None:
    file = tmp_path / "pack.zip"
    pack(file)
    before = AuditEvent.objects.count()

    with pytest.raises(CommandError, match="is there already"):
        call_command("audit_pack", str(file))

    assert AuditEvent.objects.count() == before

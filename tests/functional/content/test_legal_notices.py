"""Every version of a legal notice stays, and which one somebody accepted can be answered."""

from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.utils import ProgrammingError
from django.utils import timezone

from cms.content import comparison, migrations
from cms.content.acceptance import NotInForceError, UnknownNoticeError, accept, accepted_with
from cms.content.models import LegalAcceptance, LegalNotice
from cms.moderation import withdrawal
from cms.moderation.errors import NotApprovedError
from tests.factories.content import chinese, legal_notice
from tests.factories.moderation import maker, publish
from tests.factories.pages import problem
from tests.factories.public_answers import get

pytestmark = pytest.mark.django_db
SQL = Path(migrations.__path__[0]) / "sql"


def test_the_version_in_force_is_the_last_effective_one_and_all_stay_as_history() -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    for version, start in (("2", date(2026, 2, 1)), ("1", date(2026, 1, 1)), ("3", tomorrow)):
        publish(legal_notice(version=version, effective_from=start))

    current = get("/legal/terms/")["notice"]
    history = get("/legal/terms/versions/")["items"]

    assert (current["version"], current["html"]) == ("2", "<p>Use it well.</p>")
    assert [item["version"] for item in history] == ["3", "2", "1"]
    assert history[1] == current


def test_what_is_not_in_force_yet_is_not_the_current_version() -> None:
    publish(legal_notice(effective_from=timezone.localdate() + timedelta(days=1)))

    assert problem("/legal/terms/")["code"] == "not_found"
    assert problem("/legal/privacy/versions/")["code"] == "not_found"


def test_a_notice_that_is_missing_in_a_language_comes_in_english_and_says_so() -> None:
    publish(legal_notice())
    publish(legal_notice(kind="privacy", locale=chinese(), title="私隱"))

    assert [get(f"/legal/{kind}/?locale=zh-Hant")["locale"] for kind in ("terms", "privacy")] == ["en", "zh-Hant"]


def test_a_published_version_can_neither_be_edited_nor_withdrawn() -> None:
    notice = publish(legal_notice())

    with pytest.raises(NotApprovedError, match="write a new version"):
        notice.save_revision(user=maker())
    with pytest.raises(NotApprovedError, match="a later version takes its place"):
        withdrawal.propose(thing=notice, by=maker(), reason="Oops")


def test_a_version_has_a_name_of_its_own_and_does_not_expire() -> None:
    publish(legal_notice())

    with pytest.raises(ValidationError, match="a version of this name"):
        legal_notice().full_clean()
    with pytest.raises(ValidationError, match="doesn't expire"):
        legal_notice(version="2", expire_at=timezone.now()).full_clean()


def test_an_acceptance_answers_which_wording_was_accepted_and_when() -> None:
    notice, now = publish(legal_notice()), timezone.now()
    receipt = accept(kind="terms", text_sha256=notice.text_sha256(), at=now).receipt
    publish(legal_notice(version="2"))

    kept = accepted_with(receipt)

    assert kept is not None
    assert (kept.notice, kept.accepted_at, kept.text_sha256) == (notice, now, notice.text_sha256())
    assert accepted_with(uuid4()) is None


def test_only_the_version_in_force_can_be_accepted_in_any_of_its_languages() -> None:
    former, current = publish(legal_notice()), publish(legal_notice(version="2"))
    translated = publish(legal_notice(version="2", locale=chinese()))
    later = publish(legal_notice(version="3", effective_from=timezone.localdate() + timedelta(days=1)))
    now = timezone.now()

    for notice in (current, translated):
        assert accept(kind="terms", text_sha256=notice.text_sha256(), at=now).notice == notice
    for notice in (former, later, legal_notice(version="4")):
        with pytest.raises(NotInForceError, match=r"In force is 2 \(en\), 2 \(zh-Hant\)"):
            accept(kind="terms", text_sha256=notice.text_sha256(), at=now)
    with pytest.raises(UnknownNoticeError):
        accept(kind="privacy", text_sha256=current.text_sha256(), at=now)


def test_the_database_takes_no_acceptance_of_what_was_never_public() -> None:
    notice, draft, now = publish(legal_notice()), legal_notice(version="2"), timezone.now()
    digest = notice.text_sha256()

    for values in (
        {"notice": draft, "text_sha256": draft.text_sha256(), "accepted_at": now},
        {"notice": notice, "text_sha256": "0" * 64, "accepted_at": now},
        {"notice": notice, "text_sha256": digest, "accepted_at": now - timedelta(days=9999)},
    ):
        with pytest.raises(IntegrityError, match="nobody could accept"), transaction.atomic():
            LegalAcceptance.objects.create(**values)


def test_payloads_from_before_the_question_are_written_as_they_would_be_now() -> None:
    publish(legal_notice()), publish(legal_notice(locale=chinese(), title="使用條款"))
    now = get("/legal/terms/versions/?locale=zh-Hant")

    for step in ("0011_payloads_back", "0011_payloads"):
        with connection.cursor() as cursor:
            cursor.execute("SELECT owner_does(%s)", [(SQL / f"{step}.sql").read_text()])
        then = get("/legal/terms/versions/?locale=zh-Hant")
        assert ("mustBeAccepted" in then["items"][0]) == (step == "0011_payloads")

    assert then == now
    assert comparison.differences() == []


def test_visitors_are_asked_about_disclaimers_only() -> None:
    publish(legal_notice(kind="disclaimer", must_be_accepted=True))

    assert get("/legal/disclaimer/")["notice"]["mustBeAccepted"] is True
    with pytest.raises(ValidationError, match="the disclaimer only"):
        legal_notice(version="2", must_be_accepted=True).full_clean()


def test_an_acceptance_is_never_changed() -> None:
    publish(legal_notice())
    kept = accept(kind="terms", text_sha256=LegalNotice.objects.get().text_sha256(), at=timezone.now())
    rows = LegalAcceptance.objects.filter(pk=kept.pk)

    with pytest.raises((IntegrityError, ProgrammingError)), transaction.atomic():
        rows.update(text_sha256="")
    with pytest.raises((IntegrityError, ProgrammingError)), transaction.atomic():
        rows._raw_delete(rows.db)

    assert rows.get().text_sha256 == kept.text_sha256

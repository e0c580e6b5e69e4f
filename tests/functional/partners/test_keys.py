"""Keys open what their partner may do, until they run out, are rotated or revoked."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.audit.models import AuditEvent
from cms.partners import keys
from cms.partners.models import ApiKey
from fundfeed.models import Message
from tests.factories.audit import settle
from tests.factories.moderation import maker
from tests.factories.partners import key_of, partner

pytestmark = pytest.mark.django_db


def actions() -> list[str]:
    settle()
    found = AuditEvent.objects.filter(action__startswith="partner.").order_by("sequence")
    return list(found.values_list("action", flat=True))


def test_a_key_is_found_by_its_text_and_by_no_other() -> None:
    key, text = key_of(partner())
    now = timezone.now()

    wrong = [
        text[:-1],
        text + "a",
        text.upper(),
        text.replace("frk_", "frk-"),
        text[:12] + "_" + "A" * 43,
        "",
        "é" * 56,
    ]

    assert keys.find(text, at=now) == key
    assert [word for word in wrong if keys.find(word, at=now)] == []


def test_what_is_no_key_costs_no_query(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert keys.find("Bearer of bad news", at=timezone.now()) is None


def test_a_key_ends_with_its_partner_s_access_and_after_a_year_at_the_latest() -> None:
    short, _ = key_of(partner(access_until=timezone.localdate() + timedelta(days=10)))
    long, text = key_of(partner(access_until=timezone.localdate() + timedelta(days=1000)))

    assert short.expires_at == keys.last_moment(short.partner)
    assert long.expires_at == long.created_at + timedelta(days=365)
    assert keys.find(text, at=long.expires_at) is None


def test_rotation_gives_a_new_key_and_leaves_the_old_one_for_a_while() -> None:
    key, text = key_of(partner())
    now = timezone.now()

    successor, new_text = keys.rotate(key=key, overlap=timedelta(hours=24), at=now)

    assert successor.replaces == key
    assert keys.find(text, at=now + timedelta(hours=23)) == key
    assert keys.find(text, at=now + timedelta(hours=25)) is None
    assert keys.find(new_text, at=now + timedelta(hours=25)) == successor
    assert Message.objects.filter(subject=f"Your API key {key} was replaced").exists()


def test_however_often_it_is_rotated_no_more_than_two_keys_work() -> None:
    now = timezone.now()
    first, first_text = key_of(partner())
    second, second_text = keys.rotate(key=first, overlap=timedelta(days=7), at=now)

    _, third_text = keys.rotate(key=second, overlap=timedelta(days=7), at=now)

    works = [keys.find(text, at=now) is not None for text in (first_text, second_text, third_text)]
    assert works == [False, True, True]


def test_a_key_is_rotated_until_its_successor_is_used() -> None:
    now = timezone.now()
    key, _ = key_of(partner())
    lost, lost_text = keys.rotate(key=key, overlap=timedelta(hours=1), at=now)

    successor, text = keys.rotate(key=key, overlap=timedelta(hours=1), at=now)
    keys.note_use(key=successor, at=now)
    with pytest.raises(keys.AlreadyRotatedError, match="was used"):
        keys.rotate(key=key, overlap=timedelta(hours=1), at=now)

    assert keys.find(lost_text, at=now) is None
    assert keys.find(text, at=now) == successor == lost
    assert ApiKey.objects.count() == 2


def test_a_successor_that_somebody_revoked_is_not_replaced() -> None:
    now = timezone.now()
    key, _ = key_of(partner())
    successor, _ = keys.rotate(key=key, overlap=timedelta(hours=1), at=now)
    keys.revoke(key=successor, by="mandy", reason="Seen in a log", at=now)

    with pytest.raises(keys.AlreadyRotatedError, match="revoked"):
        keys.rotate(key=key, overlap=timedelta(hours=1), at=now)


def test_without_an_overlap_the_first_use_of_the_new_key_ends_the_old_one() -> None:
    now = timezone.now()
    key, text = key_of(partner())
    successor, _ = keys.rotate(key=key, overlap=timedelta(0), at=now)
    before = keys.find(text, at=now + timedelta(hours=23))

    keys.note_use(key=successor, at=now + timedelta(minutes=1))

    assert before == key
    assert keys.find(text, at=now + timedelta(minutes=2)) is None


def test_a_new_key_that_nobody_uses_keeps_the_old_one_a_day_at_most() -> None:
    now = timezone.now()
    key, text = key_of(partner())
    keys.rotate(key=key, overlap=timedelta(0), at=now)

    assert keys.find(text, at=now + timedelta(hours=25)) is None


def test_what_a_revoked_key_was_rotated_to_opens_nothing_either() -> None:
    now = timezone.now()
    key, text = key_of(partner())
    successor, new_text = keys.rotate(key=key, overlap=timedelta(hours=24), at=now)

    keys.revoke(key=key, by="mandy", reason="It was in a public repository", at=now)

    assert [keys.find(one, at=now) for one in (text, new_text)] == [None, None]
    mail = Message.objects.get(subject=f"Your API key {key} was revoked")
    assert all(str(one) in mail.text for one in (key, successor))


def test_one_person_revokes_a_key_at_once_and_its_partner_is_told() -> None:
    key, text = key_of(partner())

    done = keys.revoke(key=key, by=maker(), reason="Found in a public repository", at=timezone.now())
    again = keys.revoke(key=key, by=maker(), reason="Twice", at=timezone.now())

    mail = Message.objects.get(subject=f"Your API key {key} was revoked")
    assert (done, again) == (True, False)
    assert keys.find(text, at=timezone.now()) is None
    assert "Found in a public repository" in mail.text


def test_the_audit_trail_tells_a_key_s_life() -> None:
    key, _ = key_of(partner())
    now = timezone.now()
    for minutes in (0, 6):
        keys.note_use(key=key, at=now + timedelta(minutes=minutes))
    keys.rotate(key=key, overlap=timedelta(hours=1), at=now)
    keys.revoke(key=key, by="operator", reason="Done", at=now)

    key.refresh_from_db()
    assert key.last_used_at == now + timedelta(minutes=6)
    assert actions() == [
        *("partner.key.created", "partner.key.first_used", "partner.key.created", "partner.key.rotated"),
        *("partner.key.revoked", "partner.key.revoked"),  # the key, and what it was rotated to
    ]

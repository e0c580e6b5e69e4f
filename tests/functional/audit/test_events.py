"""What becomes an event: who, when, from where, what and why."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.log_actions import log

from cms.accounts.models import User
from cms.audit.chain import FIELDS, event_hash
from cms.audit.models import AuditEvent
from cms.audit.services import record
from cms.content.models import HomePage
from fundfeed.services import ensure_provider
from infra.deliveries import small_delivery
from tests.factories.audit import events, last_event, settle
from tests.factories.rights import as_owner, give
from tests.factories.site import Site
from tests.functional.admin import rows

PASSWORD = "a long password of tests"


@pytest.fixture
def mandy(db: None) -> User:
    """Somebody who manages content."""
    user = User.objects.create_user("mandy", password=PASSWORD, email="mandy@example.org")
    give(user, "Content manager")
    settle()
    return user


def test_signing_in_tells_who_and_from_where(client: Client, mandy: User) -> None:
    client.post("/admin/login/", {"login": "mandy", "password": PASSWORD}, REMOTE_ADDR="192.0.2.7")

    (event,) = events("session.login")

    assert (event.actor, event.actor_id, event.address) == ("mandy", str(mandy.pk), "192.0.2.7")
    assert (event.object_type, event.object_id) == ("accounts.user", str(mandy.pk))


def test_a_wrong_password_tells_the_name_that_was_tried_and_never_the_password(client: Client, mandy: User) -> None:
    client.post("/admin/login/", {"login": "mandy", "password": "guessed wrong"}, REMOTE_ADDR="192.0.2.7")

    (event,) = events("session.refused")

    assert (event.label, event.actor, event.address) == ("mandy", "", "192.0.2.7")
    assert "guessed wrong" not in str(event.data)


def test_signing_out_is_an_event(client: Client, mandy: User) -> None:
    client.force_login(mandy)

    client.post("/admin/logout/")

    assert [event.actor for event in events("session.logout")] == ["mandy"]


def test_a_new_role_is_an_event_with_both_names(mandy: User) -> None:
    with as_owner():
        mandy.groups.set([Group.objects.get(name="Auditor")])

    given, taken = events("user.role.created")[-1], events("user.role.deleted")[-1]

    assert (given.label, taken.label) == ("mandy: Auditor", "mandy: Content manager")
    assert given.object_id == taken.object_id == str(mandy.pk)


def test_a_permission_given_to_a_role_is_an_event(db: None) -> None:
    group = Group.objects.get(name="Marketing")

    with as_owner():
        group.permissions.set(Group.objects.get(name="Auditor").permissions.all())

    assert "Marketing: view_auditevent" in [event.label for event in events("role.permission.created")]


def test_a_change_past_the_screens_is_an_event_too(mandy: User) -> None:
    with as_owner():
        User.objects.filter(pk=mandy.pk).update(is_superuser=True, email="m@example.org")

    event = last_event()

    assert (event.action, event.label) == ("user.changed", "mandy")
    assert event.data["changes"] == {"is_superuser": [False, True], "email": ["mandy@example.org", "m@example.org"]}


def test_another_password_is_told_without_its_hash(mandy: User) -> None:
    mandy.set_password("another long password")
    mandy.save()

    event = last_event()

    assert event.data["changes"] == {"password": ["(secret)", "(another secret)"]}
    assert "pbkdf2" not in str(event.data)


def test_signing_in_is_no_change_of_the_user(client: Client, mandy: User) -> None:
    client.force_login(mandy)

    assert events("user.changed") == []


def test_an_edit_of_a_page_tells_its_fields_before_and_after(mandy: User) -> None:
    page = HomePage.objects.get()
    page.save_revision(user=mandy, log_action=True)
    page.title = "Every fund"
    page.save_revision(user=mandy, log_action=True)

    event = events("wagtail.edit")[-1]

    assert (event.actor, event.label, event.object_type) == ("mandy", "Every fund", "content.homepage")
    assert event.data["changes"]["title"][1] == "Every fund"
    assert "latest_revision" not in event.data["changes"]


def test_the_comment_of_a_step_is_the_why(mandy: User) -> None:
    page = HomePage.objects.get()

    log(page, "wagtail.workflow.reject", user=mandy, data={"comment": "The image has no alternative text"})

    assert last_event().comment == "The image has no alternative text"


def test_a_run_of_the_feed_is_one_event_whatever_it_writes(site: Site) -> None:
    before = {event.sequence for event in events()}
    site.deliver(small_delivery())
    site.sync()

    (event,) = [event for event in events() if event.sequence not in before]

    assert (event.action, event.data["row"]["outcome"]) == ("feed.run.ended", "applied")
    assert event.label.startswith("Run ")
    assert event.comment == "Published 3 new versions: 3 new."
    assert event.data["changes"] == {}


def test_a_correction_is_by_two_people_for_a_reason(db: None) -> None:
    correction = rows.correction(rows.fund(rows.delivery(rows.provider())))
    correction.state, correction.withdrawal_reason = "withdrawn", "The provider was right"
    correction.withdrawn_by, correction.withdrawal_approved_by = "anna", "bert"
    settle()
    correction.save()

    made, withdrawn = events("feed.correction.created")[-1], events("feed.correction.changed")[-1]

    assert (made.actor, made.comment, made.label) == ("mandy and chris", "Prospectus, page 3", "DEM00001/fundCurrency")
    assert (withdrawn.actor, withdrawn.comment) == ("anna and bert", "The provider was right")
    assert withdrawn.data["changes"]["state"] == ["stands", "withdrawn"]


def test_a_changed_limit_is_an_event_and_an_unchanged_one_is_none(db: None) -> None:
    provider = ensure_provider(code="DEMO", name="Demo", source_url="/inbox", host_keys="")
    settle()
    before = AuditEvent.objects.count()

    ensure_provider(code="DEMO", name="Demo", source_url="/inbox", host_keys="")
    settle()
    assert AuditEvent.objects.count() == before

    provider.limits.filter(measure="deauthorised").update(count=500)
    assert last_event().action == "feed.limit.changed"
    assert last_event().data["changes"]["count"][1] == 500


def test_what_the_product_records_is_kept_as_it_was_told(mandy: User) -> None:
    record(action="api_key.created", actor=mandy, obj=mandy, data={"changes": {"scope": [None, "read"]}}, comment="New")

    event = last_event()

    assert (event.action, event.actor, event.comment) == ("api_key.created", "mandy", "New")
    assert event.data["changes"] == {"scope": [None, "read"]}


AWKWARD = 'quotes " \\ tabs \t lines \n control \x01 delete \x7f 中文 emoji 🏦 \u2028 {"a": 1}'


def test_the_hash_is_the_same_inside_the_database_and_outside(mandy: User) -> None:
    record(action="test", actor=AWKWARD, label=AWKWARD, comment=AWKWARD, data={"é": [1, 1.5, 1e20, None, AWKWARD]})

    event = last_event()

    text = AuditEvent.objects.extra(select={"text": "data::text"}).values("text").get(pk=event.pk)["text"]
    assert event.hash == event_hash({name: getattr(event, name) for name in FIELDS} | {"data": text})

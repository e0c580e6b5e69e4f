"""The screens of incidents: who may, what can be done, and what the timeline says afterwards."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.accounts.models import User
from cms.incidents.models import Incident, IncidentMessage, ReviewAction
from cms.incidents.reviewing import remind
from cms.incidents.tasks import remind_of_actions
from cms.operations.models import StatusNotice
from fundfeed.models import Message
from tests.factories.incidents import ended_run, incident
from tests.factories.moderation import person, publish
from tests.factories.rights import as_owner
from tests.functional.admin import rows
from tests.functional.admin.conftest import SignIn, sign_in

__all__ = ["sign_in"]
LIST = "/admin/incidents/"
REVIEW = {"held_on": "2026-11-22", "contributing": "No alert", "impact": "All readers", "lessons": "Watch the disk"}


@pytest.fixture
def operator(sign_in: SignIn) -> Client:
    return sign_in("System operator")


def do(client: Client, made: Incident, deed: str, **said: Any) -> str:
    return client.post(f"{LIST}{made.number}/", {"deed": deed, **said}, follow=True).content.decode()


def words(made: Incident) -> list[str]:
    return list(made.case.entries.values_list("words", flat=True))


def test_an_incident_from_its_first_sign_to_what_was_learnt(operator: Client) -> None:
    made = incident(priority="P1")

    do(operator, made, "acknowledge")
    do(operator, made, "note", note="The disk is full")
    do(operator, made, "priority", priority="P2", reason="Readers see yesterday's pages")
    do(operator, made, "describe", affected="Public site", impact="Everybody", symptoms="500", security_class="")
    do(operator, made, "resolve", root_cause="Logs filled the disk", resolution="Logs removed")
    operator.post(f"{LIST}{made.number}/review/", {"deed": "review", **REVIEW})
    page = do(operator, made, "close", note="")

    assert words(made) == [
        *("Opened as P1.", "Now “acknowledged”.", "somebody has it.", "Noted.", "P2 instead of P1."),
        *("Described anew.", "Described anew.", "Now “resolved”.", "Review written.", "Now “closed”."),
    ]
    assert all(text in page for text in ("Logs filled the disk", "Logs removed", "in time", "Reviewed on"))
    assert "What can be done" not in page


@pytest.mark.parametrize(
    ("deed", "said", "why"),
    [
        ("note", {"note": " "}, "This field is required."),
        ("priority", {"priority": "P1", "reason": ""}, "This field is required."),
        ("priority", {"priority": "P2", "reason": "It is"}, "is P2 already."),
        ("close", {"note": ""}, "Say why it is closed without having been resolved."),
        ("resolve", {"root_cause": "A disk", "resolution": ""}, "This field is required."),
        ("describe", {"security_class": "odd"}, "Select a valid choice."),
    ],
)
def test_what_can_t_be_done_is_said_and_changes_nothing(
    operator: Client, deed: str, said: dict[str, str], why: str
) -> None:
    made = incident()

    page = do(operator, made, deed, **said)

    assert why in page
    assert words(made) == ["Opened as P2."]


def test_a_critical_incident_is_closed_after_its_review_only(operator: Client) -> None:
    made = incident(priority="P1")
    do(operator, made, "resolve", root_cause="A disk", resolution="A larger one")

    page = do(operator, made, "close")

    assert "once its review is written" in page
    assert Incident.objects.get(pk=made.pk).case.is_open


def test_somebody_opens_an_incident_by_hand(operator: Client) -> None:
    said = {"title": "The phones ring", "priority": "P2", "symptoms": "Callers see nothing"}

    page = operator.post(f"{LIST}new/", said, follow=True).content.decode()

    made = Incident.objects.get()
    assert (made.source, made.case.priority, made.open_fault) == ("person", "P2", None)
    assert "The phones ring" in page


@pytest.mark.parametrize(
    ("role", "reads", "writes"),
    [("IT operator", 200, 302), ("Business operator", 200, 302), ("Auditor", 200, 403), ("Marketing", 302, 403)],
)
def test_who_reads_and_who_acts(sign_in: SignIn, role: str, reads: int, writes: int) -> None:
    made, client = incident(), sign_in(role)

    answers = [client.get(address).status_code for address in (LIST, f"{LIST}{made.number}/")]
    wrote = client.post(f"{LIST}{made.number}/", {"deed": "note", "note": "I was here"})

    assert answers == [reads, reads]
    assert wrote.status_code == writes or wrote.headers.get("Location") == "/admin/"
    assert (len(words(made)) == 2) == (role not in ("Auditor", "Marketing"))


def test_open_ones_come_first_the_most_urgent_on_top_with_the_clock_that_runs_out_next(operator: Client) -> None:
    closed = incident(sign="0", key="c", priority="P1", title="Was long ago")
    low = incident(sign="1", key="a", priority="P4", title="A small thing")
    high = incident(sign="2", key="b", priority="P1", title="All is down", at=timezone.now() - timedelta(minutes=20))
    do(operator, closed, "close", note="A test")

    pages = [operator.get(address).content.decode() for address in (LIST, "/admin/operations/")]

    listed, board = pages
    assert listed.index(high.number) < listed.index(low.number) < listed.index("Was long ago")
    assert "overdue" in listed
    assert "Response" in listed
    assert high.number in board
    assert "Was long ago" not in board


def test_the_list_asks_as_much_for_thirty_as_for_three(operator: Client) -> None:
    def queries(numbers: range) -> int:
        for number in numbers:
            incident(sign=str(number), key=str(number))
        with CaptureQueriesContext(connection) as asked:
            assert operator.get(LIST).status_code == 200
        return len(asked)

    queries(range(1))

    assert queries(range(1, 3)) == queries(range(3, 30))


def test_the_house_is_told_from_a_text_that_two_people_approved_and_the_clock_begins_anew(operator: Client) -> None:
    made = incident(affected="Public site")
    own = {"subject": "Trouble: {title}", "text": "Hit: {affected}. More by {next_update}."}
    publish(IncidentMessage.objects.create(purpose="stakeholders-opened", **own))
    address = f"{LIST}{made.number}/tell/stakeholders-opened/"

    context: Any = operator.get(address).context_data
    operator.post(address, context["form"].initial)

    mail = Message.objects.order_by("pk").last()
    assert mail
    assert mail.subject == f"[{made.number}] Trouble: The site doesn't answer"
    assert "Hit: Public site." in mail.text
    due_now, due_before = Incident.objects.get(pk=made.pk).case.update_due, made.case.update_due
    assert due_now
    assert due_before
    assert due_now > due_before
    assert words(made)[-1].startswith("Told the stakeholders")


def test_what_is_left_open_in_a_text_isn_t_sent(operator: Client) -> None:
    made, before = incident(), Message.objects.count()

    page = operator.post(
        f"{LIST}{made.number}/tell/stakeholders-opened/", {"subject": "Trouble", "text": "Hit: […]"}
    ).content.decode()

    assert "Fill what is left open" in page
    assert Message.objects.count() == before


def test_the_provider_is_written_to_by_its_people_s_addresses_and_sees_no_link(operator: Client) -> None:
    provider = rows.provider("DEMO")
    with as_owner():
        User.objects.create(username="them", email="them@provider.example", provider=provider)
    made = incident(run=ended_run(provider))
    address = f"{LIST}{made.number}/tell/provider-resend/"

    shown = operator.get(address)
    operator.post(address, {"subject": "Please deliver again", "text": "Your index.json is cut off."})

    mail = Message.objects.order_by("pk").last()
    assert "them@provider.example" in shown.content.decode()
    assert mail
    assert (mail.recipients, mail.text) == (["them@provider.example"], "Your index.json is cut off.")
    assert words(made)[-1] == "Told the provider: Please deliver again"


def test_the_public_reads_it_after_approval_and_each_update_is_a_version(operator: Client) -> None:
    made = incident()
    said = {"subject": "Late", "text": "We wait.", "subject_zh_hant": "延遲", "text_zh_hant": "等候中。"}

    operator.post(f"{LIST}{made.number}/tell/public-trouble/", said)
    draft = StatusNotice.objects.get()
    is_public_before = draft.live
    publish(draft.get_latest_revision_as_object())
    operator.post(f"{LIST}{made.number}/tell/public-over/", said | {"text": "It came."})

    notice = StatusNotice.objects.get()
    latest = notice.get_latest_revision_as_object()
    assert (is_public_before, notice.live, notice.resolved_at) == (False, True, None)
    assert [update["message_en"] for update in latest.told()] == ["It came.", "We wait."]
    assert latest.resolved_at is not None


def test_actions_have_an_owner_and_a_day_and_are_brought_to_mind_until_they_are_done(operator: Client) -> None:
    owner, today = person("owen", "IT operator"), timezone.localdate()
    person("ada", "System administrator")
    made = incident()
    do(operator, made, "resolve", root_cause="A disk", resolution="A larger one")
    address = f"{LIST}{made.number}/review/"
    asked = {"deed": "action", "kind": "detect", "text": "Watch the disk", "owner": owner.pk, "due": str(today)}

    operator.post(address, asked)
    action = ReviewAction.objects.get()
    mails = [remind(today=today + timedelta(days=days)) for days in (-1, 0, 1)]
    unknown = operator.post(address, {"deed": "done", "action": "none", "note": "It is watched"})
    operator.post(address, {"deed": "done", "action": action.pk, "note": "It is watched"})
    remind_of_actions()

    told = Message.objects.filter(thread="review-actions").order_by("pk")
    assert (mails, unknown.status_code) == ([0, 1, 2], 404)
    assert [mail.recipients for mail in told] == [["owen@example.org"]] * 3 + [["ada@example.org"]]
    assert words(made)[-1] == "Done: Watch the disk"
    assert "by somebody</td>" in operator.get(address).content.decode()

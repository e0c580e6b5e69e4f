"""What comes together in years, written at once: one function for each kind, for so many rows."""

from datetime import datetime, timedelta
from hashlib import sha256

from django.utils import timezone

from cms.audit.models import RecordedAct
from cms.cases.models import Case
from cms.incidents.models import Incident
from cms.partners.models import WebhookDelivery, WebhookEndpoint
from cms.support.models import SupportRequest
from fundfeed.models import Delivery, FeedRun, Message, Provider, RunFinding
from tests.factories.audit import settle
from tests.factories.partners import partner
from tests.functional.admin import rows

NOW = timezone.now()
FINDINGS_EACH = 10


def runs(numbers: range) -> None:
    """One applied run every four hours."""
    FeedRun.objects.bulk_create(_run(rows.provider(f"P{numbers.start}"), numbers))


def findings(numbers: range) -> None:
    """Ten for each run."""
    made = FeedRun.objects.bulk_create(_run(rows.provider(f"P{numbers.start}"), numbers[::FINDINGS_EACH]))
    RunFinding.objects.bulk_create(
        RunFinding(run=made[place // FINDINGS_EACH], code=f"rule.{number % 20}", severity="warn", message="Unusual.")
        for place, number in enumerate(numbers)
    )


def deliveries(numbers: range) -> None:
    """One every four hours."""
    provider = rows.provider(f"P{numbers.start}")
    Delivery.objects.bulk_create(
        Delivery(provider=provider, content_digest=digest, data_digest=digest, received_at=_moment(number))
        for number in numbers
        for digest in [sha256(b"%d" % number).hexdigest()]
    )


def mails(numbers: range) -> None:
    """Mails that left."""
    Message.objects.bulk_create(
        Message(recipients=["a@example.org"], subject="A run halted", created_at=at, next_attempt_at=at, sent_at=at)
        for at in map(_moment, numbers)
    )


def incidents(numbers: range) -> None:
    """Incidents that are closed."""
    Incident.objects.bulk_create(Incident(case=case, source="alert") for case in _cases("INC", numbers))


def requests(numbers: range) -> None:
    """Requests for help that are closed."""
    SupportRequest.objects.bulk_create(SupportRequest(case=case, category="fund") for case in _cases("FR", numbers))


def acts(numbers: range) -> None:
    """Events of the audit trail."""
    RecordedAct.objects.bulk_create(RecordedAct(action="test.act", actor="somebody") for _ in numbers)
    settle()


def webhook_deliveries(numbers: range) -> None:
    """Events that arrived at one webhook."""
    address = f"https://{numbers.start}.example/hook"
    partner(name=f"Partner {numbers.start}", webhooks=(address,))
    endpoint = WebhookEndpoint.objects.get(url=address)
    WebhookDelivery.objects.bulk_create(
        WebhookDelivery(
            message_id=f"msg_{endpoint.pk}_{number}",
            endpoint=endpoint,
            sequence=number,
            kind="fund.changed",
            state=WebhookDelivery.State.DELIVERED,
            created_at=_moment(number),
        )
        for number in numbers
    )


def _moment(number: int) -> datetime:
    return NOW - timedelta(hours=4 * number)


def _run(provider: Provider, numbers: range) -> list[FeedRun]:
    return [
        FeedRun(
            provider=provider,
            trigger="schedule",
            source="sftp://a@b/c",
            outcome="applied",
            started_at=at,
            heartbeat_at=at,
            finished_at=at,
        )
        for at in map(_moment, numbers)
    ]


def _cases(kind: str, numbers: range) -> list[Case]:
    return Case.objects.bulk_create(
        Case(
            kind=kind,
            year=NOW.year,
            serial=number + 1,
            number=f"{kind}-{NOW.year}-{number + 1:05}",
            title="Something didn't work",
            priority="P3",
            state="closed",
            opened_at=_moment(number),
            resolved_at=_moment(number),
            closed_at=_moment(number),
        )
        for number in numbers
    )

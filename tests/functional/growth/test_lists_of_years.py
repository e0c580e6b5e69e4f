"""After years a list of the admin costs what it cost on its first day: as many queries, and each page by an index."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.audit.models import AuditEvent
from cms.cases.models import Case
from cms.incidents.models import Incident
from cms.partners.models import WebhookDelivery
from cms.support.models import SupportRequest
from fundfeed.models import Delivery, FeedRun, Message, RunFinding
from tests.factories import years
from tests.factories.moderation import person

FEW, MANY = 20, 10_000
LISTS: dict[str, tuple[Callable[[range], None], tuple[type[Model], ...]]] = {
    "snippets/fundfeed/feedrun/": (years.runs, (FeedRun,)),
    "snippets/fundfeed/feedrun/?outcome=applied": (years.runs, (FeedRun,)),
    "snippets/fundfeed/runfinding/": (years.findings, (RunFinding,)),
    "snippets/fundfeed/runfinding/?run=1": (years.findings, (RunFinding,)),
    "snippets/fundfeed/delivery/": (years.deliveries, (Delivery,)),
    "operations/mails/": (years.mails, (Message,)),
    "operations/": (years.incidents, (Incident, Case)),
    "incidents/": (years.incidents, (Incident, Case)),
    "support/requests/": (years.requests, (SupportRequest, Case)),
    "support/requests/?state=closed": (years.requests, (SupportRequest, Case)),
    "reports/audit-trail/": (years.acts, (AuditEvent,)),
    "snippets/partners/webhookdelivery/": (years.webhook_deliveries, (WebhookDelivery,)),
}
OF_THE_WHOLE = ("SELECT COUNT(", "SELECT DISTINCT")  # how many there are, what can be chosen from; never a page


@pytest.mark.django_db
@pytest.mark.parametrize("address", LISTS)
def test_a_list_of_years_is_read_by_an_index(address: str) -> None:
    fill, tables = LISTS[address]
    client = Client()
    client.force_login(person("root", is_superuser=True))
    fill(range(FEW))
    asked(client, address)  # the first one fills caches
    few = asked(client, address)

    fill(range(FEW, MANY))
    names = [table._meta.db_table for table in tables]
    with connection.cursor() as cursor:
        cursor.execute("SELECT owner_does(%s)", [f"ANALYZE {', '.join(names)}"])
    many = asked(client, address)

    assert len(many) == len(few)
    assert [(name, sql) for sql in many for name in names if reads_all_of(name, sql)] == []


def asked(client: Client, address: str) -> list[str]:
    """What a screen asks the database."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"/admin/{address}").status_code == 200
    return [query["sql"] for query in captured if query["sql"].startswith("SELECT")]


def reads_all_of(table: str, statement: str) -> bool:
    """Whether PostgreSQL would read every row of the table for it."""
    if statement.startswith(OF_THE_WHOLE) and "LIMIT" not in statement:
        return False
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {statement}")
        return any(f"Seq Scan on {table}" in line for (line,) in cursor.fetchall())

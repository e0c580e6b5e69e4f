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
Fill = Callable[[range], None]
LISTS: tuple[tuple[Fill, tuple[type[Model], ...], tuple[str, ...]], ...] = (
    (years.runs, (FeedRun,), ("snippets/fundfeed/feedrun/", "snippets/fundfeed/feedrun/?outcome=applied")),
    (years.findings, (RunFinding,), ("snippets/fundfeed/runfinding/", "snippets/fundfeed/runfinding/?run=1")),
    (years.deliveries, (Delivery,), ("snippets/fundfeed/delivery/",)),
    (years.mails, (Message,), ("operations/mails/",)),
    (years.incidents, (Incident, Case), ("operations/", "incidents/")),
    (years.requests, (SupportRequest, Case), ("support/requests/", "support/requests/?state=closed")),
    (years.acts, (AuditEvent,), ("reports/audit-trail/",)),
    (years.webhook_deliveries, (WebhookDelivery,), ("snippets/partners/webhookdelivery/",)),
)
OF_THE_WHOLE = ("SELECT COUNT(", "SELECT DISTINCT")  # how many there are, what can be chosen from; never a page


@pytest.mark.django_db
@pytest.mark.parametrize(("fill", "tables", "addresses"), LISTS)
def test_a_list_of_years_is_read_by_an_index(
    fill: Fill, tables: tuple[type[Model], ...], addresses: tuple[str, ...]
) -> None:
    client = Client()
    client.force_login(person("root", is_superuser=True))
    fill(range(FEW))
    for address in addresses:
        asked(client, address)  # the first one fills caches
    few = {address: len(asked(client, address)) for address in addresses}

    fill(range(FEW, MANY))
    names = [table._meta.db_table for table in tables]
    with connection.cursor() as cursor:
        cursor.execute("SELECT owner_does(%s)", [f"ANALYZE {', '.join(names)}"])
    many = {address: asked(client, address) for address in addresses}

    assert {address: len(statements) for address, statements in many.items()} == few
    statements = [statement for asked_there in many.values() for statement in asked_there]
    assert [(name, sql) for sql in statements for name in names if reads_all_of(name, sql)] == []


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

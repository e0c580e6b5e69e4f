"""What this installation says of itself, to be compared with what it says when it was restored."""

import hashlib
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.test import Client
from msgspec import Struct
from psycopg import sql

from cms.audit.models import AuditEvent
from cms.audit.verification import verify
from fundfeed.models import ChainHead, PublishedFund
from fundfeed.services import verify_ledger

from .manifest import State

SAMPLE: Final = 20
# The sum doesn't depend on the order of rows and, unlike an exclusive or, sees a row that is there twice.
FINGERPRINT: Final = """
SELECT count(*) || ' rows, ' || coalesce(sum(hashtextextended(found::text, 0)::numeric), 0) FROM {table} found
"""


class Looked(Struct, frozen=True):
    """The state of an installation, and what its own verifications find wrong with it."""

    state: State
    faults: list[str]


def state() -> State:
    """The state; all of one moment when a snapshot is held open around it."""
    head = ChainHead.objects.first()
    last = AuditEvent.objects.order_by("-sequence").values_list("sequence", flat=True).first()
    return State(
        tables={table: _fingerprint(table) for table in _tables()},
        ledger=f"{head.count} entries, {head.root}" if head else "",
        audit=last or 0,
        answers={path: _answer(path) for path in _sample()},
    )


def looked() -> Looked:
    """The state, with ledger and audit trail verified from their beginnings."""
    faults = [f"Ledger: {fault}" for fault in verify_ledger().faults]
    faults += [f"Audit trail: {fault.what}" for fault in verify().faults]
    return Looked(state(), faults)


def differences(before: State, after: State) -> list[str]:
    """A sentence for each thing that isn't as it was."""
    told = (
        [f"the ledger has {after.ledger or 'nothing'}, not {before.ledger}."] if before.ledger != after.ledger else []
    )
    if before.audit != after.audit:
        told.append(f"the audit trail ends at {after.audit}, not {before.audit}.")
    told += [f"table {name} differs." for name in _unequal(before.tables, after.tables)]
    return told + [f"the API answers {path} with other bytes." for path in _unequal(before.answers, after.answers)]


def _unequal(before: dict[str, str], after: dict[str, str]) -> list[str]:
    return [name for name in sorted(before | after) if before.get(name) != after.get(name)]


def _tables() -> list[str]:
    rows = _ask(sql.SQL("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"))
    return [name for (name,) in rows]


def _fingerprint(table: str) -> str:
    ((found,),) = _ask(sql.SQL(FINGERPRINT).format(table=sql.Identifier("public", table)))
    return str(found)


def _sample() -> list[str]:
    """Addresses of the ledger's head and of funds from the first to the last."""
    ids = list(PublishedFund.objects.order_by("fund_id").values_list("fund_id", flat=True))
    funds = ids[:: max(1, len(ids) // SAMPLE)][:SAMPLE]
    return ["/api/v1/chain/", *(f"/api/v1/funds/{fund_id}/" for fund_id in funds)]


def _answer(path: str) -> str:
    host = urlsplit(settings.PUBLIC_API_URL).hostname or "localhost"
    response = Client(SERVER_NAME=host).get(path, secure=settings.SECURE_SSL_REDIRECT)
    return f"{response.status_code} {hashlib.sha256(response.content).hexdigest()}"


def _ask(statement: sql.SQL | sql.Composed) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()

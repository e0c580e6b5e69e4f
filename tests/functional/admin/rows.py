"""Rows as the feed would have written them, for pages that show them."""

from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Model

from fundfeed.models import (
    Correction,
    Delivery,
    DeliveryFile,
    DocumentFile,
    DocumentTarget,
    FeedRun,
    Fund,
    FundDocument,
    GuardLimit,
    Provider,
    RunFinding,
    ShareClass,
)

MORNING = datetime(2026, 11, 18, 6, 0, tzinfo=ZoneInfo("Asia/Hong_Kong"))


def digest(text: str) -> str:
    """A SHA-256 that belongs to `text`."""
    return sha256(text.encode()).hexdigest()


def provider(code: str = "DEMO", **values: Any) -> Provider:
    """A provider with one limit."""
    made = Provider.objects.create(code=code, name=f"{code} Information Provider", source_url="sftp://a@b/c", **values)
    GuardLimit.objects.create(provider=made, measure="deauthorised", count=10, share=0.02, reason="Ranges are small.")
    return made


def delivery(made_by: Provider, delivery_id: str = "DEMO-20261118-01", **values: Any) -> Delivery:
    """A delivery with one file, public unless `applied_at` is None."""
    made = Delivery.objects.create(
        provider=made_by,
        delivery_id=delivery_id,
        content_digest=digest(delivery_id),
        data_digest=digest(f"data of {delivery_id}"),
        **{"content_date": date(2026, 11, 18), "received_at": MORNING, "applied_at": MORNING, **values},
    )
    DeliveryFile.objects.create(
        delivery=made, name="index.json", size=2048, sha256=digest("ours"), stated_algorithm="md5", stated_digest="a1b2"
    )
    return made


def fund(stated_in: Delivery, fund_id: str = "DEM00001", **values: Any) -> Fund:
    """An authorised fund without share classes; `record` is merged into what the provider stated."""
    name = values.pop("name", f"Fund {fund_id}")
    record = {"fundId": fund_id, "legalFundNameOnly": {"en": name}, **values.pop("record", {})}
    defaults = {
        "status": "authorised",
        "authorisation_date": date(2012, 5, 1),
        "domicile": "IE",
        "currency": "USD",
        "isins": [],
        "figures": {},
        "record_sha256": digest(fund_id),
        "figures_sha256": digest(fund_id),
        "source_sha256": digest(fund_id),
        "pointer": "/funds/0",
    }
    return Fund.objects.create(
        fund_id=fund_id,
        provider=stated_in.provider,
        delivery=stated_in,
        name=name,
        record=record,
        **{**defaults, **values},
    )


def share_class(of: Fund, isin: str, **values: Any) -> ShareClass:
    """A share class, entered in its fund's list of ISINs."""
    of.isins = [*of.isins, isin]
    of.save(update_fields=["isins"])
    return ShareClass.objects.create(isin=isin, fund=of, **{"name": f"{of.name} {isin}", "currency": "USD", **values})


def document(stated_in: Delivery, document_id: str, about: Fund, **values: Any) -> FundDocument:
    """A public prospectus of a fund with its file."""
    file_name = f"{digest(document_id)[:32]}.pdf"  # the provider names it by MD5
    file = DocumentFile.objects.create(
        sha256=digest(document_id), file_name=file_name, size=4096, pages=3, received_at=MORNING
    )
    defaults = {
        "title": f"Prospectus {document_id}",
        "document_type": "PR",
        "languages": ["en"],
        "file": file,
        "state": FundDocument.State.PUBLIC,
    }
    made = FundDocument.objects.create(
        document_id=document_id,
        provider=stated_in.provider,
        delivery=stated_in,
        file_name=file_name,
        document_date=date(2026, 6, 30),
        publication_date=date(2026, 9, 25),
        record={"documentId": document_id},
        record_sha256=digest(document_id),
        source_sha256=digest(document_id),
        pointer="/documents/0",
        **{**defaults, **values},
    )
    DocumentTarget.objects.create(document=made, level="fund", target_id=about.pk)
    return made


def run(of: Provider, outcome: str = "applied", **values: Any) -> FeedRun:
    """A finished run of twelve seconds; unfinished when `outcome` is ""."""
    defaults = {
        "trigger": FeedRun.Trigger.COMMAND,
        "source": "/inbox",
        "started_at": MORNING,
        "heartbeat_at": MORNING + timedelta(seconds=12),
        "finished_at": MORNING + timedelta(seconds=12) if outcome else None,
    }
    return FeedRun.objects.create(provider=of, outcome=outcome, **{**defaults, **values})


def finding(of: FeedRun, **values: Any) -> RunFinding:
    """A held record with an ISIN that is none."""
    defaults = {"code": "fund.isin", "severity": "hold", "message": "The check digit is wrong.", "file": "index.json"}
    return RunFinding.objects.create(run=of, **{**defaults, "pointer": "/funds/0/shareClasses/0/isin", **values})


def correction(of: Fund, **values: Any) -> Correction:
    """A corrected currency that stands."""
    defaults = {"pointer": "/fundCurrency", "provider_value": "USD", "corrected_value": "EUR", "made_at": MORNING}
    return Correction.objects.create(
        fund=of, **{**defaults, "by": "mandy", "approved_by": "chris", "reason": "Prospectus, page 3", **values}
    )


def one_of_each() -> list[Model]:
    """One row of every kind of fact that the admin shows."""
    made_by = provider()
    received = delivery(made_by)
    stated = fund(received)
    attempt = run(made_by, delivery=received)
    return [
        stated,
        share_class(stated, "IE00B4L5Y983"),
        document(received, "DOC-1", stated),
        correction(stated),
        received,
        attempt,
        finding(attempt, subject=stated.pk),
        made_by,
    ]

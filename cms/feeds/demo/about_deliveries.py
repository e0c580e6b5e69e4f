"""A delivery that came by mail and waits to be published, and a stricter limit with other hours."""

import hashlib
import json
from datetime import time
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from cms.feeds.models import DeliveryDecision, FeedPolicy
from cms.feeds.policy_viewset import limits_of
from fundfeed.adapters.archive import default_archive
from fundfeed.models import Delivery, Provider
from fundfeed.services import receive_delivery

MANIFESTS = ("index.json", "document.json", "deauthorised.json")


def publication(delivery: Delivery, *, by: str) -> DeliveryDecision:
    """The same delivery once more with one name set right, brought by hand."""
    received = receive_delivery(provider=delivery.provider, files=_corrected(delivery), by=by)
    made: DeliveryDecision = DeliveryDecision.objects.create(
        kind=DeliveryDecision.Kind.PUBLISH,
        delivery=received.delivery,
        reason="The provider named a custodian wrongly and sent the right files by mail, as agreed on the phone.",
    )
    return made


def policy(provider: Provider) -> FeedPolicy:
    """Fewer deauthorisations than now pass without people, and the feed begins half an hour earlier."""
    limits = limits_of(provider)
    strictest = next(limit for limit in limits if limit["measure"] == "deauthorised")
    strictest.update(count=5, percent=0.5, reason="More than five in one day never happened in the last three years")
    made = FeedPolicy(
        provider=provider,
        limits=json.dumps([{"type": "limit", "value": limit} for limit in limits]),
        expected_at=time(5, 30),
        cut_off=provider.cut_off,
        time_zone=provider.time_zone,
        hours_reason="The provider delivers half an hour earlier from December on.",
        mapping=provider.mapping,
        mapping_reason=provider.mapping_reason,
    )
    made.full_clean()
    made.save()
    return made


def _corrected(delivery: Delivery) -> list[SimpleUploadedFile]:
    """The manifests under another name of the delivery, each with its check file."""
    files = []
    for name in MANIFESTS:
        sent = _read(delivery, name)
        sent["deliveryId"] = f"{delivery.delivery_id.rpartition('-')[0]}-02"
        if funds := sent.get("funds"):
            funds[0]["custodianBankName"] = "Illustrative Custodian E Limited"
        content = json.dumps(sent, ensure_ascii=False).encode()
        check = f"{hashlib.sha256(content).hexdigest()}  {name}\n".encode()
        files += [SimpleUploadedFile(name, content), SimpleUploadedFile(f"{name}.check", check)]
    return files


def _read(delivery: Delivery, name: str) -> dict[str, Any]:
    with default_archive().open(delivery.files.get(name=name).sha256) as stream:
        sent: dict[str, Any] = json.load(stream)
    return sent

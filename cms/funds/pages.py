"""What the pages of a fund, a share class and a document tell."""

import json
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from cms.facts import wording
from cms.facts.badges import Badge
from cms.facts.document_types import type_name, with_type_names
from cms.facts.links import list_of, may_read
from cms.facts.views import FactPageView
from fundfeed.models import Correction, DocumentTarget, Fund, FundDocument, RunFinding, ShareClass

from . import correctable, states
from .proposing import proposals
from .stated import deauthorisation_facts, stated_facts

MAX_ROWS = 100
SERVED = FundDocument.State.PUBLIC, FundDocument.State.ARCHIVED, FundDocument.State.EXPIRED


class FundPage(FactPageView):
    """A fund with its share classes, documents and what the provider wrote."""

    def rows(self) -> QuerySet[Any]:
        """The fund with its provider and delivery."""
        return Fund.objects.select_related("provider", "delivery")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Facts, corrections, share classes, documents, findings and links of the fund."""
        fund, user = self.object, self.request.user
        findings = RunFinding.objects.filter(subject__in=[fund.pk, *fund.isins])
        return super().get_context_data(
            badge=states.authorisation(fund.status),
            facts=stated_facts(fund.record),
            deauthorisation=deauthorisation_facts(fund.deauthorisation),
            figures=stated_facts({"aumFund": fund.figures.get("aumFund")}),
            share_classes=_with_nav(fund),
            more_share_classes=list_of(ShareClass, user=user, fund=fund.pk),
            corrections=_corrections(fund) if may_read(user, Correction) else [],
            documents=[(document, *_described(document)) for document in _documents_about(fund)],
            finding_count=findings.count(),
            findings_url=list_of(RunFinding, user=user, about=fund.pk),
            record=_pretty(fund.record),
            public_url=f"{settings.PUBLIC_SITE_URL}/funds/{fund.pk}",
            versions_url=f"{settings.PUBLIC_SITE_URL}/funds/{fund.pk}/history",
            proposals=list(proposals(fund, user=user)),
            **kwargs,
        )


class ShareClassPage(FactPageView):
    """A share class and where it belongs."""

    def rows(self) -> QuerySet[Any]:
        """The share class with its fund."""
        return ShareClass.objects.select_related("fund__delivery")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the provider stated of this share class, and its last NAV."""
        share_class = self.object
        stated = [
            entry for entry in share_class.fund.record.get("shareClasses", []) if entry.get("isin") == share_class.pk
        ]
        nav = share_class.fund.figures.get("valuationNav", {}).get(share_class.pk)
        return super().get_context_data(
            facts=stated_facts({**(stated[0] if stated else {}), "valuationNav": nav}), **kwargs
        )


class DocumentPage(FactPageView):
    """A document: its file, its checksum, and what it is about."""

    def rows(self) -> QuerySet[Any]:
        """The document with its file, provider and delivery."""
        return FundDocument.objects.select_related("file", "provider", "delivery")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """State, targets, record and the address of the PDF when the public can have it."""
        document = self.object
        is_served = document.file and not document.file.refusal and document.state in SERVED
        return super().get_context_data(
            badge=states.document_state(document.state),
            type_name=type_name(document.document_type),
            targets=_with_facts(document.targets.all()),
            record=_pretty(document.record),
            pdf_url=f"{settings.PUBLIC_API_URL}/api/v1/documents/{document.file.sha256}.pdf" if is_served else "",
            **kwargs,
        )


class CorrectionPage(FactPageView):
    """A correction: what stood there, what stands there now, who decided, and why."""

    def rows(self) -> QuerySet[Any]:
        """The correction with its fund and the delivery that ended it."""
        return Correction.objects.select_related("fund", "retired_by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Both values as JSON, and the state."""
        correction = self.object
        return super().get_context_data(
            badge=states.correction_state(correction.state),
            field=correctable.label(correction.pointer),
            provider_value=_pretty(correction.provider_value),
            corrected_value=_pretty(correction.corrected_value),
            **kwargs,
        )


def _corrections(fund: Fund) -> list[tuple[Correction, str, str, Badge]]:
    """Each with its field in words, its value in words, and what became of it, the latest first."""
    return [
        (
            correction,
            correctable.label(correction.pointer),
            wording.value(correction.corrected_value) or "left out",
            states.correction_state(correction.state),
        )
        for correction in fund.corrections.all()[:MAX_ROWS]
    ]


def _with_nav(fund: Fund) -> list[tuple[ShareClass, dict[str, str] | None]]:
    navs = fund.figures.get("valuationNav", {})
    return [(share_class, navs.get(share_class.pk)) for share_class in fund.share_classes.all()[:MAX_ROWS]]


def _documents_about(fund: Fund) -> QuerySet[FundDocument]:
    targets = Q(level="fund", target_id=fund.pk) | Q(level="shareClass", target_id__in=fund.isins)
    if fund.umbrella_id:
        targets |= Q(level="umbrella", target_id=fund.umbrella_id)
    targets |= Q(level="company", target_id__in=_companies(fund))
    about = DocumentTarget.objects.filter(targets).values("document")
    documents = FundDocument.objects.filter(pk__in=about).select_related("file").defer("record")
    return with_type_names(documents)[:MAX_ROWS]


def _companies(fund: Fund) -> list[str]:
    return [fund.record[key] for key in ("manCo", "leiOfManCo") if fund.record.get(key)]


def _described(document: Any) -> tuple[str, Any]:
    return document.type_name, states.document_state(document.state)


def _with_facts(targets: QuerySet[DocumentTarget]) -> list[tuple[DocumentTarget, Fund | ShareClass | None]]:
    ids = [target.target_id for target in targets]
    funds = Fund.objects.defer("record", "figures").in_bulk(ids)
    share_classes = ShareClass.objects.in_bulk(ids)
    return [(target, funds.get(target.target_id) or share_classes.get(target.target_id)) for target in targets]


def _pretty(record: dict[str, Any]) -> str:
    return json.dumps(record, indent=2, ensure_ascii=False)

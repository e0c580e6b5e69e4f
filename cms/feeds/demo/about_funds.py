"""An editorial with a correction, a document that the feed doesn't bring, and a type of document that is new."""

import json
from datetime import date

from cms.funds.models import DocumentTypeDefinition, DocumentUpload, FundEditorial
from fundfeed.models import Fund
from fundfeed.services import receive_pdf

from .one_page import one_page

NOTICE = ("The board has changed the fund's auditor.", "Holders need not do anything.", "This document is made up.")


def editorial(fund: Fund) -> FundEditorial:
    """A summary in both languages and another name of the auditor."""
    correction = {
        "field": "auditorName",
        "value": "Illustrative Auditors D LLP",
        "reason": "The auditor changed in October",
        "source": "Notice to holders of 2 November 2026",
    }
    made = FundEditorial(
        fund=fund,
        summary_en="<p>Follows an index of bonds in euro, at low cost. Prices fall when interest rates rise.</p>",
        summary_zh_hant="<p>以低成本追蹤歐元債券指數。利率上升時，價格會下跌。</p>",
        corrections=json.dumps([{"type": "correction", "value": correction}]),
        reason="Readers asked who audits the fund now. The provider corrects its own record next month.",
    )
    made.full_clean()
    made.save()
    return made


def summary(fund: Fund) -> FundEditorial:
    """Words about a fund in both languages, and nothing else."""
    made = FundEditorial(
        fund=fund,
        summary_en="<p>One of the newest funds of this record. Its figures are made up like all of them here.</p>",
        summary_zh_hant="<p>本資料庫最新的基金之一。一如此處所有數據，其數據均屬虛構。</p>",
        reason="Readers asked what this fund is for.",
    )
    made.full_clean()
    made.save()
    return made


def upload(fund: Fund) -> DocumentUpload:
    """A notice to holders of one page."""
    content = one_page(title="Notice to holders", lines=(str(fund), *NOTICE))
    pdf = receive_pdf(chunks=[content])
    made: DocumentUpload = DocumentUpload.objects.create(
        fund=fund,
        document_type="NT",
        title_en="Notice of a new auditor",
        title_zh_hant="更換核數師通知",
        document_date=date(2026, 11, 2),
        reason="It came by post; the provider's next delivery that can hold it is due next month.",
        sha256=pdf.sha256,
        size=pdf.size,
        pages=pdf.pages,
        original_name="notice.pdf",
    )
    return made


def document_type() -> DocumentTypeDefinition:
    """Tax reports, which came as something else so far."""
    made = DocumentTypeDefinition(
        code="TAX",
        name_en="Tax report",
        name_zh_hant="稅務報告",
        position=135,
        reason="Three fund houses send tax reports since October, and nobody finds them among the other documents.",
    )
    made.full_clean()
    made.save()
    return made

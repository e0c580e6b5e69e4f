"""What people propose about a fund, seen as its page in the front end would be."""

from datetime import UTC
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from msgspec.structs import replace
from wagtail.models import PreviewableMixin

from cms.content.languages import site_address
from cms.preview.previewable import Draft, HeadlessPreviewable
from fundfeed.adapters.clock import SystemClock
from fundfeed.models import Correction, Fund
from fundfeed.records.public import FundDetail, PublishedCorrection, PublishedDocument
from fundfeed.services import DraftedCorrection, fitting, fund_as_drafted

from .correction_block import entries
from .document_publishing import pdf_url, target_of
from .rich_text import public_html

MODES: Final = [("en", "The site in English"), ("zh-hant", "The site in Chinese (traditional)")]


class ShownWithItsFund(HeadlessPreviewable):
    """Stands before `Moderated`: its preview is the page of its fund, in either language."""

    fund: Fund | None

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """Both languages."""
        return MODES

    def drafted(self) -> FundDetail | None:
        """The fund as it would be; None while there is none to show."""
        raise NotImplementedError

    def draft(self) -> Draft:
        """The fund as it would be, which says everything in both languages."""
        return Draft(kind="fund", locale=None, payload=self.drafted())

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The front end, or a page of the admin that says what is missing."""
        if self.drafted() is None:
            return self.serve_in_the_admin(request, mode_name)
        return super().serve_preview(request, mode_name)

    def serve_in_the_admin(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Wagtail's own way, with a template."""
        answer: HttpResponse = PreviewableMixin.serve_preview(self, request, mode_name)
        return answer

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:  # noqa: ARG002 - Wagtail's signature
        """What is missing."""
        return "funds/no_preview.html"

    def client_address(self, request: HttpRequest, mode_name: str) -> str:
        """Where the front end shows drafts in the language that was chosen."""
        scheme, host, path, *_ = urlsplit(super().client_address(request, mode_name))
        return urlunsplit((scheme, host, site_address(mode_name, path), "", ""))


def with_words(editorial: Any) -> FundDetail | None:
    """The fund with this summary and these corrections, beside corrections that came another way."""
    fund = editorial.fund
    public = fund_as_drafted(fund=fund) if fund else None
    if public is None:
        return None
    proposed = [
        DraftedCorrection(pointer=entry.pointer, value=entry.value, reason=entry.reason)
        for entry in entries(editorial.corrections)
    ]
    today = SystemClock().now().astimezone(UTC).date()
    fits = [_as_known(each, public) for each in fitting(fund=fund, drafted=proposed, since=today)]
    corrections = (*_others(editorial, public, {each.pointer for each in proposed}), *fits)
    summary = {"en": public_html(editorial.summary_en), "zh-Hant": public_html(editorial.summary_zh_hant)}
    return fund_as_drafted(fund=fund, corrections=corrections, summary=summary)


def with_document(upload: Any) -> FundDetail | None:
    """The fund with this document, as soon as it has a file and a date."""
    if upload.fund is None:
        return None
    is_complete = bool(upload.sha256 and upload.document_date and upload.document_type)
    return fund_as_drafted(fund=upload.fund, document=_document(upload) if is_complete else None)


def _others(editorial: Any, public: FundDetail, proposed: set[str]) -> list[PublishedCorrection]:
    """Those that stand and that this editorial neither made nor replaces."""
    ours = set(Correction.objects.filter(pk__in=editorial.published_corrections).values_list("pointer", flat=True))
    return [each for each in public.corrections if each.field not in ours | proposed]


def _as_known(drafted: PublishedCorrection, public: FundDetail) -> PublishedCorrection:
    """What stands already keeps its day."""
    same = (replace(drafted, since=each.since) for each in public.corrections)
    return next((each for each in same if each in public.corrections), drafted)


def _document(upload: Any) -> PublishedDocument:
    titles = {"en": upload.title_en or "–", "zh-Hant": upload.title_zh_hant}
    return PublishedDocument(
        document_id=upload.document_id,
        document_type=upload.document_type,
        title={language: text for language, text in titles.items() if text},
        languages=tuple(upload.languages.split(",")),
        sha256=upload.sha256,
        url=f"{settings.WAGTAILADMIN_BASE_URL}{pdf_url(upload)}",
        size_in_bytes=upload.size,
        document_date=upload.document_date,
        publication_date=timezone.localdate(),
        valid_from=upload.valid_from,
        expiration_date=upload.expiration_date,
        status="current",
        applies_to=(target_of(upload),),
        source="upload",
    )

"""A document brought by hand is checked like the feed's, public by approval only, and left alone by the feed."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cms.funds.models import DocumentUpload
from cms.moderation import withdrawal
from fundfeed.models import FundDocument
from fundfeed.services import receive_pdf
from tests.factories import pdfs
from tests.factories.moderation import approve, checker, maker, person, publish, submit
from tests.factories.public_answers import every_public_answer, get
from tests.factories.site import Site

FUND = "DEM00001"
ADD = "wagtailsnippets_funds_documentupload:add"


def upload(**values: Any) -> DocumentUpload:
    pdf = receive_pdf(chunks=[pdfs.sound("Notice to holders")])
    filled = {
        "fund_id": FUND,
        "document_type": "NT",
        "title_en": "Notice to holders",
        "title_zh_hant": "持有人通知",
        "document_date": date(2026, 11, 1),
        "reason": "The provider's site is down.",
        "sha256": pdf.sha256,
        "size": pdf.size,
        "pages": pdf.pages,
    }
    return DocumentUpload.objects.create(**(filled | values))


def documents() -> dict[str, dict[str, Any]]:
    return {document["documentId"]: document for document in get(f"/funds/{FUND}/").get("documents", [])}


def test_an_upload_is_public_after_the_approval_and_says_that_it_was_uploaded(published: Site) -> None:
    before = every_public_answer()
    state = submit(upload())
    assert every_public_answer() == before

    approve(state)

    made = DocumentUpload.objects.get()
    shown = documents()[made.document_id]
    assert (shown["sha256"], shown["source"], shown["title"]["zh-Hant"]) == (made.sha256, "upload", "持有人通知")
    assert get(f"/funds/{FUND}/")["publication"]["file"] == "upload"
    assert all("source" not in document for name, document in documents().items() if name != made.document_id)


def test_the_feed_neither_removes_nor_takes_over_an_upload(published: Site) -> None:
    made = publish(upload())
    tomorrow = published.next_day()
    tomorrow.documents["documents"][0]["documentId"] = made.document_id
    published.deliver(tomorrow)

    report = published.sync()

    assert report.outcome == "applied"
    assert made.document_id in documents()
    assert documents()[made.document_id]["source"] == "upload"
    assert FundDocument.objects.get(pk=made.document_id).state == "public"


def test_an_upload_for_later_waits_for_its_day(published: Site) -> None:
    made = publish(upload(valid_from=published.now.date() + timedelta(days=1)))
    before = documents()
    published.deliver(published.next_day())

    published.sync()

    assert made.document_id not in before
    assert made.document_id in documents()


def test_a_withdrawal_takes_it_off_the_fund(published: Site) -> None:
    made = publish(upload())

    approve(withdrawal.propose(thing=made, by=maker(), reason="superseded").current_task_state.specific)

    assert made.document_id not in documents()


def posted(pdf: bytes, **values: str) -> dict[str, Any]:
    return {
        "pdf": SimpleUploadedFile("notice.pdf", pdf, content_type="application/pdf"),
        "fund": FUND,
        "document_type": "NT",
        "languages": "en",
        "title_en": "Notice to holders",
        "document_date": "2026-11-01",
        "reason": "The provider's site is down.",
        **values,
    }


def test_the_screen_archives_a_sound_pdf_with_the_draft(published: Site, maker_s_browser: Client) -> None:
    maker_s_browser.post(reverse(ADD), posted(pdfs.sound("Notice")))

    made = DocumentUpload.objects.get()
    assert (made.pages, made.original_name, made.live) == (1, "notice.pdf", False)
    assert f"{made.sha256}.pdf" == pdfs.file_name(pdfs.sound("Notice"))


@pytest.mark.parametrize(
    ("pdf", "told"),
    [
        (b"GIF89a", "not a PDF"),
        (pdfs.locked(), "without a password"),
        (pdfs.with_script_at_opening(), "A person must look at it"),
        (pdfs.without_pages(), "no page"),
    ],
)
def test_the_screen_refuses_what_the_feed_would(
    published: Site, maker_s_browser: Client, pdf: bytes, told: str
) -> None:
    page = maker_s_browser.post(reverse(ADD), posted(pdf))

    assert told in page.content.decode()
    assert not DocumentUpload.objects.exists()


def test_only_people_who_may_look_see_the_pdf_and_no_other_of_the_archive(published: Site) -> None:
    made = upload()
    made.save_revision(user=maker())
    other = receive_pdf(chunks=[pdfs.sound("Secret")])
    address = reverse("wagtailsnippets_funds_documentupload:pdf", args=[made.pk, made.sha256])
    browsers = {who: Client() for who in ("checker", "marketing")}
    browsers["checker"].force_login(checker())
    browsers["marketing"].force_login(person("marketing", "Marketing"))

    seen = browsers["checker"].get(address)
    elsewhere = browsers["checker"].get(address.replace(made.sha256, other.sha256))

    assert (seen.status_code, seen["Content-Type"], seen["X-Frame-Options"]) == (200, "application/pdf", "SAMEORIGIN")
    assert b"".join(seen.streaming_content).startswith(b"%PDF-")  # type: ignore[attr-defined]
    assert elsewhere.status_code == 404
    assert browsers["marketing"].get(address).status_code == 302
    assert Client().get(address).status_code == 302


def test_the_preview_shows_the_pdf_and_what_is_said_of_it(published: Site, checker_s_browser: Client) -> None:
    made = upload()
    state = submit(made)

    page = checker_s_browser.get(
        reverse("wagtailsnippets_funds_documentupload:workflow_preview", args=[made.pk, state.task_id])
    ).content.decode()

    assert f"pdf/{made.sha256}.pdf" in page
    assert "持有人通知" in page

"""What people propose about a fund is looked at on the fund's own page, as publication would make it."""

import re
from typing import Any

from django.test import Client
from wagtail.models import TaskState

from cms.funds.models import DocumentUpload
from tests.factories.moderation import approve, publish, submit
from tests.factories.previews import resolve
from tests.factories.public_answers import every_public_answer, get
from tests.factories.site import Site
from tests.functional.decisions.conftest import checker_s_browser, maker_s_browser, published
from tests.functional.decisions.test_document_uploads import upload
from tests.functional.decisions.test_fund_editorial import correction, edited, editorial

__all__ = ["checker_s_browser", "maker_s_browser", "published"]
FUND = "DEM00001"
NO_TEXT = '{"blocks": [], "entityMap": {}}'


def previews(browser: Client, state: TaskState) -> list[str]:
    """The addresses of the previews on the review page."""
    page = browser.get(f"/admin/review/{state.pk}/").content.decode()
    return [url.replace("&amp;", "&") for url in re.findall(r'<a href="([^"]+/look/[^"]*)"', page)]


def drafted(browser: Client, address: str) -> Any:
    """What the front end is told for the preview at this address."""
    answer = browser.get(address)
    return resolve(answer["Location"].partition("#")[2]).json()["draft"]


def without_publication(fund: Any) -> Any:
    """The body but for where it comes from, which is known only when it is published."""
    return {name: value for name, value in fund.items() if name != "publication"}


def test_a_drafted_editorial_is_shown_as_publication_makes_it(published: Site, checker_s_browser: Client) -> None:
    before = every_public_answer()
    state = submit(editorial(correction(source="letter of 3 May")))

    address, chinese = previews(checker_s_browser, state)
    draft = drafted(checker_s_browser, address)
    in_chinese = checker_s_browser.get(chinese)["Location"]

    assert every_public_answer() == before
    approve(state)
    assert (draft["kind"], draft["locale"]) == ("fund", None)
    assert without_publication(draft["payload"]) == without_publication(get(f"/funds/{FUND}/"))
    assert in_chinese.partition("#")[0].endswith("/zh-hant/preview")


def test_a_second_draft_leaves_out_what_it_takes_back_and_what_does_not_fit(published: Site) -> None:
    made = publish(editorial(correction(), correction("auditorName", "First Auditor")))
    draft = edited(made, correction("auditorName", "Second Auditor"))
    draft.corrections.append(("correction", {"field": "riskLevel", "value": "many", "reason": "typed wrongly"}))

    payload = draft.draft().payload

    assert [(each.field, each.corrected_value) for each in payload.corrections] == [("/auditorName", "Second Auditor")]
    assert payload.man_co != "The Right Company"


def test_an_uploaded_document_is_shown_by_itself_and_among_the_fund_s_others(
    published: Site, checker_s_browser: Client
) -> None:
    state = submit(upload())

    by_itself, on_the_site, _ = previews(checker_s_browser, state)
    pdf_page = checker_s_browser.get(by_itself).content.decode()
    draft = drafted(checker_s_browser, on_the_site)["payload"]

    made = DocumentUpload.objects.get()
    shown = next(each for each in draft["documents"] if each["documentId"] == made.document_id)
    assert f"pdf/{made.sha256}.pdf" in pdf_page
    assert (shown["source"], shown["status"]) == ("upload", "current")
    assert shown["url"].endswith(f"/pdf/{made.sha256}.pdf")
    approve(state)
    known = next(each for each in get(f"/funds/{FUND}/")["documents"] if each["documentId"] == made.document_id)
    assert shown | {"url": known["url"]} == known


def test_without_a_fund_the_preview_says_what_is_missing(published: Site, maker_s_browser: Client) -> None:
    address = "/admin/snippets/funds/fundeditorial/preview/"
    saved = maker_s_browser.post(address, {"summary_en": NO_TEXT, "summary_zh_hant": NO_TEXT, "corrections-count": "0"})

    page = maker_s_browser.get(address).content.decode()

    assert saved.json()["is_valid"]
    assert "Choose a fund" in page


def test_who_may_not_decide_is_shown_no_preview_of_a_submission(published: Site, maker_s_browser: Client) -> None:
    state = submit(editorial(correction()))

    seen, unknown = (maker_s_browser.get(f"/admin/review/{state.pk}/look/?mode={mode}") for mode in ("en", "mine"))

    assert (seen.status_code, unknown.status_code) == (302, 302)
    assert "/preview" not in seen["Location"]


def test_a_way_to_look_that_is_none_is_not_found(published: Site, checker_s_browser: Client) -> None:
    state = submit(editorial(correction()))

    assert checker_s_browser.get(f"/admin/review/{state.pk}/look/?mode=mine").status_code == 404


def test_the_review_page_tells_what_happened_in_our_words(published: Site, checker_s_browser: Client) -> None:
    state = submit(editorial(correction()))

    page = checker_s_browser.get(f"/admin/review/{state.pk}/").content.decode()

    assert "<p>Submitted</p>" in page
    assert "Next step" not in page

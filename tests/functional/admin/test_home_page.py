"""The home page stands where Wagtail's welcome page stood, and its drafts are previewed in the front end."""

from urllib.parse import parse_qs, urlsplit

from django.test import Client
from wagtail.models import Page, Site
from wagtail_headless_preview.models import PagePreview

from cms.content.models import HomePage


def test_the_site_begins_with_our_home_page_and_the_welcome_page_is_gone(db: None) -> None:
    home = HomePage.objects.get()

    assert Site.objects.get().root_page.specific == home
    assert [page.title for page in Page.objects.order_by("path")] == ["Root", "Fund Repository"]
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_draft_is_previewed_in_the_front_end_and_the_live_page_stays(superuser: Client) -> None:
    home = HomePage.objects.get()
    address = f"/admin/pages/{home.pk}/edit/preview/"
    draft = {
        "title": "A new title",
        "slug": "home",
        "introduction": '{"blocks": [], "entityMap": {}}',
        "body-count": "0",
    }

    saved = superuser.post(address, draft).json()
    answer = superuser.get(f"{address}?mode=")

    assert saved["is_valid"]
    assert answer.status_code == 302
    target = urlsplit(answer["Location"])
    asked = parse_qs(target.query)
    assert f"{target.scheme}://{target.netloc}{target.path}" == "http://127.0.0.1:4321/preview"
    assert asked["content_type"] == ["content.homepage"]
    assert PagePreview.objects.get(token=asked["token"][0]).as_page().title == "A new title"
    assert HomePage.objects.get().title == "Fund Repository"


def test_the_admin_knows_no_document_library(superuser: Client) -> None:
    assert superuser.get("/admin/api/main/documents/").json()["items"] == []
    assert superuser.get("/admin/documents/").status_code == 404
    assert superuser.post("/admin/documents/multiple/add/").status_code == 404

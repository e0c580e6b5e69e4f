"""The home page stands where Wagtail's welcome page stood."""

from django.test import Client
from wagtail.models import Page, Site

from cms.content.models import HomePage


def test_the_site_begins_with_our_home_page_and_the_welcome_page_is_gone(db: None) -> None:
    home = HomePage.objects.get()

    assert Site.objects.get().root_page.specific == home
    assert [page.title for page in Page.objects.order_by("path")] == ["Root", "Fund Repository"]
    assert Page.find_problems() == ([], [], [], [], [])


def test_the_admin_knows_no_document_library(superuser: Client) -> None:
    assert superuser.get("/admin/api/main/documents/").json()["items"] == []
    assert superuser.get("/admin/documents/").status_code == 404
    assert superuser.post("/admin/documents/multiple/add/").status_code == 404

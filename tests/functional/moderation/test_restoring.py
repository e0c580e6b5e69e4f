"""Whatever was approved once can come back through the gate, and any two versions can be compared."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision, TaskState
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from cms.content.models import HomePage
from cms.operations.models import MaintenanceWindow
from tests.factories.content import legal_notice
from tests.factories.moderation import approve, maintenance_window, maker, publish

pytestmark = pytest.mark.django_db
WINDOWS = "wagtailsnippets_operations_maintenancewindow"
NOTICES = "wagtailsnippets_content_legalnotice"


def versions(thing: Any) -> list[Revision]:
    return list(thing.revisions.order_by("pk"))


def titled(thing: Any, *titles: str) -> Any:
    """The thing after it was published with each title."""
    for title in titles:
        draft = type(thing).objects.get(pk=thing.pk).get_latest_revision_as_object()
        draft.title = title
        publish(draft)
    return type(thing).objects.get(pk=thing.pk)


def waiting() -> TaskState:
    return TaskState.objects.get(status=TaskState.STATUS_IN_PROGRESS).specific


def test_an_approved_version_of_a_snippet_comes_back_through_the_gate(at_maker: Client) -> None:
    window = titled(maintenance_window(), "First", "Second")
    first, _ = versions(window)
    then = timezone.localtime() + timedelta(days=4)

    history = at_maker.get(reverse(f"{WINDOWS}:history", args=[window.pk])).content.decode()
    address = reverse(f"{WINDOWS}:revisions_revert", args=[window.pk, first.pk])
    form = at_maker.get(address).content.decode()
    values = {
        "title": "First",
        "scope": "site",
        "kind": "planned",
        "recurrence": "once",
        "starts_at": f"{then:%Y-%m-%d %H:%M}",
        "ends_at": f"{then + timedelta(hours=2):%Y-%m-%d %H:%M}",
        "message_en": "The site is away for two hours.",
        "message_zh_hant": "網站暫停兩小時。",
        "completion_en": "All is back.",
        "completion_zh_hant": "一切恢復正常。",
    }
    at_maker.post(address, values | {"action-submit": "1"})
    before = MaintenanceWindow.objects.get().title
    approve(waiting())

    assert address in history
    assert 'value="First"' in form
    assert (before, MaintenanceWindow.objects.get().title) == ("Second", "First")
    assert versions(window)[-1].user == maker()


def test_an_approved_version_of_a_page_comes_back_through_the_gate(at_maker: Client) -> None:
    page = titled(HomePage.objects.get(), "First", "Second")
    first, _ = versions(page)

    history = at_maker.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()
    address = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, first.pk])
    form = at_maker.get(address).content.decode()
    values = nested_form_data(
        {
            "title": "First",
            "slug": page.slug,
            "seo_title": "",
            "search_description": "",
            "introduction": rich_text(""),
            "body": streamfield([]),
            "comments": {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": ""},
        }
    )
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    at_maker.post(edit, values | {"revision": str(first.pk), "action-submit": "1"})
    before = HomePage.objects.get().title
    approve(waiting())

    assert address in history
    assert 'value="First"' in form
    assert (before, HomePage.objects.get().title) == ("Second", "First")


def test_a_published_legal_notice_is_not_restored(at_maker: Client) -> None:
    notice = publish(legal_notice())
    (only,) = versions(notice)
    address = reverse(f"{NOTICES}:revisions_revert", args=[notice.pk, only.pk])

    page = at_maker.get(address).content.decode()
    at_maker.post(address, {"kind": "terms", "version": "1", "effective_from": "2026-01-01", "title": "Mine"})

    assert "no earlier version is restored either" in page
    assert versions(notice) == [only]


@pytest.mark.parametrize("is_page", [False, True])
def test_any_two_versions_are_compared_field_by_field(at_maker: Client, is_page: bool) -> None:
    thing = titled(HomePage.objects.get() if is_page else maintenance_window(), "Alpha", "Beta", "Gamma")
    first, _, last = versions(thing)
    name = "wagtailadmin_pages:revisions_compare" if is_page else f"{WINDOWS}:revisions_compare"

    page = at_maker.get(reverse(name, args=[thing.pk, first.pk, last.pk])).content.decode()

    assert '<span class="deletion">Alpha</span>' in page
    assert '<span class="addition">Gamma</span>' in page
    assert "Beta" not in page.partition("</h1>")[2].partition("<table")[2].partition("</table>")[0]

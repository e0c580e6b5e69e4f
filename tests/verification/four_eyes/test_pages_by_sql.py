"""Public pages, by SQL of one's own: neither half of one is changed, swapped or deleted."""

from datetime import datetime

import pytest

from cms.content.models import HomePage
from cms.moderation import schedule
from tests.factories.content import home
from tests.factories.moderation import publish
from tests.factories.moments import in_time, wait_for

from .own_sql import refused, run
from .scene import second_home

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "assignment",
    [
        "title = 'Mine'",
        "slug = 'mine', url_path = '/mine/'",
        "url_path = '/elsewhere/home/'",
        "path = '00010009'",
        "content_type_id = 1",
        "alias_of_id = 1",
        "translation_key = gen_random_uuid()",
        "seo_title = 'Mine'",
        "show_in_menus = true",
        "depth = 3",
    ],
)
def test_a_public_page_is_changed_in_no_column(assignment: str) -> None:
    page = publish(home())

    assert refused(f"UPDATE wagtailcore_page SET {assignment} WHERE id = %s", page.pk)  # noqa: S608 - our own words


def test_the_other_half_of_a_public_page_is_not_changed_swapped_or_deleted() -> None:
    page, draft = publish(home()), second_home(slug="draft")

    assert refused("UPDATE content_homepage SET introduction = 'Mine' WHERE page_ptr_id = %s", page.pk)
    assert refused("DELETE FROM content_homepage WHERE page_ptr_id = %s", page.pk)
    swapped = "UPDATE content_homepage SET page_ptr_id = %s WHERE page_ptr_id = %s"
    assert refused(swapped, draft.pk + 1000, page.pk)


def test_the_other_half_of_an_approved_page_is_not_changed_before_it_goes_live() -> None:
    page = in_time(scheduled)
    run("UPDATE content_homepage SET introduction = 'Mine' WHERE page_ptr_id = %s", page.pk)
    wait_for(page.go_live_at)

    go = """UPDATE wagtailcore_page SET live = true, expired = false,
    go_live_at = (SELECT (content ->> 'go_live_at')::timestamptz
        FROM wagtailcore_revision WHERE id = latest_revision_id),
    live_revision_id = latest_revision_id, last_published_at = now() WHERE id = %s"""
    assert "introduction" in refused(go, page.pk)
    assert schedule.carry_out() == (1, 0)
    assert HomePage.objects.get(pk=page.pk).introduction == ""


def scheduled(moment: datetime) -> HomePage:
    page: HomePage = second_home(slug="tomorrow")
    page.go_live_at = moment
    publish(page)
    return page


def test_privacy_is_not_put_on_a_page() -> None:
    privacy = (
        "INSERT INTO wagtailcore_pageviewrestriction (page_id, restriction_type, password) VALUES (%s, 'login', '')"
    )

    assert "refused" in refused(privacy, home().pk)

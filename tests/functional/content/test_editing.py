"""What the edit screens of content tell, let through, keep and refuse."""

from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import rich_text

from cms.content.models import Banner, LegalNotice, PublicRendition
from tests.factories.content import banner, home, image, legal_notice, question
from tests.factories.moderation import maker, person, publish
from tests.factories.public_answers import API, body_of

pytestmark = pytest.mark.django_db
BANNERS = "wagtailsnippets_content_banner"
NOTICES = "wagtailsnippets_content_legalnotice"


def signed_in() -> Client:
    client = Client()
    client.force_login(maker())
    return client


def filled_in(**values: Any) -> dict[str, Any]:
    empty = dict.fromkeys(
        ("text", "starts_at", "ends_at", "image", "alternative_text", "link_text", "link_page", "link_url"), ""
    )
    return empty | {"title": "Harbour", "position": "home_top", "priority": 100} | values


def test_the_edit_screen_names_the_banners_that_this_one_meets() -> None:
    first, elsewhere = banner(title="First"), banner(title="Elsewhere", position="fund_page")
    banner(title="Meets it")
    client = signed_in()

    meeting = client.get(reverse(f"{BANNERS}:edit", args=[first.pk])).content.decode()
    alone = client.get(reverse(f"{BANNERS}:edit", args=[elsewhere.pk])).content.decode()

    told = "At the same position and time:"
    assert meeting.index(told) < meeting.index(">Meets it</a>")
    assert told not in alone


def test_a_banner_is_kept_unfinished_and_asked_for_the_rest_when_it_is_submitted() -> None:
    client, add = signed_in(), reverse(f"{BANNERS}:add")
    client.post(add, filled_in(image=image().pk, link_text="More"))
    draft = Banner.objects.get()

    page = client.post(
        reverse(f"{BANNERS}:edit", args=[draft.pk]),
        filled_in(image=draft.image_id, link_text="More", **{"action-submit": "1"}),
    ).content.decode()

    draft.refresh_from_db()
    assert draft.image is not None
    assert "Say what the image shows" in page
    assert "A link needs a text and a place to go" in page
    assert not draft.workflow_in_progress


@pytest.mark.parametrize(
    "address", ["/pages/?path=/", "/menus/", "/banners/", "/faq/", "/news/", "/legal/terms/", "/legal/terms/versions/"]
)
def test_content_that_a_client_has_already_is_not_sent_again(address: str) -> None:
    home(), publish(banner()), publish(question()), publish(legal_notice())
    first = Client().get(API + address)

    again = Client().get(API + address, headers={"If-None-Match": first["ETag"]})
    other = Client().get(API + address, headers={"If-None-Match": '"another"'})

    assert (first.status_code, other.status_code) == (200, 200)
    assert (again.status_code, body_of(again), again["ETag"]) == (304, b"", first["ETag"])
    assert body_of(other) == body_of(first)


def test_a_new_version_of_a_notice_begins_as_a_copy_and_the_old_one_stays() -> None:
    old = publish(legal_notice())
    copy, add = reverse(f"{NOTICES}:copy", args=[old.pk]), reverse(f"{NOTICES}:add")
    client = signed_in()

    form = client.get(copy).content.decode()
    values = {"kind": "terms", "version": "2", "effective_from": "2026-06-01", "title": "Terms of use"}
    client.post(add, values | {"body": rich_text("<p>Use it better.</p>")})

    new = LegalNotice.objects.get(version="2")
    assert "Use it well." in form
    assert f'action="{add}' in form
    assert ("Use it better." in new.body, new.live, new.effective_from) == (True, False, date(2026, 6, 1))
    old.refresh_from_db()
    assert (old.live, old.body) == (True, "<p>Use it well.</p>")
    assert publish(new).live


def test_a_published_notice_says_that_a_copy_takes_its_place_and_can_t_be_saved() -> None:
    notice = publish(legal_notice())
    address = reverse(f"{NOTICES}:edit", args=[notice.pk])
    client = signed_in()

    page = client.get(address).content.decode()
    client.post(
        address,
        {"kind": "terms", "version": "1", "effective_from": "2026-01-01", "title": "Mine"}
        | {"body": rich_text("<p>Mine</p>")},
    )

    assert "It was published and stays as it is" in page
    assert reverse(f"{NOTICES}:copy", args=[notice.pk]) in page
    assert notice.revisions.count() == 1


def test_pages_are_the_content_managers_and_banners_marketing_s_too() -> None:
    page, banners = reverse("wagtailadmin_pages:edit", args=[home().pk]), reverse(f"{BANNERS}:add")
    marketing, manager = Client(), Client()
    marketing.force_login(person("marketing", "Marketing"))
    manager.force_login(person("manager", "Content manager"))

    answers = [browser.get(address).status_code for browser in (marketing, manager) for address in (page, banners)]

    assert answers == [302, 200, 200, 200]


def test_the_sizes_of_a_public_image_are_neither_changed_nor_removed_by_the_database() -> None:
    cache.clear()  # it may hold the sizes of another test's image of this number
    publish(banner(image=image(), alternative_text="A harbour"))
    widest = PublicRendition.objects.order_by("-width").values_list("pk", flat=True)[0]
    sizes = PublicRendition.objects.filter(pk=widest)
    before = sizes.get().file.name

    with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
        sizes.update(file="other.webp")
    with pytest.raises(IntegrityError, match="is public and is kept"), transaction.atomic():
        sizes._raw_delete(sizes.db)

    assert sizes.get().file.name == before

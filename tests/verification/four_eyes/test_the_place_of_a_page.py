"""What stands below a page that isn't public is public by itself, and so is its address."""

from typing import Any

import pytest
from wagtail.models import Page

from cms.content import projection
from cms.content.models import ContentPage
from cms.moderation.errors import NotApprovedError
from tests.factories.content import home, page_below
from tests.factories.moderation import publish
from tests.factories.public_answers import get

from .scene import WHO, attackers, everything_permitted, signed_in, what_the_public_sees

pytestmark = pytest.mark.django_db


def post_of(page: ContentPage, **fields: Any) -> dict[str, Any]:
    return {
        "title": page.title,
        "slug": page.slug,
        "summary": "",
        "seo_title": "",
        "search_description": "",
        "body-count": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    } | fields


def moved(page: ContentPage) -> ContentPage:
    stored = ContentPage.objects.get(pk=page.pk)
    stored.slug = "elsewhere"
    return stored


@pytest.mark.parametrize("who", WHO)
def test_a_draft_above_does_not_move_what_is_public_below_it(who: str) -> None:
    above = page_below(home(), title="Above")
    below = publish(page_below(above, title="Below"))
    client = signed_in(everything_permitted(attackers(who)))
    before = what_the_public_sees()

    answer = client.post(f"/admin/pages/{above.pk}/edit/", post_of(above, slug="elsewhere"))
    projection.rebuild()

    assert (answer.status_code, "its address would change" in answer.content.decode()) == (200, True)
    assert Page.objects.get(pk=below.pk).url_path == below.url_path
    assert what_the_public_sees() == before
    with pytest.raises(NotApprovedError):
        moved(above).save()
    assert get("/pages/?path=/above/below/")["page"]["path"] == "/above/below/"

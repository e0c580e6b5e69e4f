"""“Translate” makes drafts, and what it makes goes through the gate like everything else."""

import pytest
from django.test import Client

from cms.content.models import Banner, HomePage
from tests.factories.content import banner, chinese, home
from tests.factories.moderation import maker, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Client:
    client = Client()
    client.force_login(maker())
    return client


def test_a_translated_page_is_a_draft_of_its_translator_and_can_be_approved(editor: Client) -> None:
    start = home()

    answer = editor.post(f"/admin/translation/submit/page/{start.pk}/", {"locales": [chinese().pk]})
    draft = HomePage.objects.get(locale=chinese())

    assert (answer.status_code, draft.live) == (302, False)
    assert getattr(draft.latest_revision, "user", None) == maker()
    assert publish(draft).live


def test_a_translated_banner_is_a_draft(editor: Client) -> None:
    public = publish(banner())

    answer = editor.post(f"/admin/translation/submit/snippet/content/banner/{public.pk}/", {"locales": [chinese().pk]})
    draft = Banner.objects.get(locale=chinese())

    assert (answer.status_code, draft.live, draft.live_revision) == (302, False, None)
    assert publish(draft).live

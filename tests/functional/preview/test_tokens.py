"""Who looks at a draft, and for how long."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cms.audit.models import RecordedAct
from cms.content.models import PublishedContent
from cms.preview import tokens
from cms.preview.models import Preview
from tests.factories.content import banner, home
from tests.factories.moderation import maker, publish
from tests.factories.previews import API, look, resolve, shown, token_of

pytestmark = pytest.mark.django_db
GONE = "This preview is over, or never was: open it again from the editor."


def gone(token: str) -> bool:
    answer = resolve(token)
    return (
        answer.status_code == 404
        and answer["Content-Type"] == "application/problem+json"
        and GONE in answer.json()["detail"]
    )


def test_a_draft_is_shown_and_what_is_public_stays(at_maker: Client) -> None:
    page = home()
    before = list(PublishedContent.objects.order_by("pk").values())

    draft = shown(at_maker, page, title="A new title", slug=page.slug)

    assert (draft["kind"], draft["locale"], draft["payload"]["title"]) == ("page", "en", "A new title")
    assert list(PublishedContent.objects.order_by("pk").values()) == before


def test_a_draft_has_the_payload_that_publication_would_give_it(at_maker: Client) -> None:
    notice = banner(title="Closed", text="On Monday")
    draft = shown(at_maker, notice, title="Closed", text="On Tuesday", position="home_top", priority="100")

    notice.text = "On Tuesday"
    publish(notice)

    assert draft["kind"] == "banner"
    assert draft["payload"] == json.loads(bytes(PublishedContent.objects.get(kind="banner").payload))


def test_the_token_is_in_the_fragment_alone_and_in_no_database_row(at_maker: Client) -> None:
    answer = look(at_maker, home(), title="T", slug="home")
    token = token_of(answer)

    assert answer["Location"] == f"http://127.0.0.1:4321/preview#{token}"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    assert len(token) == 43
    assert token not in str(list(Preview.objects.values()))
    assert token not in str(list(RecordedAct.objects.values()))


def test_no_log_line_holds_a_token(at_maker: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)

    token = token_of(look(at_maker, home(), title="T", slug="home"))
    resolve(token)
    resolve("wrong" + token)

    assert token not in caplog.text


def test_a_preview_ends_after_a_quarter_of_an_hour(at_maker: Client) -> None:
    token = token_of(look(at_maker, home(), title="T", slug="home"))
    left = Preview.objects.get().expires_at - timezone.now()

    Preview.objects.update(expires_at=timezone.now())

    assert timedelta(minutes=14) < left <= timedelta(minutes=15)
    assert gone(token)


def test_drafts_that_nobody_can_see_any_more_are_deleted(at_maker: Client) -> None:
    look(at_maker, home(), title="T", slug="home")
    Preview.objects.update(expires_at=timezone.now())

    tokens.forget_expired()

    assert not Preview.objects.exists()


def test_two_editors_of_one_page_never_see_each_other_s_draft(at_maker: Client, at_colleague: Client) -> None:
    page = home()
    mine = token_of(look(at_maker, page, title="Mine", slug="home"))
    theirs = token_of(look(at_colleague, page, title="Theirs", slug="home"))

    assert resolve(mine).json()["draft"]["payload"]["title"] == "Mine"
    assert resolve(theirs).json()["draft"]["payload"]["title"] == "Theirs"


def test_a_token_shows_one_object_only(at_maker: Client) -> None:
    first, second = banner(title="First"), banner(title="Second")
    token = token_of(look(at_maker, first, title="First", position="home_top", priority="1"))
    look(at_maker, second, title="Second", position="home_top", priority="1")

    assert resolve(token).json()["draft"]["payload"]["title"] == "First"


def test_a_preview_ends_when_its_editor_signs_out(at_maker: Client) -> None:
    token = token_of(look(at_maker, home(), title="T", slug="home"))

    at_maker.logout()

    assert gone(token)
    assert not Preview.objects.exists()


def test_a_preview_ends_with_the_editor_s_account_and_with_a_new_password(at_maker: Client) -> None:
    token = token_of(look(at_maker, home(), title="T", slug="home"))
    editor = maker()

    editor.set_password("another long password")
    editor.save()
    with_another_password = gone(token)
    at_maker.force_login(editor)
    token = token_of(look(at_maker, home(), title="T", slug="home"))
    editor.is_active = False
    editor.save()

    assert with_another_password
    assert gone(token)


def test_somebody_else_in_the_same_browser_ends_it_too(at_maker: Client) -> None:
    token = token_of(look(at_maker, home(), title="T", slug="home"))

    session = at_maker.session
    session["_auth_user_id"] = str(maker().pk + 1)
    session.save()

    assert gone(token)


@pytest.mark.parametrize(
    "body", [b"", b"{}", b'{"token": 1}', b'{"token": "short"}', b"[", b'{"token": "%s"}' % (b"a" * 43)]
)
def test_anything_else_is_told_that_there_is_nothing(db: None, body: bytes) -> None:
    answer = Client().post(API, body, content_type="application/json")

    assert (answer.status_code, answer.json()["detail"]) == (404, GONE)


def test_no_cache_keeps_a_draft_and_no_other_site_s_script_reads_it(at_maker: Client) -> None:
    found = resolve(token_of(look(at_maker, home(), title="T", slug="home")))

    for answer in (found, resolve("wrong")):
        assert answer["Cache-Control"] == "no-store"
        assert answer["Access-Control-Allow-Origin"] == "http://127.0.0.1:4321"
    assert Client().get(API).status_code == 405


def test_looking_is_told_to_the_audit_trail_once_while_one_types_on(at_maker: Client) -> None:
    for title in ("T", "Ti", "Tit"):
        look(at_maker, home(), title=title, slug="home")

    acts = RecordedAct.objects.filter(action="preview.issued")
    assert [(act.actor, act.object_type) for act in acts] == [("maker", "content.homepage")]

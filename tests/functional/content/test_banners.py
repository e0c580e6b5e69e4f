"""A banner is shown within its window, to the second, and what is wrong with one is said while it is a draft."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from api.wire.caching import kept_until
from cms.content import selectors, windows
from cms.content.models import Banner, ContentPage
from cms.content.overlaps import overlapping, with_overlaps
from cms.moderation import withdrawal
from fundfeed.models import Message
from tests.factories.content import banner, chinese, home, image, page_below, upload
from tests.factories.moderation import approve, maker, publish
from tests.factories.public_answers import body_of, get

pytestmark = pytest.mark.django_db
NOON = datetime(2030, 1, 1, 12, tzinfo=UTC)


def titles(at: datetime, **query: Any) -> list[str]:
    found = selectors.banners(locale="en", position=query.get("position", ""), at=at)
    return [text.decode().partition('"title":"')[2].partition('"')[0] for text in found]


def test_a_banner_is_shown_from_its_first_moment_until_just_before_its_last() -> None:
    publish(banner(starts_at=NOON, ends_at=NOON + timedelta(hours=1)))
    moments = [-1, 0, 3599, 3600]

    shown = [bool(titles(NOON + timedelta(seconds=second))) for second in moments]

    assert shown == [False, True, True, False]


def test_an_answer_is_kept_no_second_beyond_the_next_boundary() -> None:
    publish(banner(starts_at=NOON, ends_at=NOON + timedelta(seconds=10)))

    boundaries = [
        selectors.next_boundary(locale="en", position="", after=NOON + timedelta(seconds=second))
        for second in (-5, 0, 9, 10)
    ]

    assert boundaries == [NOON, *[NOON + timedelta(seconds=10)] * 2, None]
    assert kept_until(NOON + timedelta(seconds=9.9), now=NOON, by_clients=True).startswith(
        "public, max-age=9, s-maxage=9,"
    )
    assert kept_until(None, now=NOON) == "public, max-age=0, s-maxage=30, must-revalidate"


def test_the_most_important_banner_of_a_position_comes_first() -> None:
    for title, priority in (("second", 20), ("first", 3)):
        publish(banner(title=title, priority=priority))
    publish(banner(title="elsewhere", position="fund_page"))
    publish(banner(title="橫額", locale=chinese()))

    items = get("/banners/?locale=en&position=home_top")["items"]

    assert [item["title"] for item in items] == ["first", "second"]
    assert [item["title"] for item in get("/banners/?locale=zh-Hant")["items"]] == ["橫額"]


def test_the_picture_comes_in_its_widths_and_each_address_holds_its_own_bytes() -> None:
    publish(banner(image=image(), alternative_text="A harbour"))

    picture = get("/banners/")["items"][0]["picture"]
    answer = Client().get(picture["src"])

    assert (picture["alt"], picture["width"], picture["height"]) == ("A harbour", 960, 320)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert body_of(answer)[8:12] == b"WEBP"
    assert Client().get(picture["src"].replace(".webp", ".png")).status_code == 404


def test_the_link_follows_its_page() -> None:
    page = publish(page_below(home(), title="About"))
    publish(banner(link_text="More", link_page=page))
    moved = ContentPage.objects.get().get_latest_revision_as_object()
    moved.slug = "us"
    first = get("/banners/")["items"][0]["link"]

    publish(moved)

    assert first == {"text": "More", "href": "/about/"}
    assert get("/banners/")["items"][0]["link"] == {"text": "More", "href": "/us/"}


def test_a_banner_that_was_withdrawn_is_gone_at_once() -> None:
    live = publish(banner())
    approve(withdrawal.propose(thing=live, by=maker(), reason="Over").current_task_state.specific)

    assert get("/banners/")["items"] == []


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"starts_at": NOON, "ends_at": NOON}, "ends_at"),
        ({"link_text": "More"}, "link_text"),
        ({"link_url": "https://example.org"}, "link_text"),
        ({"link_text": "More", "link_url": "javascript:alert(1)"}, "link_url"),
        ({"link_text": "More", "link_url": "http://example.org"}, "link_url"),
    ],
)
def test_a_banner_that_would_not_do_is_refused(values: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        banner(**values).full_clean()

    assert list(refused.value.message_dict) == [field]


def test_a_small_or_mute_image_is_refused() -> None:
    small = banner(image=image(file=upload(width=1199)), is_decorative=True)
    mute = banner(image=image())

    with pytest.raises(ValidationError, match="1199 × 400"):
        small.full_clean()
    with pytest.raises(ValidationError, match="Say what the image shows"):
        mute.full_clean()


def test_banners_that_meet_are_told_and_not_refused() -> None:
    hour = timedelta(hours=1)
    first = banner(title="first", starts_at=NOON, ends_at=NOON + hour)
    meets = banner(title="meets", starts_at=NOON + hour / 2)
    after = banner(title="after", starts_at=NOON + hour, ends_at=NOON + 2 * hour)
    banner(title="elsewhere", position="fund_page", starts_at=NOON)
    banner(title="other language", locale=chinese(), starts_at=NOON)

    banner(title="over", ends_at=timezone.now() - hour)
    gone = publish(banner(title="withdrawn", starts_at=NOON))
    approve(withdrawal.propose(thing=gone, by=maker(), reason="The campaign is over.").current_task_state.specific)

    listed = {one.title: [met["title"] for met in one.meets] for one in with_overlaps(Banner.objects.all())}

    assert [found.title for found in overlapping(first)] == ["meets"]
    assert [found.title for found in overlapping(after)] == ["meets"]
    assert {found.title for found in overlapping(meets)} == {"first", "after"}
    assert listed.pop("meets") == ["first", "after"]
    assert (listed.pop("first"), listed.pop("after")) == (["meets"], ["meets"])
    assert not any(listed.pop(title) for title in ("elsewhere", "other language", "over"))
    first.full_clean()
    assert timezone.is_aware(NOON)


def test_the_end_of_a_window_is_told_to_maker_and_checkers_once() -> None:
    now = timezone.now()
    publish(banner(title="Over", ends_at=now - timedelta(minutes=1)))
    publish(banner(title="Long over", ends_at=now - timedelta(days=30)))
    publish(banner(title="Still there", ends_at=now + timedelta(hours=1)))

    first, second = windows.tell_of_ends(), windows.tell_of_ends()

    assert (first, second) == (1, 0)
    mail = Message.objects.get(subject__startswith="Expired")
    assert mail.subject == "Expired: banner “Over”"
    assert mail.recipients == ["checker@example.org", "maker@example.org"]

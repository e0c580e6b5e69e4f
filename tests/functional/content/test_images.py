"""What was uploaded stays as it is: clean, under its own name, for as long as any version shows it."""

import hashlib
import time
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signing import TimestampSigner, b62_encode
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.test import Client
from PIL import Image

from api.wire.caching import FOR_GOOD
from cms.content.models import PublicImage, PublicRendition
from cms.content.uploads import without_metadata
from cms.moderation.errors import NotApprovedError
from tests.factories.content import banner, home, image, page_below, upload
from tests.factories.moderation import maker, person, publish
from tests.factories.public_answers import body_of, get

pytestmark = pytest.mark.django_db


def with_a_place() -> SimpleUploadedFile:
    exif = Image.Exif()
    exif[0x010F] = "Camera maker"
    exif[0x0112] = 6  # lies on its side
    return upload(width=1200, height=400, exif=exif, comment=b"hidden")


def test_metadata_is_taken_out_and_the_picture_stands_upright() -> None:
    stored = image(file=with_a_place())

    raw = stored.file.open().read()
    stored.file.close()

    assert b"Camera maker" not in raw
    assert b"hidden" not in raw
    assert dict(Image.open(BytesIO(raw)).getexif()) == {}
    assert (stored.width, stored.height) == (400, 1200)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_keeps_its_format(kind: str) -> None:
    with image(file=upload(kind=kind)).file.open() as file:
        assert Image.open(file).format == kind


@pytest.mark.parametrize("content", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a", b"", b"%PDF-1.7"])
def test_what_is_no_jpeg_png_or_webp_is_refused(content: bytes) -> None:
    with pytest.raises(ValidationError, match="Upload a JPEG"):
        without_metadata(SimpleUploadedFile("picture.jpg", content))


def test_two_uploads_of_one_name_have_two_names_and_neither_is_the_uploaded_one() -> None:
    names = {image().file.name, image().file.name}

    assert len(names) == 2
    assert not any("picture" in str(name) for name in names)


def test_the_file_of_an_image_is_never_replaced() -> None:
    stored = image()
    stored.file = upload(width=1300)

    with pytest.raises(NotApprovedError, match="stays as it is"):
        stored.save()
    with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
        PublicImage.objects.filter(pk=stored.pk).update(file="other.jpg")


def test_words_about_an_image_may_change() -> None:
    stored = image()
    stored.title = "Harbour at night"
    stored.save()

    assert PublicImage.objects.get().title == "Harbour at night"


def test_an_image_that_a_draft_shows_is_not_deleted_by_anybody() -> None:
    in_banner, in_page, unused = image(), image(), image()
    banner(image=in_banner, is_decorative=True).save_revision(user=maker())
    shown = {"image": in_page.pk, "alternative_text": "x", "is_decorative": False, "caption": ""}
    page_below(home(), body=[{"type": "image", "value": shown}]).save_revision(user=maker())

    for kept in (in_banner, in_page):
        with pytest.raises(NotApprovedError, match="its history needs it"):
            kept.delete()
        with pytest.raises((NotApprovedError, ProtectedError)), transaction.atomic():
            PublicImage.objects.filter(pk=kept.pk).delete()
        rows = PublicImage.objects.filter(pk=kept.pk)
        with pytest.raises(IntegrityError, match="four eyes"), transaction.atomic():
            rows._raw_delete(rows.db)
    unused.delete()

    assert set(PublicImage.objects.values_list("pk", flat=True)) == {in_banner.pk, in_page.pk}


def test_an_image_is_public_when_something_public_shows_it_and_no_sooner() -> None:
    picture = image()
    shown = banner(image=picture, alternative_text="A harbour")
    thumbnail = picture.get_rendition("width-480|format-webp|webpquality-80")

    before = Client().get(thumbnail.public_url).status_code
    publish(shown)
    sizes = [Client().get(size.public_url) for size in PublicRendition.objects.exclude(pk=thumbnail.pk)]

    assert before == 404
    assert {size.status_code for size in sizes} == {200}
    assert {size["Cache-Control"] for size in sizes} == {FOR_GOOD}
    for size in sizes:
        body_of(size)


def test_another_file_that_was_there_first_under_the_same_digest_is_not_served() -> None:
    picture, other = image(), image(file=upload(width=1300))
    with transaction.atomic():  # so its digest is known beforehand
        publish(banner(image=picture, alternative_text="A harbour"))
        sha256 = PublicRendition.objects.order_by("pk").values_list("sha256", flat=True)[0]
        transaction.set_rollback(True)
    names = {"file": other.file.name, "filter_spec": "x", "width": 1, "height": 1}
    PublicRendition.objects.bulk_create([PublicRendition(pk=-7, image=other, sha256=sha256, **names)])

    publish(banner(image=picture, alternative_text="A harbour"))

    size = PublicRendition.objects.exclude(pk=-7).get(sha256=sha256)
    assert hashlib.sha256(body_of(Client().get(size.public_url))).hexdigest() == sha256


def test_editors_see_an_image_that_is_not_public_for_an_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    size = image().get_rendition("max-165x165")
    address = size.url

    now = Client().get(address)
    body_of(now)

    assert (now.status_code, now["Cache-Control"]) == (200, "private, no-store")
    assert Client().get(f"{size.public_url}?draft=1:abc").status_code == 404
    assert Client().get(address.replace(size.sha256, "0" * 64)).status_code == 404
    an_hour_ago = b62_encode(int(time.time()) - 61 * 60)
    monkeypatch.setattr(TimestampSigner, "timestamp", lambda _signer: an_hour_ago)
    assert Client().get(size.url).status_code == 404


def test_the_screen_of_an_image_offers_no_other_file() -> None:
    stored = image()
    client = Client()
    client.force_login(person("root", is_superuser=True))

    shown = client.get(f"/admin/images/{stored.pk}/").content.decode()
    name = stored.file.name
    client.post(f"/admin/images/{stored.pk}/", {"title": "New", "file": upload(width=1500), "collection": 1})

    stored.refresh_from_db()
    assert 'type="file"' not in shown
    assert (stored.file.name, stored.title) == (name, "New")


def test_a_size_that_a_refused_approval_took_back_is_made_again() -> None:
    shown = image()
    with transaction.atomic():
        publish(banner(image=shown, is_decorative=True))
        transaction.set_rollback(True)

    publish(banner(image=shown, is_decorative=True))

    answer = Client().get(get("/banners/")["items"][0]["picture"]["src"])
    assert body_of(answer)[8:12] == b"WEBP"

"""A delivery brought by hand is archived, waits, and is published by two people; tricks are refused."""

import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cms.feeds.carrying_out import carry_out_all
from cms.feeds.models import DeliveryDecision
from fundfeed.models import Delivery, FeedRun
from infra.deliveries import write_delivery
from tests.factories.moderation import publish
from tests.factories.public_answers import every_public_answer, get
from tests.factories.site import Site

UPLOAD = "wagtailsnippets_feeds_deliverydecision:upload"


@pytest.fixture
def files(published: Site, tmp_path: Path) -> dict[str, bytes]:
    """The next day's files, as a provider sends them by other means."""
    tomorrow = published.next_day()
    tomorrow.funds[0]["legalFundNameOnly"] = {"en": "The Uploaded Name"}
    write_delivery(tmp_path / "by-mail", tomorrow)
    return {path.name: path.read_bytes() for path in (tmp_path / "by-mail").iterdir()}


def zipped(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def bring(browser: Client, site: Site, brought: dict[str, bytes]) -> str:
    """Upload the files; what the page says, or where it leads to."""
    chosen = [SimpleUploadedFile(name, content) for name, content in brought.items()]
    answer = browser.post(reverse(UPLOAD), {"provider": site.provider.pk, "brought": chosen})
    return answer.headers.get("Location") or answer.content.decode()


@pytest.mark.parametrize("as_zip", [False, True])
def test_an_upload_waits_and_is_published_by_two_people(
    published: Site, files: dict[str, bytes], maker_s_browser: Client, *, as_zip: bool
) -> None:
    before, runs = every_public_answer(), FeedRun.objects.count()

    leads_to = bring(maker_s_browser, published, {"delivery.zip": zipped(files)} if as_zip else files)

    brought = Delivery.objects.get(uploaded_by="maker")
    assert f"kind=publish&delivery={brought.pk}" in leads_to
    assert (brought.delivery_id, every_public_answer(), FeedRun.objects.count()) == ("DEMO-20261119-01", before, runs)
    publish(DeliveryDecision.objects.create(kind="publish", delivery=brought, reason="Their site is down."))
    carry_out_all()
    assert get("/funds/DEM00001/")["legalFundNameOnly"]["en"] == "The Uploaded Name"


def link(name: str, to: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        entry = zipfile.ZipInfo(name)
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, to)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (zipped({"../index.json": b"[]"}), "is no file of a delivery"),
        (zipped({"/etc/index.json": b"[]"}), "is no file of a delivery"),
        (zipped({"day/index.json": b"[]"}), "is no file of a delivery"),
        (zipped({"run.sh": b"rm"}), "is no file of a delivery"),
        (link("index.json", "/etc/passwd"), "is a link"),
        (zipped({"index.json": b" " * 50_000_000}), "more bytes than it may"),
        (zipped({"index.json": b"[]"})[:-10], "is no file of a delivery"),
        (zipped({}), "no delivery on its site"),
    ],
    ids=["above", "absolute", "folder", "stranger", "link", "bomb", "broken", "empty"],
)
def test_a_zip_with_a_trick_leaves_nothing_behind(
    published: Site, maker_s_browser: Client, content: bytes, told: str
) -> None:
    said = bring(maker_s_browser, published, {"delivery.zip": content})

    assert told in said
    assert not Delivery.objects.exclude(uploaded_by="").exists()


def test_a_file_whose_check_file_disagrees_is_refused(
    published: Site, files: dict[str, bytes], maker_s_browser: Client
) -> None:
    said = bring(maker_s_browser, published, files | {"index.json": files["index.json"] + b" "})

    assert "index.json" in said
    assert not Delivery.objects.exclude(uploaded_by="").exists()


def test_only_who_proposes_decisions_uploads(
    published: Site, files: dict[str, bytes], checker_s_browser: Client
) -> None:
    bring(checker_s_browser, published, files)

    assert not Delivery.objects.exclude(uploaded_by="").exists()

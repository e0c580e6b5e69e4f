"""Composing all anew writes what is served again, and nothing into the ledger unless a profile reads differently."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from fundfeed.models import (
    DocumentPublication,
    FundVersion,
    ListedFund,
    ListedVersion,
    PublishedFund,
    SearchWord,
)
from fundfeed.services import correct_fund
from fundfeed.stages import publish
from tests.factories.ledger import verified_entries
from tests.factories.public_answers import every_public_answer, get
from tests.factories.site import Site

pytestmark = pytest.mark.django_db


def republish(*arguments: str) -> str:
    said = StringIO()
    call_command("republish", *arguments, stdout=said)
    return said.getvalue().strip()


def test_what_was_served_is_served_again_and_the_ledger_stays(published: Site) -> None:
    before, entries = every_public_answer(), FundVersion.objects.count()

    said = republish()

    assert said == f"{published.provider.code}: {PublishedFund.objects.count()} funds composed anew, 0 new versions."
    assert every_public_answer() == before
    assert FundVersion.objects.count() == entries == verified_entries()


def test_rows_of_an_older_shape_are_made_whole(published: Site) -> None:
    before = every_public_answer()
    whole = list(ListedFund.objects.order_by("pk").values())
    ListedFund.objects.update(summary=b"{}", lexemes="", share_class_currencies=[], fund_group_slug="")
    SearchWord.objects.all().delete()

    republish()

    assert list(ListedFund.objects.order_by("pk").values()) == whole
    assert every_public_answer() == before
    assert SearchWord.objects.exists()


def test_postgresql_reads_the_terms_of_every_fund_as_it_would_write_them(published: Site) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT lexemes::text, lexemes = lexemes::text::tsvector FROM fundfeed_listedfund")
        rows = cursor.fetchall()

    assert len(rows) == ListedFund.objects.count()
    assert all(is_same and "':1A" in text and "'=dem000" in text for text, is_same in rows)


def test_lists_of_past_days_and_documents_are_made_whole_too(published: Site) -> None:
    correct_fund(
        fund_id="DEM00001", pointer="/manCo", value="Harbour", reason="Prospectus", by="maker", approved_by="checker"
    )
    past = list(ListedVersion.objects.order_by("pk").values())
    documents = list(DocumentPublication.objects.order_by("pk").values())
    ListedVersion.objects.update(summary=b"{}", lexemes="", sort_name="")
    DocumentPublication.objects.update(body={}, is_latest=False)

    republish()

    assert list(ListedVersion.objects.order_by("pk").values()) == past
    assert list(DocumentPublication.objects.order_by("pk").values()) == documents


def test_many_funds_are_found_at_once_though_their_words_are_sorted_later(
    published: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publish, "BATCH", 1)
    before = every_public_answer()
    ListedFund.objects.update(lexemes="")

    republish()

    with connection.cursor() as cursor:
        cursor.execute("SHOW gin_pending_list_limit")
        assert cursor.fetchone() == ("64MB",)
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert every_public_answer() == before


def test_a_correction_that_stands_is_composed_again(published: Site) -> None:
    correct_fund(
        fund_id="DEM00001", pointer="/manCo", value="Harbour", reason="Prospectus", by="maker", approved_by="checker"
    )
    entries = FundVersion.objects.count()

    republish("--provider", published.provider.code)

    assert get("/funds/DEM00001/")["manCo"] == "Harbour"
    assert FundVersion.objects.count() == entries


def test_a_profile_that_reads_differently_gets_a_version_from_the_same_source(published: Site) -> None:
    first = get("/funds/DEM00001/")["publication"]
    fund = PublishedFund.objects.get(pk="DEM00001").fund
    fund.record["manCo"] = "As the code reads it now"
    fund.save()

    said = republish()

    publication = get("/funds/DEM00001/")["publication"]
    assert said.endswith("1 new versions.")
    assert (publication["version"], publication["file"], publication["pointer"]) == (2, first["file"], first["pointer"])
    assert verified_entries() == FundVersion.objects.count()


def test_a_provider_that_does_not_exist_is_named() -> None:
    with pytest.raises(CommandError, match="There is no provider NOBODY"):
        republish("--provider", "NOBODY")

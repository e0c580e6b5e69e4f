"""Where an editor is asked for a fund or a share class, a part of its name finds it, and its identifier does, too."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.funds.suggesting import MOST
from fundfeed.models import Fund, ShareClass
from tests.factories.moderation import maker
from tests.factories.site import Site

FORMS = ["wagtailsnippets_funds_documentupload:add", "wagtailsnippets_funds_fundeditorial:add"]
FUNDS, SHARE_CLASSES = "suggested_funds", "suggested_share_classes"


@pytest.fixture
def at_maker(published: Site, client: Client) -> Client:
    client.force_login(maker())
    return client


def suggested(client: Client, address: str, typed: str) -> list[dict[str, Any]]:
    answer = client.get(reverse(address), {"q": typed})
    assert answer.status_code == 200
    found: list[dict[str, Any]] = answer.json()["suggestions"]
    return found


@pytest.mark.parametrize("form", FORMS)
def test_the_form_asks_for_suggestions_while_one_types(at_maker: Client, form: str) -> None:
    page = at_maker.get(reverse(form)).content.decode()

    assert f'data-suggestions-url="{reverse(FUNDS)}"' in page
    assert 'list="fund-suggestions"' in page
    assert '<datalist id="fund-suggestions"></datalist>' in page
    assert "funds/suggestions.js" in page


@pytest.mark.parametrize("form", FORMS)
def test_a_fund_named_in_the_address_is_filled_in(at_maker: Client, form: str) -> None:
    page = at_maker.get(reverse(form), {"fund": "DEM00001"}).content.decode()

    field = page.split('list="fund-suggestions"')[0].rsplit("<input", 1)[1]
    assert 'value="DEM00001"' in field


def test_a_fund_that_is_not_there_is_refused_as_before(at_maker: Client) -> None:
    page = at_maker.post(reverse(FORMS[0]), {"fund": "No such fund", "title_en": "A notice"}).content.decode()

    assert "Select a valid choice" in page
    assert 'value="No such fund"' in page


def test_a_fund_is_found_by_id_words_of_a_name_in_either_language_and_isin(at_maker: Client) -> None:
    fund = Fund.objects.exclude(name_zh="").order_by("pk")[0]
    isin = ShareClass.objects.filter(fund=fund).order_by("pk")[0].isin
    first, last = fund.name.lower().split()[0], fund.name.lower().split()[-1]
    own = {"id": fund.pk, "name": f"{fund.name} {fund.name_zh}"}

    for typed in (fund.pk, fund.pk.lower(), f"{last} {first}", fund.name_zh[:2], isin):
        assert own in suggested(at_maker, FUNDS, typed), typed


def test_a_share_class_is_found_by_isin_and_words_of_its_name(at_maker: Client) -> None:
    one = ShareClass.objects.order_by("pk")[0]

    for typed in (one.isin, one.isin[:6].lower(), one.name.split()[-1], one.fund_id):
        assert {"id": one.isin, "name": one.name} in suggested(at_maker, SHARE_CLASSES, typed), typed


@pytest.mark.parametrize("typed", ["", " ", "D", "no such fund at all", "\0", "%", "_'", "x" * 5000])
def test_what_names_nothing_is_answered_with_nothing(at_maker: Client, typed: str) -> None:
    assert suggested(at_maker, FUNDS, typed) == suggested(at_maker, SHARE_CLASSES, typed) == []


def test_of_many_the_first_are_suggested(at_maker: Client) -> None:
    known = Fund.objects.order_by("pk")[0]
    for number in range(MOST + 5):
        known.pk, known.name = f"MANY{number:04}", f"Many of them {number:04}"
        known.save(force_insert=True)

    names = [one["name"] for one in suggested(at_maker, FUNDS, "many of")]

    assert names == [f"Many of them {number:04}" for number in range(MOST)]


def test_who_has_no_business_in_the_admin_learns_nothing(published: Site, client: Client) -> None:
    answer = client.get(reverse(FUNDS), {"q": "fund"})

    assert answer.status_code == 302
    assert reverse("wagtailadmin_login") in answer["Location"]

"""Where an editor is asked for a fund, its name finds it, and its ID does as before."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from fundfeed.models import Fund
from tests.factories.moderation import maker
from tests.factories.site import Site

FORMS = ["wagtailsnippets_funds_documentupload:add", "wagtailsnippets_funds_fundeditorial:add"]


@pytest.mark.parametrize("form", FORMS)
def test_the_form_suggests_every_fund_by_its_names(published: Site, client: Client, form: str) -> None:
    client.force_login(maker())

    page = client.get(reverse(form)).content.decode()

    assert 'list="fund-suggestions"' in page
    suggested = page.split('<datalist id="fund-suggestions">')[1].split("</datalist>")[0]
    funds = Fund.objects.all()
    assert funds
    assert suggested.count("<option") == len(funds)
    for fund in funds:
        assert f'<option value="{fund.fund_id}">{escape(fund.name)} {escape(fund.name_zh)}</option>' in suggested


@pytest.mark.parametrize("form", FORMS)
def test_a_fund_named_in_the_address_is_filled_in(published: Site, client: Client, form: str) -> None:
    client.force_login(maker())

    page = client.get(reverse(form), {"fund": "DEM00001"}).content.decode()

    field = page.split('list="fund-suggestions"')[0].rsplit("<input", 1)[1]
    assert 'value="DEM00001"' in field


def test_a_fund_that_is_not_there_is_refused_as_before(published: Site, client: Client) -> None:
    client.force_login(maker())

    page = client.post(reverse(FORMS[0]), {"fund": "No such fund", "title_en": "A notice"}).content.decode()

    assert "Select a valid choice" in page
    assert 'value="No such fund"' in page

"""What the staff sees of partners, and the one thing that one person may do alone."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.accounts.models import User
from cms.partners.endpoint_block import EndpointBlock
from cms.partners.models import ApiKey, UsageCount
from tests.factories.audit import events
from tests.factories.partners import claimed, key_of, partner
from tests.factories.rights import give

pytestmark = pytest.mark.django_db
LISTS = ("partner", "keyrequest", "apikey", "webhookendpoint", "webhookdelivery")


def somebody(role: str) -> Client:
    user = User.objects.create_user(f"some {role}".lower())
    give(user, role)
    client = Client()
    client.force_login(user)
    return client


def address(model: str, *rest: str) -> str:
    return "/admin/snippets/partners/" + "".join(f"{part}/" for part in (model, *rest))


@pytest.mark.parametrize("role", ["System operator", "System administrator", "Auditor", "Business operator"])
def test_those_who_run_the_repository_see_partners(role: str) -> None:
    key, _ = key_of(partner(webhooks=("https://hooks.harbour.example/",)))
    client = somebody(role)
    pages = [address(name) for name in LISTS] + [
        address("apikey", "inspect", str(key.pk)),
        address("webhookendpoint", "inspect", str(key.partner.endpoints.get().pk)),
    ]

    assert {client.get(page).status_code for page in pages} == {200}


def test_others_see_nothing_of_them() -> None:
    client = somebody("Marketing")

    assert {client.get(address(name)).status_code for name in LISTS} == {302}


def test_no_screen_shows_a_key_or_a_secret() -> None:
    key_of(partner(webhooks=("https://hooks.harbour.example/",)))
    shown = claimed()
    client = somebody("System operator")
    key = ApiKey.objects.get(name=shown.key[:12])
    pages = [address("apikey"), address("apikey", "inspect", str(key.pk)), address("webhookendpoint")]

    seen = "".join(client.get(page).content.decode() for page in pages)

    assert key.name in seen
    assert shown.key not in seen
    assert key.digest not in seen
    assert shown.webhooks[0][1] not in seen


@pytest.mark.parametrize(
    ("role", "may"), [("System operator", True), ("System administrator", True), ("Auditor", False)]
)
def test_operators_and_administrators_revoke_a_key_with_a_reason(role: str, may: bool) -> None:
    key, _ = key_of(partner())
    client = somebody(role)
    link = address("apikey", "revoke", str(key.pk))

    shows_button = link in client.get(address("apikey", "inspect", str(key.pk))).content.decode()
    client.post(link, {"reason": ""})
    without = ApiKey.objects.get().revoked_at
    client.post(link, {"reason": "Leaked"})

    assert shows_button is may
    assert without is None
    assert (ApiKey.objects.get().revoked_at is not None) is may


def test_lists_cost_the_same_for_two_rows_and_for_ten() -> None:
    client, of = somebody("System operator"), partner()
    costs = []
    client.get(address("apikey"))
    for number in (2, 8):
        for _ in range(number):
            key_of(of)
        with CaptureQueriesContext(connection) as queries:
            client.get(address("apikey"))
        costs.append(len(queries))

    assert costs[0] == costs[1]


def test_a_webhook_without_an_event_is_told_to_choose_one() -> None:
    with pytest.raises(StructBlockValidationError) as refused:
        EndpointBlock().clean({"url": "https://hooks.harbour.example/", "kinds": []})

    assert refused.value.block_errors["kinds"].messages == ["Choose at least one event."]


def count_use(*names: str) -> None:
    UsageCount.objects.bulk_create(
        UsageCount(
            day=timezone.localdate(), key_name=name, endpoint_class="record", epoch="one", requests=1204, refused=3
        )
        for name in names
    )


REPORT = "/admin/reports/api-usage/"


def test_the_report_tells_who_used_the_api_and_how_much() -> None:
    key, _ = key_of(partner(name="=HARBOUR()"))
    count_use(key.name, "")
    client = somebody("Business operator")

    html = client.get(REPORT).content.decode()
    rows = b"".join(client.get(f"{REPORT}?export=csv")).decode().splitlines()

    assert all(text in html for text in ("=HARBOUR()", "without a key", key.name, "1,204"))
    assert rows[0] == "Day,partner,key,part,Requests,Refused"
    assert f"'=HARBOUR(),{key.name},record,1204,3" in rows[1] + rows[2]


def test_taking_the_report_away_is_in_the_audit_trail() -> None:
    client = somebody("Auditor")

    answer = client.get(f"{REPORT}?export=xlsx")

    assert answer.status_code == 200
    assert [event.label for event in events("export.downloaded")] == [REPORT]


def test_the_report_costs_the_same_for_two_rows_and_for_twenty() -> None:
    of = partner()
    client = somebody("Auditor")
    client.get(REPORT)
    costs = []
    for number in (2, 18):
        count_use(*(key_of(of)[0].name for _ in range(number)))
        with CaptureQueriesContext(connection) as queries:
            client.get(REPORT)
        costs.append(len(queries))

    assert costs[0] == costs[1]


def test_the_report_is_closed_to_others() -> None:
    assert somebody("Marketing").get(REPORT).status_code == 302

"""Facts have one writer, the feed: no address of the admin changes them, whoever asks."""

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from wagtail.permissions import policy_registry
from wagtail.users.forms import GroupForm

from cms.accounts.models import User
from cms.facts.policy import ReadOnlyPolicy
from tests.factories.rights import promote

from . import rows

FACTS = ("fund", "shareclass", "funddocument", "correction", "delivery", "feedrun", "runfinding", "provider")
WRITES = ("add/", "edit/{pk}/", "delete/{pk}/", "copy/{pk}/", "reorder/{pk}/", "history/{pk}/", "unpublish/{pk}/")
every_fact = pytest.mark.parametrize("fact", FACTS)


@every_fact
def test_a_superuser_can_read_the_list_and_the_page_of_a_fact(superuser: Client, fact: str) -> None:
    [row] = [row for row in rows.one_of_each() if row._meta.model_name == fact]

    answers = [
        superuser.get(f"/admin/snippets/fundfeed/{fact}/{path}") for path in ("", "results/", f"inspect/{row.pk}/")
    ]

    assert [answer.status_code for answer in answers] == [200, 200, 200]


@every_fact
def test_not_even_a_superuser_finds_an_address_that_writes(superuser: Client, fact: str) -> None:
    [row] = [row for row in rows.one_of_each() if row._meta.model_name == fact]
    before = stored(fact)

    for write in WRITES:
        address = f"/admin/snippets/fundfeed/{fact}/{write.format(pk=row.pk)}"
        assert superuser.post(address, {"name": "Changed"}).status_code == 404, address

    assert stored(fact) == before


@every_fact
def test_deleting_in_bulk_deletes_nothing(superuser: Client, fact: str) -> None:
    [row] = [row for row in rows.one_of_each() if row._meta.model_name == fact]
    before = stored(fact)

    for ids in (f"id={row.pk}", "id=all"):
        superuser.post(f"/admin/bulk/fundfeed/{fact}/delete/?{ids}&next=/admin/")

    assert stored(fact) == before


@every_fact
def test_the_chooser_that_could_create_does_not_exist(superuser: Client, fact: str) -> None:
    answer = superuser.post(f"/admin/snippets/choose/fundfeed/{fact}/create/", {"name": "New"})

    assert answer.status_code == 404
    assert stored(fact) == []


@every_fact
def test_the_policy_lets_superusers_look_and_nothing_else(db: None, fact: str) -> None:
    root = User.objects.create(username="root")
    promote(root)
    policy = policy_registry.get_by_type(apps.get_model("fundfeed", fact))

    allowed = [
        action
        for action in ("add", "change", "delete", "publish", "lock", "view")
        if policy.user_has_permission(root, action)
    ]

    assert isinstance(policy, ReadOnlyPolicy)
    assert allowed == ["view"]
    assert list(policy.users_with_any_permission({"add", "change", "delete"})) == []
    assert list(policy.users_with_any_permission({"delete", "view"})) == [root]
    assert not policy.user_has_permission(AnonymousUser(), "view")


def test_a_group_can_only_be_given_the_permission_to_look_at_facts(db: None) -> None:
    offered = GroupForm().fields["permissions"].queryset.filter(content_type__app_label="fundfeed")

    assert sorted(offered.values_list("codename", flat=True)) == sorted(f"view_{fact}" for fact in FACTS)


@every_fact
def test_lists_offer_no_boxes_to_tick_and_no_way_to_edit(superuser: Client, fact: str) -> None:
    rows.one_of_each()

    page = superuser.get(f"/admin/snippets/fundfeed/{fact}/").content.decode()

    assert f"/fundfeed/{fact}/inspect/" in page
    assert "bulk-action-checkbox" not in page
    assert not any(f"/fundfeed/{fact}/{write}/" in page for write in ("add", "edit", "delete"))


def stored(fact: str) -> list[dict[str, object]]:
    """Every row of a kind of fact, with every column."""
    return list(apps.get_model("fundfeed", fact).objects.order_by("pk").values())

"""`create_demo_users` makes people for the demo, and for nothing else."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django.fixtures import Settings

from cms.accounts.models import User
from tests.factories.rights import as_owner

from . import rows

ROLES = {
    "maker": {"Fund data manager", "Content manager"},
    "checker": {"Fund data manager", "Content manager", "System administrator"},
    "operator": {"System operator"},
    "manager": {"Business operator"},
    "auditor": {"Auditor"},
    "provider": {"Information provider"},
}


@pytest.fixture
def demo(settings: Settings, db: None) -> Settings:
    """The settings of the demo."""
    settings.APP_ENV = "demo"
    settings.DEMO_PASSWORD = "a long demo password"
    return settings


def test_six_people_get_their_roles_and_none_is_a_superuser(demo: Settings) -> None:
    create()

    people = {user.username: set(user.groups.values_list("name", flat=True)) for user in User.objects.all()}
    assert people == ROLES
    assert not User.objects.filter(is_superuser=True).exists()


def test_the_provider_of_the_demo_gets_a_person_who_sees_its_feed(demo: Settings) -> None:
    provider = rows.provider("DEMO")

    create()

    assert list(User.objects.filter(provider=provider).values_list("username", flat=True)) == ["provider"]


@pytest.mark.parametrize("username", ROLES)
def test_they_sign_in_with_the_demo_password(demo: Settings, client: Client, username: str) -> None:
    create()

    answer = client.post("/admin/login/", {"login": username, "password": "a long demo password", "next": "/admin/"})

    assert answer.status_code == 302
    assert client.get("/admin/").status_code == 200


def test_a_second_call_changes_nothing(demo: Settings) -> None:
    create()
    before = list(User.objects.order_by("pk").values("username", "password"))

    create()

    assert list(User.objects.order_by("pk").values("username", "password")) == before


def test_another_password_and_lost_roles_are_put_right(demo: Settings) -> None:
    create()
    User.objects.get(username="auditor").groups.clear()
    demo.DEMO_PASSWORD = "another demo password"

    create()

    auditor = User.objects.get(username="auditor")
    assert auditor.check_password("another demo password")
    assert set(auditor.groups.values_list("name", flat=True)) == {"Auditor"}


@pytest.mark.parametrize("environment", ["production", "test"])
def test_outside_the_demo_it_refuses_and_makes_nobody(demo: Settings, environment: str) -> None:
    demo.APP_ENV = environment

    with pytest.raises(CommandError, match="in the demo only"):
        create()

    assert not User.objects.exists()


def test_without_a_password_it_refuses_and_makes_nobody(demo: Settings) -> None:
    demo.DEMO_PASSWORD = ""

    with pytest.raises(CommandError, match="Set DEMO_PASSWORD"):
        create()

    assert not User.objects.exists()


def create() -> str:
    """Call the command and return what it wrote."""
    out = StringIO()
    with as_owner():
        call_command("create_demo_users", stdout=out)
    return out.getvalue()

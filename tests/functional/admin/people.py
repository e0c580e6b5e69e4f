"""People with passwords and phones, for the tests of the way in."""

import re
import time

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth.models import Group
from django.test import Client

from cms.accounts.models import User
from cms.accounts.secrets import encrypt
from fundfeed.models import Message
from tests.factories.rights import as_owner

PASSWORD = "correct horse battery staple"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def person(username: str = "ada", *roles: str, password: str = PASSWORD, **more: object) -> User:
    """Somebody with a password and these roles."""
    more.setdefault("email", f"{username}@fund.test")
    with as_owner():
        user: User = User.objects.create_user(username=username, password=password, **more)  # type: ignore[arg-type]
        user.groups.set([Group.objects.get(name=role) for role in roles])
    return user


def give_phone(user: User) -> None:
    """An authenticator app that shows the codes of `code_now`."""
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": encrypt(SECRET)})


def code_now(secret: str = SECRET) -> str:
    """What the app shows at this moment."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // app_settings.TOTP_PERIOD)))


def enter(client: Client, username: str = "ada", *, password: str = PASSWORD, where: str = "/admin/") -> str:
    """Fill in the sign-in; returns where it leads, or nothing if it leads nowhere."""
    answer = client.post("/admin/login/", {"login": username, "password": password, "next": where})
    return answer.get("Location", "")


def is_in(client: Client) -> bool:
    """Whether the dashboard opens."""
    return client.get("/admin/").status_code == 200


def secret_on(page: str) -> str:
    """The secret that the page of enrolment shows beside the code to be scanned."""
    [secret] = re.findall(r'value="([A-Z2-7]{32})"', page)
    return str(secret)


def filled_in(username: str, /, *groups: str, **values: str) -> dict[str, object]:
    """The form of a user."""
    return {
        "username": username,
        "email": f"{username}@fund.test",
        "first_name": "Ada",
        "last_name": "Chan",
        "is_active": "on",
        "groups": [Group.objects.get(name=name).pk for name in groups],
        **values,
    }


def edit(client: Client, user: User, *groups: str, **values: str) -> None:
    """Save the form of a user."""
    client.post(f"/admin/users/edit/{user.pk}/", filled_in(user.username, *groups, **values))
    user.refresh_from_db()


def deactivating(user: User) -> str:
    """Where somebody is let in no more."""
    return f"/admin/users/deactivate/{user.pk}/"


def roles_of(user: User) -> set[str]:
    return set(user.groups.values_list("name", flat=True))


def last_mail() -> Message:
    """The mail that was written last."""
    return Message.objects.latest("pk")

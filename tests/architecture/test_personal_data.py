"""Whatever is kept of people stands in the register of personal data."""

import re
from collections.abc import Iterator

from django.apps import apps
from django.db import models

from cms.accounts.models import User
from cms.privacy.register import entries, is_known

SPEAKING = re.compile(
    r"(^|_)(e?mail|email|ip|ip_address|username|user_agent|actor|by|recipients|contact|person|first_name|last_name|owner"
    r"|phone|address)(_id)?$|^contact_"
)
# Names that sound like people's and aren't.
NOT_OF_PEOPLE = {
    "changes.Change.approve_by",
    "downloads.DocumentDownload.is_by_robots",
    "account.EmailConfirmation.email_address",
}


def fields_of_people() -> Iterator[tuple[str, str]]:
    """Each field that refers to a person, or by its kind or name may hold something of one."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_fields:
            is_person = field.is_relation and field.related_model is User
            is_address = isinstance(field, models.EmailField | models.GenericIPAddressField)
            if is_person or is_address or SPEAKING.search(field.name):
                yield model._meta.label, field.name


def test_every_field_that_holds_something_of_a_person_stands_in_the_register() -> None:
    found = list(fields_of_people())

    missing = [f"{label}.{name}" for label, name in found if not is_known(label, name)]

    assert len(found) > 50
    assert [one for one in missing if one not in NOT_OF_PEOPLE] == [], (
        "say in AppConfig.ready what it is kept for and how long: cms.privacy.register.register(Entry(…))"
    )


def test_the_register_speaks_of_no_field_that_isn_t_there() -> None:
    known = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
    }
    known |= {f"{model._meta.label}.*" for model in apps.get_models(include_auto_created=True)}
    known |= {f"*.{name.rsplit('.', 1)[1]}" for name in known}

    assert {field for entry in entries() for field in entry.fields} - known == set()

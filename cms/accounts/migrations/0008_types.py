"""Who may let somebody in no more: taking away is for one person, and for those who are called when it is urgent."""

from typing import Any

from django.db import migrations

ROLES = ("Business operator", "System administrator")


def allow(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001 - the signature is Django's
    content_type, _ = apps.get_model("contenttypes.ContentType").objects.get_or_create(app_label="accounts", model="user")
    permission, _ = apps.get_model("auth.Permission").objects.get_or_create(
        content_type=content_type, codename="deactivate_user", defaults={"name": "Can let a user in no more"}
    )
    for group in apps.get_model("auth.Group").objects.filter(name__in=ROLES):
        group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_people")]

    operations = [
        migrations.AlterModelOptions(
            name="user",
            options={
                "verbose_name": "user",
                "verbose_name_plural": "users",
                "permissions": [
                    ("unlock_user", "Can let a locked-out user in again"),
                    ("deactivate_user", "Can let a user in no more"),
                ],
            },
        ),
        migrations.RunPython(allow, migrations.RunPython.noop),
    ]

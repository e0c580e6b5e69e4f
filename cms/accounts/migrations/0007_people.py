"""Who manages people, who reviews what they may do, and the permission to let somebody in again."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from cms.accounts.grants import grant


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_operators_providers_look")]

    operations = [
        migrations.AlterModelOptions(
            name="user",
            options={
                "verbose_name": "user",
                "verbose_name_plural": "users",
                "permissions": [("unlock_user", "Can let a locked-out user in again")],
            },
        ),
        migrations.CreateModel(
            name="AccessReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("done_at", models.DateTimeField()),
                ("note", models.TextField(blank=True)),
                ("access", models.JSONField(help_text="Of each user name: active, superuser, roles, as they were")),
                (
                    "done_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={"ordering": ("-done_at",), "get_latest_by": "done_at"},
        ),
        grant(
            "accounts",
            "user",
            "user",
            {"Business operator": ("add", "change", "view"), "System administrator": ("view",)},
        ),
        grant("auth", "group", "group", {"Business operator": ("view",), "System administrator": ("view",)}),
        grant(
            "accounts",
            "accessreview",
            "access review",
            {"Business operator": ("add", "view"), "System administrator": ("add", "view"), "Auditor": ("view",)},
        ),
        migrations.RunPython(code=lambda apps, editor: _let_in(apps), reverse_code=migrations.RunPython.noop),
    ]


def _let_in(apps):
    content_type, _ = apps.get_model("contenttypes.ContentType").objects.get_or_create(app_label="accounts", model="user")
    permission, _ = apps.get_model("auth.Permission").objects.get_or_create(
        content_type=content_type, codename="unlock_user", defaults={"name": "Can let a locked-out user in again"}
    )
    for group in apps.get_model("auth.Group").objects.filter(name__in=("Business operator", "System administrator")):
        group.permissions.add(permission)

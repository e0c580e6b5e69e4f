"""Who sees funds sees what was corrected in them."""

from django.db import migrations

ROLES = (
    "System operator",
    "Fund data manager",
    "Content manager",
    "Marketing",
    "System administrator",
    "Auditor",
    "Business operator",
)


def give(apps, schema_editor):
    for group in apps.get_model("auth.Group").objects.filter(name__in=ROLES):
        group.permissions.add(_permission(apps))


def take(apps, schema_editor):
    for group in apps.get_model("auth.Group").objects.filter(name__in=ROLES):
        group.permissions.remove(_permission(apps))


def _permission(apps):
    content_type, _ = apps.get_model("contenttypes.ContentType").objects.get_or_create(
        app_label="fundfeed", model="correction"
    )
    permission, _ = apps.get_model("auth.Permission").objects.get_or_create(
        content_type=content_type, codename="view_correction", defaults={"name": "Can view correction"}
    )
    return permission


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_roles")]

    operations = [migrations.RunPython(give, take)]

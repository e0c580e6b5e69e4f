"""Auditors and system administrators read the audit trail, nobody else."""

from django.db import migrations

ROLES = ("Auditor", "System administrator")


def give(apps, schema_editor):
    for group in apps.get_model("auth.Group").objects.filter(name__in=ROLES):
        group.permissions.add(_permission(apps))


def take(apps, schema_editor):
    for group in apps.get_model("auth.Group").objects.filter(name__in=ROLES):
        group.permissions.remove(_permission(apps))


def _permission(apps):
    content_type, _ = apps.get_model("contenttypes.ContentType").objects.get_or_create(
        app_label="audit", model="auditevent"
    )
    permission, _ = apps.get_model("auth.Permission").objects.get_or_create(
        content_type=content_type, codename="view_auditevent", defaults={"name": "Can view audit event"}
    )
    return permission


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_chain"), ("accounts", "0003_corrections_are_seen")]

    operations = [migrations.RunPython(give, take)]

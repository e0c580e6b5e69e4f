"""Operators and fund data managers are mailed about the feeds of the providers that there are."""

from django.db import migrations

TOLD = ("System operator", "Fund data manager")


def tell(apps, schema_editor):
    groups = apps.get_model("auth.Group").objects.filter(name__in=TOLD)
    for provider in apps.get_model("fundfeed.Provider").objects.all():
        provider.notified_groups.add(*groups)


def keep_quiet(apps, schema_editor):
    for provider in apps.get_model("fundfeed.Provider").objects.all():
        provider.notified_groups.clear()


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_corrections_are_seen"), ("fundfeed", "0009_operators_outbox")]

    operations = [migrations.RunPython(tell, keep_quiet)]

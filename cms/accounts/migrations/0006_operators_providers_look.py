"""Information providers may look at deliveries, runs and findings: at their own, which the admin sees to."""

from django.db import migrations

LOOK = {"delivery": "delivery", "feedrun": "feed run", "runfinding": "finding"}


def give(apps, schema_editor):
    provider = apps.get_model("auth.Group").objects.get(name="Information provider")
    provider.permissions.add(*_permissions(apps))


def take(apps, schema_editor):
    provider = apps.get_model("auth.Group").objects.get(name="Information provider")
    provider.permissions.remove(*_permissions(apps))


def _permissions(apps):
    yield _permission(apps, "wagtailadmin", "admin", "access_admin", "Can access Wagtail admin")
    for model, name in LOOK.items():
        yield _permission(apps, "fundfeed", model, f"view_{model}", f"Can view {name}")


def _permission(apps, app_label, model, codename, name):
    content_type, _ = apps.get_model("contenttypes.ContentType").objects.get_or_create(app_label=app_label, model=model)
    permission, _ = apps.get_model("auth.Permission").objects.get_or_create(
        content_type=content_type, codename=codename, defaults={"name": name}
    )
    return permission


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_operators_provider")]

    operations = [migrations.RunPython(give, take)]

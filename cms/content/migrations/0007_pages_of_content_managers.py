"""Marketing makes banners and frequent questions; pages are the content managers'."""

from django.db import migrations

from cms.accounts.roles import MARKETING

ACTIONS = ("add_page", "change_page")


def close_pages(apps, schema_editor):
    granted(apps).filter(permission__codename__in=ACTIONS).delete()


def open_pages(apps, schema_editor):
    group = apps.get_model("auth.Group").objects.get(name=MARKETING)
    root = apps.get_model("wagtailcore.Page").objects.get(depth=1)
    for permission in apps.get_model("auth.Permission").objects.filter(
        content_type__app_label="wagtailcore", content_type__model="page", codename__in=ACTIONS
    ):
        granted(apps).get_or_create(group=group, page=root, permission=permission)


def granted(apps):
    return apps.get_model("wagtailcore.GroupPagePermission").objects.filter(group__name=MARKETING)


class Migration(migrations.Migration):
    dependencies = [("content", "0006_who_makes_content")]

    operations = [migrations.RunPython(close_pages, open_pages)]

"""Content managers and marketing make content, each their part; both languages exist from the first day."""

from django.conf import settings
from django.db import migrations

from cms.accounts.grants import LOOK, MAKE, grant
from cms.accounts.roles import AUDITOR, BUSINESS_OPERATOR, CONTENT_MANAGER, MARKETING, SYSTEM_ADMINISTRATOR

WATCHERS = {SYSTEM_ADMINISTRATOR: LOOK, AUDITOR: LOOK, BUSINESS_OPERATOR: LOOK}
MAKERS = (CONTENT_MANAGER, MARKETING)


def speak_both_languages(apps, schema_editor):
    for code, _ in settings.WAGTAIL_CONTENT_LANGUAGES:
        apps.get_model("wagtailcore.Locale").objects.get_or_create(language_code=code)


def open_pages_and_images(apps, schema_editor):
    root_page = apps.get_model("wagtailcore.Page").objects.get(depth=1)
    root_collection = apps.get_model("wagtailcore.Collection").objects.get(depth=1)
    for role in MAKERS:
        group, _ = apps.get_model("auth.Group").objects.get_or_create(name=role)
        for action in ("add", "change"):
            apps.get_model("wagtailcore.GroupPagePermission").objects.get_or_create(
                group=group, page=root_page, permission=permission(apps, "wagtailcore", "page", f"{action}_page")
            )
        for action in ("add", "change", "choose"):
            apps.get_model("wagtailcore.GroupCollectionPermission").objects.get_or_create(
                group=group,
                collection=root_collection,
                permission=permission(apps, "wagtailimages", "image", f"{action}_image"),
            )


def permission(apps, app_label, model, codename):
    content_type, _ = apps.get_model("contenttypes.ContentType").objects.get_or_create(app_label=app_label, model=model)
    found, _ = apps.get_model("auth.Permission").objects.get_or_create(
        content_type=content_type, codename=codename, defaults={"name": f"Can {codename.replace('_', ' ')}"}
    )
    return found


def let_makers_translate(apps, schema_editor):
    may = permission(apps, "simple_translation", "simpletranslation", "submit_translation")
    for role in MAKERS:
        apps.get_model("auth.Group").objects.get(name=role).permissions.add(may)


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0005_guards"),
        ("accounts", "0002_roles"),
        ("wagtailimages", "0026_delete_uploadedimage"),
        ("simple_translation", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(speak_both_languages, migrations.RunPython.noop),
        grant("content", "banner", "banner", {**dict.fromkeys(MAKERS, MAKE), **WATCHERS}),
        grant("content", "frequentquestion", "frequent question", {**dict.fromkeys(MAKERS, MAKE), **WATCHERS}),
        grant("content", "legalnotice", "legal notice", {CONTENT_MANAGER: MAKE, MARKETING: LOOK, **WATCHERS}),
        migrations.RunPython(open_pages_and_images, migrations.RunPython.noop),
        migrations.RunPython(let_makers_translate, migrations.RunPython.noop),
    ]

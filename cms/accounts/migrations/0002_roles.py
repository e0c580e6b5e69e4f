"""The nine roles and what each may see. Nobody may write facts, so there is nothing else to give yet.

Wagtail's own groups "Moderators" and "Editors" go: the first lets one person publish alone.
"""

from django.db import migrations

FACTS = {
    "fund": "fund",
    "shareclass": "share class",
    "funddocument": "document",
    "delivery": "delivery",
    "feedrun": "feed run",
    "runfinding": "finding",
    "provider": "provider",
}
FUNDS = ("fund", "shareclass", "funddocument")
FEED = ("delivery", "feedrun", "runfinding")
EVERYTHING = tuple(FACTS)

ROLES = {
    "System operator": EVERYTHING,
    "Fund data manager": FUNDS + FEED,
    "Content manager": FUNDS,
    "Marketing": FUNDS,
    "System administrator": EVERYTHING,
    "IT operator": (*FEED, "provider"),
    "Auditor": EVERYTHING,
    "Information provider": None,  # an outsider: no admin until there is a page with its own deliveries only
    "Business operator": EVERYTHING,
}


def create(apps, schema_editor):
    Group = apps.get_model("auth.Group")
    access = _permission(apps, "wagtailadmin", "admin", "access_admin", "Can access Wagtail admin")
    for name, models in ROLES.items():
        group, _ = Group.objects.get_or_create(name=name)
        if models is not None:
            group.permissions.add(access, *(_may_view(apps, model) for model in models))
    Group.objects.filter(name__in=("Moderators", "Editors")).delete()


def remove(apps, schema_editor):
    apps.get_model("auth.Group").objects.filter(name__in=ROLES).delete()


def _may_view(apps, model):
    # Django makes permissions after the last migration, with exactly these names; it finds ours and keeps them.
    return _permission(apps, "fundfeed", model, f"view_{model}", f"Can view {FACTS[model]}")


def _permission(apps, app_label, model, codename, name):
    content_type, _ = apps.get_model("contenttypes.ContentType").objects.get_or_create(app_label=app_label, model=model)
    permission, _ = apps.get_model("auth.Permission").objects.get_or_create(
        content_type=content_type, codename=codename, defaults={"name": name}
    )
    return permission


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailimages", "0027_image_description"),  # an earlier one gives every group with admin access more
    ]

    operations = [migrations.RunPython(create, remove)]

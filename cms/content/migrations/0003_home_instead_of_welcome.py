"""Our home page in the place of Wagtail's welcome page."""

from django.db import migrations


def replace(apps, schema_editor):
    Page = apps.get_model("wagtailcore.Page")
    welcome = Page.objects.filter(depth=2, slug="home", content_type__model="page").first()
    if welcome is None:
        return
    home = _home(apps, locale=welcome.locale, path="00010002")
    apps.get_model("wagtailcore.Site").objects.filter(root_page_id=welcome.pk).update(root_page_id=home.pk)
    welcome.delete()


def _home(apps, *, locale, path):
    content_type, _ = apps.get_model("contenttypes.ContentType").objects.get_or_create(
        app_label="content", model="homepage"
    )
    return apps.get_model("content.HomePage").objects.create(
        title="Fund Repository",
        draft_title="Fund Repository",
        slug="home",
        content_type=content_type,
        path=path,
        depth=2,
        numchild=0,
        url_path="/home/",
        locale=locale,
    )


class Migration(migrations.Migration):
    dependencies = [("content", "0002_home_page"), ("contenttypes", "0002_remove_content_type_name")]

    operations = [migrations.RunPython(replace, migrations.RunPython.noop)]

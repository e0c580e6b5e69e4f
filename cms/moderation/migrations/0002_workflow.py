"""The one workflow, in the place of Wagtail's own, whose step any member of a group can take for himself."""

from django.db import migrations

WORKFLOW = "Approval by a second person"
CHECKERS = "System administrator"


def install(apps, schema_editor):
    for name in ("WorkflowPage", "WorkflowContentType", "WorkflowTask", "Workflow"):
        apps.get_model("wagtailcore", name).objects.all().delete()
    apps.get_model("wagtailcore.GroupApprovalTask").objects.all().delete()
    apps.get_model("wagtailcore.Task").objects.all().delete()
    task = apps.get_model("moderation.FourEyesTask").objects.create(
        name=WORKFLOW,
        content_type=apps.get_model("contenttypes.ContentType").objects.get_or_create(
            app_label="moderation", model="foureyestask"
        )[0],
    )
    task.groups.add(apps.get_model("auth.Group").objects.get_or_create(name=CHECKERS)[0])
    workflow = apps.get_model("wagtailcore.Workflow").objects.create(name=WORKFLOW)
    apps.get_model("wagtailcore.WorkflowTask").objects.create(workflow=workflow, task=task, sort_order=0)


def remove(apps, schema_editor):
    apps.get_model("wagtailcore.Workflow").objects.filter(name=WORKFLOW).delete()
    apps.get_model("moderation.FourEyesTask").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0001_initial"),
        ("accounts", "0002_roles"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(install, remove)]

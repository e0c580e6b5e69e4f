"""The one workflow: installed by a migration, assigned to the page tree and to every moderated snippet."""

from typing import Any, Final

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, Workflow, WorkflowContentType, WorkflowPage

from .snippets import Moderated

WORKFLOW: Final = "Approval by a second person"


def assign_everywhere(**_: Any) -> None:
    """Put everything that is moderated under the workflow; runs after each migration and changes nothing twice."""
    workflow = Workflow.objects.filter(name=WORKFLOW).first()
    root = Page.get_first_root_node()
    if workflow is None or root is None:
        return
    WorkflowPage.objects.update_or_create(page=root, defaults={"workflow": workflow})
    for model in moderated_snippets():
        content_type = ContentType.objects.get_for_model(model, for_concrete_model=False)
        WorkflowContentType.objects.update_or_create(content_type=content_type, defaults={"workflow": workflow})


def moderated_snippets() -> list[type[Moderated]]:
    """Every installed snippet that is moderated."""
    return [model for model in apps.get_models() if issubclass(model, Moderated)]

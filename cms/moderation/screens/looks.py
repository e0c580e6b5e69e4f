"""A submission's previews, in each of the ways that its kind can be looked at."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.generic import View
from wagtail.models import PreviewableMixin, TaskState

from cms.accounts.signed_in import signed_in

from ..models import FourEyesTask
from . import addresses


def ways(state: TaskState, submitted: Any) -> list[tuple[str, str]]:
    """Label and address of each; none for what has no preview."""
    if not (isinstance(submitted, PreviewableMixin) and submitted.is_previewable()):
        return []
    modes = submitted.preview_modes
    return [(label if len(modes) > 1 else "the preview", addresses.look(state, mode)) for mode, label in modes]


class LookView(View):
    """Wagtail's own preview for moderation knows one way only."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """The submitted version for whoever may decide about it."""
        state = get_object_or_404(TaskState.objects.select_related("revision"), pk=pk)
        task = get_object_or_404(FourEyesTask, pk=state.task_id)
        if not task.may_decide(state.revision.content_object, signed_in(request)):
            raise PermissionDenied
        submitted, mode = state.revision.as_object(), request.GET.get("mode", "")
        if mode not in dict(getattr(submitted, "preview_modes", ())):
            raise Http404
        answer: HttpResponseBase = submitted.make_preview_request(request, mode)
        return answer

"""Changes of access that nobody has decided about yet, for the access review."""

from cms.moderation.waiting import waiting

from .models import AccessChange


def waiting_changes() -> list[tuple[str, int]]:
    """What each is about, and the number of its review."""
    model = AccessChange._meta
    states = waiting().filter(
        workflow_state__content_type__app_label=model.app_label, workflow_state__content_type__model=model.model_name
    )
    return [(str(state.revision.object_str), state.pk) for state in states]

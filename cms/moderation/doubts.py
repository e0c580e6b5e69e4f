"""What a second person had better look at twice: told to who submits and to who decides, never refused."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from modelcluster.models import model_from_serializable_data
from wagtail.models import Revision

from .guarded import Guarded
from .withdrawal import is_withdrawal


def doubts_about(thing: Any) -> list[str]:
    """Sentences about one version, each with what is doubtful about it; none for what nobody has rules for."""
    return list(thing.doubts()) if isinstance(thing, Guarded) else []


def doubts_of(revision: Revision) -> list[str]:
    """The same about a stored version, read from its content alone: an inbox asks for two hundred of them."""
    model = ContentType.objects.get_for_id(revision.content_type_id).model_class()
    if model is None or not issubclass(model, Guarded) or model.doubts is Guarded.doubts or is_withdrawal(revision):
        return []
    return doubts_about(model_from_serializable_data(model, revision.content, check_fks=False))

"""Content in the admin."""

from typing import Any

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from .no_documents import NoDocumentsEndpoint
from .viewsets import ContentGroup


def leave_out_documents(router: Any) -> None:
    """Tell the admin that there is no document library."""
    router.register_endpoint("documents", NoDocumentsEndpoint)


hooks.register("construct_admin_api", leave_out_documents)
register_snippet(ContentGroup)

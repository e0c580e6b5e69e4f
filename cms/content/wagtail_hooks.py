"""Content in the admin."""

from typing import Any

from wagtail import hooks

from .no_documents import NoDocumentsEndpoint


def leave_out_documents(router: Any) -> None:
    """Tell the admin that there is no document library."""
    router.register_endpoint("documents", NoDocumentsEndpoint)


hooks.register("construct_admin_api", leave_out_documents)

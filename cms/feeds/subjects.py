"""Findings name their subject by an identifier; here it is looked up, so that a reader can go there."""

from collections.abc import Iterable

from django.db.models import Model

from cms.facts.links import Person, page_of
from fundfeed.models import Fund, FundDocument, RunFinding, ShareClass

Identified = tuple[type[Model], ...]
KINDS: Identified = (Fund, ShareClass, FundDocument)


def with_links(findings: Iterable[RunFinding], *, user: Person) -> list[tuple[RunFinding, str]]:
    """Each finding with the address of its subject's page, or "" when there is no such page."""
    listed = list(findings)
    pages = pages_of({finding.subject for finding in listed if finding.subject}, user=user)
    return [(finding, pages.get(finding.subject, "")) for finding in listed]


def pages_of(subjects: set[str], *, user: Person) -> dict[str, str]:
    """The address of each subject's page, where there is one that `user` may read."""
    return {
        pk: page_of(model, pk, user=user)
        for model in KINDS
        for pk in model._default_manager.filter(pk__in=subjects).values_list("pk", flat=True)
    }

"""From a fund's page to the words that can be proposed about it."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.contrib.admin.utils import quote
from django.urls import reverse

from cms.facts.links import Person, may_propose
from fundfeed.models import Fund

from .models import DocumentUpload, FundEditorial


def proposals(fund: Fund, *, user: Person) -> Iterator[tuple[str, str]]:
    """Labels and addresses of what `user` may propose about the fund."""
    if may_propose(user, FundEditorial):
        yield "Edit summary and corrections", _editorial(fund)
    if may_propose(user, DocumentUpload):
        yield "Upload a document", _new("documentupload", fund)


def _editorial(fund: Fund) -> str:
    """The fund's own editorial, or a new one."""
    known = FundEditorial.objects.filter(fund=fund).values_list("pk", flat=True).first()
    if known is None:
        return _new("fundeditorial", fund)
    return reverse("wagtailsnippets_funds_fundeditorial:edit", args=[quote(known)])


def _new(model: str, fund: Fund) -> str:
    return f"{reverse(f'wagtailsnippets_funds_{model}:add')}?{urlencode({'fund': fund.pk})}"

"""Which pages of the public site something new concerns, in the words of its tags: parts of the API's addresses."""

from collections.abc import Collection
from typing import Any, Final

from django.db import transaction

from . import tasks

ALL: Final = "*"
MOST_FUNDS: Final = 200
OF_KIND: Final = {"page": "pages", "menu": "menus", "banner": "banners", "legal": "legal", "question": "faq"} | {
    "article": "help",
    "news": "news",
    "redirect": "redirects",
}
OF_ANY_FUND: Final = ("funds", "status", "changes", "documents", "verify", "fund-groups", "resolve")


def of_record(sender: Any, *, fund_ids: Collection[str], **_: Any) -> None:  # noqa: ARG001 - a signal's signature
    """Pages of these funds and all lists; of everything when it is half the record."""
    each = [f"fund:{fund_id}" for fund_id in fund_ids]
    tasks.tell_sites_soon(expired=[ALL] if len(each) > MOST_FUNDS else [*OF_ANY_FUND, *each])


def of_document_type(sender: Any, **_: Any) -> None:  # noqa: ARG001 - as above
    """Everything: what a type is called stands on the page of every fund that has such a document."""
    tasks.tell_sites_soon(expired=[ALL])


def of_content(sender: Any, *, kinds: Collection[str], withdrawn: bool, **_: Any) -> None:  # noqa: ARG001 - as above
    """Pages made of such things; those of something withdrawn aren't to be shown even when we can't be reached."""
    tags = sorted(OF_KIND.get(kind, ALL) for kind in kinds)
    told = {"gone": tags} if withdrawn else {"expired": tags}
    transaction.on_commit(lambda: tasks.tell_sites_soon(**told), robust=True)

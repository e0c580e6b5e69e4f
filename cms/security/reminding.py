"""Asks for the access review of the quarter until somebody signs it."""

from datetime import datetime

from django.db.models import Q

from cms.accounts.models import AccessReview, User
from fundfeed.services import post_message

from .checks import REVIEW_DUE

TEXT = """\
Nobody has looked through who may do what for {days} days. Open Reports, Access review, have
mended what is wrong, and sign it.
This mail comes each week until then.
"""


def remind_of_review(*, at: datetime) -> bool:
    """Mail those who may sign the review when it is due; whether anybody was mailed."""
    last = AccessReview.objects.order_by("-done_at").values_list("done_at", flat=True).first()
    begun = last or User.objects.order_by("date_joined").values_list("date_joined", flat=True).first()
    if begun is None or at - begun <= REVIEW_DUE:
        return False
    recipients = _reviewers()
    post_message(
        recipients=recipients,
        subject="The access review is due",
        text=TEXT.format(days=(at - begun).days),
        thread="access-review",
    )
    return bool(recipients)


def _reviewers() -> list[str]:
    codename, app = "add_accessreview", "accounts"
    by_role = Q(groups__permissions__codename=codename, groups__permissions__content_type__app_label=app)
    found = User.objects.filter(by_role, is_active=True).exclude(email="").values_list("email", flat=True)
    return sorted(set(found))

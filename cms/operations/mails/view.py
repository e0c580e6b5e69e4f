"""Mails that were refused for good, that wait, or that had nobody to go to, on a screen."""

import re
from datetime import timedelta
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from wagtail.permission_policies import ModelPermissionPolicy

from cms.accounts.signed_in import signed_in
from cms.audit.services import record
from fundfeed.models import Message
from fundfeed.services import send_refused_again

from ..models import ChecklistTick
from ..screen import OperatorsScreen

INDEX: Final = "operations_mails"
ON_DUTY: Final = ModelPermissionPolicy(ChecklistTick)
LOOKS_BACK: Final = timedelta(days=30)
MOST: Final = 100
NUMBER: Final = re.compile(r"[0-9]{1,18}")  # Python refuses to read thousands of digits as one number


class MailsView(OperatorsScreen):
    """Three lists; whoever ticks checklists may have what was refused sent again."""

    template_name = "operations/mails.html"
    page_title = "Mails"
    header_icon = "mail"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The latest first; what was refused or had nobody is shown for a month."""
        fresh = Message.objects.filter(created_at__gt=timezone.now() - LOOKS_BACK)
        waiting = Message.objects.filter(sent_at=None, given_up_at=None).exclude(recipients=[])
        return super().get_context_data(
            refused=fresh.exclude(refused={})[:MOST],
            waiting=waiting[:MOST],
            nobody=fresh.filter(recipients=[])[:MOST],
            most=MOST,
            may_send=self._may_send,
            **kwargs,
        )

    @transaction.atomic
    def post(self, request: HttpRequest) -> HttpResponse:
        """Send one again that was refused for good."""
        if not self._may_send:
            raise PermissionDenied
        number = NUMBER.fullmatch(request.POST.get("mail", ""))
        mail = get_object_or_404(Message, pk=int(number[0]) if number else None)
        if send_refused_again(message=mail):
            record(action="mail.sent_again", actor=signed_in(request), obj=mail, label=f"Mail {mail.pk}")
            messages.success(request, "It is sent again to those who refused it.")
        else:
            messages.error(request, "Nobody refuses it any more: somebody sent it again before you.")
        return redirect(reverse(INDEX))

    @property
    def _may_send(self) -> bool:
        return bool(ON_DUTY.user_has_permission(self.request.user, "add"))

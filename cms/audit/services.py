"""The one way to tell the audit trail what no table tells it."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Model
from django.http import HttpRequest

from .context import address_of, asker
from .models import RecordedAct

LONGEST_NAME = 320
Person = AbstractBaseUser | AnonymousUser


def record(
    *,
    action: str,
    actor: Person | str | None = None,
    obj: Model | None = None,
    label: str = "",
    data: Mapping[str, Any] | None = None,
    comment: str = "",
    request: HttpRequest | None = None,
) -> None:
    """Write that something happened; it becomes an event of the chain when the transaction is committed.

    Without `actor` and `request` they are those of the request that is being answered. `data` is JSON; what it holds
    under `changes` is shown as `{"field": [before, after]}`.
    """
    now = asker()
    RecordedAct.objects.create(
        action=action,
        actor_id=_id_of(actor) if actor is not None else now.actor_id,
        actor=_name_of(actor) if actor is not None else now.actor,
        address=address_of(request) if request is not None else now.address,
        object_type=obj._meta.label_lower if obj is not None else "",
        object_id=str(obj.pk) if obj is not None else "",
        label=label or (str(obj) if obj is not None else ""),
        data=dict(data or {}),
        comment=comment,
    )


def _id_of(actor: Person | str) -> str:
    return "" if isinstance(actor, str) else str(actor.pk or "")


def _name_of(actor: Person | str) -> str:
    name = actor if isinstance(actor, str) else actor.get_username()
    return name.replace("\x00", "\ufffd")[:LONGEST_NAME]

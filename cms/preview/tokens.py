"""Tokens that lead to one draft: made for an editor's look at it, worthless soon after."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any, Final

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from cms.accounts.models import User

from .models import Preview
from .signals import preview_issued

LIFETIME: Final = timedelta(minutes=15)


@transaction.atomic
def issue(thing: Any, *, editor: User, session_key: str) -> str:
    """Keep the draft for its editor and return the token that shows it; only the token's digest is stored."""
    forget_expired()
    token = secrets.token_urlsafe(32)
    what = {
        "editor": editor,
        "content_type": ContentType.objects.get_for_model(thing, for_concrete_model=False),
        "object_id": str(thing.pk or ""),
    }
    looks_already = Preview.objects.filter(**what).exists()
    Preview.objects.create(
        token_sha256=_digest(token),
        session_id=session_key,
        content=thing.serializable_data(),
        expires_at=timezone.now() + LIFETIME,
        **what,
    )
    if not looks_already:
        preview_issued.send(sender=type(thing), user=editor, obj=thing)
    return token


def resolve(token: str) -> Any | None:
    """The draft as its editor saw it; None for a token that is wrong, too old, or whose editor has left."""
    previews = Preview.objects.select_related("editor", "session", "content_type")
    preview = previews.filter(token_sha256=_digest(token), expires_at__gt=timezone.now()).first()
    if preview is None or not _is_signed_in(preview):
        return None
    model: Any = preview.content_type.model_class()
    return model.from_serializable_data(preview.content)


def forget_expired() -> None:
    """Delete the drafts that nobody can see any more."""
    Preview.objects.filter(expires_at__lte=timezone.now()).delete()


def _is_signed_in(preview: Preview) -> bool:
    """Whether the session is still this editor's, as Django asks at each request of his own."""
    held = preview.session.get_decoded()
    return (
        preview.editor.is_active
        and preview.session.expire_date > timezone.now()
        and held.get(SESSION_KEY) == str(preview.editor.pk)
        and constant_time_compare(held.get(HASH_SESSION_KEY, ""), preview.editor.get_session_auth_hash())
    )


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

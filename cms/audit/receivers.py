"""Signing in and out, lock-outs and previews: signals become acts."""

from typing import Any

from django.apps import apps
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models import Model
from django.http import HttpRequest

from cms.accounts.models import User
from cms.preview.signals import preview_issued

from .services import record

LONGEST_NAME = 150


def connect() -> None:
    """Listen."""
    user_logged_in.connect(_signed_in, dispatch_uid="audit.signed_in")
    user_logged_out.connect(_signed_out, dispatch_uid="audit.signed_out")
    user_login_failed.connect(_refused, dispatch_uid="audit.refused")
    preview_issued.connect(_preview, dispatch_uid="audit.preview")
    _connect_lock_out()


def _connect_lock_out() -> None:
    if apps.is_installed("axes"):
        from axes.signals import user_locked_out  # type: ignore[import-untyped, unused-ignore] # needs its models

        user_locked_out.connect(_locked_out, dispatch_uid="audit.locked_out")


def _signed_in(request: HttpRequest | None, user: AbstractBaseUser, **_: Any) -> None:
    record(action="session.login", actor=user, obj=user, request=request)


def _signed_out(request: HttpRequest | None, user: AbstractBaseUser | None, **_: Any) -> None:
    if user is not None:
        record(action="session.logout", actor=user, obj=user, request=request)


def _refused(credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    record(action="session.refused", actor="", label=_claimed(credentials), request=request)


def _locked_out(request: HttpRequest | None = None, username: str = "", **_: Any) -> None:
    record(action="session.locked_out", actor="", label=_claimed({"username": username}), request=request)


def _preview(user: User, obj: Model, **_: Any) -> None:
    kind = obj._meta.verbose_name
    record(action="preview.issued", actor=user, obj=obj if obj.pk else None, label=f"{kind}: {obj}")


def _claimed(credentials: dict[str, Any]) -> str:
    """The name that somebody typed; perhaps nobody's, and perhaps anything."""
    name = credentials.get("username") or credentials.get("login") or credentials.get("email") or ""
    return str(name).replace("\x00", "\ufffd")[:LONGEST_NAME]

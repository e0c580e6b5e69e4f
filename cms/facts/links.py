"""Addresses of facts in the admin, given only to people who may read what is there."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.admin.utils import quote
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Model
from django.urls import reverse
from wagtail.permissions import policy_registry

Person = AbstractBaseUser | AnonymousUser


def may_read(user: Person, model: type[Model]) -> bool:
    """Whether `user` may read rows of `model` in the admin."""
    return bool(policy_registry.get_by_type(model).user_has_permission(user, "view"))


def may_propose(user: Person, model: type[Model]) -> bool:
    """Whether `user` may propose a new row of a moderated `model`."""
    return bool(policy_registry.get_by_type(model).user_has_permission(user, "add"))


def page_of(model: type[Model], pk: Any, *, user: Person) -> str:
    """The address of one row's page, or "" when `user` may not read it."""
    return _reverse(model, "inspect", quote(pk)) if may_read(user, model) else ""


def list_of(model: type[Model], *, user: Person, **filters: Any) -> str:
    """The address of a list, filtered; "" when `user` may not read it."""
    if not may_read(user, model):
        return ""
    query = f"?{urlencode(filters, doseq=True)}" if filters else ""
    return _reverse(model, "list") + query


def _reverse(model: type[Model], view: str, *args: str) -> str:
    options = model._meta
    return reverse(f"wagtailsnippets_{options.app_label}_{options.model_name}:{view}", args=args)

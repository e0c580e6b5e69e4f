"""Wagtail's screens of users, with our rules: no deleting, no promoting, nobody sets another's password or address."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from wagtail import hooks
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import CreateView, EditView, IndexView
from wagtail.users.views.users import UserViewSet as WagtailUserViewSet

from cms.logs import security

from .leaving import DeactivateView, leaving
from .lock_out import is_locked_out, unlock
from .models import User
from .person_rules import PersonRules
from .telling import tell


class NewUserForm(PersonRules, UserCreationForm):
    """Somebody new, without rights; they set their own password by a mail."""

    class Meta(UserCreationForm.Meta):
        fields = UserCreationForm.Meta.fields | {"provider"}


class UserForm(PersonRules, UserEditForm):
    """Somebody who is there already."""

    class Meta(UserEditForm.Meta):
        fields = UserEditForm.Meta.fields | {"provider"}


class NewUserView(CreateView):
    """A new user, who is told how to come in."""

    def save_instance(self) -> User:
        """Save, without a password that anybody knows."""
        self.form.instance.set_unusable_password()
        user: User = super().save_instance()
        way = self.request.build_absolute_uri(reverse("account_reset_password"))
        messages.info(self.request, f"{user.username} sets a password at {way}")
        return user


class UserView(EditView):
    """A user who is there; superusers are changed by superusers only."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse before anything is read from the form."""
        if self.object.is_superuser and not request.user.is_superuser:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """What else can be done for this person."""
        person, by = self.object, self.request.user
        ways = [*proposing(person, by), *helping(person, by), *leaving(person, by)]
        return [HeaderButton(way.label, url=way.url, icon_name=way.icon_name) for way in ways]


class UsersView(IndexView):
    """The list; people are changed one at a time, so there are no boxes to tick."""

    @cached_property
    def columns(self) -> list[Any]:
        """Wagtail's without the first."""
        return [column for column in super().columns if column.name != "bulk_actions"]

    def get_list_more_buttons(self, instance: User) -> list[Button]:
        """What can be done for somebody, if it is needed now."""
        buttons: list[Button] = super().get_list_more_buttons(instance)
        return buttons + helping(instance, self.request.user) + leaving(instance, self.request.user)


def proposing(user: User, by: User | AnonymousUser) -> list[Button]:
    """What other rooms offer beside a person: to propose other access."""
    return [
        button
        for offer in hooks.get_hooks("register_user_listing_buttons")
        for button in offer(user=user, request_user=by)
    ]


def helping(user: User, by: User | AnonymousUser) -> list[Button]:
    """The way to help somebody who is locked out; it leads to a question first."""
    if not (may_help(by, user) and is_locked_out(user)):
        return []
    address = reverse("wagtailusers_users:let_in", args=[user.pk])
    return [Button("Let in again", url=address, icon_name="lock-open", priority=60)]


@transaction.atomic
def let_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether to end a lock-out before its time, then do it; never for oneself, nor for a superuser alone."""
    user = get_object_or_404(User, pk=pk)
    if not may_help(request.user, user):
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "accounts/help.html", {"person": user, "deed": "Let in again"})
    if unlock(user.username):
        security.tell("session.let_in_again", user_id=user.pk)
        tell(f"{user} was let in again after too many wrong attempts.", also=[user.email])
    messages.success(request, f"Let in again: {user} may try now.")
    return redirect("wagtailusers_users:index")


def may_help(by: User | AnonymousUser, user: User) -> bool:
    """Whether `by` may let `user` in again."""
    return by.has_perm("accounts.unlock_user") and by != user and (by.is_superuser or not user.is_superuser)


class UserViewSet(WagtailUserViewSet):
    """The people."""

    index_view_class = UsersView
    add_view_class = NewUserView
    edit_view_class = UserView
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type[UserCreationForm] | type[UserEditForm]:
        """The form with our rules."""
        return UserForm if for_update else NewUserForm

    def get_urlpatterns(self) -> list[URLPattern]:
        """Wagtail's without deleting, and the ways to help and to let in no more."""
        kept = [pattern for pattern in super().get_urlpatterns() if pattern.name != "delete"]
        return [
            *kept,
            path("delete/<int:pk>/", absent, name="delete"),
            path("let-in/<int:pk>/", let_in, name="let_in"),
            path("deactivate/<int:pk>/", DeactivateView.as_view(), name="deactivate"),
        ]


def absent(_request: HttpRequest, **_: Any) -> HttpResponse:
    """Nobody is deleted."""
    raise Http404

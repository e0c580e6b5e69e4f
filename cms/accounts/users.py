"""Wagtail's screens of users, with our rules: no deleting, no promoting oneself, nobody sets another's password."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import CreateView, EditView, IndexView
from wagtail.users.views.users import UserViewSet as WagtailUserViewSet

from .lock_out import is_locked_out, unlock
from .models import User
from .people import OutsiderRule
from .person_rules import PersonRules
from .second_factor import forget_second_factor, has_second_factor
from .telling import tell


class NewUserForm(OutsiderRule, PersonRules, UserCreationForm):
    """Somebody new; they set their own password by a mail."""

    class Meta(UserCreationForm.Meta):
        fields = UserCreationForm.Meta.fields | {"provider"}


class UserForm(OutsiderRule, PersonRules, UserEditForm):
    """Somebody who is there already."""

    class Meta(UserEditForm.Meta):
        fields = UserEditForm.Meta.fields | {"provider"}


class ByWhom:
    """Tells the form who fills it in."""

    request: HttpRequest

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form's arguments with the person."""
        return {**super().get_form_kwargs(), "by": self.request.user}  # type: ignore[misc]


class NewUserView(ByWhom, CreateView):
    """A new user, who is told how to come in."""

    def save_instance(self) -> User:
        """Save, without a password that anybody knows."""
        self.form.instance.set_unusable_password()
        user: User = super().save_instance()
        way = self.request.build_absolute_uri(reverse("account_reset_password"))
        messages.info(self.request, f"{user.username} sets a password at {way}")
        return user


class UserView(ByWhom, EditView):
    """A user who is there; superusers are changed by superusers only."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse before anything is read from the form."""
        if self.object.is_superuser and not request.user.is_superuser:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """Letting in who is locked out, and forgetting a lost phone."""
        ways = helping(self.object) if may_help(self.request.user, self.object) else []
        return [HeaderButton(way.label, url=way.url, icon_name="lock-open") for way in ways]


class UsersView(IndexView):
    """The list; people are changed one at a time, so there are no boxes to tick."""

    @cached_property
    def columns(self) -> list[Any]:
        """Wagtail's without the first."""
        return [column for column in super().columns if column.name != "bulk_actions"]

    def get_list_more_buttons(self, instance: User) -> list[Button]:
        """What can be done for somebody, if it is needed now."""
        buttons: list[Button] = super().get_list_more_buttons(instance)
        return buttons + (helping(instance) if may_help(self.request.user, instance) else [])


def helping(user: User) -> list[Button]:
    """The ways to help somebody who can't come in; each leads to a question first."""
    ways = []
    if is_locked_out(user):
        ways.append(("Let in again", "let_in"))
    if has_second_factor(user):
        ways.append(("Forget second factor", "forget_second_factor"))
    return [
        Button(label, url=reverse(f"wagtailusers_users:{name}", args=[user.pk]), icon_name="lock-open", priority=60)
        for label, name in ways
    ]


def let_in(request: HttpRequest, pk: int) -> HttpResponse:
    """End a lock-out before its time."""
    return _help(request, pk, "Let in again", _unlock)


def forget_phone(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget a lost phone, so that the person sets up another."""
    return _help(request, pk, "Forget second factor", _forget)


def _unlock(user: User) -> None:
    if unlock(user.username):
        tell(f"{user} was let in again after too many wrong attempts.", also=[user.email])


def _forget(user: User) -> None:
    if forget_second_factor(user):
        tell(f"The second factor of {user} was forgotten; the next sign-in sets up another.", also=[user.email])


@transaction.atomic
def _help(request: HttpRequest, pk: int, deed: str, do: Callable[[User], None]) -> HttpResponse:
    """Ask whether it is meant, then do it; never for oneself, nor for a superuser unless one is one."""
    user = get_object_or_404(User, pk=pk)
    if not may_help(request.user, user):
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "accounts/help.html", {"person": user, "deed": deed})
    do(user)
    messages.success(request, f"{deed}: {user} may try now.")
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
        """Wagtail's without deleting, and the two ways to help."""
        kept = [pattern for pattern in super().get_urlpatterns() if pattern.name != "delete"]
        return [
            *kept,
            path("delete/<int:pk>/", absent, name="delete"),
            path("let-in/<int:pk>/", let_in, name="let_in"),
            path("forget-second-factor/<int:pk>/", forget_phone, name="forget_second_factor"),
        ]


def absent(_request: HttpRequest, **_: Any) -> HttpResponse:
    """Nobody is deleted."""
    raise Http404

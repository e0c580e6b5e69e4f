"""What support may know of an account: how it stands, and nothing by which somebody could sign in."""

from datetime import datetime
from typing import Final

from django.db.models import Q
from msgspec import Struct

from cms.accounts.lock_out import is_locked_out
from cms.accounts.models import User
from cms.accounts.second_factor import has_second_factor, needs_second_factor
from cms.audit.models import AuditEvent

LAST: Final = 5
REFUSALS: Final = ("session.refused", "session.locked_out")


class Refusal(Struct, frozen=True):
    """One sign-in that was refused."""

    at: datetime
    action: str


class AccountState(Struct, frozen=True, kw_only=True):
    """How one account stands; `likely` says what keeps it out, as far as can be told."""

    username: str
    name: str
    is_active: bool
    is_locked: bool
    roles: tuple[str, ...]
    needs_second_factor: bool
    has_second_factor: bool
    has_password: bool
    last_login: datetime | None
    refusals: tuple[Refusal, ...]

    @property
    def likely(self) -> str:
        """What to look at first."""
        if not self.is_active:
            return "The account isn't active: it comes back by a change of access."
        if self.is_locked:
            return "It is locked after wrong passwords; that ends by itself."
        if not self.roles:
            return "It has no role: there is nothing to see after signing in."
        if self.needs_second_factor and not self.has_second_factor:
            return "It needs a second factor and has none: the next sign-in sets one up."
        return "Nothing of the account itself keeps this person out."


def account_state(who: str) -> AccountState | None:
    """The account with this user name or address; None when there is none, or more than one."""
    found = list(User.objects.filter(Q(username__iexact=who) | Q(email__iexact=who))[:2]) if who else []
    return _state(found[0]) if len(found) == 1 else None


def _state(user: User) -> AccountState:
    refused = AuditEvent.objects.filter(action__in=REFUSALS).filter(
        Q(actor__iexact=user.username) | Q(label__iexact=user.username)
    )
    return AccountState(
        username=user.username,
        name=user.get_full_name(),
        is_active=user.is_active,
        is_locked=is_locked_out(user),
        roles=tuple(user.groups.order_by("name").values_list("name", flat=True)),
        needs_second_factor=needs_second_factor(user),
        has_second_factor=has_second_factor(user),
        has_password=user.has_usable_password(),
        last_login=user.last_login,
        refusals=tuple(Refusal(event.at, event.action) for event in refused.order_by("-sequence")[:LAST]),
    )

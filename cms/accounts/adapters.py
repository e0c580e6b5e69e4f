"""How the sign-in package behaves here: nobody registers, mails go through the worker, secrets are kept encrypted."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.http import HttpRequest
from django.shortcuts import render

from . import organisation, secrets
from .confirmation import confirmed_recently
from .tasks import hand_over


class AccountAdapter(DefaultAccountAdapter):
    """People are made by people: there is no registration."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Leave counting to the lock-out, which says when it ends and can be lifted."""

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whether the last proof of who sits there is too old; signing in is such a proof."""
        return not confirmed_recently(context.request)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Hand the mail to a worker, so that an answer takes as long for an address that nobody has."""
        message = self.render_mail(template_prefix, email, context)
        hand_over(subject=message.subject, text=str(message.body), to=email)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps the secrets of authenticator apps so that the database alone gives none away."""

    def encrypt(self, text: str) -> str:
        """Text for the database."""
        return secrets.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Text from the database."""
        return secrets.decrypt(encrypted_text)

    def get_totp_label(self, user: AbstractBaseUser | AnonymousUser) -> str:
        """The user name: what people type in, and what two accounts of one address differ by."""
        return user.get_username()


class ProviderAdapter(DefaultSocialAccountAdapter):
    """Signing in by the organisation's identity provider."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never by a form: `pre_social_login` knows everybody who may come in."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find or make the person, with the roles that the provider states; refuse who has none here."""
        try:
            organisation.admit(request, sociallogin)
        except organisation.NotAdmitted as refusal:
            page = render(request, "accounts/not_admitted.html", {"reason": str(refusal)}, status=403)
            raise ImmediateHttpResponse(page) from refusal

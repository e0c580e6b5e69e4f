"""What the screens say of something that was published and stays as it is."""

from django.urls import reverse
from django.utils.html import format_html
from wagtail.locks import BaseLock

from cms.accounts.models import User


class PublishedLock(BaseLock):
    """A published version is neither edited nor restored: a copy of it becomes the next one."""

    def for_user(self, user: User) -> bool:  # noqa: ARG002 - the signature is Wagtail's
        """Everybody."""
        return True

    def get_message(self, user: User) -> str:  # noqa: ARG002 - the signature is Wagtail's
        """What the editor says on top."""
        copy = reverse(self.object.snippet_viewset.get_url_name("copy"), args=[self.object.pk])
        return format_html(
            "It was published and stays as it is; no earlier version is restored either. "
            '<a href="{}">Copy it to write a new version</a>, which takes its place on its day.',
            copy,
        )

    def get_locked_by(self, user: User) -> str:  # noqa: ARG002 - the signature is Wagtail's
        """In a word, for the side panel."""
        return "Published for good"

    def get_description(self, user: User) -> str:  # noqa: ARG002 - the signature is Wagtail's
        """In a sentence, for the side panel."""
        return "A new version takes its place; this one stays readable as history."

"""Redirects: where readers of an old address find what they look for."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import TranslatableMixin

from cms.content import projection, redirects, site_paths
from cms.content.expansion import Expansion, path_of
from cms.content.payloads import Redirect as Payload
from cms.content.unfinished_form import UnfinishedForm
from cms.moderation.approval import Approval
from cms.moderation.snippets import Moderated

from .projected import Entry, Projected
from .published import PublishedContent


class Redirect(Projected, Moderated, TranslatableMixin):
    """From a path at which nothing stands any more to a page or another path of the site, in one language."""

    kind_of_draft = "redirect"
    preview_modes: list[tuple[str, str]] = []

    old_path = models.CharField(
        max_length=255, help_text="Such as /about-us/; without host and without the language's prefix"
    )
    to_page = models.ForeignKey(
        "wagtailcore.Page", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="page"
    )
    to_path = models.CharField("or path", max_length=500, blank=True, help_text="Such as /funds?assetClass=Equity")
    is_permanent = models.BooleanField(
        "for good", default=True, help_text="Browsers and search engines remember it; untick it for a campaign"
    )
    starts_at = models.DateTimeField("from", null=True, blank=True, help_text="Empty: as soon as it is approved")
    ends_at = models.DateTimeField("until", null=True, blank=True, help_text="Empty: until it is withdrawn")

    is_unfinished = False
    """Set by the form while a draft is saved: what depends on other things is asked for when it is submitted."""

    base_form_class = UnfinishedForm
    panels = [
        FieldPanel("old_path"),
        MultiFieldPanel([FieldPanel("to_page"), FieldPanel("to_path")], heading="Leads to"),
        FieldPanel("is_permanent"),
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")], heading="When"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = "redirect"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(old_path="") | models.Q(old_path__regex=r"^/([^/?#%\\[:space:]]+/)+$"),
                name="redirect_from_a_path",
            ),
            models.CheckConstraint(
                condition=models.Q(to_path="") | models.Q(to_path__regex=r"^/([^/\\[:space:]][^\\[:space:]]*)?$"),
                name="redirect_stays_on_the_site",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old_path} ({self.tag})"

    def clean(self) -> None:
        """Write the paths as addresses are written; refuse what leads nowhere, elsewhere or in a circle."""
        super().clean()
        problems = self._read_paths() | dict(redirects.window_problems(self))
        if not problems and not self.is_unfinished:
            problems = dict(redirects.place_problems(self))
        if problems:
            raise ValidationError(problems)

    def take_effect(self, approval: Approval) -> None:
        """Lead readers there; raises `ValidationError` when something stands in the way by now."""
        projection.wait_for_others()
        if problems := dict(redirects.place_problems(self)):
            raise ValidationError(list(problems.values()))
        super().take_effect(approval)

    @property
    def leads_to(self) -> str:
        """The path, for lists."""
        return path_of(self.to_page) if self.to_page else self.to_path

    def entries(self, expansion: Expansion) -> Iterator[Entry]:
        """The redirect, found by its path; by none while its page isn't public."""
        payload = self.public(expansion)
        yield Entry(
            kind=PublishedContent.Kind.REDIRECT,
            key=self.old_path if payload.to else "",
            sort_key=self.old_path,
            shown_from=self.starts_at,
            shown_until=self.ends_at,
            payload=payload,
        )

    def public(self, expansion: Expansion) -> Payload:
        """From where to where."""
        to = expansion.path_of_page(self.to_page_id) if self.to_page_id else self.to_path
        return Payload(
            path=self.old_path,
            locale=self.tag,
            to=to or "",
            is_permanent=self.is_permanent,
            shown_from=self.starts_at,
            shown_until=self.ends_at,
        )

    def _read_paths(self) -> dict[str, Any]:
        problems: dict[str, Any] = {}
        for name, read in (("old_path", site_paths.old_path), ("to_path", site_paths.place)):
            try:
                setattr(self, name, read(said) if (said := getattr(self, name)) else "")
            except ValidationError as refusal:
                problems[name] = refusal
        return problems

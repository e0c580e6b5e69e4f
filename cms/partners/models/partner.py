"""Who may use the API under a name: proposed by one person, approved by another."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField

from cms.moderation.approval import Approval
from cms.moderation.snippets import Moderated

from .. import signals
from ..endpoint_block import EndpointBlock
from ..tiers import OFFERED, PER_MINUTE, Scope, Tier

SCOPE_FIELDS = {
    Scope.RECORD: "may_read",
    Scope.DOCUMENTS: "may_download",
    Scope.BULK: "may_take_bulk",
    Scope.WEBHOOKS: "may_use_webhooks",
}


class Partner(Moderated):
    """An organisation whose programs read the record; what is approved here holds for all of its keys at once."""

    name = models.CharField(max_length=120, help_text="The organisation, as it calls itself")
    contact_person = models.CharField(max_length=120, help_text="Our mails begin with this name")
    contact_email = models.EmailField("contact's mail", help_text="Keys are shown to whoever reads mails there")
    purpose = models.TextField(help_text="What they do with the data")
    may_read = models.BooleanField("reads the record", default=True, help_text="Scope record")
    may_download = models.BooleanField("downloads documents", default=True, help_text="Scope documents")
    may_take_bulk = models.BooleanField("takes bulk files", default=False, help_text="Scope bulk")
    may_use_webhooks = models.BooleanField("manages its webhooks", default=False, help_text="Scope webhooks")
    tier = models.CharField(
        "quota",
        max_length=10,
        choices=OFFERED,
        default=Tier.STANDARD.value,
        help_text="Of all its keys together; large is for those who mirror everything",
    )
    access_until = models.DateField("access until", null=True, help_text="The last day of its keys")
    webhooks: Any = StreamField(
        [("webhook", EndpointBlock())],
        blank=True,
        max_num=5,
        help_text="Where we tell its program what changes. Each new one gets a secret, which the contact is shown once",
    )

    panels = [
        FieldPanel("name"),
        MultiFieldPanel([FieldPanel("contact_person"), FieldPanel("contact_email")], heading="Contact"),
        FieldPanel("purpose"),
        MultiFieldPanel([FieldPanel(name) for name in SCOPE_FIELDS.values()], heading="What its keys open"),
        FieldRowPanel([FieldPanel("tier"), FieldPanel("access_until")], heading="How much, and how long"),
        FieldPanel("webhooks"),
    ]

    class Meta:
        verbose_name = "partner"

    def __str__(self) -> str:
        return self.name

    @property
    def scopes(self) -> frozenset[Scope]:
        """What its keys open."""
        return frozenset(scope for scope, field in SCOPE_FIELDS.items() if getattr(self, field))

    @property
    def per_minute(self) -> int:
        """Its quota."""
        return PER_MINUTE[Tier(self.tier)]

    def has_access(self, on: date) -> bool:
        """Whether its keys open anything on this day."""
        return bool(self.live and self.access_until and self.access_until >= on)

    def clean(self) -> None:
        """Refuse keys that open nothing, and an address given twice."""
        super().clean()
        if not self.scopes:
            raise ValidationError({"may_read": "A key that opens nothing is no use: tick at least one."})
        urls = [child.value.get("url") for child in self.webhooks]
        if len(urls) != len(set(urls)):
            raise ValidationError({"webhooks": "An address stands here twice."})

    def take_effect(self, approval: Approval) -> None:
        """Send the contact the link to a first key, and to the secret of each new webhook."""
        if not self._has_run_out():
            signals.partner_approved.send(type(self), partner=self, at=approval.approved_at)

    def cease_effect(self, approval: Approval) -> None:
        """Revoke its keys."""
        signals.partner_withdrawn.send(type(self), partner=self, by=approval.approved_by.get_username())


class KeyRequest(Moderated):
    """Another key for a partner, because one was lost or a program more needs one; two people decide."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(help_text="Kept for good, with the names of both people")

    panels = [FieldPanel("partner"), FieldPanel("reason")]

    class Meta:
        verbose_name = "request for a key"
        verbose_name_plural = "requests for keys"

    def __str__(self) -> str:
        return f"Key for {self.partner or 'no partner yet'}"

    def clean(self) -> None:
        """Refuse a key for a partner that nobody approved."""
        super().clean()
        if self.partner and not self.partner.live:
            raise ValidationError({"partner": f"{self.partner} isn't approved."})

    def take_effect(self, approval: Approval) -> None:
        """Send the contact the link to the new key; raises `NotApprovedError` when the partner left meanwhile."""
        if self.partner and not self._has_run_out():
            signals.key_approved.send(type(self), partner=self.partner, at=approval.approved_at)

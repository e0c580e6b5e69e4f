"""Keys of partners, and the links at which they are shown once. Neither can be read back from here."""

from django.db import models

from .partner import Partner


class ApiKey(models.Model):
    """One key: its digest, and how long it opens what its partner may do."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="keys")
    name = models.CharField("begins with", max_length=12, unique=True, help_text="The part that may be shown")
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the whole key")
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by", help_text="Rotated from"
    )
    ends_replaced = models.BooleanField(
        default=False, db_default=False, help_text="Its first use ends the key that it was rotated from"
    )
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True, help_text="To within five minutes")
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.CharField(max_length=150, blank=True)
    revoked_because = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = "API key"
        ordering = ("-created_at",)
        permissions = [("revoke_apikey", "Can revoke API key")]

    def __str__(self) -> str:
        return f"{self.name}…"


class Claim(models.Model):
    """A link that shows a partner its new key and the secrets of its new webhooks, once."""

    token_sha256 = models.CharField(primary_key=True, max_length=64)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="claims")
    with_key = models.BooleanField(help_text="Whether a key is made when it is opened")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"Link for {self.partner}"

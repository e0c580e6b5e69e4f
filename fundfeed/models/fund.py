"""Funds, share classes and their dated figures as the provider stated them last."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.fields.json import KT

from .delivery import Delivery
from .provider import Provider


class Fund(models.Model):
    """A fund: typed columns for what is filtered or checked, the canonical record beside them.

    `record` is the provider's JSON without its daily figures, unknown keys included; `figures` holds the
    latest fund size and NAVs. Digests let the next delivery be compared without reading either.
    """

    fund_id = models.CharField("fund ID", max_length=20, primary_key=True)
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="funds")
    name = models.CharField(max_length=4000)
    name_zh = models.CharField("name in Chinese", max_length=4000, blank=True)
    fund_group = models.CharField("fund house", max_length=4000, blank=True)
    umbrella_id = models.CharField("umbrella ID", max_length=4000, blank=True)
    umbrella_name = models.CharField("umbrella", max_length=4000, blank=True)
    status = models.CharField(max_length=20)
    authorisation_date = models.DateField()
    domicile = models.CharField(max_length=2)
    currency = models.CharField(max_length=3)
    asset_class = models.CharField(max_length=4000, blank=True)
    isins = ArrayField(models.CharField(max_length=12), verbose_name="ISINs")
    record = models.JSONField()
    figures = models.JSONField()
    record_sha256 = models.CharField(max_length=64)
    figures_sha256 = models.CharField(max_length=64)
    source_sha256 = models.CharField(max_length=64)
    pointer = models.CharField(max_length=500)
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="funds")
    deauthorisation = models.JSONField(null=True, blank=True)
    deauthorisation_date = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("name", "fund_id")
        indexes = [
            models.Index(fields=("name", "fund_id"), name="fund_by_name"),
            models.Index(fields=("umbrella_id",), name="fund_by_umbrella", condition=~Q(umbrella_id="")),
            models.Index(KT("record__manCo"), name="fund_by_company"),
            models.Index(KT("record__leiOfManCo"), name="fund_by_company_lei"),
        ]

    def __str__(self) -> str:
        return self.name


class ShareClass(models.Model):
    """A share class, identified by its ISIN."""

    isin = models.CharField("ISIN", max_length=12, primary_key=True)
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="share_classes")
    name = models.CharField(max_length=4000)
    currency = models.CharField(max_length=3)
    distribution_policy = models.CharField(max_length=4000, blank=True)
    lifecycle = models.CharField(max_length=4000, blank=True)

    class Meta:
        ordering = ("name", "isin")
        verbose_name_plural = "share classes"

    def __str__(self) -> str:
        return f"{self.name} ({self.isin})"


class Figure(models.Model):
    """A dated figure: fund size of a fund, or NAV of a share class. A new day makes a row, not a profile version.

    They come by tens of thousands: a trigger looks for fund and delivery once in a statement.
    """

    class Kind(models.TextChoices):
        FUND_SIZE = "aum", "fund size"
        NAV = "nav", "NAV"

    kind = models.CharField(max_length=3, choices=Kind.choices)
    subject = models.CharField(max_length=20, help_text="fundId for a fund size, ISIN for a NAV")
    date = models.DateField()
    value = models.DecimalField(max_digits=28, decimal_places=10)
    currency = models.CharField(max_length=3)
    fund = models.ForeignKey(
        Fund, on_delete=models.PROTECT, related_name="dated_figures", db_index=False, db_constraint=False
    )
    delivery = models.ForeignKey(
        Delivery, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )

    class Meta:
        ordering = ("subject", "-date")
        indexes = [models.Index(fields=("fund", "date"), name="figures_of_fund_by_date")]
        constraints = [
            models.UniqueConstraint(fields=("kind", "subject", "date"), name="one_figure_a_day"),
            models.CheckConstraint(condition=Q(value__gte=0), name="figure_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.kind} {self.date}"

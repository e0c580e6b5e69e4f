"""The public record: an append-only ledger of versions, and what is served of it now."""

from datetime import UTC, datetime
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import RandomUUID
from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.functions import Now
from django.utils.timezone import now

from .delivery import Delivery
from .fund import Fund

STILL = datetime(9999, 12, 31, tzinfo=UTC)  # the end of what has none yet, so that an index can compare it
NEVER = datetime(1, 1, 1, tzinfo=UTC)  # until the row is composed anew


class FundVersion(models.Model):
    """One public version of a fund's profile; written once, chained to the one before by its hash.

    A trigger in the database refuses every update, deletion and truncation.

    `entry_hash` is SHA-256 over the previous entry's hash, sequence, fundId, version, time, `body_sha256`, and
    the source: digest of the delivery, file and JSON pointer.
    """

    sequence = models.BigIntegerField(primary_key=True)
    fund = models.ForeignKey(
        Fund, on_delete=models.PROTECT, related_name="versions", db_index=False, db_constraint=False
    )
    version = models.PositiveIntegerField()
    valid_from = models.DateTimeField()
    body = models.BinaryField()
    body_sha256 = models.CharField(max_length=64)
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="versions", db_constraint=False)
    file = models.CharField(max_length=30, blank=True)
    pointer = models.CharField(max_length=500, blank=True)
    previous_hash = models.CharField(max_length=64)
    entry_hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("-sequence",)
        constraints = [models.UniqueConstraint(fields=("fund", "version"), name="version_once_per_fund")]

    def __str__(self) -> str:
        return f"{self.fund_id} version {self.version}"


class PublishedFund(models.Model):
    """The answer of the API for one fund, ready to send."""

    fund = models.OneToOneField(Fund, on_delete=models.PROTECT, primary_key=True, related_name="published")
    version = models.PositiveIntegerField()
    etag = models.CharField(max_length=64)
    body = models.BinaryField()
    changed_at = models.DateTimeField(default=now, db_default=Now(), help_text="Since when its body is as it is")

    def __str__(self) -> str:
        return self.fund_id


class ListedFund(models.Model):
    """One row of lists and search: its summary ready to send, and narrow columns to filter and sort by."""

    fund = models.OneToOneField(Fund, on_delete=models.PROTECT, primary_key=True, related_name="listed")
    summary = models.BinaryField()
    sort_name = models.CharField(max_length=300)
    sort_name_zh = models.CharField(max_length=300, db_collation="C", default="", db_default="")
    status = models.CharField(max_length=20)
    is_withdrawn = models.BooleanField()
    authorisation_date = models.DateField()
    changed_at = models.DateTimeField(default=NEVER, db_default=NEVER, help_text="Since when its profile is as it is")
    fund_group = models.CharField(max_length=300)
    fund_group_slug = models.CharField(max_length=300, default="", db_default="")
    umbrella_id = models.CharField(max_length=200)
    asset_class = models.CharField(max_length=200)
    domicile = models.CharField(max_length=2)
    currency = models.CharField(max_length=3)
    legal_form = models.CharField(max_length=500, default="", db_default="")
    risk_level = models.PositiveSmallIntegerField(null=True)
    is_etf = models.BooleanField(null=True)
    distribution_policies = ArrayField(models.CharField(max_length=200))
    share_class_currencies = ArrayField(models.CharField(max_length=3), default=list, db_default=[])
    document_days = models.JSONField(
        default=dict, db_default={}, help_text="Of the newest current document, by type and language"
    )
    lexemes = SearchVectorField()

    class Meta:
        indexes = [
            GinIndex(fields=("lexemes",), name="listed_fund_lexemes"),
            models.Index(fields=("is_withdrawn", "sort_name", "fund"), name="listed_fund_by_name"),
            models.Index(fields=("is_withdrawn", "authorisation_date", "fund"), name="listed_fund_by_date"),
            models.Index(fields=("is_withdrawn", "sort_name_zh", "fund"), name="listed_fund_by_name_zh"),
            models.Index(fields=("is_withdrawn", "changed_at", "fund"), name="listed_fund_by_change"),
            models.Index(fields=("fund_group_slug", "is_withdrawn"), name="listed_fund_by_house"),
            models.Index(fields=("umbrella_id", "is_withdrawn"), name="listed_fund_by_umbrella"),
        ]

    def __str__(self) -> str:
        return self.fund_id


class ListedTotal(models.Model):
    """How many funds are listed and not withdrawn, in one row or none; triggers of `ListedFund` alone write it."""

    id = models.PositiveSmallIntegerField(primary_key=True)
    funds = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return f"{self.funds} funds"


class RecordState(models.Model):
    """Which state published bodies and lists are in, in one row or none; triggers of both alone write it.

    States are random, not numbered: a database that came back from a backup never says of two that they are one.
    `changed_at` is in whole seconds and grows with each transaction, as does that of published bodies: HTTP knows no
    more, and two bodies of a second may not be taken for one.
    """

    id = models.PositiveSmallIntegerField(primary_key=True)
    changed = models.UUIDField(default=uuid4, db_default=RandomUUID())
    changed_at = models.DateTimeField(default=now, db_default=Now())

    def __str__(self) -> str:
        return str(self.changed)


class ListedVersion(models.Model):
    """One row of lists as they were: made of one version of the ledger, valid until the fund's next one.

    It can be made again, so the ledger's own guards needn't share their work with a foreign key of the database.
    """

    version = models.OneToOneField(
        FundVersion, on_delete=models.PROTECT, primary_key=True, related_name="listed", db_constraint=False
    )
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(help_text="Its first moment in the past; far away as long as it holds")
    summary = models.BinaryField(help_text="Without figures, which make no versions")
    sort_name = models.CharField(max_length=300)
    status = models.CharField(max_length=20)
    is_withdrawn = models.BooleanField()
    fund_group = models.CharField(max_length=300)
    umbrella_id = models.CharField(max_length=200)
    asset_class = models.CharField(max_length=200)
    domicile = models.CharField(max_length=2)
    currency = models.CharField(max_length=3)
    lexemes = SearchVectorField()

    class Meta:
        indexes = [
            GinIndex(fields=("lexemes",), name="listed_version_lexemes"),
            models.Index(
                fields=("is_withdrawn", "sort_name", "fund", "valid_to", "valid_from"), name="listed_version_by_name"
            ),
            models.Index(fields=("fund_group", "valid_to", "valid_from"), name="listed_version_by_house"),
        ]

    def __str__(self) -> str:
        return f"{self.fund_id} from {self.valid_from}"


class SearchWord(models.Model):
    """A word by which some fund was found when it was published: what a misspelt one may have meant."""

    word = models.CharField(max_length=60, primary_key=True)

    class Meta:
        indexes = [GistIndex(fields=("word",), name="search_word_trigrams", opclasses=("gist_trgm_ops",))]

    def __str__(self) -> str:
        return self.word

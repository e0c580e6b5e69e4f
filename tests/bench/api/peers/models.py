"""The funds as one plain table, which the measurement makes; every peer reads it, with the same indexes."""

from django.db import models
from wagtail.search import index


class PeerFund(index.Indexed, models.Model):  # type: ignore[misc] # Wagtail has no types
    """A fund."""

    name = models.TextField()
    name_zh = models.TextField()
    isin = models.TextField()
    fund_group = models.TextField()
    umbrella_name = models.TextField()
    fund_id = models.TextField()
    status = models.TextField()
    authorisation_date = models.DateField()
    domicile = models.TextField()
    currency = models.TextField()
    asset_class = models.TextField()
    share_classes = models.IntegerField()

    search_fields = (
        index.SearchField("name"),
        index.SearchField("name_zh"),
        index.SearchField("isin"),
        index.SearchField("fund_group"),
    )

    class Meta:
        app_label = "peers"
        managed = False
        db_table = "peer_fund"
        ordering = ("name", "id")

    def __str__(self) -> str:
        return self.name

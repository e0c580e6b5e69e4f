"""Filters beside the lists of funds, share classes and documents."""

import django_filters
from wagtail.admin.filters import WagtailFilterSet

from cms.facts.document_types import every_type
from cms.facts.filters import FactFilters, ValuesOf, any_of, between, one_of
from fundfeed.models import Correction, Fund, FundDocument, ShareClass

from .models import DocumentUpload
from .states import STATUS_CHOICES


class FundFilters(FactFilters):
    """By authorisation, place, money and house."""

    status = any_of("Status", STATUS_CHOICES)
    domicile = any_of("Domicile", ValuesOf(Fund, "domicile"))
    currency = any_of("Currency", ValuesOf(Fund, "currency"))
    asset_class = any_of("Asset class", ValuesOf(Fund, "asset_class"))
    fund_group = one_of("Fund house", ValuesOf(Fund, "fund_group"))
    authorisation_date = between("Authorised")

    class Meta:
        model = Fund
        fields: list[str] = []


class ShareClassFilters(FactFilters):
    """By money, policy and stage of life; and by fund, from the fund's own page."""

    currency = any_of("Currency", ValuesOf(ShareClass, "currency"))
    distribution_policy = any_of("Distribution", ValuesOf(ShareClass, "distribution_policy"))
    lifecycle = any_of("Lifecycle", ValuesOf(ShareClass, "lifecycle"))
    fund = django_filters.CharFilter(label="Fund ID", field_name="fund_id")

    class Meta:
        model = ShareClass
        fields: list[str] = []


class DocumentFilters(FactFilters):
    """By type, state and date; and by what it is about, from that fund's own page."""

    document_type = any_of("Type", every_type)
    state = any_of("State", FundDocument.State.choices)
    publication_date = between("Published")
    target = django_filters.CharFilter(label="About", field_name="targets__target_id", distinct=True)

    class Meta:
        model = FundDocument
        fields: list[str] = []


class CorrectionFilters(FactFilters):
    """By what became of them, and by fund."""

    state = any_of("State", Correction.State.choices)
    fund = django_filters.CharFilter(label="Fund ID", field_name="fund_id")

    class Meta:
        model = Correction
        fields: list[str] = []


class UploadFilters(WagtailFilterSet):
    """Of documents that people published by hand: by type."""

    document_type = any_of("Type", every_type)

    class Meta:
        model = DocumentUpload
        fields: list[str] = []

"""A list of funds, chosen one by one or by a filter."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.blocks import CharBlock, ChoiceBlock, IntegerBlock, ListBlock, StructBlock, StructBlockValidationError

from cms.content.expansion import Expansion
from cms.content.payloads import FundFilter
from cms.content.payloads import FundListBlock as Payload
from fundfeed.selectors.fund_query import FILTERS

from .documents import fund_id_block

ONE_OF_BOTH = "Give either fundIds or filters."


class FilterBlock(StructBlock):
    """One condition, as the search page of the public site has it."""

    name = ChoiceBlock(choices=[(name, name) for name in FILTERS])
    value = CharBlock(max_length=200)

    def get_api_representation(self, value: Any, context: Expansion) -> FundFilter:  # noqa: ARG002 - as above
        """Name and value."""
        return FundFilter(name=value["name"], value=value["value"])


class FundListBlock(StructBlock):
    """Funds in the given order, or the first ones that match."""

    heading = CharBlock(required=False, max_length=120)
    fund_ids = ListBlock(fund_id_block(), label="Funds", default=[], collapsed=True)
    filters = ListBlock(FilterBlock(), default=[], collapsed=True)
    limit = IntegerBlock(default=10, min_value=1, max_value=50, help_text="How many are shown at most.")

    def clean(self, value: Any) -> Any:
        """Refuse a list that says both or nothing."""
        cleaned = super().clean(value)
        if bool(cleaned["fund_ids"]) == bool(cleaned["filters"]):
            raise StructBlockValidationError(block_errors={"heading": ValidationError(ONE_OF_BOTH)})
        return cleaned

    def get_api_representation(self, value: Any, context: Expansion) -> Payload:
        """Which funds; the site asks the API for them."""
        filters = value.bound_blocks["filters"]
        return Payload(
            heading=value["heading"] or "",
            fund_ids=tuple(value["fund_ids"]),
            filters=tuple(filters.block.get_api_representation(filters.value, context=context)),
            limit=value["limit"],
        )

    class Meta:
        icon = "list-ul"
        label = "Funds"

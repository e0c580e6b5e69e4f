"""Funds in the menu, and their number on the dashboard."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks

from cms.facts.viewset import register_facts

from .summary import summary_items
from .viewsets import FundsGroup

register_facts(FundsGroup)


def count_funds(request: HttpRequest, items: list[Any]) -> None:
    """Add the numbers of funds, share classes and documents to the dashboard's summary."""
    items += summary_items(request)


hooks.register("construct_homepage_summary_items", count_funds)

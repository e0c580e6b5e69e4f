"""Articles, and people who ask for help."""

from typing import Any

from cms.support.models import HelpArticle
from tests.factories.content import english


def article(**values: Any) -> HelpArticle:
    """A draft for the public, in English."""
    filled: dict[str, Any] = {
        "title": "Find a fund",
        "slug": "find-a-fund",
        "summary": "Search by name, by ISIN or by fund house.",
        "body": "<p>Write a part of its name into the box.</p>",
        "locale": english(),
    }
    return HelpArticle.objects.create(**(filled | values))

"""Takes the demo's articles through the gate, and leaves one in the inbox."""

from uuid import uuid4

from wagtail.models import Locale

from cms.content.demo.gate import TwoPeople
from cms.support.models import HelpArticle

from .articles import PUBLIC, STAFF


def publish_articles(people: TwoPeople) -> None:
    """The public ones in both languages, those for colleagues in English."""
    for (slug, category), by_language in PUBLIC.items():
        key = uuid4()
        for language, (title, summary, body) in by_language.items():
            said = {"title": title, "summary": summary, "body": body, "category": category}
            locale = Locale.objects.get(language_code=language)
            people.publish(HelpArticle.objects.create(slug=slug, locale=locale, translation_key=key, **said))
    for slug in STAFF:
        people.publish(_for_colleagues(slug))


def submit_an_article(people: TwoPeople) -> None:
    """One waits for its decision."""
    people.submit(
        HelpArticle.objects.create(
            title="Why does a figure differ from my bank's?",
            slug="why-figures-differ",
            summary="Dates, share classes and rounding explain most differences.",
            body="<p>Compare the date and the share class first: each figure here shows both.</p>",
            category="funds",
            locale=Locale.objects.get(language_code="en"),
        )
    )


def _for_colleagues(slug: str) -> HelpArticle:
    title, summary, body, check, screen = STAFF[slug]
    made: HelpArticle = HelpArticle.objects.create(
        slug=slug,
        title=title,
        summary=summary,
        body=body,
        check_name=check,
        screen=screen,
        category="trouble",
        audience="staff",
        locale=Locale.objects.get(language_code="en"),
    )
    return made

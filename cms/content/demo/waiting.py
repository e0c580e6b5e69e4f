"""What waits in the demo's inbox: one submission of each kind, and one that came back."""

from datetime import date, timedelta

from django.utils import timezone
from wagtail.models import Locale

from cms.content.models import Banner, ContentPage, FrequentQuestion, LegalNotice, NewsIndexPage, NewsPage, Redirect

from .gate import TwoPeople
from .pages import page


def leave_in_the_inbox(people: TwoPeople) -> None:
    """An edited page, a notice, a banner, a disclaimer, a question, a redirect; and a banner that was sent back."""
    english = Locale.objects.get(language_code="en")
    people.submit(_edited_page())
    people.submit(_notice())
    people.submit(_campaign(english))
    people.submit(_new_disclaimer(english))
    people.submit(
        FrequentQuestion.objects.create(
            locale=english,
            category="documents",
            order=60,
            question="Why is there no report for this year?",
            answer="<p>A fund publishes its annual report within four months of the end of its year.</p>",
        )
    )
    people.submit(
        Redirect.objects.create(locale=english, old_path="/equity-funds/", to_path="/funds?assetClass=Equity")
    )
    promising = Banner(locale=english, title="The best funds of the year", text="Find them here first.")
    promising.save()
    people.send_back(promising, comment="We don't rate funds. Please say what is new on the site instead.")


def _edited_page() -> ContentPage:
    draft: ContentPage = page("contact", "en").get_latest_revision_as_object()
    draft.summary = "Whom to ask about a page, a figure or a document, and when."
    return draft


def _notice() -> NewsPage:
    index = NewsIndexPage.objects.get(locale__language_code="en")
    body = [{"type": "text", "value": "<p>The site is read-only for about two hours.</p>"}]
    draft = NewsPage(
        title="Maintenance in December",
        slug="maintenance-in-december",
        date=date(2026, 12, 6),
        category="notice",
        summary="The repository is maintained on the first Sunday of December.",
        locale=index.locale,
        body=body,
    )
    index.add_child(instance=draft)
    return draft


def _campaign(locale: Locale) -> Banner:
    start = timezone.now() + timedelta(days=14)
    return Banner.objects.create(
        locale=locale,
        title="Investor week",
        text="Five evenings about reading a fund's documents.",
        position="home_top",
        priority=50,
        starts_at=start,
        ends_at=start + timedelta(days=7),
    )


def _new_disclaimer(locale: Locale) -> LegalNotice:
    """Approved, it makes the site ask its readers first."""
    return LegalNotice.objects.create(
        locale=locale,
        kind="disclaimer",
        version="2026-2",
        effective_from=date(2026, 11, 1),
        title="Disclaimer",
        body="<p>This is a demonstration. Names of funds are real, all other data are made up.</p>"
        "<p>Nothing here is advice, and nothing is an offer. Before you invest, read the fund's own documents.</p>",
        must_be_accepted=True,
    )

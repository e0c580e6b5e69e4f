"""How people find deliveries, runs and findings in the admin."""

from django.db.models import Q


def deliveries_matching(text: str) -> Q:
    """Deliveries with that ID, or one of whose files has that checksum."""
    return Q(delivery_id__icontains=text) | Q(content_digest__startswith=text.lower())


def runs_matching(text: str) -> Q:
    """Runs of that delivery, started by that person, with that number or with these words in their summary."""
    number = Q(pk=int(text)) if text.isdecimal() and len(text) <= MAX_DIGITS else Q()
    return Q(delivery__delivery_id__icontains=text) | Q(requested_by__iexact=text) | Q(summary__icontains=text) | number


def findings_matching(text: str) -> Q:
    """Findings about that fund, share class or document, of that rule, or with these words in their message."""
    return Q(subject=text.upper()) | Q(subject=text) | Q(code__istartswith=text) | Q(message__icontains=text)


def providers_matching(text: str) -> Q:
    """Providers with that code or name."""
    return Q(code__iexact=text) | Q(name__icontains=text)


MAX_DIGITS = 9

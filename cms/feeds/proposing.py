"""What the reader of a page of the feed may propose."""

from urllib.parse import urlencode

from django.urls import reverse

from cms.facts.links import Person, may_propose
from fundfeed.models import Provider

from .models import FeedPolicy


def policy_of(provider: Provider, *, user: Person) -> str:
    """Where `user` edits the provider's policy, or begins one with what holds now; "" for who may not."""
    if not may_propose(user, FeedPolicy):
        return ""
    known = FeedPolicy.objects.filter(provider=provider).values_list("pk", flat=True).first()
    if known is not None:
        return reverse("wagtailsnippets_feeds_feedpolicy:edit", args=[known])
    return f"{reverse('wagtailsnippets_feeds_feedpolicy:add')}?{urlencode({'provider': provider.code})}"

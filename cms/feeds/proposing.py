"""What the reader of a page of the feed may propose."""

from urllib.parse import urlencode

from django.db.models import Model
from django.urls import reverse
from wagtail.permissions import policy_registry

from cms.facts.links import Person
from fundfeed.models import Provider

from .models import DeliveryDecision, FeedPolicy


def may_propose(user: Person) -> bool:
    """Whether `user` may propose decisions about deliveries."""
    return _may(user, DeliveryDecision)


def policy_of(provider: Provider, *, user: Person) -> str:
    """Where `user` edits the provider's policy, or begins one with what holds now; "" for who may not."""
    if not _may(user, FeedPolicy):
        return ""
    known = FeedPolicy.objects.filter(provider=provider).values_list("pk", flat=True).first()
    if known is not None:
        return reverse("wagtailsnippets_feeds_feedpolicy:edit", args=[known])
    return f"{reverse('wagtailsnippets_feeds_feedpolicy:add')}?{urlencode({'provider': provider.code})}"


def _may(user: Person, model: type[Model]) -> bool:
    return bool(policy_registry.get_by_type(model).user_has_permission(user, "add"))

"""Partners in the admin."""

from cms.facts.viewset import register_facts

from .viewsets import PartnerGroup

register_facts(PartnerGroup)

"""Organisations whose programs read the record."""

from datetime import date, timedelta

from cms.partners.models import KeyRequest, Partner


def known_partner(*, today: date) -> Partner:
    """One that has a key already, or the link to it in its mail."""
    return _partner(
        name="Harbour Data",
        contact_person="Wai Yi Chan",
        contact_email="wai.yi@harbour.example",
        purpose="Takes the bulk files each night for a comparison of funds.",
        may_take_bulk=True,
        access_until=today + timedelta(days=365),
    )


def new_partner(*, today: date) -> Partner:
    """One that asks for access."""
    return _partner(
        name="Lantern Research",
        contact_person="Tom Okafor",
        contact_email="tom@lantern.example",
        purpose="Follows what changes in order to tell its readers of deauthorised funds.",
        may_use_webhooks=True,
        access_until=today + timedelta(days=180),
    )


def another_key(partner: Partner) -> KeyRequest:
    """A second key for a partner that is known."""
    made: KeyRequest = KeyRequest.objects.create(
        partner=partner, reason="A second program, which they want to be able to stop by itself."
    )
    return made


def _partner(**values: object) -> Partner:
    made: Partner = Partner.objects.create(**values)
    return made

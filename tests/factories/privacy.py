"""Requests about personal data."""

from cms.accounts.models import User
from cms.privacy.models import PersonalDataRequest


def data_request(whom: User, kind: str = "export") -> PersonalDataRequest:
    """A draft by nobody."""
    return PersonalDataRequest.objects.create(kind=kind, person=whom, reason="Asked by letter of 3 March, called back.")

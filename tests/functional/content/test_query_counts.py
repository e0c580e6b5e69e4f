"""Lists cost the same number of queries, however long they are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.content import banner, image, question
from tests.factories.moderation import publish
from tests.factories.public_answers import get

pytestmark = pytest.mark.django_db


def test_the_api_asks_once_for_each_list() -> None:
    for number in range(3):
        publish(question(order=number))
    publish(banner(image=image(), is_decorative=True))

    with CaptureQueriesContext(connection) as faq:
        get("/faq/")
    with CaptureQueriesContext(connection) as banners:
        get("/banners/")

    assert (len(faq), len(banners)) == (1, 3)  # of banners one tells of maintenance

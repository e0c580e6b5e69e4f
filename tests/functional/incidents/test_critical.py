"""A critical incident is walked through in seven steps, as the manual has them, and the page says which are done."""

import re
from typing import Any

import pytest
from django.utils import timezone

from cms.cases.errors import NotAllowedError
from cms.incidents.critical import call_together
from cms.incidents.models import Incident
from fundfeed.models import Message
from tests.factories.incidents import incident
from tests.factories.moderation import person
from tests.functional.admin.conftest import SignIn, sign_in

__all__ = ["sign_in"]
pytestmark = pytest.mark.django_db
TOLD = {"subject": "The site is down", "text": "We work on it."}
PUBLIC = TOLD | {"subject_zh_hant": "網站故障", "text_zh_hant": "處理中。"}
REVIEW = {"held_on": "2026-11-22", "contributing": "No alert", "impact": "All readers", "lessons": "Watch the disk"}


def done(page: str) -> int:
    return len(re.findall(r'class="inc-steps__done"', page))


def test_the_seven_steps_of_the_manual_are_walked_and_each_is_seen_as_done(sign_in: SignIn) -> None:
    client, made = sign_in("System operator"), incident(priority="P1")
    for name, role in (("ian", "IT operator"), ("ada", "System administrator"), ("bea", "Business operator")):
        person(name, role)
    here = f"/admin/incidents/{made.number}/"
    described = {"affected": "Public site", "impact": "Everybody", "symptoms": "502", "security_class": ""}
    steps: list[tuple[str, dict[str, Any]]] = [
        (here, {"deed": "acknowledge"}),
        (here, {"deed": "describe", **described}),
        (here, {"deed": "call", "where": "+852 5555 0100"}),
        (f"{here}tell/stakeholders-opened/", TOLD),
        (here, {"deed": "note", "note": "I start the front end again"}),
        (f"{here}tell/public-trouble/", PUBLIC),
        (here, {"deed": "resolve", "root_cause": "A full disk", "resolution": "Emptied"}),
        (f"{here}review/", {"deed": "review", **REVIEW}),
    ]

    seen = [done(client.get(here).content.decode())]
    for address, said in steps:
        client.post(address, said)
        seen.append(done(client.get(here).content.decode()))
    client.post(here, {"deed": "close", "note": ""})

    assert seen == [0, 1, 2, 3, 4, 5, 6, 6, 7]
    assert Incident.objects.get(pk=made.pk).case.state == "closed"
    mail = Message.objects.get(subject=f"[{made.number}] Join the call now")
    assert sorted(mail.recipients) == ["ada@example.org", "bea@example.org", "ian@example.org"]
    assert "+852 5555 0100" in mail.text


def test_what_is_not_critical_has_no_seven_steps(sign_in: SignIn) -> None:
    made = incident(priority="P2")

    assert "seven steps" not in sign_in("System operator").get(f"/admin/incidents/{made.number}/").content.decode()


def test_nobody_is_called_to_nowhere() -> None:
    with pytest.raises(NotAllowedError, match="Say where"):
        call_together(incident=incident(), where=" ", by=person("olga", "System operator"), at=timezone.now())

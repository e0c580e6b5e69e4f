"""The demo's inbox holds one submission of each kind about facts, partners and people, and nothing of it is public."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import TaskState

from tests.factories.access import roles_of
from tests.factories.moderation import approve, checker, maker, person
from tests.factories.public_answers import Answers, every_public_answer, get
from tests.factories.site import Site


def create() -> str:
    printed = StringIO()
    call_command("create_demo_decisions", stdout=printed)
    return printed.getvalue()


@pytest.fixture
def people(db: None) -> None:
    maker(), checker(), person("operator", "System operator")
    person("manager", "Business operator"), person("auditor", "Auditor")


def waiting() -> dict[str, TaskState]:
    states = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS)
    return {state.revision.content_object._meta.model_name: state.specific for state in states}


def answers_but_of(fund_id: str) -> Answers:
    """What the public reads beside one fund, and lists, in which that fund stands."""
    about = (f"/funds/{fund_id}/", "/funds/?", "/status/")
    every = every_public_answer().items()
    return {address: answer for address, answer in every if not any(part in address for part in about)}


def test_each_kind_waits_once_and_the_public_sees_nothing_of_it(published: Site, people: None) -> None:
    before = answers_but_of("DEM00003")
    create()

    again = create()

    facts = {"fundeditorial", "documentupload", "documenttypedefinition", "deliverydecision", "feedpolicy"}
    of_people = {"accesschange", "personaldatarequest", "partner", "keyrequest"}
    of_operations = {"maintenancewindow", "statusnotice", "threshold", "casetimes", "incidentmessage"}
    kinds = facts | of_people | of_operations | {"changerequest", "standardchange"}
    undecided = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS)
    assert (set(waiting()), undecided.count()) == (kinds, len(kinds))
    assert answers_but_of("DEM00003") == before
    assert "nothing was done" in again


def test_one_fund_has_words_of_editors_in_both_languages(published: Site, people: None) -> None:
    create()

    words = get("/funds/DEM00003/")["editorial"]["summary"]
    assert set(words) == {"en", "zh-Hant"}


def test_each_of_them_can_be_approved(published: Site, people: None) -> None:
    create()

    for state in waiting().values():
        approve(state)

    assert waiting() == {}
    fund = get("/funds/DEM00001/")
    assert fund["auditorName"] == "Illustrative Auditors D LLP"
    assert "Notice of a new auditor" in {document["title"]["en"] for document in fund["documents"]}
    assert roles_of(person("auditor")) == {"Auditor", "IT operator"}


def test_before_the_first_delivery_there_is_nothing_to_decide_about(people: None) -> None:
    with pytest.raises(CommandError, match="run sync_feed first"):
        create()


def test_without_its_people_nothing_is_done(published: Site) -> None:
    with pytest.raises(CommandError, match="run create_demo_users first"):
        create()

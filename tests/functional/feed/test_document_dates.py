"""Documents come and go by their dates and by the provider's list; what was public once stays where it was."""

from datetime import timedelta

from fundfeed.services import providers_due, providers_with_a_day_to_turn, turn_day
from tests.factories import pdfs
from tests.factories.documents import add_document, bring, drop_first_document, listed, status_of
from tests.factories.public_answers import get
from tests.factories.site import Site

ONE_DAY = timedelta(days=1)


def test_a_document_that_disappears_is_archived_and_keeps_its_permalink(published: Site) -> None:
    (document,) = listed("DEM00001")
    delivery = published.next_day()
    drop_first_document(delivery)

    published.deliver(delivery)
    published.sync()

    assert status_of(document["url"]) == 200
    assert [shown["status"] for shown in listed("DEM00001")] == ["archived"]
    assert get("/status/")["counts"]["documents"] == 1


def test_an_archived_document_that_comes_back_is_current_again(published: Site) -> None:
    whole = published.delivery.on_day(3)
    delivery = published.next_day()
    drop_first_document(delivery)
    published.deliver(delivery)
    published.sync()
    published.next_day()

    published.deliver(whole)
    published.sync()

    assert [shown["status"] for shown in listed("DEM00001")] == ["current"]


def test_a_scheduled_document_is_public_on_its_day_and_not_before(published: Site) -> None:
    content = pdfs.sound("scheduled")
    delivery = published.next_day()
    add_document(delivery, content, validFrom="2026-11-20")
    published.deliver(delivery)
    bring(published, content)

    published.sync()

    assert listed("DEM00003") == []
    assert status_of(f"/api/v1/documents/{pdfs.file_name(content)}") == 404

    published.next_day()
    published.sync()

    assert len(listed("DEM00003")) == 1
    assert status_of(f"/api/v1/documents/{pdfs.file_name(content)}") == 200


def test_a_scheduled_document_that_disappears_before_its_day_is_never_public(published: Site) -> None:
    content = pdfs.sound("called off")
    first = published.next_day()
    add_document(first, content, validFrom="2027-01-01")
    published.deliver(first)
    bring(published, content)
    published.sync()
    second = published.next_day()
    second.documents["documents"].pop()
    second.recount()

    published.deliver(second)
    published.sync()

    assert listed("DEM00003") == []
    assert status_of(f"/api/v1/documents/{pdfs.file_name(content)}") == 404


def test_a_withdrawn_document_is_shown_nowhere(published: Site) -> None:
    delivery = published.next_day()
    delivery.documents["documents"][0]["status"] = "withdrawn"

    published.deliver(delivery)
    published.sync()

    assert listed("DEM00001") == []


def test_a_withdrawn_document_that_disappears_stays_out_of_sight(published: Site) -> None:
    delivery = published.next_day()
    delivery.documents["documents"][0]["status"] = "withdrawn"
    published.deliver(delivery)
    published.sync()
    delivery = published.next_day()
    drop_first_document(delivery)

    published.deliver(delivery)
    published.sync()

    assert listed("DEM00001") == []


def test_after_its_last_day_a_document_is_history_and_keeps_its_permalink(published: Site) -> None:
    (document,) = listed("DEM00001")
    delivery = published.next_day()
    delivery.documents["documents"][0]["expirationDate"] = "2026-11-19"
    published.deliver(delivery)
    published.sync()
    assert [(shown["status"], shown["expirationDate"]) for shown in listed("DEM00001")] == [("current", "2026-11-19")]

    published.now += ONE_DAY
    published.sync()

    assert [shown["status"] for shown in listed("DEM00001")] == ["archived"]
    assert status_of(document["url"]) == 200
    assert get("/status/")["counts"]["documents"] == 1


def test_an_expired_document_whose_date_is_moved_is_current_again(published: Site) -> None:
    delivery = published.next_day()
    delivery.documents["documents"][0]["expirationDate"] = "2026-11-18"
    published.deliver(delivery)
    published.sync()
    assert [shown["status"] for shown in listed("DEM00001")] == ["archived"]

    delivery = published.next_day()
    delivery.documents["documents"][0]["expirationDate"] = "2027-11-18"
    published.deliver(delivery)
    published.sync()

    assert [shown["status"] for shown in listed("DEM00001")] == ["current"]


def test_an_expired_document_that_disappears_stays_in_the_history(published: Site) -> None:
    delivery = published.next_day()
    delivery.documents["documents"][0]["expirationDate"] = "2026-11-18"
    published.deliver(delivery)
    published.sync()
    delivery = published.next_day()
    drop_first_document(delivery)

    published.deliver(delivery)
    published.sync()

    assert [shown["status"] for shown in listed("DEM00001")] == ["archived"]


def empty(site: Site) -> None:
    for path in site.directory.iterdir():
        path.unlink()


def turn_every_day() -> list[str]:
    """What a round of the worker does about dates; how the runs ended."""
    runs = [turn_day(provider=provider) for provider in providers_with_a_day_to_turn()]
    return [run.outcome for run in runs if run]


def test_a_scheduled_document_is_public_on_its_day_though_nothing_is_delivered(published: Site) -> None:
    content = pdfs.sound("scheduled")
    delivery = published.next_day()
    before = pdfs.sound("valid before")
    add_document(delivery, before, documentId="BEFORE", validFrom="2026-11-19")
    add_document(delivery, content, validFrom="2026-11-20")
    published.deliver(delivery)
    for file in (before, content):
        bring(published, file)
    published.sync()
    empty(published)
    assert [shown["isLatest"] for shown in listed("DEM00003")] == [True]
    assert turn_every_day() == []

    published.now += ONE_DAY

    assert turn_every_day() == ["applied"]
    latest = {shown["documentId"]: shown.get("isLatest", False) for shown in listed("DEM00003")}
    assert latest == {"BEFORE": False, "NEW-3": True}
    assert status_of(f"/api/v1/documents/{pdfs.file_name(content)}") == 200
    assert turn_every_day() == []


def test_a_document_expires_on_its_day_though_nothing_is_delivered(published: Site) -> None:
    delivery = published.next_day()
    delivery.documents["documents"][0]["expirationDate"] = "2026-11-19"
    published.deliver(delivery)
    published.sync()
    empty(published)

    published.now += ONE_DAY

    assert turn_every_day() == ["applied"]
    assert [shown["status"] for shown in listed("DEM00001")] == ["archived"]


def test_an_announced_deauthorisation_takes_effect_though_nothing_is_delivered(published: Site) -> None:
    delivery = published.next_day()
    delivery.deauthorised["deauthorised"] = [{"fundId": "DEM00002", "deauthorisationDate": "2026-11-20"}]
    delivery.recount()
    published.deliver(delivery)
    published.sync()
    empty(published)
    assert get("/funds/DEM00002/")["authorisationStatus"] == "authorised"

    published.now += ONE_DAY

    assert turn_every_day() == ["applied"]
    assert get("/funds/DEM00002/")["authorisationStatus"] == "deauthorised"


def test_a_day_that_turned_does_not_stand_for_the_provider_s_delivery(published: Site) -> None:
    delivery = published.next_day()
    delivery.documents["documents"][0]["expirationDate"] = "2026-11-19"
    published.deliver(delivery)
    published.sync()
    published.now += ONE_DAY

    turn_every_day()

    assert providers_due() == [published.provider]

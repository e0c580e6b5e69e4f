"""Documents come with the delivery, later, or not at all; new bytes don't take away the old ones."""

from hashlib import md5, sha512

import pytest

from tests.factories import pdfs
from tests.factories.documents import add_document, bring, listed, replace_file, status_of
from tests.factories.public_answers import every_public_answer, get
from tests.factories.site import Site


def test_a_file_that_comes_later_is_pending_until_then(published: Site) -> None:
    content = pdfs.sound("late")
    delivery = published.next_day()
    add_document(delivery, content)
    delivery.fund("DEM00003")["manCo"] = "Haven Management"
    published.deliver(delivery)

    first = published.sync()

    assert (first.outcome, first.codes) == ("applied", ["document.pending"])
    assert listed("DEM00003") == []
    assert get("/funds/DEM00003/")["manCo"] == "Haven Management"

    bring(published, content)
    second = published.sync()

    assert (second.outcome, second.codes) == ("applied", [])
    (document,) = listed("DEM00003")
    assert status_of(document["url"]) == 200


def test_waiting_for_a_file_again_and_again_changes_nothing(published: Site) -> None:
    delivery = published.next_day()
    add_document(delivery, pdfs.sound("late"))
    published.deliver(delivery)
    published.sync()
    before = every_public_answer()

    report = published.sync()

    assert report.exit_code == 0
    assert every_public_answer() == before


@pytest.mark.parametrize("fault", pdfs.REFUSED)
def test_a_refused_pdf_is_held_and_everything_else_goes_on(published: Site, fault: str) -> None:
    content = pdfs.REFUSED[fault]()
    delivery = published.next_day()
    add_document(delivery, content)
    delivery.fund("DEM00003")["manCo"] = "Haven Management"
    published.deliver(delivery)
    bring(published, content)

    report = published.sync()

    assert report.outcome == "applied"
    finding = report.finding("document.refused")
    assert (finding["file"], finding["severity"]) == (pdfs.file_name(content), "hold")
    assert listed("DEM00003") == []
    assert status_of(f"/api/v1/documents/{pdfs.file_name(content)}") == 404
    assert get("/funds/DEM00003/")["manCo"] == "Haven Management"


def test_bytes_unlike_their_name_are_held_until_the_right_ones_come(published: Site) -> None:
    content = pdfs.sound("right")
    delivery = published.next_day()
    add_document(delivery, content)
    published.deliver(delivery)
    bring(published, pdfs.sound("wrong"), name=pdfs.file_name(content))

    first = published.sync()

    assert first.finding("document.digest")["expected"] == pdfs.file_name(content).removesuffix(".pdf")
    assert listed("DEM00003") == []

    bring(published, content)
    published.sync()

    assert len(listed("DEM00003")) == 1


def test_a_file_named_by_a_weak_digest_will_not_do(published: Site) -> None:
    content = pdfs.sound("weak")
    name = f"{md5(content, usedforsecurity=False).hexdigest()}.pdf"
    delivery = published.next_day()
    add_document(delivery, content, fileName=name)
    published.deliver(delivery)
    bring(published, content, name=name)

    report = published.sync()

    assert (report.outcome, report.codes) == ("applied", ["document.weak_name"])
    assert listed("DEM00003") == []


def test_a_file_named_by_another_strong_digest_gets_our_permalink(published: Site) -> None:
    content = pdfs.sound("strong")
    name = f"{sha512(content).hexdigest()}.pdf"
    delivery = published.next_day()
    add_document(delivery, content, fileName=name)
    published.deliver(delivery)
    bring(published, content, name=name)

    published.sync()

    (document,) = listed("DEM00003")
    assert document["url"] == f"/api/v1/documents/{pdfs.file_name(content)}"


def test_the_same_bytes_under_two_ids_show_at_both_funds(published: Site) -> None:
    content = pdfs.sound("shared")
    delivery = published.next_day()
    add_document(delivery, content, "DEM00002")
    add_document(delivery, content, "DEM00003")
    published.deliver(delivery)
    bring(published, content)

    published.sync()

    assert listed("DEM00003")[0]["sha256"] in [document["sha256"] for document in listed("DEM00002")]


def test_the_same_bytes_under_two_names_show_at_both_funds(published: Site) -> None:
    content = pdfs.sound("shared")
    other_name = f"{sha512(content).hexdigest()}.pdf"
    delivery = published.next_day()
    add_document(delivery, content, "DEM00002")
    add_document(delivery, content, "DEM00003", fileName=other_name)
    published.deliver(delivery)
    bring(published, content)
    bring(published, content, name=other_name)

    published.sync()

    assert listed("DEM00003")[0]["sha256"] in [document["sha256"] for document in listed("DEM00002")]


def test_new_bytes_under_the_same_id_replace_the_old_ones_whose_permalink_stays(published: Site) -> None:
    (old,) = listed("DEM00001")
    content = pdfs.sound("corrected")
    delivery = published.next_day()
    replace_file(delivery, content)
    published.deliver(delivery)
    bring(published, content)

    published.sync()

    (new,) = listed("DEM00001")
    assert new["url"] == f"/api/v1/documents/{pdfs.file_name(content)}"
    assert status_of(new["url"]) == 200
    assert status_of(old["url"]) == 200


def test_while_new_bytes_are_awaited_the_old_ones_stay(published: Site) -> None:
    (old,) = listed("DEM00001")
    delivery = published.next_day()
    replace_file(delivery, pdfs.sound("corrected"))

    published.deliver(delivery)
    report = published.sync()

    assert report.codes == ["document.pending"]
    assert [document["url"] for document in listed("DEM00001")] == [old["url"]]
    assert status_of(old["url"]) == 200


def test_a_document_that_moves_to_another_fund_leaves_the_first(published: Site) -> None:
    delivery = published.next_day()
    delivery.documents["documents"][0]["appliesTo"] = [{"level": "fund", "id": "DEM00003"}]

    published.deliver(delivery)
    published.sync()

    assert listed("DEM00001") == []
    assert len(listed("DEM00003")) == 1


@pytest.mark.parametrize("level", ["shareClass", "umbrella", "company"])
def test_a_document_reaches_its_fund_on_every_level(published: Site, level: str) -> None:
    fund = published.delivery.fund("DEM00003")
    targets = {
        "shareClass": fund["shareClasses"][0]["isin"],
        "umbrella": (fund["umbrella"] or {}).get("umbrellaId", ""),
        "company": fund["manCo"],
    }
    content = pdfs.sound(level)
    delivery = published.next_day()
    add_document(delivery, content, appliesTo=[{"level": level, "id": targets[level]}])
    published.deliver(delivery)
    bring(published, content)

    published.sync()

    assert pdfs.file_name(content) in [document["url"].rpartition("/")[2] for document in listed("DEM00003")]


def test_a_new_document_makes_a_version_that_names_the_delivery_which_brought_it(published: Site) -> None:
    content = pdfs.sound("new")
    delivery = published.next_day()
    add_document(delivery, content)
    published.deliver(delivery)
    bring(published, content)

    published.sync()

    publication = get("/funds/DEM00003/")["publication"]
    assert (publication["version"], publication["deliveryId"]) == (2, "DEMO-20261119-01")

"""What is told about documents that don't fit their files, and files that don't fit any document."""

from copy import deepcopy

from infra.deliveries import Delivery, small_delivery
from tests.factories import pdfs
from tests.factories.documents import add_document, bring, drop_first_document, listed
from tests.factories.public_answers import every_public_answer
from tests.factories.site import Site


def twice(delivery: Delivery) -> None:
    """The first document of the delivery stands there once more, byte for byte."""
    documents = delivery.documents["documents"]
    documents.append(deepcopy(documents[0]))
    delivery.recount()


def test_pdfs_that_no_document_names_are_told_in_one_warning(published: Site) -> None:
    published.deliver(published.next_day())
    for number in range(7):
        bring(published, pdfs.sound(f"stray {number}"))
    published.file("notes.txt").write_text("not a document")

    report = published.sync()

    finding = report.finding("document.orphan")
    assert (report.outcome, finding["severity"]) == ("applied", "warn")
    assert finding["message"].startswith("No document names 7 PDF on the site: ")
    assert finding["message"].endswith(" and 2 more.")


def test_a_pdf_that_is_not_named_by_a_digest_is_told_too(published: Site) -> None:
    published.deliver(published.next_day())
    bring(published, pdfs.sound("stray"), name="Prospectus final.PDF")

    assert "Prospectus final.PDF" in published.sync().finding("document.orphan")["message"]


def test_pdfs_of_earlier_deliveries_may_stay_on_the_site(published: Site) -> None:
    delivery = published.next_day()
    drop_first_document(delivery)
    published.deliver(delivery)

    report = published.sync()

    assert len(list(published.directory.glob("*.pdf"))) == 2
    assert (report.outcome, report.codes) == ("applied", [])


def test_the_file_of_a_held_document_is_no_orphan(published: Site) -> None:
    content = pdfs.sound("held")
    delivery = published.next_day()
    add_document(delivery, content, documentType="XX")
    published.deliver(delivery)
    bring(published, content)

    assert published.sync().codes == ["document.type"]


def test_a_wrong_size_is_told_and_the_document_shown_with_the_right_one(published: Site) -> None:
    content = pdfs.sound("sized")
    delivery = published.next_day()
    add_document(delivery, content, sizeInBytes=len(content) + 1)
    published.deliver(delivery)
    bring(published, content)

    report = published.sync()

    finding = report.finding("document.size")
    assert (report.outcome, finding["severity"], finding["pointer"]) == ("applied", "warn", "/documents/2/sizeInBytes")
    assert (finding["received"], finding["expected"]) == (str(len(content) + 1), str(len(content)))
    assert [document["sizeInBytes"] for document in listed("DEM00003")] == [len(content)]


def test_a_wrong_size_is_told_when_a_late_file_comes(published: Site) -> None:
    content = pdfs.sound("sized and late")
    delivery = published.next_day()
    add_document(delivery, content, sizeInBytes=1)
    published.deliver(delivery)
    assert published.sync().codes == ["document.pending"]

    bring(published, content)
    report = published.sync()

    assert (report.outcome, report.codes) == ("applied", ["document.size"])
    assert published.sync().outcome == "unchanged"


def test_a_new_document_that_stands_there_twice_is_held(site: Site) -> None:
    delivery = small_delivery()
    twice(delivery)
    site.deliver(delivery)

    report = site.sync()

    assert (report.outcome, report.codes) == ("applied", ["document.double", "document.double"])
    assert listed("DEM00001") == []


def test_a_known_document_that_stands_there_twice_is_told_and_stays(published: Site) -> None:
    delivery = published.next_day()
    twice(delivery)
    published.deliver(delivery)
    before = every_public_answer(with_status=False)

    report = published.sync()

    assert [(one["code"], one["severity"], one["pointer"]) for one in report.findings] == [
        ("document.double", "hold", "/documents/0"),
        ("document.double", "hold", "/documents/2"),
    ]
    assert every_public_answer(with_status=False) == before

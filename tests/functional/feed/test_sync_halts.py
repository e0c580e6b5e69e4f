"""A bad delivery changes nothing public: each fault has its word, its exit code and its finding."""

from collections.abc import Callable

import pytest

from fundfeed.adapters.archive import default_archive
from fundfeed.models import FeedRun
from fundfeed.stages.check_file import MAX_CHECK_FILE_BYTES
from infra.deliveries import demo_delivery, write_check
from tests.factories.public_answers import every_public_answer
from tests.factories.site import Report, Site


def wrong_checksum(site: Site) -> None:
    site.file("index.json.check").write_text("0" * 64 + "  index.json\n")


def altered_after_the_check(site: Site) -> None:
    index = site.file("index.json")
    index.write_bytes(index.read_bytes().replace(b"authorised", b"Authorised"))


def check_of_another_file(site: Site) -> None:
    site.file("document.json.check").write_text(site.file("index.json.check").read_text())


def check_without_a_digest(site: Site) -> None:
    site.file("index.json.check").write_text("<html>404</html>")


def endless_check(site: Site) -> None:
    site.file("index.json.check").write_bytes(b"0" * (MAX_CHECK_FILE_BYTES + 1))


def weak_check(site: Site) -> None:
    site.file("index.json.check").write_text("0" * 32)


def wrong_check_of_deauthorised(site: Site) -> None:
    site.file("deauthorised.json.check").write_text("0" * 64)


def rewritten(name: str, content: bytes) -> Callable[[Site], None]:
    def rewrite(site: Site) -> None:
        site.file(name).write_bytes(content)
        write_check(site.file(name))

    return rewrite


def half_a_file(site: Site) -> None:
    index = site.file("index.json")
    rewritten("index.json", index.read_bytes()[: index.stat().st_size // 2])(site)


def without(name: str) -> Callable[[Site], None]:
    return lambda site: site.file(name).unlink()


def emptied(site: Site) -> None:
    for path in site.directory.iterdir():
        path.unlink()


def link_for_a_file(site: Site) -> None:
    site.file("index.json").rename(site.file("elsewhere"))
    site.file("index.json").symlink_to(site.file("elsewhere"))


def head(name: str, **changes: object) -> Callable[[Site], None]:
    def change(site: Site) -> None:
        for sent in site.delivery.envelopes():
            if name in (sent["schema"], ""):
                sent.update(changes)
        site.deliver(site.delivery)

    return change


INDEX = "fund-repository-feed/index"


def unreadable_deauthorisation(site: Site) -> None:
    site.delivery.deauthorised["deauthorised"].append({"fundId": "DEM00001"})
    site.delivery.recount()
    site.deliver(site.delivery)


def removed_but_not_deauthorised(site: Site) -> None:
    site.delivery.remove_fund("DEM00002")
    site.deliver(site.delivery)


def authorised_and_deauthorised(site: Site) -> None:
    site.delivery.deauthorised["deauthorised"].append({"fundId": "DEM00002", "deauthorisationDate": "2026-11-19"})
    site.delivery.recount()
    site.deliver(site.delivery)


def id_used_again(site: Site) -> None:
    for sent in site.delivery.envelopes():
        sent["deliveryId"] = "DEMO-20261118-01"
    site.delivery.fund("DEM00001")["manCo"] = "Haven Management"
    site.deliver(site.delivery)


def emptied_index(site: Site) -> None:
    for fund in list(site.delivery.funds):
        site.delivery.deauthorise(fund["fundId"])
    site.deliver(site.delivery)


FAULTS: dict[str, tuple[Callable[[Site], None], int, str, str, str, str]] = {
    # fault: how it is made, exit code, outcome, code, file and JSON pointer of the finding
    "wrong_checksum": (wrong_checksum, 20, "unreadable", "file.checksum", "index.json", ""),
    "altered_after_the_check": (altered_after_the_check, 20, "unreadable", "file.checksum", "index.json", ""),
    "check_of_another_file": (check_of_another_file, 20, "unreadable", "check.unreadable", "document.json.check", ""),
    "check_without_a_digest": (check_without_a_digest, 20, "unreadable", "check.unreadable", "index.json.check", ""),
    "endless_check": (endless_check, 20, "unreadable", "file.too_large", "index.json.check", ""),
    "weak_check": (weak_check, 20, "unreadable", "file.checksum", "index.json", ""),
    "wrong_check_of_deauthorised": (
        wrong_check_of_deauthorised, 20, "unreadable", "file.checksum", "deauthorised.json", "",
    ),
    "half_a_file": (half_a_file, 20, "unreadable", "file.not_json", "index.json", ""),
    "empty_file": (rewritten("document.json", b""), 20, "unreadable", "file.not_json", "document.json", ""),
    "page_of_html": (rewritten("index.json", b"<html>"), 20, "unreadable", "file.not_json", "index.json", ""),
    "not_utf8": (rewritten("index.json", b'{"funds": ["\xe9"]}'), 20, "unreadable", "file.not_utf8", "index.json", ""),
    "wrong_shape": (rewritten("index.json", b'{"fonds": []}'), 20, "unreadable", "envelope.shape", "index.json", ""),
    "count_differs": (
        head(INDEX, recordCount=834), 20, "unreadable", "envelope.record_count", "index.json", "/recordCount",
    ),
    "unknown_version": (
        head(INDEX, schemaVersion="2.0"), 20, "unreadable", "envelope.schema_version", "index.json", "/schemaVersion",
    ),
    "time_without_offset": (
        head("", generatedAt="2026-11-19T22:30:00"), 20, "unreadable", "envelope.shape", "index.json", "/generatedAt",
    ),
    "unreadable_deauthorisation": (
        unreadable_deauthorisation, 20, "unreadable", "record.missing", "deauthorised.json",
        "/deauthorised/0/deauthorisationDate",
    ),
    "files_of_two_deliveries": (
        head(INDEX, deliveryId="DEMO-X"), 20, "inconsistent", "envelope.delivery_id", "document.json", "/deliveryId",
    ),
    "id_used_again": (id_used_again, 20, "inconsistent", "delivery.id_reused", "index.json", "/deliveryId"),
    "older_than_the_last": (
        head("", generatedAt="2026-11-01T22:30:00+08:00"), 20, "inconsistent", "delivery.replay", "index.json",
        "/generatedAt",
    ),
    "removed_but_not_deauthorised": (
        removed_but_not_deauthorised, 20, "inconsistent", "set.removed_not_deauthorised", "deauthorised.json",
        "/deauthorised",
    ),
    "authorised_and_deauthorised": (
        authorised_and_deauthorised, 20, "inconsistent", "set.contradiction", "deauthorised.json", "/deauthorised",
    ),
    "without_index": (without("index.json"), 10, "incomplete", "file.missing", "index.json", ""),
    "without_check_of_index": (
        without("index.json.check"), 10, "incomplete", "file.missing", "index.json.check", "",
    ),
    "without_document": (without("document.json"), 10, "incomplete", "file.missing", "document.json", ""),
    "without_check_of_document": (
        without("document.json.check"), 10, "incomplete", "file.missing", "document.json.check", "",
    ),
    "without_deauthorised": (without("deauthorised.json"), 10, "incomplete", "file.missing", "deauthorised.json", ""),
    "link_for_a_file": (link_for_a_file, 10, "incomplete", "file.missing", "index.json", ""),
    "nothing_there": (emptied, 10, "not_delivered", "delivery.absent", "", ""),
    "emptied_index": (emptied_index, 30, "suspicious", "guard.empty", "", ""),
}  # fmt: skip
WORDS = {"suspicious": "awaiting_release"}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_has_its_word_and_changes_nothing_public(published: Site, fault: str) -> None:
    break_it, exit_code, reason, code, file, pointer = FAULTS[fault]
    before = every_public_answer()
    published.deliver(published.next_day())
    break_it(published)

    report = published.sync()

    assert (report.exit_code, report.outcome) == (exit_code, f"{WORDS.get(reason, 'halted')}: {reason}")
    finding = report.finding(code)
    assert (finding["file"], finding["pointer"], finding["severity"]) == (file, pointer, "halt")
    assert finding["message"]
    assert every_public_answer() == before


@pytest.mark.parametrize("fault", ["wrong_checksum", "half_a_file", "without_index", "removed_but_not_deauthorised"])
def test_the_delivery_put_right_is_applied(published: Site, fault: str) -> None:
    whole = published.next_day()
    published.deliver(whole.on_day(2))
    FAULTS[fault][0](published)
    published.sync()

    whole.fund("DEM00003")["manCo"] = "Haven Management"
    published.deliver(whole)
    report = published.sync()

    assert (report.exit_code, report.outcome) == (0, "applied")


def test_a_removed_fund_is_named(published: Site) -> None:
    published.deliver(published.next_day())
    removed_but_not_deauthorised(published)

    finding = published.sync().finding("set.removed_not_deauthorised")

    assert finding["subject"] == "DEM00002"
    assert "DEM00002" in finding["message"]


def test_a_mass_deauthorisation_waits_for_a_release(site: Site) -> None:
    site.deliver(demo_delivery(1, funds=40, pdfs=False))
    site.sync()
    before = every_public_answer()
    delivery = site.next_day()
    for fund in list(delivery.funds)[:11]:
        delivery.deauthorise(fund["fundId"])
    site.deliver(delivery)

    report = site.sync()

    assert (report.exit_code, report.outcome) == (30, "awaiting_release: suspicious")
    assert report.finding("guard.deauthorised")["received"] == "11 (27.5%)"
    assert every_public_answer() == before
    assert [measure["count"] for measure in report.content["verdict"] if measure["name"] == "deauthorised"] == [11]


def test_ten_deauthorisations_are_an_ordinary_day(site: Site) -> None:
    site.deliver(demo_delivery(1, funds=40, pdfs=False))
    site.sync()
    delivery = site.next_day()
    for fund in list(delivery.funds)[:10]:
        delivery.deauthorise(fund["fundId"])
    site.deliver(delivery)

    assert site.sync().outcome == "applied"


def test_an_empty_first_delivery_waits_for_a_release(site: Site) -> None:
    delivery = demo_delivery(1, funds=4, pdfs=False)
    delivery.funds.clear()
    delivery.recount()
    site.deliver(delivery)

    assert site.sync().codes == ["guard.empty"]


def test_every_run_ends_with_an_outcome_even_when_a_stage_breaks(
    published: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = every_public_answer()
    published.deliver(published.next_day())
    monkeypatch.setattr("fundfeed.pipeline.guard.judge", lambda *_: 1 / 0)

    report = published.sync()

    assert (report.exit_code, report.codes) == (1, ["run.failed"])
    assert FeedRun.objects.latest().finished_at is not None
    assert every_public_answer() == before


def test_an_unknown_directory_is_a_clear_finding(published: Site) -> None:
    report = published.sync(source=str(published.directory / "nowhere"))

    assert (report.exit_code, report.outcome) == (10, "halted: incomplete")
    assert report.codes == ["source.unavailable"]


def test_whatever_was_received_is_archived_though_it_was_refused(published: Site) -> None:
    rewritten("index.json", b"never seen before")(published)

    report: Report = published.sync()

    delivery = FeedRun.objects.get(pk=report.content["run"]).delivery
    assert delivery is not None
    kept = delivery.files.get(name="index.json")
    with default_archive().open(kept.sha256) as stream:
        assert stream.read() == b"never seen before"

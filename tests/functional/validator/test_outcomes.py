"""The check ends as the feed would, with the contract's word and its findings, and leaves no trace."""

from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import md5, sha256
from pathlib import Path

import pytest

from fundfeed.records.findings import Reason, Severity
from fundfeed.validator import Report, check
from infra.deliveries import Delivery, small_delivery, write_check

from .conftest import Write

AT = datetime(2026, 11, 18, 12, tzinfo=UTC)


def codes(report: Report) -> list[str]:
    return [finding.code for finding in report.findings]


def test_a_good_delivery_is_acceptable(good: Path) -> None:
    report = check(good, at=AT)

    assert (report.conclusion, report.reason, report.exit_code) == ("acceptable", None, 0)
    assert (report.delivery_id, report.findings) == ("DEMO-20261118-01", ())
    assert (report.counts["added"], report.counts["documents"]) == (3, 2)


def test_a_check_changes_nothing_in_the_directory(good: Path) -> None:
    before = {path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in good.iterdir()}

    check(good, at=AT)

    assert {path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in good.iterdir()} == before


def nothing_there(directory: Path) -> None:
    for path in directory.iterdir():
        path.unlink()


def no_check_file(directory: Path) -> None:
    (directory / "index.json.check").unlink()


def no_directory(directory: Path) -> None:
    nothing_there(directory)
    directory.rmdir()


def altered_after_its_check(directory: Path) -> None:
    index = directory / "index.json"
    index.write_bytes(index.read_bytes().replace(b"authorised", b"Authorised"))


def weak_check(directory: Path) -> None:
    (directory / "index.json.check").write_text("0" * 32)


def rewritten(name: str, content: bytes) -> Callable[[Path], None]:
    def rewrite(directory: Path) -> None:
        (directory / name).write_bytes(content)
        write_check(directory / name)

    return rewrite


@pytest.mark.parametrize(
    ("break_it", "reason", "code", "exit_code"),
    [
        (nothing_there, Reason.NOT_DELIVERED, "delivery.absent", 10),
        (no_check_file, Reason.INCOMPLETE, "file.missing", 10),
        (no_directory, Reason.INCOMPLETE, "source.unavailable", 10),
        (altered_after_its_check, Reason.UNREADABLE, "file.checksum", 20),
        (weak_check, Reason.UNREADABLE, "file.checksum", 20),
        (rewritten("index.json", b"{"), Reason.UNREADABLE, "file.not_json", 20),
        (rewritten("index.json", "{}".encode("utf-16")), Reason.UNREADABLE, "file.not_utf8", 20),
        (rewritten("document.json", b'{"records": []}'), Reason.UNREADABLE, "envelope.shape", 20),
        (rewritten("deauthorised.json", b'[{"fundId": "DEM00001"}]'), Reason.UNREADABLE, "record.missing", 20),
        (rewritten("index.json", b"[]"), Reason.SUSPICIOUS, "guard.empty", 30),
    ],
)
def test_each_trouble_has_its_word_and_its_exit_code(
    break_it: Callable[[Path], None], reason: Reason, code: str, exit_code: int, good: Path
) -> None:
    break_it(good)

    report = check(good, at=AT)

    assert (report.reason, report.exit_code) == (reason, exit_code)
    assert code in codes(report)


def test_a_fund_listed_and_deauthorised_is_inconsistent(write: Write) -> None:
    delivery = small_delivery()
    fund = dict(delivery.funds[0])
    delivery.deauthorise(fund["fundId"])
    delivery.funds.append(fund)
    delivery.recount()

    report = check(write(delivery), at=AT)

    assert (report.reason, codes(report)) == (Reason.INCONSISTENT, ["set.contradiction"])


def test_a_bad_record_is_held_with_its_place(write: Write) -> None:
    delivery = small_delivery()
    delivery.funds[1]["shareClasses"][0]["isin"] = "IE00B4L5Y984"

    report = check(write(delivery), at=AT)

    (finding,) = report.findings
    assert (finding.code, finding.severity, finding.file) == ("fund.isin", Severity.HOLD, "index.json")
    assert (finding.pointer, finding.received) == ("/funds/1/shareClasses/0/isin", "IE00B4L5Y984")
    assert (report.exit_code, report.counts["held"]) == (0, 1)


def test_md5_is_accepted_where_it_is_agreed(good: Path) -> None:
    digest = md5((good / "index.json").read_bytes(), usedforsecurity=False).hexdigest()
    (good / "index.json.check").write_text(digest)

    refused, agreed = check(good, at=AT), check(good, at=AT, accept_weak=True)

    assert (refused.reason, agreed.reason) == (Reason.UNREADABLE, None)
    assert codes(refused) == codes(agreed) == ["check.weak"]


def without_its_file(directory: Path, name: str) -> None:
    (directory / name).unlink()


def with_other_bytes(directory: Path, name: str) -> None:
    (directory / name).write_bytes(b"%PDF-1.7 other")


@pytest.mark.parametrize(
    ("break_it", "code", "severity"),
    [
        (without_its_file, "document.pending", Severity.WARN),
        (with_other_bytes, "document.digest", Severity.HOLD),
    ],
)
def test_each_document_is_there_and_is_what_its_name_says(
    break_it: Callable[[Path, str], None], code: str, severity: Severity, write: Write
) -> None:
    delivery = small_delivery()
    directory, name = write(delivery), next(iter(delivery.files))
    break_it(directory, name)

    report = check(directory, at=AT)

    assert [(finding.code, finding.severity, finding.file) for finding in report.findings] == [(code, severity, name)]


def test_a_document_that_may_not_be_shown_is_told(write: Write) -> None:
    delivery = small_delivery()
    with_bytes(delivery, b"<html>The file moved.</html>")

    report = check(write(delivery), at=AT)

    (finding,) = report.findings
    assert (finding.code, finding.severity) == ("document.refused", Severity.HOLD)
    assert "not a PDF" in finding.message


def with_bytes(delivery: Delivery, content: bytes) -> None:
    record = delivery.documents["documents"][0]
    delivery.files.pop(record["fileName"])
    record["fileName"] = f"{sha256(content).hexdigest()}.pdf"
    record["checksum"] = {"algorithm": "SHA-256", "value": sha256(content).hexdigest()}
    delivery.files[record["fileName"]] = content

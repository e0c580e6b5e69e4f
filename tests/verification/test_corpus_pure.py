"""The whole corpus through the pure stages, as a provider checks its own delivery: the same word, the same finding."""

from datetime import timedelta
from pathlib import Path

import pytest

from fundfeed.records.findings import Outcome
from fundfeed.validator import check
from infra.deliveries import write_delivery
from tests.factories.site import FIRST_EVENING, Site
from tests.verification.corpus import CORPUS
from tests.verification.days import first_day, second_day
from tests.verification.judgement import Judgement


@pytest.fixture(scope="module")
def yesterday(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first day, which is public."""
    directory = tmp_path_factory.mktemp("yesterday")
    write_delivery(directory, first_day())
    return directory


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """The good second day in a directory; no database knows of it."""
    site = Site(tmp_path / "site", provider=None, delivery=first_day())  # type: ignore[arg-type]
    site.deliver(second_day(site))
    return site


@pytest.mark.parametrize("name", CORPUS)
def test_a_bad_delivery_has_its_word_and_its_finding(name: str, site: Site, yesterday: Path) -> None:
    fault = CORPUS[name]
    fault.make(site)

    report = check(site.directory, at=FIRST_EVENING + timedelta(days=1), against=yesterday)

    ending = Outcome.APPLIED if report.conclusion == "acceptable" else report.conclusion
    codes = [finding.code for finding in report.findings]
    assert Judgement(ending, report.reason, codes).fits(fault)


def test_the_corpus_is_large_and_each_fault_has_a_name() -> None:
    assert len(CORPUS) >= 150
    assert all(name.isprintable() and " " not in name for name in CORPUS)

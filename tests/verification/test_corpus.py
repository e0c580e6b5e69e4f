"""Every bad delivery has its word and its finding, changes nothing public, and the next good one applies.

One published base serves all: each fault happens in a savepoint that is taken back. The short form takes every
eighth fault, the long form all of them; the pure stages see all of them always.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.factories.ledger import verified_entries
from tests.factories.public_answers import Answers, every_public_answer
from tests.factories.site import Site, open_site
from tests.verification.corpus import CORPUS
from tests.verification.corpus.making import HELD
from tests.verification.days import first_day, second_day, third_day
from tests.verification.judgement import Judgement
from tests.verification.long_form import is_long


class Base(NamedTuple):
    """A provider whose first day is public, and the public answers before and after a good second day."""

    provider_directory: Path
    before: Answers
    after: Answers


@pytest.fixture(scope="module")
def base(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Base]:
    directory = tmp_path_factory.mktemp("site")
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        site = open_site(directory, patch)
        site.deliver(first_day())
        assert site.sync().outcome == "applied"
        before = every_public_answer()
        with transaction.atomic():
            site.deliver(second_day(site))
            assert site.sync().outcome == "applied"
            after = every_public_answer()
            transaction.set_rollback(True)
        assert before != after
        yield Base(directory, before, after)
        transaction.set_rollback(True)


@pytest.fixture
def site(base: Base, db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """The provider on its second day, with a site of its own; the database forgets what happens here."""
    return open_site(tmp_path / "site", monkeypatch)


@pytest.mark.parametrize("name", list(CORPUS)[:: 1 if is_long() else 8])
def test_a_bad_delivery_changes_nothing_public_and_the_next_good_one_applies(name: str, base: Base, site: Site) -> None:
    fault = CORPUS[name]
    site.deliver(second_day(site))
    fault.make(site)

    report = site.sync()

    assert Judgement(report.content["outcome"], report.content["reason"], report.codes).fits(fault), report
    assert every_public_answer() == (base.after if fault.ending == HELD else base.before)
    assert verified_entries() == (4 if fault.ending == HELD else 3)
    restored(site)
    assert site.sync().outcome == "applied"


def restored(site: Site) -> None:
    """The provider clears its site and delivers the third day."""
    for path in site.directory.iterdir():
        path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
    site.deliver(third_day(site))
